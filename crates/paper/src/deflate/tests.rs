//! What is written, a common reader reads.

use super::*;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib};
use proptest::prelude::*;

/// Another library's reading, with the dictionary laid out before the output.
fn inflate(compressed: &[u8], dictionary: &[u8], length: usize) -> Vec<u8> {
    let mut out = dictionary.to_vec();
    out.resize(dictionary.len() + length, 0);
    let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut state = DecompressorOxide::new();
    let (status, read, written) = decompress(&mut state, compressed, &mut out, dictionary.len(), flags);
    assert_eq!((status, read, written), (TINFLStatus::Done, compressed.len(), length));
    out.split_off(dictionary.len())
}

#[test]
fn smaller_than_the_greedy_search() {
    let text = include_bytes!("../../../../tests/vectors/certificate/badge.json");
    let ours = deflate(text, &[]);
    let greedy = miniz_oxide::deflate::compress_to_vec(text, 10);
    assert_eq!(inflate(&ours, &[], text.len()), text);
    assert!(ours.len() < greedy.len(), "{} against {}", ours.len(), greedy.len());
}

#[test]
fn what_the_dictionary_has_costs_nearly_nothing() {
    let text = include_bytes!("../../../../tests/vectors/certificate/badge.json");
    let alone = deflate(text, text);
    assert!(alone.len() < 70, "{}", alone.len());
    assert_eq!(inflate(&alone, text, text.len()), text);
    assert_eq!(inflate(&deflate(b"", text), text, 0), b"");
}

#[test]
fn long_runs_and_noise() {
    let zeros = vec![0; 90_000];
    let packed = zlib(&zeros);
    assert!(packed.len() < 300, "{}", packed.len());
    assert_eq!(decompress_to_vec_zlib(&packed).unwrap(), zeros);
    let mut state = 1_u32;
    let noise: Vec<u8> = (0..66_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .collect();
    let packed = zlib(&noise);
    assert!(packed.len() <= noise.len() + 16);
    assert_eq!(decompress_to_vec_zlib(&packed).unwrap(), noise);
}

proptest! {
    #[test]
    fn another_library_reads_it(
        bytes in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..700),
            proptest::collection::vec(0_u8..4, 0..1500),
        ],
        dictionary in proptest::collection::vec(0_u8..4, 0..500),
    ) {
        prop_assert_eq!(&inflate(&deflate(&bytes, &dictionary), &dictionary, bytes.len()), &bytes);
        prop_assert_eq!(&decompress_to_vec_zlib(&zlib(&bytes)).unwrap(), &bytes);
    }
}
