//! Buttons.

use super::{Icon, glyph};
use crate::html;
use yew::prelude::*;

/// What a tap does.
pub fn act(does: impl Fn() + 'static) -> Callback<MouseEvent> {
    Callback::from(move |_: MouseEvent| does())
}

/// A button under construction.
#[derive(Debug, Clone)]
pub struct Button {
    /// One bit a class of [`CLASSES`].
    looks: u8,
    pressed: Option<bool>,
    icon: Option<Icon>,
    after: Option<Icon>,
    off: Option<&'static str>,
    words: AttrValue,
    onclick: Callback<MouseEvent>,
}

const CLASSES: [&str; 5] = [
    " button--primary",
    " button--plain",
    " button--danger",
    " button--tall",
    " button--wide",
];

impl Button {
    /// A button like any other.
    pub fn new(words: &'static str, onclick: Callback<MouseEvent>) -> Self {
        Self {
            looks: 0,
            pressed: None,
            icon: None,
            after: None,
            off: None,
            words: AttrValue::Static(words),
            onclick,
        }
    }

    /// The one thing to do on this screen.
    #[must_use]
    pub const fn primary(mut self) -> Self {
        self.looks |= 1;
        self
    }

    /// As light as a link.
    #[must_use]
    pub const fn plain(mut self) -> Self {
        self.looks |= 2;
        self
    }

    /// Destroys something.
    #[must_use]
    pub const fn danger(mut self) -> Self {
        self.looks |= 4;
        self
    }

    /// At least as high as an answer.
    #[must_use]
    pub const fn tall(mut self) -> Self {
        self.looks |= 8;
        self
    }

    /// As wide as there is room.
    #[must_use]
    pub const fn wide(mut self) -> Self {
        self.looks |= 16;
        self
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
    #[inline(never)]
    pub fn draw(self) -> Html {
        let mut class = "button".to_owned();
        for (bit, name) in CLASSES.iter().enumerate() {
            if self.looks >> bit & 1 == 1 {
                class.push_str(name);
            }
        }
        let onclick = if self.off.is_some() {
            Callback::noop()
        } else {
            self.onclick
        };
        html! {
            <button type="button" {class} {onclick} aria-disabled={self.off.map(|_| "true")}
                aria-pressed={self.pressed.map(|pressed| if pressed { "true" } else { "false" })} aria-describedby={self.off}>
                { self.icon.map(glyph) }
                <span>{ self.words }</span>
                { self.after.map(glyph) }
            </button>
        }
    }
}
