//! Marks and rulings: whose mark counts, what is refused, what is decided for one and for all.

use jalon_attempt::{Command, Sitting};
use jalon_base::id::RandomId;
use jalon_base::{Digest, Points, Slug, Timestamp};
use jalon_protocol::ItemId;
use jalon_protocol::mark::{Mark, Marker, RulingDecision};
use jalon_protocol::outcome::{ItemStatus, Outcome};
use jalon_protocol::plan::{Decision, Protocol};
use jalon_scoring::Keys;
use jalon_scoring::score::CannotScore;
use jalon_testkit::{Dice, Person, Run, World, beside, protocols};

/// A world of one part: one choice, and the three questions whose answer is typed.
fn world() -> World {
    let mut dice = Dice::of(vec![0, 0, 0, 99, 2]);
    let protocol = protocols::with(protocols::random(&mut dice), |protocol: &mut Protocol| {
        let part = &mut protocol.parts[0];
        part.seconds = None;
        part.sections.truncate(1);
        let mut typed = part.sections[0].clone();
        typed.id = jalon_protocol::SectionId::parse("typed").unwrap();
        typed.count = 3;
        typed.quotas.clear();
        typed.select.interactions =
            serde_json::from_str(r#"["numeric-entry", "text-entry", "extended-text"]"#).unwrap();
        part.sections.push(typed);
        for section in &mut part.sections {
            section.points = Points::parse("2").unwrap();
        }
        protocol.decision = Some(Decision::Ratio {
            pass: jalon_base::Fraction::new(1, 2).unwrap(),
        });
    });
    World::of(&protocol)
}

/// Everything answered rightly, and handed in.
fn sat(world: &World) -> Run<'_> {
    let knowing = Person {
        skill: 100,
        mischief: 0,
        trouble: 0,
    };
    let zeros = || Dice::of(Vec::new());
    let mut run = Run::new(world, &mut Dice::seeded(4));
    for _ in 0..2 {
        let deed = knowing.next(&mut zeros(), &world.release, run.state());
        run.deed(deed);
    }
    let items: Vec<ItemId> = run
        .state()
        .paper()
        .unwrap()
        .items()
        .map(|(_, entry)| entry.item.clone())
        .collect();
    for item in items {
        let response = knowing.answer(&mut zeros(), &world.release, &item);
        let salt = jalon_attempt::event::Salt([1; 16]);
        run.command(Command::Answer { item, response, salt }).unwrap();
    }
    run.command(Command::HandIn).unwrap();
    run
}

fn item(local: &str) -> ItemId {
    ItemId::parse(&format!("practice-u1-{local}")).unwrap()
}

fn mark(run: &Run<'_>, by: Marker, at: i64, elements: &[(&str, &str)]) -> Mark {
    Mark {
        attempt: run.attempt,
        item: item("answer"),
        elements: elements
            .iter()
            .map(|(id, points)| (Slug::parse(id).unwrap(), Points::parse(points).unwrap()))
            .collect(),
        by,
        at: Timestamp::from_unix(at).unwrap(),
    }
}

fn written(outcome: &Outcome) -> (ItemStatus, String) {
    let found = outcome.items.iter().find(|found| found.item == item("answer")).unwrap();
    (found.status, found.earned.to_string())
}

#[test]
fn whose_mark_counts() {
    let world = world();
    let run = sat(&world);
    let own = mark(
        &run,
        Marker::Candidate,
        300,
        &[("first", "1"), ("second", "0.5"), ("third", "0.5")],
    );
    let first = mark(&run, Marker::Marker, 100, &[("first", "0.5")]);
    let second = mark(&run, Marker::Marker, 200, &[("first", "1"), ("third", "0.25")]);
    let check = |marks: &[&Mark], wanted: (ItemStatus, &str), decided: bool| {
        let marks: Vec<Mark> = marks.iter().map(|mark| (*mark).clone()).collect();
        let outcome = run.score(&marks, &[]).unwrap();
        assert_eq!(written(&outcome), (wanted.0, wanted.1.to_owned()));
        assert_eq!(outcome.decision.is_some(), decided);
        assert_eq!(
            outcome.inputs.marks.len(),
            marks.len(),
            "an outcome names every mark, also those that do not count"
        );
    };
    check(&[], (ItemStatus::AwaitsMark, "0"), false);
    check(&[&own], (ItemStatus::SelfMarked, "2"), true);
    check(&[&own, &first], (ItemStatus::Marked, "0.5"), true);
    check(&[&second, &own, &first], (ItemStatus::Marked, "1.25"), true);
    check(&[&first, &second, &own], (ItemStatus::Marked, "1.25"), true);
    // Of two marks of one instant the rule is the digest, not the order in which they come.
    let twin = mark(&run, Marker::Marker, 200, &[("second", "0.5")]);
    let larger = Digest::of_canonical(&twin).unwrap() > Digest::of_canonical(&second).unwrap();
    let points = if larger { "0.5" } else { "1.25" };
    check(&[&twin, &second], (ItemStatus::Marked, points), true);
    check(&[&second, &twin], (ItemStatus::Marked, points), true);
}

