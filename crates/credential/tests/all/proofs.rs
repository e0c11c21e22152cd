//! Proof sets, chains, appended contexts, and proofs that were tampered with.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests fail by panicking"
)]

use jalon_base::json::Value;
use jalon_base::{Digest, Timestamp, jcs};
use jalon_credential::did;
use jalon_credential::keys::SecretKey;
use jalon_credential::proof::{self, ProofOptions, Purpose};
use proptest::prelude::*;
use serde_json::json;

fn key(number: u8) -> SecretKey {
    SecretKey::from_seed([number; 32])
}

fn signed_by(number: u8, document: Value) -> Value {
    let key = key(number);
    let to_sign = proof::prepare(
        document,
        ProofOptions {
            verification_method: did::key_method(&key.public()),
            created: Timestamp::parse("2026-03-01T09:00:00Z").unwrap(),
            purpose: Purpose::AssertionMethod,
        },
    )
    .unwrap();
    let signature = key.sign(to_sign.bytes());
    to_sign.complete(signature).unwrap()
}

fn document() -> Value {
    json!({"@context": ["https://a.example/1", "https://a.example/2"], "name": "Livraison à vélo", "points": 12})
}

fn codes(document: Value) -> Vec<&'static str> {
    proof::verify(document, Purpose::AssertionMethod)
        .proofs
        .iter()
        .map(|proof| proof.outcome.as_ref().err().map_or("ok", |fault| fault.code()))
        .collect()
}

/// A proof over the document and the proofs it follows, made by hand as the text of the Recommendation says.
fn chained(mut document: Value, number: u8, id: &str, previous: Value, follows: &[usize]) -> Value {
    let key = key(number);
    let mut proofs = document
        .as_object_mut()
        .unwrap()
        .remove("proof")
        .unwrap()
        .as_array()
        .unwrap()
        .clone();
    let mut proof = json!({
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "id": id, "previousProof": previous,
        "verificationMethod": did::key_method(&key.public()), "proofPurpose": "assertionMethod",
        "@context": document["@context"],
    });
    let mut over = document.clone();
    over["proof"] = follows.iter().map(|&index| proofs[index].clone()).collect();
    let digest = |value: &Value| *Digest::of(&jcs::value_to_vec(value)).as_bytes();
    let signature = key.sign(&[digest(&proof), digest(&over)].concat());
    // Written through a proof of the library's own, which knows how to spell a signature.
    proof["proofValue"] = json!(multibase(&signature));
    proofs.push(proof);
    document["proof"] = Value::Array(proofs);
    document
}

fn multibase(bytes: &[u8]) -> String {
    const ALPHABET: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    let mut digits = vec![0_usize; 88];
    for &byte in bytes {
        let mut carry = usize::from(byte);
        for digit in digits.iter_mut().rev() {
            carry += *digit << 8;
            *digit = carry % 58;
            carry /= 58;
        }
    }
    let first = digits.iter().position(|&digit| digit > 0).unwrap();
    std::iter::once('z')
        .chain(digits[first..].iter().map(|&digit| char::from(ALPHABET[digit])))
        .collect()
}

fn with_id(mut signed: Value, id: &str) -> Value {
    // The id is signed, so the proof is made again with it.
    let unsigned = {
        let mut document = signed.clone();
        document.as_object_mut().unwrap().remove("proof");
        document
    };
    let mut proof = signed["proof"][0].take();
    proof.as_object_mut().unwrap().remove("proofValue");
    proof["id"] = json!(id);
    let digest = |value: &Value| *Digest::of(&jcs::value_to_vec(value)).as_bytes();
    let signature = key(1).sign(&[digest(&proof), digest(&unsigned)].concat());
    proof["proofValue"] = json!(multibase(&signature));
    signed["proof"] = json!([proof]);
    signed
}

