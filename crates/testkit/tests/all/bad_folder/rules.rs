//! Rules of decision, groups, preconditions, ladders, banks too small: each with one thing wrong.

use super::{ITEM, PROTOCOL, check_at, files, found};
use jalon_authoring::check;
use jalon_base::json::Value;
use jalon_testkit::kinds;
use serde_json::json;

#[test]
fn rules_of_decision() {
    let at = |decision: Value, pointer: &str, code: &str| check_at(PROTOCOL, "/decision", decision, pointer, code);
    let part = json!({"rule": "part", "part": "u1", "pass": [1, 2]});
    at(json!({"rule": "luck"}), "/decision/rule", "authoring/wanted");
    at(json!({"rule": "all-of", "of": []}), "/decision", "decision/no-rule");
    at(
        json!({"rule": "k-of-n", "least": 2, "of": [part]}),
        "",
        "protocol/impossible-pass",
    );
    at(
        json!({"rule": "part", "part": "u1", "pass": [3, 2]}),
        "",
        "protocol/impossible-pass",
    );
    at(
        json!({"rule": "competences", "each": [5, 4], "pass": [1, 1]}),
        "",
        "protocol/impossible-pass",
    );
    at(
        json!({"rule": "part", "part": "u9", "pass": [1, 2]}),
        "",
        "decision/unknown-part",
    );
    at(
        json!({"rule": "compensation", "most": 1, "of": [part], "by": {"rule": "claim", "claim": "nobody", "pass": [1, 2]}}),
        "",
        "decision/unknown-claim",
    );
    at(
        json!({"rule": "eliminatory"}),
        "/decision",
        "decision/nothing-eliminates",
    );
    at(
        json!({"rule": "eliminatory", "items": ["nobody"]}),
        "/decision",
        "decision/unknown-item",
    );
    let deep = (0..5).fold(part, |inner, _| json!({"rule": "all-of", "of": [inner]}));
    at(deep, "/decision/of/0/of/0/of/0/of/0/of/0", "decision/too-deep");
}

#[test]
fn time_limits() {
    let at = |place: &str, value: Value, code: &str| check_at(PROTOCOL, place, value, "", code);
    let section = json!({
        "id": "u1-choices", "select": {"bank": {"named": "practice"}, "units": ["u1"], "interactions": ["choice"]},
        "count": 2, "order": "by-id", "points": "1"
    });
    let with = |limits: Value| {
        let mut section = section.clone();
        let members = limits.as_object().unwrap().clone();
        section.as_object_mut().unwrap().extend(members);
        section
    };
    let sections = "/parts/0/sections/0";
    at(
        sections,
        with(json!({"each-seconds": 5, "each-least": 6})),
        "protocol/times",
    );
    at(
        sections,
        with(json!({"seconds": 11, "each-least": 6})),
        "protocol/times",
    );
    at(sections, with(json!({"seconds": 11, "least": 12})), "protocol/times");
    check_at(PROTOCOL, "/seconds", json!(0), "/seconds", "authoring/wanted");
    check_at(
        PROTOCOL,
        "/parts/0/least",
        json!(86_401),
        "/parts/0/least",
        "authoring/wanted",
    );
    // Two things at once: a time that a room cannot hold, and a least one of what is chosen late.
    let mut files = files();
    let mut document: Value = serde_json::from_slice(&files[PROTOCOL]).unwrap();
    document["scoring"] = json!("server");
    document["seconds"] = json!(60);
    document["least"] = json!(61);
    let late = json!({"id": "late", "select": {"bank": {"named": "practice"}}, "count": 1, "order": "by-id", "points": "1",
        "least": 5, "when": [{"sections": ["late"], "from": [1, 2]}]});
    document["parts"][0]["sections"].as_array_mut().unwrap().push(late);
    files.insert(PROTOCOL.into(), serde_json::to_vec_pretty(&document).unwrap());
    let (_, findings) = check(&files);
    for code in [
        "protocol/times-room",
        "protocol/least-late",
        "protocol/times",
        "when/cycle",
    ] {
        assert!(found(&findings, PROTOCOL, "", code), "no `{code}` in {findings:#?}");
    }
}

