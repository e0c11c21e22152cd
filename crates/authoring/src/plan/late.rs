//! Authored groups of sections, preconditions and ladders, and what a part that has them can contradict by itself.

use super::{decision::fraction, each};
use crate::read::Node;
use jalon_protocol::plan::{Group, Ladder, Navigation, Part, Place, Protocol, Rung, Section, When};
use jalon_protocol::{ItemId, SectionId};
use std::collections::BTreeSet;

fn section_id(node: &Node<'_>, name: &str) -> Option<SectionId> {
    let node = node.member(name)?;
    node.parsed("kebab-case-id", SectionId::parse)
}

/// Reads a group of sections.
pub(super) fn group(node: &Node<'_>) -> Option<Group> {
    node.members(&["id", "choose"], &["order", "group"]);
    let id = section_id(node, "id");
    let choose = node.member("choose").and_then(|node| node.whole(1, 1000));
    let order = node.member("order").map(|node| node.word(&["drawn", "by-id"]));
    let group = node.member("group").map(|_| section_id(node, "group"));
    Some(Group {
        id: id?,
        choose: choose?,
        order: order.unwrap_or(Some(jalon_protocol::plan::Order::ById))?,
        group: match group {
            None => None,
            Some(group) => Some(group?),
        },
    })
}

/// Reads a precondition.
pub(super) fn when(node: &Node<'_>) -> Option<When> {
    node.members(&[], &["sections", "items", "from", "below"]);
    let sections = node.member("sections").map(|node| node.ids(SectionId::parse));
    let items = node.member("items").map(|node| node.ids(ItemId::parse));
    let end = |name: &str| node.member(name).map(|_| fraction(node, name));
    let (from, below) = (end("from"), end("below"));
    if from.is_none() && below.is_none() {
        node.error("when/no-end", &[]);
    }
    let when = When {
        sections: sections.unwrap_or_default(),
        items: items.unwrap_or_default(),
        from: from.flatten(),
        below: below.flatten(),
    };
    if when.sections.is_empty() && when.items.is_empty() {
        node.error("when/nothing", &[]);
    }
    if when.from.zip(when.below).is_some_and(|(from, below)| from >= below) {
        node.error("when/dead", &[]);
    }
    Some(when)
}

/// Reads a ladder of at most so many items.
pub(super) fn ladder(node: &Node<'_>) -> Option<Ladder> {
    node.members(&["steps"], &["start", "right", "wrong"]);
    let rung = |node: &Node<'_>| {
        node.members(&["items"], &[]);
        let items = node.member("items").map(|node| node.ids(ItemId::parse));
        Some(Rung {
            items: items.unwrap_or_default(),
        })
    };
    let steps: Vec<Rung> = each(node, "steps", rung);
    let highest = u32::try_from(steps.len()).unwrap_or(u32::MAX);
    let count = |name: &str| node.member(name).map_or(Some(1), |node| node.whole(1, 10));
    let (right, wrong) = (count("right")?, count("wrong")?);
    let start = node.member("start").map(|node| node.whole(1, highest.max(1)));
    let needed = (right + wrong - 1) as usize;
    for (place, rung) in steps.iter().enumerate() {
        if rung.items.len() < needed {
            let args = [("step", &*(place + 1).to_string()), ("needed", &needed.to_string())];
            node.error("ladder/few", &args);
        }
    }
    let mut seen = BTreeSet::new();
    for item in steps.iter().flat_map(|rung| &rung.items) {
        if !seen.insert(item) {
            node.error("ladder/twice", &[("item", item.as_str())]);
        }
    }
    if steps.len() < 2 {
        node.error("ladder/steps", &[]);
    }
    Some(Ladder {
        start: match start {
            None => None,
            Some(start) => Some(start?),
        },
        steps,
        right,
        wrong,
    })
}

