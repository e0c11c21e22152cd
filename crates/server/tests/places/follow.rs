//! A server is followed, lost with its disk, and its follower serves: what the copy lacks comes back from the places.

use super::*;
use jalon_attempt::Now;
use jalon_attempt::seat::Act as SeatAct;
use jalon_server::client::{Failed, Machine};
use jalon_server::follow::{LiveCopy, NotFollowed};
use jalon_session::event::{Fact, Happening, Serving};
use jalon_session::store::Record;
use jalon_session::wire::Wish;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::task::JoinHandle;

/// A server on a port; it goes with its task.
async fn serves(router: Router, at: SocketAddr) -> (SocketAddr, JoinHandle<()>) {
    let listener = TcpListener::bind(at).await.unwrap();
    let address = listener.local_addr().unwrap();
    let task = tokio::spawn(async move {
        let forever = std::future::pending();
        jalon_server::net::serve(listener, None, router, forever).await.unwrap();
    });
    (address, task)
}

fn server(address: SocketAddr) -> Server {
    Server {
        address,
        name: "localhost".into(),
        tls: None,
    }
}

/// Follows until it is stopped.
fn follows(store: Arc<dyn Store>, address: SocketAddr, key: SecretKey) -> JoinHandle<NotFollowed> {
    tokio::spawn(async move {
        let mut copy = LiveCopy::open(store).await.unwrap();
        let date = at("2026-11-24T08:00:00Z");
        copy.follow(server(address), &key, date, |_| ()).await.unwrap_err()
    })
}

async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..500 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{what}");
}

fn now(mono_ms: i64) -> Now {
    Now {
        wall_ms: 1_795_505_400_000 + mono_ms,
        mono_ms,
        boot: common::boot(9),
    }
}

/// Turns a flag of the first question so many times, and sends it each time.
async fn goes_on(machine: &mut Machine, turns: i64, from: i64) {
    let date = at("2026-11-24T08:00:00Z");
    for turn in 0..turns {
        let sitting = machine.sitting().unwrap();
        let item = sitting.state().presented().iter().next().unwrap().clone();
        let on = turn % 2 == 0;
        machine.act(SeatAct::Flag { item, on }, &now(from + turn)).unwrap();
        machine.send(date).await.unwrap();
        assert_eq!(machine.stopped(), None);
    }
}

#[tokio::test]
async fn the_follower_of_a_lost_server_serves_and_places_give_back_what_it_lacks() {
    let (first, second) = (memory(), memory());
    let mut room = Room::new(Arc::clone(&first)).await;
    let (one, centre) = (SecretKey::from_seed([1; 32]), SecretKey::from_seed(CENTRE));
    let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let (address, lost) = serves(room.router.clone(), anywhere).await;
    let refused = follows(memory(), address, SecretKey::from_seed([7; 32])).await.unwrap();
    assert!(
        matches!(&refused, NotFollowed::Server(Failed::Problem(problem)) if problem.code == "access/unknown"),
        "{refused}"
    );
    let following = follows(Arc::clone(&second), address, SecretKey::from_seed(CENTRE));
    room.opens(&[&one]).await;
    let session = room.cast.order.session;
    room.seats(room.cast.order.roster[0].id.clone(), 0, "the-code", true)
        .await;
    let date = at("2026-11-24T08:00:00Z");
    let seat = room.cast.order.seats[0].clone();
    let mut machine = Machine::new(seat, session, did(CENTRE), one, Client::new(server(address)));
    machine.join("the-code", date).await.unwrap();
    machine.act(SeatAct::Open { lang: "fr".into() }, &now(1)).unwrap();
    machine.send(date).await.unwrap();
    let part = machine.protocol().unwrap().parts[0].id.clone();
    machine.wish(Wish::Begin { part });
    machine.send(date).await.unwrap();
    goes_on(&mut machine, 4, 10).await;
    let log = format!("session/{session}");
    let length = async |store: &Arc<dyn Store>| store.read(&log, 0).await.unwrap().len();
    until("the copy is live", async || {
        let order = second.get("order", &session.to_string()).await.unwrap();
        order.is_some() && length(&second).await == length(&first).await
    })
    .await;
    assert_eq!(second.read(&log, 0).await, first.read(&log, 0).await);
    assert!(second.get("content", &session.to_string()).await.unwrap().is_some());
    // The follower is cut off; the place goes on, and is acknowledged; then the server is lost, and its disk with it.
    following.abort();
    goes_on(&mut machine, 6, 20).await;
    let behind = length(&first).await - length(&second).await;
    assert!(behind >= 10, "the copy lacks {behind} records");
    let acknowledged = machine.acks().last().unwrap().clone().verify(ACK).unwrap().body;
    lost.abort();
    drop((lost.await, room, first));
    machine.client().cut();
    let hub = jalon_server::Hub::begin(common::settings(), common::clock(2), Arc::clone(&second))
        .await
        .unwrap();
    let (_, serving) = serves(jalon_server::router(&hub), address).await;
    machine.send(date).await.unwrap();
    goes_on(&mut machine, 2, 30).await;
    let records = second.read(&log, 0).await.unwrap();
    let records: Vec<Record> = records
        .iter()
        .map(|bytes| from_slice(bytes, Limits::DOCUMENT).unwrap())
        .collect();
    let lives: Vec<(Serving, u64)> = records
        .iter()
        .filter_map(|record| match record {
            Record::Room { entry } => match entry.what {
                Happening::Noted {
                    fact: Fact::Serving { why, instance },
                } => Some((why, instance)),
                _ => None,
            },
            _ => None,
        })
        .collect();
    assert_eq!(lives, [(Serving::First, 1), (Serving::TookOver, 1000)]);
    let kept: BTreeSet<Digest> = records
        .iter()
        .filter_map(|record| match record {
            Record::Event { event } => event.header.digest().ok(),
            _ => None,
        })
        .collect();
    let journal = machine.sitting().unwrap().journal();
    let own: Vec<Digest> = journal
        .events
        .iter()
        .map(|event| event.header.digest().unwrap())
        .collect();
    assert!(
        own.contains(&acknowledged.head) && own.iter().all(|event| kept.contains(event)),
        "nothing is lost"
    );
    assert!(
        !records.iter().any(|record| matches!(record, Record::Aside(_))),
        "and nothing is beside"
    );
    // Another life on the same store takes nothing over, and is followed in its turn; a copy that serves follows nobody.
    serving.abort();
    drop((serving.await, hub));
    let hub = jalon_server::Hub::begin(common::settings(), common::clock(3), Arc::clone(&second))
        .await
        .unwrap();
    let (address, _serving) = serves(jalon_server::router(&hub), anywhere).await;
    let served = LiveCopy::open(Arc::clone(&second)).await.unwrap_err();
    assert_eq!(served, NotFollowed::NotACopy(session));
    let third = memory();
    let following = follows(Arc::clone(&third), address, centre);
    until("a copy of what took over", async || {
        length(&third).await == length(&second).await
    })
    .await;
    following.abort();
}
