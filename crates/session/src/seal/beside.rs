//! An attempt beside its order and its room: what its host wrote is what they say.
//!
//! A server that was lost may have told a place what the room's journal did not keep: what comes from its life and those before it is not
//! asked of the room of the next one. The seal says how many servers served.

use crate::event::{Decision, Deed, Entry, Fact, Happening, Serving};
use crate::order::Order;
use crate::room::{Room, Standing};
use jalon_attempt::event::{By, CloseReason, Event, Payload, Started};
use jalon_attempt::{Journal, Now};
use jalon_base::Slug;
use jalon_base::id::RandomId;
use jalon_base::sorted::{SortedMap, SortedSet};
use jalon_protocol::ItemId;

/// Whether an attempt holds beside its room.
pub(super) fn holds(room: &Room, journal: &Journal) -> bool {
    let order = room.order();
    let Some(candidate) = order.sitter(&journal.attempt).map(|candidate| candidate.id.clone()) else {
        return false;
    };
    let beside = Beside::of(room, candidate);
    let mut given: SortedSet<RandomId> = SortedSet::new();
    let mut lease: Option<(Slug, String)> = None;
    journal
        .events
        .iter()
        .filter(|event| event.header.by == By::Host)
        .all(|event| {
            let known = || beside.is_known(&event.header.at);
            match payload(event) {
                Some(Payload::Started(started)) => beside.starts(order, started),
                Some(Payload::Leased { lease: next }) => {
                    let next = (next.seat.clone(), next.key.clone());
                    let same = lease.as_ref() == Some(&next);
                    let joined = same || !known() || beside.joined.contains(&next);
                    lease = Some(next);
                    joined
                }
                Some(Payload::Credited { ms, incident }) => {
                    given.insert(*incident) && (!known() || beside.credited(room, incident, *ms))
                }
                Some(Payload::Settled { item, upheld: true, .. }) => !known() || beside.replaced(room, item),
                Some(Payload::Closed {
                    reason: CloseReason::Ended,
                }) => !known() || beside.ended(room),
                _ => true,
            }
        })
}

fn payload(event: &Event) -> Option<&Payload> {
    event.payload.as_deref()
}

struct Beside {
    candidate: Slug,
    /// Where they joined, each with the key that the place had then.
    joined: SortedSet<(Slug, String)>,
    /// The lives of servers since the last one that was lost; none when none was.
    lives: Option<SortedSet<RandomId>>,
}

impl Beside {
    fn of(room: &Room, candidate: Slug) -> Self {
        let mut keys: SortedMap<Slug, String> = SortedMap::new();
        let mut beside = Self {
            candidate,
            joined: SortedSet::new(),
            lives: None,
        };
        for entry in room.journal() {
            beside.read(entry, &mut keys);
        }
        beside
    }

    fn read(&mut self, entry: &Entry, keys: &mut SortedMap<Slug, String>) {
        match &entry.what {
            Happening::Acted { act, .. } => {
                if let Deed::Prepare { seat, key, .. } = &act.deed {
                    keys.insert(seat.clone(), key.clone());
                }
            }
            Happening::Noted { fact } => match fact {
                Fact::Serving {
                    why: Serving::TookOver | Serving::Rebuilt,
                    ..
                } => self.lives = Some(SortedSet::new()),
                Fact::Joined { candidate, seat } if *candidate == self.candidate => {
                    let key = keys.get(seat).cloned().unwrap_or_default();
                    self.joined.insert((seat.clone(), key));
                }
                _ => {}
            },
        }
        if let Some(lives) = &mut self.lives {
            lives.insert(entry.at.boot);
        }
    }

    /// Whether the room's journal has everything of the life in which something was written.
    fn is_known(&self, at: &Now) -> bool {
        self.lives.as_ref().is_none_or(|lives| lives.contains(&at.boot))
    }

    /// Whether an attempt starts as the order says, by whatever engine and build.
    fn starts(&self, order: &Order, started: &Started) -> bool {
        let right = order.started(&self.candidate, started.build.clone());
        right.is_some_and(|right| {
            let engine = started.engine;
            *started == Started { engine, ..right }
        })
    }

    fn credited(&self, room: &Room, incident: &RandomId, given: i64) -> bool {
        room.incidents().get(incident).is_some_and(|known| {
            let decided = known.decision.as_ref().map(|(decision, _)| *decision);
            known.candidate.as_ref() == Some(&self.candidate) && decided == Some(Decision::Credit { ms: given })
        })
    }

    fn replaced(&self, room: &Room, item: &ItemId) -> bool {
        room.incidents().values().any(|known| {
            let about = known.item.as_ref().is_some_and(|(about, _)| about == item);
            let decided = known.decision.as_ref().map(|(decision, _)| *decision);
            about && known.candidate.as_ref() == Some(&self.candidate) && decided == Some(Decision::Replaced)
        })
    }

    /// Whether somebody ended it, or it came back to a room that had waited for it and was closed.
    fn ended(&self, room: &Room) -> bool {
        let standing = room.sitters().get(&self.candidate).map(|sitter| sitter.standing);
        let by_hand = matches!(standing, Some(Standing::Over { why: Some(_) }));
        by_hand || self.lives.is_some()
    }
}
