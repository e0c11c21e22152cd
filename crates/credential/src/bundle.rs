//! The signed trust bundle: whom an application knows when it ships, and how that list is replaced by a newer one — never by an older.
//!
//! Whoever signs it is pinned in the application. A certifier that is in no bundle can still be added by hand, from its card
//! ([`read_card`]), once the person has compared the fingerprint with what the certifier says.

use crate::did::Period;
use crate::keys::PublicKey;
use crate::open_badge::CONTEXTS;
use crate::proof::{self, Checking};
use crate::shape::{CREDENTIALS_V2, has_text, is_url};
use crate::trust::{Issuer, Role, TrustStore, TrustedKey};
use crate::verify::CLOCK_SKEW;
use jalon_base::document::{self, Document};
use jalon_base::encoding::base32;
use jalon_base::json::{self, Limits, Value};
use jalon_base::{Digest, Timestamp};
use serde_json::{Map, json};
use std::fmt;

/// The context that gives names to what no vocabulary defines; a bundle has such members.
const OTHER_TERMS: &str = "https://www.w3.org/ns/credentials/undefined-terms/v2";

type Object = Map<String, Value>;

/// Whom a reader should know, as one person signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// Its number: each bundle has a higher one than the one before.
    pub sequence: u64,
    /// From when it holds.
    pub from: Timestamp,
    /// Until when it should be relied on.
    pub until: Timestamp,
    /// The parties, by DID.
    pub parties: Vec<(String, Issuer)>,
}

/// The bundle that a reader had last: a new one must be newer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Its number.
    pub sequence: u64,
    /// From when it held.
    pub from: Timestamp,
}

impl Bundle {
    /// The bundle as a credential of a DID, ready for its proof.
    #[must_use]
    pub fn to_document(&self, id: &str, by: &str) -> Value {
        let key = |key: &TrustedKey| {
            let mut object = Object::new();
            object.insert("method".to_owned(), json!(key.method));
            object.insert("publicKeyMultibase".to_owned(), json!(key.key.multikey()));
            let Period { from, until, revoked } = key.period;
            for (name, date) in [("from", from), ("until", until), ("revoked", revoked)] {
                object.extend(date.map(|date| (name.to_owned(), json!(date.to_string()))));
            }
            Value::Object(object)
        };
        let party = |(did, issuer): &(String, Issuer)| {
            json!({
                "id": did,
                "name": issuer.name,
                "roles": issuer.roles.iter().map(Document::write).collect::<Vec<_>>(),
                "keys": issuer.keys.iter().map(key).collect::<Vec<_>>(),
            })
        };
        json!({
            "@context": [CREDENTIALS_V2, OTHER_TERMS],
            "id": id,
            "type": ["VerifiableCredential", "TrustBundle"],
            "issuer": by,
            "validFrom": self.from.to_string(),
            "validUntil": self.until.to_string(),
            "credentialSubject": {
                "type": "TrustedParties",
                // A text: numbers that are counted belong to no float.
                "sequence": self.sequence.to_string(),
                "parties": self.parties.iter().map(party).collect::<Vec<_>>(),
            },
        })
    }

    /// Opens a bundle: signed by one of the roots that the reader pins, of this shape, begun, and not older than the one seen last.
    ///
    /// One that has passed its end still opens: [`Self::is_expired`] says so, since old knowledge beats none and its age is shown.
    ///
    /// # Errors
    /// [`BundleFault`].
    pub fn open(bytes: &[u8], at: Timestamp, roots: &[&str], seen: Option<Seen>) -> Result<Self, BundleFault> {
        let (document, issuer) = signed(bytes, "TrustBundle")?;
        if !roots.contains(&issuer.as_str()) {
            return Err(BundleFault::OtherRoot { by: issuer });
        }
        let bundle = Self::read(&document).ok_or(BundleFault::Shape)?;
        if bundle.from.unix() > at.unix() + CLOCK_SKEW {
            return Err(BundleFault::NotYet { from: bundle.from });
        }
        match seen {
            Some(seen) if bundle.sequence < seen.sequence || bundle.from < seen.from => Err(BundleFault::WentBack {
                found: bundle.sequence,
                seen: seen.sequence,
            }),
            // One number, one bundle: another content under the same number is no successor.
            Some(seen) if bundle.sequence == seen.sequence && bundle.from != seen.from => Err(BundleFault::WentBack {
                found: bundle.sequence,
                seen: seen.sequence,
            }),
            _ => Ok(bundle),
        }
    }

