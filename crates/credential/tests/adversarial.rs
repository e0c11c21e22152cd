//! Attacked credentials: each must get its verdict and its code.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests fail by panicking")]

use jalon_base::Timestamp;
use jalon_base::json::{Limits, Value, parse};
use jalon_credential::trust::TrustStore;
use jalon_credential::verify::{Outcome, Report, verify};
use std::path::{Path, PathBuf};

/// Cases that cannot have their verdict before status lists and `eddsa-rdfc-2022` are read here: until then nothing is claimed about
/// them, which is what this test holds them to.
const NOT_YET: &[(&str, &str)] = &[
    ("fail-cryptosuite-swapped", "UNSUPPORTED_CRYPTOSUITE"),
    ("ok-status-clear", "STATUS_RETRIEVAL_ERROR"),
    ("ok-status-bit-order", "STATUS_RETRIEVAL_ERROR"),
    ("fail-status-revoked-first", "STATUS_RETRIEVAL_ERROR"),
    ("fail-status-purpose-mismatch", "STATUS_RETRIEVAL_ERROR"),
    ("fail-status-too-short", "STATUS_RETRIEVAL_ERROR"),
    ("fail-status-list-wrong-signer", "STATUS_RETRIEVAL_ERROR"),
    ("fail-status-list-type", "STATUS_RETRIEVAL_ERROR"),
    ("fail-status-list-no-multibase", "STATUS_RETRIEVAL_ERROR"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/adversarial")
}

fn manifest() -> Value {
    let bytes = std::fs::read(folder().join("manifest.json")).unwrap();
    parse(&bytes, Limits::FOREIGN).unwrap()
}

fn unbase64(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let sextets: Vec<u32> = text
        .bytes()
        .filter(|&letter| letter != b'=')
        .map(|letter| u32::try_from(ALPHABET.iter().position(|&a| a == letter).unwrap()).unwrap())
        .collect();
    let mut bytes = Vec::new();
    for chunk in sextets.chunks(4) {
        let bits = chunk.iter().fold(0, |bits, sextet| bits << 6 | sextet) << (6 * (4 - chunk.len()));
        bytes.extend_from_slice(&bits.to_be_bytes()[1..chunk.len()]);
    }
    bytes
}

fn bytes_of(name: &str, case: &Value) -> Vec<u8> {
    match case.get("base64").and_then(Value::as_str) {
        Some(text) => unbase64(text),
        None => std::fs::read(folder().join(format!("{name}.json"))).unwrap(),
    }
}

fn report(name: &str, case: &Value) -> Report {
    let at = Timestamp::parse(case["now"].as_str().unwrap()).unwrap();
    verify(&bytes_of(name, case), at, &TrustStore::default())
}

#[test]
fn every_attack_gets_its_verdict_and_its_code() {
    let manifest = manifest();
    let mut not_yet = 0;
    for (name, case) in manifest.as_object().unwrap() {
        let report = report(name, case);
        let got = (report.outcome(), report.code());
        if let Some((_, code)) = NOT_YET.iter().find(|(case, _)| case == name) {
            assert_eq!(got, (Outcome::Indeterminate, Some(*code)), "{name}");
            not_yet += 1;
            continue;
        }
        let outcome = match case["expect"].as_str().unwrap() {
            "ok" => Outcome::Valid,
            "fail" => Outcome::Invalid,
            _ => Outcome::Indeterminate,
        };
        assert_eq!(got, (outcome, case["code"].as_str()), "{name}: {:#?}", report.checks());
    }
    assert_eq!((manifest.as_object().unwrap().len(), not_yet), (46, NOT_YET.len()));
}
