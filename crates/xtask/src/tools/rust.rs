//! What rustup and cargo install: components, compilation targets, wasm-bindgen at the version of the lock.

use super::{folder, on_path, say};
use crate::programs;
use crate::workspace::{self, cargo};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Makes sure that the toolchain has a formatter and a linter.
///
/// # Errors
/// One is missing and rustup cannot add it.
pub fn components() -> Result<()> {
    for (component, command) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if programs::output(cargo().args([command, "--version"])).is_err() {
            println!("tools: {component} is missing: adding it to the toolchain");
            rustup(&["component", "add", component])?;
        }
    }
    Ok(())
}

/// Makes sure that the toolchain compiles for a target.
///
/// # Errors
/// The target is missing and rustup cannot add it.
pub fn target(triple: &str) -> Result<()> {
    let library = programs::output(rustc().args(["--print", "target-libdir", "--target", triple])).map(PathBuf::from);
    let there = library.is_ok_and(|folder| std::fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some()));
    if there {
        return Ok(());
    }
    println!("tools: the toolchain does not compile for {triple}: adding it");
    rustup(&["target", "add", triple])
}

/// Which standard library the application is built with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Library {
    /// One built with it, for size, from the toolchain's sources.
    Sources,
    /// The toolchain's own.
    Prebuilt,
}

/// Makes sure that the sources of the standard library are there, at the toolchain's own version; `JALON_WEB_LIBRARY=prebuilt` asks for
/// an application without them: larger, and with panics that say where.
///
/// # Errors
/// They are missing and rustup cannot add them.
pub fn library_sources() -> Result<Library> {
    if std::env::var_os("JALON_WEB_LIBRARY").is_some_and(|library| library == "prebuilt") {
        println!("tools: the application is built with the toolchain's own standard library, larger by a tenth");
        return Ok(Library::Prebuilt);
    }
    let sysroot = PathBuf::from(programs::output(rustc().args(["--print", "sysroot"]))?);
    if !sysroot.join("lib/rustlib/src/rust/library/Cargo.lock").is_file() {
        println!("tools: the sources of the standard library are missing: adding them");
        rustup(&["component", "add", "rust-src"]).context(
            "the application is built with a standard library of its own: `JALON_WEB_LIBRARY=prebuilt` builds a larger one without",
        )?;
    }
    Ok(Library::Sources)
}

fn rustup(arguments: &[&str]) -> Result<()> {
    if on_path("rustup").is_none() {
        bail!(
            "rustup is missing, and the toolchain is not complete: run `rustup {}` where rustup is, or install the same from your distribution",
            arguments.join(" ")
        );
    }
    let mut command = Command::new("rustup");
    programs::run(command.current_dir(workspace::root()).args(arguments))
}

fn rustc() -> Command {
    let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    command.current_dir(workspace::root());
    command
}

/// The folder of `wasm-bindgen` and `wasm-bindgen-test-runner`, at exactly the version of the library in `Cargo.lock`.
///
/// # Errors
/// It is not there and cargo cannot install it.
pub fn wasm_bindgen() -> Result<PathBuf> {
    let version = workspace::locked("wasm-bindgen").context("the version of wasm-bindgen")?;
    let own = folder().join("bin");
    let found = |folder: &Path| -> bool {
        ["wasm-bindgen", "wasm-bindgen-test-runner"].iter().all(|program| {
            let program = folder.join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
            let said = programs::output(Command::new(&program).arg("--version")).unwrap_or_default();
            said.split_whitespace().nth(1) == Some(version.as_str())
        })
    };
    let on_path = on_path("wasm-bindgen").and_then(|program| program.parent().map(Path::to_path_buf));
    if let Some(folder) = [Some(own.clone()), on_path]
        .into_iter()
        .flatten()
        .find(|folder| found(folder))
    {
        return Ok(folder);
    }
    println!("tools: wasm-bindgen-cli {version} is missing: building it (about three minutes, once)");
    // Without --locked: the lock of the package names versions that a registry may not serve any more.
    let mut install = cargo();
    // Its own build folder is put out of the way of the workspace's, and away with it.
    install.env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS");
    install
        .args(["install", "wasm-bindgen-cli", "--version", &version, "--root"])
        .arg(folder());
    programs::run(&mut install).context(format!(
        "wasm-bindgen-cli {version} is needed: `cargo install wasm-bindgen-cli --version {version}` puts it on the PATH"
    ))?;
    say("wasm-bindgen", &own);
    Ok(own)
}
