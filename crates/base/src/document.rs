//! Documents: how a type of ours is read from strict JSON and written to it, with the place of the first value that is refused.
//!
//! A derived reader is compiled again for every source that it is read from, and once more behind a tag; in the browser they weighed
//! more than the rest of the engine. Here each type has one reader, from a [`Value`], and everything that does not depend on the type
//! is shared. The macros keep a type's members in one line beside it: [`document!`](crate::document!), [`words!`](crate::words!),
//! [`tagged!`](crate::tagged!), [`variants!`](crate::variants!).
//!
//! What reads a list of members sees of each only [`Reads`], what writes one only [`Writes`]: a program that only reads a type does not
//! carry what writes it.
//!
//! The rules are those of every format: members in kebab-case, none unknown, none missing, `null` only where a value may be absent.

mod kinds;
mod macros;
mod write;

pub(crate) use write::write_list;
pub use write::{Members, write_members, write_tagged, write_variant, write_word};

use crate::json::{Value, pointer_step};
use serde_json::Map;
use std::cell::RefCell;
use std::fmt;

/// What our documents are made of.
pub trait Document {
    /// What is read into: it says nothing, and is given to nobody before it was read.
    fn blank() -> Self
    where
        Self: Sized;

    /// Reads the value at a node into a blank; none when it is refused, and then the node's reader knows why.
    fn read(&mut self, node: &Node<'_>) -> Option<()>;

    /// The value as it is written.
    fn write(&self) -> Value;

    /// Whether it says nothing, so that an object may leave it out.
    fn is_absent(&self) -> bool {
        false
    }
}

/// What may be left out of an object when there is nothing to say: its blank is what its absence means.
pub trait Optional: Document {}

/// A document of any type, to be read.
pub trait Reads {
    /// [`Document::read`].
    fn reads(&mut self, node: &Node<'_>) -> Option<()>;
}

impl<T: Document> Reads for T {
    fn reads(&mut self, node: &Node<'_>) -> Option<()> {
        self.read(node)
    }
}

/// A document of any type, to be written.
pub trait Writes {
    /// [`Document::write`].
    fn writes(&self) -> Value;

    /// [`Document::is_absent`].
    fn says_nothing(&self) -> bool;
}

impl<T: Document> Writes for T {
    fn writes(&self) -> Value {
        self.write()
    }

    fn says_nothing(&self) -> bool {
        self.is_absent()
    }
}

/// A list to be read, whatever it holds: so that reading one is compiled once.
pub(crate) trait Grows {
    /// The blank that was added at the end.
    fn grow(&mut self) -> Option<&mut dyn Reads>;
}

/// A map to be read, whatever it holds.
pub(crate) trait Fills {
    /// The blank of this name; none when it is not a name of its kind.
    fn fill(&mut self, name: &str) -> Option<&mut dyn Reads>;
}

/// A list to be written, whatever it holds.
pub(crate) trait Lists {
    /// The element at a place, from 0.
    fn at(&self, place: usize) -> Option<&dyn Writes>;
}

/// When a member may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Never.
    Needed,
    /// When it says nothing.
    Optional,
    /// When it is 1.
    One,
}

/// The members of an object, from their line: `"id unit? coefficient=1"` has one that is always there, one that is left out when it
/// says nothing, and one that is left out when it is 1. A line is one text: a table of names would weigh more than the names.
fn members(line: &str) -> impl Iterator<Item = (&str, Mark)> {
    line.split_terminator(' ').map(|member| {
        if let Some(name) = member.strip_suffix('?') {
            (name, Mark::Optional)
        } else if let Some(name) = member.strip_suffix("=1") {
            (name, Mark::One)
        } else {
            (member, Mark::Needed)
        }
    })
}

/// What names the members of an object that is used as a map.
pub trait Name: Ord + Sized {
    /// The name, or none when it is not one.
    fn of(text: &str) -> Option<Self>;

    /// Its text.
    fn text(&self) -> String;
}

/// Why a value is not the document that was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// JSON Pointer to the value.
    pub pointer: String,
    /// What was expected of it.
    pub detail: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            f.write_str("`")?;
            f.write_str(&self.pointer)?;
            f.write_str("`: ")?;
        }
        f.write_str(&self.detail)
    }
}

