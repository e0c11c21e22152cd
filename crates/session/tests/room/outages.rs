//! What a room lives through: outages, time given, pauses, moves, another life of the server; and who may do what.

use super::*;

#[test]
fn an_outage_is_seen_noted_and_given_back_by_the_rule() {
    let mut hall = hall(1);
    hall.begun(1);
    let left = |hall: &Hall| {
        let host = hall.desk.hosts().values().next().unwrap();
        host.state().left_ms(&hall.clock.now()).unwrap()
    };
    assert_eq!(hall.desk.due(), Some(hall.clock.now().mono_ms + 15_000));
    hall.tick(14_999);
    assert!(!wall(&hall.desk, &hall.clock.now()).lines[0].outage);
    hall.tick(1);
    assert!(wall(&hall.desk, &hall.clock.now()).lines[0].outage, "shown within 15 s");
    hall.tick(585_000 - 1);
    let item = hall.items(0)[0].clone();
    hall.answer(0, &item);
    assert_eq!(hall.post(0), Heard::Received, "what was written while cut off counts");
    assert_eq!(left(&hall), 600_000, "the whole outage is given back");
    let ms = 599_999;
    assert_eq!(
        decision(&hall, IncidentKind::Outage),
        Some((Decision::Credit { ms }, Author::Rule))
    );
}

#[test]
fn an_outage_beyond_the_rule_waits_for_two_people() {
    let mut hall = hall(1);
    hall.begun(1);
    hall.tick(15_000);
    hall.tick(600_000);
    let item = hall.items(0)[0].clone();
    hall.answer(0, &item);
    assert_eq!(hall.post(0), Heard::Held);
    assert_eq!(hall.one(Deed::Close), Err("room/running"));
    let incident = incident(&hall, IncidentKind::Outage);
    let credit = |ms| Deed::Decide {
        incident,
        decision: Decision::Credit { ms },
    };
    assert_eq!(hall.one(credit(615_000)), Err("access/two-people"));
    // While people have to decide, a place that is silent again asks for nothing.
    hall.tick(60_000);
    let now = hall.clock.now().mono_ms;
    assert!(hall.desk.due().is_none_or(|due| due > now), "{:?}", hall.desk.due());
    hall.deed(credit(615_000), &[FIRST, SECOND]).unwrap();
    assert_eq!(hall.post(0), Heard::Received);
    let host = hall.desk.hosts().values().next().unwrap();
    assert_eq!(host.state().left_ms(&hall.clock.now()), Some(600_000));
    assert!(host.state().response(&item).is_some());
    finish(&mut hall, 1);
    hall.one(Deed::Close).unwrap();
    // Alone, the proctor leaves it to the certifier: no time is given, and what comes too late is kept aside.
    let mut hall = self::hall(1);
    hall.begun(1);
    hall.tick(15_000);
    hall.tick(600_000);
    hall.answer(0, &item);
    assert_eq!(hall.post(0), Heard::Held);
    let incident = self::incident(&hall, IncidentKind::Outage);
    let decision = Decision::Certifier;
    hall.one(Deed::Decide { incident, decision }).unwrap();
    hall.tick(14_000);
    hall.post(0);
    let aside = hall
        .log
        .kept()
        .iter()
        .filter(|record| matches!(record, Record::Aside(_)));
    assert_eq!(aside.count(), 1);
    assert_eq!(
        hall.desk.room().sitters()[&slug("c1")].standing,
        Standing::Over { why: None }
    );
}

#[test]
fn time_given_by_one_alone_is_bounded_in_all() {
    let mut hall = hall(1);
    let candidate = Some(hall.begun(1));
    for (number, ms, two, wanted) in [
        (1, 200_000, false, Ok(())),
        (2, 100_001, false, Err("access/two-people")),
        (2, 100_000, false, Ok(())),
        (3, 1, false, Err("access/two-people")),
        (3, 900_000, true, Ok(())),
    ] {
        let incident = RandomId::from_bytes([100 + number; 16]);
        if !hall.desk.room().incidents().contains_key(&incident) {
            let kind = IncidentKind::Environment;
            let candidate = candidate.clone();
            hall.one(Deed::Record {
                incident,
                candidate,
                kind,
            })
            .unwrap();
        }
        let decision = Decision::Credit { ms };
        let by: &[u8] = if two { &[FIRST, SECOND] } else { &[FIRST] };
        assert_eq!(hall.deed(Deed::Decide { incident, decision }, by), wanted);
    }
    let host = hall.desk.hosts().values().next().unwrap();
    assert_eq!(host.state().left_ms(&hall.clock.now()), Some(600_000 + 1_200_000));
    let incident = RandomId::from_bytes([150; 16]);
    let by_itself = Deed::Record {
        incident,
        candidate,
        kind: IncidentKind::Outage,
    };
    assert_eq!(
        hall.one(by_itself),
        Err("room/incident"),
        "the server notes outages, people do not"
    );
}

