//! One question as it is asked: its words, what can be answered, and the answer's way to the place.

use super::machine::Machine;
use jalon_messages::{Lang, place};
use jalon_protocol::item::read_number;
use jalon_protocol::rich::{Block, Inline, RichText, Styled, plain};
use jalon_protocol::{Interaction, ItemContent, OptionId, Response};
use jalon_web_kit::hooks::use_interval;
use jalon_web_kit::ui::{Choice, Choices, Field, Sort, Tone, notice};
use yew::prelude::*;

/// How often it is looked whether a draft is to be kept, in milliseconds.
const BEAT: i32 = 2_000;

/// A question with its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// What is shown.
    pub content: ItemContent,
    /// Order in which its options are shown: their places.
    pub order: Vec<u8>,
    /// The answer.
    pub response: Option<Response>,
    /// Whether it cannot be answered now.
    pub still: bool,
}

/// The words of a text alone.
#[must_use]
pub fn words(text: &RichText, lang: Lang) -> String {
    text.pick(lang.tag())
        .map(|(_, blocks)| plain(blocks))
        .unwrap_or_default()
}

fn inside(inlines: &[Inline]) -> Html {
    let piece = |inline: &Inline| match inline {
        Inline::Text(words) => yew::html! { { words.clone() } },
        Inline::Styled(Styled::Em(inner)) => yew::html! { <em>{ inside(inner) }</em> },
        Inline::Styled(Styled::Strong(inner)) => yew::html! { <strong>{ inside(inner) }</strong> },
        Inline::Styled(Styled::Code(words)) => yew::html! { <code>{ words }</code> },
        Inline::Styled(Styled::Gap(_) | Styled::Hot(_)) => yew::html! { { "…" } },
    };
    inlines.iter().map(piece).collect()
}

/// A text as lines; a picture is told by its words.
#[must_use]
pub fn lines(text: &RichText, lang: Lang) -> Html {
    let Some((tag, blocks)) = text.pick(lang.tag()) else {
        return Html::default();
    };
    let other = (tag.as_str() != lang.tag()).then(|| tag.as_str().to_owned());
    let dir = tag.is_right_to_left().then_some("rtl");
    let line = |inlines: &[Inline]| yew::html! { <span class="line">{ inside(inlines) }</span> };
    let one = |block: &Block| -> Html {
        match block {
            Block::P(inlines) => line(inlines),
            Block::Ul(entries) | Block::Ol(entries) => entries.iter().map(|entry| line(entry)).collect(),
            Block::Figure(figure) => yew::html! { <span class="line muted">{ figure.alt.clone() }</span> },
            Block::Table(_) => yew::html! { <span class="line muted">{ plain(std::slice::from_ref(block)) }</span> },
        }
    };
    yew::html! { <span lang={other} {dir}>{ blocks.iter().map(one).collect::<Html>() }</span> }
}

/// Whether a place can ask it: choices, numbers and words, without pictures or tables.
#[must_use]
pub fn is_known(content: &ItemContent) -> bool {
    let mut bodies = !content.template.is_empty();
    content.each_body(&mut |text| bodies |= jalon_protocol::rich::has_bodies(text));
    let kind = matches!(
        content.interaction,
        Interaction::Choice { .. }
            | Interaction::NumericEntry { .. }
            | Interaction::TextEntry { .. }
            | Interaction::ExtendedText { .. }
    );
    kind && !bodies
}

/// Options after one more was touched: in ascending order, one alone where one may be chosen.
#[must_use]
pub fn touched(chosen: &[OptionId], id: OptionId, several: bool) -> Response {
    let mut next = if several { chosen.to_vec() } else { Vec::new() };
    match next.iter().position(|other| *other >= id) {
        Some(at) if next.get(at) == Some(&id) => drop(next.remove(at)),
        Some(at) => next.insert(at, id),
        None => next.push(id),
    }
    if next.is_empty() {
        Response::Empty
    } else {
        Response::Choice { chosen: next }
    }
}

