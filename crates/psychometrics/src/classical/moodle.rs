//! Item by item and for the whole test, as Moodle's quiz statistics define it.

use super::marks::totals;
use super::{BadMarks, Gaps, Marks, Reliability, reliability};
use crate::numeric::{sum, sum::covariance, sum::mean, sum::squares, sum::variance};

/// What a reader must know of an item before its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// Nobody has a mark on it.
    NotSeen,
    /// Everybody has the same mark.
    NoVariance,
    /// All other items together do not vary.
    NoVarianceElsewhere,
    /// Its covariance with the total is negative: Moodle gives it no effective weight.
    NegativeCovariance,
    /// Those who do well elsewhere do worse on it: the key deserves a second look.
    NegativeDiscrimination,
    /// Below what a guess at random would give.
    BelowGuessing,
}

/// Statistics of one item.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemStatistics {
    /// How many persons have a mark on it.
    pub seen: usize,
    /// Mean mark over the persons counted.
    pub mean: f64,
    /// Facility: mean over maximum, at most 1.
    pub facility: f64,
    /// Standard deviation of the marks (n − 1).
    pub deviation: Option<f64>,
    /// Share of the maximum that a guess at random earns, when the caller knows it.
    pub guess: Option<f64>,
    /// Share of the whole that the maximum is, in %.
    pub intended_weight: f64,
    /// Share of the whole that the item has in fact, in %.
    pub effective_weight: Option<f64>,
    /// 100 × correlation with the rest of the test.
    pub discrimination_index: Option<f64>,
    /// 100 × covariance with the rest over the largest that these marks allow.
    pub discriminative_efficiency: Option<f64>,
    /// Correlation with the total, itself included.
    pub item_total: Option<f64>,
    /// Correlation with the rest of the test.
    pub item_rest: Option<f64>,
    /// Alpha of the test without it.
    pub alpha_without: Option<f64>,
    /// Mean share earned by the best 27 % minus that of the weakest 27 %.
    pub upper_lower: Option<f64>,
    /// What to know first.
    pub flags: Vec<Flag>,
}

/// Statistics of the totals.
#[derive(Debug, Clone, PartialEq)]
pub struct TestStatistics {
    /// Persons counted.
    pub persons: usize,
    /// Persons left out for a gap.
    pub left_out: usize,
    /// Mean.
    pub mean: f64,
    /// Median.
    pub median: f64,
    /// Standard deviation (n − 1); none for one person.
    pub deviation: Option<f64>,
    /// Least total.
    pub least: f64,
    /// Largest total.
    pub most: f64,
    /// Skewness k₃/k₂^1.5; none below three persons or without variance.
    pub skewness: Option<f64>,
    /// Kurtosis k₄/k₂², 0 for a normal distribution; none below four persons or without variance.
    pub kurtosis: Option<f64>,
    /// Coefficient of internal consistency, in %: 100 α.
    pub consistency: Option<f64>,
    /// Error ratio, in %: the part of the standard deviation that chance makes.
    pub error_ratio: Option<f64>,
    /// Standard error of a total.
    pub standard_error: Option<f64>,
    /// Reliability in its several forms; none for one item, or without variance.
    pub reliability: Option<Reliability>,
}

/// A test and its items.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Each item, in order.
    pub items: Vec<ItemStatistics>,
    /// The whole.
    pub test: TestStatistics,
}

/// Who counts, when several persons have the total at which a group ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ties {
    /// Each counts for the same fraction: the order of the rows changes nothing.
    Share,
    /// Those who come first in the file.
    First,
}

