//! How fine the code of a certificate is.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests are free of these rules"
)]

use crate::common;
use jalon_messages::Lang;
use jalon_paper::{Packed, symbol};

const PAGE: &str = "https://verifier.exemple.fr/v";

#[test]
fn a_certificate_with_both_proofs_fits_one_code() {
    for lang in [Lang::Fr, Lang::En] {
        for count in [1, 2, 4] {
            let bytes = common::in_words(lang, count, "Awa Diallo");
            let packed = Packed::of(&bytes).unwrap();
            let codes = symbol::codes(&packed, PAGE, symbol::FINEST).unwrap();
            println!(
                "{count} competences, both proofs, {}: {} bytes of json, {} deflated, link of {} characters, version {}-M",
                lang.tag(),
                bytes.len(),
                packed.len(),
                codes[0].0.len(),
                codes[0].1.version()
            );
            assert_eq!(codes.len(), 1);
            assert!(codes[0].1.version() <= if count == 4 { 28 } else { 25 });
        }
    }
}
