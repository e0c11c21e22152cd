//! One step of an adaptive test under a blueprint: the best form, and the next question from it.

use super::{Blueprint, Form, NoForm};
use crate::exposure::Exposure;
use crate::select::{self, Bank, Choice, Criterion, Open, Pick, Position, Turned};

/// The next question and the form it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The question, with the reasons of the choice.
    pub choice: Choice,
    /// The whole test that is best from here, if the estimate stays.
    pub form: Form,
    /// Items that were neither given nor closed.
    pub open: usize,
    /// Of these, items of a greater value that the best form does without, or gives later: what the rules cost this question.
    pub passed: usize,
}

/// What holds for one person's test now.
#[derive(Debug, Clone, Copy)]
pub struct Under<'a> {
    /// The rules.
    pub blueprint: &'a Blueprint,
    /// Places of the items given so far.
    pub given: &'a [usize],
    /// One flag for each item of the bank that may not be given; items beyond its end are open.
    pub closed: &'a [bool],
    /// Exposure control.
    pub exposure: &'a Exposure<'a>,
    /// One flag for each item of the bank to give before the others: while the form has free ones of these, one of them is next. Empty: none.
    /// The order within a form is free, so that no rule of the blueprint is touched.
    pub first: &'a [bool],
}

/// Chooses the next item under a blueprint: the best form for the values of the criterion, then a pick among its free items.
///
/// An item that exposure control turns away is closed to this person and the form is solved again without it; items over their rate are
/// closed from the start.
///
/// # Errors
/// No form meets the blueprint with what was given and what is closed ([`NoForm::Conflict`]): the rules are not relaxed, and no other item is given.
pub fn next(
    bank: &Bank,
    under: Under<'_>,
    criterion: Criterion,
    pick: Pick,
    position: Position<'_>,
    draws: &mut dyn FnMut() -> f64,
) -> Result<Step, NoForm> {
    let Under {
        blueprint,
        given,
        closed,
        exposure,
        first,
    } = under;
    let count = bank.items().len();
    let mut is_given = vec![false; count];
    for item in given {
        *is_given.get_mut(*item).ok_or(NoForm::Unknown { item: *item })? = true;
    }
    let shut = closed.iter().copied().chain(std::iter::repeat(false));
    let mut shut: Vec<bool> = (0..count)
        .zip(shut)
        .zip(&is_given)
        .map(|((item, shut), given)| shut || (!given && exposure.closed(item)))
        .collect();
    let all = vec![true; count];
    let values = select::values(bank, &all, criterion, position);
    let open = (0..count)
        .filter(|item| !is_given.get(*item).copied().unwrap_or(true) && !shut.get(*item).copied().unwrap_or(true));
    let open: Vec<usize> = open.collect();
    let mut turned: Vec<Turned> = Vec::new();
    loop {
        let form = blueprint.form(&values, given, &shut)?;
        let mut free = vec![false; count];
        for item in &form.items {
            if let (Some(free), Some(given)) = (free.get_mut(*item), is_given.get(*item)) {
                *free = !given;
            }
        }
        let soon = |item: usize| first.get(item).copied().unwrap_or(false);
        if free.iter().enumerate().any(|(item, free)| *free && soon(item)) {
            free.iter_mut().enumerate().for_each(|(item, free)| *free &= soon(item));
        }
        let these = Open {
            items: &free,
            exposure: &Exposure::NONE,
        };
        let mut choice = select::next(bank, these, criterion, pick, position, draws).map_err(NoForm::Refused)?;
        let chance = exposure.chance(choice.item, position.theta);
        if chance < 1.0 {
            let draw = draws();
            if draw >= chance {
                turned.push(Turned {
                    item: choice.item,
                    draw,
                    chance,
                });
                if let Some(place) = shut.get_mut(choice.item) {
                    *place = true;
                }
                continue;
            }
            choice.exposure = Some((draw, chance));
        }
        choice.turned = turned;
        let more = choice.value + select::TIE * choice.value.abs();
        let passed = open.iter().filter(|item| {
            let left = !free.get(**item).copied().unwrap_or(true) && !shut.get(**item).copied().unwrap_or(true);
            left && values.get(**item).is_some_and(|value| *value > more)
        });
        return Ok(Step {
            passed: passed.count(),
            open: open.len(),
            choice,
            form,
        });
    }
}
