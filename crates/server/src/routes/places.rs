//! Machines that say that they are there, and who looks at them: bounded, in memory; a place is what a person signs.

use super::{Who, done, said, signed_by_one, visit};
use crate::hub::Hub;
use crate::limits::{ANNOUNCED, MACHINES, NEW_MACHINES};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, Response};
use jalon_api::place::{ANNOUNCING, Announced, Announcing, MOST_ANNOUNCED, Places};
use jalon_api::{Problem, path};
use jalon_base::Slug;
use jalon_session::Capability;
use std::sync::Arc;

/// A machine that is there: which place it is, once somebody has prepared it.
pub(super) async fn announce(
    State(hub): State<Arc<Hub>>,
    Path(session): Path<String>,
    who: Who,
    body: Body,
) -> Response<Body> {
    let carried = async {
        let visit = visit(&hub, &session, who, &Method::POST, path::PLACES)?;
        visit.limited(MACHINES)?;
        let result = async {
            let live = hub.session(&visit.session)?;
            let (announcing, key) = signed_by_one::<Announcing>(body, ANNOUNCING, MOST_ANNOUNCED).await?;
            if announcing.session != visit.session {
                return Err(Problem::of("access/session"));
            }
            let now = hub.clock().now().mono_ms;
            let known = live.knows(&key) || hub.announcements().knows(&visit.session, &key);
            if !known {
                visit.limited_by("machine", NEW_MACHINES)?;
            }
            if !hub.limits().take(&format!("announce {key}"), ANNOUNCED, now) {
                return Err(Problem::of("api/too-often").again_after(2));
            }
            let seat = live.place_of(&key);
            if seat.is_none() {
                let hall = hub.announcements();
                hall.note(visit.session, key, announcing.tried, &visit.from, now);
            }
            Ok(said(&Announced {
                centre: hub.did().to_owned(),
                seat,
                result_hours: live.order.rules.result_hours,
            }))
        };
        let result = result.await;
        if result.is_err() {
            visit.noted(None, &result);
        }
        result
    };
    done(carried.await)
}

/// The machines that wait, to somebody who may prepare them.
pub(super) async fn waiting(
    State(hub): State<Arc<Hub>>,
    Path(session): Path<String>,
    who: Who,
    headers: HeaderMap,
) -> Response<Body> {
    let carried = async {
        let visit = visit(&hub, &session, who, &Method::GET, path::PLACES)?;
        let (live, _) = visit.shown(&headers, Capability::Prepare)?;
        let mut waiting = hub.announcements().of(&visit.session, hub.clock().now().mono_ms);
        // Whoever was prepared meanwhile waits no more.
        waiting.retain(|machine| live.place_of(&machine.key).is_none());
        let (ready, empty): (Vec<Slug>, Vec<Slug>) =
            live.order.seats.iter().cloned().partition(|seat| live.is_ready(seat));
        Ok(said(&Places { waiting, empty, ready }))
    };
    done(carried.await)
}
