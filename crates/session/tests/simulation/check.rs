//! The invariants I1 to I12 of the exam room, judged from what was seen outside of the machines and from what is kept at the end.
//!
//! Written from the list, not from the server: it knows chains, digests, time and answers.

use crate::common::SEED;
use crate::world::Outcome;
use jalon_attempt::event::{By, Payload};
use jalon_attempt::journal::Journal;
use jalon_attempt::replay::replay_with;
use jalon_attempt::{Linear, Now, Phase};
use jalon_base::Digest;
use jalon_base::id::RandomId;
use jalon_base::{jcs, json};
use jalon_session::event::{Decision, Deed, Fact, Happening, IncidentKind};
use jalon_session::seal::{Against, Parts, SEAL, Wrong, verify};
use jalon_session::store::Record;
use std::collections::{BTreeMap, BTreeSet};

/// What is broken; empty when nothing is.
pub fn check(outcome: &Outcome) -> Vec<String> {
    let mut wrongs = Vec::new();
    let Outcome {
        trace, records, kit, ..
    } = outcome;
    let sealed = records.iter().position(|record| matches!(record, Record::Seal { .. }));
    let parts = Parts::of(records);
    let aside: BTreeSet<Digest> = records
        .iter()
        .filter_map(|record| match record {
            Record::Aside(aside) => aside.event.header.digest().ok(),
            _ => None,
        })
        .collect();
    let mut chains: BTreeMap<RandomId, Vec<Digest>> = BTreeMap::new();
    let mut places: BTreeSet<(RandomId, By, u64)> = BTreeSet::new();
    let mut kept: BTreeSet<Digest> = BTreeSet::new();
    for journal in parts.journals.values() {
        for event in &journal.events {
            let digest = event.header.digest().unwrap();
            // I2: every event once, one event at a place.
            if !kept.insert(digest) || !places.insert((journal.attempt, event.header.by, event.header.seq)) {
                wrongs.push(format!(
                    "I2 {} {:?} {} twice",
                    journal.attempt, event.header.by, event.header.seq
                ));
            }
            if event.header.by == By::Host {
                chains.entry(journal.attempt).or_default().push(digest);
            }
        }
    }
    let away = away(records);
    // I1: what a place was told is kept, is kept; what was judged is in the chain or with a person.
    for (digest, (attempt, place)) in &trace.acknowledged {
        // After a disk was lost: with a person, or still at a place that was cut off until the seal, that keeps it, and that the seal names.
        let named = away
            .iter()
            .any(|candidate| kit.order.candidate(candidate).is_some_and(|of| of.attempt == *attempt));
        let with_a_person = trace.lossy && (aside.contains(digest) || (named && trace.at_places.contains(digest)));
        if !kept.contains(digest) && !with_a_person {
            wrongs.push(format!("I1 an acknowledged event of {attempt} at {place} is lost"));
        }
    }
    if !trace.lossy {
        for digest in trace
            .answered
            .iter()
            .filter(|digest| !kept.contains(*digest) && !aside.contains(*digest))
        {
            wrongs.push(format!("I1 an event that was judged is nowhere: {digest}"));
        }
    }
    // I1: what was written at a place, and could be sent, is in the chain or with a person, whether it was acknowledged or not.
    for (digest, place) in &trace.wrote {
        if !kept.contains(digest) && !aside.contains(digest) && !trace.lossy {
            wrongs.push(format!("I1 an event that was written at {place} is nowhere: {digest}"));
        }
    }
    // I4: every acknowledgement names the head of the host's chain at its place; chains replay.
    for (attempt, count, head) in &trace.acks {
        let there = chains.get(attempt).and_then(|chain| chain.get(*count as usize - 1));
        if there != Some(head) && !trace.lossy {
            wrongs.push(format!(
                "I4 an acknowledgement of {attempt} at {count} is not of its chain"
            ));
        }
    }
    for (attempt, journal) in &parts.journals {
        attempts(outcome, attempt, journal, &mut wrongs);
    }
    // I8: nothing was told that may not be known.
    wrongs.extend(trace.leaks.iter().map(|leak| format!("I8 {leak}")));
    // I10: logs only grow.
    wrongs.extend(trace.shrunk.iter().map(|shrunk| format!("I10 {shrunk}")));
    // A server that has ticked waits.
    wrongs.extend(
        trace
            .restless
            .iter()
            .map(|spins| format!("I11 a tick owed again at once {spins}")),
    );
    // I11: the session is sealed, every attempt closed.
    if sealed.is_none() || trace.sealed.is_none() {
        wrongs.push("I11 not sealed in time".into());
    }
    incidents(&parts, &mut wrongs);
    outages(outcome, &parts, &mut wrongs);
    // I6, I9: nothing after the seal changes what it holds, and the whole verifies.
    if let Some(sealed) = sealed {
        let against = Against {
            order: &kit.order,
            supply: kit.supply().unwrap(),
            guide: Some(&Linear),
            seed: &SEED,
        };
        let before = seal_root(&records[..=sealed]);
        let now = parts.to_seal_of(outcome);
        if before.is_none() || before != now {
            wrongs.push("I6 what the seal holds is not what is kept".into());
        }
        let found = verify(records, against);
        let expected = if trace.signed { vec![] } else { vec![Wrong::Unsigned] };
        if found != expected {
            wrongs.push(format!("I9 the sealed session does not verify: {found:?}"));
        }
        if trace.signed {
            // And it would not, were anything taken away.
            // Each place in turn over many seeds: all of them in one room is what a thousand rooms take.
            for place in (0..sealed).skip((trace.seed / 64 % 61) as usize).step_by(61) {
                let mut without = records.clone();
                without.remove(place);
                if verify(&without, against).is_empty() {
                    wrongs.push(format!("I9 record {place} can be taken away unseen"));
                }
            }
        }
    }
    wrongs
}

