//! Texts with a little form: the node tree that authored Markdown is compiled to, that is hashed, and that screens draw as DOM nodes.

use jalon_base::Localised;
use serde::{Deserialize, Serialize};

/// A text of an item, in each of its languages.
pub type RichText = Localised<Vec<Block>>;

/// A block of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph.
    P(Vec<Inline>),
    /// A list; each entry is one line.
    Ul(Vec<Vec<Inline>>),
    /// A numbered list; each entry is one line.
    Ol(Vec<Vec<Inline>>),
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Words with a form.
    Styled(Styled),
}

/// Words with a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Styled {
    /// Emphasis.
    Em(Vec<Inline>),
    /// Strong importance.
    Strong(Vec<Inline>),
    /// Something written exactly so.
    Code(String),
}

/// The words alone, for a screen reader's label, a voice or a search: blocks and entries are separated by a line feed.
#[must_use]
pub fn plain(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut line = |inlines: &[Inline]| {
        if !out.is_empty() {
            out.push('\n');
        }
        plain_line(inlines, &mut out);
    };
    for block in blocks {
        match block {
            Block::P(inlines) => line(inlines),
            Block::Ul(entries) | Block::Ol(entries) => entries.iter().for_each(|entry| line(entry)),
        }
    }
    out
}

fn plain_line(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(words) | Inline::Styled(Styled::Code(words)) => out.push_str(words),
            Inline::Styled(Styled::Em(inner) | Styled::Strong(inner)) => plain_line(inner, out),
        }
    }
}
