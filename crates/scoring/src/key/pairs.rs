//! Marks of things put together.

use super::Credit;
use jalon_protocol::item::Pair;

/// What incomplete pairs earn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairsMark {
    /// Nothing.
    AllOrNothing,
    /// Right pairs made less wrong ones made, over right pairs; never below 0.
    Partial,
}

jalon_base::words!(PairsMark {
    AllOrNothing = "all-or-nothing",
    Partial = "partial",
});

impl PairsMark {
    pub(super) fn credit(self, correct: &[Pair], made: &[Pair]) -> Credit {
        match self {
            Self::AllOrNothing => Credit::right(correct == made),
            Self::Partial => {
                let hits = made.iter().filter(|pair| correct.contains(pair)).count();
                Credit::of(hits.saturating_sub(made.len() - hits), correct.len())
            }
        }
    }
}
