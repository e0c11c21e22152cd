//! Reliability: alpha, KR-20, KR-21, lambda-6, omega, and the errors of measurement that follow.

use super::marks::totals;
use crate::numeric::{Matrix, sum, sum::covariance, sum::mean, sum::variance};

/// Reliability of the sum of the items.
#[derive(Debug, Clone, PartialEq)]
pub struct Reliability {
    /// Cronbach's alpha, KR-20 when every item is right or wrong; it can be negative.
    pub alpha: f64,
    /// Whether every mark is 0 or 1, so that alpha is KR-20.
    pub dichotomous: bool,
    /// KR-21, which takes all items as equally easy; only for items that are right or wrong.
    pub kr21: Option<f64>,
    /// Alpha of the items brought to one variance; none when an item does not vary.
    pub standardised: Option<f64>,
    /// Guttman's λ₆, from the squared multiple correlations; none when an item does not vary or is determined by others.
    pub lambda6: Option<f64>,
    /// One-factor omega; none when it was not found.
    pub omega: Option<Omega>,
    /// Alpha without each item; none when nothing varies then.
    pub alpha_without: Vec<Option<f64>>,
    /// Standard error of measurement: s √(1 − α); none when alpha is negative.
    pub error: Option<f64>,
}

/// Computes the reliability of columns without gaps; none for fewer than two items or two persons, or without variance of the total.
///
/// # Formula
/// α = k/(k−1) (1 − Σ sᵢ²/s²); standardised k r̄/(1 + (k−1) r̄); KR-21 = k/(k−1) (1 − M(k−M)/(k s²)); λ₆ = 1 − Σ(1 − smcᵢ)/Σ rᵢⱼ.
///
/// # Source
/// L. J. Cronbach, Psychometrika 16 (1951), 297–334; G. F. Kuder and M. W. Richardson, Psychometrika 2 (1937), 151–160; L. Guttman,
/// Psychometrika 10 (1945), 255–282.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn reliability(columns: &[Vec<f64>]) -> Option<Reliability> {
    let (items, persons) = (columns.len(), columns.first().map_or(0, Vec::len));
    if items < 2 || persons < 2 {
        return None;
    }
    let k = items as f64;
    let total = totals(columns);
    let spread = variance(&total);
    let parts: Vec<f64> = columns.iter().map(|column| variance(column)).collect();
    let all_parts = sum(parts.iter().copied());
    let scale = total.iter().fold(0.0_f64, |most, t| most.max(t.abs()));
    if spread.is_nan() || spread <= scale * scale * 1e-28 {
        return None;
    }
    let alpha_of = |k: f64, parts: f64, whole: f64| k / (k - 1.0) * (1.0 - parts / whole);
    let alpha = alpha_of(k, all_parts, spread);
    let alpha_without = columns
        .iter()
        .zip(&parts)
        .map(|(column, part)| {
            let rest = spread + part - 2.0 * covariance(column, &total);
            (items > 2 && rest > spread * 1e-12).then(|| alpha_of(k - 1.0, all_parts - part, rest))
        })
        .collect();
    let dichotomous = columns
        .iter()
        .flatten()
        .all(|mark| *mark == 0.0 || (mark - 1.0).abs() == 0.0);
    let correlations = correlations(columns, &parts);
    let together = correlations
        .as_ref()
        .map(|table| sum((0..items).flat_map(|i| table.row(i).iter().copied())));
    let lambda6 = correlations.as_ref().zip(together).and_then(|(table, together)| {
        let inverse = table.cholesky()?.inverse();
        Some(1.0 - sum((0..items).map(|i| 1.0 / inverse.at(i, i))) / together)
    });
    Some(Reliability {
        alpha,
        dichotomous,
        kr21: dichotomous.then(|| {
            let m = mean(&total);
            k / (k - 1.0) * (1.0 - m * (k - m) / (k * spread))
        }),
        standardised: together.map(|together| alpha_of(k, k, together)),
        lambda6,
        omega: correlations.as_ref().and_then(|table| omega(table, &parts)),
        alpha_without,
        error: (alpha >= 0.0).then(|| libm::sqrt(spread * (1.0 - alpha))),
    })
}

