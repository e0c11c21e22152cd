//! Ratings that are numbers: Kendall's W, Finn's coefficient, mean correlation, agreement within a tolerance.

use super::Refused;
use crate::numeric::{chi_square, sum, sum::correlation};
use crate::rows;

/// Ratings as numbers, subjects × raters, with gaps.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    // INVARIANT: cells.len() is a multiple of raters ≥ 2; every number is finite.
    raters: usize,
    cells: Vec<Option<f64>>,
}

impl Scores {
    /// Numbers from their rows, one a subject, with one cell a rater.
    ///
    /// # Errors
    /// No row, fewer than two raters, rows of several lengths, a number that is not finite.
    pub fn from_rows<R: AsRef<[Option<f64>]>>(rows: &[R]) -> Result<Self, Refused> {
        let raters = rows.first().ok_or(Refused::NoSubject)?.as_ref().len();
        if raters < 2 {
            return Err(Refused::OneRater);
        }
        let cells = rows::cells(rows, raters).map_err(Refused::Ragged)?;
        let no_number = |cell: &Option<f64>| cell.is_some_and(|value| !value.is_finite());
        if let Some(place) = cells.iter().position(no_number) {
            let (subject, rater) = (place / raters, place % raters);
            return Err(Refused::Number { subject, rater });
        }
        Ok(Self { raters, cells })
    }

    /// Number of raters.
    #[must_use]
    pub const fn raters(&self) -> usize {
        self.raters
    }

    /// The numbers of each subject.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[Option<f64>]> {
        self.cells.chunks_exact(self.raters)
    }

    /// Every number, rater by rater, when none is missing and there are two subjects at least.
    pub(super) fn columns(&self) -> Result<Vec<Vec<f64>>, Refused> {
        if self.rows().len() < 2 {
            return Err(Refused::OneSubject);
        }
        if let Some(subject) = self.rows().position(|row| row.iter().any(Option::is_none)) {
            return Err(Refused::Incomplete { subject });
        }
        Ok((0..self.raters)
            .map(|rater| {
                self.rows()
                    .map(|row| row.get(rater).copied().flatten().unwrap_or(0.0))
                    .collect()
            })
            .collect())
    }

    /// Only the subjects that every rater rated.
    #[must_use]
    pub fn complete(&self) -> Self {
        Self {
            raters: self.raters,
            cells: self
                .rows()
                .filter(|row| row.iter().all(Option::is_some))
                .flatten()
                .copied()
                .collect(),
        }
    }
}

/// How far raters put subjects in the same order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concordance {
    /// W: 0 for no common order, 1 for one and the same.
    pub w: f64,
    /// Chi-square statistic m(n − 1)W.
    pub chi_square: f64,
    /// Degrees of freedom n − 1.
    pub df: f64,
    /// p-value.
    pub p: f64,
}

/// Kendall's coefficient of concordance, corrected for ties.
///
/// # Errors
/// A gap, one subject, or a rater who gives everybody the same number so that nothing is ordered.
///
/// # Formula
/// W = 12 Σ(Rᵢ − R̄)²/(m²(n³ − n) − m ΣTⱼ), Rᵢ the sum of mid-ranks of a subject, Tⱼ = Σ(t³ − t) over the ties of rater j.
///
/// # Source
/// M. G. Kendall, *Rank Correlation Methods*, 4th ed. (1970), chapter 6.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn concordance(scores: &Scores) -> Result<Concordance, Refused> {
    let columns = scores.columns()?;
    let subjects = scores.rows().len();
    let (n, m) = (subjects as f64, columns.len() as f64);
    let mut ranks = vec![0.0; subjects];
    let mut ties = 0.0;
    for column in &columns {
        let mut order: Vec<usize> = (0..subjects).collect();
        let value = |subject: usize| column.get(subject).copied().unwrap_or(0.0) + 0.0;
        order.sort_unstable_by(|&a, &b| value(a).total_cmp(&value(b)));
        let mut below = 0.0;
        for same in order.chunk_by(|&a, &b| value(a).to_bits() == value(b).to_bits()) {
            let count = same.len() as f64;
            for &subject in same {
                if let Some(rank) = ranks.get_mut(subject) {
                    *rank += below + 0.5 * (count + 1.0);
                }
            }
            below += count;
            ties += count * count * count - count;
        }
    }
    let under = m * m * (n * n * n - n) - m * ties;
    if under <= 0.0 {
        return Err(Refused::NoVariation);
    }
    let w = (12.0 * crate::numeric::sum::squares(&ranks) / under).clamp(0.0, 1.0);
    let statistic = m * (n - 1.0) * w;
    Ok(Concordance {
        w,
        chi_square: statistic,
        df: n - 1.0,
        p: chi_square::upper(statistic, n - 1.0),
    })
}

/// Finn's coefficient: how much less the ratings of one subject differ than if they were drawn at random among `levels` ordered levels.
///
/// # Errors
/// A gap, one subject, or fewer than two levels.
///
/// `severity` says whether the differences between raters count against agreement (they do in absolute judgements).
///
/// # Formula
/// 1 − MS / ((L² − 1)/12), MS within subjects, or residual when severity does not count.
///
/// # Source
/// R. H. Finn, Educ. Psychol. Meas. 30 (1970), 71–76.
pub fn finn(scores: &Scores, levels: u32, severity: bool) -> Result<f64, Refused> {
    if levels < 2 {
        return Err(Refused::OneCategory);
    }
    let levels = f64::from(levels);
    let squares = super::squares(scores)?;
    let found = if severity { squares.within } else { squares.residual };
    Ok(1.0 - found / ((levels * levels - 1.0) / 12.0))
}

/// The mean of the correlations of all pairs of raters, through Fisher's z.
///
/// # Errors
/// A gap, one subject, or a rater whose numbers do not vary.
///
/// # Formula
/// tanh of the mean of atanh r.
///
/// # Source
/// R. A. Fisher, *Metron* 1 (1921), 3–32, for z; N. C. Silver and W. P. Dunlap, J. Appl. Psychol. 72 (1987), 146–148, for the mean.
#[expect(clippy::cast_precision_loss, reason = "a number of pairs")]
pub fn mean_correlation(scores: &Scores) -> Result<f64, Refused> {
    let columns = scores.columns()?;
    let mut transformed = Vec::new();
    for (i, first) in columns.iter().enumerate() {
        for second in columns.iter().skip(i + 1) {
            let r = correlation(first, second);
            if r.is_nan() {
                return Err(Refused::NoVariation);
            }
            // Two raters who agree in all would weigh without end.
            transformed.push(libm::atanh(r.clamp(-1.0 + 1e-15, 1.0 - 1e-15)));
        }
    }
    Ok(libm::tanh(sum(transformed.iter().copied()) / transformed.len() as f64))
}

/// Share of the subjects whose ratings all lie within `tolerance` of each other, 0 to 1.
///
/// # Errors
/// No subject with all its ratings.
///
/// # Formula
/// #(max − min ≤ tolerance)/#(subjects with all their ratings). Chance is not taken away.
///
/// # Source
/// S. E. Stemler, Pract. Assess. Res. Eval. 9 (2004), number 4 (adjacent agreement).
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn within_tolerance(scores: &Scores, tolerance: f64) -> Result<f64, Refused> {
    let complete = scores.complete();
    let close = complete.rows().filter(|row| {
        let (low, high) = row
            .iter()
            .flatten()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &v| {
                (low.min(v), high.max(v))
            });
        high - low <= tolerance
    });
    match complete.rows().len() {
        0 => Err(Refused::NoSubject),
        subjects => Ok(close.count() as f64 / subjects as f64),
    }
}
