//! A badge baked into a PNG or SVG file.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jalon_fuzz::baked(data));
