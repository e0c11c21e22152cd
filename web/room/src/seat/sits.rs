//! Somebody sits: the question, the clock, what is kept and received, the way to the proctor — each always in the same place.

use super::asked::{Asked, asks, lines};
use super::machine::{Core, Machine};
use jalon_attempt::room::Matter;
use jalon_attempt::seat::Act;
use jalon_attempt::{Phase, State};
use jalon_base::Document;
use jalon_base::document::from_value;
use jalon_messages::{Lang, place};
use jalon_protocol::plan::Navigation;
use jalon_protocol::{ItemId, PartId};
use jalon_session::wire::Wish;
use jalon_web_kit::ui::{
    Button, Icon, Page, Pole, Select, Tone, act, dialog, disclosure, glyph, notice, open_dialog, poles, polite,
};
use yew::prelude::*;

/// What is to be shown of a test.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// The candidate has not opened it yet.
    Open,
    /// A part is to begin.
    Begin(PartId),
    /// To go to a question, which comes by itself.
    Enter(ItemId),
    /// A question.
    Ask(ItemId),
    /// The clock stands.
    Stands,
    /// What comes next is on its way.
    Wait,
}

/// What is to be shown of a state.
#[must_use]
pub fn stage(state: &State, opened: bool) -> Stage {
    if !opened {
        return Stage::Open;
    }
    match state.phase() {
        Phase::Paused(_) => Stage::Stands,
        Phase::Between => state.next_part().map_or(Stage::Wait, |part| Stage::Begin(part.clone())),
        Phase::Running(_) => match state.position() {
            Some(item) => Stage::Ask(item.clone()),
            None => open_items(state).last().map_or(Stage::Wait, |last| {
                // In a free part one begins at its first question; in a linear one, where one is.
                let linear = state
                    .open_part()
                    .is_some_and(|(part, _)| part.navigation == Navigation::Linear);
                let first = open_items(state).into_iter().next();
                Stage::Enter(if linear {
                    last.clone()
                } else {
                    first.unwrap_or_else(|| last.clone())
                })
            }),
        },
        _ => Stage::Wait,
    }
}

/// Questions of the open part that one may go to, in their order.
fn open_items(state: &State) -> Vec<ItemId> {
    let part = state.open_part();
    let items = part
        .into_iter()
        .flat_map(|(_, paper)| paper.items.iter().map(|entry| &entry.item));
    let open = items.filter(|item| state.presented().contains(*item) && !state.locked().contains(*item));
    open.cloned().collect()
}

/// Minutes and seconds.
#[must_use]
pub fn clock(left_ms: i64) -> String {
    let seconds = left_ms.max(0) / 1000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// What this page needs.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The place.
    pub machine: Machine,
    /// In which language.
    pub lang: Lang,
    /// What is to be shown.
    pub stage: Stage,
    /// Changes when something of it has.
    pub turn: u32,
}

/// Somebody who sits.
#[component]
pub fn Sits(props: &Props) -> Html {
    let Props {
        machine, lang, stage, ..
    } = props;
    let (reviews, matter) = (use_state(|| false), use_state(String::new));
    {
        let (machine, lang) = (machine.clone(), *lang);
        use_effect_with(stage.clone(), move |stage| match stage {
            Stage::Open => machine.acts(Act::Open {
                lang: lang.tag().to_owned(),
            }),
            Stage::Enter(to) => machine.acts(Act::Go { to: to.clone() }),
            _ => {}
        });
    }
    // Time is told at set points, and by whoever looks.
    let left = machine.left_ms();
    let little = left.map_or(0, |left| u8::from(left < 300_000) + u8::from(left < 60_000));
    {
        let lang = *lang;
        use_effect_with(little, move |little| {
            if let (1.., Some(left)) = (*little, left) {
                polite(&place::left(lang, &clock(left)));
            }
        });
    }
    let core = machine.core();
    let state = core
        .terminal
        .as_ref()
        .and_then(|terminal| terminal.sitting())
        .map(|seat| seat.state());
    let Some(state) = state else { return Html::default() };
    match stage {
        Stage::Ask(item) if !*reviews => question(machine, &core, state, item, *lang, &reviews, &matter),
        Stage::Ask(_) => review(machine, &core, state, *lang, &reviews),
        Stage::Begin(part) => begin(machine, &core, part, *lang),
        Stage::Stands => {
            let rest = yew::html! { <><p>{ place::stands_lead(*lang) }</p>{ saving(&core, *lang) }</> };
            page(place::stands_title(*lang), "stands", rest, *lang)
        }
        Stage::Open | Stage::Enter(_) | Stage::Wait => {
            let rest = yew::html! { <><p>{ place::wait_lead(*lang) }</p>{ saving(&core, *lang) }</> };
            page(place::wait_title(*lang), "wait", rest, *lang)
        }
    }
}

