//! Who did or tried what at this server: a chain of entries that only grows, without a secret and without an answer.
//!
//! What people do in the room is in the room's journal, signed. Here is what comes before and around it: imports, entrances, what was
//! refused and why, what was read and taken away.

use crate::hub::Hub;
use jalon_base::id::RandomId;
use jalon_base::{Digest, Slug, Timestamp, jcs};
use jalon_store::{Fault, Store, Writer};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::mpsc;

/// Most entries that wait to be written; beyond, they are counted.
const WAITING: usize = 512;

/// Something that was done or tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tried {
    pub session: RandomId,
    pub who: Option<Slug>,
    pub what: String,
    pub code: String,
    pub from: String,
}

/// An entry as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    seq: u64,
    prev: Option<Digest>,
    at: Timestamp,
    who: Option<Slug>,
    what: String,
    code: String,
    from: String,
    unwritten: u64,
}

jalon_base::document!(Entry {
    seq,
    prev: optional,
    at,
    who: optional,
    what,
    code,
    from,
    unwritten
});

/// The name of the log of a session.
pub(crate) fn log(session: &RandomId) -> String {
    format!("audit/{session}")
}

/// Where entries are sent.
#[derive(Debug)]
pub(crate) struct Audit {
    entries: mpsc::Sender<Tried>,
    unwritten: AtomicU64,
}

impl Audit {
    /// The auditor, and what it is to write.
    pub(crate) fn new() -> (Self, mpsc::Receiver<Tried>) {
        let (entries, waiting) = mpsc::channel(WAITING);
        let unwritten = AtomicU64::new(0);
        (Self { entries, unwritten }, waiting)
    }

    /// Notes something; when too much waits, it is counted instead, and the next entry says how often.
    pub(crate) fn note(&self, tried: Tried) {
        if self.entries.try_send(tried).is_err() {
            self.count();
        }
    }

    /// Counts something that is not written.
    pub(crate) fn count(&self) {
        self.unwritten.fetch_add(1, Ordering::Relaxed);
    }
}

/// Writes entries as they come, until the server stops.
pub(crate) async fn write(hub: std::sync::Weak<Hub>, store: Arc<dyn Store>, mut waiting: mpsc::Receiver<Tried>) {
    let mut logs = Logs::new();
    while let Some(tried) = waiting.recv().await {
        let Some(hub) = hub.upgrade() else { return };
        let mut written = one(&hub, &store, &mut logs, &tried).await;
        if written == Err(Fault::Fenced) {
            // Another server of the same store wrote since: behind what it wrote.
            written = one(&hub, &store, &mut logs, &tried).await;
        }
        if written.is_err() {
            hub.audit().count();
        }
    }
}

type Logs = BTreeMap<RandomId, (Writer, Option<Digest>)>;

/// Writes an entry at the end of its chain.
async fn one(hub: &Hub, store: &Arc<dyn Store>, logs: &mut Logs, tried: &Tried) -> Result<(), Fault> {
    let (mut writer, last) = match logs.remove(&tried.session) {
        Some(open) => open,
        None => {
            let (writer, there) = store.open(&log(&tried.session)).await?;
            (writer, there.last().map(|bytes| Digest::of(bytes)))
        }
    };
    let unwritten = hub.audit().unwritten.swap(0, Ordering::Relaxed);
    let entry = Entry {
        seq: writer.count(),
        prev: last,
        at: hub.clock().date(),
        who: tried.who.clone(),
        what: tried.what.clone(),
        code: tried.code.clone(),
        from: tried.from.clone(),
        unwritten,
    };
    let bytes = jcs::to_vec(&entry).map_err(|_| Fault::Fatal)?;
    let digest = Digest::of(&bytes);
    match store.append(&mut writer, vec![bytes]).await {
        Ok(_) => {
            logs.insert(tried.session, (writer, Some(digest)));
            Ok(())
        }
        Err(fault) => {
            hub.audit().unwritten.fetch_add(unwritten, Ordering::Relaxed);
            Err(fault)
        }
    }
}
