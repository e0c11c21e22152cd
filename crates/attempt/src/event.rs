//! Events: what happened, by whom, when, after what.

#[cfg(not(target_arch = "wasm32"))]
mod canonical;

use crate::choice::{Chosen, Concluded};
use crate::clock::Now;
use crate::late::{Asked, Module};
use crate::room::{Hosted, Lease, Matter};
use jalon_base::document::{Document, Node};
use jalon_base::encoding::{base64url, unbase64url};
use jalon_base::id::RandomId;
use jalon_base::jcs::{self, NotCanonical};
use jalon_base::json::Value;
use jalon_base::sorted::SortedMap;
use jalon_base::{Digest, Fraction};
use jalon_protocol::plan::attempts::Earlier;
use jalon_protocol::plan::{Paper, PaperItem};
use jalon_protocol::pool::Need;
use jalon_protocol::{Dispensation, ItemId, PartId, ProtocolId, Response};
use std::sync::Arc;

/// Which of the two chains an event belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// Where the candidate sits.
    Seat,
    /// Whoever runs the engine.
    Host,
}

jalon_base::words!(By {
    Seat = "seat",
    Host = "host",
});

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload {
    /// Seat: the candidate opened the attempt.
    Opened {
        /// Language chosen.
        lang: String,
    },
    /// Seat: an item was put on the screen for the first time.
    Shown {
        /// The item.
        item: ItemId,
    },
    /// Seat: a response was given, changed or taken back.
    Answered {
        /// The item.
        item: ItemId,
        /// The response.
        response: Response,
    },
    /// Seat: an item was flagged to be looked at again, or the flag was taken away.
    Flagged {
        /// The item.
        item: ItemId,
        /// Whether it is flagged now.
        on: bool,
    },
    /// Seat: the sound that goes with an item began to play.
    Played {
        /// The item.
        item: ItemId,
    },
    /// Seat: the candidate went to an item.
    Moved {
        /// The item.
        to: ItemId,
    },
    /// Seat: something to know of, for a person to judge.
    Signalled {
        /// What.
        signal: Signal,
    },
    /// Seat: the part was handed in.
    Submitted {
        /// The part.
        part: PartId,
        /// Whether the candidate stopped the test here: what was not seen then says nothing of them.
        stopped: bool,
    },
    /// Seat: something is wrong with an item; nothing more is answered to it until a person has settled it. Rooms only.
    Alerted {
        /// The item.
        item: ItemId,
        /// What is wrong.
        matter: Matter,
    },
    /// Host: the attempt exists.
    Started(Box<Started>),
    /// Host: the paper was drawn.
    Drawn {
        /// The paper.
        paper: Paper,
    },
    /// Host: items may now be shown; the first `presented` of a part starts its clock.
    Presented {
        /// The part.
        part: PartId,
        /// The items.
        items: Vec<ItemId>,
        /// Why these.
        why: Why,
    },
    /// Host: an adaptive section ended by itself.
    Concluded {
        /// The part.
        part: PartId,
        /// Which section, why, and where its answers put the person.
        end: Box<Concluded>,
    },
    /// Host: everything of the seat's chain up to here is kept.
    Accepted {
        /// Head of the seat's chain.
        seat: Digest,
    },
    /// Host: the clock runs again, after a pause or in another life of the machine.
    Resumed {
        /// Milliseconds charged for the time between.
        charged_ms: i64,
        /// Whether a clock went backwards.
        doubtful: bool,
    },
    /// Host: who writes the seat's chain from here on. Rooms only, as all that follows but the end.
    Leased {
        /// The lease.
        lease: Lease,
    },
    /// Host: the clock stands until `resumed`.
    Suspended,
    /// Host: time is given to the open part, for an incident of the session's journal.
    Credited {
        /// Milliseconds given.
        ms: i64,
        /// The incident.
        incident: RandomId,
    },
    /// Host: the alert about an item is settled.
    Settled {
        /// The item.
        item: ItemId,
        /// Whether it was right: the item then leaves the paper.
        upheld: bool,
        /// What takes its place; none when the bank has nothing more that fits.
        by: Option<PaperItem>,
    },
    /// Host: the time of a part is over.
    TimedOut {
        /// The part.
        part: PartId,
    },
    /// Host: nothing can be answered any more.
    Closed {
        /// Why.
        reason: CloseReason,
    },
}

