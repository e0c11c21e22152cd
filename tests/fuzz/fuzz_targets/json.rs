//! The strict scanner: whatever it accepts, a common reader accepts, and its canonical form comes back.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jalon_fuzz::json(data));
