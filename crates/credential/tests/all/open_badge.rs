//! Badges as written: against the 1EdTech schema when it is at hand, and against our own reading of it always.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::type_complexity,
    reason = "tests fail by panicking"
)]

use crate::common::{self, badge, signed};
use jalon_base::json::{Limits, Value, parse};
use jalon_credential::open_badge::{self, Badge};
use serde_json::json;
use std::path::{Path, PathBuf};

/// The folder of what may not be redistributed: beside the checkout, or where `JALON_SPECS` says.
fn specs() -> PathBuf {
    std::env::var_os("JALON_SPECS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs"),
        PathBuf::from,
    )
}

#[test]
fn what_is_written_is_valid_against_the_1edtech_schema() {
    let schema = specs().join("credentials/schemas/ob_v3p0_achievementcredential_schema.json");
    let Ok(schema) = std::fs::read(schema) else {
        println!("checked against the 1EdTech schema: could not: specs folder absent");
        return;
    };
    let schema = parse(&schema, Limits::FOREIGN).unwrap();
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let mut least = badge();
    least.description = None;
    least.valid_until = None;
    least.awarded = None;
    least.evidence.clear();
    least.subject.identifiers.clear();
    least.subject.results.clear();
    least.subject.achievement.results.clear();
    least.subject.achievement.alignments.clear();
    least.subject.achievement.kind = Some(open_badge::SELF_ASSESSMENT.to_owned());
    for badge in [badge(), least] {
        let document = signed(badge.to_document().unwrap(), 1);
        let errors: Vec<String> = validator
            .iter_errors(&document)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new());
    }
    // The check must be able to fail.
    let mut broken = badge().to_document().unwrap();
    broken["credentialSubject"]["achievement"]["type"] = json!("Achievement");
    assert!(!validator.is_valid(&broken));
    println!("checked against the 1EdTech schema: yes");
}

#[test]
fn the_form_of_what_is_written() {
    let document = badge().to_document().unwrap();
    assert_eq!(
        document["@context"],
        json!([
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
        ])
    );
    assert_eq!(document["id"], "urn:uuid:07070707-0707-4707-8707-070707070707");
    assert_eq!(document["validFrom"], "2026-03-01T09:00:00Z");
    assert_eq!(document["issuer"]["type"], json!(["Profile"]));
    assert!(
        document["evidence"][0]["digestMultibase"]
            .as_str()
            .unwrap()
            .starts_with("zQm")
    );
    let identity = &document["credentialSubject"]["identifier"][0];
    assert_eq!((identity["hashed"].as_bool(), identity.get("salt")), (Some(true), None));
    assert!(!has_number(&document), "no number is written");
}

fn has_number(value: &Value) -> bool {
    match value {
        Value::Number(_) => true,
        Value::Array(values) => values.iter().any(has_number),
        Value::Object(members) => members.values().any(has_number),
        _ => false,
    }
}

fn refused(change: impl Fn(&mut Badge)) -> Vec<(String, &'static str, &'static str)> {
    let mut badge = badge();
    change(&mut badge);
    let faults = badge.to_document().unwrap_err();
    faults
        .into_iter()
        .map(|fault| (fault.pointer, fault.code, fault.wrong.as_str()))
        .collect()
}

#[test]
fn nothing_is_written_that_a_verifier_would_refuse() {
    let one = |pointer: &str, code: &'static str, wrong: &'static str| vec![(pointer.to_owned(), code, wrong)];
    assert_eq!(
        refused(|badge| badge.subject.results[0].description = "urn:other".into()),
        one(
            "/credentialSubject/result/0/resultDescription",
            "SCHEMA_ERROR",
            "dangling"
        )
    );
    assert_eq!(
        refused(|badge| badge.subject.results[0].level = Some("urn:other".into())),
        one("/credentialSubject/result/0/achievedLevel", "SCHEMA_ERROR", "dangling")
    );
    assert_eq!(
        refused(|badge| badge.subject.results[0].level =
            Some("https://certificateur.example/certifications/vtc#not-yet".into())),
        one(
            "/credentialSubject/result/0/achievedLevel",
            "RESULT_BELOW_REQUIRED",
            "value"
        )
    );
    assert_eq!(
        refused(|badge| badge.subject.results[1].value = Some("59.99".into())),
        one("/credentialSubject/result/1/value", "RESULT_BELOW_REQUIRED", "value")
    );
    assert_eq!(
        refused(|badge| badge.subject.results[1].value = Some("100.5".into())),
        one("/credentialSubject/result/1/value", "SCHEMA_ERROR", "value")
    );
    assert_eq!(
        refused(|badge| badge.subject.results[2].value = Some("unheard-of".into())),
        one("/credentialSubject/result/2/value", "SCHEMA_ERROR", "value")
    );
    assert_eq!(
        refused(|badge| badge.subject.results[3].status = None),
        one("/credentialSubject/result/3/status", "SCHEMA_ERROR", "missing")
    );
    assert_eq!(
        refused(|badge| badge.subject.results[3].status = Some("Done".into())),
        one("/credentialSubject/result/3/status", "SCHEMA_ERROR", "value")
    );
    assert_eq!(
        refused(|badge| badge.subject.achievement.results[0].required_level = Some("urn:other".into())),
        one(
            "/credentialSubject/achievement/resultDescription/0/requiredLevel",
            "SCHEMA_ERROR",
            "dangling"
        )
    );
    assert_eq!(
        refused(|badge| {
            badge.subject.id = None;
            badge.subject.identifiers.clear();
        }),
        one("/credentialSubject/id", "SCHEMA_ERROR", "missing")
    );
    assert_eq!(
        refused(|badge| badge.subject.achievement.kind = Some("Diplôme".into())),
        one(
            "/credentialSubject/achievement/achievementType",
            "SCHEMA_ERROR",
            "value"
        )
    );
    assert_eq!(
        refused(|badge| badge.issuer.id = "https://certificateur.example/".into()),
        one("/issuer/id", "SCHEMA_ERROR", "value")
    );
    assert_eq!(
        refused(|badge| badge.valid_until = Some(common::at("2025-01-01T00:00:00Z"))),
        one("/validUntil", "MALFORMED_VALUE_ERROR", "order")
    );
    assert_eq!(
        refused(|badge| badge.id = "7".into()).len(),
        2,
        "both readings refuse an id that is no url"
    );
}

#[test]
fn examples_of_the_specification_pass_our_reading_too() {
    let folder = specs().join("credentials/samples/ob3");
    let Ok(folder) = std::fs::read_dir(folder) else {
        println!("checked against the 1EdTech examples: could not: specs folder absent");
        return;
    };
    let mut checked = 0;
    for entry in folder {
        let path = entry.unwrap().path();
        let document = parse(&std::fs::read(&path).unwrap(), Limits::FOREIGN).unwrap();
        if document["type"]
            .as_array()
            .is_none_or(|types| types.contains(&json!("EndorsementCredential")))
        {
            continue;
        }
        let mut faults = open_badge::check(document.as_object().unwrap());
        // One example names a level that belongs to another result description than its own; the prose forbids it, the schema cannot.
        if path.file_stem().is_some_and(|name| name == "fullOpenBadge") {
            let fault = faults.remove(0);
            assert_eq!(
                (fault.pointer.as_str(), fault.wrong.as_str()),
                ("/credentialSubject/result/1/achievedLevel", "dangling")
            );
        }
        assert_eq!(faults, [], "{}", path.display());
        checked += 1;
    }
    assert!(checked > 0);
    println!("checked against the 1EdTech examples: yes, {checked}");
}
