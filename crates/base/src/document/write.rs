//! Writing: objects of the members of a line, words, variants, lists.

use super::{Lists, Mark, Writes, members};
use crate::json::Value;
use serde_json::Map;

/// An object under construction.
#[derive(Default)]
pub struct Members(Map<String, Value>);

impl Members {
    /// Adds a member.
    #[inline(never)]
    pub fn add(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    /// Adds a text.
    pub fn add_text(&mut self, name: &str, text: &str) {
        self.add(name, Value::String(text.to_owned()));
    }

    /// The object.
    #[must_use]
    pub fn finish(self) -> Value {
        Value::Object(self.0)
    }
}

/// Writes an object of the members of a line.
#[must_use]
pub fn write_members(line: &str, values: &[&dyn Writes]) -> Value {
    let mut object = Members::default();
    for ((name, mark), value) in members(line).zip(values) {
        let written = value.writes();
        let left_out = match mark {
            Mark::Needed => false,
            Mark::Optional => value.says_nothing(),
            Mark::One => written == 1,
        };
        if !left_out {
            object.add(name, written);
        }
    }
    object.finish()
}

fn word_at(words: &str, place: usize) -> &str {
    words.split_terminator(' ').nth(place).unwrap_or_default()
}

/// Writes the word at a place of these.
#[must_use]
pub fn write_word(words: &str, place: usize) -> Value {
    Value::String(word_at(words, place).to_owned())
}

/// Writes an object whose tag says which variant it is: the word at a place of these.
#[must_use]
pub fn write_tagged(tag: &str, words: &str, place: usize, mut content: Value) -> Value {
    if let Value::Object(members) = &mut content {
        members.insert(tag.to_owned(), write_word(words, place));
    }
    content
}

/// Writes an object whose only member is the variant: the word at a place of these.
#[must_use]
pub fn write_variant(words: &str, place: usize, content: &dyn Writes) -> Value {
    let mut object = Members::default();
    object.add(word_at(words, place), content.writes());
    object.finish()
}

/// Writes a list.
pub(crate) fn write_list(list: &dyn Lists) -> Value {
    let elements = (0..).map_while(|place| list.at(place));
    Value::Array(elements.map(Writes::writes).collect())
}
