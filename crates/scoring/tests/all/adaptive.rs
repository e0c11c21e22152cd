//! Items chosen one by one: the blueprint is kept, the journal replays with its keys, and a choice that the guide would not have made is
//! named.

use jalon_attempt::decide::Draft;
use jalon_attempt::event::{Payload, Why};
use jalon_attempt::journal::{Heads, Journal};
use jalon_attempt::{Event, Guide, Phase, State, Step, replay};
use jalon_protocol::ItemId;
use jalon_protocol::plan::{Quota, Section};
use jalon_protocol::pool::Origin;
use jalon_scoring::Adaptive;
use jalon_scoring::adaptive::Ended;
use jalon_testkit::{Dice, Person, Run, World, adaptive};
use proptest::prelude::*;

fn world(seed: u64) -> World {
    World::measured(&adaptive::random(&mut Dice::seeded(seed)))
}

/// The journal with every event linked again, some of them changed: chains that hold, of things that did not happen so.
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

fn covered(world: &World, run: &Run<'_>, section: &Section, quota: &Quota) -> u32 {
    let paper = run.state().paper().unwrap();
    let given = paper.items().filter(|(_, entry)| entry.section == section.id);
    let pool = &world.release.pool;
    let covered = given.filter(|(_, entry)| quota.covers(pool.item(&entry.item).unwrap()));
    u32::try_from(covered.count()).unwrap()
}

fn given_in<'r>(run: &'r Run<'_>, section: &Section) -> Vec<&'r ItemId> {
    let paper = run.state().paper().unwrap();
    let given = paper.items().filter(|(_, entry)| entry.section == section.id);
    given.map(|(_, entry)| &entry.item).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever the answers, the clocks and the lives of the machine: a section that ended by itself has every quota met, no two enemies
    /// stand together, and the journal replays with its keys and without.
    #[test]
    fn the_blueprint_is_kept_and_the_journal_replays(world_seed in 0_u64..40, seed: u64) {
        let world = world(world_seed);
        let run = Run::play(&world, &mut Dice::seeded(seed), 150);
        let journal = run.sitting.journal();
        prop_assert!(replay(journal, world.supply(), Some(&run.guide())).is_ok());
        prop_assert!(replay(journal, world.supply(), None).is_ok());
        let paper = run.state().paper().unwrap();
        let given: Vec<_> = paper.items().map(|(_, entry)| &entry.item).collect();
        for (place, item) in given.iter().enumerate() {
            prop_assert!(given[..place].iter().all(|other| !world.release.pool.are_enemies(item, other)));
        }
        for part in &world.protocol().parts {
            for section in &part.sections {
                let progress = run.tests.section(&part.id, &section.id).unwrap().progress(run.state());
                if run.state().paper().unwrap().part(&part.id).is_none() || progress.given == 0 {
                    continue;
                }
                prop_assert!(progress.given <= section.count);
                if let Some(most) = section.adaptive.as_ref().unwrap().seconds {
                    let own = given_in(&run, section);
                    let pool = &world.release.pool;
                    let taken: u32 = own.iter().map(|item| pool.item(item).unwrap().seconds.unwrap()).sum();
                    prop_assert!(taken <= most);
                }
                if progress.ended.is_some() {
                    let least = section.adaptive.as_ref().unwrap().stop.min;
                    prop_assert!(progress.given >= least);
                    for quota in &section.quotas {
                        let covered = covered(&world, &run, section, quota);
                        prop_assert!(covered >= quota.min && covered <= quota.max);
                    }
                }
            }
        }
    }
}

