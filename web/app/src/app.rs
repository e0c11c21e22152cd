//! The whole: what is open, in which language, under which header.

use crate::ground::{Ground, use_lang};
use crate::pages;
use crate::parts::{Footer, Header};
use crate::route::{Leaf, Route};
use jalon_messages::{Lang, worker};
use jalon_web_kit::ports::{environment, shell, spawn};
use jalon_web_kit::ui::LiveProvider;
use jalon_web_kit::{Prefs, RouterProvider, route, use_router};
use yew::prelude::*;

/// How the person reads, and how they change it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// How.
    pub prefs: Prefs,
    /// Heard at each change.
    pub change: Callback<Prefs>,
}

/// The language of the page: the person's choice, else the browser's, else French.
#[must_use]
pub fn language(prefs: &Prefs, browser: Option<&str>) -> Lang {
    let chosen = prefs.lang.as_deref().and_then(Lang::of_tag);
    chosen.or_else(|| browser.and_then(Lang::of_tag)).unwrap_or(Lang::Fr)
}

/// The application.
#[component]
pub fn App() -> Html {
    let ground = use_state(|| None::<Ground>);
    let prefs = use_state(Prefs::load);
    let lang = language(&prefs, environment::language().as_deref());
    use_effect_with(((*prefs).clone(), lang), |(prefs, lang)| prefs.lay(lang.tag()));
    {
        let ground = ground.clone();
        use_effect_with((), move |()| {
            spawn(async move {
                ground.set(Some(Ground::open().await));
                shell::ready();
            });
        });
    }
    let change = {
        let prefs = prefs.clone();
        Callback::from(move |next: Prefs| {
            next.save();
            prefs.set(next);
        })
    };
    let reading = Reading {
        prefs: (*prefs).clone(),
        change,
    };
    html! {
        <ContextProvider<Lang> context={lang}>
            <ContextProvider<Reading> context={reading}>
                <RouterProvider path={route::current()}>
                    <LiveProvider>
                        if let Some(ground) = &*ground {
                            <ContextProvider<Ground> context={ground.clone()}><Switch /></ContextProvider<Ground>>
                        } else {
                            <pages::Waiting />
                        }
                    </LiveProvider>
                </RouterProvider>
            </ContextProvider<Reading>>
        </ContextProvider<Lang>>
    }
}

#[component]
fn Switch() -> Html {
    let (router, lang) = (use_router(), use_lang());
    let route = Route::parse(&router.path);
    // A question stands alone: no way out but its own pause.
    let alone = matches!(route, Route::Attempt(_, Leaf::Question));
    let page = match route.clone() {
        Route::Home => html! { <pages::Home /> },
        Route::Begin(release) => html! { <pages::Begin key={release.clone()} release={release.clone()} /> },
        Route::Tests(release) => html! { <pages::Tests key={release.clone()} release={release.clone()} /> },
        Route::Test(release, protocol) => html! { <pages::Test {release} {protocol} /> },
        Route::Attempt(attempt, leaf) => html! { <pages::Attempt key={attempt.to_string()} {attempt} {leaf} /> },
        Route::Satchel => html! { <pages::Satchel /> },
        Route::Proof(id) => html! { <pages::Proof key={id.clone()} id={id.clone()} /> },
        Route::Verify => html! { <pages::Verify /> },
        Route::Refuge => html! { <pages::Refuge /> },
        Route::Settings => html! { <pages::Settings /> },
        Route::About => html! { <pages::About /> },
        Route::Pros => html! { <pages::Pros /> },
        Route::Nowhere => html! { <pages::Nowhere /> },
    };
    html! {
        <>
            <a class="to-content" href="#main">{ worker::to_content(lang) }</a>
            <Header small={alone} />
            { page }
            if !alone { <Footer /> }
        </>
    }
}
