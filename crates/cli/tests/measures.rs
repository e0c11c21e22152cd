//! `jalon calibrate`, `link`, `facets`, `integrity` on real tables.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests are free of these rules"
)]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("measures");
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn jalon(arguments: &[&str]) -> Output {
    let run = Command::new(env!("CARGO_BIN_EXE_jalon"))
        .current_dir(folder())
        .args(arguments)
        .output();
    run.unwrap()
}

fn succeeds(arguments: &[&str]) -> Value {
    let output = jalon(&[&["--format", "json"], arguments].concat());
    assert!(output.status.success(), "{output:?}");
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    for (id, formula) in said["formulas"].as_object().unwrap() {
        let told = |member: &str| !formula[member].as_str().unwrap().is_empty();
        assert!(told("name") && told("formula") && told("source"), "{id}");
    }
    said
}

fn text(arguments: &[&str]) -> String {
    let output = jalon(arguments);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// LSAT section 7 as a table of patterns with how many gave each.
fn lsat() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/psychometrics/lsat.json");
    let all: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut lines = vec!["q1,q2,q3,q4,q5,people".to_owned()];
    for pattern in all["lsat7"].as_array().unwrap() {
        let cells: Vec<String> = pattern[0].as_str().unwrap().chars().map(String::from).collect();
        lines.push(format!("{},{}", cells.join(","), pattern[1]));
    }
    fs::write(folder().join("lsat7.csv"), lines.join("\n")).unwrap();
}

fn specs(file: &str) -> Option<String> {
    let folder = std::env::var_os("JALON_SPECS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs"),
        PathBuf::from,
    );
    let path = folder.join("psychometrics").join(file);
    path.is_file().then(|| path.display().to_string())
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// The calibration of the manual of mirt, then the same items linked to themselves moved.
#[test]
fn calibrate_then_link() {
    lsat();
    let said = succeeds(&["calibrate", "lsat7.csv", "--count", "people", "--parameters", "new.csv"]);
    assert!((number(&said["log-likelihood"]) + 2658.805).abs() < 1e-3);
    assert_eq!(said["converged"], true);
    let third = &said["items"][2];
    assert!((number(&third["parameters"]["a"]) - 1.70748).abs() < 1e-3);
    assert!((number(&third["parameters"]["b"]) + 1.05724).abs() < 1e-3);
    assert!((number(&third["s-x2"]) - 1.273).abs() < 0.02);
    let french = text(&[
        "--lang",
        "fr",
        "calibrate",
        "lsat7.csv",
        "--count",
        "people",
        "--model",
        "rasch",
    ]);
    assert!(
        french.contains("5 questions étalonnées sur les réponses de 1"),
        "{french}"
    );
    assert!(french.contains("Bock and Aitkin 1981"));

    // An old scale on which θ is 2 θ + 0.5, and on which the last anchor has become harder.
    let new = fs::read_to_string(folder().join("new.csv")).unwrap();
    let mut old = vec!["item,a,b".to_owned()];
    for line in new.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let (a, b): (f64, f64) = (cells[1].parse().unwrap(), cells[2].parse().unwrap());
        let later = if cells[0].contains("q5") { 3.0 } else { 0.0 };
        old.push(format!("{},{},{}", cells[0], a / 2.0, 2.0 * b + 0.5 + later));
    }
    fs::write(folder().join("old.csv"), old.join("\n")).unwrap();
    let said = succeeds(&["link", "new.csv", "old.csv"]);
    assert!(
        (number(&said["A"]) - 2.0).abs() < 1e-6 && (number(&said["B"]) - 0.5).abs() < 1e-6,
        "{said}"
    );
    assert_eq!(said["anchors"][4]["drifted"], true);
    assert_eq!(said["anchors"][0]["drifted"], false);
    let all = succeeds(&["link", "new.csv", "old.csv", "--keep-all"]);
    assert!((number(&all["B"]) - 0.5).abs() > 0.1);
    let nothing = jalon(&["--format", "json", "link", "new.csv", "lsat7.csv"]);
    assert!(!nothing.status.success());
    assert!(String::from_utf8_lossy(&nothing.stdout).contains("csv/no-column"));
}

#[test]
fn facets_and_a_design_that_does_not_hold() {
    let apart = "person,rater,style,content\n1,Ann,0,1\n2,Ann,1,0\n3,Ann,1,1\n4,Bob,0,1\n5,Bob,1,0\n6,Bob,0,0\n";
    fs::write(folder().join("apart.csv"), apart).unwrap();
    let refused = jalon(&["--format", "json", "facets", "apart.csv"]);
    assert!(!refused.status.success());
    let said: Value = serde_json::from_slice(&refused.stdout).unwrap();
    assert_eq!(said["refused"], "facets/raters-apart");
    assert!(said["why"].as_str().unwrap().contains("Ann | Bob"));

    let Some(path) = specs("mfrm_ex10.csv") else {
        println!("MFRM, example 10: could not be checked, ../shared/specs/psychometrics is not there");
        return;
    };
    let said = succeeds(&["facets", &path, "--person", "pid"]);
    assert!((number(&said["deviance"]) - 3534.356).abs() < 1e-2);
    let raters = said["raters"].as_array().unwrap();
    for (rater, wanted) in raters.iter().zip([-0.0584, -0.4568, 0.5152]) {
        assert!((number(&rater["measure"]) - wanted).abs() < 1e-3, "{rater}");
    }
    assert!(text(&["--lang", "fr", "facets", &path, "--person", "pid"]).contains("Pour la même prestation, 3 donne"));
}

#[test]
fn integrity_lists_and_never_says_more() {
    lsat();
    let said = succeeds(&["integrity", "lsat7.csv", "--count", "people"]);
    assert_eq!(said["persons"], 1000);
    assert!(said["sentences"][0].as_str().unwrap().contains("None is a proof"));
    // Ten questions, forty people: the last one clicks through in a second each.
    let mut answers = vec![(1..=10).map(|q| format!("q{q}")).collect::<Vec<_>>().join(",")];
    let mut times = answers.clone();
    let mut dice = 3_u64;
    for person in 0..40_u64 {
        let mut row = Vec::new();
        let mut spent = Vec::new();
        for question in 0..10_u64 {
            dice = dice
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let right = (dice >> 33) % 40 < person / 2 + 3 * question;
            row.push(u8::from(right).to_string());
            spent.push(if person == 39 {
                "1".to_owned()
            } else {
                format!("{}", 30 + (dice >> 40) % 20)
            });
        }
        answers.push(row.join(","));
        times.push(spent.join(","));
    }
    fs::write(folder().join("answers.csv"), answers.join("\n")).unwrap();
    fs::write(folder().join("times.csv"), times.join("\n")).unwrap();
    let said = succeeds(&["integrity", "answers.csv", "--times", "times.csv"]);
    let slow = said["times"].as_array().unwrap();
    assert_eq!(
        (slow.len(), &slow[0]["line"], &slow[0]["rapid"]),
        (1, &Value::from(41), &Value::from(10))
    );
}
