//! The one signed envelope: `jalon/signed@1`, for everything that is not a credential.
//!
//! What is inside opens only by verifying, and only as the kind that was signed: a mark can never be taken for a ruling. Every signature
//! stands alone over the same body, so several people sign in any order; all must hold.
//!
//! # Formula
//! signed bytes = `"jalon/" + kind + "@1" ‖ 0x00 ‖ JCS({body, by, alg, at})`

mod fault;

pub use fault::{Unsignable, Unverified};

use crate::did;
use crate::keys::PublicKey;
use jalon_base::document::{self, Document, Members, Node};
use jalon_base::encoding::{base64url, unbase64url};
use jalon_base::json::{self, Limits, Malformed, Value};
use jalon_base::{Slug, Timestamp, jcs};
use std::marker::PhantomData;

/// The format that the envelope names.
pub const FORMAT: &str = "jalon/signed@1";

/// Ed25519 over the signed bytes.
const ED25519: &str = "ed25519";

/// Most signatures read in one envelope.
const MOST_SIGNATURES: usize = 16;

/// A signed document of type `T`, closed until it is verified.
#[derive(Debug, Clone, PartialEq)]
pub struct Signed<T> {
    sealed: Envelope,
    body: PhantomData<fn() -> T>,
}

#[derive(Debug, Clone, PartialEq)]
struct Envelope {
    format: String,
    kind: String,
    body: Value,
    signatures: Vec<Entry>,
}

jalon_base::document!(Envelope {
    format,
    kind,
    body,
    signatures
});

/// One signature as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    by: String,
    alg: String,
    at: Timestamp,
    value: String,
}

jalon_base::document!(Entry { by, alg, at, value });

/// Who signed, with what key, and when by their own clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The signer's DID.
    pub by: String,
    /// The key of the signature.
    pub key: PublicKey,
    /// The time that the signer wrote.
    pub at: Timestamp,
}

/// A document whose every signature holds, and who signed it. Whether they were entitled to is the reader's question.
///
/// Only [`Signed::verify`] makes one.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Verified<T> {
    /// The document.
    pub body: T,
    /// Who signed, in the order of the signatures; never empty, never twice the same.
    pub signers: Vec<Signer>,
}

impl<T: Document> Signed<T> {
    /// First phase of the first signature: the bytes that the key of `by` has to sign.
    ///
    /// # Errors
    /// [`Unsignable`].
    pub fn prepare(kind: &str, body: &T, by: &str, at: Timestamp) -> Result<ToSign<T>, Unsignable> {
        if Slug::parse(kind).is_none() {
            return Err(Unsignable::Kind { kind: kind.to_owned() });
        }
        let body = body.write();
        // What is signed must be read by everyone the same way: no float, nothing that our own reader would refuse.
        json::check(&jcs::value_to_vec(&body), Limits::DOCUMENT).map_err(|_| Unsignable::Body)?;
        let sealed = Envelope {
            format: FORMAT.to_owned(),
            kind: kind.to_owned(),
            body,
            signatures: Vec::new(),
        };
        to_sign(sealed, by, at)
    }
}

impl<T> Signed<T> {
    /// First phase of one more signature over the same body.
    ///
    /// # Errors
    /// [`Unsignable`]; [`Unsignable::Again`] for somebody who has signed already.
    pub fn prepare_another(self, by: &str, at: Timestamp) -> Result<ToSign<T>, Unsignable> {
        to_sign(self.sealed, by, at)
    }

    /// The kind that the envelope says it is; proven only by verifying.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.sealed.kind
    }

    /// Reads an envelope within limits; it stays closed.
    ///
    /// # Errors
    /// [`Malformed`] when it is not strict JSON of this shape.
    pub fn from_slice(bytes: &[u8], limits: Limits) -> Result<Self, Malformed> {
        json::from_slice::<Envelope>(bytes, limits).map(|sealed| Self {
            sealed,
            body: PhantomData,
        })
    }

    /// The canonical bytes of the envelope: what is stored and sent.
    #[must_use]
    pub fn to_vec(&self) -> Vec<u8> {
        jcs::to_vec(&self.sealed).unwrap_or_default()
    }

    /// Opens the envelope as one kind: every signature must hold.
    ///
    /// # Errors
    /// [`Unverified`]; an algorithm that is not known here is told apart from a signature that does not hold.
    pub fn verify(self, kind: &str) -> Result<Verified<T>, Unverified>
    where
        T: Document,
    {
        let signers = signers(&self.sealed, kind)?;
        let body = document::from_value(&self.sealed.body).map_err(|error| Unverified::Body {
            detail: error.to_string(),
        })?;
        Ok(Verified { body, signers })
    }
}

