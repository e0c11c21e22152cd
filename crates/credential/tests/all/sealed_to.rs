//! Sealing to keys: the frozen vector of another implementation, and everything that must not open.

#![cfg(feature = "sealed")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests fail by panicking")]

use jalon_base::encoding::{unbase64url, unhex};
use jalon_base::json::{Limits, Value, parse};
use jalon_credential::SecretKey;
use jalon_credential::sealed::{
    Fresh, MOST_RECIPIENTS, OpeningKey, Recipient, Unopened, Unsealable, open_with, seal_to,
};
use proptest::prelude::*;
use std::path::Path;

const FRESH: Fresh = Fresh {
    secret: [1; 32],
    ephemeral: [2; 32],
    nonce: [3; 19],
};

fn key(seed: u8) -> OpeningKey {
    SecretKey::from_seed([seed; 32]).opening_key()
}

fn sealed(plain: &[u8]) -> Vec<u8> {
    seal_to(plain, &[key(9).recipient(), key(10).recipient()], &FRESH).unwrap()
}

#[test]
fn another_implementation_seals_and_this_one_opens() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/sealed/recipients.json");
    let vector: Value = parse(&std::fs::read(path).unwrap(), Limits::DOCUMENT).unwrap();
    let text = |pointer: &str| vector.pointer(pointer).unwrap().as_str().unwrap();
    let bytes = unbase64url(text("/short/sealed")).unwrap();
    for (place, seed) in [9, 10].into_iter().enumerate() {
        assert_eq!(unhex(text(&format!("/seeds/{place}"))).unwrap(), [seed; 32]);
        assert_eq!(key(seed).recipient().to_string(), text(&format!("/recipients/{place}")));
        assert_eq!(
            *open_with(&bytes, &key(seed)).unwrap(),
            unhex(text("/short/plain")).unwrap()
        );
    }
}

#[test]
fn each_recipient_opens_alone_and_nobody_else() {
    for length in [0, 1, 65_536, 131_073] {
        let plain: Vec<u8> = (0..length).map(|i| u8::try_from(i % 251).unwrap()).collect();
        let sealed = sealed(&plain);
        assert_eq!(sealed, self::sealed(&plain), "the same bytes of the same randomness");
        for seed in [9, 10] {
            assert_eq!(*open_with(&sealed, &key(seed)).unwrap(), plain);
        }
        assert_eq!(open_with(&sealed, &key(11)), Err(Unopened::Recipient));
    }
    // Another life of the same file shares nothing with it.
    let other = Fresh {
        ephemeral: [4; 32],
        ..FRESH
    };
    assert_ne!(
        sealed(b"x"),
        seal_to(b"x", &[key(9).recipient(), key(10).recipient()], &other).unwrap()
    );
}

#[test]
fn what_cannot_be_sealed_says_why() {
    let recipient = key(9).recipient();
    assert_eq!(seal_to(b"x", &[], &FRESH), Err(Unsealable::Recipients));
    assert!(seal_to(b"x", &[recipient; MOST_RECIPIENTS], &FRESH).is_ok());
    assert_eq!(
        seal_to(b"x", &[recipient; MOST_RECIPIENTS + 1], &FRESH),
        Err(Unsealable::Recipients)
    );
    // A point of small order gives everybody the same secret (RFC 7748, section 6.1).
    let nothing = Recipient::from_multikey("z6LSbgBAXJos6Tik6PNmXeWxKbDUr9Y7hcB9syigVTeXiNmm").unwrap();
    assert_eq!(seal_to(b"x", &[nothing], &FRESH), Err(Unsealable::Recipients));
    assert_eq!(Recipient::from_multikey(&recipient.to_string()), Some(recipient));
    let signing = SecretKey::from_seed([9; 32]).public().to_string();
    for no_key in ["", "z", &signing, &format!("{recipient}1")] {
        assert_eq!(Recipient::from_multikey(no_key), None, "{no_key}");
    }
}

#[test]
fn no_cut_opens() {
    let sealed = sealed(b"what answers a question");
    for length in 0..sealed.len() {
        assert!(open_with(&sealed[..length], &key(9)).is_err(), "{length}");
    }
    assert_eq!(
        open_with(&[&sealed[..], b"x"].concat(), &key(9)),
        Err(Unopened::Damaged)
    );
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert_eq!(open_with(&bytes, &key(9)), Err(Unopened::NotSealed));
    }

    // Whatever is changed, even in what concerns another recipient: every chunk authenticates the whole header.
    #[test]
    fn no_changed_byte_opens(place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut sealed = sealed(b"what answers a question");
        let place = place.index(sealed.len());
        prop_assume!(sealed[place] != byte);
        sealed[place] = byte;
        prop_assert!(open_with(&sealed, &key(9)).is_err());
    }
}
