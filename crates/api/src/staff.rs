//! What people who work at a session send and are told.

use jalon_base::id::RandomId;
use jalon_base::{Digest, Slug, Timestamp};
use jalon_session::Capability;

/// The kind of a signed [`Question`].
pub const ENTRANCE: &str = "staff-entrance";
/// The kind of a signed [`Released`].
pub const RELEASED: &str = "content-release";

/// A question of the server, to be signed as it is by who comes in: of use once, for a minute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The session.
    pub session: RandomId,
    /// Random.
    pub nonce: RandomId,
}

jalon_base::document!(Question { session, nonce });

/// The kind of a signed [`Following`].
pub const FOLLOWING: &str = "server-following";

/// Who keeps a live copy of what a server keeps: a machine with the centre's own key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Following {
    /// Of the question that it answers.
    pub nonce: RandomId,
    /// What it has.
    pub have: Vec<Have>,
}

/// Records that a follower has of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Have {
    /// The session.
    pub session: RandomId,
    /// How many, from the first on.
    pub count: u64,
}

jalon_base::document!(Following { nonce, have });
jalon_base::document!(Have { session, count });

/// What lets somebody read what they may, until the server stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pass {
    /// 160 random bits, for the header `Authorization: Bearer`.
    pub pass: String,
    /// Who.
    pub person: Slug,
    /// What they may do.
    pub may: Vec<Capability>,
}

jalon_base::document!(Pass { pass, person, may });

/// The certifier's word that a session may begin, with the code that opens its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// The session.
    pub session: RandomId,
    /// The code.
    pub code: String,
}

jalon_base::document!(Released { session, code });

/// Where a session is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The session.
    pub session: RandomId,
    /// Where the room is.
    pub phase: jalon_session::room::RoomPhase,
    /// Head of the room's journal: what the next act has seen.
    pub head: Option<Digest>,
    /// The server that serves.
    pub instance: u64,
    /// Whether its content is at hand, closed or open.
    pub content: bool,
    /// Whether it is sealed.
    pub sealed: bool,
    /// The time of the server.
    pub now: Timestamp,
}

jalon_base::document!(Status {
    session,
    phase,
    head: optional,
    instance,
    content,
    sealed,
    now
});

/// An act was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Head of the room's journal.
    pub head: Option<Digest>,
}

jalon_base::document!(Done { head: optional });
