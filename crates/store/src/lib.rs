//! Where a server keeps things: the contract, its suite, and the stores that keep it.
//!
//! Two shapes are kept. A **log** is a list of records that only grows, written by one [`Writer`] at a time: whoever opens it last is the
//! writer, and the one before is fenced. A **document** is kept under a kind and an id, once and for all. Nothing is reported as kept
//! before a flush of the disk has said so; when a flush fails the store is over, since pages that were not written look written to
//! whoever asks again, and only another life, which reads what the disk holds, may go on.
//!
//! Where several servers share a store, a **lease** says which of them is asked for a name; it lapses by the store's clock. It keeps order,
//! and nothing rests on it: what fences a server that is late is the term of the log.
//!
//! # Source
//! PostgreSQL wiki, *Fsync Errors* (2018), on why a failed flush is never tried again.

mod memory;
#[cfg(feature = "postgres")]
mod postgres;
mod sqlite;
#[cfg(feature = "suite")]
pub mod suite;
mod thread;

pub use memory::{Medium, Memory};
#[cfg(feature = "postgres")]
pub use postgres::Postgres;
pub use sqlite::Sqlite;

pub use jalon_session::store::Kept;
use jalon_session::store::NotKept;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// An answer of a store, awaited.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, Fault>> + Send + 'a>>;

/// Why something is not kept or not found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No room on the disk: nothing was written, and later something may be.
    Full,
    /// Somebody else holds the disk for too long, or it is not reached: nothing was written, and later something may be.
    Busy,
    /// The disk refused: what it holds is not known, and this life of the store is over.
    Fatal,
    /// Another writer has opened the log since.
    Fenced,
    /// Another document stands under this kind and id.
    Differs,
}

impl Fault {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Full => NotKept::Full.code(),
            Self::Fatal => NotKept::Fatal.code(),
            Self::Busy => "store/busy",
            Self::Fenced => "store/fenced",
            Self::Differs => "store/differs",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Fault {}

/// The right to write at the end of a log, until somebody else opens it.
#[derive(Debug)]
pub struct Writer {
    log: String,
    term: u64,
    next: u64,
}

impl Writer {
    /// The log.
    #[must_use]
    pub fn log(&self) -> &str {
        &self.log
    }

    /// How many writers there were before, and this one: greater with each.
    #[must_use]
    pub const fn term(&self) -> u64 {
        self.term
    }

    /// Records in the log.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.next
    }
}

/// Where a server keeps things.
pub trait Store: fmt::Debug + Send + Sync + 'static {
    /// Becomes the writer of a log, which begins to exist, and reads all of it.
    ///
    /// # Errors
    /// [`Fault`].
    fn open<'a>(&'a self, log: &'a str) -> Pending<'a, (Writer, Vec<Vec<u8>>)>;

    /// Adds records at the end, all or none, and flushes; what several writers ask for at once is flushed once.
    ///
    /// # Errors
    /// [`Fault`]; after [`Fault::Fatal`] nothing is kept any more in this life.
    fn append<'a>(&'a self, writer: &'a mut Writer, records: Vec<Vec<u8>>) -> Pending<'a, Kept>;

    /// Records of a log from a place on, without becoming its writer.
    ///
    /// # Errors
    /// [`Fault`].
    fn read<'a>(&'a self, log: &'a str, from: u64) -> Pending<'a, Vec<Vec<u8>>>;

    /// Keeps a document, once: the same bytes again change nothing.
    ///
    /// # Errors
    /// [`Fault::Differs`] when other bytes stand there.
    fn put<'a>(&'a self, kind: &'a str, id: &'a str, bytes: Vec<u8>) -> Pending<'a, ()>;

    /// The document of a kind and an id.
    ///
    /// # Errors
    /// [`Fault`].
    fn get<'a>(&'a self, kind: &'a str, id: &'a str) -> Pending<'a, Option<Vec<u8>>>;

    /// Ids of the documents of a kind, in their order.
    ///
    /// # Errors
    /// [`Fault`].
    fn list<'a>(&'a self, kind: &'a str) -> Pending<'a, Vec<String>>;

    /// Takes the lease of a name, or takes it again, for so long from now on, when nobody else holds it: who holds it now.
    ///
    /// # Errors
    /// [`Fault`].
    fn lease<'a>(&'a self, name: &'a str, holder: &'a str, lasts: Duration) -> Pending<'a, String>;
}
