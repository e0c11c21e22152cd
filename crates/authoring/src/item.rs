//! Authored items: one file, three facets, split here.

use crate::plan;
use crate::read::Node;
use jalon_base::Micro;
use jalon_base::sorted::SortedMap;
use jalon_protocol::item::{ChoiceOption, InteractionKind};
use jalon_protocol::rich::{self, RichText};
use jalon_protocol::{BankId, Interaction, ItemAbout, ItemContent, ItemId, OptionId, Stimulus};
use jalon_referential::{CompetenceId, Source, UnitId};
use jalon_scoring::Key;
use jalon_scoring::key::{ChoiceMark, Element, Normalise, Rule};
use std::collections::BTreeSet;

/// The three facets of an item.
#[derive(Debug, Clone)]
pub struct Item {
    /// What is shown.
    pub content: ItemContent,
    /// What answers it.
    pub key: Key,
    /// What is known about it.
    pub about: ItemAbout,
}

/// Reads an authored item.
pub fn read(root: &Node<'_>) -> Option<Item> {
    if !root.members(&["format", "id", "content", "key", "about"], &[]) {
        return None;
    }
    format(root, "jalon/item@1");
    let id = root.member("id")?.parsed("kebab-case-id", ItemId::parse);
    let content_node = root.member("content");
    let key_node = root.member("key");
    let about_node = root.member("about");
    let shown = content_node.as_ref().and_then(content);
    let rule = key_node
        .as_ref()
        .and_then(|node| key(node, shown.as_ref().map(|(_, _, interaction)| interaction)));
    let about = about_node.as_ref().and_then(|node| about(node));
    let (id, (stimulus, prompt, interaction), (rationale, rule)) = (id?, shown?, rule?);
    let mut about = about?;
    about.id = id.clone();
    about.interaction = interaction.kind();
    let format = |kind: &str| format!("jalon/item-{kind}@1");
    Some(Item {
        content: ItemContent {
            format: format("content"),
            id: id.clone(),
            stimulus,
            prompt,
            interaction,
        },
        key: Key {
            format: format("key"),
            id,
            rationale,
            rule,
        },
        about,
    })
}

/// Reads an authored shared text.
pub fn stimulus(root: &Node<'_>) -> Option<Stimulus> {
    if !root.members(&["format", "id", "title", "text", "about"], &[]) {
        return None;
    }
    format(root, "jalon/stimulus@1");
    if let Some(about) = root
        .member("about")
        .filter(|about| about.members(&["sources"], &["author", "note"]))
    {
        sources(about.member("sources"));
    }
    let (id, title, text) = (
        root.member("id")?.slug(),
        root.member("title")?.text(),
        root.member("text")?.rich(),
    );
    Some(Stimulus {
        format: "jalon/stimulus-content@1".to_owned(),
        id: id?,
        title: title?,
        text: text?,
    })
}

/// Checks the format of a document.
pub fn format(root: &Node<'_>, wanted: &str) {
    if let Some(node) = root.member("format")
        && let Some(found) = node.string().filter(|found| *found != wanted)
    {
        node.error("authoring/format", &[("found", found), ("wanted", wanted)]);
    }
}

type Shown = (Option<jalon_base::Slug>, RichText, Interaction);

fn content(node: &Node<'_>) -> Option<Shown> {
    if !node.members(&["prompt", "interaction"], &["stimulus"]) {
        return None;
    }
    let stimulus = node.member("stimulus").and_then(|node| node.slug());
    let prompt = node.member("prompt").and_then(|node| node.rich());
    let interaction = node.member("interaction").and_then(|node| interaction(&node));
    Some((stimulus, prompt?, interaction?))
}

