//! What is believed of a person: a distribution over nodes, kept in logarithms and updated with one addition a node and answer.

use super::{Bound, Estimate};
use crate::model::Item;
use crate::scale::Quadrature;

/// Share of the posterior on an end node above which an estimate says "at least" or "at most".
const EDGE: f64 = 0.01;

/// A posterior distribution over the nodes of a quadrature.
#[derive(Debug, Clone)]
pub struct Posterior<'q> {
    quadrature: &'q Quadrature,
    // Logarithm of prior × likelihood at each node; nothing is lost however many answers come.
    logs: Vec<f64>,
}

impl<'q> Posterior<'q> {
    /// Before any answer: the prior.
    #[must_use]
    pub fn new(quadrature: &'q Quadrature) -> Self {
        Self {
            quadrature,
            logs: quadrature.log_weights().to_vec(),
        }
    }

    /// The nodes and the prior.
    #[must_use]
    pub const fn quadrature(&self) -> &'q Quadrature {
        self.quadrature
    }

    /// Takes one answer in. A category that the item does not have makes the answers impossible.
    pub fn add(&mut self, item: &Item, category: u8) {
        for (log, theta) in self.logs.iter_mut().zip(self.quadrature.nodes()) {
            *log += item.log_probability(*theta, category).unwrap_or(f64::NEG_INFINITY);
        }
    }

    /// Logarithm of prior × likelihood at each node.
    #[must_use]
    pub fn logs(&self) -> &[f64] {
        &self.logs
    }

    /// Weights at the nodes that sum to 1, into `out`; false (and zeros) when the answers are impossible at every node.
    pub fn weights(&self, out: &mut Vec<f64>) -> bool {
        normalise(&self.logs, out)
    }

    /// Weights of the likelihood alone, without the prior, that sum to 1 (trapezoidal rule over the nodes); false as [`Posterior::weights`].
    pub fn likelihood(&self, out: &mut Vec<f64>) -> bool {
        let nodes = self.quadrature.nodes();
        let before = nodes.iter().take(1).chain(nodes);
        let after = nodes.iter().skip(1).chain(nodes.last());
        let widths = before.zip(after).map(|(before, after)| after - before);
        let pairs = self.logs.iter().zip(self.quadrature.log_weights());
        let alone: Vec<f64> = pairs
            .zip(widths)
            .map(|((log, prior), width)| match *prior {
                // Where the prior has no weight, the likelihood was not kept.
                f64::NEG_INFINITY => f64::NEG_INFINITY,
                prior => log - prior + libm::log(width),
            })
            .collect();
        normalise(&alone, out)
    }

    /// Mean and standard deviation; none when the answers are impossible at every node.
    ///
    /// Without an answer: the mean and the standard deviation of the prior, as integrated over the nodes.
    #[must_use]
    pub fn estimate(&self) -> Option<Estimate> {
        let mut weights = Vec::with_capacity(self.logs.len());
        self.weights(&mut weights)
            .then(|| moments(self.quadrature.nodes(), &weights))
    }
}

/// Mean, standard deviation and flag of a distribution over nodes; the weights sum to 1.
pub(crate) fn moments(nodes: &[f64], weights: &[f64]) -> Estimate {
    let mean: f64 = nodes.iter().zip(weights).map(|(x, w)| x * w).sum();
    let variance: f64 = nodes
        .iter()
        .zip(weights)
        .map(|(x, w)| (x - mean) * (x - mean) * w)
        .sum();
    let on = |weight: Option<&f64>| weight.is_some_and(|w| *w > EDGE);
    Estimate {
        theta: mean,
        error: Some(libm::sqrt(variance)),
        observed: None,
        bound: match (on(weights.first()), on(weights.last())) {
            (true, false) => Some(Bound::Low),
            (false, true) => Some(Bound::High),
            _ => None,
        },
        several: false,
    }
}

/// e^log scaled to sum 1; false and zeros when every logarithm is −∞ (or one is not a number).
pub(crate) fn normalise(logs: &[f64], out: &mut Vec<f64>) -> bool {
    out.clear();
    let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut total = 0.0;
    out.extend(logs.iter().map(|log| {
        let weight = libm::exp(log - top);
        total += weight;
        weight
    }));
    let sound = top.is_finite() && total.is_finite();
    let scale = if sound { 1.0 / total } else { 0.0 };
    out.iter_mut()
        .for_each(|weight| *weight = if sound { *weight * scale } else { 0.0 });
    sound
}
