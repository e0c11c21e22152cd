//! The first screen, which is a question, and what leads from it to a test.

mod claimed;

use super::simple::soon;
use super::{Redirect, failure, nowhere, plain_page, release_trouble, trouble, waiting};
use crate::exam::{self, Trouble};
use crate::ground::{Ground, Here};
use crate::library::{self, Entry, Origin};
use crate::parts::{drawing, environs, file_input, on_file};
use crate::records::{self, Record};
use crate::route::{Leaf, Route};
use claimed::{Claimed, have_already};
use jalon_base::id::RandomId;
use jalon_messages::{Lang, worker};
use jalon_protocol::release::statement::Signature;
use jalon_protocol::{Dispensation, Protocol, ProtocolId, Release};
use jalon_web_kit::hooks::use_soon;
use jalon_web_kit::html;
use jalon_web_kit::ports::{share, spawn};
use jalon_web_kit::route;
use jalon_web_kit::ui::{Button, Icon, Page, Tone, act, disclosure, glyph, notice};
use std::rc::Rc;
use yew::prelude::*;

/// Which trade?
#[component]
pub fn Home(here: &Here) -> Html {
    let lang = here.lang;
    let ground = here.ground.clone();
    let found = use_soon(String::new(), move || {
        let ground = ground.clone();
        Box::pin(async move {
            let records = records::all(&ground).await.unwrap_or_default();
            (
                library::entries(&ground).await,
                records.into_iter().find(|record| !record.closed),
            )
        })
    });
    let trades = match found.as_deref() {
        None => {
            html! { <div class="pictures" aria-busy="true"><div class="picture picture--ghost"></div><div class="picture picture--ghost"></div></div> }
        }
        Some((entries, _)) if entries.is_empty() => {
            notice(Tone::Attention, None, html! { <p>{ worker::no_trades(lang) }</p> })
        }
        Some((entries, _)) => {
            let trades: Vec<Html> = entries.iter().map(|entry| trade(here, entry)).collect();
            html! { <ul class="pictures plain">{ trades }</ul> }
        }
    };
    let waiting = found
        .as_deref()
        .and_then(|(_, record)| record.as_ref())
        .map(|record| resume(record, lang));
    let rest = html! {
        <>
            { waiting }
            { environs(here) }
            { trades }
            <p class="muted">{ worker::trade_hint(lang) }</p>
        </>
    };
    Page::new("Jalon", html! { { worker::trade_question(lang) } }, "stack home", rest).draw()
}

fn trade(here: &Here, entry: &Entry) -> Html {
    let lang = here.lang;
    let trade = entry.trade.say(lang.tag());
    let known = Origin::by(&here.ground, entry.signers.iter().map(String::as_str));
    let signed = match (&known, &entry.path) {
        (Origin::Known(name), None) => Some(worker::signed_by(lang, name)),
        // Not opened yet here: nothing is known of it.
        (_, Some(_)) if entry.signers.is_empty() => None,
        (Origin::Known(_), Some(_)) | (Origin::Unchecked, _) => None,
        _ => Some(worker::signed_by_a_stranger(lang).to_owned()),
    };
    html! {
        <li key={entry.id.to_string()}>
            <a href={Route::Begin(entry.name()).path()} class="picture">
                { drawing(&entry.picture, lang) }
                <span class="picture__name">{ trade }{ glyph(Icon::ArrowRight) }</span>
                if let Some(signed) = signed { <span class="small muted">{ signed }</span> }
            </a>
            <a href={Route::Tests(entry.name()).path()} class="picture__more" aria-label={worker::longer_tests_of(lang, trade)}>{ worker::longer_tests(lang) }</a>
        </li>
    }
}

/// A test that was begun and waits.
fn resume(record: &Record, lang: Lang) -> Html {
    html! {
        <section class="card resume" aria-labelledby="resume">
            <div class="stack stack--tight">
                <h2 id="resume">{ worker::resume_title(lang) }</h2>
                <p>{ worker::resume_state(lang, record.trade.say(lang.tag()), record.answered, record.total) }</p>
            </div>
            <a href={Route::Attempt(record.attempt, Leaf::Question).path()} class="button button--primary button--tall">
                { glyph(Icon::Play) }<span>{ worker::resume_test(lang) }</span>
            </a>
        </section>
    }
}