fn interaction(node: &Node<'_>) -> Option<Interaction> {
    let words = ["choice", "numeric-entry", "text-entry", "extended-text"];
    match node.kind::<InteractionKind>("type", &words)? {
        InteractionKind::Choice => {
            node.members(&["type", "max-choices", "shuffle", "options"], &[]);
            let options = node.member("options").map(|node| options(&node));
            let max_choices = node.member("max-choices").and_then(|node| node.whole(1, 12));
            let shuffle = node.member("shuffle").and_then(|node| node.flag());
            Some(Interaction::Choice {
                max_choices: max_choices?,
                shuffle: shuffle?,
                options: options?,
            })
        }
        InteractionKind::NumericEntry => {
            node.members(&["type", "decimals"], &["unit"]);
            let unit = node.member("unit").and_then(|node| node.text());
            Some(Interaction::NumericEntry {
                unit,
                decimals: node.member("decimals")?.whole(0, 6)?,
            })
        }
        InteractionKind::TextEntry => {
            node.members(&["type", "max-length"], &[]);
            Some(Interaction::TextEntry {
                max_length: node.member("max-length")?.whole(1, 200)?,
            })
        }
        InteractionKind::ExtendedText => {
            node.members(&["type", "max-length"], &[]);
            Some(Interaction::ExtendedText {
                max_length: node.member("max-length")?.whole(1, 2000)?,
            })
        }
    }
}

fn options(node: &Node<'_>) -> Vec<ChoiceOption> {
    let nodes = node.elements();
    if !(2..=12).contains(&nodes.len()) {
        node.error("item/option-count", &[("count", &nodes.len().to_string())]);
    }
    let mut ids = BTreeSet::new();
    let mut words = BTreeSet::new();
    let mut options = Vec::new();
    for node in nodes.iter().filter(|node| node.members(&["id", "text"], &[])) {
        let id = node
            .member("id")
            .and_then(|node| node.parsed("kebab-case-id", OptionId::parse));
        let text = node.member("text").and_then(|node| node.rich());
        let (Some(id), Some(text)) = (id, text) else { continue };
        if !ids.insert(id.clone()) {
            node.error("item/option-twice", &[("option", id.as_str())]);
        }
        for (lang, blocks) in &text.0 {
            if !words.insert((lang.clone(), rich::plain(blocks).to_lowercase())) {
                node.error("item/same-option", &[("option", id.as_str())]);
            }
        }
        options.push(ChoiceOption { id, text });
    }
    options
}

fn key(node: &Node<'_>, interaction: Option<&Interaction>) -> Option<(RichText, Rule)> {
    let rationale = node.member("rationale").and_then(|node| node.rich());
    let words = ["choice", "numeric-entry", "text-entry", "extended-text"];
    let kind = node.kind::<InteractionKind>("type", &words)?;
    if interaction.is_some_and(|interaction| interaction.kind() != kind) {
        node.error("item/key-kind", &[]);
        return None;
    }
    let rule = match kind {
        InteractionKind::Choice => choice_rule(node, interaction),
        InteractionKind::NumericEntry => {
            node.members(&["type", "correct", "tolerance", "rationale"], &[]);
            let decimal = |name: &str| node.member(name).and_then(|node| node.parsed("decimal", Micro::parse));
            let (correct, tolerance) = (decimal("correct"), decimal("tolerance"));
            Some(Rule::NumericEntry {
                correct: correct?,
                tolerance: tolerance?,
            })
        }
        InteractionKind::TextEntry => {
            node.members(&["type", "accept", "normalise", "rationale"], &[]);
            let accept = node.member("accept").map(|node| strings(&node)).unwrap_or_default();
            if accept.is_empty() {
                node.error("item/nothing-accepted", &[]);
            }
            let normalise = node.member("normalise").map(|node| node.elements()).unwrap_or_default();
            let normalise = normalise
                .iter()
                .filter_map(|n| n.word::<Normalise>(&["case", "accents", "spaces"]))
                .collect();
            Some(Rule::TextEntry { accept, normalise })
        }
        InteractionKind::ExtendedText => extended_rule(node),
    };
    Some((rationale?, rule?))
}