/// Analyses a test. `guesses` holds the share of the maximum that a guess at random earns on each item, where it is known; it may be shorter.
///
/// # Errors
/// Nobody is left once gaps are dealt with.
///
/// # Formula
/// x the mark, T the total, r = T − x, s persons: facility x̄/max; discrimination index 100 cov(x, r)/√(var x var r); discriminative efficiency
/// 100 cov(x, r)/cov(sorted x, sorted r); effective weight 100 √cov(x, T)/Σ√cov over the items whose covariance is not negative;
/// skewness and kurtosis from the k-statistics k₂, k₃, k₄ of T; consistency 100 p/(p−1) (1 − Σ var x/k₂); error ratio 100 √(1 − consistency/100);
/// standard error = error ratio × deviation/100.
///
/// # Source
/// Moodle, "Quiz statistics calculations" (docs.moodle.org/dev) and `question/classes/statistics`, `mod/quiz/report/statistics`; T. L. Kelley,
/// J. Educ. Psychol. 30 (1939), 17–24, for the 27 %.
pub fn analyse(marks: &Marks, gaps: Gaps, guesses: &[Option<f64>]) -> Result<Report, BadMarks> {
    let (columns, left_out) = marks.complete(gaps)?;
    let total = totals(&columns);
    let whole = sum(marks.maxima().iter().copied());
    let reliability = reliability(&columns);
    let with_total: Vec<f64> = columns.iter().map(|column| covariance(column, &total)).collect();
    let roots = sum(with_total.iter().filter(|c| **c >= 0.0).map(|c| libm::sqrt(*c)));
    let upper_lower = discrimination(&columns, marks.maxima(), 0.27, Ties::Share);
    let mut items = Vec::with_capacity(columns.len());
    for (item, ((column, most), with)) in columns.iter().zip(marks.maxima()).zip(&with_total).enumerate() {
        let rest: Vec<f64> = total.iter().zip(column).map(|(total, mark)| total - mark).collect();
        let (spread, elsewhere) = (vary(column), vary(&rest));
        let shared = covariance(column, &rest);
        let item_rest = match (spread, elsewhere) {
            (Some(spread), Some(elsewhere)) => Some((shared / libm::sqrt(spread * elsewhere)).clamp(-1.0, 1.0)),
            _ => None,
        };
        let efficiency = item_rest.and_then(|_| {
            let best = best_pairing(column, rest);
            (best > 0.0).then(|| 100.0 * shared / best)
        });
        let average = mean(column);
        let facility = average / most;
        let guess = guesses.get(item).copied().flatten();
        let negative = *with < 0.0;
        let seen = marks.seen(item);
        let flags = [
            (Flag::NotSeen, seen == 0),
            (Flag::NoVariance, spread.is_none() && column.len() > 1 && seen > 0),
            (Flag::NoVarianceElsewhere, spread.is_some() && elsewhere.is_none()),
            (Flag::NegativeCovariance, negative),
            (Flag::NegativeDiscrimination, item_rest.is_some_and(|r| r < 0.0)),
            (
                Flag::BelowGuessing,
                seen > 0 && guess.is_some_and(|guess| facility < guess),
            ),
        ];
        items.push(ItemStatistics {
            seen,
            mean: average,
            facility,
            deviation: (column.len() > 1).then(|| libm::sqrt(variance(column))),
            guess,
            intended_weight: 100.0 * most / whole,
            effective_weight: (roots > 0.0 && !negative).then(|| 100.0 * libm::sqrt(*with) / roots),
            discrimination_index: item_rest.map(|r| 100.0 * r),
            discriminative_efficiency: efficiency,
            item_total: (vary(&total).is_some() && spread.is_some())
                .then(|| crate::numeric::sum::correlation(column, &total)),
            item_rest,
            alpha_without: reliability
                .as_ref()
                .and_then(|r| r.alpha_without.get(item).copied().flatten()),
            upper_lower: upper_lower.as_ref().and_then(|list| list.get(item).copied()),
            flags: flags
                .into_iter()
                .filter(|(_, raised)| *raised)
                .map(|(flag, _)| flag)
                .collect(),
        });
    }
    let consistency = reliability.as_ref().map(|r| 100.0 * r.alpha);
    // A negative alpha makes the ratio larger than 100 %, as Moodle shows it.
    let error_ratio = consistency.map(|c| 100.0 * libm::sqrt(1.0 - c / 100.0));
    let deviation = (total.len() > 1).then(|| libm::sqrt(variance(&total)));
    let (skewness, kurtosis) = shape(&total);
    let ends = total
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &t| {
            (low.min(t), high.max(t))
        });
    let test = TestStatistics {
        persons: total.len(),
        left_out,
        mean: mean(&total),
        median: median(&total),
        deviation,
        least: ends.0,
        most: ends.1,
        skewness,
        kurtosis,
        consistency,
        error_ratio,
        standard_error: error_ratio
            .zip(deviation)
            .map(|(ratio, deviation)| ratio * deviation / 100.0),
        reliability,
    };
    Ok(Report { items, test })
}

