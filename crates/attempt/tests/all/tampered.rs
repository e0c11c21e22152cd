//! Journals that somebody changed: one byte of the file, or one event linked again with care.

use jalon_attempt::decide::{Command, Draft, decide};
use jalon_attempt::event::{Event, Payload, Salt, Signal, Started};
use jalon_attempt::journal::{Break, Broken, Heads, Journal};
use jalon_attempt::replay::Diverged;
use jalon_attempt::{Linear, Now, State, replay};
use jalon_base::{Digest, Fraction, jcs};
use jalon_protocol::{PartId, Response};
use jalon_testkit::{Dice, Person, Run, World};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

fn rolls() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(any::<u32>(), 0..500)
}

/// What became of a file with something changed in it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    /// Not strict JSON of a journal: refused with its line and column.
    Malformed,
    /// Another spelling of the same document.
    Same,
    /// Refused, naming the event that was changed, or the next one, whose link does not hold.
    Named,
    /// The last event of all, or the journal's own name for its attempt: the chains hold, with other heads than those that were
    /// acknowledged and that the outcome names.
    OtherHeads,
}

fn fate(written: &[u8], journal: &Journal, heads: &Heads, world: &World) -> Fate {
    let Ok(changed) = Journal::read(written) else {
        return Fate::Malformed;
    };
    if changed == *journal {
        return Fate::Same;
    }
    let first = journal.events.iter().zip(&changed.events).position(|(a, b)| a != b);
    let first = first.unwrap_or(0);
    match replay(&changed, world.supply(), Some(&Linear)) {
        Err(Diverged::Broken(Broken { index, .. })) => {
            assert!(
                index == first || index == first + 1,
                "event {first} was changed, {index} is named"
            );
            Fate::Named
        }
        Err(diverged) => {
            let (by, seq) = diverged.at().expect("an event is named");
            let last = changed.events.last().map(|event| (event.header.by, event.header.seq));
            assert_eq!(
                Some((by, seq)),
                last,
                "every link holds, so only the last event can differ"
            );
            Fate::Named
        }
        Ok((_, other)) => {
            assert_eq!(
                first,
                journal.events.len() - 1,
                "only the last event has no link after it"
            );
            assert_ne!(other, *heads);
            Fate::OtherHeads
        }
    }
}

#[test]
fn every_byte_of_a_journal_counts() {
    let mut dice = Dice::seeded(2);
    let world = World::light(&mut dice);
    let run = Run::play(&world, &mut dice, 12);
    let written = jcs::to_vec(run.sitting.journal()).unwrap();
    let mut fates: BTreeMap<Fate, u32> = BTreeMap::new();
    for at in 0..written.len() {
        for flip in [0x01, 0x20] {
            let mut changed = written.clone();
            changed[at] ^= flip;
            *fates
                .entry(fate(&changed, run.sitting.journal(), run.sitting.heads(), &world))
                .or_default() += 1;
        }
    }
    println!("{} bytes, each changed twice: {fates:?}", written.len());
    assert!(fates[&Fate::Malformed] > 0 && fates[&Fate::Named] > 0 && fates[&Fate::OtherHeads] > 0);
    assert!(
        !fates.contains_key(&Fate::Same),
        "a canonical document has no other spelling one bit away"
    );
}