#[test]
fn pauses_and_breaks() {
    let world = world(Navigation::Free, Some(600));
    let mut order = order(&world, 1);
    order.roster[0].adjustments.factor = Fraction::new(4, 3);
    order.roster[0].adjustments.breaks = 1;
    order.roster[0].adjustments.break_minutes = 5;
    let mut hall = Hall::new(&world, order).opened();
    let candidate = hall.begun(1);
    let pause = |pause| Deed::Pause {
        candidate: candidate.clone(),
        pause,
    };
    let resume = Deed::Resume {
        candidate: candidate.clone(),
    };
    hall.tick(10_000);
    assert_eq!(hall.post(0), Heard::Received);
    let shown = wall(&hall.desk, &hall.clock.now()).lines[0].clone();
    let ends = hall.desk.room().time_ms(&hall.clock.now()).unwrap() / 1000 + 790;
    assert_eq!(shown.left_ms, Some(790_000), "600 s × 4/3 − 10 s");
    assert_eq!(shown.ends.map(|ends| ends.unix()), Some(ends));
    hall.one(pause(PauseKind::Break)).unwrap();
    assert_eq!(hall.one(pause(PauseKind::Room)), Err("room/out-of-place"));
    for _ in 0..30 {
        hall.tick(10_000);
        assert_eq!(hall.post(0), Heard::Received);
    }
    assert!(wall(&hall.desk, &hall.clock.now()).lines[0].stands);
    hall.one(resume.clone()).unwrap();
    assert_eq!(hall.one(resume), Err("room/out-of-place"));
    assert_eq!(wall(&hall.desk, &hall.clock.now()).lines[0].left_ms, Some(790_000));
    assert_eq!(hall.one(pause(PauseKind::Break)), Err("room/no-break"));
}

#[test]
fn somebody_moves_to_another_place() {
    let mut hall = hall(1);
    let candidate = hall.begun(1);
    let items = hall.items(0);
    hall.answer(0, &items[0]);
    hall.post(0);
    hall.answer(0, &items[1]);
    let seat = slug("p2");
    hall.one(Deed::Seat {
        candidate: candidate.clone(),
        seat,
    })
    .unwrap();
    assert_eq!(
        hall.join(1, "join-code"),
        Heard::Stopped("room/permission"),
        "the move asks for a new permission"
    );
    hall.permit(&candidate, "second-code").unwrap();
    assert_eq!(hall.join(1, "second-code"), Heard::Received);
    assert_eq!(hall.items(1), items);
    hall.answer(1, &items[1]);
    assert_eq!(hall.post(1), Heard::Received);
    assert!(matches!(hall.post(0), Heard::Stopped("attempt/fenced")));
    hall.post(0);
    let aside = hall
        .log
        .kept()
        .iter()
        .filter(|record| matches!(record, Record::Aside(_)));
    assert_eq!(aside.count(), 1, "kept aside once, however often it is sent");
    assert_eq!(
        decision(&hall, IncidentKind::Aside),
        Some((Decision::Certifier, Author::Rule))
    );
    let host = hall.desk.hosts().values().next().unwrap();
    assert_eq!(
        host.state().lease().map(|lease| (lease.epoch, lease.seat.clone())),
        Some((2, slug("p2")))
    );
}

