//! `cargo xtask soak`: the long runs. Whatever cannot run here is said at the end, with the way to get it.

use crate::programs::{self, Counts};
use crate::workspace::{self, cargo};
use crate::{interop, test};
use anyhow::{Context, Result};
use std::fs;
use std::process::Command;

/// Seconds of fuzzing for each target, unless `JALON_FUZZ_SECONDS` says otherwise.
const SECONDS: &str = "600";

/// Runs everything long; false when something failed or could not run.
///
/// # Errors
/// A program of this project cannot be started.
pub fn run() -> Result<bool> {
    let mut missing = Vec::new();
    println!("soak: properties, 100 times the usual cases");
    let mut properties = cargo();
    properties
        .env("PROPTEST_CASES", "25600")
        .args(["test", "--workspace", "--exclude", "jalon-journeys", "--release"]);
    let mut counts = programs::counting(&mut properties)?;
    println!("soak: browser journeys with the whole axe matrix");
    match test::journeys(true) {
        Ok(found) => add(&mut counts, found),
        Err(error) => missing.push(format!("browser journeys: {error:#}")),
    }
    println!("soak: spruceid's ssi, asked about what is issued here");
    match interop::ssi() {
        Ok(found) => add(&mut counts, found),
        Err(error) => missing.push(format!("ssi: {error:#}")),
    }
    println!("soak: fuzzing");
    match fuzz() {
        Ok(found) => add(&mut counts, found),
        Err(error) => missing.push(format!("fuzzing: {error:#}")),
    }
    for what in &missing {
        println!("soak: could not run: {what}");
    }
    println!("{} passed, {} failed", counts.passed, counts.failed + missing.len());
    Ok(counts.failed == 0 && missing.is_empty())
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
