//! The three shapes behind all models, and what is computed from each: probabilities, their logarithms, derivatives, information.
//!
//! Every quantity is written with the logarithmic derivatives of the categories (g = d ln P_k/dθ, h = d² ln P_k/dθ²), which stay exact
//! where a probability underflows: I = Σ P g², J = Σ P g (h + g²). No case of the four-parameter model is taken for another.

use super::item::{Expected, Information, Item, Model, Point};
use super::logistic::{log_sigmoid, sigmoid};

/// A model reduced to what is computed with.
#[derive(Clone, Copy)]
pub(super) enum Kernel<'a> {
    Logistic { a: f64, b: f64, c: f64, d: f64 },
    Graded { a: f64, thresholds: &'a [f64] },
    Partial { a: f64, base: f64, steps: &'a [f64] },
}

impl Item {
    pub(super) fn kernel(&self) -> Kernel<'_> {
        match self.model() {
            Model::Rasch { b } => Kernel::Logistic {
                a: 1.0,
                b: *b,
                c: 0.0,
                d: 1.0,
            },
            Model::TwoPl { a, b } => Kernel::Logistic {
                a: *a,
                b: *b,
                c: 0.0,
                d: 1.0,
            },
            Model::ThreePl { a, b, c } => Kernel::Logistic {
                a: *a,
                b: *b,
                c: *c,
                d: 1.0,
            },
            Model::FourPl { a, b, c, d } => Kernel::Logistic {
                a: *a,
                b: *b,
                c: *c,
                d: *d,
            },
            Model::Graded { a, thresholds } => Kernel::Graded { a: *a, thresholds },
            Model::PartialCredit { a, steps } => Kernel::Partial {
                a: *a,
                base: 0.0,
                steps,
            },
            Model::RatingScale { b, taus } => Kernel::Partial {
                a: 1.0,
                base: *b,
                steps: taus,
            },
        }
    }

    /// One category at θ; none when the item has no such category.
    ///
    /// At infinite θ the probability is its limit; the logarithm of a probability 0 is −∞. NaN gives NaN.
    ///
    /// # Formula
    /// Logistic, with s = 1/(1 + e^−a(θ−b)): P = c + (d−c)s, g = a(d−c)s(1−s)/P, h = g a(1−2s) − g². Graded, with s_k = P(X ≥ k):
    /// P_k = s_k(1−s_{k+1})(1 − e^−a(b_{k+1}−b_k)), g = a(1−s_k−s_{k+1}), h = −a²(s_k(1−s_k) + s_{k+1}(1−s_{k+1})). Partial credit:
    /// g = a(k − E X), h = −a² Var X.
    ///
    /// # Source
    /// F. Samejima, *Psychometrika Monograph* 17 (1969); E. Muraki, *Applied Psychological Measurement* 16 (1992), 159–176; M. A. Barton
    /// and F. M. Lord, ETS RR-81-20 (1981).
    #[must_use]
    pub fn point(&self, theta: f64, category: u8) -> Option<Point> {
        if category > self.highest() {
            return None;
        }
        Some(match self.kernel() {
            Kernel::Logistic { a, b, c, d } => {
                let [wrong, right] = logistic(a, b, c, d, theta);
                if category == 0 { wrong } else { right }
            }
            Kernel::Graded { a, thresholds } => {
                let upper = usize::from(category);
                let lower = upper.checked_sub(1).and_then(|place| thresholds.get(place));
                graded(a, lower.copied(), thresholds.get(upper).copied(), theta)
            }
            Kernel::Partial { a, base, steps } => {
                let sums = Sums::of(a, base, steps, theta);
                sums.point(a, psi(a, base, steps, theta, category), f64::from(category))
            }
        })
    }

    /// All categories at θ, the first [`Item::categories`] places of `out`; places beyond are left as they are, and categories beyond the
    /// end of `out` are not written.
    pub fn points(&self, theta: f64, out: &mut [Point]) {
        match self.kernel() {
            Kernel::Logistic { a, b, c, d } => {
                let both = logistic(a, b, c, d, theta);
                out.iter_mut().zip(both).for_each(|(place, point)| *place = point);
            }
            Kernel::Graded { a, thresholds } => {
                let lower = std::iter::once(None).chain(thresholds.iter().copied().map(Some));
                let upper = thresholds.iter().copied().map(Some).chain(std::iter::once(None));
                for ((place, lower), upper) in out.iter_mut().zip(lower).zip(upper) {
                    *place = graded(a, lower, upper, theta);
                }
            }
            Kernel::Partial { a, base, steps } => {
                let sums = Sums::of(a, base, steps, theta);
                for (place, (k, psi)) in out.iter_mut().zip(psis(a, base, steps, theta)) {
                    *place = sums.point(a, psi, k);
                }
            }
        }
    }

    /// P_k(θ) of one category; none when the item has no such category.
    ///
    /// # Formula
    /// That of [`Item::points`].
    ///
    /// # Source
    /// As [`Item::points`].
    #[must_use]
    pub fn probability(&self, theta: f64, category: u8) -> Option<f64> {
        self.point(theta, category).map(|point| point.p)
    }

    /// ln P_k(θ) of one category; none when the item has no such category. −∞ only where the probability is exactly 0.
    ///
    /// # Formula
    /// ln of [`Item::points`], through ln(1/(1 + e^−x)) where P underflows.
    ///
    /// # Source
    /// As [`Item::points`].
    #[must_use]
    pub fn log_probability(&self, theta: f64, category: u8) -> Option<f64> {
        match self.kernel() {
            Kernel::Logistic { a, b, c, d } if category <= 1 => {
                let above = a * (theta - b);
                let (x, floor, roof) = if category == 1 {
                    (above, c, 1.0 - d)
                } else {
                    (-above, 1.0 - d, c)
                };
                Some(match (floor == 0.0, roof == 0.0) {
                    (true, true) => log_sigmoid(x),
                    (true, false) => libm::log(d - c) + log_sigmoid(x),
                    (false, _) => libm::log(floor + (d - c) * sigmoid(x)),
                })
            }
            _ => self.point(theta, category).map(|point| point.log),
        }
    }

    /// P_k(θ) of all categories, as [`Item::points`] writes them.
    pub fn probabilities(&self, theta: f64, out: &mut [f64]) {
        match self.kernel() {
            Kernel::Logistic { a, b, c, d } => {
                let x = a * (theta - b);
                let both = [(1.0 - d) + (d - c) * sigmoid(-x), c + (d - c) * sigmoid(x)];
                out.iter_mut().zip(both).for_each(|(place, p)| *place = p);
            }
            Kernel::Graded { a, thresholds } => {
                let mut lower: Option<f64> = None;
                let upper = thresholds.iter().copied().map(Some).chain(std::iter::once(None));
                for (place, upper) in out.iter_mut().zip(upper) {
                    *place = graded_p(a, lower, upper, theta);
                    lower = upper;
                }
            }
            Kernel::Partial { a, base, steps } => {
                let sums = Sums::of(a, base, steps, theta);
                for (place, (_, psi)) in out.iter_mut().zip(psis(a, base, steps, theta)) {
                    *place = libm::exp(psi - sums.top) / sums.total;
                }
            }
        }
    }

    /// Fisher information at θ, in 1/logit².
    ///
    /// # Formula
    /// I = Σ_k P_k′²/P_k; for two categories P′²/(PQ) with P = c + (d−c)s — d counts, also when it is below 1.
    ///
    /// # Source
    /// F. Samejima, *Psychometrika Monograph* 17 (1969), for several categories; F. M. Lord (1980), chapter 5.
    #[must_use]
    pub fn information(&self, theta: f64) -> f64 {
        match self.kernel() {
            Kernel::Logistic { a, b, c, d } => fisher(a, b, c, d, theta),
            Kernel::Partial { a, base, steps } => a * a * Sums::of(a, base, steps, theta).variance,
            Kernel::Graded { .. } => self.warm(theta).fisher,
        }
    }

    /// Fisher information, J and dI/dθ: what the estimators of Warm and with Jeffreys' prior need.
    ///
    /// # Formula
    /// I = Σ_k P_k′²/P_k = Σ P g², J = Σ_k P_k′P_k″/P_k = Σ P g (h + g²), dI/dθ = Σ P g (g² + 2h); for partial credit I = a² Var X and
    /// J = dI/dθ = a³ E(X − E X)³.
    ///
    /// # Source
    /// T. A. Warm, *Psychometrika* 54 (1989), 427–450, equation 16; for several categories F. Samejima, "An approximation for the bias
    /// function", ONR 93-1 (1993).
    #[must_use]
    pub fn warm(&self, theta: f64) -> Information {
        let sum = |points: &mut dyn Iterator<Item = Point>| {
            points.fold(Information::default(), |sum, point| {
                let force = point.p * point.slope;
                let square = point.slope * point.slope;
                Information {
                    fisher: sum.fisher + force * point.slope,
                    j: sum.j + force * (point.bend + square),
                    slope: sum.slope + force * (square + 2.0 * point.bend),
                }
            })
        };
        match self.kernel() {
            Kernel::Logistic { a, b, c, d } => sum(&mut logistic(a, b, c, d, theta).into_iter()),
            Kernel::Graded { a, thresholds } => {
                let lower = std::iter::once(None).chain(thresholds.iter().copied().map(Some));
                let upper = thresholds.iter().copied().map(Some).chain(std::iter::once(None));
                sum(&mut lower.zip(upper).map(|(lower, upper)| graded(a, lower, upper, theta)))
            }
            Kernel::Partial { a, base, steps } => {
                let sums = Sums::of(a, base, steps, theta);
                let mut third = 0.0;
                for (k, psi) in psis(a, base, steps, theta) {
                    let from_mean = k - sums.mean;
                    third += libm::exp(psi - sums.top) / sums.total * from_mean * from_mean * from_mean;
                }
                let j = a * a * a * third;
                Information {
                    fisher: a * a * sums.variance,
                    j,
                    slope: j,
                }
            }
        }
    }

    /// Mean, derivative of the mean and variance of the score at θ, category k counting k.
    ///
    /// # Formula
    /// E X = Σ k P_k; for graded items Σ_k s_k. dE X/dθ = Σ k P_k′.
    #[must_use]
    pub fn expected(&self, theta: f64) -> Expected {
        match self.kernel() {
            Kernel::Logistic { a, b, c, d } => {
                let [wrong, right] = logistic(a, b, c, d, theta);
                Expected {
                    mean: right.p,
                    slope: right.p * right.slope,
                    variance: right.p * wrong.p,
                }
            }
            Kernel::Graded { a, thresholds } => {
                let (mut mean, mut slope, mut square) = (0.0, 0.0, 0.0);
                let mut odd = 1.0;
                for b in thresholds {
                    let x = a * (theta - b);
                    let s = sigmoid(x);
                    mean += s;
                    slope += a * s * sigmoid(-x);
                    square += odd * s;
                    odd += 2.0;
                }
                Expected {
                    mean,
                    slope,
                    variance: (square - mean * mean).max(0.0),
                }
            }
            Kernel::Partial { a, base, steps } => {
                let sums = Sums::of(a, base, steps, theta);
                Expected {
                    mean: sums.mean,
                    slope: a * sums.variance,
                    variance: sums.variance,
                }
            }
        }
    }
}

