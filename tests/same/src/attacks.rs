//! Attacked certificates, judged from bytes that are compiled in: the same verdicts and codes in a browser as anywhere.

use jalon_base::Timestamp;
use jalon_base::encoding::unbase64;
use jalon_base::json::{Limits, Value, parse};
use jalon_credential::at_hand::AtHand;
use jalon_credential::proof::{Jcs, Suite};
use jalon_credential::rdfc::Rdfc;
use jalon_credential::trust::TrustStore;
use jalon_credential::verify::{Outcome, Reader, verify_with};

macro_rules! files {
    ($($name:literal)*) => {
        /// The files of `tests/vectors/adversarial/`.
        const FILES: &[(&str, &[u8])] = &[$(($name, include_bytes!(concat!("../../vectors/adversarial/", $name)))),*];
    };
}

files! {
    "manifest.json"
    "fail-chain-cycle.json"
    "fail-chain-first-proof-replaced.json"
    "fail-context-prefix.json"
    "fail-context-unknown.json"
    "fail-created-not-a-date.json"
    "fail-cryptosuite-swapped.json"
    "fail-expired.json"
    "fail-issuer-missing.json"
    "fail-issuer-not-controller.json"
    "fail-ob-achievement-missing.json"
    "fail-ob-issuer-not-profile.json"
    "fail-ob-result-dangling.json"
    "fail-p256-key-for-eddsa.json"
    "fail-proof-empty-array.json"
    "fail-proof-expired.json"
    "fail-proof-option-changed.json"
    "fail-proof-purpose-authentication.json"
    "fail-proof-type.json"
    "fail-proofvalue-bad-alphabet.json"
    "fail-proofvalue-base64.json"
    "fail-removed-validUntil.json"
    "fail-small-order-key.json"
    "fail-status-index-negative.json"
    "fail-status-index-negative.list.json"
    "fail-status-list-no-multibase.json"
    "fail-status-list-no-multibase.list.json"
    "fail-status-list-type.json"
    "fail-status-list-type.list.json"
    "fail-status-list-wrong-signer.json"
    "fail-status-list-wrong-signer.list.json"
    "fail-status-purpose-mismatch.json"
    "fail-status-purpose-mismatch.list.json"
    "fail-status-revoked-first.json"
    "fail-status-revoked-first.list.json"
    "fail-status-too-short.json"
    "fail-status-too-short.list.json"
    "fail-tampered-deep-result.json"
    "fail-type-missing-vc.json"
    "fail-validfrom-date-only.json"
    "fail-vm-relative.json"
    "ok-created-offset.json"
    "ok-key-order-and-spaces.json"
    "ok-plain.json"
    "ok-proof-set-two-suites-unknown-extra.json"
    "ok-status-bit-order.json"
    "ok-status-bit-order.list.json"
    "ok-status-clear.json"
    "ok-status-clear.list.json"
    "ok-unicode.json"
    "ok-within-clock-skew.json"
    "warn-status-unreachable.json"
}

fn file(name: &str) -> &'static [u8] {
    FILES.iter().find(|(found, _)| *found == name).unwrap().1
}

/// How many cases were judged, and those that were judged otherwise than they should: none, anywhere.
///
/// # Panics
/// When the manifest names what is not there.
#[must_use]
pub fn attacks() -> (usize, Vec<String>) {
    let manifest = parse(file("manifest.json"), Limits::FOREIGN).unwrap();
    let cases = manifest.as_object().unwrap();
    let wrong = cases.iter().filter_map(|(name, case)| {
        let trust = TrustStore::default();
        let mut at_hand = AtHand::new(&trust);
        for (url, list) in case.get("map").and_then(Value::as_object).into_iter().flatten() {
            at_hand.fetched(url.as_str(), file(list.as_str().unwrap()).to_vec());
        }
        let rdfc = Rdfc::pinned();
        let suites: [&dyn Suite; 2] = [&Jcs, &rdfc];
        let reader = Reader {
            at: Timestamp::parse(case["now"].as_str().unwrap()).unwrap(),
            trust: &trust,
            sources: &at_hand,
            suites: &suites,
        };
        let bytes = match case.get("base64").and_then(Value::as_str) {
            Some(text) => unbase64(text).unwrap(),
            None => file(&format!("{name}.json")).to_vec(),
        };
        let report = verify_with(&bytes, &reader);
        let wanted = match case["expect"].as_str().unwrap() {
            "ok" => Outcome::Valid,
            "fail" => Outcome::Invalid,
            _ => Outcome::Indeterminate,
        };
        let right = report.outcome() == wanted && report.code() == case["code"].as_str();
        (!right).then(|| format!("{name}: {:?} {:?}", report.outcome(), report.code()))
    });
    (cases.len(), wrong.collect())
}
