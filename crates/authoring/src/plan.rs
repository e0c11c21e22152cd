//! Authored protocols.

pub(crate) mod adaptive;
mod decision;
mod late;
mod times;

use crate::item::{KINDS, format};
use crate::read::Node;
use jalon_base::Points;
use jalon_protocol::item::InteractionKind;
use jalon_protocol::plan::attempts::Unfinished;
use jalon_protocol::plan::{
    Attempts, BankChoice, Choosing, Claim, ClaimAbout, Judgement, Part, Protocol, Quota, Rating, Section, Select, Tool,
};
use jalon_protocol::{BankId, ClaimId, ItemId, PartId, ProtocolId, SectionId};
use jalon_referential::{Assurance, CompetenceId, Nature, ReferentialId, UnitId};
use std::collections::{BTreeMap, BTreeSet};

/// Competences of the referential by what kind of thing they are.
pub type Natures = BTreeMap<Nature, Vec<CompetenceId>>;

/// What a section is read with.
#[derive(Clone, Copy)]
struct With<'a> {
    has_forms: bool,
    natures: &'a Natures,
}

/// Reads an authored protocol.
pub fn read(root: &Node<'_>, natures: &Natures) -> Option<Protocol> {
    let required = [
        "format",
        "id",
        "referential",
        "title",
        "summary",
        "purpose",
        "scoring",
        "assurance",
        "proof",
        "calibrated",
        "minutes",
        "sitting",
        "pause",
        "while-away",
        "feedback",
        "parts",
        "claims",
    ];
    if !root.members(
        &required,
        &[
            "forms",
            "seconds",
            "least",
            "attempts",
            "decision",
            "notice",
            "bands",
            "judgement",
            "stated",
        ],
    ) {
        return None;
    }
    format(root, "jalon/protocol@1");
    let id = root
        .member("id")
        .and_then(|node| node.parsed("kebab-case-id", ProtocolId::parse));
    let referential = root
        .member("referential")
        .and_then(|node| node.parsed("kebab-case-id", ReferentialId::parse));
    let text = |name: &str| root.member(name).and_then(|node| node.text());
    let (title, summary, notice) = (text("title"), text("summary"), text("notice"));
    let purpose = root
        .member("purpose")
        .and_then(|n| n.word(&["training", "positioning", "mock-exam", "exam"]));
    let scoring = root
        .member("scoring")
        .and_then(|n| n.word(&["local", "server", "sealed"]));
    let assurance = root
        .member("assurance")
        .and_then(|n| n.word(&["self", "remote", "observed", "proctored"]));
    let proof = root
        .member("proof")
        .and_then(|n| n.word(&["quiz", "situation", "observation"]));
    let calibrated = root.member("calibrated").and_then(|n| n.flag());
    let minutes = root.member("minutes").and_then(|n| n.whole(1, 1000));
    let forms = root
        .member("forms")
        .map(|node| node.ids(BankId::parse))
        .unwrap_or_default();
    let sitting = root.member("sitting").and_then(|n| n.word(&["together", "apart"]));
    let pause = root.member("pause").and_then(|n| n.flag());
    let while_away = root.member("while-away").and_then(|n| n.word(&["stop", "run"]));
    let (time, least) = (seconds(root, "seconds"), seconds(root, "least"));
    let attempts = root.member("attempts").map(|node| attempts(&node));
    let feedback = root.member("feedback").and_then(|n| n.word(&["none", "after"]));
    let with = With {
        has_forms: !forms.is_empty(),
        natures,
    };
    let mut sections = BTreeSet::new();
    let parts: Vec<Part> = each(root, "parts", |node| part(node, with, &mut sections));
    let ids: BTreeSet<_> = parts.iter().map(|part| &part.id).collect();
    if ids.len() != parts.len() || parts.is_empty() {
        root.error("protocol/parts", &[]);
    }
    let decision = root.member("decision").and_then(|node| decision::read(&node, 0));
    let claims: Vec<Claim> = each(root, "claims", claim);
    let claim_ids: BTreeSet<_> = claims.iter().map(|claim| &claim.id).collect();
    if claim_ids.len() != claims.len() || claims.is_empty() {
        root.error("protocol/claims", &[]);
    }
    let bands = root.member("bands").and_then(|node| adaptive::bands(&node));
    let judgement = root.member("judgement").map(|node| judgement(&node));
    let stated = root.member("stated").and_then(|node| adaptive::stated(&node));
    let protocol = Protocol {
        format: "jalon/protocol@1".to_owned(),
        id: id?,
        referential: referential?,
        title: title?,
        summary: summary?,
        purpose: purpose?,
        scoring: scoring?,
        assurance: assurance?,
        proof: proof?,
        calibrated: calibrated?,
        minutes: minutes?,
        forms,
        sitting: sitting?,
        pause: pause?,
        while_away: while_away?,
        seconds: time,
        least,
        attempts: match attempts {
            None => None,
            Some(attempts) => Some(attempts?),
        },
        feedback: feedback?,
        parts,
        decision,
        claims,
        bands,
        judgement,
        stated,
        notice: notice.unwrap_or_default(),
    };
    consistent(root, &protocol);
    Some(protocol)
}

