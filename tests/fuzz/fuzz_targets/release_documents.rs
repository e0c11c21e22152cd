//! The documents of a release, altered behind a manifest that fits; what opens is taken and scored.
#![no_main]

libfuzzer_sys::fuzz_target!(|rolls: Vec<u32>| jalon_fuzz::release_documents(rolls));
