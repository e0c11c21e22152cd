//! Chi-square, t, F and binomial: both tails and quantiles.

/// Chi-square with `df` > 0 degrees of freedom, not necessarily whole.
pub mod chi_square {
    use crate::numeric::{brent, gamma, normal};

    /// Probability of a value at most `x`.
    ///
    /// # Formula
    /// P(df/2, x/2): P the lower regularised gamma function.
    ///
    /// # Source
    /// DLMF 8.2.4.
    #[must_use]
    pub fn cdf(x: f64, df: f64) -> f64 {
        gamma::lower(0.5 * df, 0.5 * x)
    }

    /// Probability of a value above `x`: the p-value of a test.
    ///
    /// # Formula
    /// Q(df/2, x/2).
    ///
    /// # Source
    /// DLMF 8.2.4.
    #[must_use]
    pub fn upper(x: f64, df: f64) -> f64 {
        gamma::upper(0.5 * df, 0.5 * x)
    }

    /// The value that a share `p` does not exceed; 0 at 0, +∞ at 1, NaN outside.
    ///
    /// # Formula
    /// The x with P(df/2, x/2) = p.
    ///
    /// # Source
    /// DLMF 8.2.4.
    #[must_use]
    pub fn quantile(p: f64, df: f64) -> f64 {
        if !(df > 0.0 && df.is_finite() && (0.0..=1.0).contains(&p)) {
            return f64::NAN;
        }
        if p == 0.0 {
            return 0.0;
        }
        if p >= 1.0 {
            return f64::INFINITY;
        }
        let side = |log: f64| {
            let x = libm::exp(log);
            if p <= 0.5 {
                cdf(x, df) - p
            } else {
                (1.0 - p) - upper(x, df)
            }
        };
        // Wilson and Hilferty's approximation gives the middle of the bracket.
        let ninth = 2.0 / (9.0 * df);
        let root = 1.0 - ninth + normal::quantile(p) * libm::sqrt(ninth);
        let start = if root > 0.05 {
            libm::log(df * root * root * root)
        } else {
            -1.0
        };
        brent::bracketed_root(side, start, 0.5, -1400.0, 700.0, 0.0).map_or(f64::NAN, libm::exp)
    }
}

/// Student's t with `df` > 0 degrees of freedom.
pub mod student {
    use crate::numeric::beta;

    /// Probability of a value at most `t`.
    ///
    /// # Formula
    /// 1 − ½ I_{df/(df+t²)}(df/2, ½) for t ≥ 0, its mirror below.
    ///
    /// # Source
    /// DLMF 8.17; W. S. Gosset (Student), *Biometrika* 6 (1908), 1–25.
    #[must_use]
    pub fn cdf(t: f64, df: f64) -> f64 {
        upper(-t, df)
    }

    /// Probability of a value above `t`.
    ///
    /// # Formula
    /// ½ I_{df/(df+t²)}(df/2, ½) for t ≥ 0.
    ///
    /// # Source
    /// As its cdf.
    #[must_use]
    pub fn upper(t: f64, df: f64) -> f64 {
        let half = 0.5 * two_sided(t, df);
        if t >= 0.0 { half } else { 1.0 - half }
    }

    /// Probability of a value further from 0 than |t|, on both sides.
    ///
    /// # Formula
    /// I_{df/(df+t²)}(df/2, ½).
    ///
    /// # Source
    /// As its cdf.
    #[must_use]
    pub fn two_sided(t: f64, df: f64) -> f64 {
        if t.is_nan() || df.is_nan() || df <= 0.0 {
            return f64::NAN;
        }
        if df.is_infinite() {
            return crate::numeric::normal::two_sided(t);
        }
        if t.is_infinite() {
            return 0.0;
        }
        let square = t * t;
        let (x, y) = if square < df {
            (1.0 / (1.0 + square / df), (square / df) / (1.0 + square / df))
        } else {
            ((df / square) / (1.0 + df / square), 1.0 / (1.0 + df / square))
        };
        beta::both(0.5 * df, 0.5, x, y).0
    }

