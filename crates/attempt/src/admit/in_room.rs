//! What only holds in a room.

use super::{Illegal, ensure, is_open, is_presented, running};
use crate::clock::Now;
use crate::event::{By, CloseReason, Payload, Signal};
use crate::room::Knows;
use crate::state::{Phase, State};
use jalon_base::sorted::SortedMap;
use jalon_protocol::plan::PaperItem;
use jalon_protocol::{ItemContent, ItemId};

/// What a room asks of every event: the lease from the seat, its own clock from the host.
pub fn hosted(state: &State, payload: &Payload, at: &Now, knows: Knows) -> Result<(), Illegal> {
    if payload.by() == By::Seat {
        let pauses = matches!(payload, Payload::Signalled { signal: Signal::Paused });
        ensure(!pauses, Illegal::NoPause)?;
        return ensure(knows.lease && state.lease.is_some(), Illegal::Fenced);
    }
    if let (Phase::Running(_), Some(last)) = (&state.phase, &state.last) {
        let resumes = matches!(payload, Payload::Resumed { .. });
        ensure(last.boot == at.boot || resumes, Illegal::NotResumed)?;
    }
    // Taken within the grace of the part that the seat wrote to: judged by the host's clock, at once or later by replay.
    if let (Payload::Accepted { .. }, Some(part), Some(hosted)) = (payload, &state.unaccepted, state.hosted()) {
        let over = state.over_ms(part, at) > hosted.grace_ms;
        ensure(!over, Illegal::TimeOver { part: part.clone() })?;
    }
    Ok(())
}

/// What only happens in a room; none for what happens elsewhere too.
pub fn in_room(
    state: &State,
    contents: &SortedMap<ItemId, ItemContent>,
    payload: &Payload,
    knows: Knows,
) -> Option<Result<(), Illegal>> {
    Some(match payload {
        Payload::Alerted { item, .. } => alerted(state, item, knows),
        Payload::Leased { lease } => {
            let next = state.lease.as_ref().map_or(1, |lease| lease.epoch.saturating_add(1));
            ensure(lease.epoch == next, Illegal::Lease)
        }
        Payload::Suspended => ensure(matches!(state.phase, Phase::Running(_)), Illegal::OutOfPlace),
        Payload::Credited { ms, .. } => ensure(*ms > 0 && state.open_part().is_some(), Illegal::OutOfPlace),
        Payload::Settled { item, upheld, by } => settled(state, contents, item, *upheld, by.as_ref(), knows),
        Payload::Closed {
            reason: CloseReason::Ended,
        } => ensure(state.paper.is_some() && state.alerts.is_empty(), Illegal::OutOfPlace),
        _ => return None,
    })
}

fn alerted(state: &State, item: &ItemId, knows: Knows) -> Result<(), Illegal> {
    running(state, knows)?;
    is_presented(state, item)?;
    is_open(state, item)?;
    ensure(
        !state.alerts.contains_key(item),
        Illegal::Alerted { item: item.clone() },
    )
}

fn settled(
    state: &State,
    contents: &SortedMap<ItemId, ItemContent>,
    item: &ItemId,
    upheld: bool,
    by: Option<&PaperItem>,
    knows: Knows,
) -> Result<(), Illegal> {
    ensure(state.alerts.contains_key(item), Illegal::OutOfPlace)?;
    let Some(by) = by else { return Ok(()) };
    let mut entries = state.paper.iter().flat_map(|paper| paper.items());
    let replaced = entries.find(|(_, entry)| entry.item == *item);
    let same = replaced.is_some_and(|(part, entry)| !state.is_finished(&part.id) && entry.section == by.section);
    let fresh = (!knows.contents || contents.contains_key(&by.item)) && !state.presented.contains(&by.item);
    ensure(upheld && same && fresh, Illegal::Paper)
}
