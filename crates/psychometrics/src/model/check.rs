//! Which parameters an item may have.

use super::item::{MAX_CATEGORIES, Model};
use std::fmt;

/// Parameters beyond ±this are refused: no scale in logits reaches there, and a typing error does.
const FARTHEST: f64 = 100.0;

/// Why an item was refused.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum InvalidItem {
    /// A slope that is not a number above 0 and at most 100.
    Slope {
        /// The slope given.
        a: f64,
    },
    /// A difficulty, threshold or step that is not a number between −100 and 100.
    Location {
        /// The value given.
        b: f64,
    },
    /// Asymptotes that are not 0 ≤ c < d ≤ 1.
    Asymptotes {
        /// Lower.
        c: f64,
        /// Upper.
        d: f64,
    },
    /// Thresholds of a graded item that do not increase.
    Order {
        /// The threshold.
        before: f64,
        /// The next one, not above it.
        after: f64,
    },
    /// No step, or more categories than [`MAX_CATEGORIES`].
    Categories {
        /// The categories given.
        found: usize,
    },
}

impl InvalidItem {
    /// A stable name for the kind of error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Slope { .. } => "model/slope",
            Self::Location { .. } => "model/location",
            Self::Asymptotes { .. } => "model/asymptotes",
            Self::Order { .. } => "model/order",
            Self::Categories { .. } => "model/categories",
        }
    }
}

impl fmt::Display for InvalidItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Slope { a } => write!(f, "slope `{a}` is not above 0 and at most {FARTHEST}"),
            Self::Location { b } => write!(f, "`{b}` does not lie between -{FARTHEST} and {FARTHEST} logits"),
            Self::Asymptotes { c, d } => write!(f, "asymptotes `{c}` and `{d}` are not 0 <= c < d <= 1"),
            Self::Order { before, after } => write!(f, "threshold `{after}` is not above `{before}`"),
            Self::Categories { found } => write!(f, "{found} categories, not 2 to {MAX_CATEGORIES}"),
        }
    }
}

impl std::error::Error for InvalidItem {}

pub(super) fn model(model: &Model) -> Result<(), InvalidItem> {
    match model {
        Model::Rasch { b } => location(*b),
        Model::TwoPl { a, b } => slope(*a).and_then(|()| location(*b)),
        Model::ThreePl { a, b, c } => four(*a, *b, *c, 1.0),
        Model::FourPl { a, b, c, d } => four(*a, *b, *c, *d),
        Model::Graded { a, thresholds } => {
            slope(*a)?;
            steps(thresholds)?;
            let pairs = thresholds.iter().zip(thresholds.iter().skip(1));
            match pairs.into_iter().find(|(before, after)| before >= after) {
                Some((&before, &after)) => Err(InvalidItem::Order { before, after }),
                None => Ok(()),
            }
        }
        Model::PartialCredit { a, steps: all } => slope(*a).and_then(|()| steps(all)),
        Model::RatingScale { b, taus } => location(*b).and_then(|()| steps(taus)),
    }
}

fn four(a: f64, b: f64, c: f64, d: f64) -> Result<(), InvalidItem> {
    slope(a)?;
    location(b)?;
    if c >= 0.0 && c < d && d <= 1.0 {
        Ok(())
    } else {
        Err(InvalidItem::Asymptotes { c, d })
    }
}

fn slope(a: f64) -> Result<(), InvalidItem> {
    if a > 0.0 && a <= FARTHEST {
        Ok(())
    } else {
        Err(InvalidItem::Slope { a })
    }
}

fn location(b: f64) -> Result<(), InvalidItem> {
    if b.abs() <= FARTHEST {
        Ok(())
    } else {
        Err(InvalidItem::Location { b })
    }
}

fn steps(steps: &[f64]) -> Result<(), InvalidItem> {
    let found = steps.len() + 1;
    if !(2..=MAX_CATEGORIES).contains(&found) {
        return Err(InvalidItem::Categories { found });
    }
    steps.iter().try_for_each(|b| location(*b))
}
