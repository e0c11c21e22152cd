//! What no file can know alone: names that lead nowhere, pools too small, claims that nothing measures.

mod adaptive;
mod items;
mod judgement;
mod late;
mod supply;
mod template;

use crate::folder::{Files, Folder};
use jalon_attempt::draw::{self, CannotDraw, Supply, draw};
use jalon_base::document::Document;
use jalon_base::jcs;
use jalon_base::sorted::SortedMap;
use jalon_base::{Digest, Finding, Findings};
use jalon_protocol::item::{ChoiceOption, InteractionKind};
use jalon_protocol::media::Kind;
use jalon_protocol::plan::{BankChoice, ClaimAbout, Decision, Paper, Place, Purpose, Section};
use jalon_protocol::rich::{self, Block};
use jalon_protocol::{BankId, Interaction, ItemContent, ItemId, Pool, Protocol};
use jalon_referential::{CompetenceId, Referential, UnitId};
use jalon_scoring::key::{ChoiceRule, Normalise, Rule, normalised};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Draws tried for each protocol: a supply that fails one draw in a hundred is found with a chance of 1 − 0.99³⁰⁰ > 95 %.
const TRIALS: u32 = 300;

/// Checks what crosses files.
pub fn across(folder: &Folder, files: &Files) -> Vec<Finding> {
    let mut all = Vec::new();
    let mut say = |path: String, check: &dyn Fn(&mut Findings)| {
        let mut findings = Findings::of_file(path.clone());
        check(&mut findings);
        match files.get(&path) {
            Some(bytes) => all.extend(findings.located_in(bytes)),
            None => all.extend(findings.into_vec()),
        }
    };
    let pool: Pool = folder.items.values().map(|item| item.about.clone()).collect();
    let asks = |item: &crate::item::Item| {
        let content = &item.content;
        jcs::value_to_vec(&json!([
            content.stimulus.write(),
            content.prompt.write(),
            content.interaction.write()
        ]))
    };
    let questions = folder.items.iter().map(|(id, item)| (id, asks(item)));
    let twins = supply::twins(questions, &pool);
    for item in folder.items.values() {
        say(format!("items/{}.json", item.content.id), &|findings| {
            items(findings, folder, item);
            items::item(findings, item);
            template::draws(findings, item);
            if let Some(other) = twins.get(&item.content.id) {
                findings.warning("/content/prompt", "item/twin", &[("item", other.as_str())]);
            }
        });
    }
    let contents: SortedMap<ItemId, ItemContent> = folder
        .items
        .iter()
        .map(|(id, item)| (id.clone(), item.content.clone()))
        .collect();
    for protocol in folder.protocols.values() {
        let path = format!("protocols/{}.json", protocol.id);
        say(path.clone(), &|findings| protocol_names(findings, folder, protocol));
        say(path.clone(), &|findings| supply(findings, protocol, &pool, &contents));
        say(path, &|findings| {
            adaptive::sections(findings, protocol, &pool, &contents);
            late::sections(findings, protocol, &pool);
            judgement::weighed(findings, folder, protocol, &pool);
            template::late(findings, protocol, &pool, &folder.items);
            supply::cells(findings, protocol, &pool);
        });
    }
    if let Some(referential) = &folder.referential {
        say("referential.json".to_owned(), &|findings| {
            unmeasured(findings, referential, &pool)
        });
    }
    shared_banks(&mut all, folder, &pool);
    // What could not be read may name them.
    if folder.items.len() == files.keys().filter(|path| path.starts_with("items/")).count() {
        unused_media(&mut all, folder);
    }
    all
}

/// A file that nothing names is carried to every phone for nothing.
fn unused_media(all: &mut Vec<Finding>, folder: &Folder) {
    let mut named: BTreeSet<Digest> = BTreeSet::new();
    for item in folder.items.values() {
        item.content(&folder.media).each_media(&mut |digest| {
            named.insert(*digest);
        });
    }
    for stimulus in folder.stimuli.values() {
        rich::each_picture(&stimulus.text, &mut |picture| {
            named.insert(picture.media);
        });
    }
    for (name, bytes) in &folder.media {
        if !named.contains(&Digest::of(bytes)) {
            let mut findings = Findings::of_file(format!("media/{name}"));
            findings.warning("", "media/unused", &[("name", name)]);
            all.extend(findings.into_vec());
        }
    }
}

