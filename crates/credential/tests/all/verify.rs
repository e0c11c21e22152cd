//! Verifying what was issued here: outcomes, trust, self-issue, and what no change of the bytes can do.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests fail by panicking"
)]

use crate::common::{at, badge, did_of, key, signed};
use jalon_base::json::Value;
use jalon_base::sorted::SortedSet;
use jalon_base::{Timestamp, jcs};
use jalon_credential::did;
use jalon_credential::open_badge::{Badge, SELF_ASSESSMENT};
use jalon_credential::proof::{self, ProofOptions, Purpose};
use jalon_credential::trust::{Issuer, Role, TrustStore};
use jalon_credential::verify::{CHECKS, CODES, Outcome, Report, State, Trusted, Verdict, own, verify};
use proptest::prelude::*;
use serde_json::json;

fn certificate() -> Value {
    signed(badge().to_document().unwrap(), 1)
}

fn now() -> Timestamp {
    at("2026-06-01T00:00:00Z")
}

fn report(document: &Value) -> Report {
    verify(document.to_string().as_bytes(), now(), &TrustStore::default())
}

/// A change of the unsigned document, then a right signature of the issuer.
fn changed(change: impl Fn(&mut Value)) -> Report {
    let mut document = badge().to_document().unwrap();
    change(&mut document);
    report(&signed(document, 1))
}

/// The checks that did not pass.
fn wrong(report: &Report) -> Vec<(&'static str, &'static str, &str)> {
    report
        .checks()
        .iter()
        .filter_map(|check| Some((check.id, check.code?, check.pointer.as_str())))
        .collect()
}

#[test]
fn what_we_issue_is_valid_and_reads_back_as_it_was() {
    let report = report(&certificate());
    assert_eq!(
        (report.outcome(), report.code()),
        (Outcome::Valid, None),
        "{:#?}",
        report.checks()
    );
    let Verdict::Valid { claims, trusted } = report.verdict() else {
        panic!("not valid")
    };
    assert_eq!(
        (trusted, claims.is_self_issued(), claims.pinned_issuer()),
        (Trusted::Unknown, false, None)
    );
    assert_eq!(claims.badge(), &badge());
    assert_eq!(claims.document(), &badge().to_document().unwrap());
    let names: Vec<&str> = report.checks().iter().map(|check| check.id).collect();
    assert_eq!(names, CHECKS);
}

#[test]
fn a_certificate_of_today_is_written_the_same_and_stays_valid() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/certificate/badge.json");
    let frozen = std::fs::read(path).unwrap();
    assert_eq!(jcs::value_to_vec(&certificate()), frozen);
    assert_eq!(verify(&frozen, now(), &TrustStore::default()).outcome(), Outcome::Valid);
}

#[test]
fn trust_is_another_question() {
    let store = |role| -> TrustStore {
        let issuer = Issuer {
            name: "Le certificateur".into(),
            roles: SortedSet::from([role]),
            ..Issuer::default()
        };
        [(did_of(1), issuer)].into_iter().collect()
    };
    let with = |document: &Value, trust: &TrustStore| verify(document.to_string().as_bytes(), now(), trust);
    let certifier = store(Role::Certifier);
    let report = with(&certificate(), &certifier);
    let Verdict::Valid { claims, trusted } = report.verdict() else {
        panic!("not valid")
    };
    assert_eq!(
        (trusted, claims.pinned_issuer()),
        (Trusted::Yes, Some("Le certificateur"))
    );
    assert_eq!(
        with(&certificate(), &store(Role::Centre)).trusted(),
        Trusted::No,
        "a centre signs evidence"
    );

    let mut tampered = certificate();
    tampered["name"] = json!("x");
    assert_eq!(
        with(&tampered, &certifier).trusted(),
        Trusted::Unknown,
        "nothing proves who issued it"
    );

    let to_oneself = |change: fn(&mut Badge)| {
        let mut badge = badge();
        change(&mut badge);
        with(&signed(badge.to_document().unwrap(), 1), &certifier)
    };
    for report in [
        to_oneself(|badge| badge.subject.id = Some(did_of(1))),
        to_oneself(|badge| badge.subject.achievement.kind = Some(SELF_ASSESSMENT.into())),
    ] {
        assert_eq!(
            (report.outcome(), report.trusted(), report.self_issued()),
            (Outcome::Valid, Trusted::No, Some(true))
        );
    }
}

