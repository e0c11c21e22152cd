//! Classical statistics of a test: those that Moodle shows, with its definitions, and those that a psychometrician adds.
//!
//! A mark that is missing is either nothing earned or a person left aside, as [`Gaps`] says; what cannot be computed (an item that nobody saw,
//! no variance, one person) is none, with a [`Flag`] that names the reason.

mod distractors;
mod marks;
mod moodle;
mod reliability;

pub use distractors::{Distractors, Drawn, OptionRow, ability_groups, distractors};
pub use marks::{BadMarks, Gaps, Marks};
pub use moodle::{Flag, ItemStatistics, Report, TestStatistics, Ties, analyse, discrimination};
pub use reliability::{Omega, Reliability, conditional_error, omega, reliability};

pub(crate) use moodle::median;
