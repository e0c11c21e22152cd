//! The matrix of access: every route, by everybody, in their own session and in another; and what surrounds every answer.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests are free of these rules"
)]

mod bodies;
#[path = "../common/mod.rs"]
mod common;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, header};
use bodies::body;
use common::{at, cast, did, hub, memory, world};
use jalon_api::staff::{ENTRANCE, Pass, Question, RELEASED, Released, Status};
use jalon_api::{Problem, Signed, path};
use jalon_base::id::RandomId;
use jalon_base::json::{Limits, from_slice};
use jalon_base::{Digest, Document};
use jalon_credential::SecretKey;
use jalon_credential::did::did_key;
use jalon_credential::sealed::{Cost, Randomness};
use jalon_server::content;
use jalon_session::order::{KIND as ORDER, Opening};
use jalon_session::room::RoomPhase;
use jalon_store::{Medium, Memory};
use std::collections::BTreeMap;
use std::sync::Arc;
use tower::ServiceExt;

struct Said {
    status: u16,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Said {
    fn code(&self) -> String {
        match from_slice::<Problem>(&self.bytes, Limits::DOCUMENT) {
            Ok(problem) => {
                assert_eq!(self.headers[header::CONTENT_TYPE], "application/problem+json");
                assert_eq!(u32::from(self.status), problem.status);
                problem.code
            }
            Err(_) => {
                assert!((200..300).contains(&self.status), "{} without a problem", self.status);
                "done".to_owned()
            }
        }
    }
}

async fn ask(router: &Router, method: &str, path: &str, pass: Option<&str>, body: Vec<u8>) -> Said {
    let mut request = Request::builder()
        .method(Method::from_bytes(method.as_bytes()).unwrap())
        .uri(path);
    if let Some(pass) = pass {
        request = request.header(header::AUTHORIZATION, format!("Bearer {pass}"));
    }
    let response = router
        .clone()
        .oneshot(request.body(Body::from(body)).unwrap())
        .await
        .unwrap();
    let (parts, body) = response.into_parts();
    let streams = parts.headers[header::CONTENT_TYPE] == "text/event-stream";
    let bytes = if streams {
        Vec::new()
    } else {
        to_bytes(body, 1 << 26).await.unwrap().to_vec()
    };
    Said {
        status: parts.status.as_u16(),
        headers: parts.headers,
        bytes,
    }
}

fn signed<T: Document>(kind: &str, body: &T, key: &SecretKey) -> Vec<u8> {
    let by = did_key(&key.public());
    let to_sign = Signed::prepare(kind, body, &by, at("2026-11-24T08:00:00Z")).unwrap();
    let signature = key.sign(to_sign.bytes());
    to_sign.complete(signature).unwrap().to_vec()
}

async fn pass(router: &Router, session: &RandomId, key: &SecretKey) -> Result<String, String> {
    let said = ask(router, "POST", &path::of(path::QUESTION, session), None, Vec::new()).await;
    let question: Question = from_slice(&said.bytes, Limits::DOCUMENT).unwrap();
    let answer = signed(ENTRANCE, &question, key);
    let said = ask(router, "POST", &path::of(path::PASS, session), None, answer.clone()).await;
    let again = ask(router, "POST", &path::of(path::PASS, session), None, answer).await;
    assert_eq!(again.code(), "api/pass", "a question is answered once");
    match from_slice::<Pass>(&said.bytes, Limits::DOCUMENT) {
        Ok(pass) => Ok(pass.pass),
        Err(_) => Err(said.code()),
    }
}

/// Everybody: nobody, a stranger with a key, a place that is not prepared, the second person, who runs the room, who runs another room.
#[tokio::test]
async fn every_route_by_everybody_here_and_elsewhere() {
    let world = world();
    let (here, there) = (cast(&world, 8), cast(&world, 8));
    let hub = hub(memory()).await;
    let router = jalon_server::router(&hub);
    for cast in [&here, &there] {
        let order = path::of(path::ORDER, &cast.order.session);
        assert_eq!(
            ask(&router, "PUT", &order, None, cast.signed.clone()).await.code(),
            "done"
        );
    }
    let key = |seed: [u8; 32]| SecretKey::from_seed(seed);
    let (first, second) = here.keys();
    let (elsewhere, _) = there.keys();
    let stranger = [77; 32];
    assert_eq!(
        pass(&router, &here.order.session, &key(stranger)).await.unwrap_err(),
        "access/unknown"
    );
    assert_eq!(
        pass(&router, &here.order.session, &key(elsewhere)).await.unwrap_err(),
        "access/unknown"
    );
    let first_pass = pass(&router, &here.order.session, &key(first)).await.unwrap();
    let second_pass = pass(&router, &here.order.session, &key(second)).await.unwrap();
    let other_pass = pass(&router, &there.order.session, &key(elsewhere)).await.unwrap();
    // Who asks, with which key and which pass.
    let people: [(&str, [u8; 32], Option<&str>); 5] = [
        ("nobody", stranger, None),
        ("stranger", stranger, Some("kzsz4cv3zv3zv3zv3zv3zv3zv3zv3zv3")),
        ("second", second, Some(&second_pass)),
        ("first", first, Some(&first_pass)),
        ("elsewhere", elsewhere, Some(&other_pass)),
    ];
    let mut matrix: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (method, route) in path::ALL {
        for (name, seed, pass) in people {
            let id = match *route {
                path::EVENTS | path::JOURNAL => here.order.roster[0].attempt,
                _ => here.order.session,
            };
            let sends = body(route, &here, &key(seed));
            let said = ask(&router, method, &path::of(route, &id), pass, sends).await;
            assert_headers(&said.headers, route);
            let row = matrix
                .entry(format!("{method} {}", route.rsplit('/').next().unwrap()))
                .or_default();
            row.push(format!("{name}:{}", said.code()));
        }
    }
    let expected = [
        (
            "GET audit",
            "api/pass api/pass access/capability done api/other-session",
        ),
        // Whoever it is, it is the centre's key that is told.
        ("GET follow", "done done done done done"),
        ("GET health", "done done done done done"),
        (
            "GET places",
            "api/pass api/pass access/capability done api/other-session",
        ),
        (
            "GET records",
            "api/pass api/pass access/capability api/not-sealed api/other-session",
        ),
        (
            "GET seal",
            "api/pass api/pass access/capability room/out-of-place api/other-session",
        ),
        ("GET status", "api/pass api/pass done done api/other-session"),
        ("GET wall", "api/pass api/pass done done api/other-session"),
        ("GET watch", "api/pass api/pass done done api/other-session"),
        // An act is nobody's who has no place in the session; of those who have one, the room says why not.
        (
            "POST acts",
            "access/unknown access/unknown access/capability room/stale access/unknown",
        ),
        (
            "POST events",
            "access/unknown access/unknown access/unknown access/unknown access/unknown",
        ),
        (
            "POST follow",
            "access/unknown access/unknown access/unknown access/unknown access/unknown",
        ),
        (
            "POST join",
            "room/seat-not-ready room/seat-not-ready room/seat-not-ready room/seat-not-ready room/seat-not-ready",
        ),
        (
            "POST journal",
            "access/unknown access/unknown access/unknown access/unknown access/unknown",
        ),
        (
            "POST pass",
            "json/truncated json/truncated json/truncated json/truncated json/truncated",
        ),
        // Whoever says that they are there is there, until somebody has looked.
        ("POST places", "done done done done done"),
        ("POST question", "done done done done done"),
        (
            "POST seal",
            "access/unknown access/unknown room/out-of-place room/out-of-place access/unknown",
        ),
        (
            "PUT content",
            "api/pass api/pass access/capability done api/other-session",
        ),
        // The certifier's signature is in the order itself: whoever brings it again changes nothing.
        ("PUT order", "done done done done done"),
        (
            "PUT release",
            "access/certifier access/certifier access/certifier access/certifier access/certifier",
        ),
    ];
    let found: Vec<(String, String)> = matrix
        .into_iter()
        .map(|(route, row)| {
            let codes: Vec<&str> = row.iter().map(|cell| cell.split_once(':').unwrap().1).collect();
            (route, codes.join(" "))
        })
        .collect();
    for ((route, codes), (wanted_route, wanted)) in found.iter().zip(expected) {
        assert_eq!(
            (route.as_str(), codes.as_str()),
            (wanted_route, wanted),
            "nobody, stranger, second, first, elsewhere"
        );
    }
    assert_eq!(found.len(), expected.len());
}

/// The certifier opens the content online: by their word for this session alone, with the code that opens it; and whatever became of it is
/// in the audit, a disk that refused too.
#[tokio::test]
async fn a_release_is_the_certifiers_and_is_noted_whatever_became_of_it() {
    let world = world();
    let mut here = cast(&world, 8);
    let certifier = SecretKey::from_seed(common::CERTIFIER);
    let code = "a code that the certifier keeps".to_owned();
    let random = Randomness {
        salt: [4; 16],
        nonce: [5; 19],
    };
    let content = content::seal(
        &world.bytes,
        &here.seed,
        std::slice::from_ref(&code),
        Cost::PHONE,
        random,
    )
    .unwrap();
    (here.order.opening, here.order.content) = (Opening::Online, Digest::of(&content));
    let order = signed(ORDER, &here.order, &certifier);
    let medium = Medium::new();
    let hub = hub(Arc::new(Memory::on(&medium))).await;
    let router = jalon_server::router(&hub);
    let session = here.order.session;
    let at = |route| path::of(route, &session);
    assert_eq!(ask(&router, "PUT", &at(path::ORDER), None, order).await.code(), "done");
    let first = SecretKey::from_seed(here.keys().0);
    let pass = pass(&router, &session, &first).await.unwrap();
    let sent = ask(&router, "PUT", &at(path::CONTENT), Some(&pass), content).await;
    assert_eq!(sent.code(), "done");
    let release = async |session, code: &str, key: &SecretKey| {
        let code = code.to_owned();
        let body = signed(RELEASED, &Released { session, code }, key);
        ask(&router, "PUT", &at(path::RELEASE), None, body).await.code()
    };
    assert_eq!(release(session, &code, &first).await, "access/certifier");
    let other = RandomId::from_bytes([6; 16]);
    assert_eq!(release(other, &code, &certifier).await, "access/session");
    assert_eq!(release(session, "another code", &certifier).await, "api/bad-content");
    medium.fill(true);
    assert_eq!(release(session, &code, &certifier).await, "store/full");
    medium.fill(false);
    assert_eq!(release(session, &code, &certifier).await, "done");
    assert_eq!(release(session, &code, &certifier).await, "room/out-of-place");
    let status = ask(&router, "GET", &at(path::STATUS), Some(&pass), Vec::new()).await;
    let status: Status = from_slice(&status.bytes, Limits::DOCUMENT).unwrap();
    assert_eq!(status.phase, RoomPhase::Unlocked);
    // The audit is written beside the answers; on a disk that is full, what cannot be written is counted.
    let member = |line: &str, name: &str| -> String {
        let (_, rest) = line.split_once(&format!("\"{name}\":")).unwrap();
        rest.split([',', '}']).next().unwrap().trim_matches('"').to_owned()
    };
    let (mut noted, mut unwritten) = (0, 0);
    for _ in 0..200 {
        let audit = ask(&router, "GET", &at(path::AUDIT), Some(&pass), Vec::new()).await;
        let text = String::from_utf8(audit.bytes).unwrap();
        let releases = text.lines().filter(|line| member(line, "what") == "PUT release");
        noted = releases.count();
        let counts = text
            .lines()
            .map(|line| member(line, "unwritten").parse::<usize>().unwrap());
        unwritten = counts.sum();
        if noted + unwritten >= 6 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert_eq!(noted + unwritten, 6, "{noted} noted, {unwritten} counted");
    assert!(unwritten >= 1 && noted >= 3, "the disk was full for one of them");
}

fn assert_headers(headers: &HeaderMap, route: &str) {
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(
        policy.starts_with("default-src 'none';") && policy.contains("frame-ancestors 'none'"),
        "{route}"
    );
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-store"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(headers[name], value, "{route}");
    }
    assert!(headers.contains_key("strict-transport-security") && headers.contains_key("permissions-policy"));
}

#[tokio::test]
async fn what_is_no_route_or_too_much_is_refused_in_one_form() {
    let world = world();
    let here = cast(&world, 8);
    let hub = hub(memory()).await;
    let router = jalon_server::router(&hub);
    let session = here.order.session;
    for (method, path, code) in [
        ("GET", "/".to_owned(), "api/not-found"),
        ("GET", "/api/v1/../../etc/passwd".to_owned(), "api/not-found"),
        ("DELETE", path::HEALTH.to_owned(), "api/method"),
        ("GET", "/api/v1/sessions/not-an-id/wall".to_owned(), "api/not-found"),
        ("GET", path::of(path::WALL, &session), "api/not-found"),
        ("POST", path::of(path::EVENTS, &session), "desk/attempt"),
        ("PUT", path::of(path::ORDER, &session), "json/truncated"),
    ] {
        let said = ask(&router, method, &path, None, Vec::new()).await;
        assert_eq!(said.code(), code, "{method} {path}");
        assert_headers(&said.headers, &path);
    }
    let long = vec![b' '; jalon_api::MOST_BYTES + 1];
    let deep = [vec![b'['; 200], vec![b']'; 200]].concat();
    let twice = br#"{"a":1,"a":2}"#.to_vec();
    for (sent, code) in [
        (long, "api/too-long"),
        (deep, "json/too-deep"),
        (twice, "json/duplicate-member"),
    ] {
        let said = ask(&router, "PUT", &path::of(path::ORDER, &session), None, sent).await;
        assert_eq!(said.code(), code);
    }
}

#[tokio::test]
async fn an_order_is_believed_by_its_certifier_and_only_over_tls() {
    let world = world();
    let here = cast(&world, 8);
    let path = path::of(path::ORDER, &here.order.session);
    // Somebody else's signature, or another centre.
    let mut other = common::settings();
    other.certifiers = vec![did([3; 32])];
    let hub = jalon_server::Hub::begin(other, common::clock(1), memory())
        .await
        .unwrap();
    let said = ask(&jalon_server::router(&hub), "PUT", &path, None, here.signed.clone()).await;
    assert_eq!(said.code(), "api/not-believed");
    // A plain connection takes no session at all.
    let mut plain = common::settings();
    plain.secure = false;
    let hub = jalon_server::Hub::begin(plain, common::clock(1), memory())
        .await
        .unwrap();
    let said = ask(&jalon_server::router(&hub), "PUT", &path, None, here.signed.clone()).await;
    assert_eq!(said.code(), "room/insecure");
    // Everything that is wrong with an order, at once.
    let mut strict = common::settings();
    strict.habilitated = None;
    strict.calendar.from_minute = 13 * 60; // it opens at noon
    let hub = jalon_server::Hub::begin(strict, common::clock(1), memory())
        .await
        .unwrap();
    let said = ask(&jalon_server::router(&hub), "PUT", &path, None, here.signed.clone()).await;
    let problem: Problem = from_slice(&said.bytes, Limits::DOCUMENT).unwrap();
    assert_eq!(
        (problem.code.as_str(), problem.pointer.as_deref()),
        ("order/hours", Some("/body/window"))
    );
    assert_eq!(
        problem.also.iter().map(|also| also.code.as_str()).collect::<Vec<_>>(),
        ["order/not-habilitated"]
    );
}

/// Codes that do not serve are tried ten times, and then not any more for a while.
#[tokio::test]
async fn codes_are_not_guessed() {
    let world = world();
    let here = cast(&world, 8);
    let hub = hub(memory()).await;
    let router = jalon_server::router(&hub);
    let order = path::of(path::ORDER, &here.order.session);
    ask(&router, "PUT", &order, None, here.signed.clone()).await;
    let join = path::of(path::JOIN, &here.order.session);
    let sends = body(path::JOIN, &here, &SecretKey::from_seed([8; 32]));
    let mut codes = Vec::new();
    for _ in 0..12 {
        codes.push(ask(&router, "POST", &join, None, sends.clone()).await.code());
    }
    assert!(codes[..9].iter().all(|code| code == "room/seat-not-ready"), "{codes:?}");
    assert_eq!(codes.last().unwrap(), "api/too-often");
}
