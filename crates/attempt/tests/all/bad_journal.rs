//! Journals that are not: each wrong thing with its code and its place.

use jalon_attempt::journal::Journal;
use jalon_attempt::{Linear, replay};
use jalon_base::jcs;
use jalon_base::json::Value;
use jalon_testkit::{Dice, Run, World};
use serde_json::json;

fn world() -> World {
    World::light(&mut Dice::seeded(1))
}

fn written(world: &World) -> Vec<u8> {
    let run = Run::play(world, &mut Dice::seeded(5), 30);
    jcs::to_vec(run.sitting.journal()).unwrap()
}

fn code(bytes: &[u8]) -> &'static str {
    Journal::read(bytes).unwrap_err().fault.code()
}

#[test]
fn files_that_are_not_strict_json() {
    let good = written(&world());
    assert!(Journal::read(&good).is_ok());
    for kept in [0, 1, good.len() / 3, good.len() - 1] {
        assert_eq!(code(&good[..kept]), "json/truncated", "{kept} bytes kept");
    }
    let text = String::from_utf8(good.clone()).unwrap();
    assert_eq!(code(&[&good[..], &good].concat()), "json/trailing");
    assert_eq!(code(&[&b"\xEF\xBB\xBF"[..], &good].concat()), "json/byte-order-mark");
    assert_eq!(code("[".repeat(1_000_000).as_bytes()), "json/too-deep");
    assert_eq!(code(&vec![b' '; (64 << 20) + 1]), "json/too-long");
    assert_eq!(
        code(text.replacen('{', "{\"format\":\"x\",", 1).as_bytes()),
        "json/duplicate-member"
    );
    assert_eq!(
        code(text.replacen("\"seq\":0", "\"seq\":0.0", 1).as_bytes()),
        "json/number"
    );
    assert_eq!(
        code(text.replacen("\"seq\":0", "\"seq\":9007199254740992", 1).as_bytes()),
        "json/number"
    );
    assert_eq!(
        code(text.replacen("\"seq\":0", "\"seq\":-1", 1).as_bytes()),
        "json/shape"
    );
}

#[test]
fn documents_of_another_shape() {
    let document: Value = serde_json::from_slice(&written(&world())).unwrap();
    // The value put at a place is refused, and that very place is named.
    let check = |pointer: &str, value: Value| {
        let mut document = document.clone();
        let (holder, name) = pointer.rsplit_once('/').unwrap();
        document.pointer_mut(holder).unwrap()[name] = value;
        let bad = Journal::read(&serde_json::to_vec(&document).unwrap()).unwrap_err();
        assert_eq!(
            (bad.fault.code(), bad.pointer.as_str()),
            ("json/shape", pointer),
            "{bad}"
        );
    };
    check("/format", json!("jalon/journal@2"));
    check("/format", json!("jalon/outcome@1"));
    check("/format", json!(1));
    check("/note", json!("x"));
    check("/ext", json!({}));
    check("/events", json!({}));
    check("/attempt", json!("AAAAAAAAAAAAAAAAAAAAAAAAAA"));
    check("/events/0/header/by", json!("proctor"));
    check("/events/0/header/extra", json!(1));
    check("/events/0/header/seq", json!(-1));
    check("/events/0/header/seq", json!("0"));
    check("/events/0/header/payload", json!("00"));
    check("/events/0/header/at/boot", json!("x"));
    check("/events/0/header/at/wall-ms", Value::Null);
    check("/events/0/payload/kind", json!("cheated"));
    check("/events/0/payload/key", json!("a"));
    check("/events/1/payload/time-factor", json!([4, 0]));
    check("/events/1/payload/time-factor", json!([4, 3, 2]));
    check("/events/1/payload/session-seed", json!("00"));
    check("/events/1/payload/engine", json!(-1));
    let place = Journal::read(b"{\"format\": \"jalon/journal@1\",\n \"attempt\": 7,\n \"events\": []}").unwrap_err();
    assert_eq!(place.at.line, 2);
}

#[test]
fn journals_that_contradict_themselves() {
    let world = world();
    let journal = Journal::read(&written(&world)).unwrap();
    let check = |change: &dyn Fn(&mut Journal), wanted: &str| {
        let mut changed = journal.clone();
        change(&mut changed);
        let diverged = replay(&changed, world.supply(), Some(&Linear)).unwrap_err();
        assert_eq!(diverged.code(), wanted);
        assert!(diverged.to_string().ends_with(wanted), "{diverged}");
    };
    let last = journal.events.len() - 1;
    check(&|j| j.events.push(j.events[last].clone()), "journal/sequence");
    check(&|j| j.events.push(j.events[0].clone()), "journal/sequence");
    check(&|j| j.events.swap(0, 1), "journal/seen");
    check(&|j| drop(j.events.remove(2)), "journal/sequence");
    check(&|j| j.events.reverse(), "journal/sequence");
    check(&|j| j.events[2].payload = None, "replay/withheld");
    check(
        &|j| j.events.iter_mut().for_each(|event| event.header.attempt = world_id()),
        "journal/attempt",
    );
}

fn world_id() -> jalon_base::id::RandomId {
    jalon_base::id::RandomId::from_bytes([0xCD; 16])
}

#[test]
fn a_journal_of_another_release_or_protocol_does_not_replay() {
    let one = world();
    let journal = Journal::read(&written(&one)).unwrap();
    let mut codes = Vec::new();
    for seed in 100..140 {
        let other = World::light(&mut Dice::seeded(seed));
        // Another protocol of the same name draws another paper, or draws it otherwise.
        if other.protocol() != one.protocol() {
            codes.push(replay(&journal, other.supply(), Some(&Linear)).unwrap_err().code());
        }
    }
    codes.sort_unstable();
    codes.dedup();
    assert!(
        codes.contains(&"replay/paper") || codes.contains(&"attempt/paper"),
        "{codes:?}"
    );
}

#[test]
fn a_large_journal_is_read_in_its_time() {
    // Ten thousand events: the work grows with their number, not with its square.
    let world = World::light(&mut Dice::of(Vec::new()));
    let mut run = Run::new(&world, &mut Dice::seeded(1));
    let knowing = jalon_testkit::Person {
        skill: 100,
        mischief: 0,
        trouble: 0,
    };
    for _ in 0..2 {
        let deed = knowing.next(&mut Dice::of(Vec::new()), &world.release, run.state());
        run.deed(deed);
    }
    for turn in 0..10_000 {
        run.clock.pass(10);
        run.command(jalon_attempt::Command::Sight { visible: turn % 2 == 0 })
            .unwrap();
    }
    let journal = Journal::read(&jcs::to_vec(run.sitting.journal()).unwrap()).unwrap();
    let (state, heads) = replay(&journal, world.supply(), Some(&Linear)).unwrap();
    assert_eq!(
        (&heads, format!("{state:?}")),
        (run.sitting.heads(), format!("{:?}", run.state()))
    );
}

#[test]
fn an_event_that_says_to_have_seen_its_own_chain_is_refused() {
    let world = world();
    let mut journal = Journal::read(&written(&world)).unwrap();
    let own = journal.events[0].header.digest().unwrap();
    let place = (1..journal.events.len()).find(|place| journal.events[*place].header.by == journal.events[0].header.by);
    journal.events[place.unwrap()].header.seen = Some(own);
    let broken = journal.check().unwrap_err();
    assert_eq!((broken.index, broken.what.code()), (place.unwrap(), "journal/seen"));
}