/// What a part with groups, preconditions or ladders can contradict.
pub(super) fn consistent(root: &Node<'_>, protocol: &Protocol) {
    for part in &protocol.parts {
        groups(root, part);
        for (place, section) in part.sections.iter().enumerate() {
            let before = part.sections.get(..place).unwrap_or_default();
            preconditions(root, (protocol, part), section, before);
        }
        let late = part.sections.iter().any(|section| section.is_late());
        let alone = part.sections.iter().all(|section| section.adaptive.is_some());
        if !late || alone {
            continue;
        }
        let args = [("part", part.id.as_str())];
        if part.navigation != Navigation::Linear {
            root.error("late/free", &args);
        }
        if protocol.scoring == Place::Sealed {
            root.error("late/sealed", &args);
        }
        if part.floor.is_some() {
            root.error("late/floor", &args);
        }
        if part.sections.iter().any(|section| section.adaptive.is_some()) {
            root.error("late/adaptive", &args);
        }
    }
}

fn groups(root: &Node<'_>, part: &Part) {
    let known = |id: &SectionId| part.groups.iter().any(|group| group.id == *id);
    let mut ids = BTreeSet::new();
    let sections = part.sections.iter().map(|section| &section.id);
    for id in part.groups.iter().map(|group| &group.id).chain(sections) {
        if !ids.insert(id) {
            root.error("group/twice", &[("group", id.as_str())]);
        }
    }
    let named = part.groups.iter().map(|group| (&group.id, &group.group));
    let named = named.chain(part.sections.iter().map(|section| (&section.id, &section.group)));
    for (id, group) in named {
        if let Some(group) = group.as_ref().filter(|group| !known(group)) {
            root.error("group/unknown", &[("group", group.as_str()), ("in", id.as_str())]);
        }
    }
    for group in &part.groups {
        let args = [("group", group.id.as_str())];
        let mut above = group;
        let mut depth = 0;
        while let Some(next) = above
            .group
            .as_ref()
            .and_then(|id| part.groups.iter().find(|group| group.id == *id))
        {
            (above, depth) = (next, depth + 1);
            if depth > part.groups.len() {
                root.error("group/cycle", &args);
                return;
            }
        }
        let inside = part
            .groups
            .iter()
            .filter(|inner| inner.group.as_ref() == Some(&group.id));
        let held = part
            .sections
            .iter()
            .filter(|section| section.group.as_ref() == Some(&group.id));
        if held.clone().any(Section::is_late) {
            root.error("group/late", &args);
        }
        let count = inside.count() + held.count();
        if count < group.choose as usize {
            root.error("group/few", &[args[0], ("held", &count.to_string())]);
        }
    }
}

/// Sections named are there and come before; items stand in one of these; somebody can reach the section.
fn preconditions(root: &Node<'_>, (protocol, part): (&Protocol, &Part), section: &Section, before: &[Section]) {
    let args = [("section", section.id.as_str())];
    if !section.when.is_empty() && section.adaptive.is_some() {
        root.error("when/adaptive", &args);
    }
    let earlier = protocol.parts.iter().take_while(|other| other.id != part.id);
    let earlier: Vec<&Section> = earlier.flat_map(|part| &part.sections).chain(before).collect();
    for id in section.when.iter().flat_map(|when| &when.sections) {
        if earlier.iter().any(|known| known.id == *id) {
            continue;
        }
        let mut all = protocol.parts.iter().flat_map(|part| &part.sections);
        let code = match all.any(|known| known.id == *id) {
            // It waits for itself, or for what may wait for it.
            true => "when/cycle",
            false => "when/unknown-section",
        };
        root.error(code, &[args[0], ("other", id.as_str())]);
    }
    // Preconditions on the same answers must leave something: the highest beginning lies below the lowest end.
    for one in &section.when {
        let same = section
            .when
            .iter()
            .filter(|other| other.sections == one.sections && other.items == one.items);
        let from = same.clone().filter_map(|when| when.from).max();
        let below = same.filter_map(|when| when.below).min();
        let beyond = from.is_some_and(|from| from.numerator() > from.denominator());
        let never = below.is_some_and(|below| below.numerator() <= 0);
        if beyond || never || from.zip(below).is_some_and(|(from, below)| from >= below) {
            root.error("when/dead", &args);
            return;
        }
    }
}
