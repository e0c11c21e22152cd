//! Open Badges 3.0 achievement credentials, as they are written and read.
//!
//! Written: exactly the three contexts, arrays where the schema wants them, an issuer that is a profile with a DID, a `urn:uuid` id, UTC
//! times, no number anywhere. [`Badge::to_document`] writes nothing that [`check`] would refuse; a proof is added by [`crate::proof`].
//!
//! # Source
//! 1EdTech Open Badges 3.0, Data Model and JSON Schema; W3C Verifiable Credentials Data Model 2.0 (`digestMultibase`).

mod check;
mod classes;
mod read;
mod results;
mod write;

pub use check::{SCHEMA_ERROR, check};

use crate::multibase;
use crate::shape::CREDENTIALS_V2;
use crate::status::StatusEntry;
use jalon_base::encoding::{base32, hex};
use jalon_base::{Digest, Timestamp};

/// The contexts of what is written here, in order; nothing else is.
pub const CONTEXTS: [&str; 3] = [
    CREDENTIALS_V2,
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
];

/// The achievement type of a self-assessment: what its holder says of themself, never a certificate.
pub const SELF_ASSESSMENT: &str = "ext:SelfAssessment";

/// An achievement credential, before its proofs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// Its id: [`uuid_v4`].
    pub id: String,
    /// Its name, for display.
    pub name: String,
    /// What it is, in a sentence or two.
    pub description: Option<String>,
    /// Who issues it, under a DID.
    pub issuer: Profile,
    /// From when it holds.
    pub valid_from: Timestamp,
    /// Until when, if it really lapses.
    pub valid_until: Option<Timestamp>,
    /// When the exam was passed.
    pub awarded: Option<Timestamp>,
    /// Whose it is, and what was achieved.
    pub subject: Subject,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Where its revocation would be found: Open Badges allow one entry.
    pub status: Option<StatusEntry>,
}

/// A person or an organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// A DID, or another URL.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Its site.
    pub url: Option<String>,
    /// What it is.
    pub description: Option<String>,
}

/// Whose badge it is, and what was achieved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// The holder's DID.
    pub id: Option<String>,
    /// Salted digests by which somebody who knows the holder recognises them.
    pub identifiers: Vec<HashedIdentity>,
    /// What was achieved.
    pub achievement: Achievement,
    /// How well, result by result.
    pub results: Vec<Achieved>,
    /// Who assessed on the issuer's behalf.
    pub source: Option<Profile>,
    /// The story of it, in Markdown.
    pub narrative: Option<String>,
}

/// What a badge recognises.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Achievement {
    /// Its URL: the same for everyone who achieves it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Its kind: a term of Open Badges (`Certification`, `Assessment`…) or `ext:…` such as [`SELF_ASSESSMENT`].
    pub kind: Option<String>,
    /// What had to be done, in Markdown.
    pub criteria: String,
    /// Where what had to be done is published.
    pub criteria_url: Option<String>,
    /// Language of the texts: `fr`, `en`.
    pub language: Option<String>,
    /// Its code among people: a code of the register.
    pub human_code: Option<String>,
    /// Version of what it follows.
    pub version: Option<String>,
    /// What it corresponds to in frameworks.
    pub alignments: Vec<Alignment>,
    /// The results that it has, and their scales.
    pub results: Vec<ResultDescription>,
}

/// Something of a framework that an achievement or a result corresponds to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alignment {
    /// Its name.
    pub name: String,
    /// Its URL.
    pub url: String,
    /// Its code.
    pub code: Option<String>,
    /// The name of the framework.
    pub framework: Option<String>,
    /// Its kind: a term of Open Badges (`ceasn:Competency`…) or `ext:…`.
    pub kind: Option<String>,
    /// What it is; the version of the framework.
    pub description: Option<String>,
}

/// One result that an achievement has, and its scale.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResultDescription {
    /// Its URL, by which results refer to it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its kind: a term of Open Badges (`RubricCriterionLevel`, `Percent`, `Status`…) or `ext:…`.
    pub kind: String,
    /// Values allowed, from low to high.
    pub allowed: Vec<String>,
    /// Lowest and highest value, as decimal strings.
    pub range: Option<(String, String)>,
    /// Value needed for the achievement.
    pub required_value: Option<String>,
    /// Level needed for the achievement, by its id.
    pub required_level: Option<String>,
    /// Levels, in any order: [`Level::points`] says which is higher.
    pub levels: Vec<Level>,
    /// What it corresponds to in frameworks.
    pub alignments: Vec<Alignment>,
}

