//! Issuing in batches: what may be certified, the register that remembers it, and the lists that the register makes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests are free of these rules"
)]

use jalon_base::{Digest, Timestamp};
use jalon_credential::open_badge::Profile;
use jalon_credential::status::StatusPurpose;
use jalon_protocol::outcome::Outcome;
use jalon_recognition::Citation;
use jalon_recognition::issue::{Candidate, NotIssued, Prepared, REPLACES, Random, SESSION, Terms, prepare};
use jalon_recognition::register::{Kind, NotARegister, NotRecorded, Record, Register};
use jalon_referential::Assurance;
use jalon_testkit::{Dice, Run, World, beside};
use proptest::prelude::*;
use std::sync::OnceLock;

const CERTIFIER: &str = "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp";
const HOLDER: &str = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
const CENTRE: &str = "did:key:z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7";

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// A world and an outcome in it that measured something, as if proctored.
fn measured() -> &'static (World, Outcome) {
    static MEASURED: OnceLock<(World, Outcome)> = OnceLock::new();
    MEASURED.get_or_init(|| {
        for seed in 0..400 {
            let world = World::random(&mut Dice::seeded(seed));
            let mut dice = Dice::seeded(seed + 1);
            let run = Run::play(&world, &mut dice, 90);
            let (marks, rulings) = (beside::marks(&mut dice, &run), beside::rulings(&mut dice, &run));
            let Ok(outcome) = run.score(&marks, &rulings) else {
                continue;
            };
            if outcome.counts && outcome.claims.iter().any(|claim| claim.measure.is_some()) {
                let outcome = Outcome {
                    assurance: Assurance::Proctored,
                    ..outcome
                };
                return (world, outcome);
            }
        }
        panic!("no seed gives a measure");
    })
}

fn profile(did: &str) -> Profile {
    Profile {
        id: did.into(),
        ..Profile::default()
    }
}

fn terms(world: &World) -> Terms<'_> {
    Terms {
        release: &world.release,
        issuer: profile(CERTIFIER),
        centre: Some(profile(CENTRE)),
        session: Some(Digest::of(b"session")),
        at: at("2026-06-01T00:00:00Z"),
        until: None,
        lang: "fr",
        name: "Certificat",
        description: "…",
        criteria: "…",
        code: None,
    }
}

fn candidate(outcome: &Outcome) -> Candidate<'_> {
    Candidate {
        outcome,
        holder: HOLDER,
        person: Some(("ada lovelace|1815-12-10", [3; 16])),
        taken: at("2026-05-20T10:00:00Z"),
        replaces: None,
    }
}

fn random(number: u8) -> Random {
    let mut index = [0; 64];
    for chunk in index.chunks_exact_mut(8) {
        chunk[7] = number;
    }
    Random {
        id: [number; 16],
        index,
    }
}

fn register() -> Register {
    Register::new(CERTIFIER, "https://a.example/revoked", "https://a.example/suspended")
}

fn record(register: &mut Register, prepared: Prepared) -> String {
    let id = prepared.badge.id.clone();
    let digest = Digest::of(format!("{:?}", prepared.badge).as_bytes());
    prepared.record(register, digest, at("2026-06-01T00:00:00Z")).unwrap();
    id
}

#[test]
fn a_certificate_cites_what_it_rests_on_and_where_it_would_be_revoked() {
    let (world, outcome) = measured();
    let mut register = register();
    let prepared = prepare(&candidate(outcome), &terms(world), &register, random(7)).unwrap();
    let badge = prepared.badge.clone();
    assert!(badge.to_document().is_ok());
    let genres: Vec<&str> = badge
        .evidence
        .iter()
        .filter_map(|piece| piece.genre.as_deref())
        .collect();
    assert_eq!(genres, ["outcome", "attempt-seal", "release", SESSION]);
    assert_eq!(badge.evidence[0].digest, Some(outcome.digest().unwrap()));
    let status = badge.status.as_ref().unwrap();
    assert_eq!((status.list.as_str(), status.index), ("https://a.example/revoked", 7));
    let identity = &badge.subject.identifiers[0];
    assert!(identity.matches("ada lovelace|1815-12-10", &jalon_base::encoding::base32(&[3; 16])));
    assert_eq!(identity.salt, None, "the salt stays with the holder");
    let citation = Citation::of(&badge).unwrap();
    assert_eq!(
        (citation.assurance, citation.issuer.as_str()),
        (Assurance::Proctored, CERTIFIER)
    );
    record(&mut register, prepared);
    assert_eq!(register.status_list(StatusPurpose::Revocation).count(), 0);
}

