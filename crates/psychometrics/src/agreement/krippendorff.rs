//! Krippendorff's alpha: any number of raters, gaps, four metrics.

use super::{Refused, Scores};
use crate::numeric::sum;

/// What a difference between two values costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// Different is different.
    Nominal,
    /// By the number of ratings between the two.
    Ordinal,
    /// (c − k)².
    Interval,
    /// ((c − k)/(c + k))²; values from 0 up.
    Ratio,
}

/// Distinct values above which the ratio metric is refused: its cost grows with their square.
const MOST_VALUES: usize = 20_000;

/// Krippendorff's alpha: 1 for full agreement, 0 for what chance gives.
///
/// Subjects with fewer than two ratings say nothing and are left out.
///
/// # Errors
/// No subject with two ratings; all values alike; a negative value with [`Metric::Ratio`], or more than 20,000 distinct ones.
///
/// # Formula
/// α = 1 − Dₒ/Dₑ; Dₒ = (1/n) Σᵤ Σ_{i≠j} δ²(vᵢ, vⱼ)/(mᵤ − 1), Dₑ = Σ_{c,k} n_c n_k δ²(c, k)/(n(n − 1)). The ordinal δ between c and k is the difference
/// of their mid-ranks, which is Σ n_g from c to k minus (n_c + n_k)/2.
///
/// # Source
/// K. Krippendorff, "Computing Krippendorff's alpha-reliability" (2011); *Content Analysis*, 4th ed. (2018), chapter 12.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn krippendorff(scores: &Scores, metric: Metric) -> Result<f64, Refused> {
    let pairable = || {
        scores
            .rows()
            .enumerate()
            .filter(|(_, row)| row.iter().flatten().count() >= 2)
    };
    let mut values: Vec<f64> = Vec::new();
    for (subject, row) in pairable() {
        for (rater, value) in row.iter().enumerate() {
            if let Some(value) = value {
                if metric == Metric::Ratio && *value < 0.0 {
                    return Err(Refused::Number { subject, rater });
                }
                // −0 and 0 are one value.
                values.push(*value + 0.0);
            }
        }
    }
    if values.is_empty() {
        return Err(Refused::NoSubject);
    }
    values.sort_unstable_by(f64::total_cmp);
    let total = values.len() as f64;
    // Distinct values with their count and the mid-rank of each.
    let mut distinct: Vec<(f64, f64, f64)> = Vec::new();
    for same in values.chunk_by(|a, b| a.to_bits() == b.to_bits()) {
        let below = distinct.last().map_or(0.0, |(_, count, rank)| rank + 0.5 * count);
        let count = same.len() as f64;
        distinct.push((same.first().copied().unwrap_or(0.0), count, below + 0.5 * count));
    }
    if distinct.len() < 2 {
        return Err(Refused::NoVariation);
    }
    let ratio = |a: f64, b: f64| if a + b > 0.0 { (a - b) / (a + b) } else { 0.0 };
    let centre = sum(values.iter().copied()) / total;
    let place = |value: f64| -> f64 {
        match metric {
            Metric::Ordinal => distinct
                .binary_search_by(|(other, _, _)| other.total_cmp(&(value + 0.0)))
                .ok()
                .and_then(|at| distinct.get(at))
                .map_or(f64::NAN, |(_, _, rank)| *rank),
            _ => value - centre,
        }
    };
    // The sum of δ² over ordered pairs of a group of m places is 2m Σ(v − v̄)².
    let scattered = |places: &[f64]| 2.0 * places.len() as f64 * crate::numeric::sum::squares(places);
    let within = |row: &[Option<f64>]| -> f64 {
        let given: Vec<f64> = row.iter().flatten().map(|value| value + 0.0).collect();
        let pairs = match metric {
            Metric::Interval | Metric::Ordinal => scattered(&given.iter().map(|&v| place(v)).collect::<Vec<_>>()),
            Metric::Nominal => given
                .iter()
                .map(|a| given.iter().filter(|b| a.to_bits() != b.to_bits()).count() as f64)
                .sum(),
            Metric::Ratio => given
                .iter()
                .flat_map(|a| given.iter().map(|b| ratio(*a, *b) * ratio(*a, *b)))
                .sum(),
        };
        pairs / (given.len() as f64 - 1.0)
    };
    let observed = sum(pairable().map(|(_, row)| within(row))) / total;
    let chance = match metric {
        Metric::Interval => scattered(&values.iter().map(|&v| v - centre).collect::<Vec<_>>()),
        Metric::Ordinal => {
            let middle = 0.5 * total;
            2.0 * total
                * sum(distinct
                    .iter()
                    .map(|(_, n, rank)| n * (rank - middle) * (rank - middle)))
        }
        Metric::Nominal => total * total - sum(distinct.iter().map(|(_, n, _)| n * n)),
        Metric::Ratio => {
            if distinct.len() > MOST_VALUES {
                return Err(Refused::Weights);
            }
            sum(distinct.iter().flat_map(|(a, n, _)| {
                distinct
                    .iter()
                    .map(move |(b, m, _)| n * m * ratio(*a, *b) * ratio(*a, *b))
            }))
        }
    };
    let expected = chance / (total * (total - 1.0));
    if expected <= 0.0 {
        return Err(Refused::NoVariation);
    }
    Ok(1.0 - observed / expected)
}
