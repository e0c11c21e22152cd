//! Header and footer: small, and out of the way.

use crate::route::Route;
use jalon_messages::{Lang, worker};
use jalon_web_kit::html;
use jalon_web_kit::ui::{Icon, glyph};
use yew::prelude::*;

/// The brand, and two ways; on a question, the brand and the settings alone.
#[must_use]
pub fn header(lang: Lang, here: &Route, alone: bool) -> Html {
    let way = |route: &Route, icon: Icon, words: &'static str| {
        let current = (route == here).then_some("page");
        html! { <a href={route.path()} class="top__way" aria-current={current}>{ glyph(icon) }<span>{ words }</span></a> }
    };
    html! {
        <header class="top">
            <a href="/" class="brand">
                <svg class="brand__mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                    <path class="brand__pole" d="M10 2h4v17l-2 3-2-3z" />
                    <path class="brand__stripe" d="M10.6 6h2.8v4h-2.8zM10.6 14h2.8v4h-2.8z" />
                </svg>
                { "Jalon" }
            </a>
            <nav class="top__ways">
                if !alone { { way(&Route::Satchel, Icon::Satchel, worker::my_satchel(lang)) } }
                { way(&Route::Settings, Icon::Gear, worker::settings(lang)) }
            </nav>
        </header>
    }
}

/// One line.
#[must_use]
pub fn footer(lang: Lang) -> Html {
    html! { <footer class="bottom"><a href="/pros">{ worker::for_pros(lang) }</a><a href="/a-propos">{ worker::what_is_jalon(lang) }</a></footer> }
}
