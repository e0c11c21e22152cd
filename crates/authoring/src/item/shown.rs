//! What is shown of an item: the authored form of each kind of interaction.

use super::{dialogue, graphic};
use crate::read::Node;
use jalon_base::Micro;
use jalon_protocol::item::{
    Associable, Associate, ChoiceOption, Composite, Field, GapMatch, HotText, InlineChoice, InteractionKind, Match,
    Order, Quantity, Recordings, Slider, Sort, Upload,
};
use jalon_protocol::rich::{self, RichText};
use jalon_protocol::{Interaction, OptionId};
use std::collections::BTreeSet;

/// Kinds of interaction, as authors write them.
pub const KINDS: [&str; 19] = [
    "choice",
    "numeric-entry",
    "text-entry",
    "extended-text",
    "inline-choice",
    "order",
    "associate",
    "match",
    "gap-match",
    "hot-text",
    "slider",
    "quantity",
    "composite",
    "hotspot",
    "select-point",
    "position-object",
    "graphic-gap-match",
    "dialogue",
    "upload",
];

/// Kinds that a field of several can be.
pub const FIELD_KINDS: [&str; 5] = ["inline-choice", "text-entry", "numeric-entry", "quantity", "slider"];

/// Reads what the person can do.
pub fn interaction(node: &Node<'_>) -> Option<Interaction> {
    one_of(node, &KINDS)
}

fn one_of(node: &Node<'_>, kinds: &[&str]) -> Option<Interaction> {
    match node.kind::<InteractionKind>("type", kinds)? {
        InteractionKind::Choice => {
            node.members(&["type", "max-choices", "shuffle", "options"], &[]);
            let options = node.member("options").map(|node| spoken_options(&node));
            let max_choices = node.member("max-choices").and_then(|node| node.whole(1, 12));
            let shuffle = node.member("shuffle").and_then(|node| node.flag());
            Some(Interaction::Choice {
                max_choices: max_choices?,
                shuffle: shuffle?,
                options: options?,
            })
        }
        InteractionKind::NumericEntry => {
            node.members(&["type", "decimals"], &["unit"]);
            let unit = node.member("unit").and_then(|node| node.text());
            Some(Interaction::NumericEntry {
                unit,
                decimals: node.member("decimals")?.whole(0, 6)?,
            })
        }
        InteractionKind::TextEntry => {
            node.members(&["type", "max-length"], &[]);
            Some(Interaction::TextEntry {
                max_length: node.member("max-length")?.whole(1, 200)?,
            })
        }
        InteractionKind::ExtendedText => {
            node.members(&["type", "max-length"], &[]);
            Some(Interaction::ExtendedText {
                max_length: node.member("max-length")?.whole(1, 2000)?,
            })
        }
        InteractionKind::InlineChoice => {
            node.members(&["type", "shuffle", "options"], &[]);
            let options = node.member("options").map(|node| options(&node, &[]));
            let shuffle = node.member("shuffle").and_then(|node| node.flag());
            Some(Interaction::InlineChoice(InlineChoice {
                shuffle: shuffle?,
                options: options?,
            }))
        }
        InteractionKind::Order => {
            node.members(&["type", "options"], &[]);
            let options = node.member("options").map(|node| options(&node, &[]));
            Some(Interaction::Order(Order { options: options? }))
        }
        InteractionKind::Associate => {
            node.members(&["type", "max-associations", "options"], &[]);
            let most = node.member("max-associations").and_then(|node| node.whole(1, 20));
            let options = node
                .member("options")
                .map(|node| associables(&node, 2, &mut Ids::default()));
            Some(Interaction::Associate(Associate {
                max_associations: most?,
                options: options?,
            }))
        }
        InteractionKind::Match => {
            node.members(&["type", "shuffle", "sources", "targets"], &[]);
            let shuffle = node.member("shuffle").and_then(|node| node.flag());
            let set = |name: &str| {
                let node = node.member(name);
                node.map(|node| associables(&node, 1, &mut Ids::default()))
            };
            let (sources, targets) = (set("sources"), set("targets"));
            Some(Interaction::Match(Match {
                shuffle: shuffle?,
                sources: sources?,
                targets: targets?,
            }))
        }
        InteractionKind::GapMatch => {
            node.members(&["type", "passage", "words"], &[]);
            let passage = node.member("passage").and_then(|node| passage(&node, Marks::Gaps));
            let words = node
                .member("words")
                .map(|node| associables(&node, 1, &mut Ids::default()));
            Some(Interaction::GapMatch(GapMatch {
                passage: passage?,
                words: words?,
            }))
        }
        InteractionKind::HotText => {
            node.members(&["type", "max-choices", "passage"], &[]);
            let most = node.member("max-choices").and_then(|node| node.whole(1, 12));
            let passage = node.member("passage").and_then(|node| passage(&node, Marks::Words));
            Some(Interaction::HotText(HotText {
                max_choices: most?,
                passage: passage?,
            }))
        }
        InteractionKind::Slider => slider(node),
        InteractionKind::Quantity => {
            node.members(&["type", "decimals", "units"], &[]);
            let decimals = node.member("decimals").and_then(|node| node.whole(0, 6));
            let units = node.member("units").map(|node| options(&node, &[]));
            Some(Interaction::Quantity(Quantity {
                decimals: decimals?,
                units: units?,
            }))
        }
        InteractionKind::Composite => composite(node),
        InteractionKind::Dialogue => dialogue::read(node),
        InteractionKind::Hotspot => graphic::read(node, graphic::HOTSPOT).map(Interaction::Hotspot),
        InteractionKind::SelectPoint => graphic::read(node, graphic::SELECT_POINT).map(Interaction::SelectPoint),
        InteractionKind::PositionObject => {
            graphic::read(node, graphic::POSITION_OBJECT).map(Interaction::PositionObject)
        }
        InteractionKind::GraphicGapMatch => graphic::read(node, graphic::GAP_MATCH).map(Interaction::GraphicGapMatch),
        InteractionKind::Upload => upload(node),
    }
}

