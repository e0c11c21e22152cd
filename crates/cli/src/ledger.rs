//! The register as a file: held by one command at a time, and written at its end alone.

use crate::files;
use anyhow::{Context, Result, bail};
use jalon_recognition::register::Register;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

/// A register and its file, which no other command writes meanwhile.
#[derive(Debug)]
pub struct Ledger {
    /// The register; what is recorded in it is on disk after [`Self::commit`].
    pub register: Register,
    file: File,
    written: usize,
}

impl Ledger {
    /// Opens a register to be written. A last line that was cut off is cut away: it was not recorded.
    ///
    /// # Errors
    /// It cannot be read, is no register, or another command holds it.
    pub fn open(path: &Path) -> Result<Self> {
        let context = || format!("opening {}", path.display());
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .open(path)
            .with_context(context)?;
        hold(&file, path)?;
        let (register, whole) = Register::read(&files::read(path)?).with_context(context)?;
        file.set_len(u64::try_from(whole)?).with_context(context)?;
        let written = register.entries().len();
        Ok(Self {
            register,
            file,
            written,
        })
    }

    /// Begins a register in a new file.
    ///
    /// # Errors
    /// The file is there already, or cannot be written.
    pub fn begin(path: &Path, register: Register) -> Result<Self> {
        let context = || format!("making {}", path.display());
        // Whole or not at all: a first line that was cut would be no register.
        if path.exists() {
            bail!("{} exists already", path.display());
        }
        files::write(path, &register.to_vec())?;
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .open(path)
            .with_context(context)?;
        hold(&file, path)?;
        let written = register.entries().len();
        Ok(Self {
            register,
            file,
            written,
        })
    }

    /// Opens the register of an issuer, or begins it, with the addresses where its lists of revocations and suspensions are published.
    ///
    /// # Errors
    /// As [`Self::open`] and [`Self::begin`]; it is another issuer's, or is new and the addresses are missing.
    pub fn of(path: &Path, issuer: &str, lists: Option<(&str, &str)>) -> Result<Self> {
        if !path.exists() {
            let Some((revocations, suspensions)) = lists else {
                bail!("a new register needs --revocations and --suspensions: where its lists are published");
            };
            return Self::begin(path, Register::new(issuer, revocations, suspensions));
        }
        let ledger = Self::open(path)?;
        if ledger.register.issuer() != issuer {
            bail!("{} is the register of {}", path.display(), ledger.register.issuer());
        }
        Ok(ledger)
    }

    /// Writes what was recorded since, and waits until the disk has it.
    ///
    /// # Errors
    /// The disk refused: nothing that was recorded since may be given out, and the command has to stop.
    pub fn commit(&mut self) -> Result<()> {
        let lines = self.register.since(self.written);
        self.file
            .seek(SeekFrom::End(0))
            .and_then(|_| self.file.write_all(&lines))
            .and_then(|()| self.file.sync_data())
            .context("writing the register")?;
        self.written = self.register.entries().len();
        Ok(())
    }
}

fn hold(file: &File, path: &Path) -> Result<()> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => bail!("{} is being written by another command", path.display()),
        Err(TryLockError::Error(fault)) => Err(fault).with_context(|| format!("holding {}", path.display())),
    }
}
