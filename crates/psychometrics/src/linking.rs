//! Linking: bringing the parameters of a new calibration onto the scale of an old one, through items that both hold.

use crate::model::{InvalidItem, Item, Model};
use crate::scale::Quadrature;
use core::fmt;

/// θ_Y = A θ_X + B.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// A, positive.
    pub slope: f64,
    /// B, in logits.
    pub shift: f64,
    /// What the criterion is at its minimum; 0 for the moment methods.
    pub loss: f64,
}

/// How the constants are found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Method<'a> {
    /// Means of slopes and of difficulties.
    MeanMean,
    /// Means and standard deviations of difficulties.
    MeanSigma,
    /// Item curves brought together, at the nodes of the Y scale.
    Haebara(&'a Quadrature),
    /// Test curves brought together, at the nodes of the Y scale.
    StockingLord(&'a Quadrature),
}

/// Why two sets of anchors do not link.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CannotLink {
    /// Not one item of Y for each item of X.
    Mismatch {
        /// Items of X.
        found: usize,
        /// Items of Y.
        expected: usize,
    },
    /// Fewer than two anchors.
    TooFew,
    /// An anchor does not have as many categories in X as in Y.
    Categories {
        /// Index of the anchor.
        item: usize,
    },
    /// All difficulties of a set are the same: they say nothing of A.
    NoSpread,
    /// The search for A and B ends where A is not positive.
    NoMinimum,
}

impl CannotLink {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mismatch { .. } => "linking/mismatch",
            Self::TooFew => "linking/too-few",
            Self::Categories { .. } => "linking/categories",
            Self::NoSpread => "linking/no-spread",
            Self::NoMinimum => "linking/no-minimum",
        }
    }
}

impl fmt::Display for CannotLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mismatch { found, expected } => write!(f, "{found} anchors in X, {expected} in Y"),
            Self::TooFew => write!(f, "fewer than two anchors"),
            Self::Categories { item } => write!(f, "anchor {item} does not have the same categories in X and Y"),
            Self::NoSpread => write!(f, "the difficulties of the anchors do not vary"),
            Self::NoMinimum => write!(f, "no positive slope brings the scales together"),
        }
    }
}

impl core::error::Error for CannotLink {}

impl Link {
    /// The item on the Y scale: a/A, A b + B; asymptotes stay. The Rasch family becomes a model with slope 1/A when A is not 1.
    ///
    /// # Errors
    /// A parameter leaves its range.
    pub fn item(&self, item: &Item) -> Result<Item, InvalidItem> {
        let b = |value: &f64| self.slope * value + self.shift;
        let a = item.slope() / self.slope;
        Item::new(match item.model() {
            Model::Rasch { b: own } => Model::TwoPl { a, b: b(own) },
            Model::TwoPl { b: own, .. } => Model::TwoPl { a, b: b(own) },
            Model::ThreePl { b: own, c, .. } => Model::ThreePl { a, b: b(own), c: *c },
            Model::FourPl { b: own, c, d, .. } => Model::FourPl {
                a,
                b: b(own),
                c: *c,
                d: *d,
            },
            Model::Graded { thresholds, .. } => Model::Graded {
                a,
                thresholds: thresholds.iter().map(b).collect(),
            },
            Model::PartialCredit { steps, .. } => Model::PartialCredit {
                a,
                steps: steps.iter().map(b).collect(),
            },
            Model::RatingScale { b: own, taus } => Model::PartialCredit {
                a,
                steps: taus.iter().map(|tau| b(&(own + tau))).collect(),
            },
        })
    }

    /// A place on the Y scale.
    ///
    /// # Formula
    /// θ_Y = A θ_X + B.
    ///
    /// # Source
    /// M. J. Kolen and R. L. Brennan, *Test Equating, Scaling, and Linking*, 3rd ed. (2014), chapter 6.
    #[must_use]
    pub fn theta(&self, theta: f64) -> f64 {
        self.slope * theta + self.shift
    }
}

