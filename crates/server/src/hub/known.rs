//! What a server knows of sessions, here and, of servers that share a store, elsewhere.

use super::{Hub, ORDER, Sessions};
use crate::sharing::Shared;
use jalon_base::id::RandomId;
use jalon_session::Order;
use jalon_store::Fault;
use std::net::SocketAddr;
use std::sync::{Arc, PoisonError};

impl Hub {
    /// Every order that the store holds, but those that this version does not read.
    pub(crate) async fn orders(&self) -> Result<Vec<Arc<Order>>, Fault> {
        let mut orders = Vec::new();
        for session in self.store.list(ORDER).await? {
            let known = |sessions: &Sessions| {
                let id = RandomId::parse(&session);
                (
                    id.and_then(|id| sessions.orders.get(&id).cloned()),
                    sessions.asleep.contains_key(&session),
                )
            };
            match self.read(known) {
                (Some(order), _) => orders.push(order),
                (None, true) => {}
                (None, false) => {
                    let bytes = self.store.get(ORDER, &session).await?;
                    match Order::open(&bytes.unwrap_or_default()) {
                        Ok(order) => orders.push(self.knows(Arc::new(order))),
                        Err(bad) => self.cannot_wake(session, bad.code()),
                    }
                }
            }
        }
        Ok(orders)
    }

    fn read<T>(&self, look: impl FnOnce(&Sessions) -> T) -> T {
        look(&self.sessions.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn write<T>(&self, change: impl FnOnce(&mut Sessions) -> T) -> T {
        change(&mut self.sessions.write().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn knows(&self, order: Arc<Order>) -> Arc<Order> {
        self.write(|sessions| {
            for candidate in &order.roster {
                sessions.of_attempt.insert(candidate.attempt, order.session);
            }
            sessions.orders.insert(order.session, Arc::clone(&order));
        });
        order
    }

    pub(crate) fn cannot_wake(&self, session: String, code: &'static str) {
        self.write(|sessions| {
            sessions.asleep.insert(session, code);
        });
    }

    pub(crate) fn is_asleep(&self, session: &RandomId) -> bool {
        self.read(|sessions| sessions.asleep.contains_key(&session.to_string()))
    }

    /// Whether nobody reads this session already; while it is read, nobody knows where it lives.
    pub(crate) fn begins_to_wake(&self, session: &RandomId) -> bool {
        self.write(|sessions| {
            sessions.elsewhere.insert(*session, None);
            sessions.waking.insert(*session)
        })
    }

    pub(crate) fn is_awake(&self, session: &RandomId) {
        self.write(|sessions| sessions.waking.remove(session));
    }

    /// What this server is among others.
    pub(crate) const fn shared(&self) -> Option<&Shared> {
        self.shared.as_ref()
    }

    /// The session of an attempt, wherever it lives.
    pub(crate) fn session_of(&self, attempt: &RandomId) -> Option<RandomId> {
        self.read(|sessions| sessions.of_attempt.get(attempt).copied())
    }

    /// Where a session lives that does not live here, when anything is known of it.
    pub(crate) fn elsewhere(&self, session: &RandomId) -> Option<Option<SocketAddr>> {
        self.read(|sessions| sessions.elsewhere.get(session).copied())
    }

    /// A session lives at another server: this one says nothing more of it.
    pub(crate) fn lives_at(&self, session: &RandomId, there: Option<SocketAddr>) {
        self.write(|sessions| {
            sessions.live.remove(session);
            sessions.elsewhere.insert(*session, there);
        });
    }

    /// Every session may live elsewhere from now on.
    pub(crate) fn gives_up(&self) {
        self.write(|sessions| {
            let had: Vec<RandomId> = std::mem::take(&mut sessions.live).into_keys().collect();
            sessions
                .elsewhere
                .extend(had.into_iter().map(|session| (session, None)));
        });
    }

    /// Another server has opened the log of a session: of servers that share a store, only this life of the session is over.
    pub(crate) fn fenced(&self, session: &RandomId, life: &RandomId) {
        if self.shared.is_none() {
            return self.end(Fault::Fenced);
        }
        self.write(|sessions| {
            if sessions.live.get(session).is_some_and(|live| live.life == *life) {
                sessions.live.remove(session);
                sessions.elsewhere.insert(*session, None);
            }
        });
    }
}