#[test]
fn an_outcome_is_certified_once_and_replaced_with_a_link() {
    let (world, outcome) = measured();
    let mut register = register();
    let prepared = prepare(&candidate(outcome), &terms(world), &register, random(1)).unwrap();
    let first = record(&mut register, prepared);
    let again = prepare(&candidate(outcome), &terms(world), &register, random(2));
    assert_eq!(
        again,
        Err(NotIssued::Already {
            certificate: first.clone()
        }),
        "a batch goes on where it stopped"
    );
    let mut corrected = outcome.clone();
    corrected.inputs.rulings.push(Digest::of(b"a ruling"));
    let replacing = Candidate {
        replaces: Some((&first, Digest::of(b"first"))),
        ..candidate(&corrected)
    };
    // The place of the first is taken: the draw goes on to the next.
    let no_place = prepare(&replacing, &terms(world), &register, random(1));
    assert_eq!(no_place, Err(NotIssued::NoPlace));
    let prepared = prepare(&replacing, &terms(world), &register, random(2)).unwrap();
    let link = prepared.badge.evidence.last().unwrap();
    assert_eq!(
        (link.genre.as_deref(), link.id.as_ref()),
        (Some(REPLACES), Some(&first))
    );
    let second = record(&mut register, prepared);
    assert_eq!(
        register.in_force(&first),
        Err(NotRecorded::Already {
            certificate: first.clone()
        })
    );
    assert_eq!(register.in_force(&second), Ok(()));
    let list = register.status_list(StatusPurpose::Revocation);
    assert_eq!((list.get(1), list.get(2), list.count()), (Some(true), Some(false), 1));
    let unknown = Candidate {
        replaces: Some(("urn:uuid:x", Digest::of(b"x"))),
        ..candidate(outcome)
    };
    let code = prepare(&unknown, &terms(world), &register, random(3))
        .unwrap_err()
        .code();
    assert_eq!(code, "register/unknown");
}

#[test]
fn what_may_not_be_certified_is_not() {
    let (world, outcome) = measured();
    let code = |outcome: &Outcome, change: &dyn Fn(&mut Candidate<'_>, &mut Terms<'_>)| {
        let (mut candidate, mut terms) = (candidate(outcome), terms(world));
        change(&mut candidate, &mut terms);
        prepare(&candidate, &terms, &register(), random(1)).map_err(|fault| fault.code())
    };
    let with = |assurance| Outcome {
        assurance,
        ..outcome.clone()
    };
    assert_eq!(
        code(&with(Assurance::Declared), &|_, _| {}).unwrap_err(),
        "certify/assurance"
    );
    for assurance in [Assurance::Observed, Assurance::Proctored] {
        assert_eq!(
            code(&with(assurance), &|_, terms| terms.session = None).unwrap_err(),
            "certify/no-session"
        );
    }
    assert!(code(&with(Assurance::Remote), &|_, terms| terms.session = None).is_ok());
    for did in [CERTIFIER, CENTRE] {
        assert_eq!(
            code(outcome, &|candidate, _| candidate.holder = did).unwrap_err(),
            "certify/same-party"
        );
    }
    assert_eq!(
        code(outcome, &|_, terms| terms.centre = Some(profile(CERTIFIER))).unwrap_err(),
        "certify/same-party"
    );
    let voided = Outcome {
        counts: false,
        ..outcome.clone()
    };
    assert_eq!(code(&voided, &|_, _| {}).unwrap_err(), "certify/voided");
}

fn issued(register: &mut Register, purpose: StatusPurpose, number: u32) -> Result<(), NotRecorded> {
    let record = Record {
        certificate: format!("urn:uuid:{number}"),
        digest: Digest::of(&number.to_be_bytes()),
        outcome: Digest::of(&number.to_le_bytes()),
        index: number,
        replaces: None,
    };
    register.issued(purpose, record, at("2026-06-01T00:00:00Z"))
}

#[test]
fn a_register_that_was_changed_does_not_open() {
    let mut register = register();
    for number in 0..4 {
        issued(&mut register, StatusPurpose::Revocation, number).unwrap();
    }
    register
        .change(Kind::Revoked, "urn:uuid:2", "erreur", at("2026-06-02T00:00:00Z"))
        .unwrap();
    let bytes = register.to_vec();
    assert_eq!(Register::from_slice(&bytes), Ok(register.clone()));
    let text = String::from_utf8(bytes).unwrap();
    // Another reason, and everything after it no longer follows — unless it is the last.
    let earlier = text.replacen("\"index\":1", "\"index\":9", 1);
    assert_eq!(
        Register::from_slice(earlier.as_bytes()),
        Err(NotARegister::Broken { entry: 2 })
    );
    assert_eq!(
        Register::from_slice(text.replace("register@2", "register@1").as_bytes()),
        Err(NotARegister::Format)
    );
    assert!(matches!(
        Register::from_slice(b"{}\n"),
        Err(NotARegister::Malformed { line: 1, .. })
    ));
    let second = text.replacen("\"kind\":", "\"kinds\":", 1);
    assert!(matches!(
        Register::from_slice(second.as_bytes()),
        Err(NotARegister::Malformed { line: 2, .. })
    ));
    assert_eq!(Register::from_slice(b""), Err(NotARegister::Cut));
}

