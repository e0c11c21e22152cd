//! Responses that are no choice among options, in words.

use super::drawn::Drawn;
use super::said::joined;
use super::words;
use jalon_messages::{Lang, decimal, worker};
use jalon_protocol::item::{ChoiceOption, Handed, Pair, Point};
use jalon_protocol::rich::{Mark, RichText, each_mark};
use jalon_protocol::{Interaction, OptionId, Response};

/// A response in words.
pub fn said(interaction: &Interaction, response: &Response, drawn: &mut Drawn<'_>, lang: Lang) -> String {
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
        Response::File(file) => worker::upload_kept(lang, kilobytes(file)),
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
        Response::Points { points } => joined(points.iter().map(|point| place(interaction, *point, lang)), " · "),
        Response::Places { places } => {
            let each = places
                .iter()
                .map(|(id, point)| format!("{} : {}", name(id), place(interaction, *point, lang)));
            joined(each, " · ")
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

/// The size of a file, in thousands of bytes.
pub fn kilobytes(file: &Handed) -> u32 {
    file.bytes.div_ceil(1000)
}

/// Where a point is, in hundredths of the picture.
fn place(interaction: &Interaction, point: Point, lang: Lang) -> String {
    let Some(shown) = interaction.graphic() else {
        return String::new();
    };
    let share = |value: u32, whole: u32| u64::from(value) * 100 / u64::from(whole.max(1));
    let (across, down) = (
        share(point.x, shown.picture.width),
        share(point.y, shown.picture.height),
    );
    worker::point_at(lang, across, down)
}

fn with_unit(value: &str, unit: &str, lang: Lang) -> String {
    let value = decimal(lang, value);
    if unit.is_empty() {
        value
    } else {
        format!("{value}\u{a0}{unit}")
    }
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
        Interaction::Dialogue(shown) => shown.reply(id).map(|reply| words(&reply.text, lang)),
        other => other.graphic().and_then(|shown| {
            let thing = shown.things.iter().find(|thing| thing.id == *id);
            let thing = thing.map(|thing| words(&thing.text, lang));
            thing.or_else(|| Some(shown.area(id)?.label.say(lang.tag()).to_owned()))
        }),
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
