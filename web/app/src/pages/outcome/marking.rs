//! Marking one's own written answers from the guide: shown apart, and never more than a declaration.

use super::ScoredProps;
use super::measures::points;
use crate::ground::{use_ground, use_lang};
use crate::parts::Rich;
use jalon_base::{Points, Slug};
use jalon_messages::worker;
use jalon_protocol::mark::Marker;
use jalon_protocol::outcome::ItemStatus;
use jalon_protocol::{ItemId, Mark, Response, rich};
use jalon_scoring::key::{Element, Rule};
use jalon_web_kit::ui::{Button, Disclosure, Icon, Look};
use std::collections::{BTreeMap, BTreeSet};
use yew::prelude::*;

/// Every written answer that still awaits a mark.
#[component]
pub fn Marking(props: &ScoredProps) -> Html {
    let lang = use_lang();
    let waiting: Vec<&ItemId> = props
        .scored
        .outcome
        .items
        .iter()
        .filter(|item| item.status == ItemStatus::AwaitsMark)
        .map(|item| &item.item)
        .collect();
    let Some(first) = waiting.first() else { return html! {} };
    html! {
        <section class="card stack" aria-labelledby="marking">
            <h2 id="marking">{ worker::self_mark_title(lang) }</h2>
            <p>{ worker::self_mark_more(lang) }</p>
            <p class="muted">{ worker::self_mark_left(lang, waiting.len()) }</p>
            <One key={first.as_str()} given={props.clone()} item={(*first).clone()} />
        </section>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct OneProps {
    given: ScoredProps,
    item: ItemId,
}

/// One answer beside its guide.
#[component]
fn One(props: &OneProps) -> Html {
    let (ground, lang) = (use_ground(), use_lang());
    let ticked = use_state(BTreeSet::<Slug>::new);
    let OneProps { given, item } = props;
    let Some(Rule::ExtendedText {
        elements,
        nothing,
        full_example,
        ..
    }) = given.scored.keys.get(item).map(|key| &key.rule)
    else {
        return html! {};
    };
    let prompt = given
        .open
        .content(item)
        .and_then(|content| content.prompt.pick(lang.tag()))
        .map(|(_, blocks)| rich::plain(blocks));
    let written = match given.open.sitting.state().response(item) {
        Some(Response::Text { value }) => value.clone(),
        _ => String::new(),
    };
    let element = |element: &Element| {
        let on = ticked.contains(&element.id);
        let (state, id) = (ticked.clone(), element.id.clone());
        let onchange = Callback::from(move |_: Event| {
            let mut next = (*state).clone();
            if !next.remove(&id) {
                next.insert(id.clone());
            }
            state.set(next);
        });
        html! {
            <li key={element.id.as_str()}>
                <label class={classes!("choice", "choice--several", on.then_some("choice--chosen"))}>
                    <input class="choice__input" type="checkbox" checked={on} {onchange} />
                    <span class="choice__ring" aria-hidden="true">{ if on { "✓" } else { "" } }</span>
                    <span class="choice__text"><Rich text={element.expected.clone()} />
                        <span class="muted small">{ worker::element_points(lang, &points(lang, element.points)) }</span></span>
                </label>
            </li>
        }
    };
    let done = {
        let (elements, ticked, onmark) = (elements.clone(), ticked.clone(), given.onmark.clone());
        let (item, attempt) = (item.clone(), given.open.record.attempt);
        Callback::from(move |()| {
            let given = |element: &Element| {
                let earned = if ticked.contains(&element.id) {
                    element.points
                } else {
                    Points::default()
                };
                (element.id.clone(), earned)
            };
            let elements: BTreeMap<Slug, Points> = elements.iter().map(given).collect();
            onmark.emit(Mark {
                attempt,
                item: item.clone(),
                elements,
                by: Marker::Candidate,
                at: ground.second(),
            });
        })
    };
    html! {
        <div class="stack">
            <p><strong>{ prompt }</strong></p>
            <blockquote class="quote">{ written }</blockquote>
            <fieldset class="stack stack--tight">
                <legend><strong>{ worker::self_mark_guide(lang) }</strong></legend>
                <ul class="plain choices">{ for elements.iter().map(element) }</ul>
            </fieldset>
            <Disclosure summary={worker::self_mark_example(lang)}>
                <Rich text={full_example.clone()} />
                <p class="muted">{ worker::self_mark_nothing(lang) }</p>
                <Rich text={nothing.clone()} />
            </Disclosure>
            <Button look={Look::Primary} wide={true} icon={Icon::Check} onclick={done}>{ worker::self_mark_done(lang) }</Button>
        </div>
    }
}
