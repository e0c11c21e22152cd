//! Header and footer: small, and out of the way.

use crate::ground::use_lang;
use crate::route::Route;
use jalon_messages::worker;
use jalon_web_kit::ui::{Glyph, Icon};
use jalon_web_kit::{Link, use_router};
use yew::prelude::*;

/// What [`Header`] is given.
#[derive(Debug, Properties, PartialEq)]
pub struct HeaderProps {
    /// The brand alone: the page has enough to say.
    #[prop_or_default]
    pub small: bool,
}

/// The brand, and two ways.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let (lang, router) = (use_lang(), use_router());
    let here = Route::parse(&router.path);
    html! {
        <header class={classes!("top", props.small.then_some("top--small"))}>
            <Link to="/" class="brand">
                <svg class="brand__mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                    <path class="brand__pole" d="M10 2h4v17l-2 3-2-3z" />
                    <path class="brand__stripe" d="M10.6 6h2.8v4h-2.8zM10.6 14h2.8v4h-2.8z" />
                </svg>
                { "Jalon" }
            </Link>
            <nav class="top__ways">
                if !props.small {
                    <Link to={Route::Satchel.path()} class="top__way" current={here == Route::Satchel}>
                        <Glyph icon={Icon::Satchel} /><span>{ worker::my_satchel(lang) }</span>
                    </Link>
                }
                <Link to={Route::Settings.path()} class="top__way" current={here == Route::Settings}>
                    <Glyph icon={Icon::Gear} /><span>{ worker::settings(lang) }</span>
                </Link>
            </nav>
        </header>
    }
}

/// One line.
#[component]
pub fn Footer() -> Html {
    let lang = use_lang();
    html! {
        <footer class="bottom">
            <Link to={Route::Pros.path()}>{ worker::for_pros(lang) }</Link>
            <Link to={Route::About.path()}>{ worker::what_is_jalon(lang) }</Link>
        </footer>
    }
}
