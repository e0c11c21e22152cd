//! A log in memory that fails as disks do: for tests, simulations and rehearsals.

use super::{Kept, Log, NotKept, Record};

/// A log in memory, with the faults of a disk.
#[derive(Debug, Clone, Default)]
pub struct MemoryLog {
    disk: Vec<Record>,
    cache: Vec<Record>,
    room: Option<usize>,
    failing: bool,
}

impl MemoryLog {
    /// A log without records, on a disk that does not fail.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A log that holds these records.
    #[must_use]
    pub const fn of(disk: Vec<Record>) -> Self {
        Self {
            disk,
            cache: Vec::new(),
            room: None,
            failing: false,
        }
    }

    /// Leaves room for so many more records; none for no limit.
    pub const fn limit(&mut self, room: Option<usize>) {
        self.room = room;
    }

    /// The next flush fails, once: what it should have written is then nowhere, though it looks written until the power is cut.
    pub const fn fail_next_flush(&mut self) {
        self.failing = true;
    }

    /// Writes without flushing: what an honest server never counts on.
    pub fn write_only(&mut self, records: &[Record]) {
        self.cache.extend_from_slice(records);
    }

    /// What a reader sees while the power is on: the disk and the cache above it.
    #[must_use]
    pub fn seen(&self) -> Vec<Record> {
        [self.disk.as_slice(), self.cache.as_slice()].concat()
    }

    /// The power is cut: what was not flushed is gone.
    pub fn cut_power(&mut self) {
        self.cache.clear();
        self.failing = false;
    }
}

impl Log for MemoryLog {
    fn keep(&mut self, records: &[Record]) -> Result<Kept, NotKept> {
        if self.room.is_some_and(|room| room < records.len()) {
            return Err(NotKept::Full);
        }
        self.cache.extend_from_slice(records);
        if std::mem::take(&mut self.failing) {
            return Err(NotKept::Fatal);
        }
        self.room = self.room.map(|room| room.saturating_sub(records.len()));
        // A flush after one that failed writes what came since; the pages that failed are marked clean, and lost.
        let fresh = self.cache.len().saturating_sub(records.len());
        self.disk.extend(self.cache.drain(fresh..));
        Ok(Kept::flushed(records.len()))
    }

    fn kept(&self) -> &[Record] {
        &self.disk
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Entry, Fact, Happening};
    use jalon_attempt::Now;
    use jalon_base::id::RandomId;

    fn record(seq: u64) -> Record {
        let id = RandomId::from_bytes([1; 16]);
        Record::Room {
            entry: Entry {
                session: id,
                seq,
                prev: None,
                at: Now {
                    wall_ms: 0,
                    mono_ms: 0,
                    boot: id,
                },
                what: Happening::Noted { fact: Fact::Released },
            },
        }
    }

    #[test]
    fn a_full_disk_writes_nothing_and_a_failed_flush_loses_what_looks_written() {
        let mut log = MemoryLog::new();
        log.limit(Some(1));
        assert_eq!(log.keep(&[record(0), record(1)]), Err(NotKept::Full));
        assert!(log.seen().is_empty());
        assert_eq!(log.keep(&[record(0)]).map(|kept| kept.records()), Ok(1));
        log.limit(None);
        log.fail_next_flush();
        assert_eq!(log.keep(&[record(1)]), Err(NotKept::Fatal));
        assert_eq!(log.seen().len(), 2, "it looks written");
        assert!(log.keep(&[record(2)]).is_ok(), "the trap: the next flush succeeds");
        log.cut_power();
        assert_eq!(log.kept(), [record(0), record(2)], "and the failed one is nowhere");
    }
}
