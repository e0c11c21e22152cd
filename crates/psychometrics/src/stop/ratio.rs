//! The sequential probability ratio test at one or several cuts, and when going on would change nothing.

use crate::model::Item;
use crate::numeric::normal;
use jalon_base::Micro;
use std::fmt;

/// Cuts, the half-width of indifference around each, and the two errors accepted.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratio {
    // INVARIANT: cuts increase, half > 0, alpha and beta are in (0, 1) and sum to less than 1.
    cuts: Vec<f64>,
    half: f64,
    upper: Micro,
    lower: Micro,
}

/// Side of a cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Below.
    Below,
    /// At or above.
    Above,
}

/// Why a sequential test was refused.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum BadRatio {
    /// No cut, or cuts that do not increase.
    Cuts,
    /// A half-width that is not above 0.
    Half {
        /// The value given.
        half: f64,
    },
    /// Errors that are not above 0 with a sum below 1.
    Errors {
        /// Error of passing somebody below.
        alpha: f64,
        /// Error of failing somebody above.
        beta: f64,
    },
}

impl BadRatio {
    /// A stable name for the kind of error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Cuts => "ratio/cuts",
            Self::Half { .. } => "ratio/half",
            Self::Errors { .. } => "ratio/errors",
        }
    }
}

impl fmt::Display for BadRatio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cuts => write!(f, "there is no cut, or the cuts do not increase"),
            Self::Half { half } => write!(f, "half-width `{half}` is not above 0"),
            Self::Errors { alpha, beta } => {
                write!(f, "errors `{alpha}` and `{beta}` are not above 0 with a sum below 1")
            }
        }
    }
}

impl std::error::Error for BadRatio {}

impl Ratio {
    /// A test at each cut of θ ≤ cut − half against θ ≥ cut + half.
    ///
    /// # Formula
    /// Bounds ln((1−β)/α) and ln(β/(1−α)), α the chance accepted of passing somebody at cut − half, β of failing somebody at cut + half.
    ///
    /// # Errors
    /// Cuts that do not increase, a half-width or errors out of range.
    ///
    /// # Source
    /// A. Wald, *Sequential Analysis* (1947); M. D. Reckase in D. J. Weiss (ed.), *New Horizons in Testing* (1983).
    pub fn new(cuts: Vec<f64>, half: f64, alpha: f64, beta: f64) -> Result<Self, BadRatio> {
        let ordered = cuts.iter().zip(cuts.iter().skip(1)).all(|(a, b)| a < b);
        if cuts.is_empty() || !ordered || !cuts.iter().all(|cut| cut.is_finite()) {
            return Err(BadRatio::Cuts);
        }
        if !(half > 0.0 && half.is_finite()) {
            return Err(BadRatio::Half { half });
        }
        let bounds = || {
            let upper = Micro::round(libm::log((1.0 - beta) / alpha))?;
            Some((upper, Micro::round(libm::log(beta / (1.0 - alpha)))?))
        };
        let sound = alpha > 0.0 && beta > 0.0 && alpha + beta < 1.0;
        let (upper, lower) = bounds().filter(|_| sound).ok_or(BadRatio::Errors { alpha, beta })?;
        Ok(Self {
            cuts,
            half,
            upper,
            lower,
        })
    }

    /// The upper and the lower bound of the ratio's logarithm.
    #[must_use]
    pub const fn bounds(&self) -> (Micro, Micro) {
        (self.upper, self.lower)
    }

    /// What one answer adds at one cut: ln P_k(cut + half) − ln P_k(cut − half); none when the item has no such category.
    ///
    /// # Formula
    /// ln P_k(cut + δ) − ln P_k(cut − δ).
    ///
    /// # Source
    /// M. D. Reckase in D. J. Weiss (ed.), *New Horizons in Testing* (1983), 237–255.
    #[must_use]
    pub fn step(&self, cut: f64, item: &Item, category: u8) -> Option<f64> {
        let above = item.log_probability(cut + self.half, category)?;
        Some(above - item.log_probability(cut - self.half, category)?)
    }

    /// The tests before any answer.
    #[must_use]
    pub fn begin(&self) -> Tests<'_> {
        Tests {
            ratio: self,
            sums: vec![0.0; self.cuts.len()],
            sides: vec![None; self.cuts.len()],
        }
    }
}

/// The tests of one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Tests<'a> {
    ratio: &'a Ratio,
    sums: Vec<f64>,
    sides: Vec<Option<Side>>,
}

