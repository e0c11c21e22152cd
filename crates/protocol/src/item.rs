//! Items as they are shown, and the responses that each kind of interaction can have.
//!
//! Kinds are many, shapes are few: a response is some options, some options in an order, pairs, a number (with a unit or not), words, points
//! of a picture, a file by its digest, or one of these for each of several fields. What an interaction shows decides which responses of its shape it admits.

mod dialogue;
mod fields;
mod graphic;
mod media;
mod number;
mod options;
mod pairs;
mod response;
mod upload;

pub use dialogue::{Dialogue, Reply, Turn};
pub use fields::{Composite, Field};
pub use graphic::{Area, Graphic, Point, Shape};
pub use media::Media;
pub use number::{Quantity, Slider};
pub use options::{HotText, InlineChoice, Order};
pub use pairs::{Associable, Associate, GapMatch, Match};
pub use response::{NotAdmitted, Pair, Response, read_number};
pub use upload::{FileKind, Handed, Sort, Upload};

use crate::rich::{self, RichText};
use crate::template::Template;
use crate::{ItemId, OptionId};
use jalon_base::{Digest, Localised, Slug, Text};

/// What is shown of an item (`jalon/item-content@1`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemContent {
    /// `jalon/item-content@1`.
    pub format: String,
    /// Its id.
    pub id: ItemId,
    /// A text that several items share.
    pub stimulus: Option<Slug>,
    /// What is drawn of it: numbers and names that its texts hold in braces; nothing for most.
    pub template: Template,
    /// The question.
    pub prompt: RichText,
    /// The question as somebody says it; none for most.
    pub audio: Recordings,
    /// A sound that goes with it; none for most.
    pub media: Option<Media>,
    /// What the person can do.
    pub interaction: Interaction,
}

jalon_base::document!(ItemContent {
    format,
    id,
    stimulus: optional,
    template: optional,
    prompt,
    audio: optional,
    media: optional,
    interaction
});

/// Recordings of one text, by language: digests of sounds in the release, each at `media/<digest>`.
pub type Recordings = Localised<Digest>;

/// A text that several items share (`jalon/stimulus-content@1`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stimulus {
    /// `jalon/stimulus-content@1`.
    pub format: String,
    /// Its id.
    pub id: Slug,
    /// Its title.
    pub title: Text,
    /// The text.
    pub text: RichText,
}

jalon_base::document!(Stimulus {
    format,
    id,
    title,
    text
});

/// What the person can do with an item (QTI 3 interactions).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Interaction {
    /// Choose among options (QTI `choiceInteraction`).
    Choice {
        /// How many options can be chosen at most.
        max_choices: u32,
        /// Whether the order of the options is drawn.
        shuffle: bool,
        /// The options, in authored order.
        options: Vec<ChoiceOption>,
    },
    /// Enter a number (QTI `textEntryInteraction` with a numeric base type).
    NumericEntry {
        /// Unit shown after the field.
        unit: Option<Text>,
        /// Decimals accepted at most, 0 to 6.
        decimals: u32,
    },
    /// Enter a few words, which a rule marks (QTI `textEntryInteraction`).
    TextEntry {
        /// Longest response, in characters.
        max_length: u32,
    },
    /// Write a short answer, which a person marks (QTI `extendedTextInteraction`; the French *QRC*).
    ExtendedText {
        /// Longest response, in characters.
        max_length: u32,
    },
    /// Choose one option of a list, in a line of text (QTI `inlineChoiceInteraction`).
    InlineChoice(InlineChoice),
    /// Put options in order (QTI `orderInteraction`).
    Order(Order),
    /// Pair things of one set (QTI `associateInteraction`).
    Associate(Associate),
    /// Pair things of one set with things of another (QTI `matchInteraction`).
    Match(Match),
    /// Put words into the gaps of a text (QTI `gapMatchInteraction`).
    GapMatch(GapMatch),
    /// Choose words of a text (QTI `hottextInteraction`).
    HotText(HotText),
    /// Set a value between two bounds (QTI `sliderInteraction`).
    Slider(Slider),
    /// Enter a number and choose its unit (in QTI a text entry and an inline choice whose responses are marked together).
    Quantity(Quantity),
    /// Fill in several fields, each an interaction of its own (a QTI item with several response declarations).
    Composite(Composite),
    /// Choose areas of a picture (QTI `hotspotInteraction`).
    Hotspot(Graphic),
    /// Set points on a picture (QTI `selectPointInteraction`).
    SelectPoint(Graphic),
    /// Put things anywhere on a picture (QTI `positionObjectInteraction`).
    PositionObject(Graphic),
    /// Put things on areas of a picture, at most one on each (QTI `graphicGapMatchInteraction`).
    GraphicGapMatch(Graphic),
    /// Hold a conversation, reply by reply (no QTI interaction: there, an adaptive item).
    Dialogue(Dialogue),
    /// Hand in a file, which a person marks (QTI `uploadInteraction`).
    Upload(Upload),
}