#[test]
fn a_register_grows_at_its_end_and_a_line_that_was_cut_is_not_recorded() {
    let mut register = register();
    let mut file = register.to_vec();
    for number in 0..5 {
        issued(&mut register, StatusPurpose::Revocation, number).unwrap();
        let before = file.len();
        let lines = register.since(usize::try_from(number).unwrap());
        file.extend(&lines);
        assert_eq!(Register::from_slice(&file).as_ref(), Ok(&register));
        for cut in [1, lines.len() / 2, lines.len() - 1] {
            let torn = &file[..before + cut];
            assert_eq!(Register::from_slice(torn), Err(NotARegister::Cut));
            let (earlier, whole) = Register::read(torn).unwrap();
            assert_eq!(
                (earlier.entries().len(), whole),
                (usize::try_from(number).unwrap(), before)
            );
        }
    }
    assert_eq!(file, register.to_vec());
}

#[test]
fn what_is_replaced_is_out_of_force_in_the_same_breath() {
    let mut register = register();
    issued(&mut register, StatusPurpose::Revocation, 1).unwrap();
    let again = |replaces: &str| Record {
        certificate: "urn:uuid:2".into(),
        digest: Digest::of(b"2"),
        outcome: Digest::of(b"outcome"),
        index: 2,
        replaces: Some(replaces.into()),
    };
    let now = at("2026-06-01T00:00:00Z");
    let unknown = register.issued(StatusPurpose::Revocation, again("urn:uuid:9"), now);
    assert_eq!(unknown.unwrap_err().code(), "register/unknown");
    assert_eq!(register.entries().len(), 1, "nothing is recorded then");
    register
        .issued(StatusPurpose::Revocation, again("urn:uuid:1"), now)
        .unwrap();
    assert_eq!(register.in_force("urn:uuid:1").unwrap_err().code(), "register/already");
    assert_eq!(register.in_force("urn:uuid:2"), Ok(()));
    assert_eq!(register.digest_of("urn:uuid:2"), Some(&Digest::of(b"2")));
    assert_eq!(register.status_list(StatusPurpose::Revocation).get(1), Some(true));
    assert_eq!(register.entries().len(), 2);
}

proptest! {
    #[test]
    fn the_lists_say_what_the_register_says(steps in proptest::collection::vec((0_u32..12, 0_u8..5), 0..60)) {
        let mut register = register();
        let mut expected = std::collections::BTreeMap::new();
        let now = at("2026-06-01T00:00:00Z");
        for (number, step) in steps {
            let id = format!("urn:uuid:{number}");
            let done = match step {
                0 => issued(&mut register, StatusPurpose::Revocation, number),
                1 => issued(&mut register, StatusPurpose::Suspension, number),
                2 => register.change(Kind::Revoked, &id, "", now),
                3 => register.change(Kind::Suspended, &id, "", now),
                _ => register.change(Kind::Restored, &id, "", now),
            };
            let entry: Option<&mut (StatusPurpose, bool)> = expected.get_mut(&number);
            let right = match (step, entry) {
                (0, None) => { expected.insert(number, (StatusPurpose::Revocation, false)); true }
                (1, None) => { expected.insert(number, (StatusPurpose::Suspension, false)); true }
                (2, Some((StatusPurpose::Revocation, set))) if !*set => { *set = true; true }
                (3, Some((StatusPurpose::Suspension, set))) if !*set => { *set = true; true }
                (4, Some((StatusPurpose::Suspension, set))) if *set => { *set = false; true }
                _ => false,
            };
            prop_assert_eq!(done.is_ok(), right, "{} {}", step, number);
        }
        let again = Register::from_slice(&register.to_vec()).unwrap();
        prop_assert_eq!(&again, &register);
        for purpose in [StatusPurpose::Revocation, StatusPurpose::Suspension] {
            let list = again.status_list(purpose);
            for number in 0..12 {
                let set = expected.get(&number).is_some_and(|(of, set)| *of == purpose && *set);
                prop_assert_eq!(list.get(number), Some(set));
            }
        }
    }
}