/// What a protocol alone can contradict.
fn consistent(root: &Node<'_>, protocol: &Protocol) {
    if protocol.assurance > protocol.scoring.ceiling() {
        root.error(
            "protocol/assurance",
            &[("ceiling", protocol.scoring.ceiling().as_str())],
        );
    }
    if !protocol.calibrated && protocol.assurance > Assurance::Declared {
        root.error("protocol/provisional", &[]);
    }
    times::consistent(root, protocol);
    adaptive::consistent(root, protocol);
    late::consistent(root, protocol);
    let possible = |part: &Part| -> Points {
        let of = |section: &Section| {
            Points::from_thousandths(section.points.thousandths().saturating_mul(i64::from(section.count)))
        };
        part.sections.iter().map(of).sum()
    };
    for part in protocol
        .parts
        .iter()
        .filter(|part| part.floor.is_some_and(|floor| floor > possible(part)))
    {
        root.error(
            "protocol/floor",
            &[("part", part.id.as_str()), ("possible", &possible(part).to_string())],
        );
    }
    decision::consistent(root, protocol, &possible);
}

fn each<'a, T>(root: &Node<'a>, name: &str, read: impl FnMut(&Node<'a>) -> Option<T>) -> Vec<T> {
    root.member(name)
        .map(|node| node.elements().iter().filter_map(read).collect())
        .unwrap_or_default()
}

fn judgement(node: &Node<'_>) -> Judgement {
    node.members(&[], &["rate", "choose"]);
    Judgement {
        rate: node.member("rate").and_then(|node| node.word(&Rating::WORDS)),
        choose: node.member("choose").and_then(|node| node.word(&Choosing::WORDS)),
    }
}

/// A time limit.
fn seconds(node: &Node<'_>, name: &str) -> Option<u32> {
    node.member(name).and_then(|node| node.whole(1, 86_400))
}

fn attempts(node: &Node<'_>) -> Option<Attempts> {
    node.members(&["keep"], &["most", "delay", "unfinished"]);
    let keep = node.member("keep").and_then(|node| node.word(&["best", "last"]));
    let most = node.member("most").map(|node| node.whole(1, 1000));
    let delay = node.member("delay").map_or(Some(0), |node| node.whole(0, 87_600));
    let unfinished = node.member("unfinished").map(|node| {
        node.members(&["after", "then"], &[]);
        let after = node.member("after").and_then(|node| node.whole(1, 87_600));
        let then = node.member("then").and_then(|node| node.word(&["counts", "void"]));
        Some(Unfinished {
            after: after?,
            then: then?,
        })
    });
    Some(Attempts {
        most: match most {
            None => None,
            Some(most) => Some(most?),
        },
        delay: delay?,
        keep: keep?,
        unfinished: match unfinished {
            None => None,
            Some(unfinished) => Some(unfinished?),
        },
    })
}

