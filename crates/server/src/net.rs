//! The port: connections at once, time for a handshake and for headers, all of them limited.

use crate::routes::Peer;
use axum::{Extension, Router};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use rustls::ServerConfig;
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;

/// Most connections at once: five hundred places with four each.
const CONNECTIONS: usize = 2048;
/// Most of one address: it never holds all of them.
const OF_ONE: usize = 1024;
/// How long a handshake, or the headers of a request, may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves a router on a port, over TLS when it is configured, until the future of `stop` ends; connections that are open are then cut.
///
/// # Errors
/// The port fails.
pub async fn serve(
    listener: TcpListener,
    tls: Option<Arc<ServerConfig>>,
    router: Router,
    stop: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let acceptor = tls.map(TlsAcceptor::from);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let held: Held = Arc::default();
    let mut connections = tokio::task::JoinSet::new();
    tokio::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            () = &mut stop => return Ok(()),
            Some(_) = connections.join_next() => continue,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                // A connection that is gone before it was taken, or no file left for it: the next one may do better.
                Err(_) => {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    continue;
                }
            },
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            continue;
        };
        let Some(own) = Own::of(&held, peer.ip()) else {
            continue;
        };
        let (acceptor, router) = (acceptor.clone(), router.clone());
        connections.spawn(async move {
            connection(stream, peer, acceptor, router).await;
            drop((place, own));
        });
    }
}

/// How many connections each address holds.
type Held = Arc<Mutex<BTreeMap<IpAddr, usize>>>;

/// One connection of an address, given back when it ends.
struct Own(Held, IpAddr);

impl Own {
    /// None when the address holds as many as it may.
    fn of(held: &Held, peer: IpAddr) -> Option<Self> {
        let mut all = held.lock().unwrap_or_else(PoisonError::into_inner);
        let own = all.entry(peer).or_default();
        if *own >= OF_ONE {
            return None;
        }
        *own += 1;
        Some(Self(Arc::clone(held), peer))
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = all.get_mut(&self.1) {
            *own -= 1;
            if *own == 0 {
                all.remove(&self.1);
            }
        }
    }
}

async fn connection(stream: TcpStream, peer: SocketAddr, acceptor: Option<TlsAcceptor>, router: Router) {
    // Small answers leave at once.
    let _slower = stream.set_nodelay(true);
    match acceptor {
        None => speak(stream, peer, router).await,
        Some(acceptor) => {
            if let Ok(Ok(stream)) = tokio::time::timeout(PATIENCE, acceptor.accept(stream)).await {
                speak(stream, peer, router).await;
            }
        }
    }
}

async fn speak<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(stream: S, peer: SocketAddr, router: Router) {
    let router = router.layer(Extension(Peer(peer.ip())));
    // What a connection ends with is of no use to the others.
    let _ended = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_buf_size(64 << 10)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
        .await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_holds_every_place() {
        let held: Held = Arc::default();
        let (one, other) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let mut all: Vec<Own> = (0..OF_ONE).map_while(|_| Own::of(&held, one)).collect();
        assert!(all.len() == OF_ONE && OF_ONE < CONNECTIONS);
        assert!(Own::of(&held, one).is_none() && Own::of(&held, other).is_some());
        all.pop();
        assert!(Own::of(&held, one).is_some());
        drop(all);
        assert!(held.lock().unwrap().is_empty());
    }
}
