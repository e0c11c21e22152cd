//! A place in the room: what its machine keeps, sends and believes.
//!
//! It keeps what is written before it sends it, and until the session is sealed; it takes back nothing that was acknowledged; it believes
//! no server older than the latest that it heard; what a server lost, it gives back. What it wrote under a lease that is over does not
//! count, and is sent all the same until a server says that it is kept aside for a person.

mod apart;

use crate::heads;
use crate::store::SeatHead;
use crate::wire::{Ack, Join, Post, Reply, Restore, Wish};
use apart::{Apart, digests};
use jalon_attempt::admit::Illegal;
use jalon_attempt::event::{By, Event};
use jalon_attempt::replay::Diverged;
use jalon_attempt::seat::Act;
use jalon_attempt::{Journal, Now, Phase, Seat};
use jalon_base::Slug;
use jalon_base::sorted::{SortedMap, SortedSet};
use jalon_credential::envelope::Signed;
use jalon_protocol::{ItemContent, ItemId, Protocol};
use std::sync::Arc;

/// A place in the room, with the attempt of who sits there.
#[derive(Debug, Clone)]
pub struct Terminal {
    place: Slug,
    key: String,
    sitting: Option<Seat>,
    ack: Option<(Ack, Signed<Ack>)>,
    heads: Vec<Signed<SeatHead>>,
    instance: u64,
    wish: Option<Wish>,
    stopped: Option<&'static str>,
    apart: Apart,
}

/// What a device keeps of an attempt, strictly, before anything of it is sent or shown as kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Memory {
    /// The attempt.
    pub journal: Journal,
    /// The latest acknowledgement.
    pub ack: Ack,
    /// The same, as the centre signed it: without it nobody believes that anything was kept.
    pub proof: Signed<Ack>,
    /// What others signed of it who sat there before.
    pub heads: Vec<Signed<SeatHead>>,
    /// What was written here and does not count: for a person.
    pub aside: Vec<Event>,
}

/// What a reply came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    /// Everything that was written is acknowledged.
    Received,
    /// Something is still to be sent, or was written since.
    More,
    /// The clock stands until a person has decided.
    Held,
    /// The server lost what it had told: this goes back to it.
    GiveBack(Box<Restore>),
    /// Nothing new: an old reply, or one of an older server.
    Nothing,
    /// This place may not go on: the code of why.
    Stopped(&'static str),
}

impl Terminal {
    /// A place before anybody joins.
    #[must_use]
    pub const fn new(place: Slug, key: String) -> Self {
        Self {
            place,
            key,
            sitting: None,
            ack: None,
            heads: Vec::new(),
            instance: 0,
            wish: None,
            stopped: None,
            apart: Apart::new(),
        }
    }

    /// The same place in another life of its machine, from what it kept.
    ///
    /// # Errors
    /// [`Diverged`] when what it kept does not hold.
    pub fn reopen(
        &self,
        memory: Memory,
        protocol: Arc<Protocol>,
        contents: &SortedMap<ItemId, ItemContent>,
    ) -> Result<Self, Diverged> {
        let instance = memory.ack.instance;
        let mut seat = Seat::open(memory.journal, self.key.clone(), protocol, contents)?;
        let mut apart = Apart::of(memory.aside);
        apart.add(seat.take_aside());
        Ok(Self {
            sitting: Some(seat),
            apart,
            ack: Some((memory.ack, memory.proof)),
            heads: memory.heads,
            instance,
            ..Self::new(self.place.clone(), self.key.clone())
        })
    }

    /// What is to be kept on the device now; none before anybody has joined.
    #[must_use]
    pub fn memory(&self) -> Option<Memory> {
        let (ack, proof) = self.ack.clone()?;
        Some(Memory {
            journal: self.sitting.as_ref()?.journal().clone(),
            ack,
            proof,
            heads: self.heads.clone(),
            aside: self.apart.events().to_vec(),
        })
    }

    /// The attempt, when somebody has joined.
    #[must_use]
    pub const fn sitting(&self) -> Option<&Seat> {
        self.sitting.as_ref()
    }

    /// What was written here and does not count.
    #[must_use]
    pub fn aside(&self) -> &[Event] {
        self.apart.events()
    }

    /// Whether something is still to be sent: written and not acknowledged, or set apart and not kept by a server.
    #[must_use]
    pub fn owes(&self) -> bool {
        let pending = self.sitting.as_ref().is_some_and(|seat| !seat.pending().is_empty());
        pending || self.apart.owes()
    }

    /// The latest acknowledgement.
    #[must_use]
    pub fn ack(&self) -> Option<&Ack> {
        self.ack.as_ref().map(|(ack, _)| ack)
    }

