//! What a part of a test allows beside its questions, under them: a part of the application that is loaded for these tests. Nothing of it is an
//! answer. What is marked stays as long as the page; notes stay on the device until the test is handed in.

use super::Calculator;
use crate::exam::{Exam, ExamHandle};
use crate::ground::{Ground, Here};
use jalon_base::id::RandomId;
use jalon_messages::worker;
use jalon_protocol::ItemId;
use jalon_protocol::plan::Tool;
use jalon_web_kit::hooks::{use_interval, use_soon};
use jalon_web_kit::html;
use jalon_web_kit::ports::journals::Change;
use jalon_web_kit::ports::{marker, spawn};
use jalon_web_kit::ui::{Button, Field, Sort, act, disclosure, range};
use std::cell::RefCell;
use yew::prelude::*;

/// Lines that can be highlighted: of the question, of a text that it shares, of a table.
const LINES: &str = "main h1 .line, main .rich > p, main .rich li, main tr";
/// Answers that can be ruled out.
const OPTIONS: &str = "main label.choice";
/// The strip that stays bright.
const STRIP: &str = ".strip";
/// The kind of the document that keeps notes; its id is the attempt's.
const NOTES: &str = "notes";
/// Letters of notes at most.
const LONGEST: usize = 10_000;

/// What somebody marked on one question.
#[derive(Debug, Clone, Default, PartialEq)]
struct Marked {
    lines: Vec<usize>,
    out: Vec<usize>,
}

thread_local! {
    // Of one attempt at a time: the next one draws the same answers in another order, and may be another person's.
    static MARKED: RefCell<Vec<(RandomId, ItemId, Marked)>> = const { RefCell::new(Vec::new()) };
}

fn marked(attempt: RandomId, item: &ItemId) -> Marked {
    MARKED.with_borrow(|all| {
        let found = all.iter().find(|(by, of, _)| *by == attempt && of == item);
        found.map(|(.., marked)| marked.clone()).unwrap_or_default()
    })
}

fn remember(attempt: RandomId, item: &ItemId, marked: Marked) {
    MARKED.with_borrow_mut(|all| {
        all.retain(|(by, of, _)| *by == attempt && of != item);
        all.push((attempt, item.clone(), marked));
    });
}

fn toggled(places: &[usize], at: usize) -> Vec<usize> {
    let mut next: Vec<usize> = places.iter().copied().filter(|place| *place != at).collect();
    if next.len() == places.len() {
        next.push(at);
    }
    next
}

/// What [`Tools`] is given.
#[derive(Properties, PartialEq)]
pub struct ToolsProps {
    /// Where they stand.
    pub here: Here,
    /// The attempt.
    pub exam: ExamHandle,
    /// The question beside which they stand.
    pub item: ItemId,
}

