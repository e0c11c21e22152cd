//! lz and lz*: whether the answers of a person fit the place they give.

use crate::model::{Item, Model, sigmoid};
use core::fmt;

/// How θ was estimated: what the correction is for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Correction {
    /// Maximum likelihood.
    Mle,
    /// Warm's weighted likelihood.
    Wle,
    /// Posterior mode with a normal prior.
    Map {
        /// Mean of the prior.
        mean: f64,
        /// Its standard deviation.
        sd: f64,
    },
}

/// Person fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LzStar {
    /// Log-likelihood of the answers at θ̂.
    pub log_likelihood: f64,
    /// Standardised as if θ̂ were θ: too narrow, so it flags too few. For comparison with other programs.
    pub lz: f64,
    /// Standardised for an estimated θ: about N(0, 1); below −1.645 for one honest person in twenty.
    pub lz_star: f64,
    /// The correction c.
    pub correction: f64,
}

/// Why there is no lz*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotPerson {
    /// An item has more than two categories.
    NotBinary {
        /// Place among the answers.
        place: usize,
    },
    /// No answer, or none that tells anything at θ̂; or θ̂ is not a number.
    NoInformation,
}

impl NotPerson {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotBinary { .. } => "integrity/not-binary",
            Self::NoInformation => "integrity/no-information",
        }
    }
}

impl fmt::Display for NotPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotBinary { place } => write!(f, "answer {place} is not right or wrong"),
            Self::NoInformation => write!(f, "the answers tell nothing at this place"),
        }
    }
}

impl core::error::Error for NotPerson {}

/// lz and lz* of right or wrong answers (1 or 0) at an estimate.
///
/// # Formula
/// w = ln(P/Q), W = Σ(x − P)w, lz = W/√Σw²PQ; r = P′/(PQ), c = Σ P′w/Σ P′r, lz* = (W + c r₀)/√Σ(w − c r)²PQ with r₀ = 0 (ML), J/(2I) (WL),
/// (μ − θ̂)/σ² (MAP).
///
/// # Source
/// T. A. B. Snijders, Psychometrika 66 (2001), 331–342; D. Magis, G. Raîche and S. Béland, Journal of Educational and Behavioral Statistics 37 (2012), 57–81.
///
/// # Errors
/// [`NotPerson`].
pub fn lz_star(answers: &[(&Item, bool)], theta: f64, correction: Correction) -> Result<LzStar, NotPerson> {
    if let Some(place) = answers.iter().position(|(item, _)| item.categories() != 2) {
        return Err(NotPerson::NotBinary { place });
    }
    let (mut log_likelihood, mut w_sum, mut plain) = (0.0, 0.0, 0.0);
    let (mut by_weight, mut by_score, mut information, mut j) = (0.0, 0.0, 0.0, 0.0);
    let mut terms = Vec::with_capacity(answers.len());
    for &(item, right) in answers {
        let p = item.probability(theta, 1).unwrap_or(f64::NAN);
        let q = item.probability(theta, 0).unwrap_or(f64::NAN);
        log_likelihood += item.log_probability(theta, u8::from(right)).unwrap_or(f64::NAN);
        let slope = item.expected(theta).slope;
        let w = log_odds(item, theta).unwrap_or_else(|| libm::log(p) - libm::log(q));
        let r = slope / (p * q);
        w_sum += (f64::from(u8::from(right)) - p) * w;
        plain += w * w * p * q;
        by_weight += slope * w;
        by_score += slope * r;
        let warm = item.warm(theta);
        information += warm.fisher;
        j += warm.j;
        terms.push((w, r, p * q));
    }
    let c = by_weight / by_score;
    let variance: f64 = terms.iter().map(|(w, r, pq)| (w - c * r) * (w - c * r) * pq).sum();
    let start = match correction {
        Correction::Mle => 0.0,
        Correction::Wle => j / (2.0 * information),
        Correction::Map { mean, sd } => (mean - theta) / (sd * sd),
    };
    let found = LzStar {
        log_likelihood,
        lz: w_sum / libm::sqrt(plain),
        lz_star: (w_sum + c * start) / libm::sqrt(variance),
        correction: c,
    };
    if found.lz.is_finite() && found.lz_star.is_finite() {
        Ok(found)
    } else {
        Err(NotPerson::NoInformation)
    }
}

/// ln(P/Q) exactly where there are no asymptotes.
fn log_odds(item: &Item, theta: f64) -> Option<f64> {
    match item.model() {
        Model::Rasch { b } => Some(theta - b),
        Model::TwoPl { a, b } => Some(a * (theta - b)),
        Model::ThreePl { a, b, c } if *c > 0.0 => {
            // Q = (1−c)(1−s): no cancellation high on the scale.
            let s = sigmoid(-a * (theta - b));
            let q = (1.0 - c) * s;
            Some(libm::log(1.0 - q) - libm::log(q))
        }
        _ => None,
    }
}
