//! Replay: the same events again, from nothing, naming the first that could not have happened.

use crate::admit::{Illegal, admit_from};
use crate::draw::{self, Seed, Supply};
use crate::event::{By, Header, Payload, Started, Why};
use crate::guide::{Guide, Step};
use crate::journal::{Broken, Heads, Journal};
use crate::room::{Knows, Turns, commitment};
use crate::state::{Phase, State};
use jalon_base::id::RandomId;
use jalon_protocol::plan::PaperItem;
use jalon_protocol::{ItemId, PartId};
use std::sync::Arc;

/// Why a journal could not have happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Diverged {
    /// A chain does not hold.
    Broken(Broken),
    /// Two events wait for each other.
    Unordered,
    /// An event is not what the engine would have done, or may not follow.
    Event {
        /// Its chain.
        by: By,
        /// Its place in the chain.
        seq: u64,
        /// What differs.
        what: Difference,
    },
}

/// What differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The event may not follow.
    Illegal(Illegal),
    /// The payload is withheld: nothing can be replayed past it.
    Withheld,
    /// The paper is not the one that the seed gives.
    Paper,
    /// The guide would have presented something else.
    Choice,
    /// `accepted` does not name the seat's head.
    Head,
}

impl Diverged {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Broken(broken) => broken.what.code(),
            Self::Unordered => "journal/unordered",
            Self::Event { what, .. } => match what {
                Difference::Illegal(illegal) => illegal.code(),
                Difference::Withheld => "replay/withheld",
                Difference::Paper => "replay/paper",
                Difference::Choice => "replay/choice",
                Difference::Head => "replay/head",
            },
        }
    }

    /// Chain and place of the first event that does not hold, when there is one.
    #[must_use]
    pub const fn at(&self) -> Option<(By, u64)> {
        match self {
            Self::Broken(broken) => Some((broken.by, broken.seq)),
            Self::Unordered => None,
            Self::Event { by, seq, .. } => Some((*by, *seq)),
        }
    }
}

impl std::fmt::Display for Diverged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.at() {
            Some((By::Seat, seq)) => write!(f, "seat event {seq}: {}", self.code()),
            Some((By::Host, seq)) => write!(f, "host event {seq}: {}", self.code()),
            None => f.write_str(self.code()),
        }
    }
}

impl std::error::Error for Diverged {}

/// The seed of an attempt's draw: none when it cannot be known here, an error when it is not the one that was committed to.
fn seed_of(started: &Started, session: Option<&[u8; 32]>, attempt: RandomId) -> Result<Option<Seed>, ()> {
    let secret = match (&started.hosted, session) {
        (None, _) => &started.session_seed,
        (Some(_), None) => return Ok(None),
        (Some(hosted), Some(session)) if commitment(session) == hosted.seed => session,
        (Some(_), Some(_)) => return Err(()),
    };
    Ok(Some(Seed::derive(secret, &started.release, &attempt)))
}

/// Replays a journal: checks both chains, the legality of every event, the draw, and, with a guide, every choice of items.
///
/// # Errors
/// [`Diverged`] names the first event that does not hold.
pub fn replay(journal: &Journal, supply: Supply<'_>, guide: Option<&dyn Guide>) -> Result<(State, Heads), Diverged> {
    replay_with(journal, supply, guide, None)
}

