//! The certificate of somebody else about the person: a sheet to show, and to print in black on one A4.

use super::{cited, plain_name, squares};
use crate::holder::Held;
use crate::route::VERIFY_PATH;
use jalon_messages::{Lang, date, worker};
use jalon_referential::Assurance;
use jalon_web_kit::html;
use jalon_web_kit::ports::shell;
use yew::prelude::*;

/// A planted pole, with its bands: somebody stands behind it.
#[must_use]
pub fn full_pole(class: &'static str) -> Html {
    html! {
        <svg {class} viewBox="0 0 24 64" aria-hidden="true" focusable="false">
            <path class="sheet__band" d="M8 3h8v12H8zM8 28h8v13H8z" /><path class="sheet__line" d="M8 3h8v50l-4 8-4-8zM8 15h8M8 28h8M8 41h8" />
        </svg>
    }
}

/// What each assurance is called on a person's screens.
#[must_use]
pub fn assurance(assurance: Assurance, lang: Lang) -> &'static str {
    match assurance {
        Assurance::Declared => worker::assurance_self(lang),
        Assurance::Remote => worker::assurance_remote(lang),
        Assurance::Observed => worker::assurance_observed(lang),
        Assurance::Proctored => worker::assurance_proctored(lang),
    }
}

/// The sheet; nothing when something is wrong with the certificate.
#[must_use]
pub fn sheet(held: &Held, lang: Lang) -> Html {
    let Some(badge) = &held.badge else {
        return html! {};
    };
    let citation = held.citation();
    let claims = citation
        .as_ref()
        .map(|citation| cited(lang, citation))
        .unwrap_or_default();
    let tongue = badge.subject.achievement.language.clone();
    let by = match &held.issuer {
        Some(name) => worker::certified_by(lang, name),
        // A name that the certificate gives its issuer is nobody's word.
        None => worker::certified_by_unknown(lang).to_owned(),
    };
    let on = worker::certified_on(lang, badge.valid_from);
    let until = badge.valid_until.map(|until| worker::certified_until(lang, until));
    let taken = citation.as_ref().map(|citation| {
        let how = assurance(citation.assurance, lang);
        worker::certified_taken(lang, how, &date(lang, citation.awarded))
    });
    html! {
        <article class="sheet">
            <header class="sheet__head">
                { full_pole("sheet__pole") }
                <div>
                    <p class="sheet__kind">{ worker::certificate(lang) }</p>
                    <h2 class="sheet__name" lang={tongue.clone()}>{ plain_name(&badge.name) }</h2>
                    <p class="sheet__by">{ by }</p>
                    <p class="muted">{ on }{ until.map(|until| [" · ".to_owned(), until].concat()) }</p>
                </div>
            </header>
            if !claims.is_empty() { <ul class="plain stack ticket__claims">{ claims }</ul> }
            <div class="sheet__foot">
                { squares(&held.bytes, lang) }
                <div class="stack stack--tight small">
                    { taken.map(|taken| html! { <p><strong>{ taken }</strong></p> }) }
                    if let Some(description) = &badge.description { <p lang={tongue}>{ description }</p> }
                    <p>{ worker::certificate_name(lang) }</p>
                    <p>{ worker::how_to_check(lang) }<span class="line code">{ shell::address_of(VERIFY_PATH) }</span></p>
                </div>
            </div>
        </article>
    }
}