/// P′²/(PQ), with one exponential.
pub(super) fn fisher(a: f64, b: f64, c: f64, d: f64, theta: f64) -> f64 {
    let x = a * (theta - b);
    let e = libm::exp(-x.abs());
    let near = 1.0 / (1.0 + e);
    let far = e * near;
    let (s, t) = if x >= 0.0 { (near, far) } else { (far, near) };
    let span = d - c;
    let force = a * span * s * t;
    if force == 0.0 {
        return 0.0;
    }
    force / (c + span * s) * (force / ((1.0 - d) + span * t))
}

/// Wrong and right.
fn logistic(a: f64, b: f64, c: f64, d: f64, theta: f64) -> [Point; 2] {
    let x = a * (theta - b);
    let (s, t) = (sigmoid(x), sigmoid(-x));
    let span = d - c;
    let right = asymptote(c, span, s, t, a, x);
    let wrong = asymptote(1.0 - d, span, t, s, -a, -x);
    [wrong, right]
}

/// floor + span·s as a probability of s = sigmoid(x), whose derivative is a·s·t.
fn asymptote(floor: f64, span: f64, s: f64, t: f64, a: f64, x: f64) -> Point {
    let p = floor + span * s;
    if floor == 0.0 {
        // P = span·s: the logarithm and its derivatives have a closed form that does not divide by P.
        return Point {
            p,
            log: libm::log(span) + log_sigmoid(x),
            slope: a * t,
            bend: -a * a * s * t,
        };
    }
    let slope = a * span * s * t / p;
    Point {
        p,
        log: libm::log(p),
        slope,
        bend: slope * (a * (t - s) - slope),
    }
}

