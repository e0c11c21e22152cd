//! Marks of an order.

use super::Credit;
use jalon_protocol::OptionId;

/// What an order that is right in part earns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderMark {
    /// Nothing.
    AllOrNothing,
    /// One share for each option in its place.
    Places,
    /// One share for each option that is followed by the one that should follow it: an order that is right but for one slip keeps most.
    Neighbours,
}

jalon_base::words!(OrderMark {
    AllOrNothing = "all-or-nothing",
    Places = "places",
    Neighbours = "neighbours",
});

impl OrderMark {
    pub(super) fn credit(self, correct: &[OptionId], given: &[OptionId]) -> Credit {
        match self {
            Self::AllOrNothing => Credit::right(correct == given),
            Self::Places => {
                let hits = correct.iter().zip(given).filter(|(right, here)| right == here);
                Credit::of(hits.count(), correct.len())
            }
            Self::Neighbours => {
                let hits = correct
                    .windows(2)
                    .filter(|pair| given.windows(2).any(|here| here == *pair));
                Credit::of(hits.count(), correct.len().saturating_sub(1))
            }
        }
    }
}
