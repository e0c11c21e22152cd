//! Whether a copy of what the person has lies outside the browser, and the tap that makes one.

use crate::demand::{self, Brought, Keep, SATCHEL};
use crate::ground::Here;
use crate::holder;
use jalon_messages::worker;
use jalon_web_kit::html;
use jalon_web_kit::ports::share::{self, Given};
use jalon_web_kit::ports::spawn;
use jalon_web_kit::ui::{self, Button, Icon, Tone, act, badge, notice};
use yew::prelude::*;

/// Says so; one tap makes it, `first` among what the page asks for or not. `changed` hears of a copy that was made.
pub fn safety(here: &Here, at_risk: bool, first: bool, changed: Callback<()>) -> Html {
    let lang = here.lang;
    let ground = here.ground.clone();
    let keep = act(move || {
        let (ground, changed) = (ground.clone(), changed.clone());
        spawn(async move {
            let make = demand::find(SATCHEL, Keep::All, |brought| match brought {
                Brought::Copy(make) => Some(*make),
                _ => None,
            });
            let Some(make) = make.await else {
                return ui::show(worker::part_missing(lang));
            };
            let Ok(copy) = make(&ground).await else { return };
            let (year, month, day) = ground.second().date();
            let name = format!("musette-{year:04}-{month:02}-{day:02}.json");
            if share::save(&name, "application/json", copy.as_bytes()) == Given::Downloaded {
                let _ = ground.journals.write(vec![holder::safe_now()]).await;
                ui::show(worker::copy_kept(lang));
                changed.emit(());
            }
        });
    });
    let keep = Button::new(worker::keep_copy(lang), keep).icon(Icon::Save);
    if at_risk {
        let keep = if first { keep.primary() } else { keep };
        let rest = html! { <><p>{ worker::keep_copy_more(lang) }</p>{ keep.draw() }</> };
        notice(Tone::Attention, Some(worker::not_safe_yet(lang).into()), rest)
    } else {
        html! { <div class="row row--ends">{ badge(Tone::Ok, Icon::Shield, worker::safe_now(lang)) }{ keep.plain().draw() }<p class="small muted">{ worker::keep_copy_more(lang) }</p></div> }
    }
}
