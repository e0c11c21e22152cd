//! The suite `eddsa-rdfc-2022`: a document is read as linked data, its statements are put in canonical order, and those are signed.
//!
//! What credentials use of JSON-LD and nothing more: contexts compiled in, terms scoped by type and by property, typed values, lists and
//! graphs. What no context defines would not be signed, so it is refused, never dropped. A document made to keep the reader busy is refused
//! at a limit of work.
//!
//! A module of its own behind the feature `rdfc`: what does not read such proofs does not link their contexts.
//!
//! # Source
//! W3C Data Integrity EdDSA Cryptosuites 1.0 §3.2 (`eddsa-rdfc-2022`); JSON-LD 1.1 Processing Algorithms and API §5 to §8; RDF Dataset
//! Canonicalization 1.0 §4; RDF 1.1 N-Quads. Vectors: `tests/vectors/eddsa/`, `tests/vectors/rdf-canon/`.

mod canonical;
mod context;
mod quads;
mod read;

pub use context::Contexts;
pub use quads::{Node, Quad};

use crate::proof::{Suite, Untransformable};
use jalon_base::Digest;
use jalon_base::json::Value;
use serde_json::Map;

/// The name of the suite.
pub const EDDSA_RDFC_2022: &str = "eddsa-rdfc-2022";

/// The suite, with the contexts that it knows.
#[derive(Debug, Clone, Copy)]
pub struct Rdfc<'c> {
    contexts: &'c Contexts,
}

impl Rdfc<'static> {
    /// The suite with the contexts of credentials and Open Badges, compiled in.
    #[must_use]
    pub fn pinned() -> Self {
        Self {
            contexts: Contexts::pinned(),
        }
    }
}

impl<'c> Rdfc<'c> {
    /// The suite with other contexts.
    #[must_use]
    pub const fn with(contexts: &'c Contexts) -> Self {
        Self { contexts }
    }

    /// The canonical N-Quads of a document.
    ///
    /// # Errors
    /// [`Untransformable`].
    pub fn canonical(&self, document: &Value) -> Result<String, Untransformable> {
        let document = document
            .as_object()
            .ok_or_else(|| Untransformable::Unreadable { pointer: String::new() })?;
        canonicalise(&read::read(document, document.get("@context"), self.contexts)?)
    }
}

/// The canonical N-Quads of statements (RDFC-1.0).
///
/// # Errors
/// [`Untransformable::TooMuchWork`].
pub fn canonicalise(quads: &[Quad<'_>]) -> Result<String, Untransformable> {
    canonical::canonical(quads).ok_or(Untransformable::TooMuchWork)
}

impl Suite for Rdfc<'_> {
    fn name(&self) -> &'static str {
        EDDSA_RDFC_2022
    }

    fn keeps_context(&self) -> bool {
        false
    }

    fn document(&self, document: &Value) -> Result<Digest, Untransformable> {
        Ok(Digest::of(self.canonical(document)?.as_bytes()))
    }

    fn configuration(
        &self,
        mut proof: Map<String, Value>,
        contexts: Option<&Value>,
    ) -> Result<Digest, Untransformable> {
        proof.remove("@context");
        let quads = read::read(&proof, contexts, self.contexts)?;
        Ok(Digest::of(canonicalise(&quads)?.as_bytes()))
    }
}