/// What can be handed in, as authors write it.
pub const SORTS: [&str; 3] = ["photo", "recording", "document"];
/// Bytes of a file, at least and at most.
pub const FILE_BYTES: (u32, u32) = (1_000, 5_000_000);

fn upload(node: &Node<'_>) -> Option<Interaction> {
    node.members(&["type", "accepts", "max-bytes"], &[]);
    let max_bytes = node
        .member("max-bytes")
        .and_then(|node| node.whole(FILE_BYTES.0, FILE_BYTES.1));
    let accepts = node.member("accepts").map(|list| {
        let mut sorts = BTreeSet::new();
        let elements = list.elements();
        counted(&list, elements.len(), 1, SORTS.len());
        for node in &elements {
            let sort = node.word::<Sort>(&SORTS);
            if sort.is_some_and(|sort| !sorts.insert(sort)) {
                node.error("item/sort-twice", &[]);
            }
        }
        sorts.into_iter().collect()
    });
    Some(Interaction::Upload(Upload {
        accepts: accepts?,
        max_bytes: max_bytes?,
    }))
}

fn slider(node: &Node<'_>) -> Option<Interaction> {
    node.members(
        &["type", "lower-bound", "upper-bound", "step"],
        &["unit", "lower-label", "upper-label"],
    );
    let decimal = |name: &str| node.member(name).and_then(|node| node.parsed("decimal", Micro::parse));
    let text = |name: &str| node.member(name).and_then(|node| node.text());
    let (lower_bound, upper_bound, step) = (decimal("lower-bound"), decimal("upper-bound"), decimal("step"));
    let (unit, lower_label, upper_label) = (text("unit"), text("lower-label"), text("upper-label"));
    let slider = Slider {
        lower_bound: lower_bound?,
        upper_bound: upper_bound?,
        step: step?,
        unit,
        lower_label,
        upper_label,
    };
    if slider.steps().is_none_or(|steps| steps > 1000) {
        node.error("item/slider", &[]);
    }
    Some(Interaction::Slider(slider))
}

fn composite(node: &Node<'_>) -> Option<Interaction> {
    node.members(&["type", "fields"], &["passage"]);
    let passage_node = node.member("passage");
    let passage = passage_node.as_ref().and_then(|node| passage(node, Marks::Gaps));
    let fields_node = node.member("fields")?;
    let nodes = fields_node.elements();
    counted(&fields_node, nodes.len(), 1, 12);
    let mut ids = Ids::default();
    let mut fields = Vec::new();
    for node in &nodes {
        node.members(&["id", "label", "interaction"], &[]);
        let id = node.member("id").and_then(|node| ids.read(&node));
        let label = node.member("label").and_then(|node| node.text());
        let interaction = node.member("interaction").and_then(|node| one_of(&node, &FIELD_KINDS));
        if let (Some(id), Some(label), Some(interaction)) = (id, label, interaction) {
            fields.push(Field { id, label, interaction });
        }
    }
    if let (Some(node), Some(passage)) = (&passage_node, &passage) {
        let places = rich::marked(passage);
        for place in &places {
            if !fields.iter().any(|field| field.id == **place) {
                node.error("item/unknown-option", &[("option", place.as_str())]);
            }
        }
        for field in fields.iter().filter(|field| !places.contains(&&field.id)) {
            node.error("item/field-without-place", &[("field", field.id.as_str())]);
        }
    }
    Some(Interaction::Composite(Composite { passage, fields }))
}

