//! Every page. A page shows and asks; it decides nothing.

mod attempt;
mod home;
mod outcome;
mod proof;
mod question;
mod refuge;
mod review;
mod satchel;
mod simple;
mod verify;

pub use attempt::Attempt;
pub use home::{Begin, Home, Test, Tests};
pub use proof::{Proof, Same};
pub use refuge::Refuge;
pub use satchel::Satchel;
pub use simple::{About, Nowhere, Pros, Settings, Waiting};
pub use verify::Verify;

use crate::exam::Trouble;
use crate::ground::use_lang;
use crate::library::NoRelease;
use jalon_messages::{Lang, attempt as engine, worker};
use jalon_web_kit::ui::{Button, Icon, Notice, Page, Tone};
use jalon_web_kit::{Link, use_router};
use std::collections::BTreeMap;
use yew::prelude::*;

/// Title of the window over a page.
fn title(lang: Lang, page: &str) -> String {
    worker::window_title(lang, page)
}

/// What [`Redirect`] is given.
#[derive(Debug, Properties, PartialEq)]
struct RedirectProps {
    to: AttrValue,
}

/// Goes elsewhere, without leaving a way back here.
#[component]
fn Redirect(props: &RedirectProps) -> Html {
    let router = use_router();
    use_effect_with(props.to.clone(), move |to| router.replace(to.to_string()));
    html! { <Waiting /> }
}

/// What [`Failure`] is given.
#[derive(Debug, Properties, PartialEq)]
struct FailureProps {
    words: AttrValue,
    /// For those who help: the code of the fault.
    #[prop_or_default]
    code: Option<AttrValue>,
    #[prop_or_default]
    retry: Option<Callback<()>>,
}

/// A page that could not be: what happened, what is safe, what to do.
#[component]
fn Failure(props: &FailureProps) -> Html {
    let lang = use_lang();
    html! {
        <Page title={title(lang, &props.words)} heading={html! { { &props.words } }} class="stack">
            <Notice tone={Tone::Plain} icon={Icon::Save}><p>{ worker::fetch_failed(lang) }</p></Notice>
            <p class="row">
                if let Some(retry) = &props.retry {
                    <Button look={jalon_web_kit::ui::Look::Primary} onclick={retry.clone()}>{ worker::try_again(lang) }</Button>
                }
                <Link to="/" class="button">{ worker::to_home(lang) }</Link>
            </p>
            if let Some(code) = &props.code { <p class="muted small"><code>{ code }</code></p> }
        </Page>
    }
}

/// The words of a code: the worker's own, else the engine's; the code itself when nobody has worded it.
fn worded(lang: Lang, code: &str) -> String {
    let none = BTreeMap::new();
    worker::sentence(lang, code, &none)
        .or_else(|| engine::sentence(lang, code, &none))
        .unwrap_or_else(|| code.to_owned())
}

fn release_trouble(lang: Lang, trouble: &NoRelease) -> (String, Option<String>) {
    match trouble {
        NoRelease::Absent => (worker::release_missing(lang).to_owned(), None),
        NoRelease::Unreachable => (worker::no_trades(lang).to_owned(), None),
        NoRelease::Bad(bad) => (worker::release_bad(lang).to_owned(), Some(bad.to_string())),
        NoRelease::Storage(fault) => (worded(lang, fault.code()), None),
    }
}

fn trouble(lang: Lang, trouble: &Trouble) -> (String, Option<String>) {
    match trouble {
        Trouble::Unknown => (worker::nothing_here_more(lang).to_owned(), None),
        Trouble::Release(release) => release_trouble(lang, release),
        Trouble::Storage(fault) => (worded(lang, fault.code()), None),
        Trouble::Broken(code) => (worker::attempt_broken(lang).to_owned(), Some((*code).to_owned())),
        Trouble::Refused("draw/too-few") => (worker::cannot_draw(lang).to_owned(), None),
        Trouble::Refused(code) => (worded(lang, code), Some((*code).to_owned())),
    }
}
