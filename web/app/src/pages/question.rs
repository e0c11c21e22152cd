//! One question, alone on the screen.

mod clock;
mod entry;

use super::attempt::{ExamProps, Stop, set};
use super::{Waiting, title, worded};
use crate::app::Reading;
use crate::exam::{Exam, Open};
use crate::ground::{use_ground, use_lang};
use crate::parts::{Rich, lines};
use crate::route::{Leaf, Route};
use clock::Time;
use entry::Entry;
pub use entry::said;
use jalon_attempt::Command;
use jalon_messages::{Lang, worker};
use jalon_protocol::rich::{self, Block};
use jalon_protocol::{Interaction, ItemContent, ItemId};
use jalon_web_kit::ports::speech::Passage;
use jalon_web_kit::ui::{Button, Disclosure, Glyph, Icon, Look, Notice, Page, Pole, Poles, Tone};
use jalon_web_kit::use_router;
use yew::prelude::*;

/// The question that the person is at.
#[component]
pub fn Question(props: &ExamProps) -> Html {
    let (ground, lang, router) = (use_ground(), use_lang(), use_router());
    let reading = use_context::<Reading>();
    let stopping = use_state(|| false);
    let item = match &*props.exam {
        Exam::Open(open) => open.sitting.state().position().cloned(),
        _ => None,
    };
    {
        let (exam, ground, aloud) = (
            props.exam.clone(),
            ground.clone(),
            reading.as_ref().is_some_and(|reading| reading.prefs.aloud),
        );
        use_effect_with(item.clone(), move |item| {
            if let (Some(item), Exam::Open(open), true) = (item, &*exam, aloud)
                && let Some(content) = open.content(item)
            {
                ground.speech.read(lang.tag(), &passages(open, item, content, lang));
            }
            move || ground.speech.hush()
        });
    }
    let Exam::Open(open) = &*props.exam else {
        return html! { <Waiting /> };
    };
    let (Some(item), Some((part, _))) = (item, open.sitting.state().open_part()) else {
        return html! { <Waiting /> };
    };
    let Some(content) = open.content(&item) else {
        return html! { <Waiting /> };
    };
    let state = open.sitting.state();
    let items = open.items();
    let at = items.iter().position(|id| *id == item).unwrap_or(0);
    let answered = state.response(&item).is_some();
    let flagged = state.flagged().contains(&item);
    let free = part.navigation == jalon_protocol::plan::Navigation::Free;
    let last = at + 1 >= items.len();
    let onward = {
        let (exam, review) = (
            props.exam.clone(),
            Route::Attempt(open.record.attempt, Leaf::Review).path(),
        );
        let router = router.clone();
        Callback::from(move |()| {
            if last {
                router.go(review.clone())
            } else {
                exam.ask(Command::Next)
            }
        })
    };
    let back = at
        .checked_sub(1)
        .and_then(|before| items.get(before))
        .filter(|_| free)
        .cloned()
        .map(|to| {
            let exam = props.exam.clone();
            Callback::from(move |()| exam.ask(Command::Go { to: to.clone() }))
        });
    let flag = {
        let (exam, item) = (props.exam.clone(), item.clone());
        Callback::from(move |()| {
            exam.ask(Command::Flag {
                item: item.clone(),
                on: !flagged,
            })
        })
    };
    let take_back = {
        let (exam, item) = (props.exam.clone(), item.clone());
        Callback::from(move |()| exam.answer(&item, jalon_protocol::Response::Empty))
    };
    let pause = if state.protocol().pause {
        let exam = props.exam.clone();
        Callback::from(move |()| exam.ask(Command::Pause))
    } else {
        set(&stopping, true)
    };
    let review = {
        let review = Route::Attempt(open.record.attempt, Leaf::Review).path();
        Callback::from(move |()| router.go(review.clone()))
    };
    let listen = ground.speech.speaks(lang.tag()).then(|| {
        let (exam, item, ground) = (props.exam.clone(), item.clone(), ground.clone());
        Callback::from(move |()| {
            if let Exam::Open(open) = &*exam
                && let Some(content) = open.content(&item)
            {
                ground.speech.read(lang.tag(), &passages(open, &item, content, lang));
            }
        })
    });
    let number = worker::question_of(lang, at + 1, items.len());
    let before = html! {
        <div class="along">
            <div class="along__row">
                <Poles poles={poles(open, &items)} here={Some(at)} label={worker::progress(lang, at + 1, items.len(), &worker::to_review(lang, items.iter().filter(|id| state.flagged().contains(*id)).count()))} />
                <Button look={Look::Plain} icon={Icon::Pause} onclick={pause}>{ worker::pause(lang) }</Button>
            </div>
            <Time exam={props.exam.clone()} />
        </div>
    };
    let (head, rest, tag) = prompt(content, lang);
    let heading = html! { <><span class="eyebrow">{ &number }</span>{ lines(head) }</> };
    html! {
        <Page title={title(lang, &number)} {heading} at={item.as_str().to_owned()} class="question" {before} lang={tag}>
            if let Some(stimulus) = content.stimulus.as_ref().and_then(|id| open.release.stimuli.get(id)) {
                <Disclosure summary={format!("{} : {}", worker::read_text(lang), stimulus.title.say(lang.tag()))} open={true}>
                    <Rich text={stimulus.text.clone()} />
                </Disclosure>
            }
            if !rest.is_empty() { <div class="rich">{ lines(rest) }</div> }
            <div class="question__tools">
                if let Some(onclick) = listen { <Button look={Look::Plain} icon={Icon::Sound} {onclick}>{ worker::listen(lang) }</Button> }
                <Button look={Look::Plain} icon={Icon::Flag} pressed={Some(flagged)} onclick={flag}>{ worker::to_flag(lang) }</Button>
            </div>
            <Entry key={item.as_str()} exam={props.exam.clone()} item={item.clone()} />
            if let Some(code) = open.refused.filter(|code| !code.starts_with("response/")) {
                <Notice tone={Tone::Attention} alert={true}><p>{ worded(lang, code) }</p></Notice>
            }
            <div class="actions">
                <Saving exam={props.exam.clone()} />
                <div class="actions__row">
                    if answered {
                        <Button tall={true} onclick={take_back}>{ worker::take_back(lang) }</Button>
                    } else {
                        <Button tall={true} onclick={onward.clone()}>{ worker::skip(lang) }</Button>
                    }
                    <Button look={Look::Primary} tall={true} off={!answered} described_by={(!answered).then_some(AttrValue::from("choose"))}
                        onclick={onward} after={Some(Icon::ArrowRight)}>{ worker::go_on(lang) }</Button>
                </div>
                if !answered { <p id="choose" class="hidden">{ worker::choose_or_skip(lang) }</p> }
                <div class="actions__row actions__row--small">
                    if let Some(onclick) = back {
                        <Button look={Look::Plain} icon={Icon::ArrowLeft} {onclick}>{ worker::previous_question(lang) }</Button>
                    } else {
                        <span></span>
                    }
                    <Button look={Look::Plain} onclick={review}>{ worker::to_review_all(lang) }</Button>
                </div>
            </div>
            if *stopping { <Stop exam={props.exam.clone()} /> }
        </Page>
    }
}

