//! `cargo xtask soak`: the long runs. Whatever cannot run here is said at the end, with the way to get it.

use crate::programs::{self, Counts};
use crate::workspace::{self, cargo};
use crate::{interop, test};
use anyhow::{Context, Result};
use std::fs;
use std::process::Command;

/// Seconds of fuzzing for each target, unless `JALON_FUZZ_SECONDS` says otherwise.
const SECONDS: &str = "600";

/// A long run: its name, what it does, the run.
type Part = (&'static str, &'static str, fn() -> Result<Counts>);

const PARTS: [Part; 4] = [
    (
        "properties",
        "properties, 100 times the usual cases, and forty photographs",
        properties,
    ),
    ("journeys", "browser journeys with the whole axe matrix", || {
        test::journeys(true)
    }),
    ("ssi", "spruceid's ssi, asked about what is issued here", interop::ssi),
    ("fuzz", "fuzzing, guided by coverage", fuzz),
];

/// Runs everything long, or the parts whose name is one of the arguments; false when something failed or could not run.
///
/// # Errors
/// No part has such a name.
pub fn run(arguments: &[String]) -> Result<bool> {
    let unknown = arguments
        .iter()
        .find(|wanted| PARTS.iter().all(|(name, ..)| name != wanted));
    if let Some(unknown) = unknown {
        anyhow::bail!("no part is named `{unknown}`; parts: properties, journeys, ssi, fuzz");
    }
    let (mut missing, mut counts) = (Vec::new(), Counts::default());
    for (name, what, run) in PARTS {
        if !arguments.is_empty() && arguments.iter().all(|wanted| wanted != name) {
            continue;
        }
        println!("soak: {what}");
        match run() {
            Ok(found) => add(&mut counts, found),
            Err(error) => missing.push(format!("{name}: {error:#}")),
        }
    }
    for what in &missing {
        println!("soak: could not run: {what}");
    }
    println!("{} passed, {} failed", counts.passed, counts.failed + missing.len());
    Ok(counts.failed == 0 && missing.is_empty())
}

fn properties() -> Result<Counts> {
    let mut properties = cargo();
    properties
        .env("PROPTEST_CASES", "25600")
        .env("JALON_PHOTOGRAPHS", "40")
        .args(["test", "--workspace", "--exclude", "jalon-journeys", "--release"]);
    programs::counting(&mut properties)
}

fn add(counts: &mut Counts, more: Counts) {
    counts.passed += more.passed;
    counts.failed += more.failed;
}

/// Runs each target of `tests/fuzz` for a while, with the coverage of a nightly compiler.
fn fuzz() -> Result<Counts> {
    let folder = workspace::root().join("tests/fuzz");
    let targets = folder.join("fuzz_targets");
    let mut names: Vec<String> = fs::read_dir(&targets)
        .with_context(|| format!("no fuzz target in `{}`", targets.display()))?
        .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_string_lossy().into_owned()))
        .collect();
    names.sort();
    let toolchains = programs::output(Command::new("rustup").args(["toolchain", "list"]))?;
    if !toolchains.lines().any(|line| line.starts_with("nightly")) {
        println!("tools: no nightly compiler, which coverage-guided fuzzing needs: adding it");
        programs::run(Command::new("rustup").args(["toolchain", "install", "nightly", "--profile", "minimal"]))?;
    }
    if programs::output(Command::new("cargo").args(["fuzz", "--version"])).is_err() {
        println!("tools: cargo-fuzz is missing: installing it");
        programs::run(cargo().args(["install", "cargo-fuzz", "--version", "0.13.1"]))?;
    }
    // What is found is kept in the target folder, and the next run begins there.
    let corpus = workspace::target().join("fuzz-corpus");
    println!("soak: corpus in {}", corpus.display());
    let mut seeds = Command::new("cargo");
    seeds
        .current_dir(&folder)
        .args(["+nightly", "run", "--quiet", "--bin", "seeds", "--"]);
    programs::run(seeds.arg(&corpus))?;
    let seconds = std::env::var("JALON_FUZZ_SECONDS").unwrap_or_else(|_| SECONDS.to_owned());
    let mut counts = Counts::default();
    for name in names {
        let mut fuzz = Command::new("cargo");
        fuzz.current_dir(&folder)
            .args(["+nightly", "fuzz", "run", "--fuzz-dir", ".", &name])
            .arg(corpus.join(&name))
            .arg("--")
            .arg(format!("-max_total_time={seconds}"))
            .args(["-rss_limit_mb=2048", "-print_final_stats=1"]);
        fs::create_dir_all(corpus.join(&name))?;
        match programs::run(&mut fuzz) {
            Ok(()) => counts.passed += 1,
            Err(error) => {
                println!("soak: {name}: {error:#}");
                counts.failed += 1;
            }
        }
    }
    Ok(counts)
}