proptest! {
    #[test]
    fn one_byte_changed_is_refused_named_or_harmless(rolls in rolls(), places in proptest::collection::vec(any::<u32>(), 40)) {
        let mut dice = Dice::of(rolls);
        let world = World::light(&mut dice);
        let mut run = Run::new(&world, &mut dice);
        let person = Person::random(&mut dice);
        run.go_on(&person, &mut dice, 25);
        run.finish(&mut dice);
        // Also written by somebody else's program: spaces, lines, another order of the members.
        let spaced = serde_json::to_vec_pretty(run.sitting.journal()).unwrap();
        for written in [jcs::to_vec(run.sitting.journal()).unwrap(), spaced] {
            for pair in places.chunks_exact(2) {
                let mut changed = written.clone();
                let at = pair[0] as usize % written.len();
                changed[at] = pair[1].to_le_bytes()[0];
                fate(&changed, run.sitting.journal(), run.sitting.heads(), &world);
            }
        }
    }

    #[test]
    fn what_decide_would_not_make_is_not_admitted(rolls in rolls(), more in proptest::collection::vec(any::<u32>(), 60)) {
        let mut dice = Dice::of(rolls);
        let world = World::light(&mut dice);
        let mut run = Run::new(&world, &mut dice);
        let person = Person::random(&mut dice);
        run.go_on(&person, &mut dice, 40);
        let mut dice = Dice::of(more);
        let mut before = Vec::new();
        for told in &run.told {
            let Ok(made) = &told.made else { continue };
            for (place, event) in made.iter().enumerate() {
                if dice.chance(30) {
                    let wrong = another(&mut dice, &world, event.payload.as_deref().unwrap());
                    if let Some(wrong) = wrong.filter(|wrong| Some(wrong) != event.payload.as_deref()) {
                        not_admitted(&run, &before, &made[..place], &wrong, &told.now);
                    }
                }
            }
            before.extend(made.iter().cloned());
        }
    }
}

/// Links a payload after these events as a careful forger would, and sees that it is refused unless some command makes it.
fn not_admitted(run: &Run<'_>, before: &[Event], batch: &[Event], wrong: &Payload, now: &Now) {
    let mut journal = Journal::of(run.attempt);
    journal.events = [before, batch].concat();
    let mut heads = journal.check().unwrap();
    let salt = wrong.is_private().then_some(Salt([5; 16]));
    let draft = Draft {
        payload: wrong.clone(),
        salt,
    };
    journal.link(&mut heads, vec![draft], now).unwrap();
    let replayed = replay(&journal, run.world.supply(), Some(&Linear));
    // An acknowledgement of the seat's head may come at any time.
    if replayed.is_err() || matches!(wrong, Payload::Accepted { .. }) {
        return;
    }
    let begun = state_after(run, before);
    let now_state = state_after(run, &journal.events[..journal.events.len() - 1]);
    let made = candidates(run, wrong).into_iter().any(|command| {
        [(&begun, batch.len()), (&now_state, 0)]
            .into_iter()
            .any(|(state, place)| {
                let drafts = decide(state, &run.attempt, run.world.supply(), command.clone(), now, &Linear);
                let drafts = drafts.unwrap_or_default();
                // Closing may come with or without an acknowledgement before it.
                let place = if matches!(wrong, Payload::Closed { .. }) {
                    drafts.len().saturating_sub(1)
                } else {
                    place
                };
                let same = |(draft, event): (&Draft, &Event)| {
                    draft.payload.kind() == "accepted" || Some(&draft.payload) == event.payload.as_deref()
                };
                let begins_so = place != batch.len() || drafts.iter().zip(batch).all(same);
                begins_so && drafts.get(place).is_some_and(|draft| draft.payload == *wrong)
            })
    });
    assert!(made, "no command makes {wrong:?} after {:?}", now_state.phase());
}

fn state_after(run: &Run<'_>, events: &[Event]) -> State {
    let mut state = State::blank(Arc::new(run.world.protocol().clone()));
    for event in events {
        state.evolve(event.payload.as_deref().unwrap(), &event.header.at);
    }
    state
}