#[test]
fn another_life_a_follower_and_a_lost_disk() {
    let mut hall = hall(1);
    hall.begun(1);
    let items = hall.items(0);
    hall.answer(0, &items[0]);
    hall.post(0);
    hall.restart(Serving::Restarted);
    assert_eq!(
        decision(&hall, IncidentKind::Server),
        Some((Decision::Uncharged, Author::Rule))
    );
    hall.answer(0, &items[1]);
    assert_eq!(hall.post(0), Heard::Received);
    // The follower had everything but the last answer; the old server is still there.
    let mut old = hall.desk.clone();
    let all = hall.log.kept().to_vec();
    let lag = all.len() - 2;
    hall.log = jalon_session::store::MemoryLog::of(all[..lag].to_vec());
    hall.restart(Serving::TookOver);
    assert_eq!(hall.desk.room().instance(), 1000);
    let back = hall.post(0);
    let Heard::GiveBack(restore) = back else {
        panic!("{back:?}")
    };
    let mut beyond = restore.clone();
    let code = "desk/restore";
    let known = hall.places[0].ack().unwrap().clone();
    let mut never = known.clone();
    never.head = Digest::of(b"never signed");
    for (ack, by) in [(never, CENTRE), (known, FIRST)] {
        beyond.ack = signed(ACK, &ack, &[by]);
        let refused = hall.ask(Request::Restore(beyond.clone()));
        assert_eq!(
            refused,
            Reply::Refused { code },
            "nothing but what the centre signed is believed"
        );
    }
    assert!(matches!(hall.ask(Request::Restore(restore)), Reply::Taken { .. }));
    assert_eq!(hall.post(0), Heard::Received);
    let host = &hall.desk.hosts()[&RandomId::from_bytes([1; 16])];
    assert!(
        items.iter().all(|item| host.state().response(item).is_some()),
        "nothing that was acknowledged is lost"
    );
    // The place believes the new server alone, and the old one learns that it is replaced.
    let mut post = hall.places[0].post(64).unwrap();
    let told = |hall: &Hall, by: u8| Some(signed(ACK, hall.places[0].ack().unwrap(), &[by]));
    let code = "desk/other-instance";
    for by in [None, Some(FIRST)] {
        post.proof = by.and_then(|by| told(&hall, by));
        let outbox = old.handle(vec![(1, Request::Post(Box::new(post.clone())))], &hall.clock.now());
        let kept = jalon_session::store::MemoryLog::new().keep(outbox.records()).unwrap();
        assert_eq!(outbox.said(&kept), Some(vec![(1, Reply::Refused { code })]));
        assert!(!old.is_replaced(), "only what the centre signed is believed");
    }
    post.proof = told(&hall, CENTRE);
    let outbox = old.handle(vec![(1, Request::Post(Box::new(post)))], &hall.clock.now());
    let kept = jalon_session::store::MemoryLog::new().keep(outbox.records()).unwrap();
    assert_eq!(outbox.said(&kept), Some(vec![(1, Reply::Refused { code })]));
    assert!(old.is_replaced());
    // The page of the place is loaded again: its device kept the proof of what it was told.
    let memory = hall.places[0].memory().unwrap();
    let protocol = Arc::clone(&hall.release().protocols[&hall.kit.order.protocol]);
    hall.places[0] = hall.places[0].reopen(memory, protocol, &hall.contents()).unwrap();
    // The disk burns: the room's journal is on the console, the attempts are on the places.
    let room = hall
        .log
        .kept()
        .iter()
        .filter(|record| matches!(record, Record::Room { .. }))
        .cloned();
    hall.log = jalon_session::store::MemoryLog::of(room.collect());
    hall.restart(Serving::Rebuilt);
    assert!(hall.desk.hosts().is_empty());
    let back = hall.post(0);
    let Heard::GiveBack(restore) = back else {
        panic!("{back:?}")
    };
    assert!(matches!(hall.ask(Request::Restore(restore)), Reply::Taken { .. }));
    assert_eq!(hall.post(0), Heard::Received);
    hall.do_at(0, SeatAct::HandIn);
    assert_eq!(hall.post(0), Heard::Received);
    let host = &hall.desk.hosts()[&RandomId::from_bytes([1; 16])];
    assert!(matches!(host.state().phase(), Phase::Closed(_)));
    assert!(items.iter().all(|item| host.state().response(item).is_some()));
    report(&mut hall, 1, true).unwrap();
    hall.one(Deed::Close).unwrap();
    hall.seal(&[CENTRE, FIRST]).unwrap();
    assert_eq!(check(&hall), []);
}

#[test]
fn no_part_begins_during_a_pause() {
    let mut hall = hall(1);
    let candidate = hall.seated(1);
    assert_eq!(hall.join(0, "join-code"), Heard::Received);
    hall.do_at(0, SeatAct::Open { lang: "fr".into() });
    assert_eq!(hall.post(0), Heard::Received);
    let pause = PauseKind::Room;
    let who = candidate.clone();
    hall.one(Deed::Pause { candidate: who, pause }).unwrap();
    let part = hall.release().protocols[&hall.kit.order.protocol].parts[0].id.clone();
    hall.places[0].ask(jalon_session::wire::Wish::Begin { part });
    for _ in 0..3 {
        assert_eq!(hall.post(0), Heard::Received);
        hall.tick(5_000);
    }
    let runs = |hall: &Hall| {
        let host = hall.desk.hosts().values().next().unwrap();
        host.state().left_ms(&hall.clock.now())
    };
    assert_eq!(runs(&hall), None, "nothing runs, and the place still waits");
    hall.one(Deed::Resume { candidate }).unwrap();
    assert_eq!(hall.post(0), Heard::Received);
    assert_eq!(runs(&hall), Some(600_000), "all of the time is there");
}

