//! The draw against its published vectors, `tests/vectors/draw/`, which an independent program made.

use jalon_attempt::draw::{CannotDraw, Seed, Stream, Supply, draw};
use jalon_base::encoding::{hex, unhex};
use jalon_base::id::RandomId;
use jalon_base::json::{Limits, Value, parse};
use jalon_base::sorted::SortedMap;
use jalon_base::{Digest, digest};
use jalon_protocol::{ItemAbout, ItemContent, ItemId, PartId, Protocol};
use serde_json::json;
use std::path::PathBuf;
use std::sync::Arc;

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/draw"))
}

fn vectors(kind: &str) -> Vec<Value> {
    let bytes = std::fs::read(folder().join("draw.json")).unwrap();
    let vectors = parse(&bytes, Limits::DOCUMENT).unwrap();
    assert_eq!(vectors["engine"], jalon_base::ENGINE);
    vectors[kind].as_array().unwrap().clone()
}

fn bytes(value: &Value) -> [u8; 32] {
    unhex(value.as_str().unwrap()).unwrap().try_into().unwrap()
}

fn seed(case: &Value) -> Seed {
    let release = Digest::from_hex(case["release"].as_str().unwrap()).unwrap();
    let attempt = RandomId::parse(case["attempt"].as_str().unwrap()).unwrap();
    Seed::derive(&bytes(&case["session"]), &release, &attempt)
}

fn stream(case: &Value) -> Stream {
    seed(case).stream(case["purpose"].as_str().unwrap())
}

fn numbers(value: &Value) -> Vec<u32> {
    serde_json::from_value(value.clone()).unwrap()
}

#[test]
fn seeds() {
    for case in vectors("seeds") {
        assert_eq!(hex(seed(&case).as_bytes()), case["seed"].as_str().unwrap());
    }
}

#[test]
fn words_indices_and_shuffles() {
    for case in vectors("words") {
        let purpose = case["purpose"].as_str().unwrap();
        let sub = digest::keyed(seed(&case).as_bytes(), "jalon/draw@1/sub", purpose.as_bytes());
        assert_eq!(hex(&sub), case["sub-seed"].as_str().unwrap());
        let mut stream = stream(&case);
        let wanted = numbers(&case["words"]);
        let found: Vec<u32> = wanted.iter().map(|_| stream.word()).collect();
        assert_eq!(found, wanted, "{purpose}");
    }
    for case in vectors("indices") {
        let n = u32::try_from(case["below"].as_u64().unwrap()).unwrap();
        let mut stream = stream(&case);
        let wanted = numbers(&case["indices"]);
        let found: Vec<u32> = wanted.iter().map(|_| stream.below(n)).collect();
        assert_eq!(found, wanted, "below {n}");
    }
    for case in vectors("shuffles") {
        let wanted = numbers(&case["order"]);
        let mut order: Vec<u32> = (0..u32::try_from(wanted.len()).unwrap()).collect();
        stream(&case).shuffle(&mut order);
        assert_eq!(order, wanted);
    }
}

/// What is shown of an item with so many options, or with a field.
fn content(id: &str, options: Option<&Value>) -> ItemContent {
    let interaction = match options.and_then(Value::as_u64) {
        Some(count) => {
            let options: Vec<Value> = (0..count)
                .map(|place| json!({"id": format!("o{place}"), "text": {}}))
                .collect();
            json!({"type": "choice", "max-choices": 1, "shuffle": true, "options": options})
        }
        None => json!({"type": "text-entry", "max-length": 9}),
    };
    serde_json::from_value(
        json!({"format": "jalon/item-content@1", "id": id, "prompt": {}, "interaction": interaction}),
    )
    .unwrap()
}

#[test]
fn papers() {
    let mut forms = Vec::new();
    for case in vectors("papers") {
        let protocol: Protocol = serde_json::from_value(case["protocol"].clone()).unwrap();
        let abouts: Vec<ItemAbout> = serde_json::from_value(case["pool"].clone()).unwrap();
        let contents: SortedMap<ItemId, ItemContent> = abouts
            .iter()
            .map(|about| {
                (
                    about.id.clone(),
                    content(about.id.as_str(), case["options"].get(about.id.as_str())),
                )
            })
            .collect();
        let exempt: Vec<PartId> = serde_json::from_value(case["exempt"].clone()).unwrap();
        let pool = abouts.into_iter().collect();
        let supply = Supply {
            protocol: &Arc::new(protocol),
            pool: &pool,
            contents: &contents,
        };
        let drawn = match draw(supply, &seed(&case), &exempt, &[]) {
            Ok(paper) => {
                forms.extend(paper.form.clone());
                serde_json::to_value(paper).unwrap()
            }
            Err(CannotDraw::TooFew { section, found, .. }) => json!({"too-few": section, "found": found}),
        };
        assert_eq!(drawn, case["paper"]);
    }
    forms.sort();
    forms.dedup();
    assert_eq!(forms.len(), 2, "both forms are met");
}

#[test]
fn the_independent_program_agrees() {
    let check = folder().join("check.py");
    match std::process::Command::new("python3").arg(&check).output() {
        Ok(output) => {
            print!("{}", String::from_utf8_lossy(&output.stdout));
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        Err(error) => println!("python3 is not there ({error}): `{}` was not run", check.display()),
    }
}
