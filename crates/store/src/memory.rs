//! A store in memory that fails as disks do: for tests, simulations and rehearsals.

use crate::{Fault, Kept, Pending, Store, Writer};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What outlives a life of the store: the disk, with its faults.
#[derive(Debug, Clone, Default)]
pub struct Medium(Arc<Mutex<Disk>>);

#[derive(Debug, Default)]
struct Disk {
    logs: BTreeMap<String, Log>,
    documents: BTreeMap<(String, String), Vec<u8>>,
    leases: BTreeMap<String, (String, Instant)>,
    full: bool,
    failing: bool,
    life: u64,
}

#[derive(Debug, Default)]
struct Log {
    term: u64,
    records: Vec<Vec<u8>>,
}

impl Medium {
    /// An empty disk.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Fills the disk, or makes room again.
    pub fn fill(&self, full: bool) {
        self.with(|disk| disk.full = full);
    }

    /// The next flush fails, once.
    pub fn fail_next_flush(&self) {
        self.with(|disk| disk.failing = true);
    }

    fn with<T>(&self, act: impl FnOnce(&mut Disk) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A life of a store in memory.
#[derive(Debug)]
pub struct Memory {
    medium: Medium,
    life: u64,
    over: Mutex<bool>,
}

impl Memory {
    /// Another life on a disk: those before it write no more.
    #[must_use]
    pub fn on(medium: &Medium) -> Self {
        let life = medium.with(|disk| {
            disk.life += 1;
            disk.failing = false;
            disk.life
        });
        Self {
            medium: medium.clone(),
            life,
            over: Mutex::new(false),
        }
    }

    fn with<T>(&self, act: impl FnOnce(&mut Disk) -> Result<T, Fault>) -> Result<T, Fault> {
        let mut over = self.over.lock().unwrap_or_else(PoisonError::into_inner);
        if *over {
            return Err(Fault::Fatal);
        }
        let done = self.medium.with(|disk| {
            if disk.life == self.life {
                act(disk)
            } else {
                Err(Fault::Fatal)
            }
        });
        *over = matches!(done, Err(Fault::Fatal));
        done
    }

    /// What a flush says: a disk that is full has written nothing.
    fn flush(disk: &mut Disk) -> Result<(), Fault> {
        if disk.full {
            return Err(Fault::Full);
        }
        if std::mem::take(&mut disk.failing) {
            return Err(Fault::Fatal);
        }
        Ok(())
    }
}

fn now<'a, T: Send + 'a>(done: Result<T, Fault>) -> Pending<'a, T> {
    Box::pin(std::future::ready(done))
}

impl Store for Memory {
    fn open<'a>(&'a self, log: &'a str) -> Pending<'a, (Writer, Vec<Vec<u8>>)> {
        now(self.with(|disk| {
            Self::flush(disk)?;
            let kept = disk.logs.entry(log.to_owned()).or_default();
            kept.term += 1;
            let writer = Writer {
                log: log.to_owned(),
                term: kept.term,
                next: kept.records.len() as u64,
            };
            Ok((writer, kept.records.clone()))
        }))
    }

    fn append<'a>(&'a self, writer: &'a mut Writer, records: Vec<Vec<u8>>) -> Pending<'a, Kept> {
        let count = records.len();
        let done = self.with(|disk| {
            let own = |log: &Log| log.term == writer.term && log.records.len() as u64 == writer.next;
            if !disk.logs.get(&writer.log).is_some_and(own) {
                return Err(Fault::Fenced);
            }
            Self::flush(disk)?;
            if let Some(log) = disk.logs.get_mut(&writer.log) {
                log.records.extend(records);
            }
            Ok(Kept::flushed(count))
        });
        if done.is_ok() {
            writer.next += count as u64;
        }
        now(done)
    }

    fn read<'a>(&'a self, log: &'a str, from: u64) -> Pending<'a, Vec<Vec<u8>>> {
        now(self.with(|disk| {
            let from = usize::try_from(from).unwrap_or(usize::MAX);
            let kept = disk.logs.get(log).map(|log| log.records.iter().skip(from).cloned());
            Ok(kept.map(Iterator::collect).unwrap_or_default())
        }))
    }

    fn put<'a>(&'a self, kind: &'a str, id: &'a str, bytes: Vec<u8>) -> Pending<'a, ()> {
        now(self.with(|disk| {
            let place = (kind.to_owned(), id.to_owned());
            match disk.documents.get(&place) {
                Some(there) if *there == bytes => Ok(()),
                Some(_) => Err(Fault::Differs),
                None => {
                    Self::flush(disk)?;
                    disk.documents.insert(place, bytes);
                    Ok(())
                }
            }
        }))
    }

    fn get<'a>(&'a self, kind: &'a str, id: &'a str) -> Pending<'a, Option<Vec<u8>>> {
        now(self.with(|disk| Ok(disk.documents.get(&(kind.to_owned(), id.to_owned())).cloned())))
    }

    fn list<'a>(&'a self, kind: &'a str) -> Pending<'a, Vec<String>> {
        now(self.with(|disk| {
            let ids = disk.documents.keys().filter(|(of, _)| of == kind);
            Ok(ids.map(|(_, id)| id.clone()).collect())
        }))
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a store is outside the engine: its leases lapse by the machine's clock"
    )]
    fn lease<'a>(&'a self, name: &'a str, holder: &'a str, lasts: Duration) -> Pending<'a, String> {
        let at = Instant::now();
        now(self.with(|disk| {
            let held = disk.leases.get(name).filter(|(by, until)| by != holder && *until > at);
            if let Some((by, _)) = held {
                return Ok(by.clone());
            }
            Self::flush(disk)?;
            disk.leases.insert(name.to_owned(), (holder.to_owned(), at + lasts));
            Ok(holder.to_owned())
        }))
    }
}
