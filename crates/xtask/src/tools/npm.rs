//! What npm serves: `wasm-opt` (Debian's is too old to read what the compiler writes), terser and axe-core, at pinned versions with
//! their digests.

use super::{apt, can_apt, folder, on_path};
use crate::programs;
use crate::workspace;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::Command;

/// The optimiser of wasm, from the npm package `binaryen`; `JALON_WASM_OPT` names another.
///
/// # Errors
/// It is not there and npm cannot install it.
pub fn wasm_opt() -> Result<PathBuf> {
    if let Some(program) = std::env::var_os("JALON_WASM_OPT") {
        return Ok(PathBuf::from(program));
    }
    package("binaryen", "node_modules/.bin/wasm-opt")
}

/// The minifier of scripts; `JALON_TERSER` names another.
///
/// # Errors
/// It is not there and npm cannot install it.
pub fn terser() -> Result<PathBuf> {
    if let Some(program) = std::env::var_os("JALON_TERSER") {
        return Ok(PathBuf::from(program));
    }
    package("terser", "node_modules/.bin/terser")
}

/// The accessibility checker, as the script that is put into a page; `JALON_AXE` names another.
///
/// # Errors
/// It is not there and npm cannot install it.
pub fn axe() -> Result<PathBuf> {
    if let Some(script) = std::env::var_os("JALON_AXE") {
        return Ok(PathBuf::from(script));
    }
    package("axe-core", "node_modules/axe-core/axe.min.js")
}

/// A file of an npm package of `crates/xtask/npm`, installed into `.tools/` when it is not there at the pinned version.
fn package(name: &str, file: &str) -> Result<PathBuf> {
    let lists = workspace::root().join("crates/xtask/npm");
    let wanted =
        std::fs::read(lists.join("package-lock.json")).context("reading crates/xtask/npm/package-lock.json")?;
    let path = folder().join(file);
    let installed = std::fs::read(folder().join("package-lock.json")).is_ok_and(|found| found == wanted);
    if installed && path.is_file() {
        return Ok(path);
    }
    println!("tools: {name} is missing: installing the packages of crates/xtask/npm into .tools/ with npm");
    if on_path("npm").is_none() || on_path("node").is_none() {
        if !can_apt() {
            bail!(
                "npm is missing: install Node.js 18 or later with npm (on Debian, `apt-get install nodejs npm`), then run this again"
            );
        }
        apt(&["nodejs", "npm"])?;
    }
    std::fs::create_dir_all(folder())?;
    std::fs::copy(lists.join("package.json"), folder().join("package.json"))?;
    std::fs::copy(lists.join("package-lock.json"), folder().join("package-lock.json"))?;
    let npm = on_path("npm").context("npm is missing although its package was installed")?;
    let mut install = Command::new(npm);
    install
        .current_dir(folder())
        .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]);
    programs::run(&mut install).context("installing axe-core, binaryen and terser from the npm registry")?;
    if !path.is_file() {
        bail!("npm installed {name}, yet `{}` is not there", path.display());
    }
    Ok(path)
}
