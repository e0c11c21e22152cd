//! Authored referentials.

use crate::item::{format, sources};
use crate::read::Node;
use jalon_base::Timestamp;
use jalon_referential::{
    Alignment, Competence, CompetenceId, Equivalence, Referential, ReferentialId, Register, TrainingModule, Unit,
    UnitId,
};
use std::collections::BTreeSet;

/// Reads an authored referential.
pub fn read(root: &Node<'_>) -> Option<Referential> {
    let required = [
        "format",
        "id",
        "version",
        "base",
        "title",
        "trade",
        "picture",
        "notice",
        "units",
        "competences",
        "sources",
    ];
    if !root.members(&required, &["register", "equivalences", "training"]) {
        return None;
    }
    format(root, "jalon/referential@1");
    let id = root
        .member("id")
        .and_then(|node| node.parsed("kebab-case-id", ReferentialId::parse));
    let version = root.member("version").and_then(|node| node.whole(1, 1_000_000));
    let base = root.member("base").and_then(|node| {
        node.parsed("uri", |text| {
            (text.starts_with("urn:uuid:") || text.starts_with("https://")).then(|| text.to_owned())
        })
    });
    let text = |name: &str| root.member(name).and_then(|node| node.text());
    let (title, trade, notice) = (text("title"), text("trade"), text("notice"));
    let picture = root.member("picture").and_then(|node| node.slug());
    let register = root.member("register").and_then(|node| register(&node));
    let units: Vec<Unit> = each(root, "units", unit);
    let unit_ids: BTreeSet<&str> = units.iter().map(|unit| unit.id.as_str()).collect();
    if unit_ids.len() != units.len() {
        root.error("referential/id-twice", &[("what", "units")]);
    }
    let competences: Vec<Competence> = each(root, "competences", |node| competence(node, &unit_ids));
    let competence_ids: BTreeSet<&str> = competences.iter().map(|competence| competence.id.as_str()).collect();
    if competence_ids.len() != competences.len() {
        root.error("referential/id-twice", &[("what", "competences")]);
    }
    for unit in &units {
        if !competences.iter().any(|competence| competence.units.contains(&unit.id)) {
            root.warning("referential/empty-unit", &[("unit", unit.id.as_str())]);
        }
    }
    let equivalences = each(root, "equivalences", |node| equivalence(node, &unit_ids));
    let training = each(root, "training", |node| training(node, &competence_ids));
    let sources = sources(root.member("sources"));
    Some(Referential {
        format: "jalon/referential@1".to_owned(),
        id: id?,
        version: version?,
        base: base?,
        title: title?,
        trade: trade?,
        picture: picture?.as_str().to_owned(),
        register,
        notice: notice?,
        units,
        competences,
        equivalences,
        training,
        sources,
    })
}

fn each<'a, T>(root: &Node<'a>, name: &str, read: impl Fn(&Node<'a>) -> Option<T>) -> Vec<T> {
    root.member(name)
        .map(|node| node.elements().iter().filter_map(read).collect())
        .unwrap_or_default()
}

fn instant(node: &Node<'_>) -> Option<Timestamp> {
    node.parsed("2026-03-01T12:30:00Z", Timestamp::parse)
}

