//! Questions whose numbers and names are drawn: what is written in braces takes the values that the paper drew.
//!
//! `{=a}` stands for the value of the parameter `a`, `{=a × (b + 1)}` for a sum of such values, `{=a ÷ b | 2}` for one rounded half-even to two
//! decimals; without the bar a value that does not end within six decimals is refused. In a text of a language that writes a decimal comma, a
//! value has one; elsewhere it is a canonical decimal.
//!
//! A parameter has the values that it lists, at most [`MOST_VALUES`]; the paper names which one was drawn by its place, after the drawn order of
//! the question's lists ([`crate::plan::PaperItem::options`]). Nothing here draws.

use crate::plan::Paper;
use crate::{ItemContent, ItemId};
use jalon_base::arithmetic::{NoValue, evaluate};
use jalon_base::document::{self, Document};
use jalon_base::json::Value;
use jalon_base::sorted::SortedMap;
use jalon_base::{Micro, Slug};
use std::borrow::Cow;

/// What is drawn of a question: the values that each of its parameters can take, in their order. Empty for most.
pub type Template = SortedMap<Slug, Vec<String>>;

/// Values of one parameter at most: its place is a byte of the paper.
pub const MOST_VALUES: usize = 256;

/// Languages that write a decimal comma, as far as content has been written in them.
const COMMA: [&str; 9] = ["cs", "de", "es", "fr", "it", "nl", "pl", "pt", "ro"];
/// Languages that write a decimal point.
const POINT: [&str; 2] = ["en", "zh"];

/// Why braces have no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoFill {
    /// A brace is not closed, or what stands in it is no sum.
    Form,
    /// A name that no parameter has.
    Unknown {
        /// The name.
        name: String,
    },
    /// A sum of what is no number.
    NotANumber {
        /// The name.
        name: String,
    },
    /// It divides by zero.
    Division,
    /// It is beyond what is kept exactly.
    TooLarge,
    /// It does not end within six decimals, and nothing says how to round it.
    Inexact,
}

