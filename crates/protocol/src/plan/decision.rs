//! What is decided from an attempt: rules as data, compared in exact fractions.

use crate::{ClaimId, ItemId, PartId};
use jalon_base::{Fraction, Micro, Points};

/// What is decided from the points, or from what was shown of each competence. Rules hold rules: what a rule says of those that it holds
/// is in `jalon-scoring`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Weighted mean of the parts' points at least `pass`, and no part strictly below its floor.
    WeightedMean {
        /// Mean needed.
        pass: Points,
    },
    /// Earned points over possible ones at least this fraction.
    Ratio {
        /// Fraction needed, `[numerator, denominator]`.
        pass: Fraction,
    },
    /// The measure of one claim on its scale at least this.
    Cut {
        /// The claim.
        claim: ClaimId,
        /// Measure needed, in logits.
        cut: Micro,
    },
    /// Of the points of one part, at least this fraction.
    Part {
        /// The part.
        part: PartId,
        /// Fraction needed.
        pass: Fraction,
    },
    /// Of the points of the items of one claim, at least this fraction.
    Claim {
        /// The claim.
        claim: ClaimId,
        /// Fraction needed.
        pass: Fraction,
    },
    /// Of these claims, at least this fraction is acquired: 8 of 10 are 80 %, 7 of 9 are not.
    Competences {
        /// The claims; all of the protocol when empty.
        claims: Vec<ClaimId>,
        /// Of the points of the items of a claim, the fraction from which it is acquired.
        each: Fraction,
        /// Fraction of the claims needed.
        pass: Fraction,
    },
    /// Of these items, at most so many are not fully right.
    Eliminatory {
        /// Claims whose items all count.
        claims: Vec<ClaimId>,
        /// Other items that count.
        items: Vec<ItemId>,
        /// Faults that are let pass.
        most: u32,
    },
    /// Every rule.
    AllOf {
        /// The rules.
        of: Vec<Decision>,
    },
    /// At least so many of the rules.
    KOfN {
        /// How many.
        least: u32,
        /// The rules.
        of: Vec<Decision>,
    },
    /// Every rule; or all but a few, when another makes up for those.
    Compensation {
        /// The rules.
        of: Vec<Decision>,
        /// How many may be missed.
        most: u32,
        /// What makes up for them.
        by: Box<Decision>,
    },
}

jalon_base::tagged!(Decision, "rule" {
    WeightedMean = "weighted-mean" { pass },
    Ratio = "ratio" { pass },
    Cut = "cut" { claim, cut },
    Part = "part" { part, pass },
    Claim = "claim" { claim, pass },
    Competences = "competences" { claims: optional, each, pass },
    Eliminatory = "eliminatory" { claims: optional, items: optional, most },
    AllOf = "all-of" { of },
    KOfN = "k-of-n" { least, of },
    Compensation = "compensation" { of, most, by },
});

impl Decision {
    /// Whether it is decided from the points of the parts alone.
    #[must_use]
    pub const fn is_of_points(&self) -> bool {
        matches!(self, Self::WeightedMean { .. } | Self::Ratio { .. })
    }

    /// The rules that it holds.
    pub fn held(&self) -> impl Iterator<Item = &Self> {
        let (of, by) = match self {
            Self::AllOf { of } | Self::KOfN { of, .. } => (of.as_slice(), None),
            Self::Compensation { of, by, .. } => (of.as_slice(), Some(&**by)),
            _ => (&[][..], None),
        };
        of.iter().chain(by)
    }

    /// This rule and all that it holds, itself first.
    #[must_use]
    pub fn all(&self) -> Vec<&Self> {
        let mut all = vec![self];
        all.extend(self.held().flat_map(Self::all));
        all
    }
}
