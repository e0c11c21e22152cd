//! Marginal maximum likelihood by EM, one cycle at a time, with Anderson acceleration.

use super::blocks::{Blocks, Expected, Scratch};
use super::layer::Layer;
use super::population::Population;
use crate::numeric::Matrix;
use crate::numeric::linear::dot;
use std::collections::VecDeque;

/// Differences kept for the acceleration.
const MEMORY: usize = 6;

/// Where a calibration stands after a cycle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Cycles done.
    pub cycle: u32,
    /// Marginal log-likelihood, without priors, at the parameters the cycle began with.
    pub log_likelihood: f64,
    /// Largest change that one EM step makes to a parameter.
    pub change: f64,
    /// Whether the change is below the tolerance.
    pub converged: bool,
}

/// An EM run.
#[derive(Debug)]
pub struct Em<L> {
    layer: L,
    blocks: Blocks,
    nodes: Vec<f64>,
    populations: Vec<Population>,
    parameters: Vec<f64>,
    tolerance: f64,
    cycle: u32,
    value: f64,
    // What plain EM would have gone to, in case the accelerated step falls.
    refuge: Option<Vec<f64>>,
    last: Option<(Vec<f64>, Vec<f64>)>,
    memory: VecDeque<(Vec<f64>, Vec<f64>)>,
    probabilities: Vec<f64>,
    priors: Vec<f64>,
    expected: Expected,
    scratch: Scratch,
}

impl<L: Layer> Em<L> {
    /// A run that starts at `start`: the parameters of the layer.
    pub fn new(
        layer: L,
        blocks: Blocks,
        nodes: Vec<f64>,
        populations: Vec<Population>,
        mut start: Vec<f64>,
        tolerance: f64,
    ) -> Self {
        for population in &populations {
            start.extend(population.start());
        }
        let probabilities = blocks.layout().zeros();
        let priors = vec![0.0; nodes.len() * populations.len()];
        Self {
            layer,
            blocks,
            nodes,
            populations,
            parameters: start,
            tolerance,
            cycle: 0,
            value: f64::NEG_INFINITY,
            refuge: None,
            last: None,
            memory: VecDeque::with_capacity(MEMORY),
            probabilities,
            priors,
            expected: Expected::default(),
            scratch: Scratch::default(),
        }
    }

    /// The measurement model.
    pub const fn layer(&self) -> &L {
        &self.layer
    }

    /// Parameters of the layer, then those of the groups.
    pub fn parameters(&self) -> &[f64] {
        &self.parameters
    }

    /// The nodes.
    pub fn nodes(&self) -> &[f64] {
        &self.nodes
    }

    /// Expected persons at each node, group by group, of the last expectation step.
    pub fn masses(&self) -> &[f64] {
        &self.expected.masses
    }

    /// Marginal log-likelihood of the last expectation step, without priors.
    pub const fn log_likelihood(&self) -> f64 {
        self.expected.log_likelihood
    }

    /// The groups at the present parameters.
    pub fn populations(&self) -> Vec<Population> {
        self.groups_at(&self.parameters)
    }

    fn groups_at(&self, parameters: &[f64]) -> Vec<Population> {
        let mut from = self.layer.parameters();
        self.populations
            .iter()
            .map(|population| {
                let to = from + population.parameters();
                let own = parameters.get(from..to).unwrap_or(&[]);
                from = to;
                population.at(own)
            })
            .collect()
    }

    fn expect_at(&mut self, parameters: &[f64]) {
        self.fill_at(parameters);
        self.blocks
            .expect(&self.probabilities, &self.priors, &mut self.scratch, &mut self.expected);
    }

    fn fill_at(&mut self, parameters: &[f64]) {
        let inner = self.layer.parameters();
        let own = parameters.get(..inner).unwrap_or(&[]);
        self.layer
            .probabilities(own, &self.nodes, self.blocks.layout(), &mut self.probabilities);
        let groups = self.groups_at(parameters);
        for (place, group) in self.priors.chunks_exact_mut(self.nodes.len()).zip(groups) {
            group.weights(&self.nodes, place);
        }
    }

    fn maximised(&self) -> Vec<f64> {
        let mut moved = self.parameters.clone();
        let inner = self.layer.parameters();
        if let Some(own) = moved.get_mut(..inner) {
            self.layer
                .maximise(own, &self.nodes, self.blocks.layout(), &self.expected.counts);
        }
        let mut from = inner;
        for (population, masses) in self
            .populations
            .iter()
            .zip(self.expected.masses.chunks_exact(self.nodes.len()))
        {
            let to = from + population.parameters();
            if let Some(own) = moved.get_mut(from..to) {
                population.maximise(&self.nodes, masses, own);
            }
            from = to;
        }
        moved
    }

    fn legal(&self, parameters: &[f64]) -> bool {
        let inner = self.layer.parameters();
        let groups_hold = self
            .groups_at(parameters)
            .iter()
            .all(|group| group.mean.abs() < 50.0 && group.sd > 1e-6 && group.sd < 50.0);
        groups_hold && parameters.get(..inner).is_some_and(|own| self.layer.legal(own))
    }

