//! A journal, read, checked and replayed, from any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jalon_fuzz::journal(data));
