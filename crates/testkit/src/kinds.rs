//! Every kind of interaction, from the demonstration, and responses to them: those that it admits, and some that it does not.

use crate::dice::Dice;
use jalon_attempt::draw::{Seed, draw_options};
use jalon_authoring::folder::{Files, is_publishable};
use jalon_authoring::item::Item;
use jalon_authoring::{Folder, check};
use jalon_base::Digest;
use jalon_base::id::RandomId;
use jalon_protocol::item::{Associable, ChoiceOption, FileKind, Graphic, Handed, Pair, Point};
use jalon_protocol::plan::{Choosing, Judgement, Rating};
use jalon_protocol::{Interaction, ItemContent, OptionId, Response, rich, template};
use jalon_scoring::Key;
use jalon_scoring::key::{Asked, Rule};
use std::sync::OnceLock;

/// The authored items of the demonstration, carried along: a browser has no folders.
macro_rules! demonstration {
    ($($name:literal)*) => {
        /// Names and texts of the items.
        pub const ITEMS: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../../referentials/demo/items/", $name, ".json")))),*];
    };
}

demonstration! {
    "a01-choice" "a02-choice-several" "a03-choice-guess-corrected" "a04-inline-choice" "b01-text-entry" "b02-numeric-entry" "b03-quantity"
    "b04-slider" "b05-extended-text" "c01-order" "c02-match" "c03-associate" "c04-gap-match" "c05-hot-text" "d01-composite-passage"
    "d02-composite-together" "e01-mapped" "e02-judgement-best-worst" "e03-judgement-rate"
    "f01-picture" "f02-table" "g01-hotspot" "g02-select-point" "g03-position-object" "g04-graphic-gap-match" "h01-dialogue"
    "n01-colours" "n02-words" "s01-sound" "t01-template-sum" "t02-template-choice"
    "u01-upload"
}

/// The authored protocols of the demonstration.
macro_rules! protocols {
    ($($name:literal)*) => {
        const PROTOCOLS: &[(&str, &str)] =
            &[$((concat!("protocols/", $name, ".json"), include_str!(concat!("../../../referentials/demo/protocols/", $name, ".json")))),*];
    };
}

protocols! { "toutes-les-questions" "regles-de-decision" "modules" "selon-les-besoins" "temps" }

/// Names and texts of the drawings.
pub const DRAWINGS: &[(&str, &str)] = &[
    (
        "formes.svg",
        include_str!("../../../referentials/demo/media/formes.svg"),
    ),
    (
        "paysage.svg",
        include_str!("../../../referentials/demo/media/paysage.svg"),
    ),
    ("rond.svg", include_str!("../../../referentials/demo/media/rond.svg")),
];

/// The demonstration as authored files.
#[must_use]
pub fn files() -> Files {
    let mut files = Files::new();
    let mut add = |path: &str, text: &str| files.insert(path.to_owned(), text.as_bytes().to_vec());
    add(
        "referential.json",
        include_str!("../../../referentials/demo/referential.json"),
    );
    for (path, text) in PROTOCOLS {
        add(path, text);
    }
    for (name, text) in ITEMS {
        add(&format!("items/{name}.json"), text);
    }
    for (name, text) in DRAWINGS {
        add(&format!("media/{name}"), text);
    }
    files.insert(
        "media/bips.wav".to_owned(),
        include_bytes!("../../../referentials/demo/media/bips.wav").to_vec(),
    );
    files
}

/// The demonstration, read and without an error; made once.
///
/// # Panics
/// When it has an error.
pub fn folder() -> &'static Folder {
    static FOLDER: OnceLock<Folder> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let (folder, findings) = check(&files());
        assert!(is_publishable(&findings), "{findings:#?}");
        folder
    })
}

/// Its items, by ascending id.
pub fn items() -> impl Iterator<Item = &'static Item> {
    folder().items.values()
}

