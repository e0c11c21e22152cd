//! How much a test tells at each place, and where persons and questions lie on one ruler.

use crate::calibrate::Symbol;
use crate::model::{Item, Model};

/// What a test tells at one place of the scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve {
    /// Place, in logits.
    pub theta: f64,
    /// Test information, in 1/logit².
    pub information: f64,
    /// Conditional standard error of a maximum likelihood estimate, 1/√I; none without information.
    pub error: Option<f64>,
    /// Expected sum of scores.
    pub expected: f64,
}

/// Information, conditional error and expected sum at each place.
///
/// # Formula
/// I(θ) = Σ I_i(θ), error 1/√I, expected Σ E X_i, at each θ in logits.
///
/// # Source
/// F. M. Lord, *Applications of Item Response Theory* (1980), chapter 5.
#[must_use]
pub fn curve(items: &[Item], thetas: &[f64]) -> Vec<Curve> {
    thetas
        .iter()
        .map(|&theta| {
            let information: f64 = items.iter().map(|item| item.information(theta)).sum();
            Curve {
                theta,
                information,
                error: (information > 0.0).then(|| 1.0 / libm::sqrt(information)),
                expected: items.iter().map(|item| item.expected(theta).mean).sum(),
            }
        })
        .collect()
}

/// Persons and questions on one ruler.
#[derive(Debug, Clone, PartialEq)]
pub struct WrightMap {
    /// Lower end of each bin and weighted number of persons in it, from low to high; the bins touch.
    pub persons: Vec<(f64, f64)>,
    /// Width of a bin, in logits.
    pub width: f64,
    /// Item, which of its thresholds, and where an answer is as likely at or above it as below, from low to high.
    pub thresholds: Vec<(usize, Symbol, f64)>,
}

/// The map of Wright: a histogram of persons and the Thurstonian thresholds of the items.
///
/// Thresholds are where P(X ≥ k) = 1/2, for every model (for a right or wrong item with guessing: halfway between its asymptotes).
/// Persons without a finite place are left out. A width that is not positive, or more than 10,000 bins: no histogram.
///
/// # Formula
/// Threshold k of an item: the θ at which P(X ≥ k | θ) = 1/2. Bin: the weights of the persons with from ≤ θ < from + width.
///
/// # Source
/// M. Wilson, *Constructing Measures* (2005), chapter 5.
#[must_use]
pub fn wright_map(items: &[Item], persons: &[(f64, f64)], width: f64) -> WrightMap {
    let placed = || {
        persons
            .iter()
            .filter(|(theta, weight)| theta.is_finite() && *weight > 0.0)
    };
    let low = placed().fold(f64::INFINITY, |low, (theta, _)| low.min(*theta));
    let high = placed().fold(f64::NEG_INFINITY, |high, (theta, _)| high.max(*theta));
    let mut bins = Vec::new();
    if width > 0.0 && low <= high && (high - low) / width < 1e4 {
        let mut from = libm::floor(low / width) * width;
        while from <= high {
            let inside = placed()
                .filter(|(theta, _)| *theta >= from && *theta < from + width)
                .map(|(_, weight)| weight)
                .sum();
            bins.push((from, inside));
            from += width;
        }
    }
    let mut thresholds = Vec::new();
    for (place, item) in items.iter().enumerate() {
        match item.model() {
            Model::Rasch { b } | Model::TwoPl { b, .. } | Model::ThreePl { b, .. } | Model::FourPl { b, .. } => {
                thresholds.push((place, Symbol::Difficulty, *b));
            }
            Model::Graded { thresholds: own, .. } => {
                for (k, b) in (1_u8..).zip(own) {
                    thresholds.push((place, Symbol::Step(k), *b));
                }
            }
            Model::PartialCredit { .. } | Model::RatingScale { .. } => {
                for k in 1..=item.highest() {
                    let above = |theta: f64| {
                        (k..=item.highest())
                            .filter_map(|category| item.probability(theta, category))
                            .sum::<f64>()
                            - 0.5
                    };
                    if let Some(theta) = crate::numeric::brent::root(above, -150.0, 150.0, 1e-9) {
                        thresholds.push((place, Symbol::Step(k), theta));
                    }
                }
            }
        }
    }
    thresholds.sort_by(|x, y| x.2.total_cmp(&y.2).then(x.0.cmp(&y.0)));
    WrightMap {
        persons: bins,
        width,
        thresholds,
    }
}
