//! What the maximisation step needs of a measurement model: tables, a better guess, the gradient.

use super::blocks::Layout;
use super::plan::Anchor;
use super::shape::{Column, Shape};
use crate::model::sigmoid;
use crate::numeric::Matrix;

/// A measurement model with its free parameters, between two expectation steps.
pub trait Layer: core::fmt::Debug {
    /// Number of free parameters.
    fn parameters(&self) -> usize;
    /// Whether the parameters are a model at all.
    fn legal(&self, parameters: &[f64]) -> bool;
    /// The probability of each category of each item at each node.
    fn probabilities(&self, parameters: &[f64], nodes: &[f64], layout: &Layout, out: &mut [f64]);
    /// Moves the parameters towards the maximum of the expected log-likelihood.
    fn maximise(&self, parameters: &mut [f64], nodes: &[f64], layout: &Layout, counts: &[f64]);
    /// Derivative of the expected log-likelihood (and of the priors) by each parameter.
    fn gradient(&self, parameters: &[f64], nodes: &[f64], layout: &Layout, counts: &[f64], out: &mut [f64]);
    /// Logarithm of the prior density.
    fn log_prior(&self, parameters: &[f64]) -> f64;
}

/// One item in a calibration: to be estimated, or given.
#[derive(Debug, Clone)]
pub enum Entry {
    /// Its place in the parameters and its shape.
    Free {
        /// First parameter.
        from: usize,
        /// Shape.
        shape: Shape,
    },
    /// Probabilities already known: an anchor.
    Given(Anchor),
}

/// Items that share no parameter.
#[derive(Debug, Clone)]
pub struct Separate {
    entries: Vec<Entry>,
    total: usize,
}

impl Separate {
    /// From shapes and anchors, in the order of the items.
    pub fn new(items: impl IntoIterator<Item = Result<Shape, Anchor>>) -> Self {
        let mut total = 0;
        let entries = items
            .into_iter()
            .map(|item| match item {
                Ok(shape) => {
                    let from = total;
                    total += shape.parameters();
                    Entry::Free { from, shape }
                }
                Err(anchor) => Entry::Given(anchor),
            })
            .collect();
        Self { entries, total }
    }

    fn free(&self) -> impl Iterator<Item = (usize, usize, Shape)> {
        self.entries.iter().enumerate().filter_map(|(item, entry)| match entry {
            Entry::Free { from, shape } => Some((item, *from, *shape)),
            Entry::Given { .. } => None,
        })
    }
}

fn own(parameters: &[f64], from: usize, shape: Shape) -> &[f64] {
    parameters.get(from..from + shape.parameters()).unwrap_or(&[])
}

/// Objective, score and expected information of one item.
struct Bent {
    value: f64,
    score: Vec<f64>,
    information: Matrix,
}

fn bend(shape: Shape, parameters: &[f64], nodes: &[f64], counts: &[f64], column: &mut Column) -> Bent {
    let count = shape.parameters();
    let mut value = shape.log_prior(parameters);
    let mut score = vec![0.0; count];
    // Lower triangle, row by row.
    let mut cells = vec![0.0; count * count];
    for (q, &theta) in nodes.iter().enumerate() {
        let here = || counts.iter().skip(q).step_by(nodes.len());
        let mass: f64 = here().sum();
        if mass <= 0.0 {
            continue;
        }
        shape.column(parameters, theta, column);
        for ((&log, slopes), &seen) in column.logs.iter().zip(column.slopes.chunks_exact(count)).zip(here()) {
            if seen > 0.0 {
                value += seen * log;
            }
            let expected = mass * libm::exp(log);
            for ((j, slope), row) in slopes.iter().enumerate().zip(cells.chunks_exact_mut(count)) {
                if let Some(score) = score.get_mut(j) {
                    *score += seen * slope;
                }
                for (cell, other) in row.iter_mut().zip(slopes).take(j + 1) {
                    *cell += expected * slope * other;
                }
            }
        }
    }
    let mut information = Matrix::zeros(count, count);
    for (j, row) in cells.chunks_exact(count).enumerate() {
        for (l, cell) in row.iter().enumerate().take(j + 1) {
            information.set(j, l, *cell);
            information.set(l, j, *cell);
        }
    }
    shape.add_prior(parameters, |place, slope, weight| {
        if let Some(score) = score.get_mut(place) {
            *score += slope;
        }
        information.add(place, place, weight);
    });
    Bent {
        value,
        score,
        information,
    }
}

/// The step that solves information × step = score, with a ridge where the information is singular.
pub fn step(information: &Matrix, score: &[f64]) -> Option<Vec<f64>> {
    let size = score.len();
    let scale = (0..size).fold(0.0_f64, |most, j| most.max(information.at(j, j)));
    let mut ridge = 0.0;
    for _ in 0..12 {
        let mut firm = information.clone();
        for j in 0..size {
            firm.add(j, j, ridge);
        }
        if let Some(step) = firm.cholesky().and_then(|factor| factor.solve(score))
            && step.iter().all(|value| value.is_finite())
        {
            return Some(step);
        }
        ridge = if ridge > 0.0 {
            ridge * 100.0
        } else {
            scale * 1e-10 + 1e-12
        };
    }
    None
}

