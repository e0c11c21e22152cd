//! What the sum of the scores says: its distribution at each point of the scale, and the measure that each sum gives.

use super::Estimate;
use super::posterior::{moments, normalise};
use crate::model::{Item, MAX_CATEGORIES};
use crate::scale::Quadrature;

/// A sum of scores and what it says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SumScore {
    /// The sum, category k counting k.
    pub sum: u32,
    /// How often it comes in the population of the quadrature, 0 to 1.
    pub share: f64,
    /// Mean and standard deviation of the posterior given the sum; none where no node makes it possible.
    pub estimate: Option<Estimate>,
}

/// The probability of each sum of scores at θ, from 0 to the highest; `[1]` without items.
///
/// # Formula
/// S_0(0) = 1, S_r(x) = Σ_k S_{r−1}(x−k) P_rk(θ).
///
/// # Source
/// F. M. Lord and M. S. Wingersky, *Applied Psychological Measurement* 8 (1984), 453–461; for several categories B. A. Hanson, "An extension of the
/// Lord-Wingersky algorithm to polytomous items" (1994).
pub fn score_distribution<'a>(items: impl IntoIterator<Item = &'a Item>, theta: f64) -> Vec<f64> {
    let mut distribution = vec![1.0];
    let mut column = [0.0; MAX_CATEGORIES];
    for item in items {
        item.probabilities(theta, &mut column);
        let categories = item.categories();
        let mut next = vec![0.0; distribution.len() + categories - 1];
        for (k, p) in column.iter().take(categories).enumerate() {
            for (place, before) in next.iter_mut().skip(k).zip(&distribution) {
                *place += p * before;
            }
        }
        distribution = next;
    }
    distribution
}

/// The measure of every sum of scores of these items, in increasing order.
///
/// # Formula
/// With S(x | θ_q) of [`score_distribution`]: share = Σ_q w_q S(x | θ_q); mean and standard deviation of w_q S(x | θ_q) over the nodes.
///
/// # Source
/// D. Thissen, M. Pommerich, K. Billeaud and V. S. L. Williams, *Applied Psychological Measurement* 19 (1995), 39–49.
pub fn sum_score_table<'a>(items: impl IntoIterator<Item = &'a Item>, quadrature: &Quadrature) -> Vec<SumScore> {
    let items: Vec<&Item> = items.into_iter().collect();
    let columns: Vec<Vec<f64>> = quadrature
        .nodes()
        .iter()
        .map(|theta| score_distribution(items.iter().copied(), *theta))
        .collect();
    let sums = items.iter().map(|item| u32::from(item.highest())).sum::<u32>();
    let mut weights = Vec::new();
    (0..=sums)
        .zip(0_usize..)
        .map(|(sum, place)| {
            let joint = |(column, weight): (&Vec<f64>, &f64)| column.get(place).map_or(0.0, |p| p * weight);
            let joint: Vec<f64> = columns.iter().zip(quadrature.weights()).map(joint).collect();
            let logs: Vec<f64> = joint.iter().map(|p| libm::log(*p)).collect();
            let possible = normalise(&logs, &mut weights);
            SumScore {
                sum,
                share: joint.iter().sum(),
                estimate: possible.then(|| moments(quadrature.nodes(), &weights)),
            }
        })
        .collect()
}
