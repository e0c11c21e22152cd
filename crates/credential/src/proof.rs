//! Data Integrity proofs with the suite `eddsa-jcs-2022`: signing in two phases, and checking every proof of a set or chain.
//!
//! A document that verifies is not the document received: the *verified document* is (its `@context` is the one the proofs vouch for,
//! and it has no `proof`). Nothing else may be shown or processed.
//!
//! # Source
//! W3C Data Integrity 1.0 §4 (algorithms), §2.1.1 and §2.1.2 (sets and chains); Data Integrity EdDSA Cryptosuites 1.0 §3.3
//! (`eddsa-jcs-2022`). Vectors: `tests/vectors/eddsa/`.

mod check;
mod fault;

pub use check::{ProofReport, ProofSet, verify};
pub use fault::{ProofFault, Unprovable};

use crate::did;
use crate::keys::PublicKey;
use crate::multibase;
use jalon_base::json::Value;
use jalon_base::{Digest, Timestamp, jcs};
use serde_json::Map;

/// The one suite that is written and checked here so far.
pub const EDDSA_JCS_2022: &str = "eddsa-jcs-2022";

const DATA_INTEGRITY: &str = "DataIntegrityProof";

/// What a proof is for; a key trusted for one purpose proves nothing for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To say that the claims are true: credentials.
    AssertionMethod,
    /// To show who presents: presentations.
    Authentication,
}

impl Purpose {
    /// Its spelling in `proofPurpose`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AssertionMethod => "assertionMethod",
            Self::Authentication => "authentication",
        }
    }
}

/// What a new proof says of itself; all of it is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofOptions {
    /// Where the key is found: [`did::key_method`].
    pub verification_method: String,
    /// When the proof is made, by the signer's clock.
    pub created: Timestamp,
    /// What it is for.
    pub purpose: Purpose,
}

/// First phase: the bytes that the key has to sign, and all that is needed to finish.
///
/// A document that already has proofs gets one more in its set; the others are not signed over and stay as they are.
///
/// # Errors
/// [`Unprovable`].
pub fn prepare(document: Value, options: ProofOptions) -> Result<ToSign, Unprovable> {
    let Value::Object(mut document) = document else {
        return Err(Unprovable::NotAnObject);
    };
    let key = did::resolve_key(&options.verification_method).map_err(Unprovable::Method)?;
    let others = match document.remove("proof") {
        None => Vec::new(),
        Some(Value::Array(proofs)) => proofs,
        Some(proof) => vec![proof],
    };
    let mut proof = Map::new();
    let mut set = |name: &str, value: String| proof.insert(name.to_owned(), Value::String(value));
    set("type", DATA_INTEGRITY.to_owned());
    set("cryptosuite", EDDSA_JCS_2022.to_owned());
    set("created", options.created.to_string());
    set("verificationMethod", options.verification_method);
    set("proofPurpose", options.purpose.as_str().to_owned());
    if let Some(context) = document.get("@context") {
        proof.insert("@context".to_owned(), context.clone());
    }
    let document = Value::Object(document);
    let proof = Value::Object(proof);
    let bytes = hash_data(&proof, &Digest::of(&jcs::value_to_vec(&document)));
    Ok(ToSign {
        document,
        others,
        proof,
        key,
        bytes,
    })
}

/// A proof that waits for its signature.
#[derive(Debug, Clone)]
pub struct ToSign {
    document: Value,
    others: Vec<Value>,
    proof: Value,
    key: PublicKey,
    bytes: [u8; 64],
}

impl ToSign {
    /// What to sign with plain Ed25519: the 64 bytes of `hashData`.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Second phase: the document with its proofs, always written as an array.
    ///
    /// # Errors
    /// [`Unprovable::Signature`] when the signature is not one of the key of the verification method: nothing that does not verify is
    /// written.
    pub fn complete(self, signature: [u8; 64]) -> Result<Value, Unprovable> {
        self.key
            .verify_strict(&self.bytes, &signature)
            .map_err(Unprovable::Signature)?;
        let Self {
            mut document,
            mut others,
            mut proof,
            ..
        } = self;
        if let (Value::Object(document), Value::Object(members)) = (&mut document, &mut proof) {
            members.insert("proofValue".to_owned(), Value::String(multibase::encode(&signature)));
            others.push(proof);
            document.insert("proof".to_owned(), Value::Array(others));
        }
        Ok(document)
    }
}

/// `SHA-256(JCS(proof configuration)) ‖ SHA-256(JCS(document))`: the configuration first.
fn hash_data(configuration: &Value, document: &Digest) -> [u8; 64] {
    let configuration = Digest::of(&jcs::value_to_vec(configuration));
    let mut bytes = [0; 64];
    let both = configuration.as_bytes().iter().chain(document.as_bytes());
    for (place, byte) in bytes.iter_mut().zip(both) {
        *place = *byte;
    }
    bytes
}
