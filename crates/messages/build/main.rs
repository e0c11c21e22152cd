//! Compiles the catalogues of `ftl/fr` and `ftl/en` to Rust functions; every mistake is reported at once, with its file and line.

mod catalogue;
mod generate;
mod parse;
mod typography;

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=ftl");
    println!("cargo::rerun-if-changed=build");
    let mut errors = Vec::new();
    let catalogues = catalogue::read_all(Path::new("ftl"), &mut errors);
    let code = generate::rust(&catalogues, &mut errors);
    if errors.is_empty() {
        let out = env::var_os("OUT_DIR").unwrap_or_default();
        if let Err(error) = fs::write(Path::new(&out).join("messages.rs"), code) {
            errors.push(format!("writing the compiled catalogues: {error}"));
        }
    }
    for error in &errors {
        println!("cargo::error={error}");
    }
    if errors.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
