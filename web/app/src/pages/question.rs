//! One question, alone on the screen.

mod aloud;
mod clock;
mod dialogue;
mod drawn;
mod entry;
mod filled;
mod graphic;
mod heard;
mod order;
mod pairs;
mod said;
mod sent;
mod typed;
mod worded;
mod words;

pub use aloud::read as others;
pub use drawn::Drawn;
pub use filled::filled;
pub use said::spoken;
pub use sent::Kept;
pub use worded::said;

use super::attempt::{ExamProps, leaf, stop_dialog};
use super::{title, waiting, worded};
use crate::demand;
use crate::exam::{Exam, ExamHandle, Open};
use crate::ground::Here;
use crate::parts::{bodies, lines};
use crate::route::Leaf;
use clock::Time;
use entry::chosen;
use heard::Heard;
use jalon_attempt::Command;
use jalon_messages::{Lang, worker};
use jalon_protocol::item::ChoiceOption;
use jalon_protocol::rich::{self, RichText};
use jalon_protocol::{Interaction, ItemContent, ItemId, Release};
use jalon_web_kit::html;
use jalon_web_kit::ui::{Button, Icon, Page, Pole, Tone, act, disclosure, glyph, notice, open_dialog, poles};
use sent::Sent;
use typed::Typed;
use yew::prelude::*;

