//! What answers an item: the authored form of each rule, held against what the item shows.

use super::shown::counted;
use super::{graphic, guide, panel};
use crate::read::Node;
use jalon_base::sorted::SortedMap;
use jalon_base::{Fraction, Micro};
use jalon_protocol::item::{ChoiceOption, Pair};
use jalon_protocol::rich::{self, RichText};
use jalon_protocol::{Interaction, OptionId};
use jalon_scoring::key::{
    AreaEntry, AreaMapping, ChoiceMark, ChoiceRule, FieldsMark, Mapped, Normalise, OrderMark, PairsMark, PlacesMark,
    Rule, Together,
};

/// The words of the rules, as authors write them.
pub const RULES: [&str; 13] = [
    "choice",
    "numeric-entry",
    "text-entry",
    "extended-text",
    "order",
    "pairs",
    "quantity",
    "map-response",
    "composite",
    "map-path",
    "map-points",
    "places",
    "panel",
];

/// The rules that a field of several can have.
pub const FIELD_RULES: [&str; 4] = ["choice", "numeric-entry", "text-entry", "quantity"];

/// Reads what answers an item.
pub fn key(node: &Node<'_>, interaction: Option<&Interaction>) -> Option<(RichText, Rule)> {
    let rationale = node.member("rationale").and_then(|node| node.rich());
    let rule = rule(node, interaction, true);
    Some((rationale?, rule?))
}

/// One rule: of an item, with its rationale, or of one of its fields.
fn rule(node: &Node<'_>, interaction: Option<&Interaction>, whole: bool) -> Option<Rule> {
    let rules: &[&str] = if whole { &RULES } else { &FIELD_RULES };
    let word = node.kind::<String>("type", rules)?;
    let of_kind = |required: &[&str], optional: &[&str]| {
        let rationale: &[&str] = if whole { &["type", "rationale"] } else { &["type"] };
        node.members(&[rationale, required].concat(), optional);
    };
    let rule = match word.as_str() {
        "choice" => {
            if whole {
                of_kind(&["correct", "mark", "feedback"], &[]);
            } else {
                of_kind(&["correct"], &["mark", "feedback"]);
            }
            choice_rule(node, interaction, whole)
        }
        "numeric-entry" => {
            of_kind(&["correct", "tolerance"], &[]);
            let (correct, tolerance) = (decimal(node, "correct"), decimal(node, "tolerance"));
            Some(Rule::NumericEntry {
                correct: correct?,
                tolerance: tolerance?,
            })
        }
        "text-entry" => {
            of_kind(&["accept", "normalise"], &["edits"]);
            let accept = node.member("accept").map(|node| strings(&node)).unwrap_or_default();
            if accept.is_empty() {
                node.error("item/nothing-accepted", &[]);
            }
            let normalise = normalise(node);
            Some(Rule::TextEntry {
                edits: edits(node, &accept),
                accept,
                normalise,
            })
        }
        "order" => {
            of_kind(&["correct", "mark"], &[]);
            let correct = listed(node, |node| node.parsed("kebab-case-id", OptionId::parse));
            let words = ["all-or-nothing", "places", "neighbours"];
            let mark = node.member("mark").and_then(|node| node.word::<OrderMark>(&words));
            Some(Rule::Order { correct, mark: mark? })
        }
        "pairs" => {
            of_kind(&["correct", "mark"], &[]);
            let mut correct = listed(node, |node| node.parsed("id id", Pair::parse));
            if matches!(interaction, Some(Interaction::Associate(_))) {
                for pair in &mut correct {
                    if pair.first > pair.second {
                        std::mem::swap(&mut pair.first, &mut pair.second);
                    }
                }
            }
            correct.sort();
            let words = ["all-or-nothing", "partial"];
            let mark = node.member("mark").and_then(|node| node.word::<PairsMark>(&words));
            Some(Rule::Pairs { correct, mark: mark? })
        }
        "quantity" => {
            of_kind(&["correct", "unit", "tolerance", "units"], &["relative"]);
            quantity_rule(node)
        }
        "map-response" => {
            of_kind(
                &["correct", "entries", "upper-bound"],
                &["default-value", "lower-bound"],
            );
            mapped_rule(node, true).map(Rule::MapResponse)
        }
        "map-path" => {
            of_kind(
                &["correct", "entries", "upper-bound"],
                &["default-value", "lower-bound"],
            );
            mapped_rule(node, false).map(Rule::MapPath)
        }
        "map-points" => {
            of_kind(
                &["correct", "entries", "upper-bound"],
                &["default-value", "lower-bound"],
            );
            points_rule(node)
        }
        "places" => {
            of_kind(&["areas", "correct", "mark"], &[]);
            let areas = node.member("areas").map(|node| graphic::shapes(&node).collect());
            let correct = node.member("correct").map(|node| graphic::points(&node).collect());
            let words = ["all-or-nothing", "each"];
            let mark = node.member("mark").and_then(|node| node.word::<PlacesMark>(&words));
            Some(Rule::Places {
                areas: areas?,
                correct: correct?,
                mark: mark?,
            })
        }
        "composite" => {
            of_kind(&["fields", "mark"], &["together"]);
            composite_rule(node, interaction)
        }
        "panel" => {
            of_kind(&["asked", "answers"], &[]);
            panel::rule(node, interaction)
        }
        _ => guide::rule(node),
    }?;
    match interaction {
        Some(interaction) if !rule.is_for(interaction) => {
            node.error("item/key-kind", &[]);
            None
        }
        // A choice says more precisely what is wrong with its key.
        Some(interaction) if !matches!(rule, Rule::Choice(_)) && !may_have(&rule, interaction) => {
            node.error("item/key-not-admitted", &[]);
            None
        }
        _ => Some(rule),
    }
}

