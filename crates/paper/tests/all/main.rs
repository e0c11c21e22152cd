//! The tests of this crate, in one program: linked once.

mod common;
mod inputs;
mod photographs;
mod pictures;
mod sizes;