fn part(node: &Node<'_>, with: With<'_>, seen: &mut BTreeSet<SectionId>) -> Option<Part> {
    node.members(
        &["id", "title", "navigation", "sections"],
        &[
            "seconds",
            "least",
            "coefficient",
            "floor",
            "indicative",
            "groups",
            "tools",
        ],
    );
    let id = node
        .member("id")
        .and_then(|node| node.parsed("kebab-case-id", PartId::parse));
    let title = node.member("title").and_then(|node| node.text());
    let navigation = node
        .member("navigation")
        .and_then(|node| node.word(&["linear", "free"]));
    let (time, least) = (seconds(node, "seconds"), seconds(node, "least"));
    let coefficient = node.member("coefficient").map_or(Some(1), |node| node.whole(1, 1000));
    let floor = node.member("floor").and_then(|node| node.points());
    let indicative = node.member("indicative").map_or(Some(false), |node| node.flag());
    let groups = each(node, "groups", late::group);
    let mut tools: Vec<Tool> = each(node, "tools", |node| node.word(&Tool::WORDS));
    tools.sort_unstable();
    tools.dedup();
    let sections: Vec<Section> = each(node, "sections", |node| section(node, with));
    if sections.is_empty() {
        node.error("protocol/no-section", &[]);
    }
    for section in &sections {
        if !seen.insert(section.id.clone()) {
            node.error("protocol/section-twice", &[("section", section.id.as_str())]);
        }
    }
    Some(Part {
        id: id?,
        title: title?,
        navigation: navigation?,
        seconds: time,
        least,
        coefficient: coefficient?,
        floor,
        indicative: indicative?,
        groups,
        tools,
        sections,
    })
}

fn section(node: &Node<'_>, with: With<'_>) -> Option<Section> {
    node.members(
        &["id", "select", "count", "order", "points"],
        &[
            "group",
            "when",
            "required",
            "quotas",
            "seconds",
            "least",
            "each-seconds",
            "each-least",
            "adaptive",
            "ladder",
        ],
    );
    let group = node.member("group");
    let group = group.map(|node| node.parsed("kebab-case-id", SectionId::parse));
    let when = each(node, "when", late::when);
    let required = node.member("required").map(|node| node.ids(ItemId::parse));
    let ladder = node.member("ladder").map(|node| late::ladder(&node));
    if ladder.as_ref().is_some_and(Option::is_none) {
        return None;
    }
    let id = node
        .member("id")
        .and_then(|node| node.parsed("kebab-case-id", SectionId::parse));
    let select = node.member("select").and_then(|node| select(&node, with.has_forms));
    let count = node.member("count").and_then(|node| node.whole(1, 1000));
    let quotas: Vec<Quota> = each(node, "quotas", |node| quota(node, with.natures));
    let order = node.member("order").and_then(|node| node.word(&["drawn", "by-id"]));
    let points = node.member("points").and_then(|node| node.points());
    if points.is_some_and(|points| points.thousandths() <= 0) {
        node.error("protocol/points", &[]);
    }
    let least: u32 = quotas.iter().map(|quota| quota.min).sum();
    if count.is_some_and(|count| least > count) && quotas.len() > 1 {
        node.warning("protocol/quotas", &[("least", &least.to_string())]);
    }
    let adaptive = node.member("adaptive").map(|node| adaptive::read(&node, count));
    if adaptive.as_ref().is_some_and(Option::is_none) {
        return None;
    }
    Some(Section {
        id: id?,
        group: match group {
            None => None,
            Some(group) => Some(group?),
        },
        when,
        select: select?,
        required: required.unwrap_or_default(),
        count: count?,
        quotas,
        order: order?,
        points: points?,
        seconds: seconds(node, "seconds"),
        least: seconds(node, "least"),
        each_seconds: seconds(node, "each-seconds"),
        each_least: seconds(node, "each-least"),
        adaptive: adaptive.flatten(),
        ladder: ladder.flatten(),
    })
}

