//! Putting things together: for each row, or each gap of a text, one of a list.

use super::drawn::Drawn;
use super::words;
use crate::exam::{ExamHandle, Open};
use crate::parts::passage;
use jalon_messages::{Lang, worker};
use jalon_protocol::item::{Associable, NotAdmitted, Pair};
use jalon_protocol::{Interaction, ItemId, OptionId, Response, rich};
use jalon_web_kit::html;
use jalon_web_kit::ui::{Choice, Choices, Select};
use std::rc::Rc;
use yew::prelude::*;

/// Which end of a pair a row is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// The first: a source.
    First,
    /// The second: a gap.
    Second,
    /// Either: things of one set.
    Either,
}

/// One row and what can be put there.
struct Row {
    id: OptionId,
    label: String,
    /// In how many pairs it can be, 0 for any number.
    most: u32,
}

/// What the whole question offers.
struct Board {
    end: End,
    rows: Vec<Row>,
    /// What can be put in a row: its id, its words, in how many pairs it can be.
    options: Vec<Row>,
}

/// The rows or the passage.
pub fn paired(exam: &ExamHandle, open: &Open, item: &ItemId, interaction: &Interaction, lang: Lang) -> Html {
    let pairs = match open.sitting.state().response(item) {
        Some(Response::Pairs { pairs }) => pairs.clone(),
        _ => Vec::new(),
    };
    let mut drawn = Drawn::of(open, item);
    let things = |list: &[&Associable]| -> Vec<Row> {
        let row = |thing: &&Associable| Row {
            id: thing.id.clone(),
            label: words(&thing.text, lang),
            most: thing.match_max,
        };
        list.iter().map(row).collect()
    };
    let all = |list: &[Associable]| things(&list.iter().collect::<Vec<_>>());
    let board = match interaction {
        Interaction::Match(shown) => Board {
            end: End::First,
            options: things(&drawn.take(&shown.targets, shown.shuffle)),
            rows: all(&shown.sources),
        },
        Interaction::Associate(shown) => Board {
            end: End::Either,
            options: all(&shown.options),
            rows: all(&shown.options),
        },
        Interaction::GapMatch(shown) => Board {
            end: End::Second,
            options: things(&drawn.take(&shown.words, true)),
            rows: rich::marked(&shown.passage)
                .into_iter()
                .enumerate()
                .map(|(at, id)| Row {
                    id: id.clone(),
                    label: worker::gap_number(lang, at + 1),
                    most: 1,
                })
                .collect(),
        },
        Interaction::GraphicGapMatch(shown) => Board {
            end: End::Second,
            options: things(&drawn.take(&shown.things, true)),
            rows: shown
                .areas
                .iter()
                .zip(1..)
                .map(|(area, number)| Row {
                    id: area.id.clone(),
                    label: format!("{number}. {}", area.label.say(lang.tag())),
                    most: 1,
                })
                .collect(),
        },
        _ => return html! {},
    };
    let board = Rc::new(board);
    let put = {
        let (exam, item, board, pairs) = (exam.clone(), item.clone(), board.clone(), pairs.clone());
        move |row: &OptionId, option: Option<OptionId>| {
            let pairs = board.put(&pairs, row, option);
            exam.answer(
                &item,
                if pairs.is_empty() {
                    Response::Empty
                } else {
                    Response::Pairs { pairs }
                },
            );
        }
    };
    let put: Put = Rc::new(put);
    let rows = match interaction {
        Interaction::GapMatch(shown) => passage(&shown.passage, lang, &|mark| {
            let row = board.rows.iter().find(|row| row.id == *mark.id());
            row.map_or_else(Html::default, |row| board.list(row, &pairs, &put, true, lang))
        }),
        _ => {
            let draw = |row: &Row| {
                if row.most == 1 {
                    board.list(row, &pairs, &put, false, lang)
                } else {
                    board.boxes(row, &pairs, &put)
                }
            };
            html! { <>{ board.rows.iter().map(draw).collect::<Vec<Html>>() }</> }
        }
    };
    html! {
        <div class="stack">
            if open.refused == Some(NotAdmitted::Count.code()) { <p class="field__error" role="alert">{ worker::too_many_chosen(lang) }</p> }
            { rows }
        </div>
    }
}

