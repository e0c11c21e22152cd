//! Every fuzz target of `tests/fuzz`, compiled with everything else and run on its well-made inputs and on seeded mutations of them: the
//! same run everywhere. The run that looks for new paths is in `cargo xtask soak`.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::allow_attributes_without_reason,
    reason = "tests are free of these rules"
)]

#[path = "../../fuzz/src/lib.rs"]
mod fuzz;

use jalon_base::json::{Limits, parse};
use jalon_testkit::Dice;
use jalon_testkit::mutate::{altered, mutated};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Mutations of each well-made input; `crates/testkit/tests` and those of each crate run more of their own.
const RUNS: u64 = 24;

type OfBytes = (&'static str, fn(&[u8]));
type OfRolls = (&'static str, fn(Vec<u32>));

const OF_BYTES: [OfBytes; 18] = [
    ("authored", fuzz::authored),
    ("baked", fuzz::baked),
    ("certificate", fuzz::certificate),
    ("checkpoint", fuzz::checkpoint),
    ("handed", fuzz::handed),
    ("identity", fuzz::identity),
    ("journal", fuzz::journal),
    ("json", fuzz::json),
    ("key", fuzz::key),
    ("link", fuzz::link),
    ("list", fuzz::list),
    ("picture", fuzz::picture),
    ("release", fuzz::release),
    ("sealed", fuzz::sealed),
    ("signed", fuzz::signed),
    ("text", fuzz::text),
    ("token", fuzz::token),
    ("trust", fuzz::trust),
];

const OF_ROLLS: [OfRolls; 3] = [
    ("authored_values", fuzz::authored_values),
    ("journal_values", fuzz::journal_values),
    ("release_documents", fuzz::release_documents),
];

#[test]
fn whatever_comes_from_outside_is_refused_or_read() {
    let seeds = fuzz::seeds();
    for (name, read) in OF_BYTES {
        assert!(!seeds[name].is_empty(), "{name}");
        for seed in &seeds[name] {
            read(seed);
            for number in 0..RUNS {
                let mut dice = Dice::seeded(number);
                // Half of them break the text, half keep it JSON and break what it says.
                let document = parse(seed, Limits::FOREIGN).ok().filter(|_| number % 2 == 0);
                match document {
                    Some(document) => read(&serde_json::to_vec(&altered(&mut dice, &document)).unwrap()),
                    None => read(&mutated(&mut dice, seed)),
                }
            }
        }
    }
    for (_, read) in OF_ROLLS {
        for number in 0..RUNS {
            read((0..64).map(|roll| (number * 7919 + roll * 104_729) as u32).collect());
        }
    }
}

#[test]
fn every_target_is_built_and_every_function_has_its_target() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let named: BTreeSet<String> = OF_BYTES
        .iter()
        .map(|(name, _)| *name)
        .chain(OF_ROLLS.iter().map(|(name, _)| *name))
        .map(str::to_owned)
        .collect();
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder.join("fuzz_targets")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.contains(&format!("jalon_fuzz::{name}(")),
            "{name} calls its function"
        );
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name} is built");
        found.insert(name);
    }
    assert_eq!(found, named);
}
