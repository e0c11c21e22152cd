//! Choosing among cards: one or several. The whole card is the label; a letter in a ring names it.

use super::{Icon, glyph};
use crate::html;
use yew::prelude::*;

/// What is said of a card afterwards. Always an icon and a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Right.
    Right,
    /// Wrong.
    Wrong,
}

/// One card.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Unique in its group.
    pub id: AttrValue,
    /// What it says.
    pub text: Html,
    /// It is chosen.
    pub chosen: bool,
    /// What is said of it, with its word.
    pub verdict: Option<(Verdict, AttrValue)>,
    /// Why.
    pub reason: Option<Html>,
}

/// A group of cards under construction.
#[derive(Debug, Clone)]
pub struct Choices {
    /// Unique on the page.
    pub name: AttrValue,
    /// What the group asks; only heard, read by screen readers before the first card: it is drawn above.
    pub legend: AttrValue,
    /// Several can be chosen.
    pub several: bool,
    /// Nothing can be changed.
    pub still: bool,
    /// The cards.
    pub choices: Vec<Choice>,
    /// A card was chosen, or chosen again.
    pub onchoose: Callback<AttrValue>,
}

impl Choices {
    /// The group.
    #[must_use]
    pub fn draw(self) -> Html {
        let cards = self
            .choices
            .iter()
            .zip('A'..='Z')
            .map(|(choice, letter)| self.card(choice, letter));
        html! { <fieldset class="choices"><legend class="hidden">{ &self.legend }</legend>{ cards.collect::<Vec<Html>>() }</fieldset> }
    }

    fn card(&self, choice: &Choice, letter: char) -> Html {
        let mut class = "choice".to_owned();
        if self.several {
            class.push_str(" choice--several");
        }
        if choice.chosen {
            class.push_str(" choice--chosen");
        }
        if self.still {
            class.push_str(" choice--still");
        }
        let verdict = choice.verdict.as_ref().map(|(verdict, word)| {
            let (name, icon) = match verdict {
                Verdict::Right => (" choice--right", Icon::Check),
                Verdict::Wrong => (" choice--wrong", Icon::Cross),
            };
            class.push_str(name);
            html! { <span class="choice__verdict">{ glyph(icon) }<span>{ word }</span></span> }
        });
        let (chosen, id) = (self.onchoose.clone(), choice.id.clone());
        let onchange = Callback::from(move |_: Event| chosen.emit(id.clone()));
        let reason_id = choice
            .reason
            .as_ref()
            .map(|_| format!("{}-{}-why", self.name, choice.id));
        html! {
            <label key={choice.id.as_str()} {class}>
                <input class="choice__input" type={if self.several { "checkbox" } else { "radio" }} name={self.name.clone()}
                    value={choice.id.clone()} checked={choice.chosen} disabled={self.still} {onchange} aria-describedby={reason_id.clone()} />
                <span class="choice__ring" aria-hidden="true">{ letter }</span>
                <span class="choice__text">{ choice.text.clone() }</span>
                { verdict }
                if let Some(reason) = &choice.reason { <span class="choice__reason" id={reason_id}>{ reason.clone() }</span> }
            </label>
        }
    }
}
