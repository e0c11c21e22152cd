//! Intraclass correlations: how much of the variance of a rating is the subject's own.

use super::{Bounds, Refused, Scores};
use crate::numeric::{fisher, sum};

/// The mean squares of a complete table of subjects × raters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Squares {
    /// Number of subjects.
    pub subjects: f64,
    /// Number of raters.
    pub raters: f64,
    /// Between subjects.
    pub rows: f64,
    /// Between raters.
    pub columns: f64,
    /// Residual, subjects × raters.
    pub residual: f64,
    /// Within subjects.
    pub within: f64,
}

/// The mean squares of the two-way analysis of variance.
///
/// # Errors
/// A gap, or one subject.
///
/// # Formula
/// With n subjects, k raters and x̄ the means: rows k Σ(x̄_i − x̄)²/(n − 1), columns n Σ(x̄_j − x̄)²/(k − 1), residual Σ(x − x̄_i − x̄_j + x̄)²/((n − 1)(k − 1)), within
/// Σ(x − x̄_i)²/(n(k − 1)).
///
/// # Source
/// P. E. Shrout and J. L. Fleiss, Psychol. Bull. 86 (1979), 420–428.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn squares(scores: &Scores) -> Result<Squares, Refused> {
    let columns = scores.columns()?;
    let (n, k) = (scores.rows().len() as f64, columns.len() as f64);
    let grand = sum(columns.iter().flatten().copied()) / (n * k);
    let of_rater: Vec<f64> = columns.iter().map(|column| sum(column.iter().copied()) / n).collect();
    let of_subject: Vec<f64> = scores
        .rows()
        .map(|row| sum(row.iter().flatten().copied()) / k)
        .collect();
    let square = |value: f64| value * value;
    let between_rows = k * sum(of_subject.iter().map(|mean| square(mean - grand)));
    let between_columns = n * sum(of_rater.iter().map(|mean| square(mean - grand)));
    let left = sum(columns.iter().zip(&of_rater).flat_map(|(column, rater)| {
        column
            .iter()
            .zip(&of_subject)
            .map(move |(value, subject)| square(value - rater - subject + grand))
    }));
    Ok(Squares {
        subjects: n,
        raters: k,
        rows: between_rows / (n - 1.0),
        columns: between_columns / (k - 1.0),
        residual: left / ((n - 1.0) * (k - 1.0)),
        within: (left + between_columns) / (n * (k - 1.0)),
    })
}

/// The six forms, by McGraw and Wong's names (Shrout and Fleiss' in brackets).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// ICC(1), each subject rated by other raters (1,1).
    OneWay,
    /// ICC(k), their mean (1,k).
    OneWayMean,
    /// ICC(A,1), absolute agreement of one rater drawn at random (2,1).
    Agreement,
    /// ICC(A,k), of the mean (2,k).
    AgreementMean,
    /// ICC(C,1), consistency of one rater, its severity aside (3,1).
    Consistency,
    /// ICC(C,k), of the mean (3,k).
    ConsistencyMean,
}

impl Form {
    /// All six.
    pub const ALL: [Self; 6] = [
        Self::OneWay,
        Self::OneWayMean,
        Self::Agreement,
        Self::AgreementMean,
        Self::Consistency,
        Self::ConsistencyMean,
    ];

    /// The name given by McGraw and Wong.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OneWay => "ICC(1)",
            Self::OneWayMean => "ICC(k)",
            Self::Agreement => "ICC(A,1)",
            Self::AgreementMean => "ICC(A,k)",
            Self::Consistency => "ICC(C,1)",
            Self::ConsistencyMean => "ICC(C,k)",
        }
    }
}

/// An intraclass correlation with its test of being 0 and its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Icc {
    /// Which form.
    pub form: Form,
    /// The coefficient; it can be negative.
    pub value: f64,
    /// F statistic.
    pub f: f64,
    /// Its degrees of freedom above.
    pub df1: f64,
    /// Its degrees of freedom below.
    pub df2: f64,
    /// Degrees of freedom of the interval: `df2`, or Satterthwaite's at the value found for absolute agreement.
    pub interval_df: f64,
    /// p-value of "it is 0".
    pub p: f64,
    /// Interval of the confidence asked, −∞ where the data set no lower end; none when its degrees of freedom are not defined (a
    /// negative coefficient in a small table).
    pub bounds: Option<Bounds>,
}

