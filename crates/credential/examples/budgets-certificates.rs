//! What certificates cost: one line for each measure, for `cargo xtask bench`.
//!
//! `what<TAB>limit<TAB>measured<TAB>unit`; the limit is `-` where the design sets none. One thread unless said otherwise.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a program that measures reads a clock, and stops at what cannot be measured"
)]

#[path = "../tests/all/common/mod.rs"]
mod common;

use common::{at, badge, did_of, key, signed};
use jalon_base::json::{Limits, Value, parse};
use jalon_base::{Timestamp, jcs};
use jalon_credential::PublicKey;
use jalon_credential::at_hand::AtHand;
use jalon_credential::did::{self, DidKeyOnly};
use jalon_credential::open_badge::uuid_v4;
use jalon_credential::proof::{self, Binding, Jcs, ProofOptions, Purpose, Suite};
use jalon_credential::rdfc::Rdfc;
use jalon_credential::status::{About, StatusEntry, StatusList, StatusPurpose};
use jalon_credential::trust::TrustStore;
use jalon_credential::verify::{Nothing, Outcome, Reader, verify_with};
use std::hint::black_box;
use std::time::Instant;

fn options() -> ProofOptions {
    ProofOptions {
        verification_method: did::key_method(&key(1).public()),
        created: at("2026-03-01T09:00:00Z"),
        purpose: Purpose::AssertionMethod,
    }
}

fn with(document: Value, suite: &dyn Suite) -> Value {
    let to_sign = proof::prepare_with(document, options(), Binding::default(), suite, &DidKeyOnly).unwrap();
    let signature = key(1).sign(to_sign.bytes());
    to_sign.complete(signature).unwrap()
}

/// Seconds that this thread has worked, where the system tells, so that who shares the machine counts little; else those of a clock.
fn worked(since: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| since.elapsed().as_secs_f64(), |worked| worked / 1e9)
}

/// The best of five rounds of a quarter of a second: times a second of one core.
fn rate(mut once: impl FnMut()) -> f64 {
    let clock = Instant::now();
    let round = |once: &mut dyn FnMut()| {
        let begin = worked(clock);
        let mut count = 0_u32;
        let mut spent = 0.0;
        while spent < 0.25 {
            for _ in 0..64 {
                once();
            }
            count += 64;
            spent = worked(clock) - begin;
        }
        f64::from(count) / spent
    };
    (0..5).map(|_| round(&mut once)).fold(0.0, f64::max)
}

fn line(what: &str, limit: &str, measured: f64, unit: &str) {
    println!("{what}\t{limit}\t{measured:.1}\t{unit}");
}

fn main() {
    let (rdfc, trust) = (Rdfc::pinned(), TrustStore::default());
    let suites: [&dyn Suite; 2] = [&Jcs, &rdfc];
    let now = at("2026-06-01T00:00:00Z");
    let reader = Reader {
        at: now,
        trust: &trust,
        sources: &Nothing,
        suites: &suites,
    };
    let document = badge().to_document().unwrap();
    let valid = |bytes: &[u8], reader: &Reader<'_>| {
        assert_eq!(verify_with(black_box(bytes), reader).outcome(), Outcome::Valid);
    };
    let one = jcs::value_to_vec(&signed(document.clone(), 1));
    let both = jcs::value_to_vec(&with(signed(document.clone(), 1), &rdfc));
    line(
        "length of a full badge, JCS proof",
        "-",
        f64::from(u32::try_from(one.len()).unwrap()),
        "bytes",
    );
    let (public, message) = (key(1).public(), [7; 64]);
    let signature = key(1).sign(&message);
    // What no verification can be faster than: says how fast the machine is while others share it.
    line(
        "check one Ed25519 signature, strictly",
        "-",
        rate(|| {
            let key = PublicKey::from_bytes(black_box(public.as_bytes())).unwrap();
            key.verify_strict(&message, &signature).unwrap();
        }),
        "1/s",
    );
    line(
        "verify a full badge, JCS proof",
        ">= 9000",
        rate(|| valid(&one, &reader)),
        "1/s",
    );
    line(
        "verify a full badge, both proofs",
        ">= 900",
        rate(|| valid(&both, &reader)),
        "1/s",
    );
    let text = jcs::value_to_vec(&document);
    let (secret, options) = (key(1), options());
    line(
        "sign a full badge, JCS proof",
        ">= 15000",
        rate(|| {
            let document = parse(black_box(&text), Limits::FOREIGN).unwrap();
            let to_sign = proof::prepare(document, options.clone()).unwrap();
            black_box(secret.sign(to_sign.bytes()));
        }),
        "1/s",
    );
    line(
        "sign a full badge, both proofs, each checked",
        "-",
        rate(|| {
            let document = parse(black_box(&text), Limits::FOREIGN).unwrap();
            black_box(with(with(document, &Jcs), &rdfc));
        }),
        "1/s",
    );
    line(
        "canonicalise a full badge (RDFC-1.0)",
        "-",
        rate(|| {
            black_box(rdfc.canonical(black_box(&document)).unwrap());
        }),
        "1/s",
    );

    in_parallel(now, &suites);
}

