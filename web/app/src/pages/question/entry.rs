//! What the person can do with a question: choose, enter a number, write.

use super::{options, words};
use crate::exam::{Exam, ExamHandle, Open};
use crate::ground::Here;
use crate::parts::lines;
use jalon_messages::{Lang, worker};
use jalon_protocol::item::{NotAdmitted, read_number};
use jalon_protocol::{Interaction, ItemContent, ItemId, OptionId, Response};
use jalon_web_kit::hooks::use_interval;
use jalon_web_kit::html;
use jalon_web_kit::ui::{Choice, Choices, Field, Sort};
use yew::prelude::*;

/// Options to choose from.
pub fn chosen(exam: &ExamHandle, open: &Open, item: &ItemId, content: &ItemContent, most: u32, lang: Lang) -> Html {
    let chosen = match open.sitting.state().response(item) {
        Some(Response::Choice { chosen }) => chosen.clone(),
        _ => Vec::new(),
    };
    let several = most > 1;
    let choices: Vec<Choice> = options(open, item, content)
        .into_iter()
        .map(|option| Choice {
            id: option.id.as_str().to_owned().into(),
            text: lines(&option.text, lang),
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
            match next.iter().position(|other| *other >= id) {
                Some(at) if next.get(at) == Some(&id) => drop(next.remove(at)),
                Some(at) => next.insert(at, id),
                None => next.push(id),
            }
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
    let legend = words(&content.prompt, lang).into();
    let choices = Choices {
        name: item.as_str().to_owned().into(),
        legend,
        several,
        still: false,
        choices,
        onchoose,
    };
    html! {
        <>
            if several { <p class="muted">{ worker::choose_up_to(lang, most) }</p> }
            if open.refused == Some(NotAdmitted::Count.code()) { <p class="field__error" role="alert">{ worker::too_many_chosen(lang) }</p> }
            { choices.draw() }
        </>
    }
}

/// What [`Written`] is given.
#[derive(Properties, PartialEq)]
pub struct WrittenProps {
    /// Where it stands.
    pub here: Here,
    /// The attempt.
    pub exam: ExamHandle,
    /// The item.
    pub item: ItemId,
}

/// A number or words.
#[component]
pub fn Written(props: &WrittenProps) -> Html {
    let WrittenProps { here, exam, item } = props;
    let lang = here.lang;
    let open = match &**exam {
        Exam::Open(open) => Some(open),
        _ => None,
    };
    let given = open.and_then(|open| open.sitting.state().response(item).cloned());
    let interaction = open
        .and_then(|open| open.content(item))
        .map(|content| content.interaction.clone());
    let draft = use_state(|| shown(given.as_ref(), lang));
    let wrong = use_state(|| None::<String>);
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
                    if given.as_ref().unwrap_or(&Response::Empty) != &response {
                        exam.answer(&item, response);
                    }
                }
                Err(words) if strict => wrong.set(Some(words)),
                Err(_) => {}
            }
        })
    };
    {
        // What is typed is kept every two seconds, and when the field is left.
        let keep = keep.clone();
        use_interval(Some(2_000), Callback::from(move |()| keep.emit(false)));
    }
    {
        // The answer was taken back by the button: the field follows.
        let draft = draft.clone();
        use_effect_with(given.is_none(), move |gone| {
            if *gone && !draft.is_empty() {
                draft.set(String::new());
            }
        });
    }
    let (sort, hint, unit) = match &interaction {
        Some(Interaction::NumericEntry { unit, .. }) => (
            Sort::Number,
            worker::number_hint(lang).to_owned(),
            unit.as_ref().map(|unit| unit.say(lang.tag()).to_owned()),
        ),
        Some(Interaction::ExtendedText { max_length }) => {
            (Sort::Text, worker::at_most_characters(lang, *max_length), None)
        }
        Some(Interaction::TextEntry { max_length }) => {
            (Sort::Line, worker::at_most_characters(lang, *max_length), None)
        }
        _ => return html! {},
    };
    let typed = draft.clone();
    let field = Field {
        name: item.as_str().to_owned().into(),
        label: worker::your_answer(lang).into(),
        hint: Some(hint.into()),
        error: (*wrong).clone().map(AttrValue::from),
        sort,
        value: (*draft).clone().into(),
        oninput: Callback::from(move |text| typed.set(text)),
        ondone: Callback::from(move |()| keep.emit(true)),
        unit: unit.map(AttrValue::from),
        lang: None,
    };
    field.draw()
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
