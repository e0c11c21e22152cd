//! What the room gives and takes: grace, credit, pauses, alerts, an end; and what a device alone does nothing of.

use super::*;

#[test]
fn time_over_with_its_grace_and_after() {
    let mut room = Room::new(Navigation::Free, Some(60)).begun();
    let items = room.items();
    room.answer(&items[0]).unwrap();
    room.pass(60_000 + GRACE - 1);
    assert_eq!(room.deed(Deed::Tick), Ok(Vec::new()), "not before the grace is over");
    assert_eq!(room.sync().stopped, None, "written in time, received within the grace");
    assert_eq!(room.answered(), 1);
    room.answer(&items[1]).unwrap();
    let late = room.seat.pending();
    room.pass(1);
    let received = room.receive(&late);
    assert!(matches!(received.stopped, Some(Stop::OutOfTurn(_))), "{received:?}");
    assert_eq!(received.aside, late);
    assert_eq!(room.answered(), 1);
    let part = &room.host.state().parts()[&room.part()];
    assert!(
        part.timed_out && part.charged_ms == 60_000,
        "never charged beyond what was allowed"
    );
    room.check();
}

#[test]
fn credit_accommodation_and_untimed() {
    let changed = |change: fn(&mut Hosted)| {
        let mut room = Room::with(world(Navigation::Free, Some(60)), |started| {
            started.time_factor = Fraction::new(4, 3).unwrap();
            change(started.hosted.as_mut().unwrap());
        })
        .begun();
        room.pass(10_000);
        let incident = RandomId::from_bytes([9; 16]);
        room.deed(Deed::Credit { ms: 7_000, incident }).unwrap();
        assert_eq!(room.deed(Deed::Credit { ms: 0, incident }), Err("attempt/out-of-place"));
        room.check();
        room.host.state().left_ms(&room.clock.now())
    };
    assert_eq!(changed(|_| {}), Some(77_000), "60 s × 4/3 − 10 s + 7 s");
    assert_eq!(changed(|hosted| hosted.extra_ms = 30_000), Some(107_000));
    assert_eq!(changed(|hosted| hosted.untimed = true), None);
}

#[test]
fn a_pause_charges_nothing_and_a_long_one_locks_earlier_pages() {
    let mut room = Room::new(Navigation::Free, Some(60)).begun();
    let items = room.items();
    for item in &items[..2] {
        room.act(Act::Go { to: item.clone() }).unwrap();
    }
    room.sync();
    room.pass(1_000);
    room.deed(Deed::Suspend).unwrap();
    // Written before the seat could know: taken. Written by one who knows: refused.
    room.answer(&items[1]).unwrap();
    assert_eq!(room.sync().stopped, None);
    assert_eq!(room.answer(&items[1]), Err(Illegal::OutOfPlace));
    room.pass(60_001);
    room.deed(Deed::Resume).unwrap();
    room.tell();
    assert_eq!(room.host.state().left_ms(&room.clock.now()), Some(59_000));
    let item = items[0].clone();
    assert_eq!(room.answer(&items[0]), Err(Illegal::Locked { item: item.clone() }));
    assert_eq!(room.act(Act::Go { to: item.clone() }), Err(Illegal::Locked { item }));
    assert!(room.answer(&items[1]).is_ok(), "the question one was at stays open");
    room.sync();
    room.check();
}

#[test]
fn an_alert_blocks_until_it_is_settled() {
    let alert = |upheld: bool| {
        let mut room = Room::new(Navigation::Free, None).begun();
        let item = room.items()[0].clone();
        let matter = Matter::Image;
        let act = Act::Alert {
            item: item.clone(),
            matter,
        };
        room.act(act.clone()).unwrap();
        assert_eq!(room.answer(&item), Err(Illegal::Alerted { item: item.clone() }));
        assert_eq!(room.act(act), Err(Illegal::Alerted { item: item.clone() }));
        assert!(
            room.act(Act::HandIn).is_err(),
            "nothing is handed in while something waits"
        );
        room.sync();
        assert_eq!(room.deed(Deed::End), Err("attempt/out-of-place"));
        room.deed(Deed::Settle {
            item: item.clone(),
            upheld,
        })
        .unwrap();
        assert_eq!(
            room.deed(Deed::Settle {
                item: item.clone(),
                upheld
            }),
            Err("attempt/out-of-place")
        );
        room.tell();
        room.check();
        (room, item)
    };
    let (mut room, item) = alert(false);
    room.answer(&item).unwrap();
    let (mut room, item) = alert(true);
    let items = room.items();
    assert!(!items.contains(&item), "the question left the paper");
    assert!(room.answer(&item).is_err());
    let fresh = items[0].clone();
    room.act(Act::Go { to: fresh.clone() }).unwrap();
    room.answer(&fresh).unwrap();
    room.sync();
    room.check();
    // Somebody who changes what came in its place is found by who has the seed.
    let mut journal = room.host.journal().clone();
    let changed = journal
        .events
        .iter_mut()
        .find_map(|event| match event.payload.as_mut().map(Arc::make_mut) {
            Some(Payload::Settled { by, .. }) => by.as_mut(),
            _ => None,
        });
    changed.unwrap().options.reverse();
    assert!(replay(&journal, room.world.supply(), None).is_err());
}

