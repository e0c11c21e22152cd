//! The disk of the server is lost while the only copy of somebody's answers is at a place that is cut off.

use crate::common::*;
use crate::{check, hall, report};
use jalon_base::id::RandomId;
use jalon_session::event::{Decision, Deed, EndReason, IncidentKind, Serving};
use jalon_session::seal::SEAL;
use jalon_session::store::{Log, MemoryLog, Record};
use jalon_session::terminal::Heard;
use jalon_session::wire::{Reply, Request};

/// Incidents of a kind that wait.
fn waiting(hall: &Hall, kind: IncidentKind) -> Vec<RandomId> {
    let incidents = hall.desk.room().incidents().iter();
    let waits = incidents.filter(|(_, incident)| incident.kind == kind && incident.decision.is_none());
    waits.map(|(id, _)| *id).collect()
}

/// Two people whose answers are acknowledged; then the disk burns, and the console has the room's journal alone.
fn burnt() -> Hall {
    let mut hall = hall(2);
    for n in [1, 2] {
        hall.begun(n);
        let item = hall.items(n - 1)[0].clone();
        hall.answer(n - 1, &item);
        assert_eq!(hall.post(n - 1), Heard::Received);
    }
    let of_room = |record: &&Record| matches!(record, Record::Room { .. });
    hall.log = MemoryLog::of(hall.log.kept().iter().filter(of_room).cloned().collect());
    hall.restart(Serving::Rebuilt);
    assert_eq!(
        waiting(&hall, IncidentKind::Copy).len(),
        2,
        "both places are waited for"
    );
    let Heard::GiveBack(restore) = hall.post(0) else {
        panic!("the first place gives back")
    };
    assert!(matches!(hall.ask(Request::Restore(restore)), Reply::Taken { .. }));
    assert_eq!(hall.post(0), Heard::Received);
    assert_eq!(waiting(&hall, IncidentKind::Copy).len(), 1, "and is waited for no more");
    hall
}

#[test]
fn a_copy_that_is_away_keeps_the_room_open_until_a_person_leaves_it_to_the_certifier() {
    let mut hall = burnt();
    for n in [1, 2] {
        let (candidate, why) = (slug(&format!("c{n}")), EndReason::Technical);
        hall.one(Deed::End { candidate, why }).unwrap();
        report(&mut hall, n, false).unwrap();
    }
    assert_eq!(hall.one(Deed::Close), Err("room/undecided"));
    let incident = waiting(&hall, IncidentKind::Copy)[0];
    for decision in [Decision::Nothing, Decision::Credit { ms: 1000 }, Decision::Uncharged] {
        assert_eq!(
            hall.one(Deed::Decide { incident, decision }),
            Err("room/incident"),
            "the room cannot do without: {decision:?}"
        );
    }
    let decision = Decision::Certifier;
    hall.one(Deed::Decide { incident, decision }).unwrap();
    hall.one(Deed::Close).unwrap();
    hall.seal(&[CENTRE, FIRST]).unwrap();
    assert_eq!(check(&hall), []);
    let Some(Record::Seal { seal }) = hall.log.kept().last().cloned() else {
        panic!("sealed")
    };
    assert_eq!(
        seal.verify(SEAL).unwrap().body.away,
        [slug("c2")],
        "the seal names whose copy is away"
    );
    // The place comes back after the seal: its answers are kept aside, once, for the certifier to rule on.
    let Heard::GiveBack(restore) = hall.post(1) else {
        panic!("the second place gives back")
    };
    let answers = restore
        .journal
        .events
        .iter()
        .filter(|event| event.header.by == jalon_attempt::By::Seat);
    let answers = answers.count();
    for _ in 0..2 {
        let reply = hall.ask(Request::Restore(restore.clone()));
        assert!(matches!(reply, Reply::Refused { .. }));
    }
    let aside = hall
        .log
        .kept()
        .iter()
        .filter(|record| matches!(record, Record::Aside(_)));
    assert_eq!(aside.count(), answers);
    assert_eq!(check(&hall), [], "and the seal still holds");
}

#[test]
fn a_copy_that_comes_back_in_time_is_waited_for_no_more() {
    let mut hall = burnt();
    hall.restart(Serving::Restarted);
    assert_eq!(waiting(&hall, IncidentKind::Copy).len(), 1, "another life still waits");
    let Heard::GiveBack(restore) = hall.post(1) else {
        panic!("the second place gives back")
    };
    assert!(matches!(hall.ask(Request::Restore(restore)), Reply::Taken { .. }));
    assert!(waiting(&hall, IncidentKind::Copy).is_empty());
    assert!(hall.desk.room().away().is_empty());
}

