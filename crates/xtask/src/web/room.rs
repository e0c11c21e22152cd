//! Builds the pages of a room — the proctor's console and the places — into `target/room`, apart from the application: their own module,
//! script, style and page, under `/salle/` and `/poste/`.

use super::{Files, add_hashed, bind, css, fill, minified, optimise, pack, read_folder, small};
use crate::programs;
use crate::tools::{self, Library};
use crate::workspace::{self, cargo};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the built console is.
pub fn folder() -> PathBuf {
    workspace::target().join("room")
}

/// Builds the console and nothing besides.
///
/// # Errors
/// A tool is missing, or as [`build`].
pub fn alone() -> Result<()> {
    tools::target(super::WASM)?;
    build(
        tools::library_sources()?,
        &tools::wasm_bindgen()?,
        &tools::wasm_opt()?,
        &tools::terser()?,
    )
}

/// Builds the console, and prints what it weighs.
///
/// # Errors
/// Something does not compile, a placeholder of the static files is unknown.
pub fn build(library: Library, bindgen: &Path, optimiser: &Path, minifier: &Path) -> Result<()> {
    let mut compiler = cargo();
    compiler.args([
        "build",
        "--package",
        "jalon-room",
        "--target",
        super::WASM,
        "--profile",
        "web",
    ]);
    // The same flags as the application's, so that what both are made of is compiled once.
    small(&mut compiler, library, " -Clink-arg=--emit-relocs");
    programs::run(&mut compiler)?;
    let work = workspace::target().join("xtask/bindgen-room");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    fs::create_dir_all(&work)?;
    let linked = fs::read(workspace::target().join(super::WASM).join("web/jalon-room.wasm"))?;
    let module = work.join("linked.wasm");
    fs::write(&module, super::names::unmarked(&linked)?)?;
    bind(bindgen, &module, &work, "room")?;
    let optimised = work.join("room_opt.wasm");
    optimise(optimiser, &work.join("room_bg.wasm"), &optimised)?;
    let mut minify = Command::new(minifier);
    minify.args(["--module", "--mangle", "--compress", "passes=2", "--"]);
    let glue = programs::output(minify.arg(work.join("room.js")))?;

    let mut site = Files::new();
    let mut names: BTreeMap<&str, String> = BTreeMap::new();
    let web = workspace::root().join("web");
    let styles = css::bundle(&[web.join("kit/css"), web.join("kit/css/later"), web.join("room/css")])?;
    names.insert("css", add_hashed(&mut site, "salle/style", "css", styles.into_bytes()));
    names.insert(
        "wasm",
        add_hashed(&mut site, "salle/room", "wasm", fs::read(&optimised)?),
    );
    names.insert("js", add_hashed(&mut site, "salle/room", "js", glue.into_bytes()));
    let snippets = work.join("snippets");
    if snippets.is_dir() {
        read_folder(&snippets, "salle/snippets/", &mut site)?;
    }
    let statics = web.join("room/static");
    let mut files = Files::new();
    read_folder(&statics, "", &mut files).with_context(|| format!("reading `{}`", statics.display()))?;
    if let Some(loader) = files.remove("loader.js") {
        let loader = minified("loader.js", &loader, minifier)?;
        names.insert("loader", add_hashed(&mut site, "salle/loader", "js", loader));
    }
    for (path, bytes) in files {
        let bytes = fill(&path, bytes, &names)?;
        site.insert(path, bytes);
    }
    let built = pack::write(&site, &[], &folder())?;
    println!(
        "console and places: {} bytes brotli, in {}",
        built.whole(),
        folder().display()
    );
    Ok(())
}
