//! Builds the application into `target/site`: compile, bind, optimise, cut into parts, name by digest, fill the page and the service worker, compress.
//!
//! Straight from cargo, wasm-bindgen and wasm-opt. Trunk would write an inline script that the policy refuses, fetches tools of its own
//! when it does not find them, takes seven minutes to install, and leaves names, precache list, sizes and digests to us anyway.
//!
//! What `web/app/static` may say, and how style sheets are ordered: `web/app/static/README.md`.

mod css;
mod names;
mod order;
mod pack;
mod parts;
mod releases;
pub mod room;

pub use pack::{BUDGET, Built, brotli};

use crate::programs;
use crate::tools::{self, Library};
use crate::workspace::{self, cargo};
use anyhow::{Context, Result, bail};
use jalon_base::Digest;
use parts::Pieces;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The compilation target of the browser.
pub const WASM: &str = "wasm32-unknown-unknown";

/// What rustc uses of wasm by default for this target.
pub const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What no test of the first screen asks for: the icon of an application on its home screen, the drawing of a trade that has none of its own.
const ASIDE: [&str; 2] = ["/icons/jalon-512.png", "/drawings/path.svg"];

/// Files of the site under construction: path without leading `/` → bytes.
type Files = BTreeMap<String, Vec<u8>>;

/// Where the built application is; not `web`, where cargo keeps what the profile of that name needs of this machine.
pub fn folder() -> PathBuf {
    workspace::target().join("site")
}

/// Builds the application.
///
/// # Errors
/// A tool is missing, something does not compile, a placeholder of the static files is unknown.
pub fn build() -> Result<Built> {
    tools::target(WASM)?;
    let bindgen = tools::wasm_bindgen()?;
    let optimiser = tools::wasm_opt()?;
    let minifier = tools::terser()?;
    let library = tools::library_sources()?;
    let (script, pieces) = compile(library, &bindgen, &optimiser, &minifier)?;
    let (site, parts) = assemble(script, pieces, &minifier)?;
    let built = pack::write(&site, &parts, &folder())?;
    println!("web: {} files in {}", built.parts.len(), folder().display());
    room::build(library, &bindgen, &optimiser, &minifier)?;
    Ok(built)
}

/// The binding script with its snippets, and the optimised module in pieces.
fn compile(library: Library, bindgen: &Path, optimiser: &Path, minifier: &Path) -> Result<(Files, Pieces)> {
    let mut compiler = cargo();
    compiler.args(["build", "--package", "jalon-app", "--target", WASM, "--profile", "web"]);
    // Who refers to whom: what the parts are cut by.
    small(&mut compiler, library, " -Clink-arg=--emit-relocs");
    programs::run(&mut compiler)?;
    let module = workspace::target().join(WASM).join("web/jalon-app.wasm");
    let work = workspace::target().join("xtask/bindgen");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    fs::create_dir_all(&work)?;
    let linked = fs::read(&module)?;
    let module = work.join("app.wasm");
    fs::write(&module, names::unmarked(&linked)?)?;
    bind(bindgen, &module, &work, "app")?;
    let optimised = work.join("app_opt.wasm");
    optimise(optimiser, &work.join("app_bg.wasm"), &optimised)?;
    let named = work.join("app_named.wasm");
    fs::write(&named, order::named(&fs::read(&optimised)?)?)?;
    let mut reorder = Command::new(optimiser);
    reorder
        .args(["--reorder-functions-by-name", "--strip-debug"])
        .args(FEATURES);
    programs::run(reorder.arg(&named).arg("-o").arg(&optimised))?;
    let mut minify = Command::new(minifier);
    minify.args(["--module", "--mangle", "--compress", "passes=2", "--"]);
    let glue = programs::output(minify.arg(work.join("app.js")))?;
    let mut pieces = parts::cut(&linked, &fs::read(&optimised)?)?;
    let (first, glue) = names::shorten(&pieces.first, &glue)?;
    pieces.first = first;
    let mut script = Files::new();
    script.insert("app.js".to_owned(), glue.into_bytes());
    let snippets = work.join("snippets");
    if snippets.is_dir() {
        read_folder(&snippets, "snippets/", &mut script)?;
    }
    Ok((script, pieces))
}

