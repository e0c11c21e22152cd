//! Properties of scoring over any attempt, any marks, any rulings.

use jalon_attempt::journal::Journal;
use jalon_attempt::{Linear, replay};
use jalon_base::{Micro, Points, jcs};
use jalon_protocol::mark::{Mark, Ruling, RulingDecision};
use jalon_protocol::outcome::{ItemStatus, Outcome, Verdict};
use jalon_protocol::plan::Decision;
use jalon_scoring::advice::{Advice, advise};
use jalon_scoring::key::Credit;
use jalon_scoring::score::{Input, score};
use jalon_testkit::{Dice, Run, World, beside};
use proptest::prelude::*;

fn rolls() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(any::<u32>(), 0..600)
}

/// A closed attempt with marks and rulings, all from the dice.
fn played<'a>(world: &'a World, dice: &mut Dice) -> (Run<'a>, Vec<Mark>, Vec<Ruling>) {
    let run = Run::play(world, dice, 60);
    let (marks, rulings) = (beside::marks(dice, &run), beside::rulings(dice, &run));
    (run, marks, rulings)
}

fn shuffled<T: Clone>(dice: &mut Dice, things: &[T]) -> Vec<T> {
    let mut things = things.to_vec();
    for place in (1..things.len()).rev() {
        let other = dice.place(place + 1);
        things.swap(place, other);
    }
    things
}

fn sum(points: impl Iterator<Item = Points>) -> Points {
    points.sum()
}

