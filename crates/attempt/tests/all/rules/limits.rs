//! Time limits at four levels: the test, a part, a section, an item; what may last, what must last.

use super::{answer, begun, items, part, refused, two_parts, world};
use jalon_attempt::decide::Command;
use jalon_attempt::event::{CloseReason, Payload};
use jalon_attempt::{Linear, Phase, replay};
use jalon_base::{Fraction, Points};
use jalon_protocol::plan::{Group, Navigation, Order, When};
use jalon_protocol::{ItemId, Protocol, SectionId};
use jalon_testkit::Run;

fn go(run: &mut Run<'_>, place: usize) -> Result<usize, &'static str> {
    let to = items(run)[place].clone();
    run.command(Command::Go { to })
}

fn answered(run: &mut Run<'_>, place: usize) -> Result<usize, &'static str> {
    let item = items(run)[place].clone();
    let command = answer(run, &item);
    run.command(command)
}

/// The journal is one that a replay reads, to the same state.
fn replays(run: &Run<'_>) {
    let (state, _) = replay(run.sitting.journal(), run.world.supply(), Some(&Linear)).unwrap();
    assert_eq!(state.phase(), run.state().phase());
}

#[test]
fn the_time_of_a_test_ends_the_part_and_those_that_were_not_begun() {
    let world = world(|protocol| {
        two_parts(protocol);
        protocol.seconds = Some(60);
        protocol.parts[1].seconds = Some(50);
    });
    let mut run = begun(&world, (3, 2));
    let begun_at = run.clock.now().mono_ms;
    assert_eq!(
        run.state().due(),
        Some(begun_at + 90_000),
        "sixty seconds and a half more"
    );
    run.clock.pass(40_000);
    answered(&mut run, 0).unwrap();
    run.command(Command::HandIn).unwrap();
    // Between two parts nothing is charged.
    run.clock.pass(1_000_000);
    run.command(Command::Begin { part: part("u2") }).unwrap();
    assert_eq!(
        run.state().left_ms(&run.clock.now()),
        Some(50_000),
        "the test ends before the part"
    );
    run.clock.pass(50_000);
    run.command(Command::Tick).unwrap();
    assert!(run.state().parts()[&part("u2")].timed_out);
    assert_eq!(run.state().phase(), &Phase::Closed(CloseReason::Complete));
    replays(&run);

    // In the first part, it takes the second one with it.
    let mut run = begun(&world, (1, 1));
    answered(&mut run, 0).unwrap();
    run.clock.pass(60_000);
    refused(&mut run, Command::Sight { visible: false }, "attempt/time-over");
    run.command(Command::Tick).unwrap();
    assert!(run.state().parts().values().all(|part| part.timed_out));
    assert_eq!(run.state().parts().len(), 2);
    assert_eq!(run.state().phase(), &Phase::Closed(CloseReason::Complete));
    replays(&run);
    let timed_out = |event: &&jalon_attempt::Event| matches!(event.payload.as_deref(), Some(Payload::TimedOut { .. }));
    let events = &run.sitting.journal().events;
    assert_eq!(events.iter().filter(timed_out).count(), 2);
}

#[test]
fn the_time_of_an_item_closes_it_and_the_others_stay() {
    let world = world(|protocol| protocol.parts[0].sections[0].each_seconds = Some(20));
    let mut run = begun(&world, (3, 2));
    let now = |run: &Run<'_>| run.clock.now();
    run.clock.pass(29_999);
    answered(&mut run, 0).unwrap();
    let (first, second) = (items(&run)[0].clone(), items(&run)[1].clone());
    assert_eq!(run.state().item_left_ms(&first, &now(&run)), Some((30_000, 1)));
    assert_eq!(run.state().tightest_ms(&now(&run)), Some((30_000, 1, false)));
    run.clock.pass(1);
    assert_eq!(answered(&mut run, 0), Err("attempt/time-over"));
    assert!(
        run.state().response(&first).is_some(),
        "what was answered in time stays"
    );
    // Time runs for the item that is on the screen, not for the others.
    assert_eq!(run.state().item_left_ms(&second, &now(&run)), Some((30_000, 30_000)));
    go(&mut run, 1).unwrap();
    run.clock.pass(10_000);
    answered(&mut run, 1).unwrap();
    go(&mut run, 0).unwrap();
    run.clock.pass(500_000);
    assert_eq!(run.state().item_left_ms(&second, &now(&run)), Some((30_000, 20_000)));
    go(&mut run, 1).unwrap();
    answered(&mut run, 1).unwrap();
    replays(&run);
}

#[test]
fn the_time_of_a_section_is_shared_by_its_items() {
    let world = world(|protocol| protocol.parts[0].sections[0].seconds = Some(30));
    let mut run = begun(&world, (1, 1));
    run.clock.pass(20_000);
    answered(&mut run, 0).unwrap();
    go(&mut run, 1).unwrap();
    run.clock.pass(9_000);
    answered(&mut run, 1).unwrap();
    let third = items(&run)[2].clone();
    assert_eq!(
        run.state().item_left_ms(&third, &run.clock.now()),
        Some((30_000, 1_000))
    );
    go(&mut run, 2).unwrap();
    run.clock.pass(1_000);
    assert_eq!(answered(&mut run, 2), Err("attempt/time-over"));
    assert_eq!(answered(&mut run, 0), Err("attempt/time-over"));
    // The part is not over by that.
    run.command(Command::HandIn).unwrap();
    replays(&run);
}

#[test]
fn nobody_goes_on_before_the_least_time() {
    fn least(protocol: &mut Protocol) {
        protocol.parts[0].sections[0].each_least = Some(10);
        protocol.parts[0].sections[0].least = Some(25);
        protocol.parts[0].least = Some(40);
        protocol.least = Some(60);
    }
    for navigation in [Navigation::Free, Navigation::Linear] {
        let world = world(|protocol| {
            least(protocol);
            protocol.parts[0].navigation = navigation;
        });
        // An accommodation gives time; it does not make anybody wait.
        let mut run = begun(&world, (2, 1));
        run.clock.pass(9_999);
        assert_eq!(run.command(Command::Next), Err("attempt/too-early"));
        answered(&mut run, 0).unwrap();
        run.clock.pass(1);
        run.command(Command::Next).unwrap();
        run.clock.pass(10_000);
        run.command(Command::Next).unwrap();
        // The last item, the part and the test have lasted too little, one after the other.
        for pass in [9_000, 11_000, 19_000] {
            assert_eq!(run.command(Command::HandIn), Err("attempt/too-early"), "{navigation:?}");
            run.clock.pass(pass);
        }
        assert_eq!(run.command(Command::HandIn), Err("attempt/too-early"), "59 s");
        run.clock.pass(1_000);
        run.command(Command::HandIn).unwrap();
        replays(&run);
        // Whoever stops waits for nothing.
        let mut run = begun(&world, (1, 1));
        run.command(Command::Stop).unwrap();
        assert_eq!(run.state().phase(), &Phase::Closed(CloseReason::Complete));
    }
}

#[test]
fn the_least_time_of_a_test_is_asked_of_its_last_part() {
    let world = world(|protocol| {
        two_parts(protocol);
        protocol.least = Some(30);
    });
    let mut run = begun(&world, (1, 1));
    run.clock.pass(1_000);
    run.command(Command::HandIn).unwrap();
    run.command(Command::Begin { part: part("u2") }).unwrap();
    run.clock.pass(28_999);
    assert_eq!(run.command(Command::HandIn), Err("attempt/too-early"));
    run.clock.pass(1);
    run.command(Command::HandIn).unwrap();
    replays(&run);
}

#[test]
fn a_section_that_was_not_drawn_lasts_nothing() {
    let world = world(|protocol| {
        let part = &mut protocol.parts[0];
        let group = SectionId::parse("one-of-them").unwrap();
        let mut second = part.sections[0].clone();
        second.id = SectionId::parse("other").unwrap();
        part.sections.push(second);
        for section in &mut part.sections {
            section.group = Some(group.clone());
            section.least = Some(60);
        }
        part.groups = vec![Group {
            id: group,
            choose: 1,
            order: Order::ById,
            group: None,
        }];
    });
    let mut run = begun(&world, (1, 1));
    run.clock.pass(59_999);
    assert_eq!(run.command(Command::HandIn), Err("attempt/too-early"));
    run.clock.pass(1);
    run.command(Command::HandIn).unwrap();
    replays(&run);
}

/// A second part that is only given to who earned nothing in the first, whatever its least times.
#[test]
fn a_part_of_which_nothing_applies_is_over_at_once() {
    for last in [true, false] {
        let world = world(|protocol| {
            two_parts(protocol);
            if !last {
                let mut third = protocol.parts[1].clone();
                third.id = part("u3");
                third.sections[0].id = SectionId::parse("third").unwrap();
                third.sections[0].select.units = vec![jalon_referential::UnitId::parse("u3").unwrap()];
                protocol.parts.push(third);
            }
            let first = protocol.parts[0].sections[0].id.clone();
            protocol.parts[0].sections[0].points = Points::parse("1").unwrap();
            let second = &mut protocol.parts[1];
            second.least = Some(30);
            (second.navigation, second.floor) = (Navigation::Linear, None);
            let section = &mut second.sections[0];
            section.required = vec![ItemId::parse("practice-u2-one-1").unwrap()];
            section.select.interactions = Vec::new();
            (section.count, section.quotas) = (1, Vec::new());
            section.id = SectionId::parse("again").unwrap();
            section.when = vec![When {
                sections: vec![first],
                items: Vec::new(),
                from: None,
                below: Fraction::new(1, 1000),
            }];
            protocol.least = Some(60);
        });
        let mut run = begun(&world, (1, 1));
        for place in 0..3 {
            go(&mut run, place).ok();
            answered(&mut run, place).unwrap();
        }
        run.command(Command::HandIn).unwrap();
        run.command(Command::Begin { part: part("u2") }).unwrap();
        assert!(run.state().is_finished(&part("u2")));
        let phase = run.state().phase().clone();
        assert_eq!(phase == Phase::Closed(CloseReason::Complete), last, "{phase:?}");
        let journal = run.sitting.journal();
        assert!(replay(journal, run.world.supply(), Some(&run.guide())).is_ok());
        assert!(replay(journal, run.world.supply(), None).is_ok());
        // Whoever earned nothing is given it, and nobody hands it in unseen.
        let mut run = begun(&world, (1, 1));
        run.clock.pass(60_000);
        run.command(Command::HandIn).unwrap();
        run.command(Command::Begin { part: part("u2") }).unwrap();
        assert!(!run.state().is_finished(&part("u2")));
        assert_eq!(run.command(Command::HandIn), Err("attempt/too-early"));
    }
}