fn page(heading: &'static str, at: &'static str, rest: Html, lang: Lang) -> Html {
    let page = Page::new(place::title(lang), yew::html! { { heading } }, "page--place", rest);
    Page { at: at.into(), ..page }.draw()
}

/// A part before it begins.
fn begin(machine: &Machine, core: &Core, part: &PartId, lang: Lang) -> Html {
    let protocol = core.shown.protocol.as_ref();
    let part_of = protocol.and_then(|protocol| protocol.part(part));
    let title = part_of
        .map(|part| part.title.say(lang.tag()).to_owned())
        .unwrap_or_default();
    let seconds = part_of.and_then(|part| part.seconds).map(i64::from);
    let starts = {
        let (machine, part) = (machine.clone(), part.clone());
        act(move || machine.wishes(Wish::Begin { part: part.clone() }))
    };
    let rest = yew::html! {
        <>
            <p>{ place::begin_lead(lang) }</p>
            if let Some(seconds) = seconds { <p>{ place::lasts(lang, seconds / 60) }</p> }
            { saving(core, lang) }
            { Button::new(place::begin(lang), starts).primary().tall().wide().icon(Icon::Play).draw() }
            { refused(core, lang) }
        </>
    };
    let page = Page::new(place::title(lang), yew::html! { { title } }, "page--place", rest);
    Page {
        at: format!("begin-{}", part.as_str()).into(),
        ..page
    }
    .draw()
}

/// Where the last answer is: here, or received by the room's server.
fn saving(core: &Core, lang: Lang) -> Html {
    if core.fault.is_some() {
        let words = yew::html! { <p>{ place::not_kept_more(lang) }</p> };
        return notice(Tone::Bad, Some(place::not_kept(lang).into()), words);
    }
    let owes = core.terminal.as_ref().is_some_and(|terminal| terminal.owes());
    let (icon, words) = match (owes, core.cut) {
        (true, true) => (Icon::Wifi, place::cut_off(lang)),
        (true, false) => (Icon::Save, place::kept_here(lang)),
        (false, true) => (Icon::Wifi, place::cut_received(lang)),
        (false, false) => (Icon::Check, place::received(lang)),
    };
    yew::html! { <p class="saving" role="status">{ glyph(icon) }<span>{ words }</span></p> }
}

fn refused(core: &Core, lang: Lang) -> Html {
    if core.refused.is_none() {
        return Html::default();
    }
    notice(Tone::Attention, None, yew::html! { <p>{ place::refused(lang) }</p> })
}

/// What somebody may call about, by its words.
const MATTERS: [&str; 7] = [
    "content",
    "display",
    "image",
    "sound",
    "document",
    "accessibility",
    "other",
];

/// Calls the proctor, about the question where one is.
fn call(machine: &Machine, item: &ItemId, lang: Lang, matter: &UseStateHandle<String>) -> Html {
    let options = MATTERS
        .iter()
        .map(|word| ((*word).to_owned(), place::matter(lang, word)));
    let select = Select {
        name: "matter".into(),
        label: place::matter_label(lang).into(),
        blank: place::matter_blank(lang),
        options: options.collect(),
        value: (**matter).clone(),
        onchoose: {
            let matter = matter.setter();
            Callback::from(move |word| matter.set(word))
        },
        ..Select::default()
    };
    let calls = {
        let (machine, item, matter) = (machine.clone(), item.clone(), matter.clone());
        Callback::from(move |_: MouseEvent| {
            let word = if matter.is_empty() { "other" } else { matter.as_str() };
            if let Ok(matter) = from_value::<Matter>(&word.to_owned().write()) {
                let item = item.clone();
                machine.acts(Act::Alert { item, matter });
            }
        })
    };
    let words = yew::html! { <><p>{ place::call_lead(lang) }</p>{ select.draw() }</> };
    let does = yew::html! { <button class="button button--primary" onclick={calls}>{ glyph(Icon::Bell) }<span>{ place::call_now(lang) }</span></button> };
    dialog("call", place::call(lang), words, does, place::cancel(lang))
}

