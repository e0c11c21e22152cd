//! Items as they are shown, and responses as they are given.

use crate::rich::RichText;
use crate::{ItemId, OptionId};
use jalon_base::{Slug, Text};

/// What is shown of an item (`jalon/item-content@1`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemContent {
    /// `jalon/item-content@1`.
    pub format: String,
    /// Its id.
    pub id: ItemId,
    /// A text that several items share.
    pub stimulus: Option<Slug>,
    /// The question.
    pub prompt: RichText,
    /// What the person can do.
    pub interaction: Interaction,
}

jalon_base::document!(ItemContent {
    format,
    id,
    stimulus: optional,
    prompt,
    interaction
});

/// A text that several items share (`jalon/stimulus-content@1`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stimulus {
    /// `jalon/stimulus-content@1`.
    pub format: String,
    /// Its id.
    pub id: Slug,
    /// Its title.
    pub title: Text,
    /// The text.
    pub text: RichText,
}

jalon_base::document!(Stimulus {
    format,
    id,
    title,
    text
});

/// What the person can do with an item (QTI 3 interactions).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Interaction {
    /// Choose among options (QTI `choiceInteraction`).
    Choice {
        /// How many options can be chosen at most.
        max_choices: u32,
        /// Whether the order of the options is drawn.
        shuffle: bool,
        /// The options, in authored order.
        options: Vec<ChoiceOption>,
    },
    /// Enter a number (QTI `textEntryInteraction` with a numeric base type).
    NumericEntry {
        /// Unit shown after the field.
        unit: Option<Text>,
        /// Decimals accepted at most, 0 to 6.
        decimals: u32,
    },
    /// Enter a few words, which a rule marks (QTI `textEntryInteraction`).
    TextEntry {
        /// Longest response, in characters.
        max_length: u32,
    },
    /// Write a short answer, which a person marks (QTI `extendedTextInteraction`; the French *QRC*).
    ExtendedText {
        /// Longest response, in characters.
        max_length: u32,
    },
}

jalon_base::tagged!(Interaction, "type" {
    Choice = "choice" { max_choices, shuffle, options },
    NumericEntry = "numeric-entry" { unit: optional, decimals },
    TextEntry = "text-entry" { max_length },
    ExtendedText = "extended-text" { max_length },
});

/// An option of a choice (QTI `simpleChoice`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceOption {
    /// Its id in the item.
    pub id: OptionId,
    /// Its words.
    pub text: RichText,
}

jalon_base::document!(ChoiceOption { id, text });

/// The kinds of interaction, by their QTI-like names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum InteractionKind {
    /// [`Interaction::Choice`].
    Choice,
    /// [`Interaction::NumericEntry`].
    NumericEntry,
    /// [`Interaction::TextEntry`].
    TextEntry,
    /// [`Interaction::ExtendedText`].
    ExtendedText,
}

jalon_base::words!(InteractionKind {
    Choice = "choice",
    NumericEntry = "numeric-entry",
    TextEntry = "text-entry",
    ExtendedText = "extended-text",
});

impl Interaction {
    /// Which kind it is.
    #[must_use]
    pub const fn kind(&self) -> InteractionKind {
        match self {
            Self::Choice { .. } => InteractionKind::Choice,
            Self::NumericEntry { .. } => InteractionKind::NumericEntry,
            Self::TextEntry { .. } => InteractionKind::TextEntry,
            Self::ExtendedText { .. } => InteractionKind::ExtendedText,
        }
    }

    /// Checks that a response is one that this interaction can give.
    ///
    /// # Errors
    /// Why it is not.
    pub fn admits(&self, response: &Response) -> Result<(), NotAdmitted> {
        match (self, response) {
            (_, Response::Empty) => Ok(()),
            (
                Self::Choice {
                    max_choices, options, ..
                },
                Response::Choice { chosen },
            ) => {
                if chosen.is_empty() || chosen.len() > *max_choices as usize {
                    return Err(NotAdmitted::Count);
                }
                if !chosen.is_sorted_by(|a, b| a < b) {
                    return Err(NotAdmitted::Order);
                }
                let known = |id: &OptionId| options.iter().any(|option| option.id == *id);
                if chosen.iter().all(known) {
                    Ok(())
                } else {
                    Err(NotAdmitted::UnknownOption)
                }
            }
            (Self::NumericEntry { decimals, .. }, Response::Number { value }) => {
                let fraction = value.split_once('.').map_or(0, |(_, digits)| digits.len());
                let number = jalon_base::Micro::parse(value);
                if number.is_some() && fraction <= *decimals as usize {
                    Ok(())
                } else {
                    Err(NotAdmitted::Number)
                }
            }
            (Self::TextEntry { max_length } | Self::ExtendedText { max_length }, Response::Text { value }) => {
                if value.trim().is_empty() {
                    Err(NotAdmitted::Count)
                } else if value.chars().count() > *max_length as usize {
                    Err(NotAdmitted::TooLong)
                } else {
                    Ok(())
                }
            }
            _ => Err(NotAdmitted::Kind),
        }
    }
}

