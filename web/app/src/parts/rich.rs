//! Texts of questions, drawn as nodes of the page, never as strings of HTML.

use crate::ground::use_lang;
use jalon_protocol::rich::{Block, Inline, RichText, Styled};
use yew::prelude::*;

/// What [`Rich`] is given.
#[derive(Debug, Properties, PartialEq)]
pub struct RichProps {
    /// The text.
    pub text: RichText,
}

/// A text, in the person's language where it is said in it; its language and direction are told.
#[component]
pub fn Rich(props: &RichProps) -> Html {
    let lang = use_lang();
    let Some((tag, blocks)) = props.text.pick(lang.tag()) else {
        return html! {};
    };
    let other = (tag.as_str() != lang.tag()).then(|| AttrValue::from(tag.as_str().to_owned()));
    let dir = tag.is_right_to_left().then_some("rtl");
    html! { <div class="rich" lang={other} {dir}>{ for blocks.iter().map(block) }</div> }
}

/// The text as lines that may stand inside a heading or a label: paragraphs and entries, one after the other.
#[must_use]
pub fn lines(blocks: &[Block]) -> Html {
    let line = |inlines: &Vec<Inline>| html! { <span class="line">{ inside(inlines) }</span> };
    let lines = blocks.iter().flat_map(|block| match block {
        Block::P(inlines) => vec![line(inlines)],
        Block::Ul(entries) | Block::Ol(entries) => entries.iter().map(line).collect(),
    });
    html! { { for lines } }
}

fn block(block: &Block) -> Html {
    let entry = |entry: &Vec<Inline>| html! { <li>{ inside(entry) }</li> };
    match block {
        Block::P(inlines) => html! { <p>{ inside(inlines) }</p> },
        Block::Ul(entries) => html! { <ul>{ for entries.iter().map(entry) }</ul> },
        Block::Ol(entries) => html! { <ol>{ for entries.iter().map(entry) }</ol> },
    }
}

fn inside(inlines: &[Inline]) -> Html {
    let piece = |inline: &Inline| match inline {
        Inline::Text(words) => html! { { words } },
        Inline::Styled(Styled::Em(inner)) => html! { <em>{ inside(inner) }</em> },
        Inline::Styled(Styled::Strong(inner)) => html! { <strong>{ inside(inner) }</strong> },
        Inline::Styled(Styled::Code(words)) => html! { <code>{ words }</code> },
    };
    html! { { for inlines.iter().map(piece) } }
}