/// Those whom the seal names as not heard since a server was lost.
pub fn away(records: &[Record]) -> Vec<jalon_base::Slug> {
    let seal = Parts::of(records).seal.and_then(|seal| seal.verify(SEAL).ok());
    seal.map(|seal| seal.body.away).unwrap_or_default()
}

fn seal_root(records: &[Record]) -> Option<Digest> {
    let Some(Record::Seal { seal }) = records.last() else {
        return None;
    };
    seal.clone().verify(SEAL).ok().map(|verified| verified.body.root)
}

trait Sealed {
    fn to_seal_of(&self, outcome: &Outcome) -> Option<Digest>;
}

impl Sealed for Parts {
    fn to_seal_of(&self, outcome: &Outcome) -> Option<Digest> {
        let order = std::sync::Arc::clone(&outcome.kit.order);
        let room = jalon_session::Room::replay(order, &self.room).ok()?;
        Some(self.to_seal(&room)?.root)
    }
}

fn attempts(outcome: &Outcome, attempt: &RandomId, journal: &Journal, wrongs: &mut Vec<String>) {
    let (trace, kit) = (&outcome.trace, &outcome.kit);
    let supply = kit.supply().unwrap();
    // I3: epochs follow one another, and nothing of the seat comes under another than the last that it could know.
    let host: Vec<&jalon_attempt::event::Event> = journal
        .events
        .iter()
        .filter(|event| event.header.by == By::Host)
        .collect();
    let digests: Vec<Digest> = host.iter().map(|event| event.header.digest().unwrap()).collect();
    let mut epoch = 0;
    let mut leased = 0;
    for event in &journal.events {
        match (event.payload.as_deref(), event.header.by) {
            (Some(Payload::Leased { lease }), _) => {
                if lease.epoch != epoch + 1 {
                    wrongs.push(format!("I3 epoch {} after {epoch}", lease.epoch));
                }
                epoch = lease.epoch;
                leased = event.header.seq;
            }
            (_, By::Seat) => {
                let seen = digests.iter().position(|digest| Some(*digest) == event.header.seen);
                if seen.is_none_or(|seen| (seen as u64) < leased) {
                    wrongs.push(format!(
                        "I3 seat event {} was written under an older lease",
                        event.header.seq
                    ));
                }
            }
            _ => {}
        }
    }
    let Ok((state, heads)) = replay_with(journal, supply, Some(&Linear), Some(&SEED)) else {
        wrongs.push(format!("I4 {attempt} does not replay"));
        return;
    };
    if !matches!(state.phase(), Phase::Closed(_)) {
        wrongs.push(format!("I11 {attempt} is not closed"));
    }
    // I5: never more than what may be, nor than what a watch outside saw, pauses apart; the same on replay.
    let charged: i64 = state.parts().values().map(|part| part.charged_ms).sum();
    for (part, known) in state.parts() {
        let beyond = state
            .allowance_ms(part)
            .is_some_and(|allowance| known.charged_ms > allowance);
        if known.charged_ms < 0 || beyond {
            wrongs.push(format!("I5 {attempt} is charged {} ms", known.charged_ms));
        }
    }
    if let (Some(begun), Some(closed)) = (trace.begun.get(attempt), trace.closed.get(attempt)) {
        let paused: i64 = trace
            .pauses
            .iter()
            .filter(|(paused, ..)| paused == attempt)
            .map(|(_, from, to)| (to.min(closed) - from.max(begun)).max(0))
            .sum();
        if charged > closed - begun - paused {
            wrongs.push(format!(
                "I5 {attempt} is charged {charged} ms of {} that passed, {paused} of them paused",
                closed - begun
            ));
        }
    }
    // I7: the same state and the same heads from the bytes as from memory, and the same answers as the places gave.
    let bytes = jcs::to_vec(journal).unwrap();
    let again: Journal = json::from_slice(&bytes, json::Limits::DOCUMENT).unwrap();
    let same = replay_with(&again, supply, None, None)
        .is_ok_and(|(other, other_heads)| format!("{other:?}") == format!("{state:?}") && other_heads == heads);
    if !same {
        wrongs.push(format!("I7 {attempt} replays to something else from its bytes"));
    }
    let scored = || outcome.world.score(*attempt, &state, &heads);
    if scored() != scored() {
        wrongs.push(format!("I7 {attempt} scores otherwise the second time"));
    }
}

