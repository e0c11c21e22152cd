//! What answers an item, and how much of it a response earns.
//!
//! A rule marks a shape of response, whatever interaction gave it: right options of a choice are those of a list in a line, of words in a
//! text. [`Key::fits`] says which rule an interaction may have.

mod choice;
mod fields;
mod fits;
mod mapped;
mod order;
mod pairs;
mod panel;
mod points;
mod quantity;
mod words;

pub use choice::{ChoiceKey, ChoiceMark, ChoiceRule};
pub use fields::{FieldsMark, Together};
pub use mapped::Mapped;
pub use order::OrderMark;
pub use pairs::PairsMark;
pub use panel::{Asked, Panel};
pub use points::{AreaEntry, AreaMapping, PlacesMark};
pub use words::normalised;

use jalon_base::document::{self, Document};
use jalon_base::json::{self, Limits, Malformed, Value};
use jalon_base::sorted::SortedMap;
use jalon_base::{Fraction, Micro, Points, Slug};
use jalon_protocol::item::{Pair, Point, Shape};
use jalon_protocol::plan::Judgement;
use jalon_protocol::rich::RichText;
use jalon_protocol::template::{Template, Values};
use jalon_protocol::{Interaction, ItemId, OptionId, Response};

/// What answers an item (`jalon/item-key@1`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// `jalon/item-key@1`.
    pub format: String,
    /// The item.
    pub id: ItemId,
    /// Why the right answer is right.
    pub rationale: RichText,
    /// How a response is marked; where something is drawn, with the values of the first draw.
    pub rule: Rule,
    /// What is computed from what was drawn, by its place in the key (a JSON Pointer); nothing for most.
    pub computed: SortedMap<String, String>,
}

jalon_base::document!(Key {
    format,
    id,
    rationale,
    rule,
    computed: optional
});

/// How a response is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// By the options chosen.
    Choice(ChoiceRule),
    /// By the distance to a number.
    NumericEntry {
        /// Right number, a canonical decimal.
        correct: Micro,
        /// Largest distance that is still right.
        tolerance: Micro,
    },
    /// By the words, after normalisation.
    TextEntry {
        /// Accepted words.
        accept: Vec<String>,
        /// What is made the same before comparing.
        normalise: Vec<Normalise>,
        /// How many letters may be wrong, missing, too many or swapped with the next; none for an exact comparison.
        edits: Option<u32>,
    },
    /// By a person, from a marking guide.
    ExtendedText {
        /// What is expected, each with its points.
        elements: Vec<Element>,
        /// What earns nothing.
        nothing: RichText,
        /// A response that earns everything.
        full_example: RichText,
        /// A response that earns about half.
        half_example: RichText,
    },
    /// By the places of options in an order.
    Order {
        /// The right order.
        correct: Vec<OptionId>,
        /// What an order that is right in part earns.
        mark: OrderMark,
    },
    /// By what was put together.
    Pairs {
        /// Right pairs, in ascending order.
        correct: Vec<Pair>,
        /// What an incomplete answer earns.
        mark: PairsMark,
    },
    /// By the distance to a number with its unit, whichever unit the response is in.
    Quantity {
        /// Right number, in the unit of the key.
        correct: Micro,
        /// The unit of the key.
        unit: OptionId,
        /// Largest distance that is still right: in the unit of the key, or, when it is relative, as a share of the right number.
        tolerance: Micro,
        /// Whether the tolerance is a share of the right number.
        relative: bool,
        /// Units that can be right, each with what one of it is in the unit of the key, exactly. A response in another unit is wrong.
        units: SortedMap<OptionId, Fraction>,
    },
    /// By points for each thing chosen or put together.
    MapResponse(Mapped),
    /// By what each field earns.
    Composite {
        /// Rules of the fields that are marked each by its own.
        fields: SortedMap<OptionId, Rule>,
        /// Fields that are marked together.
        together: Option<Together>,
        /// What an incomplete answer earns.
        mark: FieldsMark,
    },
    /// By points for each reply of a conversation.
    MapPath(Mapped),
    /// By what a panel of the trade answered, as the protocol weighs it: [`Key::under`] makes points of it.
    Panel(Panel),
    /// By where points were set.
    MapPoints(AreaMapping),
    /// By where things were put.
    Places {
        /// Where each belongs; what is not named belongs nowhere.
        areas: SortedMap<OptionId, Shape>,
        /// A response that earns everything.
        correct: SortedMap<OptionId, Point>,
        /// What an incomplete answer earns.
        mark: PlacesMark,
    },
}

jalon_base::tagged!(Rule, "type" {
    Choice = "choice" (..),
    NumericEntry = "numeric-entry" { correct, tolerance },
    TextEntry = "text-entry" { accept, normalise, edits: optional },
    ExtendedText = "extended-text" { elements, nothing, full_example, half_example },
    Order = "order" { correct, mark },
    Pairs = "pairs" { correct, mark },
    Quantity = "quantity" { correct, unit, tolerance, relative: optional, units },
    MapResponse = "map-response" (..),
    Composite = "composite" { fields, together: optional, mark },
    MapPath = "map-path" (..),
    Panel = "panel" (..),
    MapPoints = "map-points" (..),
    Places = "places" { areas, correct, mark },
});

