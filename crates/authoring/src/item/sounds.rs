//! Recordings of an item: named by authors as files, by releases as what they are.

use super::Item;
use crate::read::Node;
use jalon_base::sorted::SortedMap;
use jalon_base::{Digest, Localised};
use jalon_protocol::item::Recordings;
use jalon_protocol::{Interaction, ItemContent, OptionId};
use std::collections::BTreeMap;

/// Names of sounds: of the question, and of the options of a choice.
#[derive(Debug, Clone, Default)]
pub struct Sounds {
    prompt: Localised<String>,
    options: SortedMap<OptionId, Localised<String>>,
}

impl Sounds {
    /// The sounds that the `content` of an item names, once what it asks was read.
    pub(super) fn of(content: &Node<'_>, interaction: &Interaction) -> Self {
        let choice = matches!(interaction, Interaction::Choice { .. });
        let options = content.member("interaction").filter(|_| choice);
        let options = options.and_then(|node| node.member("options"));
        let named = |node: &Node<'_>| {
            let id = node.member("id")?.string().and_then(OptionId::parse)?;
            let names = audio(node);
            (!names.is_empty()).then_some((id, names))
        };
        Self {
            prompt: audio(content),
            options: options
                .map(|node| node.elements())
                .unwrap_or_default()
                .iter()
                .filter(|node| node.member("audio").is_some())
                .filter_map(named)
                .collect(),
        }
    }

    /// Sounds of the question.
    pub const fn of_prompt(&self) -> &Localised<String> {
        &self.prompt
    }

    /// Sounds of an option, when it has some.
    pub fn of_option(&self, id: &OptionId) -> Option<&Localised<String>> {
        self.options.get(id)
    }

    /// Every name, with the pointer to where it stands.
    pub fn names(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let of_prompt = self.prompt.0.values().map(|name| ("/content/audio", name));
        let of_options = self.options.values().flat_map(|names| names.0.values());
        of_prompt.chain(of_options.map(|name| ("/content/interaction/options", name)))
    }
}

fn audio(node: &Node<'_>) -> Localised<String> {
    let names = node.member("audio").and_then(|node| node.file_names());
    names.unwrap_or_default()
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
