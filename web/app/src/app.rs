//! The whole: what is open, in which language, under which header.

use crate::demand::{self, OnDemand};
use crate::ground::{Ground, Here, Reading};
use crate::pages;
use crate::parts::{footer, header};
use crate::route::{Leaf, Route, VERIFY_PATH};
use jalon_messages::{Lang, worker};
use jalon_web_kit::html;
use jalon_web_kit::ports::{environment, shell, spawn};
use jalon_web_kit::route::{self, use_path};
use jalon_web_kit::{Prefs, ui};
use yew::prelude::*;

/// The language of the page: the person's choice, else the browser's, else French.
#[must_use]
pub fn language(prefs: &Prefs) -> Lang {
    let chosen = prefs.lang.as_deref().and_then(Lang::of_tag);
    let browsers = || environment::language().as_deref().and_then(Lang::of_tag);
    chosen.or_else(browsers).unwrap_or(Lang::Fr)
}

/// The application.
#[component]
pub fn App() -> Html {
    let ground = use_state(|| None::<Ground>);
    // The device keeps nothing, and what would do without it did not come.
    let lost = use_state(|| false);
    let prefs = use_state(Prefs::load);
    let path = use_path();
    // Said once and at each choice: words of another language are there only once they were brought.
    let spoken = use_state(|| language(&prefs));
    let lang = *spoken;
    use_effect_with(((*prefs).clone(), lang), |(prefs, lang)| prefs.lay(lang.tag()));
    {
        let (ground, lost) = (ground.clone(), lost.setter());
        use_effect_with((), move |()| {
            spawn(async move {
                let returning = shell::returning();
                match Ground::open().await {
                    Some(opened) => ground.set(Some(opened)),
                    None => {
                        // Nothing else is here than what says so: the way on is a page that is loaded anew.
                        route::let_go();
                        lost.set(true);
                    }
                }
                shell::ready();
                if returning {
                    shell::keep_parts();
                }
            });
        });
    }
    let change = {
        let prefs = prefs.clone();
        Callback::from(move |next: Prefs| {
            let (prefs, spoken) = (prefs.clone(), spoken.clone());
            spawn(async move {
                let lang = language(&next);
                if demand::words(lang).await.is_some() {
                    next.save();
                    spoken.set(lang);
                    prefs.set(next);
                } else {
                    ui::show(worker::language_missing(*spoken));
                    prefs.set((*prefs).clone());
                }
            });
        })
    };
    let route = Route::parse(&path);
    route::apart(|path| path.split(['#', '?']).next() == Some(VERIFY_PATH));
    // A question stands alone: no way out but its own pause.
    let alone = matches!(route, Route::Attempt(_, Leaf::Question));
    let page = match &*ground {
        Some(ground) => {
            let reading = Reading {
                prefs: (*prefs).clone(),
                change,
            };
            let here = Here {
                ground: ground.clone(),
                lang,
                reading,
                name: String::new(),
                more: String::new(),
            };
            page(route.clone(), here)
        }
        None if *lost => pages::failure(lang, (worker::part_missing(lang).to_owned(), None), None),
        None => pages::waiting(lang),
    };
    html! {
        <>
            <a class="to-content" href="#main">{ worker::to_content(lang) }</a>
            { header(lang, &route, alone) }
            { page }
            if !alone { { footer(lang) } }
            { ui::regions() }
        </>
    }
}

fn page(route: Route, here: Here) -> Html {
    let named = |name: String, more: String| Here {
        name,
        more,
        ..here.clone()
    };
    match route {
        Route::Home => yew::html! { <pages::Home ..here /> },
        Route::Begin(release) => {
            yew::html! { <pages::Begin key={release.clone()} ..named(release.clone(), String::new()) /> }
        }
        Route::Tests(release) => on_demand(demand::CHOOSING, demand::TESTS, named(release, String::new())),
        Route::Test(release, protocol) => on_demand(demand::CHOOSING, demand::TESTS, named(release, protocol)),
        Route::Attempt(attempt, leaf) => {
            let leaf = match leaf {
                Leaf::Question => "",
                Leaf::Review => "relire",
                Leaf::Outcome => "resultat",
            };
            yew::html! { <pages::Attempt key={attempt.to_string()} ..named(attempt.to_string(), leaf.to_owned()) /> }
        }
        Route::Satchel => on_demand(demand::SATCHEL, demand::OWN, here),
        Route::Proof(id) => yew::html! { <pages::Proof key={id.clone()} ..named(id.clone(), String::new()) /> },
        Route::Verify => on_demand(demand::VERIFIER, demand::VERIFY, here),
        Route::Refuge => on_demand(demand::SATCHEL, demand::REFUGE, here),
        Route::Settings => pages::settings(&here),
        Route::Needs => on_demand(demand::BEFORE, demand::NEEDS, here),
        Route::About => on_demand(demand::VERIFIER, demand::ABOUT, here),
        Route::Pros => on_demand(demand::VERIFIER, demand::PROS, here),
        Route::Nowhere => pages::nowhere(here.lang),
    }
}

fn on_demand(part: &'static str, page: &'static str, here: Here) -> Html {
    yew::html! { <OnDemand key={page} {part} {page} {here} /> }
}
