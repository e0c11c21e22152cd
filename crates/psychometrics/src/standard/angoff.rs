//! Modified Angoff: each judge says, item by item, what share of just-competent people would succeed.

use super::Refused;
use crate::numeric::{sum, sum::correlation, sum::mean, sum::variance};
use crate::rows::{Ragged, even};

/// Variance components of a rating, judges × items.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Components {
    /// Between judges: severity.
    pub judge: f64,
    /// Between items: difficulty as the judges see it.
    pub item: f64,
    /// What is left: judges who see items differently.
    pub residual: f64,
    /// Whether a component came out negative and was put to 0.
    pub clipped: bool,
}

/// One judge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judge {
    /// Sum of the ratings: the cut of this judge alone, in points.
    pub cut: f64,
    /// How many standard deviations of the judges' cuts away from their mean; none when all judges have one cut.
    pub severity: Option<f64>,
    /// Correlation with the mean of the other judges over items; none when one side does not vary.
    pub with_rest: Option<f64>,
    /// Correlation with the share of people who succeeded; none without it, or when one side does not vary.
    pub with_difficulty: Option<f64>,
}

/// One item as judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// Mean rating.
    pub mean: f64,
    /// Standard deviation over judges.
    pub deviation: f64,
    /// Lowest rating.
    pub least: f64,
    /// Highest rating.
    pub most: f64,
}

/// A round of ratings, added up.
#[derive(Debug, Clone, PartialEq)]
pub struct Angoff {
    /// The cut, in points: the sum over items of the mean rating.
    pub cut: f64,
    /// The same as a share of the number of items, in %.
    pub percent: f64,
    /// Standard deviation of the judges' cuts.
    pub deviation: f64,
    /// Standard error of the cut were other judges drawn, for these items: from the components.
    pub error_judges: f64,
    /// Standard error were other judges and other items drawn.
    pub error_both: f64,
    /// Variance components.
    pub components: Components,
    /// Generalisability of the item means over judges, severity aside; none when nothing varies.
    pub g: Option<f64>,
    /// Dependability of the item means over judges, severity included; none when nothing varies.
    pub phi: Option<f64>,
    /// ICC(C,1) of one judge; none when nothing varies.
    pub consistency: Option<f64>,
    /// ICC(A,1) of one judge; none when nothing varies.
    pub agreement: Option<f64>,
    /// Correlation of the item means with the share of people who succeeded.
    pub with_difficulty: Option<f64>,
    /// Each judge.
    pub judges: Vec<Judge>,
    /// Each item.
    pub items: Vec<Judged>,
}

/// Adds up a round: `ratings` has one row a judge and one number from 0 to 1 an item; `difficulty`, when known, the share of people who succeeded on each
/// item.
///
/// # Errors
/// Fewer than two judges or items, rows of several lengths, a rating outside 0 to 1.
///
/// # Formula
/// cut = Σᵢ mean_j. From the two-way mean squares J, I, R: σ²_J = (J − R)/n_I, σ²_I = (I − R)/n_J, σ²_R = R, negative ones put to 0;
/// SE(judges) = n_I √(σ²_J/n_J + σ²_R/(n_J n_I)); SE(both) adds σ²_I/n_I under the root.
///
/// # Source
/// R. L. Brennan and R. E. Lockwood, Appl. Psychol. Meas. 4 (1980), 219–240; R. L. Brennan, *Generalizability Theory* (2001); R. K. Hambleton
/// and M. J. Pitoniak, "Setting performance standards" (2006).
#[expect(clippy::cast_precision_loss, reason = "numbers of judges and items")]
pub fn angoff<R: AsRef<[f64]>>(ratings: &[R], difficulty: Option<&[f64]>) -> Result<Angoff, Refused> {
    let judges = ratings.len();
    if judges < 2 {
        return Err(Refused::OneJudge);
    }
    let items = ratings.first().map_or(0, |row| row.as_ref().len());
    if items < 2 {
        return Err(Refused::OneItem);
    }
    even(ratings, items).map_err(Refused::Ragged)?;
    if let Some(found) = difficulty.map(<[f64]>::len).filter(|found| *found != items) {
        let (row, expected) = (judges, items);
        return Err(Refused::Ragged(Ragged { row, found, expected }));
    }
    for (judge, row) in ratings.iter().enumerate() {
        if let Some(item) = row.as_ref().iter().position(|rating| !(0.0..=1.0).contains(rating)) {
            return Err(Refused::Rating { judge, item });
        }
    }
    if let Some(item) = difficulty.and_then(|p| p.iter().position(|p| !p.is_finite())) {
        return Err(Refused::Rating { judge: judges, item });
    }
    let columns: Vec<Vec<f64>> = (0..items)
        .map(|item| {
            ratings
                .iter()
                .filter_map(|row| row.as_ref().get(item).copied())
                .collect()
        })
        .collect();
    let means: Vec<f64> = columns.iter().map(|column| mean(column)).collect();
    let cuts: Vec<f64> = ratings.iter().map(|row| sum(row.as_ref().iter().copied())).collect();
    let (n_j, n_i) = (judges as f64, items as f64);
    let of_judges: Vec<f64> = cuts.iter().map(|cut| cut / n_i).collect();
    let (ms_j, ms_i) = (n_i * variance(&of_judges), n_j * variance(&means));
    let grand = mean(&means);
    let left = sum(ratings.iter().zip(&of_judges).flat_map(|(row, judge)| {
        row.as_ref().iter().zip(&means).map(move |(rating, item)| {
            let away = rating - item - judge + grand;
            away * away
        })
    }));
    let residual = left / ((n_j - 1.0) * (n_i - 1.0));
    let raw = ((ms_j - residual) / n_i, (ms_i - residual) / n_j);
    let components = Components {
        judge: raw.0.max(0.0),
        item: raw.1.max(0.0),
        residual,
        clipped: raw.0 < 0.0 || raw.1 < 0.0,
    };
    let Components { judge, item, .. } = components;
    let over_judges = judge / n_j + residual / (n_j * n_i);
    let ratio = |over: f64, under: f64| (under > 1e-15).then(|| over / under);
    let deviation = libm::sqrt(variance(&cuts));
    let centre = mean(&cuts);
    let related = |a: &[f64], b: &[f64]| {
        let r = correlation(a, b);
        (!r.is_nan()).then_some(r)
    };
    let each = ratings
        .iter()
        .zip(&cuts)
        .map(|(row, cut)| {
            let row = row.as_ref();
            let rest: Vec<f64> = means
                .iter()
                .zip(row)
                .map(|(m, own)| (m * n_j - own) / (n_j - 1.0))
                .collect();
            Judge {
                cut: *cut,
                severity: ratio(cut - centre, deviation),
                with_rest: related(row, &rest),
                with_difficulty: difficulty.and_then(|p| related(row, p)),
            }
        })
        .collect();
    Ok(Angoff {
        cut: sum(means.iter().copied()),
        percent: 100.0 * grand,
        deviation,
        error_judges: n_i * libm::sqrt(over_judges),
        error_both: n_i * libm::sqrt(over_judges + item / n_i),
        components,
        g: ratio(item, item + residual / n_j),
        phi: ratio(item, item + (judge + residual) / n_j),
        consistency: ratio(ms_i - residual, ms_i + (n_j - 1.0) * residual),
        agreement: ratio(
            ms_i - residual,
            ms_i + (n_j - 1.0) * residual + n_j / n_i * (ms_j - residual),
        ),
        with_difficulty: difficulty.and_then(|p| related(&means, p)),
        judges: each,
        items: columns
            .iter()
            .zip(&means)
            .map(|(column, &mean)| Judged {
                mean,
                deviation: libm::sqrt(variance(column)),
                least: column.iter().copied().fold(f64::INFINITY, f64::min),
                most: column.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            })
            .collect(),
    })
}

