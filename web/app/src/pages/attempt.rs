//! An attempt: which page shows where it is.

use super::outcome::Outcome;
use super::question::Question;
use super::review::Review;
use super::{Failure, Redirect, Waiting, title, trouble};
use crate::exam::{Exam, ExamHandle, Open, use_exam};
use crate::ground::use_lang;
use crate::route::{Leaf, Route};
use jalon_attempt::{Command, Phase};
use jalon_base::id::RandomId;
use jalon_messages::worker;
use jalon_protocol::plan::{Part, Sitting};
use jalon_web_kit::ports::shell;
use jalon_web_kit::ui::{Badge, Button, Dialog, Icon, Look, Notice, Page, Tone};
use jalon_web_kit::{Link, use_router};
use yew::prelude::*;

/// What [`Attempt`] is given.
#[derive(Debug, Properties, PartialEq)]
pub struct AttemptProps {
    /// The attempt.
    pub attempt: RandomId,
    /// Where in it.
    pub leaf: Leaf,
}

/// An attempt.
#[component]
pub fn Attempt(props: &AttemptProps) -> Html {
    let lang = use_lang();
    let exam = use_exam(props.attempt);
    let to = |leaf| html! { <Redirect to={Route::Attempt(props.attempt, leaf).path()} /> };
    match &*exam {
        Exam::Loading => html! { <Waiting /> },
        Exam::Elsewhere => html! { <Elsewhere /> },
        Exam::Failed(fault) => {
            let (words, code) = trouble(lang, fault);
            html! { <Failure {words} code={code.map(AttrValue::from)} /> }
        }
        Exam::Open(open) => match (open.sitting.state().phase(), props.leaf) {
            (Phase::Closed(_), Leaf::Outcome) => html! { <Outcome exam={exam.clone()} /> },
            (Phase::Closed(_), _) => to(Leaf::Outcome),
            (_, Leaf::Outcome) => to(Leaf::Question),
            (Phase::Running(_), Leaf::Question) => html! { <Question exam={exam.clone()} /> },
            (Phase::Running(_), Leaf::Review) => html! { <Review exam={exam.clone()} /> },
            (Phase::Paused(_), _) => html! { <Paused exam={exam.clone()} /> },
            (Phase::Blank | Phase::Started | Phase::Between, _) => html! { <Parts exam={exam.clone()} /> },
        },
    }
}

/// What the pages of an open attempt are given.
#[derive(Properties, PartialEq)]
pub struct ExamProps {
    /// The attempt.
    pub exam: ExamHandle,
}

/// The attempt is open in another page.
#[component]
fn Elsewhere() -> Html {
    let lang = use_lang();
    let again = Callback::from(|()| shell::reload());
    html! {
        <Page title={title(lang, worker::my_satchel(lang))} heading={html! { { worker::open_elsewhere(lang) } }} class="stack">
            <p class="row">
                <Button look={Look::Primary} onclick={again}>{ worker::try_again(lang) }</Button>
                <Link to="/" class="button">{ worker::to_home(lang) }</Link>
            </p>
        </Page>
    }
}

/// The clock stands.
#[component]
fn Paused(props: &ExamProps) -> Html {
    let lang = use_lang();
    let resume = {
        let exam = props.exam.clone();
        Callback::from(move |()| exam.ask(Command::Resume))
    };
    html! {
        <Page title={title(lang, worker::paused(lang))} heading={html! { { worker::paused(lang) } }} at="paused" class="stack calm">
            <p class="lead">{ worker::paused_more(lang) }</p>
            <p>{ worker::away_more(lang) }</p>
            <Button look={Look::Primary} tall={true} wide={true} icon={Icon::Play} onclick={resume}>{ worker::go_on_test(lang) }</Button>
            <Link to="/" class="button button--tall button--wide">{ worker::later(lang) }</Link>
            <Stop exam={props.exam.clone()} />
        </Page>
    }
}

