//! The files of the application, held in memory with their compressed siblings: a few hundred kilobytes, read once.

use anyhow::{Context, Result, bail};
use jalon_base::Digest;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

/// One file of the application.
#[derive(Debug, Clone)]
pub struct File {
    /// Its bytes.
    pub plain: Vec<u8>,
    /// The same, compressed with Brotli.
    pub brotli: Option<Vec<u8>>,
    /// The same, compressed with gzip.
    pub gzip: Option<Vec<u8>>,
    /// What it is.
    pub mime: &'static str,
    /// Whether its name holds its digest, so that it never changes.
    pub immutable: bool,
    /// Its validator, in quotes.
    pub tag: String,
}

/// The application: a path without its leading `/` gives a file.
#[derive(Debug, Clone, Default)]
pub struct Site {
    files: BTreeMap<String, File>,
}

impl Site {
    /// The application inside this binary; empty when it was built without.
    #[must_use]
    pub fn embedded() -> Self {
        Self::from_files(
            embedded::FILES
                .iter()
                .map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())),
        )
    }

    /// The proctor's console inside this binary; empty when it was built without.
    #[must_use]
    pub fn console() -> Self {
        let files = embedded::CONSOLE.iter();
        Self::from_files(files.map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())))
    }

    /// The application in a folder.
    ///
    /// # Errors
    /// The folder cannot be read, or holds no `index.html`.
    pub fn from_folder(folder: &Path) -> Result<Self> {
        let mut files = Vec::new();
        read(folder, "", &mut files).with_context(|| format!("reading the application in `{}`", folder.display()))?;
        let site = Self::from_files(files);
        if site.file("index.html").is_none() {
            bail!("`{}` holds no application: no `index.html`", folder.display());
        }
        Ok(site)
    }

    /// The application made of these paths and bytes; `x.br` and `x.gz` beside `x` are its compressed forms.
    #[must_use]
    pub fn from_files(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let mut all: BTreeMap<String, Vec<u8>> = files.into_iter().collect();
        let names: Vec<String> = all.keys().cloned().collect();
        let mut site = BTreeMap::new();
        for name in names {
            let compressed = [".br", ".gz"];
            let original = compressed.iter().find_map(|ending| name.strip_suffix(ending));
            if original.is_some_and(|original| all.contains_key(original) || site.contains_key(original)) {
                continue;
            }
            let Some(plain) = all.remove(&name) else { continue };
            let file = File {
                brotli: all.remove(&format!("{name}.br")),
                gzip: all.remove(&format!("{name}.gz")),
                mime: mime(&name),
                immutable: is_hashed(&name),
                tag: format!("\"{}\"", Digest::of(&plain)),
                plain,
            };
            site.insert(name, file);
        }
        Self { files: site }
    }

    /// Whether there is no application.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The file at this path, without the leading `/`.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// What answers a path of the address bar: its file, or the page itself for an address that the application draws
    /// (`/v`, `/ma-musette`); a missing file (`/app-0.js`) has no answer, so that a mistake is seen.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&File> {
        let path = path.trim_start_matches('/');
        let last = path.rsplit('/').next().unwrap_or_default();
        match self.file(path) {
            Some(file) => Some(file),
            None if last.contains('.') => None,
            None => self.file("index.html"),
        }
    }
}

fn read(folder: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            read(&entry.path(), &format!("{name}/"), files)?;
        } else {
            let bytes = fs::read(entry.path()).with_context(|| name.clone())?;
            files.push((name, bytes));
        }
    }
    Ok(())
}

/// `app-0123456789abcdef.wasm`: at least sixteen hexadecimal digits between the last `-` and the first dot after it.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let digest = name
        .rsplit_once('-')
        .and_then(|(_, end)| end.split('.').next())
        .unwrap_or_default();
    digest.len() >= 16 && digest.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn mime(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or_default();
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/x-icon",
        "opus" | "ogg" => "audio/ogg",
        "mp3" => "audio/mpeg",
        "txt" | "md" => "text/plain; charset=utf-8",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashed_names() {
        assert!(is_hashed("app-0123456789abcdef.wasm"));
        assert!(is_hashed("a/loader-ABCDEF0123456789.js.map"));
        for name in [
            "index.html",
            "sw.js",
            "app-0123.wasm",
            "app-0123456789abcdeg.js",
            "vtc-decouverte.jalon",
        ] {
            assert!(!is_hashed(name), "{name}");
        }
    }

    #[test]
    fn compressed_siblings_are_not_files_of_their_own() {
        let site = Site::from_files(
            [("a.js", "a"), ("a.js.br", "b"), ("a.js.gz", "c"), ("only.gz", "d")]
                .map(|(name, text)| (name.to_owned(), text.into())),
        );
        let file = site.file("a.js").unwrap();
        assert_eq!(
            (file.brotli.as_deref(), file.gzip.as_deref()),
            (Some(&b"b"[..]), Some(&b"c"[..]))
        );
        assert!(site.file("a.js.br").is_none());
        assert!(site.file("only.gz").is_some());
    }
}
