//! The routes: read strictly, checked for signatures and passes, carried to the session, answered with its rules' words.

mod follow;
mod places;
mod rest;
mod seats;
mod staff;
mod watch;

use crate::actor::Live;
use crate::audit::Tried;
use crate::hub::Hub;
use crate::limits::{MACHINES, REFUSED, Rate};
use crate::sharing;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Extension, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::routing::{get, post, put};
use jalon_api::{Problem, Signed, path, problem};
use jalon_base::id::RandomId;
use jalon_base::json::Limits;
use jalon_base::{Document, Slug, jcs};
use jalon_credential::envelope::Verified;
use jalon_session::Capability;
pub(crate) use rest::Held;
use rest::Rest;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

/// How long a message may take to come.
const SLOW: Duration = Duration::from_secs(15);

/// Where a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// Headers of every answer of the interface.
///
/// # Source
/// OWASP ASVS 5.0, V3.4: no page of the interface may run, show or be framed by anything.
const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
         trusted-types 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), display-capture=()",
    ),
    ("cache-control", "no-store"),
];

/// The routes of a server.
pub fn router(hub: &Arc<Hub>) -> Router {
    Router::new()
        .route(path::HEALTH, get(staff::health))
        .route(path::ORDER, put(staff::order))
        .route(path::CONTENT, put(staff::content))
        .route(path::RELEASE, put(staff::release))
        .route(path::QUESTION, post(staff::question))
        .route(path::PASS, post(staff::pass))
        .route(path::STATUS, get(staff::status))
        .route(path::ACTS, post(staff::acts))
        .route(path::WALL, get(watch::wall))
        .route(path::WATCH, get(watch::watch))
        .route(path::SEAL, get(staff::to_seal).post(staff::seal))
        .route(path::RECORDS, get(staff::records))
        .route(path::AUDIT, get(staff::audit))
        .route(path::PLACES, get(places::waiting).post(places::announce))
        .route(path::JOIN, post(seats::join))
        .route(path::EVENTS, post(seats::events))
        .route(path::JOURNAL, post(seats::journal))
        .route(path::FOLLOW, get(follow::question).post(follow::follow))
        .fallback(|| async { refusal(&Problem::of("api/not-found")) })
        .method_not_allowed_fallback(|| async { refusal(&Problem::of("api/method")) })
        .layer(from_fn_with_state(Arc::clone(hub), around))
        .with_state(Arc::clone(hub))
}

/// What is around every route: a life that is over says nothing more, every answer has its headers, and a connection whose request does not
/// come to its end is not used again.
async fn around(
    axum::extract::State(hub): axum::extract::State<Arc<Hub>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let (request, rest) = Rest::of(request, hub.held());
    let mut response = match hub.is_over() {
        Some(fault) => refusal(&Problem::of(fault.code())),
        None => match sharing::passed_on(&hub, request).await {
            Ok(request) => next.run(request).await,
            Err(answered) => answered,
        },
    };
    if rest.is_over() {
        response = refusal(&Problem::of("api/busy").again_after(1));
    }
    for (name, value) in HEADERS {
        let (name, value) = (HeaderName::from_static(name), HeaderValue::from_static(value));
        response.headers_mut().insert(name, value);
    }
    if hub.settings().secure {
        let value = HeaderValue::from_static("max-age=31536000");
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    if !rest.passed_over().await {
        let value = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, value);
    }
    response
}

fn answer(status: StatusCode, media: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let media = HeaderValue::from_static(media);
    response.headers_mut().insert(header::CONTENT_TYPE, media);
    response
}

