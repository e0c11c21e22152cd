//! Tokens read, and tokens that are refused: each for its reason.

use super::*;
use crate::did::{did_key, key_method};
use crate::keys::SecretKey;
use jalon_base::encoding::base64url;
use jalon_base::jcs;
use proptest::prelude::*;
use serde_json::json;

fn key() -> SecretKey {
    SecretKey::from_seed([5; 32])
}

fn x() -> String {
    base64url(key().public().as_bytes())
}

fn header() -> Value {
    json!({"alg": "EdDSA", "typ": "JWT", "kid": key_method(&key().public())})
}

fn payload() -> Value {
    let issuer = did_key(&key().public());
    json!({
        "@context": crate::open_badge::CONTEXTS, "id": "urn:uuid:07070707-0707-4707-8707-070707070707", "name": "Badge",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer, "type": ["Profile"]}, "credentialSubject": {"id": "did:example:holder", "type": ["AchievementSubject"]},
        "validFrom": "2026-03-01T09:00:00Z", "validUntil": "2031-03-01T09:00:00Z",
        "iss": issuer, "sub": "did:example:holder", "jti": "urn:uuid:07070707-0707-4707-8707-070707070707",
        "nbf": 1_772_355_600, "exp": 1_930_122_000,
    })
}

fn token(header: &Value, payload: &Value) -> Vec<u8> {
    let part = |value: &Value| base64url(&jcs::value_to_vec(value));
    let signed = format!("{}.{}", part(header), part(payload));
    let signature = base64url(&key().sign(signed.as_bytes()));
    format!("{signed}.{signature}").into_bytes()
}

/// The header or payload with members changed; null takes one away.
fn with(mut value: Value, changes: Value) -> Value {
    for (name, change) in changes.as_object().unwrap() {
        if change.is_null() {
            value.as_object_mut().unwrap().remove(name);
        } else {
            value[name] = change.clone();
        }
    }
    value
}

fn read(bytes: &[u8]) -> Result<Jwt, JwtFault> {
    Jwt::read(bytes, &InDid)
}

/// The payload in the name of somebody whose keys are not in the name.
fn elsewhere() -> Value {
    let issuer = "https://certificateur.example/";
    with(
        payload(),
        json!({"issuer": {"id": issuer, "type": ["Profile"]}, "iss": issuer}),
    )
}

fn fault_of_header(changes: Value) -> JwtFault {
    read(&token(&with(header(), changes), &payload())).unwrap_err()
}

fn fault_of_payload(changes: Value) -> JwtFault {
    read(&token(&header(), &with(payload(), changes))).unwrap_err()
}

#[test]
fn a_badge_by_a_key_of_its_issuer_holds() {
    let bytes = [token(&header(), &payload()), b"\n".to_vec()].concat();
    assert!(is_compact(&bytes));
    let jwt = read(&bytes).unwrap();
    assert_eq!(jwt.controller(), Some(did_key(&key().public()).as_str()));
    assert_eq!((jwt.algorithm(), jwt.question()), (Algorithm::EdDsa, None));
    assert_eq!(jwt.settle(Answer::NotChecked), Ok(()));
    let credential = jwt.into_credential();
    for claim in ["iss", "sub", "jti", "nbf", "exp"] {
        assert!(!credential.contains_key(claim), "{claim}");
    }
    assert_eq!(credential["validUntil"], "2031-03-01T09:00:00Z");
}

