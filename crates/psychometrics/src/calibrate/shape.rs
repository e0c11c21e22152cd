//! One item as calibration turns it: free parameters, the logarithms of its categories, and how they bend.

use crate::model::{log_sigmoid, sigmoid};

/// A prior on one parameter: normal, on the scale on which the parameter is estimated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    /// Mean.
    pub mean: f64,
    /// Standard deviation, above 0.
    pub sd: f64,
}

impl Prior {
    /// Logarithm of the density, with its constant.
    #[must_use]
    pub fn log_density(self, x: f64) -> f64 {
        let z = (x - self.mean) / self.sd;
        -0.5 * z * z - libm::log(self.sd) - 0.918_938_533_204_672_7
    }

    fn slope(self, x: f64) -> f64 {
        (self.mean - x) / (self.sd * self.sd)
    }

    fn weight(self) -> f64 {
        1.0 / (self.sd * self.sd)
    }
}

/// What the slope of an item is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Slope {
    /// 1, as in the Rasch family.
    One,
    /// Free.
    Free,
}

/// The shape of an item and which of its parameters are free.
///
/// Parameters, in order: slope(s) where free, intercepts (θ multiplied by the slope, plus the intercept), then logit c, logit d.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// c + (d−c)σ(aθ + e): right or wrong.
    Logistic {
        /// The slope.
        slope: Slope,
        /// Whether c is free, with its prior on logit c.
        lower: Option<Option<Prior>>,
        /// Whether d is free, with its prior on logit d.
        upper: Option<Option<Prior>>,
        /// Prior on ln a.
        log_slope: Option<Prior>,
    },
    /// Graded response with so many categories: P(X ≥ k) = σ(aθ + e_k).
    Graded {
        /// Categories.
        categories: usize,
    },
    /// Partial credit: P_k ∝ exp(a k θ + e_k), e_0 = 0.
    Partial {
        /// Categories.
        categories: usize,
        /// The slope.
        slope: Slope,
    },
    /// Nominal: P_k ∝ exp(a_k θ + e_k), a_0 = e_0 = 0; the slopes first, then the intercepts.
    Nominal {
        /// Categories.
        categories: usize,
    },
}

/// Room for one item at one θ.
#[derive(Debug, Clone, Default)]
pub struct Column {
    /// ln P_k.
    pub logs: Vec<f64>,
    /// ∂ ln P_k/∂ parameter j, at `k × parameters + j`.
    pub slopes: Vec<f64>,
}

impl Shape {
    /// Categories of an answer.
    pub const fn categories(self) -> usize {
        match self {
            Self::Logistic { .. } => 2,
            Self::Graded { categories } | Self::Partial { categories, .. } | Self::Nominal { categories } => categories,
        }
    }

    /// Free parameters.
    pub fn parameters(self) -> usize {
        let slope = |slope| usize::from(slope == Slope::Free);
        match self {
            Self::Logistic {
                slope: a, lower, upper, ..
            } => slope(a) + 1 + usize::from(lower.is_some()) + usize::from(upper.is_some()),
            Self::Graded { categories } => categories,
            Self::Partial { categories, slope: a } => slope(a) + categories - 1,
            Self::Nominal { categories } => 2 * (categories - 1),
        }
    }

    /// Where to begin, from the number of persons in each category; slopes 1.
    pub fn start(self, counts: &[f64]) -> Vec<f64> {
        let total: f64 = counts.iter().sum();
        let share = |k: usize| (counts.get(k).copied().unwrap_or(0.0) + 0.5) / (total + 0.5 * counts.len() as f64);
        // The share at or above k, through the logistic; a little beyond, since persons differ.
        let above = |k: usize| {
            let p: f64 = (k..counts.len()).map(share).sum();
            1.2 * libm::log(p / (1.0 - p))
        };
        let mut start = Vec::new();
        match self {
            Self::Logistic {
                slope, lower, upper, ..
            } => {
                if slope == Slope::Free {
                    start.push(1.0);
                }
                start.push(above(1));
                if let Some(prior) = lower {
                    start.push(prior.map_or(-1.5, |prior| prior.mean));
                }
                if let Some(prior) = upper {
                    start.push(prior.map_or(2.5, |prior| prior.mean));
                }
            }
            Self::Graded { categories } => {
                start.push(1.0);
                start.extend((1..categories).map(above));
            }
            Self::Partial { categories, slope } => {
                if slope == Slope::Free {
                    start.push(if categories > 2 { 0.7 } else { 1.0 });
                }
                start.extend((1..categories).map(|k| libm::log(share(k) / share(0))));
            }
            Self::Nominal { categories } => {
                // Categories more often chosen by those who do well elsewhere are not known yet: a gentle rise in order.
                start.extend((1..categories).map(|k| 0.1 * k as f64));
                start.extend((1..categories).map(|k| libm::log(share(k) / share(0))));
            }
        }
        start
    }