/// The correlations of the items; none when one of them does not vary.
#[expect(clippy::cast_precision_loss, reason = "a number of persons")]
fn correlations(columns: &[Vec<f64>], variances: &[f64]) -> Option<Matrix> {
    let items = columns.len();
    if variances.iter().any(|v| v.is_nan() || *v <= 0.0) {
        return None;
    }
    let standard: Vec<Vec<f64>> = columns
        .iter()
        .zip(variances)
        .map(|(column, v)| {
            let (centre, deviation) = (mean(column), libm::sqrt(*v));
            column.iter().map(|mark| (mark - centre) / deviation).collect()
        })
        .collect();
    let free = columns.first()?.len() as f64 - 1.0;
    let mut table = Matrix::identity(items);
    for (i, first) in standard.iter().enumerate() {
        for (j, second) in standard.iter().enumerate().skip(i + 1) {
            let r = crate::numeric::linear::dot(first, second) / free;
            table.set(i, j, r);
            table.set(j, i, r);
        }
    }
    Some(table)
}

/// McDonald's omega of the sum, under one common factor.
#[derive(Debug, Clone, PartialEq)]
pub struct Omega {
    /// Share of the variance of the sum that the factor makes.
    pub value: f64,
    /// Loading of each item, standardised.
    pub loadings: Vec<f64>,
    /// Whether a loading is above 1 in size (a Heywood case: one factor does not describe these items).
    pub heywood: bool,
    /// Whether loadings have both signs: the sum then adds items that oppose each other.
    pub mixed_signs: bool,
}

/// Omega from correlations and variances of the items; none for fewer than three items, or when the loadings do not settle.
///
/// # Formula
/// Loadings minimise Σ_{i<j}(rᵢⱼ − lᵢlⱼ)² (minimum residuals); ω = (Σ lᵢsᵢ)²/((Σ lᵢsᵢ)² + Σ(1 − lᵢ²)sᵢ²).
///
/// # Source
/// R. P. McDonald, *Test Theory* (1999), chapter 6; H. H. Harman and W. H. Jones, Psychometrika 31 (1966), 351–368.
#[must_use]
pub fn omega(correlations: &Matrix, variances: &[f64]) -> Option<Omega> {
    let items = correlations.rows();
    if items < 3 || variances.len() != items {
        return None;
    }
    // From the sums of the rows, which is the first centroid.
    let mut loadings: Vec<f64> = (0..items)
        .map(|i| sum(correlations.row(i).iter().copied()) - 1.0)
        .collect();
    let all = libm::sqrt(sum(loadings.iter().map(|l| l.abs())));
    if all <= 0.0 {
        return None;
    }
    for loading in &mut loadings {
        *loading /= all;
    }
    let mut settled = false;
    for _ in 0..20_000 {
        let mut moved = 0.0_f64;
        let mut squares = sum(loadings.iter().map(|l| l * l));
        for i in 0..items {
            let old = loadings.get(i).copied().unwrap_or(0.0);
            let others = squares - old * old;
            if others <= 1e-12 {
                return None;
            }
            let along = crate::numeric::linear::dot(correlations.row(i), &loadings) - old;
            let new = along / others;
            if let Some(slot) = loadings.get_mut(i) {
                *slot = new;
            }
            squares = others + new * new;
            moved = moved.max((new - old).abs());
        }
        if !moved.is_finite() || moved > 1e6 {
            return None;
        }
        if moved < 1e-13 {
            settled = true;
            break;
        }
    }
    if !settled {
        return None;
    }
    let common = sum(loadings.iter().zip(variances).map(|(l, v)| l * libm::sqrt(*v)));
    let own = sum(loadings.iter().zip(variances).map(|(l, v)| (1.0 - l * l).max(0.0) * v));
    Some(Omega {
        value: common * common / (common * common + own),
        heywood: loadings.iter().any(|l| l.abs() > 1.0),
        mixed_signs: loadings.iter().any(|l| *l > 0.0) && loadings.iter().any(|l| *l < 0.0),
        loadings,
    })
}

/// Lord's standard error of a number of right answers, at that number: √(x(k − x)/(k − 1)).
///
/// 0 at both ends, where the binomial error knows no better. None for fewer than two items or a score outside 0 to k.
///
/// # Source
/// F. M. Lord, Educ. Psychol. Meas. 17 (1957), 510–521.
///
/// # Formula
/// √(x(k − x)/(k − 1)), x right answers of k, in points.
#[must_use]
pub fn conditional_error(score: u32, items: u32) -> Option<f64> {
    if items < 2 || score > items {
        return None;
    }
    let (x, k) = (f64::from(score), f64::from(items));
    Some(libm::sqrt(x * (k - x) / (k - 1.0)))
}
