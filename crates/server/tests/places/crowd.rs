//! A room among many who ask: time passes, the staff come in, and one session that is broken keeps no other from being served.

use super::*;
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
    let mut room = Room::new(memory()).await;
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
