//! Authored folders with one thing wrong: each finding with its code, its file and its place; everything wrong at once.

use jalon_authoring::check;
use jalon_authoring::folder::{Files, is_publishable};
use jalon_base::json::Value;
use jalon_base::{Finding, Severity};
use jalon_testkit::{Dice, bank, protocols};
use serde_json::json;

mod rules;

const ITEM: &str = "items/practice-u1-one-1.json";
const MANY: &str = "items/practice-u1-many.json";
const WRITTEN: &str = "items/practice-u1-answer.json";
const PROTOCOL: &str = "protocols/essai.json";
const REFERENTIAL: &str = "referential.json";

fn files() -> Files {
    let mut files = bank::files();
    let simplest = protocols::random(&mut Dice::of(Vec::new()));
    files.insert(PROTOCOL.into(), serde_json::to_vec_pretty(&simplest).unwrap());
    files
}

fn found(findings: &[Finding], path: &str, pointer: &str, code: &str) -> bool {
    findings
        .iter()
        .any(|finding| (finding.path.as_str(), finding.pointer.as_str(), finding.code) == (path, pointer, code))
}

/// Puts a value at a place of a file and looks for the finding; removes the member when there is no value.
fn check_at(path: &str, place: &str, value: impl Into<Option<Value>>, pointer: &str, code: &str) {
    let mut files = files();
    let mut document: Value = serde_json::from_slice(&files[path]).unwrap();
    let (holder, name) = place.rsplit_once('/').unwrap();
    let holder = document.pointer_mut(holder).unwrap();
    match (value.into(), name.parse::<usize>()) {
        (Some(value), Ok(index)) => holder[index] = value,
        (Some(value), Err(_)) => holder[name] = value,
        (None, _) => drop(holder.as_object_mut().unwrap().remove(name)),
    }
    files.insert(path.into(), serde_json::to_vec_pretty(&document).unwrap());
    let (_, findings) = check(&files);
    assert!(
        found(&findings, path, pointer, code),
        "{place}: no `{code}` at `{pointer}` in {findings:#?}"
    );
    let the = findings.iter().find(|finding| finding.code == code).unwrap();
    assert!(the.at.is_some(), "`{code}` has a line and a column");
}

