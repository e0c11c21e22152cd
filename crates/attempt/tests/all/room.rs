//! An attempt on two machines: the seat writes, the host takes, and whatever happens between them nothing is lost or counted twice.

mod rules;

use jalon_attempt::event::{CloseReason, Event, Payload, Salt, Started};
use jalon_attempt::host::{Deed, Host, Received, Stop};
use jalon_attempt::journal::Journal;
use jalon_attempt::replay::{Difference, Diverged, replay_with};
use jalon_attempt::room::{Hosted, Lease, Matter, commitment};
use jalon_attempt::seat::{Act, Seat};
use jalon_attempt::{By, Linear, Phase, admit::Illegal, replay};
use jalon_base::id::RandomId;
use jalon_base::{Fraction, Slug, jcs};
use jalon_protocol::plan::{Navigation, WhileAway};
use jalon_protocol::{ItemId, PartId, Response};
use jalon_testkit::clock::YEAR;
use jalon_testkit::{Clock, Dice, Person, World, protocols};
use proptest::prelude::*;
use std::sync::Arc;

const SEED: [u8; 32] = [5; 32];
const GRACE: i64 = 20_000;

struct Room {
    world: World,
    host: Host,
    clock: Clock,
    seat: Seat,
    seat_clock: Clock,
    dice: Dice,
}

fn world(navigation: Navigation, seconds: Option<u32>) -> World {
    let protocol = protocols::random(&mut Dice::of(Vec::new()));
    World::of(&protocols::with(protocol, |protocol| {
        protocol.while_away = WhileAway::Run;
        for part in &mut protocol.parts {
            part.navigation = navigation;
            part.seconds = seconds;
            for section in &mut part.sections {
                section.count = 2;
            }
        }
    }))
}

impl Room {
    fn new(navigation: Navigation, seconds: Option<u32>) -> Self {
        Self::with(world(navigation, seconds), |_| {})
    }

    fn with(world: World, change: impl FnOnce(&mut Started)) -> Self {
        let attempt = RandomId::from_bytes([3; 16]);
        let mut host = Host::new(attempt, world.supply());
        let clock = Clock::new();
        let mut started = Started {
            engine: jalon_base::ENGINE,
            build: "room".into(),
            release: world.release.id,
            protocol: world.protocol.clone(),
            session_seed: [0; 32],
            time_factor: Fraction::new(1, 1).unwrap(),
            dispensation: None,
            exempt: Vec::new(),
            seen: None,
            needs: Vec::new(),
            earlier: Vec::new(),
            hosted: Some(Hosted {
                session: RandomId::from_bytes([4; 16]),
                seed: commitment(&SEED),
                grace_ms: GRACE,
                extra_ms: 0,
                untimed: false,
                lock_after_ms: Some(60_000),
            }),
        };
        change(&mut started);
        let lease = Lease {
            epoch: 1,
            seat: Slug::parse("p1").unwrap(),
            key: "did:key:a".into(),
        };
        let started = Box::new(started);
        host.command(
            Deed::Start { started, lease },
            world.supply(),
            &SEED,
            &clock.now(),
            &Linear,
        )
        .unwrap();
        let seat = open(&world, host.journal(), "did:key:a");
        let mut seat_clock = Clock::new();
        seat_clock.reboot(-YEAR);
        Self {
            world,
            host,
            clock,
            seat,
            seat_clock,
            dice: Dice::seeded(1),
        }
    }

    /// Opened, first part begun.
    fn begun(mut self) -> Self {
        self.act(Act::Open { lang: "fr".into() }).unwrap();
        self.sync();
        let part = self.part();
        self.deed(Deed::Begin { part }).unwrap();
        self.tell();
        self
    }

    fn part(&self) -> PartId {
        self.world.protocol().parts[0].id.clone()
    }

    fn pass(&mut self, ms: i64) {
        self.clock.pass(ms);
        self.seat_clock.pass(ms);
    }

    fn act(&mut self, act: Act) -> Result<Vec<Event>, Illegal> {
        self.seat.act(act, &self.world.release.contents, &self.seat_clock.now())
    }

