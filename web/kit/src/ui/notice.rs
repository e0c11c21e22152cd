//! Something to know: a notice, a badge, or more under a line that opens.

use super::{Icon, glyph};
use crate::html;
use yew::prelude::*;

/// What sort of thing it is. Never said by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Good to know.
    #[default]
    Plain,
    /// To be looked at.
    Attention,
    /// Well.
    Ok,
    /// Not well: a notice of this sort interrupts a screen reader when it appears.
    Bad,
    /// Under way.
    Path,
}

impl Tone {
    const fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Attention => "attention",
            Self::Ok => "ok",
            Self::Bad => "bad",
            Self::Path => "path",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Plain | Self::Path => Icon::Help,
            Self::Attention => Icon::Warning,
            Self::Ok => Icon::Check,
            Self::Bad => Icon::Cross,
        }
    }
}

/// A notice: its sort, its title if it has one, the rest.
#[must_use]
pub fn notice(tone: Tone, title: Option<AttrValue>, rest: Html) -> Html {
    html! {
        <div class={format!("notice notice--{}", tone.word())} role={(tone == Tone::Bad).then_some("alert")}>
            { glyph(tone.icon()) }
            <div class="notice__body">
                if let Some(title) = title { <p class="notice__title">{ title }</p> }
                { rest }
            </div>
        </div>
    }
}

/// A few words in a rounded line.
pub fn badge(tone: Tone, icon: Icon, words: impl Into<AttrValue>) -> Html {
    let words: AttrValue = words.into();
    html! { <span class={format!("badge badge--{}", tone.word())}>{ glyph(icon) }<span>{ words }</span></span> }
}

/// More, one tap away.
pub fn disclosure(summary: impl Into<AttrValue>, open: bool, rest: Html) -> Html {
    let summary: AttrValue = summary.into();
    html! {
        <details class="more" {open}>
            <summary>{ glyph(Icon::Chevron) }<span>{ summary }</span></summary>
            <div class="more__body stack">{ rest }</div>
        </details>
    }
}
