//! What the console shows: one line a person, and who waits, since when. Computed from the desk, kept nowhere.
//!
//! An alert is a member of its own: no other state can hide it. Nothing here says what was answered.

use crate::desk::Desk;
use crate::event::IncidentKind;
use crate::room::{RoomPhase, Standing};
use jalon_attempt::event::Payload;
use jalon_attempt::{Host, Now, Phase};
use jalon_base::id::RandomId;
use jalon_base::{Slug, Timestamp};
use jalon_protocol::ItemId;

/// The room at a glance, as it travels too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wall {
    /// Where the room is.
    pub phase: RoomPhase,
    /// One line a person, in the order of their pseudonyms.
    pub lines: Vec<Line>,
    /// Who waits for a person, the longest wait first.
    pub queue: Vec<Need>,
    /// Places that are ready and that nobody has, in the order of their names.
    pub free: Vec<Slug>,
    /// Whether the clock of the server cannot be believed on the date.
    pub uncertain_clock: bool,
}

jalon_base::document!(Wall {
    phase,
    lines: optional,
    queue: optional,
    free: optional,
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
    pub standing: Standing,
    /// Number of the question that they are at, from 1.
    pub question: Option<u32>,
    /// Questions in all.
    pub questions: Option<u32>,
    /// Questions answered.
    pub answered: u32,
    /// When their open part ends, with what is adjusted and given, were nothing to happen; none without a limit or while it stands.
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

/// Somebody, or the room, that waits for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Who; nobody for the whole room.
    pub candidate: Option<Slug>,
    /// The incident.
    pub incident: RandomId,
    /// What.
    pub kind: IncidentKind,
    /// Milliseconds of the wait, by the server's clock; 0 over another life of the server.
    pub since_ms: i64,
}

jalon_base::document!(Need {
    candidate: optional,
    incident,
    kind,
    since_ms
});

/// The room at an instant.
#[must_use]
pub fn wall(desk: &Desk, now: &Now) -> Wall {
    let room = desk.room();
    let since = |from: &Now| {
        let same = from.boot == now.boot;
        if same {
            now.mono_ms.saturating_sub(from.mono_ms).max(0)
        } else {
            0
        }
    };
    let mut queue: Vec<Need> = room
        .incidents()
        .iter()
        .filter(|(_, incident)| incident.decision.is_none())
        .map(|(id, incident)| Need {
            candidate: incident.candidate.clone(),
            incident: *id,
            kind: incident.kind,
            since_ms: since(&incident.since),
        })
        .collect();
    queue.sort_by_key(|need| (std::cmp::Reverse(need.since_ms), need.incident));
    let lines = room.sitters().iter().map(|(id, sitter)| {
        let attempt = room.order().candidate(id).map(|candidate| candidate.attempt);
        let host = attempt.and_then(|attempt| desk.hosts().get(&attempt));
        let state = host.map(Host::state);
        let stands = state.is_some_and(|state| matches!(state.phase(), Phase::Paused(_)));
        let left = state.and_then(|state| state.left_ms(now));
        let of = |need: &&Need| need.candidate.as_ref() == Some(id);
        let alert = queue.iter().filter(of).find(|need| need.kind == IncidentKind::Question);
        Line {
            candidate: id.clone(),
            seat: sitter.seat.clone(),
            standing: sitter.standing,
            question: host.and_then(question).map(|(at, _)| at),
            questions: host.and_then(question).map(|(_, of)| of),
            answered: host.map_or(0, answered),
            ends: left.filter(|_| !stands).and_then(|left| {
                let ms = room.time_ms(now)?.saturating_add(left);
                Some(Timestamp::from_millis(jalon_base::Millis(ms)))
            }),
            left_ms: left,
            stands,
            heard_ms: attempt.and_then(|attempt| desk.heard().get(&attempt)).map(since),
            acknowledged_ms: host.and_then(acknowledged).map(|at| since(&at)),
            outage: attempt.is_some_and(|attempt| desk.outages().any(|(out, _)| *out == attempt)),
            alert_ms: alert.map(|need| need.since_ms),
        }
    });
    let free = room.order().seats.iter().filter(|seat| room.is_free(seat)).cloned();
    Wall {
        phase: room.phase(),
        lines: lines.collect(),
        queue: queue.clone(),
        free: free.collect(),
        uncertain_clock: room.has_uncertain_clock(),
    }
}

fn items(host: &Host) -> Vec<&ItemId> {
    let paper = host.state().paper();
    paper
        .into_iter()
        .flat_map(|paper| paper.items())
        .map(|(_, entry)| &entry.item)
        .collect()
}

fn question(host: &Host) -> Option<(u32, u32)> {
    let (items, position) = (items(host), host.state().position()?);
    let at = items.iter().position(|item| *item == position)?;
    Some((u32::try_from(at + 1).ok()?, u32::try_from(items.len()).ok()?))
}

fn answered(host: &Host) -> u32 {
    let answered = items(host)
        .into_iter()
        .filter(|item| host.state().response(item).is_some());
    u32::try_from(answered.count()).unwrap_or(u32::MAX)
}

fn acknowledged(host: &Host) -> Option<Now> {
    let mut events = host.journal().events.iter();
    let accepted = events.rfind(|event| matches!(event.payload.as_deref(), Some(Payload::Accepted { .. })))?;
    Some(accepted.header.at)
}
