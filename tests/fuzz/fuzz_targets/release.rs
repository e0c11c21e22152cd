//! The container of a release and what it holds, from any bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jalon_fuzz::release(data));
