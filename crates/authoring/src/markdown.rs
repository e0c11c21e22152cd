//! The Markdown of items: paragraphs, lists, emphasis, strong, code. Anything else is a finding, not a surprise on a screen.

use jalon_protocol::OptionId;
use jalon_protocol::rich::{Block, Hot, Inline, Styled};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Something that the subset has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsupported {
    /// What was found: `html`, `link`, `heading`…
    pub found: &'static str,
}

/// Compiles a text to its node tree.
///
/// # Errors
/// [`Unsupported`] names the first construct that the subset has not.
pub fn compile(text: &str) -> Result<Vec<Block>, Unsupported> {
    let mut blocks = Vec::new();
    let mut builder = Builder::default();
    for event in Parser::new_ext(text, Options::empty()) {
        match event {
            Event::Start(tag) => builder.start(&tag)?,
            Event::End(tag) => builder.end(tag, &mut blocks),
            Event::Text(words) => builder.words(&words),
            Event::Code(words) => builder.inline(Inline::Styled(Styled::Code(words.into_string()))),
            Event::SoftBreak | Event::HardBreak => builder.words(" "),
            Event::Html(_) | Event::InlineHtml(_) => return Err(Unsupported { found: "html" }),
            Event::Rule => return Err(Unsupported { found: "rule" }),
            _ => return Err(Unsupported { found: "markup" }),
        }
    }
    Ok(blocks)
}

/// Compiles a text in which `{a}` is a place to fill and `{a|words}` are words to choose.
///
/// # Errors
/// [`Unsupported`], as [`compile`]; `mark` where a brace stands alone or holds no id.
pub fn passage(text: &str) -> Result<Vec<Block>, Unsupported> {
    let mut blocks = compile(text)?;
    for block in &mut blocks {
        match block {
            Block::P(line) => mark(line)?,
            Block::Ul(entries) | Block::Ol(entries) => entries.iter_mut().try_for_each(mark)?,
        }
    }
    Ok(blocks)
}

/// Takes the marks out of the words of a line.
fn mark(line: &mut Vec<Inline>) -> Result<(), Unsupported> {
    let mut out = Vec::new();
    for inline in std::mem::take(line) {
        match inline {
            Inline::Text(words) => pieces(&words, &mut out)?,
            Inline::Styled(Styled::Em(mut inner)) => {
                mark(&mut inner)?;
                out.push(Inline::Styled(Styled::Em(inner)));
            }
            Inline::Styled(Styled::Strong(mut inner)) => {
                mark(&mut inner)?;
                out.push(Inline::Styled(Styled::Strong(inner)));
            }
            other => out.push(other),
        }
    }
    *line = out;
    Ok(())
}

fn pieces(words: &str, out: &mut Vec<Inline>) -> Result<(), Unsupported> {
    const ALONE: Unsupported = Unsupported { found: "mark" };
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        let (inside, after) = after.split_once('}').ok_or(ALONE)?;
        let (id, text) = inside
            .split_once('|')
            .map_or((inside, None), |(id, text)| (id, Some(text)));
        let id = OptionId::parse(id).ok_or(ALONE)?;
        plain(before, out)?;
        out.push(Inline::Styled(match text.map(str::trim) {
            None => Styled::Gap(id),
            Some("") => return Err(ALONE),
            Some(text) => Styled::Hot(Hot {
                id,
                text: text.to_owned(),
            }),
        }));
        rest = after;
    }
    plain(rest, out)
}

fn plain(words: &str, out: &mut Vec<Inline>) -> Result<(), Unsupported> {
    if words.contains('}') {
        return Err(Unsupported { found: "mark" });
    }
    if !words.is_empty() {
        out.push(Inline::Text(words.to_owned()));
    }
    Ok(())
}

#[derive(Default)]
struct Builder {
    /// Open runs of inlines: the line at the bottom, styled spans above.
    spans: Vec<Vec<Inline>>,
    entries: Vec<Vec<Inline>>,
    ordered: Option<bool>,
    in_entry: bool,
}

