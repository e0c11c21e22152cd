//! An examination at the command line: its right answers leave with nobody but those to whom they are sealed.

use crate::shell::{self, fails, succeeds};
use jalon_credential::SecretKey;
use jalon_credential::did::did_key;
use jalon_protocol::release::Release;
use jalon_protocol::{ItemId, ProtocolId};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// A copy of a referential, in which one protocol is an examination.
fn copy(name: &str, protocol: &str) -> PathBuf {
    let folder = shell::folder(name);
    let _was_not_there = fs::remove_dir_all(&folder);
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../referentials/advf");
    for sub in ["", "items", "protocols", "stimuli", "media"] {
        let Ok(entries) = fs::read_dir(from.join(sub)) else {
            continue;
        };
        let to = folder.join("advf").join(sub);
        fs::create_dir_all(&to).unwrap();
        for entry in entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
            fs::copy(&entry, to.join(entry.file_name().unwrap())).unwrap();
        }
    }
    let path = folder.join(format!("advf/protocols/{protocol}.json"));
    let mut exam: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    (exam["purpose"], exam["scoring"]) = (json!("exam"), json!("sealed"));
    fs::write(&path, exam.to_string()).unwrap();
    folder
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// `jalon release` of the copy, and what more is asked.
fn release<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["release", "advf", "--key", "certifier.key"], more].concat()
}

#[test]
fn right_answers_leave_with_nobody_but_those_they_are_sealed_to() {
    let folder = copy("examination", "garde-enfant");
    for (seed, name) in [(51, "certifier.key"), (52, "jury.key")] {
        shell::key(&folder, name, seed);
    }
    let jury = succeeds(&folder, &["key", "show", "jury.key"])["opens"].clone();
    let jury = jury.as_str().unwrap();
    assert!(jury.starts_with("z6LS"), "{jury}");
    let read = |name: &str| fs::read(folder.join(name)).unwrap();

    // What is published for practice knows nothing of the examination: neither its questions nor what answers them.
    succeeds(&folder, &release(&["-o", "practice.jalon"]));
    let bytes = read("practice.jalon");
    let practice = Release::open(&bytes).unwrap();
    let exam_id = ProtocolId::parse("garde-enfant").unwrap();
    assert!(practice.protocols.len() == 2 && !practice.protocols.contains_key(&exam_id));

    let said = succeeds(&folder, &release(&["--exam", "--to", jury, "-o", "exam.jalon"]));
    assert_eq!(said["sealed-to"].as_array().unwrap().len(), 2, "{said}");
    let sealed = read("exam.jalon");
    let exam = Release::open_any(&sealed).unwrap();
    assert_eq!(exam.protocols.keys().collect::<Vec<_>>(), [&exam_id]);
    assert_eq!(Release::open(&sealed).unwrap_err().code(), "release/encrypted");
    let mut secret = 0;
    for (id, content) in &exam.contents {
        let item: Value = serde_json::from_slice(&read(&format!("advf/items/{id}.json"))).unwrap();
        let prompt = item["content"]["prompt"]["fr"].as_str().unwrap();
        let rationale = item["key"]["rationale"]["fr"].as_str().unwrap();
        assert_eq!((exam.key_bytes(id), content.id == *id), (None, true));
        assert!(!holds(&sealed, rationale), "{id}: the examination says why");
        assert!(
            !practice.contents.contains_key(id) && !holds(&bytes, prompt),
            "{id} is published"
        );
        secret += 1;
    }
    let all = fs::read_dir(folder.join("advf/items")).unwrap().count();
    assert!(
        secret >= 40 && practice.contents.len() + secret == all,
        "{secret} of {all}"
    );
    let known: Vec<&ItemId> = practice.contents.keys().collect();
    assert!(known.iter().all(|id| practice.key_bytes(id).is_some()));

    // Each of the two opens them; on a device, nobody sits it.
    let journal = [
        "take",
        "exam.jalon",
        "garde-enfant",
        "--answers",
        "none.json",
        "-o",
        "journal.json",
    ];
    fs::write(folder.join("none.json"), "{}").unwrap();
    let refused = fails(&folder, &journal);
    assert!(
        refused["error"].as_str().unwrap().contains("release/encrypted"),
        "{refused}"
    );
    for key in ["certifier.key", "jury.key"] {
        let seed = jalon_credential::sealed::open(&read(key), "essai").unwrap();
        let key = SecretKey::from_seed(seed.as_slice().try_into().unwrap());
        let keys = jalon_cli::files::with_keys(exam.clone(), &key, jalon_messages::Lang::En).unwrap();
        assert!(keys.contents.keys().all(|id| keys.key_bytes(id).is_some()));
        assert_eq!(keys.id, exam.id);
    }

    // A room may open it, and not the same with its answers in clear.
    succeeds(&folder, &["session", "template", "-o", "template"]);
    let mut order: Value = serde_json::from_slice(&read("template/draft.json")).unwrap();
    let did = |seed: u8| did_key(&SecretKey::from_seed([seed; 32]).public());
    (order["centre"], order["protocol"]) = (json!(did(1)), json!("garde-enfant"));
    (order["staff"][0]["key"], order["staff"][1]["key"]) = (json!(did(2)), json!(did(3)));
    fs::write(folder.join("draft.json"), order.to_string()).unwrap();
    let ordered = [
        "session",
        "order",
        "draft.json",
        "--release",
        "exam.jalon",
        "--key",
        "certifier.key",
        "--candidates",
        "template/candidates.csv",
        "--habilitated-from",
        "2027-01-01T00:00:00Z",
        "--habilitated-until",
        "2027-12-31T00:00:00Z",
        "-o",
        "session",
    ];
    let said = succeeds(&folder, &ordered);
    assert_eq!(said["findings"], json!([]), "{said}");

    // A folder without an examination has nothing to seal.
    let path = folder.join("advf/protocols/garde-enfant.json");
    let mut open: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    open["purpose"] = json!("mock-exam");
    fs::write(&path, open.to_string()).unwrap();
    let refused = fails(&folder, &release(&["--exam", "-o", "none.jalon"]));
    assert!(refused["error"].as_str().unwrap().contains("no protocol"), "{refused}");
}