/// Ids of one list, each once.
#[derive(Default)]
pub(super) struct Ids(BTreeSet<OptionId>);

impl Ids {
    pub(super) fn read(&mut self, node: &Node<'_>) -> Option<OptionId> {
        let id = node.parsed("kebab-case-id", OptionId::parse)?;
        if !self.0.insert(id.clone()) {
            node.error("item/option-twice", &[("option", id.as_str())]);
        }
        Some(id)
    }
}

/// Says when a list is too short or too long.
pub fn counted(node: &Node<'_>, count: usize, least: usize, most: usize) {
    if !(least..=most).contains(&count) {
        let args = [
            ("least", least.to_string()),
            ("most", most.to_string()),
            ("count", count.to_string()),
        ];
        let args: Vec<(&'static str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        node.error("item/list-count", &args);
    }
}

/// Things that can be paired.
pub(super) fn associables(node: &Node<'_>, least: usize, ids: &mut Ids) -> Vec<Associable> {
    let nodes = node.elements();
    counted(node, nodes.len(), least, 20);
    let mut things = Vec::new();
    for node in nodes
        .iter()
        .filter(|node| node.members(&["id", "text"], &["match-max"]))
    {
        let id = node.member("id").and_then(|node| ids.read(&node));
        let text = node.member("text").and_then(|node| node.rich());
        let match_max = match node.member("match-max") {
            Some(node) => node.whole(0, 20),
            None => Some(1),
        };
        if let (Some(id), Some(text), Some(match_max)) = (id, text, match_max) {
            things.push(Associable { id, text, match_max });
        }
    }
    things
}

/// What a passage marks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    /// Places to fill: `{a}`.
    Gaps,
    /// Words to choose: `{a|some words}`.
    Words,
}

/// A text with marks: each once, of the kind that is wanted, the same in every language.
fn passage(node: &Node<'_>, wanted: Marks) -> Option<RichText> {
    let text = node.passage()?;
    let mut first: Option<BTreeSet<&OptionId>> = None;
    for (lang, blocks) in &text.0 {
        let mut marks = BTreeSet::new();
        rich::each_mark(blocks, &mut |mark| {
            if mark.is_gap() != (wanted == Marks::Gaps) {
                node.error("item/mark-kind", &[("mark", mark.id().as_str())]);
            }
            if !marks.insert(mark.id()) {
                node.error("item/mark-twice", &[("mark", mark.id().as_str())]);
            }
        });
        if marks.is_empty() {
            node.error("item/no-mark", &[("tag", lang.as_str())]);
        } else if first.as_ref().is_some_and(|first| *first != marks) {
            node.error("item/mark-languages", &[("tag", lang.as_str())]);
        }
        first.get_or_insert(marks);
    }
    Some(text)
}

/// Options that may have recordings, which are read apart.
fn spoken_options(node: &Node<'_>) -> Vec<ChoiceOption> {
    options(node, &["audio"])
}

fn options(node: &Node<'_>, optional: &[&str]) -> Vec<ChoiceOption> {
    let nodes = node.elements();
    if !(2..=12).contains(&nodes.len()) {
        node.error("item/option-count", &[("count", &nodes.len().to_string())]);
    }
    let mut ids = BTreeSet::new();
    let mut words = BTreeSet::new();
    let mut options = Vec::new();
    for node in nodes.iter().filter(|node| node.members(&["id", "text"], optional)) {
        let id = node
            .member("id")
            .and_then(|node| node.parsed("kebab-case-id", OptionId::parse));
        let text = node.member("text").and_then(|node| node.rich());
        let (Some(id), Some(text)) = (id, text) else { continue };
        if !ids.insert(id.clone()) {
            node.error("item/option-twice", &[("option", id.as_str())]);
        }
        for (lang, blocks) in &text.0 {
            if !words.insert((lang.clone(), rich::plain(blocks).to_lowercase())) {
                node.error("item/same-option", &[("option", id.as_str())]);
            }
        }
        options.push(ChoiceOption {
            id,
            text,
            audio: Recordings::default(),
        });
    }
    options
}
