//! The keys of a paper, as scoring and explanations ask them.
//!
//! A key of choices among options can be read alone ([`Keys::of_choices`]): a program that only gives tests of choices then carries no other rule.

use crate::feedback::RightAnswer;
use crate::key::{ChoiceKey, Credit, Key, Rule};
use jalon_base::Points;
use jalon_base::json::Malformed;
use jalon_base::sorted::SortedMap;
use jalon_protocol::mark::Mark;
use jalon_protocol::plan::{Paper, PaperItem};
use jalon_protocol::rich::RichText;
use jalon_protocol::{ItemContent, ItemId, OptionId, Protocol, Release, Response};
use std::fmt;
use std::sync::Arc;

/// The keys of a paper.
#[derive(Debug, Clone, Default)]
pub struct Keys(SortedMap<ItemId, Arc<dyn Answers>>);

/// What is asked of a key, whatever rules its reader knows.
pub trait Answers: fmt::Debug + Send + Sync {
    /// How much of the item a response earns. A response of another kind earns nothing.
    fn credit(&self, response: &Response) -> Credit;
    /// Points of a person's mark over points of the guide; none when no person marks it, when the mark has an element that the guide has not,
    /// or too many points for one.
    fn share(&self, mark: &Mark) -> Option<(i64, i64)>;
    /// The right answer.
    fn right(&self) -> RightAnswer<'_>;
    /// Why it is right.
    fn rationale(&self) -> &RichText;
    /// Why each wrong option is wrong; none where the rule says it of none.
    fn errors(&self) -> Option<&SortedMap<OptionId, RichText>>;
    /// The whole key, where it was read whole.
    fn whole(&self) -> Option<&Key>;
}

/// A key that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadKey {
    /// An item without a key.
    Missing {
        /// The item.
        item: ItemId,
    },
    /// A key that cannot be read.
    Malformed {
        /// The item.
        item: ItemId,
        /// What is wrong in it, and where.
        detail: Malformed,
    },
    /// A key that does not fit what is shown of its item.
    Mismatch {
        /// The item.
        item: ItemId,
    },
}

impl BadKey {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "key/missing",
            Self::Malformed { .. } => "key/malformed",
            Self::Mismatch { .. } => "key/mismatch",
        }
    }

    /// The item.
    #[must_use]
    pub const fn item(&self) -> &ItemId {
        match self {
            Self::Missing { item } | Self::Malformed { item, .. } | Self::Mismatch { item } => item,
        }
    }
}

impl std::fmt::Display for BadKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, item `{}`", self.code(), self.item())
    }
}

impl std::error::Error for BadKey {}

type Read<'a> = &'a dyn Fn(&PaperItem, &ItemContent, &[u8]) -> Result<Arc<dyn Answers>, BadKey>;

impl Keys {
    /// Reads the keys of the items of a paper from its release, as its protocol weighs them.
    ///
    /// # Errors
    /// [`BadKey`] for the first item whose key is missing, cannot be read, or does not fit what is shown of it.
    pub fn of(release: &Release, protocol: &Protocol, paper: &Paper) -> Result<Self, BadKey> {
        Self::each(release, paper, &|entry, content, bytes| {
            Ok(Arc::new(whole(
                protocol,
                &entry.item,
                content,
                (bytes, &entry.options),
            )?))
        })
    }

    /// As [`Keys::of`], of a paper whose every item is a choice among options of which nothing is drawn; any other key is refused as one that does
    /// not fit.
    ///
    /// # Errors
    /// As [`Keys::of`].
    pub fn of_choices(release: &Release, paper: &Paper) -> Result<Self, BadKey> {
        Self::each(release, paper, &|entry, content, bytes| {
            let key = ChoiceKey::read(bytes).ok();
            let plain = content.template.is_empty();
            match key.filter(|key| plain && key.id == entry.item && key.fits(&content.interaction)) {
                Some(key) => Ok(Arc::new(key)),
                None => Err(BadKey::Mismatch {
                    item: entry.item.clone(),
                }),
            }
        })
    }

    fn each(release: &Release, paper: &Paper, read: Read<'_>) -> Result<Self, BadKey> {
        let mut keys = SortedMap::new();
        for (_, entry) in paper.items() {
            let (content, bytes) = parts(release, &entry.item)?;
            keys.insert(entry.item.clone(), read(entry, content, bytes)?);
        }
        Ok(Self(keys))
    }