#[test]
fn every_proof_of_a_set_must_hold() {
    let two = signed_by(2, signed_by(1, document()));
    assert_eq!(codes(two.clone()), ["ok", "ok"]);
    let set = proof::verify(two.clone(), Purpose::AssertionMethod);
    assert_eq!(set.verified(), Some(document()));

    let mut one_forged = two.clone();
    one_forged["proof"][1]["proofValue"] = two["proof"][0]["proofValue"].clone();
    assert_eq!(codes(one_forged.clone()), ["ok", "CRYPTOGRAPHIC_SECURITY_ERROR"]);
    let set = proof::verify(one_forged, Purpose::AssertionMethod);
    assert!(!set.holds());
    assert_eq!(set.verified(), None);

    let mut one_dropped = two;
    one_dropped["proof"].as_array_mut().unwrap().remove(0);
    assert_eq!(codes(one_dropped), ["ok"], "proofs of a set are independent");
}

#[test]
fn a_chain_binds_the_proof_before() {
    let first = with_id(signed_by(1, document()), "urn:proof:1");
    assert_eq!(codes(first.clone()), ["ok"]);
    let chain = chained(first.clone(), 2, "urn:proof:2", json!("urn:proof:1"), &[0]);
    assert_eq!(codes(chain.clone()), ["ok", "ok"]);
    let long = chained(
        chain.clone(),
        3,
        "urn:proof:3",
        json!(["urn:proof:2", "urn:proof:1"]),
        &[0, 1],
    );
    assert_eq!(codes(long), ["ok", "ok", "ok"]);

    let mut cut = chain.clone();
    cut["proof"].as_array_mut().unwrap().remove(0);
    assert_eq!(codes(cut), ["PROOF_VERIFICATION_ERROR"]);

    let mut replaced = chain.clone();
    replaced["proof"][0]["nonce"] = json!("x");
    assert_eq!(codes(replaced), ["CRYPTOGRAPHIC_SECURITY_ERROR"; 2]);

    let mut twice = chain.clone();
    let again = twice["proof"][0].clone();
    twice["proof"].as_array_mut().unwrap().push(again);
    assert_eq!(codes(twice), ["ok", "PROOF_VERIFICATION_ERROR", "ok"]);

    let mut circle = chain;
    circle["proof"][0]["previousProof"] = json!("urn:proof:2");
    assert_eq!(codes(circle), ["PROOF_VERIFICATION_ERROR"; 2]);
    let mut itself = first;
    itself["proof"][0]["previousProof"] = json!(["urn:proof:1"]);
    assert_eq!(codes(itself), ["PROOF_VERIFICATION_ERROR"]);
}

#[test]
fn contexts_appended_after_signing_are_gone_from_the_verified_document() {
    let mut appended = signed_by(1, document());
    appended["@context"]
        .as_array_mut()
        .unwrap()
        .push(json!("https://attacker.example/"));
    let set = proof::verify(appended.clone(), Purpose::AssertionMethod);
    assert!(set.holds());
    assert_eq!(set.verified(), Some(document()));

    let mut prepended = appended;
    prepended["@context"].as_array_mut().unwrap().rotate_right(1);
    assert_eq!(codes(prepended), ["PROOF_VERIFICATION_ERROR"]);

    let mut none = signed_by(1, document());
    none.as_object_mut().unwrap().remove("@context");
    assert_eq!(codes(none), ["PROOF_VERIFICATION_ERROR"]);
}

#[test]
fn a_proof_without_context_verifies_too() {
    let mut document = document();
    document.as_object_mut().unwrap().remove("@context");
    let signed = signed_by(1, document.clone());
    assert!(signed["proof"][0].get("@context").is_none());
    assert_eq!(codes(signed), ["ok"]);
}