    /// Whether the parameters are a model at all.
    pub fn legal(self, parameters: &[f64]) -> bool {
        if !parameters.iter().all(|value| value.is_finite()) {
            return false;
        }
        match self {
            Self::Logistic { slope, .. } => {
                let (c, d) = self.asymptotes(parameters);
                c < d && (slope == Slope::One || parameters.first().is_some_and(|a| a.abs() < 100.0))
            }
            Self::Graded { .. } => {
                let intercepts = parameters.get(1..).unwrap_or(&[]);
                intercepts
                    .iter()
                    .zip(intercepts.iter().skip(1))
                    .all(|(before, after)| before > after)
            }
            Self::Partial { .. } | Self::Nominal { .. } => true,
        }
    }

    /// The asymptotes; 0 and 1 where they are not free.
    pub fn asymptotes(self, parameters: &[f64]) -> (f64, f64) {
        let Self::Logistic {
            slope, lower, upper, ..
        } = self
        else {
            return (0.0, 1.0);
        };
        let mut rest = parameters.iter().skip(usize::from(slope == Slope::Free) + 1);
        let c = lower.map_or(0.0, |_| sigmoid(rest.next().copied().unwrap_or(f64::NEG_INFINITY)));
        let d = upper.map_or(1.0, |_| sigmoid(rest.next().copied().unwrap_or(f64::INFINITY)));
        (c, d)
    }

    /// The logarithms of the categories at θ and their derivatives by each parameter.
    pub fn column(self, parameters: &[f64], theta: f64, out: &mut Column) {
        let (count, categories) = (self.parameters(), self.categories());
        out.logs.clear();
        out.logs.resize(categories, 0.0);
        out.slopes.clear();
        out.slopes.resize(categories * count, 0.0);
        match self {
            Self::Logistic {
                slope, lower, upper, ..
            } => self.logistic(parameters, theta, (slope, lower.is_some(), upper.is_some()), out),
            Self::Graded { .. } => graded(parameters, theta, out),
            Self::Partial { slope, .. } => partial(parameters, theta, slope, out),
            Self::Nominal { .. } => nominal(parameters, theta, out),
        }
    }

    fn logistic(self, parameters: &[f64], theta: f64, (slope, lower, upper): (Slope, bool, bool), out: &mut Column) {
        let free = slope == Slope::Free;
        let mut rest = parameters.iter().copied();
        let a = if free { rest.next().unwrap_or(1.0) } else { 1.0 };
        let z = a * theta + rest.next().unwrap_or(0.0);
        let (s, r) = (sigmoid(z), sigmoid(-z));
        let (c, d) = self.asymptotes(parameters);
        // By z: P′/P for right, −P′/Q for wrong. With c = 0 and d = 1 these are 1−s and −s, exact in the tails.
        let (log_right, log_wrong, by_right, by_wrong, p, q);
        if lower || upper {
            p = c + (d - c) * s;
            q = (1.0 - d) + (d - c) * r;
            let bend = (d - c) * s * r;
            (log_right, log_wrong) = (libm::log(p), libm::log(q));
            (by_right, by_wrong) = (bend / p, -bend / q);
        } else {
            (p, q) = (s, r);
            (log_right, log_wrong) = (log_sigmoid(z), log_sigmoid(-z));
            (by_right, by_wrong) = (r, -s);
        }
        out.logs.copy_from_slice(&[log_wrong, log_right]);
        let (wrong, right) = out.slopes.split_at_mut(self.parameters());
        for (place, by, sign, chance) in [(wrong, by_wrong, -1.0, q), (right, by_right, 1.0, p)] {
            let mut place = place.iter_mut();
            let mut put = |value: f64| {
                if let Some(place) = place.next() {
                    *place = value;
                }
            };
            if free {
                put(by * theta);
            }
            put(by);
            if lower {
                put(sign * r * c * (1.0 - c) / chance);
            }
            if upper {
                put(sign * s * d * (1.0 - d) / chance);
            }
        }
    }

