//! What makes an item worth asking now.

use super::bank::Bank;
use crate::estimate::Posterior;
use crate::model::{Item, MAX_CATEGORIES, Model};
use crate::numeric::brent::root;

/// What an item is valued by. The greatest value is the best, whatever the criterion: distances and variances count negatively.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Criterion {
    /// Fisher information at the point (MFI; at a cut it serves a classification).
    Information,
    /// Nearness of the item's location to the point (Urry's rule), −|b − θ|.
    Difficulty,
    /// Nearness of the point where the item tells most, −|θ_max − θ|; for several categories its location.
    Peak,
    /// Information expected at the measure after the answer (MEI).
    ExpectedInformation,
    /// Variance expected after the answer (MEPV), negative.
    ExpectedVariance(Weighting),
    /// Information over the likelihood (MLWI), the likelihood scaled to sum 1.
    LikelihoodInformation,
    /// Information over the posterior (MPWI), the posterior scaled to sum 1.
    PosteriorInformation,
    /// Kullback-Leibler divergence from the measure over the likelihood (KL), scaled as above.
    LikelihoodDivergence,
    /// The same over the posterior (KLP).
    PosteriorDivergence,
}

/// How the chances of the next answer are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weighting {
    /// At the point: P_k(θ̂). What catR does.
    AtPoint,
    /// Over the posterior: Σ_q w_q P_k(θ_q). It does not take an uncertain estimate for certain.
    Predictive,
}

/// Where a person stands when the next item is chosen.
#[derive(Debug, Clone, Copy)]
pub struct Position<'a> {
    /// The point at which items are valued: the estimate, or a cut.
    pub theta: f64,
    /// What is believed of the person.
    pub posterior: &'a Posterior<'a>,
    /// Items given so far.
    pub given: usize,
}

/// The value of every item of the bank, in its order; −∞ for those that are not open.
///
/// # Formula
/// With the weights w_q of the posterior (or of the likelihood alone) at the nodes x_q, Σ w_q = 1 — information: I_i(θ). Expected information:
/// Σ_k P_k(θ) I_i(θ_k), θ_k the posterior mean after category k. Expected variance: −Σ_k π_k Var(θ | k), π_k as [`Weighting`] says. Weighted
/// information: Σ_q w_q I_i(x_q). Divergence: Σ_q w_q Σ_k P_k(θ) ln(P_k(θ)/P_k(x_q)).
///
/// # Source
/// F. M. Lord, *Applications of Item Response Theory* (1980); V. W. Urry, *Journal of Educational Measurement* 14 (1977); W. J. J. Veerkamp and M. P. F. Berger, *Journal of
/// Educational and Behavioral Statistics* 22 (1997); W. J. van der Linden, *Psychometrika* 63 (1998); H.-H. Chang and Z. Ying, *Applied Psychological Measurement* 20 (1996).
/// These nine agree with catR's choices on its bank (`tests/adaptive.rs`).
#[must_use]
pub fn values(bank: &Bank, open: &[bool], criterion: Criterion, position: Position<'_>) -> Vec<f64> {
    let theta = position.theta;
    let nodes = position.posterior.quadrature().nodes();
    let mut weights = Vec::new();
    let known = match criterion {
        Criterion::LikelihoodInformation | Criterion::LikelihoodDivergence => {
            position.posterior.likelihood(&mut weights)
        }
        Criterion::Information | Criterion::Difficulty | Criterion::Peak => true,
        _ => position.posterior.weights(&mut weights),
    };
    let value = |item: &Item| match criterion {
        _ if !known => f64::NEG_INFINITY,
        Criterion::Information => item.information(theta),
        Criterion::Difficulty => -(item.location() - theta).abs(),
        Criterion::Peak => -(peak(item) - theta).abs(),
        Criterion::ExpectedInformation => {
            let after = After::of(item, nodes, &weights);
            let column = column(item, theta);
            let each = column.iter().zip(&after.means).take(item.categories());
            each.map(|(p, mean)| p * item.information(*mean)).sum()
        }
        Criterion::ExpectedVariance(weighting) => {
            let after = After::of(item, nodes, &weights);
            let column = match weighting {
                Weighting::AtPoint => column(item, theta),
                Weighting::Predictive => after.chances,
            };
            let each = column.iter().zip(&after.variances).take(item.categories());
            -each.map(|(p, variance)| p * variance).sum::<f64>()
        }
        Criterion::LikelihoodInformation | Criterion::PosteriorInformation => {
            let each = nodes.iter().zip(&weights);
            each.map(|(x, w)| w * item.information(*x)).sum()
        }
        Criterion::LikelihoodDivergence | Criterion::PosteriorDivergence => {
            let from = logs(item, theta);
            let each = nodes.iter().zip(&weights).filter(|(_, w)| **w > 0.0);
            each.map(|(x, w)| w * divergence(&from, &logs(item, *x), item.categories()))
                .sum()
        }
    };
    let open = open.iter().copied().chain(std::iter::repeat(false));
    let pairs = bank.items().iter().zip(open);
    pairs
        .map(|(item, open)| if open { value(item) } else { f64::NEG_INFINITY })
        .collect()
}

