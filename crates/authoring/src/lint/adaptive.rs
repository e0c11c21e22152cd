//! What an adaptive section needs of its bank: parameters, keys that a machine marks, and a blueprint that can be met whatever the answers.

use jalon_base::Findings;
use jalon_base::sorted::{SortedMap, SortedSet};
use jalon_protocol::item::InteractionKind;
use jalon_protocol::plan::adaptive::Adaptive;
use jalon_protocol::plan::{BankChoice, Decision, Section};
use jalon_protocol::pool::Origin;
use jalon_protocol::{BankId, ItemAbout, ItemId, Pool, Protocol};
use jalon_scoring::adaptive::blueprint::{Blueprint, MAX_QUOTAS, enemies};
use jalon_scoring::adaptive::{Scale, scale, supply};

/// Checks the adaptive sections of a protocol against the bank.
pub(super) fn sections(findings: &mut Findings, protocol: &Protocol, pool: &Pool) {
    if !protocol.is_adaptive() {
        return;
    }
    let mut weakest = Origin::Calibrated;
    let hostile = enemies(pool);
    for (p, part) in protocol.parts.iter().enumerate() {
        for (s, section) in part.sections.iter().enumerate() {
            let Some(rules) = &section.adaptive else { continue };
            let at = format!("/parts/{p}/sections/{s}");
            if Scale::of(rules).is_err() {
                findings.error(format!("{at}/adaptive/prior"), "adaptive/prior", &[]);
            }
            if section.quotas.len() > MAX_QUOTAS {
                let most = MAX_QUOTAS.to_string();
                findings.error(format!("{at}/quotas"), "adaptive/quotas", &[("most", &most)]);
                continue;
            }
            for about in supply(protocol, section, pool) {
                weakest = weakest.min(parameters(findings, &at, about, rules));
            }
            feasible(findings, &at, (protocol, section, rules), pool, &hostile);
        }
    }
    let cut = matches!(protocol.decision, Some(Decision::Cut { .. }));
    if cut && weakest == Origin::Declared {
        findings.error("/decision", "adaptive/provisional-decision", &[]);
    }
    if protocol.calibrated && weakest < Origin::Calibrated {
        findings.error("/calibrated", "adaptive/not-calibrated", &[]);
    }
    let said = !protocol.notice.0.is_empty();
    if weakest == Origin::Simulated && !said {
        findings.error("/notice", "adaptive/simulated", &[]);
    }
}

/// An item that can be chosen has parameters and needs no marker; gives where its parameters come from.
fn parameters(findings: &mut Findings, at: &str, about: &ItemAbout, rules: &Adaptive) -> Origin {
    let args = [("item", about.id.as_str())];
    if about.interaction == InteractionKind::ExtendedText {
        findings.error(format!("{at}/select"), "adaptive/needs-mark", &args);
    }
    match scale::item(about, rules) {
        Ok((_, origin)) => origin,
        Err(_) => {
            findings.error(format!("{at}/select"), "adaptive/parameters", &args);
            Origin::Calibrated
        }
    }
}

/// Proves that the blueprint of a section can be met, whatever was given before it: without any item that another section could give, or
/// that is an enemy of one. By the invariant of [`Blueprint::open`] it then stays possible to the end.
fn feasible(
    findings: &mut Findings,
    at: &str,
    (protocol, section, rules): (&Protocol, &Section, &Adaptive),
    pool: &Pool,
    hostile: &SortedMap<ItemId, Vec<ItemId>>,
) {
    let sections = || protocol.parts.iter().flat_map(|part| &part.sections);
    let elsewhere: SortedSet<&ItemId> = sections()
        .filter(|other| other.id != section.id)
        .flat_map(|other| supply(protocol, other, pool).map(|about| &about.id))
        .collect();
    let safe = |about: &&ItemAbout| {
        let enemies = hostile.get(&about.id).map_or(&[][..], Vec::as_slice);
        !elsewhere.contains(&&about.id) && !enemies.iter().any(|enemy| elsewhere.contains(&enemy))
    };
    let forms: Vec<Option<&BankId>> = match section.select.bank {
        BankChoice::Named(_) => vec![None],
        BankChoice::Form => protocol.forms.iter().map(Some).collect(),
    };
    for form in forms {
        let items: Vec<&ItemAbout> = pool
            .items()
            .filter(|about| section.select.takes(about, form))
            .filter(safe)
            .collect();
        let can = |min: u32| {
            let blueprint = Blueprint::of(section, min, &items, hostile);
            blueprint
                .open(&[], &vec![true; items.len()])
                .is_some_and(|open| open.items.contains(&true))
        };
        let (least, found) = (rules.stop.min.to_string(), items.len().to_string());
        let count = section.count.to_string();
        let args = [
            ("section", section.id.as_str()),
            ("form", form.map_or("", |form| form.as_str())),
            ("min", &least),
            ("count", &count),
            ("found", &found),
        ];
        if !can(rules.stop.min) {
            findings.error(at, "adaptive/infeasible", &args);
        } else if !can(section.count) {
            findings.warning(at, "adaptive/short-bank", &args);
        }
    }
}
