//! The trust bundle: signed by a pinned root, never older than the one before; a card added by hand.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests fail by panicking")]

use crate::common::{at, bytes, did_of, key, signed};
use jalon_base::json::Value;
use jalon_base::sorted::SortedSet;
use jalon_credential::bundle::{Bundle, Card, Seen, read_card};
use jalon_credential::did::Period;
use jalon_credential::trust::{Issuer, Role, TrustStore, TrustedKey};
use proptest::prelude::*;
use serde_json::json;

fn bundle(sequence: u64, from: &str) -> Bundle {
    let did = "did:web:certificateur.example".to_owned();
    let key_of = |number: u8, period: Period| {
        let key = key(number).public();
        TrustedKey {
            method: format!("{did}#{}", key.multikey()),
            key,
            period,
        }
    };
    let rotated = Period {
        from: Some(at("2025-01-01T00:00:00Z")),
        until: Some(at("2026-01-01T00:00:00Z")),
        revoked: None,
    };
    let issuer = Issuer {
        name: "Le certificateur".into(),
        roles: SortedSet::from([Role::Certifier]),
        keys: vec![key_of(1, rotated), key_of(2, Period::default())],
        by_hand: false,
    };
    let root = Issuer {
        name: "La racine".into(),
        roles: SortedSet::from([Role::Root]),
        ..Issuer::default()
    };
    Bundle {
        sequence,
        from: at(from),
        until: at("2026-12-31T00:00:00Z"),
        parties: vec![(did.clone(), issuer), (did_of(9), root)],
    }
}

fn made(bundle: &Bundle) -> Value {
    signed(
        bundle.to_document("urn:uuid:00000000-0000-4000-8000-000000000001", &did_of(9)),
        9,
    )
}

fn open(document: &Value, seen: Option<Seen>) -> Result<Bundle, &'static str> {
    let root = did_of(9);
    Bundle::open(&bytes(document), at("2026-06-01T00:00:00Z"), &[&root], seen).map_err(|fault| fault.code())
}

#[test]
fn a_bundle_is_read_as_it_was_written() {
    let written = bundle(7, "2026-05-01T00:00:00Z");
    let read = open(&made(&written), None).unwrap();
    assert_eq!(read, written);
    assert_eq!(
        read.store().lookup("did:web:certificateur.example").unwrap().name,
        "Le certificateur"
    );
    assert!(read.store().is(&did_of(9), Role::Root));
    assert!(!read.is_expired(at("2026-12-31T00:05:00Z")) && read.is_expired(at("2027-01-01T00:00:00Z")));
}

#[test]
fn a_bundle_never_goes_back() {
    let (old, new) = (bundle(7, "2026-05-01T00:00:00Z"), bundle(8, "2026-05-02T00:00:00Z"));
    let seen = Some(new.seen());
    assert_eq!(open(&made(&old), seen), Err("trust/went-back"));
    assert_eq!(open(&made(&new), seen), Ok(new.clone()), "the same again");
    assert_eq!(open(&made(&new), Some(old.seen())), Ok(new));
    assert_eq!(
        open(&made(&bundle(9, "2026-05-01T00:00:00Z")), seen),
        Err("trust/went-back"),
        "a higher number with an earlier date"
    );
    assert_eq!(
        open(&made(&bundle(8, "2026-05-03T00:00:00Z")), seen),
        Err("trust/went-back"),
        "another bundle under the same number"
    );
}

#[test]
fn only_a_pinned_root_makes_one() {
    let written = bundle(7, "2026-05-01T00:00:00Z");
    let by_another = signed(written.to_document("urn:uuid:1", &did_of(5)), 5);
    assert_eq!(open(&by_another, None), Err("trust/other-root"));
    let in_its_name = signed(written.to_document("urn:uuid:1", &did_of(9)), 5);
    assert_eq!(open(&in_its_name, None), Err("trust/proof"));
    let unsigned = written.to_document("urn:uuid:1", &did_of(9));
    assert_eq!(open(&unsigned, None), Err("trust/proof"));
    let mut changed = made(&written);
    changed["credentialSubject"]["parties"][0]["name"] = json!("Un autre");
    assert_eq!(open(&changed, None), Err("trust/proof"));
    assert_eq!(
        open(&made(&bundle(7, "2026-06-02T00:00:00Z")), None),
        Err("trust/not-yet")
    );
    assert_eq!(open(&json!([]), None), Err("trust/proof"));
    let root = did_of(9);
    let unreadable = Bundle::open(b"{", at("2026-06-01T00:00:00Z"), &[&root], None);
    assert_eq!(unreadable.unwrap_err().code(), "trust/unreadable");
}

#[test]
fn what_has_not_its_shape_is_refused() {
    let wrong = |change: &dyn Fn(&mut Value)| {
        let mut document = bundle(7, "2026-05-01T00:00:00Z").to_document("urn:uuid:1", &did_of(9));
        change(&mut document);
        assert_eq!(open(&signed(document, 9), None), Err("trust/shape"));
    };
    wrong(&|d| d["type"] = json!(["VerifiableCredential"]));
    wrong(&|d| d["@context"] = json!(["https://www.w3.org/ns/credentials/v2"]));
    wrong(&|d| d["credentialSubject"]["sequence"] = json!(7));
    wrong(&|d| d["validUntil"] = json!("2026-04-01T00:00:00Z"));
    wrong(&|d| d["credentialSubject"]["parties"][0]["roles"] = json!(["king"]));
    wrong(&|d| d["credentialSubject"]["parties"][0]["name"] = json!(" "));
    wrong(&|d| d["credentialSubject"]["parties"][0]["id"] = json!("nobody"));
    wrong(&|d| d["credentialSubject"]["parties"][0]["keys"][0]["until"] = json!("soon"));
    // A key listed under one party that would speak for another.
    wrong(&|d| d["credentialSubject"]["parties"][0]["keys"][0]["method"] = json!("did:web:other.example#k"));
}

#[test]
fn a_card_is_added_by_hand() {
    let card = Card {
        did: did_of(1),
        name: "Un petit certificateur".into(),
        url: Some("https://petit.example/".into()),
    };
    let document = signed(card.to_document(at("2026-05-01T00:00:00Z")), 1);
    assert_eq!(read_card(&bytes(&document)), Ok(card.clone()));
    let mut trust = TrustStore::default();
    card.pin(&mut trust);
    let pinned = trust.lookup(&did_of(1)).unwrap();
    assert!(pinned.by_hand && pinned.roles.contains(&Role::Certifier));
    let fingerprint = card.fingerprint();
    assert_eq!(fingerprint.len(), 24);
    assert_ne!(
        fingerprint,
        Card {
            did: did_of(2),
            ..card.clone()
        }
        .fingerprint()
    );
    // A card about somebody else is nobody's.
    let other = signed(
        Card {
            did: did_of(2),
            ..card.clone()
        }
        .to_document(at("2026-05-01T00:00:00Z")),
        1,
    );
    assert_eq!(read_card(&bytes(&other)).unwrap_err().code(), "trust/proof");
    let mut about_another = card.to_document(at("2026-05-01T00:00:00Z"));
    about_another["credentialSubject"]["id"] = json!(did_of(2));
    assert_eq!(
        read_card(&bytes(&signed(about_another, 1))).unwrap_err().code(),
        "trust/shape"
    );
}

proptest! {
    #[test]
    fn any_bytes_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let root = did_of(9);
        prop_assert!(Bundle::open(&bytes, at("2026-06-01T00:00:00Z"), &[&root], None).is_err());
        prop_assert!(read_card(&bytes).is_err());
    }
}
