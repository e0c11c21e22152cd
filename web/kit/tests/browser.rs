//! What only a browser can show: IndexedDB passes the storage suite, a lock is held by one, the vault gives back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests are free of these rules")]
#![cfg(target_arch = "wasm32")]

use jalon_web_kit::ports::entropy::{BrowserEntropy, Entropy};
use jalon_web_kit::ports::journals::{Change, Event, IndexedDb, Journals};
use jalon_web_kit::ports::locks::{BrowserLocks, Lock, Locks};
use jalon_web_kit::ports::vault::{BrowserVault, Vault};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

mod suite;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn indexed_db_passes_the_suite() {
    let journals = IndexedDb::open("suite").await.unwrap();
    suite::run(&journals).await;
}

#[wasm_bindgen_test]
async fn what_is_written_is_there_when_the_page_comes_back() {
    let written = Event {
        attempt: "a".into(),
        by: "seat".into(),
        seq: 0,
        body: "{}".into(),
    };
    {
        let journals = IndexedDb::open("again").await.unwrap();
        journals.write(vec![Change::Add(written.clone())]).await.unwrap();
    }
    let journals = IndexedDb::open("again").await.unwrap();
    assert_eq!(journals.events("a").await, Ok(vec![written]));
}

#[wasm_bindgen_test]
async fn a_name_is_held_once() {
    let Lock::Held(first) = BrowserLocks.take("one").await else {
        panic!("the name was free")
    };
    assert!(matches!(BrowserLocks.take("one").await, Lock::Elsewhere));
    assert!(matches!(BrowserLocks.take("two").await, Lock::Held(_)));
    drop(first);
    // The browser frees a name a little after it is let go.
    for _ in 0..1_000 {
        if matches!(BrowserLocks.take("one").await, Lock::Held(_)) {
            return;
        }
    }
    panic!("the name was never freed");
}

#[wasm_bindgen_test]
async fn the_vault_gives_back_what_was_laid() {
    let vault = BrowserVault::new("vault-test");
    assert_eq!(vault.open().await, Ok(None));
    let secret = BrowserEntropy.draw();
    vault.lay(secret).await.unwrap();
    assert_eq!(BrowserVault::new("vault-test").open().await, Ok(Some(secret)));
    vault.erase().await.unwrap();
    assert_eq!(vault.open().await, Ok(None));
}
