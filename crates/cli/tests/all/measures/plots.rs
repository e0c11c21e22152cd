//! Plots of the measures, where they are asked for.

use super::{folder, lsat, shell, succeeds};
use serde_json::Value;
use std::fs;

fn drawn(said: &Value, plots: &str, wanted: &[&str]) {
    let names: Vec<&str> = said["plots"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap())
        .collect();
    for name in wanted {
        assert!(names.contains(name), "{name} is not among {names:?}");
    }
    for name in names {
        let svg = fs::read_to_string(folder().join(plots).join(name)).unwrap();
        assert!(
            svg.starts_with("<svg") && svg.contains("<title") && svg.contains("<desc") && !svg.contains("NaN"),
            "{name}"
        );
    }
}

/// What is between two pieces of text.
fn after<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split_once(from).unwrap().1.split_once(to).unwrap().0
}

#[test]
fn agreement_links_and_signals_are_drawn() {
    let mut lines = vec!["Ann,Bob,Cid".to_owned()];
    for case in 0..30_u32 {
        let mark = |rater: u32| (case + u32::from(case % (4 + rater) == 0)) % 3;
        lines.push(format!("{},{},{}", mark(0), mark(1), mark(2)));
    }
    fs::write(folder().join("rated.csv"), lines.join("\n")).unwrap();
    let said = succeeds(&["agreement", "rated.csv", "--scale", "ordinal", "--plots", "rated"]);
    drawn(&said, "rated", &["coefficients.svg", "pairs.svg", "categories.svg"]);
    let pairs = fs::read_to_string(folder().join("rated/pairs.svg")).unwrap();
    assert!(pairs.contains(">Ann – Cid</text>") && pairs.contains(">chance</text>"));

    // One anchor of five became harder: it stands out, and the key says what that is.
    let at = |name: &str, b: f64| format!("{name},1,{b}");
    let table = |later: f64| {
        let b = [-1.5, -0.5, 0.2, 0.9, 1.6];
        let rows = (1..)
            .zip(b)
            .map(|(q, b)| at(&format!("q{q}"), if q == 3 { b + later } else { b }));
        ["item,a,b".to_owned()]
            .into_iter()
            .chain(rows)
            .collect::<Vec<_>>()
            .join("\n")
    };
    fs::write(folder().join("after.csv"), table(1.4)).unwrap();
    fs::write(folder().join("before.csv"), table(0.0)).unwrap();
    let said = succeeds(&["--lang", "fr", "link", "after.csv", "before.csv", "--plots", "linked"]);
    assert_eq!(said["anchors"][2]["drifted"], true);
    drawn(&said, "linked", &["anchors.svg", "drift.svg", "together.svg"]);
    let drift = fs::read_to_string(folder().join("linked/drift.svg")).unwrap();
    assert!(drift.contains(">question qui dérive, écartée</text>") && drift.contains(">limite</text>"));
    assert_eq!(
        drift.matches("fill=\"#1b2330\" stroke").count(),
        2,
        "one full mark, and that of the key"
    );
    let kept = succeeds(&["link", "after.csv", "before.csv", "--keep-all", "--plots", "all"]);
    drawn(&kept, "all", &["drift.svg"]);
    let drift = fs::read_to_string(folder().join("all/drift.svg")).unwrap();
    assert!(!drift.contains("limit</text>") && !drift.contains("left out"));

    // Everybody of the law school, and a copier beside the one copied.
    lsat();
    let said = succeeds(&["integrity", "lsat7.csv", "--count", "people", "--plots", "odd"]);
    drawn(&said, "odd", &["answers.svg"]);
    let odd = fs::read_to_string(folder().join("odd/answers.svg")).unwrap();
    assert!(after(&odd, "<desc>", "</desc>").contains("never a proof"));
    let mut dice = 7_u64;
    let mut row = |level: u64| -> Vec<&'static str> {
        let mut cells = Vec::new();
        for question in 0..20_u64 {
            dice = dice
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let right = (dice >> 33) % 30 < level + question;
            cells.push(if right {
                "A"
            } else {
                ["B", "C", "D"][(dice >> 40) as usize % 3]
            });
        }
        cells
    };
    let mut people: Vec<Vec<&str>> = (0..60).map(|person| row(person / 5)).collect();
    people.push(people[3].clone());
    let heads: Vec<String> = (1..=20).map(|q| format!("q{q}")).collect();
    let keys: Vec<String> = heads.iter().map(|q| format!("{q},A,A|B|C|D")).collect();
    let seconds = |k: usize| vec![if k == 5 { "1" } else { "40" }; 20].join(",");
    let rows: Vec<String> = people.iter().map(|row| row.join(",")).collect();
    let spent: Vec<String> = (0..people.len()).map(seconds).collect();
    fs::write(
        folder().join("chosen.csv"),
        format!("{}\n{}", heads.join(","), rows.join("\n")),
    )
    .unwrap();
    fs::write(
        folder().join("spent.csv"),
        format!("{}\n{}", heads.join(","), spent.join("\n")),
    )
    .unwrap();
    fs::write(
        folder().join("chosen-keys.csv"),
        format!("item,key,options\n{}", keys.join("\n")),
    )
    .unwrap();
    let said = succeeds(&[
        "integrity",
        "chosen.csv",
        "--items",
        "chosen-keys.csv",
        "--times",
        "spent.csv",
        "--pairs",
        "--plots",
        "signals",
    ]);
    drawn(&said, "signals", &["answers.svg", "times.svg", "pairs.svg"]);
    let listed = said["pairs"].as_array().unwrap();
    assert!(
        listed.iter().any(|pair| pair["copier"] == 62 && pair["source"] == 5),
        "{listed:?}"
    );
    let pairs = fs::read_to_string(folder().join("signals/pairs.svg")).unwrap();
    assert!(pairs.contains(">the least on the list</text>"));
}

