//! The Markdown of items: paragraphs, lists, emphasis, strong, code; in the body of a question or of a shared text, pictures and tables.
//! Anything else is a finding, not a surprise on a screen.

use crate::media::{NoPicture, Pictures};
use jalon_protocol::OptionId;
use jalon_protocol::rich::{Block, Figure, Hot, Inline, Styled, Table};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Why a text is not compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Something that the subset has not, or not here: `html`, `link`, `heading`…
    Unsupported {
        /// What was found.
        found: &'static str,
    },
    /// A picture that is not in `media/`.
    UnknownPicture {
        /// Its name.
        name: String,
    },
    /// A picture without an alternative.
    NoAlternative {
        /// Its name.
        name: String,
    },
    /// A picture whose file was refused, which was said at the file.
    Refused,
}

const fn unsupported(found: &'static str) -> Fault {
    Fault::Unsupported { found }
}

/// Compiles lines of words to their node tree: no picture, no table.
///
/// # Errors
/// [`Fault`] names the first construct that the subset has not.
pub fn compile(text: &str) -> Result<Vec<Block>, Fault> {
    Builder::default().build(text, Options::empty())
}

/// Compiles a text that may have pictures, each alone in its paragraph, and tables.
///
/// # Errors
/// [`Fault`].
pub fn body(text: &str, pictures: &Pictures) -> Result<Vec<Block>, Fault> {
    let builder = Builder {
        pictures: Some(pictures),
        ..Builder::default()
    };
    builder.build(text, Options::ENABLE_TABLES)
}

/// Compiles a text in which `{a}` is a place to fill and `{a|words}` are words to choose.
///
/// # Errors
/// [`Fault`], as [`body`]; `mark` where a brace stands alone or holds no id.
pub fn passage(text: &str, pictures: &Pictures) -> Result<Vec<Block>, Fault> {
    let mut blocks = body(text, pictures)?;
    for block in &mut blocks {
        match block {
            Block::P(line) => mark(line)?,
            Block::Ul(entries) | Block::Ol(entries) => entries.iter_mut().try_for_each(mark)?,
            Block::Table(table) => table.rows.iter_mut().flatten().try_for_each(mark)?,
            Block::Figure(_) => {}
        }
    }
    Ok(blocks)
}

