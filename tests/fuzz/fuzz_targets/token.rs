//! A badge that is a JSON Web Token, whatever the platform says of its signature.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jalon_fuzz::token(data));
