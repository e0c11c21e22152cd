//! Ladders and modules: where they place a person, what they ask, and journals that replay with their keys and name what was changed.

use jalon_attempt::decide::Draft;
use jalon_attempt::event::{Payload, Why};
use jalon_attempt::journal::{Heads, Journal};
use jalon_attempt::{Event, replay};
use jalon_base::{Fraction, Points};
use jalon_protocol::plan::{Group, Ladder, Navigation, Order, Protocol, Rung, Section, When};
use jalon_protocol::{ItemId, SectionId};
use jalon_testkit::{Dice, Run, World, protocols};
use proptest::prelude::*;

fn id(text: &str) -> SectionId {
    SectionId::parse(text).unwrap()
}

fn item(text: &str) -> ItemId {
    ItemId::parse(text).unwrap()
}

/// A ladder of so many steps, each with one item.
fn ladder(steps: u32, right: u32, wrong: u32) -> Ladder {
    let items = right + wrong - 1;
    let rung = |step: u32| Rung {
        items: (0..items).map(|place| item(&format!("s{step}-{place}"))).collect(),
    };
    Ladder {
        steps: (1..=steps).map(rung).collect(),
        start: None,
        right,
        wrong,
    }
}

/// Asks a person who knows the steps up to one, who answers as they know; gives how many items it took and where they stand.
fn climb(ladder: &Ladder, knows: u32) -> (usize, u32, u32) {
    let mut answers: Vec<(ItemId, bool)> = Vec::new();
    loop {
        let standing = ladder.place(answers.iter().map(|(item, right)| (item, *right)));
        let Some(step) = ladder.next(standing) else {
            assert!(standing.is_settled());
            return (answers.len(), standing.acquired, standing.missed);
        };
        let rung = &ladder.steps[step as usize - 1];
        let open = rung
            .items
            .iter()
            .find(|item| answers.iter().all(|(asked, _)| asked != *item));
        answers.push((open.expect("enough items").clone(), step <= knows));
    }
}

#[test]
fn a_ladder_finds_the_step_in_the_logarithm_of_its_steps() {
    for steps in 2..=40 {
        for knows in 0..=steps {
            let (asked, acquired, missed) = climb(&ladder(steps, 1, 1), knows);
            assert_eq!((acquired, missed), (knows, knows + 1));
            assert!(asked <= (steps + 1).ilog2() as usize + 1, "{asked} of {steps}");
            let (_, acquired, _) = climb(&ladder(steps, 2, 2), knows);
            assert_eq!(acquired, knows);
        }
    }
    let mut from_below = ladder(6, 1, 1);
    from_below.start = Some(1);
    assert_eq!(
        climb(&from_below, 0),
        (1, 0, 1),
        "one failure on the first step settles all"
    );
}

#[test]
fn two_wrong_answers_settle_a_step_where_two_are_wanted() {
    let two = ladder(4, 1, 2);
    let answers = |given: &[(&str, bool)]| {
        let given: Vec<(ItemId, bool)> = given.iter().map(|(name, right)| (item(name), *right)).collect();
        two.place(given.iter().map(|(item, right)| (item, *right)))
    };
    let once = answers(&[("s2-0", false)]);
    assert_eq!((once.acquired, once.missed, once.asking), (0, 5, Some(2)));
    let twice = answers(&[("s2-0", false), ("s2-1", false)]);
    assert_eq!((twice.missed, twice.asking), (2, None));
    let slipped = answers(&[("s2-0", false), ("s2-1", true)]);
    assert_eq!((slipped.acquired, slipped.missed), (2, 5));
}

/// A test that routes to an easier or a harder module, then climbs a ladder.
fn routed() -> Protocol {
    let mut protocol = (0..)
        .map(|seed| protocols::random(&mut Dice::seeded(seed)))
        .find(|protocol| protocol.forms.is_empty() && protocol.parts.len() == 1)
        .unwrap();
    protocol.decision = None;
    protocol.pause = true;
    let part = &mut protocol.parts[0];
    let unit = part.id.to_string();
    (part.navigation, part.floor, part.seconds) = (Navigation::Linear, None, None);
    let blank = Section {
        count: 1,
        quotas: Vec::new(),
        points: Points::parse("1").unwrap(),
        ..part.sections[0].clone()
    };
    let named = |name: &str| item(&format!("practice-{unit}-{name}"));
    let when = |from: Option<Fraction>, below: Option<Fraction>| When {
        sections: vec![id("route")],
        items: Vec::new(),
        from,
        below,
    };
    let half = Fraction::new(1, 2);
    let of = |name: &str, items: &[&str], when: Vec<When>| Section {
        id: id(name),
        when,
        required: items.iter().map(|name| named(name)).collect(),
        count: u32::try_from(items.len()).unwrap(),
        select: jalon_protocol::plan::Select {
            interactions: Vec::new(),
            ..blank.select.clone()
        },
        ..blank.clone()
    };
    let rung = |name: &str| Rung {
        items: vec![named(name)],
    };
    part.sections = vec![
        of("route", &["one-1", "one-3"], Vec::new()),
        of("easier", &["many"], vec![when(None, half)]),
        of("harder", &["some", "word"], vec![when(half, None)]),
        Section {
            ladder: Some(Ladder {
                steps: vec![rung("one-2"), rung("number"), rung("many")],
                start: None,
                right: 1,
                wrong: 1,
            }),
            required: Vec::new(),
            count: 3,
            ..of("climb", &[], Vec::new())
        },
    ];
    protocol
}