#[test]
fn a_signature_of_another_or_over_something_else_does_not_hold() {
    let good = String::from_utf8(token(&header(), &payload())).unwrap();
    let parts: Vec<&str> = good.split('.').collect();
    let other = String::from_utf8(token(&header(), &with(payload(), json!({"name": "Better badge"})))).unwrap();
    let others: Vec<&str> = other.split('.').collect();
    let settle = |text: String| read(text.as_bytes()).unwrap().settle(Answer::Holds);
    assert_eq!(
        settle([parts[0], others[1], parts[2]].join(".")),
        Err(JwtFault::Signature)
    );
    assert_eq!(settle([parts[0], parts[1], "AAAA"].join(".")), Err(JwtFault::Signature));
    assert_eq!(settle([parts[0], parts[1], ""].join(".")), Err(JwtFault::Signature));
    // RFC 8032 §8.4 and digest of small-order keys: a forgery made without any secret is nobody's.
    let mut small = [0; 32];
    small[0] = 1;
    let jwk = json!({"kty": "OKP", "crv": "Ed25519", "x": base64url(&small)});
    let header = with(header(), json!({"kid": null, "jwk": jwk}));
    let part = |value: &Value| base64url(&jcs::value_to_vec(value));
    let signature = [small, [0; 32]].concat();
    let forged = format!("{}.{}.{}", part(&header), part(&elsewhere()), base64url(&signature));
    assert_eq!(settle(forged), Err(JwtFault::Signature));
}

#[test]
fn algorithms_are_those_of_keys() {
    for alg in ["none", "None", "HS256", "RS1", "ES256K", "PS256", "", "eddsa"] {
        assert_eq!(fault_of_header(json!({"alg": alg})).code(), "jwt/algorithm", "{alg}");
    }
    // The key is Ed25519, whatever the header says.
    for alg in ["ES256", "RS256"] {
        assert_eq!(fault_of_header(json!({"alg": alg})), JwtFault::AlgorithmOfKey);
    }
    assert_eq!(fault_of_header(json!({"alg": null})).code(), "jwt/header");
    assert_eq!(fault_of_header(json!({"alg": ["EdDSA"]})).code(), "jwt/header");
    assert!(
        read(&token(
            &with(header(), json!({"alg": "Ed25519", "typ": null})),
            &payload()
        ))
        .is_ok()
    );
}

#[test]
fn headers_beyond_open_badges_are_refused() {
    for extra in [
        json!({"crit": ["exp"]}),
        json!({"jku": "https://thief.example/"}),
        json!({"x5c": []}),
        json!({"b64": false}),
        json!({"typ": "at+jwt"}),
    ] {
        assert_eq!(fault_of_header(extra).code(), "jwt/header");
    }
    assert_eq!(fault_of_header(json!({"kid": null})), JwtFault::NoKey);
    let own = json!({"kty": "OKP", "crv": "Ed25519", "x": x()});
    let other =
        json!({"kty": "OKP", "crv": "Ed25519", "x": base64url(SecretKey::from_seed([6; 32]).public().as_bytes())});
    assert_eq!(fault_of_header(json!({"jwk": other})), JwtFault::TwoKeys);
    assert_eq!(
        fault_of_header(json!({"kid": null, "jwk": other})),
        JwtFault::NotOfIssuer
    );
    // What changes nothing is left aside (RFC 7515 §4).
    assert!(read(&token(&with(header(), json!({"cty": "vc", "x5t": "AAAA"})), &payload())).is_ok());
    let alone = with(header(), json!({"kid": null, "jwk": own}));
    let did = did_key(&key().public());
    assert_eq!(
        read(&token(&alone, &payload())).unwrap().controller(),
        Some(did.as_str())
    );
    assert_eq!(read(&token(&alone, &elsewhere())).unwrap().controller(), None);
    assert!(read(&token(&with(header(), json!({"jwk": own})), &payload())).is_ok());
}