    fn deed(&mut self, deed: Deed) -> Result<Vec<Event>, &'static str> {
        self.host
            .command(deed, self.world.supply(), &SEED, &self.clock.now(), &Linear)
            .map_err(|refused| refused.code())
    }

    fn receive(&mut self, events: &[Event]) -> Received {
        self.host.receive(events, self.world.supply(), &self.clock.now())
    }

    fn tell(&mut self) {
        let (_, known) = self.seat.host_head();
        let news = self.host.host_from(known);
        self.seat.told(&news, &self.world.release.contents).unwrap();
    }

    /// The seat sends what it has and learns what the host wrote.
    fn sync(&mut self) -> Received {
        let received = self.receive(&self.seat.pending());
        self.tell();
        received
    }

    fn items(&self) -> Vec<ItemId> {
        let paper = self.host.state().paper().unwrap();
        paper.parts[0].items.iter().map(|entry| entry.item.clone()).collect()
    }

    fn answer(&mut self, item: &ItemId) -> Result<Vec<Event>, Illegal> {
        let person = Person {
            skill: 100,
            mischief: 0,
            trouble: 0,
        };
        let mut response = Response::Empty;
        while response == Response::Empty {
            response = person.answer(&mut self.dice, &self.world.release, item);
        }
        let salt = Salt(self.dice.bytes());
        let item = item.clone();
        self.act(Act::Answer { item, response, salt })
    }

    fn answered(&self) -> usize {
        let items = self.items();
        items
            .iter()
            .filter(|item| self.host.state().response(item).is_some())
            .count()
    }

    /// The journal replays from its bytes to the same state, with the seed and without it.
    fn check(&self) {
        let bytes = jcs::to_vec(self.host.journal()).unwrap();
        let journal = Journal::read(&bytes).unwrap();
        for seed in [None, Some(&SEED)] {
            let host = Host::take_up(journal.clone(), self.world.supply(), Some(&Linear), seed).unwrap();
            assert_eq!(format!("{:?}", host.state()), format!("{:?}", self.host.state()));
            assert_eq!(host.heads(), self.host.heads());
        }
    }
}

fn open(world: &World, journal: &Journal, key: &str) -> Seat {
    let protocol = Arc::new(world.protocol().clone());
    Seat::open(journal.clone(), key.into(), protocol, &world.release.contents).unwrap()
}

#[test]
fn a_whole_attempt_on_two_machines() {
    for navigation in [Navigation::Free, Navigation::Linear] {
        let mut room = Room::new(navigation, Some(60)).begun();
        for item in room.items() {
            room.act(Act::Go { to: item.clone() }).unwrap();
            room.answer(&item).unwrap();
            room.pass(1_000);
            assert_eq!(room.sync().stopped, None);
            if navigation == Navigation::Linear && Some(&item) != room.items().last() {
                assert_eq!(room.deed(Deed::Next { after: item.clone() }).unwrap().len(), 1);
                assert_eq!(
                    room.deed(Deed::Next { after: item }),
                    Ok(Vec::new()),
                    "asked twice, done once"
                );
                room.tell();
            }
        }
        room.act(Act::HandIn).unwrap();
        room.sync();
        assert_eq!(room.host.state().phase(), &Phase::Closed(CloseReason::Complete));
        assert_eq!(room.seat.state().phase(), room.host.state().phase());
        assert!(room.seat.pending().is_empty());
        room.check();
        let plain = replay(room.host.journal(), room.world.supply(), Some(&Linear));
        assert!(plain.is_ok(), "without the seed everything but the draw is checked");
        let other = replay_with(room.host.journal(), room.world.supply(), None, Some(&[6; 32]));
        let paper = |error: &Diverged| {
            matches!(
                error,
                Diverged::Event {
                    what: Difference::Paper,
                    ..
                }
            )
        };
        assert!(
            other.is_err_and(|error| paper(&error)),
            "another seed than the one committed to"
        );
    }
}

