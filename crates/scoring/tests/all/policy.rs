//! Attempts: how many, after how long, which result stands, what nobody finished; and items that not everybody can use.

use jalon_attempt::event::CloseReason;
use jalon_attempt::{Command, Phase, replay};
use jalon_base::Points;
use jalon_protocol::outcome::{ItemStatus, PartOutcome};
use jalon_protocol::plan::attempts::{Attempts, Earlier, Keep, NotAgain, Then, Unfinished, stands};
use jalon_protocol::plan::{Decision, Sitting};
use jalon_protocol::pool::Need;
use jalon_protocol::{Outcome, Protocol};
use jalon_testkit::person::Deed;
use jalon_testkit::{Dice, Person, Run, World, bank, protocols};

const HOUR: i64 = 3_600_000;

fn policy(most: Option<u32>, delay: u32, then: Option<Then>) -> Attempts {
    Attempts {
        most,
        delay,
        keep: Keep::Best,
        unfinished: then.map(|then| Unfinished { after: 48, then }),
    }
}

fn earlier(begun: i64, ended: Option<i64>) -> Earlier {
    Earlier {
        begun_ms: begun * HOUR,
        ended_ms: ended.map(|ended| ended * HOUR),
    }
}

#[test]
fn a_delay_a_number_and_an_attempt_left_open() {
    let rule = policy(Some(3), 24, None);
    assert_eq!(rule.may_begin(&[], 0), Ok(()));
    let one = [earlier(0, Some(1))];
    assert_eq!(
        rule.may_begin(&one, 25 * HOUR - 1),
        Err(NotAgain::TooSoon { from_ms: 25 * HOUR })
    );
    assert_eq!(rule.may_begin(&one, 25 * HOUR), Ok(()), "to the millisecond");
    let three = [one[0], earlier(30, Some(31)), earlier(60, Some(61))];
    assert_eq!(rule.may_begin(&three, 999 * HOUR), Err(NotAgain::TooMany));
    let open = [earlier(0, None)];
    assert_eq!(rule.may_begin(&open, 999 * HOUR), Err(NotAgain::Open));
    let ends = policy(None, 24, Some(Then::Void));
    assert_eq!(ends.may_begin(&open, 48 * HOUR - 1), Err(NotAgain::Open));
    assert_eq!(
        ends.may_begin(&open, 48 * HOUR),
        Err(NotAgain::TooSoon { from_ms: 72 * HOUR }),
        "over by itself, and its delay runs from there"
    );
    assert_eq!(ends.may_begin(&open, 72 * HOUR), Ok(()));
}

/// A test of one part whose items machines mark, with a rule for its attempts.
fn protocol(attempts: Attempts) -> Protocol {
    let mut protocol = (0..)
        .map(|seed| protocols::random(&mut Dice::seeded(seed)))
        .find(|protocol| protocol.forms.is_empty() && protocol.parts.len() == 2)
        .unwrap();
    protocol.attempts = Some(attempts);
    protocol.sitting = Sitting::Together;
    protocol.decision = Some(Decision::Ratio {
        pass: jalon_base::Fraction::new(1, 2).unwrap(),
    });
    for part in &mut protocol.parts {
        (part.seconds, part.floor) = (None, None);
        part.sections.truncate(1);
    }
    protocol
}

/// The command that begins an attempt, changed.
fn open(world: &World, run: &Run<'_>, change: impl FnOnce(&mut jalon_attempt::event::Started)) -> Command {
    let nobody = Person {
        skill: 100,
        mischief: 0,
        trouble: 0,
    };
    let Deed::Do(Command::Open { lang, mut started }) = nobody.next(&mut Dice::seeded(1), &world.release, run.state())
    else {
        panic!("a test is opened first")
    };
    (started.dispensation, started.exempt) = (None, Vec::new());
    change(&mut started);
    Command::Open { lang, started }
}

#[test]
fn the_engine_refuses_an_attempt_too_many_whoever_asks() {
    let world = World::small(&protocol(policy(Some(1), 0, None)));
    let mut run = Run::new(&world, &mut Dice::seeded(3));
    let again = open(&world, &run, |started| started.earlier = vec![earlier(0, Some(1))]);
    assert_eq!(run.command(again), Err("attempts/too-many"));
    let first = open(&world, &run, |_| ());
    assert!(run.command(first).is_ok());
}