/// A problem as an answer.
pub(crate) fn refusal(problem: &Problem) -> Response<Body> {
    let status = u16::try_from(problem.status).ok();
    let status = status.and_then(|status| StatusCode::from_u16(status).ok());
    let bytes = jcs::to_vec(problem).unwrap_or_default();
    let mut response = answer(
        status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
        problem::MEDIA_TYPE,
        bytes,
    );
    if let Some(seconds) = problem.retry_after {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// A document as an answer.
fn said<T: Document>(document: &T) -> Response<Body> {
    match jcs::to_vec(document) {
        Ok(bytes) => answer(StatusCode::OK, jalon_api::JSON, bytes),
        Err(_) => refusal(&Problem::of("api/busy")),
    }
}

fn done(result: Result<Response<Body>, Problem>) -> Response<Body> {
    result.unwrap_or_else(|problem| refusal(&problem))
}

/// The body of a request: whole, in time, no longer than it may be.
async fn whole(body: Body, most: usize, slow: Duration) -> Result<Bytes, Problem> {
    match tokio::time::timeout(slow, to_bytes(body, most)).await {
        Err(_) => Err(Problem::of("api/too-slow")),
        Ok(Err(_)) => Err(Problem::of("api/too-long")),
        Ok(Ok(bytes)) => Ok(bytes),
    }
}

/// A signed document of a kind, no longer than it may be, by how many keys soever.
async fn signed<T: Document + Clone>(body: Body, kind: &str, most: usize) -> Result<(Signed<T>, Verified<T>), Problem> {
    let bytes = whole(body, most, SLOW).await?;
    let signed: Signed<T> =
        Signed::from_slice(&bytes, Limits::DOCUMENT).map_err(|malformed| Problem::malformed(&malformed))?;
    let verified = signed.clone().verify(kind).map_err(|_| Problem::of("api/signature"))?;
    Ok((signed, verified))
}

/// A signed document of a kind, by one key: the document and the DID of the key.
async fn signed_by_one<T: Document + Clone>(body: Body, kind: &str, most: usize) -> Result<(T, String), Problem> {
    let (_, verified) = signed::<T>(body, kind, most).await?;
    match verified.signers.as_slice() {
        [signer] => Ok((verified.body, signer.by.clone())),
        _ => Err(Problem::of("api/signers")),
    }
}

fn id(text: &str) -> Result<RandomId, Problem> {
    RandomId::parse(text).ok_or_else(|| Problem::of("api/not-found"))
}

/// The pass of the header `Authorization: Bearer`.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, pass) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| pass.trim())
}

fn from(peer: Option<Peer>) -> String {
    peer.map_or_else(|| "here".to_owned(), |peer| peer.0.to_string())
}

/// Who asks, where the port says so.
type Who = Option<Extension<Peer>>;

/// A request about a session.
fn visit(hub: &Arc<Hub>, session: &str, who: Who, method: &Method, route: path::Route) -> Result<Visit, Problem> {
    Ok(Visit::new(hub, id(session)?, who.map(|peer| peer.0), method, route))
}

/// A request as it is noted and limited: of which session, from where, for what.
struct Visit {
    hub: Arc<Hub>,
    session: RandomId,
    from: String,
    what: String,
}

impl Visit {
    fn new(hub: &Arc<Hub>, session: RandomId, peer: Option<Peer>, method: &Method, route: path::Route) -> Self {
        let what = route.rsplit('/').next().unwrap_or_default();
        Self {
            hub: Arc::clone(hub),
            session,
            from: from(peer),
            what: format!("{method} {what}"),
        }
    }

    /// Takes one of what this visitor may ask, before anything of it is looked at.
    fn limited(&self, rate: Rate) -> Result<(), Problem> {
        self.limited_by(&self.what, rate)
    }

    /// Takes one of what this visitor may do of something.
    fn limited_by(&self, what: &str, rate: Rate) -> Result<(), Problem> {
        let now = self.hub.clock().now().mono_ms;
        if self.hub.limits().take(&format!("{what} {}", self.from), rate, now) {
            Ok(())
        } else {
            Err(Problem::of("api/too-often").again_after(10))
        }
    }

    /// The session, and who shows a pass for it with a capability; who is turned away is noted.
    fn shown(&self, headers: &HeaderMap, what: Capability) -> Result<(Arc<Live>, Slug), Problem> {
        self.limited(MACHINES)?;
        let live = self.hub.session(&self.session)?;
        let shown = self.hub.passes().shown(bearer(headers), &live.order, what);
        if shown.is_err() {
            self.noted(None, &shown);
        }
        Ok((live, shown?))
    }

    /// Notes how it went; refusals beyond a few of one visitor are counted, and the next entry says how many.
    fn noted<T>(&self, who: Option<Slug>, result: &Result<T, Problem>) {
        let code = result.as_ref().err().map_or("done", |problem| problem.code.as_str());
        // A session that is not here has no log of its own: anybody could fill a disk with the names of others.
        let too_many = result.is_err() && self.limited_by("refused", REFUSED).is_err();
        if too_many {
            return self.hub.audit().count();
        }
        if self.hub.session(&self.session).is_ok() {
            self.hub.note(Tried {
                session: self.session,
                who,
                what: self.what.clone(),
                code: code.to_owned(),
                from: self.from.clone(),
            });
        }
    }
}
