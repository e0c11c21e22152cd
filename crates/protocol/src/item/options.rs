//! Interactions answered by options: one in a line, some words of a text, all of them in an order.

use super::{ChoiceOption, NotAdmitted};
use crate::OptionId;
use crate::rich::{self, RichText};

/// A list in a line of text, of which one option is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InlineChoice {
    /// Whether the order of the options is drawn.
    pub shuffle: bool,
    /// The options, in authored order.
    pub options: Vec<ChoiceOption>,
}

jalon_base::document!(InlineChoice { shuffle, options });

/// Options to put in order. Their order on the screen is always drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The options, in authored order, which says nothing.
    pub options: Vec<ChoiceOption>,
}

jalon_base::document!(Order { options });

/// A text of which some words can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HotText {
    /// How many can be chosen at most.
    pub max_choices: u32,
    /// The text, with the words marked.
    pub passage: RichText,
}

jalon_base::document!(HotText { max_choices, passage });

impl InlineChoice {
    pub(super) fn admits(&self, chosen: &[OptionId]) -> Result<(), NotAdmitted> {
        some(chosen, 1, |id| self.options.iter().any(|option| option.id == *id))
    }
}

impl Order {
    /// All of them, each once.
    pub(super) fn admits(&self, ids: &[OptionId]) -> Result<(), NotAdmitted> {
        if ids.len() != self.options.len() {
            return Err(NotAdmitted::Count);
        }
        for (place, id) in ids.iter().enumerate() {
            if !self.options.iter().any(|option| option.id == *id) {
                return Err(NotAdmitted::UnknownOption);
            }
            if ids.iter().skip(place + 1).any(|other| other == id) {
                return Err(NotAdmitted::Order);
            }
        }
        Ok(())
    }
}

impl HotText {
    pub(super) fn admits(&self, chosen: &[OptionId]) -> Result<(), NotAdmitted> {
        let words = rich::marked(&self.passage);
        some(chosen, self.max_choices, |id| words.contains(&id))
    }
}

/// At least one and at most so many, in ascending order, all known.
pub(super) fn some(chosen: &[OptionId], most: u32, known: impl Fn(&OptionId) -> bool) -> Result<(), NotAdmitted> {
    if chosen.is_empty() || chosen.len() > most as usize {
        return Err(NotAdmitted::Count);
    }
    if !chosen.is_sorted_by(|a, b| a < b) {
        return Err(NotAdmitted::Order);
    }
    if chosen.iter().all(known) {
        Ok(())
    } else {
        Err(NotAdmitted::UnknownOption)
    }
}
