//! Somebody who lies: a machine that is not of the room, a place whose machine is somebody else's, a centre that writes a journal again.

use crate::common::*;
use crate::{absent, check_records, finish, hall, incident, report};
use jalon_attempt::Linear;
use jalon_attempt::decide::Draft;
use jalon_attempt::event::{Payload, Started};
use jalon_attempt::host::{Deed as HostDeed, Host};
use jalon_attempt::journal::{Heads, Journal};
use jalon_attempt::room::Lease;
use jalon_base::Fraction;
use jalon_base::id::RandomId;
use jalon_protocol::Response;
use jalon_session::event::{Decision, Deed, EndReason, IncidentKind, Refusal, Serving};
use jalon_session::seal::{Parts, SEAL, Wrong};
use jalon_session::store::{Log, Record};
use jalon_session::terminal::Heard;
use jalon_session::wire::{Reply, Request};

#[test]
fn nobody_stops_a_room_by_saying_that_another_server_answers() {
    let mut hall = hall(1);
    hall.begun(1);
    let mut post = hall.places[0].post(64).unwrap();
    post.instance = 1 << 40;
    let mut stranger = post.clone();
    stranger.key = did(CENTRE);
    let code = "access/unknown";
    assert_eq!(
        hall.ask(Request::Post(Box::new(stranger))),
        Reply::Refused { code },
        "nobody of this room"
    );
    assert!(!hall.desk.is_replaced());
    // A place that says it without what the centre signed is not believed either.
    let code = "desk/other-instance";
    assert_eq!(hall.ask(Request::Post(Box::new(post))), Reply::Refused { code });
    assert!(!hall.desk.is_replaced());
    assert_eq!(hall.post(0), Heard::Received, "the room goes on");
}

/// A session whose centre changes an answer before the close: chains linked again, the seal over what it made of them.
#[test]
fn an_answer_that_the_centre_wrote_again_is_found() {
    let mut hall = hall(2);
    hall.begun(1);
    finish(&mut hall, 1);
    let candidate = slug("c2");
    let why = Refusal::Absent;
    hall.one(Deed::TurnAway { candidate, why }).unwrap();
    hall.one(Deed::Close).unwrap();
    hall.seal(&[CENTRE, FIRST]).unwrap();
    assert_eq!(check_records(&hall, hall.log.kept()), []);
    let attempt = RandomId::from_bytes([1; 16]);
    let parts = Parts::of(hall.log.kept());
    let (mut made, mut heads) = (Journal::of(attempt), Heads::default());
    let mut changed = false;
    for event in parts.journals[&attempt].in_order().unwrap() {
        let mut payload = event.payload.as_deref().cloned().unwrap();
        if let Payload::Answered { response, .. } = &mut payload
            && !std::mem::replace(&mut changed, true)
        {
            *response = Response::Empty;
        }
        let salt = event.salt;
        let draft = Draft { payload, salt };
        made.link(&mut heads, vec![draft], &event.header.at).unwrap();
    }
    assert!(changed);
    let mut events = made.events.into_iter();
    let mut records: Vec<Record> = hall.log.kept().to_vec();
    records.pop();
    for record in &mut records {
        if let Record::Event { event } = record {
            *event = events.next().unwrap();
        }
    }
    let body = Parts::of(&records).to_seal(hall.desk.room()).unwrap();
    records.push(Record::Seal {
        seal: signed(SEAL, &body, &[CENTRE, FIRST]),
    });
    let wrongs = check_records(&hall, &records);
    let codes: Vec<&str> = wrongs.iter().map(jalon_session::seal::Wrong::code).collect();
    assert_eq!(codes, ["seal/head"]);
}

