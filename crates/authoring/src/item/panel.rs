//! What a panel of the trade answered to a situation: the authored form of its counts.

use crate::read::Node;
use jalon_base::sorted::SortedMap;
use jalon_protocol::item::Associable;
use jalon_protocol::{Interaction, OptionId};
use jalon_scoring::key::{Asked, Panel, Rule};

/// Fewer people than these are no panel.
const FEW: u32 = 3;

/// Reads the answers of a panel: for each line, how many people chose each column.
pub fn rule(node: &Node<'_>, interaction: Option<&Interaction>) -> Option<Rule> {
    let asked = node.member("asked").and_then(|node| node.word(&Asked::WORDS));
    let shown = match interaction {
        Some(Interaction::Match(shown)) => Some(shown),
        _ => None,
    };
    let known = |node: &Node<'_>, id: &str, things: Option<&[Associable]>| {
        let id = OptionId::parse(id);
        let there = |id: &OptionId| things.is_none_or(|things| things.iter().any(|thing| thing.id == *id));
        let found = id.filter(there);
        if found.is_none() {
            node.error("item/panel-unknown", &[]);
        }
        found
    };
    let answers_node = node.member("answers")?;
    let mut answers = SortedMap::new();
    for (line, node) in answers_node.entries() {
        let line = known(&node, line, shown.map(|shown| shown.sources.as_slice()));
        let mut counts = SortedMap::new();
        for (column, node) in node.entries() {
            let column = known(&node, column, shown.map(|shown| shown.targets.as_slice()));
            if let (Some(column), Some(count)) = (column, node.whole(1, 1000)) {
                counts.insert(column, count);
            }
        }
        let people: u32 = counts.values().sum();
        if people < FEW {
            node.warning("item/panel-few", &[("people", &people.to_string())]);
        }
        let most = counts.values().max().copied().unwrap_or(0);
        if counts.values().filter(|count| **count == most).count() > 1 {
            node.warning("item/panel-divided", &[]);
        }
        if let Some(line) = line {
            answers.insert(line, counts);
        }
    }
    for line in shown.map(|shown| shown.sources.as_slice()).unwrap_or_default() {
        if !answers.contains_key(&line.id) {
            answers_node.error("item/panel-silent", &[("option", line.id.as_str())]);
        }
    }
    Some(Rule::Panel(Panel { asked: asked?, answers }))
}
