//! Answers too much alike: ω and the generalised binomial test.

use crate::calibrate::symmetric::sum_distribution;
use crate::numeric::normal;

/// The options of a question under the nominal model: P_k ∝ exp(a_k θ + c_k).
#[derive(Debug, Clone, PartialEq)]
pub struct Nominal {
    /// a_k of each option.
    pub slopes: Vec<f64>,
    /// c_k of each option.
    pub intercepts: Vec<f64>,
}

impl Nominal {
    /// P of an option at θ; None for an option that is not there.
    ///
    /// # Formula
    /// P_k = e^(a_k θ + c_k)/Σ_h e^(a_h θ + c_h): slopes a, intercepts c, θ in logits.
    ///
    /// # Source
    /// R. D. Bock, *Psychometrika* 37 (1972), 29–51.
    #[must_use]
    pub fn probability(&self, option: u8, theta: f64) -> Option<f64> {
        let exponent = |(a, c): (&f64, &f64)| a * theta + c;
        let all = || self.slopes.iter().zip(&self.intercepts).map(exponent);
        let own = all().nth(usize::from(option))?;
        let most = all().fold(f64::NEG_INFINITY, f64::max);
        Some(libm::exp(own - most) / all().map(|x| libm::exp(x - most)).sum::<f64>())
    }
}

/// How alike the answers of two persons are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Questions that both answered.
    pub items: u32,
    /// Same option.
    pub matches: u32,
    /// Same options expected from the copier's place alone.
    pub expected: f64,
    /// ω, about N(0, 1) without copying.
    pub omega: f64,
    /// P(Z ≥ ω).
    pub omega_p: f64,
    /// Generalised binomial test: P(matches this many or more), exact.
    pub binomial_p: f64,
}

/// Compares the answers of a possible copier with those of a source, the copier being at θ. Directed: the other way is another test.
///
/// None when no question was answered by both, or matches cannot vary.
///
/// # Formula
/// p_i = P(the copier chooses the source's option | θ); ω = (h − Σp)/√Σp(1−p); GBT = P(Σ Bernoulli(p_i) ≥ h).
///
/// # Source
/// J. A. Wollack, Applied Psychological Measurement 21 (1997), 307–320; W. J. van der Linden and L. Sotaridona, Journal of Educational and Behavioral
/// Statistics 31 (2006), 283–304.
#[must_use]
pub fn copying(items: &[Nominal], copier: &[Option<u8>], source: &[Option<u8>], theta: f64) -> Option<Pair> {
    let (mut count, mut matches, mut expected, mut variance) = (0_u32, 0_u32, 0.0, 0.0);
    let mut chances = Vec::new();
    for ((item, copier), source) in items.iter().zip(copier).zip(source) {
        let (Some(copier), Some(source)) = (copier, source) else {
            continue;
        };
        let p = item.probability(*source, theta)?;
        count += 1;
        matches += u32::from(copier == source);
        expected += p;
        variance += p * (1.0 - p);
        chances.push(p);
    }
    if count == 0 || variance.is_nan() || variance <= 0.0 {
        return None;
    }
    let omega = (f64::from(matches) - expected) / libm::sqrt(variance);
    Some(Pair {
        items: count,
        matches,
        expected,
        omega,
        omega_p: normal::upper(omega),
        binomial_p: sum_distribution(&chances)
            .iter()
            .skip(matches as usize)
            .sum::<f64>()
            .min(1.0),
    })
}