fn strings(node: &Node<'_>) -> Vec<String> {
    node.elements()
        .iter()
        .filter_map(|node| node.string().map(str::to_owned))
        .collect()
}

fn choice_rule(node: &Node<'_>, interaction: Option<&Interaction>) -> Option<Rule> {
    node.members(&["type", "correct", "mark", "rationale", "feedback"], &[]);
    let correct_node = node.member("correct");
    let mut correct = correct_node
        .as_ref()
        .map(|node| node.ids(OptionId::parse))
        .unwrap_or_default();
    correct.sort();
    let mark = node
        .member("mark")
        .and_then(|node| node.word::<ChoiceMark>(&["all-or-nothing", "partial"]));
    let mut feedback = SortedMap::new();
    for (id, node) in node.member("feedback").map(|node| node.entries()).unwrap_or_default() {
        match (OptionId::parse(id), node.rich()) {
            (Some(id), Some(text)) => {
                feedback.insert(id, text);
            }
            (None, _) => node.error("item/unknown-option", &[("option", id)]),
            _ => {}
        }
    }
    if let (
        Some(Interaction::Choice {
            options, max_choices, ..
        }),
        Some(node),
    ) = (interaction, &correct_node)
    {
        let known = |id: &OptionId| options.iter().any(|option| option.id == *id);
        for id in correct.iter().chain(feedback.keys()).filter(|id| !known(id)) {
            node.error("item/unknown-option", &[("option", id.as_str())]);
        }
        if correct.is_empty()
            || correct.len() > *max_choices as usize
            || correct.windows(2).any(|pair| pair.first() == pair.last())
        {
            node.error("item/key-count", &[("count", &correct.len().to_string())]);
        }
        for option in options
            .iter()
            .filter(|option| !correct.contains(&option.id) && !feedback.contains_key(&option.id))
        {
            node.warning("item/no-feedback", &[("option", option.id.as_str())]);
        }
        telling_length(node, options, &correct);
    }
    Some(Rule::Choice {
        correct,
        mark: mark?,
        feedback,
    })
}

/// A right option much longer than every other one tells itself.
fn telling_length(node: &Node<'_>, options: &[ChoiceOption], correct: &[OptionId]) {
    let length = |option: &ChoiceOption| {
        option
            .text
            .0
            .values()
            .map(|b| rich::plain(b).chars().count())
            .max()
            .unwrap_or(0)
    };
    let right = options
        .iter()
        .filter(|option| correct.contains(&option.id))
        .map(length)
        .min();
    let wrong = options
        .iter()
        .filter(|option| !correct.contains(&option.id))
        .map(length)
        .max();
    if let (Some(right), Some(wrong)) = (right, wrong)
        && right > 24
        && right * 2 > wrong * 3
    {
        node.warning(
            "item/telling-length",
            &[("right", &right.to_string()), ("wrong", &wrong.to_string())],
        );
    }
}

fn extended_rule(node: &Node<'_>) -> Option<Rule> {
    node.members(
        &[
            "type",
            "elements",
            "nothing",
            "full-example",
            "half-example",
            "rationale",
        ],
        &[],
    );
    let mut elements = Vec::new();
    let mut ids = BTreeSet::new();
    for node in node.member("elements").map(|node| node.elements()).unwrap_or_default() {
        node.members(&["id", "points", "expected"], &["accept"]);
        let id = node.member("id").and_then(|node| node.slug());
        let points = node.member("points").and_then(|node| node.points());
        let expected = node.member("expected").and_then(|node| node.rich());
        let accept = node.member("accept").map(|node| strings(&node)).unwrap_or_default();
        let (Some(id), Some(points), Some(expected)) = (id, points, expected) else {
            continue;
        };
        if !ids.insert(id.clone()) {
            node.error("item/element-twice", &[("element", id.as_str())]);
        }
        if points.thousandths() <= 0 {
            node.error("item/element-points", &[("element", id.as_str())]);
        }
        elements.push(Element {
            id,
            points,
            expected,
            accept,
        });
    }
    if elements.is_empty() {
        node.error("item/no-element", &[]);
        return None;
    }
    let text = |name: &str| node.member(name).and_then(|node| node.rich());
    let (nothing, full, half) = (text("nothing"), text("full-example"), text("half-example"));
    Some(Rule::ExtendedText {
        elements,
        nothing: nothing?,
        full_example: full?,
        half_example: half?,
    })
}