/// The tools of the part that is open, each closed until somebody opens it.
#[component]
pub fn Tools(props: &ToolsProps) -> Html {
    let ToolsProps { here, exam, item } = props;
    let lang = here.lang;
    let beat = use_force_update();
    let texts = use_state(|| (Vec::<String>::new(), 0_usize));
    let found = match &**exam {
        Exam::Open(open) => {
            let part = open.sitting.state().open_part();
            part.map(|(part, _)| (open.record.attempt, part.tools.clone()))
        }
        _ => None,
    };
    let mine = found
        .as_ref()
        .map(|(attempt, _)| marked(*attempt, item))
        .unwrap_or_default();
    {
        // After the question is drawn: what is marked on it, and what can be.
        let (mine, texts) = (mine.clone(), texts.clone());
        use_effect(move || {
            marker::mark(LINES, "data-lit", &mine.lines);
            marker::mark(OPTIONS, "data-out", &mine.out);
            let now = (marker::words(LINES), marker::words(OPTIONS).len());
            if *texts != now {
                texts.set(now);
            }
        });
    }
    use_effect_with((), |()| {
        || {
            marker::clear("data-lit");
            marker::clear("data-out");
            marker::style("main", "--zoom", "1");
        }
    });
    let Some((attempt, tools)) = found else {
        return html! {};
    };
    let change = |next: Marked| {
        let (item, beat) = (item.clone(), beat.clone());
        act(move || {
            remember(attempt, &item, next.clone());
            beat.force_update();
        })
    };
    let draw = |tool: &Tool| match tool {
        Tool::Calculator => yew::html! { <Calculator ..here.clone() /> },
        Tool::Notes => yew::html! { <Notes here={here.clone()} attempt={Of(attempt)} /> },
        Tool::Highlighter => {
            let line = |(at, words): (usize, &String)| {
                let pressed = if mine.lines.contains(&at) { "true" } else { "false" };
                let lines = toggled(&mine.lines, at);
                let onclick = change(Marked { lines, ..mine.clone() });
                html! { <li><button type="button" class="hot reply" aria-pressed={pressed} {onclick}>{ words.clone() }</button></li> }
            };
            let lines = texts.0.iter().enumerate().filter(|(_, words)| !words.is_empty());
            let rest = html! { <><p class="muted">{ worker::highlighter_hint(lang) }</p><ul class="plain stack stack--tight">{ lines.map(line).collect::<Vec<Html>>() }</ul></> };
            disclosure(worker::tool_highlighter(lang), false, rest)
        }
        Tool::Eliminator if texts.1 == 0 => html! {},
        Tool::Eliminator => {
            let option = |at: usize, letter: char| {
                let pressed = mine.out.contains(&at);
                let out = toggled(&mine.out, at);
                let onclick = change(Marked { out, ..mine.clone() });
                let pressed = if pressed { "true" } else { "false" };
                html! { <button type="button" class="hot" aria-pressed={pressed} {onclick}>{ worker::rule_out(lang, &letter.to_string()) }</button> }
            };
            let options = (0..texts.1).zip('A'..='Z').map(|(at, letter)| option(at, letter));
            let rest = html! { <><p class="muted">{ worker::eliminator_hint(lang) }</p><p class="set__choices">{ options.collect::<Vec<Html>>() }</p></> };
            disclosure(worker::tool_eliminator(lang), false, rest)
        }
        Tool::LineReader => yew::html! { <LineReader ..here.clone() /> },
        Tool::Magnifier => yew::html! { <Magnifier ..here.clone() /> },
    };
    html! { <section class="beside stack stack--tight" aria-label={worker::tools_title(lang)}>{ tools.iter().map(draw).collect::<Vec<Html>>() }</section> }
}

/// A strip that stays bright; what is above and below it is dimmed.
#[component]
fn LineReader(here: &Here) -> Html {
    let lang = here.lang;
    let on = use_state(|| false);
    let at = use_state(|| 30_i64);
    {
        let (on, at) = (*on, *at);
        use_effect(move || {
            if on {
                marker::style(STRIP, "--strip", &at.to_string());
            }
        });
    }
    let toggle = {
        let on = on.clone();
        act(move || on.set(!*on))
    };
    let slide = {
        let at = at.clone();
        Callback::from(move |step: i64| at.set(step))
    };
    let said = worker::hundredths(lang, *at);
    let rest = html! {
        <div class="stack stack--tight">
            { Button::new(worker::line_reader_show(lang), toggle).pressed(*on).draw() }
            if *on {
                <div class="slide"><label class="muted" for="strip">{ worker::line_reader_at(lang) }</label>{ range("strip".to_owned(), 100, *at, said, slide) }</div>
                <div class="strip" aria-hidden="true"><div class="strip__dim"></div><div class="strip__bright"></div><div class="strip__dim strip__dim--below"></div></div>
            }
        </div>
    };
    disclosure(worker::tool_line_reader(lang), false, rest)
}

/// Larger pictures and tables.
#[component]
fn Magnifier(here: &Here) -> Html {
    let lang = here.lang;
    let size = use_state(|| 0_i64);
    {
        let size = *size;
        use_effect(move || marker::style("main", "--zoom", &format!("{}.{}", 1 + size / 2, size % 2 * 5)));
    }
    let slide = {
        let size = size.clone();
        Callback::from(move |step: i64| size.set(step))
    };
    let said = worker::hundredths(lang, 100 + *size * 50);
    let rest = html! {
        <div class="slide">
            <label class="muted" for="zoom">{ worker::magnifier_at(lang) }{ " : " }{ said.clone() }</label>
            { range("zoom".to_owned(), 6, *size, said, slide) }
        </div>
    };
    disclosure(worker::tool_magnifier(lang), false, rest)
}

