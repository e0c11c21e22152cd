//! A certifier's day from the command line: issue, verify, revoke, present, trust — with exit statuses and problem objects.

use crate::common::*;
use serde_json::{Value, json};
use std::fs;

#[test]
fn issued_verified_revoked() {
    let (id, file, _) = issue("day");
    let at = ["--at", "2026-11-25T00:00:00Z"];
    // Without its list, nobody can say.
    let unknown = fails(&["verify", &file, at[0], at[1]]);
    assert_eq!(unknown["outcome"], "indeterminate");
    assert_eq!(
        unknown["problems"][0]["type"],
        "https://www.w3.org/ns/credentials/status-list#STATUS_RETRIEVAL_ERROR"
    );
    let map = list("day", "2026-11-23T00:00:00Z");
    let valid = succeeds(&["verify", &file, at[0], at[1], "--map", &map]);
    assert_eq!(
        (&valid["outcome"], &valid["trusted"]),
        (&json!("valid"), &json!("unknown"))
    );
    assert_eq!(valid["problems"], json!([]));
    let proofs: Vec<&Value> = valid["checks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|check| check["id"] == "proof")
        .map(|check| &check["args"]["suite"])
        .collect();
    assert_eq!(proofs, ["eddsa-jcs-2022", "eddsa-rdfc-2022"]);
    let status = valid["checks"]
        .as_array()
        .unwrap()
        .iter()
        .find(|check| check["id"] == "status")
        .unwrap();
    assert_eq!(status["args"]["age-days"], "2");
    // Its export for readers of linked data: the same certificate, one proof, what they would lose left out.
    let export = file.replace(".json", ".rdfc.json");
    let exported: Value = serde_json::from_slice(&fs::read(folder().join(&export)).unwrap()).unwrap();
    assert_eq!(exported["id"], json!(id));
    let proofs = exported["proof"].as_array().unwrap();
    assert_eq!(
        (proofs.len(), &proofs[0]["cryptosuite"]),
        (1, &json!("eddsa-rdfc-2022"))
    );
    assert_eq!(exported["credentialSubject"].get("identifier"), None);
    assert!(!has_boolean(&exported), "{exported}");
    assert_eq!(
        succeeds(&["verify", &export, at[0], at[1], "--map", &map])["outcome"],
        "valid"
    );
    // Again: the outcome has its certificate, which stays the only one.
    let again = succeeds(&issuing("day"));
    assert_eq!(
        (&again["issued"], &again["before"][0]["certificate"]),
        (&json!([]), &json!(id))
    );
    // But not if it is nowhere to be found: then somebody has to look for it.
    let away = format!("{file}.away");
    fs::rename(folder().join(&file), folder().join(&away)).unwrap();
    assert_eq!(fails(&issuing("day"))["refused"][0]["code"], "issue/already");
    fs::rename(folder().join(&away), folder().join(&file)).unwrap();
    succeeds(&[
        "revoke",
        &id,
        "--register",
        "day.register.json",
        "--reason",
        "erreur sur la personne",
    ]);
    assert_eq!(
        fails(&["revoke", &id, "--register", "day.register.json", "--reason", "encore"])["code"],
        "register/already"
    );
    let map = list("day", "2026-11-24T00:00:00Z");
    let revoked = fails(&["verify", &file, at[0], at[1], "--map", &map]);
    for revoked in [&revoked, &fails(&["verify", &export, at[0], at[1], "--map", &map])] {
        assert_eq!(
            (&revoked["outcome"], &revoked["problems"][0]["code"]),
            (&json!("invalid"), &json!("REVOKED"))
        );
    }
    assert!(
        revoked["problems"][0]["title"]
            .as_str()
            .unwrap()
            .contains("24\u{a0}November 2026"),
        "{revoked}"
    );
    // A list stapled by the holder is as good: its own signature speaks.
    let stapled = fails(&["verify", &file, at[0], at[1], "--with", "day.list.json"]);
    assert_eq!(stapled["problems"][0]["code"], "REVOKED");
}

fn has_boolean(value: &Value) -> bool {
    match value {
        Value::Bool(_) => true,
        Value::Array(values) => values.iter().any(has_boolean),
        Value::Object(members) => members.values().any(has_boolean),
        _ => false,
    }
}

#[test]
fn shown_to_one_employer() {
    let (id, file, opening) = issue("shown");
    let map = list("shown", "2026-11-23T00:00:00Z");
    let present = |output: &str| {
        succeeds(&[
            "present",
            &file,
            "--key",
            "holder.key",
            "--domain",
            "employeur.example",
            "--challenge",
            "7f3a",
            "--open",
            &opening,
            "--at",
            "2026-11-25T10:00:00Z",
            "-o",
            output,
        ])
    };
    present("shown.json");
    let verify = |challenge: &str, at: &str| {
        run(
            folder(),
            &[
                "verify",
                "shown.json",
                "--domain",
                "employeur.example",
                "--challenge",
                challenge,
                "--at",
                at,
                "--map",
                &map,
            ],
        )
    };
    let good = verify("7f3a", "2026-11-25T10:01:00Z");
    assert!(good.status.success(), "{good:?}");
    let good = says(&good);
    assert_eq!(good["outcome"], "valid");
    assert_eq!(good["openings"][0]["certificate"], json!(id));
    assert_eq!(good["openings"][0]["value"], "ada lovelace|1990-12-10");
    assert_eq!(good["certificates"][0]["outcome"], "valid");
    for (challenge, at, code) in [
        ("7f3b", "2026-11-25T10:01:00Z", "INVALID_CHALLENGE_ERROR"),
        ("7f3a", "2026-11-25T11:00:00Z", "PROOF_EXPIRED"),
    ] {
        let refused = verify(challenge, at);
        assert!(!refused.status.success());
        let steps = says(&refused)["steps"].clone();
        assert!(
            steps.as_array().unwrap().iter().any(|step| step["code"] == code),
            "{steps}"
        );
    }
    let stolen = run(
        folder(),
        &[
            "present",
            &file,
            "--key",
            "root.key",
            "--domain",
            "employeur.example",
            "--challenge",
            "7f3a",
            "-o",
            "stolen.json",
        ],
    );
    assert!(!stolen.status.success() && !folder().join("stolen.json").exists());
}

#[test]
fn whom_to_believe() {
    let (_, file, _) = issue("trusted");
    let map = list("trusted", "2026-11-23T00:00:00Z");
    let (certifier, root) = (did("certifier.key"), did("root.key"));
    let parties = json!([{"id": certifier, "name": "Le certificateur", "roles": ["certifier"], "keys": []}]);
    fs::write(folder().join("parties.json"), parties.to_string()).unwrap();
    let bundle = |sequence: &str, from: &str| {
        let (plain, signed) = (
            format!("bundle-{sequence}.plain.json"),
            format!("bundle-{sequence}.json"),
        );
        succeeds(&[
            "trust",
            "make",
            "parties.json",
            "--sequence",
            sequence,
            "--root",
            &root,
            "--from",
            from,
            "--until",
            "2027-11-01T00:00:00Z",
            "-o",
            &plain,
        ]);
        succeeds(&["trust", "sign", &plain, "--key", "root.key", "-o", &signed]);
        signed
    };
    let (old, new) = (bundle("1", "2026-11-01T00:00:00Z"), bundle("2", "2026-11-10T00:00:00Z"));
    let trusted = |trust: &str| {
        let verdict = succeeds(&[
            "verify",
            &file,
            "--at",
            "2026-11-25T00:00:00Z",
            "--map",
            &map,
            "--trust",
            trust,
        ]);
        verdict["trusted"].clone()
    };
    assert_eq!(trusted(&new), "yes");
    let add = |file: &str, more: &[&str]| {
        let mut arguments = vec![
            "trust",
            "add",
            file,
            "--store",
            "store.json",
            "--at",
            "2026-11-25T00:00:00Z",
        ];
        arguments.extend(more);
        run(folder(), &arguments)
    };
    assert!(add(&new, &["--root", &root]).status.success());
    assert_eq!(trusted("store.json"), "yes");
    let back = add(&old, &[]);
    assert!(!back.status.success());
    assert_eq!(says(&back)["code"], "trust/went-back");
    assert!(
        !add(&new, &["--root", &certifier]).status.success(),
        "a root is never replaced"
    );
    // A certifier's card, added by hand once its fingerprint was compared.
    let card = succeeds(&[
        "trust",
        "card",
        "--key",
        "certifier.key",
        "--name",
        "Petit certificateur",
        "-o",
        "card.json",
    ]);
    let fingerprint = card["fingerprint"].as_str().unwrap();
    let by_hand = |told: &str| {
        run(
            folder(),
            &[
                "trust",
                "add",
                "card.json",
                "--store",
                "cards.json",
                "--fingerprint",
                told,
                "--at",
                "2026-11-25T00:00:00Z",
            ],
        )
    };
    let wrong = by_hand("AAAA AAAA AAAA AAAA AAAA");
    assert!(!wrong.status.success() && !folder().join("cards.json").exists());
    assert_eq!(says(&wrong)["code"], "trust/fingerprint");
    assert!(by_hand(&fingerprint.to_lowercase().replace(' ', "")).status.success());
    assert_eq!(trusted("cards.json"), "yes");
    let shown = succeeds(&["trust", "show", "cards.json"]);
    assert_eq!(shown["parties"][0]["by-hand"], true);
}