    fn read(document: &Object) -> Option<Self> {
        let contexts = document.get("@context")?.as_array()?;
        if contexts
            .iter()
            .map(Value::as_str)
            .ne([Some(CREDENTIALS_V2), Some(OTHER_TERMS)])
        {
            return None;
        }
        let date = |name: &str| Timestamp::parse(document.get(name)?.as_str()?);
        let subject = document.get("credentialSubject")?;
        let parties = subject.get("parties")?.as_array()?.iter().map(read_party);
        let bundle = Self {
            sequence: subject.get("sequence")?.as_str()?.parse().ok()?,
            from: date("validFrom")?,
            until: date("validUntil")?,
            parties: parties.collect::<Option<Vec<_>>>()?,
        };
        (bundle.from <= bundle.until).then_some(bundle)
    }

    /// Whether it has passed its end.
    #[must_use]
    pub fn is_expired(&self, at: Timestamp) -> bool {
        self.until.unix() + CLOCK_SKEW < at.unix()
    }

    /// What to remember of it.
    #[must_use]
    pub const fn seen(&self) -> Seen {
        Seen {
            sequence: self.sequence,
            from: self.from,
        }
    }

    /// The parties as a reader uses them.
    #[must_use]
    pub fn store(&self) -> TrustStore {
        self.parties.iter().cloned().collect()
    }
}

/// Reads a party as a bundle lists it; none when it has no name, an unknown role, or a key that would speak for another.
#[must_use]
pub fn read_party(party: &Value) -> Option<(String, Issuer)> {
    let text = |value: &Value, name: &str| value.get(name)?.as_str().map(str::to_owned);
    let did = text(party, "id").filter(|did| did.starts_with("did:") && is_url(did))?;
    let roles = party.get("roles")?.as_array()?.iter();
    let keys = party.get("keys")?.as_array()?.iter().map(|key| {
        let date = |name: &str| match key.get(name) {
            None => Some(None),
            Some(date) => Timestamp::parse(date.as_str()?).map(Some),
        };
        let method = text(key, "method")?;
        // A key speaks for the DID it is listed under, and for no other.
        if method.split_once('#')?.0 != did {
            return None;
        }
        Some(TrustedKey {
            method,
            key: PublicKey::from_multikey(&text(key, "publicKeyMultibase")?).ok()?,
            period: Period {
                from: date("from")?,
                until: date("until")?,
                revoked: date("revoked")?,
            },
        })
    });
    let issuer = Issuer {
        name: text(party, "name").filter(|name| !name.trim().is_empty())?,
        roles: roles
            .map(|role| document::from_value::<Role>(role).ok())
            .collect::<Option<_>>()?,
        keys: keys.collect::<Option<Vec<_>>>()?,
        by_hand: false,
    };
    Some((did, issuer))
}

/// A credential of one type signed by the `did:key` that issues it: the verified document and the issuer.
fn signed(bytes: &[u8], kind: &str) -> Result<(Object, String), BundleFault> {
    let document = json::parse(bytes, Limits::FOREIGN).map_err(|_| BundleFault::Unreadable)?;
    let set = proof::verify_with(document, &Checking::plain(proof::Purpose::AssertionMethod));
    if let Some(fault) = set.proofs.iter().find_map(|proof| proof.outcome.as_ref().err()) {
        return Err(BundleFault::Proof { code: fault.code() });
    }
    let issuer = set.issuer().unwrap_or_default().to_owned();
    let by_issuer =
        |proof: &proof::ProofReport| proof.method.as_ref().is_some_and(|method| method.controller == issuer);
    if !set.proofs.iter().any(by_issuer) {
        return Err(BundleFault::Proof {
            code: "ISSUER_MISMATCH",
        });
    }
    let (document, _) = set.into_document();
    if !has_text(&document, "type", kind) {
        return Err(BundleFault::Shape);
    }
    Ok((document, issuer))
}

/// What a certifier says of itself, to be added by hand by somebody who compared its fingerprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Its DID.
    pub did: String,
    /// Its name.
    pub name: String,
    /// Its site.
    pub url: Option<String>,
}

