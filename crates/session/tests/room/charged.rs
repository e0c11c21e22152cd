//! What is charged and what is given back, when outages, pauses and lives of the server fall together.

use super::*;

fn left(hall: &Hall) -> Option<i64> {
    let host = hall.desk.hosts().values().next().unwrap();
    host.state().left_ms(&hall.clock.now())
}

#[test]
fn what_an_outage_took_before_somebody_stopped_the_clock_is_given_back() {
    for restarted in [false, true] {
        let mut hall = hall(1);
        let candidate = hall.begun(1);
        hall.tick(10_000);
        assert_eq!(hall.post(0), Heard::Received);
        hall.tick(15_000);
        hall.tick(45_000);
        let (who, pause) = (candidate.clone(), PauseKind::Room);
        hall.one(Deed::Pause { candidate: who, pause }).unwrap();
        hall.tick(240_000);
        if restarted {
            hall.restart(Serving::Restarted);
        }
        assert_eq!(left(&hall), Some(530_000), "a minute of it was charged");
        assert_eq!(hall.post(0), Heard::Received);
        let ms = 60_000;
        assert_eq!(
            decision(&hall, IncidentKind::Outage),
            Some((Decision::Credit { ms }, Author::Rule)),
            "what was charged, and no more: {restarted}"
        );
        hall.one(Deed::Resume { candidate }).unwrap();
        assert_eq!(left(&hall), Some(590_000));
        assert_eq!(hall.post(0), Heard::Received);
        finish(&mut hall, 1);
        hall.one(Deed::Close).unwrap();
        hall.seal(&[CENTRE, FIRST]).unwrap();
        assert_eq!(check(&hall), []);
    }
}

#[test]
fn a_pause_within_an_outage_is_given_back_to_nobody() {
    let mut hall = hall(1);
    let candidate = hall.begun(1);
    hall.tick(15_000);
    let (who, pause) = (candidate.clone(), PauseKind::Room);
    hall.one(Deed::Pause { candidate: who, pause }).unwrap();
    hall.tick(100_000);
    hall.one(Deed::Resume { candidate }).unwrap();
    hall.tick(5_000);
    assert_eq!(hall.post(0), Heard::Received);
    let ms = 20_000;
    assert_eq!(
        decision(&hall, IncidentKind::Outage),
        Some((Decision::Credit { ms }, Author::Rule))
    );
    assert_eq!(left(&hall), Some(600_000));
}

#[test]
fn an_outage_that_two_people_must_decide_is_decided_by_nobody_else() {
    let mut hall = hall(1);
    let candidate = hall.begun(1);
    hall.tick(15_000);
    hall.tick(600_000);
    assert_eq!(hall.post(0), Heard::Held);
    let (who, pause) = (candidate.clone(), PauseKind::Room);
    hall.one(Deed::Pause { candidate: who, pause }).unwrap();
    hall.restart(Serving::Restarted);
    assert_eq!(hall.post(0), Heard::Held, "neither another life nor a pause decides it");
    assert_eq!(decision(&hall, IncidentKind::Outage), None);
    hall.one(Deed::Resume { candidate }).unwrap();
    assert_eq!(hall.post(0), Heard::Held);
    let (incident, decision) = (incident(&hall, IncidentKind::Outage), Decision::Credit { ms: 615_000 });
    hall.deed(Deed::Decide { incident, decision }, &[FIRST, SECOND])
        .unwrap();
    assert_eq!(hall.post(0), Heard::Received);
    assert_eq!(left(&hall), Some(600_000));
}

/// A desk that cannot keep what it decided is opened again, on the same machine: with clocks of its own, or not at all.
#[test]
fn each_life_of_a_desk_has_clocks_of_its_own() {
    let mut hall = hall(1);
    hall.begun(1);
    hall.tick(5_000);
    assert_eq!(hall.post(0), Heard::Received);
    hall.clock.pass(300_000);
    let now = hall.clock.now();
    let again = |now| Desk::open(Arc::clone(&hall.kit), hall.log.kept(), Serving::Restarted, now);
    let same = again(&now).err().map(|why| why.code());
    assert_eq!(same, Some("desk/boot"), "five minutes would be charged to everybody");
    let boot = RandomId::from_bytes([77; 16]);
    let (desk, _) = again(&jalon_attempt::Now { boot, ..now }).unwrap();
    let host = desk.hosts().values().next().unwrap();
    let later = jalon_attempt::Now { boot, ..now };
    assert_eq!(host.state().left_ms(&later), Some(600_000));
}

/// After another life a place that only shows that it is there is charged like any other.
#[test]
fn a_sign_of_life_is_enough_for_time_to_pass() {
    let mut hall = hall(1);
    hall.begun(1);
    hall.restart(Serving::Restarted);
    for _ in 0..12 {
        assert_eq!(hall.post(0), Heard::Received);
        let now = hall.clock.now().mono_ms;
        assert!(hall.desk.due().is_some_and(|due| due > now));
        hall.tick(5_000);
    }
    assert_eq!(left(&hall), Some(540_000));
    // And its time ends, though it writes nothing.
    for _ in 0..120 {
        hall.post(0);
        hall.tick(5_000);
    }
    let standing = hall.desk.room().sitters()[&slug("c1")].standing;
    assert_eq!(standing, Standing::Over { why: None });
}

/// A server that begins again during a pause, with its clock set meanwhile: no page is closed by what a wall clock says.
#[test]
fn a_clock_that_is_set_during_a_pause_closes_nothing() {
    for jump in [2 * 3_600_000, -jalon_testkit::clock::YEAR, jalon_testkit::clock::YEAR] {
        let mut hall = hall(1);
        let candidate = hall.begun(1);
        let items = hall.items(0);
        for to in items.clone() {
            hall.do_at(0, SeatAct::Go { to });
        }
        assert_eq!(hall.post(0), Heard::Received);
        let (who, pause) = (candidate.clone(), PauseKind::Room);
        hall.one(Deed::Pause { candidate: who, pause }).unwrap();
        hall.tick(120_000);
        hall.clock.jump(jump);
        hall.restart(Serving::Restarted);
        hall.one(Deed::Resume { candidate }).unwrap();
        assert_eq!(hall.post(0), Heard::Received);
        let host = hall.desk.hosts().values().next().unwrap();
        assert!(host.state().locked().is_empty(), "{jump}");
        finish(&mut hall, 1);
    }
}
