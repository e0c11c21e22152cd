//! Writes signed certificates, and damaged copies of them, for other people's verifiers: `specimens FOLDER`.
//!
//! `good-*` must be accepted, `bad-*` refused. Read by `cargo xtask test interoperability`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a program of the tests"
)]

#[path = "../tests/all/common/mod.rs"]
mod common;

use common::{at, badge, key, signed};
use jalon_base::json::Value;
use jalon_credential::did::{self, DidKeyOnly};
use jalon_credential::proof::{self, Binding, ProofOptions, Purpose};
use jalon_credential::rdfc::Rdfc;
use jalon_credential::status::{StatusEntry, StatusPurpose};
use serde_json::json;
use std::path::Path;

fn rdfc(document: Value) -> Value {
    let key = key(1);
    let options = ProofOptions {
        verification_method: did::key_method(&key.public()),
        created: at("2026-03-01T09:00:00Z"),
        purpose: Purpose::AssertionMethod,
    };
    let to_sign = proof::prepare_with(document, options, Binding::default(), &Rdfc::pinned(), &DidKeyOnly).unwrap();
    let signature = key.sign(to_sign.bytes());
    to_sign.complete(signature).unwrap()
}

fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder).unwrap();
    let write = |name: &str, document: &Value| {
        std::fs::write(folder.join(format!("{name}.json")), document.to_string()).unwrap()
    };
    let plain = badge().to_document().unwrap();
    let mut revocable = badge();
    revocable.status = Some(StatusEntry {
        list: "https://certificateur.example/status/3".into(),
        purpose: StatusPurpose::Revocation,
        index: 94_567,
    });
    let both = rdfc(signed(plain.clone(), 1));
    write("good-both", &both);
    write("good-rdfc", &rdfc(plain.clone()));
    let export = rdfc(revocable.for_linked_data().to_document().unwrap());
    write("good-rdfc-export", &export);
    for (name, pointer, value) in [
        ("bad-rdfc-export-name", "/name", json!("Autre chose")),
        (
            "bad-rdfc-export-level",
            "/credentialSubject/result/0/achievedLevel",
            json!("https://certificateur.example/autre"),
        ),
        (
            "bad-rdfc-export-place",
            "/credentialStatus/statusListIndex",
            json!("94568"),
        ),
    ] {
        let mut bad = export.clone();
        *bad.pointer_mut(pointer).unwrap() = value;
        write(name, &bad);
    }
    write("good-jcs", &signed(plain, 1));
    write("good-both-status", &rdfc(signed(revocable.to_document().unwrap(), 1)));
    for (name, pointer, value) in [
        ("bad-both-name", "/name", json!("Autre chose")),
        ("bad-both-result", "/credentialSubject/result/1/value", json!("99")),
        (
            "bad-both-subject",
            "/credentialSubject/id",
            json!("did:key:z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7"),
        ),
        ("bad-both-until", "/validUntil", json!("2041-03-01T09:00:00Z")),
    ] {
        let mut bad = both.clone();
        *bad.pointer_mut(pointer).unwrap() = value;
        write(name, &bad);
    }
    for (index, name) in ["bad-jcs-created", "bad-rdfc-created"].into_iter().enumerate() {
        let mut bad = both.clone();
        bad["proof"][index]["created"] = json!("2026-03-01T09:00:01Z");
        let only = bad["proof"][index].clone();
        bad["proof"] = json!([only]);
        write(name, &bad);
    }
}
