//! Where the programs of PostgreSQL are: the one file of the suite that `xtask`, which installs them, reads too.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest version that is served.
const OLDEST: u32 = 15;

/// Where they may be, beside the PATH: Debian's, Red Hat's, Homebrew's.
const USUAL: [&str; 4] = [
    "/usr/lib/postgresql",
    "/usr/pgsql-15",
    "/opt/homebrew/opt/postgresql@15",
    "/usr/local/opt/postgresql@15",
];

/// What is said when there is none.
pub const MISSING: &str = "PostgreSQL 15 or later is missing (`initdb`, `pg_ctl`, `postgres`). `cargo xtask test` installs it on Debian as \
                           root: `apt-get install postgresql`. Elsewhere install it, and name the folder of its programs by `JALON_POSTGRES`";

/// The folder of `initdb` and `postgres`: that of `JALON_POSTGRES`, of `pg_config`, on the PATH, or a usual one.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    let has = |folder: &Path| folder.join("initdb").is_file() && folder.join("postgres").is_file();
    let named = std::env::var_os("JALON_POSTGRES").map(PathBuf::from);
    let config = Command::new("pg_config").arg("--bindir").output().ok();
    let config = config.map(|output| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let versions = USUAL.iter().flat_map(|folder| {
        let inside = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut inside: Vec<PathBuf> = inside.map(|entry| entry.path().join("bin")).collect();
        inside.sort();
        inside.into_iter().rev().chain([PathBuf::from(folder).join("bin")])
    });
    let usual = config.into_iter().chain(std::env::split_paths(&path)).chain(versions);
    named
        .into_iter()
        .chain(usual)
        .find(|folder| has(folder) && version(folder) >= OLDEST)
}

/// The major version of the programs of a folder; 0 when they do not say.
fn version(folder: &Path) -> u32 {
    let said = Command::new(folder.join("postgres")).arg("--version").output();
    let said = said
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default();
    let number = said
        .split_whitespace()
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()));
    number
        .and_then(|number| number.split('.').next()?.parse().ok())
        .unwrap_or_default()
}
