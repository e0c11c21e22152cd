//! Properties of what certificates add up to, and of what they cite.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "tests are free of these rules"
)]

use jalon_base::{Micro, Timestamp};
use jalon_credential::open_badge::Badge;
use jalon_protocol::release::Release;
use jalon_recognition::grain::{Attestation, attest, read_share};
use jalon_recognition::{Citation, CitedClaim, Degree, UnitStanding, standings};
use jalon_referential::{Assurance, Proof, Referential};
use jalon_testkit::{Dice, Run, World, bank, beside};
use proptest::prelude::*;

fn rolls() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(any::<u32>(), 0..400)
}

fn referential() -> &'static Referential {
    bank::folder().referential.as_ref().unwrap()
}

/// Certificates of any kind about the bank's referential, and about things it has not.
fn citations(dice: &mut Dice) -> Vec<Citation> {
    let locals = [
        "u1",
        "u2",
        "u3",
        "u1-a",
        "u1-b",
        "u2-a",
        "u2-b",
        "u3-a",
        "u3-b",
        "elsewhere",
    ];
    let one = |number: u32, dice: &mut Dice| Citation {
        certificate: format!("urn:uuid:{number}"),
        issuer: "did:key:z".into(),
        holder: None,
        awarded: Timestamp::from_unix(i64::from(dice.below(5))).unwrap(),
        assurance: *dice.pick(&[
            Assurance::Declared,
            Assurance::Remote,
            Assurance::Observed,
            Assurance::Proctored,
        ]),
        proof: *dice.pick(&[Proof::Quiz, Proof::Situation, Proof::Observation]),
        claims: (0..dice.below(4))
            .map(|_| CitedClaim {
                uri: referential().uri(dice.pick::<&str>(&locals)),
                name: String::new(),
                share: Micro::from_millionths(*dice.pick(&[800_000, 500_000, 499_999, 0, 1_000_000])),
                low: Micro::default(),
                high: Micro::ONE,
                right: 1,
                scored: 2,
            })
            .collect(),
    };
    (0..dice.below(6)).map(|number| one(number, dice)).collect()
}

fn degrees(standings: &[UnitStanding]) -> Vec<Degree> {
    standings
        .iter()
        .flat_map(|unit| std::iter::once(unit.degree).chain(unit.competences.iter().map(|c| c.degree)))
        .collect()
}

proptest! {
    #[test]
    fn one_more_certificate_never_takes_away(rolls in rolls()) {
        let mut dice = Dice::of(rolls);
        let mut list = citations(&mut dice);
        let before = degrees(&standings(referential(), &list));
        list.extend(citations(&mut dice));
        let after = degrees(&standings(referential(), &list));
        prop_assert!(before.iter().zip(&after).all(|(before, after)| before <= after));
    }

    #[test]
    fn the_order_of_certificates_says_nothing(rolls in rolls()) {
        let mut dice = Dice::of(rolls);
        let mut list = citations(&mut dice);
        let one = standings(referential(), &list);
        for place in (1..list.len()).rev() {
            let other = dice.place(place + 1);
            list.swap(place, other);
        }
        prop_assert_eq!(one, standings(referential(), &list));
    }

    #[test]
    fn a_declaration_or_a_quiz_alone_is_never_the_whole(rolls in rolls()) {
        let mut dice = Dice::of(rolls);
        let mut list = citations(&mut dice);
        list.iter_mut().for_each(|citation| citation.assurance = Assurance::Declared);
        for unit in standings(referential(), &list).iter().filter(|unit| unit.accepts > Assurance::Declared) {
            prop_assert!(unit.degree < Degree::Yes);
            prop_assert!(unit.competences.iter().all(|competence| competence.degree < Degree::Yes));
        }
        list.iter_mut().for_each(|citation| (citation.assurance, citation.proof) = (Assurance::Proctored, Proof::Quiz));
        for unit in standings(referential(), &list) {
            for standing in &unit.competences {
                let competence = referential().competence(standing.competence.as_str()).unwrap();
                prop_assert!(standing.degree < Degree::Yes || competence.nature.is_proved_by(Proof::Quiz));
            }
            prop_assert_eq!(unit.degree == Degree::Yes, unit.competences.iter().all(|c| c.degree == Degree::Yes));
        }
    }

    #[test]
    fn an_attestation_cites_what_was_measured_and_nothing_else(rolls in rolls()) {
        let mut dice = Dice::of(rolls);
        let world = World::light(&mut dice);
        let run = Run::play(&world, &mut dice, 60);
        let (marks, rulings) = (beside::marks(&mut dice, &run), beside::rulings(&mut dice, &run));
        let outcome = run.score(&marks, &rulings).unwrap();
        let measured: Vec<_> = outcome.claims.iter().filter(|claim| claim.measure.is_some()).collect();
        match attested(&outcome, &world.release) {
            Err(cannot) => {
                let right = match cannot {
                    "certify/voided" => !outcome.counts,
                    "certify/nothing-measured" => measured.is_empty(),
                    _ => false,
                };
                prop_assert!(right, "{cannot}");
            }
            Ok(badge) => {
                prop_assert!(outcome.counts);
                prop_assert!(badge.to_document().is_ok(), "our own verifier accepts it");
                let citation = Citation::of(&badge).unwrap();
                prop_assert_eq!(citation.assurance, Assurance::Declared);
                prop_assert_eq!(citation.claims.len(), measured.len(), "what is not measured is not cited");
                for (cited, claim) in citation.claims.iter().zip(&measured) {
                    let measure = claim.measure.unwrap();
                    prop_assert_eq!((cited.share, cited.low, cited.high), (measure.share, measure.low, measure.high));
                    prop_assert_eq!((cited.right, cited.scored), (claim.right, claim.scored));
                }
            }
        }
    }

    #[test]
    fn shares_have_one_spelling(text in "[0-9.]{1,4} \\[[0-9.]{1,4}, [0-9.]{1,4}\\] [0-9]{1,2}/[0-9]{1,2}") {
        if let Some((share, low, high, right, scored)) = read_share(&text) {
            prop_assert!(low <= share && share <= high && right <= scored);
        }
    }
}

fn attested(outcome: &jalon_protocol::Outcome, release: &Release) -> Result<Badge, &'static str> {
    let with = Attestation {
        holder: "did:key:z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd",
        at: Timestamp::from_unix(1_795_420_800).unwrap(),
        taken: Timestamp::from_unix(1_795_334_400).unwrap(),
        random: [3; 16],
        lang: "fr",
        name: "Attestation",
        description: "Une auto-évaluation.",
        criteria: "Répondre.",
    };
    attest(outcome, release, &with).map_err(|cannot| cannot.code())
}
