//! What the person should know of where the page runs: another app's window, a private one, a device that keeps nothing.

use crate::ground::{use_ground, use_lang};
use jalon_messages::worker;
use jalon_web_kit::ports::{share, shell, spawn};
use jalon_web_kit::ui::{Button, Icon, Notice, Tone, use_announcer};
use std::collections::BTreeMap;
use yew::prelude::*;

/// Says what must be said, and nothing in an ordinary window.
#[component]
pub fn Environs() -> Html {
    let (ground, lang, announcer) = (use_ground(), use_lang(), use_announcer());
    if let Some(app) = ground.environment.inside {
        let words = if app.is_empty() {
            worker::inside_app(lang).to_owned()
        } else {
            worker::inside_app_named(lang, app)
        };
        let copy = Callback::from(move |()| {
            let announcer = announcer.clone();
            spawn(async move {
                if share::copy(&shell::address()).await {
                    announcer.show(worker::address_copied(lang));
                }
            });
        });
        return html! {
            <Notice tone={Tone::Attention} title={worker::inside_app_title(lang)}>
                <p>{ words }</p>
                <Button icon={Icon::Copy} onclick={copy}>{ worker::copy_address(lang) }</Button>
            </Notice>
        };
    }
    if let Some(fault) = &ground.forgetful {
        let words = worker::sentence(lang, fault.code(), &BTreeMap::new()).unwrap_or_else(|| fault.to_string());
        return html! { <Notice tone={Tone::Attention}><p>{ words }</p></Notice> };
    }
    if ground.environment.probably_private {
        return html! { <Notice tone={Tone::Attention} title={worker::private_title(lang)}><p>{ worker::private_more(lang) }</p></Notice> };
    }
    html! {}
}