/// I12: each incident has a decision and an author, read from the journal alone.
fn incidents(parts: &Parts, wrongs: &mut Vec<String>) {
    let mut open = BTreeSet::new();
    for entry in &parts.room {
        match &entry.what {
            Happening::Noted { fact } => match fact {
                Fact::Noted { incident, .. } | Fact::Alerted { incident, .. } => {
                    open.insert(*incident);
                }
                Fact::Ruled { incident, .. } => {
                    open.remove(incident);
                }
                _ => {}
            },
            Happening::Acted { act, by, .. } => match &act.deed {
                Deed::Record { incident, .. } => {
                    open.insert(*incident);
                }
                Deed::Decide { incident, .. } | Deed::Settle { incident, .. } if !by.is_empty() => {
                    open.remove(incident);
                }
                _ => {}
            },
        }
    }
    wrongs.extend(open.iter().map(|incident| format!("I12 {incident} has no decision")));
}

/// I5: an outage that the rule decides takes nothing: what the host charged while it was noted and not decided is given back, to the
/// millisecond, read from the two journals alone.
fn outages(outcome: &Outcome, parts: &Parts, wrongs: &mut Vec<String>) {
    let mut noted = BTreeMap::new();
    for entry in &parts.room {
        let Happening::Noted { fact } = &entry.what else {
            continue;
        };
        match fact {
            Fact::Noted {
                incident,
                candidate: Some(candidate),
                kind: IncidentKind::Outage,
            } => {
                noted.insert(*incident, (candidate.clone(), entry.at));
            }
            Fact::Ruled { incident, decision } => {
                let Some((candidate, since)) = noted.remove(incident) else {
                    continue;
                };
                let attempt = outcome.kit.order.candidate(&candidate).unwrap().attempt;
                let journal = parts.journals.get(&attempt);
                let taken = journal.map_or(0, |journal| charged_between(journal, since, entry.at));
                let given = if let Decision::Credit { ms } = decision { *ms } else { 0 };
                if given < taken {
                    wrongs.push(format!(
                        "I5 an outage of {candidate} took {taken} ms and {given} were given back"
                    ));
                }
            }
            _ => {}
        }
    }
}

/// Milliseconds for which the clock of a hosted attempt ran between two instants, by the host's events: 0 across lives of a server.
fn charged_between(journal: &Journal, from: Now, to: Now) -> i64 {
    if from.boot != to.boot {
        return 0;
    }
    let mut since: Option<i64> = None;
    let mut ran = 0;
    for event in &journal.events {
        if matches!(event.payload.as_deref(), Some(Payload::Submitted { .. })) {
            // Nobody hands in during an outage: what ran before it is not of this one.
            (since, ran) = (None, 0);
        }
        if event.header.by == By::Seat {
            continue;
        }
        let at = event.header.at;
        let (start, stop) = match event.payload.as_deref() {
            Some(Payload::Presented { .. } | Payload::Resumed { .. }) => (true, false),
            Some(Payload::Suspended | Payload::TimedOut { .. } | Payload::Closed { .. }) => (false, true),
            _ => continue,
        };
        if at.boot != from.boot {
            // Another life: nothing of it is charged to this one.
            since = None;
            continue;
        }
        let at = at.mono_ms.clamp(from.mono_ms, to.mono_ms);
        if start && since.is_none() {
            since = Some(at);
        }
        if stop && let Some(since) = since.take() {
            ran += at - since;
        }
    }
    // It runs still.
    ran + since.map_or(0, |since| to.mono_ms - since)
}
