//! Codes read back from picture files.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests are free of these rules"
)]
#![cfg(feature = "pictures")]

use crate::common;
use jalon_paper::link::MOST_CODES;
use jalon_paper::{Packed, Part, Parts, link, photo, picture, png, symbol};

const PAGE: &str = "https://verifier.exemple.fr/v";

fn texts(file: &[u8]) -> Vec<String> {
    photo::texts(&picture::open(file).unwrap())
}

#[test]
fn a_code_drawn_as_png_is_read_at_any_scale() {
    let bytes = common::bytes(2, "Awa Diallo");
    let codes = symbol::codes(&Packed::of(&bytes).unwrap(), PAGE, symbol::FINEST).unwrap();
    for scale in [2, 3, 8] {
        let texts = texts(&codes[0].1.png(scale));
        assert_eq!(texts, [codes[0].0.as_str()], "scale {scale}");
        assert_eq!(link::read(&texts[0]).unwrap(), bytes);
    }
}

#[test]
fn numbered_codes_come_together_from_their_pictures_in_any_order() {
    let bytes = common::bytes(4, "Awa Diallo");
    let codes = symbol::codes(&Packed::of(&bytes).unwrap(), PAGE, 12).unwrap();
    assert!((3..MOST_CODES).contains(&codes.len()), "{}", codes.len());
    let mut parts = Parts::default();
    for (_, symbol) in codes.iter().rev() {
        assert!(parts.document().is_err());
        parts.add(Part::read(&texts(&symbol.png(3))[0]).unwrap()).unwrap();
    }
    assert_eq!(parts.document().unwrap(), bytes);
}

#[test]
fn a_jpeg_file_in_colour_is_read() {
    let symbol = symbol::Symbol::of("https://verifier.exemple.fr/v#JALON", 5).unwrap();
    let side = (symbol.size() + 8) * 6;
    let ink = |at: usize| {
        let module = |at: usize| (at / 6).wrapping_sub(4);
        let dark = symbol.is_dark(module(at % side), module(at / side));
        if dark { [20, 30, 90] } else { [250, 240, 200] }
    };
    let pixels: Vec<u8> = (0..side * side).flat_map(ink).collect();
    let mut file = Vec::new();
    let size = u16::try_from(side).unwrap();
    jpeg_encoder::Encoder::new(&mut file, 70)
        .encode(&pixels, size, size, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    assert_eq!(texts(&file), ["https://verifier.exemple.fr/v#JALON"]);
}

#[test]
fn what_is_no_picture_or_too_large_is_refused() {
    let code = |file: &[u8]| picture::open(file).unwrap_err().code();
    let good = symbol::Symbol::of("A", 1).unwrap().png(4);
    assert_eq!(code(&good[..good.len() / 2]), "picture/damaged");
    assert_eq!(code(b"\xFF\xD8\xFF\xE0"), "picture/damaged");
    let mut header = [100_000_u32.to_be_bytes(), 100_000_u32.to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]);
    let mut huge = png::SIGNATURE.to_vec();
    huge.extend(png::chunk(*b"IHDR", &header));
    huge.extend(png::chunk(*b"IDAT", &[0x78, 0xDA, 3, 0, 0, 0, 0, 1]));
    huge.extend(png::chunk(*b"IEND", &[]));
    assert_eq!(code(&huge), "picture/too-large");
    // Nothing in it is nothing found.
    let blank = png::write(64, std::iter::repeat_n(vec![false; 64], 64));
    assert!(texts(&blank).is_empty());
}