/// Whether what a rule takes for right, and where it looks for it, is something that the interaction has.
fn may_have(rule: &Rule, interaction: &Interaction) -> bool {
    rule.fits(interaction) && rule.stays_within(interaction)
}

fn decimal(node: &Node<'_>, name: &str) -> Option<Micro> {
    node.member(name).and_then(|node| node.parsed("decimal", Micro::parse))
}

fn normalise(node: &Node<'_>) -> Vec<Normalise> {
    let nodes = node.member("normalise").map(|node| node.elements()).unwrap_or_default();
    let words = ["case", "accents", "spaces"];
    nodes.iter().filter_map(|node| node.word::<Normalise>(&words)).collect()
}

/// How many slips are forgiven; so many that a short word becomes another are worth a look.
fn edits(node: &Node<'_>, accept: &[String]) -> Option<u32> {
    let node = node.member("edits")?;
    let edits = node.whole(1, 3)?;
    if let Some(short) = accept.iter().find(|words| words.chars().count() < 4 * edits as usize) {
        node.warning("item/short-for-edits", &[("word", short)]);
    }
    Some(edits)
}

/// The right things, of which there is one at least.
fn listed<T>(node: &Node<'_>, read: impl Fn(&Node<'_>) -> Option<T>) -> Vec<T> {
    let Some(node) = node.member("correct") else {
        return Vec::new();
    };
    let nodes = node.elements();
    if nodes.is_empty() {
        node.error("item/key-count", &[("count", "0")]);
    }
    nodes.iter().filter_map(read).collect()
}

fn quantity_rule(node: &Node<'_>) -> Option<Rule> {
    let (correct, tolerance) = (decimal(node, "correct"), decimal(node, "tolerance"));
    let unit = node
        .member("unit")
        .and_then(|node| node.parsed("kebab-case-id", OptionId::parse));
    let relative = node.member("relative").and_then(|node| node.flag());
    let mut units = SortedMap::new();
    for (id, node) in node.member("units").map(|node| node.entries()).unwrap_or_default() {
        let numbers: Vec<i64> = node
            .elements()
            .iter()
            .filter_map(|node| node.whole(1, 1_000_000))
            .map(i64::from)
            .collect();
        let factor = match numbers.as_slice() {
            [numerator, denominator] => Fraction::new(*numerator, *denominator),
            _ => None,
        };
        match (OptionId::parse(id), factor) {
            (Some(id), Some(factor)) => {
                units.insert(id, factor);
            }
            (None, _) => node.error("item/unknown-option", &[("option", id)]),
            (_, None) => node.error("item/factor", &[]),
        }
    }
    Some(Rule::Quantity {
        correct: correct?,
        unit: unit?,
        tolerance: tolerance?,
        relative: relative.unwrap_or(false),
        units,
    })
}

