//! Something to know: a notice, a badge, or more under a line that opens.

use super::{Glyph, Icon};
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
    /// Not well.
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

/// What [`Notice`] is given.
#[derive(Debug, Properties, PartialEq)]
pub struct NoticeProps {
    /// What sort.
    #[prop_or_default]
    pub tone: Tone,
    /// Another icon than the sort's own.
    #[prop_or_default]
    pub icon: Option<Icon>,
    /// In one line.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// Interrupts a screen reader when it appears.
    #[prop_or_default]
    pub alert: bool,
    /// The rest.
    #[prop_or_default]
    pub children: Html,
}

/// A notice.
#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    html! {
        <div class={classes!("notice", format!("notice--{}", props.tone.word()))} role={props.alert.then_some("alert")}>
            <Glyph icon={props.icon.unwrap_or(props.tone.icon())} />
            <div class="notice__body">
                if let Some(title) = &props.title { <p class="notice__title">{ title }</p> }
                { props.children.clone() }
            </div>
        </div>
    }
}

/// What [`Badge`] is given.
#[derive(Debug, Properties, PartialEq)]
pub struct BadgeProps {
    /// What sort.
    #[prop_or_default]
    pub tone: Tone,
    /// Its icon.
    #[prop_or_default]
    pub icon: Option<Icon>,
    /// Its words.
    pub children: Html,
}

/// A few words in a rounded line.
#[component]
pub fn Badge(props: &BadgeProps) -> Html {
    html! {
        <span class={classes!("badge", format!("badge--{}", props.tone.word()))}>
            if let Some(icon) = props.icon { <Glyph {icon} /> }
            <span>{ props.children.clone() }</span>
        </span>
    }
}

/// What [`Disclosure`] is given.
#[derive(Debug, Properties, PartialEq)]
pub struct DisclosureProps {
    /// The line that opens.
    pub summary: AttrValue,
    /// Open from the start.
    #[prop_or_default]
    pub open: bool,
    /// What is under it.
    pub children: Html,
}

/// More, one tap away.
#[component]
pub fn Disclosure(props: &DisclosureProps) -> Html {
    html! {
        <details class="more" open={props.open}>
            <summary><Glyph icon={Icon::Chevron} /><span>{ &props.summary }</span></summary>
            <div class="more__body stack">{ props.children.clone() }</div>
        </details>
    }
}
