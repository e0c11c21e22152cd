//! Data Integrity proofs: signing in two phases, and checking every proof of a set or chain.
//!
//! The suite `eddsa-jcs-2022` is always there; others are given as a [`Suite`] by whoever reads or writes them ([`crate::rdfc`]), so that
//! an application links only what it uses.
//!
//! A document that verifies is not the document received: the *verified document* is (its `@context` is the one the proofs vouch for,
//! and it has no `proof`). Nothing else may be shown or processed.
//!
//! # Source
//! W3C Data Integrity 1.0 §4 (algorithms), §2.1.1 and §2.1.2 (sets and chains); Data Integrity EdDSA Cryptosuites 1.0 §3.3
//! (`eddsa-jcs-2022`). Vectors: `tests/vectors/eddsa/`.

mod check;
mod fault;
mod suite;

pub use check::{Checking, ProofReport, ProofSet, verify, verify_with};
pub use fault::{ProofFault, Unprovable};
pub use suite::{Jcs, Suite, Untransformable};

use crate::did::{DidKeyOnly, Resolve, key_method};
use crate::keys::PublicKey;
use crate::multibase;
use jalon_base::json::Value;
use jalon_base::{Digest, Timestamp};
use serde_json::Map;

/// The suite that is always there.
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

/// What binds a proof to one occasion; all of it is signed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Binding {
    /// For whom it is made: a domain or an origin.
    pub domain: Option<String>,
    /// The random text that the verifier gave, against replays.
    pub challenge: Option<String>,
    /// Until when it may be shown.
    pub expires: Option<Timestamp>,
}

/// First phase with `eddsa-jcs-2022`: the bytes that the key has to sign, and all that is needed to finish.
///
/// A document that already has proofs gets one more in its set; the others are not signed over and stay as they are.
///
/// # Errors
/// [`Unprovable`].
pub fn prepare(document: Value, options: ProofOptions) -> Result<ToSign, Unprovable> {
    prepare_with(document, options, Binding::default(), &Jcs, &DidKeyOnly)
}

/// First phase with a suite, a binding to one occasion, and keys found by the caller's means.
///
/// # Errors
/// [`Unprovable`]; [`Unprovable::Transformation`] for a document that the suite would not sign whole.
pub fn prepare_with(
    document: Value,
    options: ProofOptions,
    binding: Binding,
    suite: &dyn Suite,
    keys: &dyn Resolve,
) -> Result<ToSign, Unprovable> {
    let Value::Object(mut document) = document else {
        return Err(Unprovable::NotAnObject);
    };
    let key = keys
        .method(&options.verification_method, options.purpose)
        .map_err(Unprovable::Method)?
        .key;
    let others = match document.remove("proof") {
        None => Vec::new(),
        Some(Value::Array(proofs)) => proofs,
        Some(proof) => vec![proof],
    };
    let mut proof = Map::new();
    let mut set = |name: &str, value: String| proof.insert(name.to_owned(), Value::String(value));
    set("type", DATA_INTEGRITY.to_owned());
    set("cryptosuite", suite.name().to_owned());
    set("created", options.created.to_string());
    set("verificationMethod", options.verification_method);
    set("proofPurpose", options.purpose.as_str().to_owned());
    let expires = binding.expires.map(|at| at.to_string());
    for (name, value) in [
        ("domain", binding.domain),
        ("challenge", binding.challenge),
        ("expires", expires),
    ] {
        if let Some(value) = value {
            set(name, value);
        }
    }
    if suite.keeps_context()
        && let Some(context) = document.get("@context")
    {
        proof.insert("@context".to_owned(), context.clone());
    }
    let configuration = suite
        .configuration(proof.clone(), document.get("@context"))
        .map_err(Unprovable::Transformation)?;
    let document = Value::Object(document);
    let digest = suite.document(&document).map_err(Unprovable::Transformation)?;
    let bytes = hash_data(&configuration, &digest);
    Ok(ToSign {
        document,
        others,
        proof: Value::Object(proof),
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

/// The document without its proof, when it has one proof, of this key, exactly as [`prepare`] writes it; none for any other.
pub(crate) fn alone(document: Value, key: &PublicKey) -> Option<Value> {
    let Value::Object(mut document) = document else {
        return None;
    };
    let Some(Value::Array(mut proofs)) = document.remove("proof") else {
        return None;
    };
    let (Some(Value::Object(mut proof)), true) = (proofs.pop(), proofs.is_empty()) else {
        return None;
    };
    let Some(Value::String(value)) = proof.remove("proofValue") else {
        return None;
    };
    let says = |name: &str, text: &str| proof.get(name).and_then(Value::as_str) == Some(text);
    let ours = says("type", DATA_INTEGRITY)
        && says("cryptosuite", EDDSA_JCS_2022)
        && says("proofPurpose", Purpose::AssertionMethod.as_str())
        && says("verificationMethod", &key_method(key))
        && !proof.contains_key("previousProof")
        && proof.get("@context") == document.get("@context");
    let signature = multibase::decode(&value)?.try_into().ok()?;
    let document = Value::Object(document);
    let bytes = hash_data(
        &Jcs.configuration(proof, None).ok().filter(|_| ours)?,
        &Jcs.document(&document).ok()?,
    );
    key.verify_strict(&bytes, &signature).ok()?;
    Some(document)
}

/// `digest of the proof configuration ‖ digest of the document`: the configuration first.
fn hash_data(configuration: &Digest, document: &Digest) -> [u8; 64] {
    let mut bytes = [0; 64];
    let both = configuration.as_bytes().iter().chain(document.as_bytes());
    for (place, byte) in bytes.iter_mut().zip(both) {
        *place = *byte;
    }
    bytes
}
