//! Other people's verifiers, asked about what is issued here (`tests/interop/`).

use crate::programs::{self, Counts};
use crate::tools::{folder, on_path};
use crate::workspace::{self, cargo};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Certificates that a verifier must accept although it cannot read each of them.
struct Peer {
    name: &'static str,
    /// Good certificates without any proof of a suite that it reads.
    cannot_read: &'static [&'static str],
}

const DIGITAL_BAZAAR: Peer = Peer {
    name: "@digitalbazaar/vc",
    cannot_read: &[],
};
const OPENBADGESLIB: Peer = Peer {
    name: "openbadgeslib",
    cannot_read: &["good-jcs"],
};

/// It reads no JCS proof, and refuses a set that has one. Of an RDFC proof, version 0.16.0 loses what stands in a list (`rdf:first`, JSON-LD 1.1
/// API §8.3) and gives a boolean the datatype `xsd:boolean` where the context names another (§8.2.2): the export (`jalon issue --rdfc`) has neither.
const SSI: Peer = Peer {
    name: "ssi",
    cannot_read: &["good-both", "good-both-status", "good-jcs", "good-rdfc"],
};

/// Asks spruceid's `ssi` about every specimen; one count. It stands on some 450 packages, which take a quarter of an hour to compile.
///
/// # Errors
/// It does not compile, or does not run.
pub fn ssi() -> Result<Counts> {
    let specimens = specimens()?;
    let files = files(&specimens)?;
    let mut ask = Command::new("cargo");
    ask.current_dir(workspace::root().join("tests/interop/ssi"))
        .env("CARGO_TARGET_DIR", workspace::target().join("interop-ssi"))
        .args(["run", "--quiet", "--"])
        .arg(contexts());
    let mut counts = Counts::default();
    judge(&SSI, &programs::output(ask.args(&files))?, files.len(), &mut counts)?;
    Ok(counts)
}

/// Asks both libraries about every specimen; one count each.
///
/// # Errors
/// A library cannot be installed, or does not run.
pub fn run() -> Result<Counts> {
    let specimens = specimens()?;
    let files = files(&specimens)?;
    let mut counts = Counts::default();
    let mut node = digital_bazaar(&[])?;
    judge(
        &DIGITAL_BAZAAR,
        &programs::output(node.args(&files))?,
        files.len(),
        &mut counts,
    )?;
    let mut python = openbadgeslib()?;
    judge(
        &OPENBADGESLIB,
        &programs::output(python.args(&files))?,
        files.len(),
        &mut counts,
    )?;
    Ok(counts)
}

/// How many full badges with one JCS proof Digital Bazaar's library verifies in a second here.
///
/// # Errors
/// As [`run`].
pub fn peer_rate() -> Result<f64> {
    let specimens = specimens()?;
    let mut node = digital_bazaar(&["--bench", "3"])?;
    node.arg(specimens.join("good-jcs.json"));
    programs::output(&mut node)?
        .parse()
        .context("reading the rate of @digitalbazaar/vc")
}

fn contexts() -> PathBuf {
    workspace::root().join("crates/credential/src/rdfc/contexts")
}

/// Writes the specimens.
fn specimens() -> Result<PathBuf> {
    let specimens = folder().join("interop/specimens");
    let _ = fs::remove_dir_all(&specimens);
    let mut make = cargo();
    make.args([
        "run",
        "--quiet",
        "--package",
        "jalon-credential",
        "--features",
        "rdfc",
        "--example",
        "specimens",
        "--",
    ]);
    programs::run(make.arg(&specimens))?;
    Ok(specimens)
}

fn files(specimens: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(specimens)? {
        files.push(entry?.path());
    }
    files.sort();
    Ok(files)
}

