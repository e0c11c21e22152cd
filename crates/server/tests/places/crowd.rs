//! A room among many who ask: time passes, the staff come in, and one session that is broken keeps no other from being served.

use super::*;
use jalon_api::place::{ANNOUNCING, Announced, Announcing, Places};
use jalon_server::Clock;
use jalon_session::wall::Wall;

/// Who asks without end does not keep the server from seeing that somebody else is silent.
#[tokio::test]
async fn a_silent_place_is_noted_however_much_others_ask() {
    let mut room = Room::new(memory()).await;
    let one = SecretKey::from_seed([1; 32]);
    room.opens(&[&one]).await;
    room.seats(room.cast.order.roster[0].id.clone(), 0, "the-code", true)
        .await;
    room.joins(0, &one, "the-code").await.unwrap();
    let path = path::of(path::WALL, &room.cast.order.session);
    let mut looks = 0;
    loop {
        let said = ask(&room.router, Method::GET, &path, Some(&room.pass), Vec::new()).await;
        let wall: Wall = from_slice(&said.unwrap(), Limits::DOCUMENT).unwrap();
        if wall.lines.iter().any(|line| line.outage) {
            break;
        }
        looks += 1;
        assert!(looks < 50_000, "nobody saw it");
    }
}

/// A place that joins again and again is told what it has no more often than it may send.
#[tokio::test]
async fn who_joins_without_end_is_told_to_wait() {
    // Clocks that hardly run: however slow this machine is, nobody is let in again meanwhile.
    let clock = Clock::rehearsed(common::boot(1), at("2026-11-24T07:30:00Z").unix() * 1000, 2);
    let hub = jalon_server::Hub::begin(common::settings(), clock, memory())
        .await
        .unwrap();
    let mut room = Room::of(&hub).await;
    let one = SecretKey::from_seed([1; 32]);
    room.opens(&[&one]).await;
    room.seats(room.cast.order.roster[0].id.clone(), 0, "the-code", true)
        .await;
    let mut refused = None;
    for _ in 0..2000 {
        if let Err(code) = room.joins(0, &one, "the-code").await {
            refused = Some(code);
            break;
        }
    }
    assert_eq!(refused.as_deref(), Some("api/too-often"));
}

/// An order of another version, or half of one.
#[tokio::test]
async fn an_order_that_cannot_be_read_keeps_no_other_from_being_served() {
    let store = memory();
    let broken = RandomId::from_bytes([8; 16]);
    store.put("order", &broken.to_string(), b"{}".to_vec()).await.unwrap();
    let room = Room::new(Arc::clone(&store)).await;
    assert!(!room.status().await.content);
    let asked = |session: RandomId| path::of(path::STATUS, &session);
    let said = ask(&room.router, Method::GET, &asked(broken), Some(&room.pass), Vec::new()).await;
    let code = said.unwrap_err();
    assert_ne!(code, "api/not-found", "it says what is wrong with it");
    let nowhere = RandomId::from_bytes([9; 16]);
    let said = ask(&room.router, Method::GET, &asked(nowhere), Some(&room.pass), Vec::new()).await;
    assert_eq!(said.unwrap_err(), "api/not-found");
    let hub = jalon_server::Hub::begin(common::settings(), common::clock(2), store)
        .await
        .unwrap();
    let asleep: Vec<String> = hub.asleep().iter().map(ToString::to_string).collect();
    assert_eq!(asleep, [format!("session {broken}: {code}")]);
}

/// A machine says that it is there: it is listed until somebody has signed which place it is, and told so; nobody else's key is.
#[tokio::test]
async fn a_machine_that_is_there_is_a_place_once_somebody_has_signed_it() {
    let mut room = Room::new(memory()).await;
    let session = room.cast.order.session;
    let path = path::of(path::PLACES, &session);
    let [one, other] = [1, 2].map(|n| SecretKey::from_seed([n; 32]));
    let tried = match room.prepares(0, &one) {
        Deed::Prepare { tried, .. } => tried,
        _ => panic!(),
    };
    let router = room.router.clone();
    let announces = |key: &SecretKey, session: RandomId| {
        let body = signed(ANNOUNCING, &Announcing { session, tried }, &[key]).to_vec();
        let (router, path) = (router.clone(), path.clone());
        async move { ask(&router, Method::POST, &path, None, body).await }
    };
    let place = |said: Result<Vec<u8>, String>| {
        let told: Announced = from_slice(&said.unwrap(), Limits::DOCUMENT).unwrap();
        assert_eq!(told.centre, did(CENTRE), "whom it believes");
        told.seat
    };
    let elsewhere = announces(&one, RandomId::from_bytes([9; 16])).await;
    assert_eq!(elsewhere.unwrap_err(), "access/session");
    for key in [&one, &other, &one] {
        assert_eq!(place(announces(key, session).await), None);
    }
    let (asked, pass) = (room.router.clone(), room.pass.clone());
    let listed = || async {
        let said = ask(&asked, Method::GET, &path, Some(&pass), Vec::new()).await.unwrap();
        from_slice::<Places>(&said, Limits::DOCUMENT).unwrap()
    };
    let keys = |places: &Places| -> Vec<String> { places.waiting.iter().map(|machine| machine.key.clone()).collect() };
    let [of_one, of_other] = [&one, &other].map(|key| did_key(&key.public()));
    let before = listed().await;
    assert_eq!(keys(&before).len(), 2);
    assert!(before.ready.is_empty() && before.empty == room.cast.order.seats);
    let prepare = room.prepares(0, &one);
    room.does(prepare).await;
    let seat = room.cast.order.seats[0].clone();
    assert_eq!(place(announces(&one, session).await), Some(seat.clone()));
    assert_eq!(place(announces(&other, session).await), None);
    let after = listed().await;
    assert_eq!((keys(&after), after.ready), (vec![of_other], vec![seat]), "{of_one}");
    // Whoever says it without end waits.
    let mut refused = None;
    for _ in 0..200 {
        if let Err(code) = announces(&other, session).await {
            refused = Some(code);
            break;
        }
    }
    assert_eq!(refused.as_deref(), Some("api/too-often"));
}
