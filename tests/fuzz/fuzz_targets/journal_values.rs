//! A journal whose values are altered, as they are and linked again.
#![no_main]

libfuzzer_sys::fuzz_target!(|rolls: Vec<u32>| jalon_fuzz::journal_values(rolls));
