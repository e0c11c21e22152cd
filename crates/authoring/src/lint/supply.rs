//! Whether the bank is large enough: for every cell of a blueprint, and for whoever cannot use every item.

use jalon_attempt::draw::{CannotDraw, Seed, Supply, draw};
use jalon_base::document::Document;
use jalon_base::id::RandomId;
use jalon_base::{Digest, Findings};
use jalon_protocol::pool::Need;
use jalon_protocol::{ItemId, Pool, Protocol, SectionId};
use std::collections::{BTreeMap, BTreeSet};

/// Draws tried for each need: one that fails once in twenty is found with a chance of 1 − 0.95⁶⁰ > 95 %.
const TRIALS: u32 = 60;

/// A seed of the linter.
pub(super) fn seed(trial: u32) -> Seed {
    Seed::derive(
        Digest::in_domain("jalon/lint@1", &[&trial.to_le_bytes()]).as_bytes(),
        &Digest::of(b""),
        &RandomId::from_bytes([0; 16]),
    )
}

/// Tries the draw for each need that some item of the bank does not serve; the draw for everybody holds already.
pub(super) fn profiles(findings: &mut Findings, supply: Supply<'_>) {
    for need in Need::ALL {
        if supply.pool.items().all(|about| about.serves(&[need])) {
            continue;
        }
        let mut failed = BTreeSet::new();
        for trial in 0..TRIALS {
            let drawn = draw(supply, &seed(trial), &[], &[need]);
            let Err(CannotDraw::TooFew {
                section, wanted, found, ..
            }) = drawn
            else {
                continue;
            };
            if failed.insert(section.clone()) {
                say(findings, (supply.protocol, need), &section, (wanted, found));
            }
        }
        // A section whose items are chosen late has at least as many as it gives.
        let sections = supply.protocol.parts.iter().flat_map(|part| &part.sections);
        for section in sections.filter(|section| section.is_late()) {
            let items = jalon_scoring::adaptive::supply(supply.protocol, section, supply.pool);
            let found = u32::try_from(items.filter(|about| about.serves(&[need])).count()).unwrap_or(u32::MAX);
            if found < section.count {
                say(findings, (supply.protocol, need), &section.id, (section.count, found));
            }
        }
    }
}

fn say(findings: &mut Findings, (protocol, need): (&Protocol, Need), section: &SectionId, (wanted, found): (u32, u32)) {
    let mut at = String::new();
    for (p, part) in protocol.parts.iter().enumerate() {
        if let Some(s) = part.sections.iter().position(|known| known.id == *section) {
            at = format!("/parts/{p}/sections/{s}");
        }
    }
    let written = need.write();
    let args = [
        ("need", written.as_str().unwrap_or_default()),
        ("section", section.as_str()),
        ("wanted", &*wanted.to_string()),
        ("found", &found.to_string()),
    ];
    findings.warning(at, "supply/profile", &args);
}

/// Each cell of a blueprint has the items that it demands.
pub(super) fn cells(findings: &mut Findings, protocol: &Protocol, pool: &Pool) {
    for (p, part) in protocol.parts.iter().enumerate() {
        for (s, section) in part.sections.iter().enumerate() {
            for (q, quota) in section.quotas.iter().enumerate() {
                let items = jalon_scoring::adaptive::supply(protocol, section, pool);
                let found = items.filter(|about| quota.covers(about)).count();
                if found < quota.min as usize {
                    let args = [
                        ("quota", &*(q + 1).to_string()),
                        ("section", section.id.as_str()),
                        ("min", &quota.min.to_string()),
                        ("found", &found.to_string()),
                    ];
                    let at = format!("/parts/{p}/sections/{s}/quotas/{q}");
                    findings.error(at, "protocol/empty-cell", &args);
                }
            }
        }
    }
}

/// Items of one bank that ask the same and that no one calls enemies: for each, another before it.
pub(super) fn twins<'a>(
    questions: impl Iterator<Item = (&'a ItemId, Vec<u8>)>,
    pool: &Pool,
) -> BTreeMap<&'a ItemId, &'a ItemId> {
    let mut same: BTreeMap<Vec<u8>, Vec<&ItemId>> = BTreeMap::new();
    for (id, question) in questions {
        same.entry(question).or_default().push(id);
    }
    let bank = |id: &ItemId| pool.item(id).map(|about| &about.bank);
    let mut twins = BTreeMap::new();
    for ids in same.values() {
        for (place, id) in ids.iter().enumerate() {
            let mut before = ids.iter().take(place);
            if let Some(other) = before.find(|other| bank(other) == bank(id) && !pool.are_enemies(id, other)) {
                twins.insert(*id, *other);
            }
        }
    }
    twins
}