#[test]
fn what_nobody_finished_is_closed_and_worth_what_the_protocol_says() {
    for then in [Then::Counts, Then::Void] {
        let world = World::small(&protocol(policy(None, 0, Some(then))));
        for (seed, boots) in (0..20).zip([false, true].into_iter().cycle()) {
            let mut run = Run::new(&world, &mut Dice::seeded(seed));
            let first = open(&world, &run, |_| ());
            run.command(first).unwrap();
            let part = run.state().next_part().unwrap().clone();
            run.command(Command::Begin { part }).unwrap();
            if boots {
                run.clock.reboot(49 * HOUR);
            } else {
                run.clock.pass(47 * HOUR);
                assert_eq!(run.command(Command::Tick), Ok(0), "its time is not over");
                run.clock.pass(2 * HOUR);
            }
            run.command(Command::HandIn).unwrap();
            assert_eq!(*run.state().phase(), Phase::Closed(CloseReason::Abandoned));
            let journal = run.sitting.journal();
            assert!(
                replay(journal, world.supply(), Some(&run.guide())).is_ok(),
                "seed {seed}"
            );
            let outcome = run.score(&[], &[]).unwrap();
            assert_eq!(outcome.counts, then == Then::Counts);
            let reached = outcome.decision.as_ref().map(jalon_protocol::outcome::Verdict::reached);
            match then {
                Then::Counts => {
                    assert_eq!(reached, Some(false), "what was not answered earns nothing");
                    let unanswered =
                        |item: &jalon_protocol::outcome::ItemOutcome| item.status == ItemStatus::Unanswered;
                    assert!(outcome.items.iter().all(unanswered));
                }
                Then::Void => assert_eq!(reached, None),
            }
        }
    }
}

#[test]
fn a_lower_retry_erases_nothing_unless_the_protocol_says_so() {
    let world = World::small(&protocol(policy(None, 0, None)));
    let blank = Run::play(&world, &mut Dice::seeded(1), 0).score(&[], &[]).unwrap();
    let scored = |earned: i64, reached: Option<bool>, counts: bool| Outcome {
        parts: vec![PartOutcome {
            earned: Points::from_thousandths(earned),
            possible: Points::from_thousandths(10_000),
            ..blank.parts[0].clone()
        }],
        decision: reached.map(|reached| jalon_protocol::outcome::Verdict::Ratio {
            reached,
            ratio: jalon_base::Fraction::new(earned, 10_000).unwrap(),
            pass: jalon_base::Fraction::new(1, 2).unwrap(),
        }),
        counts,
        ..blank.clone()
    };
    let earned = |keep: Keep, outcomes: &[Outcome]| stands(keep, outcomes).map(|one| one.parts[0].earned.thousandths());
    let lower = [scored(8_000, Some(true), true), scored(3_000, Some(false), true)];
    assert_eq!(earned(Keep::Best, &lower), Some(8_000));
    assert_eq!(earned(Keep::Last, &lower), Some(3_000));
    // A decision comes before points; a voided result never stands.
    let passed = [scored(9_000, Some(false), true), scored(5_000, Some(true), true)];
    assert_eq!(earned(Keep::Best, &passed), Some(5_000));
    let voided = [scored(2_000, None, true), scored(9_000, Some(true), false)];
    assert_eq!(earned(Keep::Best, &voided), Some(2_000));
    assert_eq!(earned(Keep::Last, &voided), Some(2_000));
    assert_eq!(earned(Keep::Best, &[]), None);
}

#[test]
fn an_item_that_somebody_cannot_use_is_never_drawn_for_them() {
    let mut folder = bank::folder().clone();
    let kept = protocol(policy(None, 0, None));
    for (place, item) in folder.items.values_mut().enumerate() {
        if item.content.id.as_str().ends_with("one-1") || item.content.id.as_str().ends_with("many") {
            item.about.unfit = vec![Need::ALL[place % 4], Need::ScreenReader];
        }
    }
    let mut kept = kept;
    for part in &mut kept.parts {
        for section in &mut part.sections {
            (section.count, section.quotas) = (2, Vec::new());
        }
    }
    let world = World::packed(folder, &kept);
    let (mut met, mut spared) = (0, 0);
    for seed in 0..40 {
        for needs in [Vec::new(), vec![Need::ScreenReader, Need::Phone]] {
            let mut run = Run::new(&world, &mut Dice::seeded(seed));
            let first = open(&world, &run, |started| started.needs.clone_from(&needs));
            run.command(first).unwrap();
            let about = |id: &_| world.release.pool.item(id).unwrap();
            let paper = run.state().paper().unwrap();
            let unfit = paper
                .items()
                .filter(|(_, entry)| !about(&entry.item).unfit.is_empty())
                .count();
            if needs.is_empty() {
                met += unfit;
            } else {
                assert_eq!(unfit, 0, "seed {seed}");
                spared += 1;
            }
            run.finish(&mut Dice::seeded(seed));
            assert!(replay(run.sitting.journal(), world.supply(), Some(&run.guide())).is_ok());
        }
    }
    assert!(met > 10 && spared == 40, "{met} met by those who can use them");
}
