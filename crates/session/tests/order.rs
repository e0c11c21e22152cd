//! Orders: read only when signed by the certifier they name, and held against the calendar with everything that is wrong at once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests are free of these rules"
)]

mod common;

use common::{CENTRE, CERTIFIER, FIRST, at, did, faults, order, signed, slug, world};
use jalon_base::{Fraction, jcs};
use jalon_protocol::ProtocolId;
use jalon_protocol::plan::Navigation;
use jalon_session::Order;
use jalon_session::order::{Adjustments, BadOrder, KIND, Opening, Support};
use jalon_testkit::{Dice, mutate};

#[test]
fn a_signed_order_comes_back_and_no_other() {
    let world = world(Navigation::Free, Some(600));
    let mut order = order(&world, 3);
    order.roster[0].adjustments = Adjustments {
        factor: Fraction::new(4, 3),
        minutes: 5,
        breaks: 2,
        break_minutes: 10,
        supports: vec![Support::ReadAloud, Support::AssistiveTechnology],
        ..Adjustments::default()
    };
    let bytes = signed(KIND, &order, &[CERTIFIER]).to_vec();
    assert_eq!(Order::open(&bytes), Ok(order.clone()));
    let by_centre = signed(KIND, &order, &[CENTRE]).to_vec();
    assert_eq!(Order::open(&by_centre), Err(BadOrder::Signer));
    let other_kind = signed("ruling", &order, &[CERTIFIER]).to_vec();
    assert!(matches!(Order::open(&other_kind), Err(BadOrder::Unverified(_))));
    let text = String::from_utf8(bytes).unwrap();
    assert!(!text.contains("\"minutes\":0"), "zeros are not written");
    let longer = text.replace("\"capacity\":18", "\"capacity\":40");
    assert!(matches!(Order::open(longer.as_bytes()), Err(BadOrder::Unverified(_))));
    let mut dice = Dice::seeded(4);
    for _ in 0..300 {
        let changed = mutate::mutated(&mut dice, text.as_bytes());
        let opened = Order::open(&changed);
        let same = opened
            .as_ref()
            .is_ok_and(|opened| jcs::to_vec(opened).unwrap() == jcs::to_vec(&order).unwrap());
        assert!(opened.is_err() || same);
    }
}

/// The host does not know at which item somebody is: what limits less than a part is refused where the order is made, whatever the edition.
#[test]
fn an_order_for_times_that_no_room_holds_is_refused() {
    let plain = world(Navigation::Free, Some(600));
    let changes: [fn(&mut jalon_protocol::Protocol); 4] = [
        |protocol| protocol.seconds = Some(1800),
        |protocol| protocol.parts[0].least = Some(60),
        |protocol| protocol.parts[0].sections[0].seconds = Some(120),
        |protocol| protocol.parts[0].sections[0].each_seconds = Some(8),
    ];
    for change in changes {
        let world = jalon_testkit::World::of(&jalon_testkit::protocols::with(plain.protocol().clone(), change));
        assert!(faults(&order(&world, 3), &world).contains(&"protocol/times-room"));
    }
}

#[test]
fn an_order_without_a_fault() {
    let world = world(Navigation::Free, Some(600));
    assert_eq!(faults(&order(&world, 3), &world), [""; 0]);
}

#[test]
fn each_rule_of_the_calendar() {
    let world = world(Navigation::Free, Some(600));
    let on = |opens: &str, late: &str, closes: &str, offset: i64| {
        let mut order = order(&world, 1);
        order.window.opens = at(opens);
        order.window.late = at(late);
        order.window.closes = at(closes);
        order.window.offset = offset;
        order.issued = at("2026-01-01T00:00:00Z");
        order.roster[0].enrolled = at("2026-01-02T00:00:00Z");
        faults(&order, &world)
    };
    let day = |day: &str, offset: i64| {
        on(
            &format!("{day}T08:00:00Z"),
            &format!("{day}T08:30:00Z"),
            &format!("{day}T11:00:00Z"),
            offset,
        )
    };
    assert_eq!(day("2026-11-22", 60), ["order/sunday"]);
    assert_eq!(day("2026-11-11", 60), ["order/holiday"], "armistice");
    assert_eq!(day("2026-04-06", 120), ["order/holiday"], "Easter Monday");
    assert_eq!(day("2026-05-14", 120), ["order/holiday"], "Ascension");
    assert_eq!(day("2026-05-15", 120), [""; 0]);
    assert_eq!(
        day("2026-07-15", 60),
        ["order/other-offset"],
        "winter time in July is no time of Paris"
    );
    // 08:00 in Paris is 07:00 UTC in winter and 06:00 in summer.
    let early = |opens: &str, offset| on(opens, "2026-11-24T08:30:00Z", "2026-11-24T11:00:00Z", offset);
    assert_eq!(early("2026-11-24T07:00:00Z", 60), [""; 0]);
    assert_eq!(early("2026-11-24T06:59:59Z", 60), ["order/hours"]);
    let evening = |closes: &str| on("2026-11-24T16:00:00Z", "2026-11-24T16:10:00Z", closes, 60);
    assert_eq!(evening("2026-11-24T19:00:00Z"), [""; 0]);
    assert_eq!(evening("2026-11-24T19:00:01Z"), ["order/hours"]);
    assert_eq!(evening("2026-11-25T10:00:00Z"), ["order/hours"], "one day only");
    // In Guadeloupe (UTC−4) ten in the morning is 14:00 UTC.
    assert_eq!(
        on(
            "2026-11-24T14:00:00Z",
            "2026-11-24T14:10:00Z",
            "2026-11-24T16:00:00Z",
            -240
        ),
        ["order/other-offset"]
    );
    let backwards = on(
        "2026-11-24T09:00:00Z",
        "2026-11-24T08:30:00Z",
        "2026-11-24T11:00:00Z",
        60,
    );
    assert_eq!(backwards, ["order/window"]);
    assert!(day("2027-01-04", 60).contains(&"order/habilitation-dates"));
    assert_eq!(day("2026-11-24", 9999)[0], "order/offset");
}