/// A question.
fn question(
    machine: &Machine,
    core: &Core,
    state: &State,
    item: &ItemId,
    lang: Lang,
    reviews: &UseStateHandle<bool>,
    matter: &UseStateHandle<String>,
) -> Html {
    let Some((part, paper)) = state.open_part() else {
        return Html::default();
    };
    let Some(content) = core.shown.items.get(item) else {
        return page(place::wait_title(lang), "wait", saving(core, lang), lang);
    };
    let items: Vec<&ItemId> = paper.items.iter().map(|entry| &entry.item).collect();
    let at = items.iter().position(|id| *id == item).unwrap_or(0);
    let order = paper
        .items
        .get(at)
        .map(|entry| entry.options.clone())
        .unwrap_or_default();
    let (flagged, alerted) = (state.flagged().contains(item), state.alerts().contains_key(item));
    let left = machine.left_ms();
    let over = left == Some(0);
    let free = part.navigation == Navigation::Free;
    let asked = Asked {
        content: content.clone(),
        order,
        response: state.response(item).cloned(),
        still: alerted || over,
    };
    let number = place::question_of(lang, at + 1, items.len());
    let open = open_items(state);
    let go = |to: Option<&&ItemId>| {
        let to = to.filter(|to| open.contains(**to)).map(|to| (*to).clone())?;
        let machine = machine.clone();
        Some(act(move || machine.acts(Act::Go { to: to.clone() })))
    };
    let before = at
        .checked_sub(1)
        .filter(|_| free)
        .and_then(|before| go(items.get(before)));
    let next = go(items.get(at + 1));
    let last = at + 1 >= items.len();
    let onward = match next {
        _ if last => {
            let reviews = reviews.setter();
            act(move || reviews.set(true))
        }
        Some(next) => next,
        None => {
            let (machine, after) = (machine.clone(), item.clone());
            act(move || machine.wishes(Wish::Next { after: after.clone() }))
        }
    };
    let flag = {
        let (machine, item) = (machine.clone(), item.clone());
        act(move || {
            let item = item.clone();
            machine.acts(Act::Flag { item, on: !flagged });
        })
    };
    let to_review = {
        let reviews = reviews.setter();
        act(move || reviews.set(true))
    };
    let row: Vec<Pole> = items.iter().map(|item| pole(state, item)).collect();
    let along = yew::html! {
        <div class="along">
            <div class="along__row">
                { poles(&row, Some(at), &number) }
                { Button::new(place::call(lang), act(|| open_dialog("call"))).icon(Icon::Bell).draw() }
            </div>
            if let Some(left) = left { <p class="along__clock">{ glyph(Icon::Clock) }<span>{ place::left(lang, &clock(left)) }</span></p> }
            { saving(core, lang) }
        </div>
    };
    let stimulus = content
        .stimulus
        .as_ref()
        .and_then(|id| core.shown.stimuli.get(id))
        .map(|stimulus| {
            let name = place::read_text(lang, stimulus.title.say(lang.tag()));
            disclosure(name, true, lines(&stimulus.text, lang))
        });
    let rest = yew::html! {
        <>
            { stimulus }
            if alerted { { notice(Tone::Attention, Some(place::called(lang).into()), yew::html! { <p>{ place::called_lead(lang) }</p> }) } }
            if over { { notice(Tone::Attention, None, yew::html! { <p>{ place::time_over(lang) }</p> }) } }
            { asks(machine, &asked, lang) }
            { refused(core, lang) }
            <div class="actions">
                <div class="actions__row">
                    if let Some(before) = before { { Button::new(place::previous(lang), before).tall().icon(Icon::ArrowLeft).draw() } }
                    { Button::new(if last { place::finish(lang) } else { place::next(lang) }, onward).primary().tall().after(Icon::ArrowRight).draw() }
                </div>
                <div class="actions__row actions__row--small">
                    { Button::new(place::flag(lang), flag).plain().icon(Icon::Flag).pressed(flagged).draw() }
                    if free { { Button::new(place::see_all(lang), to_review).plain().draw() } }
                </div>
            </div>
            { call(machine, item, lang, matter) }
        </>
    };
    let heading = yew::html! { <><span class="eyebrow">{ &number }</span>{ lines(&content.prompt, lang) }</> };
    let page = Page::new(number.clone(), heading, "page--place question", rest);
    Page {
        at: item.as_str().to_owned().into(),
        before: along,
        ..page
    }
    .draw()
}

