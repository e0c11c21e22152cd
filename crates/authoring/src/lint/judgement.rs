//! Situational judgements and the protocols that draw them: each protocol says how it weighs what a panel answered.

use crate::folder::Folder;
use jalon_base::Findings;
use jalon_protocol::{Pool, Protocol};
use jalon_scoring::adaptive::supply;
use jalon_scoring::key::Rule;

/// Checks that a protocol weighs every judgement that it may draw, and in a way that somebody can satisfy.
pub(super) fn weighed(findings: &mut Findings, folder: &Folder, protocol: &Protocol, pool: &Pool) {
    for (p, part) in protocol.parts.iter().enumerate() {
        for (s, section) in part.sections.iter().enumerate() {
            for about in supply(protocol, section, pool) {
                let Some(item) = folder.items.get(&about.id) else {
                    continue;
                };
                let Rule::Panel(panel) = &item.key.rule else { continue };
                let at = format!("/parts/{p}/sections/{s}");
                let args = [("item", about.id.as_str()), ("asked", panel.asked.as_str())];
                let interaction = &item.content.interaction;
                match item.key.clone().under(protocol.judgement.as_ref(), interaction) {
                    None => findings.error(at, "protocol/no-judgement", &args),
                    Some(key) if !key.fits(interaction) => findings.error(at, "protocol/judgement-divided", &args),
                    Some(_) => {}
                }
            }
        }
    }
}
