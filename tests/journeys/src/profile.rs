//! A browser's profile: what is left on the device when the browser is gone.

use anyhow::{Context, Result};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder that goes away with its owner.
#[derive(Debug)]
pub struct Profile {
    folder: PathBuf,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

impl Profile {
    /// A profile that no browser has used.
    ///
    /// # Errors
    /// The temporary folder cannot be written.
    pub fn fresh() -> Result<Self> {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("jalon-journey-{}-{number}", process::id()));
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(folder.join("downloads")).with_context(|| format!("making `{}`", folder.display()))?;
        Ok(Self { folder })
    }

    /// The folder that the browser writes in.
    #[must_use]
    pub fn user_data(&self) -> PathBuf {
        self.folder.join("user-data")
    }

    /// Where the browser puts what a person saves; it stays when the profile is erased.
    #[must_use]
    pub fn downloads(&self) -> PathBuf {
        self.folder.join("downloads")
    }

    /// Everything the browser knew is gone, as with a new phone; what was saved to the downloads is still there.
    ///
    /// # Errors
    /// The folder cannot be removed.
    pub fn erase(&self) -> Result<()> {
        remove(&self.user_data())
    }
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("erasing `{}`", folder.display()))?;
    }
    Ok(())
}

impl Drop for Profile {
    fn drop(&mut self) {
        // A process that is still dying may write once more: what is left is in the temporary folder.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