/// The link from X to Y by their common items, in the same order.
///
/// # Formula
/// a_Y = a_X/A, b_Y = A b_X + B. Mean/mean: A = mean a_X/mean a_Y; mean/sigma: A = s(b_Y)/s(b_X); B = mean b_Y − A mean b_X (for several categories b is
/// the mean of the thresholds). Haebara: least Σ_q w_q Σ_i Σ_{k≥1} (P_Yik − P*_Xik)²; Stocking-Lord: least Σ_q w_q (Σ_i E_Yi − Σ_i E*_Xi)², X moved onto Y, in one direction.
///
/// # Source
/// M. J. Kolen and R. L. Brennan, *Test Equating, Scaling, and Linking* (2014), chapter 6; T. Haebara, Japanese Psychological Research 22 (1980),
/// 144–149; M. L. Stocking and F. M. Lord, Applied Psychological Measurement 7 (1983), 201–210.
///
/// # Errors
/// [`CannotLink`].
pub fn link(x: &[Item], y: &[Item], method: Method<'_>) -> Result<Link, CannotLink> {
    if x.len() != y.len() {
        return Err(CannotLink::Mismatch {
            found: x.len(),
            expected: y.len(),
        });
    }
    if x.len() < 2 {
        return Err(CannotLink::TooFew);
    }
    if let Some(item) = x
        .iter()
        .zip(y)
        .position(|(left, right)| left.categories() != right.categories())
    {
        return Err(CannotLink::Categories { item });
    }
    let count = x.len() as f64;
    let mean = |items: &[Item], of: fn(&Item) -> f64| items.iter().map(of).sum::<f64>() / count;
    let spread = |items: &[Item]| {
        let centre = mean(items, Item::location);
        let away = |item: &Item| (item.location() - centre) * (item.location() - centre);
        libm::sqrt(items.iter().map(away).sum::<f64>() / (count - 1.0))
    };
    let moments = |slope: f64| Link {
        slope,
        shift: mean(y, Item::location) - slope * mean(x, Item::location),
        loss: 0.0,
    };
    let by_means = moments(mean(x, Item::slope) / mean(y, Item::slope));
    let (spread_x, spread_y) = (spread(x), spread(y));
    let spreads = spread_x > 1e-9 && spread_y > 1e-9;
    match method {
        Method::MeanMean => Ok(by_means),
        Method::MeanSigma if spreads => Ok(moments(spread_y / spread_x)),
        Method::MeanSigma => Err(CannotLink::NoSpread),
        Method::Haebara(quadrature) => search(by_means, |link, out| curves(x, y, link, quadrature, out)),
        Method::StockingLord(quadrature) => search(by_means, |link, out| sums(x, y, link, quadrature, out)),
    }
}

/// √w (P_Y − P*_X) for every node, item and category above the lowest.
fn curves(x: &[Item], y: &[Item], link: Link, quadrature: &Quadrature, out: &mut Vec<f64>) {
    out.clear();
    for (&theta, &weight) in quadrature.nodes().iter().zip(quadrature.weights()) {
        let root = libm::sqrt(weight);
        let there = (theta - link.shift) / link.slope;
        for (x, y) in x.iter().zip(y) {
            for k in 1..=y.highest() {
                let p = |item: &Item, theta: f64| item.probability(theta, k).unwrap_or(f64::NAN);
                out.push(root * (p(y, theta) - p(x, there)));
            }
        }
    }
}

/// √w (T_Y − T*_X) for every node.
fn sums(x: &[Item], y: &[Item], link: Link, quadrature: &Quadrature, out: &mut Vec<f64>) {
    out.clear();
    for (&theta, &weight) in quadrature.nodes().iter().zip(quadrature.weights()) {
        let expected = |items: &[Item], theta: f64| items.iter().map(|item| item.expected(theta).mean).sum::<f64>();
        let there = (theta - link.shift) / link.slope;
        out.push(libm::sqrt(weight) * (expected(y, theta) - expected(x, there)));
    }
}

/// Least squares in (ln A, B) by Levenberg and Marquardt.
fn search(start: Link, residuals: impl Fn(Link, &mut Vec<f64>)) -> Result<Link, CannotLink> {
    let at = |log_slope: f64, shift: f64, out: &mut Vec<f64>| -> f64 {
        residuals(
            Link {
                slope: libm::exp(log_slope),
                shift,
                loss: 0.0,
            },
            out,
        );
        out.iter().map(|r| r * r).sum()
    };
    let (mut p, mut q) = (libm::log(start.slope), start.shift);
    let (mut here, mut up, mut down) = (Vec::new(), Vec::new(), Vec::new());
    let mut loss = at(p, q, &mut here);
    let mut damping = 1e-3;
    for _ in 0..200 {
        let mut slopes = Vec::with_capacity(2);
        for (dp, dq) in [(1e-6, 0.0), (0.0, 1e-6)] {
            at(p + dp, q + dq, &mut up);
            at(p - dp, q - dq, &mut down);
            slopes.push(up.iter().zip(&down).map(|(u, d)| (u - d) / 2e-6).collect::<Vec<f64>>());
        }
        let [by_p, by_q] = slopes.as_slice() else { break };
        let dot = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>();
        let (pp, pq, qq) = (dot(by_p, by_p), dot(by_p, by_q), dot(by_q, by_q));
        let (gp, gq) = (dot(by_p, &here), dot(by_q, &here));
        let (a, d) = (pp * (1.0 + damping), qq * (1.0 + damping));
        let determinant = a * d - pq * pq;
        if determinant.is_nan() || determinant <= 0.0 {
            return Err(CannotLink::NoMinimum);
        }
        let (step_p, step_q) = (-(d * gp - pq * gq) / determinant, -(a * gq - pq * gp) / determinant);
        let there = at(p + step_p, q + step_q, &mut up);
        if there <= loss {
            (p, q, loss) = (p + step_p, q + step_q, there);
            core::mem::swap(&mut here, &mut up);
            damping = (damping * 0.1).max(1e-12);
        } else {
            damping *= 10.0;
        }
        if (step_p.abs() < 1e-12 && step_q.abs() < 1e-12) || damping > 1e12 {
            break;
        }
    }
    let slope = libm::exp(p);
    if slope.is_finite() && slope > 1e-6 && slope < 1e6 && q.is_finite() {
        Ok(Link { slope, shift: q, loss })
    } else {
        Err(CannotLink::NoMinimum)
    }
}

