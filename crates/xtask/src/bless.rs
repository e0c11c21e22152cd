//! `cargo xtask bless`: the tests that compare with a golden file write it instead; the difference is then read by a person. The moving
//! picture of the README is the one that the last journey made.

use crate::programs;
use crate::workspace::{self, cargo};
use anyhow::{Context, Result};
use std::fs;
use std::process::Command;

/// Runs the native tests with `JALON_BLESS=1`, takes the moving picture of the last journeys, then shows which files changed.
///
/// # Errors
/// A test fails for another reason than a golden.
pub fn run() -> Result<()> {
    let mut tests = cargo();
    tests
        .env("JALON_BLESS", "1")
        .args(["test", "--workspace", "--exclude", "jalon-journeys", "--quiet"]);
    programs::run(&mut tests)?;
    let story = workspace::target().join("screens/story.png");
    if story.is_file() {
        fs::copy(&story, workspace::root().join("docs/story.png")).context("taking the moving picture")?;
    }
    let mut git = Command::new("git");
    git.current_dir(workspace::root())
        .args(["status", "--short", "tests", "crates", "docs"]);
    programs::run(&mut git)
}
