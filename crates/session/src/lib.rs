//! An exam event without I/O: who sits where and when, what happens in the room, what is kept before it is said, and the seal that ends it.
//!
//! Like an attempt, a session is a journal folded by pure functions: [`Room::decide`](room::Room::decide) what a person may do,
//! [`Room::admit`](room::Room::admit) what comes from elsewhere, [`Room::evolve`](room::Room::evolve) the state by it, and say when
//! something is [`due`](desk::Desk::due). The [`desk`] joins the room to its attempts and holds the write path: nothing it says may leave
//! before its records are on the disk. Time, ids and bytes are arguments; nothing here reads a clock, draws, signs or writes a file.

pub mod access;
pub mod calendar;
pub mod desk;
pub mod event;
pub mod heads;
pub mod order;
pub mod place;
pub mod room;
pub mod seal;
pub mod store;
pub mod terminal;
pub mod wall;
pub mod wire;

pub use access::Capability;
pub use desk::{Desk, Kit};
pub use order::Order;
pub use room::Room;
pub use terminal::Terminal;