    /// Logarithm of the prior density of the parameters.
    pub fn log_prior(self, parameters: &[f64]) -> f64 {
        let mut total = 0.0;
        self.each_prior(parameters, |_, prior, value, _| total += prior.log_density(value));
        total
    }

    /// Adds the derivative of the log-prior, and takes its curvature from the information.
    pub fn add_prior(self, parameters: &[f64], mut add: impl FnMut(usize, f64, f64)) {
        self.each_prior(parameters, |place, prior, value, inner| {
            // On a parameter estimated as itself `inner` is 1; ln a has derivative 1/a.
            let score = prior.slope(value) * inner;
            add(place, score, prior.weight() * inner * inner);
        });
    }

    fn each_prior(self, parameters: &[f64], mut each: impl FnMut(usize, Prior, f64, f64)) {
        let Self::Logistic {
            slope,
            lower,
            upper,
            log_slope,
        } = self
        else {
            return;
        };
        let mut place = 0;
        let at = |place: usize| parameters.get(place).copied().unwrap_or(0.0);
        if slope == Slope::Free {
            if let Some(prior) = log_slope {
                let a = at(0).max(1e-6);
                each(0, prior, libm::log(a), 1.0 / a);
            }
            place += 1;
        }
        place += 1;
        for asymptote in [lower, upper].into_iter().flatten() {
            if let Some(prior) = asymptote {
                each(place, prior, at(place), 1.0);
            }
            place += 1;
        }
    }
}

fn graded(parameters: &[f64], theta: f64, out: &mut Column) {
    let Some((&a, intercepts)) = parameters.split_first() else {
        return;
    };
    let count = parameters.len();
    let z = |k: usize| intercepts.get(k - 1).map(|e| a * theta + e);
    let categories = out.logs.len();
    for (k, (log, slopes)) in out.logs.iter_mut().zip(out.slopes.chunks_exact_mut(count)).enumerate() {
        // s_k = P(X ≥ k), 1 for the lowest; s_{k+1}, 0 for the highest.
        let (low, high) = (
            if k == 0 { None } else { z(k) },
            if k + 1 == categories { None } else { z(k + 1) },
        );
        let gap = match (low, high) {
            (Some(low), Some(high)) => -libm::expm1(high - low),
            _ => 1.0,
        };
        let (s, t) = (low.map_or(1.0, sigmoid), high.map_or(0.0, sigmoid));
        *log = low.map_or(0.0, log_sigmoid) + high.map_or(0.0, |z| log_sigmoid(-z)) + libm::log(gap);
        if let Some(place) = slopes.first_mut() {
            *place = theta * (1.0 - s - t);
        }
        if let (Some(low), Some(place)) = (low, slopes.get_mut(k)) {
            let beyond = high.map_or(1.0, |z| sigmoid(-z));
            *place = sigmoid(-low) / (beyond * gap);
        }
        if let (Some(_), Some(place)) = (high, slopes.get_mut(k + 1)) {
            *place = -t / (s * gap);
        }
    }
}

fn partial(parameters: &[f64], theta: f64, slope: Slope, out: &mut Column) {
    let free = slope == Slope::Free;
    let count = parameters.len();
    let (a, intercepts) = match (free, parameters.split_first()) {
        (true, Some((a, rest))) => (*a, rest),
        _ => (1.0, parameters),
    };
    let exponent = |k: usize| {
        let e = if k == 0 {
            0.0
        } else {
            intercepts.get(k - 1).copied().unwrap_or(0.0)
        };
        a * k as f64 * theta + e
    };
    let mean = normalise(out, exponent, |k| k as f64);
    for (k, slopes) in out.slopes.chunks_exact_mut(count).enumerate() {
        let mut place = slopes.iter_mut();
        if free && let Some(place) = place.next() {
            *place = theta * (k as f64 - mean);
        }
        for (j, place) in place.enumerate() {
            let p = out.logs.get(j + 1).map_or(0.0, |log| libm::exp(*log));
            *place = f64::from(u8::from(j + 1 == k)) - p;
        }
    }
}

