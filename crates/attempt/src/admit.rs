//! Which events may follow: ingestion and replay refuse a well-hashed event that no candidate and no host could have made.

use crate::clock::{Now, elapsed};
use crate::event::{CloseReason, Payload, Signal, Why};
use crate::state::{Phase, State};
use jalon_base::sorted::SortedMap;
use jalon_protocol::item::NotAdmitted;
use jalon_protocol::plan::{Navigation, Sitting};
use jalon_protocol::{ItemContent, ItemId, PartId};

/// Why an event may not follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Illegal {
    /// The attempt is closed.
    Closed,
    /// It is not the time for it: nothing is open, or something is already there.
    OutOfPlace,
    /// The item was not presented.
    NotPresented {
        /// The item.
        item: ItemId,
    },
    /// The part cannot be opened now.
    WrongPart {
        /// The part.
        part: PartId,
    },
    /// One cannot go back.
    NoWayBack {
        /// The item.
        item: ItemId,
    },
    /// The response is not one that the item can have.
    Response {
        /// The item.
        item: ItemId,
        /// Why.
        why: NotAdmitted,
    },
    /// The protocol has no pause.
    NoPause,
    /// The time of the part is over.
    TimeOver {
        /// The part.
        part: PartId,
    },
    /// The time of the part is not over yet.
    TimeLeft {
        /// The part.
        part: PartId,
    },
    /// The machine lives another life: `resumed` must come first.
    NotResumed,
    /// What `resumed` charges is not what the clocks and the protocol say.
    Charge {
        /// Milliseconds that should have been charged.
        right: i64,
    },
    /// Started for another protocol, with another engine than can read it, or dispensing from parts that are not there.
    Start,
    /// The paper is not one of this protocol.
    Paper,
}

impl Illegal {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Closed => "attempt/closed",
            Self::OutOfPlace => "attempt/out-of-place",
            Self::NotPresented { .. } => "attempt/not-presented",
            Self::WrongPart { .. } => "attempt/wrong-part",
            Self::NoWayBack { .. } => "attempt/no-way-back",
            Self::Response { why, .. } => why.code(),
            Self::NoPause => "attempt/no-pause",
            Self::TimeOver { .. } => "attempt/time-over",
            Self::TimeLeft { .. } => "attempt/time-left",
            Self::NotResumed => "attempt/not-resumed",
            Self::Charge { .. } => "attempt/charge",
            Self::Start => "attempt/start",
            Self::Paper => "attempt/paper",
        }
    }
}

