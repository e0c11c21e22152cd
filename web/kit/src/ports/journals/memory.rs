//! Storage that dies with the page: for private windows, said to the person, and for tests.

use super::{Change, Event, Fault, Journals};
use crate::ports::Soon;
use std::cell::RefCell;
use std::collections::BTreeMap;

type Place = (String, String, u64);

#[derive(Debug, Clone, Default)]
struct Stores {
    events: BTreeMap<Place, String>,
    documents: BTreeMap<(String, String), String>,
    blobs: BTreeMap<String, Vec<u8>>,
}

/// Storage in memory, with an optional limit in bytes to try what happens when it is full.
#[derive(Debug, Default)]
pub struct Memory {
    stores: RefCell<Stores>,
    limit: Option<usize>,
}

impl Memory {
    /// Storage that refuses a batch once it would hold more than `bytes`.
    #[must_use]
    pub fn with_limit(bytes: usize) -> Self {
        Self {
            limit: Some(bytes),
            ..Self::default()
        }
    }
}

impl Stores {
    fn apply(&mut self, change: Change) -> Result<(), Fault> {
        match change {
            Change::Add(Event { attempt, by, seq, body }) => {
                let place = (attempt, by, seq);
                match self.events.get(&place) {
                    Some(kept) if *kept != body => {
                        let (attempt, by, seq) = place;
                        return Err(Fault::Taken { attempt, by, seq });
                    }
                    Some(_) => {}
                    None => drop(self.events.insert(place, body)),
                }
            }
            Change::Put { kind, id, body } => drop(self.documents.insert((kind, id), body)),
            Change::Remove { kind, id } => drop(self.documents.remove(&(kind, id))),
            Change::Keep { sha256, bytes } => drop(self.blobs.insert(sha256, bytes)),
            Change::Drop { sha256 } => drop(self.blobs.remove(&sha256)),
            Change::Forget { attempt } => self.events.retain(|(of, _, _), _| *of != attempt),
        }
        Ok(())
    }

    fn bytes(&self) -> usize {
        self.events
            .values()
            .chain(self.documents.values())
            .map(String::len)
            .sum::<usize>()
            + self.blobs.values().map(Vec::len).sum::<usize>()
    }
}

impl Journals for Memory {
    fn write(&self, batch: Vec<Change>) -> Soon<'_, Result<(), Fault>> {
        let mut next = self.stores.borrow().clone();
        let done = batch.into_iter().try_for_each(|change| next.apply(change));
        let done = done.and_then(|()| match self.limit {
            Some(limit) if next.bytes() > limit => Err(Fault::Full),
            _ => {
                self.stores.replace(next);
                Ok(())
            }
        });
        Box::pin(std::future::ready(done))
    }

    fn events<'a>(&'a self, attempt: &'a str) -> Soon<'a, Result<Vec<Event>, Fault>> {
        let stores = self.stores.borrow();
        let ours = stores.events.iter().filter(|((of, _, _), _)| of == attempt);
        let events = ours.map(|((attempt, by, seq), body)| Event {
            attempt: attempt.clone(),
            by: by.clone(),
            seq: *seq,
            body: body.clone(),
        });
        Box::pin(std::future::ready(Ok(events.collect())))
    }

    fn document<'a>(&'a self, kind: &'a str, id: &'a str) -> Soon<'a, Result<Option<String>, Fault>> {
        let body = self
            .stores
            .borrow()
            .documents
            .get(&(kind.to_owned(), id.to_owned()))
            .cloned();
        Box::pin(std::future::ready(Ok(body)))
    }

    fn documents<'a>(&'a self, kind: &'a str) -> Soon<'a, Result<Vec<(String, String)>, Fault>> {
        let stores = self.stores.borrow();
        let ours = stores.documents.iter().filter(|((of, _), _)| of == kind);
        let pairs = ours.map(|((_, id), body)| (id.clone(), body.clone())).collect();
        Box::pin(std::future::ready(Ok(pairs)))
    }

    fn blob<'a>(&'a self, sha256: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, Fault>> {
        let bytes = self.stores.borrow().blobs.get(sha256).cloned();
        Box::pin(std::future::ready(Ok(bytes)))
    }

    fn clear(&self) -> Soon<'_, Result<(), Fault>> {
        self.stores.take();
        Box::pin(std::future::ready(Ok(())))
    }

    fn durable(&self) -> bool {
        false
    }
}