/// One intraclass correlation.
///
/// # Errors
/// A gap, one subject, nothing that varies, or no residual at all (full agreement,
/// for which F and the interval are infinite); for the forms of a mean, subjects whose means are all alike.
///
/// # Formula
/// From the mean squares R (subjects), C (raters), E (residual), W (within): ICC(1) = (R−W)/(R+(k−1)W); ICC(C,1) = (R−E)/(R+(k−1)E);
/// ICC(A,1) = (R−E)/(R+(k−1)E+k(C−E)/n); of the mean: (R−W)/R, (R−E)/R, (R−E)/(R+(C−E)/n). Intervals by McGraw and Wong's tables 6 and 7.
///
/// # Source
/// P. E. Shrout and J. L. Fleiss, Psychol. Bull. 86 (1979), 420–428; K. O. McGraw and S. P. Wong, Psychol. Methods 1 (1996), 30–46.
pub fn icc(scores: &Scores, form: Form, confidence: f64) -> Result<Icc, Refused> {
    let Squares {
        subjects: n,
        raters: k,
        rows,
        columns,
        residual,
        within,
    } = squares(scores)?;
    let one_way = matches!(form, Form::OneWay | Form::OneWayMean);
    let error = if one_way { within } else { residual };
    let scale = rows + columns + within;
    if scale <= 0.0 || error <= scale * 1e-15 {
        return Err(Refused::NoVariation);
    }
    let mean = matches!(form, Form::OneWayMean | Form::AgreementMean | Form::ConsistencyMean);
    if mean && rows <= scale * 1e-15 {
        // Subjects do not differ at all: the coefficient of a mean has no lower bound.
        return Err(Refused::NoVariation);
    }
    let upper = 0.5 + 0.5 * confidence;
    let df1 = n - 1.0;
    let f = rows / error;
    let agreement = |df2: f64| (fisher::quantile(upper, df1, df2), fisher::quantile(upper, df2, df1));
    let df2 = if one_way { n * (k - 1.0) } else { (n - 1.0) * (k - 1.0) };
    let (value, interval_df, bounds) = match form {
        Form::OneWay | Form::OneWayMean | Form::Consistency | Form::ConsistencyMean => {
            let (over, under) = agreement(df2);
            let (low, high) = (f / over, f * under);
            if matches!(form, Form::OneWay | Form::Consistency) {
                let single = |f: f64| (f - 1.0) / (f + k - 1.0);
                (
                    single(f),
                    df2,
                    Bounds {
                        low: single(low),
                        high: single(high),
                    },
                )
            } else {
                let mean = |f: f64| 1.0 - 1.0 / f;
                (
                    mean(f),
                    df2,
                    Bounds {
                        low: mean(low),
                        high: mean(high),
                    },
                )
            }
        }
        Form::Agreement => {
            let value = (rows - residual) / (rows + (k - 1.0) * residual + k / n * (columns - residual));
            let a = k * value / (n * (1.0 - value));
            let b = 1.0 + k * value * (n - 1.0) / (n * (1.0 - value));
            let df = satterthwaite(a * columns, b * residual, n, k);
            let (over, under) = agreement(df);
            let rest = k * columns + (k * n - k - n) * residual;
            let bounds = Bounds {
                low: end(n * (rows - over * residual), over * rest + n * rows, scale),
                high: end(n * (under * rows - residual), rest + n * under * rows, scale).max(value),
            };
            (value, df, bounds)
        }
        Form::AgreementMean => {
            let under = rows + (columns - residual) / n;
            if under <= scale * 1e-12 {
                return Err(Refused::NoVariation);
            }
            let value = (rows - residual) / under;
            let a = value / (n * (1.0 - value));
            let b = 1.0 + value * (n - 1.0) / (n * (1.0 - value));
            let df = satterthwaite(a * columns, b * residual, n, k);
            let (over, under) = agreement(df);
            let rest = columns - residual;
            let bounds = Bounds {
                low: end(n * (rows - over * residual), over * rest + n * rows, scale),
                high: end(n * (under * rows - residual), rest + n * under * rows, scale).max(value),
            };
            (value, df, bounds)
        }
    };
    Ok(Icc {
        form,
        value,
        f,
        df1,
        df2,
        interval_df,
        p: fisher::upper(f, df1, df2),
        bounds: (bounds.low <= value && value <= bounds.high).then_some(bounds),
    })
}

/// An end of an interval: −∞ where its denominator is not positive, which means that the data set no lower end.
fn end(over: f64, under: f64, scale: f64) -> f64 {
    if under > scale * 1e-12 {
        over / under
    } else {
        f64::NEG_INFINITY
    }
}

/// Degrees of freedom of a sum of two mean squares, of raters and residual.
fn satterthwaite(columns: f64, residual: f64, n: f64, k: f64) -> f64 {
    let total = columns + residual;
    total * total / (columns * columns / (k - 1.0) + residual * residual / ((n - 1.0) * (k - 1.0)))
}