/// Newton steps on one item, halved until the objective does not fall; at most `most` of them.
fn climb(shape: Shape, parameters: &mut [f64], nodes: &[f64], counts: &[f64], most: usize, column: &mut Column) {
    let mut here = bend(shape, parameters, nodes, counts, column);
    for _ in 0..most {
        let Some(mut step) = step(&here.information, &here.score) else {
            return;
        };
        // A step of two logits at most: far steps are those of a poor start.
        let far = step.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
        if far > 2.0 {
            step.iter_mut().for_each(|value| *value *= 2.0 / far);
        }
        let mut taken = None;
        for _ in 0..20 {
            let moved: Vec<f64> = parameters.iter().zip(&step).map(|(x, dx)| x + dx).collect();
            if shape.legal(&moved) {
                let there = bend(shape, &moved, nodes, counts, column);
                if there.value >= here.value - 1e-12 * here.value.abs() {
                    taken = Some((moved, there));
                    break;
                }
            }
            step.iter_mut().for_each(|value| *value *= 0.5);
        }
        let Some((moved, there)) = taken else { return };
        parameters.copy_from_slice(&moved);
        let settled = step.iter().all(|value| value.abs() < 1e-3);
        here = there;
        if settled {
            return;
        }
    }
}

impl Layer for Separate {
    fn parameters(&self) -> usize {
        self.total
    }

    fn legal(&self, parameters: &[f64]) -> bool {
        self.free()
            .all(|(_, from, shape)| shape.legal(own(parameters, from, shape)))
    }

    fn probabilities(&self, parameters: &[f64], nodes: &[f64], layout: &Layout, out: &mut [f64]) {
        let mut column = Column::default();
        for (item, entry) in self.entries.iter().enumerate() {
            let table = layout.item_mut(out, item);
            match entry {
                Entry::Given(Anchor::Item(item)) => item.table(nodes, table),
                Entry::Given(Anchor::Line { slope, intercept }) => {
                    let (wrong, right) = table.split_at_mut(nodes.len());
                    for ((wrong, right), theta) in wrong.iter_mut().zip(right).zip(nodes) {
                        let z = slope * theta + intercept;
                        (*wrong, *right) = (sigmoid(-z), sigmoid(z));
                    }
                }
                Entry::Free { from, shape } => {
                    let own = own(parameters, *from, *shape);
                    for (q, &theta) in nodes.iter().enumerate() {
                        shape.column(own, theta, &mut column);
                        for (row, log) in table.chunks_exact_mut(nodes.len()).zip(&column.logs) {
                            if let Some(place) = row.get_mut(q) {
                                *place = libm::exp(*log);
                            }
                        }
                    }
                }
            }
        }
    }

    fn maximise(&self, parameters: &mut [f64], nodes: &[f64], layout: &Layout, counts: &[f64]) {
        let mut column = Column::default();
        for (item, from, shape) in self.free() {
            if let Some(own) = parameters.get_mut(from..from + shape.parameters()) {
                climb(shape, own, nodes, layout.item(counts, item), 3, &mut column);
            }
        }
    }

    fn gradient(&self, parameters: &[f64], nodes: &[f64], layout: &Layout, counts: &[f64], out: &mut [f64]) {
        let mut column = Column::default();
        for (item, from, shape) in self.free() {
            let bent = bend(
                shape,
                own(parameters, from, shape),
                nodes,
                layout.item(counts, item),
                &mut column,
            );
            if let Some(place) = out.get_mut(from..from + shape.parameters()) {
                place.copy_from_slice(&bent.score);
            }
        }
    }

    fn log_prior(&self, parameters: &[f64]) -> f64 {
        self.free()
            .map(|(_, from, shape)| shape.log_prior(own(parameters, from, shape)))
            .sum()
    }
}

impl Layer for Box<dyn Layer> {
    fn parameters(&self) -> usize {
        (**self).parameters()
    }

    fn legal(&self, parameters: &[f64]) -> bool {
        (**self).legal(parameters)
    }

    fn probabilities(&self, parameters: &[f64], nodes: &[f64], layout: &Layout, out: &mut [f64]) {
        (**self).probabilities(parameters, nodes, layout, out);
    }

    fn maximise(&self, parameters: &mut [f64], nodes: &[f64], layout: &Layout, counts: &[f64]) {
        (**self).maximise(parameters, nodes, layout, counts);
    }

    fn gradient(&self, parameters: &[f64], nodes: &[f64], layout: &Layout, counts: &[f64], out: &mut [f64]) {
        (**self).gradient(parameters, nodes, layout, counts, out);
    }

    fn log_prior(&self, parameters: &[f64]) -> f64 {
        (**self).log_prior(parameters)
    }
}
