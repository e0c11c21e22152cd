//! The scale: an interval to search, a normal population, and nodes with weights to integrate over it.

use std::fmt;

/// Farthest end of a range, in logits.
const FARTHEST: f64 = 100.0;
/// Most nodes of a quadrature.
const MOST_NODES: usize = 2001;

/// An interval of the scale, in logits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    from: f64,
    to: f64,
}

impl Range {
    /// −6 to 6 logits: what estimators search unless told otherwise.
    pub const USUAL: Self = Self { from: -6.0, to: 6.0 };

    /// From one point to another.
    ///
    /// # Errors
    /// Ends that are not −100 ≤ `from` < `to` ≤ 100.
    pub fn new(from: f64, to: f64) -> Result<Self, InvalidScale> {
        if from >= -FARTHEST && from < to && to <= FARTHEST {
            Ok(Self { from, to })
        } else {
            Err(InvalidScale::Range { from, to })
        }
    }

    /// Lower end.
    #[must_use]
    pub const fn from(self) -> f64 {
        self.from
    }

    /// Upper end.
    #[must_use]
    pub const fn to(self) -> f64 {
        self.to
    }

    /// `count` equally spaced points, both ends among them; one point is the lower end.
    ///
    /// # Formula
    /// from + (to − from) q/(count − 1), q from 0.
    ///
    /// # Source
    /// R. D. Bock and M. Aitkin, *Psychometrika* 46 (1981), 443–459, for such nodes.
    pub fn points(self, count: usize) -> impl Iterator<Item = f64> {
        #[expect(clippy::cast_precision_loss, reason = "a few thousand points")]
        let step = (self.to - self.from) / (count.max(2) - 1) as f64;
        #[expect(clippy::cast_precision_loss, reason = "a few thousand points")]
        (0..count).map(move |q| self.from + q as f64 * step)
    }
}

/// A normal distribution of persons on the scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Normal {
    mean: f64,
    sd: f64,
}

impl Normal {
    /// Mean 0, standard deviation 1.
    pub const STANDARD: Self = Self { mean: 0.0, sd: 1.0 };

    /// A mean and a standard deviation, in logits.
    ///
    /// # Errors
    /// A mean beyond ±100 or a standard deviation that is not above 0 and at most 100.
    pub fn new(mean: f64, sd: f64) -> Result<Self, InvalidScale> {
        if mean.abs() <= FARTHEST && sd > 0.0 && sd <= FARTHEST {
            Ok(Self { mean, sd })
        } else {
            Err(InvalidScale::Normal { mean, sd })
        }
    }

    /// Mean.
    #[must_use]
    pub const fn mean(self) -> f64 {
        self.mean
    }

    /// Standard deviation.
    #[must_use]
    pub const fn sd(self) -> f64 {
        self.sd
    }

    /// The logarithm of the density, less its constant: −((θ−μ)/σ)²/2.
    ///
    /// # Formula
    /// −((θ − μ)/σ)²/2.
    ///
    /// # Source
    /// R. D. Bock and M. Aitkin, *Psychometrika* 46 (1981), 443–459.
    #[must_use]
    pub fn log_kernel(self, theta: f64) -> f64 {
        let z = (theta - self.mean) / self.sd;
        -0.5 * z * z
    }
}

/// Nodes of the scale in increasing order, with weights that sum to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Quadrature {
    nodes: Vec<f64>,
    weights: Vec<f64>,
    logs: Vec<f64>,
}

impl Quadrature {
    /// A normal distribution at `count` equally spaced nodes of `range`.
    ///
    /// # Formula
    /// w_q ∝ φ((x_q−μ)/σ), half of it at both ends (the trapezoidal rule), Σ w_q = 1.
    ///
    /// # Errors
    /// Fewer than 3 or more than 2001 nodes, or a range so far from the mean that no weight is left.
    pub fn normal(normal: Normal, range: Range, count: usize) -> Result<Self, InvalidScale> {
        if !(3..=MOST_NODES).contains(&count) {
            return Err(InvalidScale::Nodes { found: count });
        }
        let (nodes, weights) = Self::trapezoid(normal, range, count);
        Self::new(nodes, weights)
    }

