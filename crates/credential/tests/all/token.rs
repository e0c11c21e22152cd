//! Badges that are tokens, from their bytes to a report: each attack its code, each key its owner.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests fail by panicking")]

use crate::common::{at, badge, did_of, key};
use jalon_base::encoding::base64url;
use jalon_base::jcs;
use jalon_base::json::Value;
use jalon_credential::at_hand::AtHand;
use jalon_credential::did::key_method;
use jalon_credential::jwt::Answer;
use jalon_credential::proof::Jcs;
use jalon_credential::trust::{Issuer, Role, TrustStore};
use jalon_credential::verify::{Outcome, Reader, Report, Token, Trusted, Verdict};
use serde_json::json;

const WEB: &str = "did:web:certificateur.example";
const SITE: &str = "https://certificateur.example/issuer";

fn payload(issuer: &str) -> Value {
    let mut document = badge().to_document().unwrap();
    document["issuer"]["id"] = json!(issuer);
    document["iss"] = json!(issuer);
    document["sub"] = document["credentialSubject"]["id"].clone();
    document["jti"] = document["id"].clone();
    document["nbf"] = json!(at("2026-03-01T09:00:00Z").unix());
    document["exp"] = json!(at("2031-03-01T09:00:00Z").unix());
    document
}

fn header() -> Value {
    json!({"alg": "EdDSA", "typ": "JWT", "kid": key_method(&key(1).public())})
}

fn token(header: &Value, payload: &Value) -> Vec<u8> {
    let part = |value: &Value| base64url(&jcs::value_to_vec(value));
    let signed = format!("{}.{}", part(header), part(payload));
    let signature = base64url(&key(1).sign(signed.as_bytes()));
    format!("{signed}.{signature}").into_bytes()
}

/// A report at a date, with documents at their addresses, and the platform's answer.
fn read_at(bytes: &[u8], date: &str, fetched: &[(&str, Value)], answer: Answer) -> Report {
    let mut trust = TrustStore::default();
    let issuer = Issuer {
        name: "Certificateur".into(),
        roles: [Role::Certifier].into_iter().collect(),
        ..Issuer::default()
    };
    for did in [did_of(1).as_str(), WEB, SITE] {
        trust.pin(did, issuer.clone());
    }
    let mut at_hand = AtHand::new(&trust);
    for (url, document) in fetched {
        at_hand.fetched(*url, document.to_string().into_bytes());
    }
    let reader = Reader {
        at: at(date),
        trust: &trust,
        sources: &at_hand,
        suites: &[&Jcs],
    };
    Token::read(bytes, &at_hand).complete(answer, &reader)
}

fn read(bytes: &[u8]) -> Report {
    read_at(bytes, "2026-06-01T00:00:00Z", &[], Answer::NotChecked)
}

fn said(report: &Report) -> (Outcome, Option<&'static str>) {
    (report.outcome(), report.code())
}

#[test]
fn a_token_of_its_issuer_says_what_a_badge_with_proofs_says() {
    let report = read(&token(&header(), &payload(&did_of(1))));
    assert_eq!(said(&report), (Outcome::Valid, None), "{:#?}", report.checks());
    assert_eq!(report.trusted(), Trusted::Yes);
    let Verdict::Valid { claims, .. } = report.verdict() else {
        panic!("not valid");
    };
    let mut expected = badge();
    expected.issuer.id = did_of(1);
    assert_eq!(claims.badge(), &expected);
    assert!(
        claims.document().get("iss").is_none(),
        "claims of the token are not shown"
    );
}

