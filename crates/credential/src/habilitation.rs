//! Habilitations: a certifier lets a centre examine, a root lets a certifier certify — for what, and until when.
//!
//! An endorsement credential of Open Badges, so that any tool reads it; what it grants is in its terms of use. A chain begins at somebody
//! the reader knows, and each link may only narrow what the one above grants, never more than [`DEEPEST`] links.
//!
//! # Source
//! 1EdTech Open Badges 3.0, `EndorsementCredential`; W3C Verifiable Credentials Data Model 2.0 §5.6 (terms of use). The shape of the
//! chain follows EBSI's trust model (accreditations that narrow).

mod chain;

pub use chain::{Link, Search};

use crate::open_badge::CONTEXTS;
use crate::shape::{has_text, is_url};
use jalon_base::Timestamp;
use jalon_base::json::Value;
use serde_json::json;

/// Longest chain of habilitations.
pub const DEEPEST: usize = 3;

/// The type of the terms that make an endorsement a habilitation.
const TYPE: &str = "urn:jalon:habilitation";

/// What a habilitation lets somebody do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Hold exams and sign their record.
    Examine,
    /// Issue certificates.
    Certify,
    /// Habilitate others to examine.
    LetExamine,
    /// Habilitate others to certify.
    LetCertify,
}

impl Right {
    const ALL: [Self; 4] = [Self::Examine, Self::Certify, Self::LetExamine, Self::LetCertify];

    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Examine => "examine",
            Self::Certify => "certify",
            Self::LetExamine => "let-examine",
            Self::LetCertify => "let-certify",
        }
    }

    /// The right of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.as_str() == word)
    }

    /// The right that whoever grants this one must have; who certifies may let others examine for what they certify.
    #[must_use]
    pub const fn to_grant(self) -> Self {
        match self {
            Self::Examine | Self::LetExamine => Self::LetExamine,
            Self::Certify | Self::LetCertify => Self::LetCertify,
        }
    }

    fn url(self) -> String {
        format!("{TYPE}:{}", self.as_str())
    }
}

/// One thing that a habilitation grants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// What may be done.
    pub right: Right,
    /// For which achievement: its URL, or a URL under which all its achievements are.
    pub about: String,
}

impl Grant {
    /// Whether this grants a right for something: the same URL, or one under it (at a `/`, a `#` or a `:`, never in the middle of a name).
    #[must_use]
    pub fn covers(&self, right: Right, about: &str) -> bool {
        let under = about.strip_prefix(self.about.as_str());
        self.right == right
            && under.is_some_and(|rest| {
                rest.is_empty() || self.about.ends_with(['/', '#', ':']) || rest.starts_with(['/', '#', ':'])
            })
    }
}

/// A habilitation, before its proofs or after they were checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Habilitation {
    /// Its id.
    pub id: String,
    /// DID of who gives it.
    pub issuer: String,
    /// DID of who gets it.
    pub subject: String,
    /// Its name, for display.
    pub name: String,
    /// What it grants; never empty.
    pub grants: Vec<Grant>,
    /// From when.
    pub from: Timestamp,
    /// Until when: a habilitation always ends.
    pub until: Timestamp,
    /// Its status entry.
    pub status: Option<Value>,
}

impl Habilitation {
    /// The habilitation as a credential, ready for its proofs; none when it grants nothing, ends before it begins, or names no URL.
    #[must_use]
    pub fn to_document(&self) -> Option<Value> {
        let urls = [&self.id, &self.issuer, &self.subject];
        let about = self.grants.iter().map(|grant| &grant.about);
        if self.grants.is_empty() || self.until < self.from || !urls.into_iter().chain(about).all(|url| is_url(url)) {
            return None;
        }
        let [credentials, badges, _] = CONTEXTS;
        let terms = self
            .grants
            .iter()
            .map(|grant| json!({"id": grant.about, "type": [TYPE, grant.right.url()]}));
        let mut document = json!({
            "@context": [credentials, badges],
            "id": self.id,
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "name": self.name,
            "issuer": {"id": self.issuer, "type": ["Profile"]},
            "validFrom": self.from.to_string(),
            "validUntil": self.until.to_string(),
            "credentialSubject": {"id": self.subject, "type": ["EndorsementSubject"]},
            "termsOfUse": terms.collect::<Vec<Value>>(),
        });
        if let (Some(status), Value::Object(members)) = (&self.status, &mut document) {
            members.insert("credentialStatus".to_owned(), status.clone());
        }
        Some(document)
    }