#[test]
fn a_proof_that_cannot_be_checked_does_not_speak_for_the_issuer() {
    // Somebody signs with their own key, and adds a proof of an unknown suite that names the issuer's key.
    let mut document = signed(badge().to_document().unwrap(), 5);
    document["proof"].as_array_mut().unwrap().push(json!({
        "type": "DataIntegrityProof", "cryptosuite": "example-suite-2099", "proofPurpose": "assertionMethod",
        "verificationMethod": did::key_method(&key(1).public()), "proofValue": "z1",
    }));
    let report = report(&document);
    assert_eq!(
        (report.outcome(), report.trusted()),
        (Outcome::Indeterminate, Trusted::Unknown)
    );
    assert!(matches!(report.verdict(), Verdict::Indeterminate { claims: None, .. }));

    // The issuer's proof and an unknown one: what it says may be read, with the doubt.
    let mut document = certificate();
    document["proof"].as_array_mut().unwrap().push(json!({
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofPurpose": "assertionMethod",
        "verificationMethod": did::key_method(&key(1).public()), "proofValue": "z1",
    }));
    let report = verify(document.to_string().as_bytes(), now(), &TrustStore::default());
    let Verdict::Indeterminate {
        claims: Some(_),
        unknown,
        ..
    } = report.verdict()
    else {
        panic!("no claims")
    };
    assert_eq!((unknown.len(), unknown[0].pointer.as_str()), (1, "/proof/1"));

    // Only a proof that is not read: nothing is known of it.
    document["proof"].as_array_mut().unwrap().remove(0);
    let report = verify(document.to_string().as_bytes(), now(), &TrustStore::default());
    assert!(matches!(report.verdict(), Verdict::Indeterminate { claims: None, .. }));
    assert_eq!(report.self_issued(), None);
}

#[test]
fn a_witness_may_sign_too_but_not_instead() {
    let both = signed(certificate(), 5);
    assert_eq!(report(&both).outcome(), Outcome::Valid);
    let mut witness = both;
    witness["proof"].as_array_mut().unwrap().remove(0);
    assert_eq!(wrong(&report(&witness)), [("issuer", "ISSUER_MISMATCH", "/issuer")]);
}

#[test]
fn each_fault_has_its_check_code_and_place() {
    let same = |report: Report, expected: &[(&str, &str, &str)]| {
        assert_eq!(wrong(&report), expected);
        assert_eq!(report.outcome(), Outcome::Invalid);
        assert!(matches!(report.verdict(), Verdict::Invalid { .. }));
    };
    same(
        changed(|d| d["@context"][1] = json!("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json")),
        &[("contexts", "CONTEXT_UNKNOWN", "/@context/1")],
    );
    same(
        changed(|d| d["issuer"]["@context"] = json!({"name": "https://attacker.example/"})),
        &[("contexts", "CONTEXT_UNKNOWN", "/issuer/@context")],
    );
    same(
        changed(|d| d["credentialSubject"]["key"] = json!([{"secretKeyMultibase": "z"}])),
        &[("secrets", "key/secret", "/credentialSubject/key/0/secretKeyMultibase")],
    );
    same(
        changed(|d| d["validFrom"] = json!("2026-06-01T00:05:01Z")),
        &[("dates", "NOT_YET_VALID", "/validFrom")],
    );
    same(
        changed(|d| d["validUntil"] = json!("2026-05-31T23:54:59Z")),
        &[("dates", "EXPIRED", "/validUntil")],
    );
    assert_eq!(
        changed(|d| d["validFrom"] = json!("2026-06-01T00:05:00Z")).outcome(),
        Outcome::Valid
    );
    assert_eq!(
        changed(|d| d["validUntil"] = json!("2026-05-31T23:55:00Z")).outcome(),
        Outcome::Valid
    );
    same(
        changed(|d| d["type"] = json!(["VerifiableCredential"])),
        &[("badge", "SCHEMA_ERROR", "/type")],
    );
    same(
        changed(|d| d["id"] = json!("7")),
        &[
            ("credential", "MALFORMED_VALUE_ERROR", "/id"),
            ("badge", "SCHEMA_ERROR", "/id"),
        ],
    );
    let unknown = changed(|d| {
        d["credentialStatus"] = json!({
            "id": "https://a.example/status#1", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": "1", "statusListCredential": "https://a.example/status",
        });
    });
    assert_eq!(
        wrong(&unknown),
        [("status", "STATUS_RETRIEVAL_ERROR", "/credentialStatus")]
    );
    assert_eq!(unknown.outcome(), Outcome::Indeterminate);
    let future = signed_at("2026-06-01T00:05:01Z");
    same(future, &[("proof-dates", "PROOF_NOT_YET_VALID", "/proof/0/created")]);
    assert_eq!(signed_at("2026-06-01T00:05:00Z").outcome(), Outcome::Valid);
    same(
        verify(b"{\"a\": 1, \"a\": 2}", now(), &TrustStore::default()),
        &[("reading", "PARSING_ERROR", "/a")],
    );
    same(
        verify(b"[]", now(), &TrustStore::default()),
        &[("reading", "PARSING_ERROR", "")],
    );
}

fn signed_at(created: &str) -> Report {
    let options = ProofOptions {
        verification_method: did::key_method(&key(1).public()),
        created: at(created),
        purpose: Purpose::AssertionMethod,
    };
    let to_sign = proof::prepare(badge().to_document().unwrap(), options).unwrap();
    let signature = key(1).sign(to_sign.bytes());
    report(&to_sign.complete(signature).unwrap())
}

