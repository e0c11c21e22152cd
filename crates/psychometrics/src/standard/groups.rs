//! Cuts from people whom judges know, and what a cut would do.

use super::Refused;
use crate::numeric::regression::{Cell, logistic};
use crate::numeric::{sum::mean, sum::variance};
use crate::rows::Ragged;

/// Cuts between a group judged competent and one judged not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// Score at which half are judged competent, by logistic regression; none when a score separates the groups without a mistake, so that the
    /// regression has no end.
    pub logistic: Option<f64>,
    /// Constant and slope of that regression.
    pub coefficients: Option<(f64, f64)>,
    /// Score at which the two normal curves cross, between the means; none when they do not, or a group does not vary.
    pub normal: Option<f64>,
    /// Half-way between the two means.
    pub midpoint: f64,
    /// Mean and deviation of those judged not competent.
    pub below: (f64, f64),
    /// Mean and deviation of those judged competent.
    pub above: (f64, f64),
}

/// Compares scores of people judged competent (`true`) and not (`false`).
///
/// # Errors
/// Lists of several lengths, a score that is no number, fewer than two people in a group, or a competent group whose mean is not higher.
///
/// # Formula
/// Logistic: −β₀/β₁ of logit P(competent) = β₀ + β₁x. Normal: the root between the means of φ((x−m₀)/s₀)/s₀ = φ((x−m₁)/s₁)/s₁.
///
/// # Source
/// S. A. Livingston and M. J. Zieky, *Passing Scores* (1982).
pub fn contrast(scores: &[f64], competent: &[bool]) -> Result<Contrast, Refused> {
    check(scores, competent.len())?;
    let of = |side: bool| -> Vec<f64> {
        scores
            .iter()
            .zip(competent)
            .filter(|(_, group)| **group == side)
            .map(|(score, _)| *score)
            .collect()
    };
    let (low, high) = (of(false), of(true));
    if low.len() < 2 || high.len() < 2 {
        return Err(Refused::NoPerson);
    }
    let (m0, m1) = (mean(&low), mean(&high));
    let (v0, v1) = (variance(&low), variance(&high));
    if m1 <= m0 {
        return Err(Refused::NoSeparation);
    }
    let mut sorted: Vec<(f64, bool)> = scores.iter().copied().zip(competent.iter().copied()).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let cells: Vec<Cell> = sorted
        .chunk_by(|a, b| a.0.to_bits() == b.0.to_bits())
        .map(|same| Cell {
            // Centred between the means, so that the constant and the slope do not lean on each other.
            covariates: vec![1.0, same.first().map_or(0.0, |(score, _)| *score) - 0.5 * (m0 + m1)],
            trials: count(same.len()),
            successes: count(same.iter().filter(|(_, group)| *group).count()),
        })
        .collect();
    let coefficients = logistic(&cells).ok().and_then(|fit| match fit.coefficients.as_slice() {
        [constant, slope] if *slope > 0.0 => Some((constant - slope * 0.5 * (m0 + m1), *slope)),
        _ => None,
    });
    Ok(Contrast {
        logistic: coefficients.map(|(constant, slope)| -constant / slope),
        coefficients,
        normal: crossing((m0, v0), (m1, v1)),
        midpoint: 0.5 * (m0 + m1),
        below: (m0, libm::sqrt(v0)),
        above: (m1, libm::sqrt(v1)),
    })
}

/// Where two normal densities are equal, between their means.
fn crossing((m0, v0): (f64, f64), (m1, v1): (f64, f64)) -> Option<f64> {
    if v0 <= 0.0 || v1 <= 0.0 {
        return None;
    }
    let log = |x: f64| {
        let half = |m: f64, v: f64| (x - m) * (x - m) / v + libm::log(v);
        half(m0, v0) - half(m1, v1)
    };
    crate::numeric::brent::root(log, m0, m1, 0.0)
}

/// The scores of people judged neither clearly competent nor clearly not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Borderline {
    /// How many they are.
    pub persons: usize,
    /// Their median: the cut.
    pub median: f64,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation; none for one person.
    pub deviation: Option<f64>,
    /// Standard error of the mean; none for one person.
    pub error: Option<f64>,
}

/// Adds up the scores of the borderline group.
///
/// # Errors
/// Nobody, or a score that is no number.
///
/// # Source
/// S. A. Livingston and M. J. Zieky, *Passing Scores* (1982).
///
/// # Formula
/// The median of the scores; error of the mean s/√n.
pub fn borderline(scores: &[f64]) -> Result<Borderline, Refused> {
    check(scores, scores.len())?;
    let deviation = (scores.len() > 1).then(|| libm::sqrt(variance(scores)));
    Ok(Borderline {
        persons: scores.len(),
        median: crate::classical::median(scores),
        mean: mean(scores),
        deviation,
        error: deviation.map(|deviation| deviation / libm::sqrt(count(scores.len()))),
    })
}

/// What a cut would do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Impact {
    /// Errors away from the cut: −2 to 2.
    pub steps: i8,
    /// The cut moved by that many errors.
    pub cut: f64,
    /// How many would pass (score ≥ cut).
    pub passing: usize,
    /// The same as a share, 0 to 1.
    pub rate: f64,
}

/// Who would pass at the cut, and at the cut moved by one and two standard errors each way.
///
/// # Errors
/// Nobody, a score that is no number, or a cut or an error that is none.
///
/// # Formula
/// At k errors, k from −2 to 2: the share of scores at or above cut + k·error.
///
/// # Source
/// R. K. Hambleton and M. J. Pitoniak, "Setting performance standards" (2006).
pub fn impact(scores: &[f64], cut: f64, error: f64) -> Result<[Impact; 5], Refused> {
    check(scores, scores.len())?;
    if !(cut.is_finite() && error.is_finite() && error >= 0.0) {
        return Err(Refused::Limits);
    }
    Ok([-2_i8, -1, 0, 1, 2].map(|steps| {
        let moved = cut + f64::from(steps) * error;
        // A sum of ratings may miss a whole number by a rounding error: that must not fail the person who reached it.
        let passing = scores.iter().filter(|score| **score >= moved - 1e-9).count();
        Impact {
            steps,
            cut: moved,
            passing,
            rate: count(passing) / count(scores.len()),
        }
    }))
}

fn check(scores: &[f64], other: usize) -> Result<(), Refused> {
    if scores.is_empty() {
        return Err(Refused::NoPerson);
    }
    if other != scores.len() {
        return Err(Refused::Ragged(Ragged {
            row: 0,
            found: other,
            expected: scores.len(),
        }));
    }
    match scores.iter().position(|score| !score.is_finite()) {
        Some(person) => Err(Refused::Score { person }),
        None => Ok(()),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a number of persons")]
fn count(persons: usize) -> f64 {
    persons as f64
}
