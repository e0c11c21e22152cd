//! The incomplete beta function, from which t, F and binomial tails come.

use super::gamma::{away_from_zero, binomial_density};

/// Iₓ(a, b), the share of a beta distribution below `x`; for a, b > 0 and 0 ≤ x ≤ 1, else NaN.
///
/// # Formula
/// Iₓ(a, b) = B(x; a, b)/B(a, b).
///
/// # Source
/// NIST *Digital Library of Mathematical Functions*, 8.17; continued fraction by Lentz's method.
#[must_use]
pub fn lower(a: f64, b: f64, x: f64) -> f64 {
    both(a, b, x, 1.0 - x).0
}

/// 1 − Iₓ(a, b), computed on its own side.
///
/// # Formula
/// 1 − Iₓ(a, b) = I₁₋ₓ(b, a).
///
/// # Source
/// DLMF 8.17.4.
#[must_use]
pub fn upper(a: f64, b: f64, x: f64) -> f64 {
    both(a, b, x, 1.0 - x).1
}

/// Both tails of a beta distribution at `x`, with `y` = 1 − x given apart so that neither end loses digits.
///
/// # Formula
/// xᵃyᵇ/(a B(a, b)) times Lentz's continued fraction on the side where it converges fast; the factor by the saddle point.
///
/// # Source
/// NIST Digital Library of Mathematical Functions §8.17.22; C. Loader (2000) for the factor.
#[must_use]
pub fn both(a: f64, b: f64, x: f64, y: f64) -> (f64, f64) {
    let inside = a > 0.0 && b > 0.0 && x >= 0.0 && y >= 0.0 && a.is_finite() && b.is_finite() && x <= 1.0 && y <= 1.0;
    if !inside {
        return (f64::NAN, f64::NAN);
    }
    if x == 0.0 {
        return (0.0, 1.0);
    }
    if y == 0.0 {
        return (1.0, 0.0);
    }
    let factor = binomial_density(a, b, x, y) / (a + b);
    if x * (a + b + 2.0) < a + 1.0 {
        let low = factor * b * fraction(a, b, x);
        (low, 1.0 - low)
    } else {
        let high = factor * a * fraction(b, a, y);
        (1.0 - high, high)
    }
}

fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let (above, plus, minus) = (a + b, a + 1.0, a - 1.0);
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - above * x / plus, TINY);
    let mut value = d;
    let mut m = 0.0;
    for _ in 0..200_000 {
        m += 1.0;
        let twice = 2.0 * m;
        let even = m * (b - m) * x / ((minus + twice) * (a + twice));
        d = 1.0 / away_from_zero(1.0 + even * d, TINY);
        c = away_from_zero(1.0 + even / c, TINY);
        value *= d * c;
        let odd = -(a + m) * (above + m) * x / ((a + twice) * (plus + twice));
        d = 1.0 / away_from_zero(1.0 + odd * d, TINY);
        c = away_from_zero(1.0 + odd / c, TINY);
        let step = d * c;
        value *= step;
        if (step - 1.0).abs() < 1e-16 {
            return value;
        }
    }
    f64::NAN
}

/// The `x` below which a share `p` of a beta distribution lies; NaN outside the domain.
///
/// # Formula
/// The x with Iₓ(a, b) = p, by bisection and Newton steps inside it.
///
/// # Source
/// DLMF 8.17.
#[must_use]
pub fn quantile(p: f64, a: f64, b: f64) -> f64 {
    ends(p, a, b).0
}

/// The quantile `x` and 1 − x, each with its own digits.
pub(super) fn ends(p: f64, a: f64, b: f64) -> (f64, f64) {
    if !(a > 0.0 && b > 0.0 && (0.0..=1.0).contains(&p)) || a.is_infinite() || b.is_infinite() {
        return (f64::NAN, f64::NAN);
    }
    if p == 0.0 {
        return (0.0, 1.0);
    }
    if p >= 1.0 {
        return (1.0, 0.0);
    }
    // The logit of x is sought: both ends of the interval are then equally far.
    let below = |logit: f64| {
        let (x, y) = from_logit(logit);
        both(a, b, x, y)
    };
    let side = |logit: f64| {
        let (low, high) = below(logit);
        if p <= 0.5 { low - p } else { (1.0 - p) - high }
    };
    match super::brent::root(side, -740.0, 740.0, 0.0) {
        Some(logit) => from_logit(logit),
        None => (f64::NAN, f64::NAN),
    }
}

fn from_logit(logit: f64) -> (f64, f64) {
    let small = libm::exp(-logit.abs());
    let (near, far) = (1.0 / (1.0 + small), small / (1.0 + small));
    if logit >= 0.0 { (near, far) } else { (far, near) }
}
