//! Intervals for a proportion.

use jalon_base::Micro;

/// Where a proportion lies: its estimate, and the ends between which it is not known better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// Observed proportion, 0 to 1.
    pub estimate: Micro,
    /// Lower end, 0 to 1.
    pub low: Micro,
    /// Upper end, 0 to 1.
    pub high: Micro,
}

/// The 97.5 % point of the standard normal distribution: two-sided 95 %.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// Wilson score interval of a proportion, without continuity correction.
///
/// `earned` is a number of successes between 0 and `n`, in millionths: partial credit counts as a fraction of a success, for
/// which the interval is conservative (the variance of a score bounded in [0, 1] is at most that of a success of the same mean).
/// `z` is the standard normal quantile ([`Z_95`]). None when `n` is zero or `earned` lies outside 0 to `n`.
///
/// # Formula
/// With p = earned/n: centre (p + z²/2n) / (1 + z²/n), half-width z √(p(1−p)/n + z²/4n²) / (1 + z²/n); ends cut to [0, 1].
///
/// # Source
/// E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927), 209–212; values of
/// R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I, method 3.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts and millionths stay far below 2^53")]
pub fn wilson(earned: Micro, n: u32, z: f64) -> Option<Interval> {
    let count = f64::from(n);
    let sum = earned.millionths() as f64 / 1e6;
    if n == 0 || sum < 0.0 || sum > count {
        return None;
    }
    let p = sum / count;
    let z2 = z * z;
    let scale = 1.0 + z2 / count;
    let centre = (p + z2 / (2.0 * count)) / scale;
    let half = z * libm::sqrt(p * (1.0 - p) / count + z2 / (4.0 * count * count)) / scale;
    Some(Interval {
        estimate: Micro::round(p)?,
        low: Micro::round((centre - half).max(0.0))?,
        high: Micro::round((centre + half).min(1.0))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn four_decimals(earned: i64, n: u32) -> (i64, i64) {
        let interval = wilson(Micro::from_millionths(earned * 1_000_000), n, Z_95).unwrap();
        (
            (interval.low.millionths() + 50) / 100,
            (interval.high.millionths() + 50) / 100,
        )
    }

    #[test]
    fn newcombe_1998_table_1_method_3() {
        assert_eq!(four_decimals(81, 263), (2553, 3662));
        assert_eq!(four_decimals(15, 148), (624, 1605));
        assert_eq!(four_decimals(0, 20), (0, 1611));
        assert_eq!(four_decimals(1, 29), (61, 1718));
    }

    #[test]
    fn edges() {
        assert_eq!(wilson(Micro::ONE, 0, Z_95), None);
        assert_eq!(wilson(Micro::from_millionths(2_000_001), 2, Z_95), None);
        let all = wilson(Micro::from_millionths(4_000_000), 4, Z_95).unwrap();
        assert_eq!((all.estimate, all.high), (Micro::ONE, Micro::ONE));
        assert!(all.low.millionths() > 500_000 && all.low.millionths() < 520_000);
    }
}