/// An attempt, as a page compares it.
#[derive(Clone, Copy, PartialEq)]
struct Of(RandomId);

#[derive(Properties, PartialEq)]
struct NotesProps {
    here: Here,
    attempt: Of,
}

async fn kept(ground: &Ground, attempt: RandomId) -> String {
    let found = ground.journals.document(NOTES, &attempt.to_string()).await;
    found.ok().flatten().unwrap_or_default()
}

/// Words for oneself: kept every two seconds, and gone with the end of the test.
#[component]
fn Notes(props: &NotesProps) -> Html {
    let NotesProps { here, attempt } = props;
    let (lang, attempt) = (here.lang, attempt.0);
    let typed = use_state(|| None::<String>);
    // What was typed last, and what the device has kept of it: also for who leaves the question before the next beat.
    let latest = use_mut_ref(|| None::<String>);
    let written = use_mut_ref(|| None::<String>);
    let found = {
        let ground = here.ground.clone();
        use_soon(attempt.to_string(), move || {
            let ground = ground.clone();
            Box::pin(async move { kept(&ground, attempt).await })
        })
    };
    let value = (*typed)
        .clone()
        .or_else(|| found.as_deref().cloned())
        .unwrap_or_default();
    let keep = {
        let (ground, latest, written) = (here.ground.clone(), latest.clone(), written.clone());
        Callback::from(move |()| {
            let Some(words) = latest
                .borrow()
                .clone()
                .filter(|words| Some(words) != written.borrow().as_ref())
            else {
                return;
            };
            let put = Change::Put {
                kind: NOTES.to_owned(),
                id: attempt.to_string(),
                body: words.clone(),
            };
            let (ground, written) = (ground.clone(), written.clone());
            spawn(async move {
                // Notes are no answer: when the device keeps them not, the test goes on, and the next beat tries again.
                if ground.journals.write(vec![put]).await.is_ok() {
                    *written.borrow_mut() = Some(words);
                }
            });
        })
    };
    use_interval(typed.is_some().then_some(2_000), keep.clone());
    {
        let keep = keep.clone();
        use_effect_with(attempt.to_string(), move |_| move || keep.emit(()));
    }
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |words: String| {
            let words: String = words.chars().take(LONGEST).collect();
            *latest.borrow_mut() = Some(words.clone());
            typed.set(Some(words));
        })
    };
    let field = Field {
        name: "notes".into(),
        label: worker::notes_label(lang).into(),
        hint: Some(worker::notes_hint(lang).into()),
        sort: Sort::Text,
        value: value.into(),
        oninput,
        ondone: keep,
        ..Field::default()
    };
    disclosure(worker::tool_notes(lang), false, field.draw())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_of_one_attempt() {
        let attempt = |n: u8| RandomId::from_bytes([n; 16]);
        let (one, other) = (ItemId::parse("one").unwrap(), ItemId::parse("other").unwrap());
        let out = |at: usize| Marked {
            out: vec![at],
            ..Marked::default()
        };
        remember(attempt(1), &one, out(1));
        remember(attempt(1), &other, out(2));
        assert_eq!((marked(attempt(1), &one), marked(attempt(1), &other)), (out(1), out(2)));
        assert_eq!(marked(attempt(2), &one), Marked::default());
        remember(attempt(2), &other, out(0));
        assert_eq!(marked(attempt(1), &one), Marked::default(), "gone with its attempt");
        assert_eq!(marked(attempt(2), &other), out(0));
    }

    #[test]
    fn a_mark_comes_and_goes() {
        assert_eq!(toggled(&[], 2), [2]);
        assert_eq!(toggled(&[0, 2], 2), [0]);
        assert_eq!(toggled(&[0], 2), [0, 2]);
    }
}
