//! The shape of the workspace, kept true: which package may name which, and what the engine never names.
//!
//! # Source
//! The map, `crates/README.md`. A new package needs its line here and there.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests are free of these rules"
)]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Package (without `jalon-`) → what it may name; what those may name, it may name too.
const ARROWS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("psychometrics", &["base"]),
    ("credential", &["base"]),
    ("referential", &["base"]),
    ("protocol", &["referential", "credential"]),
    ("attempt", &["protocol", "credential"]),
    ("scoring", &["attempt", "protocol", "psychometrics", "credential"]),
    ("session", &["attempt", "protocol", "credential"]),
    ("recognition", &["referential", "protocol", "credential"]),
    ("musette", &["recognition", "credential"]),
    ("authoring", &["scoring", "protocol", "psychometrics", "credential"]),
    ("interchange", &["authoring", "musette"]),
    ("messages", &["base"]),
    ("paper", &["recognition", "messages"]),
    ("api", &["session", "musette", "messages", "paper"]),
    ("store", &["api"]),
    ("server", &["api", "store", "scoring"]),
    ("cli", &["server", "authoring", "interchange", "paper"]),
    ("web-kit", &["api"]),
    ("app", &["web-kit", "scoring", "authoring"]),
    ("room", &["web-kit"]),
    ("verifier", &["paper"]),
    ("workshop", &["web-kit", "authoring", "interchange"]),
    ("background", &["web-kit", "authoring", "interchange"]),
    ("testkit", &["authoring", "interchange", "session", "paper"]),
    ("xtask", &["protocol"]),
    ("journeys", &["cli", "testkit"]),
    ("same", &["authoring", "recognition", "testkit"]),
];

/// What tests may name besides: people and clocks of `testkit`, and for a few what they check.
const TEST_ARROWS: &[(&str, &[&str])] = &[
    ("xtask", &["messages"]),
    ("messages", &["authoring", "recognition", "session", "musette"]),
];

/// The engine: no clock, no randomness, no I/O, no page.
const ENGINE: &[&str] = &[
    "base",
    "psychometrics",
    "credential",
    "referential",
    "protocol",
    "attempt",
    "scoring",
    "session",
    "recognition",
    "musette",
    "authoring",
    "interchange",
    "messages",
    "paper",
];

const NEVER_IN_THE_ENGINE: &[&str] = &[
    "tokio",
    "async-std",
    "axum",
    "hyper",
    "sqlx",
    "rusqlite",
    "yew",
    "gloo",
    "web-sys",
    "js-sys",
    "wasm-bindgen",
    "rand",
    "getrandom",
    "fastrand",
    "chrono",
    "time",
    "jiff",
    "web-time",
    "instant",
    "regex",
];

fn metadata() -> Value {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--manifest-path", manifest])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn short(name: &str) -> Option<&str> {
    name.strip_prefix("jalon-")
}

fn closure(name: &str) -> BTreeSet<&'static str> {
    let mut reached = BTreeSet::new();
    let mut left: Vec<&str> = vec![name];
    while let Some(next) = left.pop() {
        for arrow in ARROWS
            .iter()
            .filter(|(from, _)| *from == next)
            .flat_map(|(_, to)| to.iter())
        {
            if reached.insert(*arrow) {
                left.push(arrow);
            }
        }
    }
    reached
}

#[test]
fn packages_name_what_the_map_allows() {
    let metadata = metadata();
    let members: BTreeSet<&str> = metadata["workspace_members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|id| id.as_str().unwrap())
        .collect();
    let mut wrongs = Vec::new();
    for package in metadata["packages"].as_array().unwrap() {
        if !members.contains(package["id"].as_str().unwrap()) {
            continue;
        }
        let full = package["name"].as_str().unwrap();
        let Some(name) = short(full).filter(|name| ARROWS.iter().any(|(from, _)| from == name)) else {
            wrongs.push(format!("{full}: a package that this test does not know"));
            continue;
        };
        let allowed = closure(name);
        let in_tests: &[&str] = TEST_ARROWS
            .iter()
            .find(|(from, _)| *from == name)
            .map_or(&[], |(_, to)| to);
        for dependency in package["dependencies"].as_array().unwrap() {
            let Some(to) = dependency["name"].as_str().and_then(short) else {
                continue;
            };
            let test_only = dependency["kind"] == "dev";
            let right =
                allowed.contains(to) || (test_only && (to == "testkit" || to == name || in_tests.contains(&to)));
            if !right {
                wrongs.push(format!(
                    "{full} → jalon-{to}{}",
                    if test_only { " (in tests)" } else { "" }
                ));
            }
        }
    }
    assert!(
        wrongs.is_empty(),
        "arrows that the map does not have:\n{}",
        wrongs.join("\n")
    );
}

#[test]
fn the_engine_has_no_clock_no_chance_no_page() {
    let metadata = metadata();
    let names: BTreeMap<&str, &str> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| (package["id"].as_str().unwrap(), package["name"].as_str().unwrap()))
        .collect();
    let nodes: BTreeMap<&str, &Value> = metadata["resolve"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| (node["id"].as_str().unwrap(), node))
        .collect();
    let mut wrongs = Vec::new();
    for (&id, &full) in &names {
        if !short(full).is_some_and(|name| ENGINE.contains(&name)) {
            continue;
        }
        let mut path_to: BTreeMap<&str, String> = BTreeMap::from([(id, full.to_owned())]);
        let mut left = vec![id];
        while let Some(next) = left.pop() {
            let path = path_to[next].clone();
            for dependency in nodes[next]["deps"].as_array().unwrap() {
                // A build script or a test may read a clock; what is linked may not.
                if !dependency["dep_kinds"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|kind| kind["kind"].is_null())
                {
                    continue;
                }
                let to = dependency["pkg"].as_str().unwrap();
                let name = names[to];
                if NEVER_IN_THE_ENGINE.contains(&name) {
                    wrongs.push(format!("{path} → {name}"));
                } else if !path_to.contains_key(to) {
                    path_to.insert(to, format!("{path} → {name}"));
                    left.push(to);
                }
            }
        }
    }
    assert!(
        wrongs.is_empty(),
        "the engine names what it may not:\n{}",
        wrongs.join("\n")
    );
}

#[test]
fn what_the_map_forbids_by_name() {
    for (from, never) in [
        ("room", "scoring"),
        ("app", "server"),
        ("app", "store"),
        ("room", "server"),
        ("room", "store"),
        ("workshop", "server"),
        ("workshop", "store"),
        ("protocol", "scoring"),
        ("attempt", "scoring"),
        ("session", "scoring"),
        ("api", "scoring"),
        ("store", "scoring"),
        ("credential", "protocol"),
    ] {
        assert!(!closure(from).contains(never), "{from} may not reach {never}");
    }
    for engine in ENGINE {
        assert!(
            !closure(engine).contains("api") && !closure(engine).contains("testkit"),
            "{engine}"
        );
    }
}
