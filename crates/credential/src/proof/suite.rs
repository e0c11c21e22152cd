//! What distinguishes two suites: how a document and the options of a proof become the digests that are signed.

use super::EDDSA_JCS_2022;
use jalon_base::json::Value;
use jalon_base::{Digest, jcs};
use serde_json::Map;
use std::fmt;

/// A suite of Data Integrity over Ed25519: its name, and how documents become digests.
pub trait Suite: Sync {
    /// Its name in `cryptosuite`.
    fn name(&self) -> &'static str;

    /// Whether a proof carries a copy of the document's `@context`.
    fn keeps_context(&self) -> bool;

    /// Digest of a document without its proofs (or with those that are signed over).
    ///
    /// # Errors
    /// [`Untransformable`] when something of the document would not be signed, or could not be read.
    fn document(&self, document: &Value) -> Result<Digest, Untransformable>;

    /// Digest of the options of a proof, without its value, for a document of these contexts.
    ///
    /// # Errors
    /// As [`Self::document`].
    fn configuration(&self, proof: Map<String, Value>, contexts: Option<&Value>) -> Result<Digest, Untransformable>;
}

/// The suite `eddsa-jcs-2022`: the canonical JSON of everything is signed.
#[derive(Debug, Clone, Copy)]
pub struct Jcs;

impl Suite for Jcs {
    fn name(&self) -> &'static str {
        EDDSA_JCS_2022
    }

    fn keeps_context(&self) -> bool {
        true
    }

    fn document(&self, document: &Value) -> Result<Digest, Untransformable> {
        Ok(Digest::of(&jcs::value_to_vec(document)))
    }

    fn configuration(&self, proof: Map<String, Value>, _: Option<&Value>) -> Result<Digest, Untransformable> {
        Ok(Digest::of(&jcs::value_to_vec(&Value::Object(proof))))
    }
}

/// Why a document cannot be turned into what a suite signs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Untransformable {
    /// A member or a type that no context defines: it would not be signed.
    DataLoss {
        /// JSON Pointer to it.
        pointer: String,
    },
    /// A context that is not compiled in.
    Context {
        /// Its URL.
        url: String,
    },
    /// A construction of JSON-LD that credentials do not use and that is not read here.
    Unreadable {
        /// JSON Pointer to it.
        pointer: String,
    },
    /// Giving names to what has none would take more work than is allowed: nobody honest writes such a document.
    TooMuchWork,
}

impl Untransformable {
    /// Stable code (Data Integrity 1.0 §4.7, vc-di-eddsa §3.2.3).
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::DataLoss { .. } => "DATA_LOSS_DETECTION_ERROR",
            Self::Context { .. } => "CONTEXT_UNKNOWN",
            Self::Unreadable { .. } | Self::TooMuchWork => "PROOF_TRANSFORMATION_ERROR",
        }
    }

    /// What it is about, in a word: a pointer or a URL.
    #[must_use]
    pub fn about(&self) -> Option<String> {
        match self {
            Self::DataLoss { pointer } | Self::Unreadable { pointer } => Some(pointer.clone()),
            Self::Context { url } => Some(url.clone()),
            Self::TooMuchWork => None,
        }
    }
}

impl fmt::Display for Untransformable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DataLoss { pointer } => write!(f, "`{pointer}` is in no context: it would not be signed"),
            Self::Context { url } => write!(f, "the context `{url}` is not known here"),
            Self::Unreadable { pointer } => write!(f, "`{pointer}` is written in a way that is not read here"),
            Self::TooMuchWork => write!(f, "the document takes too much work to canonicalise"),
        }
    }
}

impl std::error::Error for Untransformable {}
