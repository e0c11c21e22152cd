//! Which events may follow: ingestion and replay refuse a well-hashed event that no candidate and no host could have made.

mod in_room;
mod resumed;

use crate::clock::Now;
use crate::event::{CloseReason, Payload, Signal, Why};
use crate::room::Knows;
use crate::state::{Phase, State};
use in_room::{hosted, in_room};
use jalon_base::sorted::SortedMap;
use jalon_protocol::item::NotAdmitted;
use jalon_protocol::plan::{Navigation, NotAgain, PaperPart, Sitting};
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
    /// The time that must pass before one goes on has not passed.
    TooEarly,
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
    /// Written under a lease that is over.
    Fenced,
    /// The lease does not follow the one before it.
    Lease,
    /// The item waits for a person to settle what is wrong with it.
    Alerted {
        /// The item.
        item: ItemId,
    },
    /// A long pause closed the item.
    Locked {
        /// The item.
        item: ItemId,
    },
    /// The sound that goes with the item may not begin again, or there is none.
    NoPlay {
        /// The item.
        item: ItemId,
    },
    /// The sound that goes with the item must be played before it is answered.
    NotPlayed {
        /// The item.
        item: ItemId,
    },
    /// Only a room does this.
    NoRoom,
    /// The person may not begin another attempt.
    Again {
        /// Why.
        why: NotAgain,
    },
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
            Self::TooEarly => "attempt/too-early",
            Self::NotResumed => "attempt/not-resumed",
            Self::Charge { .. } => "attempt/charge",
            Self::Start => "attempt/start",
            Self::Paper => "attempt/paper",
            Self::Fenced => "attempt/fenced",
            Self::Lease => "attempt/lease",
            Self::Alerted { .. } => "attempt/alerted",
            Self::Locked { .. } => "attempt/locked",
            Self::NoPlay { .. } => "attempt/no-play",
            Self::NotPlayed { .. } => "attempt/not-played",
            Self::NoRoom => "attempt/no-room",
            Self::Again { why } => why.code(),
        }
    }
}

