//! Mean squares of residuals: infit and outfit.

use crate::model::{Item, MAX_CATEGORIES};
use crate::responses::{MISSING, Responses};

/// A mean square, 1 where responses vary as the model says, and its standardised form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanSquare {
    /// Mean square; below 1 too regular, above 1 too noisy.
    pub mean_square: f64,
    /// Standardised by Wilson and Hilferty: about N(0, 1) under the model when θ is known; narrower when it is estimated.
    pub z: f64,
}

/// Infit and outfit of an item or a person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanSquares {
    /// Weighted by information: noise near the person.
    pub infit: MeanSquare,
    /// Unweighted: noise far from the person.
    pub outfit: MeanSquare,
    /// Weighted number of responses.
    pub responses: f64,
}

/// Sums over responses.
#[derive(Debug, Clone, Copy, Default)]
pub struct Gathered {
    responses: f64,
    square: f64,
    variance: f64,
    standardised: f64,
    outfit_spread: f64,
    infit_spread: f64,
}

impl Gathered {
    /// Counts a response with its expectation, variance and fourth central moment under the model.
    pub fn add(&mut self, weight: f64, residual: f64, variance: f64, fourth: f64) {
        if !(variance > 0.0 && weight > 0.0) {
            return;
        }
        self.responses += weight;
        self.square += weight * residual * residual;
        self.variance += weight * variance;
        self.standardised += weight * residual * residual / variance;
        self.outfit_spread += weight * fourth / (variance * variance);
        self.infit_spread += weight * (fourth - variance * variance);
    }

    /// The mean squares; none without responses.
    ///
    /// # Formula
    /// Infit = Σ(x−E)²/ΣV, outfit = Σ((x−E)²/V)/n; with C = E(X−E)⁴ their variances are Σ(C−V²)/(ΣV)² and Σ(C/V²)/n² − 1/n; z = (MS^⅓ − 1)·3/s + s/3
    /// with s the root of that variance, at most √2.
    ///
    /// # Source
    /// B. D. Wright and G. N. Masters, *Rating Scale Analysis* (1982), pages 99–101.
    pub fn finish(self) -> Option<MeanSquares> {
        if self.responses <= 0.0 {
            return None;
        }
        let n = self.responses;
        let standardise = |mean_square: f64, variance: f64| {
            let s = libm::sqrt(variance.max(0.0)).min(core::f64::consts::SQRT_2);
            MeanSquare {
                mean_square,
                z: if s > 0.0 {
                    (libm::cbrt(mean_square) - 1.0) * 3.0 / s + s / 3.0
                } else {
                    0.0
                },
            }
        };
        Some(MeanSquares {
            infit: standardise(
                self.square / self.variance,
                self.infit_spread / (self.variance * self.variance),
            ),
            outfit: standardise(self.standardised / n, self.outfit_spread / (n * n) - 1.0 / n),
            responses: n,
        })
    }
}

/// Expectation, variance and fourth central moment of a score with these probabilities.
///
/// # Formula
/// E = Σ k P_k, V = Σ (k − E)² P_k, C = Σ (k − E)⁴ P_k.
///
/// # Source
/// B. D. Wright and G. N. Masters, *Rating Scale Analysis* (1982), page 100.
pub fn moments(probabilities: &[f64]) -> (f64, f64, f64) {
    let mean: f64 = probabilities.iter().enumerate().map(|(k, p)| k as f64 * p).sum();
    let mut variance = 0.0;
    let mut fourth = 0.0;
    for (k, p) in probabilities.iter().enumerate() {
        let square = (k as f64 - mean) * (k as f64 - mean);
        variance += p * square;
        fourth += p * square * square;
    }
    (mean, variance, fourth)
}

/// Calls `each` with person, item, response and moments, for every response of a person who has a place.
fn each_response(
    items: &[Item],
    table: &Responses,
    thetas: &[Option<f64>],
    mut each: impl FnMut(usize, usize, f64, (f64, f64, f64)),
) {
    let mut column = [0.0; MAX_CATEGORIES];
    for (person, (row, theta)) in table.rows().zip(thetas).enumerate() {
        let Some(theta) = theta.filter(|theta| theta.is_finite()) else {
            continue;
        };
        for (place, (item, &cell)) in items.iter().zip(row).enumerate() {
            if cell == MISSING {
                continue;
            }
            item.probabilities(theta, &mut column);
            let own = column.get(..item.categories()).unwrap_or(&[]);
            each(person, place, f64::from(cell), moments(own));
        }
    }
}

/// Infit and outfit of each item, given where the persons are; persons without a place (all right, all wrong) count for nothing.
///
/// None for an item nobody with a place answered. `items` and the columns of `table` stand in the same order.
///
/// # Formula
/// Over the persons, with E and V mean and variance of the score at θ̂: infit Σ(x − E)²/ΣV, outfit the mean of (x − E)²/V; z by Wilson and Hilferty.
///
/// # Source
/// B. D. Wright and G. N. Masters, *Rating Scale Analysis* (1982), chapter 5.
#[must_use]
pub fn item_fit(items: &[Item], table: &Responses, thetas: &[Option<f64>]) -> Vec<Option<MeanSquares>> {
    let mut gathered = vec![Gathered::default(); items.len()];
    each_response(items, table, thetas, |person, item, x, (mean, variance, fourth)| {
        let weight = table.weights().get(person).copied().unwrap_or(0.0);
        if let Some(sums) = gathered.get_mut(item) {
            sums.add(weight, x - mean, variance, fourth);
        }
    });
    gathered.into_iter().map(Gathered::finish).collect()
}

/// Infit and outfit of each person; none without a place or a response.
///
/// # Formula
/// Over the items, with E and V mean and variance of the score at θ̂: infit Σ(x − E)²/ΣV, outfit the mean of (x − E)²/V; z by Wilson and Hilferty.
///
/// # Source
/// B. D. Wright and G. N. Masters, *Rating Scale Analysis* (1982), chapter 5.
#[must_use]
pub fn person_fit(items: &[Item], table: &Responses, thetas: &[Option<f64>]) -> Vec<Option<MeanSquares>> {
    let mut gathered = vec![Gathered::default(); table.persons()];
    each_response(items, table, thetas, |person, _, x, (mean, variance, fourth)| {
        if let Some(sums) = gathered.get_mut(person) {
            sums.add(1.0, x - mean, variance, fourth);
        }
    });
    gathered.into_iter().map(Gathered::finish).collect()
}
