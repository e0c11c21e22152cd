//! A picture with codes in it, or whatever else a person brings.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jalon_fuzz::picture(data));