impl Tests<'_> {
    /// Takes one answer in. A test that is decided stays so; its ratio goes on. A category that the item does not have adds nothing.
    pub fn add(&mut self, item: &Item, category: u8) {
        let ratio = self.ratio;
        for ((sum, side), cut) in self.sums.iter_mut().zip(&mut self.sides).zip(&ratio.cuts) {
            *sum += ratio.step(*cut, item, category).unwrap_or(0.0);
            if side.is_none() {
                *side = match Micro::round(*sum) {
                    Some(sum) if sum >= ratio.upper => Some(Side::Above),
                    Some(sum) if sum <= ratio.lower => Some(Side::Below),
                    _ => None,
                };
            }
        }
    }

    /// Logarithm of the ratio at each cut.
    #[must_use]
    pub fn logs(&self) -> &[f64] {
        &self.sums
    }

    /// What is decided at each cut.
    #[must_use]
    pub fn sides(&self) -> &[Option<Side>] {
        &self.sides
    }

    /// The level, once every test is decided and they agree: above the first cuts, below all others.
    ///
    /// # Source
    /// M. Sobel and A. Wald, *Annals of Mathematical Statistics* 20 (1949), 502–522: three decisions by two tests side by side; more cuts by
    /// J. A. Spray, ACT RR 93-7 (1993).
    #[must_use]
    pub fn level(&self) -> Option<usize> {
        let level = self.sides.iter().take_while(|side| **side == Some(Side::Above)).count();
        let rest = self.sides.iter().skip(level);
        rest.into_iter().all(|side| *side == Some(Side::Below)).then_some(level)
    }

    /// The level when the test ends undecided: decided tests as they are, others by the sign of the ratio (0 passes); above the cuts before the first
    /// that is not passed.
    #[must_use]
    pub fn forced(&self) -> usize {
        let passed = |(sum, side): (&f64, &Option<Side>)| match side {
            Some(side) => *side == Side::Above,
            None => Micro::round(*sum).is_some_and(|sum| sum.millionths() >= 0),
        };
        self.sums
            .iter()
            .zip(&self.sides)
            .take_while(|pair| passed(*pair))
            .count()
    }

    /// What the items that would still be given could change: the chance that the level now ([`Tests::forced`]) is not the one at the end, for a person
    /// at `theta`.
    ///
    /// # Formula
    /// At each undecided cut, with D_i what item i adds, the sum left is about normal with mean Σ E(D_i | θ) and variance Σ Var(D_i | θ); the chance that it
    /// carries the ratio to the other side of 0 is Φ. It is 0, and certain, when not even the extreme answers could. Over several cuts the
    /// chances are added, at most 1.
    ///
    /// # Source
    /// M. Finkelman, *Journal of Educational and Behavioral Statistics* 33 (2008), 442–463 (stochastic curtailment).
    #[must_use]
    pub fn curtailed(&self, left: &[&Item], theta: f64) -> Curtailed {
        let mut chance = 0.0;
        let mut certain = true;
        for ((sum, side), cut) in self.sums.iter().zip(&self.sides).zip(&self.ratio.cuts) {
            if side.is_some() {
                continue;
            }
            let (mut mean, mut variance, mut least, mut most) = (0.0, 0.0, 0.0, 0.0);
            for item in left {
                let (mut first, mut second) = (0.0, 0.0);
                let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
                for category in 0..=item.highest() {
                    let step = self.ratio.step(*cut, item, category).unwrap_or(0.0);
                    let p = item.probability(theta, category).unwrap_or(0.0);
                    first += p * step;
                    second += p * step * step;
                    (low, high) = (low.min(step), high.max(step));
                }
                mean += first;
                variance += (second - first * first).max(0.0);
                (least, most) = (least + low, most + high);
            }
            let passes = *sum >= 0.0;
            if (passes && sum + least >= 0.0) || (!passes && sum + most < 0.0) {
                continue;
            }
            certain = false;
            let end = sum + mean;
            let other = if passes { -end } else { end };
            let crosses = if passes { end < 0.0 } else { end >= 0.0 };
            chance += if variance > 0.0 {
                normal::cdf(other / libm::sqrt(variance))
            } else {
                // Far out every answer is known beforehand, and so is the end.
                f64::from(u8::from(crosses))
            };
        }
        Curtailed {
            chance: chance.min(1.0),
            certain,
        }
    }
}