/// As [`replay`], with the seed of the session, which the journals of a room do not hold: only then is their draw checked.
///
/// # Errors
/// [`Diverged`] names the first event that does not hold.
pub fn replay_with(
    journal: &Journal,
    supply: Supply<'_>,
    guide: Option<&dyn Guide>,
    session: Option<&[u8; 32]>,
) -> Result<(State, Heads), Diverged> {
    let (heads, digests) = journal.checked().map_err(Diverged::Broken)?;
    let order = journal.ordered(&digests).ok_or(Diverged::Unordered)?;
    let mut state = State::blank(Arc::clone(supply.protocol));
    let mut seat = None;
    let mut turns = Turns::default();
    let older = journal.events.iter().all(|event| event.header.kind != "concluded");
    for (event, digest) in order {
        let header = &event.header;
        let diverged = |what| Diverged::Event {
            by: header.by,
            seq: header.seq,
            what,
        };
        let payload = event.payload.as_deref().ok_or_else(|| diverged(Difference::Withheld))?;
        let knows = match header.by {
            By::Seat => turns.knows(header.seen).unwrap_or(Knows::ALL),
            By::Host => Knows::ALL,
        };
        admit_from(&state, supply.contents, payload, &header.at, knows)
            .map_err(|illegal| diverged(Difference::Illegal(illegal)))?;
        let seed = |started: &Started| seed_of(started, session, journal.attempt);
        match payload {
            Payload::Drawn { paper } => {
                let started = state.started();
                let seed = started
                    .map(seed)
                    .transpose()
                    .map_err(|()| diverged(Difference::Paper))?;
                let drawn = match (started, seed) {
                    (Some(_), Some(None)) => None,
                    (Some(started), Some(Some(seed))) => {
                        Some(draw::draw(supply, &seed, &started.exempt, &started.needs).ok())
                    }
                    _ => Some(None),
                };
                if drawn.is_some_and(|drawn| drawn.as_ref() != Some(paper)) {
                    return Err(diverged(Difference::Paper));
                }
            }
            Payload::Settled { item, upheld: true, by } if state.hosted().is_some() => {
                let seed = state.started().and_then(|started| seed(started).ok().flatten());
                if let (Some(seed), Some(paper)) = (seed, state.paper()) {
                    let open = state
                        .open_part()
                        .is_some_and(|(_, part)| part.items.iter().any(|e| e.item == *item));
                    let drawn = draw::replacement(supply, &seed, (paper, state.needs()), state.presented(), item)
                        .filter(|_| open);
                    if drawn != *by {
                        return Err(diverged(Difference::Paper));
                    }
                }
            }
            Payload::Presented { part, items, why } => {
                if *why != Why::Drawn {
                    let seed = state.started().map(seed).transpose();
                    let seed = seed.map_err(|()| diverged(Difference::Paper))?.flatten();
                    supplied(&state, supply, seed, (part, items, why)).map_err(diverged)?;
                }
                let presented = || Step::Present {
                    items: items.clone(),
                    why: why.clone(),
                };
                if guide.is_some_and(|guide| would(guide, &state, part, header, older) != presented()) {
                    return Err(diverged(Difference::Choice));
                }
            }
            Payload::Concluded { part, end } => {
                let mut opened = state.clone();
                opened.phase = Phase::Running(part.clone());
                if guide.is_some_and(|guide| guide.next(&opened) != Step::Conclude(end.clone())) {
                    return Err(diverged(Difference::Choice));
                }
            }
            Payload::Submitted { part, stopped: false } if *state.phase() == Phase::Between => {
                let mut opened = state.clone();
                opened.phase = Phase::Running(part.clone());
                if guide.is_some_and(|guide| guide.next(&opened) != Step::End) {
                    return Err(diverged(Difference::Choice));
                }
            }
            Payload::Accepted { seat: head } if seat != Some(*head) => return Err(diverged(Difference::Head)),
            _ => {}
        }
        match header.by {
            By::Seat => seat = Some(digest),
            By::Host => turns.host(payload, digest),
        }
        state.evolve(payload, &header.at);
    }
    Ok((state, heads))
}

/// What a guide would do where something was presented. Journals of before the ends of sections were written say none: there they are taken
/// as said.
fn would(guide: &dyn Guide, state: &State, part: &PartId, header: &Header, older: bool) -> Step {
    let mut opened = state.clone();
    opened.phase = Phase::Running(part.clone());
    loop {
        match guide.next(&opened) {
            Step::Conclude(end) if older => {
                let part = part.clone();
                opened.evolve(&Payload::Concluded { part, end }, &header.at);
            }
            step => return step,
        }
    }
}

/// What can be known without keys of a choice: the section takes the item, no enemy of it stands on the paper, no group is too full, and the
/// options are in the order that the seed gives, where it is known.
fn supplied(
    state: &State,
    supply: Supply<'_>,
    seed: Option<Seed>,
    (part, items, why): (&PartId, &[ItemId], &Why),
) -> Result<(), Difference> {
    let part = supply.protocol.part(part);
    let section = part.and_then(|part| part.section(why.section()?));
    let (Some(part), Some(section), Some(paper)) = (part, section, state.paper()) else {
        return Err(Difference::Illegal(Illegal::Paper));
    };
    let entries = why.entries(items);
    if let (Why::Module(_), Some(seed)) = (why, seed) {
        let drawn = draw::module(
            (supply.pool, supply.contents),
            &seed,
            (paper, state.needs()),
            (part, section),
        );
        return if drawn.as_ref() == Ok(&entries) {
            Ok(())
        } else {
            Err(Difference::Paper)
        };
    }
    for PaperItem { item, options, .. } in &entries {
        let about = supply
            .pool
            .item(item)
            .filter(|about| section.select.takes(about, paper.form.as_ref()) && about.serves(state.needs()));
        let enemies = paper
            .items()
            .any(|(_, entry)| supply.pool.are_enemies(&entry.item, item));
        let room = about.is_some_and(|about| {
            section.quotas.iter().filter(|quota| quota.covers(about)).all(|quota| {
                let given = paper.items().filter(|(_, entry)| entry.section == section.id);
                let covered = given
                    .filter_map(|(_, entry)| supply.pool.item(&entry.item))
                    .filter(|about| quota.covers(about));
                covered.count() < quota.max as usize
            })
        });
        if enemies || !room {
            return Err(Difference::Illegal(Illegal::NotPresented { item: item.clone() }));
        }
        if seed.is_some_and(|seed| *options != draw::draw_options(supply.contents, &seed, item)) {
            return Err(Difference::Paper);
        }
    }
    Ok(())
}
