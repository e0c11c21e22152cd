//! Two thousand attempts from seeds, each from the bytes of its release to what would be signed: the same bits everywhere.
//!
//! [`chunk`] plays a hundred of them and gives their digests; the golden file holds one digest for each hundred, so that a difference
//! can be placed, and one for all.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    reason = "this package is a test: what cannot be made is its failure"
)]

mod attacks;
mod interactions;
mod measures;
mod vectors;

pub use attacks::attacks;
pub use interactions::{golden_interactions, interactions};
pub use measures::measures;
pub use vectors::vectors;

use jalon_attempt::journal::Journal;
use jalon_attempt::replay;
use jalon_base::{Digest, Micro, jcs};
use jalon_psychometrics::interval::{Z_95, wilson};
use jalon_scoring::score::{Input, score};
use jalon_testkit::{Dice, Run, World, beside};

/// Chunks of attempts.
pub const CHUNKS: u64 = 20;
/// Attempts of a chunk.
pub const ATTEMPTS: u64 = 100;
/// Chunks of adaptive attempts.
pub const ADAPTIVE_CHUNKS: u64 = 9;
/// Adaptive attempts of a chunk.
pub const ADAPTIVE: u64 = 50;
/// Number of the first of them.
const FIRST_ADAPTIVE: u64 = 10_000;
/// Attempts at one protocol.
const OF_ONE_WORLD: u64 = 10;
/// The golden file.
pub const GOLDEN: &str = include_str!("../golden.json");

/// What became of one attempt.
#[derive(Debug, Clone)]
pub struct Played {
    /// Its number, 0 to 1999.
    pub number: u64,
    /// Of the bytes of its release.
    pub release: Digest,
    /// Of its journal.
    pub journal: Digest,
    /// Of its outcome, from the journal read again from its bytes.
    pub outcome: Digest,
    /// Of what would be signed, or of the code of what is in the way.
    pub certificate: Digest,
}

/// Plays a hundred attempts: protocols of every shape, every interaction, pauses, lives that end, clocks that jump, time that runs out,
/// marks and rulings.
///
/// # Panics
/// When an attempt does not replay to what was played.
#[must_use]
pub fn chunk(index: u64) -> Vec<Played> {
    let mut played = Vec::new();
    let mut world = None;
    for place in 0..ATTEMPTS {
        let number = index * ATTEMPTS + place;
        if place % OF_ONE_WORLD == 0 {
            let made = World::random(&mut Dice::seeded(1_000_000 + number));
            let release = Digest::of(&made.bytes);
            world = Some((made, release));
        }
        let (world, release) = world.as_ref().unwrap();
        played.push(play(world, *release, number));
    }
    played
}

/// Plays fifty attempts whose items are chosen one by one, each at a protocol of its own kind with parameters of its own.
///
/// # Panics
/// When an attempt does not replay, with its keys, to what was played.
#[must_use]
pub fn adaptive(index: u64) -> Vec<Played> {
    let mut played = Vec::new();
    for place in 0..ADAPTIVE / OF_ONE_WORLD {
        let from = FIRST_ADAPTIVE + index * ADAPTIVE + place * OF_ONE_WORLD;
        let mut dice = Dice::seeded(1_000_000 + from);
        // The last chunk ends for reasons of its own: little to change, to learn or to sharpen.
        let protocol = if index + 1 == ADAPTIVE_CHUNKS {
            jalon_testkit::adaptive::stopping(&mut dice)
        } else {
            jalon_testkit::adaptive::random(&mut dice)
        };
        let world = World::measured(&protocol);
        let release = Digest::of(&world.bytes);
        played.extend((from..from + OF_ONE_WORLD).map(|number| play(&world, release, number)));
    }
    played
}

fn play(world: &World, release: Digest, number: u64) -> Played {
    let mut dice = Dice::seeded(number);
    let run = Run::play(world, &mut dice, 90);
    let (marks, rulings) = (beside::marks(&mut dice, &run), beside::rulings(&mut dice, &run));
    let bytes = jcs::to_vec(run.sitting.journal()).unwrap();
    let journal = Journal::read(&bytes).unwrap();
    let (state, heads) = replay(&journal, world.supply(), Some(&run.guide())).unwrap();
    assert_eq!(format!("{state:?}"), format!("{:?}", run.state()), "attempt {number}");
    let input = Input {
        attempt: journal.attempt,
        release: &world.release,
        state: &state,
        heads: &heads,
        marks: &marks,
        rulings: &rulings,
    };
    let outcome = score(input, &run.keys()).unwrap();
    let certificate = match run.certificate(&outcome) {
        Ok(document) => Digest::of_canonical(&document).unwrap(),
        Err(code) => Digest::of(code.as_bytes()),
    };
    Played {
        number,
        release,
        journal: Digest::of(&bytes),
        outcome: outcome.digest().unwrap(),
        certificate,
    }
}

/// One digest of several attempts, in their order.
#[must_use]
pub fn combined(played: &[Played]) -> Digest {
    let parts: Vec<&[u8]> = played
        .iter()
        .flat_map(|one| [&one.release, &one.journal, &one.outcome, &one.certificate])
        .map(|digest| digest.as_bytes().as_slice())
        .collect();
    Digest::in_domain("jalon/same@1", &parts)
}

/// One line for each attempt, to find where two machines part.
#[must_use]
pub fn lines(played: &[Played]) -> String {
    let line = |one: &Played| {
        let short = |digest: &Digest| digest.to_string().chars().take(16).collect::<String>();
        format!(
            "{:>4} release {} journal {} outcome {} certificate {}\n",
            one.number,
            short(&one.release),
            short(&one.journal),
            short(&one.outcome),
            short(&one.certificate)
        )
    };
    played.iter().map(line).collect()
}

/// One digest of Wilson intervals: every count to 60 and some large ones, with whole and shared credit.
#[must_use]
pub fn intervals() -> Digest {
    let mut bytes = Vec::new();
    let mut dice = Dice::seeded(17);
    let counts = (1..=60_u32).chain([100, 182, 1_000, 65_537, 1_000_000]);
    for n in counts {
        let whole = i64::from(n) * 1_000_000;
        let mut earned: Vec<i64> = (0..=n.min(60)).map(|k| i64::from(k) * 1_000_000).collect();
        earned
            .extend((0..40).map(|_| (i64::from(dice.roll()) * 4_294_967 + i64::from(dice.roll() >> 12)) % (whole + 1)));
        earned.push(whole);
        for earned in earned {
            let interval = wilson(Micro::from_millionths(earned), n, Z_95).unwrap();
            for value in [interval.estimate, interval.low, interval.high] {
                bytes.extend_from_slice(&value.millionths().to_le_bytes());
            }
        }
    }
    Digest::of(&bytes)
}

/// What the golden file says.
///
/// # Panics
/// When the file is not the one that the native test writes.
#[must_use]
pub fn golden() -> serde_json::Value {
    serde_json::from_str(GOLDEN).unwrap()
}