impl<T> Document for Signed<T> {
    fn blank() -> Self {
        Self {
            sealed: Envelope::blank(),
            body: PhantomData,
        }
    }

    fn read(&mut self, node: &Node<'_>) -> Option<()> {
        self.sealed.read(node)
    }

    fn write(&self) -> Value {
        self.sealed.write()
    }
}

jalon_base::serde_by_value!(Signed<T>, T);

/// A signature that waits for its value.
#[derive(Debug, Clone)]
pub struct ToSign<T> {
    sealed: Envelope,
    key: PublicKey,
    by: String,
    at: Timestamp,
    bytes: Vec<u8>,
    body: PhantomData<fn() -> T>,
}

impl<T> ToSign<T> {
    /// What to sign with plain Ed25519.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Second phase: the envelope with this signature.
    ///
    /// # Errors
    /// [`Unsignable::Signature`] when it is not one of the signer's key: nothing that does not verify is written.
    pub fn complete(self, signature: [u8; 64]) -> Result<Signed<T>, Unsignable> {
        self.key
            .verify_strict(&self.bytes, &signature)
            .map_err(Unsignable::Signature)?;
        let mut sealed = self.sealed;
        sealed.signatures.push(Entry {
            by: self.by,
            alg: ED25519.to_owned(),
            at: self.at,
            value: base64url(&signature),
        });
        Ok(Signed {
            sealed,
            body: PhantomData,
        })
    }
}

fn to_sign<T>(sealed: Envelope, by: &str, at: Timestamp) -> Result<ToSign<T>, Unsignable> {
    let key = did::resolve_key(by).map_err(Unsignable::Signer)?;
    if sealed.signatures.iter().any(|signature| signature.by == by) {
        return Err(Unsignable::Again { by: by.to_owned() });
    }
    let bytes = signed_bytes(&sealed.kind, &sealed.body, by, ED25519, at);
    Ok(ToSign {
        sealed,
        key,
        by: by.to_owned(),
        at,
        bytes,
        body: PhantomData,
    })
}

fn signers(sealed: &Envelope, kind: &str) -> Result<Vec<Signer>, Unverified> {
    if sealed.format != FORMAT {
        return Err(Unverified::Format {
            found: sealed.format.clone(),
        });
    }
    if sealed.kind != kind {
        return Err(Unverified::Kind {
            found: sealed.kind.clone(),
        });
    }
    if sealed.signatures.is_empty() {
        return Err(Unverified::NoSignature);
    }
    if sealed.signatures.len() > MOST_SIGNATURES {
        return Err(Unverified::TooMany { limit: MOST_SIGNATURES });
    }
    let mut signers: Vec<Signer> = Vec::with_capacity(sealed.signatures.len());
    for (index, signature) in sealed.signatures.iter().enumerate() {
        let Entry { by, alg, at, value } = signature;
        if alg != ED25519 {
            return Err(Unverified::UnknownAlgorithm {
                index,
                alg: alg.clone(),
            });
        }
        let key = did::resolve_key(by).map_err(|fault| Unverified::Signer { index, fault })?;
        if signers.iter().any(|signer| signer.key == key) {
            return Err(Unverified::Twice { index, by: by.clone() });
        }
        let value: [u8; 64] = unbase64url(value)
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(Unverified::Value { index })?;
        let bytes = signed_bytes(&sealed.kind, &sealed.body, by, alg, *at);
        key.verify_strict(&bytes, &value)
            .map_err(|fault| Unverified::Signature { index, fault })?;
        signers.push(Signer {
            by: by.clone(),
            key,
            at: *at,
        });
    }
    Ok(signers)
}

fn signed_bytes(kind: &str, body: &Value, by: &str, alg: &str, at: Timestamp) -> Vec<u8> {
    let mut message = Members::default();
    message.add("body", body.clone());
    message.add_text("by", by);
    message.add_text("alg", alg);
    message.add("at", at.write());
    let mut bytes = format!("jalon/{kind}@1\0").into_bytes();
    // INVARIANT: a body that was signed or read here holds no integer that two readers would round differently.
    bytes.extend(jcs::to_vec(&message.finish()).unwrap_or_default());
    bytes
}
