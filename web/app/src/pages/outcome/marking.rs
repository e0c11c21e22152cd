//! Marking one's own written answers from the guide: shown apart, and never more than a declaration.

use super::Same;
use super::measures::points;
use crate::ground::{Ground, Here};
use crate::holder;
use crate::pages::question::{Kept, words};
use crate::parts::rich;
use crate::records::{self, Marks};
use jalon_base::id::RandomId;
use jalon_base::sorted::SortedMap;
use jalon_base::{Points, Slug};
use jalon_messages::worker;
use jalon_protocol::mark::Marker;
use jalon_protocol::outcome::ItemStatus;
use jalon_protocol::{ItemId, Mark, Response};
use jalon_scoring::key::{Element, Rule};
use jalon_web_kit::html;
use jalon_web_kit::ports::journals::Fault;
use jalon_web_kit::ports::{Soon, spawn};
use jalon_web_kit::ui::{Button, Icon, act, disclosure, focus};
use yew::prelude::*;

/// What [`Marking`] is given.
#[derive(PartialEq, Properties)]
pub struct MarkingProps {
    /// Where it stands.
    pub here: Here,
    /// The result so far.
    pub scored: Same,
    /// The answer to mark.
    pub item: ItemId,
    /// Another one was just marked: the focus follows.
    pub again: bool,
    /// Heard when it is marked and kept, or not.
    pub onmark: Callback<Result<(), Fault>>,
}

/// The marks that the person gave to the answers of an attempt.
#[must_use]
pub fn marks(ground: &Ground, attempt: RandomId) -> Soon<'static, Marks> {
    let ground = ground.clone();
    Box::pin(async move { records::marks(&ground, &attempt).await.unwrap_or_default() })
}

/// Has the person mark one of their answers.
#[must_use]
pub fn marking(props: MarkingProps) -> Html {
    let key = props.item.as_str().to_owned();
    yew::html! { <Marking {key} ..props /> }
}

/// One answer that awaits its mark, beside its guide.
#[component]
pub fn Marking(props: &MarkingProps) -> Html {
    let lang = props.here.lang;
    let ticked = use_state(Vec::<Slug>::new);
    let again = props.again;
    use_effect_with((), move |()| {
        if again {
            focus("marking");
        }
    });
    let (scored, item) = (&props.scored.0, &props.item);
    let Some(Rule::ExtendedText {
        elements,
        nothing,
        full_example,
        ..
    }) = scored.keys.get(item).map(|key| &key.rule)
    else {
        return html! {};
    };
    let prompt = scored.open.content(item).map(|content| words(&content.prompt, lang));
    let left = scored
        .outcome
        .items
        .iter()
        .filter(|item| item.status == ItemStatus::AwaitsMark)
        .count();
    let given = match scored.open.sitting.state().response(item) {
        Some(Response::Text { value }) => html! { <blockquote class="quote">{ value.clone() }</blockquote> },
        Some(Response::File(file)) => {
            yew::html! { <Kept ground={props.here.ground.clone()} {lang} file={file.clone()} /> }
        }
        _ => html! {},
    };
    let element = |element: &Element| {
        let on = ticked.contains(&element.id);
        let (state, id) = (ticked.clone(), element.id.clone());
        let onchange = Callback::from(move |_: Event| {
            let mut next = (*state).clone();
            match next.iter().position(|other| *other == id) {
                Some(at) => drop(next.remove(at)),
                None => next.push(id.clone()),
            }
            state.set(next);
        });
        let class = if on {
            "choice choice--several choice--chosen"
        } else {
            "choice choice--several"
        };
        html! {
            <li key={element.id.as_str()}>
                <label {class}>
                    <input class="choice__input" type="checkbox" checked={on} {onchange} />
                    <span class="choice__ring" aria-hidden="true">{ if on { "✓" } else { "" } }</span>
                    <span class="choice__text">{ rich(&element.expected, lang) }
                        <span class="muted small">{ worker::element_points(lang, &points(lang, element.points)) }</span></span>
                </label>
            </li>
        }
    };
    let guide: Vec<Html> = elements.iter().map(element).collect();
    let done = {
        let (elements, ticked, onmark) = (elements.clone(), ticked.clone(), props.onmark.clone());
        let (item, attempt, ground) = (item.clone(), scored.open.record.attempt, props.here.ground.clone());
        act(move || {
            let mut given: SortedMap<Slug, Points> = SortedMap::new();
            for element in &elements {
                let earned = if ticked.contains(&element.id) {
                    element.points
                } else {
                    Points::default()
                };
                given.insert(element.id.clone(), earned);
            }
            let mark = Mark {
                attempt,
                item: item.clone(),
                elements: given,
                by: Marker::Candidate,
                at: ground.second(),
            };
            let (ground, onmark) = (ground.clone(), onmark.clone());
            spawn(async move { onmark.emit(holder::mark(&ground, &mark).await) });
        })
    };
    let example = html! { <>{ rich(full_example, lang) }<p class="muted">{ worker::self_mark_nothing(lang) }</p>{ rich(nothing, lang) }</> };
    html! {
        <section class="card stack" aria-labelledby="marking">
            <h2 id="marking" tabindex="-1">{ worker::self_mark_title(lang) }</h2>
            <p>{ worker::self_mark_more(lang) }{ " " }<span class="muted">{ worker::self_mark_left(lang, left) }</span></p>
            <p><strong>{ prompt }</strong></p>
            { given }
            <fieldset>
                <legend><strong>{ worker::self_mark_guide(lang) }</strong></legend>
                <ul class="plain choices">{ guide }</ul>
            </fieldset>
            { disclosure(worker::self_mark_example(lang), false, example) }
            { Button::new(worker::self_mark_done(lang), done).primary().wide().icon(Icon::Check).draw() }
        </section>
    }
}
