//! The host's side of an attempt whose seat is on another machine: it takes what the seat wrote, and writes its own chain.
//!
//! What cannot be taken is given back to be kept aside for a person: it is never dropped, and never merged. The head of the host's chain
//! after an `accepted` is what the host signs: it acknowledges everything of the seat up to there.

mod writing;

use crate::admit::{Illegal, admit_from};
use crate::clock::Now;
use crate::decide::{Draft, Refused};
use crate::draw::{self, Seed, Supply};
use crate::event::{By, CloseReason, Event, Payload, Started};
use crate::guide::Guide;
use crate::journal::{Break, Heads, Journal, payload_holds};
use crate::replay::{Diverged, replay_with};
use crate::room::{Lease, Turns};
use crate::state::State;
use jalon_base::Digest;
use jalon_base::id::RandomId;
use jalon_protocol::{ItemId, PartId};
use std::sync::Arc;
use writing::Writing;

/// An attempt as its host holds it.
#[derive(Debug, Clone)]
pub struct Host {
    state: State,
    journal: Journal,
    heads: Heads,
    turns: Turns,
    seat: Vec<Digest>,
}

/// What a host is asked to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// Begin the attempt, draw its paper and give its first lease.
    Start {
        /// How it starts.
        started: Box<Started>,
        /// The first lease.
        lease: Lease,
    },
    /// Open a part and present its first items; done already, it does nothing.
    Begin {
        /// The part.
        part: PartId,
    },
    /// Present what follows an item in a linear part; done already, it does nothing.
    Next {
        /// The item that the candidate leaves.
        after: ItemId,
    },
    /// Stop the clock.
    Suspend,
    /// Let the clock run again.
    Resume,
    /// Give time to the open part.
    Credit {
        /// Milliseconds.
        ms: i64,
        /// The incident.
        incident: RandomId,
    },
    /// Settle an alert: when it is upheld, another item takes the place of this one.
    Settle {
        /// The item.
        item: ItemId,
        /// Whether it was right.
        upheld: bool,
    },
    /// Give the seat's chain to somebody, with the next epoch.
    Lease {
        /// The place in the room.
        seat: jalon_base::Slug,
        /// DID of the key that signs for it.
        key: String,
    },
    /// End the attempt, whatever is left.
    End,
    /// Say what the clock brings: a part whose time and grace are over ends.
    Tick,
}

/// What became of what a seat sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Events of the seat that are new and in its chain now.
    pub taken: usize,
    /// What the host wrote.
    pub host: Vec<Event>,
    /// What a person must look at.
    pub aside: Vec<Event>,
    /// What stopped the taking, when something did.
    pub stopped: Option<Stop>,
}

impl Received {
    /// What can be of no chain here is for a person, all of it.
    #[must_use]
    pub fn apart(events: &[Event]) -> Self {
        Self {
            taken: 0,
            host: Vec::new(),
            aside: events.to_vec(),
            stopped: Some(Stop::Late),
        }
    }
}

/// Why the taking stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// Events are missing before these: the seat sends again from here.
    Gap {
        /// The place wanted.
        from: u64,
    },
    /// The seat has seen events of the host that the host does not have: the host must be restored first.
    Behind,
    /// Written under a lease that is over.
    Late,
    /// Another event stands at this place already: two writers had the same key.
    Fork,
    /// It came too late, or may not follow.
    OutOfTurn(Illegal),
    /// It is not an event of this chain, or not whole.
    Broken(Break),
}

impl Stop {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Gap { .. } => "receipt/gap",
            Self::Behind => "receipt/behind",
            Self::Late => "receipt/late",
            Self::Fork => "receipt/fork",
            Self::OutOfTurn(illegal) => illegal.code(),
            Self::Broken(broken) => broken.code(),
        }
    }
}

impl Host {
    /// An attempt before anything happened.
    #[must_use]
    pub fn new(attempt: RandomId, supply: Supply<'_>) -> Self {
        Self {
            state: State::blank(Arc::clone(supply.protocol)),
            journal: Journal::of(attempt),
            heads: Heads::default(),
            turns: Turns::default(),
            seat: Vec::new(),
        }
    }

    /// Takes up an attempt from its journal, after replaying it.
    ///
    /// # Errors
    /// [`Diverged`] names the first event that does not hold.
    pub fn take_up(
        journal: Journal,
        supply: Supply<'_>,
        guide: Option<&dyn Guide>,
        session: Option<&[u8; 32]>,
    ) -> Result<Self, Diverged> {
        let (state, heads) = replay_with(&journal, supply, guide, session)?;
        let (mut turns, mut seat) = (Turns::default(), Vec::new());
        for event in &journal.events {
            // INVARIANT: replay went through every event, so that each has its digest and its payload.
            let (Ok(digest), Some(payload)) = (event.header.digest(), &event.payload) else {
                continue;
            };
            match event.header.by {
                By::Seat => seat.push(digest),
                By::Host => turns.host(payload, digest),
            }
        }
        Ok(Self {
            state,
            journal,
            heads,
            turns,
            seat,
        })
    }