/// The question that the person is at.
#[component]
pub fn Question(props: &ExamProps) -> Html {
    let ExamProps { here, exam } = props;
    let lang = here.lang;
    let item = match &**exam {
        Exam::Open(open) => open.sitting.state().position().cloned(),
        _ => None,
    };
    {
        let (exam, here) = (exam.clone(), here.clone());
        use_effect_with(item.as_ref().map(|item| item.as_str().to_owned()), move |_| {
            if here.reading.prefs.aloud {
                read(&here, &exam);
            }
            move || here.ground.speech.hush()
        });
    }
    let Exam::Open(open) = &**exam else {
        return waiting(lang);
    };
    let state = open.sitting.state();
    let (Some(item), Some((part, _))) = (item, state.open_part()) else {
        return waiting(lang);
    };
    let Some(content) = open.content(&item) else {
        return waiting(lang);
    };
    let items = open.items();
    let at = items.iter().position(|id| *id == item).unwrap_or(0);
    let answered = state.response(&item).is_some();
    let flagged = state.flagged().contains(&item);
    let free = part.navigation == jalon_protocol::plan::Navigation::Free;
    // Nobody knows how many questions will follow those that follow the answers.
    let adaptive = part.is_adaptive();
    let onward = if at + 1 >= items.len() && !adaptive {
        leaf(open, Leaf::Review)
    } else {
        exam.asks(Command::Next)
    };
    let before = at.checked_sub(1).and_then(|before| items.get(before)).filter(|_| free);
    let before = before.map(|to| exam.asks(Command::Go { to: to.clone() }));
    let before = before.map(|back| {
        Button::new(worker::previous_question(lang), back)
            .plain()
            .icon(Icon::ArrowLeft)
            .draw()
    });
    let pausing = if state.protocol().pause {
        exam.asks(Command::Pause)
    } else {
        act(|| open_dialog("stop"))
    };
    let of = content
        .prompt
        .pick(lang.tag())
        .map_or(lang.tag(), |(tag, _)| tag.as_str());
    let heard = content.audio.0.get(of).is_some() || here.ground.speech.speaks(of);
    let listen = heard.then(|| {
        let (exam, here) = (exam.clone(), here.clone());
        Button::new(worker::listen(lang), act(move || read(&here, &exam)))
            .plain()
            .icon(Icon::Sound)
            .draw()
    });
    let number = if adaptive {
        worker::question_alone(lang, at + 1)
    } else {
        worker::question_of(lang, at + 1, items.len())
    };
    let flags = items.iter().filter(|id| state.flagged().contains(*id)).count();
    let row: Vec<Pole> = items.iter().map(|item| pole(open, item)).collect();
    let progress = if adaptive {
        number.clone()
    } else {
        worker::progress(lang, at + 1, items.len(), &worker::to_review(lang, flags))
    };
    let along = html! {
        <div class="along">
            <div class="along__row">
                { poles(&row, Some(at), &progress) }
                { Button::new(worker::pause(lang), pausing).plain().icon(Icon::Pause).draw() }
            </div>
            { yew::html! { <Time here={here.clone()} exam={exam.clone()} /> } }
        </div>
    };
    let heading = html! { <><span class="eyebrow">{ &number }</span>{ lines(&content.prompt, lang) }</> };
    let stimulus = content
        .stimulus
        .as_ref()
        .and_then(|id| open.release.stimuli.get(id))
        .map(|stimulus| {
            let name = format!("{} : {}", worker::read_text(lang), stimulus.title.say(lang.tag()));
            disclosure(name, true, crate::parts::rich(&stimulus.text, lang))
        });
    let entry = match &content.interaction {
        Interaction::Choice { max_choices, .. } if content.media.is_none() => {
            chosen(exam, open, &item, content, *max_choices, lang)
        }
        _ => demand::here(demand::asking)
            .map(|asking| (asking.ask)(here, exam, &item))
            .unwrap_or_default(),
    };
    let tools = demand::here(demand::tools)
        .filter(|_| !part.tools.is_empty())
        .map(|tools| tools(here, exam, &item));
    let (first, second) = if answered {
        let (exam, item) = (exam.clone(), item.clone());
        let take_back = act(move || exam.answer(&item, jalon_protocol::Response::Empty));
        (
            Button::new(worker::take_back(lang), take_back),
            Button::new(worker::go_on(lang), onward),
        )
    } else {
        (
            Button::new(worker::skip(lang), onward.clone()),
            Button::new(worker::go_on(lang), onward).off("choose"),
        )
    };
    let flag = exam.asks(Command::Flag {
        item: item.clone(),
        on: !flagged,
    });
    let rest = html! {
        <>
            { stimulus }
            { bodies(&content.prompt, lang) }
            <div class="question__tools">
                { listen }
                { Button::new(worker::to_flag(lang), flag).plain().icon(Icon::Flag).pressed(flagged).draw() }
            </div>
            { entry }
            { tools }
            if let Some(code) = open.refused.filter(|code| !code.starts_with("response/")) {
                { notice(Tone::Attention, None, html! { <p>{ worded(lang, code) }</p> }) }
            }
            <div class="actions">
                { saving(here, exam, open) }
                <div class="actions__row">
                    { first.tall().draw() }
                    { second.primary().tall().after(Icon::ArrowRight).draw() }
                </div>
                <p id="choose" class="hidden">{ worker::choose_or_skip(lang) }</p>
                <div class="actions__row actions__row--small">
                    { before }
                    if !adaptive { { Button::new(worker::to_review_all(lang), leaf(open, Leaf::Review)).plain().draw() } }
                </div>
            </div>
            if !state.protocol().pause { { stop_dialog(exam, open, lang) } }
        </>
    };
    let page = Page::new(title(lang, &number), heading, "question", rest);
    Page {
        at: item.as_str().to_owned().into(),
        before: along,
        ..page
    }
    .draw()
}

/// Whether a question is answered in another way than by choosing among options, something of it is drawn, or a sound goes with it: what asks it
/// so comes on demand.
#[must_use]
pub fn is_special(content: &ItemContent) -> bool {
    !matches!(content.interaction, Interaction::Choice { .. })
        || !content.template.is_empty()
        || content.media.is_some()
}

/// Whether a question, or the text that it shares with others, has pictures or tables: what draws them comes on demand.
#[must_use]
pub fn has_bodies(release: &Release, content: &ItemContent) -> bool {
    let shared = content.stimulus.as_ref().and_then(|id| release.stimuli.get(id));
    let mut has = shared.is_some_and(|stimulus| rich::has_bodies(&stimulus.text));
    content.each_body(&mut |text| has |= rich::has_bodies(text));
    has
}

/// Asks a question that is answered in another way than by choosing among options, or that a sound goes with: heard first, where it must be.
pub fn special(here: &Here, exam: &ExamHandle, item: &ItemId) -> Html {
    let entry = answered(here, exam, item);
    let Exam::Open(open) = &**exam else { return entry };
    let Some(media) = open.content(item).and_then(|content| content.media.as_ref()) else {
        return entry;
    };
    let owed = media.is_owed(open.sitting.state().plays(item));
    html! {
        <div class="stack">
            { yew::html! { <Heard key={[item.as_str(), here.lang.tag()].concat()} here={here.clone()} exam={exam.clone()} item={item.clone()} /> } }
            if !owed { { entry } }
        </div>
    }
}

