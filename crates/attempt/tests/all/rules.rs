//! The rules of a sitting, one by one: time, pause, navigation, the end.

use jalon_attempt::decide::Command;
use jalon_attempt::event::{CloseReason, Payload, Salt, Signal, Started};
use jalon_attempt::journal::Journal;
use jalon_attempt::{Linear, Phase, Sitting, replay};
use jalon_base::{Fraction, jcs};
use jalon_protocol::plan::{Navigation, Sitting as Together, WhileAway};
use jalon_protocol::{ItemId, PartId, Protocol, Response};
use jalon_testkit::{Dice, Person, Run, World, protocols};

mod limits;
mod plays;

const LOWEST: &str = "choice rolls of zero: one part, one section, one question, no limit";

/// A world of one free part `u1` with three choices, changed as a test needs.
fn world(change: impl FnOnce(&mut Protocol)) -> World {
    let simplest = protocols::random(&mut Dice::of(Vec::new()));
    assert_eq!(simplest.parts.len(), 1, "{LOWEST}");
    World::of(&protocols::with(simplest, |protocol| {
        protocol.parts[0].sections[0].count = 3;
        change(protocol);
    }))
}

/// Adds a second part `u2` like the first.
fn two_parts(protocol: &mut Protocol) {
    let mut second = protocol.parts[0].clone();
    second.id = part("u2");
    second.sections[0].select.units = vec![jalon_referential::UnitId::parse("u2").unwrap()];
    protocol.parts.push(second);
}

fn part(id: &str) -> PartId {
    PartId::parse(id).unwrap()
}

fn open(world: &World, factor: (i64, i64)) -> Command {
    Command::Open {
        lang: "fr".into(),
        started: Box::new(Started {
            seen: None,
            engine: jalon_base::ENGINE,
            build: "test".into(),
            release: world.release.id,
            protocol: world.protocol.clone(),
            session_seed: [1; 32],
            time_factor: Fraction::new(factor.0, factor.1).unwrap(),
            dispensation: None,
            exempt: Vec::new(),
            needs: Vec::new(),
            earlier: Vec::new(),
            hosted: None,
        }),
    }
}

/// Opened, with its first part begun.
fn begun(world: &World, factor: (i64, i64)) -> Run<'_> {
    let mut run = Run::new(world, &mut Dice::seeded(1));
    run.command(open(world, factor)).unwrap();
    run.command(Command::Begin { part: part("u1") }).unwrap();
    run
}

fn items(run: &Run<'_>) -> Vec<ItemId> {
    let paper = run.state().paper().unwrap();
    paper.parts[0].items.iter().map(|entry| entry.item.clone()).collect()
}

fn answer(run: &Run<'_>, item: &ItemId) -> Command {
    let knowing = Person {
        skill: 100,
        mischief: 0,
        trouble: 0,
    };
    Command::Answer {
        item: item.clone(),
        response: knowing.answer(&mut Dice::of(Vec::new()), &run.world.release, item),
        salt: Salt([2; 16]),
    }
}

fn refused(run: &mut Run<'_>, command: Command, code: &str) {
    assert_eq!(run.command(command), Err(code));
}

fn minute(protocol: &mut Protocol) {
    protocol.parts[0].seconds = Some(60);
}

#[test]
fn an_accommodation_gives_more_time_to_the_second() {
    let world = world(minute);
    for (factor, allowed) in [
        ((1, 1), 60_000),
        ((4, 3), 80_000),
        ((3, 2), 90_000),
        ((10, 7), 86_000),
        ((1, 7), 9_000),
    ] {
        let mut run = begun(&world, factor);
        let item = items(&run)[0].clone();
        let begun_at = run.clock.now().mono_ms;
        assert_eq!(run.state().due(), Some(begun_at + allowed), "{factor:?}");
        run.clock.pass(allowed - 1);
        assert_eq!(run.command(Command::Tick), Ok(0), "nothing is owed yet");
        let command = answer(&run, &item);
        run.command(command.clone()).unwrap();
        assert_eq!(run.state().left_ms(&run.clock.now()), Some(1));
        run.clock.pass(1);
        for command in [
            command,
            Command::Go {
                to: items(&run)[1].clone(),
            },
            Command::Pause,
            Command::Sight { visible: false },
        ] {
            refused(&mut run, command, "attempt/time-over");
        }
        run.command(Command::Tick).unwrap();
        assert!(run.state().parts()[&part("u1")].timed_out);
        assert_eq!(run.state().phase(), &Phase::Closed(CloseReason::Complete));
        assert_eq!(
            run.state().response(&item),
            Some(&match answer(&run, &item) {
                Command::Answer { response, .. } => response,
                _ => panic!("an answer"),
            }),
            "what was answered in time stays"
        );
    }
}

#[test]
fn a_part_handed_in_late_is_handed_in() {
    let world = world(minute);
    let mut run = begun(&world, (1, 1));
    run.clock.pass(70_000);
    run.command(Command::HandIn).unwrap();
    let state = &run.state().parts()[&part("u1")];
    assert!(state.finished && !state.timed_out && state.charged_ms == 70_000);
}

