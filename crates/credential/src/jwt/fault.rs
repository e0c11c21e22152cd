//! Why a token is refused, or could not be checked.

use super::Algorithm;
use crate::did::Unresolved;
use jalon_base::json::Malformed;
use std::fmt;

/// Why a token is refused, or could not be checked ([`Self::is_unknown`]).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum JwtFault {
    /// Not three parts in base64url, or not objects, or too long.
    Compact,
    /// Header or payload is not strict JSON.
    NotJson(Malformed),
    /// A header that is missing, wrong, or not allowed.
    Header {
        /// Its name.
        name: String,
    },
    /// An algorithm that proves nothing (`none`, a shared secret) or is not read.
    Algorithm {
        /// Its name.
        name: String,
    },
    /// The key is one of another algorithm.
    AlgorithmOfKey,
    /// Neither a key nor its address.
    NoKey,
    /// The key that came along is not the one at the address.
    TwoKeys,
    /// The key that came along is none of the issuer's.
    NotOfIssuer,
    /// A key that is none, or too weak.
    Jwk {
        /// The member that is wrong.
        name: &'static str,
    },
    /// A secret key: its owner must know at once.
    SecretKey,
    /// The address of the key gives none.
    Method(Unresolved),
    /// A claim that is missing, or says otherwise than the credential.
    Claim {
        /// `iss`, `sub`, `jti`, `nbf` or `exp`.
        name: &'static str,
    },
    /// A credential wrapped in `vc`, as before version 2 of the data model.
    Wrapped,
    /// The signature does not hold.
    Signature,
    /// The key is elsewhere, and not at hand.
    KeyNotAtHand,
    /// The platform did not check an algorithm.
    NotChecked {
        /// Which one.
        algorithm: Algorithm,
    },
}

impl JwtFault {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Compact | Self::NotJson(_) => "PARSING_ERROR",
            Self::Header { .. } => "jwt/header",
            Self::Algorithm { .. } | Self::AlgorithmOfKey => "jwt/algorithm",
            Self::NoKey => "jwt/no-key",
            Self::TwoKeys | Self::Jwk { .. } => "jwt/key",
            Self::NotOfIssuer => "ISSUER_MISMATCH",
            Self::SecretKey => "key/secret",
            Self::Method(unresolved) => unresolved.code(),
            Self::Claim { .. } => "jwt/claim",
            Self::Wrapped => "jwt/wrapped",
            Self::Signature => "CRYPTOGRAPHIC_SECURITY_ERROR",
            Self::KeyNotAtHand => "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT",
            Self::NotChecked { .. } => "UNSUPPORTED_CRYPTOSUITE",
        }
    }

    /// Whether the token may hold after all: it could not be checked here.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        matches!(self, Self::KeyNotAtHand | Self::NotChecked { .. })
    }

    /// The name that a sentence about the fault needs.
    #[must_use]
    pub fn about(&self) -> Option<String> {
        match self {
            Self::Header { name } | Self::Algorithm { name } => Some(name.clone()),
            Self::Jwk { name } | Self::Claim { name } => Some((*name).to_owned()),
            Self::NotChecked { algorithm } => Some(algorithm.as_str().to_owned()),
            _ => None,
        }
    }
}

impl fmt::Display for JwtFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Compact => write!(f, "not a compact token"),
            Self::NotJson(malformed) => write!(f, "{malformed}"),
            Self::Header { name } => write!(f, "the header `{name}` is missing, wrong or not allowed"),
            Self::Algorithm { name } => write!(f, "the algorithm `{name}` is not accepted"),
            Self::AlgorithmOfKey => write!(f, "the key is one of another algorithm"),
            Self::NoKey => write!(f, "neither `kid` nor `jwk`"),
            Self::TwoKeys => write!(f, "`jwk` is not the key that `kid` names"),
            Self::Jwk { name } => write!(f, "the member `{name}` of the key is missing or wrong"),
            Self::SecretKey => write!(f, "a secret key in the header"),
            Self::NotOfIssuer => write!(f, "`jwk` is none of the issuer's keys"),
            Self::Method(unresolved) => write!(f, "{unresolved}"),
            Self::Claim { name } => write!(f, "the claim `{name}` is missing or differs from the credential"),
            Self::Wrapped => write!(f, "a credential in `vc`, as before version 2 of the data model"),
            Self::Signature => write!(f, "the signature does not hold"),
            Self::KeyNotAtHand => write!(f, "the key is not at hand"),
            Self::NotChecked { algorithm } => write!(f, "{} was not checked here", algorithm.as_str()),
        }
    }
}

impl std::error::Error for JwtFault {}
