//! The identity document of a certifier, and a key that a site serves.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jalon_fuzz::identity(data));