/// Compares what a library says of each specimen with its name.
fn judge(peer: &Peer, said: &str, count: usize, counts: &mut Counts) -> Result<()> {
    let lines: Vec<&str> = said.lines().collect();
    if lines.len() != count {
        bail!(
            "{} was asked about {count} certificates and spoke of {}",
            peer.name,
            lines.len()
        );
    }
    for line in lines {
        let mut fields = line.split('\t');
        let (name, verdict, why) = (
            fields.next().unwrap_or_default(),
            fields.next().unwrap_or_default(),
            fields.next().unwrap_or_default(),
        );
        let good = name.starts_with("good-") && !peer.cannot_read.contains(&name);
        let right = verdict == if good { "verified" } else { "refused" };
        println!(
            "{} {:<20} {name:<20} {verdict} {why}",
            if right { "ok    " } else { "FAILED" },
            peer.name
        );
        if right {
            counts.passed += 1;
        } else {
            counts.failed += 1;
        }
    }
    Ok(())
}

/// The script of a language, beside its installed libraries: Node looks for them there.
fn installed(script: &Path) -> Result<PathBuf> {
    let name = script.file_name().context("a script has a name")?;
    let copy = folder().join("interop").join(name);
    fs::create_dir_all(folder().join("interop"))?;
    fs::copy(script, &copy).with_context(|| format!("reading {}", script.display()))?;
    Ok(copy)
}

/// `node verify.mjs … CONTEXTS`, its libraries installed.
fn digital_bazaar(before: &[&str]) -> Result<Command> {
    let lists = workspace::root().join("tests/interop");
    let home = folder().join("interop");
    fs::create_dir_all(&home)?;
    let wanted = fs::read(lists.join("package-lock.json")).context("reading tests/interop/package-lock.json")?;
    let is_there = home.join("node_modules/@digitalbazaar/vc").is_dir()
        && fs::read(home.join("package-lock.json")).is_ok_and(|found| found == wanted);
    let node =
        on_path("node").context("Node.js is missing: install Node.js 20 or later with npm, then run this again")?;
    if !is_there {
        println!("tools: installing the packages of tests/interop into .tools/interop/ with npm");
        for name in ["package.json", "package-lock.json"] {
            fs::copy(lists.join(name), home.join(name))?;
        }
        let npm = on_path("npm").context("npm is missing: install it, then run this again")?;
        let mut install = Command::new(npm);
        install
            .current_dir(&home)
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]);
        programs::run(&mut install).context(
            "installing @digitalbazaar/vc and its two EdDSA suites from the npm registry: without them, nothing is known of how they read what is issued here",
        )?;
    }
    let script = installed(&lists.join("verify.mjs"))?;
    let mut command = Command::new(node);
    command.arg(script).args(before).arg(contexts());
    Ok(command)
}

/// `python verify.py`, its library installed in an environment of its own.
fn openbadgeslib() -> Result<Command> {
    let lists = workspace::root().join("tests/interop");
    let home = folder().join("interop");
    let python = environment(
        &lists.join("requirements.txt"),
        &home,
        "openbadgeslib: without it, nothing is known of how it reads what is issued here",
    )?;
    let mut command = Command::new(python);
    command.arg(lists.join("verify.py"));
    Ok(command)
}

/// The Python of an environment of its own in `home`, with what a list of requirements names; `why` says what is missing without.
///
/// # Errors
/// Python is missing, or the registry does not serve a package.
pub fn environment(list: &Path, home: &Path, why: &str) -> Result<PathBuf> {
    fs::create_dir_all(home)?;
    let wanted = fs::read(list).with_context(|| format!("reading {}", list.display()))?;
    let python = home.join("python/bin/python");
    let is_there = python.is_file() && fs::read(home.join("requirements.txt")).is_ok_and(|found| found == wanted);
    if is_there {
        return Ok(python);
    }
    println!(
        "tools: installing {} into {} with pip",
        list.display(),
        home.join("python").display()
    );
    let python3 = on_path("python3").context("Python is missing: install Python 3.10 or later, then run this again")?;
    let mut make = Command::new(python3);
    programs::run(make.args(["-m", "venv"]).arg(home.join("python")))
        .context("making an environment for Python: on Debian, `apt-get install python3-venv`")?;
    let mut install = Command::new(&python);
    install
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--requirement",
        ])
        .arg(list);
    programs::run(&mut install).with_context(|| format!("installing {why}"))?;
    fs::write(home.join("requirements.txt"), wanted)?;
    Ok(python)
}
