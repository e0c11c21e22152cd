//! What a calibration is asked to do.

use super::population::Population;
use super::shape::Prior;
use crate::model::Item;
use core::fmt;

/// The model of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Slope 1; the standard deviation of the persons is estimated.
    Rasch,
    /// One slope for all items of the plan, estimated; persons are N(0, 1). Rasch on another scale.
    OnePl,
    /// Slope and difficulty.
    TwoPl,
    /// With a lower asymptote.
    ThreePl,
    /// With a lower and an upper asymptote.
    FourPl,
    /// Graded response.
    Graded,
    /// Partial credit, slope 1.
    PartialCredit,
    /// Generalised partial credit.
    GeneralizedPartialCredit,
    /// Rating scale: partial credit whose steps are those of the scale, moved by the location of the item.
    RatingScale,
    /// Nominal categories, in no order.
    Nominal,
}

impl Kind {
    /// Whether the slope is 1: the scale of the persons is free then.
    #[must_use]
    pub const fn is_rasch(self) -> bool {
        matches!(
            self,
            Self::Rasch | Self::OnePl | Self::PartialCredit | Self::RatingScale
        )
    }

    /// Fewer persons than this leave the parameters of an item loose.
    ///
    /// # Source
    /// Rasch models, one logit either way with 95 %: J. M. Linacre, "Sample size and item calibration stability", Rasch Measurement
    /// Transactions 7 (1994), 328. Two parameters: F. Drasgow, "An evaluation of marginal maximum likelihood estimation for the
    /// two-parameter logistic model", Applied Psychological Measurement 13 (1989), 77–90. Categories with a free slope: S. P. Reise and
    /// J. Yu, "Parameter recovery in the graded response model using MULTILOG", Journal of Educational Measurement 27 (1990), 133–144.
    /// Asymptotes: C. L. Hulin, R. I. Lissak and F. Drasgow, "Recovery of two- and three-parameter logistic item characteristic curves",
    /// Applied Psychological Measurement 6 (1982), 249–260.
    #[must_use]
    pub const fn enough_persons(self) -> u32 {
        match self {
            Self::Rasch | Self::OnePl | Self::PartialCredit | Self::RatingScale => 30,
            Self::TwoPl => 200,
            Self::Graded | Self::GeneralizedPartialCredit | Self::Nominal => 500,
            Self::ThreePl | Self::FourPl => 1000,
        }
    }

    /// Whether an answer is right or wrong.
    #[must_use]
    pub const fn is_binary(self) -> bool {
        matches!(
            self,
            Self::Rasch | Self::OnePl | Self::TwoPl | Self::ThreePl | Self::FourPl
        )
    }
}

/// What is believed of parameters that data alone hold badly.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Priors {
    /// On logit c. The default, N(−1.1, 0.5²), has c between 0.11 and 0.47 with 95 %.
    pub lower: Option<Prior>,
    /// On logit d. The default, N(2.5, 0.75²), has d between 0.74 and 0.98 with 95 %.
    pub upper: Option<Prior>,
    /// On ln a, for items with a free slope that are right or wrong. None by default.
    pub log_slope: Option<Prior>,
}

impl Default for Priors {
    fn default() -> Self {
        Self {
            lower: Some(Prior { mean: -1.1, sd: 0.5 }),
            upper: Some(Prior { mean: 2.5, sd: 0.75 }),
            log_slope: None,
        }
    }
}

/// Parameters that are given and stay.
#[derive(Debug, Clone, PartialEq)]
pub enum Anchor {
    /// An item.
    Item(Item),
    /// A right or wrong item as it was estimated, 1/(1 + e^−(slope·θ + intercept)), whatever the sign of its slope.
    Line {
        /// Slope.
        slope: f64,
        /// Intercept.
        intercept: f64,
    },
}

impl Anchor {
    /// Categories of an answer.
    #[must_use]
    pub fn categories(&self) -> usize {
        match self {
            Self::Item(item) => item.categories(),
            Self::Line { .. } => 2,
        }
    }
}

