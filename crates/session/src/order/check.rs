//! Everything that is wrong with an order, at once.

use super::{Opening, Order};
use crate::access::Capability;
use crate::calendar::{Calendar, Zone, local};
use jalon_base::finding::Findings;
use jalon_base::sorted::SortedMap;
use jalon_base::time::days_from_civil;
use jalon_base::{Digest, Fraction, Timestamp};
use jalon_protocol::Protocol;
use jalon_protocol::plan::Purpose;

/// What an order is held against.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// When exams of this kind may be held.
    pub calendar: &'a Calendar,
    /// The edition at hand.
    pub release: &'a Digest,
    /// Its protocol of that name; none when it has none.
    pub protocol: Option<&'a Protocol>,
    /// Until when the centre is habilitated for what the order is about; none when nothing says so.
    pub habilitated: Option<(Timestamp, Timestamp)>,
}

/// Adds what is wrong with an order.
pub fn check(order: &Order, facts: &Facts<'_>, findings: &mut Findings) {
    window(order, facts, findings);
    people(order, facts, findings);
    places(order, findings);
    content(order, facts, findings);
    staff(order, findings);
}

fn window(order: &Order, facts: &Facts<'_>, findings: &mut Findings) {
    let (window, calendar) = (&order.window, facts.calendar);
    if !(window.opens <= window.late && window.late < window.closes) {
        findings.error("/window", "order/window", &[]);
    }
    if !(-12 * 60..=14 * 60).contains(&window.offset) {
        findings.error(
            "/window/offset",
            "order/offset",
            &[("offset", &window.offset.to_string())],
        );
        return;
    }
    if let Some(zone) = calendar.zone
        && zone.offset(window.opens) != window.offset
    {
        // Overseas, the offset of the place is right and another calendar should be asked: only Paris is known to be wrong.
        let wanted = zone.offset(window.opens).to_string();
        let args = [("offset", window.offset.to_string()), ("wanted", wanted)];
        let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
        match zone {
            Zone::Paris => findings.warning("/window/offset", "order/other-offset", &args),
            Zone::Fixed(_) => findings.error("/window/offset", "order/offset", &args),
        }
    }
    let ((day, from), (last_day, until)) = (local(window.opens, window.offset), local(window.closes, window.offset));
    let in_hours = from >= calendar.from_minute * 60 && until <= calendar.until_minute * 60 && day == last_day;
    if !in_hours {
        findings.error("/window", "order/hours", &[]);
    }
    for day in day..=last_day.min(day.saturating_add(1)) {
        if !calendar.sundays && crate::calendar::weekday(day) == 7 {
            findings.error("/window/opens", "order/sunday", &[]);
        }
        if let Some(holiday) = calendar.holiday(day) {
            findings.error("/window/opens", "order/holiday", &[("holiday", holiday.name)]);
        }
    }
    match facts.habilitated {
        None => findings.error("/centre", "order/not-habilitated", &[]),
        Some((from, until)) if window.opens < from || window.closes > until => {
            findings.error("/centre", "order/habilitation-dates", &[]);
        }
        Some(_) => {}
    }
}

fn people(order: &Order, facts: &Facts<'_>, findings: &mut Findings) {
    if order.roster.is_empty() {
        findings.error("/roster", "order/nobody", &[]);
    }
    let (day, _) = local(order.window.opens, order.window.offset);
    let mut ids = SortedMap::new();
    let mut attempts = SortedMap::new();
    for (place, candidate) in order.roster.iter().enumerate() {
        let at = |member: &str| format!("/roster/{place}/{member}");
        let name = candidate.id.as_str();
        if ids.insert(candidate.id.clone(), place).is_some() {
            findings.error(at("id"), "order/twice", &[("name", name)]);
        }
        if attempts.insert(candidate.attempt, place).is_some() {
            findings.error(
                at("attempt"),
                "order/twice",
                &[("name", &candidate.attempt.to_string())],
            );
        }
        let (enrolled, _) = local(candidate.enrolled, order.window.offset);
        if enrolled + facts.calendar.days_before > day {
            findings.error(at("enrolled"), "order/same-day", &[("candidate", name)]);
        }
        let adjusted = &candidate.adjustments;
        let shorter = adjusted
            .factor
            .is_some_and(|factor| Fraction::new(1, 1).is_some_and(|one| factor < one));
        let beyond = adjusted
            .factor
            .is_some_and(|factor| Fraction::new(10, 1).is_some_and(|ten| factor > ten));
        let idle = (adjusted.breaks > 0) != (adjusted.break_minutes > 0);
        if shorter || beyond || idle || adjusted.minutes > 600 {
            findings.error(at("adjustments"), "order/adjustment", &[("candidate", name)]);
        }
        if let (Some(protocol), Some(factor)) = (facts.protocol, adjusted.time_factor()) {
            let part = |seconds: u32| {
                let more = i64::from(adjusted.minutes) * 60;
                factor.scale_up(i64::from(seconds)).saturating_add(more)
            };
            let seconds = protocol.parts.iter().filter_map(|part| part.seconds);
            let longest = seconds.map(part).fold(0, i64::saturating_add);
            let breaks = i64::from(adjusted.breaks).saturating_mul(i64::from(adjusted.break_minutes) * 60);
            let last = order.window.late.unix().saturating_add(longest).saturating_add(breaks);
            if !adjusted.untimed && last > order.window.closes.unix() {
                findings.warning(at("adjustments"), "order/too-short", &[("candidate", name)]);
            }
        }
    }
}

