//! Presentations: asking for one, and what verifying one says.

use super::desk::{Desk, Verified};
use super::told::{self, Face};
use super::words::plain;
use jalon_base::encoding::base32;
use jalon_credential::presentation::Shown;
use jalon_credential::verify::{Outcome, Report};
use jalon_messages::{Lang, verifier};
use jalon_web_kit::html;
use jalon_web_kit::ports::shell;
use jalon_web_kit::ui::{Button, Field, Icon, Tone, act, disclosure, notice};
use yew::prelude::*;

/// The face of a presentation, and the one sentence.
pub fn face(shown: &Shown, lang: Lang) -> (Face, String) {
    match shown.outcome() {
        Outcome::Invalid => (Face::Crossed, verifier::shown_refused(lang).to_owned()),
        Outcome::Indeterminate => (Face::Open, verifier::shown_unknown(lang).to_owned()),
        Outcome::Valid => {
            let all_known = shown
                .certificates
                .iter()
                .all(|report| told::face(report, lang).0 == Face::Known);
            let face = if all_known { Face::Known } else { Face::Open };
            (face, verifier::shown_valid(lang, shown.certificates.len()))
        }
    }
}

/// A presentation: its own steps, then each certificate.
pub fn presentation(desk: &Desk, verified: &Verified, shown: &Shown, asked: bool) -> Html {
    let lang = desk.lang;
    let steps: Vec<Html> = shown
        .steps
        .iter()
        .map(|step| {
            let reason = step.code.map(|code| plain(lang, code)).unwrap_or_default();
            let name = plain(lang, &format!("step/{}", step.id));
            told::row(step.state, &name, &reason, step.code, &step.pointer, lang)
        })
        .collect();
    let opened: Vec<Html> = shown
        .openings
        .iter()
        .filter_map(|opening| opening.value.as_deref())
        .map(|value| html! { <p>{ verifier::person_shown(lang, &value.replace('|', ", ")) }</p> })
        .collect();
    let each: Vec<Html> = shown
        .certificates
        .iter()
        .map(|report| html! { <article class="stack shown"><h3>{ told::face(report, lang).1 }</h3>{ told::body(desk, verified, report) }</article> })
        .collect();
    let under = html! { <>{ opened }<p class="muted small">{ &verified.name }</p></> };
    html! {
        <section class="verdict stack" aria-labelledby="verdict">
            { told::banner(face(shown, lang), under) }
            if !asked { { notice(Tone::Plain, None, html! { <p>{ verifier::shown_unasked(lang) }</p> }) } }
            { disclosure(verifier::shown_steps(lang), true, html! { <ul class="plain checks">{ steps }</ul> }) }
            { each }
            { told::refresh(desk, verified) }
            { shown.certificates.first().map(|report: &Report| told::foot(desk, report)) }
        </section>
    }
}

/// What is given to somebody who will show their certificates: for whom, and a text that serves once.
pub fn request(desk: &Desk) -> Html {
    let lang = desk.lang;
    let asked = desk.table.borrow().request.clone();
    let draw = {
        let desk = desk.clone();
        act(move || {
            let challenge = base32(&desk.ground.entropy.draw());
            let domain = shell::address_of("")
                .split_once("://")
                .map_or_else(String::new, |(_, host)| host.to_owned());
            desk.set(|table| table.request = Some((domain, challenge)));
        })
    };
    let inside = match asked {
        None => html! { <>{ Button::new(verifier::ask_draw(lang), draw).icon(Icon::Shield).draw() }</> },
        Some((domain, challenge)) => {
            let typed = |of_domain: bool| {
                let desk = desk.clone();
                Callback::from(move |text: String| {
                    desk.set(|table| {
                        if let Some((domain, challenge)) = &mut table.request {
                            *(if of_domain { domain } else { challenge }) = text;
                        }
                    });
                })
            };
            let field = |name: &'static str, label: &'static str, value: String, oninput| Field {
                name: name.into(),
                label: label.into(),
                value: value.into(),
                oninput,
                ..Field::default()
            };
            let none = {
                let desk = desk.clone();
                act(move || desk.set(|table| table.request = None))
            };
            html! {
                <>
                    { field("domain", verifier::ask_domain(lang), domain, typed(true)).draw() }
                    { field("challenge", verifier::ask_challenge(lang), challenge, typed(false)).draw() }
                    <p class="muted small">{ verifier::ask_then(lang) }</p>
                    <p class="row">
                        { Button::new(verifier::ask_draw(lang), draw).draw() }
                        { Button::new(verifier::ask_none(lang), none).plain().draw() }
                    </p>
                </>
            }
        }
    };
    disclosure(
        verifier::ask_title(lang),
        false,
        html! { <><p>{ verifier::ask_more(lang) }</p>{ inside }</> },
    )
}
