//! Every page. A page shows and asks; it decides nothing.

pub(crate) mod attempt;
mod home;
pub(crate) mod outcome;
mod present;
mod proof;
pub(crate) mod question;
mod refuge;
mod review;
mod satchel;
mod simple;
mod tests;
mod verify;

pub use attempt::Attempt;
pub use home::{Begin, Home};
pub use proof::{AnyProof, Proof};
pub use refuge::Refuge;
pub use satchel::Satchel;
pub use simple::{about, nowhere, pros, settings, waiting};
pub use tests::Tests;
pub use verify::Verify;

use crate::demand;
use crate::exam::Trouble;
use crate::ground::Here;
use crate::library::NoRelease;
use jalon_base::sorted::SortedMap;
use jalon_messages::{Lang, worker};
use jalon_web_kit::html;
use jalon_web_kit::ports::spawn;
use jalon_web_kit::route;
use jalon_web_kit::ui::{Button, Page, Tone, act, notice};
use yew::prelude::*;

/// Title of the window over a page.
fn title(lang: Lang, page: &str) -> String {
    worker::window_title(lang, page)
}

/// A page with this heading and nothing unusual about it.
fn plain_page(lang: Lang, heading: &str, class: &'static str, rest: Html) -> Html {
    let page = Page::new(title(lang, heading), html! { { heading.to_owned() } }, class, rest);
    Page {
        at: heading.to_owned().into(),
        ..page
    }
    .draw()
}

/// Goes elsewhere, without leaving a way back here.
fn redirect(to: String, lang: Lang) -> Html {
    spawn(async move {
        // Drawn again before it is gone, a page does not go twice.
        if route::current() != to {
            route::replace(&to);
        }
    });
    waiting(lang)
}

/// What the person should know of where the page runs; nothing in an ordinary window.
fn around(here: &Here) -> Html {
    let lang = here.lang;
    let environment = &here.ground.environment;
    let unusual = demand::here(demand::environs).map(|say| say(here));
    match unusual {
        None if environment.probably_private && environment.inside.is_none() => notice(
            Tone::Attention,
            Some(worker::private_title(lang).into()),
            html! { <p>{ worker::private_more(lang) }</p> },
        ),
        said => said.unwrap_or_default(),
    }
}

/// A page that could not be: what happened, what is safe, what to do; the code is for those who help.
pub(crate) fn failure(
    lang: Lang,
    (words, code): (String, Option<String>),
    retry: Option<Callback<MouseEvent>>,
) -> Html {
    let retry = retry.map(|retry| Button::new(worker::try_again(lang), retry).primary().draw());
    // The first sentence is the title.
    let (title, more) = words.split_once(". ").unwrap_or((&words, ""));
    let rest = html! {
        <>
            if !more.is_empty() { <p>{ more }</p> }
            { notice(Tone::Plain, None, html! { <p>{ worker::fetch_failed(lang) }</p> }) }
            <p class="row">{ retry }<a href="/" class="button">{ worker::to_home(lang) }</a></p>
            if let Some(code) = code { <p class="muted small"><code>{ code }</code></p> }
        </>
    };
    plain_page(lang, title, "stack", rest)
}

/// The words of a code for the person at the screen. What only experts would understand is left to the code, which is shown beside.
#[must_use]
pub fn worded(lang: Lang, code: &str) -> String {
    match code {
        "attempt/time-over" => worker::time_over(lang).to_owned(),
        "attempt/no-way-back" => worker::no_way_back(lang).to_owned(),
        _ => worker::sentence(lang, code, &SortedMap::new()).unwrap_or_else(|| worker::not_now(lang).to_owned()),
    }
}

fn release_trouble(lang: Lang, trouble: &NoRelease) -> (String, Option<String>) {
    match trouble {
        NoRelease::Absent => (worker::release_missing(lang).to_owned(), None),
        NoRelease::Unreachable => (worker::no_trades(lang).to_owned(), None),
        NoRelease::Bad(bad) => (worker::release_bad(lang).to_owned(), Some(bad.to_string())),
    }
}

fn trouble(lang: Lang, trouble: &Trouble) -> (String, Option<String>) {
    match trouble {
        Trouble::Unknown => (worker::nothing_here_more(lang).to_owned(), None),
        Trouble::Release(release) => release_trouble(lang, release),
        Trouble::Part => (worker::part_missing(lang).to_owned(), None),
        Trouble::Storage(fault) => (worded(lang, fault.code()), None),
        Trouble::NotYet(words) => (words.clone(), None),
        Trouble::Broken(code) => (worker::attempt_broken(lang).to_owned(), Some((*code).to_owned())),
        Trouble::Refused("draw/too-few") => (worker::cannot_draw(lang).to_owned(), None),
        Trouble::Refused(code) => (worded(lang, code), Some((*code).to_owned())),
    }
}

/// A callback that goes to a path.
fn to(path: String) -> Callback<MouseEvent> {
    act(move || route::go(&path))
}