fn pole(state: &State, item: &ItemId) -> Pole {
    match (state.response(item).is_some(), state.flagged().contains(item)) {
        (true, true) => Pole::Leaning,
        (true, false) => Pole::Planted,
        (false, true) => Pole::HollowLeaning,
        (false, false) if state.shown().contains(item) && state.position() != Some(item) => Pole::Hollow,
        (false, false) => Pole::Ahead,
    }
}

/// All the questions of the part, and handing it in.
fn review(machine: &Machine, core: &Core, state: &State, lang: Lang, reviews: &UseStateHandle<bool>) -> Html {
    let Some((part, paper)) = state.open_part() else {
        return Html::default();
    };
    let open = open_items(state);
    let free = part.navigation == Navigation::Free;
    let left = paper
        .items
        .iter()
        .filter(|entry| state.response(&entry.item).is_none())
        .count();
    let line = |(at, entry): (usize, &jalon_protocol::plan::PaperItem)| {
        let answered = state.response(&entry.item).is_some();
        let (icon, word) = if answered {
            (Icon::Check, place::answered(lang))
        } else {
            (Icon::Warning, place::unanswered(lang))
        };
        let flagged = state.flagged().contains(&entry.item);
        let name = place::question_alone(lang, at + 1);
        let may = free && open.contains(&entry.item);
        let goes = {
            let (machine, to, reviews) = (machine.clone(), entry.item.clone(), reviews.setter());
            act(move || {
                machine.acts(Act::Go { to: to.clone() });
                reviews.set(false);
            })
        };
        yew::html! {
            <li class="reviewed">
                if may { <button type="button" class="button button--plain" onclick={goes}>{ name }</button> } else { <span>{ name }</span> }
                <span class="reviewed__state">{ glyph(icon) }<span>{ word }</span></span>
                if flagged { <span class="reviewed__state">{ glyph(Icon::Flag) }<span>{ place::flagged(lang) }</span></span> }
            </li>
        }
    };
    let back = {
        let reviews = reviews.setter();
        act(move || reviews.set(false))
    };
    let hands_in = {
        let (machine, reviews) = (machine.clone(), reviews.setter());
        Callback::from(move |_: MouseEvent| {
            machine.acts(Act::HandIn);
            reviews.set(false);
        })
    };
    let does = yew::html! { <button class="button button--primary" onclick={hands_in}>{ glyph(Icon::Send) }<span>{ place::hand_in(lang) }</span></button> };
    let words = yew::html! { <p>{ place::hand_in_lead(lang, left) }</p> };
    let rest = yew::html! {
        <>
            { saving(core, lang) }
            <ol class="plain reviews">{ paper.items.iter().enumerate().map(line).collect::<Html>() }</ol>
            { refused(core, lang) }
            <div class="actions"><div class="actions__row">
                { Button::new(place::back_to_question(lang), back).tall().icon(Icon::ArrowLeft).draw() }
                { Button::new(place::hand_in(lang), act(|| open_dialog("hand-in"))).primary().tall().icon(Icon::Send).draw() }
            </div></div>
            { dialog("hand-in", place::hand_in_title(lang), words, does, place::cancel(lang)) }
        </>
    };
    page(place::review_title(lang), "review", rest, lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_told_in_minutes_and_seconds() {
        assert_eq!(clock(0), "0:00");
        assert_eq!(clock(59_999), "0:59");
        assert_eq!(clock(600_000), "10:00");
        assert_eq!(clock(-5), "0:00");
    }

    #[test]
    fn every_matter_can_be_called_about() {
        for word in MATTERS {
            assert!(from_value::<Matter>(&word.to_owned().write()).is_ok(), "{word}");
        }
    }
}
