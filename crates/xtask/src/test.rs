//! `cargo xtask test`: everything, in one command; each step runs whatever became of the others, and one summary ends it.

use crate::beside::Beside;
use crate::programs::{self, Counts};
use crate::tools;
use crate::workspace::{self, cargo};
use crate::{interop, stick, tidy, web};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

/// Where Chromium is told not to call home, not to need a sandbox (root in a container has none) and not to open a window.
pub const CHROMIUM_FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    // No process in reserve, nothing that translates or looks for screens: a tenth of a journey's work.
    "--disable-extensions",
    "--disable-features=SpareRendererForSitePerProcess,Translate,OptimizationHints,MediaRouter",
];

/// Steps that run beside those before them, each from the beginning of another on.
const BESIDE: [(&str, &str); 2] = [("application", "native"), ("interoperability", "native-is-wasm")];

type Step = (&'static str, fn() -> Result<Counts>);

const STEPS: [Step; 9] = [
    ("format", || {
        once(programs::run(cargo().args(["fmt", "--all", "--", "--check"])))
    }),
    ("lints", || {
        tools::components()?;
        once(programs::run(cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ])))
    }),
    ("lints-wasm", lints_wasm),
    ("house-rules", house_rules),
    ("native", || {
        let mut tests = cargo();
        tests.args(["test", "--workspace", "--exclude", "jalon-journeys", "--no-fail-fast"]);
        match tools::postgres() {
            Ok(folder) => drop(tests.env("JALON_POSTGRES", folder)),
            // The tests that need it say so themselves, by failing; the others run.
            Err(error) => println!("tools: {error:#}"),
        }
        programs::counting(&mut tests)
    }),
    ("native-is-wasm", wasm),
    ("interoperability", interop::run),
    ("application", || {
        let built = web::build()?;
        built.print();
        // A budget, like every budget, is measured and judged in `cargo xtask bench`; here it is printed.
        once(stick::written().map(|_| ()))
    }),
    ("journeys", || journeys(false)),
];

/// Runs every step, or those whose name begins with one of the arguments; false when something failed.
///
/// # Errors
/// No step has such a name.
pub fn run(arguments: &[String]) -> Result<bool> {
    let chosen = |name: &str| arguments.is_empty() || arguments.iter().any(|wanted| name.starts_with(wanted.as_str()));
    let steps: Vec<Step> = STEPS.into_iter().filter(|(name, _)| chosen(name)).collect();
    if steps.is_empty() {
        let names: Vec<&str> = STEPS.iter().map(|(name, _)| *name).collect();
        bail!("no step is named so; steps: {}", names.join(", "));
    }
    let mut rows: Vec<(&str, Duration, Counts, Option<String>)> = Vec::new();
    let mut begun: Vec<(&str, Result<Beside>)> = Vec::new();
    let program = std::env::current_exe()?;
    for (name, step) in &steps {
        println!("\n=== {name}");
        for (beside, _) in BESIDE.iter().filter(|(_, from)| from == name) {
            if steps.iter().any(|(chosen, _)| chosen == beside) {
                begun.push((beside, Beside::begin(&program, beside)));
            }
        }
        let own = begun.iter().position(|(beside, _)| beside == name);
        let (done, took) = programs::timed(|| match own.map(|place| begun.swap_remove(place).1) {
            Some(begun) => begun.and_then(Beside::end),
            None => step(),
        });
        match done {
            Ok(counts) => rows.push((name, took, counts, None)),
            Err(error) => {
                println!("xtask: {name}: {error:#}");
                rows.push((name, took, Counts { passed: 0, failed: 1 }, Some(format!("{error:#}"))));
            }
        }
    }
    println!("\n=== summary");
    let mut total = Counts::default();
    for (name, took, counts, error) in &rows {
        let mark = if counts.failed == 0 { "ok    " } else { "FAILED" };
        println!(
            "{mark} {name:<16} {:>5} s {:>6} passed {:>4} failed",
            took.as_secs(),
            counts.passed,
            counts.failed
        );
        if let Some(error) = error {
            println!("       {error}");
        }
        total.passed += counts.passed;
        total.failed += counts.failed;
    }
    let seconds: u64 = rows.iter().map(|(_, took, ..)| took.as_secs()).sum();
    println!(
        "{} of {} steps ran, in {} min {} s",
        rows.len(),
        STEPS.len(),
        seconds / 60,
        seconds % 60
    );
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(total.failed == 0)
}

