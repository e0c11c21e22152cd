//! Questions and answers in words: for the list of answers, for what is told afterwards, for a voice.

use super::drawn::Drawn;
use super::words;
use crate::demand;
use crate::exam::Open;
use jalon_messages::Lang;
use jalon_protocol::item::Recordings;
use jalon_protocol::rich::{RichText, plain};
use jalon_protocol::{Interaction, ItemContent, ItemId, Response};
use jalon_web_kit::ports::speech::Passage;

/// A response in words; what is no choice among options is worded by the part that asks it.
pub fn spoken(open: &Open, item: &ItemId, response: &Response, lang: Lang) -> String {
    let Some(content) = open.content(item) else {
        return String::new();
    };
    let mut drawn = Drawn::of(open, item);
    match (&content.interaction, response) {
        (Interaction::Choice { options, shuffle, .. }, Response::Choice { chosen }) => {
            let shown = drawn.take(options, *shuffle).into_iter();
            let said = shown.filter(|option| chosen.contains(&option.id));
            joined(said.map(|option| words(&option.text, lang)), " · ")
        }
        (interaction, response) => demand::here(demand::asking)
            .map(|asking| (asking.say)(interaction, response, &mut drawn, lang))
            .unwrap_or_default(),
    }
}

pub(super) fn joined(each: impl Iterator<Item = String>, between: &str) -> String {
    each.collect::<Vec<String>>().join(between)
}

/// What is read aloud: the question, then what can be answered; each as it was recorded, else as words for a voice of the device.
pub fn heard(open: &Open, item: &ItemId, content: &ItemContent, lang: Lang) -> Vec<Passage> {
    let mut all = Vec::new();
    let push = |all: &mut Vec<Passage>, before: String, text: &RichText, audio: Option<&Recordings>| {
        let Some((tag, blocks)) = text.pick(lang.tag()) else {
            return;
        };
        let digest = audio.and_then(|audio| audio.0.get(tag));
        let recorded = digest.and_then(|digest| open.release.media(digest));
        let words = match recorded {
            Some(_) => before,
            None => before + &plain(blocks),
        };
        let lang = tag.as_str().to_owned();
        if !words.is_empty() {
            all.push(Passage::Words { lang, words });
        }
        all.extend(recorded.map(|bytes| Passage::Recording(bytes.to_vec())));
    };
    push(&mut all, String::new(), &content.prompt, Some(&content.audio));
    if let Some(bodies) = demand::here(demand::bodies) {
        all.extend((bodies.heard)(&content.prompt, lang));
    }
    let mut drawn = Drawn::of(open, item);
    match &content.interaction {
        Interaction::Choice { options, shuffle, .. } => {
            for (option, letter) in drawn.take(options, *shuffle).into_iter().zip('A'..='Z') {
                let before = [letter, '.', ' '].iter().collect();
                push(&mut all, before, &option.text, Some(&option.audio));
            }
        }
        other => {
            let response = open.sitting.state().response(item);
            if let Some(asking) = demand::here(demand::asking) {
                all.extend((asking.read)(other, response, &mut drawn, lang));
            }
        }
    }
    all
}
