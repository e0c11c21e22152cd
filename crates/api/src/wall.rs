//! The room at a glance, as it travels: what [`jalon_session::wall::wall`] says, in words.

use jalon_base::id::RandomId;
use jalon_base::{Slug, Timestamp};
use jalon_session::event::{EndReason, IncidentKind, Refusal};
use jalon_session::room::{RoomPhase, Standing};
use jalon_session::wall;

/// The room at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wall {
    /// Where the room is.
    pub phase: RoomPhase,
    /// One line a person.
    pub lines: Vec<Line>,
    /// Who waits for a person, the longest wait first.
    pub queue: Vec<Need>,
    /// Whether the clock of the server cannot be believed on the date.
    pub uncertain_clock: bool,
}

jalon_base::document!(Wall {
    phase,
    lines: optional,
    queue: optional,
    uncertain_clock
});

/// Somebody at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who.
    pub candidate: Slug,
    /// Where.
    pub seat: Option<Slug>,
    /// Where they are in the session.
    pub standing: Place,
    /// Number of the question that they are at, from 1.
    pub question: Option<u32>,
    /// Questions in all.
    pub questions: Option<u32>,
    /// Questions answered.
    pub answered: u32,
    /// When their open part ends.
    pub ends: Option<Timestamp>,
    /// Milliseconds that it still has.
    pub left_ms: Option<i64>,
    /// Whether their clock stands.
    pub stands: bool,
    /// Milliseconds since the place was heard.
    pub heard_ms: Option<i64>,
    /// Milliseconds since something of theirs was last acknowledged.
    pub acknowledged_ms: Option<i64>,
    /// Whether the place is silent.
    pub outage: bool,
    /// Milliseconds since they asked for somebody about a question.
    pub alert_ms: Option<i64>,
}

jalon_base::document!(Line {
    candidate,
    seat: optional,
    standing,
    question: optional,
    questions: optional,
    answered,
    ends: optional,
    left_ms: optional,
    stands,
    heard_ms: optional,
    acknowledged_ms: optional,
    outage,
    alert_ms: optional
});

/// Where somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Not seen yet.
    Expected,
    /// Not let in.
    TurnedAway {
        /// Why.
        why: Refusal,
    },
    /// Let in.
    CheckedIn,
    /// At a place.
    Seated,
    /// Started.
    Started,
    /// Over.
    Over {
        /// Why, when somebody ended it.
        why: Option<EndReason>,
    },
}

jalon_base::tagged!(Place, "is" {
    Expected = "expected" {},
    TurnedAway = "turned-away" { why },
    CheckedIn = "checked-in" {},
    Seated = "seated" {},
    Started = "started" {},
    Over = "over" { why: optional },
});

impl From<Standing> for Place {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Expected => Self::Expected,
            Standing::TurnedAway(why) => Self::TurnedAway { why },
            Standing::CheckedIn => Self::CheckedIn,
            Standing::Seated => Self::Seated,
            Standing::Started => Self::Started,
            Standing::Over(why) => Self::Over { why },
        }
    }
}

/// Somebody, or the room, that waits for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Who; nobody for the whole room.
    pub candidate: Option<Slug>,
    /// The incident.
    pub incident: RandomId,
    /// What.
    pub kind: IncidentKind,
    /// Milliseconds of the wait.
    pub since_ms: i64,
}

jalon_base::document!(Need {
    candidate: optional,
    incident,
    kind,
    since_ms
});

impl From<wall::Wall> for Wall {
    fn from(wall: wall::Wall) -> Self {
        let line = |line: wall::Line| Line {
            candidate: line.candidate,
            seat: line.seat,
            standing: line.standing.into(),
            question: line.question.map(|(at, _)| at),
            questions: line.question.map(|(_, of)| of),
            answered: line.answered,
            ends: line.ends,
            left_ms: line.left_ms,
            stands: line.stands,
            heard_ms: line.heard_ms,
            acknowledged_ms: line.acknowledged_ms,
            outage: line.outage,
            alert_ms: line.alert_ms,
        };
        let need = |need: wall::Need| Need {
            candidate: need.candidate,
            incident: need.incident,
            kind: need.kind,
            since_ms: need.since_ms,
        };
        Self {
            phase: wall.phase,
            lines: wall.lines.into_iter().map(line).collect(),
            queue: wall.queue.into_iter().map(need).collect(),
            uncertain_clock: wall.uncertain_clock,
        }
    }
}