#[test]
fn a_choice_that_was_tampered_with_is_named() {
    let mut named = 0;
    for seed in 0..30 {
        let world = world(seed);
        let run = Run::play(&world, &mut Dice::seeded(seed), 150);
        let journal = run.sitting.journal();
        let guide = run.guide();
        assert!(replay(&relinked(journal, |_| ()), world.supply(), Some(&guide)).is_ok());
        let chosen = |payload: &Payload| match payload {
            Payload::Presented {
                items,
                why: Why::Adaptive(why),
                ..
            } => Some((items[0].clone(), (**why).clone())),
            _ => None,
        };
        let events = journal.events.iter().filter_map(|event| event.payload.as_deref());
        let Some((first, why)) = events.filter_map(chosen).find(|(_, why)| why.open > 1) else {
            continue;
        };
        // Another item of the section, with the options that it would have.
        let section = &why.section;
        let part = world
            .protocol()
            .parts
            .iter()
            .find(|part| part.section(section).is_some())
            .unwrap();
        let test = run.tests.section(&part.id, section).unwrap();
        let seen: Vec<_> = run.state().presented().iter().cloned().collect();
        let enemies = |id: &_| seen.iter().any(|there| world.release.pool.are_enemies(id, there));
        let other = test
            .items()
            .map(|(id, _)| id.clone())
            .find(|id| !seen.contains(id) && !enemies(id));
        let started = run.state().started().unwrap();
        let draw = jalon_attempt::draw::Seed::derive(&started.session_seed, &started.release, &run.attempt);
        if let Some(other) = other {
            let swapped = relinked(journal, |payload| match payload {
                Payload::Presented {
                    items,
                    why: Why::Adaptive(why),
                    ..
                } if items[0] == first => {
                    items[0] = other.clone();
                    why.options = jalon_attempt::draw::draw_options(&world.release.contents, &draw, &other);
                }
                Payload::Shown { item } | Payload::Moved { to: item } | Payload::Flagged { item, .. }
                    if *item == first =>
                {
                    *item = other.clone();
                }
                _ => {}
            });
            let diverged = replay(&swapped, world.supply(), Some(&guide)).unwrap_err();
            assert_eq!(diverged.code(), "replay/choice", "seed {seed}");
            named += 1;
        }
        // A reason that is not the one.
        let reasoned = relinked(journal, |payload| {
            if let Payload::Presented {
                items,
                why: Why::Adaptive(why),
                ..
            } = payload
                && items[0] == first
            {
                why.theta = adaptive::micro("1.5");
            }
        });
        let diverged = replay(&reasoned, world.supply(), Some(&guide)).unwrap_err();
        assert_eq!(diverged.code(), "replay/choice", "seed {seed}");
        assert!(
            replay(&reasoned, world.supply(), None).is_ok(),
            "legal, as far as one sees without keys"
        );
        // What no key is needed to refuse: an order of options that the seed does not give, an item of another section.
        if !why.options.is_empty() {
            let turned = relinked(journal, |payload| {
                if let Payload::Presented {
                    items,
                    why: Why::Adaptive(why),
                    ..
                } = payload
                    && items[0] == first
                {
                    why.options.rotate_left(1);
                }
            });
            assert_eq!(
                replay(&turned, world.supply(), None).unwrap_err().code(),
                "replay/paper"
            );
        }
    }
    assert!(named > 10, "{named} swapped");
}

/// Exposure control turns items away for good, and gives way only to the blueprint; every number of it is in the journal.
#[test]
fn what_was_turned_away_is_not_given_later() {
    let (mut given, mut away, mut waived, mut ratios) = (0, 0, 0, 0);
    for seed in 0..120 {
        let world = world(seed % 40);
        let run = Run::play(&world, &mut Dice::seeded(5_000 + seed), 200);
        let mut before: Vec<&ItemId> = Vec::new();
        for (entry, chosen) in run.state().choices() {
            let section = world
                .protocol()
                .parts
                .iter()
                .find_map(|part| part.section(&chosen.section));
            let rules = section.and_then(|section| section.adaptive.as_ref()).unwrap();
            assert!(!before.contains(&&entry.item) || chosen.waived, "seed {seed}");
            let chance = |item| {
                rules
                    .exposure
                    .as_ref()
                    .and_then(|exposure| exposure.chances.get(item))
                    .copied()
            };
            for turned in &chosen.turned {
                assert!(turned.draw >= turned.chance && Some(turned.chance) == chance(&turned.item));
                before.push(&turned.item);
                away += 1;
            }
            if let Some(drawn) = chosen.exposure {
                assert!(drawn.draw < drawn.chance && Some(drawn.chance) == chance(&entry.item));
                given += 1;
            }
            let most = rules.exposure.as_ref().map(|exposure| exposure.most);
            let seen = run.state().started().unwrap().seen.as_ref().filter(|_| most.is_some());
            if let Some(seen) = seen.filter(|_| !chosen.waived) {
                assert!(seen.given[&entry.item] < 50, "seen by half of a hundred people: closed");
            }
            waived += u32::from(chosen.waived);
            ratios += u32::from(chosen.ratio.is_some());
        }
    }
    assert!(
        given > 10 && away > 10 && waived > 5 && ratios > 100,
        "{given} {away} {waived} {ratios}"
    );
}

