//! The tools that a build needs beside cargo: each is found, or installed, or said to be missing with the way to get it.

mod browser;
mod npm;
mod postgres;
mod rust;

pub use browser::browser;
pub use npm::{axe, terser, wasm_opt};
pub use postgres::postgres;
pub use rust::{Library, components, library_sources, target, wasm_bindgen};

use crate::workspace;
use std::path::{Path, PathBuf};

/// The git-ignored folder of the project's own tools.
pub fn folder() -> PathBuf {
    workspace::root().join(".tools")
}

/// The program of this name on the PATH.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let suffix = std::env::consts::EXE_SUFFIX;
    std::env::split_paths(&path)
        .map(|folder| folder.join(format!("{name}{suffix}")))
        .find(|program| program.is_file())
}

/// What compiles and links C for the targets of a release, with the Debian package that has it.
const COMPILERS: [(&str, &str, &str); 2] = [
    (
        "x86_64-pc-windows-gnu",
        "x86_64-w64-mingw32-gcc",
        "gcc-mingw-w64-x86-64",
    ),
    ("x86_64-unknown-linux-musl", "x86_64-linux-musl-gcc", "musl-tools"),
];

/// Makes sure that C can be compiled for a target.
///
/// # Errors
/// What does it is missing and cannot be installed here.
pub fn c_compiler(triple: &str) -> anyhow::Result<()> {
    let Some((_, program, package)) = COMPILERS.into_iter().find(|(target, ..)| *target == triple) else {
        return Ok(());
    };
    if on_path(program).is_none() && can_apt() {
        println!("tools: no {program}: installing Debian's {package}");
        apt(&[package])?;
    }
    anyhow::ensure!(
        on_path(program).is_some(),
        "the compiler {program} is missing. On Debian: `apt-get install {package}` as root"
    );
    Ok(())
}

/// Whether this is a Debian (or a child of it) where packages can be installed without asking anyone.
fn can_apt() -> bool {
    on_path("apt-get").is_some() && is_root()
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|metadata| owner(&metadata) == Some(0))
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have no owner to tell")]
fn owner(metadata: &std::fs::Metadata) -> Option<u32> {
    Some(std::os::unix::fs::MetadataExt::uid(metadata))
}

#[cfg(not(unix))]
fn owner(_: &std::fs::Metadata) -> Option<u32> {
    None
}

fn apt(packages: &[&str]) -> anyhow::Result<()> {
    let mut update = std::process::Command::new("apt-get");
    // A mirror that cannot be asked is not fatal: the package may be known already.
    if let Err(error) = crate::programs::run(update.args(["update", "-qq"])) {
        println!("tools: {error:#}");
    }
    let mut install = std::process::Command::new("apt-get");
    install
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(packages);
    crate::programs::run(&mut install)
}

fn say(what: &str, path: &Path) {
    println!("tools: {what}: {}", path.display());
}