/// An anchor after linking.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drift {
    /// b_Y − (A b_X + B), in logits: how much harder the item is on Y than the link says.
    pub difficulty: f64,
    /// Robust z of that difference.
    pub difficulty_z: f64,
    /// ln a_Y − ln(a_X/A).
    pub log_slope: f64,
    /// Robust z of that difference.
    pub slope_z: f64,
    /// Whether the item was left out of the final link.
    pub drifted: bool,
}

/// A link whose anchors were checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The link by the anchors that were kept.
    pub link: Link,
    /// Each anchor, in order.
    pub anchors: Vec<Drift>,
    /// Rounds of purification.
    pub rounds: u32,
    /// Purification stopped because two anchors, or half of them, would not have been left: what is flagged beyond stays in the link.
    pub too_many: bool,
}

/// Links, leaves out the anchor that drifted most, links again, until none drifts.
///
/// An anchor drifts when a robust z is beyond `limit`; 1.645 is Huynh and Meyer's.
///
/// # Formula
/// z = (d − median d)/(0.74 · interquartile range), over the anchors in the link.
///
/// # Source
/// H. Huynh and P. Meyer, "Use of robust z in detecting unstable items in item response theory models", Practical Assessment, Research &
/// Evaluation 15 (2010), article 2.
///
/// # Errors
/// As [`link`].
pub fn checked(x: &[Item], y: &[Item], method: Method<'_>, limit: f64) -> Result<Checked, CannotLink> {
    let mut out = vec![false; x.len().min(y.len())];
    let mut rounds = 0;
    let mut found = link(x, y, method)?;
    loop {
        let anchors = drifts(x, y, found, &out);
        let beyond = |drift: &Drift| drift.difficulty_z.abs().max(drift.slope_z.abs());
        let worst = anchors
            .iter()
            .enumerate()
            .filter(|(_, drift)| !drift.drifted && beyond(drift) > limit)
            .max_by(|(i, left), (j, right)| beyond(left).total_cmp(&beyond(right)).then(j.cmp(i)))
            .map(|(place, _)| place);
        let left = out.iter().filter(|out| !**out).count();
        let too_many = worst.is_some() && (left <= 3 || 2 * (left - 1) < out.len());
        let Some(worst) = worst.filter(|_| !too_many) else {
            return Ok(Checked {
                link: found,
                anchors,
                rounds,
                too_many,
            });
        };
        if let Some(place) = out.get_mut(worst) {
            *place = true;
        }
        rounds += 1;
        let keep = |items: &[Item]| -> Vec<Item> {
            items
                .iter()
                .zip(&out)
                .filter(|(_, out)| !**out)
                .map(|(item, _)| item.clone())
                .collect()
        };
        found = link(&keep(x), &keep(y), method)?;
    }
}

fn drifts(x: &[Item], y: &[Item], link: Link, out: &[bool]) -> Vec<Drift> {
    let differences: Vec<(f64, f64)> = x
        .iter()
        .zip(y)
        .map(|(x, y)| {
            (
                y.location() - link.theta(x.location()),
                libm::log(y.slope()) - libm::log(x.slope() / link.slope),
            )
        })
        .collect();
    let kept = |of: fn(&(f64, f64)) -> f64| -> Vec<f64> {
        let mut values: Vec<f64> = differences
            .iter()
            .zip(out)
            .filter(|(_, out)| !**out)
            .map(|(difference, _)| of(difference))
            .collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let (by_difficulty, by_slope) = (kept(|d| d.0), kept(|d| d.1));
    differences
        .iter()
        .zip(out)
        .map(|(&(difficulty, log_slope), &drifted)| Drift {
            difficulty,
            difficulty_z: robust(&by_difficulty, difficulty),
            log_slope,
            slope_z: robust(&by_slope, log_slope),
            drifted,
        })
        .collect()
}

/// Robust z of a value among sorted ones; 0 where they do not vary beyond rounding.
fn robust(sorted: &[f64], value: f64) -> f64 {
    let median = quantile(sorted, 0.5);
    let scale = 0.74 * (quantile(sorted, 0.75) - quantile(sorted, 0.25));
    let away = value - median;
    if away.abs() < 1e-9 { 0.0 } else { away / scale.max(1e-9) }
}

/// The quantile by linear interpolation between order statistics (R's type 7).
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let place = p * sorted.len().saturating_sub(1) as f64;
    let below = libm::floor(place);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in the list, from 0 up"
    )]
    let index = below as usize;
    let at = |index: usize| sorted.get(index).or(sorted.last()).copied().unwrap_or(f64::NAN);
    at(index) + (place - below) * (at(index + 1) - at(index))
}