/// What a question is answered with.
fn answered(here: &Here, exam: &ExamHandle, item: &ItemId) -> Html {
    let Exam::Open(open) = &**exam else {
        return waiting(here.lang);
    };
    let (Some(content), lang) = (open.content(item), here.lang) else {
        return waiting(here.lang);
    };
    match &content.interaction {
        Interaction::Choice { max_choices, .. } => chosen(exam, open, item, content, *max_choices, lang),
        Interaction::Order(shown) => order::ordered(exam, open, item, shown, lang),
        Interaction::Associate(_) | Interaction::Match(_) | Interaction::GapMatch(_) => {
            pairs::paired(exam, open, item, &content.interaction, lang)
        }
        Interaction::HotText(shown) => words::hot(exam, open, item, shown, lang),
        Interaction::Upload(_) => {
            yew::html! { <Sent key={item.as_str()} here={here.clone()} exam={exam.clone()} item={item.clone()} /> }
        }
        Interaction::Dialogue(shown) => dialogue::spoken_with(exam, open, item, shown, lang),
        Interaction::Hotspot(_)
        | Interaction::SelectPoint(_)
        | Interaction::PositionObject(_)
        | Interaction::GraphicGapMatch(_) => graphic::pictured(exam, open, item, &content.interaction, lang),
        _ => yew::html! { <Typed key={item.as_str()} here={here.clone()} exam={exam.clone()} item={item.clone()} /> },
    }
}

/// The pole of a question.
fn pole(open: &Open, item: &ItemId) -> Pole {
    let state = open.sitting.state();
    match (state.response(item).is_some(), state.flagged().contains(item)) {
        (true, true) => Pole::Leaning,
        (true, false) => Pole::Planted,
        (false, true) => Pole::HollowLeaning,
        (false, false) if state.shown().contains(item) && state.position() != Some(item) => Pole::Hollow,
        (false, false) => Pole::Ahead,
    }
}

/// The words of a text alone.
pub fn words(text: &RichText, lang: Lang) -> String {
    text.pick(lang.tag())
        .map(|(_, blocks)| rich::plain(blocks))
        .unwrap_or_default()
}

/// Reads the question aloud, then what can be answered.
fn read(here: &Here, exam: &Exam) {
    let Exam::Open(open) = exam else { return };
    let Some(item) = open.sitting.state().position() else {
        return;
    };
    let Some(content) = open.content(item) else { return };
    let speech = &here.ground.speech;
    speech.read(said::heard(open, item, content, here.lang));
}

/// The options in the order in which this attempt shows them; none for what is not a choice.
pub fn options<'a>(open: &Open, item: &ItemId, content: &'a ItemContent) -> Vec<&'a ChoiceOption> {
    match &content.interaction {
        Interaction::Choice { options, shuffle, .. } => Drawn::of(open, item).take(options, *shuffle),
        _ => Vec::new(),
    }
}

/// Where the last answer is: on the device, or not yet.
fn saving(here: &Here, exam: &ExamHandle, open: &Open) -> Html {
    let lang = here.lang;
    if let Some(fault) = &open.fault {
        let exam = exam.clone();
        let rest = html! {
            <>
                <p>{ worded(lang, fault.code()) }{ " " }{ worker::not_saved_more(lang) }</p>
                { Button::new(worker::try_again(lang), act(move || exam.retry())).draw() }
            </>
        };
        return notice(Tone::Bad, Some(worker::not_saved(lang).into()), rest);
    }
    let said = if !here.ground.journals.durable() {
        Some((Icon::Warning, worker::not_saved_more(lang)))
    } else if !open.unsaved().is_empty() {
        Some((Icon::Save, worker::saving(lang)))
    } else if open.record.answered > 0 {
        Some((Icon::Check, worker::saved_here(lang)))
    } else {
        None
    };
    html! { <p class="saving" role="status">{ said.map(|(icon, words)| html! { <>{ glyph(icon) }<span>{ words }</span></> }) }</p> }
}
