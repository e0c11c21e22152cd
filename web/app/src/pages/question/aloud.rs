//! What is read aloud of questions that are no choice among options: what can be answered, in the order that was drawn.

use super::drawn::Drawn;
use jalon_base::Text;
use jalon_messages::Lang;
use jalon_protocol::rich::{RichText, plain};
use jalon_protocol::{Interaction, Response};
use jalon_web_kit::ports::speech::Passage;

/// What follows the question; of a conversation, what was said last and the replies to it.
pub fn read(interaction: &Interaction, response: Option<&Response>, drawn: &mut Drawn<'_>, lang: Lang) -> Vec<Passage> {
    let mut all = Vec::new();
    let mut text = |text: &RichText| {
        all.extend(text.pick(lang.tag()).map(|(tag, blocks)| Passage::Words {
            lang: tag.as_str().to_owned(),
            words: plain(blocks),
        }));
    };
    match interaction {
        Interaction::Order(shown) => drawn.take(&shown.options, true).iter().for_each(|o| text(&o.text)),
        Interaction::InlineChoice(shown) => {
            let options = drawn.take(&shown.options, shown.shuffle);
            options.iter().for_each(|option| text(&option.text));
        }
        Interaction::Associate(shown) => shown.options.iter().for_each(|thing| text(&thing.text)),
        Interaction::Match(shown) => {
            let targets = drawn.take(&shown.targets, shown.shuffle);
            shown.sources.iter().chain(targets).for_each(|thing| text(&thing.text));
        }
        Interaction::HotText(shown) => text(&shown.passage),
        Interaction::GapMatch(shown) => {
            text(&shown.passage);
            drawn.take(&shown.words, true).iter().for_each(|word| text(&word.text));
        }
        Interaction::Composite(shown) => match &shown.passage {
            Some(passage) => text(passage),
            None => all.extend(shown.fields.iter().filter_map(|field| label(&field.label, lang))),
        },
        Interaction::Hotspot(shown) => all.extend(shown.areas.iter().filter_map(|area| label(&area.label, lang))),
        Interaction::PositionObject(shown) => shown.things.iter().for_each(|thing| text(&thing.text)),
        Interaction::GraphicGapMatch(shown) => {
            drawn
                .take(&shown.things, true)
                .iter()
                .for_each(|thing| text(&thing.text));
            all.extend(shown.areas.iter().filter_map(|area| label(&area.label, lang)));
        }
        Interaction::Dialogue(shown) => {
            let path = match response {
                Some(Response::Order { ids }) => ids.as_slice(),
                _ => &[],
            };
            if let Some(turn) = shown.after(path) {
                text(&turn.says);
                turn.replies.iter().for_each(|reply| text(&reply.text));
            }
        }
        _ => {}
    }
    all
}

fn label(words: &Text, lang: Lang) -> Option<Passage> {
    let (tag, words) = words.pick(lang.tag())?;
    Some(Passage::Words {
        lang: tag.as_str().to_owned(),
        words: words.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jalon_base::json::{self, Limits};
    use jalon_protocol::OptionId;

    fn words(interaction: &Interaction, response: Option<&Response>) -> Vec<String> {
        let said = read(interaction, response, &mut Drawn::default(), Lang::Fr);
        said.into_iter()
            .map(|passage| match passage {
                Passage::Words { lang, words } => format!("{lang} {words}"),
                Passage::Recording(_) => String::new(),
            })
            .collect()
    }

    #[test]
    fn a_voice_follows_the_conversation() {
        let reply = |id: &str, text: &str, to: &str| {
            format!(r#"{{"id": "{id}", "text": {{"fr": [{{"p": ["{text}"]}}]}}, "to": "{to}"}}"#)
        };
        let turn = |id: &str, says: &str, replies: &str| {
            format!(r#"{{"id": "{id}", "says": {{"fr": [{{"p": ["{says}"]}}]}}, "replies": [{replies}]}}"#)
        };
        let turns = [
            turn(
                "one",
                "Bonjour.",
                &[reply("a", "Oui ?", "two"), reply("b", "Non.", "two")].join(", "),
            ),
            turn("two", "Ma valise.", ""),
        ];
        let text = format!(r#"{{"type": "dialogue", "turns": [{}]}}"#, turns.join(", "));
        let shown: Interaction = json::from_slice(text.as_bytes(), Limits::DOCUMENT).unwrap();
        assert_eq!(words(&shown, None), ["fr Bonjour.", "fr Oui ?", "fr Non."]);
        let ids = vec![OptionId::parse("b").unwrap()];
        assert_eq!(words(&shown, Some(&Response::Order { ids })), ["fr Ma valise."]);
    }
}