    /// What is known of the attempt.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Its journal.
    #[must_use]
    pub const fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The heads of its chains.
    #[must_use]
    pub const fn heads(&self) -> &Heads {
        &self.heads
    }

    /// Digests of the host's events, in their order.
    #[must_use]
    pub fn host_digests(&self) -> &[Digest] {
        self.turns.digests()
    }

    /// The host's events from a place on.
    #[must_use]
    pub fn host_from(&self, place: u64) -> Vec<Event> {
        let of_host = |event: &&Event| event.header.by == By::Host && event.header.seq >= place;
        self.journal.events.iter().filter(of_host).cloned().collect()
    }

    /// Whether an event of the seat is in its chain here.
    #[must_use]
    pub fn holds(&self, event: &Event) -> bool {
        let there = usize::try_from(event.header.seq)
            .ok()
            .and_then(|seq| self.seat.get(seq));
        event.header.by == By::Seat && there.is_some() && event.header.digest().ok().as_ref() == there
    }

    /// Carries out a deed and gives the events to be kept; when they cannot be kept, drop this host and take it up again.
    ///
    /// # Errors
    /// [`Refused`] says why nothing happened; the host is as before.
    pub fn command(
        &mut self,
        deed: Deed,
        supply: Supply<'_>,
        session: &[u8; 32],
        now: &Now,
        guide: &dyn Guide,
    ) -> Result<Vec<Event>, Refused> {
        let mut writing = Writing::of(self, supply, now);
        match deed {
            Deed::Start { started, lease } => {
                let seed = Seed::derive(session, &started.release, &self.journal.attempt);
                let (exempt, needs) = (started.exempt.clone(), started.needs.clone());
                writing.add(Payload::Started(started))?;
                let paper = draw::draw(supply, &seed, &exempt, &needs).map_err(Refused::CannotDraw)?;
                writing.add(Payload::Drawn { paper })?;
                writing.add(Payload::Leased { lease })?;
            }
            Deed::Begin { part } => {
                if self.state.parts().contains_key(&part) && !self.state.is_finished(&part) {
                    return Ok(Vec::new());
                }
                writing.begin(&part, guide)?;
            }
            Deed::Next { after } => {
                let Some(last) = self.last_presented() else {
                    return Err(Illegal::OutOfPlace.into());
                };
                if last != after {
                    return Ok(Vec::new());
                }
                writing.wake()?;
                writing.next(guide)?;
            }
            Deed::Suspend => {
                writing.wake()?;
                writing.add(Payload::Suspended)?;
            }
            Deed::Resume => writing.add(Payload::Resumed {
                charged_ms: 0,
                doubtful: false,
            })?,
            Deed::Credit { ms, incident } => {
                writing.wake()?;
                writing.add(Payload::Credited { ms, incident })?;
            }
            Deed::Settle { item, upheld } => {
                writing.wake()?;
                let by = self.replacement(supply, session, &item).filter(|_| upheld);
                writing.add(Payload::Settled { item, upheld, by })?;
                writing.close_when_over()?;
            }
            Deed::Lease { seat, key } => {
                writing.wake()?;
                writing.lease(seat, key)?;
            }
            Deed::End => {
                writing.wake()?;
                writing.add(Payload::Closed {
                    reason: CloseReason::Ended,
                })?;
            }
            Deed::Tick => {
                writing.wake()?;
                writing.time_out()?;
            }
        }
        let drafts = writing.drafts;
        self.write(drafts, now).map_err(Refused::Illegal)
    }

    /// Takes what a seat sent, in its order, as far as it may follow, and writes what the host has to say of it.
    ///
    /// Events that are there already are passed over; so whatever is sent twice counts once. Of a message that is no chain, that is not whole,
    /// or that has seen what is not here, nothing is taken: what is taken of any other is below its last event, and what is left is kept aside.
    pub fn receive(&mut self, events: &[Event], supply: Supply<'_>, now: &Now) -> Received {
        let mut received = Received {
            taken: 0,
            host: Vec::new(),
            aside: Vec::new(),
            stopped: None,
        };
        if let Err(stop) = self.hold_together(events) {
            received.stopped = Some(stop);
            return received;
        }
        for (place, event) in events.iter().enumerate() {
            match self.take(event, supply, now, &mut received.host) {
                Ok(true) => received.taken += 1,
                Ok(false) => {}
                Err(stop) => {
                    if matches!(stop, Stop::Late | Stop::Fork | Stop::OutOfTurn(_)) {
                        received.aside.extend(events.iter().skip(place).cloned());
                    }
                    received.stopped = Some(stop);
                    break;
                }
            }
        }
        if received.taken == 0 && received.stopped.is_none() {
            return received;
        }
        let mut writing = Writing::of(self, supply, now);
        let written = writing.after(received.taken > 0, received.stopped.as_ref());
        let drafts = writing.drafts;
        // INVARIANT: each draft was admitted on its own; `after` stops at the first that is not, and what is before stands.
        let _nothing_more_to_say: Result<(), Refused> = written;
        if let Ok(host) = self.write(drafts, now) {
            received.host.extend(host);
        }
        received
    }

