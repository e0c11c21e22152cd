//! Status lists from issue to verdict: revoked, suspended, old, forged, swapped.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests fail by panicking")]

use crate::common::{at, badge, bytes, did_of, signed};
use jalon_base::json::Value;
use jalon_base::sorted::SortedSet;
use jalon_credential::at_hand::AtHand;
use jalon_credential::proof::Jcs;
use jalon_credential::status::{About, StatusEntry, StatusList, StatusPurpose};
use jalon_credential::trust::{Issuer, Role, TrustStore};
use jalon_credential::verify::{Check, Outcome, Reader, Report, verify_with};
use proptest::prelude::*;
use serde_json::json;

const LIST: &str = "https://certificateur.example/status/3";

/// A badge of key 1 with an entry, changed before it is signed.
fn certificate(purpose: StatusPurpose, index: u32, change: impl Fn(&mut Value)) -> Value {
    let mut badge = badge();
    badge.status = Some(StatusEntry {
        list: LIST.into(),
        purpose,
        index,
    });
    let mut document = badge.to_document().unwrap();
    change(&mut document);
    signed(document, 1)
}

fn list_of(purpose: StatusPurpose, set: &[u32], url: &str, issuer: u8) -> Value {
    let mut list = StatusList::default();
    for index in set {
        list.set(*index, purpose, true).unwrap();
    }
    list.to_document(&About {
        url,
        issuer: &did_of(issuer),
        purpose,
        from: at("2026-05-23T00:00:00Z"),
        until: Some(at("2026-06-03T00:00:00Z")),
    })
}

fn verified(certificate: &Value, list: &Value, trust: &TrustStore, at_time: &str) -> Report {
    let mut at_hand = AtHand::new(trust);
    at_hand.fetched(LIST, bytes(list));
    let reader = Reader {
        at: at(at_time),
        trust,
        sources: &at_hand,
        suites: &[&Jcs],
    };
    verify_with(&bytes(certificate), &reader)
}

fn report(certificate: &Value, list: &Value) -> Report {
    verified(certificate, list, &TrustStore::default(), "2026-06-01T00:00:00Z")
}

fn outcome(report: &Report) -> (Outcome, Option<&'static str>) {
    (report.outcome(), report.code())
}

fn status(report: &Report) -> &Check {
    report.checks().iter().find(|check| check.id == "status").unwrap()
}

const REVOCATION: StatusPurpose = StatusPurpose::Revocation;

#[test]
fn a_certificate_is_clear_or_revoked_or_suspended_as_of_a_day() {
    let certificate = certificate(REVOCATION, 94_567, |_| {});
    let clear = report(
        &certificate,
        &signed(list_of(REVOCATION, &[94_566, 94_568], LIST, 1), 1),
    );
    assert_eq!(outcome(&clear), (Outcome::Valid, None), "{:#?}", clear.checks());
    assert_eq!(status(&clear).args.get("as-of").unwrap(), "2026-05-23T00:00:00Z");
    assert_eq!(status(&clear).args.get("age-days").unwrap(), "9");
    let revoked = report(&certificate, &signed(list_of(REVOCATION, &[94_567], LIST, 1), 1));
    assert_eq!(outcome(&revoked), (Outcome::Invalid, Some("REVOKED")));
    let suspended = self::certificate(StatusPurpose::Suspension, 5, |_| {});
    let list = signed(list_of(StatusPurpose::Suspension, &[5], LIST, 1), 1);
    assert_eq!(
        outcome(&report(&suspended, &list)),
        (Outcome::Invalid, Some("SUSPENDED"))
    );
}

#[test]
fn an_old_list_still_revokes_but_clears_nobody() {
    let certificate = certificate(REVOCATION, 7, |_| {});
    let (clear, set) = (list_of(REVOCATION, &[], LIST, 1), list_of(REVOCATION, &[7], LIST, 1));
    let later = |list: Value| {
        let report = verified(
            &certificate,
            &signed(list, 1),
            &TrustStore::default(),
            "2026-06-20T00:00:00Z",
        );
        outcome(&report)
    };
    assert_eq!(later(clear.clone()), (Outcome::Indeterminate, Some("status/stale")));
    assert_eq!(later(set), (Outcome::Invalid, Some("REVOKED")));
    let mut tomorrow = clear;
    tomorrow["validFrom"] = json!("2026-06-02T00:00:00Z");
    assert_eq!(
        outcome(&report(&certificate, &signed(tomorrow, 1))),
        (Outcome::Indeterminate, Some("status/stale")),
        "nobody knows yet what a list of tomorrow says of today"
    );
}

