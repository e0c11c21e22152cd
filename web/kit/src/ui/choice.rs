//! Choosing among cards: one or several. The whole card is the label; a letter in a ring names it.

use super::{Glyph, Icon};
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
#[derive(Debug, Clone, PartialEq)]
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

/// What [`Choices`] is given.
#[derive(Debug, Properties, PartialEq)]
pub struct ChoicesProps {
    /// Unique on the page.
    pub name: AttrValue,
    /// What the group asks; read by screen readers before the first card.
    pub legend: Html,
    /// The legend is drawn elsewhere: here it is only heard.
    #[prop_or_default]
    pub legend_heard: bool,
    /// Several can be chosen.
    #[prop_or_default]
    pub several: bool,
    /// Nothing can be changed.
    #[prop_or_default]
    pub still: bool,
    /// The cards.
    pub choices: Vec<Choice>,
    /// A card was chosen, or chosen again.
    pub onchoose: Callback<AttrValue>,
    /// Language of the cards, when it is not the page's.
    #[prop_or_default]
    pub lang: Option<AttrValue>,
}

/// A group of cards.
#[component]
pub fn Choices(props: &ChoicesProps) -> Html {
    let cards = props
        .choices
        .iter()
        .zip('A'..='Z')
        .map(|(choice, letter)| card(props, choice, letter));
    html! {
        <fieldset class="choices" lang={props.lang.clone()}>
            <legend class={props.legend_heard.then_some("hidden")}>{ props.legend.clone() }</legend>
            { for cards }
        </fieldset>
    }
}

fn card(props: &ChoicesProps, choice: &Choice, letter: char) -> Html {
    let verdict = choice.verdict.as_ref().map(|(verdict, word)| match verdict {
        Verdict::Right => ("choice--right", Icon::Check, word),
        Verdict::Wrong => ("choice--wrong", Icon::Cross, word),
    });
    let class = classes!(
        "choice",
        props.several.then_some("choice--several"),
        choice.chosen.then_some("choice--chosen"),
        props.still.then_some("choice--still"),
        verdict.map(|(class, ..)| class),
    );
    let (chosen, id) = (props.onchoose.clone(), choice.id.clone());
    let onchange = Callback::from(move |_: Event| chosen.emit(id.clone()));
    let reason_id = choice
        .reason
        .as_ref()
        .map(|_| format!("{}-{}-why", props.name, choice.id));
    html! {
        <label key={choice.id.as_str()} {class}>
            <input class="choice__input" type={if props.several { "checkbox" } else { "radio" }} name={props.name.clone()}
                value={choice.id.clone()} checked={choice.chosen} disabled={props.still} {onchange} aria-describedby={reason_id.clone()} />
            <span class="choice__ring" aria-hidden="true">{ letter }</span>
            <span class="choice__text">{ choice.text.clone() }</span>
            if let Some((_, icon, word)) = verdict { <span class="choice__verdict"><Glyph {icon} /><span>{ word }</span></span> }
            if let Some(reason) = &choice.reason { <span class="choice__reason" id={reason_id}>{ reason.clone() }</span> }
        </label>
    }
}
