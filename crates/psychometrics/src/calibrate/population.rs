//! How persons of a group are spread: a normal distribution on the nodes.

use crate::numeric::Matrix;

/// The mean and standard deviation of a group, and which of them are free.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Population {
    /// Mean, in logits: where it starts when it is free.
    pub mean: f64,
    /// Standard deviation, in logits, above 0: where it starts when it is free.
    pub sd: f64,
    /// Whether the mean is estimated.
    pub free_mean: bool,
    /// Whether the standard deviation is estimated.
    pub free_sd: bool,
}

impl Population {
    /// N(0, 1), given.
    pub const STANDARD: Self = Self {
        mean: 0.0,
        sd: 1.0,
        free_mean: false,
        free_sd: false,
    };
    /// Mean and standard deviation estimated.
    pub const FREE: Self = Self {
        free_mean: true,
        free_sd: true,
        ..Self::STANDARD
    };
    /// Mean 0, standard deviation estimated: the Rasch family.
    pub const CENTRED: Self = Self {
        free_sd: true,
        ..Self::STANDARD
    };

    /// Free parameters: mean, then ln sd.
    pub fn parameters(self) -> usize {
        usize::from(self.free_mean) + usize::from(self.free_sd)
    }

    /// With the values of its free parameters.
    #[must_use]
    pub fn at(self, parameters: &[f64]) -> Self {
        let mut rest = parameters.iter().copied();
        let mean = if self.free_mean {
            rest.next().unwrap_or(self.mean)
        } else {
            self.mean
        };
        let sd = if self.free_sd {
            rest.next().map_or(self.sd, libm::exp)
        } else {
            self.sd
        };
        Self { mean, sd, ..self }
    }

    /// Where the free parameters start.
    pub fn start(self) -> Vec<f64> {
        let mut start = Vec::new();
        if self.free_mean {
            start.push(self.mean);
        }
        if self.free_sd {
            start.push(libm::log(self.sd));
        }
        start
    }

    /// Weight of each node, of sum 1.
    ///
    /// # Formula
    /// w_q ∝ exp(−(x_q − μ)²/2σ²).
    pub fn weights(self, nodes: &[f64], out: &mut [f64]) {
        let exponent = |x: f64| {
            let z = (x - self.mean) / self.sd;
            -0.5 * z * z
        };
        // Measured from the nearest node, so that a group far from all nodes still has weights.
        let most = nodes.iter().fold(f64::NEG_INFINITY, |most, &x| most.max(exponent(x)));
        for (place, &x) in out.iter_mut().zip(nodes) {
            *place = libm::exp(exponent(x) - most);
        }
        let total: f64 = out.iter().sum();
        out.iter_mut().for_each(|place| *place /= total);
    }

    /// Score and information of the free parameters, given the persons at each node.
    fn bend(self, nodes: &[f64], masses: &[f64]) -> (Vec<f64>, Matrix) {
        let mut weights = vec![0.0; nodes.len()];
        self.weights(nodes, &mut weights);
        let total: f64 = masses.iter().sum();
        let z = |x: f64| (x - self.mean) / self.sd;
        let of = |x: f64| [z(x) / self.sd, z(x) * z(x)];
        let mut mean = [0.0; 2];
        for (&x, &weight) in nodes.iter().zip(&weights) {
            for (mean, value) in mean.iter_mut().zip(of(x)) {
                *mean += weight * value;
            }
        }
        let kept: Vec<usize> = [self.free_mean, self.free_sd]
            .iter()
            .enumerate()
            .filter_map(|(place, free)| free.then_some(place))
            .collect();
        let away = |x: f64| -> Vec<f64> {
            let both: Vec<f64> = of(x).iter().zip(&mean).map(|(value, mean)| value - mean).collect();
            kept.iter().filter_map(|&place| both.get(place).copied()).collect()
        };
        let mut score = vec![0.0; kept.len()];
        let mut information = Matrix::zeros(kept.len(), kept.len());
        for ((&x, &weight), &mass) in nodes.iter().zip(&weights).zip(masses) {
            let away = away(x);
            for (j, value) in away.iter().enumerate() {
                if let Some(score) = score.get_mut(j) {
                    *score += mass * value;
                }
                for (l, other) in away.iter().enumerate() {
                    information.add(j, l, total * weight * value * other);
                }
            }
        }
        (score, information)
    }

    /// The free parameters that fit the persons at each node best.
    ///
    /// On nodes that reach past the group these are its mean and the logarithm of its standard deviation.
    pub fn maximise(self, nodes: &[f64], masses: &[f64], parameters: &mut [f64]) {
        if parameters.is_empty() || masses.iter().sum::<f64>() <= 0.0 {
            return;
        }
        for _ in 0..20 {
            let (score, information) = self.at(parameters).bend(nodes, masses);
            let Some(step) = super::layer::step(&information, &score) else {
                return;
            };
            let mut most = 0.0_f64;
            for (place, step) in parameters.iter_mut().zip(&step) {
                let step = step.clamp(-0.5, 0.5);
                *place += step;
                most = most.max(step.abs());
            }
            if most < 1e-10 {
                return;
            }
        }
    }

    /// Derivative of the expected log-likelihood by the free parameters.
    pub fn gradient(self, nodes: &[f64], masses: &[f64]) -> Vec<f64> {
        self.bend(nodes, masses).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_fit_has_the_moments_of_the_masses() {
        let nodes: Vec<f64> = (0..61).map(|q| -6.0 + 0.2 * f64::from(q)).collect();
        let wanted = Population {
            mean: 0.7,
            sd: 0.8,
            ..Population::FREE
        };
        let mut masses = vec![0.0; 61];
        wanted.weights(&nodes, &mut masses);
        let mut parameters = Population::FREE.start();
        Population::FREE.maximise(&nodes, &masses, &mut parameters);
        let got = Population::FREE.at(&parameters);
        assert!((got.mean - 0.7).abs() < 1e-9 && (got.sd - 0.8).abs() < 1e-9, "{got:?}");
        assert!(got.gradient(&nodes, &masses).iter().all(|slope| slope.abs() < 1e-9));
        let mut far = vec![0.0; 61];
        Population {
            mean: 500.0,
            ..Population::STANDARD
        }
        .weights(&nodes, &mut far);
        assert!((far[60] - 1.0).abs() < 1e-12);
    }
}
