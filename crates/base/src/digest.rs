//! SHA-256 digests, and the domain-separated hashes that chains and seeds are made of.

use crate::document::Document;
use crate::encoding::{hex, unhex};
use crate::jcs::{self, NotCanonical};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// A SHA-256 digest (FIPS 180-4), written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Digest of bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Digest of the canonical form of a value.
    ///
    /// # Errors
    /// [`NotCanonical`] when the value has no canonical form.
    pub fn of_canonical<T: Document>(value: &T) -> Result<Self, NotCanonical> {
        Ok(Self::of(&jcs::to_vec(value)?))
    }

    /// Digest of `domain ‖ 0x00 ‖ part ‖ part ‖ …`: one kind of object can never be taken for another.
    #[must_use]
    pub fn in_domain(domain: &str, parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        hash.update(domain.as_bytes());
        hash.update([0]);
        for part in parts {
            hash.update(part);
        }
        Self(hash.finalize().into())
    }

    /// The digest whose bytes these are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        unhex(text)?.try_into().ok().map(Self)
    }
}

/// HMAC-SHA-256 (RFC 2104) of `domain ‖ 0x00 ‖ message`.
#[must_use]
pub fn keyed(key: &[u8], domain: &str, message: &[u8]) -> [u8; 32] {
    // INVARIANT: HMAC takes a key of any length (RFC 2104 §2), so the fallback is never met.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return [0; 32];
    };
    mac.update(domain.as_bytes());
    mac.update(&[0]);
    mac.update(message);
    mac.finalize().into_bytes().into()
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

crate::text_document!(
    Digest,
    Self([0; 32]),
    Digest::from_hex,
    "64 lower-case hexadecimal digits"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers() {
        // FIPS 180-4, "abc"; RFC 4231 test case 2 has no domain, so the domain form is checked against its definition.
        assert_eq!(
            Digest::of(b"abc").to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(Digest::in_domain("a", &[b"b", b"c"]), Digest::of(b"a\0bc"));
        assert!(Digest::from_hex("BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad").is_none());
    }
}
