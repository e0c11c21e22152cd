//! Properties over any sequence of commands: what a journal says is what happened, whoever reads it again.

use jalon_attempt::clock::elapsed;
use jalon_attempt::event::{Event, Payload};
use jalon_attempt::journal::Journal;
use jalon_attempt::replay::{Difference, Diverged};
use jalon_attempt::{By, Linear, Phase, Sitting, State, replay};
use jalon_base::{Digest, jcs};
use jalon_testkit::clock::YEAR;
use jalon_testkit::{Dice, Person, Run, World};
use proptest::prelude::*;
use std::sync::Arc;

/// Rolls: fewer and smaller ones are simpler cases.
fn rolls() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(any::<u32>(), 0..700)
}

/// An attempt of any kind, closed or not.
fn any_run<'a>(world: &'a World, dice: &mut Dice) -> Run<'a> {
    let person = Person::random(dice);
    let mut run = Run::new(world, dice);
    run.go_on(&person, dice, 80);
    if dice.chance(50) {
        run.finish(dice);
    }
    run
}

/// Everything that is known, in words.
fn whole(state: &State) -> String {
    format!("{state:?}")
}

fn digests<'a>(events: impl IntoIterator<Item = &'a Event>) -> Vec<Digest> {
    events.into_iter().map(|event| event.header.digest().unwrap()).collect()
}

