//! Reading and writing files: every failure says which file, nothing is half-written.

use crate::key;
use crate::output::coded;
use anyhow::{Context, Result, bail};
use jalon_authoring::folder::Files;
use jalon_base::sorted::SortedMap;
use jalon_credential::{SecretKey, sealed};
use jalon_messages::Lang;
use jalon_protocol::item::{FileKind, Handed};
use jalon_protocol::release::{BadRelease, Release};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Largest file read: 256 MiB.
const LIMIT: u64 = 256 << 20;

/// Reads a file whole.
///
/// # Errors
/// It cannot be read, or is longer than 256 MiB.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let size = fs::metadata(path)
        .with_context(|| format!("reading {}", path.display()))?
        .len();
    if size > LIMIT {
        bail!("{} is longer than {LIMIT} bytes", path.display());
    }
    fs::read(path).with_context(|| format!("reading {}", path.display()))
}

/// Where a file that was handed in stands: in a folder beside the journal, under its digest.
#[must_use]
pub fn of_journal(journal: &Path, file: &Handed) -> PathBuf {
    let kind = FileKind::media_type(file.kind).rsplit('/').next().unwrap_or_default();
    journal.with_extension("files").join(format!("{}.{kind}", file.sha256))
}

/// Writes a file whole or not at all: beside it first, synced, then put in its place.
///
/// # Errors
/// It cannot be written; what was there before is still there.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    put(
        path,
        bytes,
        fs::OpenOptions::new().write(true).create(true).truncate(true),
    )
}

/// As [`write`], a file that nobody else of this machine may read, where the system knows of that.
///
/// # Errors
/// It cannot be written.
pub fn write_secret(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut options = fs::OpenOptions::new();
    let options = options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    let options = std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    put(path, bytes, options)
}

fn put(path: &Path, bytes: &[u8], options: &fs::OpenOptions) -> Result<()> {
    let folder = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .context("the output has no file name")?;
    let _writing = crate::stop::writing();
    let beside = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let put = || -> Result<()> {
        let mut file = options.open(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&beside, path)?;
        Ok(())
    };
    put()
        .inspect_err(|_| drop(fs::remove_file(&beside)))
        .with_context(|| format!("writing {}", path.display()))
}

/// Reads a folder of authored files; hidden files are left out.
///
/// # Errors
/// The folder or a file in it cannot be read.
pub fn folder(path: &Path) -> Result<Files> {
    let mut files = Files::new();
    walk(path, path, &mut files)?;
    Ok(files)
}

fn walk(at: &Path, root: &Path, files: &mut Files) -> Result<()> {
    for entry in fs::read_dir(at).with_context(|| format!("reading the folder {}", at.display()))? {
        let path = entry?.path();
        let relative = path.strip_prefix(root)?;
        let Some(name) = relative.to_str() else {
            bail!("{} is not named in UTF-8", path.display())
        };
        if path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'))
        {
            continue;
        }
        if path.is_dir() {
            walk(&path, root, files)?;
        } else {
            files.insert(name.replace(std::path::MAIN_SEPARATOR, "/"), read(&path)?);
        }
    }
    Ok(())
}

/// Opens a release whose right answers are in clear.
///
/// # Errors
/// It cannot be read, is not a release, or is an examination.
pub fn release(path: &Path, lang: Lang) -> Result<Release> {
    opened(path, lang, Release::open)
}

/// Opens a release of either kind; the right answers of an examination stay sealed.
///
/// # Errors
/// It cannot be read, or is not a release.
pub fn edition(path: &Path, lang: Lang) -> Result<Release> {
    opened(path, lang, Release::open_any)
}

/// Opens a release with its right answers: those of an examination with a key to which they were sealed.
///
/// # Errors
/// As [`edition`]; it is an examination and there is no key, or another one.
pub fn unsealed(path: &Path, key: Option<&Path>, lang: Lang) -> Result<Release> {
    match key {
        None => release(path, lang),
        Some(key) => with_keys(edition(path, lang)?, &key::open(key)?, lang),
    }
}

/// An edition with its right answers, where they are sealed: to the holder of this key.
///
/// # Errors
/// They are sealed to others, or are not those of this edition.
pub fn with_keys(edition: Release, key: &SecretKey, lang: Lang) -> Result<Release> {
    let Some(sealed) = edition.sealed_keys() else {
        return Ok(edition);
    };
    let keys = sealed::open_with(sealed, &key.opening_key());
    let keys = keys.map_err(|unopened| coded(lang, unopened.code(), &SortedMap::new()))?;
    edition
        .with_keys(&keys)
        .map_err(|bad| coded(lang, bad.code(), &bad.args()))
}

fn opened(path: &Path, lang: Lang, open: impl Fn(&[u8]) -> Result<Release, BadRelease>) -> Result<Release> {
    let opened = open(&read(path)?).map_err(|bad| coded(lang, bad.code(), &bad.args()));
    opened.with_context(|| format!("opening the release {}", path.display()))
}