jalon_base::tagged!(Payload, "kind" {
    Opened = "opened" { lang },
    Shown = "shown" { item },
    Answered = "answered" { item, response },
    Flagged = "flagged" { item, on },
    Played = "played" { item },
    Moved = "moved" { to },
    Signalled = "signalled" { signal },
    Submitted = "submitted" { part, stopped },
    Alerted = "alerted" { item, matter },
    Started = "started" (..),
    Drawn = "drawn" { paper },
    Presented = "presented" { part, items, why },
    Concluded = "concluded" { part, end },
    Accepted = "accepted" { seat },
    Resumed = "resumed" { charged_ms, doubtful },
    Leased = "leased" { lease },
    Suspended = "suspended" {},
    Credited = "credited" { ms, incident },
    Settled = "settled" { item, upheld, by: optional },
    TimedOut = "timed-out" { part },
    Closed = "closed" { reason },
});

/// How an attempt starts: everything that a replay needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// Number of the engine.
    pub engine: u32,
    /// Build of the application.
    pub build: String,
    /// The release.
    pub release: Digest,
    /// The protocol.
    pub protocol: ProtocolId,
    /// Seed of the session; where the device is its own host, in clear.
    pub session_seed: [u8; 32],
    /// Factor on the time limits.
    pub time_factor: Fraction,
    /// What dispenses from parts, when something does.
    pub dispensation: Option<Dispensation>,
    /// Parts dispensed with.
    pub exempt: Vec<PartId>,
    /// How the person sits it, where not every item is usable that way.
    pub needs: Vec<Need>,
    /// Their attempts before this one, where the protocol counts them, as whoever runs the test knows them.
    pub earlier: Vec<Earlier>,
    /// How often items were given to the people before, where whoever runs the test counts them.
    pub seen: Option<Seen>,
    /// What a room adds, when a server is the host; the seed of the session is then not here, and all zeros stand in its place.
    pub hosted: Option<Hosted>,
}

jalon_base::document!(Started {
    engine,
    build,
    release,
    protocol,
    session_seed,
    time_factor,
    dispensation: optional,
    exempt: optional,
    needs: optional,
    earlier: optional,
    seen: optional,
    hosted: optional
});

/// How often items were given: a snapshot, so that a replay needs no other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// People counted.
    pub people: u32,
    /// To how many of them each item was given; those that are not here, to nobody.
    pub given: SortedMap<ItemId, u32>,
}

jalon_base::document!(Seen { people, given });

/// Why items are presented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// They come next in the drawn paper.
    Drawn,
    /// It was chosen from the answers before it.
    Adaptive(Box<Chosen>),
    /// It is asked on a ladder, between what is settled on both sides.
    Ladder(Box<Asked>),
    /// It begins a section whose preconditions hold.
    Module(Box<Module>),
}

jalon_base::tagged!(Why, "rule" {
    Drawn = "drawn" {},
    Adaptive = "adaptive" (..),
    Ladder = "ladder" (..),
    Module = "module" (..),
});

/// Something to know of, for a person to judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The candidate paused.
    Paused,
    /// The page went out of sight.
    Hidden,
    /// The page came back.
    Visible,
}

jalon_base::words!(Signal {
    Paused = "paused",
    Hidden = "hidden",
    Visible = "visible",
});

/// Why an attempt is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseReason {
    /// Every part was handed in or timed out.
    Complete,
    /// The candidate stopped before the end.
    Stopped,
    /// A person of the room ended it; the session's journal says who and why.
    Ended,
    /// Nobody ended it in the time that the protocol gives.
    Abandoned,
}

jalon_base::words!(CloseReason {
    Complete = "complete",
    Stopped = "stopped",
    Ended = "ended",
    Abandoned = "abandoned",
});

