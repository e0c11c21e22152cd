//! All answers of a part, before it is handed in.

use super::attempt::leaf;
use super::question::{spoken, words};
use super::{plain_page, waiting, worded};
use crate::exam::{ExamHandle, Open};
use crate::route::{Leaf, Route};
use jalon_attempt::Command;
use jalon_messages::{Lang, worker};
use jalon_protocol::ItemId;
use jalon_protocol::plan::Navigation;
use jalon_web_kit::html;
use jalon_web_kit::route;
use jalon_web_kit::ui::{Button, Icon, Tone, act, badge, glyph, notice};
use yew::prelude::*;

/// All answers.
pub fn review(exam: &ExamHandle, open: &Open, lang: Lang) -> Html {
    let Some((part, _)) = open.sitting.state().open_part() else {
        return waiting(lang);
    };
    let free = part.navigation == Navigation::Free;
    let missing = open.sitting.state().unanswered().count();
    let (tone, said) = match missing {
        0 => (Tone::Ok, worker::review_all_answered(lang).to_owned()),
        _ => (Tone::Attention, worker::review_missing(lang, missing)),
    };
    let lines: Vec<Html> = open
        .items()
        .iter()
        .enumerate()
        .map(|(at, item)| line(exam, open, at, item, free, lang))
        .collect();
    let rest = html! {
        <>
            { notice(tone, None, html! { <p>{ said }</p> }) }
            <ol class="plain answers">{ lines }</ol>
            if let Some(code) = open.refused.filter(|code| !code.starts_with("response/")) { { notice(Tone::Attention, None, html! { <p>{ worded(lang, code) }</p> }) } }
            <div class="actions__row">
                { Button::new(worker::back(lang), leaf(open, Leaf::Question)).tall().icon(Icon::ArrowLeft).draw() }
                { Button::new(worker::hand_in(lang), exam.asks(Command::HandIn)).primary().tall().icon(Icon::Check).draw() }
            </div>
        </>
    };
    plain_page(lang, worker::review_title(lang), "stack", rest)
}

fn line(exam: &ExamHandle, open: &Open, at: usize, item: &ItemId, free: bool, lang: Lang) -> Html {
    let state = open.sitting.state();
    let answer = match state.response(item) {
        Some(response) => html! { <>{ glyph(Icon::Check) }<span>{ spoken(open, item, response, lang) }</span></> },
        None => badge(Tone::Attention, Icon::Warning, worker::unanswered(lang)),
    };
    let prompt = open
        .content(item)
        .map(|content| words(&content.prompt, lang))
        .unwrap_or_default();
    let inside = html! {
        <>
            <span class="answers__n">{ worker::question_number(lang, at + 1) }</span>
            <span class="answers__q">{ prompt }</span>
            <span class="answers__a">
                { answer }
                if state.flagged().contains(item) { { badge(Tone::Attention, Icon::Flag, worker::to_flag(lang)) } }
            </span>
        </>
    };
    if !free {
        return html! { <li key={item.as_str()} class="answers__line">{ inside }</li> };
    }
    let (exam, to, here) = (
        exam.clone(),
        item.clone(),
        Route::Attempt(open.record.attempt, Leaf::Question).path(),
    );
    let onclick = act(move || {
        exam.ask(Command::Go { to: to.clone() });
        route::go(&here);
    });
    html! { <li key={item.as_str()}><button type="button" class="answers__line" {onclick}>{ inside }</button></li> }
}
