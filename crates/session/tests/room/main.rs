//! Rooms run by hand: what is refused, what blocks, what is given back, and the seal with its verification.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "tests are free of these rules"
)]

mod apart;
mod away;
mod charged;
#[path = "../common/mod.rs"]
mod common;
mod hostile;
mod outages;

use common::{CENTRE, CODES, FIRST, Hall, SEATS, SECOND, SEED, at, did, headed, order, signed, slug, tried, world};
use jalon_attempt::room::Matter;
use jalon_attempt::seat::Act as SeatAct;
use jalon_attempt::{Linear, Phase};
use jalon_base::id::RandomId;
use jalon_base::json::{self, Limits};
use jalon_base::{Digest, Fraction, jcs};
use jalon_protocol::plan::Navigation;
use jalon_session::access::{Capability, Denied, may};
use jalon_session::event::{
    Act, Decision, Deed, EndReason, Happening, IdentityDocument, IncidentKind, PauseKind, Refusal, Report, Serving,
    Tried,
};
use jalon_session::room::{Author, RoomPhase, Standing};
use jalon_session::seal::{self, Against, SEAL, Wrong, verify};
use jalon_session::store::{Log, NotKept, Record};
use jalon_session::terminal::Heard;
use jalon_session::wall::wall;
use jalon_session::wire::{ACK, Reply, Request};
use jalon_session::{Desk, Room};
use std::sync::Arc;

fn hall(people: u8) -> Hall {
    let world = world(Navigation::Free, Some(600));
    Hall::new(&world, order(&world, people)).opened()
}

fn check(hall: &Hall) -> Vec<Wrong> {
    check_records(hall, hall.log.kept())
}

fn check_records(hall: &Hall, records: &[Record]) -> Vec<Wrong> {
    verify(
        records,
        Against {
            order: &hall.kit.order,
            supply: hall.kit.supply().unwrap(),
            guide: Some(&Linear),
            seed: &SEED,
        },
    )
}

/// Everything answered and handed in, the line of the record complete.
fn finish(hall: &mut Hall, n: usize) {
    for item in hall.items(n - 1) {
        hall.answer(n - 1, &item);
    }
    hall.do_at(n - 1, SeatAct::HandIn);
    assert_eq!(hall.post(n - 1), Heard::Received);
    report(hall, n, true).unwrap();
}

fn report(hall: &mut Hall, n: usize, finished: bool) -> Result<(), &'static str> {
    let candidate = slug(&format!("c{n}"));
    let report = Report { signed: true, finished };
    hall.one(Deed::Report { candidate, report })
}

fn absent(hall: &mut Hall, n: usize) {
    let candidate = slug(&format!("c{n}"));
    let why = Refusal::Absent;
    hall.one(Deed::TurnAway { candidate, why }).unwrap();
}

fn incident(hall: &Hall, kind: IncidentKind) -> RandomId {
    let mut incidents = hall.desk.room().incidents().iter();
    *incidents.find(|(_, incident)| incident.kind == kind).unwrap().0
}

fn decision(hall: &Hall, kind: IncidentKind) -> Option<(Decision, Author)> {
    hall.desk.room().incidents()[&incident(hall, kind)].decision.clone()
}

