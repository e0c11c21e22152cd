//! What was right and why, question by question, where the test tells.

use super::{Scored, is_right};
use crate::pages::question::{options, spoken, words};
use crate::parts::{lines, rich, source};
use jalon_messages::{Lang, worker};
use jalon_protocol::item::ChoiceOption;
use jalon_protocol::outcome::{ItemOutcome, ItemStatus};
use jalon_protocol::{Interaction, OptionId, Response};
use jalon_scoring::feedback::{Explained, RightAnswer, explain};
use jalon_web_kit::html;
use jalon_web_kit::ui::{Choice, Choices, Icon, Verdict, disclosure, glyph};
use yew::prelude::*;

/// Every question that was seen, each under its line.
pub fn answers(scored: &Scored, lang: Lang) -> Html {
    let mut rows: Vec<Html> = Vec::new();
    for item in scored
        .outcome
        .items
        .iter()
        .filter(|item| item.status != ItemStatus::NotReached)
    {
        let response = scored.open.sitting.state().response(&item.item);
        if let Some(explained) = explain(scored.open.protocol(), &scored.keys, &item.item, response) {
            rows.push(row(scored, rows.len() + 1, item, &explained, lang));
        }
    }
    if rows.is_empty() {
        return html! {};
    }
    html! {
        <section class="no-print" aria-labelledby="answers">
            <h2 id="answers">{ worker::answers_title(lang) }</h2>
            <ol class="plain told">{ rows }</ol>
        </section>
    }
}

fn row(scored: &Scored, number: usize, item: &ItemOutcome, explained: &Explained<'_>, lang: Lang) -> Html {
    let (icon, word, class) = match item.status {
        ItemStatus::AwaitsMark => (
            Icon::Pencil,
            worker::points_awaiting(lang),
            "told__mark told__mark--wait",
        ),
        ItemStatus::Unanswered => (Icon::Cross, worker::unanswered(lang), "told__mark told__mark--bad"),
        _ if is_right(item) => (Icon::Check, worker::right(lang), "told__mark told__mark--ok"),
        _ => (Icon::Cross, worker::wrong(lang), "told__mark told__mark--bad"),
    };
    let prompt = scored
        .open
        .content(&item.item)
        .map(|content| words(&content.prompt, lang))
        .unwrap_or_default();
    let rest = html! {
        <>
            { answer(scored, item, explained, lang) }
            <div><h3>{ worker::why(lang) }</h3>{ rich(explained.rationale, lang) }</div>
            { sources(scored, item, lang) }
        </>
    };
    html! {
        <li key={item.item.as_str()} class="told__row">
            <p {class}>{ glyph(icon) }<span>{ word }</span></p>
            { disclosure(format!("{number}. {prompt}"), false, rest) }
        </li>
    }
}

fn answer(scored: &Scored, item: &ItemOutcome, explained: &Explained<'_>, lang: Lang) -> Html {
    let content = scored.open.content(&item.item);
    match (&explained.right, content.map(|content| &content.interaction)) {
        (RightAnswer::Options(correct), Some(Interaction::Choice { .. })) => {
            choices(scored, item, explained, correct, lang)
        }
        _ => told(scored, item, explained, lang),
    }
}

/// What was right and what was answered, in words.
fn told(scored: &Scored, item: &ItemOutcome, explained: &Explained<'_>, lang: Lang) -> Html {
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

fn choices(scored: &Scored, item: &ItemOutcome, explained: &Explained<'_>, correct: &[OptionId], lang: Lang) -> Html {
    let open = &scored.open;
    let Some(content) = open.content(&item.item) else {
        return html! {};
    };
    let several = matches!(content.interaction, Interaction::Choice { max_choices, .. } if max_choices > 1);
    let given = match open.sitting.state().response(&item.item) {
        Some(Response::Choice { chosen }) => chosen.as_slice(),
        _ => &[],
    };
    let card = |option: &ChoiceOption| {
        let mine = given.contains(&option.id);
        let verdict = match (correct.contains(&option.id), mine) {
            (true, true) => Some((
                Verdict::Right,
                format!("{}, {}", worker::right(lang), worker::your_choice(lang)).into(),
            )),
            (true, false) => Some((Verdict::Right, worker::the_right_answer(lang).into())),
            (false, true) => Some((
                Verdict::Wrong,
                format!("{}, {}", worker::wrong(lang), worker::your_choice(lang)).into(),
            )),
            (false, false) => None,
        };
        let reason = explained
            .errors
            .iter()
            .find(|(id, _)| **id == option.id)
            .map(|(_, text)| lines(text, lang));
        Choice {
            id: option.id.as_str().to_owned().into(),
            text: lines(&option.text, lang),
            chosen: mine,
            verdict,
            reason,
        }
    };
    let choices = Choices {
        name: format!("told-{}", item.item).into(),
        legend: worker::the_right_answer(lang).into(),
        several,
        still: true,
        choices: options(open, &item.item, content).into_iter().map(card).collect(),
        onchoose: Callback::noop(),
    };
    choices.draw()
}

fn sources(scored: &Scored, item: &ItemOutcome, lang: Lang) -> Html {
    let about = scored.open.release.pool.item(&item.item);
    let lines: Vec<Html> = about
        .map(|about| about.sources.as_slice())
        .unwrap_or_default()
        .iter()
        .map(|about| html! { <li>{ source(about, lang) }</li> })
        .collect();
    if lines.is_empty() {
        return html! {};
    }
    html! { <div class="small muted"><p>{ worker::read_source(lang) }</p><ul>{ lines }</ul></div> }
}
