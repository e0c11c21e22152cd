//! The journal: two hash chains, one written where the candidate sits, one by whoever runs the engine.

use crate::clock::Now;
use crate::decide::Draft;
use crate::event::{By, Event, Header, Payload, payload_digest};
use jalon_base::Digest;
use jalon_base::id::RandomId;
use jalon_base::jcs::NotCanonical;
use jalon_base::json::{self, Limits, Malformed};
use std::collections::BTreeSet;

/// The format of the document.
pub const FORMAT: &str = "jalon/journal@1";

/// An attempt's events (`jalon/journal@1`), in the order in which they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journal {
    /// `jalon/journal@1`.
    pub format: String,
    /// The attempt.
    pub attempt: RandomId,
    /// The events.
    pub events: Vec<Event>,
}

jalon_base::document!(Journal {
    format,
    attempt,
    events
});

/// Where a journal first breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Place of the event in the document, from 0.
    pub index: usize,
    /// Its chain.
    pub by: By,
    /// Its place in the chain, as it says.
    pub seq: u64,
    /// What is wrong with it.
    pub what: Break,
}

/// What is wrong with a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// Another attempt's event.
    Attempt,
    /// Not the next place of its chain.
    Sequence,
    /// It does not follow the event before it in its chain.
    Previous,
    /// It says to have seen an event of the other chain that does not come before it.
    Seen,
    /// Its payload, or the salt of it, is not the one that was hashed.
    Payload,
    /// The payload does not belong to this chain, or is of another kind than the header says.
    Kind,
    /// A private payload without a salt, or another one with it.
    Salt,
    /// A number that has no canonical form.
    NotCanonical,
}

impl Break {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Attempt => "journal/attempt",
            Self::Sequence => "journal/sequence",
            Self::Previous => "journal/previous",
            Self::Seen => "journal/seen",
            Self::Payload => "journal/payload",
            Self::Kind => "journal/kind",
            Self::Salt => "journal/salt",
            Self::NotCanonical => "journal/not-canonical",
        }
    }
}

/// The last event of each chain.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Heads {
    /// Of the seat's.
    pub seat: Option<Digest>,
    /// Of the host's.
    pub host: Option<Digest>,
    pub(crate) seat_next: u64,
    pub(crate) host_next: u64,
}

impl Heads {
    const fn of(&self, by: By) -> (Option<Digest>, u64) {
        match by {
            By::Seat => (self.seat, self.seat_next),
            By::Host => (self.host, self.host_next),
        }
    }

    const fn advance(&mut self, by: By, digest: Digest) {
        match by {
            By::Seat => {
                self.seat = Some(digest);
                self.seat_next += 1;
            }
            By::Host => {
                self.host = Some(digest);
                self.host_next += 1;
            }
        }
    }
}

/// Whether the payload of an event, when it is there, is the one that was hashed.
pub(crate) fn payload_holds(event: &Event) -> Result<(), Break> {
    let (Some(payload), header) = (&event.payload, &event.header) else {
        return Ok(());
    };
    if payload.by() != header.by || payload.kind() != header.kind {
        return Err(Break::Kind);
    }
    if payload.is_private() != event.salt.is_some() {
        return Err(Break::Salt);
    }
    let digest = payload_digest(payload, event.salt).map_err(|_| Break::NotCanonical)?;
    if digest == header.payload {
        Ok(())
    } else {
        Err(Break::Payload)
    }
}

impl By {
    const fn other(self) -> Self {
        match self {
            Self::Seat => Self::Host,
            Self::Host => Self::Seat,
        }
    }
}

impl Journal {
    /// A journal without events.
    #[must_use]
    pub fn of(attempt: RandomId) -> Self {
        Self {
            format: FORMAT.to_owned(),
            attempt,
            events: Vec::new(),
        }
    }

