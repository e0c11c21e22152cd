//! Choices among options, and the key of an item that is nothing else: all that a test of choices has to read.

use super::Credit;
use jalon_base::json::{self, Limits, Malformed};
use jalon_base::sorted::SortedMap;
use jalon_protocol::rich::RichText;
use jalon_protocol::{Interaction, ItemId, OptionId, Response};

/// By the options chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceRule {
    /// Right options, in ascending order.
    pub correct: Vec<OptionId>,
    /// What an incomplete or a wrong answer earns.
    pub mark: ChoiceMark,
    /// Why each wrong option is wrong.
    pub feedback: SortedMap<OptionId, RichText>,
    /// How many options there are, where the mark is corrected for guessing.
    pub options: Option<u32>,
}

jalon_base::document!(ChoiceRule {
    correct,
    mark,
    feedback,
    options: optional
});

/// What an incomplete or a wrong answer to a choice earns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceMark {
    /// Nothing.
    AllOrNothing,
    /// Right options chosen less wrong ones chosen, over right options.
    Partial,
    /// As much as whoever guesses loses on average what they win: a wrong answer takes points away.
    ///
    /// # Formula
    /// With `r` right options among `n`: right ones chosen / r − wrong ones chosen / (n − r). For one right answer, a wrong one costs
    /// 1 / (n − 1).
    GuessCorrected,
}

jalon_base::words!(ChoiceMark {
    AllOrNothing = "all-or-nothing",
    Partial = "partial",
    GuessCorrected = "guess-corrected",
});

/// The key of a choice among options: a [`Key`](super::Key) whose rule can be no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceKey {
    /// `jalon/item-key@1`.
    pub format: String,
    /// The item.
    pub id: ItemId,
    /// Why the right answer is right.
    pub rationale: RichText,
    rule: Only,
}

jalon_base::document!(ChoiceKey {
    format,
    id,
    rationale,
    rule
});

#[derive(Debug, Clone, PartialEq, Eq)]
enum Only {
    Choice(ChoiceRule),
}

jalon_base::tagged!(Only, "type" {
    Choice = "choice" (..),
});

impl ChoiceKey {
    /// Reads a key.
    ///
    /// # Errors
    /// [`Malformed`] says what is wrong and where: another rule, too.
    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        json::from_slice(bytes, Limits::DOCUMENT)
    }

    /// Its rule.
    #[must_use]
    pub const fn rule(&self) -> &ChoiceRule {
        let Only::Choice(rule) = &self.rule;
        rule
    }

    /// Whether the key fits what is shown of its item.
    #[must_use]
    pub fn fits(&self, interaction: &Interaction) -> bool {
        matches!(interaction, Interaction::Choice { options, .. } if self.rule().fits(options.len(), interaction))
    }
}

impl ChoiceRule {
    /// How much the options chosen earn.
    pub(crate) fn credit(&self, chosen: &[OptionId]) -> Credit {
        self.mark.credit(&self.correct, chosen, self.options)
    }

    /// Whether what it takes for right can be chosen, among so many.
    pub(super) fn fits(&self, options: usize, interaction: &Interaction) -> bool {
        let counted = self.mark != ChoiceMark::GuessCorrected
            || self
                .options
                .is_some_and(|n| n as usize == options && n as usize > self.correct.len());
        let chosen = self.correct.clone();
        counted && interaction.admits(&Response::Choice { chosen }).is_ok()
    }
}

impl ChoiceMark {
    pub(super) fn credit(self, correct: &[OptionId], chosen: &[OptionId], options: Option<u32>) -> Credit {
        let hits = chosen.iter().filter(|id| correct.contains(id)).count();
        let wrong = chosen.len() - hits;
        match self {
            Self::AllOrNothing => Credit::right(chosen == correct),
            Self::Partial => Credit::of(hits.saturating_sub(wrong), correct.len()),
            Self::GuessCorrected => {
                let count = |n: usize| i64::try_from(n).unwrap_or(0);
                let right = count(correct.len());
                let others = i64::from(options.unwrap_or(0)) - right;
                if right < 1 || others < 1 {
                    return Credit::right(false);
                }
                Credit::Share {
                    k: count(hits) * others - count(wrong) * right,
                    n: right * others,
                }
            }
        }
    }
}