#[test]
fn curves_are_drawn_where_they_are_asked_for() {
    lsat();
    let said = succeeds(&["calibrate", "lsat7.csv", "--count", "people", "--plots", "curves"]);
    drawn(
        &said,
        "curves",
        &[
            "wright.svg",
            "information.svg",
            "error.svg",
            "question-001-q1.svg",
            "question-005-q5.svg",
        ],
    );
    let said = succeeds(&["analyse", "lsat7.csv", "--count", "people", "--plots", "classical"]);
    drawn(&said, "classical", &["totals.svg", "questions.svg", "error.svg"]);
    fs::write(
        folder().join("keyed.csv"),
        "q1,q2\nA,B\nA,C\nB,B\nC,B\nA,B\nB,C\nA,B\nA,B\nC,C\n",
    )
    .unwrap();
    fs::write(folder().join("keys.csv"), "item,key,options\nq1,A,A|B|C\nq2,B,A|B|C\n").unwrap();
    let said = succeeds(&[
        "--lang",
        "fr",
        "analyse",
        "keyed.csv",
        "--items",
        "keys.csv",
        "--plots",
        "options",
    ]);
    drawn(&said, "options", &["options-001-q1.svg", "options-002-q2.svg"]);
    let first = fs::read_to_string(folder().join("options/options-001-q1.svg")).unwrap();
    assert!(
        first.contains(">A (juste)</text>") && !first.contains(">1,5</text>"),
        "groups are whole"
    );
    let mut lines = vec!["group,q1,q2,q3,q4,q5,people".to_owned()];
    for group in ["a", "b"] {
        lines.extend(shell::lsat().lines().skip(1).map(|line| format!("{group},{line}")));
    }
    fs::write(folder().join("two.csv"), lines.join("\n")).unwrap();
    let said = succeeds(&[
        "dif", "two.csv", "--count", "people", "--group", "group", "--focal", "b", "--plots", "dif",
    ]);
    drawn(&said, "dif", &["differences.svg"]);
    fs::write(
        folder().join("judges.csv"),
        "judge,q1,q2,q3\nAnn,0.4,0.6,0.7\nBob,0.5,0.5,0.8\nCid,0.3,0.6,0.6\n",
    )
    .unwrap();
    let scores: Vec<String> = (0..40).map(|k| (k % 4).to_string()).collect();
    fs::write(folder().join("scores.csv"), format!("score\n{}\n", scores.join("\n"))).unwrap();
    let said = succeeds(&[
        "standard-setting",
        "angoff",
        "judges.csv",
        "--scores",
        "scores.csv",
        "--plots",
        "cuts",
    ]);
    drawn(&said, "cuts", &["judges.svg", "scores.svg"]);
    fs::write(
        folder().join("limits.csv"),
        "least-cut,most-cut,least-failures,most-failures\n0.5,2.5,0.1,0.8\n",
    )
    .unwrap();
    let said = succeeds(&[
        "standard-setting",
        "hofstee",
        "limits.csv",
        "--scores",
        "scores.csv",
        "--plots",
        "limits",
    ]);
    drawn(&said, "limits", &["failures.svg", "scores.svg"]);
    let mut ratings = vec!["person,rater,style,content".to_owned()];
    for person in 0..12 {
        for (rater, harsh) in [("Ann", 0), ("Bob", 1)] {
            let mark = |shift: i32| ((person * 5 + shift) % 4 - harsh).clamp(0, 2);
            ratings.push(format!("{person},{rater},{},{}", mark(0), mark(2)));
        }
    }
    fs::write(folder().join("ratings.csv"), ratings.join("\n")).unwrap();
    let said = succeeds(&["facets", "ratings.csv", "--plots", "raters"]);
    drawn(&said, "raters", &["wright.svg", "severity.svg"]);
}
