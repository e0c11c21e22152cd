//! Responses as they are given, and why one may be refused.

use super::{Handed, Point};
use crate::OptionId;
use jalon_base::document::{Document, Name, Node};
use jalon_base::json::Value;
use jalon_base::sorted::SortedMap;

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
    /// Options in the order that the person gives them; replies of a conversation, one after the other.
    Order {
        /// Their ids.
        ids: Vec<OptionId>,
    },
    /// What was put together, in ascending order.
    Pairs {
        /// The pairs.
        pairs: Vec<Pair>,
    },
    /// A number in one of the units offered.
    Quantity {
        /// `"12.5"`.
        value: String,
        /// The unit.
        unit: OptionId,
    },
    /// Responses to the fields that were filled in, each by its id.
    Fields {
        /// None of them empty.
        values: SortedMap<OptionId, Response>,
    },
    /// Points of a picture, in the order in which they were set.
    Points {
        /// The points.
        points: Vec<Point>,
    },
    /// Things put on a picture, each by its id.
    Places {
        /// Where each is.
        places: SortedMap<OptionId, Point>,
    },
    /// A file; its bytes are kept apart.
    File(Handed),
}

jalon_base::tagged!(Response, "type" {
    Empty = "empty" {},
    Choice = "choice" { chosen },
    Number = "number" { value },
    Text = "text" { value },
    Order = "order" { ids },
    Pairs = "pairs" { pairs },
    Quantity = "quantity" { value, unit },
    Fields = "fields" { values },
    Points = "points" { points },
    Places = "places" { places },
    File = "file" (..),
});

/// Two things put together (QTI base type `directedPair`), written `"first second"`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// What is put.
    pub first: OptionId,
    /// To what.
    pub second: OptionId,
}

impl Pair {
    /// Reads `"first second"`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (first, second) = text.split_once(' ')?;
        Some(Self {
            first: OptionId::parse(first)?,
            second: OptionId::parse(second)?,
        })
    }
}

impl std::fmt::Display for Pair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.first.as_str())?;
        f.write_str(" ")?;
        f.write_str(self.second.as_str())
    }
}

impl Document for Pair {
    fn blank() -> Self {
        Self {
            first: OptionId::blank(),
            second: OptionId::blank(),
        }
    }

    fn read(&mut self, node: &Node<'_>) -> Option<()> {
        *self = node.parsed(Self::parse, "two ids with a space between them")?;
        Some(())
    }

    fn write(&self) -> Value {
        Value::String(self.to_string())
    }
}

jalon_base::serde_by_value!(Pair);

impl Name for Pair {
    fn of(text: &str) -> Option<Self> {
        Self::parse(text)
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

/// Why a response is not one that the interaction can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAdmitted {
    /// A response of another kind.
    Kind,
    /// None, or more than can be chosen.
    Count,
    /// Not in ascending order, or one twice.
    Order,
    /// An option, a place or a field that the item has not.
    UnknownOption,
    /// Not a canonical decimal, with too many decimals, between the steps, or outside of the picture.
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
    fn a_pair_is_written_as_in_qti() {
        let pair = Pair::parse("a gap-1").unwrap();
        assert_eq!(pair.to_string(), "a gap-1");
        for wrong in ["", "a", "a ", " b", "a  b", "a b c", "A b"] {
            assert_eq!(Pair::parse(wrong), None, "{wrong}");
        }
    }
}
