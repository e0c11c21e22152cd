//! The seal that ends a session, and what whoever receives it checks: nothing was added or changed, and nothing taken away of what a place
//! signed a later head of. A centre that drops the end of an attempt from an earlier head on, with all that came after it, is found by the
//! acknowledgements that the place keeps, and by nothing in the session itself.

mod beside;

use crate::event::{ACT, Entry, Happening};
use crate::heads::{self, Kept, Written};
use crate::order::Order;
use crate::room::{Room, RoomPhase};
use crate::store::Record;
use jalon_attempt::draw::Supply;
use jalon_attempt::event::By;
use jalon_attempt::{Guide, Host, Journal};
use jalon_base::id::RandomId;
use jalon_base::sorted::SortedMap;
use jalon_base::{Digest, Slug, jcs};
use jalon_credential::envelope::Signed;
use std::sync::Arc;

/// The kind of a signed seal.
pub const SEAL: &str = "session-seal";

/// What ends a session (body of a signed document of the kind `session-seal`, by the centre and a proctor).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionSeal {
    /// The session.
    pub session: RandomId,
    /// Digest of the order's body.
    pub order: Digest,
    /// Head of the room's journal.
    pub room: Digest,
    /// Entries of it.
    pub entries: u64,
    /// The attempts, by their ids.
    pub attempts: Vec<AttemptSeal>,
    /// Events kept aside, in the order in which they came: digest of their digests.
    pub aside: Digest,
    /// How many.
    pub asides: u64,
    /// What the seats signed of their chains, in the order in which it came: digest of the digests.
    pub heads: Digest,
    /// Who may have been told, by a server that was lost, more than is here: their place keeps it, and was not heard. What it gives back
    /// later is kept aside for the certifier.
    pub away: Vec<Slug>,
    /// Servers that served, one after the other.
    pub instances: u64,
    /// Whether the clock of a server could not be believed on the date.
    pub uncertain_clock: bool,
    /// Digest over all of the above that is printed.
    pub root: Digest,
}

jalon_base::document!(SessionSeal {
    session,
    order,
    room,
    entries,
    attempts,
    aside,
    asides,
    heads,
    away: optional,
    instances,
    uncertain_clock,
    root
});

/// An attempt in a seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptSeal {
    /// The attempt.
    pub attempt: RandomId,
    /// Whose.
    pub candidate: Slug,
    /// Head of the seat's chain.
    pub seat: Option<Digest>,
    /// Head of the host's chain.
    pub host: Option<Digest>,
    /// Events of both.
    pub events: u64,
}

jalon_base::document!(AttemptSeal {
    attempt,
    candidate,
    seat: optional,
    host: optional,
    events
});

/// What a sealed session holds, taken apart from its records.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// The room's journal.
    pub room: Vec<Entry>,
    /// The attempts' journals.
    pub journals: SortedMap<RandomId, Journal>,
    /// Digests of what was kept aside before the seal.
    pub aside: Vec<Digest>,
    /// What the seats signed.
    pub(crate) heads: Kept,
    /// The seal.
    pub seal: Option<Signed<SessionSeal>>,
}

impl Parts {
    /// The parts of records; what was kept aside after the seal is not part of it.
    #[must_use]
    pub fn of(records: &[Record]) -> Self {
        let mut parts = Self::default();
        for record in records {
            match record {
                Record::Room { entry } => parts.room.push(entry.clone()),
                Record::Event { event } => {
                    let attempt = event.header.attempt;
                    if !parts.journals.contains_key(&attempt) {
                        parts.journals.insert(attempt, Journal::of(attempt));
                    }
                    if let Some(journal) = parts.journals.get_mut(&attempt) {
                        journal.events.push(event.clone());
                    }
                }
                Record::Aside(aside) if parts.seal.is_none() => {
                    let header = &aside.event.header;
                    parts.aside.extend(header.digest());
                    let links = header.digest().map(|digest| (digest, header.prev));
                    parts.heads.asides.extend(links);
                }
                Record::Head { attempt, epoch, head } => parts.heads.heads.push((*attempt, *epoch, head.clone())),
                Record::Seal { seal } => parts.seal = Some(seal.clone()),
                Record::Aside(_) => {}
            }
        }
        parts
    }

    /// The seal that these parts should have; none while the room is not closed.
    #[must_use]
    pub fn to_seal(&self, room: &Room) -> Option<SessionSeal> {
        if room.phase() != RoomPhase::Closed {
            return None;
        }
        let order = room.order();
        let attempts = self.journals.iter().map(|(attempt, journal)| {
            let head = |by: By| {
                let mut chain = journal.events.iter().filter(|event| event.header.by == by);
                chain.next_back().and_then(|event| event.header.digest().ok())
            };
            Some(AttemptSeal {
                attempt: *attempt,
                candidate: order.sitter(attempt)?.id.clone(),
                seat: head(By::Seat),
                host: head(By::Host),
                events: journal.events.len() as u64,
            })
        });
        let aside: Vec<&[u8]> = self.aside.iter().map(|digest| digest.as_bytes().as_slice()).collect();
        let mut seal = SessionSeal {
            session: order.session,
            order: Digest::of_canonical(order).ok()?,
            room: room.head()?,
            entries: room.journal().len() as u64,
            attempts: attempts.collect::<Option<Vec<AttemptSeal>>>()?,
            aside: Digest::in_domain("jalon/aside@1", &aside),
            asides: self.aside.len() as u64,
            heads: self.heads.digest()?,
            away: room.away().keys().cloned().collect(),
            instances: room.instance(),
            uncertain_clock: room.has_uncertain_clock(),
            root: Digest::from_bytes([0; 32]),
        };
        seal.root = Digest::in_domain("jalon/session-root@1", &[&jcs::to_vec(&seal).ok()?]);
        Some(seal)
    }
}