/// What to calibrate, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Model of each item.
    pub kinds: Vec<Kind>,
    /// Items whose parameters are given and stay: anchors. One entry an item, or none at all.
    pub anchors: Vec<Option<Anchor>>,
    /// Distribution of each group. Empty: the first group is N(0, 1) — or N(0, σ²) where every item has slope 1, or N(μ, σ²) where there
    /// are anchors — and the mean and standard deviation of the others are estimated.
    pub populations: Vec<Population>,
    /// Priors.
    pub priors: Priors,
    /// Nodes of the integration, equally spaced. Fewer than 41 is flagged.
    pub nodes: usize,
    /// The nodes lie between minus this and this, in logits.
    pub reach: f64,
    /// An EM step that changes no parameter by this much ends the run.
    pub tolerance: f64,
    /// Cycles after which the run ends without having converged.
    pub cycles: u32,
    /// Whether standard errors are wanted: they cost two expectation steps a parameter.
    pub errors: bool,
}

impl Plan {
    /// The same model for so many items, with 61 nodes between −6 and 6, tolerance 10⁻⁵, at most 2,000 cycles.
    #[must_use]
    pub fn of(kind: Kind, items: usize) -> Self {
        Self {
            kinds: vec![kind; items],
            anchors: Vec::new(),
            populations: Vec::new(),
            priors: Priors::default(),
            nodes: 61,
            reach: 6.0,
            tolerance: 1e-5,
            cycles: 2000,
            errors: true,
        }
    }

    /// The nodes.
    #[must_use]
    pub fn grid(&self) -> Vec<f64> {
        let last = self.nodes.saturating_sub(1).max(1) as f64;
        (0..self.nodes)
            .map(|q| self.reach * (2.0 * q as f64 / last - 1.0))
            .collect()
    }
}

/// Why a calibration does not begin.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Refused {
    /// There is not one model (or anchor, or group) for each item (or group).
    Mismatch {
        /// Models, anchors or groups given.
        found: usize,
        /// Items or groups of the table.
        expected: usize,
    },
    /// Fewer than 5 nodes, a reach that is not a positive number, or a tolerance that is not.
    Settings,
    /// A standard deviation that is not above 0, of a group or a prior.
    Spread,
    /// A rating scale or a common slope beside items that do not share it.
    Mixed {
        /// Index of the item that is not alike.
        item: usize,
    },
    /// An item that is right or wrong has a response above 1.
    NotBinary {
        /// Index of the item.
        item: usize,
    },
    /// An anchor has fewer categories than the responses to it, or a parameter that is not a number.
    Anchor {
        /// Index of the item.
        item: usize,
    },
    /// All weights are 0.
    NoWeight,
    /// No item can be estimated, and no group either.
    Nothing,
}

impl Refused {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Mismatch { .. } => "calibration/mismatch",
            Self::Settings => "calibration/settings",
            Self::Spread => "calibration/spread",
            Self::Mixed { .. } => "calibration/mixed",
            Self::NotBinary { .. } => "calibration/not-binary",
            Self::Anchor { .. } => "calibration/anchor",
            Self::NoWeight => "calibration/no-weight",
            Self::Nothing => "calibration/nothing",
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mismatch { found, expected } => write!(f, "{found} models, anchors or groups for {expected}"),
            Self::Settings => write!(f, "nodes, reach or tolerance out of range"),
            Self::Spread => write!(f, "a standard deviation is not above 0"),
            Self::Mixed { item } => write!(f, "item {item} does not share the scale or slope of the others"),
            Self::NotBinary { item } => write!(f, "item {item} has responses above 1, its model has none"),
            Self::Anchor { item } => write!(
                f,
                "the anchor of item {item} has fewer categories than its responses, or no number"
            ),
            Self::NoWeight => write!(f, "all weights are 0"),
            Self::Nothing => write!(f, "nothing can be estimated"),
        }
    }
}

impl core::error::Error for Refused {}
