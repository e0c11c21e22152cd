//! The centre's server: carries out, over HTTP and on a store, what the rules of a session allow.
//!
//! No rule is here. A request is read strictly, its signatures are checked, and it becomes a [`Request`](jalon_session::wire::Request)
//! that the session's [`Desk`](jalon_session::Desk) decides; what the desk decided is appended to the session's log, flushed, and only then
//! answered, by one task for each session, which answers whatever came in the meantime with one flush. A flush that fails ends the
//! server; another life begins from what the disk holds.

#![expect(
    clippy::result_large_err,
    reason = "a problem is made once for a request that is refused: it may be moved about"
)]

mod actor;
mod audit;
pub mod client;
pub mod clock;
pub mod content;
pub mod follow;
mod hub;
mod limits;
mod live;
pub mod net;
mod passes;
mod places;
pub mod rehearsal;
mod routes;
mod sharing;
pub mod tls;

pub use clock::Clock;
pub use hub::{Hub, NotBegun, Settings};
pub use routes::router;
pub use sharing::Sharing;

/// Random bytes of the operating system.
///
/// # Errors
/// The operating system has none.
pub fn random<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
