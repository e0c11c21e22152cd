//! `/v`: what a certificate proves and what it does not, without a network; and a way to try to cheat.

mod bring;
mod carried;
mod chain;
mod cheat;
mod desk;
mod kept;
mod known;
mod person;
mod shown;
mod table;
mod told;
mod words;

use super::plain_page;
use crate::ground::Here;
use desk::{Desk, Found, Table};
use jalon_messages::verifier;
use jalon_web_kit::html;
use jalon_web_kit::ports::{shell, spawn};
use jalon_web_kit::ui::{self, polite};
use std::rc::Rc;
use yew::prelude::*;

/// The fragment of a link inside the page: the way past the header.
const INSIDE: &str = "main";

/// The page.
#[component]
pub fn Verify(here: &Here) -> Html {
    let lang = here.lang;
    let table = use_mut_ref(Table::default);
    let desk = Desk::new(here.ground.clone(), lang, table.clone(), use_force_update());
    {
        let desk = desk.clone();
        // A code that a telephone opened: what it holds is in the fragment, which no server was sent.
        use_effect_with((), move |()| {
            let address = shell::address();
            let fragment = address.split_once('#').map_or("", |(_, fragment)| fragment);
            let brought = (!fragment.is_empty() && fragment != INSIDE).then(|| address.clone());
            spawn(async move {
                desk.open().await;
                if let Some(address) = brought {
                    desk.take(verifier::of_link(lang).to_owned(), address.into_bytes())
                        .await;
                }
            });
        });
    }
    let (verified, busy) = {
        let table = table.borrow();
        (table.verified.clone(), table.busy)
    };
    // Each verdict is heard, also when it says the same as the one before.
    let heard = verified
        .as_ref()
        .map(|verified| (Rc::as_ptr(verified).addr(), told::sentence(verified, lang)));
    use_effect_with(heard, |heard| {
        if let Some((_, heard)) = heard {
            polite(heard);
            // Where the reader was, something else stands now.
            ui::arrive("verdict");
        }
    });
    let result = verified.map(|verified| match &verified.found {
        Found::One(report) => told::alone(&desk, &verified, report),
        Found::Shown(shown, asked) => shown::presentation(&desk, &verified, shown, *asked),
    });
    let first = result.is_none();
    let ways = html! { <>{ bring::ways(&desk, first) }if busy { <p class="muted" role="status">{ verifier::checking(lang) }</p> }</> };
    // The sentence comes before everything else, once there is one.
    let (before, after) = if first {
        (ways, Html::default())
    } else {
        (Html::default(), ways)
    };
    let rest = html! {
        <>
            if first { <p class="lead">{ verifier::bring_lead(lang) }</p> }
            { before }
            { known::note(&desk) }
            { known::asked(&desk) }
            { result }
            { after }
            <div class="stack no-print">
                { shown::request(&desk) }
                { known::known(&desk) }
            </div>
            { yew::html! { <cheat::Cheat ..here.clone() /> } }
        </>
    };
    plain_page(lang, verifier::verify_title(lang), "stack stack--loose", rest)
}
