//! `cargo xtask bless`: the tests that compare with a golden file write it instead; the difference is then read by a person.

use crate::programs;
use crate::workspace::cargo;
use anyhow::Result;
use std::process::Command;

/// Runs the native tests with `JALON_BLESS=1`, then shows which files changed.
///
/// # Errors
/// A test fails for another reason than a golden.
pub fn run() -> Result<()> {
    let mut tests = cargo();
    tests
        .env("JALON_BLESS", "1")
        .args(["test", "--workspace", "--exclude", "jalon-journeys", "--quiet"]);
    programs::run(&mut tests)?;
    let mut git = Command::new("git");
    git.current_dir(crate::workspace::root())
        .args(["status", "--short", "tests", "crates"]);
    programs::run(&mut git)
}