#[test]
fn a_whole_session_sealed_and_verified() {
    let mut hall = hall(3);
    for n in 1..=2 {
        hall.begun(n);
        finish(&mut hall, n);
    }
    assert_eq!(hall.one(Deed::Close), Err("room/report"), "somebody was not called");
    absent(&mut hall, 3);
    hall.one(Deed::Close).unwrap();
    assert_eq!(hall.one(Deed::Close), Err("room/out-of-place"));
    for alone in [&[CENTRE][..], &[FIRST], &[CENTRE, SECOND]] {
        assert_eq!(
            hall.seal(alone),
            Err("room/signature"),
            "the centre and who may seal: {alone:?}"
        );
    }
    assert_eq!(hall.seal(&[CENTRE, FIRST]), Ok(()));
    assert_eq!(hall.seal(&[CENTRE, FIRST]), Err("none"));
    let mut records = hall.log.kept().to_vec();
    let Some(Record::Seal { seal }) = records.pop() else {
        panic!()
    };
    let body = seal.verify(SEAL).unwrap().body;
    let mut without = records.clone();
    let seal = signed(SEAL, &body, &[CENTRE]);
    without.push(Record::Seal { seal });
    assert_eq!(
        check_records(&hall, &without),
        [Wrong::Signers],
        "the certifier wants both too"
    );
    let seal = signed(SEAL, &body, &[CENTRE, FIRST]);
    records.push(Record::Seal { seal: seal.clone() });
    assert_eq!(check_records(&hall, &records), []);
    // Every record comes back from its bytes.
    for record in &records {
        let bytes = jcs::to_vec(record).unwrap();
        assert_eq!(&json::from_slice::<Record>(&bytes, Limits::DOCUMENT).unwrap(), record);
    }
    // Whatever is taken away, doubled or changed is found.
    let last = records.len() - 1;
    for place in 0..last {
        let mut without = records.clone();
        without.remove(place);
        assert!(!check_records(&hall, &without).is_empty(), "record {place} taken away");
        let mut twice = records.clone();
        twice.insert(place, records[place].clone());
        assert!(!check_records(&hall, &twice).is_empty(), "record {place} twice");
    }
    let mut other = body;
    other.attempts[0].events += 1;
    let last = records.len() - 1;
    records[last] = Record::Seal {
        seal: signed(SEAL, &other, &[CENTRE, FIRST]),
    };
    let wrongs = check_records(&hall, &records);
    assert!(matches!(wrongs[..], [Wrong::Attempt(_), Wrong::Root]), "{wrongs:?}");
    assert_eq!(seal::Parts::of(&records[..last]).journals.len(), 2);
}

#[test]
fn nothing_after_the_seal_counts_and_nothing_is_lost() {
    let mut hall = hall(1);
    hall.begun(1);
    let items = hall.items(0);
    hall.answer(0, &items[0]);
    assert_eq!(hall.post(0), Heard::Received);
    hall.answer(0, &items[1]);
    let candidate = slug("c1");
    let why = EndReason::Unwell;
    hall.one(Deed::End { candidate, why }).unwrap();
    assert_eq!(report(&mut hall, 1, true), Err("room/bad-report"));
    report(&mut hall, 1, false).unwrap();
    hall.one(Deed::Close).unwrap();
    hall.seal(&[CENTRE, FIRST]).unwrap();
    let before = hall.log.kept().len();
    assert!(matches!(hall.post(0), Heard::Stopped("room/sealed")));
    let aside: Vec<_> = hall.log.kept()[before..].to_vec();
    assert!(matches!(&aside[..], [Record::Aside(aside)] if aside.why == "room/sealed"));
    assert_eq!(check(&hall), []);
    let host = &hall.desk.hosts()[&RandomId::from_bytes([1; 16])];
    assert!(host.state().response(&items[0]).is_some() && host.state().response(&items[1]).is_none());
    let (now, records) = (hall.clock.now(), hall.log.kept().to_vec());
    let (mut again, outbox) = Desk::open(Arc::clone(&hall.kit), &records, Serving::Restarted, &now).unwrap();
    assert!(outbox.records().is_empty(), "a sealed session is not served again");
    let act = hall.act(Deed::Close, &[FIRST]);
    let outbox = again.handle(vec![(1, Request::Act(Box::new(act)))], &now);
    let kept = hall.log.keep(outbox.records()).unwrap();
    let code = "room/sealed";
    assert_eq!(outbox.said(&kept), Some(vec![(1, Reply::Refused { code })]));
}