proptest! {
    #[test]
    fn a_journal_checks_and_replays_to_the_same_state(rolls in rolls()) {
        let mut dice = Dice::of(rolls);
        let world = World::light(&mut dice);
        let run = any_run(&world, &mut dice);
        let written = jcs::to_vec(run.sitting.journal()).unwrap();
        let journal = Journal::read(&written).unwrap();
        prop_assert_eq!(&journal, run.sitting.journal());
        prop_assert_eq!(&journal.check().unwrap(), run.sitting.heads());
        for guide in [None, Some(&Linear as &dyn jalon_attempt::Guide)] {
            let (state, heads) = replay(&journal, world.supply(), guide).unwrap();
            prop_assert_eq!(whole(&state), whole(run.state()));
            prop_assert_eq!(&heads, run.sitting.heads());
        }
        // Whatever was kept of it, up to any event, replays too.
        let kept = dice.place(journal.events.len() + 1);
        let part = Journal { events: journal.events[..kept].to_vec(), ..journal };
        prop_assert!(replay(&part, world.supply(), Some(&Linear)).is_ok());
    }

    #[test]
    fn the_order_does_not_depend_on_the_listing(rolls in rolls()) {
        let mut dice = Dice::of(rolls);
        let world = World::light(&mut dice);
        let run = any_run(&world, &mut dice);
        let journal = run.sitting.journal();
        let order = digests(journal.in_order().unwrap());
        prop_assert_eq!(&order, &digests(&journal.events), "written in the order in which it folds");
        // Any listing at all gives the same order.
        let mut shuffled = journal.clone();
        for place in (1..shuffled.events.len()).rev() {
            let other = dice.place(place + 1);
            shuffled.events.swap(place, other);
        }
        prop_assert_eq!(&order, &digests(shuffled.in_order().unwrap()));
        // A listing that puts one chain first wherever it can still checks, and replays to the same state.
        let mut listed = Journal::of(journal.attempt);
        let chain = |by: By| journal.events.iter().filter(|event| event.header.by == by).cloned().collect::<Vec<_>>();
        let (mut seat, mut host) = (chain(By::Seat).into_iter().peekable(), chain(By::Host).into_iter().peekable());
        let mut known: Vec<Digest> = Vec::new();
        while seat.peek().is_some() || host.peek().is_some() {
            let ready = |event: Option<&Event>| event.is_some_and(|event| event.header.seen.is_none_or(|seen| known.contains(&seen)));
            let (seat_ready, host_ready) = (ready(seat.peek()), ready(host.peek()));
            let next = if seat_ready && (!host_ready || dice.chance(50)) { seat.next() } else { host.next() }.unwrap();
            known.push(next.header.digest().unwrap());
            listed.events.push(next);
        }
        let (state, heads) = replay(&listed, world.supply(), Some(&Linear)).unwrap();
        prop_assert_eq!(whole(&state), whole(run.state()));
        prop_assert_eq!(&heads, run.sitting.heads());
    }

    #[test]
    fn a_resumed_sitting_is_the_same(rolls in rolls()) {
        let mut dice = Dice::of(rolls);
        let world = World::light(&mut dice);
        let run = any_run(&world, &mut dice);
        let lost = dice.place(run.told.len() + 1);
        let mut sitting = Sitting::new(run.attempt, world.supply());
        for (place, told) in run.told.iter().enumerate() {
            if place == lost {
                // The page is gone; what was written comes back as bytes.
                let written = jcs::to_vec(sitting.journal()).unwrap();
                sitting = Sitting::take_up(Journal::read(&written).unwrap(), world.supply(), Some(&Linear)).unwrap();
            }
            let made = sitting.command(told.command.clone(), world.supply(), &told.now, &Linear);
            prop_assert_eq!(made.map_err(|failed| failed.code()), told.made.clone());
        }
        prop_assert_eq!(sitting.journal(), run.sitting.journal());
        prop_assert_eq!(whole(sitting.state()), whole(run.state()));
    }

    #[test]
    fn a_refused_command_changes_nothing(rolls in rolls()) {
        let mut dice = Dice::of(rolls);
        let world = World::light(&mut dice);
        let run = any_run(&world, &mut dice);
        let mut sitting = Sitting::new(run.attempt, world.supply());
        for told in &run.told {
            let before = (whole(sitting.state()), sitting.journal().events.len(), *sitting.heads());
            if sitting.command(told.command.clone(), world.supply(), &told.now, &Linear).is_err() {
                prop_assert_eq!(before, (whole(sitting.state()), sitting.journal().events.len(), *sitting.heads()));
            }
        }
    }

    #[test]
    fn time_is_charged_as_the_clocks_say_and_never_past_the_end(rolls in rolls()) {
        let mut dice = Dice::of(rolls);
        let world = World::light(&mut dice);
        let run = any_run(&world, &mut dice);
        let mut state = State::blank(Arc::new(world.protocol().clone()));
        let mut last = None;
        for event in &run.sitting.journal().events {
            let (payload, at) = (event.payload.as_deref().unwrap(), event.header.at);
            let before: i64 = state.parts().values().map(|part| part.charged_ms).sum();
            let running = match state.phase() {
                Phase::Running(part) => Some(part.clone()),
                _ => None,
            };
            if let Some(part) = &running {
                // What is charged before an event, and seen from it, is what the event then charges.
                let seen = state.charged_ms(part, &at);
                if !matches!(payload, Payload::Resumed { .. }) {
                    let mut after = state.clone();
                    after.evolve(payload, &at);
                    prop_assert_eq!(after.parts()[part].charged_ms, seen);
                }
                // Past the allowance nothing follows but the end of the part.
                if let Some(allowed) = state.allowance_ms(part) {
                    let over = seen >= allowed;
                    let ends = matches!(payload, Payload::Submitted { .. } | Payload::TimedOut { .. } | Payload::Resumed { .. });
                    prop_assert!(!over || ends, "{} at {seen} ms of {allowed}", payload.kind());
                    prop_assert!(over || !matches!(payload, Payload::TimedOut { .. }), "timed out at {seen} ms of {allowed}");
                    prop_assert!(state.left_ms(&at).unwrap() >= 0);
                }
            }
            state.evolve(payload, &at);
            let after: i64 = state.parts().values().map(|part| part.charged_ms).sum();
            let right = match (&running, last) {
                (Some(_), Some(last)) => elapsed(&last, &at, world.protocol().while_away).ms,
                _ => 0,
            };
            prop_assert_eq!(after - before, right);
            prop_assert!(right >= 0);
            last = Some(at);
        }
    }

    #[test]
    fn a_wall_clock_that_jumps_changes_nothing_within_a_life(rolls in rolls()) {
        let mut dice = Dice::of(rolls);
        let world = World::light(&mut dice);
        let run = any_run(&world, &mut dice);
        let mut other = Sitting::new(run.attempt, world.supply());
        let one_life = run.told.first().map(|told| told.now.boot);
        for told in run.told.iter().filter(|told| Some(told.now.boot) == one_life) {
            let mut now = told.now;
            now.wall_ms += *dice.pick(&[0, YEAR, -YEAR, 1, -1]);
            let made = other.command(told.command.clone(), world.supply(), &now, &Linear);
            prop_assert_eq!(made.is_ok(), told.made.is_ok());
            if let (Ok(made), Ok(told)) = (made, &told.made) {
                let payloads = |events: &[Event]| events.iter().map(|event| event.payload.clone()).collect::<Vec<_>>();
                // `accepted` names a head, and heads hold the wall clock: what it names differs, nothing else does.
                for (one, two) in payloads(&made).into_iter().zip(payloads(told)) {
                    let head = matches!(one.as_deref(), Some(Payload::Accepted { .. }))
                        && matches!(two.as_deref(), Some(Payload::Accepted { .. }));
                    prop_assert!(head || one == two);
                }
            }
        }
        if run.told.iter().all(|told| Some(told.now.boot) == one_life) {
            for (part, state) in run.state().parts() {
                prop_assert_eq!(other.state().parts()[part].charged_ms, state.charged_ms);
            }
            prop_assert_eq!(other.state().phase(), run.state().phase());
        }
    }

    #[test]
    fn answers_withheld_the_chains_still_hold(rolls in rolls()) {
        let mut dice = Dice::of(rolls);
        let world = World::light(&mut dice);
        let run = any_run(&world, &mut dice);
        let mut journal = run.sitting.journal().clone();
        let mut first = None;
        for event in &mut journal.events {
            if event.payload.as_deref().is_some_and(Payload::is_private) {
                (event.payload, event.salt) = (None, None);
                first = first.or(Some((event.header.by, event.header.seq)));
            }
        }
        let journal = Journal::read(&jcs::to_vec(&journal).unwrap()).unwrap();
        prop_assert_eq!(&journal.check().unwrap(), run.sitting.heads());
        match (first, replay(&journal, world.supply(), None)) {
            (None, replayed) => prop_assert!(replayed.is_ok()),
            (Some((by, seq)), Err(diverged)) => {
                prop_assert_eq!(diverged, Diverged::Event { by, seq, what: Difference::Withheld });
            }
            (Some(_), Ok(_)) => prop_assert!(false, "replayed without the answers"),
        }
    }
}
