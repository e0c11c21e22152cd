//! What was right of questions that are no choice among options, in words.

use super::Scored;
use crate::pages::question::spoken;
use crate::parts::rich;
use jalon_messages::{Lang, worker};
use jalon_protocol::Response;
use jalon_protocol::outcome::ItemOutcome;
use jalon_scoring::feedback::{Explained, RightAnswer};
use jalon_web_kit::html;
use yew::prelude::*;

/// What was right of such a question, and what was answered.
pub fn told(scored: &Scored, item: &ItemOutcome, explained: &Explained<'_>, lang: Lang) -> Html {
    let open = &scored.open;
    let response = open.sitting.state().response(&item.item);
    let right = match &explained.right {
        RightAnswer::Options(correct) => {
            let chosen = correct.to_vec();
            Some(spoken(open, &item.item, &Response::Choice { chosen }, lang))
        }
        RightAnswer::Response(right) => Some(spoken(open, &item.item, right, lang)),
        RightAnswer::Number(number, _) => {
            let value = number.to_string();
            Some(spoken(open, &item.item, &Response::Number { value }, lang))
        }
        RightAnswer::Words(words) => words.first().cloned(),
        RightAnswer::Guide(_) => None,
    };
    html! {
        <>
            if let Some(response) = response { <p>{ worker::you_answered(lang, &spoken(open, &item.item, response, lang)) }</p> }
            if let Some(right) = right { <p><strong>{ worker::right_answer_is(lang, &right) }</strong></p> }
            { explained.errors.iter().map(|(_, text)| rich(text, lang)).collect::<Vec<Html>>() }
        </>
    }
}
