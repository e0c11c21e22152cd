//! The releases that the site carries under `/releases/`, with a list of them, built from `referentials/` by `jalon release` itself.

use super::Files;
use crate::programs;
use crate::workspace::{self, cargo};
use anyhow::{Context, Result};
use jalon_base::Digest;
use jalon_protocol::Release;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Date that the releases of a build carry: the same sources give the same bytes.
const DATED: &str = "2026-11-22T00:00:00Z";
/// Name of the publisher of a local build.
const PUBLISHER: &str = "Jalon, construction locale";
/// The key of a local build lies in `target/` and signs nothing else, so its passphrase protects nothing.
const PASSPHRASE: &str = "local build";

/// Referentials that are no trade: the site carries them, and its list, which is that of the trades, does not name them.
const UNLISTED: [&str; 3] = ["demo", "exemple-calcul", "socle"];

/// Builds the releases and adds them, with `releases/index.json` that lists them, and the list of whom the application knows: the signer
/// of these. Gives the address of that list.
///
/// # Errors
/// A referential has errors, or a file cannot be read or written.
pub fn add(site: &mut Files) -> Result<String> {
    let key = workspace::target().join("build-key.json");
    if !key.exists() {
        jalon(&["key", "new", "--output"], &[&key])?;
    }
    let mut list = Vec::new();
    for referential in referentials()? {
        let name = referential
            .file_name()
            .context("a referential has a name")?
            .to_string_lossy()
            .into_owned();
        let file = workspace::target().join("releases").join(format!("{name}.jalon"));
        fs::create_dir_all(file.parent().context("the releases have a folder")?)?;
        let mut arguments = vec!["release", "--date", DATED, "--publisher", PUBLISHER];
        arguments.extend(["--key"]);
        jalon(&arguments, &[&key, Path::new("--output"), &file, &referential])?;
        let bytes = fs::read(&file)?;
        if !UNLISTED.contains(&name.as_str()) {
            list.push(entry(&name, &bytes)?);
        }
        site.insert(format!("releases/{name}.jalon"), bytes);
    }
    let index = json!({"format": "jalon/release-list@1", "releases": list});
    site.insert("releases/index.json".to_owned(), serde_json::to_vec(&index)?);
    let shown = programs::output(command(&["--format", "json", "key", "show"]).arg(&key))?;
    let shown: Value = serde_json::from_str(&shown).context("reading what `jalon key show` says")?;
    let trust = json!({"format": "jalon/trust-list@1", "issuers": [{"did": shown.get("did"), "name": PUBLISHER, "roles": ["certifier"]}]});
    let trust = serde_json::to_vec(&trust)?;
    // The whole digest in the name: the page that names the file pins what is in it.
    let path = format!("trust-{}.json", Digest::of(&trust));
    site.insert(path.clone(), trust);
    Ok(format!("/{path}"))
}

/// Folders of `referentials/` that hold a referential, in order.
fn referentials() -> Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = fs::read_dir(workspace::root().join("referentials"))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.join("referential.json").is_file())
        .collect();
    found.sort();
    Ok(found)
}

/// What the application knows of a release before it fetches it.
fn entry(name: &str, bytes: &[u8]) -> Result<Value> {
    let release = Release::open(bytes).with_context(|| format!("opening the release `{name}`"))?;
    let shortest = release
        .protocols
        .values()
        .min_by_key(|protocol| protocol.length())
        .context("a release has a protocol")?;
    Ok(json!({
        "id": release.id,
        "referential": release.referential.id,
        "trade": release.referential.trade,
        "picture": release.referential.picture,
        "first": shortest.id,
        "path": format!("/releases/{name}.jalon"),
        "bytes": bytes.len(),
        "sha256": Digest::of(bytes),
    }))
}

fn command(arguments: &[&str]) -> Command {
    let mut command = cargo();
    command
        .args(["run", "--quiet", "--package", "jalon-cli", "--"])
        .args(arguments)
        .env("JALON_PASSPHRASE", PASSPHRASE);
    command
}

fn jalon(arguments: &[&str], paths: &[&Path]) -> Result<()> {
    programs::run(command(arguments).args(paths))
}
