//! Verifying a certificate with nothing but its bytes, a time and whom the reader knows. No network, no clock.
//!
//! Every check is made and reported, also after one failed, except where a first makes a second meaningless.
//!
//! # Source
//! W3C Verifiable Credentials Data Model 2.0 §7 and its problem types; Data Integrity 1.0 §4.2, §4.6 (contexts); Open Badges 3.0
//! §"Verification". Stricter than those where this page says so: pinned contexts, a profile as issuer, no date in the future.
//! Vectors: `tests/vectors/adversarial/`.

mod checks;
pub mod lineage;
mod own;
mod problem;
mod report;
mod sources;
mod token;

pub use checks::Checks;
pub use own::own;
pub use problem::problem_type;
pub use report::{Check, Claims, Outcome, Report, State, Trusted, Verdict};
pub use sources::{Nothing, Reader, Sources};
pub use token::Token;

use crate::habilitation::{Link, Right};
use crate::open_badge::{self, Badge, CONTEXTS, SELF_ASSESSMENT};
use crate::proof::{self, Checking, Jcs, ProofFault, ProofReport, ProofSet, Purpose};
use crate::shape::{self, At, each, has_text, walk};
use crate::trust::{Role, TrustStore};
use jalon_base::json::{self, Limits, Malformed, Value};
use jalon_base::sorted::SortedMap;
use jalon_base::{Digest, Timestamp, jcs};
use serde_json::Map;

/// Clocks of signer and reader may differ by so many seconds.
pub const CLOCK_SKEW: i64 = 300;

/// The names of the checks, in the order of a report.
pub const CHECKS: [&str; 12] = [
    READING,
    PROOF,
    PROOF_DATES,
    ISSUER,
    CREDENTIAL,
    CONTEXT,
    BADGE,
    SECRETS,
    DATES,
    STATUS,
    EVIDENCE,
    HABILITATION,
];

const READING: &str = "reading";
const PROOF: &str = "proof";
const PROOF_DATES: &str = "proof-dates";
const ISSUER: &str = "issuer";
const CREDENTIAL: &str = "credential";
const CONTEXT: &str = "contexts";
const BADGE: &str = "badge";
const SECRETS: &str = "secrets";
const DATES: &str = "dates";
pub(crate) const STATUS: &str = "status";
pub(crate) const EVIDENCE: &str = "evidence";
const HABILITATION: &str = "habilitation";

/// Every code that a check can have. The catalogues have a sentence for each.
pub const CODES: [&str; 48] = [
    "PARSING_ERROR",
    "PROOF_VERIFICATION_ERROR",
    "CRYPTOGRAPHIC_SECURITY_ERROR",
    "UNSUPPORTED_CRYPTOSUITE",
    "INVALID_DOMAIN_ERROR",
    "INVALID_CHALLENGE_ERROR",
    "DATA_LOSS_DETECTION_ERROR",
    "PROOF_TRANSFORMATION_ERROR",
    "INVALID_VERIFICATION_METHOD_URL",
    "INVALID_VERIFICATION_METHOD",
    "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT",
    "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID",
    "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD",
    "jwt/header",
    "jwt/algorithm",
    "jwt/no-key",
    "jwt/key",
    "jwt/key-unbound",
    "jwt/claim",
    "jwt/wrapped",
    "PROOF_NOT_YET_VALID",
    "PROOF_EXPIRED",
    "KEY_REVOKED",
    "key/out-of-period",
    "ISSUER_MISMATCH",
    "MALFORMED_VALUE_ERROR",
    "CONTEXT_UNKNOWN",
    "SCHEMA_ERROR",
    "RESULT_BELOW_REQUIRED",
    "key/secret",
    "NOT_YET_VALID",
    "EXPIRED",
    "STATUS_RETRIEVAL_ERROR",
    "STATUS_VERIFICATION_ERROR",
    "STATUS_LIST_LENGTH_ERROR",
    "STATUS_MESSAGE",
    "RANGE_ERROR",
    "REVOKED",
    "SUSPENDED",
    "RELATED_RESOURCE_ERROR",
    "status/kind",
    "status/stale",
    "habilitation/proof",
    "habilitation/shape",
    "habilitation/scope",
    "habilitation/dates",
    "habilitation/too-deep",
    "habilitation/unknown-root",
];

type Object = Map<String, Value>;

/// Verifies a certificate at a time, for a reader who knows certain parties and has nothing else at hand.
///
/// Any bytes are welcome; what they are not is in the report.
#[must_use]
pub fn verify(bytes: &[u8], at: Timestamp, trust: &TrustStore) -> Report {
    verify_with(
        bytes,
        &Reader {
            at,
            trust,
            sources: &Nothing,
            suites: &[&Jcs],
        },
    )
}

