//! Where things are, and what cargo knows of the workspace.

use crate::programs;
use anyhow::{Context, Result};
use serde_json::Value;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The top folder of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The cargo that runs this task, in the top folder; it keeps nothing for a next build, which would double the place on the disk.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.current_dir(root()).env("CARGO_INCREMENTAL", "0");
    command
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// Version of a package in `Cargo.lock`.
///
/// # Errors
/// The lock cannot be read or does not name the package.
pub fn locked(package: &str) -> Result<String> {
    let path = root().join("Cargo.lock");
    if !path.is_file() {
        programs::run(cargo().arg("generate-lockfile"))?;
    }
    let lock = std::fs::read_to_string(&path).context("reading Cargo.lock")?;
    let wanted = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines
        .find(|line| *line == wanted)
        .and_then(|_| lines.next()?.strip_prefix("version = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock names no `{package}`"))
}

/// A package of the workspace, as `cargo metadata` tells.
#[derive(Debug)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// Names of what it depends on, with the kind: `normal`, `dev` or `build`.
    pub dependencies: Vec<(String, String)>,
    /// Names of its examples.
    pub examples: Vec<String>,
}

impl Package {
    /// Whether it names this dependency.
    pub fn needs(&self, dependency: &str) -> bool {
        self.dependencies.iter().any(|(name, _)| name == dependency)
    }
}

/// The packages of the workspace.
///
/// # Errors
/// `cargo metadata` fails.
pub fn packages() -> Result<Vec<Package>> {
    let text = programs::output(cargo().args(["metadata", "--format-version=1", "--no-deps"]))?;
    let metadata: Value = serde_json::from_str(&text).context("reading what cargo metadata says")?;
    let list = |value: &Value, member: &str| value.get(member).and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |value: &Value, member: &str| value.get(member).and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(list(&metadata, "packages")
        .iter()
        .map(|package| Package {
            name: text(package, "name"),
            folder: Path::new(&text(package, "manifest_path"))
                .parent()
                .unwrap_or(Path::new(""))
                .to_path_buf(),
            dependencies: list(package, "dependencies")
                .iter()
                .map(|dependency| {
                    let kind = dependency.get("kind").and_then(Value::as_str).unwrap_or("normal");
                    (text(dependency, "name"), kind.to_owned())
                })
                .collect(),
            examples: list(package, "targets")
                .iter()
                .filter(|target| list(target, "kind").iter().any(|kind| kind == "example"))
                .map(|target| text(target, "name"))
                .collect(),
        })
        .collect())
}
