//! What a server lost, or could not keep: a disk that is full for a while, an attempt that comes back from its place.

use super::*;
use jalon_attempt::event::{Payload, Started};
use jalon_attempt::host::Deed as HostDeed;
use jalon_attempt::room::{Hosted, Lease};
use jalon_attempt::seat::Act as SeatAct;
use jalon_attempt::{Host, Linear, Now, Seat};
use jalon_base::Fraction;
use jalon_session::event::{Fact, Happening, Serving};
use jalon_session::store::Record;
use jalon_store::{Medium, Memory};

fn records(bytes: &[Vec<u8>]) -> Vec<Record> {
    let records = bytes.iter().map(|bytes| from_slice(bytes, Limits::DOCUMENT).unwrap());
    records.collect()
}

/// A desk that is opened again because the disk was full lives another life, with clocks of its own: nobody is charged for the time between.
#[tokio::test]
async fn the_time_during_which_the_disk_was_full_is_another_life() {
    let medium = Medium::new();
    let store: Arc<dyn Store> = Arc::new(Memory::on(&medium));
    let mut room = Room::new(Arc::clone(&store)).await;
    let one = SecretKey::from_seed([1; 32]);
    room.opens(&[&one]).await;
    let log = format!("session/{}", room.cast.order.session);
    medium.fill(true);
    let seen = room.status().await.head.unwrap();
    let candidate = room.cast.order.roster[0].id.clone();
    let document = IdentityDocument::Card;
    let body = room.act(Deed::CheckIn { candidate, document }, seen, false);
    let acts = path::of(path::ACTS, &room.cast.order.session);
    let refused = ask(&room.router, Method::POST, &acts, None, body).await;
    assert_eq!(refused.unwrap_err(), "store/full");
    medium.fill(false);
    let mut tries = 0;
    let lives = loop {
        let records = records(&store.read(&log, 0).await.unwrap());
        let lives = records.iter().filter_map(|record| match record {
            Record::Room { entry } => match entry.what {
                Happening::Noted {
                    fact: Fact::Serving { why, .. },
                } => Some((why, entry.at.boot)),
                _ => None,
            },
            _ => None,
        });
        let lives: Vec<(Serving, RandomId)> = lives.collect();
        if lives.len() > 1 {
            break lives;
        }
        tries += 1;
        assert!(tries < 500, "the desk is opened again");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };
    let [(Serving::First, before), (Serving::Restarted, after)] = lives[..] else {
        panic!("{lives:?}")
    };
    assert_ne!(before, after, "the same clocks would charge what passed");
    // And it goes on.
    let candidate = room.cast.order.roster[0].id.clone();
    room.does(Deed::CheckIn { candidate, document }).await;
}

/// An attempt of somebody who changed their mind some thousand times comes back whole.
#[tokio::test]
async fn an_attempt_longer_than_a_post_is_given_back() {
    let mut room = Room::new(memory()).await;
    let (one, stranger) = (SecretKey::from_seed([1; 32]), SecretKey::from_seed([2; 32]));
    room.opens(&[&one]).await;
    let order = room.cast.order.clone();
    room.seats(order.roster[0].id.clone(), 0, "the-code", true).await;
    let world = world();
    let (attempt, seed) = (order.roster[0].attempt, room.cast.seed);
    let now = |mono_ms| Now {
        wall_ms: 1_795_505_400_000 + mono_ms,
        mono_ms,
        boot: common::boot(9),
    };
    let mut host = Host::new(attempt, world.supply());
    let started = Started {
        engine: jalon_base::ENGINE,
        build: "tests".into(),
        release: order.release,
        protocol: order.protocol.clone(),
        session_seed: [0; 32],
        time_factor: Fraction::new(1, 1).unwrap(),
        dispensation: None,
        exempt: Vec::new(),
        seen: None,
        needs: Vec::new(),
        earlier: Vec::new(),
        hosted: Some(Hosted {
            session: order.session,
            seed: order.seed,
            grace_ms: i64::from(order.rules.grace) * 1000,
            extra_ms: 0,
            untimed: false,
            lock_after_ms: order.rules.pause_lock.map(|seconds| i64::from(seconds) * 1000),
        }),
    };
    let lease = Lease {
        epoch: 1,
        seat: order.seats[0].clone(),
        key: did_key(&one.public()),
    };
    let started = Box::new(started);
    let deed = |host: &mut Host, deed| host.command(deed, world.supply(), &seed, &now(0), &Linear).unwrap();
    deed(&mut host, HostDeed::Start { started, lease });
    let protocol = Arc::new(world.protocol().clone());
    let contents = &world.release.contents;
    let mut seat = Seat::open(host.journal().clone(), did_key(&one.public()), protocol, contents).unwrap();
    seat.act(SeatAct::Open { lang: "fr".into() }, contents, &now(1))
        .unwrap();
    host.receive(&seat.pending(), world.supply(), &now(1));
    let part = world.protocol().parts[0].id.clone();
    deed(&mut host, HostDeed::Begin { part });
    seat.told(&host.host_from(seat.host_head().1), contents).unwrap();
    let item = seat.state().presented().iter().next().unwrap().clone();
    for turn in 0..80 {
        for flag in 0..64 {
            let (item, on) = (item.clone(), flag % 2 == 0);
            seat.act(SeatAct::Flag { item, on }, contents, &now(turn)).unwrap();
        }
        let received = host.receive(&seat.pending(), world.supply(), &now(turn));
        assert_eq!(received.taken, 64);
        seat.told(&received.host, contents).unwrap();
    }
    let journal = host.journal().clone();
    let bytes = jalon_base::jcs::to_vec(&journal).unwrap().len();
    assert!(bytes > jalon_api::MOST_BYTES, "{bytes} bytes");
    let ack = Ack {
        attempt,
        instance: 1,
        count: host.host_digests().len() as u64,
        head: *host.host_digests().last().unwrap(),
    };
    let ack = signed(ACK, &ack, &[&SecretKey::from_seed(CENTRE)]);
    let told = room.gives_back(&stranger, journal.clone(), ack.clone()).await;
    assert_eq!(told.unwrap_err(), "access/unknown", "nobody of this room");
    let told = room.gives_back(&one, journal, ack).await.unwrap();
    let told: Told = from_slice(&told, Limits::DOCUMENT).unwrap();
    assert!(matches!(told, Told::Taken { .. }), "{told:?}");
    let presented = |payload: &Payload| matches!(payload, Payload::Presented { .. });
    let event = host
        .journal()
        .events
        .iter()
        .filter_map(|event| event.payload.as_deref());
    assert_eq!(event.filter(|payload| presented(payload)).count(), 1);
}
