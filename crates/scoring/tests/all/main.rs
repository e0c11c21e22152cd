//! Scoring from outside: decisions, marks, policies, claims, adaptive guides.

#![allow(
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests are free of these rules"
)]

mod adaptive;
mod decisions;
mod dispensed;
mod late;
mod marks;
mod policy;
mod props;
