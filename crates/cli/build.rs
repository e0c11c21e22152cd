//! Puts the application inside the binary when `JALON_SITE` names its folder, and the proctor's console when `JALON_CONSOLE` does (`cargo
//! xtask dist` names both); otherwise the binary has none.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

fn main() -> ExitCode {
    println!("cargo::rerun-if-env-changed=JALON_SITE");
    println!("cargo::rerun-if-env-changed=JALON_CONSOLE");
    println!("cargo::rerun-if-changed=build.rs");
    match write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error=putting the application and the console inside the binary: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write() -> io::Result<()> {
    let mut code = String::new();
    for (variable, name, what) in [
        ("JALON_SITE", "FILES", "application"),
        ("JALON_CONSOLE", "CONSOLE", "proctor's console"),
    ] {
        let _ = writeln!(code, "/// Path and bytes of every file of the {what}.");
        let _ = writeln!(code, "pub static {name}: &[(&str, &[u8])] = &[");
        if let Some(site) = env::var_os(variable).filter(|site| !site.is_empty()) {
            embed(&PathBuf::from(site).canonicalize()?, &mut code)?;
        }
        code.push_str("];\n");
    }
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&out).join("embedded.rs"), code)
}

/// The files of a folder, as a list in Rust.
fn embed(site: &Path, code: &mut String) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", site.display());
    let mut files = Vec::new();
    list(site, &mut files)?;
    files.sort();
    for file in files {
        let name = file.strip_prefix(site).map_err(io::Error::other)?;
        let name = name.to_string_lossy().replace('\\', "/");
        let _ = writeln!(
            code,
            "    ({name:?}, include_bytes!({:?})),",
            file.display().to_string()
        );
    }
    Ok(())
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            list(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}