#[test]
fn each_claim_has_its_own_place_and_the_cut_decides() {
    let (mut decided, mut both, mut bands, mut early) = (0, [false; 2], [false; 3], false);
    for seed in 0..60 {
        let world = world(seed % 12);
        let run = Run::play(&world, &mut Dice::seeded(900 + seed), 200);
        assert!(matches!(run.state().phase(), Phase::Closed(_)));
        early |= run.tests.iter().any(|test| {
            let ended = test.progress(run.state()).ended;
            matches!(ended, Some(Ended::Error | Ended::Clear | Ended::Ratio))
        });
        let outcome = run.score(&[], &[]).unwrap();
        for claim in &outcome.claims {
            assert!(claim.measure.is_none(), "a share says nothing here");
            assert_eq!(claim.scale.is_some(), claim.scored >= claim.minimum && claim.scored > 0);
            if let Some(place) = &claim.scale {
                assert_eq!(place.origin, Origin::Simulated);
                let band = place.band.as_ref().unwrap();
                bands[band.level as usize] = true;
                assert_eq!(band.levels, 3);
            }
        }
        if let Some(verdict) = &outcome.decision {
            decided += 1;
            both[usize::from(verdict.reached())] = true;
        }
    }
    assert!(
        decided > 10 && both == [true; 2] && bands == [true; 3] && early,
        "{decided} {both:?} {bands:?} {early}"
    );
}

/// A guide whose searches come to their limit once so many items were given.
struct Short<'a> {
    proven: Adaptive<'a>,
    cut: Adaptive<'a>,
    after: usize,
}

impl Guide for Short<'_> {
    fn next(&self, state: &State) -> Step {
        let given = state.choices().count();
        let guide = if given < self.after { &self.proven } else { &self.cut };
        guide.next(state)
    }
}

/// A search that comes to its limit gives no question in the place of the best one: the section ends, the journal says so, and it replays.
#[test]
fn a_search_without_proof_ends_its_section_and_says_so() {
    let (mut at_once, mut midway) = (0, 0);
    for seed in 0..60 {
        let world = world(seed % 40);
        let after = (seed % 4) as usize;
        let mut dice = Dice::seeded(40_000 + seed);
        let mut run = Run::new(&world, &mut dice);
        let (proven, cut) = (run.tests.clone(), run.tests.clone().within(0));
        let person = Person::random(&mut dice);
        for _ in 0..150 {
            if run.state().choices().count() >= after {
                run.tests = cut.clone();
            }
            run.go_on(&person, &mut dice, 1);
        }
        run.finish(&mut dice);
        let guide = |tests| Adaptive::new(tests, &world.release.contents, &run.attempt);
        let short = Short {
            proven: guide(&proven),
            cut: guide(&cut),
            after,
        };
        let journal = run.sitting.journal();
        assert!(replay(journal, world.supply(), Some(&short)).is_ok(), "seed {seed}");
        assert!(replay(journal, world.supply(), None).is_ok(), "seed {seed}");
        let given = run.state().choices().count();
        assert!(given <= after, "nothing is given without a proof");
        let outcome = run.score(&[], &[]).unwrap();
        assert_eq!(outcome.items.len(), given, "nothing else is counted");
        let mut unproven = false;
        for (part, end) in run.state().conclusions() {
            let progress = run.tests.section(part, &end.section).unwrap().progress(run.state());
            assert_eq!((progress.ended, progress.given), (Some(end.why), end.given));
            assert_eq!((progress.measure.theta, progress.measure.error), (end.theta, end.error));
            if end.why == Ended::Unproven {
                unproven = true;
                (at_once, midway) = (at_once + u32::from(end.given == 0), midway + u32::from(end.given > 0));
            }
        }
        // With the limit of the engine the same answers would have been asked more.
        if unproven {
            let diverged = replay(journal, world.supply(), Some(&guide(&proven))).unwrap_err();
            assert_eq!(diverged.code(), "replay/choice");
        }
    }
    assert!(at_once > 20 && midway > 20, "{at_once} {midway}");
}

