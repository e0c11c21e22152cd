//! Somebody at a glance: what a tile of the wall says, from what the server said of them.

use jalon_api::wall::{Line, Need, Wall};
use jalon_base::{Document, Millis, Timestamp};
use jalon_messages::{Lang, console};
use jalon_session::event::IncidentKind;
use jalon_session::room::Standing;

/// The shape of a tile. An alert and an outage are said besides, whatever the shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Not started yet.
    Waiting,
    /// Sits.
    Running,
    /// Their clock stands.
    Stands,
    /// It is over, or they were not let in.
    Over,
}

impl Shape {
    /// The shape of somebody.
    #[must_use]
    pub const fn of(line: &Line) -> Self {
        match line.standing {
            Standing::Expected | Standing::CheckedIn | Standing::Seated => Self::Waiting,
            Standing::Started if line.stands => Self::Stands,
            Standing::Started => Self::Running,
            Standing::TurnedAway { .. } | Standing::Over { .. } => Self::Over,
        }
    }

    /// Its name in the style sheet.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Stands => "stands",
            Self::Over => "over",
        }
    }
}

/// The word of a value that has one.
pub fn word<T: Document>(value: &T) -> String {
    let value = value.write();
    let tag = value.get("is").unwrap_or(&value);
    tag.as_str().unwrap_or_default().to_owned()
}

/// Where somebody is, in words.
#[must_use]
pub fn state(lang: Lang, line: &Line) -> String {
    let word = match line.standing {
        Standing::Started if line.stands => "paused".to_owned(),
        Standing::Over { why: Some(_) } => "ended".to_owned(),
        standing => word(&standing),
    };
    console::state(lang, &word)
}

/// A while, in seconds up to two minutes.
#[must_use]
pub fn since(lang: Lang, ms: i64) -> String {
    let seconds = ms.max(0) / 1000;
    if seconds < 120 {
        console::seconds(lang, seconds)
    } else {
        console::minutes_long(lang, seconds / 60)
    }
}

/// The clock on the wall, so many minutes east of UTC.
#[must_use]
pub fn clock(at: Timestamp, east: i64) -> String {
    let minutes = at.unix().div_euclid(60).saturating_add(east).rem_euclid(24 * 60);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// An instant of a day and a time as they are written, so many minutes east of UTC.
#[must_use]
pub fn instant(day: &str, time: &str, east: i64) -> Option<Timestamp> {
    let local = Timestamp::parse(&format!("{day}T{}:00Z", time.trim()))?;
    Timestamp::from_unix(local.unix() - east * 60)
}

/// The day of an instant, so many minutes east of UTC: `2027-03-02`.
#[must_use]
pub fn day(at: Timestamp, east: i64) -> String {
    let local = Timestamp::from_millis(Millis((at.unix() + east * 60).saturating_mul(1000)));
    let (year, month, day) = local.date();
    format!("{year:04}-{month:02}-{day:02}")
}

/// What waits, in words.
#[must_use]
pub fn need(lang: Lang, need: &Need) -> String {
    console::incident(lang, &word(&need.kind))
}

/// Alerts that wait, by their incident: who calls.
pub fn alerts(wall: &Wall) -> impl Iterator<Item = &Need> {
    wall.queue.iter().filter(|need| need.kind == IncidentKind::Question)
}

/// How many run, are still to come, are over.
#[must_use]
pub fn summary(lang: Lang, wall: &Wall) -> String {
    let count = |wanted: &[Shape]| {
        wall.lines
            .iter()
            .filter(|line| wanted.contains(&Shape::of(line)))
            .count()
    };
    let (running, waiting, over) = (
        count(&[Shape::Running, Shape::Stands]),
        count(&[Shape::Waiting]),
        count(&[Shape::Over]),
    );
    console::summary(lang, running, waiting, over)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests are free of this rule")]

    use super::*;
    use jalon_base::Slug;
    use jalon_session::event::{EndReason, Refusal};

    fn line(standing: Standing, stands: bool) -> Line {
        Line {
            candidate: Slug::parse("c1").unwrap(),
            seat: None,
            standing,
            question: None,
            questions: None,
            answered: 0,
            ends: None,
            left_ms: None,
            stands,
            heard_ms: None,
            acknowledged_ms: None,
            outage: false,
            alert_ms: None,
        }
    }

    #[test]
    fn every_standing_has_a_shape_and_words_of_its_own() {
        let all = [
            (Standing::Expected, false, Shape::Waiting),
            (Standing::TurnedAway { why: Refusal::Late }, false, Shape::Over),
            (Standing::CheckedIn, false, Shape::Waiting),
            (Standing::Seated, false, Shape::Waiting),
            (Standing::Started, false, Shape::Running),
            (Standing::Started, true, Shape::Stands),
            (Standing::Over { why: None }, false, Shape::Over),
            (
                Standing::Over {
                    why: Some(EndReason::Left),
                },
                false,
                Shape::Over,
            ),
        ];
        for lang in Lang::ALL {
            let mut said: Vec<String> = Vec::new();
            for (standing, stands, shape) in all {
                let line = line(standing, stands);
                assert_eq!(Shape::of(&line), shape);
                said.push(state(lang, &line));
            }
            said.sort();
            said.dedup();
            assert_eq!(said.len(), all.len(), "{said:?}");
        }
    }

    #[test]
    fn clocks_and_days_of_the_room() {
        let at = Timestamp::parse("2027-03-02T23:30:00Z").unwrap();
        assert_eq!(
            (clock(at, 60), clock(at, 0), clock(at, -60)),
            ("00:30".into(), "23:30".into(), "22:30".into())
        );
        assert_eq!((day(at, 60), day(at, 0)), ("2027-03-03".into(), "2027-03-02".into()));
        assert_eq!(instant(&day(at, 60), &clock(at, 60), 60), Some(at));
        for (day, time) in [
            ("", "08:30"),
            ("2027-02-30", "08:30"),
            ("2027-03-02", "8h30"),
            ("2027-03-02", "24:30"),
        ] {
            assert_eq!(instant(day, time, 60), None, "{day} {time}");
        }
        assert_eq!(
            (since(Lang::En, 119_999), since(Lang::En, 120_000)),
            ("119 s".into(), "2 min".into())
        );
        assert_eq!(since(Lang::En, -5), "0 s");
    }
}
