//! What a calibration found.

use super::plan::{Anchor, Kind};
use crate::model::Item;
use crate::numeric::Matrix;

/// The name of a parameter as published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symbol {
    /// Slope.
    Slope,
    /// Difficulty.
    Difficulty,
    /// Lower asymptote.
    Lower,
    /// Upper asymptote.
    Upper,
    /// Threshold or step, from 1.
    Step(u8),
    /// Slope of a nominal category, from 1.
    CategorySlope(u8),
    /// Intercept of a nominal category, from 1.
    CategoryIntercept(u8),
}

/// A parameter with its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameter {
    /// Which.
    pub symbol: Symbol,
    /// Its value.
    pub value: f64,
    /// Its standard error; none when it was not asked for or the information has no inverse.
    pub error: Option<f64>,
}

/// An item that was estimated.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemEstimate {
    /// Its model.
    pub kind: Kind,
    /// The item; none when the estimates are no item (a slope that is not positive, a difficulty out of range), and for nominal ones.
    pub item: Option<Item>,
    /// Parameters as published: a, b, c, d, thresholds.
    pub published: Vec<Parameter>,
    /// Parameters as estimated: slope where free, intercepts, logit c, logit d; with their standard errors.
    pub estimated: Vec<(f64, Option<f64>)>,
}

impl ItemEstimate {
    /// The value of a published parameter.
    #[must_use]
    pub fn value(&self, symbol: Symbol) -> Option<f64> {
        self.published
            .iter()
            .find(|parameter| parameter.symbol == symbol)
            .map(|parameter| parameter.value)
    }
}

/// Why an item has no estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Nobody was asked.
    Unseen,
    /// All who were asked gave the same category: its difficulty has no bound.
    AllSame {
        /// The category.
        category: u8,
    },
    /// A category between those used was never used: its thresholds have no bound.
    EmptyCategory {
        /// The category.
        category: u8,
    },
}

impl Why {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unseen => "calibration/unseen",
            Self::AllSame { .. } => "calibration/all-same",
            Self::EmptyCategory { .. } => "calibration/empty-category",
        }
    }
}

/// What became of an item.
#[derive(Debug, Clone, PartialEq)]
pub enum Fate {
    /// Estimated.
    Estimated(ItemEstimate),
    /// Given, and used as such.
    Anchor(Anchor),
    /// Left out of the calibration: its responses counted for nothing.
    Left(Why),
}

impl Fate {
    /// The item, where there is one.
    #[must_use]
    pub const fn item(&self) -> Option<&Item> {
        match self {
            Self::Estimated(estimate) => estimate.item.as_ref(),
            Self::Anchor(Anchor::Item(item)) => Some(item),
            Self::Anchor(Anchor::Line { .. }) | Self::Left(_) => None,
        }
    }

    /// The estimate, where there is one.
    #[must_use]
    pub const fn estimate(&self) -> Option<&ItemEstimate> {
        match self {
            Self::Estimated(estimate) => Some(estimate),
            _ => None,
        }
    }
}

/// How the persons of a group are spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupEstimate {
    /// Weighted number of persons.
    pub persons: f64,
    /// Mean, in logits.
    pub mean: f64,
    /// Standard error of the mean where it is free.
    pub mean_error: Option<f64>,
    /// Standard deviation, in logits.
    pub sd: f64,
    /// Standard error of the standard deviation where it is free.
    pub sd_error: Option<f64>,
}

/// What a reader must know before using the estimates.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Warning {
    /// The run ended before the tolerance was reached.
    NotConverged {
        /// Largest change of the last step.
        change: f64,
    },
    /// The slope of an item is above 5 and its likelihood goes on rising, or barely falls: a step function, not an estimate. A prior on ln a holds it.
    SlopeRunsAway {
        /// Index of the item.
        item: usize,
        /// The slope where the run ended.
        slope: f64,
    },
    /// The slope is not positive: better persons do worse. Look at the key.
    SlopeNotPositive {
        /// Index of the item.
        item: usize,
        /// The slope.
        slope: f64,
    },
    /// A difficulty or threshold lies beyond the nodes: nobody is there to say so.
    FarLocation {
        /// Index of the item.
        item: usize,
        /// The location.
        location: f64,
    },
    /// More than a thousandth of a group sits at an end of the nodes.
    GridTooNarrow {
        /// Group.
        group: usize,
        /// Share of the group at the two ends.
        share: f64,
    },
    /// Fewer than 41 nodes: likelihoods of long tests are off by several units.
    CoarseGrid {
        /// The nodes.
        nodes: usize,
    },
    /// Fewer persons than the model needs: the parameters may be far off, whatever their standard errors say.
    FewPersons {
        /// How many would be enough ([`super::Kind::enough_persons`]).
        enough: u32,
    },
    /// The information has no inverse: there are no standard errors.
    NoErrors,
    /// A row that no node could have given: the model contradicts it.
    Impossible,
}

impl Warning {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotConverged { .. } => "calibration/not-converged",
            Self::SlopeRunsAway { .. } => "calibration/slope-runs-away",
            Self::SlopeNotPositive { .. } => "calibration/slope-not-positive",
            Self::FarLocation { .. } => "calibration/far-location",
            Self::GridTooNarrow { .. } => "calibration/grid-too-narrow",
            Self::CoarseGrid { .. } => "calibration/coarse-grid",
            Self::FewPersons { .. } => "calibration/few-persons",
            Self::NoErrors => "calibration/no-errors",
            Self::Impossible => "calibration/impossible",
        }
    }
}

/// A finished calibration.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// What became of each item.
    pub items: Vec<Fate>,
    /// The groups.
    pub groups: Vec<GroupEstimate>,
    /// Marginal log-likelihood, without priors.
    pub log_likelihood: f64,
    /// Logarithm of the prior density of the parameters; 0 without priors.
    pub log_prior: f64,
    /// Free parameters.
    pub parameters: usize,
    /// Weighted number of persons with at least one response.
    pub persons: f64,
    /// Cycles done.
    pub cycles: u32,
    /// Whether the tolerance was reached.
    pub converged: bool,
    /// Largest change of the last EM step.
    pub change: f64,
    /// Largest absolute derivative of the marginal log-likelihood (and priors) by a parameter: 0 at a maximum.
    pub gradient: f64,
    /// How much the log-likelihood would still rise to its maximum, by its slope and curvature here; none without standard errors.
    pub rise: Option<f64>,
    /// Covariance of the parameters as estimated, item by item in order, then groups (mean, ln sd); none without standard errors.
    pub covariance: Option<Matrix>,
    /// What to know before using it.
    pub warnings: Vec<Warning>,
}

impl Fitted {
    /// Akaike's criterion: 2k − 2 ln L.
    ///
    /// # Formula
    /// 2k − 2 ln L: k free parameters, L the marginal likelihood at its greatest.
    ///
    /// # Source
    /// H. Akaike, *IEEE Transactions on Automatic Control* 19 (1974), 716–723.
    #[must_use]
    pub fn aic(&self) -> f64 {
        2.0 * self.parameters as f64 - 2.0 * self.log_likelihood
    }

    /// Schwarz's criterion: k ln n − 2 ln L.
    ///
    /// # Formula
    /// k ln n − 2 ln L: n the weighted number of persons.
    ///
    /// # Source
    /// G. Schwarz, *Annals of Statistics* 6 (1978), 461–464.
    #[must_use]
    pub fn bic(&self) -> f64 {
        self.parameters as f64 * libm::log(self.persons) - 2.0 * self.log_likelihood
    }
}
