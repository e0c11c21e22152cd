//! A file that somebody hands in.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jalon_fuzz::handed(data));