#[test]
fn enrolled_the_day_before_at_the_latest_by_the_clock_on_the_wall() {
    let world = world(Navigation::Free, Some(600));
    let enrolled = |text: &str| {
        let mut order = order(&world, 1);
        order.roster[0].enrolled = at(text);
        faults(&order, &world)
    };
    // Midnight in Paris is 23:00 UTC.
    assert_eq!(enrolled("2026-11-23T22:59:59Z"), [""; 0]);
    assert_eq!(enrolled("2026-11-23T23:00:00Z"), ["order/same-day"]);
}

#[test]
fn everything_that_is_wrong_at_once() {
    let world = world(Navigation::Free, Some(7200));
    let mut order = order(&world, 3);
    order.window.opens = at("2026-11-22T08:00:00Z");
    order.window.late = at("2026-11-22T08:30:00Z");
    order.window.closes = at("2026-11-22T09:00:00Z");
    order.capacity = 2;
    order.seats.push(slug("p1"));
    order.roster[0].enrolled = at("2026-11-22T07:00:00Z");
    order.roster[1].id = slug("c1");
    order.roster[2].adjustments.factor = Fraction::new(1, 2);
    order.release = jalon_base::Digest::of(b"another");
    order.protocol = ProtocolId::parse("nowhere").unwrap();
    order.staff[1].key = did(CENTRE);
    order.staff[0]
        .may
        .retain(|capability| *capability != jalon_session::Capability::Seal);
    order.opening = Opening::Codes {
        digests: vec![jalon_base::Digest::of(b"a"); 2],
    };
    order.rules.silence = 60;
    order.issued = at("2026-11-23T00:00:00Z");
    order.retention.record_days = 0;
    let mut found = faults(&order, &world);
    found.sort_unstable();
    found.dedup();
    assert_eq!(
        found,
        [
            "order/adjustment",
            "order/codes",
            "order/issued",
            "order/no-protocol",
            "order/nobody-may",
            "order/other-release",
            "order/over-capacity",
            "order/retention",
            "order/rules",
            "order/same-day",
            "order/sunday",
            "order/twice",
            "order/two-roles",
        ]
    );
    order.roster.clear();
    order.staff[1].key = "did:key:nothing".into();
    let found = faults(&order, &world);
    assert!(found.contains(&"order/nobody") && found.contains(&"order/key"));
}

#[test]
fn warnings_do_not_stop_a_session() {
    let world = world(Navigation::Free, Some(3600));
    let mut order = order(&world, 1);
    order.roster[0].adjustments.factor = Fraction::new(3, 1);
    order.staff.pop();
    order.opening = Opening::Online;
    assert_eq!(faults(&order, &world), ["order/too-short", "order/alone"]);
    assert!(order.staff.iter().all(|person| person.key == did(FIRST)));
}

/// No room holds the keys by which questions follow from answers: the order is refused, and so is its content.
#[test]
fn questions_that_follow_from_answers_are_refused() {
    use jalon_protocol::plan::When;
    use jalon_session::desk::{Desk, NotOpened};
    use jalon_session::event::Serving;
    let mut world = world(Navigation::Free, Some(600));
    let order = order(&world, 3);
    let mut protocol = (*world.release.protocols[&order.protocol]).clone();
    protocol.parts[0].sections[0].when.push(When {
        sections: Vec::new(),
        items: Vec::new(),
        from: Fraction::new(1, 2),
        below: None,
    });
    world
        .release
        .protocols
        .insert(order.protocol.clone(), std::sync::Arc::new(protocol));
    assert_eq!(faults(&order, &world), ["order/adaptive"]);
    let kit = common::kit(&world, order);
    let now = jalon_testkit::Clock::new().now();
    let opened = Desk::open(kit, &[], Serving::First, &now).map(|_| ());
    assert_eq!(opened, Err(NotOpened::Adaptive));
}
