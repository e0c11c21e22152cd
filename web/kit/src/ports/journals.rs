//! What is kept on the device: events of attempts, documents, blobs. Durable when the promise says so.
//!
//! Two implementations, [`Memory`] and [`IndexedDb`]; one suite in `tests/` is run on both.

mod indexed;

mod memory;

pub use indexed::IndexedDb;
pub(crate) use indexed::Shelf;
pub use memory::Memory;

use super::Soon;
use std::fmt;

/// One event of a chain, as text. `(attempt, by, seq)` is written once and never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Id of the attempt.
    pub attempt: String,
    /// Which chain: a short word, such as `host`.
    pub by: String,
    /// Its place in the chain, from 0; at most 2^53 − 1.
    pub seq: u64,
    /// The event itself, in canonical JSON.
    pub body: String,
}

/// One thing to write. A batch of them is written whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Adds an event; refused as [`Fault::Taken`] when its place is taken by other bytes.
    Add(Event),
    /// Writes or replaces a document.
    Put {
        /// What sort of document: a short word.
        kind: String,
        /// Its id within the kind.
        id: String,
        /// Its text.
        body: String,
    },
    /// Removes a document; nothing happens when it is not there.
    Remove {
        /// What sort of document.
        kind: String,
        /// Its id within the kind.
        id: String,
    },
    /// Writes bytes under their SHA-256 in hexadecimal, which the caller has computed.
    Keep {
        /// SHA-256 of the bytes, 64 hexadecimal characters.
        sha256: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// Removes bytes.
    Drop {
        /// SHA-256 of the bytes.
        sha256: String,
    },
    /// Removes every event of an attempt.
    Forget {
        /// Id of the attempt.
        attempt: String,
    },
}

/// Why the device did not keep or give something.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The browser has no storage for this page, or forbids it.
    Refused,
    /// A private window that does not let a page write.
    Private,
    /// No room left: nothing of the batch was written.
    Full,
    /// The place of an event is taken by another one: two pages wrote the same attempt.
    Taken {
        /// Id of the attempt.
        attempt: String,
        /// Which chain.
        by: String,
        /// The place.
        seq: u64,
    },
    /// The store was closed under the page: another tab deleted or upgraded it.
    Closed,
    /// Anything else, by the browser's own name.
    Failed {
        /// Name of the DOM exception.
        name: String,
    },
}

impl Fault {
    /// Its code, by which people's words are chosen.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused => "storage/refused",
            Self::Private => "storage/private",
            Self::Full => "storage/full",
            Self::Taken { .. } => "storage/taken",
            Self::Closed => "storage/closed",
            Self::Failed { .. } => "storage/failed",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused => f.write_str("the browser refuses storage to this page"),
            Self::Private => f.write_str("this private window does not keep anything"),
            Self::Full => f.write_str("no room left in the browser's storage"),
            Self::Taken { attempt, by, seq } => write!(f, "place {seq} of chain `{by}` of `{attempt}` is taken"),
            Self::Closed => f.write_str("the store was closed by another page"),
            Self::Failed { name } => write!(f, "storage failed with `{name}`"),
        }
    }
}

/// Storage on the device.
///
/// When the future of [`Journals::write`] gives `Ok`, the batch survives the loss of the browser.
pub trait Journals {
    /// Writes a batch, whole or not at all.
    fn write(&self, batch: Vec<Change>) -> Soon<'_, Result<(), Fault>>;
    /// Every event of an attempt, chain by chain, each in order.
    fn events<'a>(&'a self, attempt: &'a str) -> Soon<'a, Result<Vec<Event>, Fault>>;
    /// One document.
    fn document<'a>(&'a self, kind: &'a str, id: &'a str) -> Soon<'a, Result<Option<String>, Fault>>;
    /// Every document of a kind as `(id, body)`, by id.
    fn documents<'a>(&'a self, kind: &'a str) -> Soon<'a, Result<Vec<(String, String)>, Fault>>;
    /// Bytes by their digest.
    fn blob<'a>(&'a self, sha256: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, Fault>>;
    /// Forgets everything.
    fn clear(&self) -> Soon<'_, Result<(), Fault>>;
    /// Whether what is written outlives the page.
    fn durable(&self) -> bool;
}
