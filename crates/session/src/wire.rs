//! What seats and servers say to each other, as values; how it travels is somebody else's.

use crate::event::Happening;
use jalon_attempt::Journal;
use jalon_attempt::event::Event;
use jalon_base::id::RandomId;
use jalon_base::{Digest, Slug};
use jalon_credential::envelope::Signed;
use jalon_protocol::{ItemId, PartId};

use crate::store::SeatHead;

/// The kind of a signed acknowledgement.
pub const ACK: &str = "acknowledgement";

/// What a seat keeps as the proof that its answers are on the server's disk: the head of the host's chain, which holds the head of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ack {
    /// The attempt.
    pub attempt: RandomId,
    /// The server that says so.
    pub instance: u64,
    /// Events of the host's chain.
    pub count: u64,
    /// Digest of the last of them.
    pub head: Digest,
}

jalon_base::document!(Ack {
    attempt,
    instance,
    count,
    head
});

/// What an acknowledgement says, when the centre signed it and nobody besides; none otherwise.
#[must_use]
pub fn acknowledged(signed: &Signed<Ack>, centre: &str) -> Option<Ack> {
    let verified = signed.clone().verify(ACK).ok()?;
    let signers = verified.signers.as_slice();
    matches!(signers, [signer] if signer.by == centre).then_some(verified.body)
}

/// Something asked of a server.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// A seat with a permission.
    Join(Join),
    /// What a seat has written; nothing new is a sign of life.
    Post(Box<Post>),
    /// What a person does in the room; signatures were verified where it came in, and say who.
    Act(Box<Happening>),
    /// The certifier's online release of the content, verified where it came in.
    Release,
    /// What a seat gives back to a server that lost it.
    Restore(Box<Restore>),
    /// Time passes.
    Tick,
}

/// A seat with a permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Join {
    /// The place.
    pub seat: Slug,
    /// DID of its key, which signed the request.
    pub key: String,
    /// The code that the candidate was given.
    pub code: String,
}

/// What a seat has written.
#[derive(Debug, Clone, PartialEq)]
pub struct Post {
    /// The attempt.
    pub attempt: RandomId,
    /// DID of the key that signed the request.
    pub key: String,
    /// Events of the host that the seat knows, and digest of the last.
    pub known: (u64, Option<Digest>),
    /// The latest server that the seat has heard.
    pub instance: u64,
    /// What that server acknowledged, as the centre signed it: a server that is older believes nothing else.
    pub proof: Option<Signed<Ack>>,
    /// Its events that the host has not accepted, in their order.
    pub events: Vec<Event>,
    /// What the candidate waits for.
    pub wish: Option<Wish>,
    /// The head of its chain, signed, when it has grown.
    pub head: Option<Signed<SeatHead>>,
}

/// What a candidate waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// A part to begin.
    Begin {
        /// The part.
        part: PartId,
    },
    /// What follows an item, in a linear part.
    Next {
        /// The item.
        after: ItemId,
    },
}

/// What a seat gives back to a server that lost it.
#[derive(Debug, Clone, PartialEq)]
pub struct Restore {
    /// All that the seat keeps of the attempt.
    pub journal: Journal,
    /// The latest acknowledgement, as the centre signed it: what lies beyond it is not believed, nor anything without it.
    pub ack: Signed<Ack>,
    /// The heads that those signed who wrote it.
    pub heads: Vec<Signed<SeatHead>>,
}

impl Reply {
    /// What it acknowledges.
    #[must_use]
    pub const fn ack(&self) -> Option<&Ack> {
        match self {
            Self::Welcome { ack, .. }
            | Self::Taken { ack, .. }
            | Self::NotTaken { ack, .. }
            | Self::Hold { ack, .. } => Some(ack),
            Self::Behind | Self::Done { .. } | Self::Refused { .. } => None,
        }
    }
}

impl Reply {
    /// Milliseconds that the open part still has, where it says so.
    #[must_use]
    pub const fn left_ms(&self) -> Option<i64> {
        match self {
            Self::Welcome { left_ms, .. }
            | Self::Taken { left_ms, .. }
            | Self::NotTaken { left_ms, .. }
            | Self::Hold { left_ms, .. } => *left_ms,
            Self::Behind | Self::Done { .. } | Self::Refused { .. } => None,
        }
    }
}

/// What a server answers, once what it rests on is kept.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// The attempt, as it is: to who joins.
    Welcome {
        /// Everything of it.
        journal: Journal,
        /// To be signed by the centre.
        ack: Ack,
        /// What others signed of it who sat there before.
        heads: Vec<Signed<SeatHead>>,
        /// Milliseconds that the open part still has, as the host counts them; none without a limit or outside a part.
        left_ms: Option<i64>,
    },
    /// Everything was taken.
    Taken {
        /// To be signed by the centre.
        ack: Ack,
        /// What the host wrote that the seat did not know.
        news: Vec<Event>,
        /// Code of why the wish was not granted, when it was not.
        refused: Option<&'static str>,
        /// Milliseconds that the open part still has, as the host counts them; none without a limit or outside a part.
        left_ms: Option<i64>,
    },
    /// Something was not taken; what could be judged is kept aside.
    NotTaken {
        /// To be signed by the centre: it acknowledges what was taken.
        ack: Ack,
        /// What the host wrote that the seat did not know.
        news: Vec<Event>,
        /// Code of why.
        why: &'static str,
        /// Of what was sent, what is on the disk now, counted or kept aside: it need not be sent again.
        kept: Vec<Digest>,
        /// Milliseconds that the open part still has, as the host counts them; none without a limit or outside a part.
        left_ms: Option<i64>,
    },
    /// The clock stands until a person has decided: send again later.
    Hold {
        /// To be signed by the centre: it acknowledges what was taken before.
        ack: Ack,
        /// What the host wrote that the seat did not know.
        news: Vec<Event>,
        /// Milliseconds that the open part still has, as the host counts them; none without a limit or outside a part.
        left_ms: Option<i64>,
    },
    /// The server has less than the seat was told: give back what you keep.
    Behind,
    /// The room's journal has grown.
    Done {
        /// Digest of its last entry.
        head: Option<Digest>,
    },
    /// Nothing happened.
    Refused {
        /// Code of why.
        code: &'static str,
    },
}