/// Commands that could make such an event.
fn candidates(run: &Run<'_>, payload: &Payload) -> Vec<Command> {
    let original = run.told.iter().find_map(|told| match &told.command {
        Command::Open { started, .. } if told.made.is_ok() => Some(started.clone()),
        _ => None,
    });
    let open = |lang: &str, started: Box<Started>| Command::Open {
        lang: lang.into(),
        started,
    };
    let begins = run
        .world
        .protocol()
        .parts
        .iter()
        .map(|part| Command::Begin { part: part.id.clone() });
    let mut commands = vec![
        Command::Next,
        Command::Pause,
        Command::Resume,
        Command::HandIn,
        Command::Stop,
        Command::Tick,
        Command::Sight { visible: true },
        Command::Sight { visible: false },
    ];
    commands.extend(begins);
    match payload {
        Payload::Opened { lang } => commands.extend(original.map(|started| open(lang, started))),
        Payload::Started(started) => commands.push(open("fr", started.clone())),
        Payload::Drawn { .. } => commands.extend(original.map(|started| open("fr", started))),
        Payload::Shown { item } | Payload::Moved { to: item } => commands.push(Command::Go { to: item.clone() }),
        Payload::Answered { item, response } => commands.push(Command::Answer {
            item: item.clone(),
            response: response.clone(),
            salt: Salt([5; 16]),
        }),
        Payload::Flagged { item, on } => commands.push(Command::Flag {
            item: item.clone(),
            on: *on,
        }),
        _ => {}
    }
    commands
}

/// Another event than this one: one of its values changed, or one of another kind.
fn another(dice: &mut Dice, world: &World, payload: &Payload) -> Option<Payload> {
    let items: Vec<&str> = world.release.contents.keys().map(|item| item.as_str()).collect();
    let parts = ["u1", "u2", "u3"];
    if dice.chance(40) {
        let part = PartId::parse(dice.pick::<&str>(&parts)).unwrap();
        let item = (*dice.pick(&world.release.contents.keys().collect::<Vec<_>>())).clone();
        return Some(match dice.below(10) {
            0 => Payload::Shown { item },
            1 => Payload::Moved { to: item },
            2 => Payload::Answered {
                item,
                response: Response::Empty,
            },
            3 => Payload::Flagged { item, on: true },
            4 => Payload::Signalled { signal: Signal::Paused },
            5 => Payload::Submitted {
                part,
                stopped: dice.chance(50),
            },
            6 => Payload::TimedOut { part },
            7 => Payload::Resumed {
                charged_ms: i64::from(dice.below(3)) * 500,
                doubtful: dice.chance(50),
            },
            8 => serde_json::from_value(json!({"kind": "closed", "reason": dice.pick(&["complete", "stopped"])}))
                .unwrap(),
            _ => serde_json::from_value(
                json!({"kind": "presented", "part": part, "items": [item], "why": {"rule": "drawn"}}),
            )
            .unwrap(),
        });
    }
    let mut value = serde_json::to_value(payload).unwrap();
    let mut places: Vec<String> = Vec::new();
    leaves(&value, &mut String::new(), &mut places);
    let place = dice.pick(&places).clone();
    let leaf = value.pointer_mut(&place)?;
    *leaf = match leaf {
        Value::Bool(on) => json!(!*on),
        Value::Number(number) => json!(number.as_i64().unwrap_or(0) + i64::from(dice.below(5)) - 2),
        Value::String(text) if items.contains(&text.as_str()) => json!(dice.pick(&items)),
        Value::String(text) if parts.contains(&text.as_str()) => json!(dice.pick(&parts)),
        Value::String(text) if text.len() == 64 => json!(Digest::of(text.as_bytes())),
        Value::String(text) => json!(format!("{text}x")),
        Value::Array(_) => json!([]),
        _ => Value::Null,
    };
    serde_json::from_value(value).ok()
}

fn leaves(value: &Value, at: &mut String, out: &mut Vec<String>) {
    let mut inside = |name: String, value: &Value, out: &mut Vec<String>| {
        let length = at.len();
        at.push_str(&format!("/{name}"));
        leaves(value, at, out);
        at.truncate(length);
    };
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, value)| inside(name.clone(), value, out)),
        Value::Array(values) if !values.is_empty() => {
            values
                .iter()
                .enumerate()
                .for_each(|(place, value)| inside(place.to_string(), value, out));
        }
        _ => out.push(at.clone()),
    }
}

