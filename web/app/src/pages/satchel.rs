//! Ma musette: what the person has, where they stand, and keeping it safe.

use super::{around, failure, plain_page, waiting, worded};
use crate::ground::{Ground, Here, JOURNALS, VAULT};
use crate::holder::{self, Held};
use crate::library;
use crate::parts::{assurance, full_pole, hollow_pole, plain_name, safety};
use crate::records::{self, Record};
use crate::route::{Leaf, Route, VERIFY_PATH};
use jalon_base::{Millis, Timestamp};
use jalon_messages::{Lang, worker};
use jalon_protocol::Release;
use jalon_recognition::{Citation, Degree, Reason, UnitStanding, standings};
use jalon_web_kit::hooks::use_soon;
use jalon_web_kit::html;
use jalon_web_kit::ports::journals::Fault;
use jalon_web_kit::ports::{shell, spawn};
use jalon_web_kit::ui::{self, Button, Icon, Page, Tone, act, badge, dialog, disclosure, glyph, open_dialog};
use jalon_web_kit::{prefs, route};
use std::rc::Rc;
use yew::prelude::*;

/// Everything of the page.
struct Contents {
    records: Vec<Record>,
    held: Vec<Held>,
    releases: Vec<Rc<Release>>,
    at_risk: bool,
}

async fn look(ground: &Ground) -> Result<Contents, Fault> {
    let (records, held) = (records::all(ground).await?, holder::all(ground).await?);
    let mut releases: Vec<Rc<Release>> = Vec::new();
    for record in &records {
        // Blocks are those of the trades in which the person has a test; a release that is not at hand is left out.
        if !releases.iter().any(|release| release.id == record.release)
            && let Ok(release) = library::open(ground, &record.release).await
            && !releases
                .iter()
                .any(|other| other.referential.id == release.referential.id)
        {
            releases.push(release);
        }
    }
    Ok(Contents {
        at_risk: holder::is_unsafe(ground).await,
        records,
        held,
        releases,
    })
}

/// The satchel.
#[component]
pub fn Satchel(here: &Here) -> Html {
    let lang = here.lang;
    let turn = use_state(|| 0_u32);
    let ground = here.ground.clone();
    let contents = use_soon(turn.to_string(), move || {
        let ground = ground.clone();
        Box::pin(async move {
            ground.look_around().await;
            look(&ground).await
        })
    });
    let gone = use_state(|| false);
    if *gone {
        return deleted(lang);
    }
    let changed = Callback::from(move |()| turn.set(*turn + 1));
    let contents = match contents.as_deref() {
        None => return waiting(lang),
        Some(Err(fault)) => {
            return failure(
                lang,
                (worded(lang, fault.code()), None),
                Some(act(move || changed.emit(()))),
            );
        }
        Some(Ok(contents)) => contents,
    };
    let empty = contents.records.is_empty() && contents.held.is_empty();
    let citations: Vec<Citation> = contents.held.iter().filter_map(Held::citation).collect();
    let first = if empty {
        html! {
            <div class="empty stack">
                <p class="lead">{ worker::satchel_empty(lang) }</p>
                <a href="/" class="button button--primary button--tall">{ worker::tests_of(lang) }</a>
            </div>
        }
    } else {
        safety(here, contents.at_risk, true, changed)
    };
    let proofs: Vec<Html> = contents.held.iter().map(|held| proof(held, lang)).collect();
    let tests: Vec<Html> = contents.records.iter().map(|record| test(record, lang)).collect();
    let blocks: Vec<Html> = match citations.is_empty() {
        true => Vec::new(),
        false => contents
            .releases
            .iter()
            .map(|release| blocks(release, &citations, lang))
            .collect(),
    };
    let rest = html! {
        <>
            { around(here) }
            { first }
            { listed(worker::satchel_proofs(lang), proofs) }
            { blocks }
            { listed(worker::satchel_tests(lang), tests) }
            <section class="stack stack--tight no-print">
                <a href="/abri" class="door">{ glyph(Icon::Lock) }<span class="door__words"><strong>{ worker::recovery_sheet(lang) }</strong><span class="muted">{ worker::restore(lang) }</span></span>{ glyph(Icon::ArrowRight) }</a>
                if !empty { { delete_all(here, &gone) } }
            </section>
        </>
    };
    plain_page(lang, worker::my_satchel(lang), "stack stack--loose", rest)
}

fn listed(name: &'static str, lines: Vec<Html>) -> Html {
    if lines.is_empty() {
        return html! {};
    }
    html! { <section class="stack"><h2>{ name }</h2><ul class="plain stack stack--tight">{ lines }</ul></section> }
}

fn proof(held: &Held, lang: Lang) -> Html {
    let Some(badge) = &held.badge else {
        return html! { <li key={held.id.clone()}><a href={VERIFY_PATH} class="door">{ glyph(Icon::Warning) }<span class="door__words">{ worker::proof_unreadable(lang) }</span></a></li> };
    };
    let (class, pole, words) = if held.is_own() {
        let words = [worker::made_on(lang, badge.valid_from), worker::by_me(lang).to_owned()];
        ("door door--ticket", hollow_pole("door__pole"), words)
    } else {
        let by = held.issuer.as_deref().map(|name| worker::certified_by(lang, name));
        let by = by.unwrap_or_else(|| worker::certified_by_unknown(lang).to_owned());
        let words = [worker::certified_on(lang, badge.valid_from), by];
        ("door door--sheet", full_pole("door__pole"), words)
    };
    html! {
        <li key={held.id.clone()}>
            <a href={Route::Proof(held.id.clone()).path()} {class}>
                { pole }
                <span class="door__words"><strong>{ plain_name(&badge.name) }</strong><span class="muted">{ words.join(" · ") }</span></span>
                { glyph(Icon::ArrowRight) }
            </a>
        </li>
    }
}

