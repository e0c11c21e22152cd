//! Texts of questions, drawn as nodes of the page, never as strings of HTML.

use crate::demand;
use jalon_messages::Lang;
use jalon_protocol::rich::{Block, Inline, Mark, RichText, Styled};
use jalon_web_kit::html;
use yew::prelude::*;

/// A text, in the person's language where it is said in it; its language and direction are told.
#[must_use]
pub fn rich(text: &RichText, lang: Lang) -> Html {
    drawn(text, lang, "rich", &plain_mark, |_| true)
}

/// The pictures and tables of a text whose lines stand elsewhere.
#[must_use]
pub fn bodies(text: &RichText, lang: Lang) -> Html {
    drawn(text, lang, "rich", &plain_mark, Block::stands_apart)
}

/// A passage, with what each of its marks is drawn as.
#[must_use]
pub fn passage(text: &RichText, lang: Lang, mark: Marks<'_>) -> Html {
    drawn(text, lang, "rich passage", mark, |_| true)
}

fn drawn(text: &RichText, lang: Lang, class: &'static str, mark: Marks<'_>, keep: fn(&Block) -> bool) -> Html {
    let Some((tag, blocks)) = text.pick(lang.tag()) else {
        return html! {};
    };
    let kept = blocks.iter().filter(|each| keep(each)).map(|each| block(each, mark));
    let kept: Vec<Html> = kept.collect();
    if kept.is_empty() {
        return html! {};
    }
    let other = (tag.as_str() != lang.tag()).then(|| tag.as_str().to_owned());
    let dir = tag.is_right_to_left().then_some("rtl");
    html! { <div {class} lang={other} {dir}>{ kept }</div> }
}

/// How marks are drawn.
pub type Marks<'a> = &'a dyn Fn(Mark<'_>) -> Html;

fn plain_mark(mark: Mark<'_>) -> Html {
    match mark {
        Mark::Gap(_) => html! { { "…" } },
        Mark::Hot(hot) => html! { { hot.text.clone() } },
    }
}

/// The text as lines that may stand inside a heading or a label: paragraphs and entries, one after the other.
#[must_use]
pub fn lines(text: &RichText, lang: Lang) -> Html {
    let Some((tag, blocks)) = text.pick(lang.tag()) else {
        return html! {};
    };
    let other = (tag.as_str() != lang.tag()).then(|| tag.as_str().to_owned());
    let mut lines: Vec<Html> = Vec::new();
    let mut line =
        |inlines: &[Inline]| lines.push(html! { <span class="line">{ inside(inlines, &plain_mark) }</span> });
    for block in blocks {
        match block {
            Block::P(inlines) => line(inlines),
            Block::Ul(entries) | Block::Ol(entries) => entries.iter().for_each(|entry| line(entry)),
            Block::Figure(_) | Block::Table(_) => {}
        }
    }
    html! { <span lang={other}>{ lines }</span> }
}

fn block(block: &Block, mark: Marks<'_>) -> Html {
    let items = |entries: &[Vec<Inline>]| -> Vec<Html> {
        entries
            .iter()
            .map(|entry| html! { <li>{ inside(entry, mark) }</li> })
            .collect()
    };
    match block {
        Block::P(inlines) => html! { <p>{ inside(inlines, mark) }</p> },
        Block::Ul(entries) => html! { <ul>{ items(entries) }</ul> },
        Block::Ol(entries) => html! { <ol>{ items(entries) }</ol> },
        Block::Figure(_) | Block::Table(_) => match demand::here(demand::bodies) {
            Some(bodies) => (bodies.draw)(block, mark),
            None => html! {},
        },
    }
}

/// The pieces of a line.
pub(super) fn inside(inlines: &[Inline], mark: Marks<'_>) -> Vec<Html> {
    let piece = |inline: &Inline| match inline {
        Inline::Text(words) => html! { { words.clone() } },
        Inline::Styled(Styled::Em(inner)) => html! { <em>{ inside(inner, mark) }</em> },
        Inline::Styled(Styled::Strong(inner)) => html! { <strong>{ inside(inner, mark) }</strong> },
        Inline::Styled(Styled::Code(words)) => html! { <code>{ words }</code> },
        Inline::Styled(Styled::Gap(id)) => mark(Mark::Gap(id)),
        Inline::Styled(Styled::Hot(hot)) => mark(Mark::Hot(hot)),
    };
    inlines.iter().map(piece).collect()
}