#[test]
fn what_is_right_has_no_finding() {
    let (_, findings) = check(&files());
    let errors: Vec<_> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn items() {
    let at = |place: &str, value: Value, code: &str| check_at(ITEM, place, value, place, code);
    at("/format", json!("jalon/item@2"), "authoring/format");
    at("/id", json!("Practice"), "authoring/wanted");
    at("/id", json!("other"), "authoring/file-name");
    at("/answer", json!("a"), "authoring/unknown-member");
    at("/content/correct", json!("a"), "authoring/unknown-member");
    check_at(
        ITEM,
        "/content/prompt",
        json!({"fr": "  "}),
        "/content/prompt/fr",
        "authoring/blank",
    );
    check_at(
        ITEM,
        "/content/prompt",
        json!({"FR": "x"}),
        "/content/prompt/FR",
        "authoring/language",
    );
    check_at(
        ITEM,
        "/content/prompt",
        json!({"fr": "<b>x</b>"}),
        "/content/prompt/fr",
        "authoring/markdown",
    );
    check_at(ITEM, "/content/prompt", None, "/content", "authoring/missing-member");
    at("/content/stimulus", json!("nowhere"), "item/unknown-stimulus");
    at("/content/audio", json!({"fr": "nowhere.opus"}), "item/unknown-sound");
    let spoken = json!({"id": "a", "text": {"fr": "Réponse a"}, "audio": {"fr": "nowhere.opus"}});
    check_at(
        ITEM,
        "/content/interaction/options/0",
        spoken,
        "/content/interaction/options",
        "item/unknown-sound",
    );
    at("/content/interaction/max-choices", json!(0), "authoring/wanted");
    at("/content/interaction/max-choices", json!(1.5), "json/number");
    at("/content/interaction/type", json!("guess"), "authoring/wanted");
    at("/content/interaction/options", json!([]), "item/option-count");
    let option = json!({"id": "b", "text": {"fr": "Réponse b"}});
    check_at(
        ITEM,
        "/content/interaction/options/0",
        option.clone(),
        "/content/interaction/options/1",
        "item/option-twice",
    );
    check_at(
        ITEM,
        "/content/interaction/options/0",
        option,
        "/content/interaction/options/1",
        "item/same-option",
    );
    check_at(ITEM, "/key/type", json!("text-entry"), "/key", "item/key-kind");
    at("/key/correct", json!(["a", "b"]), "item/key-count");
    at("/key/correct", json!([]), "item/key-count");
    at("/key/correct", json!(["z"]), "item/unknown-option");
    check_at(
        MANY,
        "/key/correct",
        json!(["a", "a"]),
        "/key/correct",
        "item/key-count",
    );
    at("/about/competences", json!([]), "item/no-competence");
    check_at(
        ITEM,
        "/about/competences/0",
        json!("u9-a"),
        "/about/competences/0",
        "referential/unknown-competence",
    );
    check_at(
        ITEM,
        "/about/competences/0",
        json!("u2-a"),
        "/about/part",
        "item/other-unit",
    );
    at("/about/part", json!("u9"), "referential/unknown-unit");
    at("/about/sources", json!([]), "authoring/no-source");
    check_at(
        ITEM,
        "/about/sources/0/read",
        json!("2026-02-30"),
        "/about/sources/0/read",
        "authoring/wanted",
    );
    check_at(
        ITEM,
        "/about/enemies/0",
        json!("nobody"),
        "/about/enemies/0",
        "item/unknown-enemy",
    );
    at("/about/review/state", json!("retired"), "item/retired");
}

#[test]
fn guides() {
    let at = |place: &str, value: Value, code: &str| check_at(WRITTEN, place, value, place, code);
    check_at(WRITTEN, "/key/elements", json!([]), "/key", "item/no-element");
    check_at(
        WRITTEN,
        "/key/elements/1/id",
        json!("first"),
        "/key/elements/1",
        "item/element-twice",
    );
    check_at(
        WRITTEN,
        "/key/elements/1/points",
        json!("0"),
        "/key/elements/1",
        "item/element-points",
    );
    at("/key/elements/0/points", json!(1), "authoring/wanted");
    at("/key/elements/0/points", json!("1.50"), "authoring/wanted");
    check_at(
        "items/practice-u1-word.json",
        "/key/accept",
        json!([]),
        "/key",
        "item/nothing-accepted",
    );
    check_at(
        "items/practice-u1-number.json",
        "/key/tolerance",
        json!("0,5"),
        "/key/tolerance",
        "authoring/wanted",
    );
}

#[test]
fn protocols_alone_and_among_the_rest() {
    let at = |place: &str, value: Value, pointer: &str, code: &str| check_at(PROTOCOL, place, value, pointer, code);
    at(
        "/referential",
        json!("autre"),
        "/referential",
        "protocol/other-referential",
    );
    at("/assurance", json!("proctored"), "", "protocol/assurance");
    at("/parts", json!([]), "", "protocol/parts");
    at("/claims", json!([]), "", "protocol/claims");
    at("/claims/0/about", json!({}), "/claims/0/about", "protocol/claim-about");
    at(
        "/claims/0/about",
        json!({"unit": "u9"}),
        "/claims/0/about/unit",
        "referential/unknown-unit",
    );
    at(
        "/claims/0/minimum",
        json!(50),
        "/claims/0",
        "protocol/claim-never-measured",
    );
    at("/parts/0/sections", json!([]), "/parts/0", "protocol/no-section");
    at("/parts/0/floor", json!("999"), "", "protocol/floor");
    at("/parts/0/seconds", json!(0), "/parts/0/seconds", "authoring/wanted");
    at(
        "/parts/0/coefficient",
        json!(0),
        "/parts/0/coefficient",
        "authoring/wanted",
    );
    at(
        "/parts/0/sections/0/count",
        json!(1_000),
        "/parts/0/sections/0",
        "draw/too-few",
    );
    at(
        "/parts/0/sections/0/points",
        json!("0"),
        "/parts/0/sections/0",
        "protocol/points",
    );
    at(
        "/parts/0/sections/0/select/bank",
        json!("form"),
        "/parts/0/sections/0/select/bank",
        "protocol/no-forms",
    );
    at(
        "/decision",
        json!({"rule": "ratio", "pass": [1, 0]}),
        "/decision/pass",
        "protocol/fraction",
    );
    at(
        "/decision",
        json!({"rule": "ratio", "pass": [3, 2]}),
        "",
        "protocol/impossible-pass",
    );
    at(
        "/decision",
        json!({"rule": "weighted-mean", "pass": "999999999999.999"}),
        "",
        "protocol/impossible-pass",
    );
}

#[test]
fn referentials() {
    let at = |place: &str, value: Value, pointer: &str, code: &str| check_at(REFERENTIAL, place, value, pointer, code);
    at("/base", json!("http://x"), "/base", "authoring/wanted");
    at("/version", json!(0), "/version", "authoring/wanted");
    at("/units/1/id", json!("u1"), "", "referential/id-twice");
    at("/competences/1/id", json!("u1-a"), "", "referential/id-twice");
    at(
        "/competences/0/nature",
        json!("talent"),
        "/competences/0/nature",
        "authoring/wanted",
    );
    at(
        "/competences/0/units",
        json!(["u9"]),
        "/competences/0",
        "referential/unknown-unit",
    );
    at(
        "/equivalences/0/satisfies",
        json!(["u9"]),
        "/equivalences/0",
        "referential/unknown-unit",
    );
}

#[test]
fn files_out_of_place_and_bytes_gone_wrong() {
    let wrong = |change: &dyn Fn(&mut Files), path: &str, code: &str| {
        let mut files = files();
        change(&mut files);
        let (_, findings) = check(&files);
        assert!(
            findings
                .iter()
                .any(|finding| finding.path == path && finding.code == code),
            "no `{code}`: {findings:#?}"
        );
        assert!(!is_publishable(&findings));
    };
    wrong(&|f| drop(f.remove(REFERENTIAL)), REFERENTIAL, "authoring/missing-file");
    wrong(
        &|f| drop(f.insert("items/a.txt".into(), Vec::new())),
        "items/a.txt",
        "authoring/unknown-file",
    );
    wrong(
        &|f| drop(f.insert("notes.json".into(), b"{}".to_vec())),
        "notes.json",
        "authoring/unknown-file",
    );
    wrong(&|f| f.get_mut(ITEM).unwrap().truncate(100), ITEM, "json/truncated");
    wrong(&|f| drop(f.insert(ITEM.into(), Vec::new())), ITEM, "json/truncated");
    wrong(
        &|f| drop(f.insert(ITEM.into(), "[".repeat(100_000).into_bytes())),
        ITEM,
        "json/too-deep",
    );
    wrong(
        &|f| drop(f.insert(ITEM.into(), vec![b' '; (8 << 20) + 1])),
        ITEM,
        "json/too-long",
    );
    wrong(
        &|f| drop(f.insert(ITEM.into(), b"[]".to_vec())),
        ITEM,
        "authoring/wanted",
    );
    wrong(
        &|f| drop(f.insert(ITEM.into(), b"{\"id\": 1, \"id\": 2}".to_vec())),
        ITEM,
        "json/duplicate-member",
    );
}

#[test]
fn everything_wrong_is_said_at_once_however_much() {
    let mut files = files();
    let mut item: Value = serde_json::from_slice(&files[ITEM]).unwrap();
    item["about"]["enemies"] = (0..50_000).map(|place| json!(format!("Not An Id {place}"))).collect();
    item["content"]["prompt"] = json!({});
    files.insert(ITEM.into(), serde_json::to_vec_pretty(&item).unwrap());
    files.insert(PROTOCOL.into(), b"{}".to_vec());
    let (_, findings) = check(&files);
    assert!(findings.iter().filter(|finding| finding.path == ITEM).count() > 50_000);
    assert!(findings.iter().any(|finding| finding.path == PROTOCOL));
    assert!(found(&findings, ITEM, "/content/prompt", "authoring/blank"));
    let lines: Vec<usize> = findings
        .iter()
        .filter(|finding| finding.path == ITEM)
        .filter_map(|finding| Some(finding.at?.0))
        .collect();
    assert!(
        lines.is_sorted() && lines.len() > 50_000,
        "in the order of the file, each with its line"
    );
}