fn test(record: &Record, lang: Lang) -> Html {
    let leaf = if record.closed { Leaf::Outcome } else { Leaf::Question };
    let day = jalon_messages::date(lang, Timestamp::from_millis(Millis(record.began_ms)));
    let state = if record.closed {
        badge(Tone::Plain, Icon::Check, worker::finished(lang))
    } else {
        badge(Tone::Path, Icon::Play, worker::in_progress(lang))
    };
    html! {
        <li key={record.attempt.to_string()}>
            <a href={Route::Attempt(record.attempt, leaf).path()} class="door">
                <span class="door__words">
                    <strong>{ format!("{} · {}", record.trade.say(lang.tag()), record.title.say(lang.tag())) }</strong>
                    <span class="muted">{ format!("{day} · {}", worker::k_answered(lang, record.answered, record.total)) }</span>
                </span>
                { state }
            </a>
        </li>
    }
}

fn degree(degree: Degree, lang: Lang) -> Html {
    match degree {
        Degree::Yes => badge(Tone::Ok, Icon::Check, worker::block_yes(lang)),
        Degree::Partly => badge(Tone::Path, Icon::Half, worker::block_partly(lang)),
        Degree::NotYet => badge(Tone::Plain, Icon::Clock, worker::block_not_yet(lang)),
    }
}

fn reason(reason: Reason, lang: Lang) -> &'static str {
    match reason {
        Reason::NoEvidence => worker::reason_no_evidence(lang),
        Reason::BelowHalf => worker::reason_below_half(lang),
        Reason::NeedsObservation => worker::reason_needs_observation(lang),
        Reason::NeedsAssurance => worker::reason_needs_assurance(lang),
        Reason::Complete => worker::reason_complete(lang),
    }
}

/// What the proofs add to each block of a trade.
fn blocks(release: &Release, citations: &[Citation], lang: Lang) -> Html {
    let referential = &release.referential;
    let unit = |standing: &UnitStanding| {
        let name = referential
            .unit(standing.unit.as_str())
            .map_or("", |unit| unit.short.say(lang.tag()));
        let mut competences: Vec<Html> = Vec::new();
        for standing in &standing.competences {
            let name = referential
                .competence(standing.competence.as_str())
                .map_or("", |competence| competence.title.say(lang.tag()));
            competences.push(html! {
                <li class="standing"><span>{ name }<span class="line small muted">{ reason(standing.reason, lang) }</span></span>{ degree(standing.degree, lang) }</li>
            });
        }
        let missing = html! {
            <>
                <p class="small">{ worker::block_accepts(lang, assurance(standing.accepts, lang)) }</p>
                <ul class="plain stack stack--tight">{ competences }</ul>
            </>
        };
        html! {
            <li key={standing.unit.as_str()} class="card">
                <div class="standing"><h3>{ name }</h3>{ degree(standing.degree, lang) }</div>
                <p class="small">{ reason(standing.reason, lang) }</p>
                { disclosure(worker::missing_what(lang), false, missing) }
            </li>
        }
    };
    let units: Vec<Html> = standings(referential, citations).iter().map(unit).collect();
    html! {
        <section key={referential.id.as_str()} class="stack">
            <h2>{ format!("{} · {}", worker::satchel_blocks(lang), referential.trade.say(lang.tag())) }</h2>
            <p class="muted small">{ worker::block_self_only(lang) }{ " " }{ worker::only_jury(lang) }</p>
            <ul class="plain stack stack--tight">{ units }</ul>
        </section>
    }
}

/// Nothing is left: what follows begins anew.
fn deleted(lang: Lang) -> Html {
    let rest = html! {
        <><p>{ worker::all_deleted_more(lang) }</p><p><a href="/" class="button button--primary">{ worker::to_home(lang) }</a></p></>
    };
    let heading = html! { { worker::all_deleted(lang) } };
    let page = Page::new(super::title(lang, worker::all_deleted(lang)), heading, "stack", rest);
    Page {
        at: "deleted".into(),
        ..page
    }
    .draw()
}

/// Deletes everything: one tap to ask, one to do.
fn delete_all(here: &Here, gone: &UseStateHandle<bool>) -> Html {
    let (ground, lang, gone) = (here.ground.clone(), here.lang, gone.setter());
    let delete = act(move || {
        let (ground, gone) = (ground.clone(), gone.clone());
        spawn(async move {
            let cleared = match ground.journals.clear().await {
                Ok(()) => ground.vault.erase().await,
                refused => refused,
            };
            if let Err(fault) = cleared {
                return ui::show(&worded(lang, fault.code()));
            }
            prefs::forget();
            route::let_go();
            shell::forget(&[JOURNALS, VAULT]);
            gone.set(true);
        });
    });
    let does = Button::new(worker::yes_delete_all(lang), delete).danger().draw();
    html! {
        <>
            { Button::new(worker::delete_all(lang), act(|| open_dialog("delete"))).plain().icon(Icon::Trash).draw() }
            { dialog("delete", worker::delete_all_title(lang), html! { <p>{ worker::delete_all_more(lang) }</p> }, does, worker::cancel(lang)) }
        </>
    }
}