impl std::error::Error for Refusal {}

/// Reads a document from its value.
///
/// # Errors
/// [`Refusal`] names the first value that is not what it should be.
pub fn from_value<T: Document>(value: &Value) -> Result<T, Refusal> {
    let refusal = RefCell::new(None);
    let mut document = T::blank();
    match document.read(&Node::root(value, &refusal)) {
        Some(()) => Ok(document),
        None => Err(refusal.into_inner().unwrap_or_else(Refusal::unsaid)),
    }
}

impl Refusal {
    #[cold]
    fn unsaid() -> Self {
        Self {
            pointer: String::new(),
            detail: "not the document that was expected".to_owned(),
        }
    }
}

#[doc(hidden)]
pub use serde;

/// Holds a member to be one that may be left out.
#[doc(hidden)]
pub fn optional<'a, T: Optional + 'a>(member: &'a mut T) -> &'a mut (dyn Reads + 'a) {
    member
}

/// A value with its place in the document, or the place where a value should be.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    value: Option<&'a Value>,
    parent: Option<&'a Node<'a>>,
    step: Step<'a>,
    /// A member that was read already: the tag of a variant.
    tag: &'a str,
    refusal: &'a RefCell<Option<Refusal>>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Member(&'a str),
    Element(usize),
}

impl<'a> Node<'a> {
    const fn root(value: &'a Value, refusal: &'a RefCell<Option<Refusal>>) -> Self {
        Self {
            value: Some(value),
            parent: None,
            step: Step::Element(0),
            tag: "",
            refusal,
        }
    }

    const fn child(&'a self, value: Option<&'a Value>, step: Step<'a>) -> Self {
        Self {
            value,
            parent: Some(self),
            step,
            tag: "",
            refusal: self.refusal,
        }
    }