/// Stops the test, after asking once.
#[component]
pub fn Stop(props: &ExamProps) -> Html {
    let (lang, asking) = (use_lang(), use_state(|| false));
    let Exam::Open(open) = &*props.exam else {
        return html! {};
    };
    let ask = set(&asking, true);
    let close = set(&asking, false);
    let stop = {
        let exam = props.exam.clone();
        Callback::from(move |()| exam.ask(Command::Stop))
    };
    let actions = html! {
        <>
            <Button look={Look::Primary} onclick={stop}>{ worker::yes_stop(lang) }</Button>
            <Button onclick={close.clone()}>{ worker::cancel(lang) }</Button>
        </>
    };
    html! {
        <>
            <Button look={Look::Plain} wide={true} onclick={ask}>{ worker::stop_here(lang) }</Button>
            <Dialog name="stop" open={*asking} title={worker::stop_here_title(lang)} onclose={close} {actions}>
                <p>{ worker::stop_here_more(lang, open.record.answered, open.record.total) }</p>
            </Dialog>
        </>
    }
}

/// A callback that puts a value in a state.
pub fn set<T: Clone + 'static>(state: &UseStateHandle<T>, value: T) -> Callback<()> {
    let state = state.setter();
    Callback::from(move |()| state.set(value.clone()))
}

/// Between two parts: which one next?
#[component]
fn Parts(props: &ExamProps) -> Html {
    let (lang, router) = (use_lang(), use_router());
    let Exam::Open(open) = &*props.exam else {
        return html! {};
    };
    let apart = open.protocol().sitting == Sitting::Apart;
    let begin = {
        let (exam, here) = (
            props.exam.clone(),
            Route::Attempt(open.record.attempt, Leaf::Question).path(),
        );
        Callback::from(move |part| {
            exam.ask(Command::Begin { part });
            router.replace(here.clone());
        })
    };
    let parts = open.protocol().parts.iter().filter(|part| {
        open.sitting
            .state()
            .paper()
            .is_some_and(|paper| paper.part(&part.id).is_some())
    });
    let refused = open.refused.map(|code| super::worded(lang, code));
    let some_done = open.sitting.state().parts().values().any(|part| part.finished);
    html! {
        <Page title={title(lang, worker::parts_title(lang))} heading={html! { { open.protocol().title.say(lang.tag()) } }} at={open.sitting.journal().events.len().to_string()} class="stack">
            if apart { <p>{ worker::parts_apart(lang) }</p> }
            if let Some(words) = refused { <Notice tone={Tone::Bad} alert={true}><p>{ words }</p></Notice> }
            <ol class="plain stack">{ for parts.map(|part| line(open, part, apart, &begin, lang)) }</ol>
            if some_done {
                <Stop exam={props.exam.clone()} />
            } else {
                <Link to="/" class="button button--wide">{ worker::later(lang) }</Link>
            }
        </Page>
    }
}

fn line(
    open: &Open,
    part: &Part,
    apart: bool,
    begin: &Callback<jalon_protocol::PartId>,
    lang: jalon_messages::Lang,
) -> Html {
    let state = open.sitting.state();
    let done = state.parts().get(&part.id).filter(|part| part.finished);
    let questions: u32 = part.sections.iter().map(|section| section.count).sum();
    let length = match state.allowance_ms(&part.id) {
        Some(ms) => worker::part_length(lang, questions, ms / 60_000),
        None => worker::part_length_free(lang, questions),
    };
    let next = apart || state.next_part() == Some(&part.id);
    let (begin, id) = (begin.clone(), part.id.clone());
    let onclick = Callback::from(move |()| begin.emit(id.clone()));
    html! {
        <li key={part.id.as_str()} class="card part">
            <div class="stack stack--tight">
                <h2>{ part.title.say(lang.tag()) }</h2>
                <p class="muted">{ length }</p>
                if part.indicative { <p class="small muted">{ worker::indicative(lang) }</p> }
            </div>
            if let Some(done) = done {
                if done.timed_out {
                    <Badge tone={Tone::Attention} icon={Icon::Clock}>{ worker::part_timed_out(lang) }</Badge>
                } else {
                    <Badge tone={Tone::Ok} icon={Icon::Check}>{ worker::part_done(lang) }</Badge>
                }
            } else if next {
                <Button look={Look::Primary} {onclick}>{ worker::begin_part(lang) }</Button>
            } else {
                <Badge>{ worker::part_todo(lang) }</Badge>
            }
        </li>
    }
}
