//! How often a decision is right, and how often it would be the same again.
//!
//! Convention: a score **at** the cut passes.

mod livingston_lewis;

pub use livingston_lewis::{LivingstonLewis, Moments, livingston_lewis};

use crate::estimate::score_distribution;
use crate::model::Item;
use crate::numeric::normal;
use crate::scale::Quadrature;

/// Accuracy and consistency of a classification.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Indices {
    /// Chance that the level given is the true one.
    pub accuracy: f64,
    /// Chance that two parallel tests give the same level.
    pub consistency: f64,
    /// Consistency beyond chance: (consistency − chance)/(1 − chance).
    pub kappa: f64,
    /// Chance of a level above the true one.
    pub false_positive: f64,
    /// Chance of a level below the true one.
    pub false_negative: f64,
    /// Share of persons at the highest level: those who pass, with one cut.
    pub pass_rate: f64,
}

/// Sums over persons or nodes: their weight, their true level, and the chance of each level.
#[derive(Debug, Default)]
struct Gathered {
    weight: f64,
    accuracy: f64,
    consistency: f64,
    above: f64,
    below: f64,
    levels: Vec<f64>,
}

impl Gathered {
    fn add(&mut self, weight: f64, level: usize, chances: &[f64]) {
        self.weight += weight;
        self.levels.resize(chances.len(), 0.0);
        for (place, (&p, total)) in chances.iter().zip(&mut self.levels).enumerate() {
            *total += weight * p;
            self.consistency += weight * p * p;
            match place.cmp(&level) {
                core::cmp::Ordering::Less => self.below += weight * p,
                core::cmp::Ordering::Equal => self.accuracy += weight * p,
                core::cmp::Ordering::Greater => self.above += weight * p,
            }
        }
    }

    fn finish(self) -> Option<Indices> {
        if self.weight.is_nan() || self.weight <= 0.0 {
            return None;
        }
        let share = |sum: f64| sum / self.weight;
        let chance: f64 = self.levels.iter().map(|level| share(*level) * share(*level)).sum();
        let consistency = share(self.consistency);
        Some(Indices {
            accuracy: share(self.accuracy),
            consistency,
            kappa: if chance < 1.0 {
                (consistency - chance) / (1.0 - chance)
            } else {
                0.0
            },
            false_positive: share(self.above),
            false_negative: share(self.below),
            pass_rate: share(self.levels.last().copied().unwrap_or(0.0)),
        })
    }
}

/// Chance that a person passes: P(θ ≥ cut) given an estimate and its error. At the cut 1/2; without error 0 or 1.
///
/// # Formula
/// Φ((θ̂ − cut)/SE).
///
/// # Source
/// L. M. Rudner, Practical Assessment, Research & Evaluation 7 (2001), article 14.
#[must_use]
pub fn pass_chance(theta: f64, error: f64, cut: f64) -> f64 {
    if error > 0.0 {
        normal::cdf((theta - cut) / error)
    } else {
        f64::from(u8::from(theta >= cut))
    }
}

/// Rudner's indices from estimates of persons (θ̂, error, weight) and increasing cuts on θ; None without a person.
///
/// # Formula
/// P(level l) = Φ((c_{l+1} − θ̂)/SE) − Φ((c_l − θ̂)/SE); accuracy is the mean of P(own level), consistency of Σ P².
///
/// # Source
/// L. M. Rudner, Practical Assessment, Research & Evaluation 10 (2005), article 13.
#[must_use]
pub fn rudner(estimates: &[(f64, f64, f64)], cuts: &[f64]) -> Option<Indices> {
    let mut gathered = Gathered::default();
    for &(theta, error, weight) in estimates {
        let above: Vec<f64> = cuts.iter().map(|&cut| pass_chance(theta, error, cut)).collect();
        let level = cuts.iter().filter(|&&cut| theta >= cut).count();
        gathered.add(weight, level, &between(&above));
    }
    gathered.finish()
}

/// Chances of each level from those of being at or above each cut.
fn between(above: &[f64]) -> Vec<f64> {
    let upper = core::iter::once(1.0).chain(above.iter().copied());
    let lower = above.iter().copied().chain([0.0]);
    upper.zip(lower).map(|(at_least, next)| at_least - next).collect()
}

/// Lee's indices over a population (his D method): a distribution on θ, cuts on the sum of scores; None without a node.
///
/// # Formula
/// P(X ≥ c | θ_q) by Lord and Wingersky; the true level is that of the expected sum at θ_q. Weighted by w_q.
///
/// # Source
/// W.-C. Lee, Journal of Educational Measurement 47 (2010), 1–17.
#[must_use]
pub fn lee(items: &[Item], cuts: &[u32], quadrature: &Quadrature) -> Option<Indices> {
    let places = quadrature.nodes().iter().zip(quadrature.weights());
    lee_at(items, cuts, places.map(|(&theta, &weight)| (theta, weight)))
}

/// Lee's indices over persons (his P method): estimates θ̂ with weights, cuts on the sum of scores; None without a person.
///
/// # Source
/// As [`lee`].
///
/// # Formula
/// As [`lee`], with the weights of the persons in the place of those of the nodes.
#[must_use]
pub fn lee_persons(items: &[Item], cuts: &[u32], persons: &[(f64, f64)]) -> Option<Indices> {
    lee_at(
        items,
        cuts,
        persons.iter().copied().filter(|person| person.0.is_finite()),
    )
}

fn lee_at(items: &[Item], cuts: &[u32], places: impl Iterator<Item = (f64, f64)>) -> Option<Indices> {
    let mut gathered = Gathered::default();
    for (theta, weight) in places {
        let distribution = score_distribution(items, theta);
        let above: Vec<f64> = cuts
            .iter()
            .map(|&cut| distribution.iter().skip(cut as usize).sum())
            .collect();
        let expected: f64 = items.iter().map(|item| item.expected(theta).mean).sum();
        let level = cuts.iter().filter(|&&cut| expected >= f64::from(cut)).count();
        gathered.add(weight, level, &between(&above));
    }
    gathered.finish()
}