/// Verifies a certificate with all that a reader has at hand.
///
/// Any bytes are welcome; what they are not is in the report.
#[must_use]
pub fn verify_with(bytes: &[u8], reader: &Reader<'_>) -> Report {
    let mut checks = Checks::default();
    let document = match json::parse(bytes, Limits::FOREIGN) {
        Ok(Value::Object(document)) => document,
        Ok(_) => {
            let args = [("fault", "not-an-object".to_owned())];
            checks.failed(READING, "PARSING_ERROR", String::new(), args);
            return checks.unread(reader.at);
        }
        Err(fault) => {
            malformed(&fault, &mut checks);
            return checks.unread(reader.at);
        }
    };
    checks.passed(READING, String::new(), []);

    let checking = Checking {
        purpose: Purpose::AssertionMethod,
        domain: None,
        challenge: None,
        suites: reader.suites,
        keys: reader.sources,
    };
    let set = proof::verify_with(Value::Object(document), &checking);
    // Digested anew only where a key was revoked: the set took the document apart.
    let witnessed = || {
        let document = json::parse(bytes, Limits::FOREIGN).ok()?;
        reader.sources.witnessed(&Digest::of(&jcs::value_to_vec(&document)))
    };
    proofs(&set, &mut checks);
    proof_dates(&set, reader.at, &witnessed, &mut checks);
    let by_issuer = issuer(&set, &mut checks);
    // The verified document where there is one: contexts that were appended after signing are not in it.
    let (document, verified) = set.into_document();
    rest(document, verified && by_issuer, checks, reader)
}

/// That bytes are no strict JSON, and where.
fn malformed(malformed: &Malformed, checks: &mut Checks) {
    let mut args = malformed.fault.args();
    args.insert("fault", malformed.fault.code().to_owned());
    args.insert("line", malformed.at.line.to_string());
    args.insert("column", malformed.at.column.to_string());
    checks.add(READING, State::Failed, Some("PARSING_ERROR"), &malformed.pointer, args);
}

/// Every check but those of proofs, however the document was secured. Its claims are read only when `by_issuer`: the issuer signed it.
fn rest(document: Object, by_issuer: bool, mut checks: Checks, reader: &Reader<'_>) -> Report {
    checks.faults(CREDENTIAL, shape::check(&document));
    let strange = Strange::in_all(&document);
    contexts(&document, strange.contexts, &mut checks);
    checks.faults(BADGE, open_badge::check(&document));
    secrets(strange.secrets, &mut checks);
    dates(&document, reader.at, &mut checks);
    reader.sources.statuses(&document, reader, &mut checks);
    reader.sources.evidence(&document, &mut checks);

    let claims = by_issuer
        .then(|| claims(Value::Object(document), reader.trust))
        .flatten();
    let mut chain = claims.as_ref().map_or_else(Vec::new, |claims| centre(claims, reader));
    habilitation(&chain, &mut checks);
    let trusted = claims
        .as_ref()
        .map_or(Trusted::Unknown, |claims| trusted(claims, reader, &mut chain));
    Report::new(reader.at, checks.0, claims, trusted, chain)
}

/// What lets the centre that a certificate names hold the exam: habilitations up to the issuer, or to a certifier whom the reader knows.
fn centre(claims: &Claims, reader: &Reader<'_>) -> Vec<Link> {
    let Some(source) = &claims.badge.subject.source else {
        return Vec::new();
    };
    let issuer = &claims.badge.issuer.id;
    let is_top = |did: &str| did == issuer || reader.trust.is(did, Role::Certifier);
    let about = &claims.badge.subject.achievement.id;
    reader
        .sources
        .links(&source.id, Right::Examine, about, claims.when(), reader, &is_top)
}

/// Each link of the centre's chain as a check of its own.
fn habilitation(chain: &[Link], checks: &mut Checks) {
    const SOURCE: &str = "/credentialSubject/source";
    if chain.is_empty() {
        return checks.not_applicable(HABILITATION, SOURCE);
    }
    for link in chain {
        let args = [
            ("from", link.from.clone()),
            ("to", link.to.clone()),
            ("id", link.id.clone().unwrap_or_default()),
        ];
        checks.add(HABILITATION, link.state, link.code, SOURCE, args);
    }
}

