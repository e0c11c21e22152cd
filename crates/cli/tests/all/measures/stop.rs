//! Ctrl-C in long work, with a real signal.

use super::{folder, shell};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs `jalon`, sends it a signal once it has said how far it is, and gives its exit status and what it said.
fn stopped(signal: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jalon"))
        .current_dir(folder())
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut errors = BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    assert!(errors.read_line(&mut said).unwrap() > 0, "it says how far it is");
    let id = child.id().to_string();
    assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    errors.read_to_string(&mut said).unwrap();
    let mut out = String::new();
    child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
    (child.wait().unwrap().code(), out, said)
}

/// What is left of names in the folder: nothing, and no file beside them either.
fn left(name: &str) -> Vec<String> {
    let names = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name());
    names
        .map(|found| found.to_string_lossy().into_owned())
        .filter(|found| found.contains(name))
        .collect()
}

#[cfg(unix)]
#[test]
fn long_work_that_is_stopped_says_so_and_writes_nothing() {
    let mut dice = 11_u64;
    let mut table = (1..=40).map(|q| format!("q{q}")).collect::<Vec<_>>().join(",");
    for person in 0..6_000_u64 {
        table.push('\n');
        for question in 0..40_u64 {
            dice = dice
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let right = (dice >> 33) % 100 < 20 + person / 100 + question % 7;
            table.push_str(if question == 0 { "" } else { "," });
            table.push(if right { '1' } else { '0' });
        }
    }
    fs::write(folder().join("long.csv"), table).unwrap();
    let long = [
        "calibrate",
        "long.csv",
        "--model",
        "four-pl",
        "--nodes",
        "121",
        "--parameters",
        "stopped-parameters.csv",
        "--plots",
        "stopped-plots",
    ];
    let (status, out, said) = stopped("-INT", &long);
    assert_eq!((status, out.as_str()), (Some(130), ""), "{said}");
    assert!(
        said.starts_with("Cycle 8") && said.ends_with("jalon: Stopped: nothing was written.\n"),
        "{said}"
    );
    let (status, out, _) = stopped("-TERM", &[&["--lang", "fr", "--format", "json"], &long[..]].concat());
    assert_eq!(status, Some(143));
    let out: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(out["error"], "Arrêté\u{a0}: rien n’a été écrit.");
    assert_eq!(left("stopped"), Vec::<String>::new());

    // The search for chances says each of its rounds.
    let release = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../referentials/exemple-calcul");
    let (status, _, said) = stopped(
        "-INT",
        &[
            "simulate",
            release.to_str().unwrap(),
            "classement",
            "--people",
            "100",
            "--exposure",
            "0.05",
        ],
    );
    assert_eq!(status, Some(130), "{said}");
    // Work that is left alone ends as it did, and what it wrote is whole.
    let done = shell::succeeds(
        &folder(),
        &["simulate", release.to_str().unwrap(), "classement", "--people", "20"],
    );
    assert_eq!(done["people"], 20);
}
