//! A checkpoint, a proof of inclusion, a key of a note.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jalon_fuzz::checkpoint(data));