/// The category of a graded item between two thresholds; none stands for the end of the scale.
fn graded(a: f64, lower: Option<f64>, upper: Option<f64>, theta: f64) -> Point {
    let reached = lower.map(|b| a * (theta - b));
    let passed = upper.map(|b| a * (theta - b));
    let gap = gap(a, lower, upper);
    let (s, not_s) = reached.map_or((1.0, 0.0), |x| (sigmoid(x), sigmoid(-x)));
    let (t, not_t) = passed.map_or((0.0, 1.0), |x| (sigmoid(x), sigmoid(-x)));
    Point {
        p: s * not_t * gap,
        log: reached.map_or(0.0, log_sigmoid) + passed.map_or(0.0, |x| log_sigmoid(-x)) + libm::log(gap),
        slope: a * (not_s - t),
        bend: -a * a * (s * not_s + t * not_t),
    }
}

fn graded_p(a: f64, lower: Option<f64>, upper: Option<f64>, theta: f64) -> f64 {
    let s = lower.map_or(1.0, |b| sigmoid(a * (theta - b)));
    let not_t = upper.map_or(1.0, |b| sigmoid(-a * (theta - b)));
    s * not_t * gap(a, lower, upper)
}

/// 1 − e^−a(b_{k+1}−b_k): σ(x) − σ(y) = σ(x)σ(−y)(1 − e^{y−x}), without cancellation.
fn gap(a: f64, lower: Option<f64>, upper: Option<f64>) -> f64 {
    match (lower, upper) {
        (Some(lower), Some(upper)) => -libm::expm1(-a * (upper - lower)),
        _ => 1.0,
    }
}

