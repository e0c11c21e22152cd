//! The recovery secret: 128 bits from which the holder's key derives, written as twelve French words.
//!
//! Whoever has the words has the key; whoever loses them and the device has lost it. The words are read tolerantly (case, accents,
//! numbering, the first four letters are enough), and what is wrong is named.
//!
//! # Source
//! BIP-39 (words: 128 bits of entropy and 4 bits of checksum, official French list); RFC 5869 (HKDF). The words spell the entropy itself;
//! the stretching of BIP-39 (PBKDF2) is not used, since 128 random bits need none. Vectors: `tests/vectors/recovery/`.

mod words;

pub use words::{Guessed, Misread, Unknown};

use crate::keys::SecretKey;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;
use zeroize::Zeroizing;

/// Label of the holder's signing key.
pub const HOLDER: &str = "jalon/holder@1";

/// Salt of the derivation: keeps these keys apart from those of any other software fed with the same words.
const SALT: &[u8] = b"jalon/recovery@1";

/// 128 random bits, wiped from memory when dropped.
pub struct RecoverySecret(Zeroizing<[u8; 16]>);

impl RecoverySecret {
    /// The secret made of these random bytes, which come from outside.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The twelve words, in order, in plain lower-case French.
    #[must_use]
    pub fn words(&self) -> [&'static str; 12] {
        words::of(&self.0)
    }

    /// Reads twelve words.
    ///
    /// # Errors
    /// [`Misread`] says which words are not known, with those that look like them; or that the words do not go together, with those that
    /// were guessed from a spelling that is not quite theirs.
    pub fn read(text: &str) -> Result<Self, Misread> {
        words::read(text).map(Self)
    }

    /// The holder's signing key.
    #[must_use]
    pub fn holder_key(&self) -> SecretKey {
        SecretKey::from_seed(*self.derive(HOLDER))
    }

    /// 32 bytes for one purpose, told by its label (`jalon/…@n`); other labels give independent bytes.
    ///
    /// # Formula
    /// HKDF-SHA-256 with the secret as input, the salt `jalon/recovery@1` and the label as info.
    #[must_use]
    pub fn derive(&self, label: &str) -> Zeroizing<[u8; 32]> {
        hkdf(SALT, self.0.as_slice(), label.as_bytes())
    }

    /// The sixteen bytes, to be wrapped at once by a key of the device. Anything else done with them gives the secret away.
    #[must_use]
    pub fn dangerous_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Debug for RecoverySecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecoverySecret")
    }
}

/// First 32 bytes of HKDF-SHA-256 (RFC 5869 §2).
pub(crate) fn hkdf(salt: &[u8], input: &[u8], info: &[u8]) -> Zeroizing<[u8; 32]> {
    let pseudorandom = Zeroizing::new(mac(salt, &[input]));
    Zeroizing::new(mac(pseudorandom.as_slice(), &[info, &[1]]))
}

fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // INVARIANT: HMAC takes a key of any length (RFC 2104 §2), so the fallback is never met.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return [0; 32];
    };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jalon_base::encoding::{hex, unhex};

    #[test]
    fn rfc_5869_appendix_a() {
        // Cases 1 and 3, the first 32 bytes of their output.
        let okm = hkdf(
            &unhex("000102030405060708090a0b0c").unwrap(),
            &[0x0B; 22],
            &unhex("f0f1f2f3f4f5f6f7f8f9").unwrap(),
        );
        assert_eq!(
            hex(okm.as_slice()),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
        );
        let okm = hkdf(&[], &[0x0B; 22], &[]);
        assert_eq!(
            hex(okm.as_slice()),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
        );
    }

    #[test]
    fn labels_give_independent_keys_and_the_secret_is_not_shown() {
        let secret = RecoverySecret::from_bytes([9; 16]);
        assert_ne!(secret.derive(HOLDER), secret.derive("jalon/other@1"));
        assert_eq!(format!("{secret:?}"), "RecoverySecret");
    }
}
