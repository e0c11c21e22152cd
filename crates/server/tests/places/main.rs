//! A place among the callers: what it may before, while and after it holds the lease, and what everybody else may with its papers; and how
//! many flushes a crowd costs.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests are free of these rules"
)]

#[path = "../common/mod.rs"]
mod common;
mod crowd;
mod follow;
mod lost;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, header};
use common::{CENTRE, at, cast, did, hub, memory, world};
use jalon_api::seat::{GIVING, Giving, JOINING, Joining, POSTING, Posting, Told};
use jalon_api::staff::{ENTRANCE, Pass, Question, Status};
use jalon_api::{Problem, Signed, path};
use jalon_attempt::Journal;
use jalon_base::id::RandomId;
use jalon_base::json::{Limits, from_slice};
use jalon_base::{Digest, Document, Slug};
use jalon_credential::SecretKey;
use jalon_credential::did::did_key;
use jalon_server::client::{Client, Server};
use jalon_server::rehearsal::Cast;
use jalon_session::event::{ACT, Act, Deed, IdentityDocument, Tried};
use jalon_session::order::code_digest;
use jalon_session::store::{SEAT_HEAD, SeatHead};
use jalon_session::wire::{ACK, Ack};
use jalon_store::{Pending, Store, Writer};
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::net::TcpListener;
use tower::ServiceExt;

type Said = Result<Vec<u8>, String>;

async fn ask(router: &Router, method: Method, path: &str, pass: Option<&str>, body: Vec<u8>) -> Said {
    let mut request = Request::builder().method(method).uri(path);
    if let Some(pass) = pass {
        request = request.header(header::AUTHORIZATION, format!("Bearer {pass}"));
    }
    let request = request.body(Body::from(body)).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let done = response.status().is_success();
    let bytes = to_bytes(response.into_body(), 1 << 26).await.unwrap().to_vec();
    if done {
        return Ok(bytes);
    }
    Err(from_slice::<Problem>(&bytes, Limits::DOCUMENT).unwrap().code)
}

fn signed<T: Document>(kind: &str, body: &T, keys: &[&SecretKey]) -> Signed<T> {
    let when = at("2026-11-24T08:00:00Z");
    let mut signed: Option<Signed<T>> = None;
    for key in keys {
        let by = did_key(&key.public());
        let to_sign = match signed {
            None => Signed::prepare(kind, body, &by, when).unwrap(),
            Some(signed) => signed.prepare_another(&by, when).unwrap(),
        };
        let signature = key.sign(to_sign.bytes());
        signed = Some(to_sign.complete(signature).unwrap());
    }
    signed.unwrap()
}

/// A room that is open, with who runs it.
struct Room {
    router: Router,
    cast: Cast,
    keys: [SecretKey; 2],
    pass: String,
    acts: u8,
}

impl Room {
    async fn new(store: Arc<dyn Store>) -> Self {
        Self::of(&hub(store).await).await
    }

    async fn of(hub: &Arc<jalon_server::Hub>) -> Self {
        let world = world();
        let cast = cast(&world, 8);
        let router = jalon_server::router(hub);
        let session = cast.order.session;
        let order = path::of(path::ORDER, &session);
        ask(&router, Method::PUT, &order, None, cast.signed.clone())
            .await
            .unwrap();
        let (first, second) = cast.keys();
        let keys = [SecretKey::from_seed(first), SecretKey::from_seed(second)];
        let asked = ask(
            &router,
            Method::POST,
            &path::of(path::QUESTION, &session),
            None,
            Vec::new(),
        )
        .await;
        let question: Question = from_slice(&asked.unwrap(), Limits::DOCUMENT).unwrap();
        let answer = signed(ENTRANCE, &question, &[&keys[0]]).to_vec();
        let given = ask(&router, Method::POST, &path::of(path::PASS, &session), None, answer).await;
        let pass = from_slice::<Pass>(&given.unwrap(), Limits::DOCUMENT).unwrap().pass;
        Self {
            router,
            cast,
            keys,
            pass,
            acts: 0,
        }
    }

