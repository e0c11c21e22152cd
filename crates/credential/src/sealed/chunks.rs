//! Chunks of ciphertext: none reordered, dropped, cut, or opened under another header.

use super::header::{Unopened, Unsealable};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

/// Bytes of plaintext in a chunk.
const CHUNK: usize = 64 << 10;

/// Bytes that the cipher adds to a chunk.
const TAG: usize = 16;

/// What a passphrase or a secret gives: the key, and the bytes that commit to it.
pub(super) struct Derived(pub(super) Zeroizing<[u8; 64]>);

impl Derived {
    fn halves(&self) -> (&[u8; 32], &[u8; 32]) {
        let (key, check) = self.0.split_at(32);
        // INVARIANT: 64 bytes are twice 32.
        (key.try_into().unwrap_or(&[0; 32]), check.try_into().unwrap_or(&[0; 32]))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(*self.halves().0))
    }

    pub(super) fn check(&self) -> &[u8; 32] {
        self.halves().1
    }

    /// Seals bytes after a header line, which every chunk authenticates.
    pub(super) fn seal(&self, plain: &[u8], line: Vec<u8>, prefix: &[u8; 19]) -> Result<Vec<u8>, Unsealable> {
        let mut sealed = line.clone();
        sealed.reserve(plain.len() + (plain.len() / CHUNK + 1) * TAG);
        // Nothing at all is one empty chunk, which is the last.
        let count = plain.len().div_ceil(CHUNK).max(1);
        for index in 0..count {
            let start = index * CHUNK;
            let end = plain.len().min(start + CHUNK);
            let msg = plain.get(start..end).unwrap_or_default();
            let nonce = nonce(prefix, index, index + 1 == count).ok_or(Unsealable::TooLong)?;
            let chunk = self
                .cipher()
                .encrypt(&nonce, Payload { msg, aad: &line })
                .map_err(|_| Unsealable::TooLong)?;
            sealed.extend_from_slice(&chunk);
        }
        Ok(sealed)
    }

    /// Opens what follows a header line.
    pub(super) fn open(&self, mut rest: &[u8], line: &[u8], prefix: &[u8; 19]) -> Result<Zeroizing<Vec<u8>>, Unopened> {
        let mut plain = Zeroizing::new(Vec::with_capacity(rest.len()));
        let mut index = 0;
        loop {
            let (chunk, after) = rest.split_at_checked(CHUNK + TAG).unwrap_or((rest, &[]));
            let last = after.is_empty();
            let nonce = nonce(prefix, index, last).ok_or(Unopened::Damaged)?;
            let payload = Payload { msg: chunk, aad: line };
            let opened = self.cipher().decrypt(&nonce, payload).map_err(|_| Unopened::Damaged)?;
            plain.extend_from_slice(&Zeroizing::new(opened));
            if last {
                return Ok(plain);
            }
            rest = after;
            index += 1;
        }
    }
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
pub(super) fn same(a: &[u8; 32], b: &[u8; 32]) -> bool {
    a.iter().zip(b).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}
