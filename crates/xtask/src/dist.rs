//! `cargo xtask dist`: what is handed to others, in `target/dist`: the binary with the application inside, the site as a folder, the verifier
//! as one page that opens from a disk, digests.

use crate::workspace::{self, cargo};
use crate::{programs, stick, tools, web};
use anyhow::{Context, Result};
use jalon_base::Digest;
use std::fs;
use std::path::Path;

/// Targets of the binary, the first one that can be had per system; the others are said to be missing.
const TARGETS: [(&str, &str); 2] = [
    ("x86_64-unknown-linux-musl", "linux"),
    ("x86_64-pc-windows-gnu", "windows"),
];

/// Makes everything.
///
/// # Errors
/// The application does not build. A binary that cannot be made here is said, not fatal, unless none can.
pub fn run() -> Result<()> {
    web::build()?.print();
    let folder = workspace::target().join("dist");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let site = folder.join("site");
    copy(&web::folder(), &site)?;
    let headers = fs::read_to_string(workspace::root().join("crates/cli/src/serve/headers.txt"))
        .context("reading the headers")?;
    fs::write(folder.join("headers.txt"), headers)?;
    fs::write(folder.join("verifier.html"), stick::page()?)?;
    let mut missing = Vec::new();
    for (triple, system) in TARGETS {
        match binary(triple) {
            Ok(program) => {
                let suffix = if system == "windows" { ".exe" } else { "" };
                fs::copy(&program, folder.join(format!("jalon-{system}-x86_64{suffix}")))?;
            }
            Err(error) => missing.push(format!("{triple}: {error:#}")),
        }
    }
    let mut digests = Vec::new();
    list(&folder, &folder, &mut digests)?;
    digests.sort();
    fs::write(folder.join("SHA256SUMS"), digests.concat())?;
    println!("dist: {} files in {}", digests.len(), folder.display());
    for what in &missing {
        println!("dist: not made here: {what}");
    }
    anyhow::ensure!(missing.len() < TARGETS.len(), "no binary could be made");
    Ok(())
}

fn binary(triple: &str) -> Result<std::path::PathBuf> {
    tools::c_compiler(triple)?;
    tools::target(triple)?;
    let mut compiler = cargo();
    compiler.args([
        "build",
        "--release",
        "--package",
        "jalon-cli",
        "--bin",
        "jalon",
        "--target",
        triple,
    ]);
    compiler.env("JALON_SITE", web::folder());
    compiler.env("JALON_CONSOLE", web::room::folder());
    programs::run(&mut compiler)?;
    let suffix = if triple.contains("windows") { ".exe" } else { "" };
    Ok(workspace::target().join(triple).join(format!("release/jalon{suffix}")))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Lines of `sha256sum` for every file.
fn list(top: &Path, folder: &Path, lines: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(top, &path, lines)?;
        } else {
            let name = path.strip_prefix(top)?.to_string_lossy().replace('\\', "/");
            lines.push(format!("{}  {name}\n", Digest::of(&fs::read(&path)?)));
        }
    }
    Ok(())
}
