//! Situational judgements: what a panel answered, and how a protocol weighs it.

use super::wrong;
use jalon_authoring::{Folder, assemble, check};
use jalon_base::json::Value;
use jalon_base::{Finding, Text, Timestamp};
use jalon_protocol::Response;
use jalon_protocol::item::Pair;
use jalon_testkit::kinds;
use serde_json::json;
use std::collections::BTreeSet;

#[test]
fn bad_panels() {
    let (rate, choose) = ("e03-judgement-rate", "e02-judgement-best-worst");
    let (answers, line) = ("/key/answers", "/key/answers/a");
    let unknown = json!({"a": {"aide": 3}, "b": {"aide": 3}, "z": {"aide": 3}});
    wrong(rate, answers, unknown, "/key/answers/z", "item/panel-unknown");
    wrong(
        rate,
        line,
        json!({"aide": 3, "z": 3}),
        "/key/answers/a/z",
        "item/panel-unknown",
    );
    wrong(rate, answers, json!({"a": {"aide": 3}}), answers, "item/panel-silent");
    wrong(
        rate,
        line,
        json!({"aide": 0}),
        "/key/answers/a/aide",
        "authoring/wanted",
    );
    wrong(rate, line, json!({"aide": 2}), line, "item/panel-few");
    wrong(rate, line, json!({"aide": 2, "nuit": 2}), line, "item/panel-divided");
    // A scale whose levels are shuffled is no scale.
    wrong(
        rate,
        "/content/interaction/shuffle",
        json!(true),
        "/key",
        "item/key-not-admitted",
    );
    // One reaction cannot be the best and the worst: it goes with one line.
    let same = json!({"mieux": {"a": 3}, "pire": {"a": 3}});
    wrong(choose, answers, same, "/key", "item/key-not-admitted");
}

/// The demonstration, where its first protocol weighs judgements in another way, or not at all.
fn weighed(judgement: &Value) -> (Folder, Vec<Finding>) {
    let mut files = kinds::files();
    let path = "protocols/toutes-les-questions.json";
    let mut document: Value = serde_json::from_slice(&files[path]).unwrap();
    document["judgement"] = judgement.clone();
    files.insert(path.to_owned(), serde_json::to_vec_pretty(&document).unwrap());
    check(&files)
}

#[test]
fn a_protocol_says_how_it_weighs_a_panel() {
    let codes = |judgement: Value| {
        let (_, findings) = weighed(&judgement);
        let ours = findings
            .iter()
            .filter(|finding| finding.path == "protocols/toutes-les-questions.json");
        ours.map(|finding| (finding.code, finding.pointer.clone()))
            .collect::<Vec<_>>()
    };
    let section = "/parts/0/sections/0".to_owned();
    assert_eq!(codes(json!({"rate": "share", "choose": "share"})), []);
    assert_eq!(
        codes(json!({"rate": "share"})),
        [("protocol/no-judgement", section.clone())]
    );
    let both = codes(json!({}));
    assert_eq!(
        both,
        [
            ("protocol/no-judgement", section.clone()),
            ("protocol/no-judgement", section)
        ]
    );
    let unknown = codes(json!({"rate": "crossed", "choose": "share"}));
    assert!(
        unknown.contains(&("authoring/wanted", "/judgement/rate".to_owned())),
        "{unknown:?}"
    );
    // The most given rating on the other side of the mean: what most answered would earn nothing.
    let mut files = kinds::files();
    let path = "items/e03-judgement-rate.json";
    let mut item: Value = serde_json::from_slice(&files[path]).unwrap();
    item["key"]["answers"]["a"] = json!({"aide": 3, "peu": 2, "nuit": 2});
    files.insert(path.to_owned(), serde_json::to_vec_pretty(&item).unwrap());
    let protocol = "protocols/toutes-les-questions.json";
    let mut document: Value = serde_json::from_slice(&files[protocol]).unwrap();
    document["judgement"]["rate"] = json!("side");
    files.insert(protocol.to_owned(), serde_json::to_vec_pretty(&document).unwrap());
    let (_, findings) = check(&files);
    assert!(
        findings
            .iter()
            .all(|finding| finding.code != "protocol/judgement-divided")
    );
    item["key"]["answers"]["a"] = json!({"aide": 3, "peu": 1, "nuit": 3});
    files.insert(path.to_owned(), serde_json::to_vec_pretty(&item).unwrap());
    let (_, findings) = check(&files);
    assert!(
        findings
            .iter()
            .any(|finding| finding.code == "protocol/judgement-divided")
    );
}

/// The same questions and another way: another release, so another signature, and other points.
#[test]
fn how_a_panel_is_weighed_is_signed_with_the_protocol() {
    let release = |rate: &str| {
        let (folder, _) = weighed(&json!({"rate": rate, "choose": "crossed"}));
        let (publisher, dated) = (Text::default(), Timestamp::from_unix(1_795_420_800).unwrap());
        assemble(&folder, publisher, dated).unwrap().id
    };
    assert_eq!(release("proximity"), release("proximity"));
    assert_ne!(release("proximity"), release("agreement"));
    let item = kinds::items()
        .find(|item| item.content.id.as_str() == "e03-judgement-rate")
        .unwrap();
    let pairs = ["a peu", "b peu", "c peu"]
        .map(|pair| Pair::parse(pair).unwrap())
        .to_vec();
    let response = Response::Pairs { pairs };
    let credits: BTreeSet<String> = kinds::keys(item)
        .iter()
        .map(|key| format!("{:?}", key.credit(&response)))
        .collect();
    assert_eq!(
        credits.len(),
        3,
        "nothing by agreement and by side, half by distance, a share of the panel: {credits:?}"
    );
}