impl Builder {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), Unsupported> {
        match tag {
            Tag::Paragraph => {
                if !self.in_entry {
                    self.spans.push(Vec::new());
                }
            }
            Tag::List(start) => {
                if self.ordered.is_some() {
                    return Err(Unsupported { found: "nested-list" });
                }
                self.ordered = Some(start.is_some());
            }
            Tag::Item => {
                self.in_entry = true;
                self.spans.push(Vec::new());
            }
            Tag::Emphasis | Tag::Strong => self.spans.push(Vec::new()),
            Tag::Link { .. } => return Err(Unsupported { found: "link" }),
            Tag::Image { .. } => return Err(Unsupported { found: "image" }),
            Tag::Heading { .. } => return Err(Unsupported { found: "heading" }),
            Tag::HtmlBlock => return Err(Unsupported { found: "html" }),
            Tag::CodeBlock(_) => return Err(Unsupported { found: "code-block" }),
            Tag::BlockQuote(_) => return Err(Unsupported { found: "quote" }),
            _ => return Err(Unsupported { found: "markup" }),
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd, blocks: &mut Vec<Block>) {
        match tag {
            TagEnd::Paragraph if !self.in_entry => {
                if let Some(line) = self.spans.pop() {
                    blocks.push(Block::P(line));
                }
            }
            TagEnd::Item => {
                self.in_entry = false;
                self.entries.extend(self.spans.pop());
            }
            TagEnd::List(_) => {
                let entries = std::mem::take(&mut self.entries);
                let ordered = self.ordered.take() == Some(true);
                blocks.push(if ordered {
                    Block::Ol(entries)
                } else {
                    Block::Ul(entries)
                });
            }
            TagEnd::Emphasis => {
                let inner = self.spans.pop().unwrap_or_default();
                self.inline(Inline::Styled(Styled::Em(inner)));
            }
            TagEnd::Strong => {
                let inner = self.spans.pop().unwrap_or_default();
                self.inline(Inline::Styled(Styled::Strong(inner)));
            }
            _ => {}
        }
    }

    fn inline(&mut self, inline: Inline) {
        if let Some(line) = self.spans.last_mut() {
            line.push(inline);
        }
    }

    fn words(&mut self, words: &str) {
        match self.spans.last_mut().map(|line| (line.last_mut(), ())) {
            Some((Some(Inline::Text(before)), ())) => before.push_str(words),
            _ => self.inline(Inline::Text(words.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> String {
        compile(text).map_or_else(|e| e.found.to_owned(), |blocks| serde_json::to_string(&blocks).unwrap())
    }

    #[test]
    fn the_subset_and_nothing_else() {
        assert_eq!(
            json("Un *deux* **trois**\nquatre"),
            r#"[{"p":["Un ",{"em":["deux"]}," ",{"strong":["trois"]}," quatre"]}]"#
        );
        assert_eq!(
            json("Liste :\n\n- a\n- `b`"),
            r#"[{"p":["Liste :"]},{"ul":[["a"],[{"code":"b"}]]}]"#
        );
        assert_eq!(json("1. a\n\n2. b"), r#"[{"ol":[["a"],["b"]]}]"#);
        for (text, found) in [
            ("<b>x</b>", "html"),
            ("[a](b)", "link"),
            ("# t", "heading"),
            ("> q", "quote"),
            ("![a](b)", "image"),
            ("---", "rule"),
            ("    code", "code-block"),
        ] {
            assert_eq!(json(text), found, "{text}");
        }
        assert_eq!(json("2 < 3 & 4 > 1"), r#"[{"p":["2 < 3 & 4 > 1"]}]"#);
    }

    #[test]
    fn places_and_words_of_a_passage() {
        let json = |text: &str| {
            passage(text).map_or_else(|e| e.found.to_owned(), |blocks| serde_json::to_string(&blocks).unwrap())
        };
        assert_eq!(
            json("Un {a} *et {b}*."),
            r#"[{"p":["Un ",{"gap":"a"}," ",{"em":["et ",{"gap":"b"}]},"."]}]"#
        );
        assert_eq!(
            json("{x|l’avenue & co!}"),
            r#"[{"p":[{"hot":{"id":"x","text":"l’avenue & co!"}}]}]"#
        );
        assert_eq!(json("- {a}\n- b"), r#"[{"ul":[[{"gap":"a"}],["b"]]}]"#);
        for wrong in ["{", "}", "{}", "{A}", "{a|}", "a } {b}", "{a {b}}"] {
            assert_eq!(json(wrong), "mark", "{wrong}");
        }
        // Elsewhere braces are words.
        assert_eq!(
            serde_json::to_string(&compile("{a}").unwrap()).unwrap(),
            r#"[{"p":["{a}"]}]"#
        );
    }
}
