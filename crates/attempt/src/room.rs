//! What a room adds to an attempt: a server is the host, somebody holds the lease of the seat's chain, a person settles what is wrong.
//!
//! Where the device is its own host, none of it is there, and its journals are written as they always were.

use crate::clock::Now;
use crate::event::Payload;
use crate::state::{Phase, State};
use jalon_base::id::RandomId;
use jalon_base::sorted::{SortedMap, SortedSet};
use jalon_base::{Digest, Slug};
use jalon_protocol::ItemId;
use jalon_protocol::plan::{Navigation, PaperItem};

/// What a room adds to the start of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosted {
    /// The session.
    pub session: RandomId,
    /// Commitment to the seed of the session: see [`commitment`].
    pub seed: Digest,
    /// Milliseconds after the end of a part during which the host still takes what the seat wrote.
    pub grace_ms: i64,
    /// Milliseconds added to each part that has a limit, after the factor.
    pub extra_ms: i64,
    /// Whether no part has a limit.
    pub untimed: bool,
    /// Milliseconds of a pause beyond which what was shown before it is closed; never when absent.
    pub lock_after_ms: Option<i64>,
}

jalon_base::document!(Hosted {
    session,
    seed,
    grace_ms,
    extra_ms,
    untimed: optional,
    lock_after_ms: optional
});

/// What is said of a session's seed before it may be known: its digest, under a domain of its own.
#[must_use]
pub fn commitment(seed: &[u8; 32]) -> Digest {
    Digest::in_domain("jalon/session-seed@1", &[seed])
}

/// Who writes the seat's chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// 1 for the first, one more for each that follows.
    pub epoch: u64,
    /// The place in the room.
    pub seat: Slug,
    /// DID of the key that signs for the seat.
    pub key: String,
}

jalon_base::document!(Lease { epoch, seat, key });

/// What is wrong with an item, in the candidate's eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// A picture does not appear.
    Image,
    /// A sound cannot be heard.
    Sound,
    /// A document does not open.
    Document,
    /// The screen does not show what it should.
    Display,
    /// It cannot be answered with the means that the candidate has.
    Accessibility,
    /// The question itself is wrong.
    Content,
    /// Something else.
    Other,
}

jalon_base::words!(Matter {
    Image = "image",
    Sound = "sound",
    Document = "document",
    Display = "display",
    Accessibility = "accessibility",
    Content = "content",
    Other = "other",
});

/// What the writer of a seat's event had seen of the host's chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Knows {
    /// The lease that is in force.
    pub lease: bool,
    /// That the clock stands.
    pub pause: bool,
    /// What is shown of every item: a seat has it of those alone that were presented to it.
    pub contents: bool,
}

impl Knows {
    /// Everything: what the host knows of itself.
    pub const ALL: Self = Self {
        lease: true,
        pause: true,
        contents: true,
    };

    /// As a seat follows its host: everything but what is shown of items to come.
    pub const FOLLOWING: Self = Self {
        contents: false,
        ..Self::ALL
    };
}

/// The turns of the host's chain that a writer at the seat must have seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Turns {
    host: Vec<Digest>,
    lease: Option<usize>,
    suspended: Option<usize>,
}

impl Turns {
    /// Takes note of the next event of the host's chain.
    pub(crate) fn host(&mut self, payload: &Payload, digest: Digest) {
        match payload {
            Payload::Leased { .. } => self.lease = Some(self.host.len()),
            Payload::Suspended => self.suspended = Some(self.host.len()),
            _ => {}
        }
        self.host.push(digest);
    }

    /// What somebody knows who had seen this event last; none when it is not one of the host's.
    pub(crate) fn knows(&self, seen: Option<Digest>) -> Option<Knows> {
        let place = match seen {
            None => None,
            Some(seen) => Some(self.host.iter().rposition(|digest| *digest == seen)?),
        };
        Some(Knows {
            lease: place >= self.lease,
            pause: place >= self.suspended,
            contents: true,
        })
    }

    /// Digests of the host's events, in their order.
    pub(crate) fn digests(&self) -> &[Digest] {
        &self.host
    }
}

impl State {
    /// What a room adds, when a server is the host; never without the feature `room`, which then refuses such attempts at their start.
    #[must_use]
    pub fn hosted(&self) -> Option<&Hosted> {
        if cfg!(feature = "room") {
            self.started.as_ref()?.hosted.as_ref()
        } else {
            None
        }
    }

    /// Who writes the seat's chain.
    #[must_use]
    pub const fn lease(&self) -> Option<&Lease> {
        self.lease.as_ref()
    }

    /// Since when the clock of the open part stands.
    #[must_use]
    pub const fn suspended(&self) -> Option<&Now> {
        self.suspended.as_ref()
    }

    /// Items that wait for a person, with what is wrong.
    #[must_use]
    pub const fn alerts(&self) -> &SortedMap<ItemId, Matter> {
        &self.alerts
    }

    /// Items that a long pause locked.
    #[must_use]
    pub const fn locked(&self) -> &SortedSet<ItemId> {
        &self.locked
    }

    /// The state after what only happens in a room.
    pub(crate) fn evolve_in_room(&mut self, payload: &Payload, at: &Now) {
        match payload {
            Payload::Alerted { item, matter } => {
                self.alerts.insert(item.clone(), *matter);
            }
            Payload::Leased { lease } => self.lease = Some(lease.clone()),
            Payload::Suspended => {
                if let Phase::Running(part) = &self.phase {
                    self.phase = Phase::Paused(part.clone());
                    self.suspended = Some(*at);
                }
            }
            Payload::Credited { ms, .. } => {
                if let Phase::Running(part) | Phase::Paused(part) = &self.phase {
                    let state = self.parts.or_default(part);
                    state.credited_ms = state.credited_ms.saturating_add(*ms);
                }
            }
            Payload::Settled { item, upheld, by } => {
                self.alerts.remove(item);
                if *upheld {
                    self.replace(item, by.as_ref());
                }
            }
            _ => {}
        }
    }

    /// An item leaves the paper; what takes its place may be shown at once.
    fn replace(&mut self, item: &ItemId, by: Option<&PaperItem>) {
        let Some(paper) = &mut self.paper else { return };
        for part in &mut paper.parts {
            let Some(place) = part.items.iter().position(|entry| entry.item == *item) else {
                continue;
            };
            match by {
                Some(by) => {
                    part.items.splice(place..=place, [by.clone()]);
                    self.presented.insert(by.item.clone());
                }
                None => {
                    part.items.remove(place);
                    // In a linear part, what came before it does not open again.
                    if self
                        .protocol
                        .part(&part.id)
                        .is_some_and(|part| part.navigation == Navigation::Linear)
                    {
                        let before = part.items.iter().map(|entry| &entry.item);
                        let seen = before.filter(|item| self.presented.contains(*item)).cloned();
                        self.locked.extend(seen.collect::<Vec<ItemId>>());
                    }
                }
            }
        }
        if self.position.as_ref() == Some(item) {
            self.position = None;
        }
    }
}
