//! Recordings of an item: named by authors as files, by releases as what they are.

use super::Item;
use crate::read::Node;
use jalon_base::sorted::SortedMap;
use jalon_base::{Digest, Localised};
use jalon_protocol::item::{Media, Recordings};
use jalon_protocol::{Interaction, ItemContent, OptionId};
use std::collections::BTreeMap;

/// Plays of a sound that an item can ask for or allow.
const MOST_PLAYS: u32 = 20;

/// Names of sounds: of the question, of what goes with it, and of the options of a choice.
#[derive(Debug, Clone, Default)]
pub struct Sounds {
    prompt: Localised<String>,
    media: Localised<String>,
    options: SortedMap<OptionId, Localised<String>>,
}

impl Sounds {
    /// The sounds that the `content` of an item names, once what it asks was read.
    pub(super) fn of(content: &Node<'_>, interaction: &Interaction) -> Self {
        let choice = matches!(interaction, Interaction::Choice { .. });
        let options = content.member("interaction").filter(|_| choice);
        let options = options.and_then(|node| node.member("options"));
        let of_option = |node: &Node<'_>| {
            let id = node.member("id")?.string().and_then(OptionId::parse)?;
            let names = named(node, "audio");
            (!names.is_empty()).then_some((id, names))
        };
        Self {
            prompt: named(content, "audio"),
            media: content
                .member("media")
                .map(|node| named(&node, "file"))
                .unwrap_or_default(),
            options: options
                .map(|node| node.elements())
                .unwrap_or_default()
                .iter()
                .filter(|node| node.member("audio").is_some())
                .filter_map(of_option)
                .collect(),
        }
    }

    /// Sounds of the question.
    pub const fn of_prompt(&self) -> &Localised<String> {
        &self.prompt
    }

    /// Sounds that go with the question.
    pub const fn of_media(&self) -> &Localised<String> {
        &self.media
    }

    /// Sounds of an option, when it has some.
    pub fn of_option(&self, id: &OptionId) -> Option<&Localised<String>> {
        self.options.get(id)
    }

    /// Every name, with the pointer to where it stands.
    pub fn names(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let of_prompt = self.prompt.0.values().map(|name| ("/content/audio", name));
        let of_options = self.options.values().flat_map(|names| names.0.values());
        let of_media = self.media.0.values().map(|name| ("/content/media/file", name));
        of_prompt
            .chain(of_media)
            .chain(of_options.map(|name| ("/content/interaction/options", name)))
    }
}

fn named(node: &Node<'_>, member: &str) -> Localised<String> {
    let names = node.member(member).and_then(|node| node.file_names());
    names.unwrap_or_default()
}

/// The sound that goes with a question; its files are named apart.
pub(super) fn media(node: &Node<'_>) -> Option<Media> {
    if !node.members(&["file", "label", "transcript"], &["min-plays", "max-plays"]) {
        return None;
    }
    let plays = |name: &str| node.member(name).and_then(|node| node.whole(1, MOST_PLAYS));
    let (min_plays, max_plays) = (plays("min-plays"), plays("max-plays"));
    if let (Some(least), Some(most)) = (min_plays, max_plays)
        && least > most
    {
        let args = [("least", &*least.to_string()), ("most", &most.to_string())];
        node.error("item/plays", &args);
    }
    let label = node.member("label").and_then(|node| node.text());
    let transcript = node.member("transcript").and_then(|node| node.rich());
    Some(Media {
        file: Recordings::default(),
        label: label?,
        transcript: transcript?,
        min_plays,
        max_plays,
    })
}

impl Item {
    /// What is shown, with the digests of its sounds.
    #[must_use]
    pub fn content(&self, media: &BTreeMap<String, Vec<u8>>) -> ItemContent {
        let digests = |names: &Localised<String>| -> Recordings {
            let found = names.0.iter().filter_map(|(lang, name)| {
                let bytes = media.get(name)?;
                Some((lang.clone(), Digest::of(bytes)))
            });
            Localised(found.collect())
        };
        let mut content = self.content.clone();
        content.audio = digests(&self.sounds.prompt);
        if let Some(media) = &mut content.media {
            media.file = digests(&self.sounds.media);
        }
        if let Interaction::Choice { options, .. } = &mut content.interaction {
            for option in options {
                if let Some(names) = self.sounds.options.get(&option.id) {
                    option.audio = digests(names);
                }
            }
        }
        content
    }
}
