//! The fixtures of 1EdTech's validator, each with its verdict and its code here, and the W3C suite's presentations.
//!
//! Some verdicts are stricter than that validator's, which the words beside them say. A key is known there by the fragment of its address;
//! here by the identity document of its controller, which the test makes.

use super::{Checked, read, text};
use jalon_base::json::Value;
use jalon_base::{Timestamp, jcs};
use jalon_credential::at_hand::{AtHand, url_of};
use jalon_credential::presentation;
use jalon_credential::proof::{Jcs, Suite};
use jalon_credential::rdfc::Rdfc;
use jalon_credential::shape;
use jalon_credential::trust::TrustStore;
use jalon_credential::verify::{Nothing, Outcome, Reader, verify_with};
use serde_json::json;

use Outcome::{Indeterminate, Invalid, Valid};

macro_rules! validator {
    ($($name:literal $outcome:ident $code:expr)*) => {
        const VALIDATOR: &[(&str, &[u8], Outcome, Option<&str>)] =
            &[$(($name, include_bytes!(concat!("../../../vectors/validator/", $name, ".json")), $outcome, $code)),*];
    };
}

// Of the data model 1.1 (`_v1`, and what names its context) nothing is read here. `clr-*` are records, not badges; `list-testlist` is a
// status list; `simple-context-version` names a context that is not pinned. The index of `list-credential…` is a number where the
// Recommendation wants a text. `derivedcredential` has a proof of a suite (`ecdsa-sd-2023`) that is not read, which proves nothing either way.
validator! {
    "clr-complex" Invalid Some("MALFORMED_VALUE_ERROR")
    "clr-simple" Invalid Some("CONTEXT_UNKNOWN")
    "complete_v1" Invalid Some("MALFORMED_VALUE_ERROR")
    "credential-status-revoked" Invalid Some("MALFORMED_VALUE_ERROR")
    "derivedcredential" Indeterminate Some("UNSUPPORTED_CRYPTOSUITE")
    "endorsement-err-schema-status-refresh" Invalid Some("MALFORMED_VALUE_ERROR")
    "list-credential-status-revoked" Invalid Some("MALFORMED_VALUE_ERROR")
    "list-credential-status-revoked-blank-nodes" Invalid Some("MALFORMED_VALUE_ERROR")
    "list-testlist" Invalid Some("CONTEXT_UNKNOWN")
    "simple" Valid None
    "simple-context-version" Invalid Some("CONTEXT_UNKNOWN")
    "simple-did-web-method" Valid None
    "simple-err-context" Invalid Some("DATA_LOSS_DETECTION_ERROR")
    "simple-err-credential-subject-identifier-type" Invalid Some("DATA_LOSS_DETECTION_ERROR")
    "simple-err-credential-subject-result-type" Invalid Some("DATA_LOSS_DETECTION_ERROR")
    "simple-err-evidence-type" Invalid Some("DATA_LOSS_DETECTION_ERROR")
    "simple-err-issued" Invalid Some("SCHEMA_ERROR")
    "simple-err-issuer" Invalid Some("MALFORMED_VALUE_ERROR")
    "simple-err-issuer-parentorg-type" Invalid Some("DATA_LOSS_DETECTION_ERROR")
    "simple-err-proof-method" Invalid Some("INVALID_VERIFICATION_METHOD")
    "simple-err-proof-method-unknown-did-method" Indeterminate Some("INVALID_CONTROLLED_IDENTIFIER_DOCUMENT")
    "simple-err-type" Invalid Some("DATA_LOSS_DETECTION_ERROR")
    "simple-noproof" Invalid Some("PROOF_VERIFICATION_ERROR")
    "simple_v1" Invalid Some("MALFORMED_VALUE_ERROR")
}

/// Every fixture of the validator.
pub(super) fn validator(checked: &mut Checked) {
    let rdfc = Rdfc::pinned();
    let suites: [&dyn Suite; 2] = [&Jcs, &rdfc];
    let trust = TrustStore::default();
    for &(name, bytes, outcome, code) in VALIDATOR {
        let mut at_hand = AtHand::new(&trust);
        let document = read(bytes);
        let proofs = match &document["proof"] {
            Value::Array(proofs) => proofs.clone(),
            one => vec![one.clone()],
        };
        for method in proofs.iter().filter_map(|proof| proof["verificationMethod"].as_str()) {
            if let Some((controller, key)) = method.split_once('#') {
                let url = url_of(controller).unwrap_or_else(|| controller.to_owned());
                at_hand.fetched(url, jcs::value_to_vec(&identity(controller, key)));
            }
        }
        let reader = Reader {
            at: Timestamp::parse("2026-06-01T00:00:00Z").unwrap(),
            trust: &trust,
            sources: &at_hand,
            suites: &suites,
        };
        let report = verify_with(bytes, &reader);
        let said = format!("{name}: {:?} {:?}", report.outcome(), report.code());
        checked.is(&said, (report.outcome(), report.code()) == (outcome, code));
    }
}

/// The document of a controller that has one key.
fn identity(controller: &str, key: &str) -> Value {
    let id = format!("{controller}#{key}");
    json!({
        "id": controller,
        "verificationMethod": [{"id": id, "type": "Multikey", "controller": controller, "publicKeyMultibase": key}],
        "assertionMethod": [id],
    })
}

macro_rules! presentations {
    ($($name:literal)*) => {
        const PRESENTATIONS: &[(&str, &[u8])] =
            &[$(($name, include_bytes!(concat!("../../../vectors/vcdm2/presentation-", $name, ".json")))),*];
    };
}

presentations! {
    "context-combo2-ok"
    "enveloped-vc-missing-type-fail"
    "holder-fail"
    "holder-object-fail"
    "holder-ok"
    "missing-base-context-fail"
    "multiple-vc-ok"
    "no-type-fail"
    "optional-type-ok"
    "self-asserted-vc-ok"
    "vc-missing-required-type-fail"
}

/// The shape of every presentation of the suite for the data model. None has a proof here, so none is ever valid.
pub(super) fn presentations(checked: &mut Checked) {
    let trust = TrustStore::default();
    let reader = Reader {
        at: Timestamp::parse("2026-06-01T00:00:00Z").unwrap(),
        trust: &trust,
        sources: &Nothing,
        suites: &[&Jcs],
    };
    for &(name, bytes) in PRESENTATIONS {
        let document = read(bytes);
        let refused = !shape::of_presentation(document.as_object().unwrap()).is_empty();
        checked.is(name, refused == name.ends_with("-fail"));
        let shown = presentation::verify(bytes, &reader, None);
        checked.is(name, shown.outcome() == Invalid && shown.holder.is_none());
    }
    // A certificate that its own holder asserts without a proof of its own is never read as one, whoever it names as issuer.
    let mismatch = include_bytes!("../../../vectors/vcdm2/presentation-self-asserted-vc-issuer-mismatch.json");
    let shown = presentation::verify(mismatch, &reader, None);
    checked.is("self-asserted-vc-issuer-mismatch", shown.outcome() == Invalid);
    checked.is("holder", text(&read(mismatch), "holder").starts_with("did:key:"));
}
