//! Sealing bytes under a passphrase: `jalon/sealed@1`, for keys at rest and copies kept elsewhere.
//!
//! A text header in one line (canonical JSON: how the key is derived), then chunks of ciphertext. The header is authenticated with every
//! chunk; chunks cannot be reordered, dropped or cut; the header commits to the key, so that a wrong passphrase is told apart from damage and
//! one file never opens under two. Cheap parameters are refused on opening too: nobody is talked into a weak copy.
//!
//! # Formula
//! `key ‖ check = Argon2id(passphrase, salt; 64 bytes)`, `check` in the header; chunk `i` (64 KiB of plaintext but the last) is
//! XChaCha20-Poly1305 under `key` with the nonce `prefix (19 bytes) ‖ i (32 bits, big-endian) ‖ last (0 or 1)` and the header line as
//! associated data.
//!
//! # Source
//! RFC 9106 (Argon2, §4 for the parameters); draft-irtf-cfrg-xchacha-03; Hoang, Reyhanitabar, Rogaway and Vizár, "Online Authenticated-Encryption
//! and its Nonce-Reuse Misuse-Resistance" (2015), STREAM. Vectors: `tests/vectors/sealed/`.

mod header;

pub use header::{Cost, Unopened, Unsealable};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use header::Header;
use zeroize::Zeroizing;

/// Bytes of plaintext in a chunk.
const CHUNK: usize = 64 << 10;

/// Bytes that the cipher adds to a chunk.
const TAG: usize = 16;

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
    let mut sealed = line.clone();
    sealed.reserve(plain.len() + (plain.len() / CHUNK + 1) * TAG);
    // Nothing at all is one empty chunk, which is the last.
    let count = plain.len().div_ceil(CHUNK).max(1);
    for index in 0..count {
        let start = index * CHUNK;
        let end = plain.len().min(start + CHUNK);
        let msg = plain.get(start..end).unwrap_or_default();
        let nonce = nonce(&random.nonce, index, index + 1 == count).ok_or(Unsealable::TooLong)?;
        let chunk = derived
            .cipher()
            .encrypt(&nonce, Payload { msg, aad: &line })
            .map_err(|_| Unsealable::TooLong)?;
        sealed.extend_from_slice(&chunk);
    }
    Ok(sealed)
}

/// Opens what [`seal`] made.
///
/// # Errors
/// [`Unopened`]; parameters below the floor or beyond what is bearable are refused before any work.
pub fn open(sealed: &[u8], passphrase: &str) -> Result<Zeroizing<Vec<u8>>, Unopened> {
    let (header, line, mut rest) = Header::read(sealed)?;
    let derived = derive(passphrase, header.cost, &header.salt).ok_or(Unopened::Cost { cost: header.cost })?;
    if !same(derived.check(), &header.check) {
        return Err(Unopened::Passphrase);
    }
    let mut plain = Zeroizing::new(Vec::with_capacity(rest.len()));
    let mut index = 0;
    loop {
        let (chunk, after) = rest.split_at_checked(CHUNK + TAG).unwrap_or((rest, &[]));
        let last = after.is_empty();
        let nonce = nonce(&header.nonce, index, last).ok_or(Unopened::Damaged)?;
        let payload = Payload { msg: chunk, aad: line };
        let opened = derived
            .cipher()
            .decrypt(&nonce, payload)
            .map_err(|_| Unopened::Damaged)?;
        plain.extend_from_slice(&Zeroizing::new(opened));
        if last {
            return Ok(plain);
        }
        rest = after;
        index += 1;
    }
}

/// What opening a sealed file will cost, read from its header alone: who opens it on a phone can be told before.
///
/// # Errors
/// [`Unopened`]: it is no sealed file, or its parameters are refused.
pub fn cost(sealed: &[u8]) -> Result<Cost, Unopened> {
    Header::read(sealed).map(|(header, ..)| header.cost)
}

/// What a passphrase gives: the key, and the bytes that commit to it.
struct Derived(Zeroizing<[u8; 64]>);

impl Derived {
    fn halves(&self) -> (&[u8; 32], &[u8; 32]) {
        let (key, check) = self.0.split_at(32);
        // INVARIANT: 64 bytes are twice 32.
        (key.try_into().unwrap_or(&[0; 32]), check.try_into().unwrap_or(&[0; 32]))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(*self.halves().0))
    }

    fn check(&self) -> &[u8; 32] {
        self.halves().1
    }
}

fn derive(passphrase: &str, cost: Cost, salt: &[u8; 16]) -> Option<Derived> {
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(64)).ok()?;
    let mut out = Zeroizing::new([0; 64]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, out.as_mut_slice())
        .ok()?;
    Some(Derived(out))
}

fn nonce(prefix: &[u8; 19], index: usize, last: bool) -> Option<XNonce> {
    let index = u32::try_from(index).ok()?.to_be_bytes();
    let mut nonce = [0; 24];
    let bytes = prefix.iter().chain(&index).copied().chain([u8::from(last)]);
    for (place, byte) in nonce.iter_mut().zip(bytes) {
        *place = byte;
    }
    Some(XNonce::from(nonce))
}

/// Compares in a time that does not depend on where they differ.
fn same(a: &[u8; 32], b: &[u8; 32]) -> bool {
    a.iter().zip(b).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}
