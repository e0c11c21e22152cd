//! Bytes gone wrong: every parser of what comes from outside refuses or reads, and never falls. Seeded: the same run everywhere.

use jalon_attempt::journal::Journal;
use jalon_attempt::{Linear, replay};
use jalon_authoring::check;
use jalon_authoring::folder::Files;
use jalon_base::json::{self, Limits, Value};
use jalon_base::{Digest, jcs};
use jalon_protocol::Release;
use jalon_protocol::item::read_number;
use jalon_protocol::release::container;
use jalon_scoring::Key;
use jalon_scoring::key::Credit;
use jalon_testkit::mutate::{altered, mutated};
use jalon_testkit::{Dice, Run, World, bank, protocols};
use std::collections::BTreeMap;

const RUNS: u64 = 20_000;

/// A release of one part and few questions.
fn world() -> World {
    World::small(&protocols::random(&mut Dice::of(Vec::new())))
}

/// Runs over seeds and says how often something was still read.
fn runs(what: &str, count: u64, read: impl Fn(&mut Dice) -> bool) {
    let still = (0..count).filter(|seed| read(&mut Dice::seeded(*seed))).count();
    println!("{what}: {count} mutations, {still} still read");
}

#[test]
fn the_scanner() {
    let texts: Vec<Vec<u8>> = bank::files().into_values().collect();
    runs("json", RUNS, |dice| {
        let text = mutated(dice, dice.clone().pick::<Vec<u8>>(&texts));
        let strict = json::check(&text, Limits::DOCUMENT);
        // What the strict scanner accepts, a common reader accepts, and its canonical form is accepted again.
        if strict.is_ok() {
            let value: Value = serde_json::from_slice(&text).expect("accepted by both");
            let canonical = jcs::to_vec(&value).expect("safe integers");
            assert_eq!(json::parse(&canonical, Limits::DOCUMENT).as_ref(), Ok(&value));
        } else if let Err(malformed) = &strict {
            assert!(malformed.at.offset <= text.len() && malformed.at.line >= 1 && malformed.at.column >= 1);
        }
        let foreign = json::check(&text, Limits::FOREIGN);
        assert!(
            strict.is_err() || foreign.is_ok(),
            "foreign documents are read more leniently"
        );
        let place = json::locate(&text, "/content/prompt/fr");
        assert!(place.is_none_or(|place| place.offset < text.len()));
        strict.is_ok()
    });
}

#[test]
fn the_container() {
    let bytes = world().bytes;
    let open = |bytes: &[u8]| match Release::open(bytes) {
        Ok(_) => true,
        Err(bad) => {
            assert!(bad.code().contains('/') && bad.to_string().starts_with(bad.code()));
            false
        }
    };
    runs("release, any byte", RUNS / 2, |dice| open(&mutated(dice, &bytes)));
    // The directory at its end alone, where sizes and offsets stand.
    let directory = bytes.len() - 1_200;
    runs("release, its directory", RUNS / 2, |dice| {
        let tail = mutated(dice, &bytes[directory..]);
        open(&[&bytes[..directory], &tail].concat())
    });
}

#[test]
fn the_documents_of_a_release() {
    let world = world();
    let entries = container::read(&world.bytes).unwrap();
    let documents: Vec<&String> = entries
        .keys()
        .filter(|path| path.starts_with("content/") || path.starts_with("about/"))
        .collect();
    let mut opened = 0;
    for seed in 0..3_000 {
        let mut dice = Dice::seeded(seed);
        let mut files: BTreeMap<String, Vec<u8>> = entries
            .iter()
            .map(|(path, bytes)| (path.clone(), bytes.to_vec()))
            .collect();
        let path = (*dice.pick(&documents)).clone();
        let document: Value = serde_json::from_slice(&files[&path]).unwrap();
        files.insert(path, serde_json::to_vec(&altered(&mut dice, &document)).unwrap());
        // A manifest that fits what was altered, as a hostile publisher would write it.
        let mut manifest: Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
        for file in manifest["files"].as_array_mut().unwrap() {
            let bytes = &files[file["path"].as_str().unwrap()];
            file["size"] = bytes.len().into();
            file["sha256"] = Digest::of(bytes).to_string().into();
        }
        files.insert("manifest.json".into(), jcs::to_vec(&manifest).unwrap());
        if let Ok(release) = Release::open(&container::write(&files).unwrap()) {
            opened += 1;
            // What opens is taken: drawn, answered, scored, or refused, with no fall.
            for protocol in release.protocols.keys() {
                let world = World {
                    bytes: Vec::new(),
                    release: release.clone(),
                    protocol: protocol.clone(),
                };
                let mut run = Run::new(&world, &mut dice);
                let person = jalon_testkit::Person {
                    skill: 50,
                    mischief: 5,
                    trouble: 5,
                };
                run.go_on(&person, &mut dice, 25);
                let _closed = run.command(jalon_attempt::Command::Stop);
                if let Some(paper) = run.state().paper()
                    && let Ok(keys) = jalon_scoring::Keys::of(&world.release, world.protocol(), paper)
                {
                    let input = jalon_scoring::score::Input {
                        attempt: run.attempt,
                        release: &world.release,
                        state: run.state(),
                        heads: run.sitting.heads(),
                        marks: &[],
                        rulings: &[],
                    };
                    let _scored = jalon_scoring::score(input, &keys);
                }
            }
        }
    }
    println!("release, its documents: 3000 altered, {opened} still opened and taken");
    assert!(opened > 100);
}

