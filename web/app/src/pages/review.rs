//! All answers of a part, before it is handed in.

use super::attempt::ExamProps;
use super::question::options;
use super::{Waiting, title};
use crate::exam::{Exam, Open};
use crate::ground::use_lang;
use crate::route::{Leaf, Route};
use jalon_attempt::Command;
use jalon_messages::{Lang, worker};
use jalon_protocol::plan::Navigation;
use jalon_protocol::{ItemId, Response, rich};
use jalon_web_kit::ui::{Badge, Button, Glyph, Icon, Look, Notice, Page, Tone};
use jalon_web_kit::use_router;
use yew::prelude::*;

/// All answers.
#[component]
pub fn Review(props: &ExamProps) -> Html {
    let (lang, router) = (use_lang(), use_router());
    let Exam::Open(open) = &*props.exam else {
        return html! { <Waiting /> };
    };
    let Some((part, _)) = open.sitting.state().open_part() else {
        return html! { <Waiting /> };
    };
    let free = part.navigation == Navigation::Free;
    let here = Route::Attempt(open.record.attempt, Leaf::Question).path();
    let missing = open.sitting.state().unanswered().count();
    let go = {
        let (exam, router, here) = (props.exam.clone(), router.clone(), here.clone());
        Callback::from(move |to: ItemId| {
            exam.ask(Command::Go { to });
            router.go(here.clone());
        })
    };
    let hand_in = {
        let exam = props.exam.clone();
        Callback::from(move |()| exam.ask(Command::HandIn))
    };
    let back = Callback::from(move |()| router.go(here.clone()));
    let items = open.items();
    let words = if missing == 0 {
        worker::review_all_answered(lang).to_owned()
    } else {
        worker::review_missing(lang, missing)
    };
    html! {
        <Page title={title(lang, worker::review_title(lang))} heading={html! { { worker::review_title(lang) } }} at="review" class="stack">
            <Notice tone={if missing == 0 { Tone::Ok } else { Tone::Attention }}><p>{ words }</p></Notice>
            <ol class="plain answers">{ for items.iter().enumerate().map(|(at, item)| line(open, at, item, free, &go, lang)) }</ol>
            <div class="actions actions--plain">
                <div class="actions__row">
                    <Button tall={true} icon={Icon::ArrowLeft} onclick={back}>{ worker::back(lang) }</Button>
                    <Button look={Look::Primary} tall={true} icon={Icon::Check} onclick={hand_in}>{ worker::hand_in(lang) }</Button>
                </div>
            </div>
        </Page>
    }
}

fn line(open: &Open, at: usize, item: &ItemId, free: bool, go: &Callback<ItemId>, lang: Lang) -> Html {
    let state = open.sitting.state();
    let answer = state.response(item).map(|response| spoken(open, item, response, lang));
    let prompt = open
        .content(item)
        .and_then(|content| content.prompt.pick(lang.tag()))
        .map(|(_, blocks)| rich::plain(blocks))
        .unwrap_or_default();
    let (go, to) = (go.clone(), item.clone());
    let onclick = Callback::from(move |_: MouseEvent| go.emit(to.clone()));
    let inside = html! {
        <>
            <span class="answers__n">{ worker::question_number(lang, at + 1) }</span>
            <span class="answers__q">{ prompt }</span>
            <span class="answers__a">
                if let Some(answer) = &answer {
                    <Glyph icon={Icon::Check} /><span>{ answer }</span>
                } else {
                    <Badge tone={Tone::Attention} icon={Icon::Warning}>{ worker::unanswered(lang) }</Badge>
                }
                if state.flagged().contains(item) { <Badge tone={Tone::Attention} icon={Icon::Flag}>{ worker::to_flag(lang) }</Badge> }
            </span>
        </>
    };
    html! {
        <li key={item.as_str()}>
            if free { <button type="button" class="answers__line" {onclick}>{ inside }</button> } else { <div class="answers__line">{ inside }</div> }
        </li>
    }
}

/// A response in words.
pub fn spoken(open: &Open, item: &ItemId, response: &Response, lang: Lang) -> String {
    match response {
        Response::Empty => String::new(),
        Response::Number { value } => jalon_messages::decimal(lang, value),
        Response::Text { value } => value.clone(),
        Response::Choice { chosen } => {
            let Some(content) = open.content(item) else {
                return String::new();
            };
            let options = options(open, item, content)
                .into_iter()
                .filter(|option| chosen.contains(&option.id));
            let words = options
                .filter_map(|option| option.text.pick(lang.tag()))
                .map(|(_, blocks)| rich::plain(blocks));
            words.collect::<Vec<_>>().join(" · ")
        }
    }
}