    /// Its value, when it is there.
    #[must_use]
    pub const fn value(&self) -> Option<&'a Value> {
        self.value
    }

    /// Whether nothing is said here.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self.value, None | Some(Value::Null))
    }

    fn pointer(&self, out: &mut String) {
        let Some(parent) = self.parent else { return };
        parent.pointer(out);
        match self.step {
            Step::Member(name) => out.push_str(&pointer_step(name)),
            Step::Element(index) => {
                out.push('/');
                out.push_str(&index.to_string());
            }
        }
    }

    /// Refuses what is here, for want of this; the first refusal of a document is kept.
    #[cold]
    #[inline(never)]
    pub fn refuse(&self, wanted: &str) {
        let (mut pointer, mut detail) = (String::new(), String::new());
        let place = match (self.value, self.parent, self.step) {
            (None, Some(parent), Step::Member(name)) => {
                detail.push_str("member `");
                detail.push_str(name);
                detail.push_str("` is missing");
                parent
            }
            _ => {
                detail.push_str("expected ");
                detail.push_str(wanted);
                self
            }
        };
        place.pointer(&mut pointer);
        let mut refusal = self.refusal.borrow_mut();
        if refusal.is_none() {
            *refusal = Some(Refusal { pointer, detail });
        }
    }

    /// A text.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        let text = self.value.and_then(Value::as_str);
        if text.is_none() {
            self.refuse("a text");
        }
        text
    }

    /// A text that a reader understands.
    pub fn parsed<T>(&self, parse: impl FnOnce(&str) -> Option<T>, wanted: &str) -> Option<T> {
        let parsed = parse(self.text()?);
        if parsed.is_none() {
            self.refuse(wanted);
        }
        parsed
    }

    /// A whole number between two ends.
    #[must_use]
    pub fn whole(&self, least: i64, most: i64) -> Option<i64> {
        let whole = self.value.and_then(Value::as_i64);
        let whole = whole.filter(|whole| (least..=most).contains(whole));
        if whole.is_none() {
            self.refuse("a whole number in its range");
        }
        whole
    }

    /// The place of one of these words, which stand in one line.
    #[must_use]
    pub fn word(&self, words: &str) -> Option<usize> {
        self.one_of(words, self.text()?)
    }

    fn one_of(&self, words: &str, word: &str) -> Option<usize> {
        let place = words.split_terminator(' ').position(|known| known == word);
        if place.is_none() {
            self.refuse(&words.trim_end().replace(' ', " or "));
        }
        place
    }

    fn object(&self) -> Option<&'a Map<String, Value>> {
        let object = self.value.and_then(Value::as_object);
        if object.is_none() {
            self.refuse("an object");
        }
        object
    }

    /// Reads an object that has the members of this line, `"id unit? coefficient=1"`, and no other.
    pub fn read_only(&self, line: &str, into: &mut [&mut dyn Reads]) -> Option<()> {
        for name in self.object()?.keys() {
            if name != self.tag && !members(line).any(|(known, _)| known == name) {
                self.child(None, Step::Member(name)).refuse_unknown();
                return None;
            }
        }
        self.read_some(line, into)
    }

    /// Reads an object that has the members of this line, whatever else is in it.
    pub fn read_some(&self, line: &str, into: &mut [&mut dyn Reads]) -> Option<()> {
        self.object()?;
        for ((name, mark), member) in members(line).zip(into) {
            let node = self.member(name);
            if mark == Mark::Needed || node.value.is_some() {
                member.reads(&node)?;
            }
        }
        Some(())
    }

    /// Reads a list.
    pub(crate) fn read_list(&self, list: &mut dyn Grows) -> Option<()> {
        for element in self.elements()? {
            list.grow()?.reads(&element)?;
        }
        Some(())
    }

    /// Reads an object that is used as a map.
    pub(crate) fn read_map(&self, map: &mut dyn Fills) -> Option<()> {
        for (name, entry) in self.entries()? {
            let Some(value) = map.fill(name) else {
                entry.refuse("a name of its kind");
                return None;
            };
            value.reads(&entry)?;
        }
        Some(())
    }

    #[cold]
    fn refuse_unknown(&self) {
        const THERE: &Value = &Value::Null;
        let there = Self {
            value: Some(THERE),
            ..*self
        };
        there.refuse("no such member");
    }

    /// The place of a member, whether it is there or not.
    fn member(&'a self, name: &'a str) -> Self {
        let value = self
            .value
            .and_then(Value::as_object)
            .and_then(|object| object.get(name));
        self.child(value, Step::Member(name))
    }

    /// The elements of an array.
    fn elements(&'a self) -> Option<impl Iterator<Item = Self>> {
        let elements = self.value.and_then(Value::as_array);
        if elements.is_none() {
            self.refuse("a list");
        }
        let place = |(index, value)| self.child(Some(value), Step::Element(index));
        Some(elements?.iter().enumerate().map(place))
    }

    /// The members of an object that is used as a map.
    pub fn entries(&'a self) -> Option<impl Iterator<Item = (&'a str, Self)>> {
        let place =
            |(name, value): (&'a String, &'a Value)| (name.as_str(), self.child(Some(value), Step::Member(name)));
        Some(self.object()?.iter().map(place))
    }

    /// Which variant an object is, by the word of this member, and the object without it.
    #[must_use]
    pub fn tagged(&'a self, tag: &'static str, words: &str) -> Option<(usize, Self)> {
        self.object()?;
        let place = self.member(tag).word(words)?;
        Some((place, Self { tag, ..*self }))
    }

    /// Which variant an object is, by the name of its only member, and that member.
    #[must_use]
    pub fn variant(&'a self, words: &str) -> Option<(usize, Self)> {
        let object = self.object()?;
        let only = object.iter().next().filter(|_| object.len() == 1);
        // No word is empty.
        let place = self.one_of(words, only.map_or("", |(name, _)| name))?;
        only.map(|(name, value)| (place, self.child(Some(value), Step::Member(name))))
    }
}

/// The names of members in kebab-case, at compile time: as long as the identifiers.
#[doc(hidden)]
#[must_use]
pub const fn kebab<const N: usize>(name: &str) -> [u8; N] {
    let mut out = [0; N];
    let mut rest = name.as_bytes();
    let mut at = 0;
    while let Some((&letter, more)) = rest.split_first() {
        #[expect(
            clippy::indexing_slicing,
            reason = "evaluated at compile time: the array is as long as the name"
        )]
        {
            out[at] = if letter == b'_' { b'-' } else { letter };
        }
        rest = more;
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests;
