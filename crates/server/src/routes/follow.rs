//! A live copy: a machine with the centre's own key is told all that is kept, and then whatever is, as it comes.
//!
//! An answer of lines that does not end: `record <session> <the record>`, `document <session> <kind> <base64>`; an empty line says that
//! nothing came for a second. A session's order comes after the first of its records, so that no copy has an order without a journal.

use super::watch::Stream;
use super::{SLOW, Visit, Who, done, said, signed_by_one};
use crate::actor;
use crate::audit::Tried;
use crate::hub::{CONTENT, Hub, ORDER, RELEASED};
use crate::limits::ENTRANCES;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderValue, Method, Response, header};
use jalon_api::staff::{FOLLOWING, Following};
use jalon_api::{MOST_BYTES, Problem, path};
use jalon_base::encoding::base64;
use jalon_base::id::RandomId;
use jalon_store::Fault;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::sync::mpsc;

/// Between two looks at what came.
const PAUSE: Duration = Duration::from_millis(100);
/// Looks without news before an empty line says so.
const QUIET: u32 = 10;

/// The session of a question that is of none.
const NONE: RandomId = RandomId::from_bytes([0; 16]);

fn visit(hub: &Arc<Hub>, who: Who, method: &Method) -> Visit {
    Visit::new(hub, NONE, who.map(|peer| peer.0), method, path::FOLLOW)
}

/// A question to be signed by who follows.
pub(super) async fn question(State(hub): State<Arc<Hub>>, who: Who) -> Response<Body> {
    let asked = visit(&hub, who, &Method::GET).limited(ENTRANCES);
    let asked = asked.and_then(|()| hub.passes().ask(NONE, hub.clock().now().mono_ms));
    done(asked.map(|question| said(&question)))
}

/// All that is kept, and then whatever is.
pub(super) async fn follow(State(hub): State<Arc<Hub>>, who: Who, body: Body) -> Response<Body> {
    let carried = async {
        let visit = visit(&hub, who, &Method::POST);
        visit.limited(ENTRANCES)?;
        let (following, key) = signed_by_one::<Following>(body, FOLLOWING, MOST_BYTES).await?;
        if key != hub.did() {
            return Err(Problem::of("access/unknown"));
        }
        let now = hub.clock().now().mono_ms;
        if !hub.passes().is_answered(&following.nonce, &NONE, now) {
            return Err(Problem::of("api/pass"));
        }
        let have = following.have.into_iter().map(|have| (have.session, have.count));
        let (send, lines) = mpsc::channel(2);
        let told = Told {
            have: have.collect(),
            documents: BTreeSet::new(),
            from: visit.from,
        };
        drop(tokio::spawn(tell(Arc::downgrade(&hub), told, send)));
        let mut response = Response::new(Body::new(Stream(lines)));
        let media = HeaderValue::from_static("application/jsonl");
        response.headers_mut().insert(header::CONTENT_TYPE, media);
        Ok(response)
    };
    done(carried.await)
}

/// What a follower was told.
struct Told {
    have: BTreeMap<RandomId, u64>,
    documents: BTreeSet<(RandomId, &'static str)>,
    from: String,
}

/// Tells who follows, until they are gone, or take too long to listen.
async fn tell(hub: Weak<Hub>, mut told: Told, send: mpsc::Sender<Bytes>) {
    let mut quiet = QUIET;
    loop {
        let Some(hub) = hub.upgrade() else { return };
        let Ok(mut lines) = told.news(&hub).await else { return };
        drop(hub);
        quiet = if lines.is_empty() { quiet + 1 } else { 0 };
        if quiet >= QUIET {
            quiet = 0;
            lines.push(Bytes::from_static(b"\n"));
        }
        for line in lines {
            if !matches!(tokio::time::timeout(SLOW, send.send(line)).await, Ok(Ok(()))) {
                return;
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}

impl Told {
    /// What this follower was not told yet.
    async fn news(&mut self, hub: &Arc<Hub>) -> Result<Vec<Bytes>, Fault> {
        let mut lines = Vec::new();
        for order in hub.orders().await? {
            let session = order.session;
            let count = self.have.entry(session).or_default();
            let records = hub.store().read(&actor::log(&session), *count).await?;
            if !records.is_empty() {
                *count += records.len() as u64;
                let mut line = Vec::new();
                for record in records {
                    line.extend_from_slice(format!("record {session} ").as_bytes());
                    line.extend_from_slice(&record);
                    line.push(b'\n');
                }
                lines.push(Bytes::from(line));
            }
            if *count == 0 {
                continue;
            }
            for kind in [CONTENT, RELEASED, ORDER] {
                if self.documents.contains(&(session, kind)) {
                    continue;
                }
                if let Some(bytes) = hub.store().get(kind, &session.to_string()).await? {
                    self.documents.insert((session, kind));
                    let line = format!("document {session} {kind} {}\n", base64(&bytes));
                    lines.push(Bytes::from(line));
                    if kind == ORDER {
                        hub.note(Tried {
                            session,
                            who: None,
                            what: "POST follow".to_owned(),
                            code: "done".to_owned(),
                            from: self.from.clone(),
                        });
                    }
                }
            }
        }
        Ok(lines)
    }
}