fn register(node: &Node<'_>) -> Option<Register> {
    node.members(&["kind", "code", "read"], &["until"]);
    let kind = node.member("kind").and_then(|node| node.word(&["rncp", "rs"]));
    let code = node.member("code").and_then(|node| {
        node.parsed("RNCP37715 | RS5637", |text| {
            let digits = text.strip_prefix("RNCP").or_else(|| text.strip_prefix("RS"))?;
            let fits = (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
            fits.then(|| text.to_owned())
        })
    });
    let read = node.member("read").and_then(|node| instant(&node));
    let until = node.member("until").and_then(|node| instant(&node));
    Some(Register {
        kind: kind?,
        code: code?,
        read: read?,
        until,
    })
}

fn unit(node: &Node<'_>) -> Option<Unit> {
    node.members(&["id", "kind", "title", "short", "accepts"], &["code"]);
    let id = node
        .member("id")
        .and_then(|node| node.parsed("kebab-case-id", UnitId::parse));
    let kind = node.member("kind").and_then(|node| node.word(&["part", "block"]));
    let code = node.member("code").and_then(|node| node.string().map(str::to_owned));
    let title = node.member("title").and_then(|node| node.text());
    let short = node.member("short").and_then(|node| node.text());
    let accepts = node
        .member("accepts")
        .and_then(|node| node.word(&["self", "remote", "observed", "proctored"]));
    Some(Unit {
        id: id?,
        kind: kind?,
        code,
        title: title?,
        short: short?,
        accepts: accepts?,
    })
}

fn competence(node: &Node<'_>, units: &BTreeSet<&str>) -> Option<Competence> {
    node.members(&["id", "nature", "units", "title"], &["alignments"]);
    let id = node
        .member("id")
        .and_then(|node| node.parsed("kebab-case-id", CompetenceId::parse));
    let nature = node
        .member("nature")
        .and_then(|node| node.word(&["savoir", "savoir-faire", "savoir-etre"]));
    let title = node.member("title").and_then(|node| node.text());
    let of = node
        .member("units")
        .map(|node| node.ids(UnitId::parse))
        .unwrap_or_default();
    for unit in of.iter().filter(|unit| !units.contains(unit.as_str())) {
        node.error("referential/unknown-unit", &[("unit", unit.as_str())]);
    }
    let alignments = each(node, "alignments", |node| {
        node.members(&["framework", "name", "url"], &[]);
        let string = |name: &str| node.member(name).and_then(|node| node.string().map(str::to_owned));
        let (framework, name, url) = (string("framework"), string("name"), string("url"));
        Some(Alignment {
            framework: framework?,
            name: name?,
            url: url?,
        })
    });
    Some(Competence {
        id: id?,
        nature: nature?,
        units: of,
        title: title?,
        alignments,
    })
}

fn equivalence(node: &Node<'_>, units: &BTreeSet<&str>) -> Option<Equivalence> {
    node.members(&["id", "from", "satisfies", "months", "source"], &[]);
    let id = node
        .member("id")
        .and_then(|node| node.parsed("kebab-case-id", UnitId::parse));
    let from = node.member("from").and_then(|node| node.text());
    let satisfies = node
        .member("satisfies")
        .map(|node| node.ids(UnitId::parse))
        .unwrap_or_default();
    for unit in satisfies.iter().filter(|unit| !units.contains(unit.as_str())) {
        node.error("referential/unknown-unit", &[("unit", unit.as_str())]);
    }
    let months = node.member("months").and_then(|node| node.whole(1, 1200));
    let source = node.member("source").and_then(|node| {
        node.members(&["title", "read"], &["url"]);
        let title = node.member("title").and_then(|node| node.string().map(str::to_owned));
        let url = node.member("url").and_then(|node| node.string().map(str::to_owned));
        let read = node.member("read").and_then(|node| node.day());
        Some(jalon_referential::Source {
            title: title?,
            url,
            read: read?,
        })
    });
    Some(Equivalence {
        id: id?,
        from: from?,
        satisfies,
        months: months?,
        source: source?,
    })
}

fn training(node: &Node<'_>, competences: &BTreeSet<&str>) -> Option<TrainingModule> {
    node.members(&["id", "title", "competences"], &["url"]);
    let id = node
        .member("id")
        .and_then(|node| node.parsed("kebab-case-id", UnitId::parse));
    let title = node.member("title").and_then(|node| node.text());
    let teaches = node
        .member("competences")
        .map(|node| node.ids(CompetenceId::parse))
        .unwrap_or_default();
    for competence in teaches
        .iter()
        .filter(|competence| !competences.contains(competence.as_str()))
    {
        node.error("referential/unknown-competence", &[("competence", competence.as_str())]);
    }
    let url = node.member("url").and_then(|node| node.string().map(str::to_owned));
    Some(TrainingModule {
        id: id?,
        title: title?,
        competences: teaches,
        url,
    })
}
