//! Gwet's AC1 and AC2: chance agreement that does not explode when one category is rare or common.

use super::{Bounds, Counts, Refused, Weights};
use crate::numeric::{student, sum};

/// Gwet's coefficient.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ac {
    /// The coefficient: AC1 unweighted, AC2 weighted.
    pub value: f64,
    /// Weighted share of agreement observed.
    pub observed: f64,
    /// The same by chance.
    pub expected: f64,
    /// Standard error over subjects, raters fixed.
    pub error: f64,
    /// Interval of the confidence asked (Student).
    pub bounds: Bounds,
}

/// AC1 (unweighted) or AC2, over all declared categories; any number of raters, gaps allowed.
///
/// # Errors
/// Fewer than two subjects with two ratings, or weights that do not fit.
///
/// # Formula
/// γ = (pₐ − pₑ)/(1 − pₑ); pₐ the mean over the n′ subjects with rᵢ ≥ 2 of Σₖ rᵢₖ(r*ᵢₖ − 1)/(rᵢ(rᵢ − 1)), r*ᵢₖ = Σₗ wₖₗ rᵢₗ;
/// pₑ = T/(q(q−1)) Σ πₖ(1−πₖ), T = Σ wₖₗ, πₖ the mean over subjects of rᵢₖ/rᵢ. var = Σ(γ*ᵢ − γ)²/(n(n−1)),
/// γ*ᵢ = γᵢ − 2(1−γ)(pₑᵢ − pₑ)/(1−pₑ).
///
/// # Source
/// K. L. Gwet, Br. J. Math. Stat. Psychol. 61 (2008), 29–48; *Handbook of Inter-Rater Reliability*, 4th ed. (2014), chapters 2, 3 and 5.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn gwet(counts: &Counts, weights: &Weights, confidence: f64) -> Result<Ac, Refused> {
    let size = counts.categories();
    let weights = weights.table(size)?;
    let given = |row: &[u32]| row.iter().map(|&n| f64::from(n)).sum::<f64>();
    let rated = || counts.rows().filter(|row| row.iter().any(|&n| n > 0));
    let subjects = rated().count() as f64;
    let twice = rated().filter(|row| given(row) >= 2.0).count() as f64;
    if twice < 1.0 {
        return Err(Refused::NoSubject);
    }
    if subjects < 2.0 {
        return Err(Refused::OneSubject);
    }
    let mut shares = vec![0.0; size];
    for row in rated() {
        let all = given(row);
        for (share, &n) in shares.iter_mut().zip(row) {
            *share += f64::from(n) / all / subjects;
        }
    }
    let whole = sum((0..size).flat_map(|i| weights.row(i).iter().copied()));
    let factor = whole / (size as f64 * (size as f64 - 1.0));
    let expected = factor * sum(shares.iter().map(|p| p * (1.0 - p)));
    if 1.0 - expected <= 1e-14 {
        return Err(Refused::NoVariation);
    }
    let agreement = |row: &[u32]| -> Option<f64> {
        let all = given(row);
        (all >= 2.0).then(|| {
            let counts: Vec<f64> = row.iter().map(|&n| f64::from(n)).collect();
            let credited = weights.times(&counts);
            let pairs: f64 = counts.iter().zip(&credited).map(|(n, with)| n * (with - 1.0)).sum();
            pairs / (all * (all - 1.0))
        })
    };
    let observed = sum(rated().filter_map(agreement)) / twice;
    let value = (observed - expected) / (1.0 - expected);
    let spread = sum(rated().map(|row| {
        let all = given(row);
        let own = agreement(row).map_or(0.0, |a| subjects / twice * (a - expected) / (1.0 - expected));
        let chance: f64 = row
            .iter()
            .zip(&shares)
            .map(|(&n, share)| f64::from(n) / all * (1.0 - share))
            .sum();
        let linear = own - 2.0 * (1.0 - value) * (factor * chance - expected) / (1.0 - expected);
        (linear - value) * (linear - value)
    }));
    let error = libm::sqrt(spread / (subjects * (subjects - 1.0)));
    let half = student::quantile(0.5 + 0.5 * confidence, subjects - 1.0) * error;
    Ok(Ac {
        value,
        observed,
        expected,
        error,
        bounds: Bounds {
            low: (value - half).max(-1.0),
            high: (value + half).min(1.0),
        },
    })
}
