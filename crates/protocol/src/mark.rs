//! Marks and rulings: what people decide beside the sealed journal, in documents of their own.

use crate::ItemId;
use jalon_base::id::RandomId;
use jalon_base::sorted::SortedMap;
use jalon_base::{Points, Slug, Text, Timestamp};

/// The kind of a signed mark.
pub const MARK: &str = "mark";
/// The kind of a signed ruling.
pub const RULING: &str = "ruling";

/// A person's mark of one response (`jalon/mark@1`, the body of a signed document). Its digest, which outcomes name, is that of this body,
/// whoever signs it later too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The attempt.
    pub attempt: RandomId,
    /// The item.
    pub item: ItemId,
    /// Points given to each element of the marking guide, 0 to the element's own.
    pub elements: SortedMap<Slug, Points>,
    /// Who marked.
    pub by: Marker,
    /// When.
    pub at: Timestamp,
}

jalon_base::document!(Mark {
    attempt,
    item,
    elements,
    by,
    at
});

/// Who marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// The candidate, from the guide: shown apart, never more than a declaration.
    Candidate,
    /// A marker of the certifier.
    Marker,
}

jalon_base::words!(Marker {
    Candidate = "candidate",
    Marker = "marker",
});

/// A jury's decision that changes what counts (`jalon/ruling@1`, the body of a signed document).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// What is decided.
    pub decision: RulingDecision,
    /// Why, for the candidate.
    pub reason: Text,
    /// When.
    pub at: Timestamp,
}

jalon_base::document!(Ruling { decision, reason, at });

/// What a ruling decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RulingDecision {
    /// The item leaves numerator and denominator, for everybody.
    Neutralise {
        /// The item.
        item: ItemId,
    },
    /// The item is given full credit, for one attempt.
    Credit {
        /// The attempt.
        attempt: RandomId,
        /// The item.
        item: ItemId,
    },
    /// The attempt does not count.
    Void {
        /// The attempt.
        attempt: RandomId,
    },
}

jalon_base::tagged!(RulingDecision, "kind" {
    Neutralise = "neutralise" { item },
    Credit = "credit" { attempt, item },
    Void = "void" { attempt },
});