/// Points by what is chosen; the right things are a set, or follow each other.
fn mapped_rule(node: &Node<'_>, set: bool) -> Option<Mapped> {
    let name = |text: &str| (OptionId::parse(text).is_some() || Pair::parse(text).is_some()).then(|| text.to_owned());
    let mut correct = listed(node, |node| node.parsed("id | id id", name));
    if set {
        correct.sort();
    }
    let points = |name: &str| node.member(name).and_then(|node| node.points());
    let (default_value, lower_bound) = (points("default-value"), points("lower-bound"));
    let mut entries = SortedMap::new();
    for (entry, node) in node.member("entries").map(|node| node.entries()).unwrap_or_default() {
        let points = node.points();
        match (name(entry), points) {
            (Some(entry), Some(points)) => {
                entries.insert(entry, points);
            }
            (None, _) => node.error("item/unknown-option", &[("option", entry)]),
            _ => {}
        }
    }
    Some(Mapped {
        correct,
        entries,
        default_value,
        lower_bound,
        upper_bound: points("upper-bound")?,
    })
}

fn points_rule(node: &Node<'_>) -> Option<Rule> {
    let correct = listed(node, graphic::point);
    let points = |name: &str| node.member(name).and_then(|node| node.points());
    let (default_value, lower_bound) = (points("default-value"), points("lower-bound"));
    let entries_node = node.member("entries");
    let entries = entries_node.as_ref().map(|node| node.elements()).unwrap_or_default();
    if let Some(node) = &entries_node {
        counted(node, entries.len(), 1, 20);
    }
    let entry = |node: &Node<'_>| {
        node.members(&["shape", "points"], &[]);
        let shape = node.member("shape").and_then(|node| graphic::shape(&node));
        let points = node.member("points").and_then(|node| node.points());
        Some(AreaEntry {
            shape: shape?,
            points: points?,
        })
    };
    Some(Rule::MapPoints(AreaMapping {
        correct,
        entries: entries.iter().filter_map(entry).collect(),
        default_value,
        lower_bound,
        upper_bound: points("upper-bound")?,
    }))
}

fn composite_rule(node: &Node<'_>, interaction: Option<&Interaction>) -> Option<Rule> {
    let shown = match interaction {
        Some(Interaction::Composite(shown)) => Some(shown),
        _ => None,
    };
    let known = |node: &Node<'_>, id: &str| {
        let field = shown.map(|shown| shown.fields.iter().find(|field| field.id.as_str() == id));
        if field == Some(None) {
            node.error("item/unknown-option", &[("option", id)]);
        }
        field.flatten()
    };
    let mut fields = SortedMap::new();
    for (id, node) in node.member("fields").map(|node| node.entries()).unwrap_or_default() {
        let field = known(&node, id);
        let read = rule(&node, field.map(|field| &field.interaction), false);
        if let (Some(id), Some(read)) = (OptionId::parse(id), read) {
            fields.insert(id, read);
        }
    }
    let together = node.member("together").map(|node| {
        node.members(&["fields", "groups", "normalise"], &["edits"]);
        let fields = node
            .member("fields")
            .map(|node| node.ids(OptionId::parse))
            .unwrap_or_default();
        for id in &fields {
            known(&node, id.as_str());
        }
        counted(&node, fields.len(), 1, 12);
        let groups: Vec<Vec<String>> = node
            .member("groups")
            .map(|node| node.elements().iter().map(strings).collect())
            .unwrap_or_default();
        for group in [groups.len()].into_iter().chain(groups.iter().map(Vec::len)) {
            counted(&node, group, 1, 20);
        }
        if groups.len() < fields.len() {
            node.error("item/too-few-groups", &[]);
        }
        Together {
            edits: edits(&node, &groups.concat()),
            normalise: normalise(&node),
            fields,
            groups,
        }
    });
    let words = ["all-or-nothing", "each"];
    let mark = node.member("mark").and_then(|node| node.word::<FieldsMark>(&words));
    Some(Rule::Composite {
        fields,
        together,
        mark: mark?,
    })
}

pub(super) fn strings(node: &Node<'_>) -> Vec<String> {
    node.elements()
        .iter()
        .filter_map(|node| node.string().map(str::to_owned))
        .collect()
}