/// Binds a module: its script, its snippets and the module without what only the binder reads, in a folder.
fn bind(bindgen: &Path, module: &Path, work: &Path, name: &str) -> Result<()> {
    let mut binder = Command::new(bindgen.join("wasm-bindgen"));
    binder.args([
        "--target",
        "web",
        "--no-typescript",
        "--remove-name-section",
        "--remove-producers-section",
        "--out-name",
        name,
        "--out-dir",
    ]);
    programs::run(binder.arg(work).arg(module))
}

/// Makes a bound module smaller.
fn optimise(optimiser: &Path, module: &Path, optimised: &Path) -> Result<()> {
    let mut optimise = Command::new(optimiser);
    // Nothing lies in the first kilobyte, where the stack ends. What is said of alignment is a hint that no engine of today heeds, and says
    // the same everywhere when nothing is said: 1 % less to send.
    optimise.args([
        "-Oz",
        "--low-memory-unused",
        "--dealign",
        "--strip-debug",
        "--strip-producers",
    ]);
    optimise.args(FEATURES);
    programs::run(optimise.arg(module).arg("-o").arg(optimised))
}

/// What makes a module small, besides its profile, with more flags of the compiler.
pub fn small(compiler: &mut Command, library: Library, more: &str) {
    let mut flags = remapping() + more;
    if library == Library::Sources {
        // The standard library built for size, with panics that stop at once instead of wording what nobody reads, and no way to print
        // values for debugging: 28 KB of 340. Unstable, which RUSTC_BOOTSTRAP allows to a compiler whose version is pinned.
        compiler.env("RUSTC_BOOTSTRAP", "1");
        compiler.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
        flags.push_str(" -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none");
    }
    compiler.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
}

/// Compiler flags that keep the paths of this machine out of the module: same source, same bytes, wherever it is built.
pub fn remapping() -> String {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let mut flags = format!("--remap-path-prefix={}=/jalon", workspace::root().display());
    if let Some(home) = home {
        flags.push_str(&format!(" --remap-path-prefix={}=/cargo", home.display()));
    }
    // The hashes in a loop, not unrolled: 15 KB less to load, for files of a megabyte.
    flags.push_str(" --cfg sha2_backend_soft=\"compact\"");
    flags
}

/// The site, and the paths of the parts that come on demand.
fn assemble(mut script: Files, pieces: Pieces, minifier: &Path) -> Result<(Files, Vec<String>)> {
    let mut site = Files::new();
    let mut names: BTreeMap<&str, String> = BTreeMap::new();
    let mut parts = Vec::new();
    let mut lines = Vec::new();
    for (name, part) in pieces.parts {
        let path = add_hashed(&mut site, &name, "wasm", part);
        lines.push(format!("<meta name=\"jalon-part-{name}\" content=\"{path}\">"));
        parts.push(path);
    }
    names.insert("parts", lines.join("\n"));
    let later = css::bundle(&[
        workspace::root().join("web/kit/css/later"),
        workspace::root().join("web/app/css/later"),
    ])?;
    let later = add_hashed(&mut site, "later", "css", later.into_bytes());
    names.insert("dress", later.clone());
    parts.push(later);
    parts.extend(ASIDE.map(str::to_owned));
    names.insert("later", serde_json::to_string(&parts)?);
    names.insert("trust", releases::add(&mut site)?);
    let styles = css::bundle(&[
        workspace::root().join("web/kit/css"),
        workspace::root().join("web/app/css"),
    ])?;
    names.insert("css", add_hashed(&mut site, "style", "css", styles.into_bytes()));
    names.insert("wasm", add_hashed(&mut site, "app", "wasm", pieces.first));
    let glue = script.remove("app.js").unwrap_or_default();
    names.insert("js", add_hashed(&mut site, "app", "js", glue));
    site.extend(script);

    let statics = workspace::root().join("web/app/static");
    let mut files = Files::new();
    read_folder(&statics, "", &mut files).with_context(|| format!("reading `{}`", statics.display()))?;
    files.retain(|path, _| !path.ends_with(".md"));
    if !files.contains_key("index.html") {
        bail!("`{}` holds no index.html", statics.display());
    }
    let loader = files.remove("loader.js");
    let build = build_id(&site, &files, loader.as_deref());
    names.insert("build", build);
    if let Some(loader) = loader {
        let loader = minified("loader.js", &fill("loader.js", loader, &names)?, minifier)?;
        names.insert("loader", add_hashed(&mut site, "loader", "js", loader));
    }
    let worker = files.remove("sw.js");
    for (path, bytes) in files {
        let bytes = fill(&path, bytes, &names)?;
        site.insert(path, bytes);
    }
    if let Some(worker) = worker {
        let kept: Vec<String> = site
            .keys()
            .filter(|path| !path.starts_with("releases/"))
            .map(|path| {
                if path == "index.html" {
                    "/".to_owned()
                } else {
                    format!("/{path}")
                }
            })
            .filter(|path| !parts.contains(path))
            .collect();
        names.insert("precache", serde_json::to_string(&kept)?);
        let worker = minified("sw.js", &fill("sw.js", worker, &names)?, minifier)?;
        site.insert("sw.js".to_owned(), worker);
    }
    Ok((site, parts))
}