impl std::fmt::Display for Illegal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())?;
        match self {
            Self::NotPresented { item }
            | Self::NoWayBack { item }
            | Self::Response { item, .. }
            | Self::Alerted { item }
            | Self::NoPlay { item }
            | Self::NotPlayed { item }
            | Self::Locked { item } => {
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
    admit_from(state, contents, payload, at, Knows::ALL)
}

/// As [`admit`], for an event whose writer may not have seen everything that the host wrote.
///
/// # Errors
/// [`Illegal`] says why it may not.
pub fn admit_from(
    state: &State,
    contents: &SortedMap<ItemId, ItemContent>,
    payload: &Payload,
    at: &Now,
    knows: Knows,
) -> Result<(), Illegal> {
    if matches!(state.phase, Phase::Closed(_)) {
        return Err(Illegal::Closed);
    }
    if state.hosted().is_some() {
        hosted(state, payload, at, knows)?;
        if let Some(admitted) = in_room(state, contents, payload, knows) {
            return admitted;
        }
    } else {
        alone(state, payload, at)?;
    }
    let running = |state: &State| running(state, knows);
    match payload {
        Payload::Opened { .. } => match state.hosted() {
            // In a room the host begins, and gives the seat its lease.
            Some(_) => ensure(!state.opened, Illegal::OutOfPlace),
            None => ensure(!state.opened && state.started.is_none(), Illegal::OutOfPlace),
        },
        Payload::Started(started) => {
            ensure(
                state.opened == started.hosted.is_none() && state.started.is_none(),
                Illegal::OutOfPlace,
            )?;
            ensure(cfg!(feature = "room") || started.hosted.is_none(), Illegal::NoRoom)?;
            let known = started.exempt.iter().all(|part| state.protocol.part(part).is_some());
            let dispensed = started.exempt.is_empty() == started.dispensation.is_none();
            let fits = started.protocol == state.protocol.id && started.engine <= jalon_base::ENGINE;
            let room = started.hosted.as_ref().is_none_or(|room| {
                let times = [Some(room.grace_ms), Some(room.extra_ms), room.lock_after_ms];
                started.session_seed == [0; 32] && times.into_iter().flatten().all(|ms| ms >= 0)
            });
            ensure(
                fits && known && dispensed && room && started.time_factor.numerator() > 0,
                Illegal::Start,
            )?;
            let policy = state.protocol.attempts.as_ref();
            let again = policy.map_or(Ok(()), |policy| policy.may_begin(&started.earlier, at.wall_ms));
            again.map_err(|why| Illegal::Again { why })
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
                !knows.contents || paper.items().all(|(_, item)| contents.contains_key(&item.item)),
                Illegal::Paper,
            )
        }
        Payload::Presented { part, items, why } => {
            ensure(state.may_leave(items.first(), at), Illegal::TooEarly)?;
            presented(state, contents, part, items, why)
        }
        Payload::Concluded { part, end } => {
            let paper = may_open(state, part)?;
            let protocol = state.protocol.part(part).ok_or(Illegal::OutOfPlace)?;
            let fresh = state.concluded(part, &end.section).is_none();
            ensure(fresh && end.is_legal(protocol, paper), Illegal::OutOfPlace)
        }
        Payload::Shown { item } => {
            running(state)?;
            is_presented(state, item)?;
            is_open(state, item)?;
            // An item comes on the screen when one has gone to it, and for the first time once.
            let here = state.position.as_ref() == Some(item);
            ensure(here && !state.shown.contains(item), Illegal::OutOfPlace)
        }
        Payload::Moved { to } => {
            running(state)?;
            is_presented(state, to)?;
            ensure(state.position.as_ref() != Some(to), Illegal::OutOfPlace)?;
            is_open(state, to)?;
            ensure(state.may_leave(Some(to), at), Illegal::TooEarly)?;
            may_go(state, to)
        }
        Payload::Answered { item, response } => {
            running(state)?;
            is_presented(state, item)?;
            is_open(state, item)?;
            ensure(
                !state.alerts.contains_key(item),
                Illegal::Alerted { item: item.clone() },
            )?;
            may_go(state, item)?;
            let over = state.item_left_ms(item, at).is_some_and(|(_, left)| left == 0);
            ensure(!over, item_over(state))?;
            let content = shown(contents, item)?;
            let owed = content
                .media
                .as_ref()
                .is_some_and(|media| media.is_owed(state.plays(item)));
            ensure(!owed, Illegal::NotPlayed { item: item.clone() })?;
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
        Payload::Played { item } => {
            running(state)?;
            is_open(state, item)?;
            ensure(state.position.as_ref() == Some(item), Illegal::OutOfPlace)?;
            let media = shown(contents, item)?.media.as_ref();
            let may = media.is_some_and(|media| media.left(state.plays(item)) != Some(0));
            ensure(may, Illegal::NoPlay { item: item.clone() })
        }
        Payload::Signalled { signal: Signal::Paused } => {
            running(state)?;
            ensure(state.protocol.pause, Illegal::NoPause)
        }
        Payload::Signalled { .. } => ensure(state.started.is_some(), Illegal::OutOfPlace),
        Payload::Submitted { part, stopped } => match &state.phase {
            Phase::Running(open) | Phase::Paused(open) if open == part => {
                // Whoever stops, and whose time is over, waits for nothing.
                let ends = *stopped || state.left_ms(at) == Some(0) || state.is_abandoned(at);
                ensure(ends || state.may_hand_in(part, at), Illegal::TooEarly)?;
                let waits = state.alerts.keys().next();
                waits.map_or(Ok(()), |item| Err(Illegal::Alerted { item: item.clone() }))
            }
            // A part of which nothing applies to this person is over as soon as it is reached.
            Phase::Between if !*stopped && state.may_be_empty(part) => may_open(state, part).map(|_| ()),
            _ => Err(Illegal::WrongPart { part: part.clone() }),
        },
        Payload::TimedOut { part } => match &state.phase {
            Phase::Running(open) if open == part => {
                ensure(state.left_ms(at) == Some(0), Illegal::TimeLeft { part: part.clone() })
            }
            // The time of the whole test takes the parts that were not begun with it.
            Phase::Between if state.is_test_over(at) && state.next_part() == Some(part) => Ok(()),
            _ => Err(Illegal::WrongPart { part: part.clone() }),
        },
        Payload::Accepted { .. } => ensure(state.started.is_some(), Illegal::OutOfPlace),
        Payload::Resumed { charged_ms, doubtful } => resumed::resumed(state, *charged_ms, *doubtful, at),
        Payload::Alerted { .. }
        | Payload::Leased { .. }
        | Payload::Suspended
        | Payload::Credited { .. }
        | Payload::Settled { .. }
        | Payload::Closed {
            reason: CloseReason::Ended,
        } => Err(Illegal::NoRoom),
        Payload::Closed {
            reason: CloseReason::Abandoned,
        } => ensure(
            state.phase == Phase::Between && state.is_abandoned(at),
            Illegal::OutOfPlace,
        ),
        Payload::Closed { reason } => {
            ensure(state.alerts.is_empty(), Illegal::OutOfPlace)?;
            ensure(state.phase == Phase::Between, Illegal::OutOfPlace)?;
            let complete = state.next_part().is_none();
            ensure(complete == (*reason == CloseReason::Complete), Illegal::OutOfPlace)
        }
    }
}

fn shown<'c>(contents: &'c SortedMap<ItemId, ItemContent>, item: &ItemId) -> Result<&'c ItemContent, Illegal> {
    let content = contents.get(item);
    content.ok_or_else(|| Illegal::NotPresented { item: item.clone() })
}

