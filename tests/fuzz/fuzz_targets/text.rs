//! Short texts with a form of their own: identifiers, keys, encodings, dates, addresses, words of recovery.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jalon_fuzz::text(data));