    async fn status(&self) -> Status {
        let path = path::of(path::STATUS, &self.cast.order.session);
        let said = ask(&self.router, Method::GET, &path, Some(&self.pass), Vec::new()).await;
        from_slice(&said.unwrap(), Limits::DOCUMENT).unwrap()
    }

    fn act(&mut self, deed: Deed, seen: Digest, both: bool) -> Vec<u8> {
        self.acts += 1;
        let act = Act {
            session: self.cast.order.session,
            id: RandomId::from_bytes([self.acts; 16]),
            seen,
            deed,
            note: None,
        };
        let keys: Vec<&SecretKey> = self.keys.iter().take(1 + usize::from(both)).collect();
        signed(ACT, &act, &keys).to_vec()
    }

    async fn does(&mut self, deed: Deed) {
        let seen = self.status().await.head.unwrap();
        let both = matches!(deed, Deed::Unlock { .. });
        let body = self.act(deed, seen, both);
        let path = path::of(path::ACTS, &self.cast.order.session);
        ask(&self.router, Method::POST, &path, None, body).await.unwrap();
    }

    fn prepares(&self, place: usize, key: &SecretKey) -> Deed {
        Deed::Prepare {
            seat: self.cast.order.seats[place].clone(),
            key: did_key(&key.public()),
            tried: Tried {
                storage: true,
                audio: true,
                screen: true,
                keyboard: true,
                secure: true,
            },
        }
    }

    async fn opens(&mut self, places: &[&SecretKey]) {
        let content = path::of(path::CONTENT, &self.cast.order.session);
        let sealed = self.cast.content.clone();
        // A wrong file, or half of the right one, is not kept, and keeps the right one from nothing.
        for wrong in [b"yesterday's".to_vec(), sealed[..sealed.len() / 2].to_vec()] {
            let refused = ask(&self.router, Method::PUT, &content, Some(&self.pass), wrong).await;
            assert_eq!(refused.unwrap_err(), "api/other-content");
        }
        assert!(!self.status().await.content);
        ask(&self.router, Method::PUT, &content, Some(&self.pass), sealed)
            .await
            .unwrap();
        let codes = self.cast.codes.clone();
        self.does(Deed::Unlock { codes }).await;
        for (place, key) in places.iter().enumerate() {
            let prepare = self.prepares(place, key);
            self.does(prepare).await;
        }
        let date = at("2026-11-24T08:00:00Z");
        self.does(Deed::Open { date }).await;
    }

    async fn seats(&mut self, candidate: Slug, place: usize, code: &str, first: bool) {
        if first {
            let candidate = candidate.clone();
            let document = IdentityDocument::Card;
            self.does(Deed::CheckIn { candidate, document }).await;
        }
        let seat = self.cast.order.seats[place].clone();
        let who = candidate.clone();
        self.does(Deed::Seat { candidate: who, seat }).await;
        let code = code_digest(&self.cast.order.session, code);
        self.does(Deed::Permit { candidate, code }).await;
    }

    async fn joins(&self, place: usize, key: &SecretKey, code: &str) -> Result<Told, String> {
        let joining = Joining {
            session: self.cast.order.session,
            seat: self.cast.order.seats[place].clone(),
            code: code.to_owned(),
        };
        let body = signed(JOINING, &joining, &[key]).to_vec();
        let path = path::of(path::JOIN, &self.cast.order.session);
        let said = ask(&self.router, Method::POST, &path, None, body).await?;
        Ok(from_slice(&said, Limits::DOCUMENT).unwrap())
    }

    /// A sign of life of a place that knows what an acknowledgement says.
    async fn posts(&self, key: &SecretKey, ack: &Ack, change: impl FnOnce(&mut Posting)) -> Result<Told, String> {
        let mut posting = Posting {
            attempt: ack.attempt,
            known: ack.count,
            last: Some(ack.head),
            instance: ack.instance,
            proof: None,
            events: Vec::new(),
            wish: None,
            head: None,
        };
        change(&mut posting);
        let body = signed(POSTING, &posting, &[key]).to_vec();
        let path = path::of(path::EVENTS, &ack.attempt);
        let said = ask(&self.router, Method::POST, &path, None, body).await?;
        Ok(from_slice(&said, Limits::DOCUMENT).unwrap())
    }