#[test]
fn a_mark_beyond_its_guide_is_refused() {
    let world = world();
    let run = sat(&world);
    let good = mark(&run, Marker::Marker, 100, &[("first", "1")]);
    let refused = |mark: Mark| {
        let item = mark.item.clone();
        // Also when another mark counts: nothing wrong stands beside a journal unseen.
        for marks in [vec![mark.clone()], vec![mark.clone(), good.clone()]] {
            assert_eq!(run.score(&marks, &[]), Err(CannotScore::Mark { item: item.clone() }));
        }
    };
    refused(mark(&run, Marker::Candidate, 1, &[("first", "1.001")]));
    refused(mark(&run, Marker::Candidate, 1, &[("first", "-0.5")]));
    refused(mark(&run, Marker::Candidate, 1, &[("fourth", "0")]));
    refused(Mark {
        attempt: RandomId::from_bytes([0; 16]),
        ..good.clone()
    });
    refused(Mark {
        item: item("number"),
        ..good.clone()
    });
    refused(Mark {
        item: ItemId::parse("form-1-u1-answer").unwrap(),
        ..good.clone()
    });
    refused(Mark {
        item: ItemId::parse("nowhere").unwrap(),
        ..good.clone()
    });
    assert_eq!(CannotScore::Mark { item: item("x") }.code(), "score/mark");
}

#[test]
fn rulings_are_for_one_or_for_all() {
    let world = world();
    let run = sat(&world);
    let mut dice = Dice::seeded(1);
    let other = RandomId::from_bytes([7; 16]);
    let mut outcome = |decision: RulingDecision| {
        let ruling = beside::ruling(&mut dice, decision);
        run.score(&[], &[ruling]).unwrap()
    };
    let credited = outcome(RulingDecision::Credit {
        attempt: run.attempt,
        item: item("answer"),
    });
    assert_eq!(written(&credited), (ItemStatus::Credited, "2".into()));
    assert!(credited.decision.is_some() && credited.counts);
    let elsewhere = outcome(RulingDecision::Credit {
        attempt: other,
        item: item("answer"),
    });
    assert_eq!(written(&elsewhere).0, ItemStatus::AwaitsMark);
    let neutral = outcome(RulingDecision::Neutralise { item: item("answer") });
    assert_eq!(written(&neutral).0, ItemStatus::Neutralised);
    assert!(neutral.decision.is_some(), "nothing is awaited of what does not count");
    assert!(!outcome(RulingDecision::Void { attempt: run.attempt }).counts);
    assert!(outcome(RulingDecision::Void { attempt: other }).counts);
}

#[test]
fn what_cannot_be_scored() {
    let world = world();
    let run = sat(&world);
    let input = |sitting: &Sitting, keys: &Keys, release: &jalon_protocol::Release| {
        let input = jalon_scoring::score::Input {
            attempt: run.attempt,
            release,
            state: sitting.state(),
            heads: sitting.heads(),
            marks: &[],
            rulings: &[],
        };
        jalon_scoring::score(input, keys).map_err(|cannot| cannot.code())
    };
    assert!(input(&run.sitting, &run.keys(), &world.release).is_ok());
    let blank = Sitting::new(run.attempt, world.supply());
    assert_eq!(input(&blank, &run.keys(), &world.release), Err("score/not-over"));
    let mut open = Run::new(&world, &mut Dice::seeded(4));
    open.command(run.told[0].command.clone()).unwrap();
    assert_eq!(input(&open.sitting, &run.keys(), &world.release), Err("score/not-over"));
    assert_eq!(
        input(&run.sitting, &Keys::default(), &world.release),
        Err("key/missing")
    );
    let another = World::random(&mut Dice::seeded(3));
    assert_eq!(
        input(&run.sitting, &run.keys(), &another.release),
        Err("score/other-release")
    );
}
