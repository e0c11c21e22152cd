//! Buttons.

use super::{Icon, glyph};
use yew::prelude::*;

/// What a tap does.
pub fn act(does: impl Fn() + 'static) -> Callback<MouseEvent> {
    Callback::from(move |_: MouseEvent| does())
}

/// A button under construction.
#[derive(Debug, Clone)]
pub struct Button {
    class: String,
    icon: Option<Icon>,
    after: Option<Icon>,
    off: Option<&'static str>,
    pressed: Option<bool>,
    words: AttrValue,
    onclick: Callback<MouseEvent>,
}

impl Button {
    /// A button like any other.
    pub fn new(words: impl Into<AttrValue>, onclick: Callback<MouseEvent>) -> Self {
        let class = "button".to_owned();
        Self {
            class,
            icon: None,
            after: None,
            off: None,
            pressed: None,
            words: words.into(),
            onclick,
        }
    }

    fn with(mut self, class: &str) -> Self {
        self.class.push_str(class);
        self
    }

    /// The one thing to do on this screen.
    #[must_use]
    pub fn primary(self) -> Self {
        self.with(" button--primary")
    }

    /// As light as a link.
    #[must_use]
    pub fn plain(self) -> Self {
        self.with(" button--plain")
    }

    /// Destroys something.
    #[must_use]
    pub fn danger(self) -> Self {
        self.with(" button--danger")
    }

    /// At least as high as an answer.
    #[must_use]
    pub fn tall(self) -> Self {
        self.with(" button--tall")
    }

    /// As wide as there is room.
    #[must_use]
    pub fn wide(self) -> Self {
        self.with(" button--wide")
    }

    /// Drawn before the words.
    #[must_use]
    pub const fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Drawn after the words.
    #[must_use]
    pub const fn after(mut self, icon: Icon) -> Self {
        self.after = Some(icon);
        self
    }

    /// Stays pressed, or does not.
    #[must_use]
    pub const fn pressed(mut self, pressed: bool) -> Self {
        self.pressed = Some(pressed);
        self
    }

    /// Cannot be used now; still reached by the keyboard, so that its reason, under this id, can be read.
    #[must_use]
    pub const fn off(mut self, reason: &'static str) -> Self {
        self.off = Some(reason);
        self
    }

    /// The button.
    #[must_use]
    pub fn draw(self) -> Html {
        let onclick = if self.off.is_some() {
            Callback::noop()
        } else {
            self.onclick
        };
        html! {
            <button type="button" class={self.class} {onclick} aria-disabled={self.off.map(|_| "true")}
                aria-pressed={self.pressed.map(|pressed| if pressed { "true" } else { "false" })} aria-describedby={self.off}>
                { self.icon.map(glyph) }
                <span>{ self.words }</span>
                { self.after.map(glyph) }
            </button>
        }
    }
}