#[test]
fn ended_by_the_room() {
    let mut room = Room::new(Navigation::Free, Some(60)).begun();
    room.deed(Deed::End).unwrap();
    assert_eq!(room.host.state().phase(), &Phase::Closed(CloseReason::Ended));
    let item = room.items()[0].clone();
    room.answer(&item).unwrap();
    let received = room.sync();
    assert_eq!((received.taken, received.aside.len()), (0, 1));
    assert_eq!(received.stopped.unwrap().code(), "attempt/closed");
    assert_eq!(room.answered(), 0, "nothing after the end changes what counts");
    room.check();
}

#[test]
fn a_device_alone_does_nothing_of_a_room() {
    let mut run = jalon_testkit::Run::new(Box::leak(Box::new(world(Navigation::Free, None))), &mut Dice::seeded(1));
    run.go_on(
        &Person {
            skill: 100,
            mischief: 0,
            trouble: 0,
        },
        &mut Dice::seeded(1),
        5,
    );
    let contents = &run.world.release.contents;
    for payload in [
        Payload::Suspended,
        Payload::Credited {
            ms: 1,
            incident: run.attempt,
        },
        Payload::Closed {
            reason: CloseReason::Ended,
        },
    ] {
        let admitted = jalon_attempt::admit::admit(run.state(), contents, &payload, &run.clock.now());
        assert_eq!(admitted, Err(Illegal::NoRoom));
    }
}

proptest! {
    /// Whatever is lost, doubled, reordered or restarted on the way: the host's journal replays, holds each event once, and the seat ends
    /// with the same chain.
    #[test]
    fn any_network(rolls in proptest::collection::vec(any::<u32>(), 0..250)) {
        let mut dice = Dice::of(rolls);
        let mut room = Room::with(World::light(&mut dice), |_| {});
        room.act(Act::Open { lang: "fr".into() }).unwrap();
        room.sync();
        let mut flying: Vec<Vec<Event>> = Vec::new();
        for _ in 0..60 {
            room.pass(i64::from(dice.below(2_000)));
            match dice.below(9) {
                0 => { let part = room.host.state().next_part().cloned(); if let Some(part) = part { let _ = room.deed(Deed::Begin { part }); } }
                1 => flying.push(room.seat.pending()),
                2 if !flying.is_empty() => { let at = dice.place(flying.len()); let sent = flying[at].clone(); room.receive(&sent); }
                3 => room.tell(),
                4 => { let _ = room.deed(Deed::Tick); }
                5 => room.clock.reboot(i64::from(dice.below(100_000))),
                6 => room.seat = { let journal = room.seat.journal().clone(); open(&room.world, &journal, "did:key:a") },
                _ => {
                    let open: Vec<ItemId> = room.seat.state().open_part().map(|(_, paper)| paper.items.iter().map(|e| e.item.clone()).collect()).unwrap_or_default();
                    if !open.is_empty() {
                        let item = dice.pick(&open).clone();
                        let _ = room.act(Act::Go { to: item.clone() });
                        let _ = room.answer(&item);
                    }
                }
            }
        }
        room.tell();
        room.sync();
        room.check();
        let mut digests: Vec<_> = room.host.journal().events.iter().map(|event| event.header.digest().unwrap()).collect();
        let count = digests.len();
        digests.sort();
        digests.dedup();
        prop_assert_eq!(count, digests.len());
        let of_seat = |journal: &Journal| journal.events.iter().filter(|event| event.header.by == By::Seat).cloned().collect::<Vec<_>>();
        prop_assert_eq!(of_seat(room.seat.journal()), of_seat(room.host.journal()));
    }
}
