//! A status list, as a document and as its compressed bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jalon_fuzz::list(data));
