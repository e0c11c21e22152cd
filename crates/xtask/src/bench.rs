//! `cargo xtask bench`: the budgets of the design, each with what is measured on this machine.
//!
//! A crate that has budgets has an example `budgets-…` that prints one line each: `what<TAB>limit<TAB>measured<TAB>unit`, the limit beginning
//! with `<=` or `>=`, or `-` where the design sets none and the measure is only for the record. It runs in release, on an otherwise idle
//! machine; nothing here is a timed test.

mod measurement;

use crate::tools::on_path;
use crate::workspace::{self, cargo};
use crate::{interop, programs, stick, test, web};
use anyhow::{Context, Result};
use std::process::Command;

/// One budget and its measure.
#[derive(Debug, PartialEq)]
struct Line {
    what: String,
    limit: String,
    measured: String,
    unit: String,
    kept: bool,
}

/// Measures and prints everything, or the parts whose name begins with one of the arguments: `application`, or a crate without its `jalon-`.
/// False when a budget is broken.
///
/// # Errors
/// The build of the application or of a measure fails, or no part has such a name.
pub fn run(arguments: &[String]) -> Result<bool> {
    let chosen = |name: &str| arguments.is_empty() || arguments.iter().any(|wanted| name.starts_with(wanted.as_str()));
    let mut lines = Vec::new();
    if chosen("application") {
        let built = web::build()?;
        built.print();
        lines.push(Line::new(
            "application, brotli, all files, releases apart",
            &format!("<= {}", web::BUDGET),
            &built.application().to_string(),
            "bytes",
        )?);
    }
    for package in workspace::packages()? {
        if !chosen(package.name.trim_start_matches("jalon-")) {
            continue;
        }
        for example in package.examples.iter().filter(|name| name.starts_with("budgets-")) {
            let mut measure = cargo();
            measure.args([
                "run",
                "--quiet",
                "--release",
                "--package",
                &package.name,
                "--all-features",
                "--example",
                example,
            ]);
            if package.name == "jalon-journeys" {
                test::on_stage(&mut measure)?;
            }
            println!("$ cargo run --release --package {} --example {example}", package.name);
            let printed = programs::output(&mut measure)?;
            lines
                .extend(measurement::read(&printed).with_context(|| format!("reading what {} printed", package.name))?);
        }
    }
    if chosen("credential") {
        in_wasm(&mut lines)?;
        peer(&mut lines)?;
    }
    if chosen("psychometrics") {
        measurement::browser(&mut lines)?;
        measurement::peers(&mut lines)?;
    }
    if lines.is_empty() {
        anyhow::bail!("no part is named so; parts: application, and each crate with an example `budgets-…`");
    }
    println!("\nload of this machine: {}", load());
    println!("\n{:<64} {:>12} {:>12} unit", "budget", "limit", "measured");
    for line in &lines {
        let mark = if line.kept { "" } else { "  BROKEN" };
        println!(
            "{:<64} {:>12} {:>12} {}{mark}",
            line.what, line.limit, line.measured, line.unit
        );
    }
    Ok(lines.iter().all(|line| line.kept))
}

/// Processes that want a core, over the last minute: a time measured beside others says little.
fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ')
        .next()
        .filter(|first| !first.is_empty())
        .map_or_else(|| "unknown".to_owned(), str::to_owned)
}

/// The verifier as a wasm library, reading JSON alone: what it weighs, and how fast it is in Node.js.
fn in_wasm(lines: &mut Vec<Line>) -> Result<()> {
    let library = stick::library(false)?;
    let root = workspace::root();
    let mut node = Command::new(on_path("node").context("Node.js is missing: install Node.js 20 or later")?);
    node.arg(root.join("web/verifier/rate.cjs"))
        .args([library.glue(), library.module()])
        .arg(root.join("tests/vectors/certificate/badge.json"));
    let said = programs::output(&mut node)?;
    let (rate, size) = said
        .trim()
        .split_once('\t')
        .context("a rate and a size were expected")?;
    let what = "verify a full badge, JCS proof, wasm";
    lines.push(Line::new(what, ">= 2500", rate, "1/s")?);
    let what = "verifier as a wasm library without interface, gzip";
    lines.push(Line::new(what, "<= 130000", size, "bytes")?);
    Ok(())
}

/// The same work by the library that others use, in the same run, and how many times faster ours is.
fn peer(lines: &mut Vec<Line>) -> Result<()> {
    const OURS: &str = "verify a full badge, JCS proof";
    let theirs = match interop::peer_rate() {
        Ok(rate) => rate,
        Err(error) => {
            println!("bench: could not run @digitalbazaar/vc beside ours: {error:#}");
            return Ok(());
        }
    };
    let ours = lines.iter().find(|line| line.what == OURS);
    let ours: f64 = ours.with_context(|| format!("no line `{OURS}`"))?.measured.parse()?;
    let what = "the same by @digitalbazaar/vc on Node.js";
    lines.push(Line::new(what, "-", &format!("{theirs:.1}"), "1/s")?);
    lines.push(Line::new(
        "ours, times faster",
        "-",
        &format!("{:.1}", ours / theirs),
        "x",
    )?);
    Ok(())
}

impl Line {
    fn new(what: &str, limit: &str, measured: &str, unit: &str) -> Result<Self> {
        let value: f64 = measured
            .trim()
            .parse()
            .with_context(|| format!("`{measured}` is not a number"))?;
        let number = |text: &str| {
            text.trim()
                .parse::<f64>()
                .with_context(|| format!("`{text}` is not a number"))
        };
        let kept = match (limit.trim().strip_prefix("<="), limit.trim().strip_prefix(">=")) {
            _ if limit.trim() == "-" => true,
            (Some(most), _) => value <= number(most)?,
            (_, Some(least)) => value >= number(least)?,
            _ => anyhow::bail!("a limit begins with `<=` or `>=`, not `{limit}`"),
        };
        let own = |text: &str| text.trim().to_owned();
        Ok(Self {
            what: own(what),
            limit: own(limit),
            measured: own(measured),
            unit: own(unit),
            kept,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_go_both_ways() {
        assert!(Line::new("a", "<= 250000", "249999", "bytes").unwrap().kept);
        assert!(!Line::new("a", "<= 0.20", "0.21", "ms").unwrap().kept);
        assert!(Line::new("a", ">= 9000", "9000", "1/s").unwrap().kept);
        assert!(Line::new("a", "-", "12.5", "ms").unwrap().kept);
        assert!(Line::new("a", "250", "1", "").is_err());
        assert!(Line::new("a", "<= 1", "fast", "").is_err());
    }
}
