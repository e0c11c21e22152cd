//! What stands beside a certificate on a disk (`recognition::beside`), and the journals that the engine reads there.

use crate::files;
use anyhow::{Context, Result};
use jalon_attempt::journal::Journal;
use jalon_credential::at_hand::AtHand;
use jalon_recognition::beside::{self, ENDINGS};
use std::path::{Path, PathBuf};

/// The files that stand beside a certificate under its own name.
#[must_use]
pub fn of(certificate: &Path) -> Vec<PathBuf> {
    let named = |ending: &&str| certificate.with_extension(ending);
    let found = ENDINGS.iter().map(named);
    found.filter(|path| path != certificate && path.is_file()).collect()
}

/// Adds a file to what is at hand, as what it is.
///
/// # Errors
/// It cannot be read, or is nothing that stands beside a certificate.
pub fn add(at_hand: &mut AtHand<'_>, path: &Path) -> Result<()> {
    let name = path.to_string_lossy();
    beside::add(at_hand, &name, files::read(path)?, &Journal::heads_of)
        .with_context(|| format!("reading {}", path.display()))
}
