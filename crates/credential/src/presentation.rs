//! Presentations: the holder shows certificates of their choice to one verifier, in answer to one question, for a few minutes.
//!
//! A certificate alone is a bearer document: whoever has the file shows it. A presentation proves that who shows it holds the key that the
//! certificates were issued to. What identifies the holder is salted in each certificate, and stays closed unless they open it here.
//!
//! # Source
//! W3C Verifiable Credentials Data Model 2.0 §4.13 (presentations); Data Integrity 1.0 §2.1 (`domain`, `challenge`, `expires`).

use crate::open_badge::HashedIdentity;
use crate::proof::{self, Binding, Checking, Jcs, ProofFault, ProofOptions, ProofSet, Purpose, ToSign, Unprovable};
use crate::shape::{self, CREDENTIALS_V2, has_text};
use crate::verify::{CLOCK_SKEW, Outcome, Reader, Report, State, verify_with};
use jalon_base::json::{self, Limits, Value};
use jalon_base::{Timestamp, jcs};
use serde::Serialize;
use serde_json::{Map, json};
use std::fmt;

/// Longest time for which a presentation may be shown: ten minutes.
pub const LONGEST: i64 = 600;

/// Most certificates in one presentation.
pub const MOST: usize = 64;

/// The context that gives names to what no vocabulary defines: openings are such.
const OTHER_TERMS: &str = "https://www.w3.org/ns/credentials/undefined-terms/v2";

/// Certificates have their own limits: a presentation may hold many.
pub(crate) const LIMITS: Limits = Limits {
    bytes: 8 << 20,
    ..Limits::FOREIGN
};

type Object = Map<String, Value>;

/// A salted field that the holder opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Id of the certificate.
    pub certificate: String,
    /// What is opened, as it was hashed ([`crate::identity::person`] for a person); none to give the salt alone, to somebody who will type
    /// the identity they see on a card.
    pub value: Option<String>,
    /// The salt, in base32.
    pub salt: String,
}

/// To whom a presentation is made, and in answer to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request<'a> {
    /// The verifier: a domain or an origin.
    pub domain: &'a str,
    /// The random text that the verifier gave.
    pub challenge: &'a str,
}

/// Why a presentation cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unpresentable {
    /// Nothing to show, or too much.
    Count,
    /// A certificate that is not an object.
    Shape,
    /// A certificate of somebody else.
    NotHeld {
        /// Id of the certificate.
        certificate: String,
    },
    /// It would be shown for longer than [`LONGEST`], or not at all.
    TooLong,
    /// The proof cannot be made.
    Proof(Unprovable),
}

impl Unpresentable {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Count => "presentation/count",
            Self::Shape => "presentation/shape",
            Self::NotHeld { .. } => "presentation/not-the-holder",
            Self::TooLong => "presentation/too-long",
            Self::Proof(fault) => fault.code(),
        }
    }
}

impl fmt::Display for Unpresentable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count => write!(f, "between one and {MOST} certificates are shown at once"),
            Self::Shape => write!(f, "a certificate is not an object"),
            Self::NotHeld { certificate } => write!(f, "`{certificate}` is not a certificate of this holder"),
            Self::TooLong => write!(f, "a presentation is shown for {LONGEST} seconds at most"),
            Self::Proof(fault) => write!(f, "{fault}"),
        }
    }
}

impl std::error::Error for Unpresentable {}

/// First phase: a presentation of certificates by their holder, for one request, from one time to another.
///
/// # Errors
/// [`Unpresentable`]: nothing that the verifier would refuse is signed.
pub fn prepare(
    certificates: Vec<Value>,
    openings: &[Opening],
    options: ProofOptions,
    request: Request<'_>,
    until: Timestamp,
) -> Result<ToSign, Unpresentable> {
    if certificates.is_empty() || certificates.len() > MOST {
        return Err(Unpresentable::Count);
    }
    let holder = options
        .verification_method
        .split('#')
        .next()
        .unwrap_or_default()
        .to_owned();
    for certificate in &certificates {
        let certificate = certificate.as_object().ok_or(Unpresentable::Shape)?;
        if subject(certificate) != Some(&holder) {
            let certificate = text(certificate, "id").unwrap_or_default().to_owned();
            return Err(Unpresentable::NotHeld { certificate });
        }
    }
    let lasts = until.unix() - options.created.unix();
    if !(1..=LONGEST).contains(&lasts) {
        return Err(Unpresentable::TooLong);
    }
    let mut document = json!({
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        "holder": holder,
        "verifiableCredential": certificates,
    });
    if !openings.is_empty()
        && let Value::Object(document) = &mut document
    {
        let written = openings.iter().map(|opening| {
            let mut one = json!({"certificate": opening.certificate, "salt": opening.salt});
            if let (Some(value), Value::Object(one)) = (&opening.value, &mut one) {
                one.insert("value".to_owned(), json!(value));
            }
            one
        });
        document.insert("@context".to_owned(), json!([CREDENTIALS_V2, OTHER_TERMS]));
        document.insert("openings".to_owned(), written.collect());
    }
    let binding = Binding {
        domain: Some(request.domain.to_owned()),
        challenge: Some(request.challenge.to_owned()),
        expires: Some(until),
    };
    let options = ProofOptions {
        purpose: Purpose::Authentication,
        ..options
    };
    proof::prepare_with(document, options, binding, &Jcs, &crate::did::DidKeyOnly).map_err(Unpresentable::Proof)
}

