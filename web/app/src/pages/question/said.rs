//! Questions and answers in words: for the list of answers, for what is told afterwards, for a voice.

use super::drawn::Drawn;
use super::words;
use crate::exam::Open;
use jalon_messages::{Lang, decimal};
use jalon_protocol::item::{ChoiceOption, Pair, Recordings};
use jalon_protocol::rich::{Mark, RichText, each_mark, plain};
use jalon_protocol::{Interaction, ItemContent, ItemId, OptionId, Response};
use jalon_web_kit::ports::speech::Passage;

/// A response in words.
pub fn spoken(open: &Open, item: &ItemId, response: &Response, lang: Lang) -> String {
    match open.content(item) {
        Some(content) => said(&content.interaction, response, &mut Drawn::of(open, item), lang),
        None => String::new(),
    }
}

fn said(interaction: &Interaction, response: &Response, drawn: &mut Drawn<'_>, lang: Lang) -> String {
    let name = |id: &OptionId| named(interaction, id, lang);
    match response {
        Response::Empty => String::new(),
        Response::Number { value } => {
            let unit = match interaction {
                Interaction::NumericEntry { unit, .. } => unit.as_ref(),
                Interaction::Slider(shown) => shown.unit.as_ref(),
                _ => None,
            };
            let unit = unit.map(|unit| unit.say(lang.tag())).unwrap_or_default();
            with_unit(value, unit, lang)
        }
        Response::Quantity { value, unit } => with_unit(value, &name(unit), lang),
        Response::Text { value } => value.clone(),
        Response::Choice { chosen } => {
            let shown = match interaction {
                Interaction::Choice { options, shuffle, .. } => drawn.take(options, *shuffle),
                _ => Vec::new(),
            };
            let shown = shown
                .into_iter()
                .map(|option| &option.id)
                .filter(|id| chosen.contains(id));
            let ids: Vec<&OptionId> = shown.collect();
            let ids = if ids.is_empty() { chosen.iter().collect() } else { ids };
            joined(ids.into_iter().map(name), " · ")
        }
        Response::Order { ids } => joined(ids.iter().map(name), ", "),
        Response::Pairs { pairs } => {
            let pair = |pair: &Pair| format!("{} – {}", name(&pair.first), name(&pair.second));
            joined(pairs.iter().map(pair), " · ")
        }
        Response::Fields { values } => {
            let Interaction::Composite(shown) = interaction else {
                return String::new();
            };
            let fields = shown.fields.iter().filter_map(|field| {
                let value = said(&field.interaction, values.get(&field.id)?, drawn, lang);
                Some(format!("{} : {value}", field.label.say(lang.tag())))
            });
            joined(fields, " · ")
        }
    }
}

fn with_unit(value: &str, unit: &str, lang: Lang) -> String {
    let value = decimal(lang, value);
    if unit.is_empty() {
        value
    } else {
        format!("{value}\u{a0}{unit}")
    }
}

fn joined(each: impl Iterator<Item = String>, between: &str) -> String {
    each.collect::<Vec<String>>().join(between)
}

/// The words behind an id.
fn named(interaction: &Interaction, id: &OptionId, lang: Lang) -> String {
    let option = |options: &[ChoiceOption]| {
        let found = options.iter().find(|option| option.id == *id);
        found.map(|option| words(&option.text, lang))
    };
    let found = match interaction {
        Interaction::Choice { options, .. } => option(options),
        Interaction::InlineChoice(shown) => option(&shown.options),
        Interaction::Order(shown) => option(&shown.options),
        Interaction::Quantity(shown) => option(&shown.units),
        Interaction::HotText(shown) => marked(&shown.passage, id, lang),
        Interaction::GapMatch(shown) => shown
            .words
            .iter()
            .find(|word| word.id == *id)
            .map(|word| words(&word.text, lang))
            .or_else(|| marked(&shown.passage, id, lang)),
        Interaction::Associate(shown) => shown
            .options
            .iter()
            .find(|thing| thing.id == *id)
            .map(|thing| words(&thing.text, lang)),
        Interaction::Match(shown) => shown
            .sources
            .iter()
            .chain(&shown.targets)
            .find(|thing| thing.id == *id)
            .map(|thing| words(&thing.text, lang)),
        _ => None,
    };
    found.unwrap_or_default()
}

/// The words of a mark; the number of a gap.
fn marked(passage: &RichText, id: &OptionId, lang: Lang) -> Option<String> {
    let (_, blocks) = passage.pick(lang.tag())?;
    let (mut found, mut at) = (None, 0_usize);
    each_mark(blocks, &mut |mark| {
        at += 1;
        if mark.id() == id {
            found = Some(match mark {
                Mark::Hot(hot) => hot.text.clone(),
                Mark::Gap(_) => jalon_messages::worker::gap_number(lang, at),
            });
        }
    });
    found
}

/// What is read aloud: the question, then what can be answered; each as it was recorded, else as words for a voice of the device.
pub fn heard(open: &Open, item: &ItemId, content: &ItemContent, lang: Lang) -> Vec<Passage> {
    let mut heard = Vec::new();
    let mut push = |before: String, text: &RichText, audio: Option<&Recordings>| {
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
            heard.push(Passage::Words { lang, words });
        }
        heard.extend(recorded.map(|bytes| Passage::Recording(bytes.to_vec())));
    };
    push(String::new(), &content.prompt, Some(&content.audio));
    let mut drawn = Drawn::of(open, item);
    let texts: Vec<&RichText> = match &content.interaction {
        Interaction::Choice { options, shuffle, .. } => {
            for (option, letter) in drawn.take(options, *shuffle).into_iter().zip('A'..='Z') {
                push([letter, '.', ' '].iter().collect(), &option.text, Some(&option.audio));
            }
            Vec::new()
        }
        Interaction::Order(shown) => drawn.take(&shown.options, true).iter().map(|o| &o.text).collect(),
        Interaction::InlineChoice(shown) => shown.options.iter().map(|option| &option.text).collect(),
        Interaction::Associate(shown) => shown.options.iter().map(|thing| &thing.text).collect(),
        Interaction::Match(shown) => shown.sources.iter().chain(&shown.targets).map(|t| &t.text).collect(),
        Interaction::HotText(shown) => vec![&shown.passage],
        Interaction::GapMatch(shown) => {
            let words = shown.words.iter().map(|word| &word.text);
            [&shown.passage].into_iter().chain(words).collect()
        }
        Interaction::Composite(shown) => shown.passage.iter().collect(),
        _ => Vec::new(),
    };
    for text in texts {
        push(String::new(), text, None);
    }
    heard
}
