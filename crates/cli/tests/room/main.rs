//! An exam room at the command line: orders, sessions, and a server that is killed among people who sit.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests are free of these rules"
)]

mod ground;
mod kill;
mod order;
mod session;