/// A picture's alternative that says the words of a right option tells the answer to whoever hears it.
fn telling_alternatives(findings: &mut Findings, item: &crate::item::Item) {
    let (Interaction::Choice { options, .. }, Rule::Choice(ChoiceRule { correct, .. })) =
        (&item.content.interaction, &item.key.rule)
    else {
        return;
    };
    for (lang, blocks) in &item.content.prompt.0 {
        let alternatives = blocks.iter().filter_map(|block| match block {
            Block::Figure(figure) => Some(normalised(&figure.alt, &ALIKE)),
            _ => None,
        });
        let alternatives: Vec<String> = alternatives.collect();
        let said = |option: &&ChoiceOption| {
            let words = option.text.0.get(lang).map(|blocks| rich::plain(blocks));
            let bare = normalised(words.unwrap_or_default().trim_end_matches(['.', '!']), &ALIKE);
            bare.chars().count() > 3 && alternatives.iter().any(|alternative| alternative.contains(&bare))
        };
        let (right, wrong): (Vec<&ChoiceOption>, Vec<&ChoiceOption>) = options
            .iter()
            .filter(said)
            .partition(|option| correct.contains(&option.id));
        // Where it says a wrong answer too, it shows what the picture shows.
        if let (Some(option), true) = (right.first(), wrong.is_empty()) {
            let args = [("option", option.id.as_str())];
            findings.warning("/content/prompt", "item/telling-alternative", &args);
        }
    }
}

/// What makes words the same here.
const ALIKE: [Normalise; 3] = [Normalise::Case, Normalise::Accents, Normalise::Spaces];

fn items(findings: &mut Findings, folder: &Folder, item: &crate::item::Item) {
    if let Some(referential) = &folder.referential {
        for (index, id) in item.about.competences.iter().enumerate() {
            match referential.competence(id.as_str()) {
                None => {
                    let pointer = format!("/about/competences/{index}");
                    findings.error(
                        pointer,
                        "referential/unknown-competence",
                        &[("competence", id.as_str())],
                    );
                }
                Some(competence) if !competence.units.contains(&item.about.unit) => {
                    findings.error("/about/part", "item/other-unit", &[("competence", id.as_str())]);
                }
                Some(_) => {}
            }
        }
        if referential.unit(item.about.unit.as_str()).is_none() {
            findings.error(
                "/about/part",
                "referential/unknown-unit",
                &[("unit", item.about.unit.as_str())],
            );
        }
    }
    if let Some(stimulus) = item
        .content
        .stimulus
        .as_ref()
        .filter(|id| !folder.stimuli.contains_key(*id))
    {
        findings.error(
            "/content/stimulus",
            "item/unknown-stimulus",
            &[("stimulus", stimulus.as_str())],
        );
    }
    telling_alternatives(findings, item);
    for (pointer, name) in item.sounds.names() {
        match folder.media.get(name).map(|bytes| Kind::of(bytes)) {
            None => findings.error(pointer, "item/unknown-sound", &[("name", name)]),
            Some(Some(kind)) if kind.is_picture() => {
                findings.error(pointer, "item/not-a-sound", &[("name", name)]);
            }
            // What is no kind at all was said of the file.
            Some(_) => {}
        }
    }
    for (index, enemy) in item.about.enemies.iter().enumerate() {
        let pointer = format!("/about/enemies/{index}");
        match folder.items.get(enemy) {
            None => findings.error(pointer, "item/unknown-enemy", &[("item", enemy.as_str())]),
            Some(other) if !other.about.enemies.contains(&item.content.id) => {
                findings.warning(pointer, "item/one-sided-enemy", &[("item", enemy.as_str())]);
            }
            Some(_) => {}
        }
    }
}

