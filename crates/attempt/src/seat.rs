//! The seat's side of an attempt whose host is on another machine: it writes its chain, keeps it, and learns what the host wrote.
//!
//! Everything is recomputed from what the device keeps, so that a device that was cut off, or a page that was loaded again, is where it
//! was. What was written under a lease that is over is set apart: it is sent to be kept for a person, never as if it counted.

use crate::admit::{Illegal, admit_from};
use crate::clock::Now;
use crate::decide::Draft;
use crate::event::{By, Event, Payload, Salt, Signal};
use crate::journal::{Break, Broken, Heads, Journal, payload_holds};
use crate::replay::Diverged;
use crate::room::{Knows, Matter, Turns};
use crate::state::{Phase, State};
use jalon_base::Digest;
use jalon_base::sorted::SortedMap;
use jalon_protocol::{ItemContent, ItemId, Protocol, Response};
use std::sync::Arc;

/// An attempt as a seat holds it.
#[derive(Debug, Clone)]
pub struct Seat {
    protocol: Arc<Protocol>,
    journal: Journal,
    heads: Heads,
    key: String,
    state: State,
    aside: Vec<Event>,
    sent: usize,
}

/// What a candidate does at a seat.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Open the attempt.
    Open {
        /// Language chosen.
        lang: String,
    },
    /// Go to an item that was presented.
    Go {
        /// The item.
        to: ItemId,
    },
    /// Answer an item, change the answer, or take it back with an empty one.
    Answer {
        /// The item.
        item: ItemId,
        /// The response.
        response: Response,
        /// Fresh random bytes.
        salt: Salt,
    },
    /// Flag an item, or take the flag away.
    Flag {
        /// The item.
        item: ItemId,
        /// Whether it is flagged.
        on: bool,
    },
    /// Begin to play the sound that goes with an item.
    Play {
        /// The item.
        item: ItemId,
    },
    /// Report that the page went out of sight, or came back.
    Sight {
        /// Whether it is in sight.
        visible: bool,
    },
    /// Say that something is wrong with an item.
    Alert {
        /// The item.
        item: ItemId,
        /// What.
        matter: Matter,
    },
    /// Hand in the open part.
    HandIn,
    /// Stop here, whatever is left.
    Stop,
}

impl Seat {
    /// A seat with what it keeps of an attempt, or with what the host gave it on joining.
    ///
    /// # Errors
    /// [`Diverged`] when the chains do not hold, or the events wait for each other.
    pub fn open(
        journal: Journal,
        key: String,
        protocol: Arc<Protocol>,
        contents: &SortedMap<ItemId, ItemContent>,
    ) -> Result<Self, Diverged> {
        let mut seat = Self {
            state: State::blank(Arc::clone(&protocol)),
            protocol,
            journal,
            heads: Heads::default(),
            key,
            aside: Vec::new(),
            sent: 0,
        };
        seat.recompute(contents)?;
        Ok(seat)
    }

    /// What is known of the attempt here.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Everything that the device keeps of it.
    #[must_use]
    pub const fn journal(&self) -> &Journal {
        &self.journal
    }

    /// What was written here under a lease that is over: for a person.
    #[must_use]
    pub fn aside(&self) -> &[Event] {
        &self.aside
    }

