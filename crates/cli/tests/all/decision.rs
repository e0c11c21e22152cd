//! Why a decision is what it is: one sentence in each language, from the demonstration of every rule.

use crate::shell;
use serde_json::{Map, Value, json};
use std::fs;
use std::path::Path;

/// The demonstration as a release, and a sitting of its rules in which only these questions are answered, rightly.
fn scored(lang: &str, answered: &str) -> (Value, String) {
    let folder = shell::folder("decision");
    let demo = format!("{}/../../referentials/demo", env!("CARGO_MANIFEST_DIR"));
    let name = |ending: &str| format!("{lang}-{answered}.{ending}");
    let (key, release, journal, answers) = (name("key"), name("jalon"), name("journal"), name("answers"));
    let _ = fs::remove_file(folder.join(&key));
    let date = "2026-11-22T00:00:00Z";
    let done = |arguments: &[&str]| assert!(shell::succeeds(&folder, arguments).is_object());
    done(&["key", "new", "-o", &key]);
    done(&["release", &demo, "--key", &key, "--date", date, "-o", &release]);
    let mut all = Map::new();
    for entry in fs::read_dir(Path::new(&demo).join("items")).unwrap() {
        let item = shell::read(entry.unwrap().path().to_str().unwrap());
        let id = item["id"].as_str().unwrap();
        if id.starts_with(answered) {
            all.insert(id.to_owned(), item["key"]["correct"].clone());
        }
    }
    fs::write(folder.join(&answers), Value::Object(all).to_string()).unwrap();
    let seed = "ab".repeat(32);
    let take = [
        "take",
        &release,
        "regles-de-decision",
        "--answers",
        &answers,
        "--seed",
        &seed,
    ];
    done(&[&take[..], &["-o", &journal]].concat());
    let score = ["score", &journal, "--release", &release];
    let text = shell::text(&folder, &[&["--lang", lang], &score[..]].concat());
    (shell::succeeds(&folder, &score), text)
}

#[test]
fn one_sentence_says_which_rule_fails_and_by_how_much() {
    let (outcome, text) = scored("fr", "a");
    let decision = &outcome["decision"];
    assert_eq!(
        (&decision["rule"], &decision["reached"]),
        (&json!("all-of"), &json!(false))
    );
    assert_eq!(decision["of"][0]["acquired"], json!(["choisir"]), "{decision:#}");
    assert_eq!(
        decision["of"][1]["faults"].as_array().unwrap().len(),
        3,
        "of e, none was answered: {decision:#}"
    );
    let last = text.lines().last().unwrap().replace(['\u{a0}', '\u{202f}'], " ");
    assert!(
        last.starts_with("Seuil non atteint. 5 conditions sur 5 manquent : Compétences acquises : 1 sur 5 ; il en fallait 4 (à revoir : "),
        "{last}"
    );
    let (_, text) = scored("en", "a");
    assert!(
        text.contains(
            "5 conditions of 5 are not met: Competences acquired: 1 of 5; 4 needed (to work on: Writing an answer"
        ),
        "{text}"
    );
}

/// A retry that is lower erases nothing where no rule says so; results of two tests are not compared.
#[test]
fn the_highest_result_stands_whenever_it_came() {
    let earned = |outcome: &Value| -> f64 {
        let parts = outcome["parts"].as_array().unwrap().iter();
        parts
            .map(|part| part["earned"].as_str().unwrap().parse::<f64>().unwrap())
            .sum()
    };
    let (low, high) = (scored("en", "nothing").0, scored("en", "a0").0);
    assert!(earned(&low) < earned(&high));
    let folder = shell::folder("decision");
    let name = |name: &str, outcome: &Value| {
        fs::write(folder.join(name), outcome.to_string()).unwrap();
        name.to_owned()
    };
    let (low, high) = (name("low.json", &low), name("high.json", &high));
    let stands = |first: &str, second: &str| {
        let arguments = ["stands", first, second, "--release", "en-a0.jalon"];
        let said = shell::succeeds(&folder, &arguments);
        (said["stands"].clone(), said["keep"].clone())
    };
    assert_eq!(stands(&low, &high), (json!(2), json!("best")));
    assert_eq!(stands(&high, &low), (json!(1), json!("best")));
    let mut other = shell::read(folder.join(&low).to_str().unwrap());
    other["protocol"] = json!("modules");
    let other = name("other.json", &other);
    let refused = shell::fails(&folder, &["stands", &high, &other, "--release", "en-a0.jalon"]);
    assert!(refused.to_string().contains("two tests"), "{refused}");
}
