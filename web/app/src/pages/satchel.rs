//! Ma musette: what the person has, where they stand, and keeping it safe.

use super::attempt::set;
use super::{Waiting, title, worded};
use crate::copy;
use crate::ground::{Ground, use_ground, use_lang};
use crate::holder::{self, Held};
use crate::library;
use crate::parts::Environs;
use crate::records::{self, Record};
use crate::route::{Leaf, Route};
use jalon_base::{Millis, Timestamp};
use jalon_messages::{Lang, worker};
use jalon_protocol::Release;
use jalon_recognition::{Citation, Degree, UnitStanding, standings};
use jalon_referential::Assurance;
use jalon_web_kit::hooks::use_soon;
use jalon_web_kit::ports::journals::Fault;
use jalon_web_kit::ports::share::{self, Given};
use jalon_web_kit::ports::spawn;
use jalon_web_kit::ui::{Badge, Button, Dialog, Disclosure, Glyph, Icon, Look, Notice, Page, Tone, use_announcer};
use jalon_web_kit::{Link, prefs, use_router};
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
pub fn Satchel() -> Html {
    let (ground, lang) = (use_ground(), use_lang());
    let turn = use_state(|| 0_u32);
    let contents = use_soon(*turn, move |_| {
        let ground = ground.clone();
        Box::pin(async move { look(&ground).await })
    });
    let again = Callback::from(move |()| turn.set(*turn + 1));
    let Some(contents) = contents else {
        return html! { <Waiting /> };
    };
    let contents = match &*contents {
        Ok(contents) => contents,
        Err(fault) => return html! { <super::Failure words={worded(lang, fault.code())} retry={again} /> },
    };
    let empty = contents.records.is_empty() && contents.held.is_empty();
    let citations: Vec<Citation> = contents.held.iter().filter_map(Held::citation).collect();
    html! {
        <Page title={title(lang, worker::my_satchel(lang))} heading={html! { { worker::my_satchel(lang) } }} class="stack stack--loose">
            <Environs />
            if empty {
                <div class="empty stack">
                    <p class="lead">{ worker::satchel_empty(lang) }</p>
                    <Link to="/" class="button button--primary button--tall">{ worker::trade_question(lang) }</Link>
                </div>
            } else {
                <Safety at_risk={contents.at_risk} changed={again.clone()} />
            }
            if !contents.held.is_empty() {
                <section class="stack" aria-labelledby="proofs">
                    <h2 id="proofs">{ worker::satchel_proofs(lang) }</h2>
                    <ul class="plain stack stack--tight">{ for contents.held.iter().map(|held| proof(held, lang)) }</ul>
                </section>
            }
            if !citations.is_empty() { { for contents.releases.iter().map(|release| blocks(release, &citations, lang)) } }
            if !contents.records.is_empty() {
                <section class="stack" aria-labelledby="tests">
                    <h2 id="tests">{ worker::satchel_tests(lang) }</h2>
                    <ul class="plain stack stack--tight">{ for contents.records.iter().map(|record| test(record, lang)) }</ul>
                </section>
            }
            <section class="stack stack--tight no-print">
                <Link to={Route::Refuge.path()} class="door"><Glyph icon={Icon::Lock} /><span class="door__words"><strong>{ worker::recovery_sheet(lang) }</strong><span class="muted">{ worker::restore(lang) }</span></span><Glyph icon={Icon::ArrowRight} /></Link>
                if !empty { <DeleteAll /> }
            </section>
        </Page>
    }
}

fn proof(held: &Held, lang: Lang) -> Html {
    let Some(badge) = held.badge() else {
        return html! { <li key={held.id.clone()}><Link to={Route::Verify.path()} class="door"><Glyph icon={Icon::Warning} /><span class="door__words">{ worker::proof_unreadable(lang) }</span></Link></li> };
    };
    html! {
        <li key={held.id.clone()}>
            <Link to={Route::Proof(held.id.clone()).path()} class="door door--ticket">
                <svg class="door__pole" viewBox="0 0 24 64" aria-hidden="true" focusable="false"><path d="M8 3h8v50l-4 8-4-8zM8 15h8M8 28h8M8 41h8" /></svg>
                <span class="door__words"><strong>{ &badge.name }</strong><span class="muted">{ worker::made_on(lang, badge.valid_from) }{ " · " }{ worker::by_me(lang) }</span></span>
                <Glyph icon={Icon::ArrowRight} />
            </Link>
        </li>
    }
}

fn test(record: &Record, lang: Lang) -> Html {
    let leaf = if record.closed { Leaf::Outcome } else { Leaf::Question };
    let day = jalon_messages::date(lang, Timestamp::from_millis(Millis(record.began_ms)));
    html! {
        <li key={record.attempt.to_string()}>
            <Link to={Route::Attempt(record.attempt, leaf).path()} class="door">
                <span class="door__words">
                    <strong>{ record.trade.say(lang.tag()) }{ " · " }{ record.title.say(lang.tag()) }</strong>
                    <span class="muted">{ day }{ " · " }{ worker::k_answered(lang, record.answered, record.total) }</span>
                </span>
                if record.closed { <Badge icon={Icon::Check}>{ worker::finished(lang) }</Badge> } else { <Badge tone={Tone::Path} icon={Icon::Play}>{ worker::in_progress(lang) }</Badge> }
            </Link>
        </li>
    }
}

