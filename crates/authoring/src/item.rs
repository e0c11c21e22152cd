//! Authored items: one file, three facets, split here.

mod dialogue;
mod graphic;
mod guide;
mod panel;
mod rule;
mod shown;
mod sounds;
mod template;

pub use rule::{FIELD_RULES, RULES};
pub use shown::{FIELD_KINDS, FILE_BYTES, KINDS, SORTS};
pub use sounds::Sounds;
pub use template::{Draws, MOST_DRAWS};

use crate::plan;
use crate::read::Node;
use jalon_protocol::item::{InteractionKind, Recordings};
use jalon_protocol::pool::Need;
use jalon_protocol::rich::RichText;
use jalon_protocol::template::Template;
use jalon_protocol::{BankId, Interaction, ItemAbout, ItemContent, ItemId, Stimulus};
use jalon_referential::{CompetenceId, Source, UnitId};
use jalon_scoring::Key;
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
    /// The sounds that it names, as files of `media/`: its content names their digests once they are there.
    pub sounds: Sounds,
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
    let template = content_node.as_ref().and_then(|node| node.member("template"));
    let media = content_node.as_ref().and_then(|node| node.member("media"));
    let media = media.map(|node| sounds::media(&node));
    let parameters = template.as_ref().map(template::read).unwrap_or_default();
    let settled = key_node.as_ref().and_then(|node| template::settled(node, &parameters));
    let mut used = BTreeSet::new();
    for node in [&content_node, &key_node].into_iter().flatten() {
        template::tried(node, &parameters, &mut used);
    }
    for (name, node) in template.iter().flat_map(Node::entries) {
        if !used.contains(name) {
            node.warning("template/unused", &[("name", name)]);
        }
    }
    let shown_interaction = shown.as_ref().map(|(_, _, interaction, _)| interaction);
    let rule = key_node
        .as_ref()
        .zip(settled.as_ref())
        .and_then(|(node, (value, _))| rule::key(&node.instead(value), shown_interaction));
    let computed = settled
        .as_ref()
        .map(|(_, computed)| computed.clone())
        .unwrap_or_default();
    let about = about_node.as_ref().and_then(|node| about(node));
    let (id, (stimulus, prompt, interaction, sounds), (rationale, rule)) = (id?, shown?, rule?);
    let media = match media {
        None => None,
        Some(read) => Some(read?),
    };
    let mut about = about?;
    about.id = id.clone();
    about.interaction = interaction.kind();
    let format = |kind: &str| format!("jalon/item-{kind}@1");
    Some(Item {
        content: ItemContent {
            format: format("content"),
            id: id.clone(),
            stimulus,
            template: parameters,
            prompt,
            audio: Recordings::default(),
            media,
            interaction,
        },
        key: Key {
            format: format("key"),
            id,
            rationale,
            rule,
            computed,
        },
        about,
        sounds,
    })
}

/// Reads an authored shared text.
pub fn stimulus(root: &Node<'_>) -> Option<Stimulus> {
    if !root.members(&["format", "id", "title", "text", "about"], &[]) {
        return None;
    }
    format(root, "jalon/stimulus@1");
    // A text that several questions share is the same in every attempt.
    template::tried(root, &Template::new(), &mut BTreeSet::new());
    if let Some(about) = root
        .member("about")
        .filter(|about| about.members(&["sources"], &["author", "note"]))
    {
        sources(about.member("sources"));
    }
    let (id, title, text) = (
        root.member("id")?.slug(),
        root.member("title")?.text(),
        root.member("text")?.body(),
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

type Shown = (Option<jalon_base::Slug>, RichText, Interaction, Sounds);

fn content(node: &Node<'_>) -> Option<Shown> {
    if !node.members(&["prompt", "interaction"], &["stimulus", "audio", "media", "template"]) {
        return None;
    }
    let stimulus = node.member("stimulus").and_then(|node| node.slug());
    let prompt = node.member("prompt").and_then(|node| node.body());
    let interaction = node.member("interaction").and_then(|node| shown::interaction(&node));
    let interaction = interaction?;
    let sounds = Sounds::of(node, &interaction);
    Some((stimulus, prompt?, interaction, sounds))
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
    if !node.members(
        &required,
        &[
            "distractors",
            "author",
            "note",
            "parameters",
            "seconds",
            "unfit",
            "spoil",
        ],
    ) {
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
    let seconds = node.member("seconds").map(|node| node.whole(1, 3_600));
    let needs = ["screen-reader", "deaf", "colour-blind", "phone"];
    let unfit = node.member("unfit").map(|node| node.elements()).unwrap_or_default();
    let unfit: Vec<Need> = unfit.iter().filter_map(|node| node.word(&needs)).collect();
    let spoil = node.member("spoil").map(|node| node.word(&["low", "medium", "high"]));
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
        seconds: match seconds {
            None => None,
            Some(read) => Some(read?),
        },
        unfit,
        spoil: match spoil {
            None => None,
            Some(spoil) => Some(spoil?),
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
        let title = node.member("title").and_then(|node| node.title());
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
