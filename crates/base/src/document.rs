//! Documents: how a type of ours is read from strict JSON and written to it, with the place of the first value that is refused.
//!
//! A derived reader is compiled again for every source that it is read from, and once more behind a tag; in the browser they weighed
//! more than the rest of the engine. Here each type has one reader, from a [`Value`], and everything that does not depend on the type
//! is shared. The macros keep a type's members in one line beside it: [`document!`](crate::document!), [`words!`](crate::words!),
//! [`tagged!`](crate::tagged!), [`variants!`](crate::variants!).
//!
//! The rules are those of every format: members in kebab-case, none unknown, none missing, `null` only where a value may be absent.

mod kinds;
mod macros;

use crate::json::{Value, pointer_step};
use serde_json::Map;
use std::cell::RefCell;
use std::fmt;

/// What our documents are made of.
pub trait Document: Sized {
    /// Reads the value at a node; none when it is refused, and then the node's reader knows why.
    fn read(node: &Node<'_>) -> Option<Self>;

    /// The value as it is written.
    fn write(&self) -> Value;
}

/// What may be left out of an object when there is nothing to say.
pub trait Optional: Document {
    /// What its absence means.
    fn absent() -> Self;

    /// Whether it is left out.
    fn is_absent(&self) -> bool;
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
    let read = T::read(&Node::root(value, &refusal));
    read.ok_or_else(|| refusal.into_inner().unwrap_or_else(Refusal::unsaid))
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

/// Reads what may be left out.
#[doc(hidden)]
pub fn read_optional<T: Optional>(node: &Node<'_>) -> Option<T> {
    if node.value.is_none() {
        Some(T::absent())
    } else {
        T::read(node)
    }
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

    /// The place of one of these words.
    #[must_use]
    pub fn word(&self, words: &[&str]) -> Option<usize> {
        let word = self.text()?;
        let place = words.iter().position(|known| *known == word);
        if place.is_none() {
            self.refuse(&words.join(" or "));
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

    /// Checks that this is an object without a member beside these; the ones that are missing are said when they are read.
    #[must_use]
    pub fn has_only(&self, names: &[&str]) -> Option<()> {
        for name in self.object()?.keys() {
            if name != self.tag && !names.contains(&name.as_str()) {
                self.child(None, Step::Member(name)).refuse_unknown();
                return None;
            }
        }
        Some(())
    }

    /// Checks that this is an object, whatever else is in it.
    #[must_use]
    pub fn has_some(&self, _: &[&str]) -> Option<()> {
        self.object().map(|_| ())
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
    #[must_use]
    pub fn member(&'a self, name: &'a str) -> Self {
        let value = self
            .value
            .and_then(Value::as_object)
            .and_then(|object| object.get(name));
        self.child(value, Step::Member(name))
    }

    /// The elements of an array.
    pub fn elements(&'a self) -> Option<impl Iterator<Item = Self>> {
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
    pub fn tagged(&'a self, tag: &'static str, words: &[&str]) -> Option<(usize, Self)> {
        self.object()?;
        let place = self.member(tag).word(words)?;
        Some((place, Self { tag, ..*self }))
    }

    /// Which variant an object is, by the name of its only member, and that member.
    #[must_use]
    pub fn variant(&'a self, words: &[&str]) -> Option<(usize, Self)> {
        let entry = self
            .object()?
            .iter()
            .next()
            .filter(|_| self.object().is_some_and(|o| o.len() == 1));
        let place = entry.and_then(|(name, value)| {
            let place = words.iter().position(|known| known == name)?;
            Some((place, self.child(Some(value), Step::Member(name))))
        });
        if place.is_none() {
            self.refuse(&words.join(" or "));
        }
        place
    }
}

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

    /// Adds a member, unless nothing is said in it.
    pub fn add_optional<T: Optional>(&mut self, name: &str, value: &T) {
        if !value.is_absent() {
            self.add(name, value.write());
        }
    }

    /// The object, with the members of another one.
    #[must_use]
    pub fn with(mut self, other: Value) -> Value {
        if let Value::Object(mut other) = other {
            self.0.append(&mut other);
        }
        self.finish()
    }

    /// The object.
    #[must_use]
    pub fn finish(self) -> Value {
        Value::Object(self.0)
    }
}

/// A member's name in kebab-case, at compile time: as long as the identifier.
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