/// A step that is one check.
fn once(done: Result<()>) -> Result<Counts> {
    done.map(|()| Counts { passed: 1, failed: 0 })
}

fn house_rules() -> Result<Counts> {
    let untidy = tidy::untidy()?;
    if untidy.is_empty() {
        return once(Ok(()));
    }
    bail!("untidy:\n{}", untidy.join("\n"))
}

/// The web crates hold code that only the browser compiles: it is linted there.
fn lints_wasm() -> Result<Counts> {
    tools::components()?;
    tools::target(web::WASM)?;
    let mut clippy = cargo();
    clippy.args(["clippy", "--target", web::WASM, "--all-targets", "--quiet"]);
    let mut found = false;
    for package in workspace::packages()?
        .iter()
        .filter(|package| package.folder.starts_with(workspace::root().join("web")))
    {
        clippy.args(["--package", &package.name]);
        found = true;
    }
    if !found {
        bail!("no package under web/");
    }
    once(programs::run(clippy.args(["--", "-D", "warnings"])))
}

/// Runs, in headless Chromium, the tests of the packages that have some for wasm.
fn wasm() -> Result<Counts> {
    let packages: Vec<String> = workspace::packages()?
        .into_iter()
        .filter(|package| package.needs("wasm-bindgen-test"))
        .map(|package| package.name)
        .collect();
    if packages.is_empty() {
        bail!("no package has tests for wasm");
    }
    tools::target(web::WASM)?;
    let bindgen = tools::wasm_bindgen()?;
    let browser = tools::browser()?;
    let work = workspace::target().join("xtask");
    fs::create_dir_all(&work)?;
    let capabilities = work.join("webdriver.json");
    let options = serde_json::json!({"goog:chromeOptions": {"args": CHROMIUM_FLAGS, "binary": browser.chromium}});
    fs::write(&capabilities, serde_json::to_vec_pretty(&options)?)?;
    println!("tools: Chromium {}", browser.version);
    let mut tests = cargo();
    tests.args(["test", "--target", web::WASM, "--no-fail-fast"]);
    for package in &packages {
        tests.args(["--package", package]);
    }
    tests.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
        bindgen.join("wasm-bindgen-test-runner"),
    );
    tests.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities);
    tests.env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    tests.env("CHROMEDRIVER", &browser.driver);
    programs::counting(&mut tests)
}

/// Tells a program of journeys where the application, the browser and the pictures are; the application is built when it is not there.
///
/// # Errors
/// A tool is missing, or the application does not build.
pub fn on_stage(program: &mut Command) -> Result<()> {
    let browser = tools::browser()?;
    let axe = tools::axe()?;
    let site = web::folder();
    if !site.join("index.html").is_file() {
        web::build().context("the application that the journeys go through")?;
    }
    let screens: PathBuf = workspace::target().join("screens");
    fs::create_dir_all(&screens)?;
    println!("tools: Chromium {}; pictures in {}", browser.version, screens.display());
    program
        .env("JALON_SITE_FOLDER", &site)
        .env("JALON_SCREENS", &screens)
        .env("JALON_AXE", &axe)
        .env("JALON_CHROMIUM", &browser.chromium)
        .env("CHROMEDRIVER", &browser.driver)
        .env("JALON_CHROMIUM_FLAGS", CHROMIUM_FLAGS.join(" "));
    Ok(())
}

/// Runs the browser journeys on the built application; `whole` asks for every combination of language, theme and width.
///
/// # Errors
/// A tool is missing, or there is no built application.
pub fn journeys(whole: bool) -> Result<Counts> {
    let mut tests = cargo();
    tests.args(["test", "--package", "jalon-journeys", "--no-fail-fast"]);
    on_stage(&mut tests)?;
    if whole {
        tests.env("JALON_WHOLE_MATRIX", "1");
    }
    tests.env("JALON_STICK", stick::at_hand()?);
    // Each journey has a browser of its own, and waits for it much of the time.
    tests.args(["--", "--test-threads=3"]);
    programs::counting(&mut tests)
}
