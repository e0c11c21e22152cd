//! What time limits can contradict: what must last longer than it may, and limits that nobody could hold.

use crate::read::Node;
use jalon_protocol::plan::{Part, Place, Protocol, Section};

/// What a section lasts at least.
fn of_section(section: &Section) -> u64 {
    let items = u64::from(section.each_least.unwrap_or(0)) * u64::from(section.count);
    items.max(u64::from(section.least.unwrap_or(0)))
}

/// What a part lasts at least; a section that may be left out does not count.
fn of_part(part: &Part) -> u64 {
    let sure = |section: &&Section| section.when.is_empty() && section.group.is_none();
    let sections: u64 = part.sections.iter().filter(sure).map(of_section).sum();
    sections.max(u64::from(part.least.unwrap_or(0)))
}

/// What a protocol's time limits can contradict.
pub(super) fn consistent(root: &Node<'_>, protocol: &Protocol) {
    let holds = |place: &str, least: u64, most: Option<u32>| {
        if let Some(most) = most.filter(|most| u64::from(*most) < least) {
            let args = [
                ("place", place),
                ("least", &least.to_string()),
                ("most", &most.to_string()),
            ];
            root.error("protocol/times", &args);
        }
    };
    let sections = || protocol.parts.iter().flat_map(|part| &part.sections);
    for section in sections() {
        let id = section.id.as_str();
        holds(id, u64::from(section.each_least.unwrap_or(0)), section.each_seconds);
        holds(id, of_section(section), section.seconds);
        // What is in such a section is not known beforehand, so nobody knows when it has been long enough.
        if section.is_late() && section.least.is_some() {
            root.error("protocol/least-late", &[("section", id)]);
        }
    }
    for part in &protocol.parts {
        holds(part.id.as_str(), of_part(part), part.seconds);
    }
    let all = protocol.parts.iter().map(of_part).sum::<u64>();
    holds(
        protocol.id.as_str(),
        all.max(u64::from(protocol.least.unwrap_or(0))),
        protocol.seconds,
    );
    if protocol.has_finer_times() && protocol.scoring != Place::Local {
        root.error("protocol/times-room", &[]);
    }
}
