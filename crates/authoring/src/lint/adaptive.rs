//! What an adaptive section needs of its bank: parameters, keys that a machine marks, and a blueprint that can be met whatever the answers.

use jalon_base::Findings;
use jalon_base::sorted::{SortedMap, SortedSet};
use jalon_protocol::plan::adaptive::Adaptive;
use jalon_protocol::plan::{BankChoice, Decision, Section};
use jalon_protocol::pool::Origin;
use jalon_protocol::{BankId, ItemAbout, ItemContent, ItemId, Pool, Protocol};
use jalon_psychometrics::shadow::{NoForm, Rule};
use jalon_scoring::adaptive::blueprint::{Bank, Blueprint, enemies};
use jalon_scoring::adaptive::{Scale, scale, supply};

/// Checks the adaptive sections of a protocol against the bank.
pub(super) fn sections(
    findings: &mut Findings,
    protocol: &Protocol,
    pool: &Pool,
    contents: &SortedMap<ItemId, ItemContent>,
) {
    let mut sections = protocol.parts.iter().flat_map(|part| &part.sections);
    if !sections.any(|section| section.adaptive.is_some()) {
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
            for about in supply(protocol, section, pool) {
                weakest = weakest.min(parameters(findings, &at, about, rules));
            }
            let ids: SortedSet<&ItemId> = supply(protocol, section, pool).map(|about| &about.id).collect();
            let chances = rules.exposure.iter().flat_map(|exposure| exposure.chances.keys());
            for item in chances.filter(|item| !ids.contains(item)) {
                findings.error(
                    format!("{at}/adaptive/exposure/chances"),
                    "adaptive/exposure-item",
                    &[("item", item.as_str())],
                );
            }
            feasible(findings, &at, (protocol, section, rules), pool, (&hostile, contents));
        }
    }
    let mut rules = protocol.decision.iter().flat_map(Decision::all);
    let cut = rules.any(|rule| matches!(rule, Decision::Cut { .. }));
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
    if about.interaction.needs_mark() {
        findings.error(format!("{at}/select"), "adaptive/needs-mark", &args);
    }
    if rules.seconds.is_some() && about.seconds.is_none() {
        findings.error(format!("{at}/adaptive/seconds"), "adaptive/seconds", &args);
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
/// that is an enemy of one. Each item given is then one of such a test, so that it stays possible to the end.
fn feasible(
    findings: &mut Findings,
    at: &str,
    (protocol, section, rules): (&Protocol, &Section, &Adaptive),
    pool: &Pool,
    (hostile, contents): (&SortedMap<ItemId, Vec<ItemId>>, &SortedMap<ItemId, ItemContent>),
) {
    let sections = || protocol.parts.iter().flat_map(|part| &part.sections);
    let elsewhere: SortedSet<&ItemId> = sections()
        .filter(|other| other.id != section.id)
        .flat_map(|other| supply(protocol, other, pool).map(|about| &about.id))
        .collect();
    let safe = |about: &ItemAbout| {
        let enemies = hostile.get(&about.id).map_or(&[][..], Vec::as_slice);
        !elsewhere.contains(&&about.id) && !enemies.iter().any(|enemy| elsewhere.contains(&enemy))
    };
    let forms: Vec<Option<&BankId>> = match section.select.bank {
        BankChoice::Named(_) => vec![None],
        BankChoice::Form => protocol.forms.iter().map(Some).collect(),
    };
    let items: Vec<&ItemAbout> = supply(protocol, section, pool).collect();
    let bank = Bank {
        items: &items,
        enemies: hostile,
        contents,
    };
    let blueprint = Blueprint::of(section, rules, bank);
    for form in forms {
        let closed: Vec<bool> = items
            .iter()
            .map(|about| !section.select.takes(about, form) || !safe(about))
            .collect();
        let found = closed.iter().filter(|closed| !**closed).count().to_string();
        let proof = match &blueprint {
            Ok(blueprint) => blueprint.feasible(&[], &closed).map(|_| ()),
            Err(_) => Err(NoForm::Conflict {
                rules: vec![Rule::Length],
            }),
        };
        let count = section.count.to_string();
        let name = form.map_or("", |form| form.as_str());
        let mut args = vec![
            ("section", section.id.as_str()),
            ("form", name),
            ("count", &count),
            ("found", &found),
        ];
        match proof {
            Ok(()) => {}
            Err(NoForm::Conflict { rules }) => {
                let named: Vec<String> = rules.iter().map(named).collect();
                let named = named.join(", ");
                args.push(("rules", &named));
                findings.error(at, "adaptive/infeasible", &args);
            }
            Err(_) => findings.error(at, "adaptive/unproven", &args),
        }
    }
}

/// A rule by the member of the section that makes it.
fn named(rule: &Rule) -> String {
    match rule {
        Rule::Length => "count".to_owned(),
        Rule::Group(place) => format!("quotas/{place}"),
        Rule::Enemies(_) => "enemies".to_owned(),
        Rule::Set(_) => "together".to_owned(),
        Rule::Budget(_) => "seconds".to_owned(),
    }
}
