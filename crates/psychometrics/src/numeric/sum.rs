//! Compensated sums, and the moments built on them.

/// A running sum that carries its rounding error.
///
/// # Formula
/// Neumaier's variant of Kahan's summation: the low part lost by each addition is kept aside and added at the end, whichever of the two
/// terms is the larger.
///
/// # Source
/// A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974), 39–51.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sum {
    high: f64,
    low: f64,
}

impl Sum {
    /// Adds a term.
    #[inline]
    pub fn add(&mut self, term: f64) {
        let total = self.high + term;
        self.low += if self.high.abs() >= term.abs() {
            (self.high - total) + term
        } else {
            (term - total) + self.high
        };
        self.high = total;
    }

    /// What the terms come to. An infinite term gives NaN or an infinity, never a finite number.
    ///
    /// # Formula
    /// s + c: the sum and what rounding left of it.
    ///
    /// # Source
    /// A. Neumaier, *Zeitschrift für Angewandte Mathematik und Mechanik* 54 (1974), 39–51.
    #[inline]
    #[must_use]
    pub fn value(self) -> f64 {
        self.high + self.low
    }
}

impl FromIterator<f64> for Sum {
    fn from_iter<I: IntoIterator<Item = f64>>(terms: I) -> Self {
        let mut sum = Self::default();
        for term in terms {
            sum.add(term);
        }
        sum
    }
}

/// The compensated sum of the terms; 0 without a term.
///
/// # Formula
/// Σ x_i, compensated.
///
/// # Source
/// A. Neumaier, *Zeitschrift für Angewandte Mathematik und Mechanik* 54 (1974), 39–51.
#[must_use]
pub fn sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    terms.into_iter().collect::<Sum>().value()
}

/// Arithmetic mean; NaN without a value.
///
/// # Formula
/// x̄ = Σ x_i/n.
///
/// # Source
/// R. A. Fisher, *Statistical Methods for Research Workers* (1925), chapter 3.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn mean(values: &[f64]) -> f64 {
    sum(values.iter().copied()) / values.len() as f64
}

/// Sum of squared deviations from the mean, in two passes; NaN without a value.
///
/// # Formula
/// Σ (x_i − x̄)².
///
/// # Source
/// T. F. Chan, G. H. Golub and R. J. LeVeque, *The American Statistician* 37 (1983), 242–247.
#[must_use]
pub fn squares(values: &[f64]) -> f64 {
    let centre = mean(values);
    sum(values.iter().map(|value| (value - centre) * (value - centre)))
}

/// Sample variance, with n − 1; NaN below two values.
///
/// # Formula
/// Σ (x_i − x̄)²/(n − 1).
///
/// # Source
/// As [`squares`].
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn variance(values: &[f64]) -> f64 {
    if values.len() < 2 {
        return f64::NAN;
    }
    squares(values) / (values.len() - 1) as f64
}

/// Sample covariance, with n − 1; NaN below two pairs or when the lengths differ.
///
/// # Formula
/// Σ (x_i − x̄)(y_i − ȳ)/(n − 1).
///
/// # Source
/// As [`squares`].
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn covariance(x: &[f64], y: &[f64]) -> f64 {
    if x.len() < 2 || x.len() != y.len() {
        return f64::NAN;
    }
    let (centre_x, centre_y) = (mean(x), mean(y));
    sum(x.iter().zip(y).map(|(a, b)| (a - centre_x) * (b - centre_y))) / (x.len() - 1) as f64
}

/// Pearson correlation; NaN when one of the two does not vary, or as [`covariance`].
///
/// # Formula
/// Σ (x_i − x̄)(y_i − ȳ)/√(Σ (x_i − x̄)² Σ (y_i − ȳ)²).
///
/// # Source
/// K. Pearson, *Philosophical Transactions A* 187 (1896), 253–318.
#[must_use]
pub fn correlation(x: &[f64], y: &[f64]) -> f64 {
    let (spread_x, spread_y) = (variance(x), variance(y));
    if spread_x > 0.0 && spread_y > 0.0 {
        (covariance(x, y) / (libm::sqrt(spread_x) * libm::sqrt(spread_y))).clamp(-1.0, 1.0)
    } else {
        f64::NAN
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "exact values are what is tested")]
mod tests {
    use super::*;

    #[test]
    fn a_small_term_survives_two_large_ones() {
        assert_eq!(sum([1.0, 1e100, 1.0, -1e100]), 2.0);
        assert_eq!(sum((0..10).map(|_| 0.1)), 1.0);
        assert_eq!(sum([]), 0.0);
        assert!(sum([f64::INFINITY, 1.0]).is_nan() || sum([f64::INFINITY, 1.0]).is_infinite());
    }

    #[test]
    fn moments_at_their_edges() {
        assert!(mean(&[]).is_nan());
        assert!(variance(&[1.0]).is_nan());
        assert_eq!(variance(&[1e9 + 4.0, 1e9 + 7.0, 1e9 + 13.0, 1e9 + 16.0]), 30.0);
        assert!(correlation(&[1.0, 1.0, 1.0], &[1.0, 2.0, 3.0]).is_nan());
        assert_eq!(correlation(&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0]), 1.0);
        assert!(covariance(&[1.0, 2.0], &[1.0]).is_nan());
    }
}
