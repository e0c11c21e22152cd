//! People, protocols and clocks for tests: a small bank with every interaction, protocols of every shape, and sittings played from a seed.
//!
//! Everything comes from [`Dice`]: the same rolls give the same protocol, the same person, the same journal, natively and in wasm. Rolls that
//! are all zero give the simplest case, so that what makes a property fail can be made smaller.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a kit for tests: what cannot be made is a fault of the test, said at once"
)]

pub mod adaptive;
pub mod bank;
pub mod beside;
pub mod certificate;
pub mod clock;
pub mod dice;
pub mod kinds;
pub mod mutate;
pub mod outside;
pub mod person;
pub mod protocols;
pub mod run;
pub mod world;

pub use clock::Clock;
pub use dice::Dice;
pub use person::Person;
pub use run::{Run, Told};
pub use world::World;