    /// The value that a share `p` does not exceed; NaN outside 0 to 1.
    ///
    /// # Formula
    /// The t whose cdf is p.
    ///
    /// # Source
    /// As its cdf.
    #[must_use]
    pub fn quantile(p: f64, df: f64) -> f64 {
        if !(df > 0.0 && (0.0..=1.0).contains(&p)) {
            return f64::NAN;
        }
        if df.is_infinite() {
            return crate::numeric::normal::quantile(p);
        }
        let tail = if p < 0.5 { p } else { 1.0 - p };
        if tail >= 0.5 {
            return 0.0;
        }
        let (x, y) = beta::ends(2.0 * tail, 0.5 * df, 0.5);
        let size = libm::sqrt(df * y / x);
        if p < 0.5 { -size } else { size }
    }
}

/// Fisher and Snedecor's F, with `over` and `under` > 0 degrees of freedom, not necessarily whole.
pub mod fisher {
    use crate::numeric::beta;

    /// Probability of a value at most `f`.
    ///
    /// # Formula
    /// I_{d₁f/(d₁f+d₂)}(d₁/2, d₂/2).
    ///
    /// # Source
    /// DLMF 8.17.
    #[must_use]
    pub fn cdf(f: f64, over: f64, under: f64) -> f64 {
        both(f, over, under).0
    }

    /// Probability of a value above `f`: the p-value of a test.
    ///
    /// # Formula
    /// I_{d₂/(d₁f+d₂)}(d₂/2, d₁/2).
    ///
    /// # Source
    /// DLMF 8.17.
    #[must_use]
    pub fn upper(f: f64, over: f64, under: f64) -> f64 {
        both(f, over, under).1
    }

    fn both(f: f64, over: f64, under: f64) -> (f64, f64) {
        if f.is_nan() || f < 0.0 {
            return (f64::NAN, f64::NAN);
        }
        if f.is_infinite() {
            return (1.0, 0.0);
        }
        let total = over * f + under;
        beta::both(0.5 * over, 0.5 * under, over * f / total, under / total)
    }

    /// The value that a share `p` does not exceed; 0 at 0, +∞ at 1, NaN outside.
    ///
    /// # Formula
    /// The f whose cdf is p.
    ///
    /// # Source
    /// DLMF 8.17.
    #[must_use]
    pub fn quantile(p: f64, over: f64, under: f64) -> f64 {
        let (x, y) = beta::ends(p, 0.5 * over, 0.5 * under);
        under * x / (over * y)
    }
}

/// The number of successes in `n` trials of probability `p`.
pub mod binomial {
    use crate::numeric::{beta, gamma};

    /// Probability of exactly `k`; 0 above `n`, NaN when `p` is no probability.
    ///
    /// # Formula
    /// C(n, k) p^k (1 − p)^(n−k).
    ///
    /// # Source
    /// J. Bernoulli, *Ars Conjectandi* (1713); by ln Γ.
    #[must_use]
    pub fn mass(k: u32, n: u32, p: f64) -> f64 {
        if !(0.0..=1.0).contains(&p) {
            return f64::NAN;
        }
        match n.checked_sub(k) {
            Some(rest) => gamma::binomial_density(f64::from(k), f64::from(rest), p, 1.0 - p),
            None => 0.0,
        }
    }

    /// Probability of `k` or fewer.
    ///
    /// # Formula
    /// I_{1−p}(n − k, k + 1).
    ///
    /// # Source
    /// DLMF 8.17.5.
    #[must_use]
    pub fn at_most(k: u32, n: u32, p: f64) -> f64 {
        match n.checked_sub(k) {
            _ if !(0.0..=1.0).contains(&p) => f64::NAN,
            None | Some(0) => 1.0,
            Some(rest) => beta::both(f64::from(rest), f64::from(k) + 1.0, 1.0 - p, p).0,
        }
    }

    /// Probability of `k` or more.
    ///
    /// # Formula
    /// I_p(k, n − k + 1).
    ///
    /// # Source
    /// DLMF 8.17.5.
    #[must_use]
    pub fn at_least(k: u32, n: u32, p: f64) -> f64 {
        if !(0.0..=1.0).contains(&p) {
            return f64::NAN;
        }
        if k == 0 {
            return 1.0;
        }
        if k > n {
            return 0.0;
        }
        beta::both(f64::from(k), f64::from(n - k) + 1.0, p, 1.0 - p).0
    }
}