/// Moments of the score of a partial credit item at one θ.
struct Sums {
    top: f64,
    total: f64,
    mean: f64,
    variance: f64,
}

impl Sums {
    fn of(a: f64, base: f64, steps: &[f64], theta: f64) -> Self {
        let top = psis(a, base, steps, theta).fold(f64::NEG_INFINITY, |top, (_, psi)| top.max(psi));
        let (mut total, mut first) = (0.0, 0.0);
        for (k, psi) in psis(a, base, steps, theta) {
            let weight = libm::exp(psi - top);
            total += weight;
            first += weight * k;
        }
        let mean = first / total;
        let mut second = 0.0;
        for (k, psi) in psis(a, base, steps, theta) {
            second += libm::exp(psi - top) * (k - mean) * (k - mean);
        }
        Self {
            top,
            total,
            mean,
            variance: second / total,
        }
    }

    fn point(&self, a: f64, psi: f64, k: f64) -> Point {
        let log = psi - self.top - libm::log(self.total);
        Point {
            p: libm::exp(psi - self.top) / self.total,
            log,
            slope: a * (k - self.mean),
            bend: -a * a * self.variance,
        }
    }
}

/// k and Σ_{v≤k} a(θ − base − b_v), from k = 0.
fn psis(a: f64, base: f64, steps: &[f64], theta: f64) -> impl Iterator<Item = (f64, f64)> {
    let shifted = theta - base;
    let start = std::iter::once((0.0, 0.0));
    start.chain(steps.iter().scan((0.0, 0.0), move |(k, psi), b| {
        *k += 1.0;
        *psi += a * (shifted - b);
        Some((*k, *psi))
    }))
}

fn psi(a: f64, base: f64, steps: &[f64], theta: f64, category: u8) -> f64 {
    psis(a, base, steps, theta)
        .nth(usize::from(category))
        .map_or(f64::NAN, |(_, psi)| psi)
}
