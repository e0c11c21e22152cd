//! Somebody who lies: a machine that is not of the room, a place whose machine is somebody else's, a centre that writes a journal again.

use crate::common::*;
use crate::{check_records, finish, hall};
use jalon_attempt::decide::Draft;
use jalon_attempt::event::Payload;
use jalon_attempt::journal::{Heads, Journal};
use jalon_base::id::RandomId;
use jalon_protocol::Response;
use jalon_session::event::{Deed, Refusal};
use jalon_session::seal::{Parts, SEAL};
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
