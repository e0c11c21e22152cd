//! What people send, and what they may read.

use super::{SLOW, Who, answer, done, said, signed, signed_by_one, visit, whole};
use crate::actor::{self, Ask};
use crate::hub::Hub;
use crate::limits::{ENTRANCES, MACHINES};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, Response, StatusCode};
use jalon_api::staff::{Done, ENTRANCE, Question, RELEASED, Released};
use jalon_api::{MOST_BYTES, MOST_CONTENT, Problem, path};
use jalon_base::Slug;
use jalon_session::Capability;
use jalon_session::access::may_release;
use jalon_session::event::{ACT, Act, Happening};
use jalon_session::seal::{SEAL, SessionSeal, signers};
use jalon_session::wire::{Reply, Request};
use std::sync::Arc;
use std::time::Duration;

type Result<T> = std::result::Result<T, Problem>;

/// Whether the server lives: nothing more is said to whoever asks.
pub(super) async fn health() -> Response<Body> {
    answer(StatusCode::OK, jalon_api::JSON, b"{}".to_vec())
}

/// The signed order of a session: whoever brings it, it is the certifier who is believed.
pub(super) async fn order(
    State(hub): State<Arc<Hub>>,
    Path(session): Path<String>,
    who: Who,
    body: Body,
) -> Response<Body> {
    let carried = async {
        let visit = visit(&hub, &session, who, &Method::PUT, path::ORDER)?;
        visit.limited(ENTRANCES)?;
        let bytes = whole(body, MOST_BYTES, SLOW).await?;
        let result = hub.import(&visit.session, bytes.to_vec()).await;
        visit.noted(None, &result);
        result?;
        let live = hub.session(&visit.session)?;
        Ok(said(&live.ask(Ask::Status).await?))
    };
    done(carried.await)
}

/// The sealed content, from somebody who runs the room.
pub(super) async fn content(
    State(hub): State<Arc<Hub>>,
    Path(session): Path<String>,
    who: Who,
    headers: HeaderMap,
    body: Body,
) -> Response<Body> {
    let carried = async {
        let visit = visit(&hub, &session, who, &Method::PUT, path::CONTENT)?;
        let (live, person) = visit.shown(&headers, Capability::Run)?;
        let bytes = whole(body, MOST_CONTENT, Duration::from_secs(600)).await?;
        let result = hub.import_content(&live.order, bytes.to_vec()).await;
        visit.noted(Some(person), &result);
        result?;
        Ok(said(&live.ask(Ask::Status).await?))
    };
    done(carried.await)
}

/// The certifier's online release of the content.
pub(super) async fn release(
    State(hub): State<Arc<Hub>>,
    Path(session): Path<String>,
    who: Who,
    body: Body,
) -> Response<Body> {
    let carried = async {
        let visit = visit(&hub, &session, who, &Method::PUT, path::RELEASE)?;
        visit.limited(ENTRANCES)?;
        let live = hub.session(&visit.session)?;
        let (document, verified) = signed::<Released>(body, RELEASED, MOST_BYTES).await?;
        let Released { session, code } = verified.body;
        let result = match may_release(&live.order, &session, &verified.signers) {
            Err(denied) => Err(Problem::of(denied.code())),
            Ok(()) => live.ask(|answer| Ask::Release(code, document.to_vec(), answer)).await,
        };
        visit.noted(None, &result);
        acted(result?)
    };
    done(carried.await)
}

/// A question to be signed by who comes in.
pub(super) async fn question(State(hub): State<Arc<Hub>>, Path(session): Path<String>, who: Who) -> Response<Body> {
    let carried = async {
        let visit = visit(&hub, &session, who, &Method::POST, path::QUESTION)?;
        visit.limited(ENTRANCES)?;
        hub.session(&visit.session)?;
        Ok(said(&hub.passes().ask(visit.session, hub.clock().now().mono_ms)?))
    };
    done(carried.await)
}

/// A pass for who signed a question.
pub(super) async fn pass(
    State(hub): State<Arc<Hub>>,
    Path(session): Path<String>,
    who: Who,
    body: Body,
) -> Response<Body> {
    let carried = async {
        let visit = visit(&hub, &session, who, &Method::POST, path::PASS)?;
        visit.limited(ENTRANCES)?;
        let live = hub.session(&visit.session)?;
        let result = async {
            let (question, key) = signed_by_one::<Question>(body, ENTRANCE, MOST_BYTES).await?;
            if question.session != visit.session {
                return Err(Problem::of("access/session"));
            }
            hub.passes()
                .give(&question, &key, &live.order, hub.clock().now().mono_ms)
        };
        let result = result.await;
        let person: Option<Slug> = result.as_ref().ok().map(|pass| pass.person.clone());
        visit.noted(person, &result);
        Ok(said(&result?))
    };
    done(carried.await)
}

/// Where the session is.
pub(super) async fn status(
    State(hub): State<Arc<Hub>>,
    Path(session): Path<String>,
    who: Who,
    headers: HeaderMap,
) -> Response<Body> {
    let carried = async {
        let visit = visit(&hub, &session, who, &Method::GET, path::STATUS)?;
        let (live, _) = visit.shown(&headers, Capability::Watch)?;
        Ok(said(&live.ask(Ask::Status).await?))
    };
    done(carried.await)
}

