//! The compressed bytes of a status list.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jalon_fuzz::list(data));
