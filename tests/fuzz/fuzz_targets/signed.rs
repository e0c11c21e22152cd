//! Something signed, with whatever it holds.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jalon_fuzz::signed(data));