    /// Whether events are whole, follow one another, and have seen nothing that is not here.
    fn hold_together(&self, events: &[Event]) -> Result<(), Stop> {
        let mut before: Option<(u64, Digest)> = None;
        for event in events {
            let header = &event.header;
            if header.by != By::Seat || header.attempt != self.journal.attempt {
                return Err(Stop::Broken(Break::Attempt));
            }
            if let Some((seq, digest)) = before {
                if header.prev != Some(digest) {
                    return Err(Stop::Broken(Break::Previous));
                }
                if seq.checked_add(1) != Some(header.seq) {
                    return Err(Stop::Broken(Break::Sequence));
                }
            }
            payload_holds(event).map_err(Stop::Broken)?;
            if event.payload.is_none() {
                return Err(Stop::Broken(Break::Payload));
            }
            let digest = header.digest().map_err(|_| Stop::Broken(Break::NotCanonical))?;
            before = Some((header.seq, digest));
            if !self.holds(event) {
                self.turns.knows(header.seen).ok_or(Stop::Behind)?;
            }
        }
        Ok(())
    }

    /// Takes one event of those that hold together; false when it is there already.
    fn take(&mut self, event: &Event, supply: Supply<'_>, now: &Now, host: &mut Vec<Event>) -> Result<bool, Stop> {
        let header = &event.header;
        let payload = event.payload.as_deref().ok_or(Stop::Broken(Break::Payload))?;
        let digest = header.digest().map_err(|_| Stop::Broken(Break::NotCanonical))?;
        let there = usize::try_from(header.seq).ok().and_then(|seq| self.seat.get(seq));
        if there == Some(&digest) {
            return Ok(false);
        }
        let knows = self.turns.knows(header.seen).ok_or(Stop::Behind)?;
        if !knows.lease {
            return Err(Stop::Late);
        }
        if there.is_some() {
            return Err(Stop::Fork);
        }
        if header.seq > self.heads.seat_next {
            return Err(Stop::Gap {
                from: self.heads.seat_next,
            });
        }
        if header.prev != self.heads.seat {
            return Err(Stop::Fork);
        }
        if self.state.is_due(now) {
            self.settle_clock(supply, now, host)?;
        }
        admit_from(&self.state, supply.contents, payload, &header.at, knows).map_err(Stop::OutOfTurn)?;
        self.state.evolve(payload, &header.at);
        self.seat.push(digest);
        self.journal.append(&mut self.heads, event.clone(), digest);
        Ok(true)
    }

    /// The clock is settled before a new event: another life of the host, and a time that is over with its grace.
    fn settle_clock(&mut self, supply: Supply<'_>, now: &Now, host: &mut Vec<Event>) -> Result<(), Stop> {
        let mut writing = Writing::of(self, supply, now);
        let settled = writing.wake().and_then(|()| writing.time_out());
        let drafts = writing.drafts;
        host.extend(self.write(drafts, now).map_err(Stop::OutOfTurn)?);
        settled.map_err(|refused| match refused {
            Refused::Illegal(illegal) => Stop::OutOfTurn(illegal),
            Refused::CannotDraw(_) => Stop::OutOfTurn(Illegal::Paper),
        })
    }

    fn write(&mut self, drafts: Vec<Draft>, now: &Now) -> Result<Vec<Event>, Illegal> {
        let events = self
            .journal
            .link(&mut self.heads, drafts, now)
            .map_err(|_| Illegal::OutOfPlace)?;
        for event in &events {
            if let (Some(payload), Ok(digest)) = (&event.payload, event.header.digest()) {
                self.turns.host(payload, digest);
                self.state.evolve(payload, &event.header.at);
            }
        }
        Ok(events)
    }

    fn last_presented(&self) -> Option<ItemId> {
        let (_, paper) = self.state.open_part()?;
        let mut items = paper.items.iter().map(|entry| &entry.item);
        items.rfind(|item| self.state.presented().contains(*item)).cloned()
    }

    /// What would take the place of an item of the open part.
    fn replacement(
        &self,
        supply: Supply<'_>,
        session: &[u8; 32],
        item: &ItemId,
    ) -> Option<jalon_protocol::plan::PaperItem> {
        let (_, open) = self.state.open_part()?;
        open.items.iter().find(|entry| entry.item == *item)?;
        let seed = Seed::derive(session, &self.state.started()?.release, &self.journal.attempt);
        draw::replacement(
            supply,
            &seed,
            (self.state.paper()?, self.state.needs()),
            self.state.presented(),
            item,
        )
    }
}
