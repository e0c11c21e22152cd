//! Decentralised identifiers: who holds a key, and where the key of a signature is found.
//!
//! Read here: `did:key`, which carries its key and needs nobody. A DID of another method is not wrong, it is *unknown* until its document
//! is at hand: the error says so; so is a controller that is named by the `https` address of its document. [`Resolve`] is what finds keys; [`crate::at_hand`] reads `did:web` from documents it was given.
//!
//! # Source
//! The did:key Method; W3C Controlled Identifiers 1.0 §3.3 (retrieving a verification method). Vectors: `tests/vectors/did-key/`.

use crate::keys::{PublicKey, Unreadable};
use crate::proof::Purpose;
use crate::shape::is_url;
use jalon_base::Timestamp;
use std::fmt;

const DID_KEY: &str = "did:key:";

/// The DID of a key: `did:key:z6Mk…`.
#[must_use]
pub fn did_key(key: &PublicKey) -> String {
    format!("{DID_KEY}{}", key.multikey())
}

/// The verification method of a key, as signatures name it: `did:key:z6Mk…#z6Mk…`.
#[must_use]
pub fn key_method(key: &PublicKey) -> String {
    let multikey = key.multikey();
    format!("{DID_KEY}{multikey}#{multikey}")
}

/// A verification method found: a key, who controls it, and when it may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method {
    /// The DID of the controller.
    pub controller: String,
    /// The key.
    pub key: PublicKey,
    /// When the key may be used.
    pub period: Period,
}

/// When a key may be used. Without dates: always, as the key of a `did:key`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    /// Signatures before this are not of this key.
    pub from: Option<Timestamp>,
    /// The key was replaced then; what it signed before still holds.
    pub until: Option<Timestamp>,
    /// The key was lost or stolen then: nothing proves when a signature of it was made.
    pub revoked: Option<Timestamp>,
}

impl Period {
    /// Why a signature made at a time does not count for this key; none when it does. A signature without a time does not count for a key
    /// that has dates.
    ///
    /// Of a key that was lost or stolen no date counts that it may have written itself: only that somebody else saw the signature
    /// (`witnessed`) before that day.
    #[must_use]
    pub fn fault(&self, created: Option<Timestamp>, witnessed: Option<Timestamp>) -> Option<&'static str> {
        let dated = self.from.or(self.until).is_some();
        match created {
            _ if self
                .revoked
                .is_some_and(|revoked| witnessed.is_none_or(|seen| seen >= revoked)) =>
            {
                Some("KEY_REVOKED")
            }
            None if dated => Some("key/out-of-period"),
            Some(created)
                if self.from.is_some_and(|from| created < from) || self.until.is_some_and(|until| created > until) =>
            {
                Some("key/out-of-period")
            }
            _ => None,
        }
    }
}

/// Finds the key that a verification method names.
pub trait Resolve {
    /// The method of a DID URL, for a purpose.
    ///
    /// # Errors
    /// [`Unresolved`].
    fn method(&self, url: &str, purpose: Purpose) -> Result<Method, Unresolved>;
}

/// Finds keys in the DIDs themselves, and asks nobody: only `did:key`.
#[derive(Debug, Clone, Copy)]
pub struct DidKeyOnly;

impl Resolve for DidKeyOnly {
    fn method(&self, url: &str, _: Purpose) -> Result<Method, Unresolved> {
        resolve_method(url)
    }
}

/// The key of a DID or of a verification method.
///
/// # Errors
/// As [`resolve_method`].
pub fn resolve_key(url: &str) -> Result<PublicKey, Unresolved> {
    resolve_method(url).map(|method| method.key)
}

/// The verification method that a DID URL names. A bare `did:key:…` is accepted for its only key; it is never written so.
///
/// # Errors
/// [`Unresolved`].
pub fn resolve_method(url: &str) -> Result<Method, Unresolved> {
    let (did, fragment) = match url.split_once('#') {
        Some((did, fragment)) => (did, Some(fragment)),
        None => (url, None),
    };
    if is_web_address(did) {
        return Err(Unresolved::DocumentNotAtHand { did: did.to_owned() });
    }
    let method = method_of(did).ok_or_else(|| Unresolved::NotADidUrl { url: url.to_owned() })?;
    if method != "key" {
        return Err(Unresolved::DocumentNotAtHand { did: did.to_owned() });
    }
    let multikey = did.strip_prefix(DID_KEY).unwrap_or_default();
    if fragment.is_some_and(|fragment| fragment != multikey) {
        return Err(Unresolved::NoSuchMethod { url: url.to_owned() });
    }
    let key = PublicKey::from_multikey(multikey).map_err(|fault| Unresolved::Key { fault })?;
    Ok(Method {
        controller: did.to_owned(),
        key,
        period: Period::default(),
    })
}

