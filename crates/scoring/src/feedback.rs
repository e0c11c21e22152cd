//! What was right and why, for a person who has finished a test that allows it.

use crate::key::Key;
use crate::keys::Keys;
use jalon_base::Micro;
use jalon_protocol::plan::Feedback;
use jalon_protocol::rich::RichText;
use jalon_protocol::{ItemId, OptionId, Protocol, Response};

/// What a finished test tells about one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained<'a> {
    /// The item.
    pub item: &'a ItemId,
    /// The right answer.
    pub right: RightAnswer<'a>,
    /// Why it is right.
    pub rationale: &'a RichText,
    /// Why what was chosen wrongly is wrong.
    pub errors: Vec<(&'a OptionId, &'a RichText)>,
}

/// The right answer of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RightAnswer<'a> {
    /// These options.
    Options(&'a [OptionId]),
    /// This number, and how far from it is still right.
    Number(Micro, Micro),
    /// One of these words.
    Words(&'a [String]),
    /// A marking guide.
    Guide(&'a Key),
    /// What would have earned everything.
    Response(Response),
}

/// Explains an item, when the protocol shows it; none when it does not, or without a key.
#[must_use]
pub fn explain<'a>(
    protocol: &Protocol,
    keys: &'a Keys,
    item: &'a ItemId,
    response: Option<&Response>,
) -> Option<Explained<'a>> {
    if protocol.feedback == Feedback::None {
        return None;
    }
    let key = keys.answers(item)?;
    let mut errors = Vec::new();
    if let (Some(Response::Choice { chosen }), Some(wrong)) = (response, key.errors()) {
        errors = wrong.iter().filter(|(id, _)| chosen.contains(id)).collect();
    }
    Some(Explained {
        item,
        right: key.right(),
        rationale: key.rationale(),
        errors,
    })
}
