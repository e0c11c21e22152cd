//! The port through which the next items are chosen.

use crate::choice::Concluded;
use crate::event::Why;
use crate::state::State;
use jalon_protocol::ItemId;
use jalon_protocol::plan::Navigation;

/// Chooses what comes next in the part that is open. Guides that need keys live in `jalon-scoring`.
pub trait Guide {
    /// The next items, or the end of the part.
    fn next(&self, state: &State) -> Step;
}

/// What a guide answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Present these items.
    Present {
        /// The items.
        items: Vec<ItemId>,
        /// Why these.
        why: Why,
    },
    /// A section of the part ended by itself: this is written, and the guide asked again.
    Conclude(Box<Concluded>),
    /// The part has nothing more.
    End,
}

/// Follows the drawn paper: a whole part at once where navigation is free, one item after the other where it is linear.
#[derive(Debug, Clone, Copy, Default)]
pub struct Linear;

impl Guide for Linear {
    fn next(&self, state: &State) -> Step {
        let Some((part, paper)) = state.open_part() else {
            return Step::End;
        };
        let shown = state.presented();
        let rest = paper
            .items
            .iter()
            .map(|entry| entry.item.clone())
            .filter(|item| !shown.contains(item));
        let items: Vec<ItemId> = match part.navigation {
            Navigation::Free => rest.collect(),
            Navigation::Linear => rest.take(1).collect(),
        };
        if items.is_empty() {
            Step::End
        } else {
            Step::Present { items, why: Why::Drawn }
        }
    }
}
