//! The tests of a release, and one of them before it starts: who asks, how long it takes, what dispenses from parts of it.

mod claimed;

use super::home::open_or_begin;
use super::{failure, nowhere, plain_page, redirect, release_trouble, trouble, waiting};
use crate::ground::Here;
use crate::library::{self, Origin};
use crate::parts::{file_input, on_file};
use crate::records;
use crate::route::{Leaf, Route};
use claimed::{Claimed, have_already};
use jalon_messages::{Lang, worker};
use jalon_protocol::plan::TimeLimits;
use jalon_protocol::release::statement::Signature;
use jalon_protocol::{Protocol, ProtocolId, Release};
use jalon_web_kit::hooks::use_soon;
use jalon_web_kit::html;
use jalon_web_kit::ports::{share, spawn};
use jalon_web_kit::route;
use jalon_web_kit::ui::{Button, Icon, Tone, act, disclosure, glyph, notice};
use std::rc::Rc;
use yew::prelude::*;

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
        return redirect(Route::Tests(id).path(), lang);
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
            { limits(&protocol.time_limits(), lang) }
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

/// The limits of time that nobody should meet unawares.
fn limits(limits: &TimeLimits, lang: Lang) -> Html {
    let span = |seconds: u32| {
        if seconds.is_multiple_of(60) {
            worker::in_minutes(lang, seconds / 60)
        } else {
            worker::in_seconds(lang, seconds)
        }
    };
    let questions = limits
        .questions
        .map(|(short, long)| match (limits.each, short == long) {
            (true, true) => worker::limit_each(lang, &span(short)),
            (false, true) => worker::limit_some(lang, &span(short)),
            (_, false) => worker::limit_between(lang, &span(short), &span(long)),
        });
    let lines = [
        limits.test.map(|seconds| worker::limit_test(lang, &span(seconds))),
        limits.sections.then(|| worker::limit_sections(lang).to_owned()),
        questions,
        limits.least.then(|| worker::limit_least(lang).to_owned()),
    ];
    let lines: Vec<Html> = lines
        .into_iter()
        .flatten()
        .map(|line| html! { <li>{ line }</li> })
        .collect();
    if lines.is_empty() {
        return html! {};
    }
    html! { <ul class="plain stack stack--tight muted">{ lines }</ul> }
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
