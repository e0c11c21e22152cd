//! From outcomes to a certifier's certificates, one after another, each in the register.
//!
//! Signing is outside: what is prepared here is signed by whoever holds the key, then recorded. An outcome that was certified already is not
//! certified twice, so a batch that was cut goes on where it stopped.

use crate::grain::{self, CannotCertify, Cited};
use crate::register::{NotRecorded, Record, Register};
use jalon_base::{Digest, Timestamp};
use jalon_credential::identity::PERSON;
use jalon_credential::open_badge::{self, Achievement, Badge, Evidence, HashedIdentity, Profile, Subject};
use jalon_credential::status::{StatusEntry, StatusPurpose};
use jalon_protocol::outcome::Outcome;
use jalon_protocol::release::Release;
use jalon_referential::Assurance;

/// Genre of the evidence that is the record of the session.
pub const SESSION: &str = "session";
/// Genre of the evidence that is the certificate replaced.
pub const REPLACES: &str = "replaces";

/// What all certificates of a batch have in common.
#[derive(Debug, Clone)]
pub struct Terms<'a> {
    /// The release that was taken.
    pub release: &'a Release,
    /// The certifier, by its DID.
    pub issuer: Profile,
    /// The centre that held the exam.
    pub centre: Option<Profile>,
    /// Digest of the session's signed record: needed for what was proctored or observed.
    pub session: Option<Digest>,
    /// When they are issued.
    pub at: Timestamp,
    /// Until when they hold, if they really lapse.
    pub until: Option<Timestamp>,
    /// Language of the texts.
    pub lang: &'a str,
    /// Name for display.
    pub name: &'a str,
    /// What they are and are not: not a national certification, unless registered.
    pub description: &'a str,
    /// What had to be done.
    pub criteria: &'a str,
    /// Code of the register, if registered on that date.
    pub code: Option<&'a str>,
}

/// One person's result to certify.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// What scoring says.
    pub outcome: &'a Outcome,
    /// DID of the holder.
    pub holder: &'a str,
    /// Name and birth date ([`jalon_credential::identity::person`]) with the salt that only the holder will have.
    pub person: Option<(&'a str, [u8; 16])>,
    /// When the exam was taken.
    pub taken: Timestamp,
    /// Certificate that this one replaces, and digest of its canonical bytes.
    pub replaces: Option<(&'a str, Digest)>,
}

/// Random bytes of one certificate.
#[derive(Debug, Clone, Copy)]
pub struct Random {
    /// Of its id.
    pub id: [u8; 16],
    /// Of its place in the status list: eight draws.
    pub index: [u8; 64],
}

/// Why no certificate is issued.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotIssued {
    /// The outcome cannot be certified.
    Cannot(CannotCertify),
    /// This outcome was certified already.
    Already {
        /// Id of its certificate.
        certificate: String,
    },
    /// No free place was drawn in the status list: draw again.
    NoPlace,
    /// The certificate to replace is not in the register, or is out of force.
    Register(NotRecorded),
}

impl NotIssued {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Cannot(cannot) => cannot.code(),
            Self::Already { .. } => "issue/already",
            Self::NoPlace => "issue/no-place",
            Self::Register(fault) => fault.code(),
        }
    }
}

impl std::fmt::Display for NotIssued {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Cannot(cannot) => write!(f, "{cannot}"),
            Self::Already { certificate } => write!(f, "certified already, as `{certificate}`"),
            Self::NoPlace => write!(f, "no free place was drawn in the status list"),
            Self::Register(fault) => write!(f, "{fault}"),
        }
    }
}

impl std::error::Error for NotIssued {}

/// A certificate before its signatures, and what the register will say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// The certificate.
    pub badge: Badge,
    outcome: Digest,
    index: u32,
    replaces: Option<String>,
}

