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

#[path = "../tests/common/mod.rs"]
mod common;

use common::{at, badge, did_of, key, signed};
use jalon_base::jcs;
use jalon_base::json::{Limits, Value, parse};
use jalon_credential::at_hand::AtHand;
use jalon_credential::did::{self, DidKeyOnly};
use jalon_credential::proof::{self, Binding, Jcs, ProofOptions, Purpose, Suite};
use jalon_credential::rdfc::Rdfc;
use jalon_credential::status::{About, StatusEntry, StatusList, StatusPurpose};
use jalon_credential::trust::TrustStore;
use jalon_credential::verify::{Nothing, Outcome, Reader, verify_with};
use std::hint::black_box;
use std::time::Instant;

const LIST: &str = "https://certificateur.example/status/3";

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

/// The best of five rounds of a second's fifth each: times a second.
fn rate(mut once: impl FnMut()) -> f64 {
    let round = |once: &mut dyn FnMut()| {
        let begin = Instant::now();
        let mut count = 0_u32;
        while begin.elapsed().as_millis() < 200 {
            once();
            count += 1;
        }
        f64::from(count) / begin.elapsed().as_secs_f64()
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
    let secret = key(1);
    line(
        "sign a full badge, JCS proof",
        ">= 15000",
        rate(|| {
            let document = parse(black_box(&text), Limits::FOREIGN).unwrap();
            let to_sign = proof::prepare(document, options()).unwrap();
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

    // A hundred thousand certificates with their status lists, on every core.
    let mut list = StatusList::default();
    for index in 0..1300 {
        list.set(index * 100 + 1, StatusPurpose::Revocation, true).unwrap();
    }
    let about = About {
        url: LIST,
        issuer: &did_of(1),
        purpose: StatusPurpose::Revocation,
        from: at("2026-05-31T00:00:00Z"),
        until: None,
    };
    let list = jcs::value_to_vec(&signed(list.to_document(&about), 1));
    line(
        "length of a status list, 1 % revoked",
        "-",
        f64::from(u32::try_from(list.len()).unwrap()),
        "bytes",
    );
    let mut revocable = badge();
    revocable.status = Some(StatusEntry {
        list: LIST.into(),
        purpose: StatusPurpose::Revocation,
        index: 94_500,
    });
    let certificate = jcs::value_to_vec(&signed(revocable.to_document().unwrap(), 1));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let begin = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                let mut at_hand = AtHand::new(&trust);
                at_hand.fetched(LIST, list.clone());
                let reader = Reader {
                    at: now,
                    trust: &trust,
                    sources: &at_hand,
                    suites: &suites,
                };
                for _ in 0..100_000 / cores {
                    valid(&certificate, &reader);
                }
            });
        }
    });
    line(
        "verify 100,000 certificates with their status list, all cores",
        "-",
        begin.elapsed().as_secs_f64(),
        "s",
    );
}
