//! A sound that goes with a question: what is heard, what it says in words, how often it may be played.

use super::Recordings;
use crate::rich::RichText;
use jalon_base::Text;

/// A sound that goes with a question (QTI 3 `mediaInteraction`). The journal counts how often its playing begins.
///
/// Whoever does not hear it reads its words instead, at any time: the count limits the sound alone.
///
/// # Source
/// 1EdTech, Question and Test Interoperability 3.0, information model, `MediaInteraction`: `min-plays`, `max-plays` (there 0 for no limit; here it
/// is left out).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// What is played, by language.
    pub file: Recordings,
    /// What it is, in a few words: a message, an announcement.
    pub label: Text,
    /// What is heard in it, in words.
    pub transcript: RichText,
    /// How often it must have begun before an answer is given; none, and it may be left unheard.
    pub min_plays: Option<u32>,
    /// How often it may begin; none without a limit.
    pub max_plays: Option<u32>,
}

jalon_base::document!(Media {
    file,
    label,
    transcript,
    min_plays: optional,
    max_plays: optional
});

impl Media {
    /// How often it may still begin after so many times; none without a limit.
    #[must_use]
    pub fn left(&self, plays: u32) -> Option<u32> {
        self.max_plays.map(|most| most.saturating_sub(plays))
    }

    /// Whether it must begin again before an answer is given, after so many times.
    #[must_use]
    pub fn is_owed(&self, plays: u32) -> bool {
        self.min_plays.is_some_and(|least| plays < least)
    }
}
