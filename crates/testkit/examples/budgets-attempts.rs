//! What the engine costs on the real VTC release: one line for each measure, for `cargo xtask bench`.
//!
//! `what<TAB>limit<TAB>measured<TAB>unit`; the limit is `-` where the design sets none. Each measure is the median of many runs.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "what cannot be measured is said and stops the measures"
)]

use jalon_attempt::draw::{Seed, draw};
use jalon_attempt::event::{Salt, Started};
use jalon_attempt::journal::Journal;
use jalon_attempt::{Command, Linear, replay};
use jalon_authoring::folder::Files;
use jalon_authoring::{assemble, check};
use jalon_base::{Fraction, Text, Timestamp, jcs};
use jalon_credential::did::did_key;
use jalon_credential::envelope::Signed;
use jalon_credential::keys::SecretKey;
use jalon_protocol::release::statement::STATEMENT;
use jalon_protocol::{ItemId, ProtocolId, Release};
use jalon_scoring::Keys;
use jalon_testkit::{Dice, Person, Run, World};
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

/// The files of a referential's folder, by path.
fn files(root: &Path, at: &Path, files: &mut Files) {
    for entry in std::fs::read_dir(at).expect("the folder of the referential") {
        let path = entry.unwrap().path();
        if path.is_dir() {
            self::files(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            files.insert(name, std::fs::read(&path).unwrap());
        }
    }
}

fn release() -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../referentials/vtc");
    let mut read = Files::new();
    files(&root, &root, &mut read);
    let (folder, _) = check(&read);
    let dated = Timestamp::parse("2026-11-22T00:00:00Z").unwrap();
    let assembled = assemble(&folder, Text::default(), dated).unwrap();
    let key = SecretKey::from_seed([9; 32]);
    let to_sign = Signed::prepare(STATEMENT, &assembled.statement(), &did_key(&key.public()), dated).unwrap();
    let signature = key.sign(to_sign.bytes());
    assembled.signed(&to_sign.complete(signature).unwrap()).unwrap()
}

/// The mock examination sat whole: 107 questions, each gone to, answered, and every third changed.
fn sat(world: &World) -> Run<'_> {
    let person = Person {
        skill: 70,
        mischief: 0,
        trouble: 0,
    };
    let mut dice = Dice::seeded(1);
    let mut run = Run::new(world, &mut dice);
    let started = Started {
        seen: None,
        engine: jalon_base::ENGINE,
        build: "bench".into(),
        release: world.release.id,
        protocol: world.protocol.clone(),
        session_seed: [1; 32],
        time_factor: Fraction::new(1, 1).unwrap(),
        dispensation: None,
        exempt: Vec::new(),
        needs: Vec::new(),
        earlier: Vec::new(),
        hosted: None,
    };
    run.command(Command::Open {
        lang: "fr".into(),
        started: Box::new(started),
    })
    .unwrap();
    while let Some(part) = run.state().next_part().cloned() {
        run.command(Command::Begin { part }).unwrap();
        let items: Vec<ItemId> = run
            .state()
            .open_part()
            .unwrap()
            .1
            .items
            .iter()
            .map(|entry| entry.item.clone())
            .collect();
        for (place, item) in items.iter().enumerate() {
            run.clock.pass(4_000);
            run.command(Command::Go { to: item.clone() }).unwrap();
            for _ in 0..=u32::from(place % 3 == 0) {
                run.clock.pass(1_000);
                let response = person.answer(&mut dice, &world.release, item);
                run.command(Command::Answer {
                    item: item.clone(),
                    response,
                    salt: Salt(dice.bytes()),
                })
                .unwrap();
            }
        }
        run.command(Command::HandIn).unwrap();
    }
    run
}

/// Median of so many runs, in milliseconds.
#[expect(clippy::disallowed_methods, reason = "a measure reads the clock")]
fn median<T>(runs: usize, mut work: impl FnMut() -> T) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn line(what: &str, limit: &str, measured: f64) {
    println!("{what}\t{limit}\t{measured:.3}\tms");
}

fn main() {
    let bytes = release();
    let protocol = ProtocolId::parse("epreuve-blanche").unwrap();
    let world = World::open(bytes.clone(), &protocol);
    let run = sat(&world);
    let written = jcs::to_vec(run.sitting.journal()).unwrap();
    let journal = Journal::read(&written).unwrap();
    let length = world.protocol().length();
    let replayed = median(301, || replay(&journal, world.supply(), Some(&Linear)).unwrap());
    line(
        &format!("replay, attempt of {length} questions, {} events", journal.events.len()),
        "<= 5",
        replayed,
    );
    line(
        &format!("reading that journal, {} bytes", written.len()),
        "-",
        median(301, || Journal::read(&written).unwrap()),
    );
    let what = format!(
        "opening the vtc release, {} items, {} bytes",
        world.release.contents.len(),
        bytes.len()
    );
    line(&what, "-", median(51, || Release::open(&bytes).unwrap()));
    let seed = Seed::derive(&[1; 32], &world.release.id, &run.attempt);
    line(
        &format!("drawing {length} questions"),
        "-",
        median(301, || draw(world.supply(), &seed, &[], &[]).unwrap()),
    );
    let paper = run.state().paper().unwrap();
    line(
        &format!("reading {length} keys"),
        "-",
        median(101, || Keys::of(&world.release, world.protocol(), paper).unwrap()),
    );
    let keys = run.keys();
    let scored = median(301, || {
        let input = jalon_scoring::score::Input {
            attempt: run.attempt,
            release: &world.release,
            state: run.state(),
            heads: run.sitting.heads(),
            marks: &[],
            rulings: &[],
        };
        jalon_scoring::score(input, &keys).unwrap()
    });
    line(&format!("scoring {length} questions"), "-", scored);
}
