//! What an item gives away or contradicts: a key that nobody can give, a right answer that its length tells, a recording without its words.

use crate::item::Item;
use jalon_base::{Findings, Localised, Micro};
use jalon_protocol::Interaction;
use jalon_protocol::item::ChoiceOption;
use jalon_protocol::rich::{RichText, plain};
use jalon_scoring::key::Rule;
use std::collections::BTreeSet;

/// A right option so many times as long as the longest wrong one is found without knowing, in percent.
const TELLING: usize = 150;
/// …when it is longer by so many characters: short options differ by little.
const LONGER: usize = 20;

/// Says what an item gives away or contradicts.
pub(super) fn item(findings: &mut Findings, item: &Item) {
    transcripts(findings, item);
    match (&item.content.interaction, &item.key.rule) {
        (Interaction::Choice { options, .. }, Rule::Choice { correct, .. }) => {
            let right = |option: &&ChoiceOption| correct.contains(&option.id);
            let (right, wrong): (Vec<_>, Vec<_>) = options.iter().partition(right);
            telling(findings, &right, &wrong);
        }
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
        (Interaction::NumericEntry { decimals, .. }, Rule::NumericEntry { correct, tolerance }) => {
            if !can_be_typed(*correct, *tolerance, *decimals) {
                let args = [("correct", &*correct.to_string()), ("decimals", &decimals.to_string())];
                findings.error("/key/correct", "item/key-cannot-be-typed", &args);
            }
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

/// In some language, every right option is much longer than every wrong one.
fn telling(findings: &mut Findings, right: &[&ChoiceOption], wrong: &[&ChoiceOption]) {
    let langs: BTreeSet<_> = right.iter().flat_map(|option| option.text.0.keys()).collect();
    for lang in langs {
        let length = |option: &&ChoiceOption| option.text.0.get(lang).map(|text| plain(text).chars().count());
        let (shortest, longest) = (
            right.iter().filter_map(length).min(),
            wrong.iter().filter_map(length).max(),
        );
        let (Some(shortest), Some(longest)) = (shortest, longest) else {
            continue;
        };
        if shortest * 100 >= longest * TELLING && shortest >= longest + LONGER {
            let args = [
                ("lang", lang.as_str()),
                ("right", &*shortest.to_string()),
                ("wrong", &longest.to_string()),
            ];
            findings.warning("/content/interaction/options", "item/telling-length", &args);
        }
    }
}

/// Whoever does not hear a recording reads its words: they are there in its language.
fn transcripts(findings: &mut Findings, item: &Item) {
    let mut missing = |text: &RichText, names: &Localised<String>, pointer: &str| {
        for lang in names.0.keys().filter(|lang| !text.0.contains_key(*lang)) {
            findings.error(pointer, "item/no-transcript", &[("lang", lang.as_str())]);
        }
    };
    missing(&item.content.prompt, item.sounds.of_prompt(), "/content/audio");
    if let Interaction::Choice { options, .. } = &item.content.interaction {
        for option in options {
            if let Some(names) = item.sounds.of_option(&option.id) {
                missing(&option.text, names, "/content/interaction/options");
            }
        }
    }
}