#[test]
fn keys_that_leak_or_are_weak_are_refused() {
    let fault = |jwk: Value| fault_of_header(json!({"kid": null, "jwk": jwk}));
    assert_eq!(
        fault(json!({"kty": "OKP", "crv": "Ed25519", "x": x(), "d": "AA"})),
        JwtFault::SecretKey
    );
    assert_eq!(fault(json!({"kty": "oct", "k": "AA"})), JwtFault::SecretKey);
    for jwk in [
        json!({}),
        json!("key"),
        json!({"kty": "OKP", "crv": "X25519", "x": x()}),
        json!({"kty": "OKP", "crv": "Ed25519", "x": "AA"}),
        json!({"kty": "OKP", "crv": "Ed25519", "x": x(), "use": "enc"}),
        json!({"kty": "OKP", "crv": "Ed25519", "x": x(), "key_ops": ["sign"]}),
        json!({"kty": "OKP", "crv": "Ed25519", "x": x(), "alg": "ES256"}),
        json!({"kty": "EC", "crv": "P-384", "x": x(), "y": x()}),
        json!({"kty": "RSA", "n": base64url(&[0xFF; 128]), "e": "AQAB"}),
        json!({"kty": "RSA", "n": base64url(&[0xFF; 2048]), "e": "AQAB"}),
        json!({"kty": "RSA", "n": base64url(&[0xFE; 256]), "e": "AQAB"}),
        json!({"kty": "RSA", "n": base64url(&[0xFF; 256]), "e": "AQ"}),
        json!({"kty": "RSA", "n": base64url(&[0xFF; 256]), "e": "AAEAAQ"}),
    ] {
        assert_eq!(fault(jwk.clone()).code(), "jwt/key", "{jwk}");
    }
}

#[test]
fn claims_say_what_the_credential_says() {
    for (name, wrong) in [
        ("iss", json!("did:example:other")),
        ("sub", json!("did:example:other")),
        ("jti", json!("urn:uuid:other")),
        ("nbf", json!(1_772_355_601)),
        ("nbf", json!("1772355600")),
        ("nbf", json!(1_772_355_600.5)),
        ("exp", json!(1_930_122_001)),
        ("exp", json!("never")),
        ("iss", json!(null)),
        ("sub", json!(null)),
        ("jti", json!(null)),
        ("nbf", json!(null)),
    ] {
        let expected = JwtFault::Claim {
            name: ["iss", "sub", "jti", "nbf", "exp"]
                .into_iter()
                .find(|known| *known == name)
                .unwrap(),
        };
        assert_eq!(fault_of_payload(json!({name: wrong})), expected, "{name} {wrong}");
    }
    assert_eq!(fault_of_payload(json!({"vc": {}})), JwtFault::Wrapped);
    assert!(read(&token(&header(), &with(payload(), json!({"exp": null})))).is_ok());
    // An end that only the token has is the credential's.
    let ends = read(&token(&header(), &with(payload(), json!({"validUntil": null}))))
        .unwrap()
        .into_credential();
    assert_eq!(ends["validUntil"], "2031-03-01T09:00:00Z");
}

#[test]
fn a_token_of_vc_jose_cose_has_dates_of_its_own() {
    let header = with(header(), json!({"typ": "vc+jwt"}));
    let none = json!({"iss": null, "sub": null, "jti": null, "nbf": null, "exp": null});
    let jwt = read(&token(&header, &with(payload(), none))).unwrap();
    assert_eq!((jwt.created(), jwt.window()), (None, (None, None)));
    let dated = json!({"nbf": 1_772_355_600, "iat": 1_772_355_601, "exp": 1_772_355_700});
    let jwt = read(&token(&header, &with(payload(), dated))).unwrap();
    let at = |seconds| Timestamp::from_unix(seconds);
    assert_eq!(jwt.created(), at(1_772_355_601));
    assert_eq!(jwt.window(), (at(1_772_355_600), at(1_772_355_700)));
    let credential = jwt.into_credential();
    assert_eq!(credential["validUntil"], "2031-03-01T09:00:00Z");
    let other = token(&header, &with(payload(), json!({"iss": "did:example:other"})));
    assert_eq!(read(&other).unwrap_err(), JwtFault::Claim { name: "iss" });
}

