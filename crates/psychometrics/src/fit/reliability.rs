//! How much of what is seen is the persons, and how much is error.

use crate::model::Item;
use crate::scale::Quadrature;

/// Marginal reliability of a test in a population.
///
/// # Formula
/// Σ_q w_q I(x_q)/(I(x_q) + 1/σ²), with σ² the variance of the quadrature.
///
/// # Source
/// B. F. Green and others, Journal of Educational Measurement 21 (1984), 347–360, in the form of mirt's `marginal_rxx`.
#[must_use]
pub fn marginal(items: &[Item], quadrature: &Quadrature) -> f64 {
    let both = || quadrature.nodes().iter().zip(quadrature.weights());
    let mean: f64 = both().map(|(x, w)| w * x).sum();
    let variance: f64 = both().map(|(x, w)| w * (x - mean) * (x - mean)).sum();
    both()
        .map(|(x, w)| {
            let information: f64 = items.iter().map(|item| item.information(*x)).sum();
            w * information / (information + 1.0 / variance)
        })
        .sum()
}

/// Empirical reliability of estimates of persons: EAP with posterior standard deviations.
///
/// `estimates` holds (θ̂, its error, weight of the person). NaN with fewer than two persons.
///
/// # Formula
/// Var(θ̂)/(Var(θ̂) + mean(SE²)).
///
/// # Source
/// R. J. Adams, Studies in Educational Evaluation 31 (2005), 162–172.
#[must_use]
pub fn empirical(estimates: &[(f64, f64, f64)]) -> f64 {
    let (variance, error) = spread(estimates);
    variance / (variance + error)
}

/// Separation of estimates that are not shrunk (WLE, MLE): how many times their true spread is larger than their error.
///
/// # Formula
/// √((Var(θ̂) − mean(SE²))/mean(SE²)), 0 where the error is larger than the spread; its reliability is G²/(1 + G²).
///
/// # Source
/// B. D. Wright and G. N. Masters, *Rating Scale Analysis* (1982), page 92.
#[must_use]
pub fn separation(estimates: &[(f64, f64, f64)]) -> f64 {
    let (variance, error) = spread(estimates);
    libm::sqrt(((variance - error) / error).max(0.0))
}

fn spread(estimates: &[(f64, f64, f64)]) -> (f64, f64) {
    let total: f64 = estimates.iter().map(|(_, _, w)| w).sum();
    let mean = estimates.iter().map(|(x, _, w)| w * x).sum::<f64>() / total;
    let squares: f64 = estimates.iter().map(|(x, _, w)| w * (x - mean) * (x - mean)).sum();
    let error = estimates.iter().map(|(_, e, w)| w * e * e).sum::<f64>() / total;
    (squares / (total - 1.0), error)
}
