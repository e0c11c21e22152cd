//! A certificate or a presentation, with itself as every document that it may name.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jalon_fuzz::certificate(data));