/// The key of an item as tests ask it: of a situational judgement, one for each way in which a protocol may weigh it.
///
/// # Panics
/// When a way does not weigh it.
#[must_use]
pub fn keys(item: &Item) -> Vec<Key> {
    let Rule::Panel(panel) = &item.key.rule else {
        return vec![item.key.clone()];
    };
    let rate = |rate| Judgement {
        rate: Some(rate),
        choose: None,
    };
    let choose = |choose| Judgement {
        rate: None,
        choose: Some(choose),
    };
    let ways: Vec<Judgement> = match panel.asked {
        Asked::Rate => [Rating::Agreement, Rating::Side, Rating::Proximity, Rating::Share]
            .map(rate)
            .to_vec(),
        Asked::Choose => [Choosing::Agreement, Choosing::Crossed, Choosing::Share]
            .map(choose)
            .to_vec(),
    };
    let under = |way: &Judgement| item.key.clone().under(Some(way), &item.content.interaction).unwrap();
    ways.iter().map(under).collect()
}

/// What the paper of a seed says of an item, the item as it is then shown, and its key.
///
/// # Panics
/// When a draw has no value.
#[must_use]
pub fn drawn(item: &Item, number: u8) -> (Vec<u8>, ItemContent, Key) {
    let seed = Seed::derive(&[number; 32], &Digest::of(b"demo"), &RandomId::from_bytes([number; 16]));
    let contents = [(item.content.id.clone(), item.content.clone())].into_iter().collect();
    let options = draw_options(&contents, &seed, &item.content.id);
    let content = template::content(&item.content, &options).unwrap();
    let key = item.key.filled(&item.content.template, &options).unwrap();
    (options, content, key)
}

/// A response to an interaction: mostly one that it admits.
pub fn response(dice: &mut Dice, interaction: &Interaction) -> Response {
    if dice.chance(4) {
        return strange(dice);
    }
    match interaction {
        Interaction::Choice {
            options, max_choices, ..
        } => chosen(dice, &ids(options), *max_choices),
        Interaction::InlineChoice(shown) => chosen(dice, &ids(&shown.options), 1),
        Interaction::HotText(shown) => {
            let marks: Vec<OptionId> = rich::marked(&shown.passage).into_iter().cloned().collect();
            chosen(dice, &marks, shown.max_choices)
        }
        Interaction::NumericEntry { .. } => Response::Number { value: number(dice) },
        Interaction::Slider(shown) => {
            let steps = shown.steps().unwrap();
            let place = i64::from(dice.below(steps + 2));
            let value = shown.lower_bound.millionths() + place * shown.step.millionths();
            Response::Number {
                value: jalon_base::Micro::from_millionths(value).to_string(),
            }
        }
        Interaction::Quantity(shown) => Response::Quantity {
            value: number(dice),
            unit: dice.pick(&shown.units).id.clone(),
        },
        Interaction::TextEntry { .. } | Interaction::ExtendedText { .. } => Response::Text {
            value: (*dice.pick(&[
                "Paris", "paris ", "Pari", "samedi", "SATURDAY", "dimanch", "", "e\u{301}", "🚕",
            ]))
            .to_owned(),
        },
        Interaction::Order(shown) => {
            let mut ids = ids(&shown.options);
            for place in (1..ids.len()).rev() {
                ids.swap(place, dice.place(place + 1));
            }
            Response::Order { ids }
        }
        Interaction::Associate(shown) => {
            let ids = things(&shown.options);
            pairs(dice, &ids, &ids, shown.max_associations as usize, true)
        }
        Interaction::Match(shown) => pairs(
            dice,
            &things(&shown.sources),
            &things(&shown.targets),
            shown.sources.len(),
            false,
        ),
        Interaction::GapMatch(shown) => {
            let gaps: Vec<OptionId> = rich::marked(&shown.passage).into_iter().cloned().collect();
            pairs(dice, &things(&shown.words), &gaps, gaps.len(), false)
        }
        Interaction::Dialogue(shown) => {
            let mut ids = Vec::new();
            while let Some(turn) = shown.after(&ids).filter(|turn| !turn.replies.is_empty()) {
                ids.push(dice.pick(&turn.replies).id.clone());
                if dice.chance(15) {
                    break;
                }
            }
            Response::Order { ids }
        }
        Interaction::Hotspot(shown) => {
            let areas: Vec<OptionId> = shown.areas.iter().map(|area| area.id.clone()).collect();
            chosen(dice, &areas, shown.max_choices)
        }
        Interaction::SelectPoint(shown) => {
            let wanted = 1 + dice.below(shown.max_choices);
            Response::Points {
                points: (0..wanted).map(|_| point(dice, shown)).collect(),
            }
        }
        Interaction::PositionObject(shown) => {
            let mut places = jalon_base::sorted::SortedMap::new();
            for thing in &shown.things {
                if dice.chance(85) {
                    places.insert(thing.id.clone(), point(dice, shown));
                }
            }
            Response::Places { places }
        }
        Interaction::GraphicGapMatch(shown) => {
            let areas: Vec<OptionId> = shown.areas.iter().map(|area| area.id.clone()).collect();
            pairs(dice, &things(&shown.things), &areas, areas.len(), false)
        }
        Interaction::Upload(shown) => Response::File(Handed {
            kind: *dice.pick(&[FileKind::Jpeg, FileKind::Png, FileKind::Wav, FileKind::Pdf]),
            sha256: Digest::of(&dice.below(1000).to_le_bytes()),
            bytes: dice.below(shown.max_bytes.saturating_add(shown.max_bytes / 8)),
        }),
        Interaction::Composite(shown) => {
            let mut values = jalon_base::sorted::SortedMap::new();
            for field in &shown.fields {
                if dice.chance(85) {
                    values.insert(field.id.clone(), response(dice, &field.interaction));
                }
            }
            Response::Fields { values }
        }
    }
}