/// What can be answered.
#[must_use]
pub fn asks(machine: &Machine, asked: &Asked, lang: Lang) -> Html {
    if !is_known(&asked.content) {
        return notice(Tone::Bad, None, yew::html! { <p>{ place::unknown_question(lang) }</p> });
    }
    let Interaction::Choice {
        max_choices, options, ..
    } = &asked.content.interaction
    else {
        return yew::html! { <Entry key={asked.content.id.as_str()} machine={machine.clone()} asked={asked.clone()} {lang} /> };
    };
    let chosen = match &asked.response {
        Some(Response::Choice { chosen }) => chosen.clone(),
        _ => Vec::new(),
    };
    let several = *max_choices > 1;
    let order: Vec<usize> = match asked.order.get(..options.len()) {
        Some(order) => order.iter().map(|at| usize::from(*at)).collect(),
        None => (0..options.len()).collect(),
    };
    let choice = |at: usize| {
        options.get(at).map(|option| Choice {
            id: option.id.as_str().to_owned().into(),
            text: lines(&option.text, lang),
            chosen: chosen.contains(&option.id),
            verdict: None,
            reason: None,
        })
    };
    let choices = order.into_iter().filter_map(choice).collect();
    let onchoose = {
        let (machine, item) = (machine.clone(), asked.content.id.clone());
        Callback::from(move |id: AttrValue| {
            if let Some(id) = OptionId::parse(&id) {
                machine.answers(&item, touched(&chosen, id, several));
            }
        })
    };
    let choices = Choices {
        name: asked.content.id.as_str().to_owned().into(),
        legend: words(&asked.content.prompt, lang).into(),
        several,
        still: asked.still,
        choices,
        onchoose,
    };
    yew::html! {
        <>
            if several { <p class="muted">{ place::choose_up_to(lang, *max_choices) }</p> }
            { choices.draw() }
        </>
    }
}

/// What is typed.
#[derive(Clone, PartialEq, Properties)]
struct EntryProps {
    machine: Machine,
    asked: Asked,
    lang: Lang,
}

/// What was typed, as a response; none when it is not one yet.
fn typed(content: &ItemContent, draft: &str) -> Option<Response> {
    let draft = draft.trim();
    if draft.is_empty() {
        return Some(Response::Empty);
    }
    match &content.interaction {
        Interaction::NumericEntry { .. } => read_number(draft).map(|value| Response::Number { value }),
        _ => Some(Response::Text {
            value: draft.to_owned(),
        }),
    }
}

/// Numbers and words: kept when the field is left, and every two seconds.
#[component]
fn Entry(props: &EntryProps) -> Html {
    let EntryProps { machine, asked, lang } = props;
    let kept = match &asked.response {
        Some(Response::Number { value } | Response::Text { value }) => value.clone(),
        _ => String::new(),
    };
    let draft = use_state(|| kept.clone());
    let keep = {
        let (machine, asked, draft) = (machine.clone(), asked.clone(), draft.clone());
        Callback::from(move |()| {
            let Some(response) = typed(&asked.content, &draft).filter(|_| !asked.still) else {
                return;
            };
            let before = asked.response.clone().unwrap_or(Response::Empty);
            if response != before {
                machine.answers(&asked.content.id, response);
            }
        })
    };
    use_interval(Some(BEAT), keep.clone());
    let number = matches!(asked.content.interaction, Interaction::NumericEntry { .. });
    let wrong = number && typed(&asked.content, &draft).is_none();
    let unit = match &asked.content.interaction {
        Interaction::NumericEntry { unit, .. } => unit.as_ref().map(|unit| unit.say(lang.tag()).to_owned().into()),
        _ => None,
    };
    let sort = match &asked.content.interaction {
        Interaction::NumericEntry { .. } => Sort::Number,
        Interaction::ExtendedText { .. } => Sort::Text,
        _ => Sort::Line,
    };
    let oninput = {
        let draft = draft.setter();
        Callback::from(move |text| draft.set(text))
    };
    Field {
        name: "answer".into(),
        label: place::your_answer(*lang).into(),
        error: wrong.then(|| place::not_a_number(*lang).into()),
        sort,
        value: (*draft).clone().into(),
        oninput,
        ondone: keep,
        unit,
        ..Field::default()
    }
    .draw()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests are free of this rule")]

    use super::*;

    #[test]
    fn what_is_touched_is_chosen_then_taken_back() {
        let id = |name: &str| OptionId::parse(name).unwrap();
        let chosen = |names: &[&str]| Response::Choice {
            chosen: names.iter().map(|name| id(name)).collect(),
        };
        assert_eq!(touched(&[], id("b"), false), chosen(&["b"]));
        assert_eq!(touched(&[id("b")], id("a"), false), chosen(&["a"]));
        assert_eq!(
            touched(&[id("b")], id("a"), true),
            chosen(&["a", "b"]),
            "in ascending order"
        );
        assert_eq!(touched(&[id("a"), id("b")], id("a"), true), chosen(&["b"]));
        assert_eq!(touched(&[id("a")], id("a"), true), Response::Empty);
    }
}
