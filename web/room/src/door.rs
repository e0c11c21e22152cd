//! The door: a card and a PIN make the key, in this page; a question of the server that is signed opens.

use crate::state::Wrong;
use crate::wire::{Desk, Failed};
use jalon_base::id::RandomId;
use jalon_base::sorted::SortedMap;
use jalon_credential::SecretKey;
use jalon_credential::card::{BadCard, Card};
use jalon_messages::{Lang, console, session as sentences};
use jalon_web_kit::ports::spawn;
use jalon_web_kit::ui::{Icon, Page, glyph};
use yew::prelude::*;

/// The key of a card and a PIN.
///
/// # Errors
/// [`BadCard`].
pub fn key(card: &str, pin: &str) -> Result<SecretKey, BadCard> {
    Card::read(card)?.key(pin.trim())
}

/// Why something was not done, in words.
#[must_use]
pub fn why(lang: Lang, wrong: &Wrong) -> String {
    let none = SortedMap::new();
    let said = |code: &str| {
        let unknown = || sentences::sentence(lang, "api/unknown", &none);
        sentences::sentence(lang, code, &none)
            .or_else(unknown)
            .unwrap_or_default()
    };
    match wrong {
        Wrong::Lack(crate::deed::Lack::Choice) => console::choose_first(lang).to_owned(),
        Wrong::Lack(crate::deed::Lack::Minutes) => console::bad_minutes(lang).to_owned(),
        Wrong::Lack(crate::deed::Lack::Date) => console::bad_date(lang).to_owned(),
        Wrong::Card(code) => said(code),
        Wrong::Failed(Failed::Lost) => console::lost(lang).to_owned(),
        Wrong::Failed(Failed::Strange) => console::strange(lang).to_owned(),
        Wrong::Failed(Failed::Refused(code)) => said(code),
    }
}

/// A line of text, or a secret one, tied to its label and its hint.
#[must_use]
pub fn entry(
    name: &'static str,
    words: (&'static str, Option<&'static str>),
    secret: bool,
    value: &str,
    heard: Callback<String>,
) -> Html {
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
            heard.emit(input.value());
        }
    });
    let (label, hint) = words;
    let described = hint.map(|_| format!("{name}-hint"));
    yew::html! {
        <div class="field">
            <label class="field__label" for={name}>{ label }</label>
            if let Some(hint) = hint { <p class="field__hint" id={described.clone()}>{ hint }</p> }
            <input id={name} class="field__input" type={if secret { "password" } else { "text" }} inputmode={secret.then_some("numeric")}
                autocomplete="off" autocapitalize="off" spellcheck="false" value={value.to_owned()} {oninput} aria-describedby={described} />
        </div>
    }
}

/// What was not done, and why.
#[must_use]
pub fn wrong(lang: Lang, wrong: Option<&Wrong>) -> Html {
    let Some(wrong) = wrong else { return Html::default() };
    yew::html! { <p class="field__error" role="alert">{ glyph(Icon::Warning) }<span>{ why(lang, wrong) }</span></p> }
}

/// What the door needs.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// Which session.
    pub session: RandomId,
    /// In which language.
    pub lang: Lang,
    /// Whoever came in.
    pub come: Callback<Option<Desk>>,
}

/// The door.
#[component]
pub fn Door(props: &Props) -> Html {
    let (card, pin) = (use_state(String::new), use_state(String::new));
    let refused = use_state(|| None::<Wrong>);
    let busy = use_state(|| false);
    let lang = props.lang;
    let onsubmit = {
        let (card, pin, refused, busy) = (card.clone(), pin.clone(), refused.clone(), busy.clone());
        let (session, come) = (props.session, props.come.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            busy.set(true);
            refused.set(None);
            let (card, pin, refused, busy) = ((*card).clone(), (*pin).clone(), refused.clone(), busy.clone());
            let come = come.clone();
            spawn(async move {
                // The word of waiting is drawn before the key takes its time.
                crate::form::breathe().await;
                let wrong = match key(&card, &pin) {
                    Err(bad) => Wrong::Card(bad.code()),
                    Ok(key) => match Desk::enter(session, key).await {
                        Ok(desk) => return come.emit(Some(desk)),
                        Err(failed) => Wrong::Failed(failed),
                    },
                };
                busy.set(false);
                refused.set(Some(wrong));
            });
        })
    };
    let into = |state: &UseStateHandle<String>| {
        let state = state.setter();
        Callback::from(move |text| state.set(text))
    };
    let letters = (console::card(lang), Some(console::card_hint(lang)));
    let digits = (console::pin(lang), Some(console::pin_hint(lang)));
    let words = if *busy {
        console::one_moment(lang)
    } else {
        console::enter(lang)
    };
    let rest = yew::html! {
        <form class="stack door" {onsubmit}>
            <p>{ console::door_lead(lang) }</p>
            { entry("card", letters, false, &card, into(&card)) }
            { entry("pin", digits, true, &pin, into(&pin)) }
            { wrong(lang, refused.as_ref()) }
            <button type="submit" class="button button--primary button--tall button--wide" aria-disabled={busy.then_some("true")}>
                { glyph(Icon::Lock) }<span>{ words }</span>
            </button>
        </form>
    };
    Page::new(
        console::title(lang),
        yew::html! { { console::door_title(lang) } },
        "page--door",
        rest,
    )
    .draw()
}