/// The paragraphs that make the heading, the rest, and the language when it is not the page's.
fn prompt(content: &ItemContent, lang: Lang) -> (&[Block], &[Block], Option<AttrValue>) {
    let Some((tag, blocks)) = content.prompt.pick(lang.tag()) else {
        return (&[], &[], None);
    };
    let tag = (tag.as_str() != lang.tag()).then(|| AttrValue::from(tag.as_str().to_owned()));
    (blocks, &[], tag)
}

/// A pole a question.
fn poles(open: &Open, items: &[ItemId]) -> Vec<Pole> {
    let state = open.sitting.state();
    let pole = |item: &ItemId| match (state.response(item).is_some(), state.flagged().contains(item)) {
        (true, true) => Pole::Leaning,
        (true, false) => Pole::Planted,
        (false, true) => Pole::HollowLeaning,
        (false, false) if state.shown().contains(item) && state.position() != Some(item) => Pole::Hollow,
        (false, false) => Pole::Ahead,
    };
    items.iter().map(pole).collect()
}

/// What is read aloud: the question, then each answer after its letter.
fn passages(open: &Open, item: &ItemId, content: &ItemContent, lang: Lang) -> Vec<Passage> {
    let words = |text: &jalon_protocol::rich::RichText| {
        text.pick(lang.tag())
            .map(|(_, blocks)| rich::plain(blocks))
            .unwrap_or_default()
    };
    let mut passages = vec![Passage::Words(words(&content.prompt))];
    if let Interaction::Choice { .. } = content.interaction {
        let options = options(open, item, content);
        passages.extend(
            options
                .iter()
                .zip('A'..='Z')
                .map(|(option, letter)| Passage::Words(format!("{letter}. {}", words(&option.text)))),
        );
    }
    passages
}

/// The options in the order in which this attempt shows them.
pub fn options<'a>(
    open: &Open,
    item: &ItemId,
    content: &'a ItemContent,
) -> Vec<&'a jalon_protocol::item::ChoiceOption> {
    let Interaction::Choice { options, .. } = &content.interaction else {
        return Vec::new();
    };
    let paper = open.sitting.state().paper();
    let drawn = paper
        .and_then(|paper| paper.items().find(|(_, entry)| entry.item == *item))
        .map(|(_, entry)| entry.options.as_slice());
    match drawn {
        Some(order) if !order.is_empty() => order.iter().filter_map(|at| options.get(usize::from(*at))).collect(),
        _ => options.iter().collect(),
    }
}

/// Where the last answer is: on the device, or not yet.
#[component]
fn Saving(props: &ExamProps) -> Html {
    let (ground, lang) = (use_ground(), use_lang());
    let Exam::Open(open) = &*props.exam else {
        return html! {};
    };
    if let Some(fault) = &open.fault {
        let exam = props.exam.clone();
        return html! {
            <Notice tone={Tone::Bad} alert={true} title={worker::not_saved(lang)}>
                <p>{ worded(lang, fault.code()) }{ " " }{ worker::not_saved_more(lang) }</p>
                <Button onclick={Callback::from(move |()| exam.retry())}>{ worker::try_again(lang) }</Button>
            </Notice>
        };
    }
    let (icon, words) = if !ground.journals.durable() {
        (Icon::Warning, worker::not_saved_more(lang))
    } else if !open.unsaved.is_empty() {
        (Icon::Save, worker::saving(lang))
    } else if open.record.answered > 0 {
        (Icon::Check, worker::saved_here(lang))
    } else {
        return html! { <p class="saving" role="status"></p> };
    };
    html! { <p class="saving" role="status"><Glyph {icon} /><span>{ words }</span></p> }
}