/// Begins the first test of a release at once; one that was begun and not finished is taken up.
#[component]
pub fn Begin(here: &Here) -> Html {
    let lang = here.lang;
    let turn = use_state(|| 0_u32);
    let (ground, name) = (here.ground.clone(), here.name.clone());
    let begun = use_soon(format!("{name} {}", *turn), move || {
        let (ground, name) = (ground.clone(), name.clone());
        Box::pin(async move { at_once(&ground, &name, lang).await })
    });
    match begun.as_deref() {
        None => soon(worker::getting_questions(lang)),
        Some(Ok(route)) => yew::html! { <Redirect to={route.path()} {lang} /> },
        Some(Err(fault)) => failure(lang, trouble(lang, fault), Some(act(move || turn.set(*turn + 1)))),
    }
}

async fn at_once(ground: &Ground, name: &str, lang: Lang) -> Result<Route, Trouble> {
    let release = library::find(ground, name).await.map_err(Trouble::Release)?;
    // Questions of somebody who is not known are not asked before the person has read so.
    if !matches!(Origin::of(ground, &release), Origin::Known(_)) {
        return Ok(Route::Tests(release.id.to_string()));
    }
    let first = library::first(&release).ok_or(Trouble::Unknown)?;
    let attempt = open_or_begin(ground, &release, first, lang, None).await?;
    Ok(Route::Attempt(attempt, Leaf::Question))
}

/// A test of this protocol that was begun and not finished, else a new one; what dispenses from parts is said at a beginning.
async fn open_or_begin(
    ground: &Ground,
    release: &Rc<Release>,
    protocol: &ProtocolId,
    lang: Lang,
    dispensation: Option<Dispensation>,
) -> Result<RandomId, Trouble> {
    let records = records::all(ground).await.unwrap_or_default();
    let ours = |record: &&Record| !record.closed && record.release == release.id && record.protocol == *protocol;
    match records.iter().find(ours) {
        Some(record) if dispensation.is_none() => Ok(record.attempt),
        _ => exam::begin(ground, release, protocol, lang.tag(), dispensation).await,
    }
}

/// Every test of a release; with a protocol in the address, that one before it starts.
#[component]
pub fn Tests(here: &Here) -> Html {
    let lang = here.lang;
    let turn = use_state(|| 0_u32);
    let failed = use_state(|| None::<String>);
    let claimed = use_state(Claimed::default);
    let (ground, name) = (here.ground.clone(), here.name.clone());
    let found = use_soon(format!("{name} {}", *turn), move || {
        let (ground, name) = (ground.clone(), name.clone());
        Box::pin(async move { library::find(&ground, &name).await })
    });
    let release = match found.as_deref() {
        None => return waiting(lang),
        Some(Err(fault)) => {
            return failure(
                lang,
                release_trouble(lang, fault),
                Some(act(move || turn.set(*turn + 1))),
            );
        }
        Some(Ok(release)) => release,
    };
    let (own, id) = (release.referential.id.as_str(), release.id.to_string());
    if here.name != own && here.name != id {
        // Brought by a link: from now on it has its own address, which needs no network.
        return yew::html! { <Redirect to={Route::Tests(id).path()} {lang} /> };
    }
    if here.more.is_empty() {
        return tests(here, release, &failed);
    }
    match ProtocolId::parse(&here.more).and_then(|id| release.protocols.get(&id)) {
        Some(protocol) => test(here, release, protocol, &failed, &claimed),
        None => nowhere(lang),
    }
}

fn tests(here: &Here, release: &Release, failed: &UseStateHandle<Option<String>>) -> Html {
    let lang = here.lang;
    let mut protocols: Vec<&Protocol> = release.protocols.values().map(|protocol| &**protocol).collect();
    records::sort_small(&mut protocols, |protocol| i64::from(protocol.minutes));
    let line = |protocol: &&Protocol| {
        html! {
            <li key={protocol.id.as_str()}>
                <a href={Route::Test(here.name.clone(), protocol.id.as_str().to_owned()).path()} class="door">
                    <span class="door__words">
                        <strong>{ protocol.title.say(lang.tag()) }</strong>
                        <span class="muted">{ length(protocol, lang) }</span>
                        <span>{ protocol.summary.say(lang.tag()) }</span>
                    </span>
                    { glyph(Icon::ArrowRight) }
                </a>
            </li>
        }
    };
    let lines: Vec<Html> = protocols.iter().map(line).collect();
    let rest = html! {
        <>
            <p class="muted">{ release.referential.trade.say(lang.tag()) }</p>
            { origin(here, release) }
            <ul class="plain stack">{ lines }</ul>
            { made(release, lang) }
            { open_file(here, failed) }
        </>
    };
    plain_page(lang, worker::tests_of(lang), "stack", rest)
}