/// The time of an item is over, in the part that is open.
fn item_over(state: &State) -> Illegal {
    let part = state.open_part().map(|(part, _)| part.id.clone());
    part.map_or(Illegal::OutOfPlace, |part| Illegal::TimeOver { part })
}

fn ensure(holds: bool, otherwise: Illegal) -> Result<(), Illegal> {
    if holds { Ok(()) } else { Err(otherwise) }
}

/// What the device alone may do, when it is its own host.
fn alone(state: &State, payload: &Payload, at: &Now) -> Result<(), Illegal> {
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
    Ok(())
}

/// A part is open and its clock runs, for all that the writer could know.
fn running(state: &State, knows: Knows) -> Result<(), Illegal> {
    let runs = match state.phase {
        Phase::Running(_) => true,
        Phase::Paused(_) => state.hosted().is_some() && !knows.pause,
        _ => false,
    };
    ensure(runs, Illegal::OutOfPlace)
}

fn is_open(state: &State, item: &ItemId) -> Result<(), Illegal> {
    ensure(!state.locked.contains(item), Illegal::Locked { item: item.clone() })
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

/// The part on the paper, when it is open or may be opened now.
fn may_open<'s>(state: &'s State, part: &PartId) -> Result<&'s PaperPart, Illegal> {
    let wrong = || Illegal::WrongPart { part: part.clone() };
    match &state.phase {
        Phase::Running(open) => ensure(open == part, wrong())?,
        Phase::Between => {
            ensure(state.opened, Illegal::OutOfPlace)?;
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
    let paper = state.paper.as_ref().and_then(|paper| paper.part(part));
    paper.ok_or_else(wrong)
}

fn presented(
    state: &State,
    contents: &SortedMap<ItemId, ItemContent>,
    part: &PartId,
    items: &[ItemId],
    why: &Why,
) -> Result<(), Illegal> {
    let paper = may_open(state, part)?;
    for item in items {
        let legal = match why {
            Why::Drawn => paper.items.iter().any(|entry| entry.item == *item),
            // One at a time: the next choice needs the answer to this one.
            Why::Adaptive(chosen) => {
                let content = contents.get(item);
                let protocol = state.protocol.part(part).ok_or(Illegal::OutOfPlace)?;
                let open = state.concluded(part, &chosen.section).is_none();
                open && items.len() == 1 && chosen.is_legal(protocol, paper, content)
            }
            Why::Ladder(_) | Why::Module(_) => {
                let protocol = state.protocol.part(part).ok_or(Illegal::OutOfPlace)?;
                why.is_legal(items, protocol, paper, contents)
            }
        };
        ensure(
            legal && !state.presented.contains(item),
            Illegal::NotPresented { item: item.clone() },
        )?;
    }
    ensure(!items.is_empty(), Illegal::OutOfPlace)
}
