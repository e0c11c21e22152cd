//! What ladders, preconditions and items always taken need of the bank.

use jalon_base::Findings;
use jalon_protocol::item::InteractionKind;
use jalon_protocol::plan::{Section, When};
use jalon_protocol::{ItemAbout, ItemId, Pool, Protocol};
use jalon_scoring::adaptive::supply;

/// Checks ladders, preconditions and required items of a protocol against the bank.
pub(super) fn sections(findings: &mut Findings, protocol: &Protocol, pool: &Pool) {
    let all = || protocol.parts.iter().flat_map(|part| &part.sections);
    for (p, part) in protocol.parts.iter().enumerate() {
        for (s, section) in part.sections.iter().enumerate() {
            let at = format!("/parts/{p}/sections/{s}");
            let takes = |id: &ItemId| supply(protocol, section, pool).any(|about| about.id == *id);
            for (place, id) in section.required.iter().enumerate().filter(|(_, id)| !takes(id)) {
                let args = [("item", id.as_str()), ("section", section.id.as_str())];
                findings.error(format!("{at}/required/{place}"), "section/not-taken", &args);
            }
            for (place, one) in section.required.iter().enumerate() {
                let mut before = section.required.iter().take(place);
                if let Some(other) = before.find(|other| pool.are_enemies(one, other)) {
                    let args = [("item", one.as_str()), ("other", other.as_str())];
                    findings.error(format!("{at}/required/{place}"), "section/enemies", &args);
                }
            }
            if let Some(ladder) = &section.ladder {
                let items = || ladder.steps.iter().flat_map(|rung| &rung.items);
                for id in items() {
                    let args = [("item", id.as_str()), ("section", section.id.as_str())];
                    if !takes(id) {
                        findings.error(format!("{at}/ladder"), "section/not-taken", &args);
                    }
                    if pool.item(id).is_some_and(needs_mark) {
                        findings.error(format!("{at}/ladder"), "late/needs-mark", &args);
                    }
                    if let Some(other) = items()
                        .take_while(|other| *other != id)
                        .find(|other| pool.are_enemies(id, other))
                    {
                        let args = [("item", id.as_str()), ("other", other.as_str())];
                        findings.error(format!("{at}/ladder"), "section/enemies", &args);
                    }
                }
            }
            for (w, when) in section.when.iter().enumerate() {
                let at = format!("{at}/when/{w}");
                for id in when.items.iter().filter(|id| pool.item(id).is_none()) {
                    findings.error(at.clone(), "decision/unknown-item", &[("item", id.as_str())]);
                }
                let asked: Vec<&Section> = all().filter(|section| when.sections.contains(&section.id)).collect();
                let items = asked.iter().flat_map(|section| supply(protocol, section, pool));
                if let Some(about) = items.into_iter().find(|about| needs_mark(about)) {
                    let args = [("item", about.id.as_str()), ("section", section.id.as_str())];
                    findings.error(at.clone(), "late/needs-mark", &args);
                }
                if let Some(count) = never(when, &asked, protocol, pool) {
                    let args = [("section", section.id.as_str()), ("count", &*count.to_string())];
                    findings.warning(at, "when/unreachable", &args);
                }
            }
        }
    }
}

fn needs_mark(about: &ItemAbout) -> bool {
    about.interaction.needs_mark()
}

/// How many items a precondition counts, when no number of right ones among them meets it. Answers that are right in part may meet it: items
/// that have such answers are left alone.
fn never(when: &When, asked: &[&Section], protocol: &Protocol, pool: &Pool) -> Option<u32> {
    let [section] = asked else { return None };
    let whole = |about: &ItemAbout| {
        matches!(
            about.interaction,
            InteractionKind::NumericEntry
                | InteractionKind::TextEntry
                | InteractionKind::Slider
                | InteractionKind::InlineChoice
        )
    };
    let counts = when.items.is_empty() && section.adaptive.is_none() && section.ladder.is_none();
    if !counts || !supply(protocol, section, pool).all(whole) {
        return None;
    }
    let holds = |right: u32| when.holds(right.into(), section.count.into());
    (!(0..=section.count).any(holds)).then_some(section.count)
}