#[test]
fn a_key_that_is_elsewhere_is_not_wrong_but_unknown() {
    for kid in ["https://example.edu/keys#key-1", "did:web:example.edu#key-1"] {
        let jwt = read(&token(&with(header(), json!({"kid": kid})), &payload())).unwrap();
        assert_eq!(jwt.controller(), None);
        let fault = jwt.settle(Answer::Holds).unwrap_err();
        assert!(fault.is_unknown(), "{fault}");
    }
    for kid in ["key-1", "#key-1", "http://example.edu/key", "did:jwk:AAAA#1"] {
        assert!(!fault_of_header(json!({"kid": kid})).is_unknown(), "{kid}");
    }
    let jwk = base64url(json!({"crv": "Ed25519", "kty": "OKP", "x": x()}).to_string().as_bytes());
    let jwt = read(&token(
        &with(header(), json!({"kid": format!("did:jwk:{jwk}#0")})),
        &payload(),
    ))
    .unwrap();
    assert_eq!(jwt.controller(), Some(format!("did:jwk:{jwk}").as_str()));
    assert_eq!(jwt.settle(Answer::NotChecked), Ok(()));
}

#[test]
fn a_platform_is_asked_what_is_not_checked_here() {
    let jwk = json!({"kty": "EC", "crv": "P-256", "x": base64url(&[1; 32]), "y": base64url(&[2; 32])});
    let jwt = read(&token(
        &with(header(), json!({"kid": null, "alg": "ES256", "jwk": jwk})),
        &elsewhere(),
    ))
    .unwrap();
    let question = jwt.question().unwrap();
    assert_eq!(
        (question.algorithm, question.key),
        (Algorithm::Es256, &Jwk::P256 { x: [1; 32], y: [2; 32] })
    );
    assert_eq!(question.signature.len(), 64);
    assert_eq!(jwt.settle(Answer::Holds), Ok(()));
    assert_eq!(jwt.settle(Answer::Fails), Err(JwtFault::Signature));
    assert!(jwt.settle(Answer::NotChecked).unwrap_err().is_unknown());
}

#[test]
fn what_is_not_a_token_is_refused() {
    for text in [
        "",
        "a.b",
        "....",
        "e30.e30.AA.AA",
        "e30=.e30.AA",
        "e31.e30.AA",
        "W10.e30.AA",
        "\u{e9}.e30.AA",
    ] {
        assert!(read(text.as_bytes()).is_err(), "{text}");
        assert!(!is_compact(text.as_bytes()), "{text}");
    }
    // A member twice, in the header and in the payload.
    let twice = base64url(b"{\"alg\":\"none\",\"alg\":\"EdDSA\"}");
    assert_eq!(
        read(format!("{twice}.e30.AA").as_bytes()).unwrap_err().code(),
        "PARSING_ERROR"
    );
}

#[test]
fn the_signature_of_rfc_8037() {
    // RFC 8037 Appendix A.4 and A.5: key, header `{"alg":"EdDSA"}`, payload `Example of Ed25519 signing`.
    let jwk = json!({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"});
    let Ok(Jwk::Ed25519(key)) = Jwk::read(&jwk) else {
        panic!()
    };
    let signed = b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    let signature =
        unbase64url("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg").unwrap();
    assert_eq!(eddsa(&key, signed, &signature), Ok(()));
    assert_eq!(eddsa(&key, &signed[1..], &signature), Err(JwtFault::Signature));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(parts in proptest::collection::vec("[A-Za-z0-9_-]{0,20}", 0..5)) {
        let _ = read(parts.join(".").as_bytes());
    }

    #[test]
    fn one_letter_changed_is_refused(at in 0_usize..2000, letter in "[A-Za-z0-9_.-]") {
        let good = token(&header(), &payload());
        let mut changed = good.clone();
        let at = at % changed.len();
        changed[at] = letter.as_bytes()[0];
        let holds = read(&changed).is_ok_and(|jwt| jwt.settle(Answer::NotChecked).is_ok());
        prop_assert!(changed == good || !holds);
    }
}
