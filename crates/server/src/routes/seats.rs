//! What seats send: signed by the key that the place made for the session, answered with what the centre signs.

use super::{Peer, Visit, done, id, said, signed_by_one};
use crate::actor::{Ask, Live};
use crate::hub::Hub;
use crate::limits::{CODES, MACHINES, POSTS};
use axum::body::Body;
use axum::extract::{Extension, Path, State};
use axum::http::{Method, Response};
use jalon_api::seat::{GIVING, Giving, JOINING, Joining, POSTING, Posting, Shown, Told};
use jalon_api::{MOST_BYTES, MOST_EVENTS, MOST_GIVEN, Problem, Signed, path};
use jalon_attempt::event::Event;
use jalon_base::id::RandomId;
use jalon_session::wire::{ACK, Ack, Join, Post, Reply, Request, Restore};
use std::sync::Arc;

/// What comes with each request.
type Who = Option<Extension<Peer>>;

/// A seat with a permission.
pub(super) async fn join(
    State(hub): State<Arc<Hub>>,
    Path(session): Path<String>,
    who: Who,
    body: Body,
) -> Response<Body> {
    done(joined(&hub, &session, who, body).await)
}

async fn joined(hub: &Arc<Hub>, session: &str, who: Who, body: Body) -> Result<Response<Body>, Problem> {
    let session = id(session)?;
    let visit = Visit::new(hub, session, who.map(|peer| peer.0), &Method::POST, path::JOIN);
    visit.limited(MACHINES)?;
    let result = tried_to_join(&visit, body).await;
    // Only codes that do not serve are counted against whoever tries them.
    if result.as_ref().is_err_and(|problem| problem.code.starts_with("room/")) {
        visit.limited_by("code", CODES)?;
    }
    visit.noted(None, &result);
    result
}

async fn tried_to_join(visit: &Visit, body: Body) -> Result<Response<Body>, Problem> {
    let hub = &visit.hub;
    let now = hub.clock().now().mono_ms;
    if hub.limits().is_empty(&format!("code {}", visit.from), CODES, now) {
        return Err(Problem::of("api/too-often").again_after(10));
    }
    let (joining, key) = signed_by_one::<Joining>(body, JOINING, MOST_BYTES).await?;
    if joining.session != visit.session {
        return Err(Problem::of("access/session"));
    }
    let live = hub.session(&visit.session)?;
    // Who has a place asks no more often to be told what they have than they may send.
    let name = format!("join {key}");
    if live.knows(&key) && !hub.limits().take(&name, POSTS, now) {
        return Err(Problem::of("api/too-often").again_after(5));
    }
    let join = Join {
        seat: joining.seat,
        key,
        code: joining.code,
    };
    let reply = live.ask(|answer| Ask::Do(Request::Join(join), answer)).await?;
    told(hub, &live, reply)
}

/// What a seat has written.
pub(super) async fn events(
    State(hub): State<Arc<Hub>>,
    Path(attempt): Path<String>,
    who: Who,
    body: Body,
) -> Response<Body> {
    done(posted(&hub, &attempt, who, body).await)
}

/// The session of an attempt, and a request of it; who asks for an attempt that nobody has uses up what they may ask too.
fn of_attempt(hub: &Arc<Hub>, attempt: &RandomId, who: Who, route: path::Route) -> Result<(Arc<Live>, Visit), Problem> {
    let live = hub.of_attempt(attempt);
    let session = live.as_ref().map_or(*attempt, |live| live.order.session);
    let visit = Visit::new(hub, session, who.map(|peer| peer.0), &Method::POST, route);
    visit.limited(MACHINES)?;
    Ok((live?, visit))
}

async fn posted(hub: &Arc<Hub>, attempt: &str, who: Who, body: Body) -> Result<Response<Body>, Problem> {
    let attempt = id(attempt)?;
    let (live, visit) = of_attempt(hub, &attempt, who, path::EVENTS)?;
    let result = async {
        let (posting, key) = signed_by_one::<Posting>(body, POSTING, MOST_BYTES).await?;
        // Only what a place of the room signs counts against the attempt: nobody else can use up what it may send.
        if !live.knows(&key) {
            return Err(Problem::of("access/unknown"));
        }
        if !hub
            .limits()
            .take(&format!("{attempt} {key}"), POSTS, hub.clock().now().mono_ms)
        {
            return Err(Problem::of("api/too-often").again_after(5));
        }
        let post = checked(posting, key, &attempt)?;
        let reply = live
            .ask(|answer| Ask::Do(Request::Post(Box::new(post)), answer))
            .await?;
        told(hub, &live, reply)
    };
    let result = result.await;
    if result.is_err() {
        visit.noted(None, &result);
    }
    result
}