impl Payload {
    /// Which chain such an event belongs to.
    #[must_use]
    pub const fn by(&self) -> By {
        match self {
            Self::Opened { .. }
            | Self::Shown { .. }
            | Self::Answered { .. }
            | Self::Flagged { .. }
            | Self::Played { .. }
            | Self::Moved { .. }
            | Self::Signalled { .. }
            | Self::Submitted { .. }
            | Self::Alerted { .. } => By::Seat,
            Self::Started(_)
            | Self::Drawn { .. }
            | Self::Presented { .. }
            | Self::Concluded { .. }
            | Self::Accepted { .. }
            | Self::Resumed { .. }
            | Self::Leased { .. }
            | Self::Suspended
            | Self::Credited { .. }
            | Self::Settled { .. }
            | Self::TimedOut { .. }
            | Self::Closed { .. } => By::Host,
        }
    }

    /// Whether its digest is salted, so that it can be withheld or erased without being guessed.
    #[must_use]
    pub const fn is_private(&self) -> bool {
        matches!(self, Self::Answered { .. })
    }

    /// Its name in the documents.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Shown { .. } => "shown",
            Self::Answered { .. } => "answered",
            Self::Flagged { .. } => "flagged",
            Self::Played { .. } => "played",
            Self::Moved { .. } => "moved",
            Self::Signalled { .. } => "signalled",
            Self::Submitted { .. } => "submitted",
            Self::Alerted { .. } => "alerted",
            Self::Started(_) => "started",
            Self::Drawn { .. } => "drawn",
            Self::Presented { .. } => "presented",
            Self::Concluded { .. } => "concluded",
            Self::Accepted { .. } => "accepted",
            Self::Resumed { .. } => "resumed",
            Self::Leased { .. } => "leased",
            Self::Suspended => "suspended",
            Self::Credited { .. } => "credited",
            Self::Settled { .. } => "settled",
            Self::TimedOut { .. } => "timed-out",
            Self::Closed { .. } => "closed",
        }
    }
}

/// Random bytes that keep the digest of a private payload from being guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Salt(pub [u8; 16]);

impl Document for Salt {
    fn blank() -> Self {
        Self([0; 16])
    }

    fn read(&mut self, node: &Node<'_>) -> Option<()> {
        let bytes = |text: &str| unbase64url(text).and_then(|bytes| bytes.try_into().ok());
        *self = node.parsed(bytes, "16 bytes in base64url").map(Self)?;
        Some(())
    }

    fn write(&self) -> Value {
        Value::String(base64url(&self.0))
    }
}

jalon_base::serde_by_value!(Salt);

/// A link of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What is hashed.
    pub header: Header,
    /// Salt of a private payload; goes when the payload is withheld.
    pub salt: Option<Salt>,
    /// What happened, shared by all copies; may be withheld, and the chain still verifies.
    pub payload: Option<Arc<Payload>>,
}

jalon_base::document!(Event {
    header,
    salt: optional,
    payload: optional
});

/// What is hashed of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The attempt.
    pub attempt: RandomId,
    /// The chain.
    pub by: By,
    /// Place in the chain, from 0.
    pub seq: u64,
    /// Digest of the event before it in the chain.
    pub prev: Option<Digest>,
    /// Last event of the other chain that its writer had seen.
    pub seen: Option<Digest>,
    /// When.
    pub at: Now,
    /// What kind of thing happened.
    pub kind: String,
    /// Digest of the payload, salted when it is private.
    pub payload: Digest,
}

jalon_base::document!(Header {
    attempt,
    by,
    seq,
    prev: optional,
    seen: optional,
    at,
    kind,
    payload
});

impl Header {
    /// Digest of the event: the next link.
    ///
    /// # Errors
    /// When an integer lies outside ±(2^53−1).
    pub fn digest(&self) -> Result<Digest, NotCanonical> {
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(canonical) = canonical::header(self) {
            return Ok(Digest::in_domain("jalon/event@1", &[canonical.as_bytes()]));
        }
        Ok(Digest::in_domain("jalon/event@1", &[&jcs::to_vec(self)?]))
    }
}

/// Digest of a payload, with its salt when it has one.
///
/// # Errors
/// When the payload has no canonical form.
pub fn payload_digest(payload: &Payload, salt: Option<Salt>) -> Result<Digest, NotCanonical> {
    let canonical = jcs::to_vec(payload)?;
    Ok(match salt {
        Some(Salt(bytes)) => Digest::in_domain("jalon/payload-salted@1", &[&bytes, &canonical]),
        None => Digest::in_domain("jalon/payload@1", &[&canonical]),
    })
}
