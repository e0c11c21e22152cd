//! Marking guides: the authored form of what a person marks.

use super::rule::strings;
use crate::read::Node;
use jalon_scoring::key::{Element, Rule};
use std::collections::BTreeSet;

/// Reads a marking guide.
pub fn rule(node: &Node<'_>) -> Option<Rule> {
    node.members(
        &[
            "type",
            "elements",
            "nothing",
            "full-example",
            "half-example",
            "rationale",
        ],
        &[],
    );
    let mut elements = Vec::new();
    let mut ids = BTreeSet::new();
    for node in node.member("elements").map(|node| node.elements()).unwrap_or_default() {
        node.members(&["id", "points", "expected"], &["accept"]);
        let id = node.member("id").and_then(|node| node.slug());
        let points = node.member("points").and_then(|node| node.points());
        let expected = node.member("expected").and_then(|node| node.rich());
        let accept = node.member("accept").map(|node| strings(&node)).unwrap_or_default();
        let (Some(id), Some(points), Some(expected)) = (id, points, expected) else {
            continue;
        };
        if !ids.insert(id.clone()) {
            node.error("item/element-twice", &[("element", id.as_str())]);
        }
        if points.thousandths() <= 0 {
            node.error("item/element-points", &[("element", id.as_str())]);
        }
        elements.push(Element {
            id,
            points,
            expected,
            accept,
        });
    }
    if elements.is_empty() {
        node.error("item/no-element", &[]);
        return None;
    }
    let text = |name: &str| node.member(name).and_then(|node| node.rich());
    let (nothing, full, half) = (text("nothing"), text("full-example"), text("half-example"));
    Some(Rule::ExtendedText {
        elements,
        nothing: nothing?,
        full_example: full?,
        half_example: half?,
    })
}