/// A point of the picture, now and then beside it.
fn point(dice: &mut Dice, shown: &Graphic) -> Point {
    Point {
        x: dice.below(shown.picture.width + 2),
        y: dice.below(shown.picture.height + 2),
    }
}

fn ids(options: &[ChoiceOption]) -> Vec<OptionId> {
    options.iter().map(|option| option.id.clone()).collect()
}

fn things(things: &[Associable]) -> Vec<OptionId> {
    things.iter().map(|thing| thing.id.clone()).collect()
}

fn number(dice: &mut Dice) -> String {
    let numbers = [
        "60",
        "7.5",
        "1200",
        "1.2",
        "1.21",
        "1188",
        "2",
        "0",
        "-3.1",
        "7.50",
        "999999999999",
    ];
    (*dice.pick(&numbers)).to_owned()
}

fn chosen(dice: &mut Dice, ids: &[OptionId], most: u32) -> Response {
    let wanted = 1 + dice.below(most) as usize;
    let mut chosen: Vec<OptionId> = (0..wanted).map(|_| dice.pick(ids).clone()).collect();
    chosen.sort();
    chosen.dedup();
    Response::Choice { chosen }
}

fn pairs(dice: &mut Dice, first: &[OptionId], second: &[OptionId], most: usize, either: bool) -> Response {
    let wanted = 1 + dice.place(most.max(1));
    let mut pairs: Vec<Pair> = Vec::new();
    for _ in 0..wanted {
        let mut pair = Pair {
            first: dice.pick(first).clone(),
            second: dice.pick(second).clone(),
        };
        if either && pair.first > pair.second {
            std::mem::swap(&mut pair.first, &mut pair.second);
        }
        // Mostly what a screen would allow: one thing in one pair.
        let taken = pairs
            .iter()
            .any(|other| other.first == pair.first || other.second == pair.second);
        if !taken || dice.chance(20) {
            pairs.push(pair);
        }
    }
    pairs.sort();
    pairs.dedup();
    Response::Pairs { pairs }
}

/// What a patched page could send.
fn strange(dice: &mut Dice) -> Response {
    let id = OptionId::parse("nowhere").unwrap();
    match dice.below(6) {
        0 => Response::Empty,
        1 => Response::Order {
            ids: vec![id.clone(), id],
        },
        2 => Response::Pairs { pairs: Vec::new() },
        3 => Response::Quantity {
            value: "1".into(),
            unit: id,
        },
        4 => Response::Fields {
            values: [(id, Response::Empty)].into(),
        },
        _ => Response::Number { value: "1e9".into() },
    }
}