fn choice_rule(node: &Node<'_>, interaction: Option<&Interaction>, whole: bool) -> Option<Rule> {
    let correct_node = node.member("correct");
    let mut correct = correct_node
        .as_ref()
        .map(|node| node.ids(OptionId::parse))
        .unwrap_or_default();
    correct.sort();
    let words = ["all-or-nothing", "partial", "guess-corrected"];
    let mark = match node.member("mark") {
        Some(node) => node.word::<ChoiceMark>(&words),
        // Of a field, which is right or wrong.
        None => Some(ChoiceMark::AllOrNothing),
    };
    let mut feedback = SortedMap::new();
    for (id, node) in node.member("feedback").map(|node| node.entries()).unwrap_or_default() {
        match (OptionId::parse(id), node.rich()) {
            (Some(id), Some(text)) => {
                feedback.insert(id, text);
            }
            (None, _) => node.error("item/unknown-option", &[("option", id)]),
            _ => {}
        }
    }
    let shown = interaction.and_then(options_of);
    if let (Some((options, most)), Some(node)) = (&shown, &correct_node) {
        let known = |id: &OptionId| options.iter().any(|(option, _)| *option == id);
        for id in correct.iter().chain(feedback.keys()).filter(|id| !known(id)) {
            node.error("item/unknown-option", &[("option", id.as_str())]);
        }
        let all_right = mark == Some(ChoiceMark::GuessCorrected) && correct.len() >= options.len();
        if correct.is_empty()
            || correct.len() > *most
            || all_right
            || correct.windows(2).any(|pair| pair.first() == pair.last())
        {
            node.error("item/key-count", &[("count", &correct.len().to_string())]);
        }
        // A field says why in the rationale of its question.
        let explained = |id: &OptionId| !whole || correct.contains(id) || feedback.contains_key(id);
        for (id, _) in options.iter().filter(|(id, text)| text.is_some() && !explained(id)) {
            node.warning("item/no-feedback", &[("option", id.as_str())]);
        }
        telling_length(node, options, &correct);
    }
    let mark = mark?;
    let count = shown.and_then(|(options, _)| u32::try_from(options.len()).ok());
    Some(Rule::Choice(ChoiceRule {
        correct,
        mark,
        feedback,
        options: count.filter(|_| mark == ChoiceMark::GuessCorrected),
    }))
}

/// Something that can be chosen, and its words.
type Chosen<'a> = (&'a OptionId, Option<&'a RichText>);

/// What can be chosen, with its words where they are an answer of their own, and how many.
fn options_of(interaction: &Interaction) -> Option<(Vec<Chosen<'_>>, usize)> {
    fn texts(options: &[ChoiceOption]) -> Vec<Chosen<'_>> {
        options.iter().map(|option| (&option.id, Some(&option.text))).collect()
    }
    Some(match interaction {
        Interaction::Choice {
            options, max_choices, ..
        } => (texts(options), *max_choices as usize),
        Interaction::InlineChoice(shown) => (texts(&shown.options), 1),
        Interaction::HotText(shown) => {
            let words = rich::marked(&shown.passage).into_iter().map(|id| (id, None));
            (words.collect(), shown.max_choices as usize)
        }
        Interaction::Hotspot(shown) => {
            let areas = shown.areas.iter().map(|area| (&area.id, None));
            (areas.collect(), shown.max_choices as usize)
        }
        _ => return None,
    })
}

/// A right option much longer than every other one tells itself.
fn telling_length(node: &Node<'_>, options: &[Chosen<'_>], correct: &[OptionId]) {
    let length = |text: &RichText| {
        let lengths = text.0.values().map(|blocks| rich::plain(blocks).chars().count());
        lengths.max().unwrap_or(0)
    };
    let lengths = |right: bool| {
        let of = options.iter().filter(move |(id, _)| correct.contains(id) == right);
        of.filter_map(|(_, text)| text.map(length))
    };
    let (right, wrong) = (lengths(true).min(), lengths(false).max());
    if let (Some(right), Some(wrong)) = (right, wrong)
        && right > 24
        && right * 2 > wrong * 3
    {
        node.warning(
            "item/telling-length",
            &[("right", &right.to_string()), ("wrong", &wrong.to_string())],
        );
    }
}
