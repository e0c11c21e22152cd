//! A session as the routes see it: what they may ask of its task, and what they know without asking.

use crate::actor::{Answer, Ask};
use jalon_api::Problem;
use jalon_base::Slug;
use jalon_base::id::RandomId;
use jalon_protocol::Release;
use jalon_session::{Desk, Order};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot, watch};

/// A session that lives, as the routes see it.
#[derive(Debug)]
pub(crate) struct Live {
    pub order: Arc<Order>,
    /// This life of the session at this server.
    pub(crate) life: RandomId,
    pub(crate) asks: mpsc::Sender<Ask>,
    pub(crate) changed: watch::Receiver<u64>,
    pub(crate) known: watch::Receiver<Known>,
}

/// What the routes know of a session without asking its task.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    /// The edition, once it is open.
    edition: Option<Arc<Release>>,
    /// Every key that a place has or had.
    keys: Arc<BTreeSet<String>>,
    /// Places that a machine is ready at, by its key.
    ready: Arc<BTreeMap<String, Slug>>,
}

impl Known {
    /// Whether nothing has changed: a key is never taken away, and a place that has another one brings a new one.
    pub(crate) fn is_of(&self, desk: &Desk) -> bool {
        let room = desk.room();
        self.keys.len() == room.keys().count() && self.ready.len() == room.ready().count()
    }

    pub(crate) fn of(desk: &Desk) -> Self {
        Self {
            edition: desk.kit().content.as_ref().map(|content| Arc::clone(&content.release)),
            keys: Arc::new(desk.room().keys().map(str::to_owned).collect()),
            ready: Arc::new(desk.room().ready().collect()),
        }
    }
}

impl Live {
    /// Asks something and waits for the answer.
    ///
    /// # Errors
    /// The problem that it answers; that it has too much to do, or is over.
    pub(crate) async fn ask<T>(&self, ask: impl FnOnce(Answer<T>) -> Ask) -> Result<T, Problem> {
        let (answer, answered) = oneshot::channel();
        let busy = || Problem::of("api/busy").again_after(1);
        self.asks.try_send(ask(answer)).map_err(|_| busy())?;
        answered.await.unwrap_or_else(|_| Err(busy()))
    }

    /// The edition, once it is open.
    ///
    /// # Errors
    /// It is closed.
    pub(crate) fn edition(&self) -> Result<Arc<Release>, Problem> {
        let edition = self.known.borrow().edition.clone();
        edition.ok_or_else(|| Problem::of("api/no-content"))
    }

    /// Whether a key is, or was, that of a place of this room.
    pub(crate) fn knows(&self, key: &str) -> bool {
        self.known.borrow().keys.contains(key)
    }

    /// The place that is ready with a key.
    pub(crate) fn place_of(&self, key: &str) -> Option<Slug> {
        self.known.borrow().ready.get(key).cloned()
    }

    /// Whether a machine is ready at a place.
    pub(crate) fn is_ready(&self, seat: &Slug) -> bool {
        self.known.borrow().ready.values().any(|ready| ready == seat)
    }

    /// Tells when something has changed.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changed.clone()
    }
}
