//! Attacked credentials: each must get its verdict and its code.

#![cfg(feature = "rdfc")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests fail by panicking")]

use jalon_base::Timestamp;
use jalon_base::encoding::unbase64;
use jalon_base::json::{Limits, Value, parse};
use jalon_credential::at_hand::AtHand;
use jalon_credential::proof::Jcs;
use jalon_credential::rdfc::Rdfc;
use jalon_credential::trust::TrustStore;
use jalon_credential::verify::{Outcome, Reader, Report, verify_with};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/adversarial")
}

fn manifest() -> Value {
    let bytes = std::fs::read(folder().join("manifest.json")).unwrap();
    parse(&bytes, Limits::FOREIGN).unwrap()
}

fn bytes_of(name: &str, case: &Value) -> Vec<u8> {
    match case.get("base64").and_then(Value::as_str) {
        Some(text) => unbase64(text).unwrap(),
        None => std::fs::read(folder().join(format!("{name}.json"))).unwrap(),
    }
}

fn report(name: &str, case: &Value) -> Report {
    let at = Timestamp::parse(case["now"].as_str().unwrap()).unwrap();
    let trust = TrustStore::default();
    let mut at_hand = AtHand::new(&trust);
    for (url, file) in case.get("map").and_then(Value::as_object).into_iter().flatten() {
        at_hand.fetched(
            url.as_str(),
            std::fs::read(folder().join(file.as_str().unwrap())).unwrap(),
        );
    }
    let rdfc = Rdfc::pinned();
    let reader = Reader {
        at,
        trust: &trust,
        sources: &at_hand,
        suites: &[&Jcs, &rdfc],
    };
    verify_with(&bytes_of(name, case), &reader)
}

#[test]
fn every_attack_gets_its_verdict_and_its_code() {
    let manifest = manifest();
    for (name, case) in manifest.as_object().unwrap() {
        let report = report(name, case);
        let got = (report.outcome(), report.code());
        let outcome = match case["expect"].as_str().unwrap() {
            "ok" => Outcome::Valid,
            "fail" => Outcome::Invalid,
            _ => Outcome::Indeterminate,
        };
        assert_eq!(got, (outcome, case["code"].as_str()), "{name}: {:#?}", report.checks());
    }
    assert_eq!(manifest.as_object().unwrap().len(), 46);
}