/// The values of one draw, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Values<'a> {
    /// Those at these places, one for each parameter in the order of their names; none when a place has no value.
    #[must_use]
    pub fn at(template: &'a Template, places: &[u8]) -> Option<Self> {
        if template.len() != places.len() {
            return None;
        }
        let value = |((name, values), place): ((&'a Slug, &'a Vec<String>), &u8)| {
            Some((name.as_str(), values.get(usize::from(*place))?.as_str()))
        };
        template.iter().zip(places).map(value).collect::<Option<_>>().map(Self)
    }

    /// Those that a paper drew: the last places of what it says of the question.
    #[must_use]
    pub fn drawn(template: &'a Template, options: &[u8]) -> Option<Self> {
        let lists = options.len().checked_sub(template.len())?;
        Self::at(template, options.get(lists..)?)
    }

    /// Those given, for trying a question.
    #[must_use]
    pub const fn of(values: Vec<(&'a str, &'a str)>) -> Self {
        Self(values)
    }

    /// As a person reads them: `a = 3, b = 4`.
    #[must_use]
    pub fn said(&self) -> String {
        let each = self.0.iter().map(|(name, value)| format!("{name} = {value}"));
        each.collect::<Vec<String>>().join(", ")
    }

    fn get(&self, name: &str) -> Result<&'a str, NoFill> {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found
            .map(|(_, value)| *value)
            .ok_or_else(|| NoFill::Unknown { name: name.to_owned() })
    }

    /// The value of what stands between `{=` and `}`: a canonical decimal, or the words of a parameter.
    ///
    /// # Errors
    /// [`NoFill`].
    pub fn evaluate(&self, inside: &str) -> Result<String, NoFill> {
        let (sum, places) = match inside.split_once('|') {
            None => (inside, None),
            Some((sum, places)) => {
                let places = places.trim().parse().ok().filter(|places| *places <= 6_u32);
                (sum, Some(places.ok_or(NoFill::Form)?))
            }
        };
        if places.is_none() && names(sum).next() == Some(sum.trim()) {
            return self.get(sum.trim()).map(str::to_owned);
        }
        // The calculator's own sums, with each name in its place as a number in parentheses.
        let mut whole = String::new();
        let mut rest = sum;
        for name in names(sum) {
            let (before, after) = rest.split_once(name).ok_or(NoFill::Form)?;
            let value = self.get(name)?;
            if Micro::parse(value).is_none() {
                return Err(NoFill::NotANumber { name: name.to_owned() });
            }
            whole.push_str(before);
            whole.push('(');
            whole.push_str(value);
            whole.push(')');
            rest = after;
        }
        whole.push_str(rest);
        let value = evaluate(&whole).map_err(|no| match no {
            NoValue::Form => NoFill::Form,
            NoValue::Division => NoFill::Division,
            NoValue::TooLarge => NoFill::TooLarge,
        })?;
        match value.decimal(places.unwrap_or(6)) {
            (decimal, exact) if exact || places.is_some() => Ok(decimal),
            _ => Err(NoFill::Inexact),
        }
    }

    /// A text with each brace in it as its value.
    ///
    /// # Errors
    /// [`NoFill`] of the first that has none.
    pub fn fill(&self, text: &str, lang: Option<&str>) -> Result<String, NoFill> {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{=") {
            let (inside, after) = after.split_once('}').ok_or(NoFill::Form)?;
            let value = self.evaluate(inside)?;
            let comma = lang.is_some_and(|lang| COMMA.contains(&lang)) && Micro::parse(&value).is_some();
            out.push_str(before);
            out.push_str(&if comma { value.replace('.', ",") } else { value });
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }

    /// A document with each brace in its texts as its value; what stands under the name of a language is written as in that language.
    ///
    /// # Errors
    /// [`NoFill`] of the first that has none.
    pub fn fill_all(&self, value: &Value, lang: Option<&str>) -> Result<Value, NoFill> {
        Ok(match value {
            Value::String(text) => Value::String(self.fill(text, lang)?),
            Value::Array(all) => {
                let each = all.iter().map(|one| self.fill_all(one, lang));
                Value::Array(each.collect::<Result<_, NoFill>>()?)
            }
            Value::Object(members) => {
                let member = |(name, value): (&String, &Value)| -> Result<(String, Value), NoFill> {
                    let is_lang = COMMA.contains(&name.as_str()) || POINT.contains(&name.as_str());
                    let lang = if is_lang { Some(name.as_str()) } else { lang };
                    Ok((name.clone(), self.fill_all(value, lang)?))
                };
                Value::Object(members.iter().map(member).collect::<Result<_, NoFill>>()?)
            }
            other => other.clone(),
        })
    }
}

/// The names in a sum: letters and figures, a letter first.
#[must_use]
pub fn names(sum: &str) -> impl Iterator<Item = &str> {
    let words = sum.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter(|word| word.starts_with(|first: char| first.is_ascii_alphabetic()))
}

/// What stands between `{=` and `}` in a text, one after the other.
///
/// # Errors
/// [`NoFill::Form`] where one is not closed.
pub fn braces(text: &str) -> Result<Vec<&str>, NoFill> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("{=") {
        let (inside, after) = after.split_once('}').ok_or(NoFill::Form)?;
        all.push(inside);
        rest = after;
    }
    Ok(all)
}

/// What is shown of an item in the attempt whose paper says this of it; none when the paper is not one of the item.
#[must_use]
pub fn content(content: &ItemContent, options: &[u8]) -> Option<ItemContent> {
    let values = Values::drawn(&content.template, options)?;
    document::from_value(&values.fill_all(&content.write(), None).ok()?).ok()
}

/// What a paper shows of one of its items, as it was drawn; none when the paper has no such item.
#[must_use]
pub fn on_paper<'a>(
    contents: &'a SortedMap<ItemId, ItemContent>,
    paper: &Paper,
    item: &ItemId,
) -> Option<Cow<'a, ItemContent>> {
    let (_, entry) = paper.items().find(|(_, entry)| entry.item == *item)?;
    let shown = contents.get(item)?;
    if shown.template.is_empty() {
        return Some(Cow::Borrowed(shown));
    }
    content(shown, &entry.options).map(Cow::Owned)
}
