//! Choosing words of a text.

use crate::exam::{ExamHandle, Open};
use crate::parts::passage;
use jalon_messages::{Lang, worker};
use jalon_protocol::item::{HotText, NotAdmitted};
use jalon_protocol::rich::Mark;
use jalon_protocol::{ItemId, OptionId, Response};
use jalon_web_kit::html;
use jalon_web_kit::ui::act;
use yew::prelude::*;

/// The text, whose words are buttons.
pub fn hot(exam: &ExamHandle, open: &Open, item: &ItemId, shown: &HotText, lang: Lang) -> Html {
    let chosen: Vec<OptionId> = match open.sitting.state().response(item) {
        Some(Response::Choice { chosen }) => chosen.clone(),
        _ => Vec::new(),
    };
    let several = shown.max_choices > 1;
    let mark = |mark: Mark<'_>| -> Html {
        let Mark::Hot(hot) = mark else { return html! {} };
        let at = chosen.binary_search(&hot.id);
        let mut next = if several { chosen.clone() } else { Vec::new() };
        match at {
            Ok(_) => next.retain(|id| *id != hot.id),
            Err(at) => next.insert(at.min(next.len()), hot.id.clone()),
        }
        let (exam, item) = (exam.clone(), item.clone());
        let onclick = act(move || {
            let chosen = next.clone();
            exam.answer(
                &item,
                if chosen.is_empty() {
                    Response::Empty
                } else {
                    Response::Choice { chosen }
                },
            );
        });
        let pressed = if at.is_ok() { "true" } else { "false" };
        html! { <button type="button" class="hot" aria-pressed={pressed} {onclick}>{ &hot.text }</button> }
    };
    html! {
        <div class="stack stack--tight">
            <p class="muted">{ if several { worker::choose_up_to(lang, shown.max_choices) } else { worker::hot_hint(lang).to_owned() } }</p>
            if open.refused == Some(NotAdmitted::Count.code()) { <p class="field__error" role="alert">{ worker::too_many_chosen(lang) }</p> }
            { passage(&shown.passage, lang, &mark) }
        </div>
    }
}