/// How far a judge's ratings are from what people at the cut do: the mean of |rating − chance of success at the cut|.
///
/// None when the lists differ in length or are empty, or hold what is no number.
///
/// # Source
/// W. J. van der Linden, J. Educ. Meas. 19 (1982), 295–308.
///
/// # Formula
/// Σ|rating_i − P_i(θ at the cut)|/n, 0 to 1.
#[must_use]
pub fn intrajudge(ratings: &[f64], at_cut: &[f64]) -> Option<f64> {
    let same = ratings.len() == at_cut.len() && !ratings.is_empty();
    let away: Vec<f64> = ratings.iter().zip(at_cut).map(|(r, p)| (r - p).abs()).collect();
    let found = mean(&away);
    (same && found.is_finite()).then_some(found)
}

/// From one round to the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// Change of the cut, in points.
    pub cut: f64,
    /// Deviation of the judges' cuts, after over before: below 1 they came closer; none when they were one.
    pub spread: Option<f64>,
    /// Change of each judge's cut.
    pub judges: Vec<f64>,
    /// Share of the ratings that changed.
    pub changed: f64,
}

/// Compares two rounds of the same judges on the same items.
///
/// # Errors
/// As [`angoff`], or rounds of other sizes.
///
/// # Formula
/// Change of the cut Σ_i (mean_j after − before); spread s_after/s_before of the judges' cuts; changed: share of ratings that differ by more than 10⁻⁹.
///
/// # Source
/// R. K. Hambleton and M. J. Pitoniak, "Setting performance standards" (2006), on feedback between rounds.
#[expect(clippy::cast_precision_loss, reason = "numbers of judges and items")]
pub fn moves<R: AsRef<[f64]>>(before: &[R], after: &[R]) -> Result<Move, Refused> {
    let (first, second) = (angoff(before, None)?, angoff(after, None)?);
    if before.len() != after.len() || first.items.len() != second.items.len() {
        return Err(Refused::Ragged(Ragged {
            row: before.len().min(after.len()),
            found: after.len(),
            expected: before.len(),
        }));
    }
    let ratings = before
        .iter()
        .zip(after)
        .flat_map(|(a, b)| a.as_ref().iter().zip(b.as_ref()));
    let changed = ratings.filter(|(a, b)| (*a - *b).abs() > 1e-9).count();
    Ok(Move {
        cut: second.cut - first.cut,
        spread: (first.deviation > 0.0).then(|| second.deviation / first.deviation),
        judges: first
            .judges
            .iter()
            .zip(&second.judges)
            .map(|(a, b)| b.cut - a.cut)
            .collect(),
        changed: changed as f64 / (before.len() * first.items.len()) as f64,
    })
}
