//! One proof: the ticket of an attestation, the ways to give it away.

use super::present::Present;
use super::{nowhere, title, waiting};
use crate::demand::{self, Brought, Keep, OnDemand, PROOF, SATCHEL, Squares};
use crate::ground::Here;
use crate::holder::{self, Held};
use crate::parts::{safety, sheet, ticket};
use crate::route::{Route, VERIFY_PATH};
use jalon_messages::{Lang, worker};
use jalon_web_kit::hooks::use_soon;
use jalon_web_kit::html;
use jalon_web_kit::ports::share::{self, Given};
use jalon_web_kit::ports::spawn;
use jalon_web_kit::route;
use jalon_web_kit::ui::{self, Button, Icon, Page, act, dialog, disclosure, open_dialog};
use std::rc::Rc;
use yew::prelude::*;

/// One proof: the person's own at once, that of another with the part that verifies it.
#[component]
pub fn Proof(here: &Here) -> Html {
    let (ground, id) = (here.ground.clone(), here.name.clone());
    let held = use_soon(id.clone(), move || {
        let (ground, id) = (ground.clone(), id.clone());
        Box::pin(async move {
            let held = holder::own(&ground, &id).await.ok().flatten().map(Rc::new);
            (held, holder::is_unsafe(&ground).await)
        })
    });
    let safe = use_state(|| false);
    // The codes come when they can: the ticket does not wait for them.
    let squares = use_soon(String::new(), || Box::pin(demand::find(SATCHEL, Keep::All, squares)));
    let squares = squares.as_deref().copied().flatten();
    match held.as_deref() {
        None => waiting(here.lang),
        Some((None, _)) => nowhere(here.lang),
        Some((Some(held), _)) if held.badge.is_none() => {
            yew::html! { <OnDemand part={SATCHEL} page={PROOF} here={here.clone()} /> }
        }
        Some((Some(held), at_risk)) => {
            let kept = safe.clone();
            // Once the copy is kept, nothing more is asked of the person here.
            let safety =
                (*at_risk && !*safe).then(|| safety(here, true, false, Callback::from(move |()| kept.set(true))));
            shown(
                here,
                held,
                worker::attestation(here.lang),
                ticket(held, squares, here.lang),
                safety,
            )
        }
    }
}

/// One proof, whoever signed it: the sheet of a certifier with the way to show it to one person.
#[component]
pub fn AnyProof(here: &Here) -> Html {
    let (ground, id) = (here.ground.clone(), here.name.clone());
    let held = use_soon(id.clone(), move || {
        let (ground, id) = (ground.clone(), id.clone());
        Box::pin(async move { holder::one(&ground, &id).await.ok().flatten().map(Rc::new) })
    });
    match held.as_deref() {
        None => waiting(here.lang),
        Some(None) => nowhere(here.lang),
        Some(Some(held)) if held.is_own() => {
            let ticket = ticket(held, demand::here(squares), here.lang);
            shown(here, held, worker::attestation(here.lang), ticket, None)
        }
        Some(Some(held)) => {
            let present = yew::html! { <Present here={here.clone()} id={held.id.clone()} /> };
            shown(
                here,
                held,
                worker::certificate(here.lang),
                sheet(held, here.lang),
                Some(present),
            )
        }
    }
}

fn squares(brought: &Brought) -> Option<Squares> {
    match brought {
        Brought::Squares(squares) => Some(*squares),
        _ => None,
    }
}

/// What can be done with a proof.
#[derive(Clone, Copy)]
enum Way {
    Send,
    Save,
    Picture,
    Remove,
}

async fn go(way: Way, here: Here, held: Rc<Held>) {
    let (lang, name) = (here.lang, worker::attestation(here.lang));
    let given = match way {
        Way::Send => {
            share::give(
                &file_name(&held, "json"),
                "application/json",
                held.bytes.as_bytes(),
                name,
            )
            .await
        }
        Way::Save => share::save(&file_name(&held, "json"), "application/json", held.bytes.as_bytes()),
        Way::Picture => {
            let draw = demand::find(SATCHEL, Keep::All, |brought| match brought {
                Brought::Picture(draw) => Some(*draw),
                _ => None,
            });
            let Some(draw) = draw.await else {
                return ui::show(worker::part_missing(lang));
            };
            match draw(held.clone(), lang).await {
                Some(png) => share::give(&file_name(&held, "png"), "image/png", &png, name).await,
                None => Given::Refused,
            }
        }
        Way::Remove => {
            let _ = holder::remove(&here.ground, &held.id).await;
            route::replace(&Route::Satchel.path());
            return;
        }
    };
    match given {
        Given::Shared => ui::show(worker::shared(lang)),
        Given::Downloaded => ui::show(worker::downloaded(lang)),
        Given::Refused => ui::show(worker::share_refused(lang)),
        Given::Dropped => {}
    }
}

fn shown(here: &Here, held: &Rc<Held>, name: &'static str, body: Html, safety: Option<Html>) -> Html {
    let lang: Lang = here.lang;
    let way = |way: Way| {
        let (here, held) = (here.clone(), held.clone());
        act(move || spawn(go(way, here.clone(), held.clone())))
    };
    let does = Button::new(worker::remove(lang), way(Way::Remove)).danger().draw();
    let more = html! {
        <p class="row">
            <a href={VERIFY_PATH} class="button">{ worker::pros_verify(lang) }</a>
            { Button::new(worker::remove(lang), act(|| open_dialog("remove"))).danger().icon(Icon::Trash).draw() }
        </p>
    };
    let rest = html! {
        <>
            { body }
            <div class="ways no-print">
                { Button::new(worker::share(lang), way(Way::Send)).primary().tall().icon(Icon::Send).draw() }
                { Button::new(worker::print(lang), act(share::print)).tall().icon(Icon::Print).draw() }
                { Button::new(worker::save_file(lang), way(Way::Save)).tall().icon(Icon::Save).draw() }
                if held.is_own() { { Button::new(worker::save_picture(lang), way(Way::Picture)).tall().icon(Icon::File).draw() } }
            </div>
            <div class="stack no-print">
                <p class="muted small">{ worker::picture_is_not_proof(lang) }</p>
                { safety }
                { disclosure(worker::settings_of_proof(lang), false, more) }
                <p><a href="/musette">{ worker::my_satchel(lang) }</a></p>
                { dialog("remove", worker::remove_title(lang), html! { <p>{ worker::remove_more(lang) }</p> }, does, worker::cancel(lang)) }
            </div>
        </>
    };
    let page = Page::new(title(lang, name), html! { { name } }, "stack", rest);
    Page {
        heading_heard: true,
        at: held.id.clone().into(),
        ..page
    }
    .draw()
}

fn file_name(held: &Held, ending: &str) -> String {
    let day = held.badge.as_ref().map_or_else(String::new, |badge| {
        let (year, month, day) = badge.valid_from.date();
        format!("-{year:04}-{month:02}-{day:02}")
    });
    format!("attestation{day}.{ending}")
}
