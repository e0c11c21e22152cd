//! Parts and ports that every Jalon page is made of. No word of the trade in its parts: the words come from the caller.
//!
//! [`ui`] draws; [`ports`] reaches the browser, each behind a trait with a double for tests; [`route`] keeps real
//! addresses; [`prefs`] is how a person wants to read.

// Markup is read token by token.
#![recursion_limit = "1024"]

pub mod hooks;
pub mod pen;
pub mod ports;
pub mod prefs;
pub mod route;
pub mod ui;

pub use prefs::Prefs;