    async fn gives_back(&self, key: &SecretKey, journal: Journal, ack: Signed<Ack>) -> Result<Vec<u8>, String> {
        let path = path::of(path::JOURNAL, &journal.attempt);
        let heads = Vec::new();
        let body = signed(GIVING, &Giving { journal, ack, heads }, &[key]).to_vec();
        ask(&self.router, Method::POST, &path, None, body).await
    }
}

fn of(told: &Told) -> Ack {
    told.ack().unwrap().clone().verify(ACK).unwrap().body
}

#[tokio::test]
async fn a_place_may_what_its_lease_lets_it_and_nobody_else_with_its_papers() {
    let mut room = Room::new(memory()).await;
    let [one, other, stranger] = [1, 2, 3].map(|n| SecretKey::from_seed([n; 32]));
    room.opens(&[&one, &other]).await;
    let candidate = room.cast.order.roster[0].id.clone();
    let unready = room.joins(0, &stranger, "the-code").await;
    assert_eq!(
        unready.unwrap_err(),
        "room/seat-not-ready",
        "a machine that nobody tried"
    );
    assert_eq!(room.joins(0, &one, "the-code").await.unwrap_err(), "room/permission");
    room.seats(candidate.clone(), 0, "the-code", true).await;
    assert_eq!(room.joins(1, &other, "the-code").await.unwrap_err(), "room/permission");
    let told = room.joins(0, &one, "the-code").await.unwrap();
    let ack = of(&told);
    let Told::Welcome { journal, .. } = told.clone() else {
        panic!("{told:?}")
    };
    // It lives; what it says of another server, of another attempt or without its head is not taken.
    assert!(matches!(room.posts(&one, &ack, |_| {}).await, Ok(Told::Taken { .. })));
    let later = room.posts(&one, &ack, |posting| posting.instance += 1).await;
    assert_eq!(later.unwrap_err(), "desk/other-instance");
    let elsewhere = room.cast.order.roster[1].attempt;
    let wrong = room.posts(&one, &ack, |posting| posting.attempt = elsewhere).await;
    assert_eq!(wrong.unwrap_err(), "desk/attempt");
    let seat = jalon_attempt::Seat::open(
        journal.clone(),
        did_key(&one.public()),
        Arc::new(match &told {
            Told::Welcome { protocol, .. } => (**protocol).clone(),
            _ => panic!(),
        }),
        &jalon_base::sorted::SortedMap::new(),
    );
    let mut seat = seat.unwrap();
    let now = jalon_attempt::Now {
        wall_ms: 0,
        mono_ms: 0,
        boot: common::boot(9),
    };
    let open = jalon_attempt::seat::Act::Open { lang: "fr".into() };
    let events = seat.act(open, &jalon_base::sorted::SortedMap::new(), &now).unwrap();
    let unsigned = room.posts(&one, &ack, |posting| posting.events = events.clone()).await;
    assert_eq!(unsigned.unwrap_err(), "desk/head");
    let head = |epoch: u64| SeatHead {
        attempt: ack.attempt,
        epoch,
        head: events.last().unwrap().header.digest().unwrap(),
    };
    for (epoch, by, wanted) in [(1, &other, "desk/head"), (2, &one, "desk/head"), (1, &one, "taken")] {
        let signed = signed(SEAT_HEAD, &head(epoch), &[by]);
        let said = room.posts(&one, &ack, |posting| {
            posting.events = events.clone();
            posting.head = Some(signed);
        });
        match said.await {
            Ok(Told::Taken { .. }) => assert_eq!(wanted, "taken"),
            other => assert_eq!(other.unwrap_err(), wanted, "epoch {epoch}"),
        }
    }
    // Nobody else is heard for it, and another place of the room is heard only to be put aside.
    assert_eq!(room.posts(&stranger, &ack, |_| {}).await.unwrap_err(), "access/unknown");
    assert!(
        matches!(room.posts(&other, &ack, |_| {}).await, Ok(Told::NotTaken { why, .. }) if why == "attempt/fenced")
    );
    // What the centre acknowledged is believed of whoever brings it; what it did not is not.
    let signed_by_centre = told.ack().unwrap().clone();
    let back = room.gives_back(&one, journal.clone(), signed_by_centre.clone()).await;
    assert_eq!(back.unwrap_err(), "desk/restore", "nothing was lost");
    let forged = signed(ACK, &ack, &[&one]);
    let back = room.gives_back(&one, journal.clone(), forged).await;
    assert_eq!(back.unwrap_err(), "desk/restore");
    assert_eq!(signed_by_centre.verify(ACK).unwrap().signers[0].by, did(CENTRE));
    // Moved: the place that it was may no more.
    room.seats(candidate, 1, "another-code", false).await;
    let told = room.joins(1, &other, "another-code").await.unwrap();
    assert!(matches!(
        room.posts(&other, &of(&told), |_| {}).await,
        Ok(Told::Taken { .. })
    ));
    assert!(matches!(room.posts(&one, &ack, |_| {}).await, Ok(Told::NotTaken { why, .. }) if why == "attempt/fenced"));
    assert_eq!(room.joins(0, &one, "the-code").await.unwrap_err(), "room/permission");
}

