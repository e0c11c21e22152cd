//! What is left of a request that is answered before it was read to its end.
//!
//! A connection that is closed while something still comes is reset, and whoever sends may lose the answer with it: the rest is read, and
//! forgotten, before the answer leaves.
//!
//! # Source
//! RFC 9112, section 9.6 (a server that closes at once).

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::Method;
use http_body::{Frame, SizeHint};
use jalon_api::{MOST_BYTES, MOST_CONTENT, path};
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

/// How long the rest may take to come; whoever needs longer is cut off. With what a slow message was given before, still less than clients wait.
const PATIENCE: Duration = Duration::from_secs(4);

/// The body of a request, read by its route, and then to its end.
#[derive(Clone)]
pub(super) struct Rest {
    body: Arc<Mutex<Body>>,
    /// Most bytes that are passed over: those of a message of its route.
    most: usize,
}

impl Rest {
    /// A request as it came, and what will be left of its body.
    pub(super) fn of(request: Request) -> (Request, Self) {
        let (parts, body) = request.into_parts();
        let content = path::CONTENT.rsplit('/').next();
        let most = if parts.method == Method::PUT && parts.uri.path().rsplit('/').next() == content {
            MOST_CONTENT
        } else {
            MOST_BYTES
        };
        let body = Arc::new(Mutex::new(body));
        let rest = Self { body, most };
        (Request::from_parts(parts, Body::new(rest.clone())), rest)
    }

    fn body(&self) -> MutexGuard<'_, Body> {
        self.body.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads what is left, as long as a message may be: false when more came, or not in time.
    pub(super) async fn passed_over(mut self) -> bool {
        let mut left = self.most;
        let reading = async {
            while let Some(Ok(frame)) = poll_fn(|context| Pin::new(&mut self).poll_frame(context)).await {
                let came = frame.data_ref().map_or(0, Bytes::len);
                match left.checked_sub(came) {
                    Some(less) => left = less,
                    None => return false,
                }
            }
            true
        };
        tokio::time::timeout(PATIENCE, reading).await.unwrap_or(false)
    }
}

impl HttpBody for Rest {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut *self.body()).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body().is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body().size_hint()
    }
}