#[test]
fn only_the_hosts_clock_counts() {
    let mut room = Room::new(Navigation::Free, Some(60)).begun();
    let (part, items) = (room.part(), room.items());
    room.pass(5_000);
    room.seat_clock.jump(2 * YEAR);
    room.seat_clock.slip(900_000);
    room.answer(&items[0]).unwrap();
    room.sync();
    room.clock.jump(-YEAR);
    room.pass(5_000);
    room.seat_clock.reboot(YEAR);
    room.answer(&items[1]).unwrap();
    room.sync();
    assert_eq!(room.host.state().charged_ms(&part, &room.clock.now()), 10_000);
    // The server dies for an hour: nobody is charged for it.
    room.clock.reboot(3_600_000);
    room.answer(&items[0]).unwrap();
    assert_eq!(room.sync().stopped, None);
    room.pass(2_000);
    assert_eq!(room.host.state().charged_ms(&part, &room.clock.now()), 12_000);
    assert_eq!(room.host.state().left_ms(&room.clock.now()), Some(48_000));
    room.check();
}

#[test]
fn what_comes_twice_counts_once_and_what_comes_early_waits() {
    let mut room = Room::new(Navigation::Free, None).begun();
    let items = room.items();
    for item in &items {
        room.answer(item).unwrap();
    }
    let sent = room.seat.pending();
    let early = room.receive(&sent[1..]);
    assert_eq!((early.taken, early.stopped), (0, Some(Stop::Gap { from: 1 })));
    assert!(early.aside.is_empty() && early.host.is_empty());
    assert_eq!(room.receive(&sent).taken, items.len());
    let again = room.receive(&sent);
    assert_eq!((again.taken, again.host.len(), again.stopped), (0, 0, None));
    room.tell();
    assert!(room.seat.pending().is_empty());
    assert_eq!(room.answered(), items.len());
    room.check();
}

#[test]
fn an_old_seat_is_fenced_and_what_it_wrote_is_kept_aside() {
    let mut room = Room::new(Navigation::Free, None).begun();
    let items = room.items();
    room.answer(&items[0]).unwrap();
    room.sync();
    // This answer is on the first seat only when the candidate moves to another.
    room.answer(&items[1]).unwrap();
    let late = room.seat.pending();
    let (seat, key) = (Slug::parse("p2").unwrap(), "did:key:b".to_owned());
    room.deed(Deed::Lease { seat, key }).unwrap();
    let mut old = std::mem::replace(&mut room.seat, open(&room.world, room.host.journal(), "did:key:b"));
    room.answer(&items[1]).unwrap();
    room.sync();
    let received = room.receive(&late);
    assert_eq!((received.taken, received.stopped), (0, Some(Stop::Late)));
    assert_eq!(received.aside, late, "kept for a person, neither merged nor dropped");
    assert_eq!(room.answered(), 2);
    old.told(&room.host.host_from(old.host_head().1), &room.world.release.contents)
        .unwrap_err();
    // The old seat, told of the lease alone, sets apart what it wrote and may not write any more.
    let lease = room.host.host_from(old.host_head().1);
    old.told(&lease[..1], &room.world.release.contents).unwrap();
    assert!(!old.holds_lease() && old.aside() == late && old.pending().is_empty());
    let refused = old.act(Act::HandIn, &room.world.release.contents, &room.seat_clock.now());
    assert_eq!(refused, Err(Illegal::Fenced));
    room.check();
}

#[test]
fn two_writers_with_one_key_make_a_fork() {
    let mut room = Room::new(Navigation::Free, None).begun();
    let items = room.items();
    let mut copy = room.seat.clone();
    room.answer(&items[0]).unwrap();
    room.sync();
    let act = Act::Flag {
        item: items[1].clone(),
        on: true,
    };
    let forked = copy
        .act(act, &room.world.release.contents, &room.seat_clock.now())
        .unwrap();
    let received = room.receive(&forked);
    assert_eq!((received.stopped, received.aside), (Some(Stop::Fork), forked));
    assert!(room.host.state().flagged().is_empty());
    room.check();
}