proptest! {
    #[test]
    fn points_add_up(rolls in rolls()) {
        let mut dice = Dice::of(rolls);
        let world = World::light(&mut dice);
        let (run, marks, rulings) = played(&world, &mut dice);
        let outcome = run.score(&marks, &rulings).unwrap();
        let keys = run.keys();
        for part in &outcome.parts {
            let items = || outcome.items.iter().filter(|item| item.part == part.part);
            prop_assert_eq!(part.earned, sum(items().map(|item| item.earned)));
            prop_assert_eq!(part.possible, sum(items().map(|item| item.possible)));
            let own = items().filter(|item| item.status == ItemStatus::SelfMarked);
            prop_assert_eq!(part.self_marked, sum(own.map(|item| item.earned)));
            let awaiting = items().filter(|item| item.status == ItemStatus::AwaitsMark);
            prop_assert_eq!(part.awaiting, sum(awaiting.map(|item| item.possible)));
        }
        for item in &outcome.items {
            prop_assert!(Points::ZERO <= item.earned && item.earned <= item.possible);
            let section = world.protocol().parts.iter().flat_map(|part| &part.sections).find(|section| {
                run.state().paper().unwrap().items().any(|(_, entry)| entry.item == item.item && entry.section == section.id)
            });
            let worth = section.unwrap().points;
            match item.status {
                ItemStatus::Neutralised => prop_assert_eq!((item.earned, item.possible), (Points::ZERO, Points::ZERO)),
                ItemStatus::Credited => prop_assert_eq!((item.earned, item.possible), (worth, worth)),
                ItemStatus::Unanswered | ItemStatus::AwaitsMark | ItemStatus::NotReached => {
                    prop_assert_eq!((item.earned, item.possible), (Points::ZERO, worth));
                }
                ItemStatus::Scored => {
                    let response = run.state().response(&item.item).unwrap();
                    let Credit::Share { k, n } = keys.get(&item.item).unwrap().credit(response) else {
                        panic!("a key scores it");
                    };
                    // floor(points × k / n), counted in another way; full credit is exact.
                    let exact = worth.thousandths() as i128 * k as i128;
                    prop_assert!(item.earned.thousandths() as i128 * n as i128 <= exact);
                    prop_assert!((item.earned.thousandths() as i128 + 1) * n as i128 > exact);
                    prop_assert!(k != n || item.earned == worth);
                }
                ItemStatus::SelfMarked | ItemStatus::Marked => prop_assert_eq!(item.possible, worth),
            }
        }
    }

    #[test]
    fn the_same_inputs_give_the_same_outcome(rolls in rolls()) {
        let mut dice = Dice::of(rolls);
        let world = World::light(&mut dice);
        let (run, marks, rulings) = played(&world, &mut dice);
        let outcome = run.score(&marks, &rulings).unwrap();
        // In another order, from the bytes of the journal, and read back from its own.
        let journal = Journal::read(&jcs::to_vec(run.sitting.journal()).unwrap()).unwrap();
        let (state, heads) = replay(&journal, world.supply(), Some(&Linear)).unwrap();
        let (marks, rulings) = (shuffled(&mut dice, &marks), shuffled(&mut dice, &rulings));
        let input = Input {
            attempt: journal.attempt,
            release: &world.release,
            state: &state,
            heads: &heads,
            marks: &marks,
            rulings: &rulings,
        };
        let again = score(input, &run.keys()).unwrap();
        prop_assert_eq!(&again, &outcome);
        let read: Outcome = serde_json::from_slice(&jcs::to_vec(&outcome).unwrap()).unwrap();
        prop_assert_eq!(read.digest().unwrap(), outcome.digest().unwrap());
    }

    #[test]
    fn a_neutralised_item_leaves_numerator_and_denominator(rolls in rolls()) {
        let mut dice = Dice::of(rolls);
        let world = World::light(&mut dice);
        let (run, marks, _) = played(&world, &mut dice);
        let before = run.score(&marks, &[]).unwrap();
        prop_assume!(!before.items.is_empty());
        let gone = dice.pick(&before.items).clone();
        let credit = beside::ruling(&mut dice, RulingDecision::Credit { attempt: run.attempt, item: gone.item.clone() });
        let neutral = beside::ruling(&mut dice, RulingDecision::Neutralise { item: gone.item.clone() });
        let rulings = if dice.chance(50) { vec![credit, neutral] } else { vec![neutral, credit] };
        let after = run.score(&marks, &rulings).unwrap();
        for (one, two) in before.items.iter().zip(&after.items) {
            if one.item == gone.item {
                prop_assert_eq!(two.status, ItemStatus::Neutralised);
            } else {
                prop_assert_eq!(one, two, "nothing else changes");
            }
        }
        for (one, two) in before.parts.iter().zip(&after.parts) {
            let lost = if one.part == gone.part { gone.possible } else { Points::ZERO };
            prop_assert_eq!(two.possible + lost, one.possible);
            let lost = if one.part == gone.part { gone.earned } else { Points::ZERO };
            prop_assert_eq!(two.earned + lost, one.earned);
        }
        for (one, two) in before.claims.iter().zip(&after.claims) {
            let about = world.release.pool.item(&gone.item).unwrap();
            let counted = u32::from(gone.status.counts() && one.about.covers(about));
            prop_assert_eq!(two.scored + counted, one.scored);
        }
    }

    #[test]
    fn claims_say_what_enough_items_say(rolls in rolls()) {
        let mut dice = Dice::of(rolls);
        let world = World::light(&mut dice);
        let (run, marks, rulings) = played(&world, &mut dice);
        let outcome = run.score(&marks, &rulings).unwrap();
        for claim in &outcome.claims {
            prop_assert_eq!(claim.measure.is_some(), claim.scored >= claim.minimum);
            prop_assert!(claim.right <= claim.scored && claim.self_marked <= claim.scored);
            if let Some(measure) = claim.measure {
                prop_assert!(Micro::default() <= measure.low && measure.low <= measure.share);
                prop_assert!(measure.share <= measure.high && measure.high <= Micro::ONE);
                prop_assert!(measure.low < measure.high, "every measure shows its error");
                prop_assert_eq!(measure.share == Micro::ONE, claim.right == claim.scored);
            }
        }
        if let Advice::WorkOn(claim) = advise(&outcome) {
            let lowest = outcome.claims.iter().filter_map(|claim| claim.measure).map(|measure| measure.share).min();
            prop_assert_eq!(claim.measure.map(|measure| measure.share), lowest);
        }
    }

    #[test]
    fn decisions_are_exact_and_wait_for_everything(rolls in rolls()) {
        let mut dice = Dice::of(rolls);
        let world = World::light(&mut dice);
        let (run, marks, rulings) = played(&world, &mut dice);
        let outcome = run.score(&marks, &rulings).unwrap();
        let protocol = world.protocol();
        let open = outcome.parts.iter().any(|part| !part.finished || part.awaiting > Points::ZERO);
        let possible: i128 = outcome.parts.iter().map(|part| part.possible.thousandths() as i128).sum();
        prop_assert_eq!(outcome.decision.is_some(), protocol.decision.is_some() && !open && possible > 0);
        prop_assert!(outcome.exempt.iter().all(|id| outcome.parts.iter().all(|part| part.part != *id)));
        prop_assert_eq!(outcome.exempt.len() + outcome.parts.len(), protocol.parts.len());
        let earned: i128 = outcome.parts.iter().map(|part| part.earned.thousandths() as i128).sum();
        match (&outcome.decision, &protocol.decision) {
            (Some(Verdict::Ratio { reached, .. }), Some(Decision::Ratio { pass })) => {
                prop_assert_eq!(*reached, earned * pass.denominator() as i128 >= pass.numerator() as i128 * possible);
            }
            (Some(Verdict::WeightedMean { reached, below_floor, .. }), Some(Decision::WeightedMean { pass })) => {
                // Over one denominator, the product of what every part could give.
                let left: Vec<_> = outcome.parts.iter().filter(|part| part.possible > Points::ZERO).collect();
                let common: i128 = left.iter().map(|part| part.possible.thousandths() as i128).product();
                let (mut total, mut weights) = (0_i128, 0_i128);
                for part in left {
                    let rule = protocol.part(&part.part).unwrap();
                    let full: i128 = rule.sections.iter().map(|s| s.points.thousandths() as i128 * s.count as i128).sum();
                    let own = part.possible.thousandths() as i128;
                    total += part.earned.thousandths() as i128 * full * (common / own) * rule.coefficient as i128;
                    weights += rule.coefficient as i128;
                    let below = rule.floor.is_some_and(|floor| {
                        part.earned.thousandths() as i128 * full < floor.thousandths() as i128 * own
                    });
                    prop_assert_eq!(below, below_floor.contains(&part.part));
                }
                let mean = total >= pass.thousandths() as i128 * weights * common;
                prop_assert_eq!(*reached, mean && below_floor.is_empty());
            }
            (None, _) => {}
            other => prop_assert!(false, "another rule than the protocol's: {other:?}"),
        }
    }
}
