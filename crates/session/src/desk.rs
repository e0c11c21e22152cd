//! The write path: the room joined to its attempts, by one writer, with nothing said before it is kept.
//!
//! A desk decides at once and gives an [`Outbox`]: the records to be kept, and the replies, which are given out against the proof that the
//! records are on the disk and in no other way. When they cannot be kept, the desk is dropped and another one is opened from what the disk
//! holds: what it had decided was never said.

mod attempts;
mod outages;
mod people;
mod reconcile;
mod restore;

pub(crate) use restore::covered;

use crate::event::{Fact, Happening, IncidentKind, Serving};
use crate::heads::Latest;
use crate::order::Order;
use crate::room::{Refused, Room, RoomPhase, Standing};
use crate::seal::{Parts, SessionSeal};
use crate::store::{Kept, Record, SeatHead};
use crate::wire::{Ack, Reply, Request};
use jalon_attempt::draw::Supply;
use jalon_attempt::event::Event;
use jalon_attempt::{Host, Linear, Now};
use jalon_base::id::RandomId;
use jalon_base::sorted::{SortedMap, SortedSet};
use jalon_base::{Digest, Slug};
use jalon_credential::envelope::Signed;
use jalon_protocol::Release;
use outages::Outage;
use std::sync::Arc;

/// What a session is made of.
#[derive(Debug, Clone)]
pub struct Kit {
    /// The order.
    pub order: Arc<Order>,
    /// What its attempts are drawn from; none while it is closed.
    pub content: Option<Content>,
    /// Build of the application that the seats run.
    pub build: String,
}

/// The content of a session, open.
#[derive(Debug, Clone)]
pub struct Content {
    /// The edition.
    pub release: Arc<Release>,
    /// The seed of the session.
    pub seed: [u8; 32],
}

impl Content {
    /// Whether it is the content that an order names.
    #[must_use]
    pub fn is_of(&self, order: &Order) -> bool {
        let seed = jalon_attempt::room::commitment(&self.seed) == order.seed;
        seed && self.release.id == order.release && self.release.protocols.contains_key(&order.protocol)
    }

    /// Whether a room can be run with it.
    fn serves(&self, order: &Order) -> Result<(), NotOpened> {
        if !self.is_of(order) {
            return Err(NotOpened::Kit);
        }
        let protocol = self.release.protocols.get(&order.protocol);
        if protocol.is_some_and(|protocol| protocol.is_adaptive()) {
            return Err(NotOpened::Adaptive);
        }
        Ok(())
    }
}

impl Kit {
    /// What the attempts are drawn from; none while the content is closed.
    #[must_use]
    pub fn supply(&self) -> Option<Supply<'_>> {
        let release = &self.content.as_ref()?.release;
        Some(Supply {
            protocol: release.protocols.get(&self.order.protocol)?,
            pool: &release.pool,
            contents: &release.contents,
        })
    }

    /// The seed of the session; none while the content is closed.
    #[must_use]
    pub fn seed(&self) -> Option<&[u8; 32]> {
        Some(&self.content.as_ref()?.seed)
    }
}

/// Why a desk cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotOpened {
    /// The edition, the protocol or the seed is not the one of the order.
    Kit,
    /// The protocol chooses questions from the answers, which takes the keys that no room holds.
    Adaptive,
    /// The room's journal does not hold.
    Room(Refused),
    /// An attempt does not replay.
    Attempt,
    /// The clocks are those of a life that is over: what passed since would be charged.
    Boot,
}

impl NotOpened {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Kit => "order/other-release",
            Self::Adaptive => "order/adaptive",
            Self::Room(refused) => refused.code(),
            Self::Attempt => "desk/journal",
            Self::Boot => "desk/boot",
        }
    }
}

/// What was decided and is not said yet.
#[derive(Debug, Default)]
#[must_use = "records are to be kept, and only then are replies given"]
pub struct Outbox {
    records: Vec<Record>,
    replies: Vec<(u64, Reply)>,
}

impl Outbox {
    /// What is to be kept, in this order.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The replies, with the number of the request that each answers; none when something else was kept than these records.
    #[must_use]
    pub fn said(self, kept: &Kept) -> Option<Vec<(u64, Reply)>> {
        (kept.records() == self.records.len()).then_some(self.replies)
    }