impl Prepared {
    /// Records it once it is signed; the certificate that it replaces is revoked in the same breath.
    ///
    /// # Errors
    /// [`NotRecorded`].
    pub fn record(self, register: &mut Register, signed: Digest, at: Timestamp) -> Result<(), NotRecorded> {
        let record = Record {
            certificate: self.badge.id,
            digest: signed,
            outcome: self.outcome,
            index: self.index,
            replaces: self.replaces,
        };
        register.issued(StatusPurpose::Revocation, record, at)
    }
}

/// Prepares the certificate of one candidate.
///
/// # Errors
/// [`NotIssued`].
pub fn prepare(
    candidate: &Candidate<'_>,
    terms: &Terms<'_>,
    register: &Register,
    random: Random,
) -> Result<Prepared, NotIssued> {
    let outcome = candidate.outcome;
    let cannot = |cannot| Err(NotIssued::Cannot(cannot));
    match outcome.assurance {
        Assurance::Declared => return cannot(CannotCertify::Assurance),
        Assurance::Observed | Assurance::Proctored if terms.session.is_none() => {
            return cannot(CannotCertify::NoSession);
        }
        Assurance::Remote | Assurance::Observed | Assurance::Proctored => {}
    }
    // No one holds two of the roles trains, examines, certifies for one candidate.
    let centre = terms.centre.as_ref().map(|centre| centre.id.as_str());
    if terms.issuer.id == candidate.holder || centre == Some(candidate.holder) || centre == Some(&terms.issuer.id) {
        return cannot(CannotCertify::SameParty);
    }
    let digest = outcome.digest().map_err(|fault| NotIssued::Cannot(fault.into()))?;
    if let Some(certificate) = register.certificate_of(&digest)
        && candidate.replaces.is_none_or(|(replaced, _)| replaced != certificate)
    {
        return Err(NotIssued::Already {
            certificate: certificate.to_owned(),
        });
    }
    if let Some((replaced, _)) = candidate.replaces {
        register.in_force(replaced).map_err(NotIssued::Register)?;
    }
    let index = register
        .draw(StatusPurpose::Revocation, &random.index)
        .ok_or(NotIssued::NoPlace)?;
    let cited = Cited::of(outcome, terms.release, terms.lang).map_err(NotIssued::Cannot)?;
    let mut evidence = grain::evidence(outcome).map_err(NotIssued::Cannot)?;
    let piece = |genre: &str, id: Option<&str>, digest: Digest| Evidence {
        id: id.map(str::to_owned),
        name: None,
        narrative: None,
        genre: Some(genre.to_owned()),
        digest: Some(digest),
    };
    evidence.extend(terms.session.map(|session| piece(SESSION, None, session)));
    evidence.extend(candidate.replaces.map(|(id, digest)| piece(REPLACES, Some(id), digest)));
    let identity = candidate
        .person
        .map(|(person, salt)| HashedIdentity::new(PERSON, person, salt));
    let badge = Badge {
        id: open_badge::uuid_v4(random.id),
        name: terms.name.to_owned(),
        description: Some(terms.description.to_owned()),
        issuer: terms.issuer.clone(),
        valid_from: terms.at,
        valid_until: terms.until,
        awarded: Some(candidate.taken),
        subject: Subject {
            id: Some(candidate.holder.to_owned()),
            identifiers: identity.into_iter().collect(),
            achievement: Achievement {
                id: cited.achievement,
                name: terms.name.to_owned(),
                description: terms.description.to_owned(),
                kind: Some("Assessment".to_owned()),
                criteria: terms.criteria.to_owned(),
                criteria_url: None,
                language: Some(terms.lang.to_owned()),
                human_code: terms.code.map(str::to_owned),
                version: Some(terms.release.referential.version.to_string()),
                alignments: Vec::new(),
                results: cited.descriptions,
            },
            results: cited.results,
            source: terms.centre.clone(),
            narrative: None,
        },
        evidence,
        status: Some(StatusEntry {
            list: register.list(StatusPurpose::Revocation).to_owned(),
            purpose: StatusPurpose::Revocation,
            index,
        }),
    };
    Ok(Prepared {
        badge,
        outcome: digest,
        index,
        replaces: candidate.replaces.map(|(id, _)| id.to_owned()),
    })
}