fn protocol_names(findings: &mut Findings, folder: &Folder, protocol: &Protocol) {
    let Some(referential) = &folder.referential else { return };
    if protocol.referential != referential.id {
        findings.error(
            "/referential",
            "protocol/other-referential",
            &[("id", protocol.referential.as_str())],
        );
    }
    let unit = |findings: &mut Findings, pointer: String, id: &UnitId| {
        if referential.unit(id.as_str()).is_none() {
            findings.error(pointer, "referential/unknown-unit", &[("unit", id.as_str())]);
        }
    };
    let competence = |findings: &mut Findings, pointer: String, id: &CompetenceId| {
        if referential.competence(id.as_str()).is_none() {
            findings.error(
                pointer,
                "referential/unknown-competence",
                &[("competence", id.as_str())],
            );
        }
    };
    for (part_index, part) in protocol.parts.iter().enumerate() {
        for (index, section) in part.sections.iter().enumerate() {
            let at = format!("/parts/{part_index}/sections/{index}");
            for id in &section.select.units {
                unit(findings, format!("{at}/select/units"), id);
            }
            for id in &section.select.competences {
                competence(findings, format!("{at}/select/competences"), id);
            }
            for quota in &section.quotas {
                quota
                    .units
                    .iter()
                    .for_each(|id| unit(findings, format!("{at}/quotas"), id));
                quota
                    .competences
                    .iter()
                    .for_each(|id| competence(findings, format!("{at}/quotas"), id));
            }
        }
    }
    for rule in protocol.decision.iter().flat_map(Decision::all) {
        let Decision::Eliminatory { items, .. } = rule else {
            continue;
        };
        for item in items.iter().filter(|item| !folder.items.contains_key(*item)) {
            findings.error("/decision", "decision/unknown-item", &[("item", item.as_str())]);
        }
    }
    for (index, claim) in protocol.claims.iter().enumerate() {
        match &claim.about {
            ClaimAbout::Unit(id) => unit(findings, format!("/claims/{index}/about/unit"), id),
            ClaimAbout::Competence(id) => competence(findings, format!("/claims/{index}/about/competence"), id),
        }
    }
}

/// Tries the draw, and looks whether claims can ever be measured.
fn supply(findings: &mut Findings, protocol: &Protocol, pool: &Pool, contents: &SortedMap<ItemId, ItemContent>) {
    let supply = Supply {
        protocol: &Arc::new(protocol.clone()),
        pool,
        contents,
    };
    let mut most: Vec<u32> = vec![0; protocol.claims.len()];
    let mut failed: BTreeSet<(String, String)> = BTreeSet::new();
    let mut away: BTreeSet<ItemId> = BTreeSet::new();
    for trial in 0..TRIALS {
        let seed = supply::seed(trial);
        match draw(supply, &seed, &[], &[]) {
            Err(CannotDraw::TooFew {
                part,
                section,
                wanted,
                found,
            }) => {
                if failed.insert((part.to_string(), section.to_string())) {
                    let parts = protocol.parts.iter().enumerate();
                    let place = parts
                        .filter(|(_, candidate)| candidate.id == part)
                        .find_map(|(p, candidate)| {
                            let s = candidate.sections.iter().position(|s: &Section| s.id == section)?;
                            Some((p, s, candidate.sections.get(s)?))
                        });
                    if let Some((p, s, section)) = place {
                        too_few(findings, &format!("/parts/{p}/sections/{s}"), section, (wanted, found));
                    }
                }
            }
            Ok(mut paper) => {
                away.extend(files(protocol, pool, &paper));
                // A module is drawn beside what is on the paper: any of them may follow.
                for (p, part) in protocol.parts.iter().enumerate() {
                    for (s, section) in part.sections.iter().enumerate().skip(part.early().count()) {
                        if section.adaptive.is_some() || section.ladder.is_some() {
                            continue;
                        }
                        match draw::module((pool, contents), &seed, (&paper, &[]), (part, section)) {
                            Ok(items) => {
                                if let Some(part) = paper.parts.get_mut(p) {
                                    part.items.extend(items);
                                }
                            }
                            Err(CannotDraw::TooFew { wanted, found, .. }) => {
                                if failed.insert((part.id.to_string(), section.id.to_string())) {
                                    too_few(findings, &format!("/parts/{p}/sections/{s}"), section, (wanted, found));
                                }
                            }
                        }
                    }
                }
                for (most, claim) in most.iter_mut().zip(&protocol.claims) {
                    let covered = paper
                        .items()
                        .filter_map(|(_, entry)| pool.item(&entry.item))
                        .filter(|item| claim.about.covers(item));
                    *most = (*most).max(u32::try_from(covered.count()).unwrap_or(u32::MAX));
                }
            }
        }
    }
    // An adaptive section and a ladder give any of their items: as many of a claim as they have room for.
    let sections = protocol.parts.iter().flat_map(|part| &part.sections);
    for section in sections.filter(|section| section.adaptive.is_some() || section.ladder.is_some()) {
        for (most, claim) in most.iter_mut().zip(&protocol.claims) {
            let covered =
                jalon_scoring::adaptive::supply(protocol, section, pool).filter(|item| claim.about.covers(item));
            *most += u32::try_from(covered.count()).unwrap_or(u32::MAX).min(section.count);
        }
    }
    for item in away {
        findings.error("/scoring", "protocol/upload-away", &[("item", item.as_str())]);
    }
    if failed.is_empty() {
        supply::profiles(findings, supply);
        for (index, (most, claim)) in most.iter().zip(&protocol.claims).enumerate() {
            if *most < claim.minimum {
                let args = [
                    ("claim", claim.id.as_str()),
                    ("minimum", &claim.minimum.to_string()),
                    ("most", &most.to_string()),
                ];
                findings.warning(format!("/claims/{index}"), "protocol/claim-never-measured", &args);
            }
        }
    }
}

