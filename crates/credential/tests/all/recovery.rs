//! The frozen vectors of the recovery words.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use jalon_base::encoding::{hex, unhex};
use jalon_base::json::{Limits, from_slice};
use jalon_credential::did;
use jalon_credential::recovery::{HOLDER, RecoverySecret};
use std::path::Path;

struct Vectors {
    label: String,
    vectors: Vec<Case>,
}

jalon_base::document!(Vectors { label, vectors, .. });

struct Case {
    secret: String,
    words: String,
    holder_seed: String,
    holder_did: String,
}

jalon_base::document!(Case {
    secret,
    words,
    holder_seed,
    holder_did,
    ..
});

#[test]
fn words_and_keys_never_change() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/recovery/french.json");
    let file: Vectors = from_slice(&std::fs::read(path).unwrap(), Limits::DOCUMENT).unwrap();
    assert_eq!((file.label.as_str(), file.vectors.len()), (HOLDER, 7));
    for case in file.vectors {
        let secret = RecoverySecret::from_bytes(unhex(&case.secret).unwrap().try_into().unwrap());
        assert_eq!(secret.words().join(" "), case.words);
        assert_eq!(hex(secret.derive(HOLDER).as_slice()), case.holder_seed);
        assert_eq!(did::did_key(&secret.holder_key().public()), case.holder_did);
        let read = RecoverySecret::read(&case.words).unwrap();
        assert_eq!(read.dangerous_bytes(), secret.dangerous_bytes());
    }
}