/// The variance of values that vary; a sum of squares that rounding alone could make is no variance.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn vary(values: &[f64]) -> Option<f64> {
    let most = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    let found = squares(values);
    (values.len() > 1 && found > values.len() as f64 * most * most * 1e-28).then(|| variance(values))
}

/// The covariance of the two lists, each sorted: the largest that any pairing of them gives.
fn best_pairing(column: &[f64], mut rest: Vec<f64>) -> f64 {
    let mut sorted = column.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    rest.sort_unstable_by(f64::total_cmp);
    covariance(&sorted, &rest)
}

/// The middle of the values; NaN without one.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let at = |index: usize| sorted.get(index).copied().unwrap_or(f64::NAN);
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        at(half)
    } else {
        0.5 * (at(half.wrapping_sub(1)) + at(half))
    }
}

/// Skewness and kurtosis by k-statistics.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn shape(values: &[f64]) -> (Option<f64>, Option<f64>) {
    let s = values.len() as f64;
    let centre = mean(values);
    let power = |order: u32| {
        let raised = values.iter().map(|value| {
            let away = value - centre;
            (1..order).fold(away, |product, _| product * away)
        });
        sum(raised) / s
    };
    let (m2, m3, m4) = (power(2), power(3), power(4));
    let scale = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    if s < 3.0 || m2 <= scale * scale * 1e-28 {
        return (None, None);
    }
    let k2 = s * m2 / (s - 1.0);
    let k3 = s * s * m3 / ((s - 1.0) * (s - 2.0));
    let skewness = k3 / (k2 * libm::sqrt(k2));
    let kurtosis = (s > 3.0).then(|| {
        let k4 = s * s * ((s + 1.0) * m4 - 3.0 * (s - 1.0) * m2 * m2) / ((s - 1.0) * (s - 2.0) * (s - 3.0));
        k4 / (k2 * k2)
    });
    (Some(skewness), kurtosis)
}

/// For each item, the mean share of the maximum earned by the best `share` of persons minus that of the weakest.
///
/// None when the share makes no person, or both groups are one and the same. A group has round(share × persons) persons.
///
/// # Formula
/// D_i = (mean of x_i over the top group − over the bottom group)/maximum_i.
///
/// # Source
/// T. L. Kelley, J. Educ. Psychol. 30 (1939), 17–24.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of persons, rounded from between 0 and itself"
)]
pub fn discrimination(columns: &[Vec<f64>], maxima: &[f64], share: f64, ties: Ties) -> Option<Vec<f64>> {
    let total = totals(columns);
    let persons = total.len();
    if !(share > 0.0 && share <= 0.5) {
        return None;
    }
    let size = libm::round(share * persons as f64) as usize;
    if size == 0 {
        return None;
    }
    let at = |person: usize| total.get(person).copied().unwrap_or(0.0);
    let weights = |best: bool| -> Vec<(usize, f64)> {
        let mut order: Vec<usize> = (0..persons).collect();
        // Stable, so that those who come first stay first.
        order.sort_by(|&a, &b| {
            if best {
                at(b).total_cmp(&at(a))
            } else {
                at(a).total_cmp(&at(b))
            }
        });
        match ties {
            Ties::First => order.into_iter().take(size).map(|person| (person, 1.0)).collect(),
            Ties::Share => {
                let mut left = size as f64;
                let mut taken = Vec::new();
                for same in order.chunk_by(|&a, &b| at(a).to_bits() == at(b).to_bits()) {
                    if left <= 0.0 {
                        break;
                    }
                    let each = (left / same.len() as f64).min(1.0);
                    taken.extend(same.iter().map(|&person| (person, each)));
                    left -= same.len() as f64;
                }
                taken
            }
        }
    };
    let (best, weakest) = (weights(true), weights(false));
    let mean = |column: &[f64], group: &[(usize, f64)]| {
        sum(group
            .iter()
            .map(|(person, weight)| weight * column.get(*person).copied().unwrap_or(0.0)))
            / size as f64
    };
    Some(
        columns
            .iter()
            .zip(maxima)
            .map(|(column, most)| (mean(column, &best) - mean(column, &weakest)) / most)
            .collect(),
    )
}