    /// Hands over what was set apart: whoever holds the seat keeps it until the host does.
    pub fn take_aside(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.aside)
    }

    /// Sets apart everything that the host has not accepted: it will not.
    ///
    /// # Errors
    /// [`Diverged`] when what stays does not hold: nothing changes.
    pub fn set_apart(&mut self, contents: &SortedMap<ItemId, ItemContent>) -> Result<(), Diverged> {
        let before = self.clone();
        self.keep_below(self.sent as u64);
        self.recompute(contents).inspect_err(|_| *self = before)
    }

    /// Leaves in the journal what this seat wrote before a place in its chain.
    fn keep_below(&mut self, from: u64) {
        let (stays, goes) = std::mem::take(&mut self.journal.events)
            .into_iter()
            .partition(|event| event.header.by == By::Host || event.header.seq < from);
        self.journal.events = stays;
        self.aside.extend::<Vec<Event>>(goes);
    }

    /// Whether this seat may write: it holds the lease.
    #[must_use]
    pub fn holds_lease(&self) -> bool {
        self.state.lease().is_some_and(|lease| lease.key == self.key)
    }

    /// Events of this seat that the host has not accepted yet, in their order.
    #[must_use]
    pub fn pending(&self) -> Vec<Event> {
        let of_seat = self.journal.events.iter().filter(|event| event.header.by == By::Seat);
        of_seat.skip(self.sent).cloned().collect()
    }

    /// Head of the host's chain as it is known here, and how many events it has.
    #[must_use]
    pub fn host_head(&self) -> (Option<Digest>, u64) {
        (self.heads.host, self.heads.host_next)
    }

    /// What a candidate does becomes events of the seat's chain, to be kept before they are sent.
    ///
    /// # Errors
    /// [`Illegal`] says why nothing happened; the seat is as before.
    pub fn act(
        &mut self,
        act: Act,
        contents: &SortedMap<ItemId, ItemContent>,
        now: &Now,
    ) -> Result<Vec<Event>, Illegal> {
        if !self.holds_lease() {
            return Err(Illegal::Fenced);
        }
        let mut state = self.state.clone();
        let mut drafts = Vec::new();
        for (payload, salt) in payloads(&state, act)? {
            admit_from(&state, contents, &payload, now, Knows::ALL)?;
            state.evolve(&payload, now);
            drafts.push(Draft { payload, salt });
        }
        let events = self
            .journal
            .link(&mut self.heads, drafts, now)
            .map_err(|_| Illegal::OutOfPlace)?;
        self.state = state;
        Ok(events)
    }

    /// Learns what the host wrote: events that follow what is known here; those that are known already are passed over.
    ///
    /// # Errors
    /// [`Diverged`] when they do not follow: nothing changes, and a person must be told.
    pub fn told(&mut self, events: &[Event], contents: &SortedMap<ItemId, ItemContent>) -> Result<(), Diverged> {
        let before = self.clone();
        self.learn(events, contents).inspect_err(|_| *self = before)
    }

    fn learn(&mut self, events: &[Event], contents: &SortedMap<ItemId, ItemContent>) -> Result<(), Diverged> {
        let mut simple = true;
        for event in events {
            let (head, count) = self.host_head();
            let header = &event.header;
            let broken = |what| {
                Diverged::Broken(Broken {
                    index: 0,
                    by: header.by,
                    seq: header.seq,
                    what,
                })
            };
            if header.by == By::Host && header.seq < count {
                continue;
            }
            if header.by != By::Host || header.seq != count || header.prev != head {
                return Err(broken(Break::Previous));
            }
            payload_holds(event).map_err(broken)?;
            let digest = header.digest().map_err(|_| broken(Break::NotCanonical))?;
            // What the host wrote after having seen all of this seat folds after it, as it stands; anything else is folded anew.
            simple &= header.seen == self.heads.seat;
            match event.payload.as_deref() {
                Some(payload) if simple && !matches!(payload, Payload::Leased { .. }) => {
                    simple = admit_from(&self.state, contents, payload, &header.at, Knows::FOLLOWING).is_ok();
                    if simple {
                        self.state.evolve(payload, &header.at);
                    }
                    if matches!(payload, Payload::Accepted { .. }) {
                        self.sent = usize::try_from(self.heads.seat_next).unwrap_or(usize::MAX);
                    }
                }
                _ => simple = false,
            }
            self.journal.append(&mut self.heads, event.clone(), digest);
        }
        if simple { Ok(()) } else { self.recompute(contents) }
    }

    /// Folds what is kept: what the host accepted, then what it has not seen yet; what no lease covers any more is set apart.
    fn recompute(&mut self, contents: &SortedMap<ItemId, ItemContent>) -> Result<(), Diverged> {
        let mut turns = Turns::default();
        let mut accepted = None;
        for event in &self.journal.events {
            if let (By::Host, Some(payload), Ok(digest)) =
                (event.header.by, event.payload.as_deref(), event.header.digest())
            {
                turns.host(payload, digest);
                if let Payload::Accepted { seat } = payload {
                    accepted = Some(*seat);
                }
            }
        }
        let seats = self.journal.events.iter().filter(|event| event.header.by == By::Seat);
        let digests: Vec<Option<Digest>> = seats.clone().map(|event| event.header.digest().ok()).collect();
        self.sent = match accepted {
            None => 0,
            Some(head) => digests
                .iter()
                .position(|digest| *digest == Some(head))
                .map_or(0, |at| at + 1),
        };
        let late = seats
            .skip(self.sent)
            .find(|event| !turns.knows(event.header.seen).is_some_and(|knows| knows.lease));
        if let Some(from) = late.map(|event| event.header.seq) {
            self.keep_below(from);
        }
        let (heads, digests) = self.journal.checked().map_err(Diverged::Broken)?;
        let order = self.journal.ordered(&digests).ok_or(Diverged::Unordered)?;
        let mut state = State::blank(Arc::clone(&self.protocol));
        let mut turns = Turns::default();
        for (event, digest) in order {
            let Some(payload) = &event.payload else { continue };
            let knows = match event.header.by {
                By::Seat => turns.knows(event.header.seen).unwrap_or(Knows::ALL),
                By::Host => {
                    turns.host(payload, digest);
                    Knows::FOLLOWING
                }
            };
            // What the host has not judged yet may turn out not to follow: the host will say so.
            if admit_from(&state, contents, payload, &event.header.at, knows).is_ok() {
                state.evolve(payload, &event.header.at);
            }
        }
        self.state = state;
        self.heads = heads;
        Ok(())
    }
}

/// The events that an act makes.
fn payloads(state: &State, act: Act) -> Result<Vec<(Payload, Option<Salt>)>, Illegal> {
    let one = |payload| Ok(vec![(payload, None)]);
    match act {
        Act::Open { lang } => one(Payload::Opened { lang }),
        Act::Go { to } => {
            let moved = (state.position() != Some(&to)).then(|| Payload::Moved { to: to.clone() });
            let shown = (!state.shown().contains(&to)).then(|| Payload::Shown { item: to.clone() });
            Ok(moved.into_iter().chain(shown).map(|payload| (payload, None)).collect())
        }
        Act::Answer { item, response, salt } => Ok(vec![(Payload::Answered { item, response }, Some(salt))]),
        Act::Flag { item, on } => one(Payload::Flagged { item, on }),
        Act::Play { item } => one(Payload::Played { item }),
        Act::Sight { visible } => one(Payload::Signalled {
            signal: if visible { Signal::Visible } else { Signal::Hidden },
        }),
        Act::Alert { item, matter } => one(Payload::Alerted { item, matter }),
        Act::HandIn | Act::Stop => {
            let (Phase::Running(part) | Phase::Paused(part)) = state.phase() else {
                return Err(Illegal::OutOfPlace);
            };
            one(Payload::Submitted {
                part: part.clone(),
                stopped: act == Act::Stop,
            })
        }
    }
}
