//! Tables with nothing to measure in them, given to every verb that measures: each gets a sentence with its code, or a figure that is none — never a
//! number that looks like one.

use crate::shell;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

fn folder() -> PathBuf {
    shell::folder("degenerate")
}

/// What a verb must say of a table.
enum Says {
    /// The engine refuses, with this code.
    Refused(&'static str),
    /// The table is at fault in a cell or a line, with this code.
    Wrong(&'static str),
    /// Figures; what is at this place is this.
    At(&'static str, Value),
    /// Figures, and a sentence that holds this.
    Told(&'static str),
}

use Says::{At, Refused, Told, Wrong};

/// Answers of 24 people to four questions, the same for every test: a group, then right or wrong.
fn answers(cell: impl Fn(usize, usize) -> String) -> String {
    let mut lines = vec!["g,q1,q2,q3,q4".to_owned()];
    for person in 0..24 {
        let cells: Vec<String> = (0..4).map(|item| cell(person, item)).collect();
        lines.push(format!(
            "{},{}",
            if person % 2 == 0 { "a" } else { "b" },
            cells.join(",")
        ));
    }
    lines.join("\n")
}

fn usual(person: usize, item: usize) -> String {
    u8::from((person * 7 + item * 5 + person * item) % 11 > item + 3).to_string()
}

/// Each verb with the arguments that come after the file.
const VERBS: [(&str, &[&str]); 6] = [
    ("analyse", &["--ignore", "g"]),
    ("dif", &["--group", "g", "--focal", "b"]),
    ("calibrate", &["--ignore", "g", "--model", "rasch"]),
    ("calibrate", &["--ignore", "g", "--model", "two-pl"]),
    ("calibrate", &["--ignore", "g", "--method", "cml"]),
    ("integrity", &["--ignore", "g"]),
];

/// Runs every verb on a table; `expected` has one answer for each, in the order of [`VERBS`].
fn every_verb(name: &str, table: &str, expected: [Says; 6]) {
    let file = format!("{name}.csv");
    fs::write(folder().join(&file), table).unwrap();
    for ((verb, rest), wanted) in VERBS.iter().zip(expected) {
        let arguments = [&[*verb, file.as_str()], *rest].concat();
        check(&format!("{name}: {verb} {rest:?}"), &arguments, &wanted);
    }
}

fn check(what: &str, arguments: &[&str], wanted: &Says) {
    let output = shell::json(&folder(), arguments);
    let said = shell::says(&output);
    // Whatever is said, no figure is NaN or infinite: JSON has none, and a text would show it.
    assert!(
        !output.status.success() || !said.to_string().contains("NaN"),
        "{what}: {said}"
    );
    match wanted {
        Refused(code) => assert_eq!(said["refused"], *code, "{what}: {said}"),
        Wrong(code) => assert_eq!(said["findings"][0]["code"], *code, "{what}: {said}"),
        At(pointer, value) => {
            assert!(output.status.success(), "{what}: {said}");
            assert_eq!(said.pointer(pointer), Some(value), "{what}: {said}");
        }
        Told(words) => {
            assert!(output.status.success(), "{what}: {said}");
            assert!(said["sentences"].to_string().contains(words), "{what}: {said}");
        }
    }
    assert_eq!(output.status.success(), matches!(wanted, At(..) | Told(_)), "{what}");
}

#[test]
fn all_right_and_all_wrong() {
    for (name, mark) in [("all-right", "1"), ("all-wrong", "0")] {
        every_verb(
            name,
            &answers(|_, _| mark.to_owned()),
            [
                At("/test/alpha", Value::Null),
                At("/mantel-haenszel/items/0/mh-delta", Value::Null),
                Refused("calibration/nothing"),
                Refused("calibration/nothing"),
                Refused("calibration/nothing"),
                Refused("calibration/nothing"),
            ],
        );
    }
}

#[test]
fn everybody_alike() {
    every_verb(
        "alike",
        &answers(|_, item| (item % 2).to_string()),
        [
            At("/test/alpha", Value::Null),
            At("/mantel-haenszel/items/1/mh-delta", Value::Null),
            Refused("calibration/nothing"),
            Refused("calibration/nothing"),
            Refused("calibration/nothing"),
            Refused("calibration/nothing"),
        ],
    );
}

#[test]
fn one_person() {
    every_verb(
        "one",
        "g,q1,q2,q3,q4\nb,1,0,1,1\n",
        [
            At("/test/deviation", Value::Null),
            Refused("dif/empty-group"),
            Refused("calibration/nothing"),
            Refused("calibration/nothing"),
            Refused("calibration/nothing"),
            Refused("calibration/nothing"),
        ],
    );
}

#[test]
fn a_question_that_nobody_saw() {
    let table = answers(|person, item| if item == 3 { String::new() } else { usual(person, item) });
    every_verb(
        "unseen",
        &table,
        [
            At("/items/3/flags/0", "not-seen".into()),
            Refused("dif/empty-group"),
            Told("q4: "),
            Told("q4: "),
            Told("q4: "),
            At("/persons", 24.into()),
        ],
    );
    // Its facility is none, not 0.
    let analyse = ["analyse", "unseen.csv", "--ignore", "g"];
    check("its facility", &analyse, &At("/items/3/facility", Value::Null));
    check("the others'", &analyse, &At("/items/0/seen", 24.into()));
}

#[test]
fn what_is_no_number() {
    for (name, cell) in [("nan", "NaN"), ("infinite", "inf"), ("word", "yes")] {
        let table = answers(|person, item| {
            if (person, item) == (5, 2) {
                cell.to_owned()
            } else {
                usual(person, item)
            }
        });
        every_verb(
            name,
            &table,
            [
                Wrong("csv/number"),
                Wrong("csv/number"),
                Wrong("csv/number"),
                Wrong("csv/number"),
                Wrong("csv/number"),
                Wrong("csv/number"),
            ],
        );
    }
}

#[test]
fn rows_of_several_lengths_and_no_row() {
    let ragged = || Wrong("csv/ragged");
    let all = || [ragged(), ragged(), ragged(), ragged(), ragged(), ragged()];
    every_verb("ragged", "g,q1,q2,q3,q4\na,1,0,1,1\nb,1,0\na,0,0,1,1\n", all());
    let empty = || Wrong("csv/empty");
    every_verb(
        "empty",
        "g,q1,q2,q3,q4\n",
        [empty(), empty(), empty(), empty(), empty(), empty()],
    );
}

/// Marks of 0 and 2 with none of 1: a step that nobody stands on has no place.
#[test]
fn a_category_that_nobody_used() {
    let table = answers(|person, item| match usual(person, item).as_str() {
        "1" if item == 0 => "2".to_owned(),
        other => other.to_owned(),
    });
    fs::write(folder().join("unused.csv"), table).unwrap();
    for model in ["graded", "partial-credit"] {
        let base = ["calibrate", "unused.csv", "--ignore", "g", "--model", model];
        check(model, &base, &Told("q1: "));
    }
    check(
        "not right or wrong",
        &["calibrate", "unused.csv", "--ignore", "g", "--method", "cml"],
        &Refused("calibration/not-binary"),
    );
}

/// Two booklets that share no question: no scale holds both.
#[test]
fn designs_that_fall_apart() {
    let table = answers(|person, item| {
        if (person < 12) == (item < 2) {
            usual(person, item)
        } else {
            String::new()
        }
    });
    fs::write(folder().join("apart.csv"), table).unwrap();
    check(
        "booklets",
        &["calibrate", "apart.csv", "--ignore", "g", "--method", "cml"],
        &Refused("calibration/disconnected"),
    );
    let ratings = "person,rater,c\n1,Ann,0\n2,Ann,1\n3,Ann,1\n4,Bob,0\n5,Bob,1\n6,Bob,0\n";
    fs::write(folder().join("raters.csv"), ratings).unwrap();
    check("raters", &["facets", "raters.csv"], &Refused("facets/raters-apart"));
}

#[test]
fn ratings_and_judges() {
    let write = |name: &str, text: &str| fs::write(folder().join(name), text).unwrap();
    write("same.csv", "x,y\na,a\na,a\na,a\n");
    check(
        "no variation",
        &["agreement", "same.csv", "--categories", "a,b"],
        &At("/coefficients/2/refused", "agreement/no-variation".into()),
    );
    write("lone.csv", "x\na\nb\n");
    check("one rater", &["agreement", "lone.csv"], &Refused("agreement/one-rater"));
    write("judge.csv", "judge,q1,q2\nAnn,0.5,0.6\n");
    let angoff = ["standard-setting", "angoff"];
    check(
        "one judge",
        &[&angoff[..], &["judge.csv"]].concat(),
        &Refused("standard/one-judge"),
    );
    write("judges.csv", "judge,q1,q2\nAnn,0.5,NaN\nBob,0.5,0.6\n");
    check(
        "no number",
        &[&angoff[..], &["judges.csv"]].concat(),
        &Wrong("csv/number"),
    );
    write("above.csv", "judge,q1,q2\nAnn,0.5,1.2\nBob,0.5,0.6\n");
    check(
        "above one",
        &[&angoff[..], &["above.csv"]].concat(),
        &Wrong("csv/share"),
    );
    write("agree.csv", "judge,q1,q2\nAnn,0.5,0.6\nBob,0.5,0.6\n");
    check(
        "judges who agree",
        &[&angoff[..], &["agree.csv"]].concat(),
        &At("/rounds/0/deviation", 0.0.into()),
    );
    write("groups.csv", "score,group\n3,0\n3,1\n3,0\n3,1\n");
    check(
        "groups alike",
        &["standard-setting", "contrasting", "groups.csv"],
        &Refused("standard/no-separation"),
    );
    write("one-group.csv", "score,group\n3,1\n4,1\n");
    check(
        "one group",
        &["standard-setting", "contrasting", "one-group.csv"],
        &Refused("standard/no-person"),
    );
    write("flat.csv", "item,a,b\nq1,0,0\nq2,1,0\n");
    check("no slope", &["link", "flat.csv", "flat.csv"], &Wrong("csv/item"));
    write("single.csv", "item,a,b\nq1,1,0\n");
    check(
        "one anchor",
        &["link", "single.csv", "single.csv"],
        &Refused("linking/too-few"),
    );
}

/// One name for two questions, a place that is none, limits that are none: said where they are, instead of a number that is somebody's guess.
#[test]
fn names_places_and_limits() {
    let write = |name: &str, text: &str| fs::write(folder().join(name), text).unwrap();
    write("twice.csv", "item,a,b\nq1,1,0\nq2,1,1\nq1,1,2\n");
    write("once.csv", "item,a,b\nq1,1,0.5\nq2,1,1.5\n");
    check(
        "two of one name",
        &["link", "twice.csv", "once.csv"],
        &Wrong("csv/twice"),
    );
    let said = shell::fails(&folder(), &["link", "twice.csv", "once.csv"]);
    assert_eq!(said["findings"][0]["at"], serde_json::json!([4, 1]));
    write("keyed.csv", "q1,q2\nA,B\nB,B\n");
    write("keys.csv", "item,key\nq1,A\nq1,B\n");
    check(
        "two keys",
        &["analyse", "keyed.csv", "--items", "keys.csv"],
        &Wrong("csv/twice"),
    );
    write("others.csv", "item,a,b\nz1,1,0.5\nz2,1,1.5\n");
    check(
        "no common name",
        &["link", "others.csv", "once.csv"],
        &Refused("linking/too-few"),
    );
    let text = shell::jalon(&folder(), &["--lang", "fr", "link", "others.csv", "once.csv"]);
    assert!(String::from_utf8(text.stdout).unwrap().contains("il y en a 0"));
    write("later.csv", "item,a,b\nq1,1,-0.5\nq2,1,0.5\n");
    let back = shell::text(&folder(), &["link", "once.csv", "later.csv"]);
    assert!(back.contains("old θ = 1.0000 × new θ − 1.0000"), "{back}");
    for wrong in ["-1", "0", "NaN", "much"] {
        let output = shell::jalon(&folder(), &["link", "once.csv", "once.csv", "--limit", wrong]);
        assert_eq!(output.status.code(), Some(2), "{wrong}");
        assert!(
            String::from_utf8(output.stderr)
                .unwrap()
                .contains("expected a number above 0")
        );
    }
    for wrong in ["-0.5", "0", "1", "NaN"] {
        let output = shell::jalon(&folder(), &["integrity", "keyed.csv", "--rate", wrong]);
        assert_eq!(output.status.code(), Some(2), "{wrong}");
    }
    write("marks.csv", "judge,position\nAnn,1\nBob,4\n");
    let bookmark = ["standard-setting", "bookmark", "marks.csv", "--items", "once.csv"];
    check("past the booklet", &bookmark, &Wrong("csv/position"));
    write("people.csv", "g,q1,q2\na,1,0\nb,0,1\n");
    let dif = ["dif", "people.csv", "--group", "nope", "--focal", "b"];
    let said = shell::fails(&folder(), &dif);
    assert_eq!(said["findings"].as_array().unwrap().len(), 1, "{said}");
    check("no such column", &dif, &Wrong("csv/no-column"));
    write("alone.csv", "q1\n1\n");
    let one = shell::text(&folder(), &["analyse", "alone.csv"]);
    assert!(one.starts_with("1 person, 1 question: "), "{one}");
}

/// A million people, as patterns with how many gave each.
#[test]
fn a_million_people() {
    let mut lines = vec!["q1,q2,q3,q4,q5,people".to_owned()];
    for line in shell::lsat().lines().skip(1) {
        let (cells, count) = line.rsplit_once(',').unwrap();
        lines.push(format!("{cells},{}", count.parse::<u64>().unwrap() * 1000));
    }
    fs::write(folder().join("million.csv"), lines.join("\n")).unwrap();
    let base = ["million.csv", "--count", "people"];
    let calibrated = shell::figures(&folder(), &[&["calibrate"], &base[..], &["--model", "rasch"]].concat());
    assert_eq!(calibrated["groups"][0]["persons"], 1_000_000.0);
    assert!(
        (shell::number(&calibrated["log-likelihood"]) + 2_664_900.9).abs() < 1.0,
        "{calibrated}"
    );
    let analysed = shell::figures(&folder(), &[&["analyse"], &base[..]].concat());
    assert_eq!(analysed["test"]["persons"], 1_000_000);
    assert!((shell::number(&analysed["test"]["alpha"]) - 0.453_408_735_387_426).abs() < 1e-9);
}
