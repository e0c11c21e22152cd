//! A decision with the trace that justifies it: everything that it compared.

use crate::{ClaimId, ItemId, PartId};
use jalon_base::{Fraction, Micro, Points};

/// A decision with the trace that justifies it; its variants are those of [`Decision`](crate::plan::Decision).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Weighted mean with floors.
    WeightedMean {
        /// Whether the threshold is reached and no part is below its floor.
        reached: bool,
        /// Σ points × coefficient, in thousandths, over Σ coefficients.
        mean: Fraction,
        /// Mean needed, in points.
        pass: Points,
        /// Parts strictly below their floor.
        below_floor: Vec<PartId>,
    },
    /// Ratio of points.
    Ratio {
        /// Whether the threshold is reached.
        reached: bool,
        /// Earned over possible, in thousandths.
        ratio: Fraction,
        /// Ratio needed.
        pass: Fraction,
    },
    /// Place of a claim on its scale.
    Cut {
        /// Whether the cut is reached.
        reached: bool,
        /// The claim.
        claim: ClaimId,
        /// Its place, in logits.
        theta: Micro,
        /// Standard error.
        error: Option<Micro>,
        /// Place needed.
        cut: Micro,
        /// Logarithm of the likelihood ratio of the sequential test, where that decides.
        log_ratio: Option<Micro>,
        /// Chance that the person is at or above the cut, from measure and error.
        chance: Option<Micro>,
    },
    /// Ratio of the points of one part.
    Part {
        /// Whether the threshold is reached.
        reached: bool,
        /// The part.
        part: PartId,
        /// Earned over possible, in thousandths.
        ratio: Fraction,
        /// Ratio needed.
        pass: Fraction,
    },
    /// Ratio of the points of the items of one claim.
    Claim {
        /// Whether the threshold is reached.
        reached: bool,
        /// The claim.
        claim: ClaimId,
        /// Earned over possible, in thousandths.
        ratio: Fraction,
        /// Ratio needed.
        pass: Fraction,
    },
    /// Ratio of claims acquired.
    Competences {
        /// Whether the threshold is reached.
        reached: bool,
        /// Claims acquired.
        acquired: Vec<ClaimId>,
        /// Claims not acquired.
        missed: Vec<ClaimId>,
        /// Ratio needed.
        pass: Fraction,
    },
    /// Faults in items that allow none, or few.
    Eliminatory {
        /// Whether there are not too many.
        reached: bool,
        /// Items not fully right.
        faults: Vec<ItemId>,
        /// Faults that are let pass.
        most: u32,
    },
    /// Every rule.
    AllOf {
        /// Whether every rule is reached.
        reached: bool,
        /// The rules that could be decided.
        of: Vec<Verdict>,
    },
    /// At least so many of the rules.
    KOfN {
        /// Whether there are enough.
        reached: bool,
        /// How many it takes of those that are left.
        least: u32,
        /// The rules that could be decided.
        of: Vec<Verdict>,
    },
    /// Every rule, or all but a few.
    Compensation {
        /// Whether nothing is missed, or it is made up for.
        reached: bool,
        /// How many may be missed.
        most: u32,
        /// The rules that could be decided.
        of: Vec<Verdict>,
        /// What makes up for those that are missed, when it could be decided.
        by: Option<Box<Verdict>>,
    },
}

jalon_base::tagged!(Verdict, "rule" {
    WeightedMean = "weighted-mean" { reached, mean, pass, below_floor },
    Ratio = "ratio" { reached, ratio, pass },
    Cut = "cut" { reached, claim, theta, error: optional, cut, log_ratio: optional, chance: optional },
    Part = "part" { reached, part, ratio, pass },
    Claim = "claim" { reached, claim, ratio, pass },
    Competences = "competences" { reached, acquired, missed, pass },
    Eliminatory = "eliminatory" { reached, faults, most },
    AllOf = "all-of" { reached, of },
    KOfN = "k-of-n" { reached, least, of },
    Compensation = "compensation" { reached, most, of, by: optional },
});

impl Verdict {
    /// Whether the threshold is reached.
    #[must_use]
    pub const fn reached(&self) -> bool {
        match self {
            Self::WeightedMean { reached, .. }
            | Self::Ratio { reached, .. }
            | Self::Cut { reached, .. }
            | Self::Part { reached, .. }
            | Self::Claim { reached, .. }
            | Self::Competences { reached, .. }
            | Self::Eliminatory { reached, .. }
            | Self::AllOf { reached, .. }
            | Self::KOfN { reached, .. }
            | Self::Compensation { reached, .. } => *reached,
        }
    }
}
