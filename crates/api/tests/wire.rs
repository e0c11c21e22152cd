//! What travels is read back as it was written, in canonical form, and says no more than it should.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests are free of these rules"
)]

use jalon_api::seat::{Asked, Posting, Shown, Told};
use jalon_api::wall::{Line, Wall};
use jalon_api::{Problem, path, problem};
use jalon_attempt::event::{Event, Header, Payload};
use jalon_attempt::{By, Now};
use jalon_base::id::RandomId;
use jalon_base::json::{Limits, from_slice};
use jalon_base::{Digest, Document, Slug, jcs};
use jalon_protocol::PartId;
use jalon_session::event::Refusal;
use jalon_session::room::{RoomPhase, Standing};
use jalon_testkit::{Dice, World};
use std::fmt::Debug;

fn id(byte: u8) -> RandomId {
    RandomId::from_bytes([byte; 16])
}

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

fn same<T: Document + PartialEq + Debug>(value: &T) -> String {
    let bytes = jcs::to_vec(value).unwrap();
    assert_eq!(from_slice::<T>(&bytes, Limits::DOCUMENT).unwrap(), *value);
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_problem_is_one_of_rfc_9457() {
    let problem = Problem::of("room/late").at("/roster/0").again_after(3);
    let text = same(&problem);
    assert_eq!(
        text,
        r#"{"code":"room/late","pointer":"/roster/0","retry-after":3,"status":409,"title":"room/late","type":"urn:jalon:problem:room:late"}"#
    );
    // Members that we do not know are passed over, as RFC 9457 §3.2 asks.
    let more = text.replacen('{', r#"{"instance":"/x","#, 1);
    assert_eq!(
        from_slice::<Problem>(more.as_bytes(), Limits::DOCUMENT).unwrap(),
        problem
    );
    for (code, status) in [
        ("json/truncated", 400),
        ("api/pass", 401),
        ("access/capability", 403),
        ("api/too-often", 429),
        ("order/holiday", 422),
        ("store/full", 503),
        ("receipt/fork", 409),
    ] {
        assert_eq!(problem::status(code), status, "{code}");
    }
}

#[test]
fn every_code_of_ours_has_its_sentence() {
    let none = jalon_base::sorted::SortedMap::new();
    let store = [
        "store/full",
        "store/busy",
        "store/fatal",
        "store/fenced",
        "store/differs",
        "room/content",
    ];
    for code in problem::CODES.iter().map(|(code, _)| *code).chain(store) {
        for lang in jalon_messages::Lang::ALL {
            assert!(
                jalon_messages::sentence(lang, code, &none).is_some(),
                "{code} in {}",
                lang.tag()
            );
        }
    }
}

#[test]
fn every_route_takes_its_id() {
    for (_, route) in path::ALL {
        let there = path::of(route, &id(7));
        assert!(!there.contains('{') && there.starts_with("/api/v1/"), "{there}");
        assert_eq!(route.contains('{'), there.contains(&id(7).to_string()), "{route}");
    }
}

#[test]
fn what_a_seat_sends_is_read_back() {
    let posting = Posting {
        attempt: id(1),
        known: 3,
        last: Some(Digest::of(b"x")),
        instance: 1,
        proof: None,
        events: Vec::new(),
        wish: Some(Asked::Begin {
            part: PartId::parse("p1").unwrap(),
        }),
        head: None,
    };
    assert!(same(&posting).contains(r#""wish":{"for":"begin","part":"p1"}"#));
    assert_eq!(same(&Told::Behind), r#"{"is":"behind"}"#);
    let post = posting.clone().into_post("did:key:z".into());
    assert_eq!(Posting::of(post), posting);
}

#[test]
fn a_wall_is_read_back() {
    let line = Line {
        candidate: slug("c1"),
        seat: None,
        standing: Standing::TurnedAway { why: Refusal::Doubt },
        question: Some(1),
        questions: Some(40),
        answered: 0,
        ends: None,
        left_ms: Some(-1),
        stands: false,
        heard_ms: None,
        acknowledged_ms: None,
        outage: true,
        alert_ms: Some(4_000),
    };
    let wall = Wall {
        phase: RoomPhase::Open,
        lines: vec![line],
        queue: Vec::new(),
        free: vec![slug("p2")],
        uncertain_clock: false,
    };
    assert!(same(&wall).contains(r#""standing":{"is":"turned-away","why":"doubt"}"#));
}

/// Of a whole edition, a seat is shown the items that were presented and the texts that they share, and nothing else.
#[test]
fn only_what_was_presented_is_shown() {
    let world = World::random(&mut Dice::seeded(3));
    let part = world.protocol().parts[0].id.clone();
    for (item, content) in world.release.contents.iter() {
        let payload = Payload::Presented {
            part: part.clone(),
            items: vec![item.clone()],
            why: jalon_attempt::event::Why::Drawn,
        };
        let at = Now {
            wall_ms: 0,
            mono_ms: 0,
            boot: id(1),
        };
        let header = Header {
            attempt: id(1),
            by: By::Host,
            seq: 0,
            prev: None,
            seen: None,
            at,
            kind: payload.kind().to_owned(),
            payload: Digest::of(b""),
        };
        let event = Event {
            header,
            salt: None,
            payload: Some(payload.into()),
        };
        let shown = Shown::of(&[event], &world.release);
        assert_eq!(shown.items, std::slice::from_ref(content));
        assert_eq!(shown.stimuli.len(), usize::from(content.stimulus.is_some()));
        let text = same(&shown);
        for (other, _) in world.release.contents.iter().filter(|(other, _)| *other != item) {
            assert!(!text.contains(&format!("\"{other}\"")), "{other} beside {item}");
        }
    }
    assert_eq!(Shown::of(&[], &world.release), Shown::default());
}