#[test]
fn groups_preconditions_and_ladders() {
    let at = |place: &str, value: Value, pointer: &str, code: &str| check_at(PROTOCOL, place, value, pointer, code);
    let section = "/parts/0/sections/0";
    let group = |id: &str, choose: u32, inside: Option<&str>| match inside {
        None => json!({"id": id, "choose": choose}),
        Some(group) => json!({"id": id, "choose": choose, "group": group}),
    };
    at("/parts/0/groups", json!([group("g", 1, None)]), "", "group/few");
    at(
        "/parts/0/groups",
        json!([group("g", 1, Some("h")), group("h", 1, Some("g"))]),
        "",
        "group/cycle",
    );
    at(
        "/parts/0/groups",
        json!([group("u1-choices", 1, None)]),
        "",
        "group/twice",
    );
    at(&format!("{section}/group"), json!("nowhere"), "", "group/unknown");
    let when = |when: Value, pointer: &str, code: &str| {
        at(&format!("{section}/when"), json!([when]), pointer, code);
    };
    let place = "/parts/0/sections/0/when/0";
    when(json!({"sections": ["u1-choices"]}), place, "when/no-end");
    when(json!({"from": [1, 2]}), place, "when/nothing");
    when(
        json!({"items": [], "sections": ["x"], "from": [1, 2], "below": [1, 2]}),
        place,
        "when/dead",
    );
    when(json!({"sections": ["x"], "from": [3, 2]}), "", "when/dead");
    when(json!({"sections": ["x"], "from": [1, 2]}), "", "when/unknown-section");
    when(json!({"sections": ["x"], "from": [1, 2]}), "", "late/free");
    when(
        json!({"items": ["nobody"], "from": [1, 2]}),
        place,
        "decision/unknown-item",
    );
    let ladder = |steps: Value, pointer: &str, code: &str| {
        at(&format!("{section}/ladder"), json!({"steps": steps}), pointer, code);
    };
    let place = "/parts/0/sections/0/ladder";
    let rung = |items: &[&str]| json!({"items": items});
    ladder(json!([rung(&["practice-u1-many"])]), place, "ladder/steps");
    ladder(json!([rung(&["practice-u1-many"]), rung(&[])]), place, "ladder/few");
    ladder(
        json!([rung(&["practice-u1-many"]), rung(&["practice-u1-many"])]),
        place,
        "ladder/twice",
    );
    ladder(
        json!([rung(&["practice-u1-one-1"]), rung(&["practice-u1-one-2"])]),
        place,
        "section/enemies",
    );
    ladder(
        json!([rung(&["practice-u1-many"]), rung(&["practice-u2-many"])]),
        place,
        "section/not-taken",
    );
    ladder(
        json!([rung(&["practice-u1-many"]), rung(&["practice-u1-answer"])]),
        place,
        "late/needs-mark",
    );
    let required = format!("{section}/required");
    at(
        &required,
        json!(["nobody"]),
        &format!("{required}/0"),
        "section/not-taken",
    );
    at(
        &required,
        json!(["practice-u1-one-1", "practice-u1-one-2"]),
        &format!("{required}/1"),
        "section/enemies",
    );
}

#[test]
fn a_bank_too_small_for_somebody_or_for_a_cell() {
    let mut files = files();
    // Of the five choices of each unit, a screen reader is left one.
    let paths: Vec<String> = files
        .keys()
        .filter(|path| path.contains("practice-u1-"))
        .cloned()
        .collect();
    for path in paths.iter().filter(|path| !path.ends_with("some.json")) {
        let mut item: Value = serde_json::from_slice(&files[path]).unwrap();
        item["about"]["unfit"] = json!(["screen-reader"]);
        files.insert(path.clone(), serde_json::to_vec_pretty(&item).unwrap());
    }
    let mut protocol: Value = serde_json::from_slice(&files[PROTOCOL]).unwrap();
    protocol["parts"][0]["sections"][0]["count"] = json!(3);
    protocol["parts"][0]["sections"][0]["quotas"] = json!([]);
    files.insert(PROTOCOL.into(), serde_json::to_vec_pretty(&protocol).unwrap());
    let (_, findings) = check(&files);
    assert!(
        found(&findings, PROTOCOL, "/parts/0/sections/0", "supply/profile"),
        "{findings:#?}"
    );
    let quota = json!([{"competences": ["u2-a"], "min": 1, "max": 2}]);
    let place = "/parts/0/sections/0/quotas";
    check_at(PROTOCOL, place, quota, &format!("{place}/0"), "protocol/empty-cell");
    check_at(
        "items/practice-u1-one-3.json",
        "/content/prompt",
        json!({"fr": "Question one-1 de u1 (practice) ?"}),
        "/content/prompt",
        "item/twin",
    );
    let quota = json!([{"natures": ["savoir-etre"], "competences": ["u1-a"], "min": 0, "max": 2}]);
    check_at(PROTOCOL, place, quota, &format!("{place}/0"), "protocol/no-such-nature");
    let wrong = |value: Value, pointer: &str| check_at(PROTOCOL, "/attempts", value, pointer, "authoring/wanted");
    wrong(json!({"keep": "worst"}), "/attempts/keep");
    wrong(json!({"keep": "best", "most": 0}), "/attempts/most");
    wrong(
        json!({"keep": "best", "unfinished": {"after": 0, "then": "counts"}}),
        "/attempts/unfinished/after",
    );
    check_at(
        ITEM,
        "/about/unfit",
        json!(["tall"]),
        "/about/unfit/0",
        "authoring/wanted",
    );
    check_at(ITEM, "/about/spoil", json!("never"), "/about/spoil", "authoring/wanted");
}

#[test]
fn items_whose_key_nobody_can_give() {
    check_at(
        "items/practice-u1-word.json",
        "/content/interaction/max-length",
        json!(5),
        "/key/accept/0",
        "item/key-too-long",
    );
    check_at(
        "items/practice-u1-number.json",
        "/content/interaction/decimals",
        json!(0),
        "/key/correct",
        "item/key-cannot-be-typed",
    );
}

#[test]
fn a_recording_is_a_recording_and_has_its_words() {
    let with = |lang: &str, bytes: &[u8]| {
        let mut files = kinds::files();
        let path = "items/a01-choice.json";
        let mut document: Value = serde_json::from_slice(&files[path]).unwrap();
        document["content"]["audio"] = json!({lang: "question.ogg"});
        files.insert(path.to_owned(), serde_json::to_vec_pretty(&document).unwrap());
        files.insert("media/question.ogg".to_owned(), bytes.to_vec());
        let (_, findings) = check(&files);
        let ours = findings
            .into_iter()
            .filter(|finding| finding.path == path || finding.path.starts_with("media/question"));
        ours.map(|finding| (finding.code, finding.pointer)).collect::<Vec<_>>()
    };
    let sound: &[u8] = b"OggS\0\x02\0\0\0\0";
    assert_eq!(with("fr", sound), []);
    assert_eq!(with("de", sound), [("item/no-transcript", "/content/audio".to_owned())]);
    let page = with("fr", b"<!doctype html><title>a page</title>");
    assert!(page.contains(&("media/kind", String::new())), "{page:?}");
}