fn proofs(set: &ProofSet, checks: &mut Checks) {
    for proof in &set.proofs {
        let mut args: SortedMap<&'static str, String> = SortedMap::new();
        if let Some(suite) = &proof.cryptosuite {
            args.insert("suite", suite.clone());
        }
        if let Some(method) = &proof.method {
            args.insert("by", method.controller.clone());
        }
        if let Some(created) = proof.created {
            args.insert("created", created.to_string());
        }
        let (state, code) = match &proof.outcome {
            Ok(()) => (State::Passed, None),
            Err(fault) => {
                if let Some(about) = fault.about() {
                    args.insert("about", about);
                }
                let state = if fault.is_unknown() {
                    State::Unknown
                } else {
                    State::Failed
                };
                (state, Some(fault.code()))
            }
        };
        checks.0.push(Check {
            id: PROOF,
            state,
            code,
            pointer: proof.pointer.clone(),
            args,
        });
    }
}

fn proof_dates(set: &ProofSet, at: Timestamp, witnessed: &dyn Fn() -> Option<Timestamp>, checks: &mut Checks) {
    let start = checks.0.len();
    for proof in &set.proofs {
        if let Some(created) = proof.created.filter(|created| created.unix() > at.unix() + CLOCK_SKEW) {
            let pointer = format!("{}/created", proof.pointer);
            checks.failed(
                PROOF_DATES,
                "PROOF_NOT_YET_VALID",
                pointer,
                [("from", created.to_string())],
            );
        }
        if let Some(expires) = proof.expires.filter(|expires| expires.unix() + CLOCK_SKEW < at.unix()) {
            let pointer = format!("{}/expires", proof.pointer);
            checks.failed(PROOF_DATES, "PROOF_EXPIRED", pointer, [("until", expires.to_string())]);
        }
    }
    for proof in set.proofs.iter().filter(|proof| proof.outcome.is_ok()) {
        let Some(period) = proof.method.as_ref().map(|method| method.period) else {
            continue;
        };
        let Some(code) = period.fault(proof.created, None) else {
            continue;
        };
        let pointer = format!("{}/verificationMethod", proof.pointer);
        let method = proof.verification_method.clone().unwrap_or_default();
        let seen = witnessed().filter(|seen| period.fault(proof.created, Some(*seen)).is_none());
        match seen {
            Some(seen) => {
                let args = [("method", method), ("witnessed", seen.to_string())];
                checks.passed(PROOF_DATES, pointer, args);
            }
            None => checks.failed(PROOF_DATES, code, pointer, [("method", method)]),
        }
    }
    let dated = set.proofs.iter().any(|proof| proof.created.or(proof.expires).is_some());
    checks.passed_since(start, PROOF_DATES, "/proof", dated);
}

/// One proof that holds must be by the issuer; others, by witnesses, are welcome. Says whether there is one.
fn issuer(set: &ProofSet, checks: &mut Checks) -> bool {
    let Some(issuer) = set.issuer() else {
        checks.not_applicable(ISSUER, "/issuer");
        return false;
    };
    let held = |proof: &&ProofReport| proof.outcome.is_ok();
    let unknown = |proof: &&ProofReport| proof.outcome.as_ref().is_err_and(ProofFault::is_unknown);
    let by = |proof: &ProofReport| proof.method.as_ref().map(|method| method.controller.clone());
    let controllers: Vec<String> = set.proofs.iter().filter(held).filter_map(by).collect();
    let args = |by: String| [("issuer", issuer.to_owned()), ("by", by)];
    if controllers.iter().any(|controller| controller == issuer) {
        checks.passed(ISSUER, "/issuer".to_owned(), args(issuer.to_owned()));
        return true;
    }
    if let Some(proof) = set.proofs.iter().find(unknown) {
        // A proof that could not be checked may be the issuer's. It proves nothing yet.
        let code = proof.outcome.as_ref().err().map(ProofFault::code);
        let by = proof.verification_method.clone().unwrap_or_default();
        checks.add(ISSUER, State::Unknown, code, "/issuer", args(by));
    } else if set.proofs.iter().all(|proof| by(proof).is_none_or(|by| by == issuer)) {
        // In the issuer's name, but it does not hold: said by the proof's own check.
        checks.not_applicable(ISSUER, "/issuer");
    } else {
        let by: Vec<String> = set.proofs.iter().filter_map(by).collect();
        checks.failed(ISSUER, "ISSUER_MISMATCH", "/issuer".to_owned(), args(by.join(" ")));
    }
    false
}

