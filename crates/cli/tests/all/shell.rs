//! Running `jalon` in a folder and reading what it says: for every test of the command line.

use jalon_credential::sealed::{self, Cost, Randomness};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder for one file of tests.
#[must_use]
pub fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Seals a key into a file, as `jalon key new` does, for a quarter of the work at each use.
pub fn key(folder: &Path, name: &str, seed: u8) {
    let random = Randomness {
        salt: [seed; 16],
        nonce: [seed; 19],
    };
    let sealed = sealed::seal(&[seed; 32], "essai", Cost::PHONE, random).unwrap();
    fs::write(folder.join(name), sealed).unwrap();
}

/// Runs `jalon` in a folder, with the passphrase of the tests.
#[must_use]
pub fn jalon(folder: &Path, arguments: &[&str]) -> Output {
    let run = Command::new(env!("CARGO_BIN_EXE_jalon"))
        .current_dir(folder)
        .env("JALON_PASSPHRASE", "essai")
        .args(arguments)
        .output();
    run.unwrap()
}

/// Runs it with `--format json`.
#[must_use]
pub fn json(folder: &Path, arguments: &[&str]) -> Output {
    jalon(folder, &[&["--format", "json"], arguments].concat())
}

/// The document printed.
#[must_use]
pub fn says(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"))
}

/// What a command that succeeds says.
pub fn succeeds(folder: &Path, arguments: &[&str]) -> Value {
    let output = json(folder, arguments);
    assert!(output.status.success(), "{output:?}");
    says(&output)
}

/// What a command that fails says.
#[must_use]
pub fn fails(folder: &Path, arguments: &[&str]) -> Value {
    let output = json(folder, arguments);
    assert!(!output.status.success(), "{output:?}");
    says(&output)
}

/// What a command of statistics that succeeds says; each figure has its name, formula and source.
#[must_use]
pub fn figures(folder: &Path, arguments: &[&str]) -> Value {
    let said = succeeds(folder, arguments);
    for (id, formula) in said["formulas"].as_object().unwrap() {
        let told = |member: &str| !formula[member].as_str().unwrap().is_empty();
        assert!(told("name") && told("formula") && told("source"), "{id}");
        assert_ne!(formula["name"].as_str().unwrap(), id, "a figure without a name");
    }
    said
}

/// What it prints for people.
#[must_use]
pub fn text(folder: &Path, arguments: &[&str]) -> String {
    let output = jalon(folder, arguments);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// A file of `specs/psychometrics`, beside the repository: it may not be carried here.
#[must_use]
pub fn specs(file: &str) -> Option<String> {
    let folder = std::env::var_os("JALON_SPECS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs"),
        PathBuf::from,
    );
    let path = folder.join("psychometrics").join(file).canonicalize().ok();
    if path.is_none() {
        println!("{file}: could not be checked, ../shared/specs/psychometrics is not there");
    }
    path.map(|path| path.to_str().unwrap().to_owned())
}

/// A file of `tests/vectors/psychometrics`.
#[must_use]
pub fn vector(file: &str) -> Value {
    read(&format!(
        "{}/../../tests/vectors/psychometrics/{file}",
        env!("CARGO_MANIFEST_DIR")
    ))
}

/// A JSON file.
#[must_use]
pub fn read(path: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// A number.
#[must_use]
pub fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// LSAT section 7 as a table of patterns with how many gave each.
#[must_use]
pub fn lsat() -> String {
    let mut lines = vec!["q1,q2,q3,q4,q5,people".to_owned()];
    for pattern in vector("lsat.json")["lsat7"].as_array().unwrap() {
        let cells: Vec<String> = pattern[0].as_str().unwrap().chars().map(String::from).collect();
        lines.push(format!("{},{}", cells.join(","), pattern[1]));
    }
    lines.join("\n")
}
