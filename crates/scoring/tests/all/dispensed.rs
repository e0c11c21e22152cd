//! Parts that are left out: by the rule of the referential alone, whoever wrote the journal.

use jalon_attempt::Command;
use jalon_base::Timestamp;
use jalon_protocol::dispense::{Dispensation, NotDispensed};
use jalon_protocol::{Outcome, PartId, Protocol};
use jalon_referential::UnitId;
use jalon_scoring::score::CannotScore;
use jalon_testkit::{Dice, Person, Run, World, protocols};

/// A world whose test has several parts: `u1`, which the equivalence satisfies for a hundred years, and others.
fn world() -> World {
    (0..)
        .map(|seed| protocols::random(&mut Dice::seeded(seed)))
        .find(|protocol| protocol.parts.len() > 2)
        .map(|protocol| World::of(&protocol))
        .unwrap()
}

fn part(id: &str) -> PartId {
    PartId::parse(id).unwrap()
}

fn claim(equivalence: &str, day: &str) -> Dispensation {
    Dispensation {
        equivalence: UnitId::parse(equivalence).unwrap(),
        obtained: Timestamp::parse(&format!("{day}T00:00:00Z")).unwrap(),
    }
}

/// A test begun and stopped at once, on 2026-11-22, its start written as one likes: what the engine admits, scoring judges.
fn scored(world: &World, exempt: &[&str], dispensation: Option<Dispensation>) -> Result<Outcome, CannotScore> {
    let (mut run, mut dice) = (Run::new(world, &mut Dice::seeded(2)), Dice::seeded(2));
    let nobody = Person {
        skill: 100,
        mischief: 0,
        trouble: 0,
    };
    let jalon_testkit::person::Deed::Do(Command::Open { lang, mut started }) =
        nobody.next(&mut dice, &world.release, run.state())
    else {
        panic!("a test is opened first")
    };
    started.exempt = exempt.iter().map(|id| part(id)).collect();
    started.dispensation = dispensation;
    run.command(Command::Open { lang, started }).unwrap();
    run.finish(&mut dice);
    run.score(&[], &[])
}

#[test]
fn an_equivalence_in_its_time_leaves_its_parts_out_and_the_outcome_says_why() {
    let world = world();
    let claimed = claim("passerelle", "2026-11-22");
    let outcome = scored(&world, &["u1"], Some(claimed.clone())).unwrap();
    assert_eq!(
        (outcome.exempt, outcome.dispensation),
        (vec![part("u1")], Some(claimed))
    );
    assert!(outcome.parts.iter().all(|sat| sat.part != part("u1")));
    assert!(scored(&world, &[], None).unwrap().dispensation.is_none());
}

#[test]
fn what_the_referential_does_not_dispense_from_is_refused() {
    let world = world();
    let refused = |exempt: &[&str], equivalence, day| {
        let Err(CannotScore::Dispensation(not)) = scored(&world, exempt, Some(claim(equivalence, day))) else {
            panic!("{exempt:?} by {equivalence} of {day} was scored")
        };
        assert_eq!(CannotScore::Dispensation(not).code(), not.code());
        not
    };
    assert_eq!(refused(&["u1"], "nowhere", "2026-01-01"), NotDispensed::Unknown);
    assert_eq!(refused(&["u1"], "passerelle", "2026-11-23"), NotDispensed::NotYet);
    assert_eq!(refused(&["u1"], "passerelle", "1926-11-22"), NotDispensed::TooOld);
    assert_eq!(refused(&["u2"], "passerelle", "2026-01-01"), NotDispensed::NoPart);
    assert_eq!(refused(&["u1", "u2"], "passerelle", "2026-01-01"), NotDispensed::NoPart);
}

#[test]
fn a_test_of_one_part_is_never_dispensed_with_whole() {
    let mut protocol = Protocol::clone(world().release.protocols.values().next().unwrap());
    protocol.parts.truncate(1);
    let parts = claim("passerelle", "2026-01-01").parts(
        &world().release.referential,
        &protocol,
        Timestamp::parse("2026-11-22T08:00:00Z").unwrap(),
    );
    assert_eq!(parts, Err(NotDispensed::NoPart));
}