/// The journal with every event linked again, some of them changed.
fn relinked(journal: &Journal, change: impl Fn(&mut Payload)) -> Journal {
    let (mut made, mut heads) = (Journal::of(journal.attempt), Heads::default());
    for Event { header, salt, payload } in journal.in_order().unwrap().into_iter().cloned() {
        let mut payload = std::sync::Arc::unwrap_or_clone(payload.unwrap());
        change(&mut payload);
        made.link(&mut heads, vec![Draft { payload, salt }], &header.at)
            .unwrap();
    }
    made
}

#[test]
fn answers_route_to_one_module_and_the_journal_replays() {
    let world = World::of(&routed());
    let (mut easier, mut harder, mut asked) = (0, 0, 0);
    for seed in 0..60 {
        let run = Run::play(&world, &mut Dice::seeded(seed), 400);
        let journal = run.sitting.journal();
        assert!(
            replay(journal, world.supply(), Some(&run.guide())).is_ok(),
            "seed {seed}"
        );
        assert!(replay(journal, world.supply(), None).is_ok(), "seed {seed}");
        let outcome = run.score(&[], &[]).unwrap();
        let sections: Vec<String> = run
            .state()
            .paper()
            .unwrap()
            .items()
            .map(|(_, entry)| entry.section.to_string())
            .collect();
        let has = |name: &str| sections.iter().any(|section| section == name);
        assert!(!(has("easier") && has("harder")), "seed {seed}");
        assert!(!has("climb") || has("easier") || has("harder"), "seed {seed}");
        let earned: i64 = outcome.items.iter().take(2).map(|item| item.earned.thousandths()).sum();
        if has("easier") {
            assert!(earned * 2 < 2_000, "seed {seed}");
            easier += 1;
        }
        if has("harder") {
            assert!(earned * 2 >= 2_000, "seed {seed}");
            harder += 1;
        }
        asked += usize::from(has("climb"));
        // A module that the answers do not lead to, and a rung that was not the next.
        let other = relinked(journal, |payload| {
            if let Payload::Presented {
                why: Why::Module(module),
                ..
            } = payload
            {
                for found in &mut module.found {
                    found.earned = Points::parse("9").unwrap();
                }
            }
        });
        if has("easier") || has("harder") {
            let diverged = replay(&other, world.supply(), Some(&run.guide())).unwrap_err();
            assert_eq!(diverged.code(), "replay/choice", "seed {seed}");
        }
        let drawn = relinked(journal, |payload| {
            if let Payload::Presented {
                why: Why::Module(module),
                ..
            } = payload
            {
                module.items.reverse();
                module.items.truncate(1);
            }
        });
        if has("harder") {
            assert!(
                replay(&drawn, world.supply(), None).is_err(),
                "seed {seed}: too short a module"
            );
        }
        if has("climb") {
            let stepped = relinked(journal, |payload| {
                if let Payload::Presented {
                    why: Why::Ladder(asked),
                    ..
                } = payload
                {
                    asked.step = 1 + asked.step % 3;
                }
            });
            let refused = replay(&stepped, world.supply(), None).unwrap_err();
            assert_eq!(refused.code(), "attempt/not-presented", "seed {seed}");
        }
    }
    assert!(
        easier > 3 && harder > 3 && asked > 5,
        "{easier} easier, {harder} harder, {asked} asked"
    );
}

#[test]
fn groups_draw_some_of_what_they_hold() {
    let mut protocol = routed();
    let part = &mut protocol.parts[0];
    let first = part.sections[0].clone();
    let names = ["one-1", "one-3", "many", "some"];
    let unit = part.id.to_string();
    part.sections = names
        .iter()
        .map(|name| Section {
            id: id(name),
            required: vec![item(&format!("practice-{unit}-{name}"))],
            count: 1,
            group: Some(id(if *name == "one-1" { "outer" } else { "inner" })),
            ..first.clone()
        })
        .collect();
    let group = |name: &str, choose: u32, order: Order, group: Option<&str>| Group {
        id: id(name),
        choose,
        order,
        group: group.map(id),
    };
    part.groups = vec![
        group("outer", 2, Order::Drawn, None),
        group("inner", 2, Order::ById, Some("outer")),
    ];
    let world = World::of(&protocol);
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..80 {
        let run = Run::play(&world, &mut Dice::seeded(seed), 2);
        let paper = run.state().paper().unwrap();
        let sections: Vec<String> = paper.items().map(|(_, entry)| entry.section.to_string()).collect();
        assert_eq!(sections.len(), 3, "one of the outer, two of the inner");
        let inner: Vec<usize> = sections
            .iter()
            .filter_map(|section| names[1..].iter().position(|name| name == section))
            .collect();
        assert!(inner.len() == 2 && inner.is_sorted(), "{sections:?}");
        seen.insert(sections);
    }
    assert_eq!(seen.len(), 6, "three pairs, before and after the other: {seen:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the answers, every ladder ends, and what it settles never crosses.
    #[test]
    fn a_ladder_ends_whatever_the_answers(steps in 2_u32..12, right in 1_u32..3, wrong in 1_u32..3, answers: [bool; 64]) {
        let ladder = ladder(steps, right, wrong);
        let mut given: Vec<(ItemId, bool)> = Vec::new();
        for answer in answers {
            let standing = ladder.place(given.iter().map(|(item, right)| (item, *right)));
            prop_assert!(standing.acquired < standing.missed);
            let Some(step) = ladder.next(standing) else { return Ok(()) };
            let rung = &ladder.steps[step as usize - 1];
            let open = rung.items.iter().find(|item| given.iter().all(|(asked, _)| asked != *item));
            given.push((open.expect("right + wrong − 1 items are enough").clone(), answer));
        }
        prop_assert!(false, "64 answers were not enough");
    }
}
