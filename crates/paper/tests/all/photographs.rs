//! Codes read back from pages photographed askew.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::disallowed_methods,
    reason = "tests are free of these rules"
)]
#![cfg(feature = "pictures")]

#[path = "common/camera.rs"]
mod camera;
use crate::common;
use camera::{Ink, Seed, Shot};
use jalon_paper::{Packed, link, photo, picture, symbol};

const PAGE: &str = "https://verifier.exemple.fr/v";

fn ink(count: usize) -> (Vec<u8>, Ink, u8) {
    let bytes = common::bytes(count, "Awa Diallo");
    let codes = symbol::codes(&Packed::of(&bytes).unwrap(), PAGE, symbol::FINEST).unwrap();
    let (_, symbol) = &codes[0];
    (bytes, Ink::of_svg(&symbol.svg(None)), symbol.version())
}

fn is_read(file: &[u8], bytes: &[u8]) -> bool {
    let texts = photo::texts(&picture::open(file).unwrap());
    texts
        .iter()
        .any(|text| link::read(text).is_ok_and(|document| document == bytes))
}

#[test]
fn a_certificate_is_read_from_ordinary_photographs() {
    let (bytes, ink, version) = ink(2);
    // Forty in `cargo xtask soak`.
    let shots: u64 = std::env::var("JALON_PHOTOGRAPHS").map_or(14, |count| count.parse().unwrap());
    let take = |seed: u64| {
        let mut seed = Seed(seed);
        let shot = Shot::ordinary(&mut seed);
        let is_read = is_read(&shot.take(&ink, &mut seed), &bytes);
        if !is_read {
            println!("not read: {shot:?}");
        }
        is_read
    };
    // Half of them on each core: nothing else of this program takes so long.
    let half = |first: u64| (first..shots).step_by(2).filter(|seed| take(*seed)).count();
    let read = std::thread::scope(|scope| {
        let others = scope.spawn(|| half(1));
        half(0) + others.join().unwrap()
    });
    println!("version {version}-M: {read} of {shots} photographs read");
    // In three of the first forty a corner of the code lies outside the picture.
    assert!(read as u64 * 10 >= shots * 9, "{read} of {shots}");
}