fn select(node: &Node<'_>, has_forms: bool) -> Option<Select> {
    node.members(&["bank"], &["units", "competences", "interactions", "spoil"]);
    let bank_node = node.member("bank")?;
    let bank = if bank_node.is_word("form") {
        if !has_forms {
            bank_node.error("protocol/no-forms", &[]);
        }
        Some(BankChoice::Form)
    } else {
        bank_node.members(&["named"], &[]);
        let named = bank_node.member("named");
        named
            .and_then(|node| node.parsed("kebab-case-id", BankId::parse))
            .map(BankChoice::Named)
    };
    let units = node
        .member("units")
        .map(|node| node.ids(UnitId::parse))
        .unwrap_or_default();
    let competences = node
        .member("competences")
        .map(|node| node.ids(CompetenceId::parse))
        .unwrap_or_default();
    let spoil = node.member("spoil").map(|node| node.word(&["low", "medium", "high"]));
    let interactions = each(node, "interactions", |node| node.word::<InteractionKind>(&KINDS));
    Some(Select {
        bank: bank?,
        units,
        competences,
        interactions,
        spoil: match spoil {
            None => None,
            Some(spoil) => Some(spoil?),
        },
    })
}

fn quota(node: &Node<'_>, natures: &Natures) -> Option<Quota> {
    node.members(&["min", "max"], &["units", "competences", "natures"]);
    let units = node
        .member("units")
        .map(|node| node.ids(UnitId::parse))
        .unwrap_or_default();
    let competences = node
        .member("competences")
        .map(|node| node.ids(CompetenceId::parse))
        .unwrap_or_default();
    let wanted = node.member("natures").map(|node| {
        let words = ["savoir", "savoir-faire", "savoir-etre"];
        let wanted: Vec<Nature> = node.elements().iter().filter_map(|node| node.word(&words)).collect();
        wanted
    });
    // A nature stands for its competences: what the draw knows.
    let competences = match &wanted {
        None => competences,
        Some(wanted) => {
            let all = wanted
                .iter()
                .flat_map(|nature| natures.get(nature).into_iter().flatten());
            let of: Vec<CompetenceId> = all
                .filter(|id| competences.is_empty() || competences.contains(id))
                .cloned()
                .collect();
            if of.is_empty() {
                node.error("protocol/no-such-nature", &[]);
            }
            of
        }
    };
    let min = node.member("min").and_then(|node| node.whole(0, 1000));
    let max = node.member("max").and_then(|node| node.whole(0, 1000));
    let (min, max) = (min?, max?);
    if min > max {
        node.error("protocol/quota", &[]);
    }
    Some(Quota {
        units,
        competences,
        min,
        max,
    })
}

fn claim(node: &Node<'_>) -> Option<Claim> {
    node.members(&["id", "about", "minimum"], &[]);
    let id = node
        .member("id")
        .and_then(|node| node.parsed("kebab-case-id", ClaimId::parse));
    let minimum = node.member("minimum").and_then(|node| node.whole(1, 1000));
    let about_node = node.member("about")?;
    about_node.members(&[], &["unit", "competence"]);
    let unit = about_node
        .member("unit")
        .and_then(|node| node.parsed("kebab-case-id", UnitId::parse));
    let competence = about_node
        .member("competence")
        .and_then(|node| node.parsed("kebab-case-id", CompetenceId::parse));
    let about = match (unit, competence) {
        (Some(unit), None) => ClaimAbout::Unit(unit),
        (None, Some(competence)) => ClaimAbout::Competence(competence),
        _ => {
            about_node.error("protocol/claim-about", &[]);
            return None;
        }
    };
    Some(Claim {
        id: id?,
        about,
        minimum: minimum?,
    })
}
