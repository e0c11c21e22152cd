//! "Is it this person?": a name and a birth date typed from an identity document, compared here with what the certificate salted.

use jalon_credential::identity::{PERSON, person};
use jalon_credential::open_badge::Badge;
use jalon_credential::presentation::{Opening, is_this_person};
use jalon_messages::{Lang, verifier};
use jalon_web_kit::html;
use jalon_web_kit::ui::{Button, Field, Sort, Tone, act, notice};
use yew::prelude::*;

/// What the question is asked of.
#[derive(Clone, PartialEq, Properties)]
pub struct PersonProps {
    /// The certificate, verified.
    pub badge: Badge,
    /// Salts that holders gave.
    pub openings: Vec<Opening>,
    /// The language of the page.
    pub lang: Lang,
}

/// A name, a day, and the answer. Nothing typed outlives the page.
#[component]
pub fn Person(props: &PersonProps) -> Html {
    let (lang, badge) = (props.lang, &props.badge);
    let (name, born) = (use_state(String::new), use_state(String::new));
    let answer = use_state(|| None::<bool>);
    let hidden = badge.subject.identifiers.iter().any(|identity| identity.kind == PERSON);
    let salts: Vec<&Opening> = props
        .openings
        .iter()
        .filter(|opening| opening.certificate == badge.id)
        .collect();
    if !hidden {
        return html! { <p class="muted">{ verifier::person_none(lang) }</p> };
    }
    if salts.is_empty() {
        return html! { <p>{ verifier::person_needs_salt(lang) }</p> };
    }
    let compare = {
        let (name, born, answer) = (name.clone(), born.clone(), answer.setter());
        let (identifiers, salts) = (
            badge.subject.identifiers.clone(),
            salts.iter().map(|opening| opening.salt.clone()).collect::<Vec<_>>(),
        );
        act(move || {
            let typed = day(&born).and_then(|born| person(&name, born));
            let is_it = |typed: String| salts.iter().any(|salt| is_this_person(&identifiers, &typed, salt));
            answer.set(typed.map(is_it));
        })
    };
    let typed = |set: UseStateSetter<String>, answer: UseStateSetter<Option<bool>>| {
        Callback::from(move |text| {
            answer.set(None);
            set.set(text);
        })
    };
    let field = |name: &'static str, label: &'static str, sort, value: &UseStateHandle<String>| Field {
        name: name.into(),
        label: label.into(),
        sort,
        value: (**value).clone().into(),
        oninput: typed(value.setter(), answer.setter()),
        ..Field::default()
    };
    let said = answer.map(|yes| match yes {
        true => notice(Tone::Ok, None, html! { <p>{ verifier::person_yes(lang) }</p> }),
        false => notice(Tone::Bad, None, html! { <p>{ verifier::person_no(lang) }</p> }),
    });
    html! {
        <div class="stack">
            <p>{ verifier::person_intro(lang) }</p>
            { field("person", verifier::person_name(lang), Sort::Line, &name).draw() }
            { field("born", verifier::person_born(lang), Sort::Day, &born).draw() }
            { Button::new(verifier::person_compare(lang), compare).primary().draw() }
            <div aria-live="polite">{ said }</div>
        </div>
    }
}

/// A day as a date field writes it: `1990-01-31`.
fn day(text: &str) -> Option<(i64, u8, u8)> {
    let mut parts = text.split('-');
    let day = (
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
        parts.next()?.parse().ok()?,
    );
    parts.next().is_none().then_some(day)
}
