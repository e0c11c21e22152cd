//! What is kept: records in one order, and the port through which they reach a disk.
//!
//! A record is kept when a flush of the disk has said so, and not before. A disk that is full has written nothing, and one can go on when
//! there is room again; a flush that failed is the end of this life of the server, since the pages that it did not write look written to
//! whoever asks again.

mod memory;

pub use memory::MemoryLog;

use crate::event::Entry;
use crate::seal::SessionSeal;
use jalon_attempt::Now;
use jalon_attempt::event::Event;
use jalon_base::Digest;
use jalon_base::id::RandomId;
use jalon_credential::envelope::Signed;

/// One thing that is kept.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// An entry of the room's journal.
    Room {
        /// The entry.
        entry: Entry,
    },
    /// An event of an attempt, of either chain.
    Event {
        /// The event.
        event: Event,
    },
    /// An event that a person must look at.
    Aside(Aside),
    /// What a seat signed of its chain.
    Head {
        /// The attempt, as the head says.
        attempt: RandomId,
        /// The epoch, as the head says.
        epoch: u64,
        /// Its head.
        head: Signed<SeatHead>,
    },
    /// The seal.
    Seal {
        /// The seal, signed.
        seal: Signed<SessionSeal>,
    },
}

jalon_base::tagged!(Record, "record" {
    Room = "room" { entry },
    Event = "event" { event },
    Aside = "aside" (..),
    Head = "head" { attempt, epoch, head },
    Seal = "seal" { seal },
});

/// An event that is neither counted nor lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// The event, as it came.
    pub event: Event,
    /// The code of why it does not count.
    pub why: String,
    /// The place that sent it.
    pub from: String,
    /// When it came.
    pub at: Now,
}

jalon_base::document!(Aside { event, why, from, at });

/// The kind of a signed head.
pub const SEAT_HEAD: &str = "seat-head";

/// Head of a seat's chain, as the seat signs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatHead {
    /// The attempt.
    pub attempt: RandomId,
    /// Under which lease.
    pub epoch: u64,
    /// Digest of its last event.
    pub head: Digest,
}

jalon_base::document!(SeatHead { attempt, epoch, head });

/// Why records are not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotKept {
    /// No room on the disk: nothing was written.
    Full,
    /// The disk refused: what it holds is not known, and this life of the server is over.
    Fatal,
}

impl NotKept {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Full => "store/full",
            Self::Fatal => "store/fatal",
        }
    }
}

/// The proof that records are on the disk; replies are given against it alone.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "what was kept allows what was decided to be said"]
pub struct Kept {
    records: usize,
}

impl Kept {
    /// For an implementation of [`Log`], once the flush has said that so many records are on the disk.
    pub const fn flushed(records: usize) -> Self {
        Self { records }
    }

    /// How many.
    #[must_use]
    pub const fn records(&self) -> usize {
        self.records
    }
}

/// Where records are kept, by one writer.
pub trait Log {
    /// Adds records at the end, all or none, and flushes.
    ///
    /// # Errors
    /// [`NotKept`]; after [`NotKept::Fatal`] the log is not written again in this life.
    fn keep(&mut self, records: &[Record]) -> Result<Kept, NotKept>;

    /// Every record, in its order, as it would be read after the power was cut now.
    fn kept(&self) -> &[Record];
}
