//! The schemas and the reader refuse the same shapes: every authored file, every place in it, nine values that do not belong there.

#![allow(clippy::unwrap_used, reason = "tests are free of these rules")]

use jalon_authoring::check;
use jalon_authoring::folder::Files;
use jalon_authoring::schema::Authored;
use jalon_base::Severity;
use jalon_base::json::{Value, pointer_step};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;

/// Findings about the shape of one file; the others (an id that nobody knows, a key that does not fit) no schema can make.
const SHAPE: [&str; 23] = [
    "authoring/wanted",
    "authoring/missing-member",
    "authoring/unknown-member",
    "authoring/blank",
    "authoring/language",
    "authoring/format",
    "authoring/no-source",
    "item/option-count",
    "item/nothing-accepted",
    "item/no-element",
    "item/key-count",
    "item/list-count",
    "template/name",
    "template/values",
    "item/factor",
    "item/no-competence",
    "item/retired",
    "protocol/no-section",
    "protocol/fraction",
    "protocol/claim-about",
    "protocol/parts",
    "protocol/claims",
    "decision/no-rule",
];

fn authored() -> Vec<(Authored, String, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../referentials");
    let mut all = Vec::new();
    for referential in std::fs::read_dir(root).unwrap() {
        let folder = referential.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        let mut read = |kind, path: &Path, name: String| {
            all.push((
                kind,
                name,
                serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap(),
            ));
        };
        read(
            Authored::Referential,
            &folder.join("referential.json"),
            "referential.json".into(),
        );
        for (kind, place) in [
            (Authored::Item, "items"),
            (Authored::Stimulus, "stimuli"),
            (Authored::Protocol, "protocols"),
        ] {
            let Ok(files) = std::fs::read_dir(folder.join(place)) else {
                continue;
            };
            let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
            paths.sort();
            for path in paths {
                let name = format!("{place}/{}", path.file_name().unwrap().to_str().unwrap());
                read(kind, &path, name);
            }
        }
    }
    all
}

/// Shape findings of the reader, for this file alone.
fn reader(name: &str, value: &Value) -> BTreeSet<(String, &'static str)> {
    let mut files = Files::new();
    files.insert(name.to_owned(), serde_json::to_vec(value).unwrap());
    let (_, findings) = check(&files);
    findings
        .into_iter()
        .filter(|finding| finding.path == name && finding.severity == Severity::Error)
        .filter(|finding| SHAPE.contains(&finding.code) || finding.code.starts_with("json/"))
        .map(|finding| (finding.pointer, finding.code))
        .collect()
}

/// Every place of a document, with its shape: the place without numbers, told apart by the kinds on the way.
fn places(value: &Value, pointer: &str, shape: &str, out: &mut Vec<(String, String)>) {
    out.push((pointer.to_owned(), shape.to_owned()));
    match value {
        Value::Object(members) => {
            let kind = ["type", "rule", "state"]
                .iter()
                .find_map(|tag| members.get(*tag)?.as_str());
            for (name, member) in members {
                let shape = format!("{shape}<{}>/{name}", kind.unwrap_or(""));
                places(member, &format!("{pointer}{}", pointer_step(name)), &shape, out);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                places(element, &format!("{pointer}/{index}"), &format!("{shape}/*"), out);
            }
        }
        _ => {}
    }
}

/// What a value becomes.
fn wrongs(value: &Value) -> Vec<Value> {
    let mut wrongs = vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(1.5),
        json!(99_999_999),
        json!("  "),
        json!("Not a Word"),
        json!([]),
        json!({}),
    ];
    if let Value::Object(members) = value {
        for name in members.keys() {
            let mut without = members.clone();
            without.remove(name);
            wrongs.push(Value::Object(without));
        }
        for more in ["zz", "Zz-x", "ext"] {
            let mut with = members.clone();
            with.insert(more.to_owned(), Value::Null);
            wrongs.push(Value::Object(with));
        }
    }
    wrongs
}

#[test]
fn every_authored_file_is_of_its_schema() {
    let all = authored();
    for kind in Authored::ALL {
        let schema = jsonschema::validator_for(&kind.schema()).unwrap();
        let mut count = 0;
        for (_, name, value) in all.iter().filter(|(of, ..)| *of == kind) {
            let wrong: Vec<String> = schema
                .iter_errors(value)
                .map(|e| format!("{}: {e}", e.instance_path()))
                .collect();
            assert!(wrong.is_empty(), "{name}: {wrong:#?}");
            count += 1;
        }
        assert!(count > 0, "no {} was read", kind.as_str());
    }
}

#[test]
fn the_reader_and_the_schema_refuse_the_same_shapes() {
    let mut seen = BTreeSet::new();
    let (mut tried, mut refused) = (0, 0);
    let mut differences = Vec::new();
    let schemas = Authored::ALL.map(|kind| (kind, jsonschema::validator_for(&kind.schema()).unwrap()));
    for (kind, name, value) in authored() {
        let (_, schema) = schemas.iter().find(|(of, _)| *of == kind).unwrap();
        let mut found = Vec::new();
        places(&value, "", kind.as_str(), &mut found);
        for (pointer, _) in found.into_iter().filter(|(_, shape)| seen.insert(shape.clone())) {
            for wrong in wrongs(value.pointer(&pointer).unwrap()) {
                let mut changed = value.clone();
                *changed.pointer_mut(&pointer).unwrap() = wrong.clone();
                let by_reader = reader(&name, &changed);
                let by_schema: Vec<String> = schema.iter_errors(&changed).map(|e| e.to_string()).collect();
                // A fraction is refused wherever it stands, also where a schema lets anything stand.
                let fraction = wrong.is_f64() && by_schema.is_empty();
                if by_reader.is_empty() != by_schema.is_empty() && !fraction {
                    differences.push(format!(
                        "{name}{pointer} = {wrong}: the reader says {by_reader:?}, the schema {by_schema:?}"
                    ));
                }
                tried += 1;
                refused += usize::from(!by_schema.is_empty());
            }
        }
    }
    println!("{tried} changed files, {refused} refused by both");
    assert!(differences.is_empty(), "{differences:#?}");
    assert!(tried > 2_000 && refused > tried / 2);
}
