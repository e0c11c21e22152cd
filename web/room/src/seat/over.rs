//! A place whose test is over, or that may not go on: what is safe, the receipt, what comes next.

use super::machine::Core;
use jalon_attempt::Phase;
use jalon_messages::{Lang, place};
use jalon_session::place::receipt;
use jalon_web_kit::ui::{Icon, Page, Tone, badge, notice};
use yew::prelude::*;

/// Whether nothing more is answered here.
#[must_use]
pub fn is_over(core: &Core) -> bool {
    let stopped = core
        .terminal
        .as_ref()
        .is_some_and(|terminal| terminal.stopped().is_some());
    let seat = core.terminal.as_ref().and_then(|terminal| terminal.sitting());
    stopped || seat.is_some_and(|seat| matches!(seat.state().phase(), Phase::Closed(_)))
}

/// The last page.
#[must_use]
pub fn over(core: &Core, lang: Lang) -> Html {
    let Some(terminal) = &core.terminal else {
        return Html::default();
    };
    let closed = terminal
        .sitting()
        .is_some_and(|seat| matches!(seat.state().phase(), Phase::Closed(_)));
    let code = terminal.stopped().filter(|_| !closed);
    let heading = match code {
        Some(_) => place::stopped_title(lang),
        None => place::over_title(lang),
    };
    let hours = core.place.as_ref().map_or(0, |place| place.result_hours);
    let received = !terminal.owes();
    let safe = if received {
        badge(Tone::Ok, Icon::Check, place::all_received(lang))
    } else {
        badge(Tone::Attention, Icon::Send, place::still_sending(lang))
    };
    let why = code.map(|code| {
        let words = place::why(lang, &code.replace('/', "-"));
        notice(
            Tone::Attention,
            None,
            yew::html! { <><p>{ words }</p><p>{ place::stopped_help(lang) }</p></> },
        )
    });
    let receipt = terminal.ack().filter(|_| closed && received).map(|ack| {
        yew::html! {
            <section class="card stack" aria-labelledby="receipt">
                <h2 id="receipt">{ place::receipt_title(lang) }</h2>
                <p class="place__code" id="receipt-code">{ receipt(ack) }</p>
                <p>{ place::receipt_lead(lang) }</p>
            </section>
        }
    });
    let rest = yew::html! {
        <>
            { why }
            <p role="status">{ safe }</p>
            { receipt }
            if closed { <p>{ place::results(lang, i64::from(hours)) }</p> }
            if closed && received { <p>{ place::leave_it(lang) }</p> }
            if core.empty { <p>{ place::emptied(lang) }</p> }
        </>
    };
    let page = Page::new(place::title(lang), yew::html! { { heading } }, "page--place", rest);
    Page {
        at: "over".into(),
        ..page
    }
    .draw()
}
