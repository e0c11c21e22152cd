//! Sealing bytes under a passphrase, for keys at rest and copies kept elsewhere, or to the keys of those who may open them: `jalon/sealed@1`.
//!
//! A text header in one line (canonical JSON: how the key is derived, or whom it is wrapped for), then chunks of ciphertext. The header is authenticated with every
//! chunk; chunks cannot be reordered, dropped or cut; the header commits to the key, so that a wrong passphrase is told apart from damage and
//! one file never opens under two. Cheap parameters are refused on opening too: nobody is talked into a weak copy.
//!
//! # Formula
//! `key ‖ check = Argon2id(passphrase, salt; 64 bytes)`, or from a secret that is wrapped for each recipient ([`seal_to`]), `check` in the header; chunk `i` (64 KiB of plaintext but the last) is
//! XChaCha20-Poly1305 under `key` with the nonce `prefix (19 bytes) ‖ i (32 bits, big-endian) ‖ last (0 or 1)` and the header line as
//! associated data.
//!
//! # Source
//! RFC 9106 (Argon2, §4 for the parameters); draft-irtf-cfrg-xchacha-03; Hoang, Reyhanitabar, Rogaway and Vizár, "Online Authenticated-Encryption
//! and its Nonce-Reuse Misuse-Resistance" (2015), STREAM. Vectors: `tests/vectors/sealed/`.

mod chunks;
mod header;
mod recipients;

pub use header::{Cost, Unopened, Unsealable};
pub use recipients::{Fresh, MOST_RECIPIENTS, OpeningKey, Recipient, open_with, seal_to};

use argon2::{Algorithm, Argon2, Params, Version};
use chunks::{Derived, same};
use header::Header;
use zeroize::Zeroizing;

/// Fresh random bytes for one sealing, from a random source outside. Never used twice.
#[derive(Debug, Clone, Copy)]
pub struct Randomness {
    /// Salt of the derivation.
    pub salt: [u8; 16],
    /// Beginning of every nonce.
    pub nonce: [u8; 19],
}

/// Seals bytes under a passphrase (its UTF-8 bytes, as typed).
///
/// # Errors
/// [`Unsealable`].
pub fn seal(plain: &[u8], passphrase: &str, cost: Cost, random: Randomness) -> Result<Vec<u8>, Unsealable> {
    if passphrase.is_empty() {
        return Err(Unsealable::EmptyPassphrase);
    }
    if !cost.is_accepted() {
        return Err(Unsealable::Cost { cost });
    }
    let derived = derive(passphrase, cost, &random.salt).ok_or(Unsealable::Cost { cost })?;
    let line = Header::new(cost, &random, derived.check()).line();
    derived.seal(plain, line, &random.nonce)
}

/// Opens what [`seal`] made.
///
/// # Errors
/// [`Unopened`]; parameters below the floor or beyond what is bearable are refused before any work.
pub fn open(sealed: &[u8], passphrase: &str) -> Result<Zeroizing<Vec<u8>>, Unopened> {
    let (header, line, rest) = Header::read(sealed)?;
    let derived = derive(passphrase, header.cost, &header.salt).ok_or(Unopened::Cost { cost: header.cost })?;
    if !same(derived.check(), &header.check) {
        return Err(Unopened::Passphrase);
    }
    derived.open(rest, line, &header.nonce)
}

/// What opening a sealed file will cost, read from its header alone: who opens it on a phone can be told before.
///
/// # Errors
/// [`Unopened`]: it is no sealed file, or its parameters are refused.
pub fn cost(sealed: &[u8]) -> Result<Cost, Unopened> {
    Header::read(sealed).map(|(header, ..)| header.cost)
}

fn derive(passphrase: &str, cost: Cost, salt: &[u8; 16]) -> Option<Derived> {
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(64)).ok()?;
    let mut out = Zeroizing::new([0; 64]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, out.as_mut_slice())
        .ok()?;
    Some(Derived(out))
}

/// 64 bytes of a passphrase, for what is no sealed file; none where the cost cannot be borne.
pub(crate) fn stretched(passphrase: &str, cost: Cost, salt: &[u8; 16]) -> Option<Zeroizing<[u8; 64]>> {
    derive(passphrase, cost, salt).map(|derived| derived.0)
}
