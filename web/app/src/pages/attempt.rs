//! An attempt: which page shows where it is.

use super::outcome::Outcome;
use super::question::Question;
use super::review::review;
use super::{Redirect, failure, nowhere, plain_page, to, trouble, waiting, worded};
use crate::exam::{Exam, ExamHandle, Open, use_exam};
use crate::ground::Here;
use crate::parts::dispensed;
use crate::route::{Leaf, Route};
use jalon_attempt::{Command, Phase};
use jalon_base::id::RandomId;
use jalon_messages::{Lang, worker};
use jalon_protocol::plan::{Part, Sitting};
use jalon_web_kit::html;
use jalon_web_kit::ports::shell;
use jalon_web_kit::route;
use jalon_web_kit::ui::{Button, Icon, Page, Tone, act, badge, dialog, notice, open_dialog};
use yew::prelude::*;

/// What the pages of an open attempt are given.
#[derive(PartialEq, Properties)]
pub struct ExamProps {
    /// Where they stand.
    pub here: Here,
    /// The attempt.
    pub exam: ExamHandle,
}

/// An attempt.
#[component]
pub fn Attempt(here: &Here) -> Html {
    let lang = here.lang;
    let attempt = RandomId::parse(&here.name);
    let exam = use_exam(here.ground.clone(), attempt.unwrap_or(RandomId::from_bytes([0; 16])));
    let Some(attempt) = attempt else { return nowhere(lang) };
    let elsewhere = |leaf| yew::html! { <Redirect to={Route::Attempt(attempt, leaf).path()} {lang} /> };
    let Exam::Open(open) = &*exam else {
        return match &*exam {
            Exam::Elsewhere => open_elsewhere(lang),
            Exam::Failed(fault) => failure(lang, trouble(lang, fault), None),
            _ => waiting(lang),
        };
    };
    match (open.sitting.state().phase(), here.more.as_str()) {
        (Phase::Closed(_), "resultat") => yew::html! { <Outcome here={here.clone()} exam={exam.clone()} /> },
        (Phase::Closed(_), _) => elsewhere(Leaf::Outcome),
        (_, "resultat") => elsewhere(Leaf::Question),
        (Phase::Running(_), "relire") => review(&exam, open, lang),
        (Phase::Running(_), _) => yew::html! { <Question here={here.clone()} exam={exam.clone()} /> },
        (Phase::Paused(_), _) => paused(&exam, open, lang),
        (Phase::Blank | Phase::Started | Phase::Between, _) => parts(&exam, open, lang),
    }
}

/// The attempt is open in another page.
fn open_elsewhere(lang: Lang) -> Html {
    let rest = html! {
        <p class="row">
            { Button::new(worker::try_again(lang), act(shell::reload)).primary().draw() }
            <a href="/" class="button">{ worker::to_home(lang) }</a>
        </p>
    };
    plain_page(lang, worker::open_elsewhere(lang), "stack", rest)
}

/// The clock stands.
fn paused(exam: &ExamHandle, open: &Open, lang: Lang) -> Html {
    let resume = exam.asks(Command::Resume);
    let rest = html! {
        <>
            <p class="lead">{ worker::paused_more(lang) }</p>
            <p>{ worker::away_more(lang) }</p>
            { Button::new(worker::go_on_test(lang), resume).primary().tall().wide().icon(Icon::Play).draw() }
            <a href="/" class="button button--tall button--wide">{ worker::later(lang) }</a>
            { stop_button(lang) }
            { stop_dialog(exam, open, lang) }
        </>
    };
    plain_page(lang, worker::paused(lang), "stack calm", rest)
}

/// The button that leads to stopping.
pub fn stop_button(lang: Lang) -> Html {
    Button::new(worker::stop_here(lang), act(|| open_dialog("stop")))
        .plain()
        .wide()
        .draw()
}

/// Asks once before the test is stopped.
pub fn stop_dialog(exam: &ExamHandle, open: &Open, lang: Lang) -> Html {
    let does = Button::new(worker::yes_stop(lang), exam.asks(Command::Stop))
        .primary()
        .draw();
    let words = html! { <p>{ worker::stop_here_more(lang, open.record.answered, open.record.total) }</p> };
    dialog("stop", worker::stop_here_title(lang), words, does, worker::cancel(lang))
}

/// Between two parts: which one next?
fn parts(exam: &ExamHandle, open: &Open, lang: Lang) -> Html {
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
    let page = Page::new(super::title(lang, worker::parts_title(lang)), heading, "stack", rest);
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

/// A callback that goes to a leaf of an attempt.
pub fn leaf(open: &Open, leaf: Leaf) -> Callback<MouseEvent> {
    to(Route::Attempt(open.record.attempt, leaf).path())
}
