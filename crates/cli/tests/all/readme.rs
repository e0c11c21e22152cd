//! What the README tells a new user to type, typed: its five lines as they stand, then short answers marked by hand.

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// An empty folder beside which the repository lies, as a clone of it would.
fn clone(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for part in ["referentials", "docs"] {
        copy(&root().join(part), &folder.join(part));
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, to) = {
            let entry = entry.unwrap();
            (entry.path(), to.join(entry.file_name()))
        };
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).unwrap();
        }
    }
}

/// One line of a shell without quotes or variables: words, a comment after them.
fn line(folder: &Path, line: &str) -> (bool, String) {
    let words: Vec<&str> = line.split('#').next().unwrap().split_whitespace().collect();
    assert_eq!(words[0], "jalon", "{line}");
    let output = Command::new(env!("CARGO_BIN_EXE_jalon"))
        .current_dir(folder)
        .env("JALON_PASSPHRASE", "trois petits mots")
        .args(&words[1..])
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

#[test]
fn the_five_lines_run_as_they_stand_and_short_answers_are_marked_by_hand() {
    let folder = clone("readme");
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let after = readme.split("\n## A test in five lines").nth(1).unwrap();
    let block = after.split("```").nth(1).unwrap();
    let lines: Vec<&str> = block.lines().filter(|line| !line.trim().is_empty()).collect();
    assert_eq!(lines.len(), 5, "five lines");
    let mut last = String::new();
    for text in lines {
        let (done, said) = line(&folder, text);
        assert!(done, "{text}\n{said}");
        last = said;
    }
    assert!(last.contains("issued by the person themself"), "{last}");

    // A question that a person marks: what awaits is listed with its guide, marked, and counts; nothing else does.
    let run = |text: &str| line(&folder, text);
    let done = |text: &str| {
        let (done, said) = run(text);
        assert!(done, "{text}\n{said}");
        said
    };
    done("jalon release referentials/vtc --key me.key -o vtc.jalon");
    let answers = json!({"b-qrc-resultat-du-mois": "Charges 2 700, résultat 2 300."});
    fs::write(folder.join("written.json"), answers.to_string()).unwrap();
    // The first draw in which the question is there: which one depends on the bank.
    let seed = (0..40).map(|n| format!("{n:064}")).find(|seed| {
        done(&format!(
            "jalon take vtc.jalon epreuve-blanche --answers written.json --seed {seed} -o v.json"
        ))
        .starts_with("1 answer")
    });
    assert!(seed.is_some(), "no draw has the question");
    let listed: Value = serde_json::from_str(&done("jalon mark v.json --release vtc.jalon --format json")).unwrap();
    assert_eq!(listed["awaiting"].as_array().unwrap().len(), 1);
    assert_eq!(listed["awaiting"][0]["guide"][0]["element"], "charges");
    let sign = "jalon mark v.json --release vtc.jalon --points points.json --key me.key -o marks.json";
    for (points, wrong) in [
        (
            json!({"b-qrc-resultat-du-mois": {"charges": "2"}}),
            "not between 0 and 1",
        ),
        (json!({"b-qrc-resultat-du-mois": {"style": "1"}}), "no element `style`"),
        (json!({"b-amortissement-sens": {}}), "awaits a mark"),
    ] {
        fs::write(folder.join("points.json"), points.to_string()).unwrap();
        let (done, said) = run(sign);
        assert!(!done && said.contains(wrong), "{said}");
        assert!(!folder.join("marks.json").exists(), "nothing is signed");
    }
    let points = json!({"b-qrc-resultat-du-mois": {"charges": "1", "montant": "0.5"}});
    fs::write(folder.join("points.json"), points.to_string()).unwrap();
    assert!(done(sign).starts_with("1 mark signed; nothing awaits"));
    let scored = done("jalon score v.json --release vtc.jalon --marks marks.json --format json");
    let outcome: Value = serde_json::from_str(&scored).unwrap();
    let part = &outcome["parts"][1];
    assert_eq!((&part["part"], &part["self-marked"]), (&json!("b"), &part["earned"]));
    assert_ne!(part["self-marked"], json!("0"));
    assert_eq!(outcome["inputs"]["marks"].as_array().unwrap().len(), 1);
    assert!(done("jalon score v.json --release vtc.jalon").contains("await a mark"));
}
