//! The live copy of a server's store, on another machine of the centre: from which another server takes over when the first is lost.
//!
//! The copy is behind by what came since it last heard: what it lacks of answers the places give back, since each keeps what it was told
//! until the seal. The first life on a copy takes over ([`Serving::TookOver`](jalon_session::event::Serving)): its number is above any
//! that the lost server can have had, so that the lost one, should it come back, is told so by the first place that it hears.

use crate::actor;
use crate::client::{Client, Failed, Server};
use crate::hub::{CONTENT, ORDER, RELEASED};
use axum::body::{Body, HttpBody};
use axum::http::Method;
use jalon_api::path;
use jalon_api::staff::{FOLLOWING, Following, Have, Question};
use jalon_base::Timestamp;
use jalon_base::encoding::unbase64;
use jalon_base::id::RandomId;
use jalon_credential::SecretKey;
use jalon_credential::did::did_key;
use jalon_credential::envelope::Signed;
use jalon_store::{Fault, Store, Writer};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// The kind of the documents that say that a session is a copy.
pub(crate) const FOLLOWED: &str = "followed";
/// The kind of the documents that say that a copy became a session of its own.
pub(crate) const TAKEN: &str = "taken-over";
/// How long a server may say nothing at all.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why a copy is not kept up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotFollowed {
    /// The server is lost, or refuses: what was copied stands, and it may be followed again.
    Server(Failed),
    /// The store of the copy refuses.
    Store(Fault),
    /// The store holds a session that is no copy: a server's own, or one that was taken over from here.
    NotACopy(RandomId),
}

impl std::fmt::Display for NotFollowed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Server(failed) => failed.fmt(f),
            Self::Store(fault) => fault.fmt(f),
            Self::NotACopy(session) => write!(f, "session {session} is no copy: it is, or was, served from this store"),
        }
    }
}

impl std::error::Error for NotFollowed {}

/// A copy.
#[derive(Debug)]
pub struct LiveCopy {
    store: Arc<dyn Store>,
    sessions: BTreeMap<RandomId, Writer>,
}

impl LiveCopy {
    /// The copy in a store, or an empty one.
    ///
    /// # Errors
    /// [`NotFollowed`].
    pub async fn open(store: Arc<dyn Store>) -> Result<Self, NotFollowed> {
        let mut copy = Self {
            store,
            sessions: BTreeMap::new(),
        };
        let known = copy.store.list(FOLLOWED).await.map_err(NotFollowed::Store)?;
        for session in known.iter().filter_map(|id| RandomId::parse(id)) {
            copy.take_up(session).await?;
        }
        Ok(copy)
    }