#[test]
fn what_is_wrong_with_a_link_is_said() {
    let mut dice = Dice::seeded(5);
    let world = World::light(&mut dice);
    let run = Run::play(&world, &mut dice, 30);
    let journal = run.sitting.journal();
    let check = |change: &dyn Fn(&mut Journal), index: usize, what: Break| {
        let mut changed = journal.clone();
        change(&mut changed);
        let broken = changed.check().unwrap_err();
        assert_eq!((broken.index, broken.what), (index, what), "{}", what.code());
    };
    let other = jalon_base::id::RandomId::from_bytes([0xAB; 16]);
    let answered = journal
        .events
        .iter()
        .position(|event| event.header.kind == "answered")
        .expect("an answer");
    check(&|j| j.attempt = other, 0, Break::Attempt);
    check(&|j| j.events[3].header.attempt = other, 3, Break::Attempt);
    check(&|j| j.events[3].header.seq += 1, 3, Break::Sequence);
    check(
        &|j| {
            j.events.remove(0);
        },
        0,
        Break::Seen,
    );
    check(
        &|j| j.events[4].header.prev = Some(Digest::of(b"x")),
        4,
        Break::Previous,
    );
    check(&|j| j.events[4].header.seen = Some(Digest::of(b"x")), 4, Break::Seen);
    check(&|j| j.events[answered].salt = None, answered, Break::Salt);
    check(
        &|j| j.events[answered].salt = Some(Salt([0; 16])),
        answered,
        Break::Payload,
    );
    check(&|j| j.events[0].salt = Some(Salt([0; 16])), 0, Break::Salt);
    check(
        &|j| j.events[0].payload = Some(Payload::Opened { lang: "en".into() }.into()),
        0,
        Break::Payload,
    );
    check(
        &|j| j.events[0].payload = Some(Payload::Signalled { signal: Signal::Paused }.into()),
        0,
        Break::Kind,
    );
    check(&|j| j.events[0].header.kind = "moved".into(), 0, Break::Kind);
    check(&|j| j.events[0].header.at.mono_ms = 1 << 53, 0, Break::NotCanonical);
    // A clock beyond what a document holds is refused before anything is linked.
    let mut sitting = jalon_attempt::Sitting::new(run.attempt, world.supply());
    let open = run.told[0].command.clone();
    let far = Now {
        mono_ms: 1 << 53,
        ..run.told[0].now
    };
    assert_eq!(
        sitting.command(open, world.supply(), &far, &Linear).unwrap_err().code(),
        "attempt/clock"
    );
    assert!(sitting.journal().events.is_empty());
}

#[test]
fn a_start_that_does_not_fit_is_refused() {
    let mut dice = Dice::seeded(11);
    let world = World::light(&mut dice);
    let run = Run::play(&world, &mut dice, 5);
    let Some(Command::Open { started, .. }) = run
        .told
        .iter()
        .find(|told| told.made.is_ok())
        .map(|told| told.command.clone())
    else {
        panic!("opened first")
    };
    let check = |change: &dyn Fn(&mut Started), code: &str| {
        let mut started = started.clone();
        change(&mut started);
        let mut sitting = jalon_attempt::Sitting::new(run.attempt, world.supply());
        let made = sitting.command(
            Command::Open {
                lang: "fr".into(),
                started,
            },
            world.supply(),
            &run.told[0].now,
            &Linear,
        );
        assert_eq!(made.unwrap_err().code(), code);
    };
    check(&|s| s.engine = jalon_base::ENGINE + 1, "attempt/start");
    check(
        &|s| s.protocol = jalon_protocol::ProtocolId::parse("autre").unwrap(),
        "attempt/start",
    );
    check(&|s| s.time_factor = Fraction::new(0, 1).unwrap(), "attempt/start");
    check(&|s| s.time_factor = Fraction::new(-4, 3).unwrap(), "attempt/start");
    check(&|s| s.exempt = vec![PartId::parse("nowhere").unwrap()], "attempt/start");
    check(
        &|s| (s.exempt, s.dispensation) = (vec![PartId::parse("u1").unwrap()], None),
        "attempt/start",
    );
}