    /// One expectation and one maximisation.
    pub fn cycle(&mut self) -> Progress {
        self.cycle += 1;
        let here = core::mem::take(&mut self.parameters);
        self.expect_at(&here);
        self.parameters = here;
        let inner = self.layer.parameters();
        let log_prior = self.layer.log_prior(self.parameters.get(..inner).unwrap_or(&[]));
        let value = self.expected.log_likelihood + log_prior;
        if let Some(refuge) = self.refuge.take()
            && (value.is_nan() || value < self.value - 1e-9 * self.value.abs())
        {
            // The leap fell: back to where plain EM leads, and forget the leaps.
            self.parameters = refuge;
            self.memory.clear();
            self.last = None;
            return Progress {
                cycle: self.cycle,
                log_likelihood: self.value,
                change: f64::INFINITY,
                converged: false,
            };
        }
        self.value = value;
        let moved = self.maximised();
        let residual: Vec<f64> = moved.iter().zip(&self.parameters).map(|(to, from)| to - from).collect();
        let change = residual.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
        let converged = change < self.tolerance;
        let progress = Progress {
            cycle: self.cycle,
            log_likelihood: self.expected.log_likelihood,
            change,
            converged,
        };
        if converged {
            return progress;
        }
        if let Some((point, before)) = self.last.replace((self.parameters.clone(), residual.clone())) {
            if self.memory.len() == MEMORY {
                self.memory.pop_front();
            }
            let minus = |x: &[f64], y: &[f64]| -> Vec<f64> { x.iter().zip(y).map(|(x, y)| x - y).collect() };
            self.memory
                .push_back((minus(&self.parameters, &point), minus(&residual, &before)));
        }
        let leap = self.leap(&moved, &residual).filter(|leap| self.legal(leap));
        self.parameters = match leap {
            Some(leap) => {
                self.refuge = Some(moved);
                leap
            }
            None => moved,
        };
        progress
    }

    /// The point where the residual would vanish if it went on changing as it did.
    ///
    /// # Formula
    /// With ΔX, ΔR the last changes of the point and of the residual r = F(x) − x: γ minimises ‖r − ΔRγ‖, x⁺ = F(x) − (ΔX + ΔR)γ.
    ///
    /// # Source
    /// H. F. Walker and P. Ni, "Anderson acceleration for fixed-point iterations", SIAM J. Numer. Anal. 49 (2011), 1715–1735;
    /// N. C. Henderson and R. Varadhan, "Damped Anderson acceleration with restarts and monotonicity control for accelerating EM",
    /// J. Comput. Graph. Stat. 28 (2019), 834–846.
    fn leap(&self, moved: &[f64], residual: &[f64]) -> Option<Vec<f64>> {
        let size = self.memory.len();
        if size == 0 {
            return None;
        }
        let mut normal = Matrix::zeros(size, size);
        for (j, (_, left)) in self.memory.iter().enumerate() {
            for (l, (_, right)) in self.memory.iter().enumerate().take(j + 1) {
                let product = dot(left, right);
                normal.set(j, l, product);
                normal.set(l, j, product);
            }
        }
        for j in 0..size {
            normal.add(j, j, normal.at(j, j) * 1e-9 + 1e-300);
        }
        let right: Vec<f64> = self.memory.iter().map(|(_, change)| dot(change, residual)).collect();
        let weights = normal.cholesky()?.solve(&right)?;
        let mut leap = moved.to_vec();
        for ((by_point, by_residual), weight) in self.memory.iter().zip(&weights) {
            for ((place, dx), dr) in leap.iter_mut().zip(by_point).zip(by_residual) {
                *place -= weight * (dx + dr);
            }
        }
        Some(leap)
    }

    /// Derivative of the marginal log-likelihood (and of the priors) by each parameter, at any point.
    ///
    /// # Formula
    /// Fisher's identity: the derivative of the expected complete-data log-likelihood at the parameters of its own expectation.
    pub fn gradient_at(&mut self, parameters: &[f64]) -> Vec<f64> {
        self.expect_at(parameters);
        let inner = self.layer.parameters();
        let mut gradient = vec![0.0; inner];
        self.layer.gradient(
            parameters.get(..inner).unwrap_or(&[]),
            &self.nodes,
            self.blocks.layout(),
            &self.expected.counts,
            &mut gradient,
        );
        let groups = self.groups_at(parameters);
        for (group, masses) in groups.iter().zip(self.expected.masses.chunks_exact(self.nodes.len())) {
            gradient.extend(group.gradient(&self.nodes, masses));
        }
        gradient
    }

    /// Calls `each` with every row, the logarithm of its likelihood and its posterior, at the present parameters.
    pub fn each_posterior(&mut self, each: impl FnMut(usize, f64, &[f64])) {
        let here = self.parameters.clone();
        self.expect_at(&here);
        self.blocks
            .each_posterior(&self.probabilities, &self.priors, &mut self.scratch, each);
    }

    /// Calls `each` with the probability of each category of each item at each node, and the weights of the nodes, at any parameters.
    pub fn tables_at<T>(&mut self, parameters: &[f64], each: impl FnOnce(&[f64], &[f64]) -> T) -> T {
        self.fill_at(parameters);
        each(&self.probabilities, &self.priors)
    }
}