    /// The standard normal distribution at 61 nodes of −6 to 6.
    #[must_use]
    pub fn standard() -> Self {
        let (nodes, weights) = Self::trapezoid(Normal::STANDARD, Range::USUAL, 61);
        Self::scaled(nodes, &weights)
    }

    fn trapezoid(normal: Normal, range: Range, count: usize) -> (Vec<f64>, Vec<f64>) {
        let nodes: Vec<f64> = range.points(count).collect();
        let mut weights: Vec<f64> = nodes.iter().map(|x| libm::exp(normal.log_kernel(*x))).collect();
        if let [first, .., last] = weights.as_mut_slice() {
            *first *= 0.5;
            *last *= 0.5;
        }
        (nodes, weights)
    }

    fn scaled(nodes: Vec<f64>, weights: &[f64]) -> Self {
        let total: f64 = weights.iter().sum();
        let weights: Vec<f64> = weights.iter().map(|w| w / total).collect();
        let logs = weights.iter().map(|w| libm::log(*w)).collect();
        Self { nodes, weights, logs }
    }

    /// Given nodes and weights, which are scaled to sum 1.
    ///
    /// # Errors
    /// Fewer than 3 or more than 2001 nodes, not one weight a node, nodes that are not finite and increasing, a weight that is negative
    /// or not finite, or no weight at all.
    pub fn new(nodes: Vec<f64>, weights: Vec<f64>) -> Result<Self, InvalidScale> {
        if !(3..=MOST_NODES).contains(&nodes.len()) || nodes.len() != weights.len() {
            return Err(InvalidScale::Nodes { found: nodes.len() });
        }
        let ordered = nodes.iter().zip(nodes.iter().skip(1)).all(|(a, b)| a < b);
        if !ordered || !nodes.iter().all(|x| x.abs() <= FARTHEST) {
            return Err(InvalidScale::Order);
        }
        let total: f64 = weights.iter().sum();
        if !weights.iter().all(|w| *w >= 0.0) || total <= 0.0 || !total.is_finite() {
            return Err(InvalidScale::Weights);
        }
        Ok(Self::scaled(nodes, &weights))
    }

    /// The nodes, in logits.
    #[must_use]
    pub fn nodes(&self) -> &[f64] {
        &self.nodes
    }

    /// The weights, which sum to 1.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The logarithms of the weights; −∞ for a weight 0.
    #[must_use]
    pub fn log_weights(&self) -> &[f64] {
        &self.logs
    }
}

/// Why a range, a population or nodes were refused.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum InvalidScale {
    /// Ends out of order or too far.
    Range {
        /// Lower end given.
        from: f64,
        /// Upper end given.
        to: f64,
    },
    /// A mean or a standard deviation that no population has.
    Normal {
        /// Mean given.
        mean: f64,
        /// Standard deviation given.
        sd: f64,
    },
    /// Too few or too many nodes, or not one weight a node.
    Nodes {
        /// Nodes given.
        found: usize,
    },
    /// Nodes that are not finite and increasing.
    Order,
    /// Weights that are negative, not finite, or all zero.
    Weights,
}

impl InvalidScale {
    /// A stable name for the kind of error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Range { .. } => "scale/range",
            Self::Normal { .. } => "scale/normal",
            Self::Nodes { .. } => "scale/nodes",
            Self::Order => "scale/order",
            Self::Weights => "scale/weights",
        }
    }
}

impl fmt::Display for InvalidScale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Range { from, to } => write!(f, "`{from}` to `{to}` is not a range of the scale"),
            Self::Normal { mean, sd } => write!(f, "mean `{mean}` and standard deviation `{sd}` make no population"),
            Self::Nodes { found } => write!(f, "{found} nodes, not 3 to {MOST_NODES} with one weight each"),
            Self::Order => write!(f, "the nodes are not finite and increasing"),
            Self::Weights => write!(f, "the weights are negative, not finite or all zero"),
        }
    }
}

impl std::error::Error for InvalidScale {}
