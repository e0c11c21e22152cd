//! A checkpoint, a proof of inclusion or of continuation, a key of a note or of a witness.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jalon_fuzz::checkpoint(data));
