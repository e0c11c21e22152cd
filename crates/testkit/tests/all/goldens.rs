//! Journals of every published engine, with their releases, replayed and scored for ever.
//!
//! `JALON_BLESS=1` writes those of the current engine again; those of earlier engines are never written.

use jalon_attempt::journal::Journal;
use jalon_attempt::replay;
use jalon_base::{ENGINE, jcs};
use jalon_protocol::mark::{Mark, Ruling};
use jalon_protocol::plan::{Decision, Navigation, Sitting, WhileAway};
use jalon_protocol::{Outcome, Protocol, Release};
use jalon_scoring::Keys;
use jalon_scoring::adaptive::Ended;
use jalon_scoring::score::{Input, score};
use jalon_scoring::{Adaptive, Tests};
use jalon_testkit::{Dice, Run, World, adaptive, beside, protocols};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::PathBuf;

/// What stands beside a golden journal.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Beside {
    marks: Vec<Mark>,
    rulings: Vec<Ruling>,
    outcome: Outcome,
    digest: jalon_base::Digest,
}

fn folder(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors")).join(name)
}

fn points(text: &str) -> jalon_base::Points {
    jalon_base::Points::parse(text).unwrap()
}

/// The goldens of an engine: a name, how its protocol differs from a random one, the seed, how much is done.
type Golden = (&'static str, fn(&mut Protocol), u64, u32);

const GOLDENS: [Golden; 6] = [
    ("free", |p| (p.pause, p.sitting) = (true, Sitting::Together), 21, 120),
    (
        "linear",
        |p| p.parts.iter_mut().for_each(|part| part.navigation = Navigation::Linear),
        22,
        120,
    ),
    (
        "timed",
        |p| {
            p.while_away = WhileAway::Run;
            p.parts.iter_mut().for_each(|part| part.seconds = Some(30));
        },
        23,
        150,
    ),
    (
        "weighted-mean",
        |p| {
            p.decision = Some(Decision::WeightedMean { pass: points("1") });
            p.sitting = Sitting::Apart;
        },
        24,
        200,
    ),
    (
        "ratio",
        |p| {
            p.decision = Some(Decision::Ratio {
                pass: jalon_base::Fraction::new(1, 2).unwrap(),
            })
        },
        25,
        200,
    ),
    ("stopped", |_| (), 26, 6),
];

/// The first sitting from this seed on in which something of everything that the golden is for happens.
fn make((name, change, seed, deeds): Golden) {
    for trial in 0.. {
        let mut dice = Dice::seeded(seed * 1_000 + trial);
        let world = World::small(&protocols::with(protocols::random(&mut dice), change));
        let run = Run::play(&world, &mut dice, deeds);
        let (marks, rulings) = (beside::marks(&mut dice, &run), beside::rulings(&mut dice, &run));
        let outcome = run.score(&marks, &rulings).unwrap();
        let kinds = |kind: &str| {
            run.sitting
                .journal()
                .events
                .iter()
                .filter(|event| event.header.kind == kind)
                .count()
        };
        let enough = match name {
            "stopped" => outcome.decision.is_none() && kinds("answered") > 0,
            "timed" => kinds("timed-out") > 0 && kinds("resumed") > 0 && kinds("answered") > 5,
            "weighted-mean" | "ratio" => {
                outcome.decision.is_some() && outcome.parts.len() > 1 && !marks.is_empty() && !rulings.is_empty()
            }
            _ => {
                kinds("answered") > 8
                    && kinds("resumed") > 0
                    && outcome.claims.iter().any(|claim| claim.measure.is_some())
            }
        };
        if enough {
            return keep(name, &world, &run, (marks, rulings), outcome);
        }
    }
}

fn keep(name: &str, world: &World, run: &Run<'_>, (marks, rulings): (Vec<Mark>, Vec<Ruling>), outcome: Outcome) {
    let file = |folder_name: &str, ending: &str| folder(folder_name).join(format!("engine-{ENGINE}-{name}.{ending}"));
    fs::write(file("journals", "jalon"), &world.bytes).unwrap();
    fs::write(file("journals", "json"), jcs::to_vec(run.sitting.journal()).unwrap()).unwrap();
    let digest = outcome.digest().unwrap();
    let beside = Beside {
        marks,
        rulings,
        outcome,
        digest,
    };
    fs::write(
        file("outcomes", "json"),
        serde_json::to_string_pretty(&beside).unwrap() + "\n",
    )
    .unwrap();
}

/// The first adaptive sitting, with the ends of its sections (`engine-1-adaptive` is of before they were written), in which sections end early, a blueprint holds items back, lots are drawn and something is decided.
fn make_adaptive() {
    for trial in 0.. {
        let mut dice = Dice::seeded(27_000 + trial);
        let mut protocol = adaptive::random(&mut dice);
        protocol.pause = true;
        let world = World::measured(&protocol);
        let run = Run::play(&world, &mut dice, 200);
        let (marks, rulings) = (Vec::new(), beside::rulings(&mut dice, &run));
        let outcome = run.score(&marks, &rulings).unwrap();
        let choices: Vec<_> = run.state().choices().map(|(_, chosen)| chosen.clone()).collect();
        let early = run.tests.iter().any(|test| {
            let ended = test.progress(run.state()).ended;
            matches!(ended, Some(Ended::Error | Ended::Clear | Ended::Ratio))
        });
        let enough = early
            && choices.len() > 5
            && choices.iter().any(|chosen| chosen.draw.is_some())
            && choices.iter().any(|chosen| chosen.held > 0)
            && choices.iter().any(|chosen| !chosen.options.is_empty())
            && outcome.decision.is_some()
            && !rulings.is_empty();
        if enough {
            return keep("concluded", &world, &run, (marks, rulings), outcome);
        }
    }
}

#[test]
fn goldens_replay_and_score_as_they_did() {
    match std::env::var("JALON_BLESS").as_deref() {
        // Old goldens stay as they are when a new kind comes.
        Ok("adaptive") => make_adaptive(),
        Ok(_) => {
            GOLDENS.into_iter().for_each(make);
            make_adaptive();
        }
        Err(_) => {}
    }
    let mut count = 0;
    let mut names: Vec<PathBuf> = fs::read_dir(folder("journals"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    for path in names
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
    {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let release = Release::open(&fs::read(path.with_extension("jalon")).unwrap()).unwrap();
        let journal = Journal::read(&fs::read(path).unwrap()).unwrap();
        let beside = fs::read(folder("outcomes").join(format!("{name}.json"))).unwrap();
        let wanted: Beside = serde_json::from_slice(&beside).unwrap();
        let protocol = &release.protocols[&wanted.outcome.protocol];
        let supply = jalon_attempt::draw::Supply {
            protocol,
            pool: &release.pool,
            contents: &release.contents,
        };
        let tests = Tests::of(&release, protocol).unwrap();
        let guide = Adaptive::new(&tests, &release.contents, &journal.attempt);
        let (state, heads) = replay(&journal, supply, Some(&guide)).unwrap();
        let engine = state.started().unwrap().engine;
        assert!(
            name.starts_with(&format!("engine-{engine}-")),
            "{name} was made by engine {engine}"
        );
        let keys = Keys::of(&release, state.protocol(), state.paper().unwrap()).unwrap();
        let input = Input {
            attempt: journal.attempt,
            release: &release,
            state: &state,
            heads: &heads,
            marks: &wanted.marks,
            rulings: &wanted.rulings,
        };
        let outcome = score(input, &keys).unwrap();
        assert_eq!(outcome, wanted.outcome, "{name}");
        assert_eq!(outcome.digest().unwrap(), wanted.digest, "{name}");
        assert_eq!(
            jcs::to_vec(&journal).unwrap(),
            fs::read(path).unwrap(),
            "{name} is canonical"
        );
        count += 1;
    }
    assert!(count > GOLDENS.len(), "{count} goldens");
}