fn places(order: &Order, findings: &mut Findings) {
    let mut seats = SortedMap::new();
    for (place, seat) in order.seats.iter().enumerate() {
        if seats.insert(seat.clone(), place).is_some() {
            findings.error(format!("/seats/{place}"), "order/twice", &[("name", seat.as_str())]);
        }
    }
    let (people, seats) = (order.roster.len(), order.seats.len());
    let most = seats.min(usize::try_from(order.capacity).unwrap_or(usize::MAX));
    if people > most {
        let (people, most) = (people.to_string(), most.to_string());
        findings.error(
            "/roster",
            "order/over-capacity",
            &[("people", &people), ("most", &most)],
        );
    }
}

fn content(order: &Order, facts: &Facts<'_>, findings: &mut Findings) {
    if order.release != *facts.release {
        findings.error("/release", "order/other-release", &[]);
    }
    match facts.protocol {
        None => findings.error(
            "/protocol",
            "order/no-protocol",
            &[("protocol", order.protocol.as_str())],
        ),
        Some(protocol) => {
            if protocol.is_adaptive() {
                // What follows from answers is chosen by keys, which no room holds; nor does the start of an attempt there hold the seed.
                findings.error("/protocol", "order/adaptive", &[("protocol", order.protocol.as_str())]);
            }
            if protocol.has_finer_times() {
                findings.error("/protocol", "protocol/times-room", &[]);
            }
            let exam = matches!(protocol.purpose, Purpose::Exam | Purpose::MockExam);
            if protocol.assurance > protocol.scoring.ceiling() || !exam {
                findings.warning(
                    "/protocol",
                    "order/not-an-exam",
                    &[("protocol", order.protocol.as_str())],
                );
            }
        }
    }
    if let Opening::Codes { digests } = &order.opening {
        let different = digests.first() != digests.last();
        if digests.len() != 2 || !different {
            findings.error("/opening", "order/codes", &[]);
        }
    }
    let rules = &order.rules;
    if rules.silence == 0 || rules.silence > 15 || rules.alone_credit > 3600 || rules.outage_credit > 7200 {
        findings.error("/rules", "order/rules", &[]);
    }
    let (year, ..) = order.window.opens.date();
    if order.issued >= order.window.opens || days_from_civil(year, 1, 1).is_none() {
        findings.error("/issued", "order/issued", &[]);
    }
    if order.retention.record_days == 0 || order.retention.names_days > order.retention.record_days {
        findings.error("/retention", "order/retention", &[]);
    }
}

/// Nobody holds two of the roles *certifies*, *runs the centre*, *proctors*: one key, one role; and the room can be run at all.
fn staff(order: &Order, findings: &mut Findings) {
    let mut keys = SortedMap::from([(order.certifier.as_str(), "/certifier".to_owned())]);
    if keys.insert(order.centre.as_str(), "/centre".to_owned()).is_some() {
        findings.error("/centre", "order/two-roles", &[("name", "centre")]);
    }
    let mut ids = SortedMap::new();
    for (place, person) in order.staff.iter().enumerate() {
        let at = |member: &str| format!("/staff/{place}/{member}");
        if keys.insert(person.key.as_str(), at("key")).is_some() {
            findings.error(at("key"), "order/two-roles", &[("name", person.id.as_str())]);
        }
        if ids.insert(person.id.clone(), place).is_some() {
            findings.error(at("id"), "order/twice", &[("name", person.id.as_str())]);
        }
        if jalon_credential::did::resolve_key(&person.key).is_err() {
            findings.error(at("key"), "order/key", &[("name", person.id.as_str())]);
        }
    }
    let codes = matches!(order.opening, Opening::Codes { .. });
    for needed in Capability::ALL {
        let able = order.staff.iter().filter(|person| person.may.contains(&needed)).count();
        let (least, severe) = match needed {
            Capability::Unlock if codes => (2, true),
            Capability::Unlock | Capability::Watch | Capability::Second => {
                (usize::from(needed == Capability::Second), false)
            }
            _ => (1, true),
        };
        let word = jalon_base::Document::write(&needed);
        let args = [("capability", word.as_str().unwrap_or_default())];
        if able < least && severe {
            findings.error("/staff", "order/nobody-may", &args);
        } else if able < least {
            // Critical actions are then left to the certifier.
            findings.warning("/staff", "order/alone", &args);
        }
    }
}
