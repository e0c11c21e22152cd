//! The incomplete gamma function, and the exact densities of Poisson and binomial counts.

const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_7;
const TWO_PI: f64 = core::f64::consts::TAU;
const STEPS: u32 = 200_000;

/// ln Γ(x) for x > 0; NaN elsewhere.
///
/// # Formula
/// ln ∫₀^∞ t^(x−1) e^−t dt.
///
/// # Source
/// DLMF 5.2.1; `libm`.
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    if x > 0.0 { libm::lgamma(x) } else { f64::NAN }
}

/// ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), for a, b > 0.
///
/// # Formula
/// ln Γ(a) + ln Γ(b) − ln Γ(a + b).
///
/// # Source
/// DLMF 5.12.1.
#[must_use]
pub fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

/// P(a, x), the share of a gamma distribution of shape `a` below `x`; for a > 0 and x ≥ 0, else NaN.
///
/// # Formula
/// The power series below x = a + 1, one minus Lentz's continued fraction above; the common factor xᵃe⁻ˣ/Γ(a+1) by the saddle point, so
/// that a large shape loses no digits.
///
/// # Source
/// NIST Digital Library of Mathematical Functions §8.7.1, §8.9.2; C. Loader, "Fast and accurate computation of binomial probabilities" (2000).
#[must_use]
pub fn lower(a: f64, x: f64) -> f64 {
    both(a, x).0
}

/// Q(a, x) = 1 − P(a, x), computed on its own side.
///
/// # Formula
/// Q(a, x) = Γ(a, x)/Γ(a).
///
/// # Source
/// DLMF 8.2.4.
#[must_use]
pub fn upper(a: f64, x: f64) -> f64 {
    both(a, x).1
}

fn both(a: f64, x: f64) -> (f64, f64) {
    if a.is_nan() || x.is_nan() || a <= 0.0 || x < 0.0 || a.is_infinite() {
        return (f64::NAN, f64::NAN);
    }
    if x == 0.0 {
        return (0.0, 1.0);
    }
    if x.is_infinite() {
        return (1.0, 0.0);
    }
    let factor = poisson_density(a, x);
    if x < a + 1.0 {
        let low = factor * series(a, x);
        (low, 1.0 - low)
    } else {
        let high = factor * a * fraction(a, x);
        (1.0 - high, high)
    }
}

fn series(a: f64, x: f64) -> f64 {
    let (mut term, mut total, mut shape) = (1.0, 1.0, a);
    for _ in 0..STEPS {
        shape += 1.0;
        term *= x / shape;
        total += term;
        if term < total * 1e-17 {
            return total;
        }
    }
    f64::NAN
}

fn fraction(a: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut value = d;
    let mut i = 0.0;
    for _ in 0..STEPS {
        i += 1.0;
        let over = -i * (i - a);
        b += 2.0;
        d = away_from_zero(over * d + b, TINY);
        c = away_from_zero(b + over / c, TINY);
        d = 1.0 / d;
        let step = d * c;
        value *= step;
        if (step - 1.0).abs() < 1e-16 {
            return value;
        }
    }
    f64::NAN
}

pub(super) fn away_from_zero(value: f64, tiny: f64) -> f64 {
    if value.abs() < tiny { tiny } else { value }
}

/// The error of Stirling's formula: ln Γ(n+1) − [(n + ½) ln n − n + ½ ln 2π], for n > 0.
pub(super) fn stirling_error(n: f64) -> f64 {
    if n <= 15.0 {
        return libm::lgamma(n + 1.0) - (n + 0.5) * libm::log(n) + n - HALF_LN_TWO_PI;
    }
    let square = n * n;
    let terms = [
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1260.0,
        -1.0 / 1680.0,
        1.0 / 1188.0,
        -691.0 / 360_360.0,
        1.0 / 156.0,
    ];
    terms.iter().rev().fold(0.0, |value, term| value / square + term) / n
}

/// The deviance term x ln(x/m) + m − x, without the cancellation near x = m.
pub(super) fn deviance(x: f64, m: f64) -> f64 {
    if (x - m).abs() >= 0.1 * (x + m) {
        return x * libm::log(x / m) + m - x;
    }
    let v = (x - m) / (x + m);
    let mut total = (x - m) * v;
    let mut power = 2.0 * x * v;
    let mut odd = 1.0;
    for _ in 0..1000 {
        power *= v * v;
        odd += 2.0;
        let next = total + power / odd;
        if next.to_bits() == total.to_bits() {
            break;
        }
        total = next;
    }
    total
}

/// mˣe⁻ᵐ/Γ(x+1), for real x > 0 and m > 0.
pub(super) fn poisson_density(x: f64, m: f64) -> f64 {
    if x < 1e-290 {
        return libm::exp(-m);
    }
    libm::exp(-stirling_error(x) - deviance(x, m)) / libm::sqrt(TWO_PI * x)
}

/// Γ(n+1)/(Γ(x+1)Γ(n−x+1)) pˣqⁿ⁻ˣ, for real 0 ≤ x ≤ n and p + q = 1, both given.
pub(super) fn binomial_density(x: f64, rest: f64, p: f64, q: f64) -> f64 {
    let n = x + rest;
    if p == 0.0 {
        return if x == 0.0 { 1.0 } else { 0.0 };
    }
    if q == 0.0 {
        return if rest == 0.0 { 1.0 } else { 0.0 };
    }
    if x == 0.0 {
        return if n == 0.0 { 1.0 } else { power_of(q, p, n) };
    }
    if rest == 0.0 {
        return power_of(p, q, n);
    }
    let log = stirling_error(n) - stirling_error(x) - stirling_error(rest) - deviance(x, n * p) - deviance(rest, n * q);
    libm::exp(log) * libm::sqrt(n / (TWO_PI * x * rest))
}

fn power_of(base: f64, complement: f64, n: f64) -> f64 {
    let log = if complement < 0.1 {
        libm::log1p(-complement)
    } else {
        libm::log(base)
    };
    libm::exp(n * log)
}
