//! A trust bundle, a card, a list of parties, a register of issuing.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jalon_fuzz::trust(data));
