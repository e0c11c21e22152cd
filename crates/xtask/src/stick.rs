//! The verifier without an application: a wasm library of one function, and a page of one file made of it, for a USB stick.
//!
//! A page opened from a disk may load nothing beside itself, so the module is in it; its policy names the digests of its two scripts, and
//! allows no other, nor any request.

use crate::web::{FEATURES, WASM, small};
use crate::workspace::{self, cargo};
use crate::{programs, tools};
use anyhow::{Context, Result};
use jalon_base::Digest;
use jalon_base::encoding::base64;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Whom a page knows before a bundle is put into it (`jalon trust page`): nobody.
const NOBODY: &str = r#"{"format":"jalon/trust-list@1","issuers":[]}"#;

/// The library: its module and the script that binds it, in a folder.
pub struct Library {
    pub folder: PathBuf,
}

impl Library {
    pub fn module(&self) -> PathBuf {
        self.folder.join("verifier_opt.wasm")
    }

    pub fn glue(&self) -> PathBuf {
        self.folder.join("verifier.js")
    }
}

/// Builds the library; without carriers it reads JSON alone.
///
/// # Errors
/// A tool is missing, or it does not compile.
pub fn library(carriers: bool) -> Result<Library> {
    tools::target(WASM)?;
    let (bindgen, optimiser) = (tools::wasm_bindgen()?, tools::wasm_opt()?);
    let mut compiler = cargo();
    compiler.args([
        "build",
        "--package",
        "jalon-verifier",
        "--target",
        WASM,
        "--profile",
        "verifier",
    ]);
    // A module has one name whatever its features: each choice of them has a folder of its own, so that none is taken for the other.
    let built = workspace::target().join(if carriers { "verifier-page" } else { "verifier-library" });
    compiler.arg("--target-dir").arg(&built);
    if !carriers {
        compiler.arg("--no-default-features");
    }
    small(&mut compiler, tools::library_sources()?, "");
    programs::run(&mut compiler)?;
    let folder = workspace::target()
        .join("xtask")
        .join(if carriers { "stick" } else { "library" });
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut binder = Command::new(bindgen.join("wasm-bindgen"));
    binder.args(["--target", "no-modules", "--no-typescript", "--remove-name-section"]);
    binder.args(["--remove-producers-section", "--out-name", "verifier", "--out-dir"]);
    let module = built.join(WASM).join("verifier/jalon_verifier.wasm");
    programs::run(binder.arg(&folder).arg(module))?;
    let library = Library { folder };
    let mut optimise = Command::new(optimiser);
    optimise
        .args(["-O3", "--strip-debug", "--strip-producers"])
        .args(FEATURES);
    optimise.arg(library.folder.join("verifier_bg.wasm"));
    programs::run(optimise.arg("-o").arg(library.module()))?;
    Ok(library)
}

/// The page of one file as it was made last; made where there is none.
///
/// # Errors
/// As [`library`].
pub fn at_hand() -> Result<PathBuf> {
    let path = place();
    if path.is_file() { Ok(path) } else { written() }
}

fn place() -> PathBuf {
    workspace::target().join("verifier.html")
}

/// Makes the page of one file, and says where it is.
///
/// # Errors
/// As [`library`].
pub fn written() -> Result<PathBuf> {
    let path = place();
    fs::write(&path, page()?).with_context(|| format!("writing {}", path.display()))?;
    Ok(path)
}

/// The page of one file.
///
/// # Errors
/// As [`library`].
pub fn page() -> Result<String> {
    let library = library(true)?;
    let of_page = |name: &str| {
        let path = workspace::root().join("web/verifier/page").join(name);
        fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
    };
    // Nothing in a script may end it, nor open another.
    let glue = fs::read_to_string(library.glue())?;
    let script = of_page("page.js")?;
    anyhow::ensure!(
        !glue.contains("</") && !script.contains("</"),
        "a script that would end itself"
    );
    let style = of_page("page.css")?;
    let digest = |text: &str| base64(Digest::of(text.as_bytes()).as_bytes());
    let parts = [
        ("glue-digest", digest(&glue)),
        ("script-digest", digest(&script)),
        ("style-digest", digest(&style)),
        ("module", base64(&fs::read(library.module())?)),
        ("trust", NOBODY.to_owned()),
        ("glue", glue),
        ("script", script),
        ("style", style),
    ];
    let mut page = String::new();
    let template = of_page("page.html")?;
    let mut rest = template.as_str();
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").context("a place without its end")?;
        let part = parts.iter().find(|(known, _)| *known == name);
        let (_, part) = part.with_context(|| format!("the page has no `{name}`"))?;
        page.push_str(before);
        page.push_str(part);
        rest = after;
    }
    page.push_str(rest);
    Ok(page)
}
