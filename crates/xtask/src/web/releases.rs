//! The releases that the site carries under `/releases/`, with a list of them.

use super::Files;
use crate::workspace;
use anyhow::Result;
use jalon_base::Digest;
use serde_json::json;
use std::fs;

/// Adds the releases of `target/releases`, and `releases/index.json` that lists them with sizes and digests.
///
/// # Errors
/// A release cannot be read.
pub fn add(site: &mut Files) -> Result<()> {
    let folder = workspace::target().join("releases");
    let mut found = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "jalon")
                && let Some(name) = path.file_name()
            {
                found.push((name.to_string_lossy().into_owned(), fs::read(&path)?));
            }
        }
    }
    found.sort();
    let list: Vec<_> = found
        .iter()
        .map(|(name, bytes)| json!({"path": format!("/releases/{name}"), "bytes": bytes.len(), "sha256": Digest::of(bytes).to_string()}))
        .collect();
    let index = json!({"format": "jalon/release-list@1", "releases": list});
    site.insert("releases/index.json".to_owned(), serde_json::to_vec(&index)?);
    for (name, bytes) in found {
        site.insert(format!("releases/{name}"), bytes);
    }
    Ok(())
}