/// A page of somebody else's: a message with a hole, and a head over its last event.
#[test]
fn a_message_with_a_hole_does_not_leave_a_head_without_its_chain() {
    let mut hall = hall(2);
    hall.begun(1);
    let honest = hall.places[0].clone();
    let item = hall.items(0)[0].clone();
    for on in [true, false] {
        let item = item.clone();
        hall.do_at(0, jalon_attempt::seat::Act::Flag { item, on });
    }
    let mut post = hall.places[0].post(64).unwrap();
    assert_eq!(post.events.len(), 2);
    post.events[1].header.seq += 1;
    let post = headed(post, &hall.places[0], SEATS);
    let reply = hall.ask(Request::Post(Box::new(post)));
    let Reply::NotTaken { why, kept, .. } = reply else {
        panic!("{reply:?}")
    };
    assert_eq!((why, kept.len()), ("journal/sequence", 0));
    hall.places[0] = honest;
    finish(&mut hall, 1);
    assert_eq!(sealed(hall, false), []);
}

/// The centre's server writes in an attempt what it likes, and begins again as if nothing had been.
fn writes(hall: &mut Hall, n: u8, deeds: Vec<HostDeed>) {
    let attempt = RandomId::from_bytes([n; 16]);
    let supply = hall.kit.supply().unwrap();
    let mut host = match Parts::of(hall.log.kept()).journals.get(&attempt) {
        Some(journal) => Host::take_up(journal.clone(), supply, Some(&Linear), Some(&SEED)).unwrap(),
        None => Host::new(attempt, supply),
    };
    let mut records = Vec::new();
    for deed in deeds {
        let written = host.command(deed, supply, &SEED, &hall.clock.now(), &Linear).unwrap();
        records.extend(written.into_iter().map(|event| Record::Event { event }));
    }
    assert!(hall.log.keep(&records).is_ok());
    hall.restart(Serving::Restarted);
}

fn start(hall: &Hall, n: u8, change: impl FnOnce(&mut Started)) -> HostDeed {
    let mut started = hall.kit.order.started(&slug(&format!("c{n}")), "tests".into()).unwrap();
    change(&mut started);
    let lease = Lease {
        epoch: 1,
        seat: slug(&format!("p{n}")),
        key: did(SEATS + n - 1),
    };
    let started = Box::new(started);
    HostDeed::Start { started, lease }
}

/// Two people, of whom the first sits; the second may never come. What the seal says of it once everything else went as it should.
fn sealed(mut hall: Hall, second: bool) -> Vec<(&'static str, Wrong)> {
    if !second {
        absent(&mut hall, 2);
    }
    hall.one(Deed::Close).unwrap();
    hall.seal(&[CENTRE, FIRST]).unwrap();
    let wrongs = check_records(&hall, hall.log.kept()).into_iter();
    wrongs.map(|wrong| (wrong.code(), wrong)).collect()
}

fn beside(n: u8) -> Vec<(&'static str, Wrong)> {
    vec![("seal/beside", Wrong::Beside(RandomId::from_bytes([n; 16])))]
}

#[test]
fn time_that_nobody_gave_is_found() {
    let mut hall = hall(2);
    hall.begun(1);
    let incident = RandomId::from_bytes([99; 16]);
    let ms = 3_600_000;
    writes(&mut hall, 1, vec![HostDeed::Credit { ms, incident }]);
    assert_eq!(hall.post(0), Heard::Received, "the place sees nothing wrong");
    finish(&mut hall, 1);
    assert_eq!(sealed(hall, false), beside(1));
    // Nor more of it than was decided, nor twice.
    for (times, ms) in [(1, 200_001), (2, 200_000)] {
        let mut hall = self::hall(2);
        let candidate = Some(hall.begun(1));
        let kind = IncidentKind::Environment;
        hall.one(Deed::Record {
            incident,
            candidate,
            kind,
        })
        .unwrap();
        let mut decided = hall.log.kept().to_vec();
        let decision = Decision::Credit { ms: 200_000 };
        hall.one(Deed::Decide { incident, decision }).unwrap();
        let entry = hall.log.kept()[decided.len()].clone();
        decided.push(entry);
        hall.log = jalon_session::store::MemoryLog::of(decided);
        writes(&mut hall, 1, vec![HostDeed::Credit { ms, incident }; times]);
        assert_eq!(hall.post(0), Heard::Received);
        finish(&mut hall, 1);
        assert_eq!(sealed(hall, false), beside(1), "{times} times {ms}");
    }
}

