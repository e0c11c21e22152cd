//! What a room's machines say to each other over HTTP: paths, wire types, codes of problems.
//!
//! Everything is strict JSON in canonical form. Whatever changes something is a signed document ([`Signed`]): a
//! seat signs what it sends with the key that it made for the session, a person signs what they do, the centre signs what it
//! acknowledges. So a message says by itself who wrote it, over any connection, and again years later. Reading takes a pass
//! ([`staff::Pass`]), which somebody gets who signs a question of the server ([`staff::Question`]).
//!
//! No answer key has a type here, and none can be carried: the crate does not name the one that has them.

pub mod path;
pub mod place;
pub mod problem;
pub mod seat;
pub mod staff;

pub use jalon_credential::envelope::Signed;
pub use jalon_session::wall;
pub use problem::Problem;

/// Most events in one message of a seat.
pub const MOST_EVENTS: usize = 64;

/// Largest message, in bytes: 64 events of 16 KiB, and what surrounds them.
pub const MOST_BYTES: usize = (MOST_EVENTS + 8) * (16 << 10);

/// Largest attempt that a place gives back, in bytes: some fifteen thousand events, or four hours of writing kept every three seconds.
pub const MOST_GIVEN: usize = 8 << 20;

/// Largest content of a session, in bytes.
pub const MOST_CONTENT: usize = 256 << 20;

/// The media type of our documents.
pub const JSON: &str = "application/json";
