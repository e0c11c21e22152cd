//! Whom this page knows, how somebody is added by hand, and what is said beside a verdict.

use super::desk::{Asked, Desk, Note};
use super::words::plain;
use jalon_credential::trust::Role;
use jalon_credential::verify::lineage::short;
use jalon_credential::what::What;
use jalon_messages::{Lang, verifier};
use jalon_web_kit::html;
use jalon_web_kit::ports::spawn;
use jalon_web_kit::ui::{self, Button, Field, Icon, Tone, act, disclosure, notice};
use yew::prelude::*;

/// What is said beside the verdict.
pub fn note(desk: &Desk) -> Html {
    let lang = desk.lang;
    let Some(note) = desk.table.borrow().note.clone() else {
        return html! {};
    };
    let (tone, words) = match &note {
        Note::Refused("part/absent") => (Tone::Bad, verifier::reader_missing(lang).to_owned()),
        Note::Refused(code @ "link/missing-codes") => (Tone::Plain, plain(lang, code)),
        Note::Refused(code) => (Tone::Bad, plain(lang, code)),
        Note::Kept(What::StatusList) => (Tone::Ok, verifier::kept_list(lang).to_owned()),
        Note::Kept(What::Habilitation) => (Tone::Ok, verifier::kept_habilitation(lang).to_owned()),
        Note::Kept(What::Opening) => (Tone::Ok, verifier::kept_opening(lang).to_owned()),
        Note::Kept(_) => (Tone::Ok, verifier::kept_bundle(lang).to_owned()),
        Note::Beside => (Tone::Plain, verifier::put_beside(lang).to_owned()),
        Note::Added(name) => (Tone::Ok, verifier::card_added(lang, name)),
        Note::InSatchel => (Tone::Ok, verifier::in_satchel(lang).to_owned()),
        Note::Silent(host) => (Tone::Bad, verifier::refresh_silent(lang, host)),
        Note::Fresh => (Tone::Ok, verifier::refreshed(lang).to_owned()),
    };
    html! { <div role="status">{ notice(tone, None, html! { <p>{ words }</p> }) }</div> }
}

/// The question for a fingerprint.
pub fn asked(desk: &Desk) -> Html {
    match desk.table.borrow().asked.clone() {
        Some(asked) => {
            yew::html! { <Fingerprint key={asked.did().to_owned()} desk={desk.clone()} name={named(&asked)} /> }
        }
        None => html! {},
    }
}

fn named(asked: &Asked) -> Option<String> {
    match asked {
        Asked::Card(card, _) => Some(card.name.clone()),
        Asked::Root(..) => None,
    }
}

/// What [`Fingerprint`] is given.
#[derive(Clone, PartialEq, Properties)]
struct FingerprintProps {
    desk: Desk,
    /// The name on a card; none for who signed a bundle.
    name: Option<String>,
}

/// Asks what the certifier told, and never shows what it should be.
#[component]
fn Fingerprint(props: &FingerprintProps) -> Html {
    let (desk, lang) = (props.desk.clone(), props.desk.lang);
    let told = use_state(String::new);
    use_effect_with((), |()| ui::focus("asked"));
    let set = told.setter();
    let add = {
        let (desk, told) = (desk.clone(), told.clone());
        act(move || {
            let (desk, told) = (desk.clone(), (*told).clone());
            spawn(async move { desk.told(&told).await });
        })
    };
    let close = act(move || desk.set(|table| (table.asked, table.note) = (None, None)));
    let title = match &props.name {
        Some(name) => verifier::card_title(lang, name),
        None => verifier::root_title(lang).to_owned(),
    };
    let field = Field {
        name: "fingerprint".into(),
        label: verifier::card_fingerprint(lang).into(),
        hint: Some(verifier::card_fingerprint_hint(lang).into()),
        value: (*told).clone().into(),
        oninput: Callback::from(move |text| set.set(text)),
        ..Field::default()
    };
    html! {
        <section class="card stack" aria-labelledby="asked">
            <h2 id="asked" tabindex="-1">{ title }</h2>
            <p>{ verifier::card_more(lang) }</p>
            { field.draw() }
            <p class="row">
                { Button::new(verifier::card_add(lang), add).primary().icon(Icon::Check).draw() }
                { Button::new(verifier::card_not(lang), close).draw() }
            </p>
        </section>
    }
}

/// Everybody whom this page knows, and since when.
pub fn known(desk: &Desk) -> Html {
    let lang = desk.lang;
    let kept = desk.table.borrow().kept.clone();
    let trust = kept.trust(&desk.ground);
    let by_bundle = |did: &str| {
        kept.bundle()
            .is_some_and(|bundle| bundle.parties.iter().any(|(party, _)| party == did))
    };
    let mut rows: Vec<Html> = Vec::new();
    for (did, issuer) in trust.iter() {
        let how = match (issuer.by_hand, by_bundle(did)) {
            (true, _) => verifier::known_by_hand(lang),
            (_, true) => verifier::known_by_bundle(lang),
            _ => verifier::known_by_build(lang),
        };
        let remove = issuer.by_hand.then(|| {
            let (desk, did) = (desk.clone(), did.to_owned());
            let forget = act(move || {
                let (desk, did) = (desk.clone(), did.clone());
                spawn(async move { desk.forget(&did).await });
            });
            Button::new(verifier::known_remove(lang), forget)
                .plain()
                .icon(Icon::Trash)
                .draw()
        });
        rows.push(html! {
            <li key={did.to_owned()} class="standing">
                <span><strong>{ &issuer.name }</strong>{ " · " }{ roles(&mut issuer.roles.iter(), lang) }<span class="line small muted">{ how }{ " · " }<span class="code">{ short(did) }</span></span></span>
                { remove }
            </li>
        });
    }
    let bundle = kept.bundle().map(|bundle| {
        let at = desk.ground.second();
        let days = (at.unix() - bundle.from.unix()).max(0) / 86_400;
        let words = verifier::bundle_age(lang, bundle.sequence, bundle.from, days);
        let over = bundle.is_expired(at).then(|| verifier::bundle_expired(lang));
        let ask = kept.bundle_address().map(|address| {
            let desk = desk.clone();
            let ask = act(move || {
                let desk = desk.clone();
                spawn(async move { desk.refresh_bundle().await });
            });
            html! { <><p class="small">{ verifier::bundle_ask(lang) }<span class="line code">{ address }</span></p>{ Button::new(verifier::bundle_refresh(lang), ask).draw() }</> }
        });
        html! { <><p>{ words }{ " " }{ over }</p>{ ask }</> }
    });
    let inside = html! {
        <>
            if rows.is_empty() { <p>{ verifier::known_nobody(lang) }</p> } else { <ul class="plain stack stack--tight">{ rows }</ul> }
            { bundle }
            <p class="muted small">{ verifier::known_how(lang) }</p>
        </>
    };
    disclosure(verifier::known_title(lang), false, inside)
}

fn roles(roles: &mut dyn Iterator<Item = &Role>, lang: Lang) -> String {
    let words: Vec<&str> = roles
        .map(|role| match role {
            Role::Certifier => verifier::role_certifier(lang),
            Role::Centre => verifier::role_centre(lang),
            Role::Root => verifier::role_root(lang),
        })
        .collect();
    words.join(", ")
}
