//! Every code of an error or a finding is worded in the catalogues, and every worded code is one that something says.
//!
//! Codes are read from the sources: the texts in the body of each `fn code`, and those given to `.error(…)`, `.warning(…)`, `.note(…)`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests are free of these rules"
)]

use jalon_messages::CODES;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Sources of the crates and of the web, without their unit tests: path → text.
fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = BTreeMap::new();
    for top in ["crates", "web"] {
        for package in fs::read_dir(root.join(top)).unwrap() {
            let package = package.unwrap().path();
            let name = package.file_name().unwrap().to_string_lossy().into_owned();
            if name != "messages" && name != "xtask" && name != "testkit" {
                walk(&package.join("src"), &format!("{top}/{name}/src"), &mut found);
            }
        }
    }
    found
}

fn walk(folder: &Path, shown: &str, found: &mut BTreeMap<String, String>) {
    if !folder.is_dir() {
        return;
    }
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let shown = format!("{shown}/{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            walk(&path, &shown, found);
        } else if shown.ends_with(".rs") && !shown.ends_with("/tests.rs") {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap().to_owned();
            let without_comments = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect::<Vec<_>>()
                .join("\n");
            found.insert(shown, without_comments);
        }
    }
}

/// `area/what`, or a W3C code.
fn is_code(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let ours = text
        .split_once('/')
        .is_some_and(|(area, what)| part(area) && part(what));
    let w3c = text.contains('_') && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    ours || w3c
}

fn literals(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2)
}

/// From `open` on, up to the bracket that closes the first one.
fn bracketed(text: &str, open: char, close: char) -> &str {
    let begin = text.find(open).unwrap_or(text.len());
    let mut depth = 0;
    for (at, character) in text[begin..].char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            depth -= 1;
            if depth == 0 {
                return &text[begin..begin + at];
            }
        }
    }
    &text[begin..]
}

/// Codes that something says → where.
fn said() -> BTreeMap<String, String> {
    let mut said = BTreeMap::new();
    for (path, text) in sources() {
        for (at, _) in text.match_indices("fn code(") {
            for code in literals(bracketed(&text[at..], '{', '}')).filter(|text| is_code(text)) {
                said.insert(code.to_owned(), path.clone());
            }
        }
        for call in [".error(", ".warning(", ".note("] {
            for (at, _) in text.match_indices(call) {
                for code in literals(bracketed(&text[at..], '(', ')')).filter(|text| is_code(text)) {
                    said.insert(code.to_owned(), path.clone());
                }
            }
        }
    }
    said
}

#[test]
fn every_code_is_worded() {
    let worded: BTreeSet<&str> = CODES.iter().map(|(code, _)| *code).collect();
    let said = said();
    assert!(
        said.contains_key("json/truncated"),
        "the sources are not read any more as this test reads them"
    );
    let missing: Vec<String> = said
        .iter()
        .filter(|(code, _)| !worded.contains(code.as_str()))
        .map(|(code, path)| format!("{code}  ({path})"))
        .collect();
    assert!(
        missing.is_empty(),
        "{} codes without a sentence in crates/messages/ftl:\n{}",
        missing.len(),
        missing.join("\n")
    );
}

#[test]
fn every_worded_code_is_said() {
    let sources = sources();
    let written = |text: &str| sources.values().any(|source| source.contains(text));
    // Said as it is, or put together: `format!("check/{}", …)`, `concat!("check/", …)` or `replacen(…, "check/", 1)` with `"dates"` elsewhere.
    let begun = |area: &str| written(&format!("\"{area}/{{")) || written(&format!("\"{area}/\""));
    let said = |code: &str| {
        written(&format!("\"{code}\""))
            || code
                .split_once('/')
                .is_some_and(|(area, what)| begun(area) && written(&format!("\"{what}\"")))
    };
    let idle: Vec<&str> = CODES.iter().map(|(code, _)| *code).filter(|code| !said(code)).collect();
    assert!(
        idle.is_empty(),
        "sentences of codes that nothing says:\n{}",
        idle.join("\n")
    );
}
