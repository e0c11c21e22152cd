//! `cargo xtask tidy`: formats the sources, and says what no formatter sees.

use crate::programs;
use crate::workspace::{self, cargo};
use anyhow::Result;
use std::fs;
use std::path::Path;

/// Lines past which a source file asks to be split.
const LONG: usize = 500;

/// Formats; true when nothing is untidy.
///
/// # Errors
/// The formatter fails, a file cannot be read.
pub fn run() -> Result<bool> {
    programs::run(cargo().args(["fmt", "--all"]))?;
    let found = untidy()?;
    for line in &found {
        println!("{line}");
    }
    println!("tidy: {} to look at", found.len());
    Ok(found.is_empty())
}

/// What is untidy: files that are too long, a module without its first sentence, spaces at the end of a line, tests that no program names.
///
/// # Errors
/// A file cannot be read.
pub fn untidy() -> Result<Vec<String>> {
    let mut found = Vec::new();
    for folder in ["crates", "web", "tests"] {
        walk(&workspace::root().join(folder), &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn walk(folder: &Path, found: &mut Vec<String>) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    orphans(folder, found)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            if !["target", "node_modules", "vectors"]
                .iter()
                .any(|skipped| entry.file_name() == *skipped)
            {
                walk(&path, found)?;
            }
            continue;
        }
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if !["rs", "css", "js", "ftl", "toml", "html"].contains(&ending) {
            continue;
        }
        let text = fs::read_to_string(&path)?;
        let shown = path
            .strip_prefix(workspace::root())
            .unwrap_or(&path)
            .display()
            .to_string();
        let lines = text.lines().count();
        if ending == "rs" && lines > LONG {
            found.push(format!("{shown}: {lines} lines: split it"));
        }
        if ending == "rs" && !text.starts_with("//!") {
            found.push(format!("{shown}:1: the file does not begin with its `//!` sentence"));
        }
        for (index, line) in text.lines().enumerate() {
            if line.ends_with([' ', '\t']) {
                found.push(format!("{shown}:{}: spaces at the end of the line", index + 1));
            }
        }
    }
    Ok(())
}

/// Files of tests beside a `main.rs` that does not name them: they would never run, and nobody would hear of it.
fn orphans(folder: &Path, found: &mut Vec<String>) -> Result<()> {
    let main = folder.join("main.rs");
    if folder.parent().and_then(Path::file_name) != Some("tests".as_ref()) || !main.is_file() {
        return Ok(());
    }
    let program = fs::read_to_string(&main)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let rust = path.extension().is_some_and(|ending| ending == "rs");
        if rust && name != "main" && !program.lines().any(|line| line.trim() == format!("mod {name};")) {
            found.push(format!("{}: `main.rs` does not name it: it never runs", path.display()));
        }
    }
    Ok(())
}