#[test]
fn every_attack_on_a_token_has_its_code() {
    let issuer = did_of(1);
    let with = |mut value: Value, name: &str, to: Value| {
        value[name] = to;
        value
    };
    let jwk = |number: u8| {
        let x = base64url(key(number).public().as_bytes());
        json!({"kty": "OKP", "crv": "Ed25519", "x": x})
    };
    let mut unbound = header();
    unbound.as_object_mut().unwrap().remove("kid");
    let other = key_method(&key(2).public());
    let good = payload(&issuer);
    let invalid = |code| (Outcome::Invalid, Some(code));
    for (what, header, payload, expected) in [
        (
            "none",
            with(header(), "alg", json!("none")),
            good.clone(),
            invalid("jwt/algorithm"),
        ),
        (
            "a shared secret",
            with(header(), "alg", json!("HS256")),
            good.clone(),
            invalid("jwt/algorithm"),
        ),
        (
            "another algorithm",
            with(header(), "alg", json!("ES256")),
            good.clone(),
            invalid("jwt/algorithm"),
        ),
        (
            "a critical header",
            with(header(), "crit", json!(["exp"])),
            good.clone(),
            invalid("jwt/header"),
        ),
        (
            "a key elsewhere",
            with(header(), "jku", json!("https://thief.example")),
            good.clone(),
            invalid("jwt/header"),
        ),
        ("no key", unbound.clone(), good.clone(), invalid("jwt/no-key")),
        (
            "the thief's key",
            with(unbound.clone(), "jwk", jwk(2)),
            good.clone(),
            invalid("ISSUER_MISMATCH"),
        ),
        (
            "two keys",
            with(header(), "jwk", jwk(2)),
            good.clone(),
            invalid("jwt/key"),
        ),
        (
            "another's address",
            with(header(), "kid", json!(other)),
            good.clone(),
            invalid("CRYPTOGRAPHIC_SECURITY_ERROR"),
        ),
        (
            "a name that is no address",
            with(header(), "kid", json!("key-1")),
            good.clone(),
            invalid("INVALID_VERIFICATION_METHOD_URL"),
        ),
        (
            "another issuer",
            header(),
            payload(&did_of(3)),
            invalid("ISSUER_MISMATCH"),
        ),
        (
            "another claim",
            header(),
            with(good.clone(), "iss", json!("did:example:x")),
            invalid("jwt/claim"),
        ),
        (
            "an old form",
            header(),
            with(good.clone(), "vc", json!({})),
            invalid("jwt/wrapped"),
        ),
        (
            "a secret",
            with(unbound, "jwk", with(jwk(1), "d", json!("AAAA"))),
            good.clone(),
            invalid("key/secret"),
        ),
        (
            "a member that is missing",
            header(),
            with(good.clone(), "credentialSubject", json!({"id": good["sub"]})),
            invalid("SCHEMA_ERROR"),
        ),
    ] {
        let report = read(&token(&header, &payload));
        assert_eq!(said(&report), expected, "{what}: {:#?}", report.checks());
    }
    // Signed by key 1 in the name of key 2: nothing of it may be read.
    let report = read(&token(&with(header(), "kid", json!(other)), &payload(&did_of(2))));
    assert!(matches!(report.verdict(), Verdict::Invalid { .. }));
    let twice = base64url(br#"{"id":"a","id":"b"}"#);
    let head = base64url(header().to_string().as_bytes());
    assert_eq!(
        said(&read(format!("{head}.{twice}.AA").as_bytes())),
        invalid("PARSING_ERROR")
    );
    assert_eq!(said(&read(b"e30.e30")), invalid("PARSING_ERROR"));
}

#[test]
fn dates_of_a_token_are_judged() {
    let good = token(&header(), &payload(&did_of(1)));
    let judged = |bytes: &[u8], date| said(&read_at(bytes, date, &[], Answer::NotChecked));
    assert_eq!(
        judged(&good, "2031-03-02T09:00:00Z"),
        (Outcome::Invalid, Some("EXPIRED"))
    );
    assert_eq!(
        judged(&good, "2026-02-28T09:00:00Z"),
        (Outcome::Invalid, Some("PROOF_NOT_YET_VALID"))
    );
    let mut open = payload(&did_of(1));
    open.as_object_mut().unwrap().remove("validUntil");
    assert_eq!(
        judged(&token(&header(), &open), "2031-03-02T09:00:00Z"),
        (Outcome::Invalid, Some("EXPIRED")),
        "an end that only the token has"
    );
    let mut own = header();
    own["typ"] = json!("vc+jwt");
    let mut short = payload(&did_of(1));
    short["exp"] = json!(at("2026-04-01T00:00:00Z").unix());
    let short = token(&own, &short);
    assert_eq!(judged(&short, "2026-03-31T00:00:00Z"), (Outcome::Valid, None));
    assert_eq!(
        judged(&short, "2026-04-02T00:00:00Z"),
        (Outcome::Invalid, Some("PROOF_EXPIRED"))
    );
}

#[test]
fn keys_of_identity_documents_and_of_sites_are_found() {
    let x = base64url(key(1).public().as_bytes());
    let jwk = json!({"kty": "OKP", "crv": "Ed25519", "x": x});
    let address = "https://certificateur.example/.well-known/did.json";
    let identity = |jwk: &Value| {
        let method = json!({"id": format!("{WEB}#a"), "type": "JsonWebKey", "controller": WEB, "publicKeyJwk": jwk});
        json!({"id": WEB, "verificationMethod": [method], "assertionMethod": [format!("{WEB}#a")]})
    };
    let read = |header: &Value, issuer: &str, fetched: &[(&str, Value)]| {
        let report = read_at(
            &token(header, &payload(issuer)),
            "2026-06-01T00:00:00Z",
            fetched,
            Answer::NotChecked,
        );
        (report.outcome(), report.code(), report.trusted())
    };
    let kid = |kid: &str| json!({"alg": "EdDSA", "kid": kid});
    let valid = (Outcome::Valid, None, Trusted::Yes);
    let by_document = kid(&format!("{WEB}#a"));
    assert_eq!(read(&by_document, WEB, &[(address, identity(&jwk))]), valid);
    let unknown = |code| (Outcome::Indeterminate, Some(code), Trusted::Unknown);
    assert_eq!(
        read(&by_document, WEB, &[]),
        unknown("INVALID_CONTROLLED_IDENTIFIER_DOCUMENT")
    );
    // A key that came along is the issuer's when the issuer's document has it.
    let along = json!({"alg": "EdDSA", "jwk": jwk});
    assert_eq!(read(&along, WEB, &[(address, identity(&jwk))]), valid);
    assert_eq!(read(&along, WEB, &[]), unknown("jwt/key-unbound"));
    let other = json!({"kty": "OKP", "crv": "Ed25519", "x": base64url(key(2).public().as_bytes())});
    assert_eq!(
        read(&along, WEB, &[(address, identity(&other))]),
        (Outcome::Invalid, Some("ISSUER_MISMATCH"), Trusted::Unknown)
    );
    // A key that the issuer's own site serves.
    let served = "https://certificateur.example/keys";
    let mut named = jwk.clone();
    named["kid"] = json!("one");
    let set = json!({"keys": [other, named]});
    assert_eq!(
        read(&kid(&format!("{served}#one")), SITE, &[(served, set.clone())]),
        valid
    );
    assert_eq!(read(&kid(served), SITE, &[(served, jwk.clone())]), valid);
    assert_eq!(
        read(&kid(&format!("{served}#two")), SITE, &[(served, set)]),
        (Outcome::Invalid, Some("INVALID_VERIFICATION_METHOD"), Trusted::Unknown)
    );
    let elsewhere = "https://thief.example/keys";
    assert_eq!(
        read(&kid(elsewhere), SITE, &[(elsewhere, jwk)]),
        (Outcome::Invalid, Some("ISSUER_MISMATCH"), Trusted::Unknown)
    );
}

#[test]
fn what_the_platform_says_decides_where_it_is_asked() {
    let served = "https://certificateur.example/keys";
    let jwk = json!({"kty": "EC", "crv": "P-256", "x": base64url(&[1; 32]), "y": base64url(&[2; 32])});
    let bytes = token(&json!({"alg": "ES256", "kid": served}), &payload(SITE));
    let read = |answer| {
        let report = read_at(&bytes, "2026-06-01T00:00:00Z", &[(served, jwk.clone())], answer);
        (report.outcome(), report.code())
    };
    assert_eq!(read(Answer::Holds), (Outcome::Valid, None));
    assert_eq!(
        read(Answer::Fails),
        (Outcome::Invalid, Some("CRYPTOGRAPHIC_SECURITY_ERROR"))
    );
    assert_eq!(
        read(Answer::NotChecked),
        (Outcome::Indeterminate, Some("UNSUPPORTED_CRYPTOSUITE"))
    );
}
