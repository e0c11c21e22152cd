//! Rasch models in which items share parameters: rating scales, and the facets of a rated performance.

use super::blocks::Layout;
use super::layer::{Layer, step};
use crate::numeric::Matrix;

/// One item, or one item as judged by one rater: P_k ∝ exp(kθ + Σ_j coefficient_jk ξ_j).
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    /// Categories of an answer.
    pub categories: usize,
    /// For each parameter that counts here, its coefficient in each category; 0 in the lowest.
    pub terms: Vec<(usize, Vec<f64>)>,
}

impl Design {
    /// Nothing but θ.
    pub const fn new(categories: usize) -> Self {
        Self {
            categories,
            terms: Vec::new(),
        }
    }

    /// Adds to the coefficient of a parameter.
    pub fn add(&mut self, parameter: usize, coefficient: impl Fn(usize) -> f64) {
        let own: Vec<f64> = (0..self.categories).map(coefficient).collect();
        match self.terms.iter_mut().find(|(known, _)| *known == parameter) {
            Some((_, sums)) => sums.iter_mut().zip(own).for_each(|(sum, value)| *sum += value),
            None => self.terms.push((parameter, own)),
        }
    }

    /// P_k at θ, and nothing where there are no parameters of that number.
    pub fn probabilities(&self, parameters: &[f64], theta: f64, out: &mut Vec<f64>) {
        out.clear();
        out.extend((0..self.categories).map(|k| k as f64 * theta));
        for (parameter, coefficients) in &self.terms {
            let value = parameters.get(*parameter).copied().unwrap_or(0.0);
            out.iter_mut().zip(coefficients).for_each(|(sum, c)| *sum += c * value);
        }
        let most = out.iter().fold(f64::NEG_INFINITY, |most, &x| most.max(x));
        out.iter_mut().for_each(|x| *x = libm::exp(*x - most));
        let total: f64 = out.iter().sum();
        out.iter_mut().for_each(|x| *x /= total);
    }
}

/// Items that are linear in common parameters.
#[derive(Debug, Clone)]
pub struct Linear {
    /// Designs that differ, each with the items that have it.
    designs: Vec<(Design, Vec<usize>)>,
    total: usize,
}

impl Linear {
    /// From the design of each item and the number of parameters.
    pub fn new(items: Vec<Design>, total: usize) -> Self {
        let mut designs: Vec<(Design, Vec<usize>)> = Vec::new();
        for (item, design) in items.into_iter().enumerate() {
            match designs.iter_mut().find(|(known, _)| *known == design) {
                Some((_, items)) => items.push(item),
                None => designs.push((design, vec![item])),
            }
        }
        Self { designs, total }
    }

    fn bend(
        &self,
        parameters: &[f64],
        nodes: &[f64],
        layout: &Layout,
        counts: &[f64],
        information: Option<&mut Matrix>,
    ) -> (f64, Vec<f64>) {
        let mut value = 0.0;
        let mut score = vec![0.0; self.total];
        let mut information = information;
        let mut p = Vec::new();
        for (design, items) in &self.designs {
            let mut table = vec![0.0; design.categories * nodes.len()];
            for &item in items {
                for (sum, count) in table.iter_mut().zip(layout.item(counts, item)) {
                    *sum += count;
                }
            }
            for (q, &theta) in nodes.iter().enumerate() {
                let here = || table.iter().skip(q).step_by(nodes.len());
                let mass: f64 = here().sum();
                if mass <= 0.0 {
                    continue;
                }
                design.probabilities(parameters, theta, &mut p);
                value += here()
                    .zip(&p)
                    .filter(|(seen, _)| **seen > 0.0)
                    .map(|(seen, p)| seen * libm::log(*p))
                    .sum::<f64>();
                let means: Vec<f64> = design
                    .terms
                    .iter()
                    .map(|(_, coefficients)| p.iter().zip(coefficients).map(|(p, c)| p * c).sum())
                    .collect();
                for ((parameter, coefficients), mean) in design.terms.iter().zip(&means) {
                    if let Some(score) = score.get_mut(*parameter) {
                        *score += here().zip(coefficients).map(|(seen, c)| seen * (c - mean)).sum::<f64>();
                    }
                }
                if let Some(information) = information.as_deref_mut() {
                    for ((left, lefts), left_mean) in design.terms.iter().zip(&means) {
                        for ((right, rights), right_mean) in design.terms.iter().zip(&means) {
                            let covariance: f64 = p
                                .iter()
                                .zip(lefts.iter().zip(rights))
                                .map(|(p, (l, r))| p * (l - left_mean) * (r - right_mean))
                                .sum();
                            information.add(*left, *right, mass * covariance);
                        }
                    }
                }
            }
        }
        (value, score)
    }
}

impl Layer for Linear {
    fn parameters(&self) -> usize {
        self.total
    }

    fn legal(&self, parameters: &[f64]) -> bool {
        parameters.iter().all(|value| value.is_finite() && value.abs() < 100.0)
    }

    fn probabilities(&self, parameters: &[f64], nodes: &[f64], layout: &Layout, out: &mut [f64]) {
        let mut p = Vec::new();
        for (design, items) in &self.designs {
            for (q, &theta) in nodes.iter().enumerate() {
                design.probabilities(parameters, theta, &mut p);
                for &item in items {
                    let table = layout.item_mut(out, item);
                    for (row, p) in table.chunks_exact_mut(nodes.len()).zip(&p) {
                        if let Some(place) = row.get_mut(q) {
                            *place = *p;
                        }
                    }
                }
            }
        }
    }

    fn maximise(&self, parameters: &mut [f64], nodes: &[f64], layout: &Layout, counts: &[f64]) {
        for _ in 0..2 {
            let mut information = Matrix::zeros(self.total, self.total);
            let (value, score) = self.bend(parameters, nodes, layout, counts, Some(&mut information));
            let Some(mut move_by) = step(&information, &score) else {
                return;
            };
            let mut taken = false;
            for _ in 0..20 {
                let moved: Vec<f64> = parameters.iter().zip(&move_by).map(|(x, dx)| x + dx).collect();
                if self.legal(&moved) {
                    let (there, _) = self.bend(&moved, nodes, layout, counts, None);
                    if there >= value - 1e-12 * value.abs() {
                        parameters.copy_from_slice(&moved);
                        taken = true;
                        break;
                    }
                }
                move_by.iter_mut().for_each(|value| *value *= 0.5);
            }
            if !taken || move_by.iter().all(|value| value.abs() < 1e-3) {
                return;
            }
        }
    }

    fn gradient(&self, parameters: &[f64], nodes: &[f64], layout: &Layout, counts: &[f64], out: &mut [f64]) {
        let (_, score) = self.bend(parameters, nodes, layout, counts, None);
        out.copy_from_slice(&score);
    }

    fn log_prior(&self, _: &[f64]) -> f64 {
        0.0
    }
}
