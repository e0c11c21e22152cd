//! Sealing under a passphrase: the frozen vectors, and everything that must not open.

#![cfg(feature = "sealed")]
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests fail by panicking"
)]

use jalon_base::Digest;
use jalon_base::encoding::{unbase64url, unhex};
use jalon_base::json::{Limits, Value, parse};
use jalon_credential::sealed::{Cost, Randomness, Unopened, Unsealable, open, seal};
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

static VECTOR: LazyLock<Value> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/sealed/passphrase.json");
    parse(&std::fs::read(path).unwrap(), Limits::DOCUMENT).unwrap()
});

fn text(pointer: &str) -> &'static str {
    VECTOR.pointer(pointer).unwrap().as_str().unwrap()
}

fn random() -> Randomness {
    Randomness {
        salt: unhex(text("/salt")).unwrap().try_into().unwrap(),
        nonce: unhex(text("/nonce")).unwrap().try_into().unwrap(),
    }
}

/// Two full chunks and one byte.
fn long() -> Vec<u8> {
    (0..131_073_u32).map(|i| u8::try_from(i * 7 % 251).unwrap()).collect()
}

static SEALED: LazyLock<Vec<u8>> = LazyLock::new(|| seal(&long(), text("/passphrase"), Cost::PHONE, random()).unwrap());

fn refused(sealed: &[u8]) -> &'static str {
    open(sealed, text("/passphrase")).unwrap_err().code()
}

#[test]
fn as_the_reference_implementations_do() {
    for case in 0..2 {
        let plain = unhex(text(&format!("/short/{case}/plain"))).unwrap();
        let expected = unbase64url(text(&format!("/short/{case}/sealed"))).unwrap();
        let sealed = seal(&plain, text("/passphrase"), Cost::PHONE, random()).unwrap();
        assert_eq!(sealed, expected);
        assert_eq!(*open(&sealed, text("/passphrase")).unwrap(), plain);
    }
    assert_eq!(Digest::of(&SEALED).to_string(), text("/three-chunks/sealed-sha256"));
    assert_eq!(*open(&SEALED, text("/passphrase")).unwrap(), long());
}

#[test]
fn what_must_not_open_says_why() {
    let sealed = SEALED.as_slice();
    let start = sealed.iter().position(|&byte| byte == b'\n').unwrap() + 1;
    let chunk = (64 << 10) + 16;
    assert_eq!(open(sealed, "another"), Err(Unopened::Passphrase));
    assert_eq!(
        refused(&sealed[..start + chunk]),
        "sealed/damaged",
        "the last chunk cut off"
    );
    assert_eq!(refused(&sealed[..sealed.len() - 1]), "sealed/damaged");
    assert_eq!(refused(&sealed[..start]), "sealed/damaged");
    let swapped = [
        &sealed[..start],
        &sealed[start + chunk..start + 2 * chunk],
        &sealed[start..start + chunk],
        &sealed[start + 2 * chunk..],
    ];
    assert_eq!(refused(&swapped.concat()), "sealed/damaged");
    let mut longer = sealed.to_vec();
    longer.push(0);
    assert_eq!(refused(&longer), "sealed/damaged");
    assert_eq!(refused(b""), "sealed/not-sealed");
    assert_eq!(refused(&sealed[..start - 1]), "sealed/not-sealed");
    let header = String::from_utf8(sealed[..start].to_vec()).unwrap();
    let with = |from: &str, to: &str| {
        assert!(header.contains(from));
        refused(&[header.replace(from, to).as_bytes(), &sealed[start..]].concat())
    };
    assert_eq!(with("sealed@1", "sealed@2"), "sealed/not-sealed");
    assert_eq!(
        with("\"lanes\":1", "\"lanes\": 1"),
        "sealed/not-sealed",
        "one spelling of the header"
    );
    assert_eq!(with("argon2id", "argon2d"), "sealed/not-sealed");
    assert_eq!(with("65536", "65535"), "sealed/cost", "below the floor");
    assert_eq!(with("65536", "4294967295"), "sealed/cost", "four terabytes");
    assert_eq!(with("\"passes\":3", "\"passes\":2"), "sealed/cost");
    assert_eq!(with("\"passes\":3", "\"passes\":4"), "sealed/passphrase", "another key");
    let nonce = format!(
        "\"nonce\":\"{}",
        &header[header.find("\"nonce\":\"").unwrap() + 9..][..1]
    );
    assert_eq!(with(&nonce, "\"nonce\":\"A"), "sealed/damaged");
}

#[test]
fn what_cannot_be_sealed_says_why() {
    assert_eq!(seal(b"x", "", Cost::PHONE, random()), Err(Unsealable::EmptyPassphrase));
    for cost in [
        Cost {
            memory_kib: 1024,
            ..Cost::PHONE
        },
        Cost {
            passes: 1,
            ..Cost::SERVER
        },
        Cost {
            memory_kib: u32::MAX,
            ..Cost::SERVER
        },
        Cost {
            lanes: 0,
            ..Cost::PHONE
        },
    ] {
        assert_eq!(seal(b"x", "p", cost, random()), Err(Unsealable::Cost { cost }));
    }
    assert!(Cost::SERVER.is_accepted() && Cost::PHONE.is_accepted() && Cost::MOST.is_accepted());
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert_eq!(open(&bytes, "p"), Err(Unopened::NotSealed));
    }

    // A header that is changed seldom costs a derivation: most changes are refused before any work.
    #[test]
    fn no_changed_header_opens(place in 0..300_usize, byte in b'!'..b'~') {
        let mut sealed = SEALED[..400].to_vec();
        let start = sealed.iter().position(|&byte| byte == b'\n').unwrap();
        let place = place % start;
        prop_assume!(sealed[place] != byte && !byte.is_ascii_alphanumeric());
        sealed[place] = byte;
        prop_assert!(open(&sealed, text("/passphrase")).is_err());
    }
}
