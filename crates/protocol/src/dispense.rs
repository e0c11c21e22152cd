//! Parts of a test that a result obtained elsewhere dispenses from (*passerelle*), for a time.

use crate::PartId;
use crate::plan::{Part, Protocol};
use jalon_base::Timestamp;
use jalon_referential::{Equivalence, Referential, UnitId};
use std::fmt;

/// A dispensation that somebody claims: an equivalence of the referential, and the day on which the other result was obtained.
///
/// It is the person's word; where more than that is needed, a host looks at the paper before it starts the attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispensation {
    /// The equivalence.
    pub equivalence: UnitId,
    /// When the other result was obtained: a day, at midnight UTC.
    pub obtained: Timestamp,
}

jalon_base::document!(Dispensation { equivalence, obtained });

/// Why nothing is dispensed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDispensed {
    /// The referential has no such equivalence.
    Unknown,
    /// The other result is of a day to come.
    NotYet,
    /// The other result is too old.
    TooOld,
    /// No part of this test is wholly about what the equivalence satisfies, or every part is.
    NoPart,
}

impl NotDispensed {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "dispensation/unknown",
            Self::NotYet => "dispensation/not-yet",
            Self::TooOld => "dispensation/too-old",
            Self::NoPart => "dispensation/no-part",
        }
    }
}

impl fmt::Display for NotDispensed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for NotDispensed {}

impl Dispensation {
    /// The parts of a test that are not sat when it begins on a day.
    ///
    /// # Errors
    /// [`NotDispensed`].
    pub fn parts(
        &self,
        referential: &Referential,
        protocol: &Protocol,
        on: Timestamp,
    ) -> Result<Vec<PartId>, NotDispensed> {
        let mut equivalences = referential.equivalences.iter();
        let equivalence = equivalences.find(|equivalence| equivalence.id == self.equivalence);
        let equivalence = equivalence.ok_or(NotDispensed::Unknown)?;
        if self.obtained > on {
            return Err(NotDispensed::NotYet);
        }
        if !equivalence.holds(self.obtained, on) {
            return Err(NotDispensed::TooOld);
        }
        let parts = covered(equivalence, protocol);
        if parts.is_empty() || parts.len() == protocol.parts.len() {
            return Err(NotDispensed::NoPart);
        }
        Ok(parts)
    }
}

/// Parts of which every section takes from units that the equivalence satisfies, and from these alone; in the order of the test.
#[must_use]
pub fn covered(equivalence: &Equivalence, protocol: &Protocol) -> Vec<PartId> {
    let satisfied = |part: &&Part| {
        !part.sections.is_empty()
            && part.sections.iter().all(|section| {
                let units = &section.select.units;
                !units.is_empty() && units.iter().all(|unit| equivalence.satisfies.contains(unit))
            })
    };
    let parts = protocol.parts.iter().filter(satisfied);
    parts.map(|part| part.id.clone()).collect()
}