    /// Reads a document whose proofs were checked; none when it is no habilitation, or grants what is not known here.
    #[must_use]
    pub fn read(document: &Value) -> Option<Self> {
        if !is_one(document) {
            return None;
        }
        let contexts = document.get("@context")?.as_array()?;
        let [credentials, badges, _] = CONTEXTS;
        if contexts.iter().map(Value::as_str).ne([Some(credentials), Some(badges)]) {
            return None;
        }
        let text = |value: &Value, name: &str| value.get(name)?.as_str().map(str::to_owned);
        let date = |name: &str| Timestamp::parse_lenient(document.get(name)?.as_str()?);
        let terms = document.get("termsOfUse")?.as_array()?;
        let grants = terms.iter().map(|term| {
            let right = Right::ALL.into_iter().find(|right| {
                term.as_object()
                    .is_some_and(|term| has_text(term, "type", &right.url()))
            })?;
            Some(Grant {
                right,
                about: text(term, "id").filter(|about| is_url(about))?,
            })
        });
        let issuer = document.get("issuer")?;
        Some(Self {
            id: text(document, "id")?,
            issuer: issuer.as_str().map(str::to_owned).or_else(|| text(issuer, "id"))?,
            subject: text(document.get("credentialSubject")?, "id")?,
            name: text(document, "name").unwrap_or_default(),
            grants: grants
                .collect::<Option<Vec<Grant>>>()
                .filter(|grants| !grants.is_empty())?,
            from: date("validFrom")?,
            until: date("validUntil")?,
            status: document.get("credentialStatus").cloned(),
        })
    }

    /// Whether it grants a right for something.
    #[must_use]
    pub fn grants(&self, right: Right, about: &str) -> bool {
        self.grants.iter().any(|grant| grant.covers(right, about))
    }
}

/// Whether a document says that it is a habilitation.
pub(crate) fn is_one(document: &Value) -> bool {
    let is_endorsement = document
        .as_object()
        .is_some_and(|document| has_text(document, "type", "EndorsementCredential"));
    let terms = document.get("termsOfUse").and_then(Value::as_array);
    is_endorsement
        && terms.is_some_and(|terms| {
            terms
                .iter()
                .any(|term| term.as_object().is_some_and(|term| has_text(term, "type", TYPE)))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn habilitation() -> Habilitation {
        Habilitation {
            id: "urn:uuid:1".into(),
            issuer: "did:key:zA".into(),
            subject: "did:key:zB".into(),
            name: "Habilitation".into(),
            grants: vec![Grant {
                right: Right::Examine,
                about: "https://a.example/vtc".into(),
            }],
            from: Timestamp::parse("2026-01-01T00:00:00Z").unwrap(),
            until: Timestamp::parse("2026-12-31T00:00:00Z").unwrap(),
            status: None,
        }
    }

    #[test]
    fn a_grant_covers_what_is_under_it_and_no_name_that_begins_alike() {
        let grant = |about: &str| Grant {
            right: Right::Examine,
            about: about.into(),
        };
        let covers = |about: &str, asked: &str| grant(about).covers(Right::Examine, asked);
        assert!(covers("https://a.example/vtc", "https://a.example/vtc"));
        assert!(covers("https://a.example/vtc", "https://a.example/vtc#theory"));
        assert!(covers("https://a.example/", "https://a.example/vtc"));
        assert!(!covers("https://a.example/vtc", "https://a.example/vtc2"));
        assert!(!covers("https://a.example/vtc#theory", "https://a.example/vtc"));
        assert!(!covers("https://a.example", "https://a.example.evil/vtc"));
        assert!(!grant("https://a.example/vtc").covers(Right::Certify, "https://a.example/vtc"));
    }

    #[test]
    fn it_is_read_as_it_is_written() {
        let mut written = habilitation();
        let entry = crate::status::StatusEntry {
            list: "https://a.example/status/1".into(),
            purpose: crate::status::StatusPurpose::Suspension,
            index: 7,
        };
        written.status = Some(entry.to_value());
        let document = written.to_document().unwrap();
        assert_eq!(Habilitation::read(&document), Some(written));
        assert!(crate::shape::check(document.as_object().unwrap()).is_empty());
        let none = |change: fn(&mut Habilitation)| {
            let mut habilitation = habilitation();
            change(&mut habilitation);
            assert_eq!(habilitation.to_document(), None);
        };
        none(|habilitation| habilitation.grants.clear());
        none(|habilitation| habilitation.until = Timestamp::parse("2025-12-31T00:00:00Z").unwrap());
        none(|habilitation| habilitation.subject = "nobody".into());
        // A right that is not known here is not overlooked: what it would allow nobody can say.
        let mut document = habilitation().to_document().unwrap();
        document["termsOfUse"][0]["type"] = json!([TYPE, "urn:jalon:habilitation:rule"]);
        assert_eq!(Habilitation::read(&document), None);
    }
}
