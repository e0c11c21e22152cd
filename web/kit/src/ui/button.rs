//! Buttons.

use super::{Glyph, Icon};
use yew::prelude::*;

/// How much a button asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// The one thing to do on this screen.
    Primary,
    /// Anything else.
    #[default]
    Quiet,
    /// As light as a link.
    Plain,
    /// Destroys something.
    Danger,
}

/// What [`Button`] is given.
#[derive(Debug, Properties, PartialEq)]
pub struct ButtonProps {
    /// How much it asks for.
    #[prop_or_default]
    pub look: Look,
    /// Drawn before the words.
    #[prop_or_default]
    pub icon: Option<Icon>,
    /// Drawn after the words.
    #[prop_or_default]
    pub after: Option<Icon>,
    /// At least as high as an answer.
    #[prop_or_default]
    pub tall: bool,
    /// As wide as there is room.
    #[prop_or_default]
    pub wide: bool,
    /// Cannot be used now: still reached by the keyboard, so that its reason can be read.
    #[prop_or_default]
    pub off: bool,
    /// A button that stays pressed.
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// Id of the text that explains it.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// What it does.
    pub onclick: Callback<()>,
    /// Its words.
    pub children: Html,
}

/// A button.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let look = match props.look {
        Look::Primary => "button--primary",
        Look::Quiet => "button--quiet",
        Look::Plain => "button--plain",
        Look::Danger => "button--danger",
    };
    let class = classes!(
        "button",
        look,
        props.tall.then_some("button--tall"),
        props.wide.then_some("button--wide")
    );
    let (off, wanted) = (props.off, props.onclick.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        if !off {
            wanted.emit(());
        }
    });
    html! {
        <button type="button" {class} {onclick} aria-disabled={off.then_some("true")}
            aria-pressed={props.pressed.map(|pressed| if pressed { "true" } else { "false" })}
            aria-describedby={props.described_by.clone()}>
            if let Some(icon) = props.icon { <Glyph {icon} /> }
            <span>{ props.children.clone() }</span>
            if let Some(icon) = props.after { <Glyph {icon} /> }
        </button>
    }
}
