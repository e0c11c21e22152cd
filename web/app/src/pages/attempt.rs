//! An attempt: which page shows where it is.

pub mod parts;

use super::outcome::Outcome;
use super::question::Question;
use super::review::review;
use super::{failure, nowhere, plain_page, redirect, to, trouble, waiting};
use crate::demand;
use crate::exam::{Exam, ExamHandle, Open, use_exam};
use crate::ground::Here;
use crate::route::{Leaf, Route};
use jalon_attempt::{Command, Phase};
use jalon_base::id::RandomId;
use jalon_messages::{Lang, worker};
use jalon_web_kit::html;
use jalon_web_kit::ports::shell;
use jalon_web_kit::ui::{Button, Icon, act, dialog, open_dialog};
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
    let elsewhere = |leaf| redirect(Route::Attempt(attempt, leaf).path(), lang);
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
        (Phase::Blank | Phase::Started | Phase::Between, _) => match demand::here(demand::parted) {
            Some(parted) => (parted.parts)(&exam, open, lang),
            None => waiting(lang),
        },
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

/// A callback that goes to a leaf of an attempt.
pub fn leaf(open: &Open, leaf: Leaf) -> Callback<MouseEvent> {
    to(Route::Attempt(open.record.attempt, leaf).path())
}