#[test]
fn nothing_is_said_before_it_is_kept() {
    let mut hall = hall(1);
    hall.begun(1);
    let item = hall.items(0)[0].clone();
    hall.answer(0, &item);
    let post = headed(hall.places[0].post(64).unwrap(), &hall.places[0], SEATS);
    let request = || vec![(1, Request::Post(Box::new(post.clone())))];
    let outbox = hall.desk.handle(request(), &hall.clock.now());
    hall.log.limit(Some(0));
    assert_eq!(hall.log.keep(outbox.records()), Err(NotKept::Full));
    let nothing = hall.log.keep(&[]).unwrap();
    assert_eq!(outbox.said(&nothing), None, "the proof is of other records");
    // The desk that could not keep is dropped: what it had decided was never said, and the place sends again.
    hall.log.limit(None);
    hall.restart(Serving::Restarted);
    assert_eq!(hall.post(0), Heard::Received);
    let replayed = Room::replay(Arc::clone(&hall.kit.order), hall.desk.room().journal()).unwrap();
    assert_eq!(replayed.head(), hall.desk.room().head());
    assert_eq!(replayed.phase(), RoomPhase::Open);
}

#[test]
fn who_may_do_what() {
    let world = world(Navigation::Free, None);
    let mut order = order(&world, 1);
    // One person for each capability, and one who may nothing.
    order.staff = Capability::ALL
        .iter()
        .enumerate()
        .map(|(at, capability)| jalon_session::order::Person {
            id: slug(&format!("s{at}")),
            key: did(at as u8),
            may: vec![*capability],
            card: false,
        })
        .collect();
    order.staff.push(jalon_session::order::Person {
        id: slug("guest"),
        key: did(99),
        may: Vec::new(),
        card: true,
    });
    let (session, other) = (order.session, RandomId::from_bytes([9; 16]));
    for (wanted_at, wanted) in Capability::ALL.into_iter().enumerate() {
        for (at, has) in Capability::ALL.into_iter().enumerate() {
            let by = [slug(&format!("s{at}"))];
            let right = if has == wanted { Ok(()) } else { Err(Denied::Capability) };
            assert_eq!(
                may(&order, &session, &by, wanted, false),
                right,
                "{has:?} for {wanted:?}"
            );
            let two = if has == wanted { Err(Denied::TwoPeople) } else { right };
            assert_eq!(may(&order, &session, &by, wanted, true), two);
            assert_eq!(may(&order, &other, &by, wanted, false), Err(Denied::Session));
            // A second person is somebody else who may second, or do it too.
            let by = [slug(&format!("s{wanted_at}")), slug(&format!("s{at}"))];
            let seconds = has == Capability::Second && wanted != Capability::Second;
            let right = match (seconds, has == wanted) {
                (true, _) => Ok(()),
                (false, true) => Err(Denied::TwoPeople),
                (false, false) => Err(Denied::Capability),
            };
            assert_eq!(
                may(&order, &session, &by, wanted, true),
                right,
                "{has:?} beside {wanted:?}"
            );
        }
        assert_eq!(
            may(&order, &session, &[slug("guest")], wanted, false),
            Err(Denied::Capability)
        );
        assert_eq!(
            may(&order, &session, &[slug("nobody")], wanted, false),
            Err(Denied::Unknown)
        );
        assert_eq!(may(&order, &session, &[], wanted, false), Err(Denied::Unknown));
    }
    // Every capability but watching, seconding and sealing is what some deed needs.
    let deeds = [
        Deed::Unlock { codes: Vec::new() },
        Deed::Close,
        Deed::Prepare {
            seat: slug("p1"),
            key: String::new(),
            tried: tried(),
        },
        Deed::CheckIn {
            candidate: slug("c1"),
            document: IdentityDocument::Card,
        },
        Deed::Permit {
            candidate: slug("c1"),
            code: Digest::of(b""),
        },
        Deed::Resume { candidate: slug("c1") },
        Deed::Report {
            candidate: slug("c1"),
            report: Report {
                signed: true,
                finished: true,
            },
        },
        Deed::End {
            candidate: slug("c1"),
            why: EndReason::Over,
        },
    ];
    let needed: Vec<Capability> = deeds.iter().map(Deed::needs).collect();
    for capability in Capability::ALL {
        let idle = matches!(capability, Capability::Watch | Capability::Second | Capability::Seal);
        assert_eq!(needed.contains(&capability), !idle, "{capability:?}");
    }
}