/// What is wrong with a sealed session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// There is no seal, or it is of another order.
    Order,
    /// The seal does not say what the records say.
    Root,
    /// An attempt differs from the seal.
    Attempt(RandomId),
    /// An attempt does not replay.
    Replay(RandomId),
    /// What was written in an attempt is not what the place where it was written signed.
    Head(RandomId),
    /// What its host wrote in an attempt is not what the order gives and the room decided: time, a question taken away, an end, a lease.
    Beside(RandomId),
    /// The room's journal does not replay.
    Room,
    /// Not signed by the centre and by somebody who may.
    Signers,
    /// An act of the journal is not signed by who did it.
    Unsigned,
}

impl Wrong {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Order => "seal/order",
            Self::Root => "seal/root",
            Self::Attempt(_) => "seal/attempt",
            Self::Replay(_) => "seal/replay",
            Self::Head(_) => "seal/head",
            Self::Beside(_) => "seal/beside",
            Self::Room => "seal/room",
            Self::Signers => "seal/signers",
            Self::Unsigned => "seal/unsigned",
        }
    }
}

/// What whoever receives a session checks it against.
#[derive(Clone, Copy)]
pub struct Against<'a> {
    /// The order, opened.
    pub order: &'a Order,
    /// What its attempts were drawn from.
    pub supply: Supply<'a>,
    /// The guide of its protocol, when it needs no key that is not here.
    pub guide: Option<&'a dyn Guide>,
    /// The seed of the session.
    pub seed: &'a [u8; 32],
}

/// Checks a sealed session by replay, that what was written at each place is what its key signed, and that what each host wrote is what the
/// order gives and the room decided: everything that is wrong, at once; empty when it holds.
///
/// It says nothing of whether the certifier that ordered it is to be believed, nor of what was answered.
#[must_use]
pub fn verify(records: &[Record], against: Against<'_>) -> Vec<Wrong> {
    let parts = Parts::of(records);
    let mut wrongs = Vec::new();
    for (attempt, journal) in &parts.journals {
        if Host::take_up(journal.clone(), against.supply, against.guide, Some(against.seed)).is_err() {
            wrongs.push(Wrong::Replay(*attempt));
        }
    }
    if !parts.room.iter().all(|entry| is_signed(entry, against.order)) {
        wrongs.push(Wrong::Unsigned);
    }
    let Ok(room) = Room::replay(Arc::new(against.order.clone()), &parts.room) else {
        wrongs.push(Wrong::Room);
        return wrongs;
    };
    for (attempt, journal) in &parts.journals {
        let ends = |written: &Written| room.knows_key(&written.key) && parts.heads.ends(attempt, written);
        if !heads::written(journal).iter().all(ends) {
            wrongs.push(Wrong::Head(*attempt));
        }
        if !beside::holds(&room, journal) {
            wrongs.push(Wrong::Beside(*attempt));
        }
    }
    let Some(seal) = parts.seal.clone() else {
        wrongs.push(Wrong::Order);
        return wrongs;
    };
    let Ok(verified) = seal.verify(SEAL) else {
        wrongs.push(Wrong::Signers);
        return wrongs;
    };
    let seal = verified.body;
    if !is_signed_by_both(against.order, &verified.signers) {
        wrongs.push(Wrong::Signers);
    }
    match parts.to_seal(&room) {
        Some(right) if right == seal => {}
        Some(right) if right.session != seal.session || right.order != seal.order => wrongs.push(Wrong::Order),
        Some(right) => {
            let differ = right.attempts.iter().filter(|attempt| !seal.attempts.contains(attempt));
            wrongs.extend(differ.map(|attempt| Wrong::Attempt(attempt.attempt)));
            wrongs.push(Wrong::Root);
        }
        None => wrongs.push(Wrong::Root),
    }
    wrongs
}

/// Whether a seal is signed by the centre, and by somebody who may seal.
pub(crate) fn is_signed_by_both(order: &Order, signers: &[jalon_credential::envelope::Signer]) -> bool {
    let signed_by = |key: &str| signers.iter().any(|signer| signer.by == key);
    let mut staff = order.staff.iter();
    let proctor = staff.any(|person| person.may.contains(&crate::Capability::Seal) && signed_by(&person.key));
    signed_by(&order.centre) && proctor
}

/// Whether what people did is signed by them, as it is written.
fn is_signed(entry: &Entry, order: &Order) -> bool {
    let Happening::Acted { act, by, signed } = &entry.what else {
        return true;
    };
    let Some(Ok(verified)) = signed.clone().map(|signed| signed.verify(ACT)) else {
        return false;
    };
    verified.body == **act && signers(order, &verified.signers) == Some(by.clone())
}

/// The people of an order behind signatures, in the order in which they signed; none when one is nobody's.
#[must_use]
pub fn signers(order: &Order, signers: &[jalon_credential::envelope::Signer]) -> Option<Vec<Slug>> {
    let person = |key: &str| order.staff.iter().find(|person| person.key == key);
    signers
        .iter()
        .map(|signer| Some(person(&signer.by)?.id.clone()))
        .collect()
}
