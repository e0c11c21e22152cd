//! Sections that depend on the answers before them: the guide that chooses, and the measures that are said of them.
//!
//! Everything is computed again from the state at each step, so that a replay needs nothing but the journal, the release and its keys.
//! Ties go to the lowest id: values within [`jalon_psychometrics::select::TIE`] of the best are equal.

pub mod blueprint;
mod cannot;
mod claim;
mod late;
pub mod scale;
mod stops;
mod supply;
mod test;

pub use cannot::CannotChoose;
pub use claim::{Measured, NoScale, Places, Scales};
pub use jalon_attempt::choice::Ended;
pub use scale::Scale;
pub use supply::supply;
pub use test::{Progress, Test, Tests};

use jalon_attempt::draw::{Seed, draw_options};
use jalon_attempt::event::Why;
use jalon_attempt::{Guide, Linear, State, Step};
use jalon_base::id::RandomId;
use jalon_base::sorted::SortedMap;
use jalon_protocol::{ItemContent, ItemId};

/// Chooses the items of adaptive sections; follows the drawn paper elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Adaptive<'a> {
    tests: &'a Tests,
    contents: &'a SortedMap<ItemId, ItemContent>,
    attempt: &'a RandomId,
}

impl<'a> Adaptive<'a> {
    /// The guide of one attempt.
    #[must_use]
    pub const fn new(tests: &'a Tests, contents: &'a SortedMap<ItemId, ItemContent>, attempt: &'a RandomId) -> Self {
        Self {
            tests,
            contents,
            attempt,
        }
    }
}

impl Guide for Adaptive<'_> {
    fn next(&self, state: &State) -> Step {
        let (Some((part, paper)), Some(started)) = (state.open_part(), state.started()) else {
            return Step::End;
        };
        if !part.is_adaptive() {
            return Linear.next(state);
        }
        let seed = Seed::derive(&started.session_seed, &started.release, self.attempt);
        // What is on the paper comes first: drawn beforehand, or with a module.
        let there = Linear.next(state);
        if there != Step::End {
            return there;
        }
        let last = paper.items.last().map(|entry| &entry.section);
        let from = part.sections.iter().position(|section| Some(&section.id) == last);
        let from = from.unwrap_or(0).max(part.early().count());
        let here = late::Here {
            state,
            contents: self.contents,
            seed: &seed,
            part,
            paper,
        };
        for section in part.sections.iter().skip(from) {
            let Some(test) = self.tests.section(&part.id, &section.id) else {
                match self.tests.late().and_then(|late| late.next(here, section)) {
                    Some(step) => return step,
                    None => continue,
                }
            };
            let purpose = |given: u32| format!("adaptive/{}/{}/{given}", part.id, section.id);
            if state.concluded(&part.id, &section.id).is_some() {
                continue;
            }
            return match test.choose(state, &|given| seed.stream(&purpose(given))) {
                Ok((item, mut chosen)) => {
                    chosen.options = draw_options(self.contents, &seed, &item);
                    Step::Present {
                        items: vec![item],
                        why: Why::Adaptive(Box::new(chosen)),
                    }
                }
                Err(end) => Step::Conclude(Box::new(end)),
            };
        }
        Step::End
    }
}