/// Every section that ends by itself says it: why, and where its last answer put the person. An end that is not so is named.
#[test]
fn every_end_is_written_with_its_reason_and_its_margin() {
    let mut seen: Vec<Ended> = Vec::new();
    let (mut ratios, mut named) = (0, 0);
    for seed in 0..60 {
        let world = world(seed % 40);
        let run = Run::play(&world, &mut Dice::seeded(900 + seed), 200);
        let (journal, guide) = (run.sitting.journal(), run.guide());
        let Some((_, last)) = run.state().conclusions().last() else {
            continue;
        };
        ratios += u32::from(last.ratio.is_some());
        seen.extend(run.state().conclusions().iter().map(|(_, end)| end.why));
        let changed = |change: &dyn Fn(&mut jalon_attempt::choice::Concluded)| {
            relinked(journal, |payload| {
                if let Payload::Concluded { end, .. } = payload {
                    change(end);
                }
            })
        };
        let margin = changed(&|end| end.theta = adaptive::micro("1.5"));
        assert_eq!(
            replay(&margin, world.supply(), Some(&guide)).unwrap_err().code(),
            "replay/choice"
        );
        // What no key is needed to refuse: a count that is not on the paper, a full section that is not full.
        let count = changed(&|end| end.given += 1);
        assert_eq!(
            replay(&count, world.supply(), None).unwrap_err().code(),
            "attempt/out-of-place"
        );
        let other = changed(&|end| {
            end.why = match end.why {
                Ended::Length => Ended::Error,
                _ => Ended::Length,
            }
        });
        assert_eq!(
            replay(&other, world.supply(), None).unwrap_err().code(),
            "attempt/out-of-place"
        );
        named += 1;
    }
    assert!(named > 20 && ratios > 0, "{named} {ratios}");
    for why in [Ended::Length, Ended::Error, Ended::Ratio] {
        assert!(seen.contains(&why), "{why:?} of {seen:?}");
    }
}

/// Going on would change, tell or sharpen little: each such end writes the number that its rule held against its limit, and no other number
/// passes for it.
#[test]
fn little_to_change_to_learn_or_to_sharpen_ends_a_section() {
    let mut seen = [0; 3];
    for seed in 0..80 {
        let world = World::measured(&adaptive::stopping(&mut Dice::seeded(seed % 30)));
        let run = Run::play(&world, &mut Dice::seeded(50_000 + seed), 200);
        let (journal, guide) = (run.sitting.journal(), run.guide());
        assert!(replay(journal, world.supply(), Some(&guide)).is_ok(), "seed {seed}");
        assert!(replay(journal, world.supply(), None).is_ok(), "seed {seed}");
        let mut valued = false;
        for (part, end) in run.state().conclusions() {
            let parts = &world.protocol().parts;
            let section = parts.iter().find_map(|part| part.section(&end.section)).unwrap();
            let stop = &section.adaptive.as_ref().unwrap().stop;
            let progress = run.tests.section(part, &end.section).unwrap().progress(run.state());
            assert_eq!((progress.ended, progress.given), (Some(end.why), end.given));
            match end.why {
                Ended::Curtailment => {
                    seen[0] += 1;
                    assert!(end.value.unwrap() <= stop.curtailment.unwrap() && end.ratio.is_some());
                }
                Ended::Information => {
                    seen[1] += 1;
                    assert!(end.value.unwrap() < stop.information.unwrap());
                }
                Ended::Plateau => {
                    seen[2] += 1;
                    let plateau = stop.plateau.unwrap();
                    // The error after the answer before these is in the reasons of the choice that came next.
                    let own = run.state().choices().map(|(_, chosen)| chosen);
                    let mut own = own.filter(|chosen| chosen.section == end.section);
                    let before = own.find(|chosen| chosen.given + plateau.items == end.given).unwrap();
                    let fell = before.error.unwrap().millionths() - end.error.unwrap().millionths();
                    assert_eq!(end.value.unwrap().millionths(), fell);
                    assert!(fell < plateau.fall.millionths());
                }
                _ => {
                    assert!(end.value.is_none(), "{end:?}");
                    continue;
                }
            }
            assert!(end.given >= stop.min && end.given < section.count);
            valued = true;
        }
        if valued {
            let changed = relinked(journal, |payload| {
                if let Payload::Concluded { end, .. } = payload
                    && end.value.is_some()
                {
                    end.value = Some(adaptive::micro("0.012345"));
                }
            });
            let why = replay(&changed, world.supply(), Some(&guide)).unwrap_err();
            assert_eq!(why.code(), "replay/choice");
        }
    }
    assert!(seen.iter().all(|count| *count > 5), "{seen:?}");
}