/// Somebody who saw the id of an attempt, and says with a key of their own that another server answers: the room goes on.
#[tokio::test]
async fn a_stranger_does_not_stop_a_room() {
    let mut room = Room::new(memory()).await;
    let stranger = SecretKey::from_seed([77; 32]);
    let ack = Ack {
        attempt: room.cast.order.roster[0].attempt,
        instance: 1 << 52,
        count: 0,
        head: Digest::of(b""),
    };
    assert_eq!(room.posts(&stranger, &ack, |_| {}).await.unwrap_err(), "access/unknown");
    let prepare = room.prepares(0, &stranger);
    room.does(prepare).await;
    // Nor does a place of the room, without what the centre signed.
    for proof in [None, Some(signed(ACK, &ack, &[&stranger]))] {
        let said = room.posts(&stranger, &ack, |posting| posting.proof = proof);
        assert_eq!(said.await.unwrap_err(), "desk/other-instance");
    }
    let prepare = room.prepares(1, &SecretKey::from_seed([78; 32]));
    room.does(prepare).await;
}

/// A store that counts how often the log of a session is written.
#[derive(Debug)]
struct Counting(Arc<dyn Store>, AtomicUsize);

impl Store for Counting {
    fn open<'a>(&'a self, log: &'a str) -> Pending<'a, (Writer, Vec<Vec<u8>>)> {
        self.0.open(log)
    }

    fn append<'a>(&'a self, writer: &'a mut Writer, records: Vec<Vec<u8>>) -> Pending<'a, jalon_session::store::Kept> {
        if writer.log().starts_with("session/") {
            self.1.fetch_add(1, Ordering::Relaxed);
        }
        self.0.append(writer, records)
    }

    fn read<'a>(&'a self, log: &'a str, from: u64) -> Pending<'a, Vec<Vec<u8>>> {
        self.0.read(log, from)
    }

    fn put<'a>(&'a self, kind: &'a str, id: &'a str, bytes: Vec<u8>) -> Pending<'a, ()> {
        self.0.put(kind, id, bytes)
    }

    fn get<'a>(&'a self, kind: &'a str, id: &'a str) -> Pending<'a, Option<Vec<u8>>> {
        self.0.get(kind, id)
    }

    fn list<'a>(&'a self, kind: &'a str) -> Pending<'a, Vec<String>> {
        self.0.list(kind)
    }

    fn lease<'a>(&'a self, name: &'a str, holder: &'a str, lasts: std::time::Duration) -> Pending<'a, String> {
        self.0.lease(name, holder, lasts)
    }
}