#[test]
fn an_attempt_that_starts_otherwise_than_ordered_is_found() {
    let changes: [fn(&mut Started); 4] = [
        |started| started.time_factor = Fraction::new(10, 1).unwrap(),
        |started| started.hosted.as_mut().unwrap().extra_ms = 60_000,
        |started| started.hosted.as_mut().unwrap().untimed = true,
        |started| started.hosted.as_mut().unwrap().grace_ms = 600_000,
    ];
    for change in changes {
        let mut hall = hall(2);
        hall.seated(1);
        let before = hall.log.kept().len();
        let join = hall.places[0].join("join-code");
        assert!(matches!(hall.ask(Request::Join(join)), Reply::Welcome { .. }));
        // The room's entry as it should be, the attempt as it should not.
        let mut records = hall.log.kept().to_vec();
        records.truncate(before);
        let joined = hall.log.kept()[before..]
            .iter()
            .filter(|record| matches!(record, Record::Room { .. }));
        records.extend(joined.cloned());
        let start = start(&hall, 1, change);
        hall.log = jalon_session::store::MemoryLog::of(records);
        writes(&mut hall, 1, vec![start]);
        assert_eq!(hall.join(0, "join-code"), Heard::Received);
        hall.do_at(0, jalon_attempt::seat::Act::Open { lang: "fr".into() });
        let part = hall.release().protocols[&hall.kit.order.protocol].parts[0].id.clone();
        hall.places[0].ask(jalon_session::wire::Wish::Begin { part });
        assert_eq!(hall.post(0), Heard::Received);
        finish(&mut hall, 1);
        assert_eq!(sealed(hall, false), beside(1));
    }
}

#[test]
fn a_question_taken_away_an_end_and_a_place_that_nobody_decided_are_found() {
    // The proctor says that the question stands; the server replaces it.
    let mut hall = hall(2);
    hall.begun(1);
    let (item, matter) = (hall.items(0)[0].clone(), jalon_attempt::room::Matter::Content);
    let alerted = item.clone();
    hall.do_at(0, jalon_attempt::seat::Act::Alert { item: alerted, matter });
    assert_eq!(hall.post(0), Heard::Received);
    let incident = incident(&hall, IncidentKind::Question);
    let before = hall.log.kept().len();
    let upheld = false;
    hall.one(Deed::Settle { incident, upheld }).unwrap();
    let mut records = hall.log.kept().to_vec();
    records.truncate(before + 1);
    assert!(matches!(records[before], Record::Room { .. }));
    hall.log = jalon_session::store::MemoryLog::of(records);
    let upheld = true;
    writes(&mut hall, 1, vec![HostDeed::Settle { item, upheld }]);
    assert_eq!(hall.post(0), Heard::Received);
    finish(&mut hall, 1);
    assert_eq!(sealed(hall, false), beside(1));
    // It ends somebody's test by itself.
    let mut hall = self::hall(2);
    hall.begun(1);
    writes(&mut hall, 1, vec![HostDeed::End]);
    report(&mut hall, 1, true).unwrap();
    assert_eq!(sealed(hall, false), beside(1));
    // Somebody who never came has an attempt.
    let mut hall = self::hall(2);
    hall.begun(1);
    finish(&mut hall, 1);
    let start = start(&hall, 2, |_| {});
    writes(&mut hall, 2, vec![start, HostDeed::End]);
    assert_eq!(sealed(hall, false), beside(2));
    // Somebody's place is given to a machine where they never joined.
    let mut hall = self::hall(2);
    hall.begun(1);
    finish(&mut hall, 1);
    hall.begun(2);
    let (seat, key) = (slug("p3"), did(SEATS + 2));
    writes(&mut hall, 2, vec![HostDeed::Lease { seat, key }]);
    let (candidate, why) = (slug("c2"), EndReason::Left);
    hall.one(Deed::End { candidate, why }).unwrap();
    report(&mut hall, 2, false).unwrap();
    assert_eq!(sealed(hall, true), beside(2));
}
