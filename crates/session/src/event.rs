//! What happens in a room: deeds of people, signed, and facts that the server notes.

mod words;

pub use words::{EndReason, IdentityDocument, IncidentKind, PauseKind, Refusal};

use crate::order::code_digest;
use jalon_attempt::Now;
use jalon_attempt::room::Matter;
use jalon_base::id::RandomId;
use jalon_base::{Digest, Slug, Timestamp};
use jalon_credential::envelope::Signed;
use jalon_protocol::ItemId;

/// The kind of a signed act.
pub const ACT: &str = "room-act";

/// Something that a person does (body of a signed document of the kind `room-act`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// The session.
    pub session: RandomId,
    /// Its own random id: told twice, it is done once.
    pub id: RandomId,
    /// An entry of the room's journal that its author had seen: an act cannot be kept for another day.
    pub seen: Digest,
    /// What is done.
    pub deed: Deed,
    /// Why, in a few words, when it must be said.
    pub note: Option<String>,
}

jalon_base::document!(Act {
    session,
    id,
    seen,
    deed,
    note: optional
});

/// What a person does in a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Open the content with two sealed codes.
    Unlock {
        /// The codes.
        codes: Vec<String>,
    },
    /// Open the room.
    Open {
        /// The date and time that the screen shows, confirmed by who looks at a watch: the room counts from there.
        date: Timestamp,
    },
    /// Say that a place passed its tests, with the key that it made for the session.
    Prepare {
        /// The place.
        seat: Slug,
        /// DID of its key.
        key: String,
        /// What was tried.
        tried: Tried,
    },
    /// Let somebody in, with the kind of document seen.
    CheckIn {
        /// Who.
        candidate: Slug,
        /// What was seen: never its number.
        document: IdentityDocument,
    },
    /// Let somebody not in.
    TurnAway {
        /// Who.
        candidate: Slug,
        /// Why.
        why: Refusal,
    },
    /// Give a place; to somebody who has one already, another.
    Seat {
        /// Who.
        candidate: Slug,
        /// Where.
        seat: Slug,
    },
    /// Let somebody start, or go on after having left: once.
    Permit {
        /// Who.
        candidate: Slug,
        /// [`code_digest`] of the code that they are given.
        code: Digest,
    },
    /// Stop somebody's clock.
    Pause {
        /// Who.
        candidate: Slug,
        /// Whether it is one of their breaks.
        pause: PauseKind,
    },
    /// Let it run again.
    Resume {
        /// Who.
        candidate: Slug,
    },
    /// Settle an alert about a question: when it was right, another question takes its place.
    Settle {
        /// The incident.
        incident: RandomId,
        /// Whether it was right.
        upheld: bool,
    },
    /// Record an incident.
    Record {
        /// Its id.
        incident: RandomId,
        /// About whom; nobody for the whole room.
        candidate: Option<Slug>,
        /// What.
        kind: IncidentKind,
    },
    /// Decide an incident.
    Decide {
        /// The incident.
        incident: RandomId,
        /// What is decided.
        decision: Decision,
    },
    /// End somebody's test.
    End {
        /// Who.
        candidate: Slug,
        /// Why.
        why: EndReason,
    },
    /// Complete somebody's line of the record.
    Report {
        /// Who.
        candidate: Slug,
        /// What became of them.
        report: Report,
    },
    /// Close the room: nobody sits any more.
    Close,
}

jalon_base::tagged!(Deed, "do" {
    Unlock = "unlock" { codes },
    Open = "open" { date },
    Prepare = "prepare" { seat, key, tried },
    CheckIn = "check-in" { candidate, document },
    TurnAway = "turn-away" { candidate, why },
    Seat = "seat" { candidate, seat },
    Permit = "permit" { candidate, code },
    Pause = "pause" { candidate, pause },
    Resume = "resume" { candidate },
    Settle = "settle" { incident, upheld },
    Record = "record" { incident, candidate: optional, kind },
    Decide = "decide" { incident, decision },
    End = "end" { candidate, why },
    Report = "report" { candidate, report },
    Close = "close" {},
});

/// What was tried at a place before it may be used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tried {
    /// It keeps what is written, through a flush.
    pub storage: bool,
    /// Its sound is heard.
    pub audio: bool,
    /// Its screen is large enough.
    pub screen: bool,
    /// Its keyboard answers.
    pub keyboard: bool,
    /// Its connection is encrypted.
    pub secure: bool,
}

jalon_base::document!(Tried {
    storage,
    audio,
    screen,
    keyboard,
    secure
});

impl Tried {
    /// Whether all went well.
    #[must_use]
    pub const fn passed(&self) -> bool {
        self.storage && self.audio && self.screen && self.keyboard && self.secure
    }
}