/// What a person answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Response {
    /// Nothing, or an earlier response taken back.
    Empty,
    /// Options, by id, in ascending order.
    Choice {
        /// Their ids.
        chosen: Vec<OptionId>,
    },
    /// A number, as a canonical decimal string.
    Number {
        /// `"12.5"`.
        value: String,
    },
    /// Words.
    Text {
        /// As typed.
        value: String,
    },
}

jalon_base::tagged!(Response, "type" {
    Empty = "empty" {},
    Choice = "choice" { chosen },
    Number = "number" { value },
    Text = "text" { value },
});

/// Why a response is not one that the interaction can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAdmitted {
    /// A response of another kind.
    Kind,
    /// None, or more than can be chosen.
    Count,
    /// Not in ascending order, or one twice.
    Order,
    /// An option that the item has not.
    UnknownOption,
    /// Not a canonical decimal, or with too many decimals.
    Number,
    /// Longer than allowed.
    TooLong,
}

impl NotAdmitted {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kind => "response/kind",
            Self::Count => "response/count",
            Self::Order => "response/order",
            Self::UnknownOption => "response/unknown-option",
            Self::Number => "response/number",
            Self::TooLong => "response/too-long",
        }
    }
}

/// A number as a person types it (`12,50`, `1 200`), in the canonical decimal form; none when it is not a number.
///
/// Spaces, thin and no-break ones too, group thousands; a comma or one point is the decimal sign; trailing zeros are dropped.
#[must_use]
pub fn read_number(typed: &str) -> Option<String> {
    let compact: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{202f}')
        .collect();
    let dotted = compact.replace(',', ".");
    let (sign, digits) = dotted
        .strip_prefix('-')
        .map_or(("", dotted.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = if whole.is_empty() { "0" } else { whole };
    let trimmed = whole.trim_start_matches('0');
    let whole = if trimmed.is_empty() { "0" } else { trimmed };
    let fraction = fraction.trim_end_matches('0');
    let number = if fraction.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{fraction}")
    };
    let signed = if number == "0" {
        number
    } else {
        format!("{sign}{number}")
    };
    (digits.bytes().any(|b| b.is_ascii_digit()) && jalon_base::Micro::parse(&signed).is_some()).then_some(signed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_type_them() {
        for (typed, canonical) in [
            ("12,50", "12.5"),
            ("1 200", "1200"),
            ("1\u{202f}200,0", "1200"),
            ("-0", "0"),
            (",5", "0.5"),
            ("007", "7"),
            ("-3.10", "-3.1"),
        ] {
            assert_eq!(read_number(typed).as_deref(), Some(canonical), "{typed}");
        }
        for typed in ["", "-", ",", "1.2.3", "douze", "1e3", "1,2345678", "€12"] {
            assert_eq!(read_number(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_choice_admits_its_options_only() {
        let interaction: Interaction = serde_json::from_str(
            r#"{"type": "choice", "max-choices": 2, "shuffle": true, "options": [{"id": "a", "text": {}}, {"id": "b", "text": {}}, {"id": "c", "text": {}}]}"#,
        )
        .unwrap();
        let choose = |ids: &[&str]| {
            interaction.admits(&Response::Choice {
                chosen: ids.iter().map(|id| OptionId::parse(id).unwrap()).collect(),
            })
        };
        assert_eq!(choose(&["a", "c"]), Ok(()));
        assert_eq!(choose(&["c", "a"]), Err(NotAdmitted::Order));
        assert_eq!(choose(&["a", "a"]), Err(NotAdmitted::Order));
        assert_eq!(choose(&["d"]), Err(NotAdmitted::UnknownOption));
        assert_eq!(choose(&[]), Err(NotAdmitted::Count));
        assert_eq!(choose(&["a", "b", "c"]), Err(NotAdmitted::Count));
        assert_eq!(interaction.admits(&Response::Empty), Ok(()));
        assert_eq!(
            interaction.admits(&Response::Text { value: "a".into() }),
            Err(NotAdmitted::Kind)
        );
    }
}