#[test]
fn what_is_wrong_is_said() {
    let good = signed_by(1, document());
    let with = |name: &str, value: Value| {
        let mut changed = good.clone();
        changed["proof"][0][name] = value;
        codes(changed)[0]
    };
    assert_eq!(
        with("proofPurpose", json!("authentication")),
        "PROOF_VERIFICATION_ERROR"
    );
    assert_eq!(with("type", json!("Ed25519Signature2020")), "PROOF_VERIFICATION_ERROR");
    assert_eq!(with("type", json!(3)), "PROOF_VERIFICATION_ERROR");
    assert_eq!(
        with("cryptosuite", json!("example-suite-2099")),
        "UNSUPPORTED_CRYPTOSUITE"
    );
    assert_eq!(with("created", json!("hier")), "PROOF_VERIFICATION_ERROR");
    assert_eq!(
        with("created", json!("2026-02-30T00:00:00Z")),
        "PROOF_VERIFICATION_ERROR"
    );
    assert_eq!(
        with("created", json!("2026-03-01T09:00:01Z")),
        "CRYPTOGRAPHIC_SECURITY_ERROR"
    );
    assert_eq!(with("proofValue", json!("z1")), "PROOF_VERIFICATION_ERROR");
    assert_eq!(
        with("verificationMethod", json!("#key")),
        "INVALID_VERIFICATION_METHOD_URL"
    );
    assert_eq!(
        with("verificationMethod", json!("did:web:a.example#k")),
        "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT"
    );
    for (proof, code) in [
        (json!([]), "PROOF_VERIFICATION_ERROR"),
        (json!([3]), "PARSING_ERROR"),
        (json!(null), "PARSING_ERROR"),
    ] {
        let mut changed = good.clone();
        changed["proof"] = proof;
        assert_eq!(codes(changed), [code]);
    }
    let mut many = good.clone();
    many["proof"] = Value::Array(vec![good["proof"][0].clone(); 17]);
    assert_eq!(codes(many), ["PROOF_VERIFICATION_ERROR"]);
    assert_eq!(codes(document()), ["PROOF_VERIFICATION_ERROR"]);
    assert_eq!(codes(json!([1])), ["PARSING_ERROR"]);
    let bare = did::did_key(&key(1).public());
    assert_eq!(with("verificationMethod", json!(bare)), "CRYPTOGRAPHIC_SECURITY_ERROR");
}

#[test]
fn a_signature_of_another_key_is_not_written() {
    let options = ProofOptions {
        verification_method: did::key_method(&key(1).public()),
        created: Timestamp::parse("2026-03-01T09:00:00Z").unwrap(),
        purpose: Purpose::AssertionMethod,
    };
    let to_sign = proof::prepare(document(), options.clone()).unwrap();
    let foreign = key(2).sign(to_sign.bytes());
    assert_eq!(to_sign.complete(foreign).unwrap_err().code(), "PROOF_GENERATION_ERROR");
    assert_eq!(
        proof::prepare(json!(3), options).unwrap_err().code(),
        "PROOF_GENERATION_ERROR"
    );
}

/// Any JSON, shaped like a proof often enough to go deep.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        prop_oneof![
            Just("DataIntegrityProof".to_owned()),
            Just("eddsa-jcs-2022".to_owned()),
            Just("assertionMethod".to_owned()),
            Just("a".to_owned()),
            Just(did::did_key(&SecretKey::from_seed([1; 32]).public())),
            "z[1-9A-Za-z]{0,90}",
            ".{0,12}",
        ]
        .prop_map(Value::from),
    ];
    let name = prop_oneof![
        Just("type"),
        Just("cryptosuite"),
        Just("verificationMethod"),
        Just("proofPurpose"),
        Just("proofValue"),
        Just("previousProof"),
        Just("id"),
        Just("created"),
        Just("@context"),
        Just("proof"),
    ];
    leaf.prop_recursive(4, 48, 8, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map(name.clone().prop_map(str::to_owned), inner, 0..10)
                .prop_map(|members| members.into_iter().collect::<Value>()),
        ]
    })
}

proptest! {
    #[test]
    fn no_document_makes_it_panic(proof in any_json(), document in any_json()) {
        let mut whole = json!({"@context": document});
        whole["proof"] = proof;
        let set = proof::verify(whole, Purpose::AssertionMethod);
        prop_assert!(!set.holds());
    }

    #[test]
    fn no_change_of_a_letter_goes_unseen(at in 0..1000_usize, letter in "[a-z0-9]") {
        let signed = signed_by(1, document());
        let text = signed.to_string();
        let place = text.char_indices().map(|(place, _)| place).nth(at % text.chars().count()).unwrap();
        let old = text[place..].chars().next().unwrap();
        let changed = format!("{}{letter}{}", &text[..place], &text[place + old.len_utf8()..]);
        if let Ok(value) = serde_json::from_str::<Value>(&changed) && value != signed {
            prop_assert!(!proof::verify(value, Purpose::AssertionMethod).holds());
        }
    }
}
