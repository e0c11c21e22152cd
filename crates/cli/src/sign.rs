//! Signing with a key that is at hand.

use anyhow::{Result, anyhow};
use jalon_base::Timestamp;
use jalon_base::json::Value;
use jalon_credential::did::{DidKeyOnly, key_method};
use jalon_credential::keys::SecretKey;
use jalon_credential::proof::{self, Binding, Jcs, ProofOptions, Purpose, Suite};
use jalon_credential::rdfc::Rdfc;

/// The options of a proof that a key makes now.
#[must_use]
pub fn options(key: &SecretKey, at: Timestamp, purpose: Purpose) -> ProofOptions {
    ProofOptions {
        verification_method: key_method(&key.public()),
        created: at,
        purpose,
    }
}

/// Adds one proof: `eddsa-jcs-2022`.
///
/// # Errors
/// The document cannot be signed whole.
pub fn once(document: Value, key: &SecretKey, at: Timestamp) -> Result<Value> {
    with(document, key, at, &Jcs)
}

/// Adds a set of two proofs by one key, so that both families of readers find theirs.
///
/// # Errors
/// The document cannot be signed whole.
pub fn both(document: Value, key: &SecretKey, at: Timestamp) -> Result<Value> {
    linked(once(document, key, at)?, key, at)
}

/// Adds one proof: `eddsa-rdfc-2022`.
///
/// # Errors
/// The document cannot be signed whole.
pub fn linked(document: Value, key: &SecretKey, at: Timestamp) -> Result<Value> {
    with(document, key, at, &Rdfc::pinned())
}

fn with(document: Value, key: &SecretKey, at: Timestamp, suite: &dyn Suite) -> Result<Value> {
    let options = options(key, at, Purpose::AssertionMethod);
    let to_sign = proof::prepare_with(document, options, Binding::default(), suite, &DidKeyOnly)
        .map_err(|fault| anyhow!("{fault}"))?;
    let signature = key.sign(to_sign.bytes());
    to_sign.complete(signature).map_err(|fault| anyhow!("{fault}"))
}
