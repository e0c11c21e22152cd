//! Hofstee: a compromise between the cut that judges would accept and the failures that they would accept.

use super::Refused;

/// What the judges would accept, as the means of their answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Lowest acceptable cut, in points.
    pub least_cut: f64,
    /// Highest acceptable cut.
    pub most_cut: f64,
    /// Lowest acceptable share of failures, 0 to 1.
    pub least_failures: f64,
    /// Highest acceptable share of failures.
    pub most_failures: f64,
}

/// A compromise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hofstee {
    /// Where the failure curve meets the diagonal.
    pub cut: f64,
    /// Share of failures read there on the diagonal.
    pub failures: f64,
    /// The first whole score whose failures are on or above the diagonal: the cut in whole points.
    pub whole: f64,
}

/// Finds the compromise. `totals` are whole or half scores, in points.
///
/// # Errors
/// No score, a score that is no number, limits that are not in order, or a failure curve that does not meet the diagonal.
///
/// # Formula
/// F(c), the share of totals below c, at whole scores and linear between, meets the line from (lowest cut, most failures) to (highest cut, fewest
/// failures).
///
/// # Source
/// W. K. B. Hofstee, "The case for compromise in educational selection and grading" (1983).
#[expect(clippy::cast_precision_loss, reason = "a number of persons")]
pub fn hofstee(totals: &[f64], limits: Limits) -> Result<Hofstee, Refused> {
    let Limits {
        least_cut,
        most_cut,
        least_failures,
        most_failures,
    } = limits;
    let ordered = least_cut < most_cut && most_cut.is_finite() && least_cut.is_finite();
    let shares = least_failures < most_failures && least_failures >= 0.0 && most_failures <= 1.0;
    if !ordered || !shares || most_cut - least_cut > 1e6 {
        return Err(Refused::Limits);
    }
    if totals.is_empty() {
        return Err(Refused::NoPerson);
    }
    if let Some(person) = totals.iter().position(|t| !t.is_finite()) {
        return Err(Refused::Score { person });
    }
    let mut sorted = totals.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let below = |cut: f64| sorted.partition_point(|total| *total < cut) as f64 / sorted.len() as f64;
    let curve = |cut: f64| {
        let (low, high) = (libm::floor(cut), libm::ceil(cut));
        let start = below(low);
        if high > low {
            start + (cut - low) * (below(high) - start)
        } else {
            start
        }
    };
    let slope = (least_failures - most_failures) / (most_cut - least_cut);
    let line = |cut: f64| most_failures + slope * (cut - least_cut);
    let above = |cut: f64| curve(cut) - line(cut);
    if above(least_cut) > 0.0 || above(most_cut) < 0.0 {
        return Err(Refused::NoCrossing);
    }
    let mut left = least_cut;
    loop {
        let right = (libm::floor(left) + 1.0).min(most_cut);
        let (start, end) = (above(left), above(right));
        if end >= 0.0 || right >= most_cut {
            let cut = if end > start {
                left - start * (right - left) / (end - start)
            } else {
                left
            };
            let mut whole = libm::ceil(cut);
            while above(whole) < -1e-12 {
                whole += 1.0;
            }
            return Ok(Hofstee {
                cut,
                failures: line(cut),
                whole,
            });
        }
        left = right;
    }
}