#[tokio::test]
async fn what_comes_together_is_kept_by_one_flush_and_looking_costs_none() {
    let store = Arc::new(Counting(memory(), AtomicUsize::new(0)));
    let mut room = Room::new(Arc::clone(&store) as Arc<dyn Store>).await;
    let count = || store.1.load(Ordering::Relaxed);
    let (acts, status) = {
        let session = &room.cast.order.session;
        (path::of(path::ACTS, session), path::of(path::STATUS, session))
    };
    let seen = room.status().await.head.unwrap();
    let before = count();
    let mut crowd = tokio::task::JoinSet::new();
    for (place, seed) in (60..66).enumerate() {
        let prepare = room.prepares(place, &SecretKey::from_seed([seed; 32]));
        let body = room.act(prepare, seen, false);
        let (router, acts) = (room.router.clone(), acts.clone());
        crowd.spawn(async move { ask(&router, Method::POST, &acts, None, body).await });
        let (router, status, pass) = (room.router.clone(), status.clone(), room.pass.clone());
        crowd.spawn(async move { ask(&router, Method::GET, &status, Some(&pass), Vec::new()).await });
    }
    for said in crowd.join_all().await {
        said.unwrap();
    }
    assert_eq!(count() - before, 1, "six acts among six looks");
    // What changes nothing writes nothing.
    let before = count();
    let close = room.act(Deed::Close, seen, false);
    assert_eq!(
        ask(&room.router, Method::POST, &acts, None, close).await.unwrap_err(),
        "room/out-of-place"
    );
    room.status().await;
    assert_eq!(count(), before);
}

/// Who is turned away leaves a trace, and thousands of them a few entries.
#[tokio::test]
async fn who_is_turned_away_is_noted_and_does_not_fill_the_disk() {
    let room = Room::new(memory()).await;
    let session = room.cast.order.session;
    for route in [path::STATUS, path::WALL, path::RECORDS, path::AUDIT, path::SEAL] {
        let refused = ask(&room.router, Method::GET, &path::of(route, &session), None, Vec::new()).await;
        assert_eq!(refused.unwrap_err(), "api/pass");
    }
    let audit = path::of(path::AUDIT, &session);
    let entries = async || {
        let said = ask(&room.router, Method::GET, &audit, Some(&room.pass), Vec::new())
            .await
            .unwrap();
        String::from_utf8(said).unwrap()
    };
    for what in ["GET status", "GET wall", "GET records", "GET audit", "GET seal"] {
        let mut tries = 0;
        // What is noted is written by a task of its own.
        while !(entries().await.lines()).any(|line| line.contains(what) && line.contains("api/pass")) {
            tries += 1;
            assert!(tries < 500, "{what}: {}", entries().await);
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
    for _ in 0..1000 {
        let refused = ask(&room.router, Method::GET, &audit, None, Vec::new()).await;
        assert_eq!(refused.unwrap_err(), "api/pass");
    }
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    let written = entries().await.lines().count();
    assert!(written < 120, "{written} entries of a thousand refusals");
}

/// Who sends much that nobody wants is told so: the connection does not end before they have read why. Each on a thread of its own, as in a room.
#[test]
fn a_refusal_is_read_by_who_is_still_sending() {
    let alone = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    let (tell, told) = std::sync::mpsc::channel();
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    let server = std::thread::spawn(move || {
        alone().block_on(async {
            let router = jalon_server::router(&hub(memory()).await);
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
            tell.send(listener.local_addr().unwrap()).unwrap();
            let end = async { ended.await.unwrap() };
            jalon_server::net::serve(listener, None, router, end).await.unwrap();
        });
    });
    let address = told.recv().unwrap();
    let name = "localhost".to_owned();
    let mut client = Client::new(Server {
        address,
        name,
        tls: None,
    });
    let content = path::of(path::CONTENT, &RandomId::from_bytes([7; 16]));
    let answered = alone().block_on(async {
        let mut answered = 0;
        for _ in 0..100 {
            let sent = client.send(&Method::PUT, &content, None, vec![b' '; 1 << 20]).await;
            answered += usize::from(sent.is_ok_and(|(status, _)| status == 404));
        }
        answered
    });
    assert_eq!(answered, 100);
    end.send(()).unwrap();
    server.join().unwrap();
}
