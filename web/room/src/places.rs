//! Machines that wait to be prepared: whose code is the one on the screen is told which place it is.

use crate::deed::{Offer, Written};
use crate::form::{Tell, begins, form};
use crate::state::Console;
use crate::wire::Desk;
use jalon_api::place::Waiting;
use jalon_base::Slug;
use jalon_messages::{Lang, console};
use jalon_session::event::Tried;
use jalon_session::place::short_code;
use jalon_web_kit::ui::{Icon, Tone, badge};
use yew::prelude::*;

/// What was not tried, or did not go well.
fn lacks(lang: Lang, tried: Tried) -> String {
    let all = [
        (tried.storage, "storage"),
        (tried.secure, "secure"),
        (tried.screen, "screen"),
        (tried.audio, "audio"),
        (tried.keyboard, "keyboard"),
    ];
    let words = all.into_iter().filter(|(well, _)| !well);
    words
        .map(|(_, word)| console::trial(lang, word))
        .collect::<Vec<String>>()
        .join(", ")
}

/// The machines that wait; nothing when there are none.
#[must_use]
pub fn machines(lang: Lang, desk: &Desk, tell: &Tell, console: &Console) -> Html {
    let Some(places) = console.places.as_ref().filter(|places| !places.waiting.is_empty()) else {
        return Html::default();
    };
    let seats: Vec<Slug> = places.empty.iter().chain(&places.ready).cloned().collect();
    let one = |machine: &Waiting| {
        let draft = console.draft.as_ref();
        let draft = draft.filter(|draft| {
            draft
                .written
                .machine
                .as_ref()
                .is_some_and(|known| known.key == machine.key)
        });
        let lacks = lacks(lang, machine.tried);
        let state = if machine.tried.passed() {
            badge(Tone::Ok, Icon::Check, console::tried(lang))
        } else {
            badge(Tone::Attention, Icon::Clock, console::not_tried(lang, &lacks))
        };
        let inside = match draft {
            Some(draft) => form(lang, desk, tell, draft, (&seats, "h3")),
            None if machine.tried.passed() => {
                let written = Written {
                    machine: Some(machine.clone()),
                    ..Written::default()
                };
                begins(lang, desk, tell, Offer::Prepare, written, false)
            }
            None => Html::default(),
        };
        yew::html! {
            <li key={machine.key.clone()} class="need">
                <p class="need__who"><strong class="code">{ short_code(&machine.key) }</strong></p>
                <p>{ state }</p>
                { inside }
            </li>
        }
    };
    yew::html! {
        <section class="machines stack" aria-labelledby="machines">
            <h2 id="machines">{ console::machines(lang) }</h2>
            <p class="muted">{ console::machines_lead(lang) }</p>
            <ul class="plain needs machines__list">{ places.waiting.iter().map(one).collect::<Html>() }</ul>
        </section>
    }
}