    /// Reads a journal; its chains are not checked yet.
    ///
    /// # Errors
    /// [`Malformed`] says what is wrong and where.
    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let journal: Self = json::from_slice(
            bytes,
            Limits {
                bytes: 64 << 20,
                ..Limits::DOCUMENT
            },
        )?;
        if journal.format == FORMAT {
            Ok(journal)
        } else {
            let at = json::locate(bytes, "/format").unwrap_or_else(|| json::Position::of(bytes, 0));
            let detail = format!("format `{}` is not `{FORMAT}`", journal.format);
            Err(Malformed {
                fault: json::Fault::Shape { detail },
                at,
                pointer: "/format".to_owned(),
            })
        }
    }

    /// The heads of a journal, the seat's and the host's, by which its attempt is sealed; none when a chain is empty or does not hold.
    ///
    /// # Errors
    /// As [`Journal::read`].
    pub fn heads_of(bytes: &[u8]) -> Result<Option<(Digest, Digest)>, Malformed> {
        let heads = Self::read(bytes)?.check().ok();
        Ok(heads.and_then(|heads| heads.seat.zip(heads.host)))
    }

    /// Checks both chains and gives their heads.
    ///
    /// # Errors
    /// [`Broken`] names the first event that does not hold.
    pub fn check(&self) -> Result<Heads, Broken> {
        self.checked().map(|(heads, _)| heads)
    }

    /// Checks both chains and gives their heads, and the digest of each event in the order of the document.
    pub(crate) fn checked(&self) -> Result<(Heads, Vec<Digest>), Broken> {
        let mut heads = Heads::default();
        let (mut seats, mut hosts) = (BTreeSet::<Digest>::new(), BTreeSet::<Digest>::new());
        let mut digests = Vec::with_capacity(self.events.len());
        for (index, event) in self.events.iter().enumerate() {
            let header = &event.header;
            let broken = |what| Broken {
                index,
                by: header.by,
                seq: header.seq,
                what,
            };
            let (prev, next) = heads.of(header.by);
            if header.attempt != self.attempt {
                return Err(broken(Break::Attempt));
            }
            if header.seq != next {
                return Err(broken(Break::Sequence));
            }
            if header.prev != prev {
                return Err(broken(Break::Previous));
            }
            let (own, other) = match header.by {
                By::Seat => (&mut seats, &hosts),
                By::Host => (&mut hosts, &seats),
            };
            if header.seen.is_some_and(|seen| !other.contains(&seen)) {
                return Err(broken(Break::Seen));
            }
            payload_holds(event).map_err(broken)?;
            let digest = header.digest().map_err(|_| broken(Break::NotCanonical))?;
            heads.advance(header.by, digest);
            own.insert(digest);
            digests.push(digest);
        }
        Ok((heads, digests))
    }

    /// Adds an event that was linked elsewhere, whose place and digest the caller has checked.
    pub(crate) fn append(&mut self, heads: &mut Heads, event: Event, digest: Digest) {
        heads.advance(event.header.by, digest);
        self.events.push(event);
    }

    /// Links drafts at the end of the chains and gives the events linked.
    ///
    /// # Errors
    /// When an instant has no canonical form (beyond ±(2^53−1) ms); nothing is linked then.
    pub fn link(&mut self, heads: &mut Heads, drafts: Vec<Draft>, now: &Now) -> Result<Vec<Event>, NotCanonical> {
        let mut after = *heads;
        let mut events = Vec::with_capacity(drafts.len());
        for Draft { mut payload, salt } in drafts {
            if let (Payload::Accepted { seat }, Some(head)) = (&mut payload, after.seat) {
                *seat = head;
            }
            let by = payload.by();
            let (prev, seq) = after.of(by);
            let header = Header {
                attempt: self.attempt,
                by,
                seq,
                prev,
                seen: after.of(by.other()).0,
                at: *now,
                kind: payload.kind().to_owned(),
                payload: payload_digest(&payload, salt)?,
            };
            after.advance(by, header.digest()?);
            events.push(Event {
                header,
                salt,
                payload: Some(payload.into()),
            });
        }
        *heads = after;
        self.events.extend(events.iter().cloned());
        Ok(events)
    }

    /// Events in the order in which state folds: each after what it had seen, the host's first on ties.
    ///
    /// The order does not depend on how the document lists them. None when two events wait for each other.
    #[must_use]
    pub fn in_order(&self) -> Option<Vec<&Event>> {
        let digests: Result<Vec<Digest>, NotCanonical> =
            self.events.iter().map(|event| event.header.digest()).collect();
        let order = self.ordered(&digests.ok()?)?;
        Some(order.into_iter().map(|(event, _)| event).collect())
    }

    /// As [`Journal::in_order`], from the digests of the events in the order of the document, which it gives back with each.
    pub(crate) fn ordered(&self, digests: &[Digest]) -> Option<Vec<(&Event, Digest)>> {
        let chain = |by: By| {
            let all = self.events.iter().zip(digests.iter().copied());
            let mut events: Vec<(&Event, Digest)> = all.filter(|(event, _)| event.header.by == by).collect();
            events.sort_by_key(|(event, _)| event.header.seq);
            events.into_iter().peekable()
        };
        let (mut seat, mut host) = (chain(By::Seat), chain(By::Host));
        let mut folded: BTreeSet<Digest> = BTreeSet::new();
        let mut order = Vec::with_capacity(self.events.len());
        loop {
            let ready = |(event, _): &&(&Event, Digest)| event.header.seen.is_none_or(|seen| folded.contains(&seen));
            let next = match (host.peek().filter(|e| ready(e)), seat.peek().filter(|e| ready(e))) {
                (Some(_), _) => host.next(),
                (None, Some(_)) => seat.next(),
                (None, None) => break,
            };
            let (event, digest) = next?;
            folded.insert(digest);
            order.push((event, digest));
        }
        (order.len() == self.events.len()).then_some(order)
    }
}