fn degree(degree: Degree, lang: Lang) -> Html {
    let (tone, icon, words) = match degree {
        Degree::Yes => (Tone::Ok, Icon::Check, worker::block_yes(lang)),
        Degree::Partly => (Tone::Path, Icon::Half, worker::block_partly(lang)),
        Degree::NotYet => (Tone::Plain, Icon::Clock, worker::block_not_yet(lang)),
    };
    html! { <Badge {tone} {icon}>{ words }</Badge> }
}

fn assurance(assurance: Assurance, lang: Lang) -> &'static str {
    match assurance {
        Assurance::Declared => worker::assurance_self(lang),
        Assurance::Remote => worker::assurance_remote(lang),
        Assurance::Observed => worker::assurance_observed(lang),
        Assurance::Proctored => worker::assurance_proctored(lang),
    }
}

fn reason(code: &str, lang: Lang) -> String {
    super::worded(lang, code)
}

/// What the proofs add to each block of a trade.
fn blocks(release: &Release, citations: &[Citation], lang: Lang) -> Html {
    let referential = &release.referential;
    let unit = |standing: &UnitStanding| {
        let Some(unit) = referential.unit(standing.unit.as_str()) else {
            return html! {};
        };
        let competences = standing.competences.iter().map(|standing| {
            let name = referential.competence(standing.competence.as_str()).map_or("", |competence| competence.title.say(lang.tag()));
            html! { <li class="standing"><span>{ name }<span class="line small muted">{ reason(standing.reason.code(), lang) }</span></span>{ degree(standing.degree, lang) }</li> }
        });
        html! {
            <li key={standing.unit.as_str()} class="card">
                <div class="standing"><h3>{ unit.short.say(lang.tag()) }</h3>{ degree(standing.degree, lang) }</div>
                <p class="small">{ reason(standing.reason.code(), lang) }</p>
                <Disclosure summary={worker::missing_what(lang)}>
                    <p class="small">{ worker::block_accepts(lang, assurance(standing.accepts, lang)) }</p>
                    <ul class="plain stack stack--tight">{ for competences }</ul>
                </Disclosure>
            </li>
        }
    };
    let standings = standings(referential, citations);
    html! {
        <section key={referential.id.as_str()} class="stack">
            <h2>{ worker::satchel_blocks(lang) }{ " · " }{ referential.trade.say(lang.tag()) }</h2>
            <p class="muted small">{ worker::block_self_only(lang) }{ " " }{ worker::only_jury(lang) }</p>
            <ul class="plain stack stack--tight">{ for standings.iter().map(unit) }</ul>
        </section>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct SafetyProps {
    at_risk: bool,
    changed: Callback<()>,
}

/// Whether a copy lies outside the browser; one tap makes it.
#[component]
fn Safety(props: &SafetyProps) -> Html {
    let (ground, lang, announcer) = (use_ground(), use_lang(), use_announcer());
    let keep = {
        let changed = props.changed.clone();
        Callback::from(move |()| {
            let (ground, announcer, changed) = (ground.clone(), announcer.clone(), changed.clone());
            spawn(async move {
                let Ok(copy) = copy::make(&ground).await else { return };
                let (year, month, day) = ground.second().date();
                let name = format!("musette-{year:04}-{month:02}-{day:02}.json");
                if share::save(&name, "application/json", copy.as_bytes()) == Given::Downloaded {
                    let _ = ground.journals.write(vec![holder::safe_now()]).await;
                    announcer.show(worker::copy_kept(lang));
                    changed.emit(());
                }
            });
        })
    };
    let more = worker::keep_copy_more(lang);
    if props.at_risk {
        html! {
            <Notice tone={Tone::Attention} icon={Icon::Shield} title={worker::not_safe_yet(lang)}>
                <p>{ more }</p>
                <Button look={Look::Primary} icon={Icon::Save} onclick={keep}>{ worker::keep_copy(lang) }</Button>
            </Notice>
        }
    } else {
        html! {
            <div class="row row--ends">
                <Badge tone={Tone::Ok} icon={Icon::Shield}>{ worker::safe_now(lang) }</Badge>
                <Button look={Look::Plain} icon={Icon::Save} onclick={keep}>{ worker::keep_copy(lang) }</Button>
            </div>
        }
    }
}

/// Deletes everything: one tap to ask, one to do.
#[component]
fn DeleteAll() -> Html {
    let (ground, lang, router, announcer) = (use_ground(), use_lang(), use_router(), use_announcer());
    let asking = use_state(|| false);
    let close = set(&asking, false);
    let delete = Callback::from(move |()| {
        let (ground, router, announcer) = (ground.clone(), router.clone(), announcer.clone());
        spawn(async move {
            let done = ground.journals.clear().await.is_ok() && ground.vault.erase().await.is_ok();
            prefs::forget();
            if done {
                announcer.show(worker::all_deleted(lang));
            }
            router.replace(Route::Home.path());
        });
    });
    let actions = html! {
        <>
            <Button look={Look::Danger} onclick={delete}>{ worker::yes_delete_all(lang) }</Button>
            <Button onclick={close.clone()}>{ worker::cancel(lang) }</Button>
        </>
    };
    html! {
        <>
            <Button look={Look::Plain} icon={Icon::Trash} onclick={set(&asking, true)}>{ worker::delete_all(lang) }</Button>
            <Dialog name="delete" open={*asking} title={worker::delete_all_title(lang)} onclose={close} {actions}><p>{ worker::delete_all_more(lang) }</p></Dialog>
        </>
    }
}
