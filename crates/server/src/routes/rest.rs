//! What is left of a request that is answered before it was read to its end.
//!
//! A connection that is closed while something still comes is reset, and whoever sends may lose the answer with it: the rest is read, and
//! forgotten, before the answer leaves.
//!
//! What is read is counted while its request lasts: nobody fills the memory of the server with bodies, whatever they say of their length.
//!
//! # Source
//! RFC 9112, section 9.6 (a server that closes at once).

use super::Peer;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::Method;
use http_body::{Frame, SizeHint};
use jalon_api::{MOST_BYTES, MOST_CONTENT, path};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

/// How long the rest may take to come; whoever needs longer is cut off. With what a slow message was given before, still less than clients wait.
const PATIENCE: Duration = Duration::from_secs(4);

/// Most bytes of bodies that are held at once. Contents are not among them: only who runs a room brings one.
const ALL: usize = 64 << 20;
/// Most of one address: it never holds all of them.
const OF_ONE: usize = 24 << 20;

/// Bytes of bodies that are held now, and by whom.
#[derive(Debug, Default)]
pub(crate) struct Held(Mutex<BTreeMap<Option<IpAddr>, usize>>);

impl Held {
    fn take(&self, from: Option<IpAddr>, bytes: usize) -> bool {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = held.values().sum();
        let own = held.get(&from).copied().unwrap_or_default();
        let fits = all.saturating_add(bytes) <= ALL && own.saturating_add(bytes) <= OF_ONE;
        if fits {
            held.insert(from, own + bytes);
        }
        fits
    }

    fn give_back(&self, from: Option<IpAddr>, bytes: usize) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = held.remove(&from).unwrap_or_default();
        if own > bytes {
            held.insert(from, own - bytes);
        }
    }
}

/// What one request holds, given back when it ends.
#[derive(Debug)]
struct Share {
    held: Arc<Held>,
    from: Option<IpAddr>,
    bytes: AtomicUsize,
    over: AtomicBool,
}

impl Share {
    fn take(&self, bytes: usize) -> bool {
        let taken = self.held.take(self.from, bytes);
        if taken {
            self.bytes.fetch_add(bytes, Ordering::Relaxed);
        } else {
            self.over.store(true, Ordering::Relaxed);
        }
        taken
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.held.give_back(self.from, self.bytes.load(Ordering::Relaxed));
    }
}

/// The body of a request, read by its route, and then to its end.
#[derive(Clone)]
pub(super) struct Rest {
    body: Arc<Mutex<Body>>,
    /// Most bytes that are passed over: those of a message of its route.
    most: usize,
    /// What counts of it; none for a content, nor for what is passed over.
    share: Option<Arc<Share>>,
}

impl Rest {
    /// A request as it came, and what will be left of its body.
    pub(super) fn of(request: Request, held: &Arc<Held>) -> (Request, Self) {
        let from = request.extensions().get::<Peer>().map(|peer| peer.0);
        let (parts, body) = request.into_parts();
        let content = path::CONTENT.rsplit('/').next();
        let is_content = parts.method == Method::PUT && parts.uri.path().rsplit('/').next() == content;
        let share = || Share {
            held: Arc::clone(held),
            from,
            bytes: AtomicUsize::new(0),
            over: AtomicBool::new(false),
        };
        let rest = Self {
            body: Arc::new(Mutex::new(body)),
            most: if is_content { MOST_CONTENT } else { MOST_BYTES },
            share: (!is_content).then(|| Arc::new(share())),
        };
        (Request::from_parts(parts, Body::new(rest.clone())), rest)
    }

    /// Whether more was held than may be: the request was not read, and may be sent again.
    pub(super) fn is_over(&self) -> bool {
        self.share
            .as_ref()
            .is_some_and(|share| share.over.load(Ordering::Relaxed))
    }

    fn body(&self) -> MutexGuard<'_, Body> {
        self.body.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads what is left, as long as a message may be: false when more came, or not in time.
    pub(super) async fn passed_over(mut self) -> bool {
        let mut left = self.most;
        self.share = None;
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
        let polled = Pin::new(&mut *self.body()).poll_frame(context);
        if let (Some(share), Poll::Ready(Some(Ok(frame)))) = (&self.share, &polled)
            && !share.take(frame.data_ref().map_or(0, Bytes::len))
        {
            return Poll::Ready(Some(Err(axum::Error::new(std::io::Error::other("too much is held")))));
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body().is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body().size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;

    fn sent(bytes: usize, from: u8) -> Request {
        let mut request = Request::new(Body::from(vec![0; bytes]));
        request.extensions_mut().insert(Peer(IpAddr::from([10, 0, 0, from])));
        request
    }

    #[tokio::test]
    async fn bodies_hold_no_more_than_they_may_and_give_it_back() {
        let held = Arc::<Held>::default();
        let (request, rest) = Rest::of(sent(OF_ONE, 1), &held);
        assert!(to_bytes(request.into_body(), usize::MAX).await.is_ok() && !rest.is_over());
        let (request, more) = Rest::of(sent(1, 1), &held);
        assert!(to_bytes(request.into_body(), usize::MAX).await.is_err() && more.is_over());
        let (request, other) = Rest::of(sent(OF_ONE, 2), &held);
        assert!(
            to_bytes(request.into_body(), usize::MAX).await.is_ok(),
            "another address has its own"
        );
        let (request, all) = Rest::of(sent(OF_ONE, 3), &held);
        assert!(to_bytes(request.into_body(), usize::MAX).await.is_err() && all.is_over());
        drop((rest, more, other, all));
        assert!(held.0.lock().unwrap().is_empty(), "all of it is given back");
        let (request, rest) = Rest::of(sent(OF_ONE, 1), &held);
        drop(request);
        assert!(!rest.passed_over().await, "more than a message");
        assert!(held.0.lock().unwrap().is_empty(), "what is passed over is not held");
    }
}
