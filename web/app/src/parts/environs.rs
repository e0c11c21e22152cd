//! What the person should know of where the page runs: another app's window, a device that keeps nothing.

use crate::ground::Here;
use crate::pages::worded;
use jalon_messages::worker;
use jalon_web_kit::html;
use jalon_web_kit::ports::{environment, share, shell, spawn};
use jalon_web_kit::ui::{self, Button, Icon, Tone, act, notice};
use yew::prelude::*;

/// Says what must be said, and nothing in an ordinary window.
#[must_use]
pub fn environs(here: &Here) -> Html {
    let (ground, lang) = (&here.ground, here.lang);
    if let Some(app) = ground.environment.inside {
        let words = if app.is_empty() {
            worker::inside_app(lang).to_owned()
        } else {
            worker::inside_app_named(lang, app)
        };
        let copy = act(move || {
            spawn(async move {
                if share::copy(&shell::address()).await {
                    ui::show(worker::address_copied(lang));
                }
            });
        });
        let copy = Button::new(worker::copy_address(lang), copy).icon(Icon::Copy).draw();
        let address = shell::address();
        let out = environment::outside(&ground.environment.agent, &address);
        let rest = html! {
            <>
                <p>{ words }</p>
                if let Some(out) = out { <a href={out} class="button button--primary">{ worker::open_outside(lang) }</a> }
                { copy }
                <p class="small code">{ address }</p>
            </>
        };
        return notice(Tone::Attention, Some(worker::inside_app_title(lang).into()), rest);
    }
    if let Some(fault) = &ground.forgetful {
        return notice(Tone::Attention, None, html! { <p>{ worded(lang, fault.code()) }</p> });
    }
    html! {}
}
