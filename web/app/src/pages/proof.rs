//! One proof: the ticket of an attestation, the ways to give it away.

use super::attempt::set;
use super::{Nowhere, Waiting, title};
use crate::ground::{use_ground, use_lang};
use crate::holder::{self, Held};
use crate::parts::{Picture, Ticket};
use crate::route::Route;
use jalon_messages::worker;
use jalon_web_kit::hooks::use_soon;
use jalon_web_kit::ports::share::{self, Given};
use jalon_web_kit::ports::spawn;
use jalon_web_kit::ui::{Button, Dialog, Disclosure, Icon, Look, Page, use_announcer};
use jalon_web_kit::{Link, use_router};
use std::rc::Rc;
use yew::prelude::*;

/// What [`Proof`] is given.
#[derive(Debug, Properties, PartialEq)]
pub struct ProofProps {
    /// Its id in the address.
    pub id: String,
}

/// One proof.
#[component]
pub fn Proof(props: &ProofProps) -> Html {
    let ground = use_ground();
    let held = use_soon(props.id.clone(), move |id| {
        let (ground, id) = (ground.clone(), id.clone());
        Box::pin(async move { holder::one(&ground, &id).await.ok().flatten() })
    });
    match held {
        None => html! { <Waiting /> },
        Some(held) => match &*held {
            None => html! { <Nowhere /> },
            Some(held) => html! { <Shown held={Same(Rc::new(held.clone()))} /> },
        },
    }
}

/// A proof shared by the page.
#[derive(Debug, Clone)]
pub struct Same(pub Rc<Held>);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        self.0.bytes == other.0.bytes
    }
}

#[derive(Debug, Properties, PartialEq)]
struct ShownProps {
    held: Same,
}

#[component]
fn Shown(props: &ShownProps) -> Html {
    let (ground, lang, router, announcer) = (use_ground(), use_lang(), use_router(), use_announcer());
    let removing = use_state(|| false);
    let held = props.held.0.clone();
    let told = {
        let announcer = announcer.clone();
        move |given: Given| match given {
            Given::Shared => announcer.show(worker::shared(lang)),
            Given::Downloaded => announcer.show(worker::downloaded(lang)),
            Given::Refused => announcer.show(worker::share_refused(lang)),
            Given::Dropped => {}
        }
    };
    let send = {
        let (held, told) = (held.clone(), told.clone());
        Callback::from(move |()| {
            let (held, told) = (held.clone(), told.clone());
            spawn(async move {
                told(
                    share::give(
                        &file_name(&held, "json"),
                        "application/json",
                        held.bytes.as_bytes(),
                        worker::attestation(lang),
                    )
                    .await,
                );
            });
        })
    };
    let save = {
        let (held, told) = (held.clone(), told.clone());
        Callback::from(move |()| {
            told(share::save(
                &file_name(&held, "json"),
                "application/json",
                held.bytes.as_bytes(),
            ))
        })
    };
    let picture = {
        let (held, told) = (held.clone(), told);
        Callback::from(move |()| {
            let (held, told) = (held.clone(), told.clone());
            spawn(async move {
                if let Some(png) = Picture::of(&held, lang).await {
                    told(share::give(&file_name(&held, "png"), "image/png", &png, worker::attestation(lang)).await);
                }
            });
        })
    };
    let remove = {
        let (held, ground) = (held.clone(), ground.clone());
        Callback::from(move |()| {
            let (held, ground, router) = (held.clone(), ground.clone(), router.clone());
            spawn(async move {
                let _ = holder::remove(&ground, &held.id).await;
                router.replace(Route::Satchel.path());
            });
        })
    };
    let close = set(&removing, false);
    let actions = html! {
        <>
            <Button look={Look::Danger} onclick={remove}>{ worker::remove(lang) }</Button>
            <Button onclick={close.clone()}>{ worker::cancel(lang) }</Button>
        </>
    };
    html! {
        <Page title={title(lang, worker::attestation(lang))} heading={html! { { worker::attestation(lang) } }} heading_heard={true} at={held.id.clone()} class="stack">
            <Ticket held={props.held.clone()} />
            <div class="ways no-print">
                <Button look={Look::Primary} tall={true} icon={Icon::Send} onclick={send}>{ worker::share(lang) }</Button>
                <Button tall={true} icon={Icon::Print} onclick={Callback::from(|()| share::print())}>{ worker::print(lang) }</Button>
                <Button tall={true} icon={Icon::Save} onclick={save}>{ worker::save_file(lang) }</Button>
                <Button tall={true} icon={Icon::File} onclick={picture}>{ worker::save_picture(lang) }</Button>
            </div>
            <p class="muted small no-print">{ worker::picture_is_not_proof(lang) }</p>
            <div class="no-print"><Disclosure summary={worker::settings_of_proof(lang)}>
                <p class="row">
                    <Link to={Route::Verify.path()} class="button">{ worker::pros_verify(lang) }</Link>
                    <Button look={Look::Danger} icon={Icon::Trash} onclick={set(&removing, true)}>{ worker::remove(lang) }</Button>
                </p>
            </Disclosure></div>
            <p class="no-print"><Link to={Route::Satchel.path()}>{ worker::my_satchel(lang) }</Link></p>
            <Dialog name="remove" open={*removing} title={worker::remove_title(lang)} onclose={close} {actions}><p>{ worker::remove_more(lang) }</p></Dialog>
        </Page>
    }
}

fn file_name(held: &Held, ending: &str) -> String {
    let day = held.badge().map_or_else(String::new, |badge| {
        let (year, month, day) = badge.valid_from.date();
        format!("-{year:04}-{month:02}-{day:02}")
    });
    format!("attestation{day}.{ending}")
}