/// Lists among which the certificates are spread.
const LISTS: u32 = 4;
/// Certificates that differ; each is verified as often as it takes to come to a hundred thousand.
const DISTINCT: u32 = 2_000;

/// A hundred thousand certificates with their status lists, on every core.
fn in_parallel(now: Timestamp, suites: &[&dyn Suite]) {
    let trust = TrustStore::default();
    let url = |list: u32| format!("https://certificateur.example/status/{list}");
    let lists: Vec<(String, Vec<u8>)> = (0..LISTS)
        .map(|number| {
            let mut list = StatusList::default();
            for index in 0..1300 {
                list.set(index * 100 + 1, StatusPurpose::Revocation, true).unwrap();
            }
            let about = About {
                url: &url(number),
                issuer: &did_of(1),
                purpose: StatusPurpose::Revocation,
                from: at("2026-05-31T00:00:00Z"),
                until: None,
            };
            (url(number), jcs::value_to_vec(&signed(list.to_document(&about), 1)))
        })
        .collect();
    line(
        "length of a status list, 1 % revoked",
        "-",
        f64::from(u32::try_from(lists[0].1.len()).unwrap()),
        "bytes",
    );
    let certificates: Vec<Vec<u8>> = (0..DISTINCT)
        .map(|number| {
            let mut revocable = badge();
            let [a, b, c, d] = number.to_be_bytes();
            revocable.id = uuid_v4([a, b, c, d, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            revocable.status = Some(StatusEntry {
                list: url(number % LISTS),
                purpose: StatusPurpose::Revocation,
                index: number * 50,
            });
            jcs::value_to_vec(&signed(revocable.to_document().unwrap(), 1))
        })
        .collect();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let each = 100_000_usize.div_ceil(cores);
    let begin = Instant::now();
    let work: f64 = std::thread::scope(|scope| {
        let one = |thread: usize| {
            let (lists, certificates, trust) = (&lists, &certificates, &trust);
            scope.spawn(move || {
                let mine = worked(begin);
                let mut at_hand = AtHand::new(trust);
                for (url, list) in lists {
                    at_hand.fetched(url.clone(), list.clone());
                }
                let reader = Reader {
                    at: now,
                    trust,
                    sources: &at_hand,
                    suites,
                };
                for certificate in certificates.iter().cycle().skip(thread).take(each) {
                    let report = verify_with(black_box(certificate), &reader);
                    assert_eq!(report.outcome(), Outcome::Valid);
                }
                worked(begin) - mine
            })
        };
        let threads: Vec<_> = (0..cores).map(one).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    let took = begin.elapsed().as_secs_f64();
    let what = format!("verify 100,000 certificates with their status lists, {cores} threads");
    line(&what, "-", took, "s");
    let done = f64::from(u32::try_from(each * cores).unwrap());
    line("the same, per second of one core's work", "-", done / work, "1/s");
}