    fn room(&mut self, entry: crate::event::Entry) {
        self.records.push(Record::Room { entry });
    }

    fn events(&mut self, events: impl IntoIterator<Item = Event>) {
        let records = events.into_iter().map(|event| Record::Event { event });
        self.records.extend(records);
    }
}

/// A session as its server holds it.
#[derive(Debug, Clone)]
pub struct Desk {
    kit: Arc<Kit>,
    room: Room,
    hosts: SortedMap<RandomId, Host>,
    aside: SortedSet<Digest>,
    /// What seats signed last under each lease: who joins elsewhere keeps it too.
    heads: SortedMap<RandomId, Latest>,
    /// When each place was last heard, in this life.
    heard: SortedMap<RandomId, Now>,
    /// Outages that last.
    outages: SortedMap<RandomId, Outage>,
    /// Outages that were too long for the rule: a person decides, and the clock stands.
    owed: SortedMap<RandomId, RandomId>,
    /// The life of this desk.
    boot: RandomId,
    sealed: bool,
    replaced: bool,
}

impl Desk {
    /// Opens a session from what is kept of it: nothing, for a new one. Every entry and every attempt is admitted again. Each life of a desk
    /// has clocks of its own, under a boot that no life before it had: what passed between two lives is charged to nobody.
    ///
    /// # Errors
    /// [`NotOpened`].
    pub fn open(kit: Arc<Kit>, records: &[Record], why: Serving, now: &Now) -> Result<(Self, Outbox), NotOpened> {
        if let Some(content) = &kit.content {
            content.serves(&kit.order)?;
        }
        let parts = Parts::of(records);
        let room = Room::replay(Arc::clone(&kit.order), &parts.room).map_err(NotOpened::Room)?;
        if kit.content.is_none() && room.phase() >= RoomPhase::Unlocked {
            return Err(NotOpened::Kit);
        }
        let same = room.journal().last().is_some_and(|entry| entry.at.boot == now.boot);
        if same && parts.seal.is_none() {
            return Err(NotOpened::Boot);
        }
        let mut hosts = SortedMap::new();
        for (attempt, journal) in parts.journals {
            let supply = kit.supply().ok_or(NotOpened::Kit)?;
            let host = Host::take_up(journal, supply, Some(&Linear), kit.seed());
            hosts.insert(attempt, host.map_err(|_| NotOpened::Attempt)?);
        }
        let aside = records.iter().filter_map(|record| match record {
            Record::Aside(aside) => aside.event.header.digest().ok(),
            _ => None,
        });
        let mut heads: SortedMap<RandomId, Latest> = SortedMap::new();
        for record in records {
            if let Record::Head { attempt, epoch, head } = record {
                heads.or_default(attempt).insert(*epoch, head.clone());
            }
        }
        let mut desk = Self {
            aside: aside.collect(),
            heads,
            sealed: parts.seal.is_some(),
            kit: Arc::clone(&kit),
            room,
            hosts,
            heard: SortedMap::new(),
            outages: SortedMap::new(),
            owed: SortedMap::new(),
            boot: now.boot,
            replaced: false,
        };
        let mut outbox = Outbox::default();
        if !desk.sealed {
            desk.serve(why, now, &mut outbox).map_err(NotOpened::Room)?;
        }
        Ok((desk, outbox))
    }

    /// The first entries of a life of the server.
    fn serve(&mut self, why: Serving, now: &Now, outbox: &mut Outbox) -> Result<(), Refused> {
        let order = Digest::of_canonical(&*self.kit.order).map_err(|_| Refused::Chain)?;
        let blank = self.room.phase() == RoomPhase::Blank;
        if blank {
            let release = self.kit.order.release;
            self.note(Fact::Imported { order, release }, now, outbox)?;
        }
        let before = self.room.instance();
        let instance = match why {
            Serving::First | Serving::Restarted => before + 1,
            // Lives of the old server that were not heard of keep their numbers.
            Serving::TookOver | Serving::Rebuilt => (before / 1000 + 1) * 1000,
        };
        self.note(Fact::Serving { instance, why }, now, outbox)?;
        if why != Serving::First && self.room.phase() == RoomPhase::Open {
            let incident = self.incident_id(b"server");
            let kind = IncidentKind::Server;
            let noted = Fact::Noted {
                incident,
                candidate: None,
                kind,
            };
            self.note(noted, now, outbox)?;
            let decision = crate::event::Decision::Uncharged;
            self.note(Fact::Ruled { incident, decision }, now, outbox)?;
        }
        if matches!(why, Serving::TookOver | Serving::Rebuilt) && self.room.phase() == RoomPhase::Open {
            self.note_away(now, outbox)?;
        }
        self.take_up_outages(now);
        for attempt in self.hosts.keys().copied().collect::<Vec<RandomId>>() {
            self.reconcile(&attempt, now, outbox)?;
        }
        Ok(())
    }

