//! Reading and writing files: every failure says which file, nothing is half-written.

use crate::output::coded;
use anyhow::{Context, Result, bail};
use jalon_authoring::folder::Files;
use jalon_messages::Lang;
use jalon_protocol::release::Release;
use std::fs;
use std::io::Write;
use std::path::Path;

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

/// Opens a release file.
///
/// # Errors
/// It cannot be read, or is not a release.
pub fn release(path: &Path, lang: Lang) -> Result<Release> {
    let opened = Release::open(&read(path)?).map_err(|bad| coded(lang, bad.code(), &bad.args()));
    opened.with_context(|| format!("opening the release {}", path.display()))
}