/// Where a logistic item tells most; for several categories its location.
///
/// # Formula
/// I ∝ (P−c)²(d−P)²/(PQ) is greatest where 2/(P−c) − 2/(d−P) − 1/P + 1/Q = 0, which has one root between c and d; for d = 1 it is
/// θ = b + ln((1 + √(1+8c))/2)/a (Birnbaum).
///
/// # Source
/// D. Magis, *Applied Psychological Measurement* 37 (2013), 304–315.
fn peak(item: &Item) -> f64 {
    let (a, b, c, d) = match *item.model() {
        Model::ThreePl { a, b, c } => (a, b, c, 1.0),
        Model::FourPl { a, b, c, d } => (a, b, c, d),
        _ => return item.location(),
    };
    let slope = |p: f64| 2.0 / (p - c) - 2.0 / (d - p) - 1.0 / p + 1.0 / (1.0 - p);
    let edge = (d - c) * 1e-9;
    root(slope, c + edge, d - edge, 0.0).map_or(b, |p| b + libm::log((p - c) / (d - p)) / a)
}

fn column(item: &Item, theta: f64) -> [f64; MAX_CATEGORIES] {
    let mut column = [0.0; MAX_CATEGORIES];
    item.probabilities(theta, &mut column);
    column
}

fn logs(item: &Item, theta: f64) -> [f64; MAX_CATEGORIES] {
    let mut logs = [0.0; MAX_CATEGORIES];
    for (category, place) in (0..=item.highest()).zip(&mut logs) {
        *place = item.log_probability(theta, category).unwrap_or(f64::NEG_INFINITY);
    }
    logs
}

fn divergence(from: &[f64], to: &[f64], categories: usize) -> f64 {
    let each = from.iter().zip(to).take(categories);
    each.map(|(from, to)| libm::exp(*from) * (from - to)).sum()
}

/// What is believed after each category of an answer to one item.
struct After {
    chances: [f64; MAX_CATEGORIES],
    means: [f64; MAX_CATEGORIES],
    variances: [f64; MAX_CATEGORIES],
}

impl After {
    fn of(item: &Item, nodes: &[f64], weights: &[f64]) -> Self {
        // About the mean before, so that the squares lose nothing.
        let centre: f64 = nodes.iter().zip(weights).map(|(x, w)| x * w).sum();
        let mut sums = [[0.0; 3]; MAX_CATEGORIES];
        let mut column = [0.0; MAX_CATEGORIES];
        for (x, w) in nodes.iter().zip(weights) {
            item.probabilities(*x, &mut column);
            let away = x - centre;
            for (sum, p) in sums.iter_mut().zip(&column).take(item.categories()) {
                let mass = w * p;
                let [zero, one, two] = sum;
                *zero += mass;
                *one += mass * away;
                *two += mass * away * away;
            }
        }
        let mut after = Self {
            chances: [0.0; MAX_CATEGORIES],
            means: [centre; MAX_CATEGORIES],
            variances: [0.0; MAX_CATEGORIES],
        };
        let places = after.chances.iter_mut().zip(&mut after.means).zip(&mut after.variances);
        for (((chance, mean), variance), [zero, one, two]) in places.zip(sums) {
            *chance = zero;
            // A category without a chance adds nothing, whatever is believed after it.
            if zero > 0.0 {
                let shift = one / zero;
                *mean = centre + shift;
                *variance = (two / zero - shift * shift).max(0.0);
            }
        }
        after
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_tell_most_at_their_peak() {
        for (c, d) in [(0.0, 1.0), (0.2, 1.0), (0.0, 0.9), (0.15, 0.8), (0.4, 0.99)] {
            let item = Item::four_pl(1.3, 0.7, c, d).unwrap();
            let at = peak(&item);
            for away in [-0.001, 0.001, -1.0, 1.0] {
                assert!(item.information(at) > item.information(at + away), "{c} {d} {away}");
            }
        }
        let birnbaum = 0.7 + libm::log(0.5 * (1.0 + libm::sqrt(1.0 + 8.0 * 0.2))) / 1.3;
        assert!((peak(&Item::three_pl(1.3, 0.7, 0.2).unwrap()) - birnbaum).abs() < 1e-12);
    }
}
