//! One person's run through a test: commands become events, events become state, events are kept in two hash chains.
//!
//! Four pure functions carry it: [`decide`](decide::decide) what a command does, [`admit`](admit::admit) an event that comes from
//! elsewhere, [`evolve`](state::State::evolve) the state by an event, and say when a tick is [`due`](state::State::due). Time, seeds and
//! salts are arguments; nothing here reads a clock or draws by itself.

pub mod admit;
pub mod choice;
pub mod clock;
pub mod decide;
pub mod draw;
pub mod event;
pub mod guide;
pub mod host;
pub mod journal;
pub mod late;
mod limits;
mod policy;
pub mod replay;
pub mod room;
pub mod seat;
pub mod sitting;
pub mod state;

pub use clock::Now;
pub use decide::{Command, Refused};
pub use event::{By, Event, Payload};
pub use guide::{Guide, Linear, Step};
pub use host::Host;
pub use journal::Journal;
pub use replay::replay;
pub use seat::Seat;
pub use sitting::Sitting;
pub use state::{Phase, State};
