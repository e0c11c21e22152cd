//! A machine that says that it is there, before anybody has said that it is a place: it shows a code, and somebody who reads it prepares it.
//!
//! Nothing is certified by it: an announcement is forgotten when its machine is silent, and a place is what a person signs.

use jalon_base::Slug;
use jalon_base::id::RandomId;
use jalon_session::event::Tried;

/// The kind of a signed [`Announcing`].
pub const ANNOUNCING: &str = "seat-announce";

/// Largest announcement, in bytes.
pub const MOST_ANNOUNCED: usize = 4 << 10;

/// A machine that is there, signed by the key that it made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcing {
    /// The session.
    pub session: RandomId,
    /// What was tried at it.
    pub tried: Tried,
}

jalon_base::document!(Announcing { session, tried });

/// What it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announced {
    /// DID of the centre: whose acknowledgements it believes.
    pub centre: String,
    /// The place that it is, once somebody has prepared it.
    pub seat: Option<Slug>,
    /// Hours after the end before which no result is given.
    pub result_hours: u32,
}

jalon_base::document!(Announced {
    centre,
    seat: optional,
    result_hours
});

/// A machine that waits to be prepared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// DID of its key; its [`short_code`](jalon_session::place::short_code) is on its screen.
    pub key: String,
    /// What was tried at it, as it says.
    pub tried: Tried,
    /// Milliseconds since it was first heard.
    pub since_ms: i64,
}

jalon_base::document!(Waiting { key, tried, since_ms });

/// The machines that wait, and the places that there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// Machines that wait, the first heard first.
    pub waiting: Vec<Waiting>,
    /// Places that no machine is ready at.
    pub empty: Vec<Slug>,
    /// Places that one is ready at: another may take its place.
    pub ready: Vec<Slug>,
}

jalon_base::document!(Places {
    waiting: optional,
    empty: optional,
    ready: optional
});
