//! The storage suite on memory, and what a full store does.
#![cfg(not(target_arch = "wasm32"))]

use jalon_web_kit::ports::journals::{Change, Fault, Journals, Memory};

mod suite;

#[test]
fn memory_passes_the_suite() {
    pollster::block_on(suite::run(&Memory::default()));
}

#[test]
fn a_full_store_says_so_and_keeps_what_it_had() {
    let journals = Memory::with_limit(10);
    let put = |id: &str, body: &str| {
        vec![Change::Put {
            kind: "k".into(),
            id: id.into(),
            body: body.into(),
        }]
    };
    pollster::block_on(async {
        assert_eq!(journals.write(put("a", "12345678")).await, Ok(()));
        assert_eq!(journals.write(put("b", "12345678")).await, Err(Fault::Full));
        assert_eq!(journals.document("a", "").await, Ok(None));
        assert_eq!(journals.document("k", "a").await, Ok(Some("12345678".into())));
    });
    assert_eq!(Fault::Full.code(), "storage/full");
}
