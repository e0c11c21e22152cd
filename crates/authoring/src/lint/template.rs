//! Questions whose numbers are drawn: each draw of each of them is a question that can be answered.

use crate::item::{Draws, Item, MOST_DRAWS};
use jalon_base::Findings;
use jalon_protocol::rich;
use jalon_protocol::template::{self, Values};
use jalon_protocol::{Interaction, Pool, Protocol};
use jalon_protocol::{ItemContent, ItemId};
use jalon_scoring::adaptive::supply;
use std::collections::{BTreeMap, BTreeSet};

/// Tries every draw of an item: its key stays within what can be answered, its options stay apart.
pub(super) fn draws(findings: &mut Findings, item: &Item) {
    let parameters = &item.content.template;
    if parameters.is_empty() {
        return;
    }
    let draws = Draws::of(parameters);
    if draws.how_many() > MOST_DRAWS {
        let args = [("count", &*draws.how_many().to_string())];
        findings.error("/content/template", "template/too-many", &args);
        return;
    }
    for places in draws {
        let said = Values::at(parameters, &places)
            .map(|values| values.said())
            .unwrap_or_default();
        let args = [("draw", said.as_str())];
        // What has no value was said at its place.
        let Some(content) = template::content(&item.content, &places) else {
            return;
        };
        if same_option(&content) {
            findings.error("/content/interaction/options", "template/same-option", &args);
            return;
        }
        let Some(key) = item.key.filled(parameters, &places) else {
            return;
        };
        let right = key.rule.right_response();
        let admitted = right.is_none_or(|right| content.interaction.admits(&right).is_ok());
        if !admitted || !key.fits(&content.interaction) {
            findings.error("/key", "template/key-outside", &args);
            return;
        }
    }
}

/// Whether two options say the same in some language.
fn same_option(content: &ItemContent) -> bool {
    let options = match &content.interaction {
        Interaction::Choice { options, .. } => options,
        Interaction::InlineChoice(shown) => &shown.options,
        Interaction::Order(shown) => &shown.options,
        Interaction::Quantity(shown) => &shown.units,
        _ => return false,
    };
    let mut seen = BTreeSet::new();
    let mut texts = options.iter().flat_map(|option| option.text.0.iter());
    texts.any(|(lang, blocks)| !seen.insert((lang, rich::plain(blocks).to_lowercase())))
}

/// What follows from the answers is chosen before its numbers are known.
pub(super) fn late(findings: &mut Findings, protocol: &Protocol, pool: &Pool, items: &BTreeMap<ItemId, Item>) {
    if !protocol.is_adaptive() {
        return;
    }
    for (p, part) in protocol.parts.iter().enumerate() {
        for (s, section) in part.sections.iter().enumerate() {
            let drawn = |id: &ItemId| items.get(id).is_some_and(|item| !item.content.template.is_empty());
            for about in supply(protocol, section, pool).filter(|about| drawn(&about.id)) {
                let at = format!("/parts/{p}/sections/{s}");
                findings.error(at, "template/late", &[("item", about.id.as_str())]);
            }
        }
    }
}
