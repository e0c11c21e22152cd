//! The ticket of an attestation: a torn edge, a hollow pole, "by me".

use super::cited;
use crate::demand::Squares;
use crate::holder::Held;
use crate::route::VERIFY_PATH;
use jalon_base::Digest;
use jalon_messages::{Lang, worker};
use jalon_web_kit::html;
use jalon_web_kit::ports::shell;
use yew::prelude::*;

/// Sixteen digits that let two copies be compared by eye: a help, not a check.
fn fingerprint(held: &Held) -> String {
    let digits: String = Digest::of(held.bytes.as_bytes()).to_string().chars().take(16).collect();
    let groups: Vec<&str> = (0..4)
        .filter_map(|group| digits.get(group * 4..group * 4 + 4))
        .collect();
    groups.join(" ")
}

/// A hollow pole: nobody but the person planted it.
#[must_use]
pub fn hollow_pole(class: &'static str) -> Html {
    html! { <svg {class} viewBox="0 0 24 64" aria-hidden="true" focusable="false"><path d="M8 3h8v50l-4 8-4-8zM8 15h8M8 28h8M8 41h8" /></svg> }
}

/// The ticket, with the codes that hold it; nothing when something is wrong with the proof.
#[must_use]
pub fn ticket(held: &Held, squares: Option<Squares>, lang: Lang) -> Html {
    let (Some(badge), Some(citation)) = (&held.badge, held.citation()) else {
        return html! {};
    };
    let claims = cited(lang, &citation);
    html! {
        <article class="ticket">
            <header class="ticket__head">
                { hollow_pole("ticket__pole") }
                <div>
                    <p class="ticket__kind">{ worker::attestation(lang) }</p>
                    <h2 class="ticket__name">{ plain_name(&badge.name) }</h2>
                    <p class="muted">{ worker::made_on(lang, citation.awarded) }</p>
                </div>
                <p class="ticket__me">{ worker::by_me(lang) }</p>
            </header>
            <ul class="plain stack ticket__claims">{ claims }</ul>
            <div class="ticket__foot stack stack--tight small">
                <p>{ worker::attestation_proves(lang) }</p>
                <p><strong>{ worker::attestation_does_not(lang) }</strong></p>
                { squares.map(|squares| squares(&held.bytes, lang)) }
                <p>{ worker::how_to_check(lang) }<span class="line code">{ shell::address_of(VERIFY_PATH) }</span></p>
                <p class="muted">{ worker::fingerprint(lang) }<span class="line code">{ fingerprint(held) }</span></p>
            </div>
            <svg class="ticket__tear" viewBox="0 0 240 6" preserveAspectRatio="none" aria-hidden="true" focusable="false"><path d={tear()} /></svg>
        </article>
    }
}

/// The name without its kind, which stands above it: "Chauffeur VTC, Découverte".
#[must_use]
pub fn plain_name(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, rest)| rest.trim_start())
}

/// A torn edge: forty small teeth.
fn tear() -> String {
    let teeth: String = (0..40)
        .map(|at| format!("L{} {}L{} 0", at * 6 + 3, if at % 3 == 1 { 4 } else { 6 }, at * 6 + 6))
        .collect();
    format!("M0 0{teeth}")
}
