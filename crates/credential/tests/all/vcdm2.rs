//! The inputs of the W3C suite for the data model, against the shape alone (most name contexts of their own).

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests fail by panicking"
)]

use jalon_base::json::{Limits, Value, parse};
use jalon_credential::shape;
use serde_json::json;
use std::path::Path;

/// The fault that each refused input must be refused for.
const REFUSED: &[(&str, &str)] = &[
    ("credential-context-combo3-fail", "/@context/1"),
    ("credential-evidence-missing-type-fail", "/evidence/type"),
    ("credential-id-nonidentifier-fail", "/id"),
    ("credential-id-subject-multi-fail", "/credentialSubject/id"),
    ("credential-issuer-no-url-fail", "/issuer"),
    ("credential-issuer-object-id-no-url-fail", "/issuer/id"),
    ("credential-missing-required-type-fail", "/type"),
    ("credential-no-issuer-fail", "/issuer"),
    ("credential-no-type-fail", "/type"),
    ("credential-schema-no-type-fail", "/credentialSchema/type"),
    ("credential-status-missing-type-fail", "/credentialStatus/type"),
    ("credential-status-nonurl-id-fail", "/credentialStatus/id"),
    ("credential-status-type-nonurl-fail", "/credentialStatus/type"),
    ("credential-termsofuse-no-type-fail", "/termsOfUse/type"),
    ("credential-validfrom-invalid-fail", "/validFrom"),
    (
        "names-and-descriptions__credential-name-extra-prop-en-fail",
        "/name/url",
    ),
    (
        "names-and-descriptions__issuer-name-extra-prop-en-fail",
        "/issuer/name/url",
    ),
];

/// Wrong only to a reader of JSON-LD (a protected term is defined again). Such a context is not pinned, so `verify` refuses it before.
const NOT_OF_THE_SHAPE: &str = "credential-redef-type2-fail";

#[test]
fn every_input_of_the_suite_gets_its_verdict() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/vcdm2");
    let (mut accepted, mut refused) = (0, 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let is_other = name == NOT_OF_THE_SHAPE || name.starts_with("presentation-");
        if path.extension().is_none_or(|kind| kind != "json") || is_other {
            continue;
        }
        let mut input = parse(&std::fs::read(&path).unwrap(), Limits::FOREIGN).unwrap();
        complete(&mut input, &name);
        let faults = shape::check(input.as_object().unwrap());
        if name.ends_with("-ok") {
            assert_eq!(faults, [], "{name}");
            accepted += 1;
        } else {
            let (_, pointer) = REFUSED.iter().find(|(refused, _)| *refused == name).unwrap();
            assert!(
                faults
                    .iter()
                    .any(|fault| fault.pointer == *pointer && fault.code == "MALFORMED_VALUE_ERROR"),
                "{name}: {faults:?}"
            );
            refused += 1;
        }
    }
    assert_eq!((accepted, refused), (30, REFUSED.len()));
}

/// Does what the harness of the suite does before it asks: gives an issuer, and dates for their placeholders.
fn complete(input: &mut Value, name: &str) {
    let issuer = json!("did:example:issuer");
    match input.get_mut("issuer") {
        Some(Value::Object(members)) => {
            members.entry("id").or_insert(issuer);
        }
        None if !name.contains("no-issuer") => input["issuer"] = issuer,
        _ => {}
    }
    for (member, date) in [
        ("validFrom", "2020-01-01T00:00:00Z"),
        ("validUntil", "2040-01-01T00:00:00Z"),
    ] {
        if input[member].as_str().is_some_and(|text| text.ends_with("DATE")) {
            input[member] = json!(date);
        }
        if input[member].is_null() {
            input.as_object_mut().unwrap().remove(member);
        }
    }
}
