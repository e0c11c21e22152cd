//! Whole ways through the engine on made-up worlds: goldens, mutations, folders with faults, every kind of question.

#![allow(
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests are free of these rules"
)]

mod bad_folder;
mod goldens;
mod kit;
mod mutations;
mod outside;
mod questions;