    /// Gives the content, which somebody is about to open: until then nobody can start.
    ///
    /// # Errors
    /// [`NotOpened::Kit`] when it is not the content of the order; [`NotOpened::Adaptive`].
    pub fn provide(&mut self, content: Content) -> Result<(), NotOpened> {
        content.serves(&self.kit.order)?;
        self.kit = Arc::new(Kit {
            content: Some(content),
            ..(*self.kit).clone()
        });
        Ok(())
    }

    /// What the session is made of.
    #[must_use]
    pub fn kit(&self) -> &Kit {
        &self.kit
    }

    /// The room.
    #[must_use]
    pub const fn room(&self) -> &Room {
        &self.room
    }

    /// The attempts.
    #[must_use]
    pub const fn hosts(&self) -> &SortedMap<RandomId, Host> {
        &self.hosts
    }

    /// When each place was last heard, in this life of the server.
    #[must_use]
    pub const fn heard(&self) -> &SortedMap<RandomId, Now> {
        &self.heard
    }

    /// Outages that last, and those that wait for a person: attempt → incident.
    pub fn outages(&self) -> impl Iterator<Item = (&RandomId, &RandomId)> {
        let lasting = self.outages.iter().map(|(attempt, outage)| (attempt, &outage.incident));
        lasting.chain(&self.owed)
    }

    /// Whether another server has taken the session over: this one says nothing more.
    #[must_use]
    pub const fn is_replaced(&self) -> bool {
        self.replaced
    }

    /// Carries out requests, in their order, all kept by one flush.
    pub fn handle(&mut self, requests: Vec<(u64, Request)>, now: &Now) -> Outbox {
        let mut outbox = Outbox::default();
        for (number, request) in requests {
            let reply = self.one(request, now, &mut outbox);
            outbox.replies.push((number, reply));
        }
        outbox
    }

    fn one(&mut self, request: Request, now: &Now, outbox: &mut Outbox) -> Reply {
        if self.replaced {
            return Reply::Refused { code: "desk/replaced" };
        }
        let done = match request {
            Request::Join(join) => return self.join(&join, now, outbox),
            Request::Post(post) => return self.post(*post, now, outbox),
            Request::Restore(restore) => return self.restore(*restore, now, outbox),
            Request::Act(happening) => self.act(*happening, now, outbox),
            Request::Release if self.kit.content.is_none() => Err(Refused::Content),
            Request::Release => self.note(Fact::Released, now, outbox),
            Request::Tick => self.tick(now, outbox),
        };
        match done {
            Ok(()) => Reply::Done { head: self.room.head() },
            Err(refused) => Reply::Refused { code: refused.code() },
        }
    }

    /// The seal of a closed room, to be signed by the centre and a proctor; none before it is closed, or once it is sealed.
    #[must_use]
    pub fn to_seal(&self, records: &[Record]) -> Option<SessionSeal> {
        let parts = Parts::of(records);
        if self.sealed { None } else { parts.to_seal(&self.room) }
    }

    /// Takes the signed seal: nothing counts any more, what comes is kept aside.
    ///
    /// # Errors
    /// [`Refused::OutOfPlace`] when it is not the seal of this room; [`Refused::Signature`] when the centre and somebody who may seal have
    /// not both signed it; [`Refused::Sealed`] for a second one.
    pub fn seal(&mut self, seal: Signed<SessionSeal>, records: &[Record]) -> Result<Outbox, Refused> {
        if self.sealed {
            return Err(Refused::Sealed);
        }
        let right = self.to_seal(records).ok_or(Refused::OutOfPlace)?;
        let verified = seal.clone().verify(crate::seal::SEAL).map_err(|_| Refused::Signature)?;
        if verified.body != right {
            return Err(Refused::OutOfPlace);
        }
        if !crate::seal::is_signed_by_both(&self.kit.order, &verified.signers) {
            return Err(Refused::Signature);
        }
        self.sealed = true;
        Ok(Outbox {
            records: vec![Record::Seal { seal }],
            replies: Vec::new(),
        })
    }