/// A level of a result.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Level {
    /// Its URL, by which results refer to it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its label on the scale.
    pub level: Option<String>,
    /// Its points, as a decimal string: the only thing that says which of two levels is higher.
    pub points: Option<String>,
    /// What it takes.
    pub description: Option<String>,
}

/// One result that was achieved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Achieved {
    /// Id of its [`ResultDescription`].
    pub description: String,
    /// Its value, as a text.
    pub value: Option<String>,
    /// Id of the [`Level`] reached.
    pub level: Option<String>,
    /// How far it got: `Completed`, `Provisional`, `Failed`…
    pub status: Option<String>,
    /// What it corresponds to in frameworks.
    pub alignments: Vec<Alignment>,
}

/// Something that the badge rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Its URL.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// What it shows, in Markdown.
    pub narrative: Option<String>,
    /// Its kind, in a word.
    pub genre: Option<String>,
    /// SHA-256 of its bytes.
    pub digest: Option<Digest>,
}

/// A salted digest of something that identifies the holder. The salt stays with the holder, who gives it to whom they choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HashedIdentity {
    /// What is hashed: a term of Open Badges (`name`, `emailAddress`…) or `ext:…`.
    pub kind: String,
    /// `sha256$` and 64 hexadecimal digits.
    pub hash: String,
    /// The salt, where it is published; ours is not.
    pub salt: Option<String>,
}

impl HashedIdentity {
    /// The digest of an identifier with 128 random bits of salt, which is not part of it.
    ///
    /// # Formula
    /// `sha256$ hex(SHA-256(identifier ‖ salt))`, the salt written in base32.
    #[must_use]
    pub fn new(kind: &str, identifier: &str, salt: [u8; 16]) -> Self {
        Self {
            kind: kind.to_owned(),
            hash: identity_hash(identifier, &base32(&salt)),
            salt: None,
        }
    }

    /// Whether this is the digest of an identifier with this salt.
    #[must_use]
    pub fn matches(&self, identifier: &str, salt: &str) -> bool {
        self.hash == identity_hash(identifier, salt)
    }
}

fn identity_hash(identifier: &str, salt: &str) -> String {
    format!("sha256${}", Digest::of(format!("{identifier}{salt}").as_bytes()))
}

/// A random URL of the kind `urn:uuid:` (version 4) made of random bytes.
#[must_use]
pub fn uuid_v4(mut random: [u8; 16]) -> String {
    let [.., _, _, version, _, variant, _, _, _, _, _, _, _] = &mut random;
    *version = *version & 0x0F | 0x40;
    *variant = *variant & 0x3F | 0x80;
    let mut text = String::from("urn:uuid:");
    for (index, digit) in hex(&random).chars().enumerate() {
        if [8, 12, 16, 20].contains(&index) {
            text.push('-');
        }
        text.push(digit);
    }
    text
}

/// A digest as `digestMultibase` spells it: `zQm…` (multihash sha2-256 in base58).
#[must_use]
pub fn digest_multibase(digest: &Digest) -> String {
    let mut bytes = vec![0x12, 0x20];
    bytes.extend_from_slice(digest.as_bytes());
    multibase::encode(&bytes)
}

/// Reads a digest as `digestMultibase` spells it; none for another hash.
#[must_use]
pub fn read_digest_multibase(text: &str) -> Option<Digest> {
    match multibase::decode(text)?.as_slice() {
        [0x12, 0x20, digest @ ..] => digest.try_into().ok().map(Digest::from_bytes),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_digests() {
        assert_eq!(uuid_v4([0xFF; 16]), "urn:uuid:ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(uuid_v4([0; 16]), "urn:uuid:00000000-0000-4000-8000-000000000000");
        let digest = Digest::of(b"abc");
        let text = digest_multibase(&digest);
        assert!(text.starts_with("zQm"), "{text}");
        assert_eq!(read_digest_multibase(&text), Some(digest));
        assert_eq!(read_digest_multibase("zQm"), None);
    }

    #[test]
    fn an_identity_is_recognised_with_its_salt_alone() {
        let identity = HashedIdentity::new("name", "Ada Lovelace 1815-12-10", [7; 16]);
        assert!(identity.matches("Ada Lovelace 1815-12-10", &base32(&[7; 16])));
        assert!(!identity.matches("Ada Lovelace 1815-12-10", &base32(&[8; 16])));
        assert_eq!(identity.salt, None);
    }
}