    /// Reads the key of one item, as a protocol weighs it.
    ///
    /// # Errors
    /// As [`Keys::of`]; an item of which something is drawn has a key on a paper alone.
    pub fn one(release: &Release, protocol: &Protocol, item: &ItemId) -> Result<Key, BadKey> {
        let (content, bytes) = parts(release, item)?;
        whole(protocol, item, content, (bytes, &[]))
    }

    /// The key of an item, where it was read whole.
    #[must_use]
    pub fn get(&self, item: &ItemId) -> Option<&Key> {
        self.0.get(item)?.whole()
    }

    /// What is asked of the key of an item.
    #[must_use]
    pub fn answers(&self, item: &ItemId) -> Option<&dyn Answers> {
        self.0.get(item).map(|key| &**key)
    }
}

/// What is shown of an item, and its key as it was written.
fn parts<'a>(release: &'a Release, item: &ItemId) -> Result<(&'a ItemContent, &'a [u8]), BadKey> {
    let bytes = release
        .key_bytes(item)
        .ok_or_else(|| BadKey::Missing { item: item.clone() })?;
    let content = release
        .contents
        .get(item)
        .ok_or_else(|| BadKey::Mismatch { item: item.clone() })?;
    Ok((content, bytes))
}

fn whole(
    protocol: &Protocol,
    item: &ItemId,
    content: &ItemContent,
    (bytes, options): (&[u8], &[u8]),
) -> Result<Key, BadKey> {
    let key = Key::read(bytes).map_err(|detail| BadKey::Malformed {
        item: item.clone(),
        detail,
    })?;
    let key = if content.template.is_empty() {
        Some(key)
    } else {
        key.filled(&content.template, options)
    };
    let key = key.and_then(|key| key.under(protocol.judgement.as_ref(), &content.interaction));
    key.filter(|key| key.id == *item && key.fits(&content.interaction))
        .ok_or_else(|| BadKey::Mismatch { item: item.clone() })
}

impl Answers for ChoiceKey {
    fn credit(&self, response: &Response) -> Credit {
        match response {
            Response::Choice { chosen } => self.rule().credit(chosen),
            _ => Credit::right(false),
        }
    }

    fn share(&self, _: &Mark) -> Option<(i64, i64)> {
        None
    }

    fn right(&self) -> RightAnswer<'_> {
        RightAnswer::Options(&self.rule().correct)
    }

    fn rationale(&self) -> &RichText {
        &self.rationale
    }

    fn errors(&self) -> Option<&SortedMap<OptionId, RichText>> {
        Some(&self.rule().feedback)
    }

    fn whole(&self) -> Option<&Key> {
        None
    }
}

impl Answers for Key {
    fn credit(&self, response: &Response) -> Credit {
        self.rule.credit(response)
    }

    fn share(&self, mark: &Mark) -> Option<(i64, i64)> {
        let Rule::ExtendedText { elements, .. } = &self.rule else {
            return None;
        };
        let within = mark.elements.iter().all(|(id, points)| {
            elements
                .iter()
                .any(|element| element.id == *id && *points >= Points::ZERO && *points <= element.points)
        });
        let given: Points = mark.elements.values().copied().sum();
        within.then_some((given.thousandths(), self.guide_points()?.thousandths()))
    }

    fn right(&self) -> RightAnswer<'_> {
        match &self.rule {
            Rule::Choice(rule) => RightAnswer::Options(&rule.correct),
            Rule::NumericEntry { correct, tolerance } => RightAnswer::Number(*correct, *tolerance),
            Rule::TextEntry { accept, .. } => RightAnswer::Words(accept),
            rule => rule
                .right_response()
                .map_or(RightAnswer::Guide(self), RightAnswer::Response),
        }
    }

    fn rationale(&self) -> &RichText {
        &self.rationale
    }

    fn errors(&self) -> Option<&SortedMap<OptionId, RichText>> {
        match &self.rule {
            Rule::Choice(rule) => Some(&rule.feedback),
            _ => None,
        }
    }

    fn whole(&self) -> Option<&Key> {
        Some(self)
    }
}
