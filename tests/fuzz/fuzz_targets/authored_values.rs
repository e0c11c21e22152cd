//! Authored files whose values are altered, alone and among the others.
#![no_main]

libfuzzer_sys::fuzz_target!(|rolls: Vec<u32>| jalon_fuzz::authored_values(rolls));
