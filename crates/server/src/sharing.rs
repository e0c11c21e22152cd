//! Several servers on one store: each session lives at one of them at a time, by a lease, and the others pass on what they are asked of it.
//!
//! Whoever holds the lease of a session opens its log, which fences whoever wrote before: a lease that is wrong costs a turn, and nothing
//! that was kept. When a server dies its leases lapse, another one takes its sessions over from the store, and since nothing was said that
//! the store does not hold, nothing is lacking.

use crate::actor;
use crate::client::{Client, Server};
use crate::hub::Hub;
use crate::routes::{Peer, refusal};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Response, header};
use hyper::client::conn::http1::SendRequest;
use jalon_api::Problem;
use jalon_base::Digest;
use jalon_base::id::RandomId;
use jalon_session::Order;
use jalon_store::Fault;
use rustls::ClientConfig;
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::time::Instant;

/// How long another server may take to begin its answer: less than clients wait.
const PATIENCE: Duration = Duration::from_secs(15);
/// Who asked the server that passes a request on.
const FROM: HeaderName = HeaderName::from_static("x-jalon-from");
/// That a server of this centre says so.
const PROOF: HeaderName = HeaderName::from_static("x-jalon-proof");
/// Most connections to another server that wait to be used again.
const IDLE: usize = 64;
/// Between two looks at what the store holds that somebody's request asks for.
const PAUSE: Duration = Duration::from_millis(200);

/// How a server shares its store with others of the same centre.
#[derive(Debug, Clone)]
pub struct Sharing {
    /// Where the others reach this server: each has its own.
    pub address: SocketAddr,
    /// How long a session stays with a server that is not heard of.
    pub lasts: Duration,
    /// The name that the centre's certificate has.
    pub name: String,
    /// Whom this server believes to be another; none for plain connections.
    pub tls: Option<Arc<ClientConfig>>,
}

/// A server among others.
#[derive(Debug)]
pub(crate) struct Shared {
    sharing: Sharing,
    /// What only servers with the centre's key know.
    secret: [u8; 64],
    idle: Mutex<BTreeMap<SocketAddr, Vec<SendRequest<Body>>>>,
    looked: tokio::sync::Mutex<Option<Instant>>,
}

impl Shared {
    pub(crate) fn new(sharing: Sharing, key: &jalon_credential::SecretKey) -> Self {
        Self {
            sharing,
            secret: key.sign(b"jalon/passing-on@1"),
            idle: Mutex::default(),
            looked: tokio::sync::Mutex::default(),
        }
    }

    fn proof(&self, from: &str) -> String {
        Digest::in_domain("jalon/passed-on@1", &[&self.secret, from.as_bytes()]).to_string()
    }

    /// Who asked first, when another server of this centre passes a request on.
    fn asked_by(&self, request: &Request) -> Option<Option<IpAddr>> {
        let text = |name: &HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
        let (from, proof) = (text(&FROM)?, text(&PROOF)?);
        (self.proof(from) == proof).then(|| from.parse().ok())
    }

    fn idle(&self, there: &SocketAddr) -> Option<SendRequest<Body>> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = idle.get_mut(there)?;
        std::iter::from_fn(|| waiting.pop()).find(|connection| !connection.is_closed())
    }
}

/// Where a request is answered.
enum Where {
    Here,
    There(SocketAddr),
    /// Nobody knows yet.
    Nowhere,
}

/// Answers a request that is of a session elsewhere; gives back the one that is answered here.
pub(crate) async fn passed_on(hub: &Arc<Hub>, mut request: Request) -> Result<Request, Response<Body>> {
    let Some(shared) = hub.shared() else {
        return Ok(request);
    };
    let busy = || refusal(&Problem::of("api/busy").again_after(1));
    let asked = shared.asked_by(&request);
    let place = whereabouts(hub, request.uri().path()).await;
    if let Some(from) = asked {
        if let Some(from) = from {
            request.extensions_mut().insert(Peer(from));
        }
        // Who passed it on believed that the session lives here. It is not sent about.
        return if matches!(place, Where::Here) {
            Ok(request)
        } else {
            Err(busy())
        };
    }
    match place {
        Where::Here => Ok(request),
        Where::Nowhere => Err(busy()),
        Where::There(there) => {
            let asked = tokio::time::timeout(PATIENCE, ask(hub, shared, there, request)).await;
            Err(asked.ok().flatten().unwrap_or_else(busy))
        }
    }
}

