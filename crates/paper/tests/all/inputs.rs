//! A credential is found in whatever carries it, and damage is refused, never followed.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests are free of these rules"
)]
#![cfg(feature = "pictures")]

use crate::common;
use jalon_paper::baked::{bake_png, bake_svg};
use jalon_paper::input::{self, Carrier};
use jalon_paper::{Packed, Symbol, symbol};
use jalon_testkit::Dice;
use jalon_testkit::mutate::mutated;

const PAGE: &str = "https://verifier.exemple.fr/v";

/// The same certificate in everything that carries one.
fn carriers(bytes: &[u8]) -> Vec<(Carrier, Vec<u8>)> {
    let text = std::str::from_utf8(bytes).unwrap();
    let packed = Packed::of(bytes).unwrap();
    let one = symbol::codes(&packed, PAGE, 40).unwrap();
    let several: Vec<String> = symbol::codes(&packed, PAGE, 10)
        .unwrap()
        .into_iter()
        .map(|(link, _)| link)
        .rev()
        .collect();
    assert!(several.len() > 2);
    let picture = Symbol::of("https://example.org/", 5).unwrap();
    vec![
        (Carrier::File, bytes.to_vec()),
        (Carrier::Link, one[0].0.clone().into_bytes()),
        (Carrier::Link, several.join("\n").into_bytes()),
        (Carrier::Code, one[0].1.png(3)),
        (Carrier::Png, bake_png(&picture.png(1), text).unwrap()),
        (Carrier::Svg, bake_svg(picture.svg(None).as_bytes(), text).unwrap()),
    ]
}

#[test]
fn a_credential_is_found_in_whatever_carries_it() {
    let bytes = common::bytes(2, "Awa Diallo");
    for (carrier, file) in carriers(&bytes) {
        let input = input::read(&file).unwrap();
        assert_eq!((input.carrier, input.is_jws()), (carrier, false));
        assert_eq!(input.bytes, bytes, "{carrier:?}");
    }
    let jws = b"eyJhbGciOiJFZERTQSJ9.e30.AAAA\n";
    assert!(input::read(jws).unwrap().is_jws());
}

#[test]
fn other_codes_and_other_pictures_say_why() {
    let code = |file: &[u8]| input::read(file).unwrap_err().code();
    assert_eq!(
        code(&Symbol::of("https://example.org/menu", 5).unwrap().png(4)),
        "link/not-a-link"
    );
    assert_eq!(code(b"https://example.org/#intro"), "link/not-a-link");
    assert_eq!(
        code(&jalon_paper::png::write(40, std::iter::repeat_n(vec![false; 40], 40))),
        "input/no-code"
    );
    assert_eq!(code(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), "input/nothing");
    assert_eq!(code(b"<html></html>"), "baked/picture");
    let bytes = common::bytes(2, "Awa Diallo");
    let several = symbol::codes(&Packed::of(&bytes).unwrap(), PAGE, 10).unwrap();
    assert_eq!(code(several[0].0.as_bytes()), "link/missing-codes");
    // Beside our code, one of somebody else changes nothing.
    let texts = [
        "https://example.org/menu".to_owned(),
        symbol::codes(&Packed::of(&bytes).unwrap(), PAGE, 40).unwrap()[0]
            .0
            .clone(),
    ];
    assert_eq!(input::of_texts(&texts).unwrap().bytes, bytes);
}

#[test]
fn damage_gives_the_certificate_or_a_code_and_nothing_falls() {
    let bytes = common::bytes(1, "Awa Diallo");
    let carriers = carriers(&bytes);
    let mut refused = 0;
    for (seed, (carrier, file)) in (0..120).flat_map(|seed| carriers.iter().map(move |carrier| (seed, carrier))) {
        let mut dice = Dice::seeded(seed);
        let damaged = mutated(&mut dice, file);
        match input::read(&damaged) {
            // A link carries the certificate it was made of, or none.
            Ok(input) if *carrier == Carrier::Link && input.carrier == Carrier::Link => assert_eq!(input.bytes, bytes),
            Ok(_) => {}
            Err(fault) => {
                assert!(fault.code().contains('/'));
                refused += 1;
            }
        }
    }
    assert!(refused > 200, "{refused}");
}
