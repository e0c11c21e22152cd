//! Presentations: bound to one verifier, one question and a few minutes; what is opened is what was salted.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests fail by panicking")]

use crate::common::{at, badge, bytes, did_of, key, signed};
use jalon_base::encoding::base32;
use jalon_base::json::Value;
use jalon_credential::did;
use jalon_credential::identity::{PERSON, person};
use jalon_credential::open_badge::HashedIdentity;
use jalon_credential::presentation::{self, Opening, Request, Shown, is_this_person, prepare};
use jalon_credential::proof::{Jcs, ProofOptions, Purpose};
use jalon_credential::trust::TrustStore;
use jalon_credential::verify::{Nothing, Outcome, Reader};
use proptest::prelude::*;
use serde_json::json;

const EMPLOYER: Request<'_> = Request {
    domain: "employeur.example",
    challenge: "7f3a",
};
const SALT: [u8; 16] = [4; 16];

/// A certificate of key 1 for key 2, whose name and birth date are salted.
fn certificate() -> Value {
    let mut badge = badge();
    let ada = person("Ada Lovelace", (1815, 12, 10)).unwrap();
    badge.subject.identifiers = vec![HashedIdentity::new(PERSON, &ada, SALT)];
    signed(badge.to_document().unwrap(), 1)
}

fn options(number: u8) -> ProofOptions {
    ProofOptions {
        verification_method: did::key_method(&key(number).public()),
        created: at("2026-06-01T10:00:00Z"),
        purpose: Purpose::Authentication,
    }
}

fn shown_by(number: u8, certificates: Vec<Value>, openings: &[Opening]) -> Value {
    let to_sign = prepare(
        certificates,
        openings,
        options(number),
        EMPLOYER,
        at("2026-06-01T10:05:00Z"),
    )
    .unwrap();
    let signature = key(number).sign(to_sign.bytes());
    to_sign.complete(signature).unwrap()
}

fn verify_at(presentation: &Value, when: &str, request: Option<Request<'_>>) -> Shown {
    let trust = TrustStore::default();
    let reader = Reader {
        at: at(when),
        trust: &trust,
        sources: &Nothing,
        suites: &[&Jcs],
    };
    presentation::verify(&bytes(presentation), &reader, request)
}

fn verify(presentation: &Value) -> Shown {
    verify_at(presentation, "2026-06-01T10:01:00Z", Some(EMPLOYER))
}

fn outcome(shown: &Shown) -> (Outcome, Option<&'static str>) {
    (shown.outcome(), shown.code())
}

#[test]
fn a_presentation_answers_one_question_of_one_verifier_for_a_few_minutes() {
    let presentation = shown_by(2, vec![certificate()], &[]);
    let shown = verify(&presentation);
    assert_eq!(outcome(&shown), (Outcome::Valid, None), "{:#?}", shown.steps);
    assert_eq!((shown.holder, shown.certificates.len()), (Some(did_of(2)), 1));
    let other = |request, when| outcome(&verify_at(&presentation, when, Some(request))).1;
    let now = "2026-06-01T10:01:00Z";
    let elsewhere = Request {
        domain: "autre.example",
        ..EMPLOYER
    };
    assert_eq!(other(elsewhere, now), Some("INVALID_DOMAIN_ERROR"));
    let again = Request {
        challenge: "7f3b",
        ..EMPLOYER
    };
    assert_eq!(other(again, now), Some("INVALID_CHALLENGE_ERROR"));
    assert_eq!(other(EMPLOYER, "2026-06-01T10:10:01Z"), Some("PROOF_EXPIRED"));
    assert_eq!(other(EMPLOYER, "2026-06-01T09:54:59Z"), Some("PROOF_NOT_YET_VALID"));
    assert_eq!(outcome(&verify_at(&presentation, now, None)), (Outcome::Valid, None));
}