/// Items of a paper that ask for a file where none can: files stay on the device of whoever hands them in, so what is sat on a server or in a
/// room asks for none.
fn files(protocol: &Protocol, pool: &Pool, paper: &Paper) -> Vec<ItemId> {
    let asks = |item: &ItemId| {
        let about = pool.item(item);
        about.is_some_and(|about| about.interaction == InteractionKind::Upload)
    };
    let items = paper.items().map(|(_, entry)| entry.item.clone());
    items
        .filter(|item| protocol.scoring != Place::Local && asks(item))
        .collect()
}

fn too_few(findings: &mut Findings, at: &str, section: &Section, (wanted, found): (u32, u32)) {
    let args = [
        ("section", section.id.as_str()),
        ("wanted", &*wanted.to_string()),
        ("found", &found.to_string()),
    ];
    findings.error(at, "draw/too-few", &args);
}

fn unmeasured(findings: &mut Findings, referential: &Referential, pool: &Pool) {
    for (index, competence) in referential.competences.iter().enumerate() {
        if !pool.items().any(|item| item.competences.contains(&competence.id)) {
            let args = [("competence", competence.id.as_str())];
            findings.warning(format!("/competences/{index}"), "referential/unmeasured", &args);
        }
    }
}

/// Practice and examinations never take from the same bank.
fn shared_banks(all: &mut Vec<Finding>, folder: &Folder, pool: &Pool) {
    let banks = |wanted: &dyn Fn(Purpose) -> bool| -> BTreeSet<BankId> {
        let mut banks = BTreeSet::new();
        for protocol in folder.protocols.values().filter(|protocol| wanted(protocol.purpose)) {
            banks.extend(protocol.forms.iter().cloned());
            for section in protocol.parts.iter().flat_map(|part| &part.sections) {
                if let BankChoice::Named(bank) = &section.select.bank {
                    banks.insert(bank.clone());
                }
            }
        }
        banks
    };
    let practice = banks(&|purpose| matches!(purpose, Purpose::Training | Purpose::Positioning));
    let exam = banks(&|purpose| matches!(purpose, Purpose::Exam | Purpose::MockExam));
    for bank in practice.intersection(&exam) {
        let mut findings = Findings::of_file("protocols");
        findings.error("", "protocol/shared-bank", &[("bank", bank.as_str())]);
        all.extend(findings.into_vec());
    }
    for protocol in folder.protocols.values() {
        let named = protocol
            .parts
            .iter()
            .flat_map(|part| &part.sections)
            .filter_map(|section| match &section.select.bank {
                BankChoice::Named(bank) => Some(bank),
                BankChoice::Form => None,
            });
        let mut findings = Findings::of_file(format!("protocols/{}.json", protocol.id));
        for bank in named
            .chain(&protocol.forms)
            .filter(|bank| !pool.items().any(|item| item.bank == **bank))
        {
            findings.error("", "protocol/empty-bank", &[("bank", bank.as_str())]);
        }
        all.extend(findings.into_vec());
    }
}
