//! Where to put a cut: Angoff, bookmark, Hofstee, contrasting and borderline groups, and what the cut would do.
//!
//! A cut is a judgement of people. These functions add it up, say how far it would move with other judges, and show whom it would pass; they
//! do not make it right. Whoever reaches the cut passes (≥).

mod angoff;
mod bookmark;
mod groups;
mod hofstee;

pub use angoff::{Angoff, Components, Judge, Judged, Move, angoff, intrajudge, moves};
pub use bookmark::{Bookmark, Place, ability_at, bookmark, location};
pub use groups::{Borderline, Contrast, Impact, borderline, contrast, impact};
pub use hofstee::{Hofstee, Limits, hofstee};

use crate::rows::Ragged;
use core::fmt;

/// Why a cut is not computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Refused {
    /// Fewer than two judges: nothing says how far another would have put it.
    OneJudge,
    /// Fewer than two items.
    OneItem,
    /// A row does not have one cell an item.
    Ragged(Ragged),
    /// A rating that is not between 0 and 1.
    Rating {
        /// Index of the judge.
        judge: usize,
        /// Index of the item.
        item: usize,
    },
    /// An item whose chance of success never comes to the response probability, or whose parameters are no numbers.
    Location {
        /// Index of the item.
        item: usize,
    },
    /// A bookmark outside the booklet.
    Position {
        /// Index of the judge.
        judge: usize,
    },
    /// Nobody, or nobody in a group.
    NoPerson,
    /// A score that is not a number.
    Score {
        /// Index of the person.
        person: usize,
    },
    /// Limits that are not numbers in order (Hofstee).
    Limits,
    /// The failure curve does not meet the judges' diagonal: they and the results do not speak of the same test.
    NoCrossing,
    /// The two groups do not differ, or differ the wrong way: no cut separates them.
    NoSeparation,
}

impl Refused {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OneJudge => "standard/one-judge",
            Self::OneItem => "standard/one-item",
            Self::Ragged(ragged) => ragged.code(),
            Self::Rating { .. } => "standard/rating",
            Self::Location { .. } => "standard/location",
            Self::Position { .. } => "standard/position",
            Self::NoPerson => "standard/no-person",
            Self::Score { .. } => "standard/score",
            Self::Limits => "standard/limits",
            Self::NoCrossing => "standard/no-crossing",
            Self::NoSeparation => "standard/no-separation",
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OneJudge => write!(f, "there are fewer than two judges"),
            Self::OneItem => write!(f, "there are fewer than two items"),
            Self::Ragged(ragged) => ragged.fmt(f),
            Self::Rating { judge, item } => write!(f, "judge {judge}, item {item}: not a number between 0 and 1"),
            Self::Location { item } => write!(f, "item {item} has no location at this response probability"),
            Self::Position { judge } => write!(f, "judge {judge}: a bookmark outside the booklet"),
            Self::NoPerson => write!(f, "there is nobody in a group"),
            Self::Score { person } => write!(f, "person {person}: a score that is not a number"),
            Self::Limits => write!(f, "the limits are not numbers in order"),
            Self::NoCrossing => write!(f, "the failure curve does not meet the judges' diagonal"),
            Self::NoSeparation => write!(f, "the two groups do not differ the way they should"),
        }
    }
}

impl core::error::Error for Refused {}