#[test]
fn while_nobody_is_there_the_clock_stops_or_runs() {
    for (rule, away, charged, doubtful) in [
        (WhileAway::Stop, 50_000, 10_000, false),
        (WhileAway::Run, 30_000, 40_000, false),
        (WhileAway::Stop, -50_000, 10_000, false),
        (WhileAway::Run, -30_000, 10_000, true),
    ] {
        let world = world(|protocol| {
            minute(protocol);
            protocol.while_away = rule;
        });
        let mut run = begun(&world, (1, 1));
        run.clock.pass(10_000);
        run.command(Command::Sight { visible: false }).unwrap();
        run.clock.reboot(away);
        run.command(Command::Resume).unwrap();
        assert_eq!(
            run.state().parts()[&part("u1")].charged_ms,
            charged,
            "{rule:?}, {away} ms away"
        );
        assert_eq!(run.state().has_doubtful_clock(), doubtful);
        // It may not be said again, nor where nothing was interrupted.
        refused(&mut run, Command::Resume, "attempt/out-of-place");
    }
}

#[test]
fn time_that_ran_out_while_away_ends_the_part() {
    let world = world(|protocol| {
        minute(protocol);
        protocol.while_away = WhileAway::Run;
        two_parts(protocol);
    });
    let mut run = begun(&world, (1, 1));
    run.clock.reboot(61_000);
    run.command(Command::Tick).unwrap();
    assert!(run.state().parts()[&part("u1")].timed_out);
    assert_eq!(run.state().phase(), &Phase::Between);
    // An answer that comes with the new life finds the part over, and nothing is kept of it.
    let mut run = begun(&world, (1, 1));
    let item = items(&run)[0].clone();
    run.clock.reboot(61_000);
    let command = answer(&run, &item);
    let before = run.sitting.journal().clone();
    refused(&mut run, command, "attempt/out-of-place");
    assert_eq!(run.sitting.journal(), &before);
}

#[test]
fn a_pause_stops_the_clock_where_the_protocol_has_one() {
    let with = world(|protocol| {
        minute(protocol);
        protocol.pause = true;
    });
    let mut run = begun(&with, (1, 1));
    let item = items(&run)[0].clone();
    run.clock.pass(5_000);
    run.command(Command::Pause).unwrap();
    assert_eq!(run.state().due(), None);
    run.clock.pass(1_000_000);
    let command = answer(&run, &item);
    refused(&mut run, command, "attempt/out-of-place");
    refused(&mut run, Command::Pause, "attempt/out-of-place");
    // Also through another life of the machine.
    run.clock.reboot(1_000_000);
    assert_eq!(run.command(Command::Tick), Ok(0));
    run.command(Command::Resume).unwrap();
    run.clock.pass(1_000);
    run.command(Command::HandIn).unwrap();
    assert_eq!(run.state().parts()[&part("u1")].charged_ms, 6_000);
    let without = world(minute);
    refused(&mut begun(&without, (1, 1)), Command::Pause, "attempt/no-pause");
}

#[test]
fn a_linear_part_has_no_way_back() {
    let world = world(|protocol| protocol.parts[0].navigation = Navigation::Linear);
    let mut run = begun(&world, (1, 1));
    let items = items(&run);
    refused(&mut run, Command::Go { to: items[1].clone() }, "attempt/not-presented");
    let ahead = answer(&run, &items[2]);
    refused(&mut run, ahead, "attempt/not-presented");
    run.command(Command::Next).unwrap();
    refused(&mut run, Command::Go { to: items[0].clone() }, "attempt/no-way-back");
    let back = answer(&run, &items[0]);
    refused(&mut run, back, "attempt/no-way-back");
    let here = answer(&run, &items[1]);
    run.command(here).unwrap();
    run.command(Command::Next).unwrap();
    refused(&mut run, Command::Next, "attempt/out-of-place");
    run.command(Command::HandIn).unwrap();
}

#[test]
fn a_free_part_goes_everywhere_in_it_and_nowhere_else() {
    let world = world(two_parts);
    let mut run = begun(&world, (1, 1));
    let items = items(&run);
    let other = run.state().paper().unwrap().parts[1].items[0].item.clone();
    run.command(Command::Go { to: items[2].clone() }).unwrap();
    run.command(Command::Go { to: items[0].clone() }).unwrap();
    assert_eq!(
        run.command(Command::Go { to: items[0].clone() }),
        Ok(0),
        "one is there already"
    );
    let elsewhere = answer(&run, &other);
    refused(&mut run, elsewhere, "attempt/not-presented");
    refused(&mut run, Command::Go { to: other }, "attempt/not-presented");
    refused(&mut run, Command::Begin { part: part("u2") }, "attempt/wrong-part");
    run.command(Command::HandIn).unwrap();
    let late = answer(&run, &items[0]);
    refused(&mut run, late, "attempt/out-of-place");
    refused(&mut run, Command::Begin { part: part("u1") }, "attempt/wrong-part");
}

