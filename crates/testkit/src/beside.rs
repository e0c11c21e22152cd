//! What people write beside a journal: marks and rulings.

use crate::dice::Dice;
use crate::run::Run;
use jalon_base::id::RandomId;
use jalon_base::{Points, Slug, Text, Timestamp};
use jalon_protocol::mark::{Mark, Marker, Ruling, RulingDecision};
use jalon_protocol::{ItemId, Response};
use jalon_scoring::key::Rule;

/// An instant of the day after the test.
fn later(dice: &mut Dice) -> Timestamp {
    Timestamp::from_unix(1_795_420_800 + i64::from(dice.below(5))).unwrap()
}

/// Items of the paper that a person marks and that have a response.
#[must_use]
pub fn to_be_marked(run: &Run<'_>) -> Vec<ItemId> {
    let keys = run.keys();
    let guided = |item: &ItemId| keys.get(item).is_some_and(|key| key.guide_points().is_some());
    let answered = |item: &ItemId| matches!(run.state().response(item), Some(Response::Text { .. }));
    let items = run.state().paper().unwrap().items();
    items
        .map(|(_, entry)| entry.item.clone())
        .filter(|item| guided(item) && answered(item))
        .collect()
}

/// A mark of an item, within its guide.
///
/// # Panics
/// When the item has no marking guide.
pub fn mark(dice: &mut Dice, run: &Run<'_>, item: &ItemId, by: Marker) -> Mark {
    let keys = run.keys();
    let Some(Rule::ExtendedText { elements, .. }) = keys.get(item).map(|key| &key.rule) else {
        panic!("`{item}` is not marked by a person");
    };
    let given: Vec<(Slug, Points)> = elements
        .iter()
        .map(|element| (element.id.clone(), element.points.share(i64::from(dice.below(3)), 2)))
        .collect();
    Mark {
        attempt: run.attempt,
        item: item.clone(),
        elements: given.into_iter().collect(),
        by,
        at: later(dice),
    }
}

/// Marks of some of the items that a person marks: by the candidate, by markers, by both, by none.
pub fn marks(dice: &mut Dice, run: &Run<'_>) -> Vec<Mark> {
    let mut marks = Vec::new();
    for item in to_be_marked(run) {
        for _ in 0..dice.below(4) {
            let by = *dice.pick(&[Marker::Candidate, Marker::Marker]);
            marks.push(mark(dice, run, &item, by));
        }
    }
    marks
}

/// A ruling.
pub fn ruling(dice: &mut Dice, decision: RulingDecision) -> Ruling {
    Ruling {
        decision,
        reason: Text::default(),
        at: later(dice),
    }
}

/// Rulings of any kind: about items of the paper and others, about this attempt and another.
///
/// # Panics
/// When the paper is not drawn.
pub fn rulings(dice: &mut Dice, run: &Run<'_>) -> Vec<Ruling> {
    let items: Vec<ItemId> = run.world.release.contents.keys().cloned().collect();
    let paper: Vec<ItemId> = run
        .state()
        .paper()
        .unwrap()
        .items()
        .map(|(_, entry)| entry.item.clone())
        .collect();
    let mut rulings = Vec::new();
    for _ in 0..dice.below(4) {
        let from = if dice.chance(80) && !paper.is_empty() {
            &paper
        } else {
            &items
        };
        let item = dice.pick(from).clone();
        let attempt = if dice.chance(20) {
            RandomId::from_bytes([0xEE; 16])
        } else {
            run.attempt
        };
        let decision = match dice.below(7) {
            0..=2 => RulingDecision::Neutralise { item },
            3..=5 => RulingDecision::Credit { attempt, item },
            _ => RulingDecision::Void { attempt },
        };
        rulings.push(ruling(dice, decision));
    }
    rulings
}