/// What a seat has written, when it is of this attempt and not too much.
fn checked(posting: Posting, key: String, attempt: &RandomId) -> Result<Post, Problem> {
    if posting.attempt != *attempt {
        return Err(Problem::of("desk/attempt"));
    }
    if posting.events.len() > MOST_EVENTS {
        return Err(Problem::of("api/too-many-events"));
    }
    Ok(posting.into_post(key))
}

/// What a seat gives back.
pub(super) async fn journal(
    State(hub): State<Arc<Hub>>,
    Path(attempt): Path<String>,
    who: Who,
    body: Body,
) -> Response<Body> {
    done(gave_back(&hub, &attempt, who, body).await)
}

async fn gave_back(hub: &Arc<Hub>, attempt: &str, who: Who, body: Body) -> Result<Response<Body>, Problem> {
    let attempt = id(attempt)?;
    let (live, visit) = of_attempt(hub, &attempt, who, path::JOURNAL)?;
    let result = async {
        // Each is as long as an attempt: a few at once, whoever sends them.
        let busy = || Problem::of("api/busy").again_after(2);
        let turn = tokio::time::timeout(super::SLOW, hub.giving().acquire()).await;
        let _turn = turn.ok().and_then(Result::ok).ok_or_else(busy)?;
        let (giving, key) = signed_by_one::<Giving>(body, GIVING, MOST_GIVEN).await?;
        if !live.knows(&key) {
            return Err(Problem::of("access/unknown"));
        }
        if giving.journal.attempt != attempt {
            return Err(Problem::of("desk/attempt"));
        }
        let restore = Restore {
            journal: giving.journal,
            ack: giving.ack,
            heads: giving.heads,
        };
        let request = Request::Restore(Box::new(restore));
        let reply = live.ask(|answer| Ask::Do(request, answer)).await?;
        told(hub, &live, reply)
    };
    let result = result.await;
    visit.noted(None, &result);
    result
}

/// A reply as it travels: its acknowledgement signed by the centre, and what is shown of what it presents.
fn told(hub: &Arc<Hub>, live: &Arc<Live>, reply: Reply) -> Result<Response<Body>, Problem> {
    let ack = |ack: Ack| -> Result<Signed<Ack>, Problem> { hub.sign(ACK, &ack) };
    let told = match reply {
        Reply::Refused { code } => return Err(Problem::of(code)),
        Reply::Done { .. } | Reply::Behind => Told::Behind,
        Reply::Welcome {
            journal,
            ack: signed,
            heads,
            left_ms,
        } => {
            let release = live.edition()?;
            let protocol = release.protocols.get(&live.order.protocol).cloned();
            Told::Welcome {
                shown: Shown::of(&journal.events, &release),
                journal,
                ack: ack(signed)?,
                heads,
                left_ms,
                protocol: Box::new((*protocol.ok_or_else(|| Problem::of("api/no-content"))?).clone()),
            }
        }
        Reply::Taken {
            ack: signed,
            news,
            refused,
            left_ms,
        } => Told::Taken {
            ack: ack(signed)?,
            shown: shown(live, &news)?,
            news,
            refused: refused.map(str::to_owned),
            left_ms,
        },
        Reply::NotTaken {
            ack: signed,
            news,
            why,
            kept,
            left_ms,
        } => Told::NotTaken {
            ack: ack(signed)?,
            shown: shown(live, &news)?,
            news,
            why: why.to_owned(),
            kept,
            left_ms,
        },
        Reply::Hold {
            ack: signed,
            news,
            left_ms,
        } => Told::Hold {
            ack: ack(signed)?,
            shown: shown(live, &news)?,
            news,
            left_ms,
        },
    };
    Ok(said(&told))
}

fn shown(live: &Arc<Live>, news: &[Event]) -> Result<Shown, Problem> {
    if news.is_empty() {
        return Ok(Shown::default());
    }
    let release = live.edition()?;
    Ok(Shown::of(news, &release))
}
