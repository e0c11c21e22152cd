//! The journeys, in one program: two at a time, whatever file they stand in.

mod before;
mod certifier;
mod device;
mod dispensed;
mod helpers;
mod keyboard;
mod known;
mod placed;
mod questions;
mod room;
mod screens;
mod seat;
mod smoke;
mod stick;
mod tools;
mod trust;
mod verifier;
mod worker;