#[test]
fn journals() {
    let world = world();
    let mut dice = Dice::seeded(1);
    let run = Run::play(&world, &mut dice, 12);
    let bytes = jcs::to_vec(run.sitting.journal()).unwrap();
    let document: Value = serde_json::from_slice(&bytes).unwrap();
    let take = |bytes: &[u8]| match Journal::read(bytes) {
        Ok(journal) => {
            let checked = journal.check();
            let _order = journal.in_order();
            let replayed = replay(&journal, world.supply(), Some(&Linear));
            assert!(checked.is_ok() || replayed.is_err());
            true
        }
        Err(_) => false,
    };
    runs("journal, any byte", RUNS / 2, |dice| take(&mutated(dice, &bytes)));
    runs("journal, its values", RUNS / 2, |dice| {
        take(&serde_json::to_vec(&altered(dice, &document)).unwrap())
    });
}

#[test]
fn journals_linked_again() {
    // Well hashed and altered: what the chain does not catch, the rules must.
    let world = world();
    let mut dice = Dice::seeded(3);
    let run = Run::play(&world, &mut dice, 20);
    runs("journal, altered and linked again", 4_000, |dice| {
        let mut journal = Journal::of(run.attempt);
        let mut heads = journal.check().unwrap();
        let changed = dice.place(run.sitting.journal().events.len());
        for (place, event) in run.sitting.journal().events.iter().enumerate() {
            let mut payload = event.payload.as_deref().cloned().unwrap();
            let mut now = event.header.at;
            if place == changed {
                for _ in 0..40 {
                    let other = altered(dice, &serde_json::to_value(&payload).unwrap());
                    payload = serde_json::from_value(other).unwrap_or(payload);
                    let other = altered(dice, &serde_json::to_value(now).unwrap());
                    now = serde_json::from_value(other).unwrap_or(now);
                }
            }
            let salt = payload.is_private().then_some(jalon_attempt::event::Salt([0; 16]));
            let draft = jalon_attempt::decide::Draft { payload, salt };
            if journal.link(&mut heads, vec![draft], &now).is_err() {
                return false;
            }
        }
        replay(&journal, world.supply(), Some(&Linear)).is_ok()
    });
}

#[test]
fn keys_and_numbers() {
    let world = World::of(&protocols::random(&mut Dice::of(Vec::new())));
    let keys: Vec<Vec<u8>> = world
        .release
        .contents
        .keys()
        .map(|item| world.release.key_bytes(item).unwrap().to_vec())
        .collect();
    let contents: Vec<_> = world.release.contents.values().collect();
    runs("key", RUNS, |dice| {
        let bytes = dice.clone().pick(&keys).clone();
        let bytes = if dice.chance(50) {
            mutated(dice, &bytes)
        } else {
            serde_json::to_vec(&altered(dice, &serde_json::from_slice(&bytes).unwrap())).unwrap()
        };
        let Ok(key) = Key::read(&bytes) else { return false };
        for content in &contents {
            let _fits = key.fits(&content.interaction);
        }
        let person = jalon_testkit::Person {
            skill: 0,
            mischief: 0,
            trouble: 0,
        };
        for content in contents.iter().take(8) {
            if let Credit::Share { k, n } = key.credit(&person.answer(dice, &world.release, &content.id)) {
                assert!(n >= 1 && k >= 0, "{k} of {n}");
            }
        }
        let _points = key.guide_points();
        true
    });
    runs("number", RUNS, |dice| {
        let typed = mutated(dice, "-1 200,50".as_bytes());
        let read = read_number(&String::from_utf8_lossy(&typed));
        // What is read is canonical: read again, it is itself.
        assert!(read.is_none() || read.as_deref().and_then(read_number) == read);
        read.is_some()
    });
}

#[test]
fn authored_files() {
    let mut files = bank::files();
    let protocol = protocols::random(&mut Dice::seeded(2));
    files.insert("protocols/essai.json".into(), serde_json::to_vec(&protocol).unwrap());
    let paths: Vec<String> = ["referential.json", "stimuli/text.json", "protocols/essai.json"]
        .into_iter()
        .map(str::to_owned)
        .chain(
            files
                .keys()
                .filter(|path| path.starts_with("items/practice-u1"))
                .cloned(),
        )
        .collect();
    runs("authored", RUNS, |dice| {
        let path = dice.pick(&paths).clone();
        let bytes = if dice.chance(30) {
            mutated(dice, &files[&path])
        } else {
            serde_json::to_vec(&altered(dice, &serde_json::from_slice(&files[&path]).unwrap())).unwrap()
        };
        let mut alone = Files::from([(path.clone(), bytes)]);
        if path.starts_with("items/") && dice.chance(10) {
            alone.insert("referential.json".into(), files["referential.json"].clone());
        }
        let (_, findings) = check(&alone);
        assert!(findings.iter().all(|finding| finding.code.contains('/')));
        findings.iter().all(|finding| finding.path != path)
    });
}