#[test]
fn a_list_that_is_not_the_one_named_says_nothing() {
    let certificate = certificate(REVOCATION, 7, |_| {});
    let wrong = |list: &Value| {
        let report = report(&certificate, list);
        assert_eq!(outcome(&report).0, Outcome::Invalid);
        report.code().unwrap()
    };
    let list = |change: &dyn Fn(&mut Value)| {
        let mut list = list_of(REVOCATION, &[], LIST, 1);
        change(&mut list);
        signed(list, 1)
    };
    const FAULT: &str = "STATUS_VERIFICATION_ERROR";
    // A list of the same issuer put in the place of another.
    assert_eq!(
        wrong(&signed(
            list_of(REVOCATION, &[], "https://certificateur.example/status/4", 1),
            1
        )),
        FAULT
    );
    assert_eq!(
        wrong(&signed(list_of(REVOCATION, &[], LIST, 5), 5)),
        FAULT,
        "another's list"
    );
    assert_eq!(
        wrong(&signed(list_of(REVOCATION, &[], LIST, 1), 5)),
        FAULT,
        "signed by another"
    );
    assert_eq!(wrong(&list_of(REVOCATION, &[], LIST, 1)), FAULT, "not signed");
    assert_eq!(wrong(&json!("x")), FAULT);
    assert_eq!(
        wrong(&signed(list_of(StatusPurpose::Suspension, &[], LIST, 1), 1)),
        FAULT
    );
    assert_eq!(wrong(&list(&|d| d["@context"][0] = json!("https://a.example/"))), FAULT);
    assert_eq!(wrong(&list(&|d| d["credentialSubject"]["type"] = json!("List"))), FAULT);
    assert_eq!(wrong(&list(&|d| d["validFrom"] = json!("yesterday"))), FAULT);
    assert_eq!(
        wrong(&list(&|d| d["credentialSubject"]["encodedList"] = json!("uAAAA"))),
        FAULT
    );
    let mut tampered = signed(list_of(REVOCATION, &[7], LIST, 1), 1);
    tampered["credentialSubject"]["encodedList"] = json!(StatusList::default().encode());
    assert_eq!(wrong(&tampered), FAULT, "a revocation erased");
    let past = self::certificate(REVOCATION, 131_072, |_| {});
    assert_eq!(
        outcome(&report(&past, &list(&|_| {}))),
        (Outcome::Invalid, Some("RANGE_ERROR"))
    );
    // A purpose may be a list of them.
    let several = list(&|d| d["credentialSubject"]["statusPurpose"] = json!(["suspension", "revocation"]));
    assert_eq!(outcome(&report(&certificate, &several)), (Outcome::Valid, None));
    // A suite that is not read here: not checked, rather than wrong.
    let mut unread = list(&|_| {});
    unread["proof"][0]["cryptosuite"] = json!("ecdsa-rdfc-2019");
    assert_eq!(
        outcome(&report(&certificate, &unread)),
        (Outcome::Indeterminate, Some(FAULT))
    );
}

#[test]
fn the_list_of_a_certifier_that_the_reader_knows_counts_too() {
    let certificate = certificate(REVOCATION, 7, |_| {});
    let list = signed(list_of(REVOCATION, &[7], LIST, 5), 5);
    let pinned = |role| {
        let issuer = Issuer {
            name: "Registre".into(),
            roles: SortedSet::from([role]),
            ..Issuer::default()
        };
        let trust: TrustStore = [(did_of(5), issuer)].into_iter().collect();
        outcome(&verified(&certificate, &list, &trust, "2026-06-01T00:00:00Z")).1
    };
    assert_eq!(pinned(Role::Certifier), Some("REVOKED"));
    assert_eq!(pinned(Role::Centre), Some("STATUS_VERIFICATION_ERROR"));
}

#[test]
fn a_value_of_several_bits_has_its_message() {
    let with_message = |index: &str| {
        certificate(REVOCATION, 0, |document| {
            document["credentialStatus"] = json!({
                "id": format!("{LIST}#{index}"), "type": "BitstringStatusListEntry", "statusPurpose": "message",
                "statusListIndex": index, "statusListCredential": LIST, "statusSize": 2,
                "statusMessage": [
                    {"status": "0x0", "message": "rien"}, {"status": "0x1", "message": "à revoir"},
                    {"status": "0x2", "message": "remplacé"}, {"status": "0x3", "message": "rappelé"},
                ],
            });
        })
    };
    // 262,144 bits, so 131,072 entries of two; bits 6 and 7 are entry 3.
    let mut list = StatusList::default();
    list.set(6, StatusPurpose::Suspension, true).unwrap();
    let two = |bits: &StatusList| {
        let mut document = list_of(REVOCATION, &[], LIST, 1);
        document["credentialSubject"]["statusPurpose"] = json!("message");
        document["credentialSubject"]["encodedList"] = json!(bits.encode());
        signed(document, 1)
    };
    assert_eq!(
        outcome(&report(&with_message("3"), &two(&list))),
        (Outcome::Invalid, Some("STATUS_LIST_LENGTH_ERROR")),
        "half as many entries of two bits"
    );
    let mut long = StatusList::of(262_144).unwrap();
    long.set(6, StatusPurpose::Suspension, true).unwrap();
    let found = report(&with_message("3"), &two(&long));
    assert_eq!(outcome(&found), (Outcome::Indeterminate, Some("STATUS_MESSAGE")));
    assert_eq!(status(&found).args.get("message").unwrap(), "remplacé");
    assert_eq!(
        outcome(&report(&with_message("2"), &two(&long))),
        (Outcome::Valid, None)
    );
}

#[test]
fn a_list_of_an_unknown_kind_is_not_read_as_clear() {
    let certificate = certificate(REVOCATION, 0, |document| {
        document["credentialStatus"] = json!({"id": LIST, "type": "1EdTechRevocationList"});
    });
    let found = report(&certificate, &signed(list_of(REVOCATION, &[], LIST, 1), 1));
    assert_eq!(outcome(&found), (Outcome::Indeterminate, Some("status/kind")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_in_place_of_a_list_never_clear(list in proptest::collection::vec(any::<u8>(), 0..200)) {
        let certificate = certificate(REVOCATION, 7, |_| {});
        let trust = TrustStore::default();
        let mut at_hand = AtHand::new(&trust);
        at_hand.fetched(LIST, list);
        let reader = Reader { at: at("2026-06-01T00:00:00Z"), trust: &trust, sources: &at_hand, suites: &[&Jcs] };
        prop_assert_eq!(verify_with(&bytes(&certificate), &reader).outcome(), Outcome::Invalid);
    }
}
