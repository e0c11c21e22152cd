//! Choosing among the options of a question.

use super::{options, words};
use crate::exam::{ExamHandle, Open};
use crate::parts::lines;
use jalon_messages::{Lang, worker};
use jalon_protocol::item::NotAdmitted;
use jalon_protocol::{ItemContent, ItemId, OptionId, Response};
use jalon_web_kit::html;
use jalon_web_kit::ui::{Choice, Choices};
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
