//! What is written under a lease that is over: however much it is, it reaches the server, and is kept aside once.

use super::*;

/// So many flags, one after the other.
fn flags(hall: &mut Hall, place: usize, times: usize) {
    let item = hall.items(place)[0].clone();
    for time in 0..times {
        let (item, on) = (item.clone(), time % 2 == 0);
        hall.do_at(place, SeatAct::Flag { item, on });
    }
}

fn asides(hall: &Hall) -> usize {
    let records = hall.log.kept().iter();
    records.filter(|record| matches!(record, Record::Aside(_))).count()
}

/// Somebody's place was cut off, with much that was not sent, when they moved.
fn moved(written: bool) -> Hall {
    let mut hall = hall(1);
    let candidate = hall.begun(1);
    flags(&mut hall, 0, 100);
    let (who, seat) = (candidate.clone(), slug("p2"));
    hall.one(Deed::Seat { candidate: who, seat }).unwrap();
    hall.permit(&candidate, "second-code").unwrap();
    assert_eq!(hall.join(1, "second-code"), Heard::Received);
    if written {
        flags(&mut hall, 1, 1);
        assert_eq!(hall.post(1), Heard::Received);
    }
    hall
}

#[test]
fn all_that_a_place_wrote_before_somebody_moved_is_kept_aside() {
    for written in [false, true] {
        let mut hall = moved(written);
        assert_eq!(hall.post(0), Heard::Stopped("attempt/fenced"));
        let memory = hall.places[0].memory().unwrap();
        assert_eq!(memory.aside.len(), 100, "the device keeps all of it");
        assert_eq!(asides(&hall), 64);
        for _ in 0..4 {
            hall.post(0);
        }
        assert_eq!(asides(&hall), 100, "written elsewhere before: {written}");
        assert!(!hall.places[0].owes());
        // The page is loaded again: it sends them once more, and they are kept once.
        let protocol = Arc::clone(&hall.release().protocols[&hall.kit.order.protocol]);
        hall.places[0] = hall.places[0].reopen(memory, protocol, &hall.contents()).unwrap();
        for _ in 0..6 {
            hall.post(0);
        }
        assert_eq!(asides(&hall), 100);
        assert!(!hall.places[0].owes());
        finish(&mut hall, 2);
    }
}

fn finish(hall: &mut Hall, place: usize) {
    for item in hall.items(place - 1) {
        hall.answer(place - 1, &item);
    }
    hall.do_at(place - 1, SeatAct::HandIn);
    while hall.post(place - 1) == Heard::More {}
    report(hall, 1, true).unwrap();
    hall.one(Deed::Close).unwrap();
    hall.seal(&[CENTRE, FIRST]).unwrap();
    assert_eq!(check(hall), []);
}

#[test]
fn what_follows_an_event_out_of_turn_is_kept_aside_and_the_place_goes_on() {
    let mut hall = hall(1);
    let candidate = hall.begun(1);
    let items = hall.items(0);
    for to in items.clone() {
        hall.do_at(0, SeatAct::Go { to });
    }
    assert_eq!(hall.post(0), Heard::Received);
    // A pause so long that it closes the first question; the place is cut off, and does not know.
    let (who, pause) = (candidate.clone(), PauseKind::Room);
    hall.one(Deed::Pause { candidate: who, pause }).unwrap();
    hall.tick(1_300_000);
    hall.one(Deed::Resume { candidate }).unwrap();
    for _ in 0..100 {
        hall.answer(0, &items[0]);
    }
    assert_eq!(
        hall.post(0),
        Heard::More,
        "64 are kept aside, the rest is still to be sent"
    );
    assert_eq!(asides(&hall), 64);
    let mut turns = 0;
    while hall.places[0].owes() {
        turns += 1;
        assert!(turns < 6, "it is sent until it is kept");
        hall.post(0);
    }
    assert_eq!(asides(&hall), 100);
    hall.answer(0, &items[1]);
    hall.do_at(0, SeatAct::HandIn);
    while hall.post(0) == Heard::More {}
    report(&mut hall, 1, true).unwrap();
    hall.one(Deed::Close).unwrap();
    hall.seal(&[CENTRE, FIRST]).unwrap();
    assert_eq!(check(&hall), []);
}

#[test]
fn a_fork_is_kept_aside_to_its_end() {
    let mut hall = hall(1);
    hall.begun(1);
    let twin = hall.places[0].clone();
    flags(&mut hall, 0, 1);
    assert_eq!(hall.post(0), Heard::Received);
    let first = std::mem::replace(&mut hall.places[0], twin);
    let item = hall.items(0)[1].clone();
    hall.do_at(0, SeatAct::Go { to: item });
    flags(&mut hall, 0, 100);
    let forked = hall.places[0].memory().unwrap().journal.events.len();
    assert_eq!(hall.post(0), Heard::Stopped("receipt/fork"));
    for _ in 0..4 {
        hall.post(0);
    }
    assert!(!hall.places[0].owes());
    let kept = first.memory().unwrap().journal.events.len() - 2;
    assert_eq!(asides(&hall), forked - kept);
    hall.places[0] = first;
    assert_eq!(hall.post(0), Heard::Received);
    finish(&mut hall, 1);
}