/// What is made the same before comparing words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Normalise {
    /// Capitals.
    Case,
    /// Accents and cedillas of Latin letters, and ligatures.
    Accents,
    /// Runs of white space, also at both ends.
    Spaces,
}

jalon_base::words!(Normalise {
    Case = "case",
    Accents = "accents",
    Spaces = "spaces",
});

/// Something that is expected in a short answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Its id in the guide.
    pub id: Slug,
    /// What it is worth.
    pub points: Points,
    /// What is expected.
    pub expected: RichText,
    /// Words that say the same.
    pub accept: Vec<String>,
}

jalon_base::document!(Element {
    id,
    points,
    expected,
    accept: optional
});

/// How much of an item a response earns: `k` of `n` equal shares, or a person must say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credit {
    /// `k` of `n`.
    Share {
        /// Shares earned, −`n` to `n`: below 0 only where the rule takes points away.
        k: i64,
        /// Shares possible, at least 1.
        n: i64,
    },
    /// A person marks it.
    NeedsMark,
}

impl Key {
    /// Reads a key.
    ///
    /// # Errors
    /// [`Malformed`] says what is wrong and where.
    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        json::from_slice(bytes, Limits::DOCUMENT)
    }

    /// How much of the item a response earns. A response of another kind earns nothing.
    #[must_use]
    pub fn credit(&self, response: &Response) -> Credit {
        self.rule.credit(response)
    }

    /// The key as a protocol weighs it: what a panel answered becomes points of each pair; every other key stays as it is. None when the
    /// protocol does not say how, or the item does not show what the panel was asked.
    #[must_use]
    pub fn under(mut self, judgement: Option<&Judgement>, interaction: &Interaction) -> Option<Self> {
        if let Rule::Panel(panel) = &self.rule {
            self.rule = Rule::MapResponse(panel.under(judgement, interaction)?);
        }
        Some(self)
    }

    /// The key for what a paper drew of its item: its numbers computed, the braces of its texts filled. None when this is not a paper of the item,
    /// or the key then is none.
    #[must_use]
    pub fn filled(&self, template: &Template, options: &[u8]) -> Option<Self> {
        let values = Values::drawn(template, options)?;
        let mut document = self.write();
        for (place, text) in &self.computed {
            *document.pointer_mut(place)? = Value::String(text.clone());
        }
        if let Some(members) = document.as_object_mut() {
            members.remove("computed");
        }
        document::from_value(&values.fill_all(&document, None).ok()?).ok()
    }

    /// Points of the marking guide, when a person marks the item.
    #[must_use]
    pub fn guide_points(&self) -> Option<Points> {
        match &self.rule {
            Rule::ExtendedText { elements, .. } => Some(elements.iter().map(|element| element.points).sum()),
            _ => None,
        }
    }
}

impl Rule {
    /// How much a response earns.
    pub(crate) fn credit(&self, response: &Response) -> Credit {
        match (self, response) {
            (Self::ExtendedText { .. }, Response::Text { .. } | Response::File(_)) => Credit::NeedsMark,
            (Self::Choice(rule), Response::Choice { chosen }) => rule.credit(chosen),
            (Self::NumericEntry { correct, tolerance }, Response::Number { value }) => {
                let distance = Micro::parse(value).map(|value| value.millionths().abs_diff(correct.millionths()));
                Credit::right(distance.is_some_and(|distance| distance <= tolerance.millionths().unsigned_abs()))
            }
            (
                Self::TextEntry {
                    accept,
                    normalise,
                    edits,
                },
                Response::Text { value },
            ) => Credit::right(words::accepted(accept, value, normalise, *edits)),
            (Self::Order { correct, mark }, Response::Order { ids }) => mark.credit(correct, ids),
            (Self::Pairs { correct, mark }, Response::Pairs { pairs }) => mark.credit(correct, pairs),
            (
                Self::Quantity {
                    correct,
                    tolerance,
                    relative,
                    units,
                    ..
                },
                Response::Quantity { value, unit },
            ) => Credit::right(quantity::is_right(
                *correct,
                *tolerance,
                *relative,
                units.get(unit).copied(),
                value,
            )),
            (Self::MapResponse(mapped), response) => mapped.credit(response),
            (Self::MapPath(mapped), Response::Order { ids }) => mapped.credit_of_path(ids),
            (Self::Composite { fields, together, mark }, Response::Fields { values }) => {
                mark.credit(fields, together.as_ref(), values)
            }
            (Self::MapPoints(mapping), Response::Points { points }) => mapping.credit(points),
            (Self::Places { areas, mark, .. }, Response::Places { places }) => points::put(areas, places, *mark),
            _ => Credit::right(false),
        }
    }
}

impl Credit {
    /// All or nothing.
    pub(crate) fn right(right: bool) -> Self {
        Self::Share {
            k: i64::from(right),
            n: 1,
        }
    }

    /// So many of so many, at least one.
    pub(crate) fn of(k: usize, n: usize) -> Self {
        Self::Share {
            k: i64::try_from(k).unwrap_or(0),
            n: i64::try_from(n).unwrap_or(i64::MAX).max(1),
        }
    }
}

#[cfg(test)]
mod tests;
