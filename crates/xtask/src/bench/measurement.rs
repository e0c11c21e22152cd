//! Measurement in the browser — what delivery weighs, what the work costs in Node.js — and what peers cost on the same work (`tests/bench`).

use super::Line;
use crate::interop::environment;
use crate::programs;
use crate::tools::{self, on_path};
use crate::web;
use crate::workspace::{self, cargo};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Bytes, Brotli, of the module that holds all that delivery needs of measurement.
const WEIGHT: &str = "<= 60000";
const OURS: &str = "2PL calibration, log-likelihood";
const THEIRS: &str = "PyPI mirt 1.2: 2PL calibration, log-likelihood";

/// The lines of the module that delivers, and of the same work in Node.js.
///
/// # Errors
/// A tool is missing, or something does not compile.
pub fn browser(lines: &mut Vec<Line>) -> Result<()> {
    tools::target(web::WASM)?;
    let bindgen = tools::wasm_bindgen()?;
    let optimiser = tools::wasm_opt()?;
    let library = tools::library_sources()?;
    let mut compiler = cargo();
    compiler.args([
        "build",
        "--package",
        "jalon-psychometrics",
        "--target",
        web::WASM,
        "--profile",
        "web",
    ]);
    compiler.args(["--example", "delivery", "--example", "speed"]);
    web::small(&mut compiler, library, "");
    programs::run(&mut compiler)?;
    let built = workspace::target().join(web::WASM).join("web/examples");
    let work = workspace::target().join("xtask/measurement");
    fs::create_dir_all(&work)?;
    let bind = |name: &str, target: &str| -> Result<PathBuf> {
        let mut binder = Command::new(bindgen.join("wasm-bindgen"));
        binder.args(["--no-typescript", "--remove-name-section", "--remove-producers-section"]);
        binder
            .args(["--target", target, "--out-name", name, "--out-dir"])
            .arg(&work);
        programs::run(binder.arg(built.join(format!("{name}.wasm"))))?;
        let module = work.join(format!("{name}_bg.wasm"));
        let mut optimise = Command::new(&optimiser);
        optimise.args([
            "-Oz",
            "--converge",
            "--low-memory-unused",
            "--strip-debug",
            "--strip-producers",
        ]);
        optimise.args(web::FEATURES).arg(&module).arg("-o").arg(&module);
        programs::run(&mut optimise)?;
        Ok(module)
    };
    let module = fs::read(bind("delivery", "web")?)?;
    let packed = web::brotli(&module)?.len();
    lines.push(Line::new(
        "wasm of the delivery of measurement, brotli",
        WEIGHT,
        &packed.to_string(),
        "bytes",
    )?);
    bind("speed", "nodejs")?;
    let node = on_path("node").context("Node.js is missing: install Node.js 20 or later, then run this again")?;
    let script = workspace::root().join("crates/psychometrics/examples/speed/time.mjs");
    let mut time = Command::new(node);
    lines.extend(read(&programs::output(time.arg(script).arg(work.join("speed.js")))?)?);
    Ok(())
}

/// The lines of peers on the same bank and answers; what does not install or run is said, and the rest goes on.
///
/// # Errors
/// Our own example does not write the work, or a peer prints something else than lines.
pub fn peers(lines: &mut Vec<Line>) -> Result<()> {
    let home = tools::folder().join("bench");
    let data = home.join("data");
    fs::create_dir_all(&data)?;
    let mut write = cargo();
    write.args([
        "run",
        "--quiet",
        "--release",
        "--package",
        "jalon-psychometrics",
        "--example",
        "budgets-measurement",
        "--",
    ]);
    programs::run(write.arg(&data))?;
    let lists = workspace::root().join("tests/bench");
    for (names, found) in [
        ("catsim, girth and PyPI's mirt", python(&lists, &home, &data)),
        ("@bdelab/jscat", jscat(&lists, &home, &data)),
    ] {
        match found {
            Ok(text) => lines.extend(read(&text)?),
            Err(why) => println!("bench: could not run {names} beside ours: {why:#}"),
        }
    }
    let of = |what: &str| {
        lines
            .iter()
            .find(|line| line.what == what)?
            .measured
            .parse::<f64>()
            .ok()
    };
    if let (Some(ours), Some(theirs)) = (of(OURS), of(THEIRS)) {
        let away = format!("{:.4}", (ours - theirs).abs());
        lines.push(Line::new(
            "2PL calibration, log-likelihood away from PyPI mirt's",
            "<= 0.01",
            &away,
            "",
        )?);
    }
    Ok(())
}

fn python(lists: &Path, home: &Path, data: &Path) -> Result<String> {
    let python = environment(
        &lists.join("requirements.txt"),
        home,
        "catsim, girth and mirt from PyPI: without them, our times stand alone",
    )?;
    programs::output(
        Command::new(python)
            .arg(lists.join("peers.py"))
            .arg(data)
            .stderr(std::process::Stdio::inherit()),
    )
}

fn jscat(lists: &Path, home: &Path, data: &Path) -> Result<String> {
    let wanted = fs::read(lists.join("package.json")).context("reading tests/bench/package.json")?;
    let there = home.join("node_modules/@bdelab/jscat").is_dir()
        && fs::read(home.join("package.json")).is_ok_and(|found| found == wanted);
    if !there {
        println!(
            "tools: installing the package of tests/bench into {} with npm",
            home.display()
        );
        fs::write(home.join("package.json"), wanted)?;
        let npm = on_path("npm").context("npm is missing: install it, then run this again")?;
        let mut install = Command::new(npm);
        install.current_dir(home).args(["install", "--no-audit", "--no-fund"]);
        install.args(["--ignore-scripts", "--no-package-lock", "--loglevel=error"]);
        programs::run(&mut install).context("installing @bdelab/jscat from the npm registry")?;
    }
    // Node.js looks for libraries beside the script.
    let script = home.join("jscat.mjs");
    fs::copy(lists.join("jscat.mjs"), &script)?;
    let node = on_path("node").context("Node.js is missing")?;
    programs::output(Command::new(node).arg(script).arg(data))
}

/// `what<TAB>limit<TAB>measured<TAB>unit` lines.
pub fn read(text: &str) -> Result<Vec<Line>> {
    text.lines()
        .map(|line| {
            let mut fields = line.split('\t');
            let mut field = || fields.next().unwrap_or_default();
            Line::new(field(), field(), field(), field()).with_context(|| format!("`{line}` is no measure"))
        })
        .collect()
}
