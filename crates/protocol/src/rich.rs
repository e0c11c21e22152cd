//! Texts with a little form: the node tree that authored Markdown is compiled to, that is hashed, and that screens draw as DOM nodes.

use crate::OptionId;
use jalon_base::document::{Document, Node};
use jalon_base::json::Value;
use jalon_base::{Digest, Localised};

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
    /// A picture that stands alone.
    Figure(Figure),
    /// A table.
    Table(Table),
}

jalon_base::variants!(Block {
    P = "p",
    Ul = "ul",
    Ol = "ol",
    Figure = "figure",
    Table = "table",
});

/// A picture of the release: PNG, JPEG or SVG.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// What it is: its bytes stand at `media/<digest>`.
    pub media: Digest,
    /// Its width, in its own units (pixels, or units of its view box).
    pub width: u32,
    /// Its height, in the same units.
    pub height: u32,
}

jalon_base::document!(Picture { media, width, height });

/// A picture in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The picture.
    pub picture: Picture,
    /// What it shows, for who does not see it: never empty.
    pub alt: String,
}

jalon_base::document!(Figure { picture, alt });

/// A table: a row of headers, then rows of as many cells.
///
/// Where the first header is empty, the first cell of each row is a header too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Headers of the columns.
    pub head: Vec<Vec<Inline>>,
    /// Cells, row by row.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

jalon_base::document!(Table { head, rows });

impl Table {
    /// Whether the first cell of each row says what the row is about.
    #[must_use]
    pub fn has_sides(&self) -> bool {
        self.head.first().is_some_and(Vec::is_empty)
    }
}

impl Block {
    /// Whether it is a picture or a table, which stand apart from lines of words.
    #[must_use]
    pub const fn stands_apart(&self) -> bool {
        matches!(self, Self::Figure(_) | Self::Table(_))
    }
}

/// Sees each picture of a text, in every language.
pub fn each_picture<'a>(text: &'a RichText, see: &mut dyn FnMut(&'a Picture)) {
    for (_, blocks) in &text.0 {
        for block in blocks {
            if let Block::Figure(figure) = block {
                see(&figure.picture);
            }
        }
    }
}

/// Whether a text has pictures or tables.
#[must_use]
pub fn has_bodies(text: &RichText) -> bool {
    text.0.values().flatten().any(Block::stands_apart)
}

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
            Block::Table(table) => table.rows.iter().flatten().for_each(|cell| marks_of(cell, see)),
            Block::Figure(_) => {}
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

/// The words alone, for a screen reader's label or a search: blocks and entries are separated by a line feed, pictures and tables are left
/// out.
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
            Block::Figure(_) | Block::Table(_) => {}
        }
    }
    out
}

/// What is heard instead of pictures and tables, one line for each picture and each row: the alternative, the cells.
#[must_use]
pub fn heard(blocks: &[Block]) -> Vec<String> {
    let row = |cells: &[Vec<Inline>]| {
        let cells = cells.iter().filter(|cell| !cell.is_empty()).map(|cell| {
            let mut words = String::new();
            plain_line(cell, &mut words);
            words
        });
        cells.collect::<Vec<String>>().join(", ")
    };
    let of = |block: &Block| match block {
        Block::Figure(figure) => vec![figure.alt.clone()],
        Block::Table(table) => [&table.head]
            .into_iter()
            .chain(&table.rows)
            .map(|cells| row(cells))
            .collect(),
        Block::P(_) | Block::Ul(_) | Block::Ol(_) => Vec::new(),
    };
    blocks.iter().flat_map(of).collect()
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