#[test]
fn parts_apart_come_in_any_order_and_together_in_theirs() {
    for (sitting, second_first) in [
        (Together::Apart, Ok(3)),
        (Together::Together, Err("attempt/wrong-part")),
    ] {
        let world = world(|protocol| {
            two_parts(protocol);
            protocol.sitting = sitting;
        });
        let mut run = Run::new(&world, &mut Dice::seeded(1));
        run.command(open(&world, (1, 1))).unwrap();
        assert_eq!(run.command(Command::Begin { part: part("u2") }), second_first);
    }
    let world = world(|protocol| {
        two_parts(protocol);
        protocol.sitting = Together::Apart;
    });
    let mut run = begun(&world, (1, 1));
    run.command(Command::HandIn).unwrap();
    assert!(!run.state().spans_days());
    run.clock.reboot(86_400_000);
    run.command(Command::Begin { part: part("u2") }).unwrap();
    assert!(run.state().spans_days(), "the second part was begun the next day");
}

#[test]
fn a_closed_attempt_refuses_everything() {
    let world = world(|_| ());
    let mut run = begun(&world, (1, 1));
    let item = items(&run)[0].clone();
    run.command(Command::HandIn).unwrap();
    assert_eq!(run.state().phase(), &Phase::Closed(CloseReason::Complete));
    let before = run.sitting.journal().clone();
    let answer = answer(&run, &item);
    for life in 0..2 {
        for command in [
            open(&world, (1, 1)),
            Command::Begin { part: part("u1") },
            Command::Go { to: item.clone() },
            answer.clone(),
            Command::Flag {
                item: item.clone(),
                on: true,
            },
            Command::Pause,
            Command::Sight { visible: true },
            Command::Stop,
        ] {
            assert!(run.command(command.clone()).is_err(), "{command:?} in life {life}");
        }
        assert_eq!(run.command(Command::Tick), Ok(0), "time passing is no harm");
        run.clock.reboot(1_000);
    }
    assert_eq!(run.sitting.journal(), &before);
}

#[test]
fn nothing_follows_a_part_where_the_candidate_stopped() {
    // A forger stops the first part, so that what was skipped does not count, and goes on with the second.
    let world = world(two_parts);
    let mut run = begun(&world, (1, 1));
    run.command(Command::HandIn).unwrap();
    run.command(Command::Begin { part: part("u2") }).unwrap();
    let mut forged = Journal::of(run.attempt);
    let mut heads = forged.check().unwrap();
    for event in &run.sitting.journal().events {
        let mut payload = event.payload.as_deref().cloned().unwrap();
        if let Payload::Submitted { stopped, .. } = &mut payload {
            *stopped = true;
        }
        let draft = jalon_attempt::decide::Draft {
            payload,
            salt: event.salt,
        };
        forged.link(&mut heads, vec![draft], &event.header.at).unwrap();
    }
    assert!(forged.check().is_ok());
    let refused = replay(&forged, world.supply(), None).unwrap_err();
    assert_eq!(refused.code(), "attempt/out-of-place");
}

#[test]
fn a_stopped_attempt_says_what_it_was() {
    let world = world(two_parts);
    let mut run = begun(&world, (1, 1));
    run.command(Command::Stop).unwrap();
    assert_eq!(run.state().phase(), &Phase::Closed(CloseReason::Stopped));
    let mut run = begun(&world, (1, 1));
    run.command(Command::HandIn).unwrap();
    run.command(Command::Begin { part: part("u2") }).unwrap();
    run.command(Command::Stop).unwrap();
    assert_eq!(
        run.state().phase(),
        &Phase::Closed(CloseReason::Complete),
        "the last part too was handed in"
    );
}

#[test]
fn what_a_page_signals_is_kept_for_a_person_to_judge() {
    let world = world(|_| ());
    let mut run = begun(&world, (1, 1));
    for visible in [false, true] {
        run.command(Command::Sight { visible }).unwrap();
    }
    let signals = run
        .sitting
        .journal()
        .events
        .iter()
        .filter_map(|event| match event.payload.as_deref()? {
            Payload::Signalled { signal } => Some(*signal),
            _ => None,
        });
    assert_eq!(signals.collect::<Vec<_>>(), [Signal::Hidden, Signal::Visible]);
}

#[test]
fn a_response_can_be_taken_back() {
    let world = world(|_| ());
    let mut run = begun(&world, (1, 1));
    let item = items(&run)[0].clone();
    let given = answer(&run, &item);
    run.command(given).unwrap();
    assert!(run.state().response(&item).is_some());
    let empty = Command::Answer {
        item: item.clone(),
        response: Response::Empty,
        salt: Salt([3; 16]),
    };
    run.command(empty).unwrap();
    assert!(run.state().response(&item).is_none());
    let journal = Journal::read(&jcs::to_vec(run.sitting.journal()).unwrap()).unwrap();
    let again = Sitting::take_up(journal, world.supply(), Some(&Linear)).unwrap();
    assert_eq!(again.state().unanswered().count(), 3);
}