/// The three contexts in order, the last left out by those who name no schema; none below the top.
fn contexts(document: &Object, below: Vec<(String, String)>, checks: &mut Checks) {
    let start = checks.0.len();
    let mut unknown = |at: &At<'_>, context: &Value| {
        checks.failed(CONTEXT, "CONTEXT_UNKNOWN", at.pointer(), [("context", named(context))]);
    };
    let contexts = document.get("@context").unwrap_or(&Value::Null);
    let mut known = 0;
    let mut count = 0;
    each(contexts, &At::Root.member("@context"), |context, at| {
        if context.as_str() == CONTEXTS.get(count).copied() && !context.is_null() {
            known += 1;
        } else {
            unknown(at, context);
        }
        count += 1;
    });
    if known == count && count + 1 < CONTEXTS.len() {
        unknown(&At::Root.member("@context"), contexts);
    }
    for (pointer, context) in below {
        checks.failed(CONTEXT, "CONTEXT_UNKNOWN", pointer, [("context", context)]);
    }
    checks.passed_since(start, CONTEXT, "/@context", true);
}

/// A context as it is named in a report.
fn named(context: &Value) -> String {
    context.as_str().unwrap_or("…").to_owned()
}

/// A secret key has no place in a certificate: its owner must know at once.
fn secrets(found: Vec<String>, checks: &mut Checks) {
    let start = checks.0.len();
    for pointer in found {
        checks.failed(SECRETS, "key/secret", pointer, []);
    }
    checks.passed_since(start, SECRETS, "", true);
}

/// What may stand nowhere in a document, found in one walk.
#[derive(Default)]
struct Strange {
    /// Contexts below the top, with their pointers.
    contexts: Vec<(String, String)>,
    /// Pointers of secret keys.
    secrets: Vec<String>,
}

impl Strange {
    fn in_all(document: &Object) -> Self {
        let mut found = Self::default();
        let mut visit = |name: &str, value: &Value, at: &At<'_>| match name {
            "@context" if !matches!(at, At::Member(At::Root, _)) => {
                found.contexts.push((at.pointer(), named(value)));
            }
            "secretKeyMultibase" | "privateKeyMultibase" | "secretKeyJwk" | "privateKeyJwk" => {
                found.secrets.push(at.pointer());
            }
            _ => {}
        };
        for (name, value) in document {
            let at = At::Root.member(name);
            visit(name, value, &at);
            walk(value, &at, &mut visit);
        }
        found
    }
}

fn dates(document: &Object, at: Timestamp, checks: &mut Checks) {
    let start = checks.0.len();
    let date = |name: &str| {
        document
            .get(name)
            .and_then(Value::as_str)
            .and_then(Timestamp::parse_lenient)
    };
    let (from, until) = (date("validFrom"), date("validUntil"));
    if let Some(from) = from.filter(|from| from.unix() > at.unix() + CLOCK_SKEW) {
        checks.failed(
            DATES,
            "NOT_YET_VALID",
            "/validFrom".to_owned(),
            [("from", from.to_string())],
        );
    }
    if let Some(until) = until.filter(|until| until.unix() + CLOCK_SKEW < at.unix()) {
        checks.failed(
            DATES,
            "EXPIRED",
            "/validUntil".to_owned(),
            [("until", until.to_string())],
        );
    }
    checks.passed_since(start, DATES, "/validFrom", from.or(until).is_some());
}

fn claims(document: Value, trust: &TrustStore) -> Option<Claims> {
    let badge = Badge::read(&document)?;
    let subject = badge.subject.id.as_deref();
    let is_self_assessment = |object: &Object| has_text(object, "achievementType", SELF_ASSESSMENT);
    let achievement = document
        .pointer("/credentialSubject/achievement")
        .and_then(Value::as_object);
    Some(Claims {
        self_issued: subject == Some(badge.issuer.id.as_str()) || achievement.is_some_and(is_self_assessment),
        issuer_name: trust.lookup(&badge.issuer.id).map(|issuer| issuer.name.clone()),
        badge,
        document,
    })
}

/// Whether the reader knows the issuer, or somebody who habilitated it to certify this; the links of that are added to the chain.
fn trusted(claims: &Claims, reader: &Reader<'_>, chain: &mut Vec<Link>) -> Trusted {
    let issuer = &claims.badge.issuer.id;
    match reader.trust.lookup(issuer) {
        _ if claims.self_issued => Trusted::No,
        Some(issuer) if issuer.roles.contains(&Role::Certifier) => Trusted::Yes,
        Some(_) => Trusted::No,
        None => {
            let is_top = |did: &str| reader.trust.is(did, Role::Root);
            let about = &claims.badge.subject.achievement.id;
            let links = reader
                .sources
                .links(issuer, Right::Certify, about, claims.when(), reader, &is_top);
            let all = |state| !links.is_empty() && links.iter().all(|link| link.state == state);
            let trusted = if all(State::Passed) {
                Trusted::Yes
            } else if links.iter().any(|link| link.state == State::Failed) {
                Trusted::No
            } else {
                Trusted::Unknown
            };
            chain.extend(links);
            trusted
        }
    }
}
