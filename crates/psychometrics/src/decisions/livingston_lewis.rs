//! Livingston and Lewis: accuracy and consistency from one set of sums and a reliability.

use super::Indices;
use crate::numeric::binomial;
use crate::numeric::gamma::ln_beta;

/// What is known of the sums of scores.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moments {
    /// Lowest possible sum.
    pub lowest: f64,
    /// Highest possible sum.
    pub highest: f64,
    /// Mean.
    pub mean: f64,
    /// Variance, as an estimate: divided by the persons less one.
    pub variance: f64,
    /// Second central moment: divided by the persons.
    pub second: f64,
    /// Third central moment.
    pub third: f64,
    /// Fourth central moment.
    pub fourth: f64,
}

impl Moments {
    /// From the sums of persons; None without two persons or where all have the same.
    #[must_use]
    pub fn of(sums: &[f64], lowest: f64, highest: f64) -> Option<Self> {
        let count = sums.len() as f64;
        if sums.len() < 2 {
            return None;
        }
        let mean = sums.iter().sum::<f64>() / count;
        let central = |power: i32| {
            let term = |x: &f64| (0..power).fold(1.0, |product, _| product * (x - mean));
            sums.iter().map(term).sum::<f64>()
        };
        let variance = central(2) / (count - 1.0);
        (variance > 0.0).then_some(Self {
            lowest,
            highest,
            mean,
            variance,
            second: central(2) / count,
            third: central(3) / count,
            fourth: central(4) / count,
        })
    }
}

/// The result, with what it rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LivingstonLewis {
    /// Accuracy, consistency and the rest.
    pub indices: Indices,
    /// Effective test length before rounding.
    pub effective_length: f64,
    /// Beta distribution of the true shares: α.
    pub alpha: f64,
    /// β.
    pub beta: f64,
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Whether the four-parameter fit left [0, 1] (or did not exist) and the ends 0 and 1 were taken.
    pub fallback: bool,
}

/// Livingston and Lewis's indices for a cut on the sum; None where the moments leave no room (a reliability not inside 0 to 1, a mean at an end).
///
/// # Formula
/// Effective length n = ((M − min)(max − M) − r s²)/(s²(1 − r)), of which binomial trials take the nearest integer. True shares: beta on [l, u] with the first four moments that n trials would
/// leave; outside [0, 1] the beta on [0, 1] with the first two. Observed share given a true one: binomial(n); a share at the cut passes.
///
/// # Source
/// S. A. Livingston and C. Lewis, Journal of Educational Measurement 32 (1995), 179–197; B. A. Hanson, ACT RR 91-5 (1991), for the moments.
#[must_use]
pub fn livingston_lewis(moments: Moments, reliability: f64, cut: f64) -> Option<LivingstonLewis> {
    let Moments {
        lowest,
        highest,
        mean,
        variance,
        ..
    } = moments;
    let range = highest - lowest;
    let inside = reliability > 0.0 && reliability < 1.0 && mean > lowest && mean < highest && variance > 0.0;
    if !inside {
        return None;
    }
    let effective_length =
        ((mean - lowest) * (highest - mean) - reliability * variance) / (variance * (1.0 - reliability));
    let trials = libm::round(effective_length);
    if !(2.0..1e6).contains(&trials) {
        return None;
    }
    let share = (mean - lowest) / range;
    let spread = moments.second / (range * range);
    let raw = raw_moments(share, spread, moments.third, moments.fourth, range);
    let truth = true_moments(raw, effective_length);
    let (alpha, beta, low, high, fallback) = match four(truth) {
        Some((alpha, beta, low, high)) => (alpha, beta, low, high, false),
        None => {
            let (alpha, beta) = two(truth)?;
            (alpha, beta, 0.0, 1.0, true)
        }
    };
    let cut_share = (cut - lowest) / range;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and a million"
    )]
    let (count, pass_from) = (trials as u32, libm::ceil(cut_share * trials - 1e-9).max(0.0) as u32);
    let indices = integrate(
        |t| low + (high - low) * t,
        (alpha, beta),
        cut_share,
        |share| binomial::at_least(pass_from, count, share),
    );
    Some(LivingstonLewis {
        indices,
        effective_length,
        alpha,
        beta,
        low,
        high,
        fallback,
    })
}

/// E p, E p², E p³, E p⁴ of the observed shares.
fn raw_moments(mean: f64, variance: f64, third: f64, fourth: f64, range: f64) -> [f64; 4] {
    let third = third / (range * range * range);
    let fourth = fourth / (range * range * range * range);
    let square = mean * mean;
    [
        mean,
        variance + square,
        third + 3.0 * mean * variance + square * mean,
        fourth + 4.0 * mean * third + 6.0 * square * variance + square * square,
    ]
}

