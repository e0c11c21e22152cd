//! Texts of questions, drawn as nodes of the page, never as strings of HTML.

use jalon_messages::Lang;
use jalon_protocol::rich::{Block, Inline, RichText, Styled};
use jalon_web_kit::html;
use yew::prelude::*;

/// A text, in the person's language where it is said in it; its language and direction are told.
#[must_use]
pub fn rich(text: &RichText, lang: Lang) -> Html {
    let Some((tag, blocks)) = text.pick(lang.tag()) else {
        return html! {};
    };
    let other = (tag.as_str() != lang.tag()).then(|| tag.as_str().to_owned());
    let dir = tag.is_right_to_left().then_some("rtl");
    html! { <div class="rich" lang={other} {dir}>{ blocks.iter().map(block).collect::<Vec<Html>>() }</div> }
}

/// The text as lines that may stand inside a heading or a label: paragraphs and entries, one after the other.
#[must_use]
pub fn lines(text: &RichText, lang: Lang) -> Html {
    let Some((tag, blocks)) = text.pick(lang.tag()) else {
        return html! {};
    };
    let other = (tag.as_str() != lang.tag()).then(|| tag.as_str().to_owned());
    let mut lines: Vec<Html> = Vec::new();
    let mut line = |inlines: &[Inline]| lines.push(html! { <span class="line">{ inside(inlines) }</span> });
    for block in blocks {
        match block {
            Block::P(inlines) => line(inlines),
            Block::Ul(entries) | Block::Ol(entries) => entries.iter().for_each(|entry| line(entry)),
        }
    }
    html! { <span lang={other}>{ lines }</span> }
}

fn block(block: &Block) -> Html {
    let items = |entries: &[Vec<Inline>]| -> Vec<Html> {
        entries
            .iter()
            .map(|entry| html! { <li>{ inside(entry) }</li> })
            .collect()
    };
    match block {
        Block::P(inlines) => html! { <p>{ inside(inlines) }</p> },
        Block::Ul(entries) => html! { <ul>{ items(entries) }</ul> },
        Block::Ol(entries) => html! { <ol>{ items(entries) }</ol> },
    }
}

fn inside(inlines: &[Inline]) -> Vec<Html> {
    let piece = |inline: &Inline| match inline {
        Inline::Text(words) => html! { { words.clone() } },
        Inline::Styled(Styled::Em(inner)) => html! { <em>{ inside(inner) }</em> },
        Inline::Styled(Styled::Strong(inner)) => html! { <strong>{ inside(inner) }</strong> },
        Inline::Styled(Styled::Code(words)) => html! { <code>{ words }</code> },
    };
    inlines.iter().map(piece).collect()
}
