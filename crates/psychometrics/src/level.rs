//! From a measure to a reported level, and the measure of each claim.

use crate::estimate::{Answer, Cannot, Estimate, Measure, Method, estimate};
use crate::numeric::normal;
use jalon_base::Micro;
use std::fmt;

/// The cuts between levels, in one version: a level is never read against another table than the one it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutTable {
    // INVARIANT: cuts increase.
    version: u32,
    cuts: Vec<Micro>,
}

/// A level, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level {
    /// Cuts passed: 0 is the lowest level.
    pub level: usize,
    /// Version of the table.
    pub version: u32,
    /// Chances, where the measure has an error.
    pub chances: Option<Chances>,
    /// Distance in logits to the nearest cut, negative when that cut is not passed; none in a table without cuts.
    pub margin: Option<Micro>,
}

/// Chances, 0 to 1, that the person belongs where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chances {
    /// In the level reported.
    pub here: Micro,
    /// In the next lower one.
    pub below: Micro,
    /// In the next higher one.
    pub above: Micro,
}

/// Cuts that do not increase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadCuts {
    /// Place of the cut that is not above the one before.
    pub place: usize,
}

impl BadCuts {
    /// A stable name for the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "level/cuts"
    }
}

impl fmt::Display for BadCuts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cut {} is not above the one before", self.place)
    }
}

impl std::error::Error for BadCuts {}

impl CutTable {
    /// A table.
    ///
    /// # Errors
    /// Cuts that do not increase.
    pub fn new(version: u32, cuts: Vec<Micro>) -> Result<Self, BadCuts> {
        let falls = cuts.iter().zip(cuts.iter().skip(1)).position(|(a, b)| a >= b);
        match falls {
            Some(place) => Err(BadCuts { place: place + 1 }),
            None => Ok(Self { version, cuts }),
        }
    }

    /// The cuts, in logits.
    #[must_use]
    pub fn cuts(&self) -> &[Micro] {
        &self.cuts
    }

    /// The level of a measure: cuts that it reaches (≥) are passed.
    ///
    /// # Formula
    /// The chance of a level between cuts l and u is Φ((u−θ)/e) − Φ((l−θ)/e), e the error.
    ///
    /// # Source
    /// L. M. Rudner, *Practical Assessment, Research & Evaluation* 7 (2001), number 14, for each level.
    #[must_use]
    pub fn level(&self, measure: Measure) -> Level {
        let level = self.cuts.iter().filter(|cut| **cut <= measure.theta).count();
        let distance = |cut: &Micro| measure.theta.millionths() - cut.millionths();
        let nearest = self
            .cuts
            .iter()
            .map(distance)
            .min_by_key(|distance| distance.unsigned_abs());
        let chances = measure.error.filter(|error| error.millionths() > 0).and_then(|error| {
            let error = float(error);
            let under = |place: Option<usize>| match place {
                None => 0.0,
                Some(place) => self
                    .cuts
                    .get(place)
                    .map_or(1.0, |cut| normal::cdf((float(*cut) - float(measure.theta)) / error)),
            };
            // The chance to lie below the level of so many cuts passed, less that of the level under it.
            let share = |level: usize| under(Some(level)) - under(level.checked_sub(1));
            Some(Chances {
                here: Micro::round(share(level))?,
                below: Micro::round(level.checked_sub(1).map_or(0.0, share))?,
                above: Micro::round(if level < self.cuts.len() { share(level + 1) } else { 0.0 })?,
            })
        });
        Level {
            level,
            version: self.version,
            chances,
            margin: nearest.map(Micro::from_millionths),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "millionths of a logit stay far below 2^53")]
fn float(value: Micro) -> f64 {
    value.millionths() as f64 / 1e6
}

/// One claim: the answers that speak for it, and how many are needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Places among the answers.
    pub answers: Vec<usize>,
    /// Answers needed at least.
    pub least: usize,
}

/// Why a claim has no measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotMeasured {
    /// Too few answers.
    TooFew {
        /// Answers there are.
        found: usize,
        /// Answers needed.
        least: usize,
    },
    /// The answers give no estimate.
    Cannot(Cannot),
}

impl NotMeasured {
    /// A stable name for the reason.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooFew { .. } => "claim/too-few",
            Self::Cannot(cannot) => cannot.code(),
        }
    }
}

