//! Journals from outside: what is drawn, admitted, refused, replayed, and what was tampered with.

#![allow(
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests are free of these rules"
)]

mod bad_journal;
mod draw_vectors;
mod props;
mod room;
mod rules;
mod tampered;