fn acted(reply: Reply) -> Result<Response<Body>> {
    match reply {
        Reply::Done { head } => Ok(said(&Done { head })),
        Reply::Refused { code } => Err(Problem::of(code)),
        _ => Err(Problem::of("api/busy")),
    }
}

/// What a person does: their signatures say who they are, and the rules of the room whether they may.
pub(super) async fn acts(
    State(hub): State<Arc<Hub>>,
    Path(session): Path<String>,
    who: Who,
    body: Body,
) -> Response<Body> {
    let carried = async {
        let visit = visit(&hub, &session, who, &Method::POST, path::ACTS)?;
        visit.limited(MACHINES)?;
        let live = hub.session(&visit.session)?;
        let (document, verified) = signed::<Act>(body, ACT, MOST_BYTES).await?;
        let by = signers(&live.order, &verified.signers);
        let Some(by) = by else {
            let result: Result<()> = Err(Problem::of("access/unknown"));
            visit.noted(None, &result);
            return Err(Problem::of("access/unknown"));
        };
        let first = by.first().cloned();
        let happening = Happening::Acted {
            act: Box::new(verified.body),
            by,
            signed: Some(document),
        };
        let request = Request::Act(Box::new(happening));
        let result = live.ask(|answer| Ask::Do(request, answer)).await.and_then(acted);
        if result.is_err() {
            visit.noted(first, &result);
        }
        result
    };
    done(carried.await)
}

/// The seal, to be signed by who may seal.
pub(super) async fn to_seal(
    State(hub): State<Arc<Hub>>,
    Path(session): Path<String>,
    who: Who,
    headers: HeaderMap,
) -> Response<Body> {
    let carried = async {
        let visit = visit(&hub, &session, who, &Method::GET, path::SEAL)?;
        let (live, person) = visit.shown(&headers, Capability::Seal)?;
        let result = live.ask(Ask::ToSeal).await;
        visit.noted(Some(person), &result);
        Ok(said(&result?))
    };
    done(carried.await)
}

/// The seal, signed by who may seal: the centre signs it too, and it is kept.
pub(super) async fn seal(
    State(hub): State<Arc<Hub>>,
    Path(session): Path<String>,
    who: Who,
    body: Body,
) -> Response<Body> {
    let carried = async {
        let visit = visit(&hub, &session, who, &Method::POST, path::SEAL)?;
        visit.limited(ENTRANCES)?;
        let live = hub.session(&visit.session)?;
        let (document, verified) = signed::<SessionSeal>(body, SEAL, MOST_BYTES).await?;
        let result = match signers(&live.order, &verified.signers) {
            None => Err(Problem::of("access/unknown")),
            Some(_) => {
                let both = hub.sign_too(document)?;
                let kept = both.clone();
                let sealed = live.ask(|answer| Ask::Seal(Box::new(kept), answer)).await;
                sealed.map(|()| both)
            }
        };
        visit.noted(None, &result);
        let both = result?;
        Ok(answer(StatusCode::OK, jalon_api::JSON, both.to_vec()))
    };
    done(carried.await)
}

/// Everything that is kept of a sealed session, one record a line.
pub(super) async fn records(
    State(hub): State<Arc<Hub>>,
    Path(session): Path<String>,
    who: Who,
    headers: HeaderMap,
) -> Response<Body> {
    let carried = async {
        let visit = visit(&hub, &session, who, &Method::GET, path::RECORDS)?;
        let (live, person) = visit.shown(&headers, Capability::Seal)?;
        let result = async {
            if !live.ask(Ask::Status).await?.sealed {
                return Err(Problem::of("api/not-sealed"));
            }
            let records = hub.store().read(&actor::log(&visit.session), 0).await;
            records.map_err(|fault| Problem::of(fault.code()))
        };
        let result = result.await;
        visit.noted(Some(person), &result);
        Ok(answer(StatusCode::OK, "application/jsonl", lines(&result?)))
    };
    done(carried.await)
}

/// Who did or tried what, one entry a line.
pub(super) async fn audit(
    State(hub): State<Arc<Hub>>,
    Path(session): Path<String>,
    who: Who,
    headers: HeaderMap,
) -> Response<Body> {
    let carried = async {
        let visit = visit(&hub, &session, who, &Method::GET, path::AUDIT)?;
        let (_, person) = visit.shown(&headers, Capability::Run)?;
        let entries = hub.store().read(&crate::audit::log(&visit.session), 0).await;
        let result = entries.map_err(|fault| Problem::of(fault.code()));
        visit.noted(Some(person), &result);
        Ok(answer(StatusCode::OK, "application/jsonl", lines(&result?)))
    };
    done(carried.await)
}

fn lines(records: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::with_capacity(records.iter().map(|record| record.len() + 1).sum());
    for record in records {
        out.extend_from_slice(record);
        out.push(b'\n');
    }
    out
}
