//! Storage that dies with the page: for private windows, said to the person, and for tests.

use super::{Change, Event, Fault, Journals};
use crate::ports::Soon;
use std::cell::RefCell;

/// One thing that is kept: its store and key, and its bytes. A handful a page: a list is enough, and small.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    key: Key,
    body: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Key {
    Event(String, String, u64),
    Document(String, String),
    Blob(String),
}

/// Storage in memory, with an optional limit in bytes to try what happens when it is full.
#[derive(Debug, Default)]
pub struct Memory {
    rows: RefCell<Vec<Row>>,
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

    fn get(&self, key: &Key) -> Option<Vec<u8>> {
        self.rows
            .borrow()
            .iter()
            .find(|row| row.key == *key)
            .map(|row| row.body.clone())
    }

    fn batch(&self, batch: Vec<Change>) -> Result<(), Fault> {
        let mut rows = self.rows.borrow().clone();
        for change in batch {
            let (key, body) = match change {
                Change::Add(Event { attempt, by, seq, body }) => {
                    let (key, body) = (Key::Event(attempt, by, seq), body.into_bytes());
                    let taken = rows.iter().any(|row| row.key == key && row.body != body);
                    if let (true, Key::Event(attempt, by, seq)) = (taken, &key) {
                        return Err(Fault::Taken {
                            attempt: attempt.clone(),
                            by: by.clone(),
                            seq: *seq,
                        });
                    }
                    (key, Some(body))
                }
                Change::Put { kind, id, body } => (Key::Document(kind, id), Some(body.into_bytes())),
                Change::Remove { kind, id } => (Key::Document(kind, id), None),
                Change::Keep { sha256, bytes } => (Key::Blob(sha256), Some(bytes)),
                Change::Drop { sha256 } => (Key::Blob(sha256), None),
                Change::Forget { attempt } => {
                    rows.retain(|row| !matches!(&row.key, Key::Event(of, ..) if *of == attempt));
                    continue;
                }
            };
            rows.retain(|row| row.key != key);
            if let Some(body) = body {
                rows.push(Row { key, body });
            }
        }
        let bytes: usize = rows.iter().map(|row| row.body.len()).sum();
        if self.limit.is_some_and(|limit| bytes > limit) {
            return Err(Fault::Full);
        }
        self.rows.replace(rows);
        Ok(())
    }
}

fn text(body: &[u8]) -> String {
    String::from_utf8_lossy(body).into_owned()
}

impl Journals for Memory {
    fn write(&self, batch: Vec<Change>) -> Soon<'_, Result<(), Fault>> {
        let done = self.batch(batch);
        Box::pin(std::future::ready(done))
    }

    fn events<'a>(&'a self, attempt: &'a str) -> Soon<'a, Result<Vec<Event>, Fault>> {
        let mut events: Vec<Event> = Vec::new();
        for row in self.rows.borrow().iter() {
            let Key::Event(of, by, seq) = &row.key else { continue };
            if of == attempt {
                let event = Event {
                    attempt: of.clone(),
                    by: by.clone(),
                    seq: *seq,
                    body: text(&row.body),
                };
                let after = events.iter().position(|other| (&other.by, other.seq) > (by, *seq));
                events.insert(after.unwrap_or(events.len()), event);
            }
        }
        Box::pin(std::future::ready(Ok(events)))
    }

    fn document<'a>(&'a self, kind: &'a str, id: &'a str) -> Soon<'a, Result<Option<String>, Fault>> {
        let body = self.get(&Key::Document(kind.to_owned(), id.to_owned()));
        Box::pin(std::future::ready(Ok(body.map(|body| text(&body)))))
    }

    fn documents<'a>(&'a self, kind: &'a str) -> Soon<'a, Result<Vec<(String, String)>, Fault>> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for row in self.rows.borrow().iter() {
            let Key::Document(of, id) = &row.key else { continue };
            if of == kind {
                let after = pairs.iter().position(|(other, _)| other > id);
                pairs.insert(after.unwrap_or(pairs.len()), (id.clone(), text(&row.body)));
            }
        }
        Box::pin(std::future::ready(Ok(pairs)))
    }

    fn blob<'a>(&'a self, sha256: &'a str) -> Soon<'a, Result<Option<Vec<u8>>, Fault>> {
        let bytes = self.get(&Key::Blob(sha256.to_owned()));
        Box::pin(std::future::ready(Ok(bytes)))
    }

    fn clear(&self) -> Soon<'_, Result<(), Fault>> {
        self.rows.take();
        Box::pin(std::future::ready(Ok(())))
    }

    fn durable(&self) -> bool {
        false
    }
}
