//! The file that is handed in: what is wrong in an authored question, and where it may be asked.

use super::wrong;
use jalon_authoring::check;
use jalon_base::json::Value;
use jalon_protocol::Response;
use jalon_protocol::item::{FileKind, Handed};
use jalon_scoring::key::Credit;
use jalon_testkit::kinds;
use serde_json::json;

#[test]
fn bad_questions_of_a_file() {
    let place = "/content/interaction/accepts";
    wrong("u01-upload", place, json!([]), place, "item/list-count");
    wrong(
        "u01-upload",
        place,
        json!(["photo", "photo"]),
        &format!("{place}/1"),
        "item/sort-twice",
    );
    wrong(
        "u01-upload",
        place,
        json!(["film"]),
        &format!("{place}/0"),
        "authoring/wanted",
    );
    let place = "/content/interaction/max-bytes";
    for most in [json!(999), json!(5_000_001), json!("5 MB")] {
        wrong("u01-upload", place, most, place, "authoring/wanted");
    }
    wrong("u01-upload", "/key/elements", json!([]), "/key", "item/no-element");
}

#[test]
fn a_file_is_asked_for_where_it_can_stay() {
    let path = "protocols/toutes-les-questions.json";
    for (scoring, said) in [("local", false), ("server", true), ("sealed", true)] {
        let mut files = kinds::files();
        let mut protocol: Value = serde_json::from_slice(&files[path]).unwrap();
        protocol["scoring"] = json!(scoring);
        files.insert(path.to_owned(), serde_json::to_vec(&protocol).unwrap());
        let (_, findings) = check(&files);
        let found = findings.iter().filter(|finding| finding.code == "protocol/upload-away");
        let found: Vec<&str> = found.map(|finding| finding.pointer.as_str()).collect();
        assert_eq!(!found.is_empty(), said, "{scoring}: {findings:#?}");
        assert!(found.iter().all(|pointer| *pointer == "/scoring"));
    }
}

#[test]
fn a_person_marks_it() {
    let item = kinds::items()
        .find(|item| item.content.id.as_str() == "u01-upload")
        .unwrap();
    let file = Response::File(Handed {
        kind: FileKind::Jpeg,
        sha256: jalon_base::Digest::of(b"a plate"),
        bytes: 7,
    });
    assert_eq!(item.content.interaction.admits(&file), Ok(()));
    assert_eq!(item.key.credit(&file), Credit::NeedsMark);
    assert_eq!(item.key.guide_points().unwrap().to_string(), "1");
}
