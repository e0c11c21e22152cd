//! A store in one SQLite file.
//!
//! `journal_mode = WAL`, `synchronous = FULL`: a commit returns when the write-ahead log was flushed. The file refuses, by itself, that a
//! record be changed or taken away.

mod file;

use crate::thread::{Thread, by_thread};
use file::File;
use std::path::Path;

/// A store in one SQLite file.
#[derive(Debug)]
pub struct Sqlite {
    thread: Thread,
}

by_thread!(Sqlite);

impl Sqlite {
    /// Opens a file, which is made when it is not there, after a look at whether it is whole.
    ///
    /// # Errors
    /// A sentence of SQLite: the file cannot be opened, is not one of ours, or is damaged.
    pub fn open(path: &Path) -> Result<Self, String> {
        let path = path.to_owned();
        let thread = Thread::begin(move || File::open(&path).map_err(|error| error.to_string()))?;
        Ok(Self { thread })
    }
}
