//! Which question comes next: a criterion that values every open item, a way to pick among them, and exposure control over both.
//!
//! Nothing is drawn here: draws are numbers in [0, 1) that the caller takes from a seeded stream, in the order in which they are asked for.
//! Ties go to the lowest place in the bank, which is laid out in the order of the items' ids: values within [`TIE`] of the best are equal.

mod bank;
mod criterion;
mod pick;

pub use bank::Bank;
pub use criterion::{Criterion, Position, Weighting, values};
pub use pick::{Choice, Open, Pick, Refusal, TIE, Turned, next};