/// A script without its comments and idle words.
fn minified(name: &str, script: &[u8], minifier: &Path) -> Result<Vec<u8>> {
    let file = workspace::target().join("xtask").join(name);
    fs::write(&file, script)?;
    let mut minify = Command::new(minifier);
    minify.args(["--mangle", "--compress"]);
    // The loader is a module: it waits at its top. The worker is none.
    if name == "loader.js" {
        minify.arg("--module");
    }
    Ok(programs::output(minify.arg("--").arg(file))?.into_bytes())
}

/// Identifies a build by everything that is in it, releases apart: they have ids of their own.
fn build_id(site: &Files, files: &Files, loader: Option<&[u8]>) -> String {
    let mut all = String::new();
    for (path, bytes) in site
        .iter()
        .chain(files)
        .filter(|(path, _)| !path.starts_with("releases/"))
    {
        all.push_str(&format!("{path} {}\n", Digest::of(bytes)));
    }
    all.push_str(&format!("loader.js {}\n", Digest::of(loader.unwrap_or_default())));
    short(all.as_bytes())
}

fn short(bytes: &[u8]) -> String {
    Digest::of(bytes).to_string().chars().take(16).collect()
}

/// Adds a file under a name that holds its digest; gives its path in the address bar.
fn add_hashed(site: &mut Files, stem: &str, ending: &str, bytes: Vec<u8>) -> String {
    let path = format!("{stem}-{}.{ending}", short(&bytes));
    let address = format!("/{path}");
    site.insert(path, bytes);
    address
}

/// Puts names in the place of `{{name}}`; only texts have placeholders.
fn fill(path: &str, bytes: Vec<u8>, names: &BTreeMap<&str, String>) -> Result<Vec<u8>> {
    let textual = ["html", "js", "css", "json", "webmanifest", "svg", "txt"];
    if !path
        .rsplit_once('.')
        .is_some_and(|(_, ending)| textual.contains(&ending))
    {
        return Ok(bytes);
    }
    let text = String::from_utf8(bytes).with_context(|| format!("`web/app/static/{path}` is not UTF-8"))?;
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let name = after.split("}}").next().unwrap_or_default();
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        match names.get(name) {
            Some(value) => {
                out.push_str(value);
                rest = after.split_once("}}").map_or("", |(_, end)| end);
            }
            None if is_name && after.len() > name.len() => {
                bail!("`web/app/static/{path}`: nothing fills `{{{{{name}}}}}`")
            }
            None => {
                out.push_str("{{");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Ok(out.into_bytes())
}

fn read_folder(folder: &Path, prefix: &str, files: &mut Files) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            read_folder(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders() {
        let names = BTreeMap::from([("js", "/app-1.js".to_owned())]);
        let filled =
            |text: &str| fill("x.js", text.as_bytes().to_vec(), &names).map(|bytes| String::from_utf8(bytes).unwrap());
        assert_eq!(
            filled("import '{{js}}'; f({{a: 1}});").unwrap(),
            "import '/app-1.js'; f({{a: 1}});"
        );
        assert!(
            filled("{{nothing}}")
                .unwrap_err()
                .to_string()
                .contains("nothing fills `{{nothing}}`")
        );
        assert_eq!(fill("x.png", b"{{nothing}}".to_vec(), &names).unwrap(), b"{{nothing}}");
    }

    #[test]
    fn names_hold_digests() {
        let mut site = Files::new();
        let path = add_hashed(&mut site, "app", "wasm", b"abc".to_vec());
        assert_eq!(path, "/app-ba7816bf8f01cfea.wasm");
        assert!(site.contains_key("app-ba7816bf8f01cfea.wasm"));
    }
}