jalon_base::tagged!(Interaction, "type" {
    Choice = "choice" { max_choices, shuffle, options },
    NumericEntry = "numeric-entry" { unit: optional, decimals },
    TextEntry = "text-entry" { max_length },
    ExtendedText = "extended-text" { max_length },
    InlineChoice = "inline-choice" (..),
    Order = "order" (..),
    Associate = "associate" (..),
    Match = "match" (..),
    GapMatch = "gap-match" (..),
    HotText = "hot-text" (..),
    Slider = "slider" (..),
    Quantity = "quantity" (..),
    Composite = "composite" (..),
    Hotspot = "hotspot" (..),
    SelectPoint = "select-point" (..),
    PositionObject = "position-object" (..),
    GraphicGapMatch = "graphic-gap-match" (..),
    Dialogue = "dialogue" (..),
    Upload = "upload" (..),
});

/// An option of a choice (QTI `simpleChoice`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceOption {
    /// Its id in the item.
    pub id: OptionId,
    /// Its words.
    pub text: RichText,
    /// Its words as somebody says them; none for most.
    pub audio: Recordings,
}

jalon_base::document!(ChoiceOption {
    id,
    text,
    audio: optional
});

/// The kinds of interaction, by their QTI-like names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum InteractionKind {
    /// [`Interaction::Choice`].
    Choice,
    /// [`Interaction::NumericEntry`].
    NumericEntry,
    /// [`Interaction::TextEntry`].
    TextEntry,
    /// [`Interaction::ExtendedText`].
    ExtendedText,
    /// [`Interaction::InlineChoice`].
    InlineChoice,
    /// [`Interaction::Order`].
    Order,
    /// [`Interaction::Associate`].
    Associate,
    /// [`Interaction::Match`].
    Match,
    /// [`Interaction::GapMatch`].
    GapMatch,
    /// [`Interaction::HotText`].
    HotText,
    /// [`Interaction::Slider`].
    Slider,
    /// [`Interaction::Quantity`].
    Quantity,
    /// [`Interaction::Composite`].
    Composite,
    /// [`Interaction::Hotspot`].
    Hotspot,
    /// [`Interaction::SelectPoint`].
    SelectPoint,
    /// [`Interaction::PositionObject`].
    PositionObject,
    /// [`Interaction::GraphicGapMatch`].
    GraphicGapMatch,
    /// [`Interaction::Dialogue`].
    Dialogue,
    /// [`Interaction::Upload`].
    Upload,
}

jalon_base::words!(InteractionKind {
    Choice = "choice",
    NumericEntry = "numeric-entry",
    TextEntry = "text-entry",
    ExtendedText = "extended-text",
    InlineChoice = "inline-choice",
    Order = "order",
    Associate = "associate",
    Match = "match",
    GapMatch = "gap-match",
    HotText = "hot-text",
    Slider = "slider",
    Quantity = "quantity",
    Composite = "composite",
    Hotspot = "hotspot",
    SelectPoint = "select-point",
    PositionObject = "position-object",
    GraphicGapMatch = "graphic-gap-match",
    Dialogue = "dialogue",
    Upload = "upload",
});

impl InteractionKind {
    /// Whether a person marks its responses, from a guide.
    #[must_use]
    pub const fn needs_mark(self) -> bool {
        matches!(self, Self::ExtendedText | Self::Upload)
    }
}

impl ItemContent {
    /// Sees every recording and every picture that the item names.
    pub fn each_media<'a>(&'a self, see: &mut dyn FnMut(&'a Digest)) {
        self.recordings().for_each(&mut *see);
        self.each_body(&mut |text| rich::each_picture(text, &mut |picture| see(&picture.media)));
        if let Some(shown) = self.interaction.graphic() {
            see(&shown.picture.media);
        }
    }

    /// Sees the texts of the item that may have pictures and tables.
    pub fn each_body<'a>(&'a self, see: &mut dyn FnMut(&'a RichText)) {
        see(&self.prompt);
        match &self.interaction {
            Interaction::GapMatch(shown) => see(&shown.passage),
            Interaction::HotText(shown) => see(&shown.passage),
            Interaction::Composite(shown) => shown.passage.iter().for_each(see),
            _ => {}
        }
    }

    /// Every recording that the item names: of the question, what goes with it, then of its options.
    fn recordings(&self) -> impl Iterator<Item = &Digest> {
        let options = match &self.interaction {
            Interaction::Choice { options, .. } => options.as_slice(),
            _ => &[],
        };
        let of_options = options.iter().flat_map(|option| option.audio.0.values());
        let of_media = self.media.iter().flat_map(|media| media.file.0.values());
        self.audio.0.values().chain(of_media).chain(of_options)
    }
}