/// The moments of the true shares: factorial moments of n binomial trials, divided.
fn true_moments(raw: [f64; 4], n: f64) -> [f64; 4] {
    let [m1, m2, m3, m4] = raw;
    let (x1, x2, x3, x4) = (n * m1, n * n * m2, n * n * n * m3, n * n * n * n * m4);
    let second = (x2 - x1) / (n * (n - 1.0));
    let third = (x3 - 3.0 * x2 + 2.0 * x1) / (n * (n - 1.0) * (n - 2.0));
    let fourth = (x4 - 6.0 * x3 + 11.0 * x2 - 6.0 * x1) / (n * (n - 1.0) * (n - 2.0) * (n - 3.0));
    [m1, second, third, fourth]
}

fn two([mean, second, ..]: [f64; 4]) -> Option<(f64, f64)> {
    let variance = second - mean * mean;
    let total = mean * (1.0 - mean) / variance - 1.0;
    let (alpha, beta) = (mean * total, (1.0 - mean) * total);
    (alpha > 0.0 && beta > 0.0 && alpha.is_finite() && beta.is_finite()).then_some((alpha, beta))
}

/// The beta on [l, u] with these four moments, where it exists and lies in [0, 1].
fn four([mean, second, third, fourth]: [f64; 4]) -> Option<(f64, f64, f64, f64)> {
    let variance = second - mean * mean;
    if variance.is_nan() || variance <= 0.0 {
        return None;
    }
    let sd = libm::sqrt(variance);
    let mu3 = third - 3.0 * mean * second + 2.0 * mean * mean * mean;
    let mu4 = fourth - 4.0 * mean * third + 6.0 * mean * mean * second - 3.0 * mean * mean * mean * mean;
    let (skew, kurtosis) = (mu3 / (variance * sd), mu4 / (variance * variance));
    let square = skew * skew;
    let r = 6.0 * (kurtosis - square - 1.0) / (6.0 + 3.0 * square - 2.0 * kurtosis);
    let inner = 24.0 * (r + 1.0) / ((r + 2.0) * (r + 3.0) * kurtosis - 3.0 * (r + 1.0) * (r - 6.0));
    if !(r > 0.0 && inner < 1.0) {
        return None;
    }
    let root = libm::sqrt(1.0 - inner);
    let (small, large) = (r / 2.0 * (1.0 - root), r / 2.0 * (1.0 + root));
    let (alpha, beta) = if skew < 0.0 { (large, small) } else { (small, large) };
    if !(alpha > 0.0 && beta > 0.0) {
        return None;
    }
    let width = sd * (alpha + beta) * libm::sqrt((alpha + beta + 1.0) / (alpha * beta));
    let low = mean - width * alpha / (alpha + beta);
    let high = low + width;
    (low >= 0.0 && high <= 1.0 && width.is_finite()).then_some((alpha, beta, low, high))
}

/// Over the beta distribution: t = sin²x makes both ends smooth; the true cut is an end of two intervals of Simpson's rule.
fn integrate(place: impl Fn(f64) -> f64, (alpha, beta): (f64, f64), cut: f64, pass: impl Fn(f64) -> f64) -> Indices {
    let width = place(1.0) - place(0.0);
    let inner = ((cut - place(0.0)) / width).clamp(0.0, 1.0);
    let split = libm::asin(libm::sqrt(inner));
    let end = core::f64::consts::FRAC_PI_2;
    let constant = libm::log(2.0) - ln_beta(alpha, beta);
    let density = |x: f64| {
        let (s, c) = (libm::sin(x), libm::cos(x));
        let log = |base: f64, power: f64| if power == 0.0 { 0.0 } else { power * libm::log(base) };
        libm::exp(constant + log(s, 2.0 * alpha - 1.0) + log(c, 2.0 * beta - 1.0))
    };
    let steps = 2000_u32;
    // Weight, weight of passing, weight of passing twice, below and above the true cut.
    let part = |from: f64, to: f64| -> [f64; 3] {
        let mut sums = [0.0; 3];
        if to - from < 1e-12 {
            return sums;
        }
        let h = (to - from) / f64::from(steps);
        for k in 0..=steps {
            let simpson = if k == 0 || k == steps {
                1.0
            } else if k % 2 == 1 {
                4.0
            } else {
                2.0
            };
            let x = from + h * f64::from(k);
            let weight = density(x) * simpson * h / 3.0;
            if !weight.is_finite() || weight <= 0.0 {
                continue;
            }
            let s = libm::sin(x);
            let p = pass(place(s * s).clamp(0.0, 1.0));
            for (sum, value) in sums.iter_mut().zip([1.0, p, p * p]) {
                *sum += weight * value;
            }
        }
        sums
    };
    let [below, below_pass, below_twice] = part(0.0, split);
    let [above, above_pass, above_twice] = part(split, end);
    let total = below + above;
    let pass_rate = (below_pass + above_pass) / total;
    let twice = (below_twice + above_twice) / total;
    // Both pass, or both fail: E p² + E(1−p)².
    let consistency = 1.0 - 2.0 * (pass_rate - twice);
    let chance = pass_rate * pass_rate + (1.0 - pass_rate) * (1.0 - pass_rate);
    Indices {
        accuracy: (below - below_pass + above_pass) / total,
        consistency,
        kappa: (consistency - chance) / (1.0 - chance),
        false_positive: below_pass / total,
        false_negative: (above - above_pass) / total,
        pass_rate,
    }
}