fn about(node: &Node<'_>) -> Option<ItemAbout> {
    let required = [
        "competences",
        "part",
        "bank",
        "kind",
        "difficulty",
        "sources",
        "enemies",
        "review",
    ];
    if !node.members(&required, &["distractors", "author", "note", "parameters"]) {
        return None;
    }
    let competences_node = node.member("competences");
    let competences = competences_node
        .as_ref()
        .map(|node| node.ids(CompetenceId::parse))
        .unwrap_or_default();
    if let Some(node) = competences_node.filter(|_| competences.is_empty()) {
        node.error("item/no-competence", &[]);
    }
    let unit = node
        .member("part")
        .and_then(|node| node.parsed("kebab-case-id", UnitId::parse));
    let bank = node
        .member("bank")
        .and_then(|node| node.parsed("kebab-case-id", BankId::parse));
    let kind = node
        .member("kind")
        .and_then(|n| n.word(&["recall", "understanding", "application", "judgement"]));
    let difficulty = node
        .member("difficulty")
        .and_then(|node| node.word(&["easy", "medium", "hard"]));
    let enemies = node
        .member("enemies")
        .map(|node| node.ids(ItemId::parse))
        .unwrap_or_default();
    let parameters = node.member("parameters").map(|node| plan::adaptive::parameters(&node));
    let sources = sources(node.member("sources"));
    let reviewed = node.member("review").and_then(|node| review(&node));
    Some(ItemAbout {
        format: "jalon/item-about@1".to_owned(),
        // Both are known once the whole file is read.
        id: ItemId::parse("x")?,
        interaction: InteractionKind::Choice,
        competences,
        unit: unit?,
        bank: bank?,
        kind: kind?,
        difficulty: difficulty?,
        parameters: match parameters {
            None => None,
            Some(read) => Some(read?),
        },
        enemies,
        sources,
        reviewed,
    })
}

fn review(node: &Node<'_>) -> Option<String> {
    node.members(&["state"], &["by", "on", "note"]);
    let state = node.member("state")?;
    match state.word::<String>(&["draft", "reviewed", "retired"])?.as_str() {
        "reviewed" => {
            node.members(&["state", "by", "on"], &["note"]);
            node.member("on").and_then(|node| node.day())
        }
        "retired" => {
            state.error("item/retired", &[]);
            None
        }
        _ => {
            state.warning("item/draft", &[]);
            None
        }
    }
}

/// Reads sources; what a source says stays with the authors.
pub fn sources(node: Option<Node<'_>>) -> Vec<Source> {
    let Some(node) = node else { return Vec::new() };
    let nodes = node.elements();
    if nodes.is_empty() {
        node.error("authoring/no-source", &[]);
    }
    let read = |node: &Node<'_>| {
        node.members(&["title", "read"], &["url", "says", "note"]);
        let title = node.member("title").and_then(|node| node.string().map(str::to_owned));
        let url = node.member("url").and_then(|node| {
            node.parsed("https-url", |text| {
                (text.starts_with("https://") || text.starts_with("http://")).then(|| text.to_owned())
            })
        });
        let day = node.member("read").and_then(|node| node.day());
        Some(Source {
            title: title?,
            url,
            read: day?,
        })
    };
    nodes.iter().filter_map(read).collect()
}