/// One check of a presentation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its name: `reading`, `proof`, `presentation-dates`, `holder`, `openings`.
    pub id: &'static str,
    /// What it came to.
    pub state: State,
    /// Why it failed or is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'static str>,
    /// JSON Pointer to what it is about.
    pub pointer: String,
}

/// What verifying a presentation says: of itself, and of each certificate in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The checks of the presentation itself.
    pub steps: Vec<Step>,
    /// The report of each certificate, in its order; empty when the presentation could not be read.
    pub certificates: Vec<Report>,
    /// Who shows, when a proof shows it.
    pub holder: Option<String>,
    /// What was opened and matches a salted field of its certificate; only when the presentation holds.
    pub openings: Vec<Opening>,
}

impl Shown {
    /// The whole: valid only when the presentation and every certificate are.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let any = |state| self.steps.iter().any(|step| step.state == state);
        let one = |outcome| self.certificates.iter().any(|report| report.outcome() == outcome);
        if any(State::Failed) || one(Outcome::Invalid) {
            Outcome::Invalid
        } else if any(State::Unknown) || one(Outcome::Indeterminate) {
            Outcome::Indeterminate
        } else {
            Outcome::Valid
        }
    }

    /// The code of the first check of the presentation that failed, or else is unknown, or else of a certificate.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        let first = |state| self.steps.iter().find(|step| step.state == state);
        first(State::Failed)
            .or_else(|| first(State::Unknown))
            .and_then(|step| step.code)
            .or_else(|| self.certificates.iter().find_map(Report::code))
    }
}

/// Whether a text says that it is a presentation.
#[must_use]
pub fn is_one(bytes: &[u8]) -> bool {
    let document = json::parse(bytes, LIMITS);
    document.is_ok_and(|document| {
        document
            .as_object()
            .is_some_and(|document| has_text(document, "type", "VerifiablePresentation"))
    })
}

