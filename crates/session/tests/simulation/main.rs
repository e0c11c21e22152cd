//! A room from one seed: places, a server, a proctor, a network and every fault, against the invariants of the exam room.
//!
//! The same seed gives the same room, event for event. A failure prints its seed; `JALON_SEED=n` runs that one alone, and `JALON_SEEDS=n` runs
//! so many (60 in a test run).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "tests are free of these rules"
)]

mod check;
#[path = "../common/mod.rs"]
mod common;
mod faults;
mod machine;
mod mutants;
mod proctor;
mod world;

use check::check;
use faults::Fault;
use mutants::Mutant;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use world::{Outcome, run};

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// What was seen of many rooms.
#[derive(Default)]
struct Seen {
    told: BTreeMap<&'static str, u64>,
    acknowledged: usize,
    written: usize,
    aside: usize,
    away: usize,
    rooms: u64,
}

impl Seen {
    /// Plays a room and checks it.
    fn add(&mut self, seed: u64) {
        let outcome = run(seed, None);
        let wrongs = check(&outcome);
        assert!(
            wrongs.is_empty(),
            "JALON_SEED={seed}: {}\n{}",
            wrongs.join("; "),
            outcome.trace.story()
        );
        for (_, fault) in &outcome.trace.faults {
            *self.told.entry(fault.name()).or_default() += 1;
        }
        self.acknowledged += outcome.trace.acknowledged.len();
        self.written += outcome.trace.wrote.len();
        self.aside += outcome.trace.aside;
        self.away += usize::from(!check::away(&outcome.records).is_empty());
        self.rooms += 1;
    }

    fn join(&mut self, other: Self) {
        for (fault, times) in other.told {
            *self.told.entry(fault).or_default() += times;
        }
        self.acknowledged += other.acknowledged;
        self.written += other.written;
        self.aside += other.aside;
        self.away += other.away;
        self.rooms += other.rooms;
    }
}

#[test]
fn no_seed_breaks_an_invariant() {
    let seeds = match number("JALON_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("JALON_SEEDS").unwrap_or(60),
    };
    let next = AtomicU64::new(seeds.start);
    let play = || {
        let mut seen = Seen::default();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds.end {
                return seen;
            }
            seen.add(seed);
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    let Seen {
        told,
        acknowledged,
        written,
        aside,
        away,
        rooms,
    } = std::thread::scope(|scope| {
        let played: Vec<_> = (0..threads).map(|_| scope.spawn(play)).collect();
        let mut all = Seen::default();
        for thread in played {
            match thread.join() {
                Ok(seen) => all.join(seen),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    println!(
        "{rooms} rooms, {acknowledged} acknowledged events of {written} that were written and could be sent, none lost, {aside} kept aside, {away} seals that name a place away; faults: {told:?}"
    );
    assert!(
        number("JALON_SEED").is_some() || Fault::NAMES.iter().all(|name| told.contains_key(name)),
        "{told:?}"
    );
}

/// Rooms that once broke an invariant: in 912 a device is copied, the disk destroyed, and what a place gives back comes after the close.
#[test]
fn rooms_that_broke_one_break_none() {
    let mut seen = Seen::default();
    seen.add(912);
    assert_eq!(seen.rooms, 1);
}

#[test]
fn the_same_seed_gives_the_same_room() {
    for seed in [1, 17] {
        let digest = |outcome: &Outcome| jalon_base::Digest::of(format!("{:?}", outcome.records).as_bytes());
        assert_eq!(digest(&run(seed, None)), digest(&run(seed, None)));
    }
}

/// Each way in which a server could be wrong is found by the checker, by one of the invariants that it breaks, within a few rooms.
#[test]
fn every_planted_fault_is_found() {
    let mut missed = Vec::new();
    for mutant in Mutant::ALL {
        let found = (0..40).find_map(|seed| {
            let wrongs = check(&run(seed, Some(mutant)));
            let right = wrongs
                .iter()
                .find(|wrong| mutant.breaks().iter().any(|code| wrong.starts_with(code)));
            right.map(|wrong| (seed, wrong.clone()))
        });
        match found {
            Some((seed, wrong)) => println!("{mutant:?}: seed {seed}: {wrong}"),
            None => missed.push(mutant),
        }
    }
    assert!(missed.is_empty(), "not found: {missed:?}");
}
