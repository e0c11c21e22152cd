//! Each public function that computes a number says its formula and its source.

use std::fs;
use std::path::Path;

/// What hands out what is there: nothing is computed.
const HANDS_OUT: [&str; 12] = [
    "at", "complete", "count", "counts", "from", "grid", "mean", "rows", "sd", "to", "total", "value",
];

/// Machinery of calibration that no other crate sees.
const INSIDE: [&str; 9] = [
    "calibrate/blocks",
    "calibrate/em",
    "calibrate/layer",
    "calibrate/linear",
    "calibrate/shape",
    "calibrate/population",
    "calibrate/prepare",
    "calibrate/published",
    "calibrate/symmetric",
];

fn files(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn every_computation_names_its_formula_and_its_source() {
    let mut all = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    all.sort();
    let (mut silent, mut seen) = (Vec::new(), 0);
    for (path, text) in all {
        if INSIDE.iter().any(|inside| path.contains(inside)) || path.contains("tests") {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap();
        for (place, _) in code.match_indices("pub fn ").chain(code.match_indices("pub const fn ")) {
            let after = &code[place..];
            let signature = &after[..after.find('{').unwrap_or(after.len())];
            let name = signature.split("fn ").nth(1).unwrap().split(['(', '<']).next().unwrap();
            let Some((_, gives)) = signature.rsplit_once("->") else {
                continue;
            };
            if !gives.contains("f64") || gives.contains("&[f64]") || HANDS_OUT.contains(&name) {
                continue;
            }
            // The comment above: back to the end of what stands before.
            let before: Vec<&str> = code[..place].lines().rev().skip(1).collect();
            let own = before
                .iter()
                .take_while(|line| !line.trim().is_empty() && !line.trim_end().ends_with(['}', '{', ';']));
            let comment: String = own.copied().collect::<Vec<_>>().join("\n");
            seen += 1;
            if !(comment.contains("# Formula") && comment.contains("# Source")) {
                silent.push(format!("{path}: {name}"));
            }
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
    assert!(seen > 70, "{seen} functions");
}
