//! The command line: what each verb does, what each refuses, and whole days of work with it.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::float_cmp,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests are free of these rules"
)]

mod analysis;
mod batch;
mod certificates;
mod commands;
mod common;
mod decision;
mod degenerate;
mod examination;
mod example;
mod issuer;
mod measures;
mod qr;
mod readme;
mod room;
mod shell;
mod simulate;