/// What is decided of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Nothing follows.
    Nothing,
    /// Time is given.
    Credit {
        /// Milliseconds.
        ms: i64,
    },
    /// The time was never charged.
    Uncharged,
    /// The question was replaced.
    Replaced,
    /// The question stands.
    Stands,
    /// The certifier decides: nobody here could, alone.
    Certifier,
}

jalon_base::tagged!(Decision, "is" {
    Nothing = "nothing" {},
    Credit = "credit" { ms },
    Uncharged = "uncharged" {},
    Replaced = "replaced" {},
    Stands = "stands" {},
    Certifier = "certifier" {},
});

/// Somebody's line of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// Whether they signed the list.
    pub signed: bool,
    /// Whether they went to the end.
    pub finished: bool,
}

jalon_base::document!(Report { signed, finished });

/// What the server notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Order and content are at hand.
    Imported {
        /// Digest of the order's body.
        order: Digest,
        /// The edition.
        release: Digest,
    },
    /// A server begins, or begins again.
    Serving {
        /// Greater than that of the server before it.
        instance: u64,
        /// Why.
        why: Serving,
    },
    /// The certifier opened the content online.
    Released,
    /// Somebody used their permission, at the place that they were given.
    Joined {
        /// Who.
        candidate: Slug,
        /// Where.
        seat: Slug,
    },
    /// Somebody says that something is wrong with a question.
    Alerted {
        /// The incident.
        incident: RandomId,
        /// Who.
        candidate: Slug,
        /// The question.
        item: ItemId,
        /// What.
        matter: Matter,
    },
    /// The server noted an incident by itself.
    Noted {
        /// The incident.
        incident: RandomId,
        /// About whom.
        candidate: Option<Slug>,
        /// What.
        kind: IncidentKind,
    },
    /// A rule of the order decided an incident.
    Ruled {
        /// The incident.
        incident: RandomId,
        /// What.
        decision: Decision,
    },
    /// A test is over.
    Over {
        /// Who.
        candidate: Slug,
    },
    /// All that their place had been told is here again, after a server that lost it.
    Returned {
        /// Who.
        candidate: Slug,
    },
}

jalon_base::tagged!(Fact, "is" {
    Imported = "imported" { order, release },
    Serving = "serving" { instance, why },
    Released = "released" {},
    Joined = "joined" { candidate, seat },
    Alerted = "alerted" { incident, candidate, item, matter },
    Noted = "noted" { incident, candidate: optional, kind },
    Ruled = "ruled" { incident, decision },
    Over = "over" { candidate },
    Returned = "returned" { candidate },
});

/// Why a server begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Serving {
    /// For the first time.
    First,
    /// It was stopped.
    Restarted,
    /// The follower took over.
    TookOver,
    /// Its disk was lost: rebuilt from the places and the console.
    Rebuilt,
}

jalon_base::words!(Serving {
    First = "first",
    Restarted = "restarted",
    TookOver = "took-over",
    Rebuilt = "rebuilt",
});

/// One thing that happened, and who says so.
#[derive(Debug, Clone, PartialEq)]
pub enum Happening {
    /// People did it.
    Acted {
        /// What.
        act: Box<Act>,
        /// Who: one person, or two.
        by: Vec<Slug>,
        /// Their signatures; absent in a rehearsal only.
        signed: Option<Signed<Act>>,
    },
    /// The server noted it.
    Noted {
        /// What.
        fact: Fact,
    },
}

jalon_base::tagged!(Happening, "kind" {
    Acted = "acted" { act, by, signed: optional },
    Noted = "noted" { fact },
});

/// A link of the room's journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The session.
    pub session: RandomId,
    /// Place in the journal, from 0.
    pub seq: u64,
    /// Digest of the entry before it.
    pub prev: Option<Digest>,
    /// When, by the server's clocks.
    pub at: Now,
    /// What happened.
    pub what: Happening,
}

jalon_base::document!(Entry {
    session,
    seq,
    prev: optional,
    at,
    what
});

impl Entry {
    /// Digest of the entry: the next link.
    ///
    /// # Errors
    /// When a number has no canonical form.
    pub fn digest(&self) -> Result<Digest, jalon_base::jcs::NotCanonical> {
        Ok(Digest::in_domain(
            "jalon/room-entry@1",
            &[&jalon_base::jcs::to_vec(self)?],
        ))
    }
}

/// Whether these codes are those of the order.
pub(crate) fn codes_open(session: &RandomId, digests: &[Digest], codes: &[String]) -> bool {
    let mut given: Vec<Digest> = codes.iter().map(|code| code_digest(session, code)).collect();
    let mut wanted = digests.to_vec();
    given.sort();
    wanted.sort();
    given == wanted && !wanted.is_empty()
}