/// Asks another server what was asked here.
async fn ask(hub: &Arc<Hub>, shared: &Shared, there: SocketAddr, request: Request) -> Option<Response<Body>> {
    let mut connection = match shared.idle(&there) {
        Some(connection) => connection,
        None => {
            let server = Server {
                address: there,
                name: shared.sharing.name.clone(),
                tls: shared.sharing.tls.clone(),
            };
            Client::new(server).connect().await?
        }
    };
    let from = request
        .extensions()
        .get::<Peer>()
        .map_or_else(|| "here".to_owned(), |peer| peer.0.to_string());
    let (parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let mut asked = Request::builder()
        .method(parts.method)
        .uri(path)
        .header(header::HOST, &shared.sharing.name)
        .header(PROOF, shared.proof(&from))
        .header(FROM, from);
    for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::AUTHORIZATION] {
        if let Some(value) = parts.headers.get(&name) {
            asked = asked.header(name, value);
        }
    }
    connection.ready().await.ok()?;
    let answered = connection.send_request(asked.body(body).ok()?).await.ok()?;
    let (answer, body) = answered.into_parts();
    let mut response = Response::new(Body::new(body));
    *response.status_mut() = answer.status;
    for name in [header::CONTENT_TYPE, header::RETRY_AFTER] {
        if let Some(value) = answer.headers.get(&name) {
            response.headers_mut().insert(name, HeaderValue::clone(value));
        }
    }
    let hub = Arc::downgrade(hub);
    drop(tokio::spawn(async move {
        // Once its answer was read it may be asked again.
        if connection.ready().await.is_ok()
            && let Some(hub) = hub.upgrade()
            && let Some(shared) = hub.shared()
        {
            let mut idle = shared.idle.lock().unwrap_or_else(PoisonError::into_inner);
            let waiting = idle.entry(there).or_default();
            if waiting.len() < IDLE {
                waiting.push(connection);
            }
        }
    }));
    Some(response)
}

/// Where what a path names lives; what nobody has heard of here may have come in elsewhere since.
async fn whereabouts(hub: &Arc<Hub>, path: &str) -> Where {
    let mut parts = path
        .split('/')
        .skip_while(|part| *part != "sessions" && *part != "attempts");
    let kind = parts.next();
    let Some(id) = parts.next().and_then(RandomId::parse) else {
        return Where::Here;
    };
    let of_attempt = kind == Some("attempts");
    if let Some(known) = known(hub, &id, of_attempt) {
        return known;
    }
    look(hub, PAUSE).await;
    known(hub, &id, of_attempt).unwrap_or(Where::Here)
}

fn known(hub: &Arc<Hub>, id: &RandomId, of_attempt: bool) -> Option<Where> {
    let session = if of_attempt { hub.session_of(id)? } else { *id };
    if hub.session(&session).is_ok() || hub.is_asleep(&session) {
        return Some(Where::Here);
    }
    match hub.elsewhere(&session)? {
        Some(there) => Some(Where::There(there)),
        None => Some(Where::Nowhere),
    }
}

/// Looks at what the store holds, unless somebody has looked since this was asked: takes what nobody holds, keeps what this server has.
async fn look(hub: &Arc<Hub>, pause: Duration) -> bool {
    let Some(shared) = hub.shared() else { return true };
    let asked = Instant::now();
    let mut looked = shared.looked.lock().await;
    match *looked {
        Some(looked) if looked >= asked => return true,
        Some(looked) => tokio::time::sleep_until(looked + pause).await,
        None => {}
    }
    let begun = Instant::now();
    let done = round(hub).await.is_ok();
    *looked = Some(begun);
    done
}

async fn round(hub: &Arc<Hub>) -> Result<(), Fault> {
    for order in hub.orders().await? {
        place(hub, &order).await?;
    }
    Ok(())
}

/// Takes the lease of a session when nobody else holds it, or keeps it: whether it is held here.
pub(crate) async fn hold(hub: &Arc<Hub>, session: &RandomId) -> Result<bool, Fault> {
    let Some(shared) = hub.shared() else { return Ok(true) };
    let me = shared.sharing.address.to_string();
    let name = actor::log(session);
    let holder = hub.store().lease(&name, &me, shared.sharing.lasts).await?;
    if holder != me {
        hub.lives_at(session, holder.parse().ok());
    }
    Ok(holder == me)
}

/// Takes a session when nobody else holds it, or keeps it: whether it lives here, or is about to.
pub(crate) async fn place(hub: &Arc<Hub>, order: &Arc<Order>) -> Result<bool, Fault> {
    let session = order.session;
    if !hold(hub, &session).await? {
        return Ok(false);
    }
    if hub.session(&session).is_ok() || hub.is_asleep(&session) || !hub.begins_to_wake(&session) {
        return Ok(true);
    }
    // It takes a while to read a session: its lease is kept up meanwhile.
    let (hub, order) = (Arc::clone(hub), Arc::clone(order));
    drop(tokio::spawn(async move {
        let woken = hub.wake(Arc::clone(&order)).await;
        hub.is_awake(&session);
        match woken {
            Ok(()) => {}
            // Somebody who held it until now wrote once more: the next look.
            Err(actor::NotBegun::Store(Fault::Fenced | Fault::Busy | Fault::Full)) => {}
            Err(actor::NotBegun::Store(fault)) => hub.end(fault),
            Err(why) => hub.cannot_wake(session.to_string(), why.code()),
        }
    }));
    Ok(true)
}

/// Looks again and again, until the server stops. A server that no longer reaches the store gives up what it has: others take it.
pub(crate) async fn keep(hub: Weak<Hub>, lasts: Duration) {
    let mut reached = Instant::now();
    loop {
        tokio::time::sleep(lasts / 3).await;
        let Some(hub) = hub.upgrade() else { return };
        if look(&hub, Duration::ZERO).await {
            reached = Instant::now();
        } else if reached.elapsed() >= lasts {
            hub.gives_up();
        }
    }
}
