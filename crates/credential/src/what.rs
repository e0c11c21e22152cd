//! What a document is, by what it says of itself: whoever takes files from a person asks here first. Nothing of it is believed yet.

use crate::presentation::LIMITS;
use crate::shape::has_text;
use crate::{habilitation, jwt};
use jalon_base::json::{self, Value};

/// What a person may bring to a verifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A certificate, or anything else: a verifier says what is wrong with it.
    Certificate,
    /// Certificates shown by their holder.
    Presentation,
    /// A list of revoked or suspended certificates.
    StatusList,
    /// The right to examine or to certify.
    Habilitation,
    /// What a certifier says of itself.
    Card,
    /// Whom a reader should know.
    Bundle,
    /// The salt of a certificate, which its holder keeps.
    Opening,
}

impl What {
    /// What bytes are; a token is a certificate.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        if jwt::is_compact(bytes) {
            return Self::Certificate;
        }
        let Ok(document) = json::parse(bytes, LIMITS) else {
            return Self::Certificate;
        };
        let Value::Object(members) = &document else {
            return Self::Certificate;
        };
        let is = |name: &str| has_text(members, "type", name);
        let text = |name: &str| members.get(name).and_then(Value::as_str);
        if is("VerifiablePresentation") {
            Self::Presentation
        } else if is("TrustBundle") {
            Self::Bundle
        } else if is("BitstringStatusListCredential") {
            Self::StatusList
        } else if habilitation::is_one(&document) {
            Self::Habilitation
        } else if is("EndorsementCredential")
            && text("issuer") == document.pointer("/credentialSubject/id").and_then(Value::as_str)
        {
            Self::Card
        } else if members.get("type").is_none() && text("certificate").and(text("salt")).is_some() {
            Self::Opening
        } else {
            Self::Certificate
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_what_it_says() {
        let of = |text: &str| What::of(text.as_bytes());
        assert_eq!(of(r#"{"type": ["VerifiablePresentation"]}"#), What::Presentation);
        assert_eq!(of(r#"{"type": ["VerifiableCredential", "TrustBundle"]}"#), What::Bundle);
        assert_eq!(of(r#"{"type": "BitstringStatusListCredential"}"#), What::StatusList);
        let endorsement = |more: &str| of(&format!(r#"{{"type": ["EndorsementCredential"], {more}}}"#));
        let habilitation = r#""termsOfUse": [{"type": "urn:jalon:habilitation"}]"#;
        assert_eq!(endorsement(habilitation), What::Habilitation);
        assert_eq!(
            endorsement(r#""issuer": "did:key:a", "credentialSubject": {"id": "did:key:a"}"#),
            What::Card
        );
        assert_eq!(
            endorsement(r#""issuer": "did:key:a", "credentialSubject": {"id": "did:key:b"}"#),
            What::Certificate
        );
        assert_eq!(of(r#"{"certificate": "urn:uuid:1", "salt": "aa"}"#), What::Opening);
        assert_eq!(
            of(r#"{"type": ["VerifiableCredential"], "certificate": "urn:uuid:1", "salt": "aa"}"#),
            What::Certificate
        );
        for other in ["", "[]", "{", "{}", "eyJhbGciOiJFUzI1NiJ9.e30.AA"] {
            assert_eq!(of(other), What::Certificate, "{other}");
        }
    }
}