/// Takes the marks out of the words of a line.
fn mark(line: &mut Vec<Inline>) -> Result<(), Fault> {
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

fn pieces(words: &str, out: &mut Vec<Inline>) -> Result<(), Fault> {
    const ALONE: Fault = unsupported("mark");
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

fn plain(words: &str, out: &mut Vec<Inline>) -> Result<(), Fault> {
    if words.contains('}') {
        return Err(unsupported("mark"));
    }
    if !words.is_empty() {
        out.push(Inline::Text(words.to_owned()));
    }
    Ok(())
}

#[derive(Default)]
struct Builder<'p> {
    /// Pictures that may be shown; none where pictures and tables have no place.
    pictures: Option<&'p Pictures>,
    /// Open runs of inlines: the line at the bottom, styled spans above.
    spans: Vec<Vec<Inline>>,
    entries: Vec<Vec<Inline>>,
    ordered: Option<bool>,
    in_entry: bool,
    /// The name of the picture whose alternative is being read.
    naming: Option<String>,
    /// Pictures of the paragraph.
    figures: Vec<Figure>,
    table: Option<Table>,
    cells: Vec<Vec<Inline>>,
}

impl Builder<'_> {
    fn build(mut self, text: &str, options: Options) -> Result<Vec<Block>, Fault> {
        let mut blocks = Vec::new();
        for event in Parser::new_ext(text, options) {
            match event {
                Event::Start(tag) => self.start(&tag)?,
                Event::End(tag) => self.end(tag, &mut blocks)?,
                Event::Text(words) => self.words(&words),
                Event::Code(words) => self.inline(Inline::Styled(Styled::Code(words.into_string()))),
                Event::SoftBreak | Event::HardBreak => self.words(" "),
                Event::Html(_) | Event::InlineHtml(_) => return Err(unsupported("html")),
                Event::Rule => return Err(unsupported("rule")),
                _ => return Err(unsupported("markup")),
            }
        }
        Ok(blocks)
    }

    fn start(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        match tag {
            Tag::Paragraph => {
                if !self.in_entry {
                    self.spans.push(Vec::new());
                }
            }
            Tag::List(start) => {
                if self.ordered.is_some() {
                    return Err(unsupported("nested-list"));
                }
                self.ordered = Some(start.is_some());
            }
            Tag::Item => {
                self.in_entry = true;
                self.spans.push(Vec::new());
            }
            Tag::Emphasis | Tag::Strong => self.spans.push(Vec::new()),
            Tag::Image { dest_url, title, .. } => {
                // Alone in a paragraph of its own, at the bottom of the text.
                if self.pictures.is_none()
                    || self.in_entry
                    || self.table.is_some()
                    || self.spans.len() != 1
                    || !title.is_empty()
                {
                    return Err(unsupported("image"));
                }
                self.naming = Some(dest_url.to_string());
                self.spans.push(Vec::new());
            }
            Tag::Table(_) => {
                self.table = Some(Table {
                    head: Vec::new(),
                    rows: Vec::new(),
                });
            }
            Tag::TableHead | Tag::TableRow => {}
            Tag::TableCell => self.spans.push(Vec::new()),
            Tag::Link { .. } => return Err(unsupported("link")),
            Tag::Heading { .. } => return Err(unsupported("heading")),
            Tag::HtmlBlock => return Err(unsupported("html")),
            Tag::CodeBlock(_) => return Err(unsupported("code-block")),
            Tag::BlockQuote(_) => return Err(unsupported("quote")),
            _ => return Err(unsupported("markup")),
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd, blocks: &mut Vec<Block>) -> Result<(), Fault> {
        match tag {
            TagEnd::Paragraph if !self.in_entry => {
                let line = self.spans.pop().unwrap_or_default();
                let figures = std::mem::take(&mut self.figures);
                if figures.is_empty() {
                    blocks.push(Block::P(line));
                } else if line
                    .iter()
                    .all(|inline| matches!(inline, Inline::Text(words) if words.trim().is_empty()))
                {
                    blocks.extend(figures.into_iter().map(Block::Figure));
                } else {
                    return Err(unsupported("image"));
                }
            }
            TagEnd::Image => {
                let alternative = self.spans.pop().unwrap_or_default();
                let figure = self.figure(&alternative)?;
                self.figures.push(figure);
            }
            TagEnd::TableCell => self.cells.extend(self.spans.pop()),
            TagEnd::TableHead | TagEnd::TableRow => {
                let cells = std::mem::take(&mut self.cells);
                if let Some(table) = &mut self.table {
                    if matches!(tag, TagEnd::TableHead) {
                        table.head = cells;
                    } else {
                        table.rows.push(cells);
                    }
                }
            }
            TagEnd::Table => match self.table.take() {
                Some(table) if !table.rows.is_empty() => blocks.push(Block::Table(table)),
                _ => return Err(unsupported("table")),
            },
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
        Ok(())
    }

    /// The picture whose alternative was read: words without a form.
    fn figure(&mut self, alternative: &[Inline]) -> Result<Figure, Fault> {
        let name = self.naming.take().unwrap_or_default();
        let alt = match alternative {
            [Inline::Text(words)] if !words.trim().is_empty() => words.trim().to_owned(),
            [] | [Inline::Text(_)] => return Err(Fault::NoAlternative { name }),
            _ => return Err(unsupported("image")),
        };
        let found = self
            .pictures
            .map_or(Err(NoPicture::Unknown), |pictures| pictures.find(&name));
        match found {
            Ok(picture) => Ok(Figure {
                picture: picture.clone(),
                alt,
            }),
            Err(NoPicture::Unknown) => Err(Fault::UnknownPicture { name }),
            Err(NoPicture::Refused) => Err(Fault::Refused),
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

    fn said(compiled: Result<Vec<Block>, Fault>) -> String {
        match compiled {
            Ok(blocks) => canonical(&serde_json::to_value(&blocks).unwrap()),
            Err(Fault::Unsupported { found }) => found.to_owned(),
            Err(other) => format!("{other:?}"),
        }
    }

    /// Members in one order, whatever else is compiled along.
    fn canonical(value: &jalon_base::json::Value) -> String {
        String::from_utf8(jalon_base::jcs::value_to_vec(value)).unwrap()
    }

    fn json(text: &str) -> String {
        said(compile(text))
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
        let json = |text: &str| said(passage(text, &Pictures::default()));
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
            canonical(&serde_json::to_value(compile("{a}").unwrap()).unwrap()),
            r#"[{"p":["{a}"]}]"#
        );
    }

    #[test]
    fn pictures_and_tables_of_a_body() {
        let mut pictures = Pictures::default();
        let drawing = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 6"/>"#;
        assert!(pictures.add("media/p.svg", "p.svg", drawing).is_empty());
        pictures.add("media/bad.svg", "bad.svg", b"<html>");
        let media = jalon_base::Digest::of(drawing);
        let json = |text: &str| said(body(text, &pictures));
        let figure = format!(r#"{{"figure":{{"alt":"Un mot","picture":{{"height":6,"media":"{media}","width":8}}}}}}"#);
        assert_eq!(json("a\n\n![Un mot](p.svg)"), format!(r#"[{{"p":["a"]}},{figure}]"#));
        assert_eq!(
            json("![Un mot](p.svg)\n![Un mot](p.svg)"),
            format!("[{figure},{figure}]")
        );
        assert_eq!(
            json("| | *b* |\n|---|---|\n| c | d |\n| e |"),
            r#"[{"table":{"head":[[],[{"em":["b"]}]],"rows":[[["c"],["d"]],[["e"],[]]]}}]"#
        );
        for (text, wrong) in [
            ("mot ![a](p.svg)", "image"),
            ("- ![a](p.svg)", "image"),
            ("*![a](p.svg)*", "image"),
            ("![a *b*](p.svg)", "image"),
            ("![a](p.svg \"titre\")", "image"),
            ("| a |\n|---|", "table"),
            ("| a |\n|---|\n| ![a](p.svg) |", "image"),
            ("![](p.svg)", "NoAlternative { name: \"p.svg\" }"),
            ("![ ](p.svg)", "NoAlternative { name: \"p.svg\" }"),
            ("![a](q.svg)", "UnknownPicture { name: \"q.svg\" }"),
            (
                "![a](https://a.example/p.svg)",
                "UnknownPicture { name: \"https://a.example/p.svg\" }",
            ),
            ("![a](bad.svg)", "Refused"),
        ] {
            assert_eq!(json(text), wrong, "{text}");
        }
        let gaps = said(passage("| a |\n|---|\n| {g} |", &pictures));
        assert_eq!(gaps, r#"[{"table":{"head":[["a"]],"rows":[[[{"gap":"g"}]]]}}]"#);
        // Where lines alone have their place, a table is words and a picture is refused.
        assert_eq!(said(compile("![a](p.svg)")), "image");
    }
}
