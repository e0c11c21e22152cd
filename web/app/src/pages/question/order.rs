//! Putting options in order, by buttons: the row moves, and the focus goes with it.

use super::drawn::Drawn;
use super::words;
use crate::exam::{ExamHandle, Open};
use crate::parts::lines;
use jalon_messages::{Lang, worker};
use jalon_protocol::item::Order;
use jalon_protocol::{ItemId, OptionId, Response};
use jalon_web_kit::html;
use jalon_web_kit::ui::{Button, Icon, Move, act, focus, mover, polite};
use yew::prelude::*;

/// The rows, in the order given, or in the drawn one before there is any.
pub fn ordered(exam: &ExamHandle, open: &Open, item: &ItemId, shown: &Order, lang: Lang) -> Html {
    let given = match open.sitting.state().response(item) {
        Some(Response::Order { ids }) => Some(ids.clone()),
        _ => None,
    };
    let drawn = || Drawn::of(open, item).take(&shown.options, true);
    let ids: Vec<OptionId> = match &given {
        Some(ids) => ids.clone(),
        None => drawn().into_iter().map(|option| option.id.clone()).collect(),
    };
    let row = |(at, id): (usize, &OptionId)| -> Html {
        let Some(option) = shown.options.iter().find(|option| option.id == *id) else {
            return html! {};
        };
        let name = words(&option.text, lang);
        let button = |way: Move| {
            let to = match way {
                Move::Up => at.checked_sub(1),
                Move::Down => Some(at + 1).filter(|to| *to < ids.len()),
            };
            let (mark, label) = match way {
                Move::Up => ("up", worker::move_up(lang, &name)),
                Move::Down => ("down", worker::move_down(lang, &name)),
            };
            let (exam, item, mut ids) = (exam.clone(), item.clone(), ids.clone());
            let said = to.map(|to| worker::now_at(lang, &name, to + 1, ids.len()));
            let moved = to.map(|to| {
                ids.swap(at, to);
                (to, ids)
            });
            let does = act(move || {
                if let (Some((to, ids)), Some(said)) = (&moved, &said) {
                    exam.answer(&item, Response::Order { ids: ids.clone() });
                    focus(&format!("{mark}-{to}"));
                    polite(said);
                }
            });
            mover(format!("{mark}-{at}"), way, label, to.is_some(), does)
        };
        html! {
            <li class="row">
                <span class="row__text">{ lines(&option.text, lang) }</span>
                { button(Move::Up) }
                { button(Move::Down) }
            </li>
        }
    };
    let keep = {
        let (exam, item, ids) = (exam.clone(), item.clone(), ids.clone());
        act(move || exam.answer(&item, Response::Order { ids: ids.clone() }))
    };
    html! {
        <div class="stack stack--tight">
            <p class="muted">{ worker::order_hint(lang) }</p>
            <ol class="plain rows">{ ids.iter().enumerate().map(row).collect::<Vec<Html>>() }</ol>
            if given.is_none() { <p>{ Button::new(worker::keep_order(lang), keep).icon(Icon::Check).draw() }</p> }
        </div>
    }
}
