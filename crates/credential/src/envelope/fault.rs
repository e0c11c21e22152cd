//! Why a document cannot be signed, and why a signed one does not open.

use crate::did::Unresolved;
use crate::keys::BadSignature;
use std::fmt;

/// Why a document cannot be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unsignable {
    /// The kind is not in kebab-case.
    Kind {
        /// The kind.
        kind: String,
    },
    /// The document has no JSON form, or one that our own reader refuses: a float, too long, too deep.
    Body,
    /// The key of the signer could not be had.
    Signer(Unresolved),
    /// This signer has signed already.
    Again {
        /// The signer.
        by: String,
    },
    /// The signature is not one of the signer's key over these bytes.
    Signature(BadSignature),
}

impl Unsignable {
    /// Stable code, in the form `area/what`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Kind { .. } => "signed/kind",
            Self::Body => "signed/body",
            Self::Signer(_) => "signed/signer",
            Self::Again { .. } => "signed/twice",
            Self::Signature(_) => "signed/signature",
        }
    }
}

impl fmt::Display for Unsignable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind { kind } => write!(f, "`{kind}` is not a kind in kebab-case"),
            Self::Body => write!(f, "the document has no json form that can be signed"),
            Self::Signer(fault) => write!(f, "the signer: {fault}"),
            Self::Again { by } => write!(f, "`{by}` has signed already"),
            Self::Signature(_) => write!(f, "the signature is not one of the signer's key"),
        }
    }
}

impl std::error::Error for Unsignable {}

/// Why a signed document does not open. The index is the place of the signature, from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unverified {
    /// Another format than `jalon/signed@1`.
    Format {
        /// The format found.
        found: String,
    },
    /// Signed as another kind.
    Kind {
        /// The kind found.
        found: String,
    },
    /// Nobody signed.
    NoSignature,
    /// More signatures than are read.
    TooMany {
        /// The limit.
        limit: usize,
    },
    /// An algorithm that is not known here: not checked, rather than wrong.
    UnknownAlgorithm {
        /// Which signature.
        index: usize,
        /// The algorithm.
        alg: String,
    },
    /// The key of a signer could not be had.
    Signer {
        /// Which signature.
        index: usize,
        /// Why.
        fault: Unresolved,
    },
    /// One key signed twice.
    Twice {
        /// The second signature.
        index: usize,
        /// The signer.
        by: String,
    },
    /// The value of a signature is not 64 bytes in base64url.
    Value {
        /// Which signature.
        index: usize,
    },
    /// A signature does not hold.
    Signature {
        /// Which signature.
        index: usize,
        /// How.
        fault: BadSignature,
    },
    /// The signatures hold, but the document is not of the type expected.
    Body {
        /// What the reader said.
        detail: String,
    },
}

impl Unverified {
    /// Stable code, in the form `area/what`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "signed/format",
            Self::Kind { .. } => "signed/kind",
            Self::NoSignature => "signed/no-signature",
            Self::TooMany { .. } => "signed/too-many",
            Self::UnknownAlgorithm { .. } => "signed/unknown-algorithm",
            Self::Signer { .. } => "signed/signer",
            Self::Twice { .. } => "signed/twice",
            Self::Value { .. } => "signed/value",
            Self::Signature { .. } => "signed/signature",
            Self::Body { .. } => "signed/body",
        }
    }

    /// Whether the document may be right after all: something to check it with is missing here.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        match self {
            Self::UnknownAlgorithm { .. } => true,
            Self::Signer { fault, .. } => fault.is_unknown(),
            _ => false,
        }
    }
}

impl fmt::Display for Unverified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format { found } => write!(f, "format `{found}`"),
            Self::Kind { found } => write!(f, "signed as a `{found}`"),
            Self::NoSignature => write!(f, "nobody signed it"),
            Self::TooMany { limit } => write!(f, "more than {limit} signatures"),
            Self::UnknownAlgorithm { index, alg } => {
                write!(f, "signature {index}: algorithm `{alg}` is not known here")
            }
            Self::Signer { index, fault } => write!(f, "signature {index}: {fault}"),
            Self::Twice { index, by } => write!(f, "signature {index}: `{by}` has signed already"),
            Self::Value { index } => write!(f, "signature {index}: not 64 bytes in base64url"),
            Self::Signature { index, fault } => write!(f, "signature {index}: {fault}"),
            Self::Body { detail } => write!(f, "the signed document: {detail}"),
        }
    }
}

impl std::error::Error for Unverified {}
