//! Giving out a batch so that it can be cut at any moment and goes on without issuing anything twice.
//!
//! A certificate is first written under a name of its own, then recorded, then given its name. Cut before it was recorded: it was never
//! issued, and is taken away. Cut after: it was, and is given its name. Nobody sees a certificate that the register has not.

use crate::files;
use crate::ledger::Ledger;
use anyhow::{Context, Result};
use jalon_base::Digest;
use std::fs;
use std::path::{Path, PathBuf};

/// How many certificates are recorded at once: the disk is waited for once for all of them.
const GROUP: usize = 16;

/// Ending of a file that is not given out yet; its name begins with a dot.
const WAITING: &str = ".waiting";

/// A batch on its way.
pub(super) struct Batch<'a> {
    ledger: &'a mut Ledger,
    folder: &'a Path,
    waiting: Vec<PathBuf>,
    count: usize,
}

impl<'a> Batch<'a> {
    /// A batch into a folder, after what an earlier one left there was put in order.
    pub(super) fn begin(ledger: &'a mut Ledger, folder: &'a Path) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        let mut batch = Self {
            ledger,
            folder,
            waiting: Vec::new(),
            count: 0,
        };
        batch.recover()?;
        Ok(batch)
    }

    /// The register, with what is not on disk yet.
    pub(super) fn register(&mut self) -> &mut jalon_recognition::register::Register {
        &mut self.ledger.register
    }

    /// Where a certificate is, or will be.
    pub(super) fn path(&self, id: &str) -> PathBuf {
        self.folder.join(format!("{}.json", local(id)))
    }

    /// Whether a certificate is of this batch, and not given out yet.
    pub(super) fn waits(&self, id: &str) -> bool {
        let name = format!(".{}.json{WAITING}", local(id));
        self.waiting.iter().any(|path| path.ends_with(&name))
    }

    /// Takes a certificate that is recorded in memory, with what goes beside it: bytes, by the ending of their file.
    pub(super) fn add(&mut self, id: &str, certificate: &[u8], beside: &[(&str, Vec<u8>)]) -> Result<()> {
        // What goes beside it first: whenever the certificate is there, it is.
        let beside = beside.iter().map(|(ending, bytes)| (*ending, bytes.as_slice()));
        for (ending, bytes) in beside.chain([("json", certificate)]) {
            let path = self.folder.join(format!(".{}.{ending}{WAITING}", local(id)));
            files::write(&path, bytes)?;
            self.waiting.push(path);
        }
        self.count += 1;
        if self.count >= GROUP {
            self.flush()?;
        }
        Ok(())
    }

    /// Records what waits, and gives it its names.
    pub(super) fn flush(&mut self) -> Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        // The names of the files are on disk before the register says that they exist.
        fs::File::open(self.folder)
            .and_then(|folder| folder.sync_all())
            .with_context(|| format!("writing {}", self.folder.display()))?;
        self.ledger.commit()?;
        for path in self.waiting.drain(..) {
            give(&path)?;
        }
        self.count = 0;
        Ok(())
    }

    /// Gives out what was recorded by a batch that was cut, and takes away what was not.
    fn recover(&mut self) -> Result<()> {
        let context = || format!("reading the folder {}", self.folder.display());
        let mut left = Vec::new();
        for entry in fs::read_dir(self.folder).with_context(context)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if let Some(name) = name.strip_prefix('.').and_then(|name| name.strip_suffix(WAITING)) {
                let local = name.split_once('.').map_or(name, |(local, _)| local).to_owned();
                left.push((local, path));
            }
        }
        // What goes beside a certificate (`….opening.json`) comes after it (`….json`): judged by the same bytes, wherever they are by then.
        left.sort();
        for (local, path) in left {
            let certificate = self.folder.join(format!(".{local}.json{WAITING}"));
            let certificate = [certificate, self.folder.join(format!("{local}.json"))];
            let bytes = certificate
                .iter()
                .find(|path| path.exists())
                .map(|path| files::read(path));
            let digest = bytes.transpose()?.map(|bytes| Digest::of(&bytes));
            let recorded = self.ledger.register.digest_of(&format!("urn:uuid:{local}"));
            if digest.is_some() && recorded == digest.as_ref() {
                give(&path)?;
            } else {
                fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
            }
        }
        Ok(())
    }
}

/// The last part of an id, as files are named.
fn local(id: &str) -> &str {
    id.strip_prefix("urn:uuid:").unwrap_or(id)
}

/// Gives a waiting file its name.
fn give(path: &Path) -> Result<()> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let name = name.strip_prefix('.').unwrap_or(name);
    let name = name.strip_suffix(WAITING).unwrap_or(name);
    fs::rename(path, path.with_file_name(name)).with_context(|| format!("naming {}", path.display()))
}
