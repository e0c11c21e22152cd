//! What the person can do with a question: choose, enter a number, write.

use super::options;
use crate::exam::{Exam, ExamHandle};
use crate::ground::use_lang;
use crate::parts::lines;
use jalon_messages::{Lang, worker};
use jalon_protocol::item::{NotAdmitted, read_number};
use jalon_protocol::rich::{self, RichText};
use jalon_protocol::{Interaction, ItemId, OptionId, Response};
use jalon_web_kit::hooks::use_interval;
use jalon_web_kit::ui::{Choice, Choices, Field, Sort};
use yew::prelude::*;

/// What [`Entry`] is given.
#[derive(Properties, PartialEq)]
pub struct EntryProps {
    /// The attempt.
    pub exam: ExamHandle,
    /// The item.
    pub item: ItemId,
}

/// The answer to one question.
#[component]
pub fn Entry(props: &EntryProps) -> Html {
    let Exam::Open(open) = &*props.exam else {
        return html! {};
    };
    match open.content(&props.item).map(|content| &content.interaction) {
        Some(Interaction::Choice { .. }) => html! { <Chosen exam={props.exam.clone()} item={props.item.clone()} /> },
        Some(_) => html! { <Written exam={props.exam.clone()} item={props.item.clone()} /> },
        None => html! {},
    }
}

/// Options to choose from.
#[component]
fn Chosen(props: &EntryProps) -> Html {
    let lang = use_lang();
    let EntryProps { exam, item } = props;
    let Exam::Open(open) = &**exam else { return html! {} };
    let Some(content) = open.content(item) else {
        return html! {};
    };
    let Interaction::Choice { max_choices, .. } = &content.interaction else {
        return html! {};
    };
    let chosen = match open.sitting.state().response(item) {
        Some(Response::Choice { chosen }) => chosen.clone(),
        _ => Vec::new(),
    };
    let several = *max_choices > 1;
    let choices: Vec<Choice> = options(open, item, content)
        .into_iter()
        .map(|option| Choice {
            id: option.id.as_str().to_owned().into(),
            text: said(&option.text, lang),
            chosen: chosen.contains(&option.id),
            verdict: None,
            reason: None,
        })
        .collect();
    let onchoose = {
        let (exam, item) = (exam.clone(), item.clone());
        Callback::from(move |id: AttrValue| {
            let Some(id) = OptionId::parse(&id) else { return };
            let mut next = if several { chosen.clone() } else { Vec::new() };
            match next.iter().position(|other| *other == id) {
                Some(at) => drop(next.remove(at)),
                None => next.push(id),
            }
            next.sort();
            exam.answer(
                &item,
                if next.is_empty() {
                    Response::Empty
                } else {
                    Response::Choice { chosen: next }
                },
            );
        })
    };
    let legend =
        html! { { content.prompt.pick(lang.tag()).map(|(_, blocks)| rich::plain(blocks)).unwrap_or_default() } };
    html! {
        <>
            if several { <p class="muted">{ worker::choose_up_to(lang, *max_choices) }</p> }
            if open.refused == Some(NotAdmitted::Count.code()) { <p class="field__error" role="alert">{ worker::too_many_chosen(lang) }</p> }
            <Choices name={item.as_str().to_owned()} {legend} legend_heard={true} {several} {choices} {onchoose} />
        </>
    }
}

/// A text as it stands in a card, in its own language.
pub fn said(text: &RichText, lang: Lang) -> Html {
    let Some((tag, blocks)) = text.pick(lang.tag()) else {
        return html! {};
    };
    let other = (tag.as_str() != lang.tag()).then(|| AttrValue::from(tag.as_str().to_owned()));
    html! { <span lang={other}>{ lines(blocks) }</span> }
}

/// A number or words.
#[component]
fn Written(props: &EntryProps) -> Html {
    let lang = use_lang();
    let EntryProps { exam, item } = props;
    let Exam::Open(open) = &**exam else { return html! {} };
    let given = open.sitting.state().response(item).cloned();
    let draft = use_state(|| shown(given.as_ref(), lang));
    let wrong = use_state(|| None::<String>);
    let interaction = open.content(item).map(|content| content.interaction.clone());
    let keep = {
        let (exam, item, given, draft, wrong) =
            (exam.clone(), item.clone(), given.clone(), draft.clone(), wrong.clone());
        let interaction = interaction.clone();
        Callback::from(move |strict: bool| {
            let Some(interaction) = &interaction else { return };
            match read(interaction, &draft, lang) {
                Ok(response) => {
                    if wrong.is_some() {
                        wrong.set(None);
                    }
                    let same = given.clone().unwrap_or(Response::Empty) == response;
                    if !same {
                        exam.answer(&item, response);
                    }
                }
                Err(words) if strict => wrong.set(Some(words)),
                Err(_) => {}
            }
        })
    };
    // What is typed is kept every two seconds, and when the field is left.
    use_interval(Some(2_000), keep.reform(|()| false));
    {
        // Another tab of the person's mind: the answer was cleared by the button.
        let draft = draft.clone();
        use_effect_with(given.is_none(), move |gone| {
            if *gone && !draft.is_empty() {
                draft.set(String::new());
            }
        });
    }
    let oninput = {
        let draft = draft.clone();
        Callback::from(move |text| draft.set(text))
    };
    let ondone = keep.reform(|()| true);
    let (sort, hint, unit) = match &interaction {
        Some(Interaction::NumericEntry { unit, .. }) => (
            Sort::Number,
            worker::number_hint(lang).to_owned(),
            unit.as_ref()
                .map(|unit| AttrValue::from(unit.say(lang.tag()).to_owned())),
        ),
        Some(Interaction::ExtendedText { max_length }) => {
            (Sort::Text, worker::at_most_characters(lang, *max_length), None)
        }
        Some(Interaction::TextEntry { max_length }) => {
            (Sort::Line, worker::at_most_characters(lang, *max_length), None)
        }
        _ => return html! {},
    };
    let error = (*wrong).clone().map(AttrValue::from);
    html! {
        <Field name={item.as_str().to_owned()} label={worker::your_answer(lang)} hint={Some(AttrValue::from(hint))} {error} {sort}
            value={(*draft).clone()} {oninput} {ondone} {unit} />
    }
}

/// What stands in the field for a response.
fn shown(response: Option<&Response>, lang: Lang) -> String {
    match response {
        Some(Response::Number { value }) => jalon_messages::decimal(lang, value),
        Some(Response::Text { value }) => value.clone(),
        _ => String::new(),
    }
}

/// The response that a draft makes, or what is wrong with it: the engine's own rules.
fn read(interaction: &Interaction, draft: &str, lang: Lang) -> Result<Response, String> {
    if draft.trim().is_empty() {
        return Ok(Response::Empty);
    }
    let response = match interaction {
        Interaction::NumericEntry { .. } => Response::Number {
            value: read_number(draft).ok_or_else(|| worker::not_a_number(lang).to_owned())?,
        },
        _ => Response::Text {
            value: draft.to_owned(),
        },
    };
    match (interaction.admits(&response), interaction) {
        (Ok(()), _) => Ok(response),
        (Err(_), Interaction::NumericEntry { decimals, .. }) => Err(worker::too_many_decimals(lang, *decimals)),
        (Err(_), _) => Err(worker::too_long(lang).to_owned()),
    }
}