/// What going on could change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curtailed {
    /// Chance that the level at the end is not the one now.
    pub chance: f64,
    /// No answers at all could change it.
    pub certain: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(count: i32) -> Vec<Item> {
        (0..count)
            .map(|k| Item::two_pl(1.2, f64::from(k % 5) * 0.3 - 0.6).unwrap())
            .collect()
    }

    #[test]
    fn bounds_and_refusals() {
        let ratio = Ratio::new(vec![0.5], 0.3, 0.05, 0.05).unwrap();
        assert_eq!(
            ratio.bounds(),
            (Micro::from_millionths(2_944_439), Micro::from_millionths(-2_944_439))
        );
        assert_eq!(Ratio::new(Vec::new(), 0.3, 0.05, 0.05), Err(BadRatio::Cuts));
        assert_eq!(Ratio::new(vec![1.0, 1.0], 0.3, 0.05, 0.05), Err(BadRatio::Cuts));
        assert_eq!(Ratio::new(vec![1.0], 0.0, 0.05, 0.05).unwrap_err().code(), "ratio/half");
        assert_eq!(Ratio::new(vec![1.0], 0.3, 0.6, 0.4).unwrap_err().code(), "ratio/errors");
        assert_eq!(
            Ratio::new(vec![1.0], 0.3, f64::NAN, 0.4).unwrap_err().code(),
            "ratio/errors"
        );
    }

    #[test]
    fn several_cuts_agree_on_one_level() {
        let ratio = Ratio::new(vec![-1.0, 1.0], 0.4, 0.05, 0.05).unwrap();
        let mut tests = ratio.begin();
        assert_eq!((tests.level(), tests.forced()), (None, 2), "a ratio of 0 passes");
        for (place, item) in items(200).iter().enumerate() {
            tests.add(item, u8::from(place % 2 == 0));
            if tests.level().is_some() {
                break;
            }
        }
        assert_eq!((tests.level(), tests.forced()), (Some(1), 1));
        assert_eq!(tests.sides(), [Some(Side::Above), Some(Side::Below)]);
    }

    /// Against every pattern of the answers to come: what each leads to, and how likely it is.
    #[test]
    fn the_chance_of_another_end_is_that_of_all_patterns() {
        let items = items(22);
        let ratio = Ratio::new(vec![0.2], 0.4, 1e-6, 1e-6).unwrap();
        for (right, theta) in [(6, 0.4), (5, 0.0), (7, -0.3), (4, 0.9), (6, -1.5), (4, 3.0)] {
            let mut tests = ratio.begin();
            for (place, item) in items.iter().take(10).enumerate() {
                tests.add(item, u8::from(place < right));
            }
            let left: Vec<&Item> = items.iter().skip(10).collect();
            let now = tests.forced();
            let mut exact = 0.0;
            for pattern in 0..1_u32 << left.len() {
                let (mut end, mut chance) = (tests.clone(), 1.0);
                for (place, item) in left.iter().enumerate() {
                    let category = u8::from(pattern & (1 << place) != 0);
                    end.add(item, category);
                    chance *= item.probability(theta, category).unwrap();
                }
                if end.forced() != now {
                    exact += chance;
                }
            }
            let found = tests.curtailed(&left, theta);
            assert!(
                (found.chance - exact).abs() < 0.06,
                "{right} {theta}: {} {exact}",
                found.chance
            );
            assert!(!found.certain || exact == 0.0);
        }
        // So far out that nothing is left to chance: every answer to come is wrong, and the test fails whatever it says now.
        let mut tests = ratio.begin();
        items.iter().take(6).for_each(|item| tests.add(item, 1));
        let left: Vec<&Item> = items.iter().skip(6).collect();
        let sure = Curtailed {
            chance: 1.0,
            certain: false,
        };
        assert_eq!(tests.curtailed(&left, -2_000.0), sure);
    }

    #[test]
    fn what_nothing_can_change_is_certain() {
        let items = items(12);
        let ratio = Ratio::new(vec![0.0], 0.5, 1e-6, 1e-6).unwrap();
        let mut tests = ratio.begin();
        items.iter().take(10).for_each(|item| tests.add(item, 1));
        let left: Vec<&Item> = items.iter().skip(10).collect();
        let sure = tests.curtailed(&left, 0.0);
        assert_eq!(
            sure,
            Curtailed {
                chance: 0.0,
                certain: true
            }
        );
        let mut even = ratio.begin();
        even.add(&items[0], 1);
        let open = even.curtailed(&left, 0.0);
        assert!(!open.certain && open.chance > 0.1 && open.chance < 0.6, "{open:?}");
        assert!(even.curtailed(&left, 3.0).chance < open.chance);
    }
}