fn test(
    here: &Here,
    release: &Rc<Release>,
    protocol: &Protocol,
    failed: &UseStateHandle<Option<String>>,
    claimed: &UseStateHandle<Claimed>,
) -> Html {
    let lang = here.lang;
    let dispensation = claimed.holds(here, release, protocol);
    let start = {
        let (ground, release, id, failed) = (
            here.ground.clone(),
            release.clone(),
            protocol.id.clone(),
            failed.setter(),
        );
        act(move || {
            let (ground, release, id, failed) = (ground.clone(), release.clone(), id.clone(), failed.clone());
            let dispensation = dispensation.clone();
            spawn(async move {
                match open_or_begin(&ground, &release, &id, lang, dispensation).await {
                    Ok(attempt) => route::go(&Route::Attempt(attempt, Leaf::Question).path()),
                    Err(fault) => failed.set(Some(trouble(lang, &fault).0)),
                }
            });
        })
    };
    let said = protocol.notice.say(lang.tag());
    let rest = html! {
        <>
            <p class="muted">{ release.referential.trade.say(lang.tag()) }</p>
            <p class="lead">{ protocol.summary.say(lang.tag()) }</p>
            <p class="length">{ glyph(Icon::Clock) }<span>{ length(protocol, lang) }</span></p>
            if let Some(words) = &**failed { { notice(Tone::Bad, None, html! { <p>{ words }</p> }) } }
            { have_already(here, release, protocol, claimed) }
            { Button::new(worker::start_test(lang), start).primary().tall().wide().after(Icon::ArrowRight).draw() }
            if !said.is_empty() { { notice(Tone::Plain, None, html! { <p>{ said.to_owned() }</p> }) } }
            <p class="muted small">{ release.referential.notice.say(lang.tag()) }</p>
            { origin(here, release) }
            { made(release, lang) }
        </>
    };
    plain_page(lang, protocol.title.say(lang.tag()), "stack", rest)
}

/// Who signed the questions: the name under which the application knows them, never the one that the file gives itself.
fn origin(here: &Here, release: &Release) -> Html {
    let lang = here.lang;
    let (tone, words) = match Origin::of(&here.ground, release) {
        Origin::Known(name) => return html! { <p class="muted small">{ worker::signed_by(lang, &name) }</p> },
        Origin::Unknown => (Tone::Attention, worker::signed_unknown(lang)),
        Origin::Unchecked => (Tone::Attention, worker::signed_unchecked(lang)),
        Origin::Nobody => (Tone::Attention, worker::signed_by_nobody(lang)),
        Origin::Broken => (Tone::Bad, worker::signed_wrong(lang)),
    };
    notice(tone, None, html! { <p>{ words }</p> })
}

/// What the file says of itself.
fn made(release: &Release, lang: Lang) -> Html {
    let signers: Vec<Html> = match release.signature() {
        Signature::By(signers) => signers
            .into_iter()
            .map(|signer| html! { <p class="small code">{ signer.by }</p> })
            .collect(),
        Signature::None | Signature::Bad { .. } => Vec::new(),
    };
    let rest = html! {
        <>
            <p>{ worker::file_says(lang, release.manifest.publisher.say(lang.tag())) }</p>
            { signers }
            <p class="small">{ release.manifest.licence.clone() }{ " · " }{ jalon_messages::date(lang, release.manifest.dated) }</p>
            <p class="muted small code">{ release.id.to_string() }</p>
        </>
    };
    disclosure(worker::who_made_this(lang), false, rest)
}

/// Questions that came as a file.
fn open_file(here: &Here, failed: &UseStateHandle<Option<String>>) -> Html {
    let (ground, lang, set) = (here.ground.clone(), here.lang, failed.setter());
    let chosen = on_file(move |file| {
        let (ground, set) = (ground.clone(), set.clone());
        spawn(async move {
            let bytes = share::bytes_of(&file).await.unwrap_or_default();
            match library::keep(&ground, bytes, None).await {
                Ok(release) => route::go(&Route::Tests(release.id.to_string()).path()),
                Err(fault) => {
                    let (words, code) = release_trouble(lang, &fault);
                    set.set(Some(format!("{words} {}", code.unwrap_or_default())));
                }
            }
        });
    });
    let rest = html! {
        <>
            { file_input(worker::open_file(lang), ".jalon", chosen) }
            if let Some(words) = &**failed { { notice(Tone::Bad, None, html! { <p>{ words }</p> }) } }
        </>
    };
    disclosure(worker::open_file(lang), failed.is_some(), rest)
}

/// How long a test is: so many questions, or so many at most where they follow the answers.
fn length(protocol: &Protocol, lang: Lang) -> String {
    let said = if protocol.is_adaptive() {
        worker::test_length_most
    } else {
        worker::test_length
    };
    said(lang, protocol.length(), protocol.minutes)
}