/// Whether a controller is named by the address of its identity document, as many issuers of Open Badges are (Controlled Identifiers 1.0
/// §2.1): unknown until that document is at hand, like a DID of another method.
pub(crate) fn is_web_address(controller: &str) -> bool {
    controller.starts_with("https://") && is_url(controller)
}

/// The method name of a DID; none when the text is no DID (DID 1.0 §3.1; paths and queries are not used here).
pub(crate) fn method_of(did: &str) -> Option<&str> {
    let (method, id) = did.strip_prefix("did:")?.split_once(':')?;
    let method_ok = !method.is_empty() && method.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let id_ok =
        !id.is_empty() && !id.ends_with(':') && id.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_:%".contains(&b));
    (method_ok && id_ok).then_some(method)
}

/// Why a verification method could not be had.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unresolved {
    /// The text is not a DID, nor a DID with a fragment.
    NotADidUrl {
        /// The text.
        url: String,
    },
    /// The DID says nothing by itself, and its document is not at hand: not checked, rather than wrong.
    DocumentNotAtHand {
        /// The DID.
        did: String,
    },
    /// The document of the DID has no such method.
    NoSuchMethod {
        /// The method asked for.
        url: String,
    },
    /// The document at hand is not the identity document of the DID: not strict JSON, or not of the right shape.
    Document {
        /// The DID.
        did: String,
    },
    /// The document at hand is of another DID.
    OtherDocument {
        /// The DID.
        did: String,
    },
    /// The document has the key, but not for this purpose.
    NotForThis {
        /// The method asked for.
        url: String,
    },
    /// The key of the method is not one that can check a signature.
    Key {
        /// Why.
        fault: Unreadable,
    },
}

impl Unresolved {
    /// Stable code (Controlled Identifiers 1.0 §3.5).
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotADidUrl { .. } => "INVALID_VERIFICATION_METHOD_URL",
            Self::DocumentNotAtHand { .. } | Self::Document { .. } => "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT",
            Self::OtherDocument { .. } => "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID",
            Self::NotForThis { .. } => "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD",
            Self::NoSuchMethod { .. } | Self::Key { .. } => "INVALID_VERIFICATION_METHOD",
        }
    }

    /// Whether the method may exist after all: it could not be looked for.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        matches!(self, Self::DocumentNotAtHand { .. })
    }
}

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotADidUrl { url } => write!(f, "`{url}` is not a did url"),
            Self::DocumentNotAtHand { did } => write!(f, "the document of `{did}` is not at hand"),
            Self::NoSuchMethod { url } => write!(f, "no verification method `{url}`"),
            Self::Document { did } => write!(f, "the document at hand is no identity document of `{did}`"),
            Self::OtherDocument { did } => write!(f, "the document at hand is not the one of `{did}`"),
            Self::NotForThis { url } => write!(f, "the key `{url}` is not for this purpose"),
            Self::Key { fault } => write!(f, "the key of the verification method: {fault}"),
        }
    }
}

impl std::error::Error for Unresolved {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::SecretKey;

    #[test]
    fn a_did_key_carries_its_key() {
        let key = SecretKey::from_seed([3; 32]).public();
        let did = did_key(&key);
        for url in [did.clone(), key_method(&key)] {
            assert_eq!(
                resolve_method(&url),
                Ok(Method {
                    controller: did.clone(),
                    key,
                    period: Period::default(),
                })
            );
        }
    }

    #[test]
    fn what_cannot_be_resolved_says_why() {
        let key = SecretKey::from_seed([3; 32]).public().multikey();
        let other = SecretKey::from_seed([4; 32]).public().multikey();
        for (url, code) in [
            (format!("#{key}"), "INVALID_VERIFICATION_METHOD_URL"),
            (key.clone(), "INVALID_VERIFICATION_METHOD_URL"),
            (format!("did:key:{key}/path"), "INVALID_VERIFICATION_METHOD_URL"),
            ("did:key:".to_owned(), "INVALID_VERIFICATION_METHOD_URL"),
            (
                "http://example.org/keys/1".to_owned(),
                "INVALID_VERIFICATION_METHOD_URL",
            ),
            (
                "https://example.org/keys 1".to_owned(),
                "INVALID_VERIFICATION_METHOD_URL",
            ),
            (
                "https://example.org/keys/1".to_owned(),
                "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT",
            ),
            (format!("did:key:{key}#{other}"), "INVALID_VERIFICATION_METHOD"),
            (format!("did:key:{key}#"), "INVALID_VERIFICATION_METHOD"),
            (
                "did:key:zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP".to_owned(),
                "INVALID_VERIFICATION_METHOD",
            ),
            (
                format!("did:web:certificateur.example#{key}"),
                "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT",
            ),
        ] {
            assert_eq!(resolve_method(&url).unwrap_err().code(), code, "{url}");
        }
    }
}
