//! Texts with a little form: the node tree that authored Markdown is compiled to, that is hashed, and that screens draw as DOM nodes.

use crate::OptionId;
use jalon_base::Localised;
use jalon_base::document::{Document, Node};
use jalon_base::json::Value;

/// A text of an item, in each of its languages.
pub type RichText = Localised<Vec<Block>>;

/// A block of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    P(Vec<Inline>),
    /// A list; each entry is one line.
    Ul(Vec<Vec<Inline>>),
    /// A numbered list; each entry is one line.
    Ol(Vec<Vec<Inline>>),
}

jalon_base::variants!(Block {
    P = "p",
    Ul = "ul",
    Ol = "ol",
});

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Words with a form.
    Styled(Styled),
}

/// Plain words are written as they are.
impl Document for Inline {
    fn blank() -> Self {
        Self::Text(String::new())
    }

    fn read(&mut self, node: &Node<'_>) -> Option<()> {
        if let Some(Value::String(words)) = node.value() {
            *self = Self::Text(words.clone());
        } else {
            let mut styled = Styled::blank();
            styled.read(node)?;
            *self = Self::Styled(styled);
        }
        Some(())
    }

    fn write(&self) -> Value {
        match self {
            Self::Text(words) => words.write(),
            Self::Styled(styled) => styled.write(),
        }
    }
}

jalon_base::serde_by_value!(Inline);

/// Words with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Styled {
    /// Emphasis.
    Em(Vec<Inline>),
    /// Strong importance.
    Strong(Vec<Inline>),
    /// Something written exactly so.
    Code(String),
    /// A place in a passage where the person puts something.
    Gap(OptionId),
    /// Words of a passage that the person can choose.
    Hot(Hot),
}

jalon_base::variants!(Styled {
    Em = "em",
    Strong = "strong",
    Code = "code",
    Gap = "gap",
    Hot = "hot",
});

/// Words of a passage that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hot {
    /// Their id in the item.
    pub id: OptionId,
    /// The words.
    pub text: String,
}

jalon_base::document!(Hot { id, text });

/// A mark of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark<'a> {
    /// A place to fill.
    Gap(&'a OptionId),
    /// Words to choose.
    Hot(&'a Hot),
}

impl<'a> Mark<'a> {
    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &'a OptionId {
        match self {
            Self::Gap(id) => id,
            Self::Hot(hot) => &hot.id,
        }
    }

    /// Whether it is a place to fill.
    #[must_use]
    pub const fn is_gap(&self) -> bool {
        matches!(self, Self::Gap(_))
    }
}

/// The ids of the marks of a passage, in the order of its first language: every language has the same.
#[must_use]
pub fn marked(passage: &RichText) -> Vec<&OptionId> {
    let mut found = Vec::new();
    if let Some(blocks) = passage.0.values().next() {
        each_mark(blocks, &mut |mark| found.push(mark.id()));
    }
    found
}

/// Sees every mark of a text, in its order.
pub fn each_mark<'a>(blocks: &'a [Block], see: &mut dyn FnMut(Mark<'a>)) {
    for block in blocks {
        match block {
            Block::P(inlines) => marks_of(inlines, see),
            Block::Ul(entries) | Block::Ol(entries) => entries.iter().for_each(|entry| marks_of(entry, see)),
        }
    }
}

fn marks_of<'a>(inlines: &'a [Inline], see: &mut dyn FnMut(Mark<'a>)) {
    for inline in inlines {
        match inline {
            Inline::Styled(Styled::Em(inner) | Styled::Strong(inner)) => marks_of(inner, see),
            Inline::Styled(Styled::Gap(id)) => see(Mark::Gap(id)),
            Inline::Styled(Styled::Hot(hot)) => see(Mark::Hot(hot)),
            Inline::Text(_) | Inline::Styled(Styled::Code(_)) => {}
        }
    }
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
            Inline::Styled(Styled::Gap(_)) => out.push('…'),
            Inline::Styled(Styled::Hot(hot)) => out.push_str(&hot.text),
        }
    }
}