#[test]
fn nobody_shows_what_was_not_issued_to_them() {
    let not_held = prepare(
        vec![certificate()],
        &[],
        options(5),
        EMPLOYER,
        at("2026-06-01T10:05:00Z"),
    );
    assert_eq!(not_held.unwrap_err().code(), "presentation/not-the-holder");
    // Made by hand, it is refused by who reads.
    let mut stolen = shown_by(2, vec![certificate()], &[]);
    stolen.as_object_mut().unwrap().remove("proof");
    stolen["holder"] = json!(did_of(5));
    let binding = jalon_credential::proof::Binding {
        domain: Some(EMPLOYER.domain.into()),
        challenge: Some(EMPLOYER.challenge.into()),
        expires: Some(at("2026-06-01T10:05:00Z")),
    };
    let sign = |document: Value, binding| {
        let to_sign =
            jalon_credential::proof::prepare_with(document, options(5), binding, &Jcs, &did::DidKeyOnly).unwrap();
        let signature = key(5).sign(to_sign.bytes());
        to_sign.complete(signature).unwrap()
    };
    assert_eq!(
        outcome(&verify(&sign(stolen.clone(), binding.clone()))),
        (Outcome::Invalid, Some("presentation/not-the-holder"))
    );
    stolen["holder"] = json!(did_of(2));
    assert_eq!(
        outcome(&verify(&sign(stolen.clone(), binding.clone()))).1,
        Some("presentation/not-the-holder")
    );
    let endless = jalon_credential::proof::Binding {
        expires: None,
        ..binding
    };
    assert_eq!(
        outcome(&verify(&sign(stolen, endless))).1,
        Some("presentation/too-long")
    );
    // A presentation is not a credential, nor the other way round.
    assert_eq!(outcome(&verify(&certificate())).1, Some("presentation/shape"));
    let none = prepare(vec![], &[], options(2), EMPLOYER, at("2026-06-01T10:05:00Z"));
    assert_eq!(none.unwrap_err().code(), "presentation/count");
    for until in ["2026-06-01T10:10:01Z", "2026-06-01T10:00:00Z"] {
        let long = prepare(vec![certificate()], &[], options(2), EMPLOYER, at(until));
        assert_eq!(long.unwrap_err().code(), "presentation/too-long");
    }
}

#[test]
fn each_certificate_is_judged_and_one_that_is_wrong_spoils_the_whole() {
    let mut tampered = certificate();
    tampered["name"] = json!("Autre chose");
    let shown = verify(&shown_by(2, vec![certificate(), tampered], &[]));
    let each: Vec<Outcome> = shown
        .certificates
        .iter()
        .map(jalon_credential::verify::Report::outcome)
        .collect();
    assert_eq!(each, [Outcome::Valid, Outcome::Invalid]);
    assert_eq!(
        outcome(&shown),
        (Outcome::Invalid, Some("CRYPTOGRAPHIC_SECURITY_ERROR"))
    );
    let mut swapped = shown_by(2, vec![certificate()], &[]);
    swapped["verifiableCredential"][0]["name"] = json!("Autre chose");
    assert_eq!(outcome(&verify(&swapped)).0, Outcome::Invalid);
}

#[test]
fn what_is_opened_is_what_was_salted() {
    let ada = person("LOVELACE, Ada", (1815, 12, 10)).unwrap();
    let opening = |value: Option<&str>| Opening {
        certificate: badge().id,
        value: value.map(str::to_owned),
        salt: base32(&SALT),
    };
    let shown = verify(&shown_by(2, vec![certificate()], &[opening(Some(&ada))]));
    assert_eq!(
        (outcome(&shown).0, shown.openings),
        (Outcome::Valid, vec![opening(Some(&ada))])
    );
    let wrong = verify(&shown_by(
        2,
        vec![certificate()],
        &[opening(Some("grace hopper|1906-12-09"))],
    ));
    assert_eq!(outcome(&wrong), (Outcome::Invalid, Some("presentation/opening")));
    assert!(wrong.openings.is_empty());
    // The salt alone: the reader types what they see on the card.
    let salt = verify(&shown_by(2, vec![certificate()], &[opening(None)]));
    let identities = match salt.certificates[0].verdict() {
        jalon_credential::verify::Verdict::Valid { claims, .. } => claims.badge().subject.identifiers.clone(),
        _ => Vec::new(),
    };
    let given = &salt.openings[0].salt;
    assert!(is_this_person(&identities, &ada, given));
    let other = person("Ada Lovelace", (1815, 12, 11)).unwrap();
    assert!(!is_this_person(&identities, &other, given));
    assert!(
        !is_this_person(&identities, &ada, "aaaa"),
        "without the salt nobody recognises her"
    );
}

proptest! {
    #[test]
    fn no_change_passes(pointer in prop::sample::select(vec![
        "/holder", "/proof/0/domain", "/proof/0/challenge", "/proof/0/expires", "/proof/0/created", "/proof/0/proofPurpose",
        "/verifiableCredential/0/name", "/verifiableCredential/0/credentialSubject/id", "/type/0",
    ]), text in "[a-z]{1,8}") {
        let mut presentation = shown_by(2, vec![certificate()], &[]);
        *presentation.pointer_mut(pointer).unwrap() = json!(text);
        prop_assert_eq!(verify(&presentation).outcome(), Outcome::Invalid);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let trust = TrustStore::default();
        let reader = Reader { at: at("2026-06-01T10:01:00Z"), trust: &trust, sources: &Nothing, suites: &[&Jcs] };
        prop_assert_eq!(presentation::verify(&bytes, &reader, None).outcome(), Outcome::Invalid);
    }
}