impl Card {
    /// The card as a credential of itself, ready for its proof.
    #[must_use]
    pub fn to_document(&self, from: Timestamp) -> Value {
        let [credentials, badges, _] = CONTEXTS;
        let mut subject = json!({"id": self.did, "type": ["Profile"], "name": self.name});
        if let (Some(url), Value::Object(subject)) = (&self.url, &mut subject) {
            subject.insert("url".to_owned(), json!(url));
        }
        json!({
            "@context": [credentials, badges],
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "issuer": self.did,
            "validFrom": from.to_string(),
            "credentialSubject": subject,
        })
    }

    /// The fingerprint of its DID: what two people compare by telephone.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.did)
    }

    /// Adds it to whom a reader knows, as somebody a person vouches for.
    pub fn pin(&self, trust: &mut TrustStore) {
        let issuer = Issuer {
            name: self.name.clone(),
            roles: [Role::Certifier].into_iter().collect(),
            keys: Vec::new(),
            by_hand: true,
        };
        trust.pin(self.did.clone(), issuer);
    }
}

/// The first 100 bits of the digest of a DID, in five groups of four letters: what two people compare by telephone.
#[must_use]
pub fn fingerprint(did: &str) -> String {
    let text = base32(Digest::of(did.as_bytes()).as_bytes()).to_uppercase();
    let letters: Vec<char> = text.chars().take(20).collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

/// Whether what a person was told is the fingerprint of a DID, whatever they put between its letters.
#[must_use]
pub fn is_told(did: &str, told: &str) -> bool {
    let letters = |text: &str| {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        letters.collect::<String>().to_uppercase()
    };
    letters(told) == letters(&fingerprint(did))
}

/// Reads a card: signed by the `did:key` that it is about.
///
/// # Errors
/// [`BundleFault`].
pub fn read_card(bytes: &[u8]) -> Result<Card, BundleFault> {
    let (document, issuer) = signed(bytes, "EndorsementCredential")?;
    let subject = document.get("credentialSubject").ok_or(BundleFault::Shape)?;
    let text = |name: &str| subject.get(name).and_then(Value::as_str).map(str::to_owned);
    match (text("id"), text("name")) {
        (Some(did), Some(name)) if did == issuer && !name.trim().is_empty() => Ok(Card {
            did,
            name,
            url: text("url"),
        }),
        _ => Err(BundleFault::Shape),
    }
}

/// Why a bundle or a card is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum BundleFault {
    /// It is not strict JSON.
    Unreadable,
    /// Its proof does not hold; the code is the proof's.
    Proof {
        /// The code.
        code: &'static str,
    },
    /// It has not the shape of one.
    Shape,
    /// The fingerprint that the certifier told is another.
    Fingerprint,
    /// Somebody signed it whom the reader does not pin.
    OtherRoot {
        /// Who.
        by: String,
    },
    /// It begins later.
    NotYet {
        /// When.
        from: Timestamp,
    },
    /// It is older than the one that the reader had: somebody may be hiding a revocation.
    WentBack {
        /// Its number.
        found: u64,
        /// The number of the one that the reader had.
        seen: u64,
    },
}

impl BundleFault {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable => "trust/unreadable",
            Self::Proof { .. } => "trust/proof",
            Self::Shape => "trust/shape",
            Self::Fingerprint => "trust/fingerprint",
            Self::OtherRoot { .. } => "trust/other-root",
            Self::NotYet { .. } => "trust/not-yet",
            Self::WentBack { .. } => "trust/went-back",
        }
    }
}

impl fmt::Display for BundleFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable => write!(f, "not strict json"),
            Self::Proof { code } => write!(f, "its proof does not hold: {code}"),
            Self::Shape => write!(f, "it has not the shape of a trust bundle or a card"),
            Self::Fingerprint => write!(f, "the fingerprint is not the one that was told"),
            Self::OtherRoot { by } => write!(f, "signed by `{by}`, who is not pinned here"),
            Self::NotYet { from } => write!(f, "it begins on {from}"),
            Self::WentBack { found, seen } => write!(f, "number {found} is older than number {seen}, which was seen"),
        }
    }
}

impl std::error::Error for BundleFault {}
