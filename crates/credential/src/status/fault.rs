//! Why a status cannot be read, and why one cannot be written.

use crate::inflate::NotInflated;
use std::fmt;

/// Why an entry of a list cannot be set or cleared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotSet {
    /// The list has no such entry.
    PastTheEnd {
        /// The index.
        index: u32,
    },
    /// A revocation is final.
    Final {
        /// The index.
        index: u32,
    },
}

impl NotSet {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PastTheEnd { .. } => "RANGE_ERROR",
            Self::Final { .. } => "status/final",
        }
    }
}

impl fmt::Display for NotSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PastTheEnd { index } => write!(f, "the list has no entry {index}"),
            Self::Final { index } => write!(f, "entry {index} is revoked, and a revocation is final"),
        }
    }
}

impl std::error::Error for NotSet {}

/// Why a list says nothing about a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum StatusFault {
    /// The list is not at hand: not checked, rather than wrong.
    NotAtHand,
    /// An entry of another kind than a bitstring's: not checked, rather than wrong.
    Kind {
        /// The kind.
        kind: String,
    },
    /// The list is not strict JSON.
    Unreadable,
    /// A proof of the list does not hold; the code is the proof's.
    Proof {
        /// The code of the proof.
        code: &'static str,
        /// Whether it could not be checked, rather than being wrong.
        unknown: bool,
    },
    /// Nobody entitled signed the list.
    Issuer,
    /// The document at hand is another list than the one named.
    Other,
    /// Not the type, the vocabulary or the members of a list.
    Shape,
    /// The list is about something else.
    Purpose,
    /// `encodedList` is not `u` and base64url.
    Multibase,
    /// It does not expand.
    Compressed(NotInflated),
    /// It has fewer entries than a list must have.
    TooShort {
        /// How many.
        entries: u64,
    },
    /// It has no such entry.
    Range,
    /// It is not of the time that is judged: too old, or not yet made.
    Stale,
}

impl StatusFault {
    /// Stable code (Bitstring Status List 1.0 §3.2 and §3.5; ours for kinds and dates).
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAtHand => "STATUS_RETRIEVAL_ERROR",
            Self::Kind { .. } => "status/kind",
            Self::Unreadable
            | Self::Proof { .. }
            | Self::Issuer
            | Self::Other
            | Self::Shape
            | Self::Purpose
            | Self::Multibase
            | Self::Compressed(_) => "STATUS_VERIFICATION_ERROR",
            Self::TooShort { .. } => "STATUS_LIST_LENGTH_ERROR",
            Self::Range => "RANGE_ERROR",
            Self::Stale => "status/stale",
        }
    }

    /// Whether the list may be fine: it could not be read here and now.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        matches!(
            self,
            Self::NotAtHand | Self::Kind { .. } | Self::Stale | Self::Proof { unknown: true, .. }
        )
    }
}

impl fmt::Display for StatusFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAtHand => write!(f, "the list is not at hand"),
            Self::Kind { kind } => write!(f, "a status of kind `{kind}` is not read here"),
            Self::Unreadable => write!(f, "the list is not strict json"),
            Self::Proof { code, .. } => write!(f, "the proof of the list does not hold: {code}"),
            Self::Issuer => write!(f, "the list is not signed by the issuer"),
            Self::Other => write!(f, "the document at hand is another list"),
            Self::Shape => write!(f, "the document at hand has not the shape of a list"),
            Self::Purpose => write!(f, "the list is about something else"),
            Self::Multibase => write!(f, "the list is not in base64url multibase"),
            Self::Compressed(fault) => write!(f, "the list does not expand: {fault}"),
            Self::TooShort { entries } => write!(f, "the list has only {entries} entries"),
            Self::Range => write!(f, "the list has no such entry"),
            Self::Stale => write!(f, "the list is not of the time that is judged"),
        }
    }
}

impl std::error::Error for StatusFault {}
