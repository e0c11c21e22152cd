//! Between two parts of a test.

use super::super::{title, worded};
use super::{stop_button, stop_dialog};
use crate::exam::{ExamHandle, Open};
use crate::parts::dispensed;
use crate::route::{Leaf, Route};
use jalon_attempt::Command;
use jalon_messages::{Lang, worker};
use jalon_protocol::plan::{Part, Sitting};
use jalon_web_kit::html;
use jalon_web_kit::route;
use jalon_web_kit::ui::{Button, Icon, Page, Tone, act, badge, notice};
use yew::prelude::*;

/// Between two parts: which one next?
pub fn parts(exam: &ExamHandle, open: &Open, lang: Lang) -> Html {
    let apart = open.protocol().sitting == Sitting::Apart;
    let state = open.sitting.state();
    let sat = open
        .protocol()
        .parts
        .iter()
        .filter(|part| state.paper().is_some_and(|paper| paper.part(&part.id).is_some()));
    let lines: Vec<Html> = sat.map(|part| line(exam, open, part, apart, lang)).collect();
    let some_done = state.parts().values().any(|part| part.finished);
    let rest = html! {
        <>
            if apart { <p>{ worker::parts_apart(lang) }</p> }
            if let Some(code) = open.refused { { notice(Tone::Bad, None, html! { <p>{ worded(lang, code) }</p> }) } }
            <ol class="plain stack">{ lines }</ol>
            if let Some(started) = state.started() {
                { dispensed(&open.release, open.protocol(), &started.exempt, started.dispensation.as_ref(), lang) }
            }
            <a href="/" class="button button--wide">{ worker::later(lang) }</a>
            if some_done { { stop_button(lang) } { stop_dialog(exam, open, lang) } }
        </>
    };
    let heading = html! { { open.protocol().title.say(lang.tag()) } };
    let page = Page::new(title(lang, worker::parts_title(lang)), heading, "stack", rest);
    Page {
        at: open.sitting.journal().events.len().to_string().into(),
        ..page
    }
    .draw()
}

fn line(exam: &ExamHandle, open: &Open, part: &Part, apart: bool, lang: Lang) -> Html {
    let state = open.sitting.state();
    let done = state.parts().get(&part.id).filter(|part| part.finished);
    let questions: u32 = part.sections.iter().map(|section| section.count).sum();
    let length = match state.allowance_ms(&part.id) {
        Some(ms) => worker::part_length(lang, questions, ms / 60_000),
        None if open.protocol().seconds.is_some() => worker::part_length_of_test(lang, questions),
        None => worker::part_length_free(lang, questions),
    };
    let way = match done {
        Some(done) if done.timed_out => badge(Tone::Attention, Icon::Clock, worker::part_timed_out(lang)),
        Some(_) => badge(Tone::Ok, Icon::Check, worker::part_done(lang)),
        None if apart || state.next_part() == Some(&part.id) => {
            let (exam, wanted, here) = (
                exam.clone(),
                part.id.clone(),
                Route::Attempt(open.record.attempt, Leaf::Question).path(),
            );
            let begin = act(move || {
                exam.ask(Command::Begin { part: wanted.clone() });
                route::replace(&here);
            });
            let button = Button::new(worker::begin_part(lang), begin);
            // One thing to do first: the next part in order.
            if state.next_part() == Some(&part.id) {
                button.primary().draw()
            } else {
                button.draw()
            }
        }
        None => badge(Tone::Plain, Icon::Clock, worker::part_todo(lang)),
    };
    html! {
        <li key={part.id.as_str()} class="card part">
            <div class="stack stack--tight">
                <h2>{ part.title.say(lang.tag()) }</h2>
                <p class="muted">{ length }</p>
                if part.indicative { <p class="small muted">{ worker::indicative(lang) }</p> }
            </div>
            { way }
        </li>
    }
}
