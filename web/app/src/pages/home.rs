//! The first screen, which is a question, and what leads from it to a test.

use super::simple::soon;
use super::{around, failure, redirect, trouble};
use crate::exam::{self, Trouble};
use crate::ground::{Ground, Here};
use crate::library::{self, Entry, Origin};
use crate::parts::drawing;
use crate::records::{self, Record};
use crate::route::{Leaf, Route};
use jalon_base::id::RandomId;
use jalon_messages::{Lang, worker};
use jalon_protocol::{Dispensation, ProtocolId, Release};
use jalon_web_kit::hooks::use_soon;
use jalon_web_kit::html;
use jalon_web_kit::ui::{Icon, Page, Tone, act, glyph, notice};
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
            ground.look_around().await;
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
            { around(here) }
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
        Some(Ok(route)) => redirect(route.path(), lang),
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
pub async fn open_or_begin(
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
        _ => exam::begin(ground, release, protocol, lang, dispensation).await,
    }
}
