//! The tests of this crate, in one program: linked once.

mod adversarial;
mod bundle;
mod chain;
mod common;
mod envelope;
mod open_badge;
mod presentation;
mod proofs;
mod rdfc;
mod recovery;
mod sealed;
mod sealed_to;
mod status;
mod token;
mod vcdm2;
mod vectors;
mod verify;