#[test]
fn the_report_for_machines() {
    let value = serde_json::to_value(report(&certificate())).unwrap();
    assert_eq!(value["outcome"], "valid");
    assert_eq!(value["trusted"], "unknown");
    assert_eq!(value["self-issued"], false);
    assert_eq!(value["at"], "2026-06-01T00:00:00Z");
    assert_eq!(value["checks"][1]["id"], "proof");
    assert_eq!(value["checks"][1]["args"]["suite"], "eddsa-jcs-2022");
    assert_eq!(value.get("claims"), None, "claims are not for a pipe");
}

/// Whatever the report says, it keeps its own rules.
fn keeps_its_rules(report: &Report) {
    for check in report.checks() {
        assert!(CHECKS.contains(&check.id), "{}", check.id);
        assert_eq!(
            check.code.is_some(),
            matches!(check.state, State::Failed | State::Unknown)
        );
        assert!(check.code.is_none_or(|code| CODES.contains(&code)), "{:?}", check.code);
    }
    let read = report
        .checks()
        .iter()
        .any(|check| check.id == "reading" && check.state == State::Passed);
    assert!(report.outcome() != Outcome::Valid || read);
}

/// Any JSON, as deep as a badge.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(json!("urn:a:b")),
        Just(json!("2026-03-01T09:00:00Z")),
        Just(json!("Result")),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map("id|type|name|[a-zA-Z@]{0,8}", inner, 0..4)
                .prop_map(|members| members.into_iter().collect::<Value>()),
        ]
    })
}

/// Pointers to every value of a document.
fn pointers(value: &Value, pointer: String, all: &mut Vec<String>) {
    match value {
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                pointers(value, format!("{pointer}/{index}"), all);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                pointers(value, format!("{pointer}/{name}"), all);
            }
        }
        _ => {}
    }
    all.push(pointer);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_changed_byte_is_valid(places in proptest::collection::vec((any::<usize>(), any::<u8>(), 0..3_u8), 1..4)) {
        let good = certificate();
        let mut bytes = good.to_string().into_bytes();
        for (place, byte, how) in places {
            let place = place % bytes.len();
            match how {
                0 => bytes[place] = byte,
                1 => bytes.insert(place, byte),
                _ => { bytes.remove(place); }
            }
        }
        let report = verify(&bytes, now(), &TrustStore::default());
        keeps_its_rules(&report);
        let same = serde_json::from_slice::<Value>(&bytes).is_ok_and(|value| value == good);
        prop_assert!(same || report.outcome() != Outcome::Valid);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        keeps_its_rules(&verify(&bytes, now(), &TrustStore::default()));
    }

    #[test]
    fn no_signed_nonsense_makes_it_panic(place in any::<prop::sample::Index>(), nonsense in any_json()) {
        let mut document = badge().to_document().unwrap();
        let mut all = Vec::new();
        pointers(&document, String::new(), &mut all);
        *document.pointer_mut(place.get(&all).as_str()).unwrap() = nonsense;
        let document = if document.is_object() { signed(document, 1) } else { document };
        keeps_its_rules(&verify(document.to_string().as_bytes(), now(), &TrustStore::default()));
    }

    #[test]
    fn no_proof_nonsense_makes_it_panic(place in any::<prop::sample::Index>(), nonsense in any_json()) {
        let mut document = certificate();
        let mut all = Vec::new();
        pointers(&document["proof"], "/proof".to_owned(), &mut all);
        let pointer = place.get(&all).as_str();
        let before = document.pointer(pointer).unwrap().clone();
        *document.pointer_mut(pointer).unwrap() = nonsense.clone();
        let report = verify(document.to_string().as_bytes(), now(), &TrustStore::default());
        keeps_its_rules(&report);
        prop_assert!(before == nonsense || report.outcome() != Outcome::Valid);
    }
}

#[test]
fn ones_own_is_read_by_ones_own_key_and_nothing_else_is() {
    let document = certificate();
    let text = |document: &Value| document.to_string().into_bytes();
    let mine = own(&text(&document), &key(1).public()).unwrap();
    assert_eq!(mine, badge());
    assert_eq!(own(&text(&document), &key(2).public()), None, "the key of another");
    assert_eq!(own(b"{", &key(1).public()), None);
    // Signed by this key, in the name of another.
    let mut foreign = badge().to_document().unwrap();
    foreign["issuer"]["id"] = json!(did_of(2));
    assert_eq!(own(&text(&signed(foreign, 1)), &key(1).public()), None);
    // A second proof, however good, is for the whole verification.
    let twice = signed(document.clone(), 1);
    assert_eq!(own(&text(&twice), &key(1).public()), None);
    // A context that was appended after signing is not what was signed.
    let mut longer = document;
    longer["@context"]
        .as_array_mut()
        .unwrap()
        .push(json!("https://example.org/"));
    assert_eq!(own(&text(&longer), &key(1).public()), None);
}

proptest! {
    #[test]
    fn ones_own_with_any_byte_changed_is_not_read(place in any::<prop::sample::Index>(), flip in 1_u8..) {
        let mut bytes = certificate().to_string().into_bytes();
        let place = place.index(bytes.len());
        bytes[place] ^= flip;
        prop_assert_eq!(own(&bytes, &key(1).public()), None, "byte {} changed unseen", place);
    }
}