#[test]
fn what_a_room_refuses() {
    let world = world(Navigation::Free, Some(600));
    let mut hall = Hall::new(&world, order(&world, 3));
    let codes = |codes: &[&str]| Deed::Unlock {
        codes: codes.iter().map(|code| (*code).to_owned()).collect(),
    };
    assert_eq!(hall.deed(codes(&CODES), &[FIRST]), Err("access/two-people"));
    assert_eq!(
        hall.deed(codes(&[CODES[0], "other"]), &[FIRST, SECOND]),
        Err("room/code")
    );
    assert_eq!(hall.deed(codes(&CODES[..1]), &[FIRST, SECOND]), Err("room/code"));
    let date = at("2026-11-24T08:00:00Z");
    assert_eq!(
        hall.one(Deed::Open { date }),
        Err("room/out-of-place"),
        "the content is closed"
    );
    let plain = Tried {
        secure: false,
        ..tried()
    };
    let seat = slug("p1");
    let key = did(SEATS);
    let prepare = |tried| Deed::Prepare {
        seat: seat.clone(),
        key: key.clone(),
        tried,
    };
    assert_eq!(hall.one(prepare(plain)), Err("room/insecure"));
    let mut hall = hall.opened();
    for key in [did(SEATS), "did:key:nobody".to_owned()] {
        let (seat, tried) = (slug("p2"), tried());
        let wrong = hall.one(Deed::Prepare { seat, key, tried });
        assert_eq!(wrong, Err("room/key"), "another place's, or none");
    }
    let before = hall.one(Deed::Open {
        date: at("2026-11-24T06:00:00Z"),
    });
    assert_eq!(before, Err("room/out-of-place"));
    let check_in = |n: &str| Deed::CheckIn {
        candidate: slug(n),
        document: IdentityDocument::Passport,
    };
    assert_eq!(hall.one(check_in("c9")), Err("room/candidate"));
    assert_eq!(hall.deed(check_in("c1"), &[SECOND]), Err("access/capability"));
    hall.one(check_in("c1")).unwrap();
    assert_eq!(hall.one(check_in("c1")), Err("room/out-of-place"));
    // A doubt on who somebody is: no exam, for good.
    let doubt = Deed::TurnAway {
        candidate: slug("c2"),
        why: Refusal::Doubt,
    };
    hall.one(doubt).unwrap();
    assert_eq!(hall.one(check_in("c2")), Err("room/out-of-place"));
    // A place that failed a test is given to nobody; a place is given to one.
    let silent = Tried {
        audio: false,
        ..tried()
    };
    hall.one(prepare(silent)).unwrap();
    let to = |candidate: &str, seat: &str| Deed::Seat {
        candidate: slug(candidate),
        seat: slug(seat),
    };
    assert_eq!(hall.one(to("c1", "p1")), Err("room/seat-not-ready"));
    assert_eq!(hall.one(to("c1", "p9")), Err("room/seat"));
    hall.one(to("c1", "p2")).unwrap();
    // After the latest arrival nobody comes in, whatever the wall clock says.
    hall.clock.pass(29 * 60_000);
    hall.one(check_in("c3")).unwrap();
    assert_eq!(hall.one(to("c3", "p2")), Err("room/seat-taken"));
    let mut late = common::order(&world, 2);
    late.window.late = at("2026-11-24T08:01:00Z");
    let mut hall = Hall::new(&world, late).opened();
    hall.clock.pass(60_000);
    hall.clock.jump(-jalon_testkit::clock::YEAR);
    assert_eq!(hall.one(check_in("c1")), Err("room/late"));
}