    /// The instant at which a tick is owed, on the monotonic clock of this life in milliseconds: a place that is silent, a time that is over.
    /// After a tick it lies ahead: a place whose outage waits for a person asks for none, nor does one that was not heard since another life,
    /// in which its clock stands, nor a server that was replaced.
    #[must_use]
    pub fn due(&self) -> Option<i64> {
        if self.replaced {
            return None;
        }
        let silence = i64::from(self.kit.order.rules.silence) * 1000;
        let silent = self
            .heard
            .iter()
            .filter(|(attempt, _)| !self.is_out(attempt) && self.is_started(attempt))
            .map(|(_, heard)| heard.mono_ms.saturating_add(silence));
        let here = |attempt: &RandomId, host: &Host| {
            !self.is_out(attempt) && !self.is_awaited(attempt) && host.state().is_of(&self.boot)
        };
        let over = self.hosts.iter().filter(|(attempt, host)| here(attempt, host));
        silent.chain(over.filter_map(|(_, host)| host.state().due())).min()
    }

    fn is_out(&self, attempt: &RandomId) -> bool {
        self.outages.contains_key(attempt) || self.owed.contains_key(attempt)
    }

    /// Whether a server that was lost may have told the place of an attempt more than is here: nothing is written in it before it is heard.
    fn is_awaited(&self, attempt: &RandomId) -> bool {
        let candidate = self.kit.order.sitter(attempt).map(|candidate| &candidate.id);
        let there = candidate.and_then(|candidate| self.room.away().get(candidate));
        let lease = self.hosts.get(attempt).and_then(|host| host.state().lease());
        there.is_some_and(|seat| seat.is_none() || seat.as_ref() == lease.map(|lease| &lease.seat))
    }

    fn is_started(&self, attempt: &RandomId) -> bool {
        let candidate = self.kit.order.sitter(attempt).map(|candidate| &candidate.id);
        let sitter = candidate.and_then(|id| self.room.sitters().get(id));
        sitter.is_some_and(|sitter| sitter.standing == Standing::Started)
    }

    fn attempt_of(&self, candidate: &Slug) -> Option<RandomId> {
        Some(self.kit.order.candidate(candidate)?.attempt)
    }

    /// Keeps what a seat signed.
    fn keep_head(&mut self, attempt: RandomId, epoch: u64, head: Signed<SeatHead>, outbox: &mut Outbox) {
        self.heads.or_default(&attempt).insert(epoch, head.clone());
        outbox.records.push(Record::Head { attempt, epoch, head });
    }

    fn note(&mut self, fact: Fact, now: &Now, outbox: &mut Outbox) -> Result<(), Refused> {
        let entry = self.room.decide(Happening::Noted { fact }, now)?;
        outbox.room(entry);
        Ok(())
    }

    /// An id for what the server notes by itself: from the head of the room's journal, so that it is new and the same on replay.
    fn incident_id(&self, about: &[u8]) -> RandomId {
        let head = self.room.head().map_or([0; 32], |head| *head.as_bytes());
        let digest = Digest::in_domain("jalon/incident@1", &[&head, about]);
        let (id, _) = digest.as_bytes().split_at(16);
        RandomId::from_bytes(id.try_into().unwrap_or_default())
    }

    fn left_ms(&self, attempt: &RandomId, now: &Now) -> Option<i64> {
        self.hosts.get(attempt)?.state().left_ms(now)
    }

    fn ack(&self, attempt: &RandomId) -> Option<Ack> {
        let digests = self.hosts.get(attempt)?.host_digests();
        Some(Ack {
            attempt: *attempt,
            instance: self.room.instance(),
            count: digests.len() as u64,
            head: *digests.last()?,
        })
    }
}