fn nominal(parameters: &[f64], theta: f64, out: &mut Column) {
    let count = parameters.len();
    let (a, e) = parameters.split_at(count / 2);
    let at = |values: &[f64], k: usize| {
        if k == 0 {
            0.0
        } else {
            values.get(k - 1).copied().unwrap_or(0.0)
        }
    };
    normalise(out, |k| at(a, k) * theta + at(e, k), |_| 0.0);
    for (k, slopes) in out.slopes.chunks_exact_mut(count).enumerate() {
        let (by_slope, by_intercept) = slopes.split_at_mut(count / 2);
        for (j, (by_slope, by_intercept)) in by_slope.iter_mut().zip(by_intercept).enumerate() {
            let p = out.logs.get(j + 1).map_or(0.0, |log| libm::exp(*log));
            let away = f64::from(u8::from(j + 1 == k)) - p;
            *by_slope = theta * away;
            *by_intercept = away;
        }
    }
}

/// Sets the logarithms from exponents; yields the mean of `value` over the categories.
fn normalise(out: &mut Column, exponent: impl Fn(usize) -> f64, value: impl Fn(usize) -> f64) -> f64 {
    let mut most = f64::NEG_INFINITY;
    for (k, log) in out.logs.iter_mut().enumerate() {
        *log = exponent(k);
        most = most.max(*log);
    }
    let total: f64 = out.logs.iter().map(|log| libm::exp(log - most)).sum();
    let all = most + libm::log(total);
    let mut mean = 0.0;
    for (k, log) in out.logs.iter_mut().enumerate() {
        *log -= all;
        mean += value(k) * libm::exp(*log);
    }
    mean
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every derivative is that of the logarithm beside it, and the categories sum to 1.
    #[test]
    fn derivatives_are_those_of_the_logarithms() {
        let prior = Some(None);
        let logistic = |slope, lower, upper| Shape::Logistic {
            slope,
            lower,
            upper,
            log_slope: None,
        };
        let all: [(Shape, &[f64]); 9] = [
            (logistic(Slope::One, None, None), &[0.4]),
            (logistic(Slope::Free, None, None), &[1.3, -0.4]),
            (logistic(Slope::Free, prior, None), &[1.3, -0.4, -1.2]),
            (logistic(Slope::Free, prior, prior), &[1.3, -0.4, -1.2, 2.2]),
            (logistic(Slope::Free, None, prior), &[1.3, -0.4, 2.2]),
            (Shape::Graded { categories: 4 }, &[1.2, 2.0, 0.3, -1.1]),
            (
                Shape::Partial {
                    categories: 4,
                    slope: Slope::Free,
                },
                &[0.8, 1.0, 0.3, -1.1],
            ),
            (
                Shape::Partial {
                    categories: 3,
                    slope: Slope::One,
                },
                &[0.3, -1.1],
            ),
            (Shape::Nominal { categories: 3 }, &[0.5, 1.1, 0.2, -0.7]),
        ];
        let (mut here, mut up, mut down) = (Column::default(), Column::default(), Column::default());
        for (shape, parameters) in all {
            assert_eq!(shape.parameters(), parameters.len());
            assert!(shape.legal(parameters));
            for theta in [-2.5, -0.3, 0.0, 1.7] {
                shape.column(parameters, theta, &mut here);
                let total: f64 = here.logs.iter().map(|log| libm::exp(*log)).sum();
                assert!((total - 1.0).abs() < 1e-14, "{shape:?}");
                for j in 0..parameters.len() {
                    let mut moved = parameters.to_vec();
                    moved[j] += 1e-6;
                    shape.column(&moved, theta, &mut up);
                    moved[j] -= 2e-6;
                    shape.column(&moved, theta, &mut down);
                    for k in 0..shape.categories() {
                        let slope = (up.logs[k] - down.logs[k]) / 2e-6;
                        let got = here.slopes[k * parameters.len() + j];
                        assert!((slope - got).abs() < 1e-7, "{shape:?} {theta} {k} {j}: {got} {slope}");
                    }
                }
            }
        }
    }

    #[test]
    fn priors_bend_as_their_density() {
        let shape = Shape::Logistic {
            slope: Slope::Free,
            lower: Some(Some(Prior { mean: -1.1, sd: 2.0 })),
            upper: None,
            log_slope: Some(Prior { mean: 0.0, sd: 0.5 }),
        };
        let at = [1.4, 0.2, -0.3];
        let mut score = [0.0; 3];
        shape.add_prior(&at, |place, slope, _| score[place] += slope);
        for j in 0..3 {
            let mut moved = at;
            moved[j] += 1e-6;
            let up = shape.log_prior(&moved);
            moved[j] -= 2e-6;
            assert!((score[j] - (up - shape.log_prior(&moved)) / 2e-6).abs() < 1e-8);
        }
    }
}
