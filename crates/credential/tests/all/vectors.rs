//! Known answers: `did:key`, Ed25519 edge cases, and `eddsa-jcs-2022` with every intermediate value.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests fail by panicking"
)]

use jalon_base::encoding::{hex, unhex};
use jalon_base::json::{Limits, Value, parse};
use jalon_base::{Digest, Timestamp, jcs};
use jalon_credential::did;
use jalon_credential::keys::{PublicKey, SecretKey, Unreadable};
use jalon_credential::proof::{self, ProofOptions, Purpose};
use std::path::Path;

fn vector(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/vectors")
        .join(name);
    parse(&std::fs::read(path).unwrap(), Limits::FOREIGN).unwrap()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).unwrap().as_str().unwrap()
}

fn bytes<const N: usize>(value: &Value, name: &str) -> [u8; N] {
    unhex(text(value, name)).unwrap().try_into().unwrap()
}

#[test]
fn did_key_of_a_seed() {
    for case in vector("did-key/ed25519.json")["vectors"].as_array().unwrap() {
        let key = SecretKey::from_seed(bytes(case, "seedHex")).public();
        assert_eq!(did::did_key(&key), text(case, "did"));
        assert_eq!(did::resolve_key(text(case, "did")), Ok(key));
    }
}

#[test]
fn of_the_edge_cases_of_ed25519_only_the_harmless_one_holds() {
    let holds: Vec<bool> = vector("ed25519/speccheck-dev.json")["cases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|case| {
            let message = unhex(text(case, "message")).unwrap();
            PublicKey::from_bytes(&bytes(case, "pub_key"))
                .is_ok_and(|key| key.verify_strict(&message, &bytes(case, "signature")).is_ok())
        })
        .collect();
    assert_eq!(holds, [false, false, false, true, false]);
}

/// The seed of a published test key. The library has no reader of secret multikeys, on purpose.
fn seed(multikey: &str) -> [u8; 32] {
    const ALPHABET: &str = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    let mut number = [0_u8; 34];
    for letter in multikey.strip_prefix('z').unwrap().chars() {
        let mut carry = ALPHABET.find(letter).unwrap();
        for byte in number.iter_mut().rev() {
            carry += usize::from(*byte) * 58;
            *byte = u8::try_from(carry & 0xFF).unwrap();
            carry >>= 8;
        }
    }
    number[2..].try_into().unwrap()
}

#[test]
fn eddsa_jcs_2022_step_by_step() {
    let vector = vector("eddsa/eddsa-jcs-2022.json");
    let pair = self::vector("eddsa/keyPair.json");
    let secret = text(&pair, "privateKeyMultibase");
    let key = SecretKey::from_seed(seed(secret));
    assert_eq!(key.public().multikey(), text(&pair, "publicKeyMultibase"));
    assert_eq!(PublicKey::from_multikey(secret), Err(Unreadable::SecretKey));

    let mut document = vector["signed"].clone();
    document.as_object_mut().unwrap().remove("proof");
    let canonical = jcs::value_to_vec(&document);
    assert_eq!(
        std::str::from_utf8(&canonical).unwrap(),
        text(&vector, "canonicalDocument")
    );
    assert_eq!(Digest::of(&canonical).to_string(), text(&vector, "documentHash"));
    let configuration = jcs::value_to_vec(&vector["proofConfig"]);
    assert_eq!(
        std::str::from_utf8(&configuration).unwrap(),
        text(&vector, "canonicalProofConfig")
    );
    assert_eq!(Digest::of(&configuration).to_string(), text(&vector, "proofConfigHash"));

    let to_sign = proof::prepare(
        document.clone(),
        ProofOptions {
            verification_method: text(&vector["proofConfig"], "verificationMethod").to_owned(),
            created: Timestamp::parse(text(&vector["proofConfig"], "created")).unwrap(),
            purpose: Purpose::AssertionMethod,
        },
    )
    .unwrap();
    assert_eq!(hex(to_sign.bytes()), text(&vector, "combinedHash"));
    let signature = key.sign(to_sign.bytes());
    assert_eq!(hex(&signature), text(&vector, "signatureHex"));
    let signed = to_sign.complete(signature).unwrap();
    assert_eq!(signed["proof"][0], vector["signed"]["proof"]);
    assert_eq!(text(&signed["proof"][0], "proofValue"), text(&vector, "proofValue"));

    for signed in [signed, vector["signed"].clone()] {
        let set = proof::verify(signed, Purpose::AssertionMethod);
        assert!(set.holds());
        assert_eq!(set.verified(), Some(document.clone()));
    }
}

#[test]
fn a_suite_that_is_not_read_is_told_apart_from_a_bad_signature() {
    let set = proof::verify(vector("eddsa/rdfc-proof-set.json"), Purpose::AssertionMethod);
    assert_eq!(set.proofs.len(), 2);
    for proof in &set.proofs {
        let fault = proof.outcome.as_ref().unwrap_err();
        assert_eq!((fault.code(), fault.is_unknown()), ("UNSUPPORTED_CRYPTOSUITE", true));
    }
    assert_eq!(set.verified(), None, "nothing vouches for it");
}
