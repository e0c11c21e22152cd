//! How fine the code of a certificate is.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests are free of these rules"
)]

mod common;

use jalon_paper::{Packed, symbol};

const PAGE: &str = "https://verifier.exemple.fr/v";

#[test]
fn two_competences_fit_one_code() {
    for count in [1, 2] {
        let bytes = common::bytes(count, "Awa Diallo");
        let packed = Packed::of(&bytes).unwrap();
        let codes = symbol::codes(&packed, PAGE, symbol::FINEST).unwrap();
        println!(
            "{count} competences, proof eddsa-jcs-2022: {} bytes of json, {} deflated, link of {} characters, version {}-M",
            bytes.len(),
            packed.len(),
            codes[0].0.len(),
            codes[0].1.version()
        );
        assert_eq!(codes.len(), 1);
    }
}
