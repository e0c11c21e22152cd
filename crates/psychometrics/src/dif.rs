//! Differential item functioning: does an item treat two groups alike, among people of the same score?
//!
//! A finding is a reason to read the item again, never a proof of bias; a size is always given beside a p-value.

mod logistic;
mod mantel;

pub use logistic::{Effect, LogisticItem, LogisticReport, Test, logistic};
pub use mantel::{BreslowDay, Ets, MantelItem, MantelReport, mantel_haenszel};

use crate::responses::Responses;
use core::fmt;

/// Why a comparison is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// A group other than 0 (reference) and 1 (focal).
    Group {
        /// Index of the person.
        person: usize,
    },
    /// Nobody in the reference group (0) or in the focal group (1), gaps aside.
    EmptyGroup {
        /// Which.
        group: u32,
    },
    /// An item with more than two categories.
    Categories {
        /// Index of the item.
        item: usize,
    },
    /// Fewer than two items: there is no score to match people by.
    OneItem,
    /// A level of significance that is not between 0 and 1.
    Level,
}

impl Refused {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Group { .. } => "dif/group",
            Self::EmptyGroup { .. } => "dif/empty-group",
            Self::Categories { .. } => "dif/categories",
            Self::OneItem => "dif/one-item",
            Self::Level => "dif/level",
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Group { person } => write!(f, "person {person} is in a group other than 0 and 1"),
            Self::EmptyGroup { group } => write!(f, "nobody is in group {group}"),
            Self::Categories { item } => write!(f, "item {item} has more than two categories"),
            Self::OneItem => write!(f, "there are fewer than two items"),
            Self::Level => write!(f, "the level of significance is not between 0 and 1"),
        }
    }
}

impl core::error::Error for Refused {}

/// What a gap says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gaps {
    /// A wrong answer.
    Wrong,
    /// Nothing: a person with a gap is left out.
    LeaveOut,
}

/// How groups are compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Level of significance at which an item is flagged, 0.05 by custom.
    pub level: f64,
    /// Whether flagged items leave the matching score, until the same items are flagged twice.
    pub purify: bool,
    /// Passes at most.
    pub passes: u32,
    /// What a gap says.
    pub gaps: Gaps,
    /// Whether Mantel and Haenszel's statistic loses ½ before it is squared: the flags then follow the corrected one.
    pub continuity: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            level: 0.05,
            purify: true,
            passes: 10,
            gaps: Gaps::LeaveOut,
            continuity: true,
        }
    }
}

/// People as the comparison takes them: right or wrong on each item, group, weight.
struct People<'a> {
    rows: Vec<(&'a [u8], bool, f64)>,
    items: usize,
    left_out: usize,
}

impl<'a> People<'a> {
    fn of(responses: &'a Responses, options: &Options) -> Result<Self, Refused> {
        if !(options.level > 0.0 && options.level < 1.0) {
            return Err(Refused::Level);
        }
        let items = responses.items();
        if items < 2 {
            return Err(Refused::OneItem);
        }
        if let Some(item) = responses.categories().iter().position(|&most| most > 2) {
            return Err(Refused::Categories { item });
        }
        if let Some(person) = responses.groups().iter().position(|&group| group > 1) {
            return Err(Refused::Group { person });
        }
        let mut rows = Vec::with_capacity(responses.persons());
        for ((row, &group), &weight) in responses.rows().zip(responses.groups()).zip(responses.weights()) {
            let whole = options.gaps == Gaps::Wrong || row.iter().all(|&cell| cell != crate::responses::MISSING);
            if whole && weight > 0.0 {
                rows.push((row, group == 1, weight));
            }
        }
        for group in [0, 1] {
            if !rows.iter().any(|(_, focal, _)| *focal == (group == 1)) {
                return Err(Refused::EmptyGroup { group });
            }
        }
        let left_out = responses.persons() - rows.len();
        Ok(Self { rows, items, left_out })
    }

    /// For each item, the counts of each score: the score is the sum of the anchors and of the item itself.
    fn strata(&self, anchors: &[bool]) -> Vec<Vec<Stratum>> {
        let mut strata = vec![vec![Stratum::default(); self.items + 1]; self.items];
        for (row, focal, weight) in &self.rows {
            let right = |cell: u8| cell == 1;
            let base = row
                .iter()
                .zip(anchors)
                .filter(|(cell, anchor)| **anchor && right(**cell))
                .count();
            for ((&cell, &anchor), strata) in row.iter().zip(anchors).zip(&mut strata) {
                let score = base + usize::from(!anchor && right(cell));
                if let Some(stratum) = strata.get_mut(score) {
                    let count = match (focal, right(cell)) {
                        (false, true) => &mut stratum.reference_right,
                        (false, false) => &mut stratum.reference_wrong,
                        (true, true) => &mut stratum.focal_right,
                        (true, false) => &mut stratum.focal_wrong,
                    };
                    *count += weight;
                }
            }
        }
        strata
    }
}

/// Counts of the people of one score.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Stratum {
    reference_right: f64,
    reference_wrong: f64,
    focal_right: f64,
    focal_wrong: f64,
}

impl Stratum {
    fn reference(&self) -> f64 {
        self.reference_right + self.reference_wrong
    }

    fn focal(&self) -> f64 {
        self.focal_right + self.focal_wrong
    }

    fn right(&self) -> f64 {
        self.reference_right + self.focal_right
    }

    fn wrong(&self) -> f64 {
        self.reference_wrong + self.focal_wrong
    }

    fn total(&self) -> f64 {
        self.right() + self.wrong()
    }
}

/// What purification came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purification {
    /// Whether each item is in the matching score of the last pass.
    pub anchors: Vec<bool>,
    /// How many times the score was purified.
    pub passes: u32,
    /// Whether the same items were flagged twice in a row; when not, flags turn in a circle and are not settled.
    pub settled: bool,
}

/// Runs a detection until the flagged items stay the same, at most `passes` times.
fn purified<T>(
    items: usize,
    options: &Options,
    mut detect: impl FnMut(&[bool]) -> Vec<T>,
    flagged: impl Fn(&T) -> bool,
) -> (Vec<T>, Purification) {
    let mut anchors = vec![true; items];
    let mut found = detect(&anchors);
    let mut passes = 0;
    let mut settled = true;
    if options.purify {
        loop {
            let next: Vec<bool> = found.iter().map(|item| !flagged(item)).collect();
            if next == anchors {
                break;
            }
            if passes >= options.passes {
                settled = false;
                break;
            }
            anchors = next;
            passes += 1;
            found = detect(&anchors);
        }
    }
    (
        found,
        Purification {
            anchors,
            passes,
            settled,
        },
    )
}