/// Verifies a presentation that answers a request; without one, a presentation to anybody holds, and says so in its dates alone.
///
/// Any bytes are welcome; what they are not is in the steps.
#[must_use]
pub fn verify(bytes: &[u8], reader: &Reader<'_>, request: Option<Request<'_>>) -> Shown {
    let mut shown = Shown {
        steps: Vec::new(),
        certificates: Vec::new(),
        holder: None,
        openings: Vec::new(),
    };
    let document = match json::parse(bytes, LIMITS) {
        Ok(Value::Object(document)) if has_text(&document, "type", "VerifiablePresentation") => document,
        Ok(_) => {
            shown.step("reading", Err("presentation/shape"), "");
            return shown;
        }
        Err(malformed) => {
            shown.step("reading", Err("PARSING_ERROR"), &malformed.pointer);
            return shown;
        }
    };
    shown.step("reading", Ok(()), "");
    let checking = Checking {
        purpose: Purpose::Authentication,
        domain: request.map(|request| request.domain),
        challenge: request.map(|request| request.challenge),
        suites: reader.suites,
        keys: reader.sources,
    };
    let set = proof::verify_with(Value::Object(document), &checking);
    shown.proofs(&set, reader.at);
    let by = set.proofs.iter().find(|proof| proof.outcome.is_ok());
    shown.holder = by.and_then(|proof| proof.method.as_ref().map(|method| method.controller.clone()));
    let holds = set.holds();
    let (document, _) = set.into_document();
    for fault in shape::of_presentation(&document) {
        shown.step("reading", Err(fault.code), &fault.pointer);
    }
    let credentials = match document.get("verifiableCredential") {
        Some(Value::Array(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    if credentials.is_empty() || credentials.len() > MOST {
        shown.step("holder", Err("presentation/count"), "/verifiableCredential");
        return shown;
    }
    let named = document
        .get("holder")
        .map(|holder| holder.as_str().or_else(|| holder.get("id")?.as_str()));
    match (named, shown.holder.clone()) {
        (Some(named), Some(by)) if named != Some(&by) => {
            shown.step("holder", Err("presentation/not-the-holder"), "/holder")
        }
        _ => {}
    }
    for (index, credential) in credentials.iter().enumerate() {
        let pointer = format!("/verifiableCredential/{index}");
        let held = credential.as_object().and_then(subject);
        match &shown.holder {
            Some(holder) if held == Some(holder) => shown.step("holder", Ok(()), &pointer),
            Some(_) => shown.step("holder", Err("presentation/not-the-holder"), &pointer),
            // Said by the proof's own check.
            None => {}
        }
        shown
            .certificates
            .push(verify_with(&jcs::value_to_vec(credential), reader));
    }
    let openings = read_openings(&document);
    for (index, opening) in openings.into_iter().enumerate() {
        let pointer = format!("/openings/{index}");
        let matching = opening.as_ref().is_some_and(|opening| opens(opening, credentials));
        match opening {
            Some(opening) if matching => {
                shown.step("openings", Ok(()), &pointer);
                shown.openings.extend(holds.then_some(opening));
            }
            _ => shown.step("openings", Err("presentation/opening"), &pointer),
        }
    }
    shown
}

impl Shown {
    fn step(&mut self, id: &'static str, outcome: Result<(), &'static str>, pointer: &str) {
        self.steps.push(Step {
            id,
            state: if outcome.is_ok() { State::Passed } else { State::Failed },
            code: outcome.err(),
            pointer: pointer.to_owned(),
        });
    }

    fn proofs(&mut self, set: &ProofSet, at: Timestamp) {
        for proof in &set.proofs {
            let state = match &proof.outcome {
                Ok(()) => State::Passed,
                Err(fault) if fault.is_unknown() => State::Unknown,
                Err(_) => State::Failed,
            };
            self.steps.push(Step {
                id: "proof",
                state,
                code: proof.outcome.as_ref().err().map(ProofFault::code),
                pointer: proof.pointer.clone(),
            });
            if proof.outcome.is_err() {
                continue;
            }
            let period = proof
                .method
                .as_ref()
                .and_then(|method| method.period.fault(proof.created, None));
            // Bound to its time: it says when it was made and when it ends, and that is soon.
            let dates = match (proof.created, proof.expires) {
                _ if period.is_some() => Err(period.unwrap_or_default()),
                (Some(created), _) if created.unix() > at.unix() + CLOCK_SKEW => Err("PROOF_NOT_YET_VALID"),
                (_, Some(expires)) if expires.unix() + CLOCK_SKEW < at.unix() => Err("PROOF_EXPIRED"),
                (Some(created), Some(expires)) if expires.unix() - created.unix() <= LONGEST => Ok(()),
                _ => Err("presentation/too-long"),
            };
            self.step("presentation-dates", dates, &proof.pointer);
        }
    }
}

/// The DID to which a certificate was issued.
fn subject(certificate: &Object) -> Option<&str> {
    certificate.get("credentialSubject")?.get("id")?.as_str()
}

fn text<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    object.get(name)?.as_str()
}

fn read_openings(document: &Object) -> Vec<Option<Opening>> {
    let openings = document.get("openings").and_then(Value::as_array);
    let read = |opening: &Value| {
        let opening = opening.as_object()?;
        Some(Opening {
            certificate: text(opening, "certificate")?.to_owned(),
            value: match opening.get("value") {
                None => None,
                Some(value) => Some(value.as_str()?.to_owned()),
            },
            salt: text(opening, "salt")?.to_owned(),
        })
    };
    openings.into_iter().flatten().map(read).collect()
}

/// Whether an opening is of a certificate shown, and what it opens is what was hashed there. A salt alone opens nothing yet.
fn opens(opening: &Opening, credentials: &[Value]) -> bool {
    credentials
        .iter()
        .filter(|credential| credential.get("id").and_then(Value::as_str) == Some(&opening.certificate))
        .any(|credential| match &opening.value {
            None => true,
            Some(value) => identities(credential).any(|identity| identity.matches(value, &opening.salt)),
        })
}

/// Whether an identity that somebody types is the one that a certificate was issued to, with the salt that the holder gave.
///
/// # Formula
/// The hash of [`crate::identity::person`] with the salt equals a hashed identifier of the certificate.
#[must_use]
pub fn is_this_person(identities: &[HashedIdentity], person: &str, salt: &str) -> bool {
    identities.iter().any(|identity| identity.matches(person, salt))
}

fn identities(credential: &Value) -> impl Iterator<Item = HashedIdentity> {
    let identifiers = credential.pointer("/credentialSubject/identifier");
    let list = match identifiers {
        Some(Value::Array(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    list.iter().filter_map(|identity| {
        Some(HashedIdentity {
            kind: identity.get("identityType")?.as_str()?.to_owned(),
            hash: identity.get("identityHash")?.as_str()?.to_owned(),
            salt: None,
        })
    })
}
