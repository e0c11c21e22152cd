//! `jalon calibrate`, `link`, `facets`, `integrity` on real tables.

mod plots;
mod stop;

use crate::shell::{self, number, specs};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::Output;

fn folder() -> PathBuf {
    shell::folder("measures")
}

fn jalon(arguments: &[&str]) -> Output {
    shell::jalon(&folder(), arguments)
}

fn succeeds(arguments: &[&str]) -> Value {
    shell::figures(&folder(), arguments)
}

fn fails(arguments: &[&str]) -> Value {
    shell::fails(&folder(), arguments)
}

fn text(arguments: &[&str]) -> String {
    shell::text(&folder(), arguments)
}

/// LSAT section 7 as a table of patterns with how many gave each.
fn lsat() {
    fs::write(folder().join("lsat7.csv"), shell::lsat()).unwrap();
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
    assert!(
        fails(&["link", "new.csv", "lsat7.csv"])
            .to_string()
            .contains("csv/no-column")
    );
}

#[test]
fn facets_and_a_design_that_does_not_hold() {
    let apart = "person,rater,style,content\n1,Ann,0,1\n2,Ann,1,0\n3,Ann,1,1\n4,Bob,0,1\n5,Bob,1,0\n6,Bob,0,0\n";
    fs::write(folder().join("apart.csv"), apart).unwrap();
    let said = fails(&["facets", "apart.csv"]);
    assert_eq!(said["refused"], "facets/raters-apart");
    assert!(said["why"].as_str().unwrap().contains("Ann | Bob"));

    let Some(path) = specs("mfrm_ex10.csv") else {
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
    // Everything was clicked through: without it nothing is left, and the measure is that of the people at large.
    assert!(number(&slow[0]["moderated"]).abs() < 1e-6 && (number(&slow[0]["moderated-error"]) - 1.0).abs() < 1e-3);
    assert!(number(&slow[0]["error"]) < 1.0);
}

fn parameter(said: &Value, item: usize, name: &str) -> f64 {
    number(&said["items"][item]["parameters"][name])
}

/// Conditional likelihood supposes nothing of how people are spread, and says nothing of it.
#[test]
fn rasch_by_conditional_likelihood() {
    lsat();
    let base = ["calibrate", "lsat7.csv", "--count", "people", "--method", "cml"];
    let said = succeeds(&[&base[..], &["--parameters", "cml.csv"]].concat());
    let b: Vec<f64> = (0..5).map(|item| parameter(&said, item, "b")).collect();
    assert!(b.iter().sum::<f64>().abs() < 1e-9);
    // girth 0.8 on the same data, to the digits that it converges to.
    for (found, wanted) in b.iter().zip([-0.541_513, 0.536_572, -0.133_571, 0.805_169, -0.666_658]) {
        assert!((found - wanted).abs() < 2e-3, "{b:?}");
    }
    // 12 have nothing right and 308 everything.
    assert_eq!(
        (number(&said["persons"]), &said["method"]),
        (680.0, &Value::from("cml"))
    );
    assert!(
        text(&[&["--lang", "fr"], &base[..]].concat()).contains("680 personnes qui n’ont ni tout juste ni tout faux")
    );
    let same = succeeds(&["link", "cml.csv", "cml.csv"]);
    assert!((number(&same["A"]) - 1.0).abs() < 1e-6 && number(&same["B"]).abs() < 1e-6);
}

/// Two groups with the same answers have the same mean and spread.
#[test]
fn groups_have_their_own_mean_and_spread() {
    let mut lines = vec!["centre,q1,q2,q3,q4,q5,people".to_owned()];
    for centre in ["north", "south"] {
        lines.extend(shell::lsat().lines().skip(1).map(|line| format!("{centre},{line}")));
    }
    fs::write(folder().join("centres.csv"), lines.join("\n")).unwrap();
    let base = ["calibrate", "centres.csv", "--count", "people", "--groups", "centre"];
    let said = succeeds(&base);
    let groups = said["groups"].as_array().unwrap();
    assert_eq!(
        (&groups[0]["group"], &groups[1]["group"]),
        (&"north".into(), &"south".into())
    );
    assert!(
        number(&groups[1]["mean"]).abs() < 1e-3 && (number(&groups[1]["sd"]) - 1.0).abs() < 1e-2,
        "{groups:?}"
    );
    assert!(number(&groups[1]["mean-error"]) > 0.01 && groups[0]["mean-error"].is_null());
    assert!((parameter(&said, 2, "a") - 1.707).abs() < 0.02);
    assert!(text(&[&["--lang", "fr"], &base[..]].concat()).contains("south"));
    lines.push(",1,1,1,1,1,1".to_owned());
    fs::write(folder().join("centres-gap.csv"), lines.join("\n")).unwrap();
    let refused = fails(&[
        "calibrate",
        "centres-gap.csv",
        "--count",
        "people",
        "--groups",
        "centre",
    ]);
    assert_eq!(refused["findings"][0]["code"], "csv/no-group");
}

/// Known questions stay; the new one is put on their scale, and a prior holds what data hold badly.
#[test]
fn anchors_and_priors() {
    lsat();
    let base = ["calibrate", "lsat7.csv", "--count", "people"];
    let free = succeeds(&[&base[..], &["--parameters", "all.csv"]].concat());
    let all = fs::read_to_string(folder().join("all.csv")).unwrap();
    let four: Vec<&str> = all.lines().filter(|line| !line.contains("q3")).collect();
    fs::write(folder().join("four.csv"), four.join("\n")).unwrap();
    let held = succeeds(&[&base[..], &["--anchors", "four.csv"]].concat());
    assert_eq!(
        held["items"].as_array().unwrap().len(),
        1,
        "the others are not estimated"
    );
    assert!((parameter(&held, 0, "a") - parameter(&free, 2, "a")).abs() < 0.02);
    assert!((parameter(&held, 0, "b") - parameter(&free, 2, "b")).abs() < 0.02);
    assert!(
        held["sentences"]
            .to_string()
            .contains("4 questions keep their parameters")
    );
    let tight = succeeds(&[&base[..], &["--prior-slope", "0,0.1"]].concat());
    assert!(parameter(&tight, 2, "a") < 1.3 && parameter(&free, 2, "a") > 1.7);
    let three = ["--model", "three-pl", "--prior-guessing", "-1.1,0.01"];
    let three = succeeds(&[&base[..], &three[..], &["--no-errors"]].concat());
    assert!((parameter(&three, 0, "c") - 0.25).abs() < 0.01);
    assert!(!jalon(&[&base[..], &["--prior-slope", "0,0"]].concat()).status.success());
}

/// Questions of several points go to a table and come back from it.
#[test]
fn graded_questions_and_their_table() {
    let mut lines = vec!["r1,r2,r3".to_owned()];
    for place in 0..240_u32 {
        let level = place % 5;
        let cell = |shift: u32| ((level + (place * 7 + shift) % 3) / 2).min(2).to_string();
        lines.push([cell(0), cell(1), cell(2)].join(","));
    }
    fs::write(folder().join("graded.csv"), lines.join("\n")).unwrap();
    let said = succeeds(&[
        "calibrate",
        "graded.csv",
        "--model",
        "graded",
        "--parameters",
        "steps.csv",
    ]);
    assert!(parameter(&said, 0, "b1") < parameter(&said, 0, "b2"));
    let table = fs::read_to_string(folder().join("steps.csv")).unwrap();
    assert!(table.starts_with("item,a,b,c,d,model,b1,b2\n\"r1\","), "{table}");
    let same = succeeds(&["link", "steps.csv", "steps.csv"]);
    assert!((number(&same["A"]) - 1.0).abs() < 1e-6 && number(&same["B"]).abs() < 1e-6);
    fs::write(folder().join("odd.csv"), table.replace("graded", "nominal")).unwrap();
    assert_eq!(
        fails(&["link", "odd.csv", "steps.csv"])["findings"][0]["code"],
        "csv/option"
    );
}
