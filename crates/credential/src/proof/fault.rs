//! Why a proof cannot be made, and why one does not hold.

use super::Untransformable;
use crate::did::Unresolved;
use crate::keys::BadSignature;
use std::fmt;

/// Why a proof cannot be added to a document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unprovable {
    /// The document is not a JSON object.
    NotAnObject,
    /// The key of the verification method could not be had.
    Method(Unresolved),
    /// The suite would not sign the whole document.
    Transformation(Untransformable),
    /// The signature is not one of that key over these bytes.
    Signature(BadSignature),
}

impl Unprovable {
    /// Stable code (Data Integrity 1.0 §4.7).
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAnObject | Self::Signature(_) => "PROOF_GENERATION_ERROR",
            Self::Method(unresolved) => unresolved.code(),
            Self::Transformation(fault) => fault.code(),
        }
    }
}

impl fmt::Display for Unprovable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnObject => write!(f, "the document is not a json object"),
            Self::Method(unresolved) => write!(f, "{unresolved}"),
            Self::Transformation(fault) => write!(f, "{fault}"),
            Self::Signature(_) => write!(f, "the signature is not one of the key of the verification method"),
        }
    }
}

impl std::error::Error for Unprovable {}

/// Why one proof does not hold, or could not be checked ([`Self::is_unknown`]).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProofFault {
    /// The document has no proof at all.
    NoProof,
    /// More proofs than are read.
    TooMany {
        /// The limit.
        limit: usize,
    },
    /// The proof is not a JSON object.
    NotAnObject,
    /// A member is missing, or is not a text.
    Member {
        /// Its name.
        name: &'static str,
    },
    /// The type is not `DataIntegrityProof`.
    Type {
        /// The type found.
        found: String,
    },
    /// The proof was made for another purpose.
    Purpose {
        /// The purpose found.
        found: String,
    },
    /// A suite that is not read here: not checked, rather than wrong.
    Suite {
        /// Its name.
        name: String,
    },
    /// `created` or `expires` is not a date and time with its zone.
    Date {
        /// The member.
        name: &'static str,
    },
    /// The document's `@context` does not begin with the proof's, or two proofs hold under different ones.
    Context,
    /// `proofValue` is not 64 bytes in base58 multibase.
    Value,
    /// The key could not be had.
    Method(Unresolved),
    /// `previousProof` names a proof that is not there.
    PreviousMissing {
        /// The id that it names.
        id: String,
    },
    /// `previousProof` leads back to the proof itself.
    PreviousCycle,
    /// Two proofs have the same id.
    DuplicateId {
        /// The id.
        id: String,
    },
    /// The document cannot be turned into what the suite signs.
    Transformation(Untransformable),
    /// The proof was made for another audience.
    Domain {
        /// The audience found.
        found: String,
    },
    /// The proof was made for another challenge.
    Challenge,
    /// The signature does not hold.
    Signature(BadSignature),
}

impl ProofFault {
    /// Stable code (Data Integrity 1.0 §4.7; ours for the suite).
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAnObject => "PARSING_ERROR",
            Self::Suite { .. } => "UNSUPPORTED_CRYPTOSUITE",
            Self::Method(unresolved) => unresolved.code(),
            Self::Signature(bad) => bad.code(),
            Self::Transformation(fault) => fault.code(),
            Self::Domain { .. } => "INVALID_DOMAIN_ERROR",
            Self::Challenge => "INVALID_CHALLENGE_ERROR",
            Self::NoProof
            | Self::TooMany { .. }
            | Self::Member { .. }
            | Self::Type { .. }
            | Self::Purpose { .. }
            | Self::Date { .. }
            | Self::Context
            | Self::Value
            | Self::PreviousMissing { .. }
            | Self::PreviousCycle
            | Self::DuplicateId { .. } => "PROOF_VERIFICATION_ERROR",
        }
    }

    /// Whether the proof may hold after all: it could not be checked here.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        match self {
            Self::Suite { .. } => true,
            Self::Method(unresolved) => unresolved.is_unknown(),
            _ => false,
        }
    }

    /// The name or value that a sentence about the fault needs.
    #[must_use]
    pub fn about(&self) -> Option<String> {
        match self {
            Self::Member { name } | Self::Date { name } => Some((*name).to_owned()),
            Self::Type { found } | Self::Purpose { found } | Self::Domain { found } => Some(found.clone()),
            Self::Transformation(fault) => fault.about(),
            Self::Suite { name } => Some(name.clone()),
            Self::PreviousMissing { id } | Self::DuplicateId { id } => Some(id.clone()),
            Self::Method(unresolved) => Some(unresolved.to_string()),
            _ => None,
        }
    }
}

impl fmt::Display for ProofFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoProof => write!(f, "the document has no proof"),
            Self::TooMany { limit } => write!(f, "more than {limit} proofs"),
            Self::NotAnObject => write!(f, "the proof is not a json object"),
            Self::Member { name } => write!(f, "the proof has no `{name}`, or not as a text"),
            Self::Type { found } => write!(f, "proof type `{found}`"),
            Self::Purpose { found } => write!(f, "made for another purpose, `{found}`"),
            Self::Suite { name } => write!(f, "cryptosuite `{name}` is not read here"),
            Self::Date { name } => write!(f, "`{name}` is not a date and time with its zone"),
            Self::Context => write!(f, "the document's contexts do not begin with the proof's"),
            Self::Value => write!(f, "`proofValue` is not 64 bytes in base58 multibase"),
            Self::Method(unresolved) => write!(f, "{unresolved}"),
            Self::Transformation(fault) => write!(f, "{fault}"),
            Self::Domain { found } => write!(f, "made for another audience, `{found}`"),
            Self::Challenge => write!(f, "made for another challenge"),
            Self::PreviousMissing { id } => write!(f, "the previous proof `{id}` is not there"),
            Self::PreviousCycle => write!(f, "the previous proofs go round in a circle"),
            Self::DuplicateId { id } => write!(f, "two proofs have the id `{id}`"),
            Self::Signature(bad) => write!(f, "{bad}"),
        }
    }
}

impl std::error::Error for ProofFault {}
