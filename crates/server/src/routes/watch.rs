//! The room at a glance: once, or again whenever it changes, as server-sent events.

use super::{Who, done, said, visit};
use crate::actor::{Ask, Live};
use crate::hub::Hub;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, Response, header};
use jalon_api::{Problem, path};
use jalon_base::jcs;
use jalon_session::Capability;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::mpsc;

/// The room, once.
pub(super) async fn wall(
    State(hub): State<Arc<Hub>>,
    Path(session): Path<String>,
    who: Who,
    headers: HeaderMap,
) -> Response<Body> {
    let carried = async {
        let visit = visit(&hub, &session, who, &Method::GET, path::WALL)?;
        let (live, _) = visit.shown(&headers, Capability::Watch)?;
        Ok(said(&live.ask(Ask::Wall).await?))
    };
    done(carried.await)
}

/// The room, whenever it changes, and once a second: clocks run.
pub(super) async fn watch(
    State(hub): State<Arc<Hub>>,
    Path(session): Path<String>,
    who: Who,
    headers: HeaderMap,
) -> Response<Body> {
    let carried = async {
        let visit = visit(&hub, &session, who, &Method::GET, path::WATCH)?;
        let (live, person) = visit.shown(&headers, Capability::Watch)?;
        let came: Result<(), Problem> = Ok(());
        visit.noted(Some(person), &came);
        let (send, events) = mpsc::channel(2);
        drop(tokio::spawn(tell(live, send)));
        let mut response = Response::new(Body::new(Stream(events)));
        let media = HeaderValue::from_static("text/event-stream");
        response.headers_mut().insert(header::CONTENT_TYPE, media);
        Ok(response)
    };
    done(carried.await)
}

/// Tells who watches, until they are gone or the session is over.
async fn tell(live: Arc<Live>, send: mpsc::Sender<Bytes>) {
    let mut changes = live.changes();
    loop {
        let wall: Result<_, Problem> = live.ask(Ask::Wall).await;
        if let Ok(bytes) = wall.and_then(|wall| {
            let bytes = jcs::to_vec(&wall);
            bytes.map_err(|_| Problem::of("api/busy"))
        }) {
            let event = [b"event: wall\ndata: ", bytes.as_slice(), b"\n\n"].concat();
            if send.send(Bytes::from(event)).await.is_err() {
                return;
            }
        }
        // Not more often than an eye can follow.
        tokio::time::sleep(Duration::from_millis(250)).await;
        let changed = tokio::time::timeout(Duration::from_millis(750), changes.changed()).await;
        if matches!(changed, Ok(Err(_))) || send.is_closed() {
            return;
        }
    }
}

/// A body made of what comes.
pub(super) struct Stream(pub(super) mpsc::Receiver<Bytes>);

impl axum::body::HttpBody for Stream {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, Infallible>>> {
        self.0
            .poll_recv(context)
            .map(|event| event.map(|event| Ok(hyper::body::Frame::data(event))))
    }
}
