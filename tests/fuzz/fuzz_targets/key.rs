//! A key, read and tried on every kind of question.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jalon_fuzz::key(data));
