//! Replay: the same events again, from nothing, naming the first that could not have happened.

use crate::admit::{Illegal, admit};
use crate::choice::Chosen;
use crate::draw::{self, Seed, Supply};
use crate::event::{By, Payload, Why};
use crate::guide::{Guide, Step};
use crate::journal::{Broken, Heads, Journal};
use crate::state::{Phase, State};
use jalon_base::id::RandomId;
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

/// Replays a journal: checks both chains, the legality of every event, the draw, and, with a guide, every choice of items.
///
/// # Errors
/// [`Diverged`] names the first event that does not hold.
pub fn replay(journal: &Journal, supply: Supply<'_>, guide: Option<&dyn Guide>) -> Result<(State, Heads), Diverged> {
    let (heads, digests) = journal.checked().map_err(Diverged::Broken)?;
    let order = journal.ordered(&digests).ok_or(Diverged::Unordered)?;
    let mut state = State::blank(Arc::new(supply.protocol.clone()));
    let mut seat = None;
    for (event, digest) in order {
        let header = &event.header;
        let diverged = |what| Diverged::Event {
            by: header.by,
            seq: header.seq,
            what,
        };
        let payload = event.payload.as_ref().ok_or_else(|| diverged(Difference::Withheld))?;
        admit(&state, supply.contents, payload, &header.at)
            .map_err(|illegal| diverged(Difference::Illegal(illegal)))?;
        match payload {
            Payload::Drawn { paper } => {
                let drawn = state.started().and_then(|started| {
                    let seed = Seed::derive(&started.session_seed, &started.release, &journal.attempt);
                    draw::draw(supply, &seed, &started.exempt).ok()
                });
                if drawn.as_ref() != Some(paper) {
                    return Err(diverged(Difference::Paper));
                }
            }
            Payload::Presented { part, items, why } => {
                if let Why::Adaptive(chosen) = why {
                    supplied(&state, supply, &journal.attempt, (part, items, chosen)).map_err(diverged)?;
                }
                if let Some(guide) = guide {
                    let mut opened = state.clone();
                    opened.phase = Phase::Running(part.clone());
                    if guide.next(&opened)
                        != (Step::Present {
                            items: items.clone(),
                            why: why.clone(),
                        })
                    {
                        return Err(diverged(Difference::Choice));
                    }
                }
            }
            Payload::Accepted { seat: head } if seat != Some(*head) => return Err(diverged(Difference::Head)),
            _ => {}
        }
        if header.by == By::Seat {
            seat = Some(digest);
        }
        state.evolve(payload, &header.at);
    }
    Ok((state, heads))
}

/// What can be known without keys of a choice: the section takes the item, no enemy of it stands on the paper, no group is too full, and the
/// options are in the order that the seed gives.
fn supplied(
    state: &State,
    supply: Supply<'_>,
    attempt: &RandomId,
    (part, items, chosen): (&PartId, &[ItemId], &Chosen),
) -> Result<(), Difference> {
    let section = supply
        .protocol
        .part(part)
        .and_then(|part| part.section(&chosen.section));
    let (Some(section), Some(paper), Some(started)) = (section, state.paper(), state.started()) else {
        return Err(Difference::Illegal(Illegal::Paper));
    };
    let seed = Seed::derive(&started.session_seed, &started.release, attempt);
    for item in items {
        let about = supply
            .pool
            .item(item)
            .filter(|about| section.select.takes(about, paper.form.as_ref()));
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
        if chosen.options != draw::draw_options(supply.contents, &seed, item) {
            return Err(Difference::Paper);
        }
    }
    Ok(())
}