    /// Why this place may not go on, when it may not.
    #[must_use]
    pub const fn stopped(&self) -> Option<&'static str> {
        self.stopped
    }

    /// Whether it still speaks to a server: until the session is sealed, also when it may not go on. A server that loses what it had, and is
    /// given back less of the attempt by another device, would never hear of what only this one keeps.
    #[must_use]
    pub fn speaks(&self) -> bool {
        self.owes() || self.stopped != Some("room/sealed")
    }

    /// What the candidate waits for.
    #[must_use]
    pub const fn wish(&self) -> Option<&Wish> {
        self.wish.as_ref()
    }

    /// Asks to join with the code that the candidate was given.
    #[must_use]
    pub fn join(&self, code: &str) -> Join {
        Join {
            seat: self.place.clone(),
            key: self.key.clone(),
            code: code.to_owned(),
        }
    }

    /// What the candidate does: events to be kept before they are sent.
    ///
    /// # Errors
    /// [`Illegal`] says why nothing happened.
    pub fn act(
        &mut self,
        act: Act,
        contents: &SortedMap<ItemId, ItemContent>,
        now: &Now,
    ) -> Result<Vec<Event>, Illegal> {
        if self.stopped.is_some() {
            return Err(Illegal::Fenced);
        }
        let seat = self.sitting.as_mut().ok_or(Illegal::OutOfPlace)?;
        seat.act(act, contents, now)
    }

    /// Waits for a part to begin, or for what follows an item.
    pub fn ask(&mut self, wish: Wish) {
        self.wish = Some(wish);
    }

    /// What is to be sent: what the server has not accepted, at most so many events, in turn with what was set apart; none before anybody
    /// has joined. When it has events, their head is to be signed: [`Self::to_sign`].
    #[must_use]
    pub fn post(&self, most: usize) -> Option<Post> {
        let (seat, (ack, proof)) = (self.sitting.as_ref()?, self.ack.as_ref()?);
        let apart = self.apart.run(most);
        if let Some(attempt) = apart.first().map(|event| event.header.attempt) {
            let known = if attempt == ack.attempt {
                (ack.count, Some(ack.head))
            } else {
                (0, None)
            };
            return Some(Post {
                attempt,
                key: self.key.clone(),
                known,
                instance: self.instance,
                proof: Some(proof.clone()),
                events: apart,
                wish: None,
                head: None,
            });
        }
        let mut events = seat.pending();
        let all = events.len() <= most;
        events.truncate(most);
        Some(Post {
            attempt: ack.attempt,
            key: self.key.clone(),
            known: (ack.count, Some(ack.head)),
            instance: self.instance,
            proof: Some(proof.clone()),
            events,
            wish: self.wish.clone().filter(|_| all),
            head: None,
        })
    }

    /// The head that the key of this place signs of what it sends; none of a sign of life.
    #[must_use]
    pub fn to_sign(&self, post: &Post) -> Option<SeatHead> {
        let last = post.events.last()?;
        let seat = self.sitting.as_ref()?;
        let epoch = if self.apart.has(last) {
            heads::epoch_at(seat.journal(), last.header.seen)
        } else {
            seat.state().lease().map_or(0, |lease| lease.epoch)
        };
        Some(SeatHead {
            attempt: post.attempt,
            epoch,
            head: last.header.digest().ok()?,
        })
    }

    /// What the key of this place signs of an attempt that it gives back: the end of everything that was acknowledged and written with it.
    #[must_use]
    pub fn to_give_back(&self) -> Vec<SeatHead> {
        let (Some(seat), Some((ack, _))) = (&self.sitting, &self.ack) else {
            return Vec::new();
        };
        heads::to_give_back(seat.journal(), ack, &self.key)
    }

    /// Learns from a reply, whose acknowledgement was verified to be the centre's ([`acknowledged`](crate::wire::acknowledged)), with that
    /// acknowledgement as it was signed: it is kept with what it proves.
    pub fn hear(
        &mut self,
        reply: Reply,
        proof: Option<&Signed<Ack>>,
        protocol: &Arc<Protocol>,
        contents: &SortedMap<ItemId, ItemContent>,
    ) -> Heard {
        self.apart.turn();
        let signed = |ack: Ack| proof.map(|proof| (ack, proof.clone()));

        match reply {
            Reply::Welcome {
                journal, ack, heads, ..
            } => match signed(ack) {
                Some(proof) => self.welcome(journal, proof, heads, protocol, contents),
                None => Heard::Nothing,
            },
            Reply::Taken { ack, news, refused, .. } => {
                let heard = self.learn(signed(ack), &news, contents);
                if matches!(heard, Heard::Received) && refused.is_none() {
                    self.wish = None;
                }
                heard
            }
            Reply::NotTaken { ack, kept, .. } if self.ack().is_some_and(|known| known.attempt != ack.attempt) => {
                // Of who sat here before.
                self.apart.kept(kept);
                Heard::Nothing
            }
            Reply::NotTaken {
                ack, news, why, kept, ..
            } => {
                let believed = ack.instance >= self.instance;
                let known = self.ack().map_or(0, |known| known.count);
                let old = ack.instance < self.instance || ack.count < known;
                let heard = self.learn(signed(ack), &news, contents);
                if believed {
                    self.apart.kept(kept);
                }
                let over = |seat: &Seat| matches!(seat.state().phase(), Phase::Closed(_));
                match why {
                    _ if old => Heard::Nothing,
                    "attempt/fenced" | "receipt/fork" | "room/sealed" => {
                        // Nothing more of what is written here will count; not all of it has been sent.
                        if let Some(seat) = &mut self.sitting
                            && seat.set_apart(contents).is_ok()
                        {
                            self.apart.add(seat.take_aside());
                        }
                        self.stop(why)
                    }
                    _ if self.sitting.as_ref().is_some_and(over) => self.stop(why),
                    _ => heard,
                }
            }
            Reply::Hold { ack, news, .. } => match self.learn(signed(ack), &news, contents) {
                Heard::Received | Heard::More => Heard::Held,
                other => other,
            },
            Reply::Behind => self.give_back(),
            Reply::Done { .. } => Heard::Nothing,
            Reply::Refused { code } => match code {
                // Another server answers from now on; this one is not asked again.
                "desk/replaced" | "desk/other-instance" | "desk/restore" | "access/unknown" => Heard::Nothing,
                _ => self.stop(code),
            },
        }
    }

    fn welcome(
        &mut self,
        journal: Journal,
        (ack, proof): (Ack, Signed<Ack>),
        heads: Vec<Signed<SeatHead>>,
        protocol: &Arc<Protocol>,
        contents: &SortedMap<ItemId, ItemContent>,
    ) -> Heard {
        // Who sits here already has written more than a late welcome knows.
        let known = self
            .ack()
            .is_some_and(|known| known.attempt == ack.attempt && known.count >= ack.count);
        let seat = self.sitting.as_ref();
        let later = ack.instance > self.instance;
        if ack.instance < self.instance || (known && !later && seat.is_some_and(Seat::holds_lease)) {
            return Heard::Nothing;
        }
        match Seat::open(journal, self.key.clone(), Arc::clone(protocol), contents) {
            Ok(mut seat) => {
                // What was written here and is not in it was written under another lease, or acknowledged by a server that was lost.
                if let Some(before) = self.sitting.take() {
                    let held: SortedSet<_> = digests(&seat.journal().events).collect();
                    let pending = if before.journal().attempt == seat.journal().attempt {
                        let events = before.journal().events.iter();
                        events.filter(|event| event.header.by == By::Seat).cloned().collect()
                    } else {
                        before.pending()
                    };
                    let here = |event: &Event| event.header.digest().is_ok_and(|digest| held.contains(&digest));
                    let lost = pending.into_iter().filter(|event| !here(event));
                    self.apart.add(lost.collect());
                }
                self.apart.add(seat.take_aside());
                self.sitting = Some(seat);
                self.believe(ack.instance);
                self.ack = Some((ack, proof));
                self.heads = heads;
                self.stopped = None;
                Heard::Received
            }
            Err(_) => Heard::Nothing,
        }
    }

    fn learn(
        &mut self,
        proof: Option<(Ack, Signed<Ack>)>,
        news: &[Event],
        contents: &SortedMap<ItemId, ItemContent>,
    ) -> Heard {
        let known = self.ack().map_or(0, |known| known.count);
        let (Some((ack, proof)), Some(seat)) = (proof, &mut self.sitting) else {
            return Heard::Nothing;
        };
        if ack.instance < self.instance || ack.count < known {
            return Heard::Nothing;
        }
        // Where the host's chain would be with the news: an acknowledgement of something else is not believed.
        let (head, count) = seat.host_head();
        let last = news.last().filter(|event| event.header.seq >= count);
        let after = match last {
            Some(event) => (event.header.digest().ok(), event.header.seq.saturating_add(1)),
            None => (head, count),
        };
        let follows = after == (Some(ack.head), ack.count) && seat.told(news, contents).is_ok();
        if !follows {
            return Heard::Nothing;
        }
        self.apart.add(seat.take_aside());
        self.believe(ack.instance);
        self.ack = Some((ack, proof));
        if self.owes() { Heard::More } else { Heard::Received }
    }

    /// A later server may not have what an earlier one kept.
    fn believe(&mut self, instance: u64) {
        if instance > self.instance {
            self.apart.forget();
        }
        self.instance = instance;
    }

    fn give_back(&self) -> Heard {
        match self.memory() {
            Some(Memory {
                journal, proof, heads, ..
            }) => Heard::GiveBack(Box::new(Restore {
                journal,
                ack: proof,
                heads,
            })),
            None => Heard::Nothing,
        }
    }

    fn stop(&mut self, code: &'static str) -> Heard {
        self.stopped = Some(code);
        Heard::Stopped(code)
    }
}