type Put = Rc<dyn Fn(&OptionId, Option<OptionId>)>;

impl Board {
    fn pair(&self, row: &OptionId, option: &OptionId) -> Pair {
        let (first, second) = match self.end {
            End::First => (row, option),
            End::Either if row < option => (row, option),
            End::Second | End::Either => (option, row),
        };
        Pair {
            first: first.clone(),
            second: second.clone(),
        }
    }

    /// The pairs after one more choice: what can be in one pair only leaves the pair in which it was.
    fn put(&self, pairs: &[Pair], row: &OptionId, option: Option<OptionId>) -> Vec<Pair> {
        let single = |rows: &[Row], id: &OptionId| rows.iter().any(|row| row.id == *id && row.most == 1);
        let has = |pair: &Pair, id: &OptionId, row: bool| match self.end {
            End::Either => pair.first == *id || pair.second == *id,
            End::First => *(if row { &pair.first } else { &pair.second }) == *id,
            End::Second => *(if row { &pair.second } else { &pair.first }) == *id,
        };
        let mut next: Vec<Pair> = pairs.to_vec();
        if single(&self.rows, row) {
            next.retain(|pair| !has(pair, row, true));
        }
        if let Some(option) = option {
            let pair = self.pair(row, &option);
            if let Some(at) = next.iter().position(|other| *other == pair) {
                next.remove(at);
                return next;
            }
            if single(&self.options, &option) {
                next.retain(|pair| !has(pair, &option, false));
            }
            let at = next.partition_point(|other| *other < pair);
            next.insert(at, pair);
        }
        next
    }

    fn offered<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = &'a Row> {
        let other = move |option: &&Row| self.end != End::Either || option.id != row.id;
        self.options.iter().filter(other)
    }

    /// One of a list.
    fn list(&self, row: &Row, pairs: &[Pair], put: &Put, inline: bool, lang: Lang) -> Html {
        let chosen = self
            .offered(row)
            .find(|option| pairs.contains(&self.pair(&row.id, &option.id)));
        let label = match self.end {
            End::Either => worker::goes_with(lang, &row.label),
            End::First | End::Second => row.label.clone(),
        };
        let (put, id) = (put.clone(), row.id.clone());
        Select {
            name: row.id.as_str().to_owned().into(),
            label: label.into(),
            blank: worker::choose_in_list(lang),
            options: self
                .offered(row)
                .map(|option| (option.id.as_str().to_owned(), option.label.clone()))
                .collect(),
            value: chosen.map_or_else(String::new, |option| option.id.as_str().to_owned()),
            error: None,
            onchoose: Callback::from(move |value: String| put(&id, OptionId::parse(&value))),
            inline,
        }
        .draw()
    }

    /// Several of a list.
    fn boxes(&self, row: &Row, pairs: &[Pair], put: &Put) -> Html {
        let choice = |option: &Row| Choice {
            id: option.id.as_str().to_owned().into(),
            text: html! { { option.label.clone() } },
            chosen: pairs.contains(&self.pair(&row.id, &option.id)),
            verdict: None,
            reason: None,
        };
        let (put, id) = (put.clone(), row.id.clone());
        let choices = Choices {
            name: row.id.as_str().to_owned().into(),
            legend: row.label.clone().into(),
            several: true,
            still: false,
            choices: self.offered(row).map(choice).collect(),
            onchoose: Callback::from(move |value: AttrValue| put(&id, OptionId::parse(&value))),
        };
        html! { <div class="stack stack--tight"><p class="field__label" aria-hidden="true">{ &row.label }</p>{ choices.draw() }</div> }
    }
}