/// An alert that only the lost disk knew comes back with its place, once nobody can settle it any more.
#[test]
fn an_alert_that_comes_back_to_a_room_that_is_closed_ends_with_it() {
    for closed in [false, true] {
        let mut hall = hall(1);
        let candidate = hall.begun(1);
        let item = hall.items(0)[0].clone();
        let of_room = |record: &&Record| matches!(record, Record::Room { .. });
        let room: Vec<Record> = hall.log.kept().iter().filter(of_room).cloned().collect();
        let matter = jalon_attempt::room::Matter::Sound;
        hall.do_at(0, jalon_attempt::seat::Act::Alert { item, matter });
        assert_eq!(hall.post(0), Heard::Received);
        hall.log = MemoryLog::of(room);
        hall.restart(Serving::Rebuilt);
        let why = EndReason::Technical;
        hall.one(Deed::End { candidate, why }).unwrap();
        report(&mut hall, 1, false).unwrap();
        if closed {
            let incident = waiting(&hall, IncidentKind::Copy)[0];
            let decision = Decision::Certifier;
            hall.one(Deed::Decide { incident, decision }).unwrap();
            hall.one(Deed::Close).unwrap();
        }
        let Heard::GiveBack(restore) = hall.post(0) else {
            panic!("the place gives back")
        };
        assert!(matches!(hall.ask(Request::Restore(restore)), Reply::Taken { .. }));
        let host = hall.desk.hosts().values().next().unwrap();
        let phase = host.state().phase().clone();
        assert!(matches!(phase, jalon_attempt::Phase::Closed(_)), "{closed}: {phase:?}");
        if !closed {
            hall.one(Deed::Close).unwrap();
        }
        hall.seal(&[CENTRE, FIRST]).unwrap();
        assert_eq!(check(&hall), []);
    }
}

/// A follower that lacks what the last flush kept.
fn taken_over() -> (Hall, jalon_base::Slug) {
    let mut hall = hall(1);
    let candidate = hall.begun(1);
    let items = hall.items(0);
    hall.answer(0, &items[0]);
    assert_eq!(hall.post(0), Heard::Received);
    let before = hall.log.kept().to_vec();
    hall.answer(0, &items[1]);
    assert_eq!(hall.post(0), Heard::Received);
    hall.log = MemoryLog::of(before);
    hall.restart(Serving::TookOver);
    (hall, candidate)
}

#[test]
fn what_is_done_before_a_place_is_heard_comes_to_its_attempt_after() {
    let (mut hall, candidate) = taken_over();
    let (who, pause) = (candidate.clone(), jalon_session::event::PauseKind::Room);
    hall.one(Deed::Pause { candidate: who, pause }).unwrap();
    hall.tick(20_000);
    let Heard::GiveBack(restore) = hall.post(0) else {
        panic!("the place gives back")
    };
    assert!(matches!(hall.ask(Request::Restore(restore)), Reply::Taken { .. }));
    assert_eq!(hall.post(0), Heard::Received);
    let phase = |hall: &Hall| hall.desk.hosts().values().next().unwrap().state().phase().clone();
    assert!(
        matches!(phase(&hall), jalon_attempt::Phase::Paused(_)),
        "the clock stands now"
    );
    hall.one(Deed::Resume { candidate }).unwrap();
    assert!(matches!(phase(&hall), jalon_attempt::Phase::Running(_)));
    let host = hall.desk.hosts().values().next().unwrap();
    assert!(hall.items(0).iter().all(|item| host.state().response(item).is_some()));
    assert!(!hall.log.kept().iter().any(|record| matches!(record, Record::Aside(_))));
}

#[test]
fn a_place_that_two_servers_told_two_things_stops_and_says_so() {
    let (mut hall, candidate) = taken_over();
    let why = EndReason::Technical;
    hall.one(Deed::End { candidate, why }).unwrap();
    let Heard::GiveBack(restore) = hall.post(0) else {
        panic!("the place gives back")
    };
    let reply = hall.ask(Request::Restore(restore));
    assert_eq!(hall.hear(0, reply), Heard::Stopped("desk/forked"));
    let aside = |hall: &Hall| {
        let records = hall.log.kept().iter();
        records.filter(|record| matches!(record, Record::Aside(_))).count()
    };
    assert_eq!(aside(&hall), 1, "what the lost server had acknowledged is for a person");
}
