//! Puts the application inside the binary when `JALON_SITE` names its folder (`cargo xtask dist` does); otherwise the binary has none.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

fn main() -> ExitCode {
    println!("cargo::rerun-if-env-changed=JALON_SITE");
    println!("cargo::rerun-if-changed=build.rs");
    match write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error=putting the application of `JALON_SITE` inside the binary: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write() -> io::Result<()> {
    let mut code =
        String::from("/// Path and bytes of every file of the application.\npub static FILES: &[(&str, &[u8])] = &[\n");
    if let Some(site) = env::var_os("JALON_SITE").filter(|site| !site.is_empty()) {
        let site = PathBuf::from(site).canonicalize()?;
        println!("cargo::rerun-if-changed={}", site.display());
        let mut files = Vec::new();
        list(&site, &mut files)?;
        files.sort();
        for file in files {
            let name = file.strip_prefix(&site).map_err(io::Error::other)?;
            let name = name.to_string_lossy().replace('\\', "/");
            let _ = writeln!(
                code,
                "    ({name:?}, include_bytes!({:?})),",
                file.display().to_string()
            );
        }
    }
    code.push_str("];\n");
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&out).join("embedded.rs"), code)
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
