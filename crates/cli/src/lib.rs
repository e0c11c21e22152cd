//! What the `jalon` binary does, as functions that tests call too.

pub mod serve;