    /// Records copied so far, of all sessions.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.sessions.values().map(Writer::count).sum()
    }

    async fn take_up(&mut self, session: RandomId) -> Result<(), NotFollowed> {
        let id = session.to_string();
        let has = async |kind| {
            let there = self.store.get(kind, &id).await;
            there.map(|there| there.is_some()).map_err(NotFollowed::Store)
        };
        let (followed, taken, order) = (has(FOLLOWED).await?, has(TAKEN).await?, has(ORDER).await?);
        if taken || (order && !followed) {
            return Err(NotFollowed::NotACopy(session));
        }
        // Before anything of it: a server that begins from a part of a copy knows that it is one.
        let marked = self.store.put(FOLLOWED, &id, b"copy".to_vec()).await;
        marked.map_err(NotFollowed::Store)?;
        let opened = self.store.open(&actor::log(&session)).await;
        let (writer, _) = opened.map_err(NotFollowed::Store)?;
        self.sessions.insert(session, writer);
        Ok(())
    }

    /// Follows a server of the centre whose key this is, until it is lost; `heard` is told how many records there are, whenever some came.
    ///
    /// # Errors
    /// [`NotFollowed`]: it ends in no other way.
    pub async fn follow(
        &mut self,
        server: Server,
        key: &SecretKey,
        at: Timestamp,
        mut heard: impl FnMut(u64),
    ) -> Result<(), NotFollowed> {
        let mut client = Client::new(server);
        let asked = client
            .ask::<Question>(&Method::GET, path::FOLLOW, None, Vec::new())
            .await;
        let question = asked.map_err(NotFollowed::Server)?;
        let have = self.sessions.iter().map(|(session, writer)| Have {
            session: *session,
            count: writer.count(),
        });
        let following = Following {
            nonce: question.nonce,
            have: have.collect(),
        };
        let strange = || NotFollowed::Server(Failed::Strange);
        let by = did_key(&key.public());
        let to_sign = Signed::prepare(FOLLOWING, &following, &by, at).map_err(|_| strange())?;
        let signature = key.sign(to_sign.bytes());
        let signed = to_sign.complete(signature).map_err(|_| strange())?;
        let mut body = client
            .stream(path::FOLLOW, signed.to_vec())
            .await
            .map_err(NotFollowed::Server)?;
        let mut waiting: Vec<u8> = Vec::new();
        loop {
            let more = tokio::time::timeout(PATIENCE, frame(&mut body)).await;
            let lost = || NotFollowed::Server(Failed::Lost);
            waiting.extend(more.ok().flatten().ok_or_else(lost)?);
            let Some(end) = waiting.iter().rposition(|byte| *byte == b'\n') else {
                continue;
            };
            let rest = waiting.split_off(end + 1);
            let lines = std::mem::replace(&mut waiting, rest);
            let before = self.count();
            self.keep(&lines).await?;
            if self.count() != before {
                heard(self.count());
            }
        }
    }

    /// Keeps whole lines, in their order: records that follow each other by one flush.
    async fn keep(&mut self, lines: &[u8]) -> Result<(), NotFollowed> {
        let strange = || NotFollowed::Server(Failed::Strange);
        let mut records: Vec<(RandomId, Vec<u8>)> = Vec::new();
        for line in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let mut parts = line.splitn(3, |byte| *byte == b' ');
            let (Some(what), Some(session), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
                return Err(strange());
            };
            let session = std::str::from_utf8(session).ok().and_then(RandomId::parse);
            let session = session.ok_or_else(strange)?;
            if !self.sessions.contains_key(&session) {
                self.take_up(session).await?;
            }
            match what {
                b"record" => records.push((session, rest.to_vec())),
                b"document" => {
                    self.append(std::mem::take(&mut records)).await?;
                    let text = std::str::from_utf8(rest).map_err(|_| strange())?;
                    let (kind, bytes) = text.split_once(' ').ok_or_else(strange)?;
                    let kind = [CONTENT, RELEASED, ORDER].into_iter().find(|known| *known == kind);
                    let bytes = unbase64(bytes).ok_or_else(strange)?;
                    let kept = self
                        .store
                        .put(kind.ok_or_else(strange)?, &session.to_string(), bytes)
                        .await;
                    kept.map_err(NotFollowed::Store)?;
                }
                _ => return Err(strange()),
            }
        }
        self.append(records).await
    }

    async fn append(&mut self, records: Vec<(RandomId, Vec<u8>)>) -> Result<(), NotFollowed> {
        let mut of: BTreeMap<RandomId, Vec<Vec<u8>>> = BTreeMap::new();
        for (session, record) in records {
            of.entry(session).or_default().push(record);
        }
        for (session, records) in of {
            if let Some(writer) = self.sessions.get_mut(&session) {
                let kept = self.store.append(writer, records).await;
                drop(kept.map_err(NotFollowed::Store)?);
            }
        }
        Ok(())
    }
}

/// The next bytes of an answer; none at its end.
async fn frame(body: &mut Body) -> Option<Vec<u8>> {
    loop {
        let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context))
            .await?
            .ok()?;
        if let Ok(data) = frame.into_data() {
            return Some(data.to_vec());
        }
    }
}