#[test]
fn an_act_is_done_once_in_its_session_by_who_signed_it() {
    let mut hall = hall(2);
    let check_in = Deed::CheckIn {
        candidate: slug("c1"),
        document: IdentityDocument::Card,
    };
    let act = hall.act(check_in.clone(), &[FIRST]);
    let asked = Request::Act(Box::new(act.clone()));
    assert!(matches!(hall.ask(asked.clone()), Reply::Done { .. }));
    assert_eq!(hall.ask(asked), Reply::Refused { code: "room/repeated" });
    let Happening::Acted { act, .. } = act else { panic!() };
    let changed = |change: &dyn Fn(&mut Act)| {
        let mut act = (*act).clone();
        act.id = RandomId::from_bytes([200; 16]);
        act.deed = Deed::CheckIn {
            candidate: slug("c2"),
            document: IdentityDocument::Card,
        };
        change(&mut act);
        act
    };
    let code = |hall: &mut Hall, act: Act| match hall.ask(Request::Act(Box::new(hall.happening(act, &[FIRST])))) {
        Reply::Refused { code } => code,
        other => panic!("{other:?}"),
    };
    let other = changed(&|act| act.session = RandomId::from_bytes([9; 16]));
    assert_eq!(code(&mut hall, other), "access/session");
    let stale = changed(&|act| act.seen = Digest::of(b"never"));
    assert_eq!(code(&mut hall, stale), "room/stale");
    let long = changed(&|act| act.note = Some("x".repeat(501)));
    assert_eq!(code(&mut hall, long), "room/note");
    let odd = changed(&|act| act.note = Some("a\u{1b}[2J".into()));
    assert_eq!(code(&mut hall, odd), "room/note");
    let nobody = hall.happening(changed(&|_| {}), &[CENTRE]);
    let code = "access/unknown";
    assert_eq!(hall.ask(Request::Act(Box::new(nobody))), Reply::Refused { code });
}

#[test]
fn a_permission_serves_once() {
    let mut hall = hall(2);
    let candidate = hall.seated(1);
    assert_eq!(hall.join(0, "another"), Heard::Stopped("room/permission"));
    assert_eq!(
        hall.join(1, "join-code"),
        Heard::Stopped("room/permission"),
        "not at another place"
    );
    assert_eq!(
        hall.permit(&candidate, "again"),
        Err("room/out-of-place"),
        "the first is not used yet"
    );
    assert_eq!(hall.join(0, "join-code"), Heard::Received);
    // The reply was lost: the same place is told again what it has.
    let join = hall.places[0].join("join-code");
    assert!(matches!(hall.ask(Request::Join(join)), Reply::Welcome { .. }));
    assert_eq!(
        hall.desk
            .hosts()
            .values()
            .next()
            .unwrap()
            .state()
            .lease()
            .unwrap()
            .epoch,
        1
    );
}

#[test]
fn an_alert_blocks_closing_and_ending_until_settled() {
    let mut hall = hall(1);
    let candidate = hall.begun(1);
    let item = hall.items(0)[0].clone();
    let matter = Matter::Sound;
    hall.do_at(
        0,
        SeatAct::Alert {
            item: item.clone(),
            matter,
        },
    );
    assert_eq!(hall.post(0), Heard::Received);
    hall.tick(4_000);
    let shown = wall(&hall.desk, &hall.clock.now());
    assert_eq!((shown.lines[0].alert_ms, shown.queue[0].since_ms), (Some(4_000), 4_000));
    let why = EndReason::Left;
    let end = Deed::End {
        candidate: candidate.clone(),
        why,
    };
    assert_eq!(hall.one(end), Err("room/alert-open"));
    assert_eq!(hall.one(Deed::Close), Err("room/running"));
    let incident = incident(&hall, IncidentKind::Question);
    let nothing = Deed::Decide {
        incident,
        decision: Decision::Nothing,
    };
    assert_eq!(
        hall.one(nothing),
        Err("room/incident"),
        "a question is settled, not waved away"
    );
    hall.one(Deed::Settle { incident, upheld: true }).unwrap();
    let host = hall.desk.hosts().values().next().unwrap();
    assert!(
        host.state()
            .paper()
            .unwrap()
            .items()
            .all(|(_, entry)| entry.item != item)
    );
    assert_eq!(hall.post(0), Heard::Received);
    assert!(!hall.items(0).contains(&item), "the place has the other question");
    assert!(wall(&hall.desk, &hall.clock.now()).queue.is_empty());
    finish(&mut hall, 1);
    hall.one(Deed::Close).unwrap();
    hall.seal(&[CENTRE, FIRST]).unwrap();
    assert_eq!(check(&hall), []);
}
