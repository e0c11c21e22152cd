//! Reading authored JSON without stopping at the first fault: each value that is not what it should be becomes a finding, and reading
//! goes on beside it.

use crate::markdown::{self, Fault};
use crate::media::{NoPicture, Pictures};
use jalon_base::json::{Value, pointer_step};
use jalon_base::sorted::SortedMap;
use jalon_base::typography::{self, Around};
use jalon_base::{Findings, Lang, Localised, Points, Slug, Text};
use jalon_protocol::rich::{Block, Picture, RichText};
use std::cell::RefCell;

/// A value in an authored file, with its place.
#[derive(Clone)]
pub struct Node<'a> {
    value: &'a Value,
    pointer: String,
    findings: &'a RefCell<Findings>,
    pictures: &'a Pictures,
}

impl<'a> Node<'a> {
    /// The whole document.
    pub fn root(value: &'a Value, findings: &'a RefCell<Findings>, pictures: &'a Pictures) -> Self {
        Self {
            value,
            pointer: String::new(),
            findings,
            pictures,
        }
    }

    /// The value itself.
    pub const fn value(&self) -> &'a Value {
        self.value
    }

    /// This place, with another value in it.
    pub fn instead<'b>(&self, value: &'b Value) -> Node<'b>
    where
        'a: 'b,
    {
        Node {
            value,
            pointer: self.pointer.clone(),
            findings: self.findings,
            pictures: self.pictures,
        }
    }

    /// Says that something is wrong here.
    pub fn error(&self, code: &'static str, args: &[(&'static str, &str)]) {
        self.findings.borrow_mut().error(self.pointer.clone(), code, args);
    }

    /// Says that somebody should look here.
    pub fn warning(&self, code: &'static str, args: &[(&'static str, &str)]) {
        self.findings.borrow_mut().warning(self.pointer.clone(), code, args);
    }

    fn wanted<T>(&self, wanted: &str) -> Option<T> {
        self.error("authoring/wanted", &[("wanted", wanted)]);
        None
    }

    /// Checks that this is an object with these members and no other, except under `ext`; false when it is no object.
    pub fn members(&self, required: &[&str], optional: &[&str]) -> bool {
        let Some(object) = self.value.as_object() else {
            self.wanted::<()>("object");
            return false;
        };
        for name in required.iter().filter(|name| !object.contains_key(**name)) {
            self.error("authoring/missing-member", &[("member", name)]);
        }
        for name in object.keys().map(String::as_str) {
            if name != "ext" && !required.contains(&name) && !optional.contains(&name) {
                self.at(name).error("authoring/unknown-member", &[("member", name)]);
            }
        }
        true
    }

    /// The place of a member, whether it is there or not.
    fn at(&self, name: &str) -> Node<'a> {
        const NULL: &Value = &Value::Null;
        let value = self.value.get(name).unwrap_or(NULL);
        Node {
            value,
            pointer: format!("{}{}", self.pointer, pointer_step(name)),
            findings: self.findings,
            pictures: self.pictures,
        }
    }

    /// A member that must be there; its absence is said by [`Node::members`].
    pub fn member(&self, name: &str) -> Option<Node<'a>> {
        self.value.get(name).is_some().then(|| self.at(name))
    }

    /// Whether this is that very word.
    pub fn is_word(&self, word: &str) -> bool {
        self.value.as_str() == Some(word)
    }

    /// The elements of an array.
    pub fn elements(&self) -> Vec<Node<'a>> {
        let Some(array) = self.value.as_array() else {
            self.wanted::<()>("array");
            return Vec::new();
        };
        let child = |(index, value)| Node {
            value,
            pointer: format!("{}/{index}", self.pointer),
            findings: self.findings,
            pictures: self.pictures,
        };
        array.iter().enumerate().map(child).collect()
    }

    /// The members of an object used as a map.
    pub fn entries(&self) -> Vec<(&'a str, Node<'a>)> {
        let Some(object) = self.value.as_object() else {
            self.wanted::<()>("object");
            return Vec::new();
        };
        object.keys().map(|name| (name.as_str(), self.at(name))).collect()
    }

    /// A string that is not blank.
    pub fn string(&self) -> Option<&'a str> {
        match self.value.as_str() {
            Some(text) if !text.trim().is_empty() => Some(text),
            Some(_) => {
                self.error("authoring/blank", &[]);
                None
            }
            None => self.wanted("string"),
        }
    }

    /// A string that a reader understands: an id, a decimal, a word of a list.
    pub fn parsed<T>(&self, wanted: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let parsed = self.value.as_str().and_then(parse);
        parsed.or_else(|| self.wanted(wanted))
    }

    /// One of the words that a type knows.
    pub fn word<T: serde::de::DeserializeOwned>(&self, words: &[&str]) -> Option<T> {
        let known = self.value.as_str().filter(|word| words.contains(word));
        let read = known.and_then(|_| serde_json::from_value(self.value.clone()).ok());
        read.or_else(|| self.wanted(&words.join(" | ")))
    }

    /// The member that says which kind of object this is; its absence is said here, since the other members depend on it.
    pub fn kind<T: serde::de::DeserializeOwned>(&self, name: &str, words: &[&str]) -> Option<T> {
        if !self.value.is_object() {
            return self.wanted("object");
        }
        match self.member(name) {
            Some(node) => node.word(words),
            None => {
                self.error("authoring/missing-member", &[("member", name)]);
                None
            }
        }
    }

    /// A kebab-case id.
    pub fn slug(&self) -> Option<Slug> {
        self.parsed("kebab-case-id", Slug::parse)
    }

    /// Points as a decimal string.
    pub fn points(&self) -> Option<Points> {
        self.parsed("points", Points::parse)
    }

    /// A whole number between two ends.
    pub fn whole(&self, least: u32, most: u32) -> Option<u32> {
        let number = self
            .value
            .as_u64()
            .and_then(|n| u32::try_from(n).ok())
            .filter(|n| (least..=most).contains(n));
        number.or_else(|| self.wanted(&format!("{least}–{most}")))
    }

    /// True or false.
    pub fn flag(&self) -> Option<bool> {
        self.value.as_bool().or_else(|| self.wanted("true | false"))
    }

    /// Texts by language.
    fn localised<T>(&self, read: impl Fn(&Node<'a>, &str) -> Option<T>) -> Option<Localised<T>> {
        let mut map = SortedMap::new();
        let entries = self.entries();
        if entries.is_empty() && self.value.is_object() {
            self.error("authoring/blank", &[]);
        }
        for (tag, node) in entries {
            match Lang::parse(tag) {
                Some(lang) => {
                    if let Some(text) = read(&node, tag) {
                        map.insert(lang, text);
                    }
                }
                None => node.error("authoring/language", &[("tag", tag)]),
            }
        }
        (!map.is_empty()).then_some(Localised(map))
    }

    /// Plain words by language.
    pub fn text(&self) -> Option<Text> {
        self.localised(|node, tag| node.string().map(|text| typeset(tag, text)))
    }

    /// The title of a text, printed as French is: no quotation mark or colon begins a line.
    pub fn title(&self) -> Option<String> {
        self.string().map(|text| typeset("fr", text))
    }

    /// Names of files by language, as they are.
    pub fn file_names(&self) -> Option<Localised<String>> {
        self.localised(|node, _| node.string().map(str::to_owned))
    }

    /// A picture, by the name of its file.
    pub fn picture(&self) -> Option<Picture> {
        let name = self.string()?;
        match self.pictures.find(name) {
            Ok(picture) => return Some(picture.clone()),
            Err(NoPicture::Unknown) => self.error("item/unknown-picture", &[("name", name)]),
            Err(NoPicture::Refused) => {}
        }
        None
    }

    /// Lines of Markdown by language, compiled.
    pub fn rich(&self) -> Option<RichText> {
        self.compiled(markdown::compile)
    }

    /// Markdown by language, with pictures and tables, compiled.
    pub fn body(&self) -> Option<RichText> {
        self.compiled(|text| markdown::body(text, self.pictures))
    }

    /// Markdown by language, with places to fill (`{a}`) or words to choose (`{a|words}`), compiled.
    pub fn passage(&self) -> Option<RichText> {
        self.compiled(|text| markdown::passage(text, self.pictures))
    }

    fn compiled(&self, compile: impl Fn(&str) -> Result<Vec<Block>, Fault>) -> Option<RichText> {
        self.localised(|node, tag| match compile(&typeset(tag, node.string()?)) {
            Ok(blocks) => Some(blocks),
            Err(fault) => {
                match &fault {
                    Fault::Unsupported { found } => node.error("authoring/markdown", &[("found", found)]),
                    Fault::UnknownPicture { name } => node.error("item/unknown-picture", &[("name", name)]),
                    Fault::NoAlternative { name } => node.error("item/no-alternative", &[("name", name)]),
                    Fault::Refused => {}
                }
                None
            }
        })
    }

    /// A list of ids.
    pub fn ids<T>(&self, parse: impl Fn(&str) -> Option<T>) -> Vec<T> {
        self.elements()
            .iter()
            .filter_map(|node| node.parsed("kebab-case-id", &parse))
            .collect()
    }

    /// A day, `2026-11-22`.
    pub fn day(&self) -> Option<String> {
        self.parsed("day", |text| {
            jalon_base::Timestamp::parse(&format!("{text}T00:00:00Z")).map(|_| text.to_owned())
        })
    }
}

/// A text as it is printed; a space that an author left out stays out.
fn typeset(lang: &str, text: &str) -> String {
    typography::set(lang, text, Around::default()).text
}
