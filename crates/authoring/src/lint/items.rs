//! What an item contradicts: a key that nobody can give, a recording without its words.

use crate::item::Item;
use jalon_base::{Findings, Localised, Micro};
use jalon_protocol::Interaction;
use jalon_protocol::rich::RichText;
use jalon_scoring::key::Rule;

/// Says what an item contradicts.
pub(super) fn item(findings: &mut Findings, item: &Item) {
    transcripts(findings, item);
    match (&item.content.interaction, &item.key.rule) {
        (Interaction::TextEntry { max_length }, Rule::TextEntry { accept, .. }) => {
            let room = *max_length as usize;
            for (index, word) in accept
                .iter()
                .enumerate()
                .filter(|(_, word)| word.chars().count() > room)
            {
                let args = [("word", word.as_str()), ("most", &max_length.to_string())];
                findings.error(format!("/key/accept/{index}"), "item/key-too-long", &args);
            }
        }
        (Interaction::NumericEntry { decimals, .. }, Rule::NumericEntry { correct, tolerance })
            if !can_be_typed(*correct, *tolerance, *decimals) =>
        {
            let args = [("correct", &*correct.to_string()), ("decimals", &decimals.to_string())];
            findings.error("/key/correct", "item/key-cannot-be-typed", &args);
        }
        _ => {}
    }
}

/// Whether a number of so many decimals lies within the tolerance.
fn can_be_typed(correct: Micro, tolerance: Micro, decimals: u32) -> bool {
    let step = 10_i64.pow(6_u32.saturating_sub(decimals));
    let over = correct.millionths().rem_euclid(step);
    over.min(step - over) <= tolerance.millionths() || over == 0
}

/// Whoever does not hear a recording reads its words: they are there in its language.
fn transcripts(findings: &mut Findings, item: &Item) {
    let mut missing = |text: &RichText, names: &Localised<String>, pointer: &str| {
        for lang in names.0.keys().filter(|lang| !text.0.contains_key(*lang)) {
            findings.error(pointer, "item/no-transcript", &[("lang", lang.as_str())]);
        }
    };
    missing(&item.content.prompt, item.sounds.of_prompt(), "/content/audio");
    if let Some(media) = &item.content.media {
        missing(&media.transcript, item.sounds.of_media(), "/content/media/file");
    }
    if let Interaction::Choice { options, .. } = &item.content.interaction {
        for option in options {
            if let Some(names) = item.sounds.of_option(&option.id) {
                missing(&option.text, names, "/content/interaction/options");
            }
        }
    }
}
