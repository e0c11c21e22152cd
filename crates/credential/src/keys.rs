//! Ed25519 keys: a secret that signs and is wiped, a public one that checks strictly and is written as a Multikey.
//!
//! # Source
//! RFC 8032 (Ed25519); W3C Controlled Identifiers 1.0 §2.2.2 (Multikey). Vectors: `tests/vectors/did-key/`, `tests/vectors/ed25519/`.

use crate::multibase;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Multicodec prefix of an Ed25519 public key (0xed, as a varint).
const ED25519_PUBLIC: [u8; 2] = [0xED, 0x01];

/// Multicodec prefixes of secret keys (0x1300 and after, as varints): nothing beginning so may ever be read, kept or shown.
const SECRET_KEYS: std::ops::RangeInclusive<u8> = 0x80..=0x8F;

/// A secret Ed25519 key, wiped from memory when dropped. It has no text form: it is made from its seed and only signs.
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// The key of a 32-byte seed (RFC 8032 §5.1.5). The seed comes from outside: a random source, a recovery secret, a sealed file.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        let seed = zeroize::Zeroizing::new(seed);
        Self(SigningKey::from_bytes(&seed))
    }

    /// The public key that checks what this one signs.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// What opens files that are sealed to the holder of this key.
    #[cfg(feature = "sealed")]
    #[must_use]
    pub fn opening_key(&self) -> crate::sealed::OpeningKey {
        crate::sealed::OpeningKey::of_seed(&zeroize::Zeroizing::new(self.0.to_bytes()))
    }

    /// Signs a message (pure EdDSA: the message is not hashed first).
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey(of {})", self.public())
    }
}

/// A public Ed25519 key, written `z6Mk…`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// The key whose 32 bytes these are.
    ///
    /// A key of small order is a point of the curve and is read; nothing verifies under it ([`Self::verify_strict`]).
    ///
    /// # Errors
    /// [`Unreadable::NotAKey`] when the bytes are no point of the curve, or are another spelling of one.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, Unreadable> {
        // The y coordinate must be below p = 2^255 − 19: one key, one spelling.
        let [first, middle @ .., last] = bytes;
        let beyond = last & 0x7F == 0x7F && middle.iter().all(|&byte| byte == 0xFF) && *first >= 0xED;
        if beyond {
            return Err(Unreadable::NotAKey);
        }
        VerifyingKey::from_bytes(bytes)
            .map(Self)
            .map_err(|_| Unreadable::NotAKey)
    }

    /// Its 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Its Multikey text, `z6Mk…`.
    #[must_use]
    pub fn multikey(&self) -> String {
        let mut bytes = [0; 34];
        let parts = ED25519_PUBLIC.iter().chain(self.as_bytes());
        for (place, byte) in bytes.iter_mut().zip(parts) {
            *place = *byte;
        }
        multibase::encode(&bytes)
    }

    /// Reads a Multikey text.
    ///
    /// # Errors
    /// [`Unreadable`]; a secret key is told apart, since it must be removed from wherever it was found.
    pub fn from_multikey(text: &str) -> Result<Self, Unreadable> {
        let bytes = zeroize::Zeroizing::new(multibase::decode(text).ok_or(Unreadable::NotMultibase)?);
        match bytes.as_slice() {
            [0xED, 0x01, key @ ..] => {
                Self::from_bytes(key.try_into().map_err(|_| Unreadable::Length { bytes: bytes.len() })?)
            }
            [kind, 0x26, ..] if SECRET_KEYS.contains(kind) => Err(Unreadable::SecretKey),
            _ => Err(Unreadable::OtherKind),
        }
    }

    /// Checks a signature strictly: no key or commitment of small order, no scalar that is not reduced.
    ///
    /// # Errors
    /// [`BadSignature`] when it does not hold.
    ///
    /// # Source
    /// RFC 8032 §5.1.7 without cofactor; W3C vc-di-eddsa §4.1.2 on small-order keys.
    pub fn verify_strict(&self, message: &[u8], signature: &[u8; 64]) -> Result<(), BadSignature> {
        self.0
            .verify_strict(message, &Signature::from_bytes(signature))
            .map_err(|_| BadSignature)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.multikey())
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl PartialOrd for PublicKey {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PublicKey {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

impl Serialize for PublicKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_multikey(&text).map_err(serde::de::Error::custom)
    }
}

/// The signature does not hold: other bytes, another key, or a form that strict checking refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadSignature;

impl BadSignature {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        "CRYPTOGRAPHIC_SECURITY_ERROR"
    }
}

impl fmt::Display for BadSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the signature does not hold")
    }
}

impl std::error::Error for BadSignature {}

/// Why a text is not an Ed25519 public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unreadable {
    /// Not base58btc multibase (`z…`).
    NotMultibase,
    /// A key of another kind (P-256, X25519…).
    OtherKind,
    /// An Ed25519 key of the wrong length.
    Length {
        /// Length found, with its two bytes of prefix.
        bytes: usize,
    },
    /// Bytes that are no key.
    NotAKey,
    /// A *secret* key: whoever has this text can sign as its owner.
    SecretKey,
}

impl Unreadable {
    /// Stable code, in the form `area/what`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotMultibase => "key/not-multibase",
            Self::OtherKind => "key/other-kind",
            Self::Length { .. } => "key/length",
            Self::NotAKey => "key/not-a-key",
            Self::SecretKey => "key/secret",
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotMultibase => write!(f, "not a key in base58 multibase"),
            Self::OtherKind => write!(f, "not an ed25519 public key"),
            Self::Length { bytes } => write!(f, "an ed25519 multikey has 34 bytes, this one {bytes}"),
            Self::NotAKey => write!(f, "not a point of the curve"),
            Self::SecretKey => write!(
                f,
                "this is a secret key: remove it from where it was found and stop using it"
            ),
        }
    }
}

impl std::error::Error for Unreadable {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_key_is_refused_loudly_and_never_shown() {
        let secret = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq";
        assert_eq!(PublicKey::from_multikey(secret), Err(Unreadable::SecretKey));
        let key = SecretKey::from_seed([7; 32]);
        assert_eq!(format!("{key:?}"), format!("SecretKey(of {})", key.public().multikey()));
    }

    #[test]
    fn other_keys_are_told_apart() {
        for (text, expected) in [
            (
                "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP",
                Unreadable::OtherKind,
            ),
            (
                "6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
                Unreadable::NotMultibase,
            ),
            ("", Unreadable::NotMultibase),
        ] {
            assert_eq!(PublicKey::from_multikey(text), Err(expected));
        }
        let long = multibase::encode(&[&ED25519_PUBLIC[..], &[1; 33]].concat());
        assert_eq!(PublicKey::from_multikey(&long), Err(Unreadable::Length { bytes: 35 }));
    }

    #[test]
    fn one_key_one_spelling() {
        // y = p (that is 0) and y = p + 1 (that is 1) written without reduction.
        for first in [0xED, 0xEE] {
            let mut bytes = [0xFF; 32];
            bytes[0] = first;
            bytes[31] = 0x7F;
            assert_eq!(PublicKey::from_bytes(&bytes), Err(Unreadable::NotAKey));
        }
        let key = SecretKey::from_seed([1; 32]).public();
        assert_eq!(PublicKey::from_multikey(&key.multikey()), Ok(key));
    }
}
