//! What was right and why, question by question, where the test tells.

use super::{ScoredProps, is_right};
use crate::exam::Open;
use crate::ground::use_lang;
use crate::pages::question::{options, said};
use crate::pages::review::spoken;
use crate::parts::{Rich, lines};
use jalon_messages::{Lang, worker};
use jalon_protocol::outcome::{ItemOutcome, ItemStatus};
use jalon_protocol::{Interaction, rich};
use jalon_scoring::feedback::{Explained, RightAnswer, explain};
use jalon_web_kit::ui::{Choice, Choices, Disclosure, Glyph, Icon, Verdict};
use yew::prelude::*;

/// Every question that was seen, each under its line.
#[component]
pub fn Answers(props: &ScoredProps) -> Html {
    let lang = use_lang();
    let (open, scored) = (&props.open, &props.scored);
    let seen: Vec<&ItemOutcome> = scored
        .outcome
        .items
        .iter()
        .filter(|item| item.status != ItemStatus::NotReached)
        .collect();
    let rows: Vec<Html> = seen
        .iter()
        .enumerate()
        .filter_map(|(at, item)| {
            let response = open.sitting.state().response(&item.item);
            explain(open.protocol(), &scored.keys, &item.item, response)
                .map(|explained| row(open, at, item, &explained, lang))
        })
        .collect();
    if rows.is_empty() {
        return html! {};
    }
    html! {
        <section class="no-print" aria-labelledby="answers">
            <h2 id="answers">{ worker::answers_title(lang) }</h2>
            <ol class="plain told">{ for rows }</ol>
        </section>
    }
}

fn row(open: &Open, at: usize, item: &ItemOutcome, explained: &Explained<'_>, lang: Lang) -> Html {
    let (icon, word, class) = match item.status {
        ItemStatus::AwaitsMark => (Icon::Pencil, worker::points_awaiting(lang), "told__mark--wait"),
        ItemStatus::Unanswered => (Icon::Cross, worker::unanswered(lang), "told__mark--bad"),
        _ if is_right(item) => (Icon::Check, worker::right(lang), "told__mark--ok"),
        _ => (Icon::Cross, worker::wrong(lang), "told__mark--bad"),
    };
    let prompt = open
        .content(&item.item)
        .and_then(|content| content.prompt.pick(lang.tag()))
        .map(|(_, blocks)| rich::plain(blocks))
        .unwrap_or_default();
    html! {
        <li key={item.item.as_str()} class="told__row">
            <p class={classes!("told__mark", class)}><Glyph {icon} /><span>{ word }</span></p>
            <Disclosure summary={format!("{}. {prompt}", at + 1)}>
                { answer(open, item, explained, lang) }
                <div><h3>{ worker::why(lang) }</h3><Rich text={explained.rationale.clone()} /></div>
                { sources(open, item, lang) }
            </Disclosure>
        </li>
    }
}

fn answer(open: &Open, item: &ItemOutcome, explained: &Explained<'_>, lang: Lang) -> Html {
    let response = open.sitting.state().response(&item.item);
    let given = response.map(|response| spoken(open, &item.item, response, lang));
    let plainly = |right: String| {
        html! {
            <>
                if let Some(given) = &given { <p>{ worker::you_answered(lang, given) }</p> }
                <p><strong>{ worker::right_answer_is(lang, &right) }</strong></p>
            </>
        }
    };
    match explained.right {
        RightAnswer::Options(correct) => {
            let Some(content) = open.content(&item.item) else {
                return html! {};
            };
            let several = matches!(content.interaction, Interaction::Choice { max_choices, .. } if max_choices > 1);
            let chosen = match response {
                Some(jalon_protocol::Response::Choice { chosen }) => chosen.as_slice(),
                _ => &[],
            };
            let choices: Vec<Choice> = options(open, &item.item, content)
                .into_iter()
                .map(|option| {
                    let mine = chosen.contains(&option.id);
                    let good = correct.contains(&option.id);
                    let verdict = match (good, mine) {
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
                    let reason = explained.errors.iter().find(|(id, _)| **id == option.id);
                    let reason = reason
                        .and_then(|(_, text)| text.pick(lang.tag()))
                        .map(|(_, blocks)| lines(blocks));
                    Choice {
                        id: option.id.as_str().to_owned().into(),
                        text: said(&option.text, lang),
                        chosen: mine,
                        verdict,
                        reason,
                    }
                })
                .collect();
            html! { <Choices name={format!("told-{}", item.item)} legend={html! { { worker::the_right_answer(lang) } }} legend_heard={true} {several} still={true} {choices} onchoose={Callback::noop()} /> }
        }
        RightAnswer::Number(number, _) => plainly(jalon_messages::decimal(lang, &number.to_string())),
        RightAnswer::Words(words) => plainly(words.first().cloned().unwrap_or_default()),
        RightAnswer::Guide(_) => given.map_or_else(
            || html! {},
            |given| html! { <p>{ worker::you_answered(lang, &given) }</p> },
        ),
    }
}

fn sources(open: &Open, item: &ItemOutcome, lang: Lang) -> Html {
    let sources = open
        .release
        .pool
        .item(&item.item)
        .map(|about| about.sources.as_slice())
        .unwrap_or_default();
    if sources.is_empty() {
        return html! {};
    }
    let line = |source: &jalon_referential::Source| {
        html! { <li><span>{ &source.title }</span>{ ", " }{ worker::read_on(lang, &source.read) }</li> }
    };
    html! { <div class="small muted"><p>{ worker::read_source(lang) }</p><ul>{ for sources.iter().map(line) }</ul></div> }
}
