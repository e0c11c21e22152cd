//! Words in several languages, and the tags that name the languages.

use crate::document::{Document, Name, Node, Optional};
use crate::json::Value;
use crate::sorted::SortedMap;
use std::fmt;

/// A language tag: two or three letters, then subtags: `fr`, `en`, `pt-BR` (BCP 47, the well-formed part that content needs).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(String);

impl Lang {
    /// The tag, or none when it is not well-formed.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let primary = parts.next()?;
        let well_formed = (2..=3).contains(&primary.len())
            && primary.bytes().all(|b| b.is_ascii_lowercase())
            && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
        well_formed.then(|| Self(text.to_owned()))
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the language is written from right to left (by its primary subtag).
    #[must_use]
    pub fn is_right_to_left(&self) -> bool {
        matches!(
            self.0.split('-').next(),
            Some("ar" | "he" | "fa" | "ur" | "ps" | "ckb" | "yi")
        )
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Lang {
    fn borrow(&self) -> &str {
        &self.0
    }
}

crate::text_document!(Lang, Self(String::new()), Lang::parse, "a language tag such as `fr`");

impl Name for Lang {
    fn of(text: &str) -> Option<Self> {
        Self::parse(text)
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}

/// The same thing said in one or more languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localised<T>(pub SortedMap<Lang, T>);

/// Plain words in one or more languages.
pub type Text = Localised<String>;

impl<T: Document> Document for Localised<T> {
    fn blank() -> Self {
        Self::default()
    }

    fn read(&mut self, node: &Node<'_>) -> Option<()> {
        self.0.read(node)
    }

    fn write(&self) -> Value {
        self.0.write()
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Document> Optional for Localised<T> {}

crate::serde_by_value!(Localised<T>, T: Document);

impl<T> Default for Localised<T> {
    fn default() -> Self {
        Self(SortedMap::new())
    }
}

impl<T> Localised<T> {
    /// What is said in a language, else in French, else in the first language there is; none when nothing is said.
    #[must_use]
    pub fn pick(&self, lang: &str) -> Option<(&Lang, &T)> {
        let of = |wanted: &str| {
            self.0
                .iter()
                .find(|(tag, _)| tag.as_str().split('-').next() == Some(wanted))
        };
        self.0
            .get_key_value(lang)
            .or_else(|| of(lang))
            .or_else(|| of("fr"))
            .or_else(|| self.0.iter().next())
    }

    /// Whether nothing is said in any language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Text {
    /// The words in a language, with the fallbacks of [`Localised::pick`]; empty when nothing is said.
    #[must_use]
    pub fn say(&self, lang: &str) -> &str {
        self.pick(lang).map_or("", |(_, words)| words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn falls_back_to_french_then_to_what_there_is() {
        let text: Text = serde_json::from_str(r#"{"fr": "oui", "en-GB": "yes"}"#).unwrap();
        assert_eq!((text.say("en"), text.say("ar"), text.say("fr")), ("yes", "oui", "oui"));
        let english: Text = serde_json::from_str(r#"{"en": "yes"}"#).unwrap();
        assert_eq!(english.pick("fr").unwrap().0.as_str(), "en");
        assert!(Lang::parse("FR").is_none() && Lang::parse("f").is_none() && Lang::parse("fr-").is_none());
    }
}