impl fmt::Display for NotMeasured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFew { found, least } => write!(f, "{found} answers, {least} needed"),
            Self::Cannot(cannot) => cannot.fmt(f),
        }
    }
}

impl std::error::Error for NotMeasured {}

/// A measure for each claim, from its own answers alone: never read off the measure of the whole test. Places beyond the answers do not count.
///
/// # Errors
/// For each claim on its own: too few answers, or answers without an estimate.
///
/// # Formula
/// That of the method, over the answers of the claim.
///
/// # Source
/// As [`estimate`].
#[must_use]
pub fn per_claim(answers: &[Answer<'_>], claims: &[Claim], method: Method<'_>) -> Vec<Result<Estimate, NotMeasured>> {
    let one = |claim: &Claim| {
        let own: Vec<Answer<'_>> = claim
            .answers
            .iter()
            .filter_map(|place| answers.get(*place))
            .copied()
            .collect();
        if own.len() < claim.least {
            let (found, least) = (own.len(), claim.least);
            return Err(NotMeasured::TooFew { found, least });
        }
        estimate(&own, method).map_err(NotMeasured::Cannot)
    };
    claims.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Item;
    use crate::scale::{Quadrature, Range};

    fn micro(text: &str) -> Micro {
        Micro::parse(text).unwrap()
    }

    fn table() -> CutTable {
        CutTable::new(3, vec![micro("-1"), micro("0"), micro("1")]).unwrap()
    }

    #[test]
    fn a_measure_on_a_cut_has_passed_it() {
        let level = |theta: &str| {
            table().level(Measure {
                theta: micro(theta),
                error: None,
            })
        };
        assert_eq!(level("-1").level, 1);
        assert_eq!(level("-1.000001").level, 0);
        assert_eq!(level("5").level, 3);
        assert_eq!(
            (level("0.2").margin, level("0.8").margin),
            (Some(micro("0.2")), Some(micro("-0.2")))
        );
        assert_eq!((level("0").chances, level("0").version), (None, 3));
    }

    #[test]
    fn chances_of_the_level_and_of_its_neighbours() {
        let at = |theta: &str| {
            table()
                .level(Measure {
                    theta: micro(theta),
                    error: Some(micro("0.5")),
                })
                .chances
                .unwrap()
        };
        let on_the_cut = at("0");
        // Φ(2) − Φ(0), twice.
        assert_eq!(on_the_cut.here, micro("0.47725"));
        assert_eq!(on_the_cut.below, micro("0.47725"));
        assert_eq!(on_the_cut.above, micro("0.02275"));
        let lowest = at("-1.5");
        assert_eq!((lowest.below, lowest.here), (micro("0"), micro("0.841345")));
        let highest = at("9");
        assert_eq!((highest.above, highest.here), (micro("0"), micro("1")));
        assert_eq!(
            CutTable::new(1, vec![micro("1"), micro("1")]),
            Err(BadCuts { place: 1 })
        );
    }

    #[test]
    fn claims_stand_on_their_own_answers() {
        let items: Vec<Item> = (0..6).map(|k| Item::two_pl(1.0, f64::from(k) * 0.2).unwrap()).collect();
        let answers: Vec<Answer<'_>> = items
            .iter()
            .zip([1, 1, 1, 0, 0, 0])
            .map(|(item, category)| Answer { item, category })
            .collect();
        let claim = |answers: &[usize], least| Claim {
            answers: answers.to_vec(),
            least,
        };
        let claims = [
            claim(&[0, 1, 2], 3),
            claim(&[3, 4, 5], 3),
            claim(&[5, 9], 2),
            claim(&[], 0),
        ];
        let standard = Quadrature::standard();
        let found = per_claim(&answers, &claims, Method::Eap(&standard));
        assert!(found[0].unwrap().theta > 0.5 && found[1].unwrap().theta < -0.3);
        assert_eq!(found[2], Err(NotMeasured::TooFew { found: 1, least: 2 }));
        let by_likelihood = per_claim(&answers, &claims, Method::Mle(Range::USUAL));
        assert_eq!(by_likelihood[3], Err(NotMeasured::Cannot(Cannot::NoAnswer)));
    }
}