impl std::fmt::Display for Illegal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())?;
        match self {
            Self::NotPresented { item } | Self::NoWayBack { item } | Self::Response { item, .. } => {
                write!(f, ", item `{item}`")
            }
            Self::WrongPart { part } | Self::TimeOver { part } | Self::TimeLeft { part } => {
                write!(f, ", part `{part}`")
            }
            Self::Charge { right } => write!(f, ", should charge {right} ms"),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Illegal {}

/// Whether an event may follow, given what is shown of the items.
///
/// # Errors
/// [`Illegal`] says why it may not.
pub fn admit(
    state: &State,
    contents: &SortedMap<ItemId, ItemContent>,
    payload: &Payload,
    at: &Now,
) -> Result<(), Illegal> {
    if matches!(state.phase, Phase::Closed(_)) {
        return Err(Illegal::Closed);
    }
    if let (Phase::Running(_) | Phase::Paused(_), Some(last)) = (&state.phase, &state.last)
        && last.boot != at.boot
        && !matches!(payload, Payload::Resumed { .. })
    {
        return Err(Illegal::NotResumed);
    }
    // Once the time of a part is over, nothing but its end may follow: no event charges time beyond that.
    if let Phase::Running(part) = &state.phase {
        let ends = matches!(
            payload,
            Payload::Submitted { .. } | Payload::TimedOut { .. } | Payload::Resumed { .. }
        );
        ensure(
            ends || state.left_ms(at) != Some(0),
            Illegal::TimeOver { part: part.clone() },
        )?;
    }
    match payload {
        Payload::Opened { .. } => ensure(!state.opened && state.started.is_none(), Illegal::OutOfPlace),
        Payload::Started(started) => {
            ensure(state.opened && state.started.is_none(), Illegal::OutOfPlace)?;
            let known = started.exempt.iter().all(|part| state.protocol.part(part).is_some());
            let dispensed = started.exempt.is_empty() == started.dispensation.is_none();
            let fits = started.protocol == state.protocol.id && started.engine <= jalon_base::ENGINE;
            ensure(
                fits && known && dispensed && started.time_factor.numerator() > 0,
                Illegal::Start,
            )
        }
        Payload::Drawn { paper } => {
            ensure(state.phase == Phase::Started, Illegal::OutOfPlace)?;
            let exempt = state
                .started
                .as_ref()
                .map(|started| started.exempt.as_slice())
                .unwrap_or_default();
            let wanted = state
                .protocol
                .parts
                .iter()
                .map(|part| &part.id)
                .filter(|id| !exempt.contains(id));
            ensure(paper.parts.iter().map(|part| &part.id).eq(wanted), Illegal::Paper)?;
            ensure(
                paper.items().all(|(_, item)| contents.contains_key(&item.item)),
                Illegal::Paper,
            )
        }
        Payload::Presented { part, items, why } => presented(state, contents, part, items, why),
        Payload::Shown { item } => {
            running(state)?;
            is_presented(state, item)?;
            // An item comes on the screen when one has gone to it, and for the first time once.
            let here = state.position.as_ref() == Some(item);
            ensure(here && !state.shown.contains(item), Illegal::OutOfPlace)
        }
        Payload::Moved { to } => {
            running(state)?;
            is_presented(state, to)?;
            ensure(state.position.as_ref() != Some(to), Illegal::OutOfPlace)?;
            may_go(state, to)
        }
        Payload::Answered { item, response } => {
            running(state)?;
            is_presented(state, item)?;
            may_go(state, item)?;
            let content = contents
                .get(item)
                .ok_or_else(|| Illegal::NotPresented { item: item.clone() })?;
            content.interaction.admits(response).map_err(|why| Illegal::Response {
                item: item.clone(),
                why,
            })
        }
        Payload::Flagged { item, on } => {
            running(state)?;
            is_presented(state, item)?;
            ensure(state.flagged.contains(item) != *on, Illegal::OutOfPlace)
        }
        Payload::Signalled { signal: Signal::Paused } => {
            running(state)?;
            ensure(state.protocol.pause, Illegal::NoPause)
        }
        Payload::Signalled { .. } => ensure(state.started.is_some(), Illegal::OutOfPlace),
        Payload::Submitted { part, .. } => match &state.phase {
            Phase::Running(open) | Phase::Paused(open) if open == part => Ok(()),
            _ => Err(Illegal::WrongPart { part: part.clone() }),
        },
        Payload::TimedOut { part } => match &state.phase {
            Phase::Running(open) if open == part => {
                ensure(state.left_ms(at) == Some(0), Illegal::TimeLeft { part: part.clone() })
            }
            _ => Err(Illegal::WrongPart { part: part.clone() }),
        },
        Payload::Accepted { .. } => ensure(state.started.is_some(), Illegal::OutOfPlace),
        Payload::Resumed { charged_ms, doubtful } => resumed(state, *charged_ms, *doubtful, at),
        Payload::Closed { reason } => {
            ensure(state.phase == Phase::Between, Illegal::OutOfPlace)?;
            let complete = state.next_part().is_none();
            ensure(complete == (*reason == CloseReason::Complete), Illegal::OutOfPlace)
        }
    }
}

fn ensure(holds: bool, otherwise: Illegal) -> Result<(), Illegal> {
    if holds { Ok(()) } else { Err(otherwise) }
}

/// A part is open and its clock runs.
fn running(state: &State) -> Result<(), Illegal> {
    ensure(matches!(state.phase, Phase::Running(_)), Illegal::OutOfPlace)
}

fn is_presented(state: &State, item: &ItemId) -> Result<(), Illegal> {
    let in_part = state
        .open_part()
        .is_some_and(|(_, paper)| paper.items.iter().any(|entry| entry.item == *item));
    ensure(
        in_part && state.presented.contains(item),
        Illegal::NotPresented { item: item.clone() },
    )
}

/// In a linear part only the last item presented can be gone to and answered.
fn may_go(state: &State, item: &ItemId) -> Result<(), Illegal> {
    let Some((part, paper)) = state.open_part() else {
        return Err(Illegal::OutOfPlace);
    };
    let last = paper
        .items
        .iter()
        .map(|entry| &entry.item)
        .rfind(|item| state.presented.contains(*item));
    let free = part.navigation == Navigation::Free || last == Some(item);
    ensure(free, Illegal::NoWayBack { item: item.clone() })
}

fn presented(
    state: &State,
    contents: &SortedMap<ItemId, ItemContent>,
    part: &PartId,
    items: &[ItemId],
    why: &Why,
) -> Result<(), Illegal> {
    let wrong = || Illegal::WrongPart { part: part.clone() };
    match &state.phase {
        Phase::Running(open) => {
            ensure(open == part, wrong())?;
        }
        Phase::Between => {
            // Stopping is for good: what was not seen then does not count, so nothing may follow it.
            ensure(!state.parts.values().any(|part| part.stopped), Illegal::OutOfPlace)?;
            let in_turn = match state.protocol.sitting {
                Sitting::Together => state.next_part() == Some(part),
                Sitting::Apart => !state.is_finished(part),
            };
            ensure(in_turn, wrong())?;
        }
        _ => return Err(Illegal::OutOfPlace),
    }
    let paper = state
        .paper
        .as_ref()
        .and_then(|paper| paper.part(part))
        .ok_or_else(wrong)?;
    for item in items {
        let legal = match why {
            Why::Drawn => paper.items.iter().any(|entry| entry.item == *item),
            // One at a time: the next choice needs the answer to this one.
            Why::Adaptive(chosen) => {
                let content = contents.get(item);
                let protocol = state.protocol.part(part).ok_or_else(wrong)?;
                items.len() == 1 && chosen.is_legal(protocol, paper, content)
            }
        };
        ensure(
            legal && !state.presented.contains(item),
            Illegal::NotPresented { item: item.clone() },
        )?;
    }
    ensure(!items.is_empty(), Illegal::OutOfPlace)
}

fn resumed(state: &State, charged_ms: i64, doubtful: bool, at: &Now) -> Result<(), Illegal> {
    let last = state.last.as_ref().ok_or(Illegal::OutOfPlace)?;
    let right = match &state.phase {
        Phase::Running(_) if last.boot != at.boot => {
            let away = elapsed(last, at, state.protocol.while_away);
            ensure(away.doubtful == doubtful, Illegal::Charge { right: away.ms })?;
            away.ms
        }
        Phase::Paused(_) => {
            ensure(!doubtful, Illegal::Charge { right: 0 })?;
            0
        }
        _ => return Err(Illegal::OutOfPlace),
    };
    ensure(charged_ms == right, Illegal::Charge { right })
}