impl Interaction {
    /// Which kind it is.
    #[must_use]
    pub const fn kind(&self) -> InteractionKind {
        match self {
            Self::Choice { .. } => InteractionKind::Choice,
            Self::NumericEntry { .. } => InteractionKind::NumericEntry,
            Self::TextEntry { .. } => InteractionKind::TextEntry,
            Self::ExtendedText { .. } => InteractionKind::ExtendedText,
            Self::InlineChoice(_) => InteractionKind::InlineChoice,
            Self::Order(_) => InteractionKind::Order,
            Self::Associate(_) => InteractionKind::Associate,
            Self::Match(_) => InteractionKind::Match,
            Self::GapMatch(_) => InteractionKind::GapMatch,
            Self::HotText(_) => InteractionKind::HotText,
            Self::Slider(_) => InteractionKind::Slider,
            Self::Quantity(_) => InteractionKind::Quantity,
            Self::Composite(_) => InteractionKind::Composite,
            Self::Hotspot(_) => InteractionKind::Hotspot,
            Self::SelectPoint(_) => InteractionKind::SelectPoint,
            Self::PositionObject(_) => InteractionKind::PositionObject,
            Self::GraphicGapMatch(_) => InteractionKind::GraphicGapMatch,
            Self::Dialogue(_) => InteractionKind::Dialogue,
            Self::Upload(_) => InteractionKind::Upload,
        }
    }

    /// The picture on which it is answered.
    #[must_use]
    pub const fn graphic(&self) -> Option<&Graphic> {
        match self {
            Self::Hotspot(shown)
            | Self::SelectPoint(shown)
            | Self::PositionObject(shown)
            | Self::GraphicGapMatch(shown) => Some(shown),
            _ => None,
        }
    }

    /// Checks that a response is one that this interaction can give.
    ///
    /// # Errors
    /// Why it is not.
    pub fn admits(&self, response: &Response) -> Result<(), NotAdmitted> {
        match (self, response) {
            (_, Response::Empty) => Ok(()),
            (
                Self::Choice {
                    max_choices, options, ..
                },
                Response::Choice { chosen },
            ) => options::some(chosen, *max_choices, |id| options.iter().any(|option| option.id == *id)),
            (Self::NumericEntry { decimals, .. }, Response::Number { value }) => number::decimal(value, *decimals),
            (Self::TextEntry { max_length } | Self::ExtendedText { max_length }, Response::Text { value }) => {
                if value.trim().is_empty() {
                    Err(NotAdmitted::Count)
                } else if value.chars().count() > *max_length as usize {
                    Err(NotAdmitted::TooLong)
                } else {
                    Ok(())
                }
            }
            (Self::InlineChoice(shown), Response::Choice { chosen }) => shown.admits(chosen),
            (Self::Order(shown), Response::Order { ids }) => shown.admits(ids),
            (Self::Dialogue(shown), Response::Order { ids }) => shown.admits(ids),
            (Self::Associate(shown), Response::Pairs { pairs }) => shown.admits(pairs),
            (Self::Match(shown), Response::Pairs { pairs }) => shown.admits(pairs),
            (Self::GapMatch(shown), Response::Pairs { pairs }) => shown.admits(pairs),
            (Self::HotText(shown), Response::Choice { chosen }) => shown.admits(chosen),
            (Self::Slider(shown), Response::Number { value }) => shown.admits(value),
            (Self::Quantity(shown), Response::Quantity { value, unit }) => shown.admits(value, unit),
            (Self::Composite(shown), Response::Fields { values }) => shown.admits(values),
            (Self::Hotspot(shown), Response::Choice { chosen }) => shown.admits_areas(chosen),
            (Self::SelectPoint(shown), Response::Points { points }) => shown.admits_points(points),
            (Self::PositionObject(shown), Response::Places { places }) => shown.admits_places(places),
            (Self::GraphicGapMatch(shown), Response::Pairs { pairs }) => shown.admits_pairs(pairs),
            (Self::Upload(shown), Response::File(file)) => shown.admits(file),
            _ => Err(NotAdmitted::Kind),
        }
    }

    /// How many entries each of its lists has whose order is drawn, in the order in which they are shown.
    ///
    /// An order and words for gaps always are: as they were written, they would tell the answer.
    #[must_use]
    pub fn drawn_lists(&self) -> Vec<usize> {
        match self {
            Self::Choice {
                shuffle: true, options, ..
            } => vec![options.len()],
            Self::InlineChoice(shown) if shown.shuffle => vec![shown.options.len()],
            Self::Order(shown) => vec![shown.options.len()],
            Self::Match(shown) if shown.shuffle => vec![shown.targets.len()],
            Self::GapMatch(shown) => vec![shown.words.len()],
            Self::GraphicGapMatch(shown) => vec![shown.things.len()],
            Self::Composite(shown) => {
                let fields = shown.fields.iter();
                fields.flat_map(|field| field.interaction.drawn_lists()).collect()
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
