//! Whom to believe: keys of `did:web` with their dates, and habilitations from the centre up to somebody the reader knows.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests fail by panicking")]

use crate::common::{at, badge, bytes, did_of, key, signed};
use jalon_base::json::Value;
use jalon_base::sorted::SortedSet;
use jalon_base::{Digest, jcs};
use jalon_credential::at_hand::AtHand;
use jalon_credential::did::Period;
use jalon_credential::habilitation::{Grant, Habilitation, Right};
use jalon_credential::proof::{self, Binding, Jcs, ProofOptions, Purpose};
use jalon_credential::status::{About, StatusEntry, StatusList, StatusPurpose};
use jalon_credential::tlog::{self, Checkpoint, NoteKey, Tree, Witness};
use jalon_credential::trust::{Issuer, Role, TrustStore, TrustedKey};
use jalon_credential::verify::{Outcome, Reader, Report, State, Trusted, verify_with};
use serde_json::json;

const CERTIFICATION: &str = "https://certificateur.example/certifications/vtc";
const SUSPENSIONS: &str = "https://certificateur.example/status/suspended";

fn pinned(did: &str, role: Role, keys: Vec<TrustedKey>) -> TrustStore {
    let issuer = Issuer {
        name: "Le certificateur".into(),
        roles: SortedSet::from([role]),
        keys,
        by_hand: false,
    };
    [(did.to_owned(), issuer)].into_iter().collect()
}

fn read(certificate: &Value, trust: &TrustStore, fetched: &[(&str, Value)], stapled: &[Value]) -> Report {
    let mut at_hand = AtHand::new(trust);
    for (url, document) in fetched {
        at_hand.fetched(*url, bytes(document));
    }
    for document in stapled {
        assert!(at_hand.stapled(bytes(document)));
    }
    let reader = Reader {
        at: at("2026-06-01T00:00:00Z"),
        trust,
        sources: &at_hand,
        suites: &[&Jcs],
    };
    verify_with(&bytes(certificate), &reader)
}

fn outcome(report: &Report) -> (Outcome, Option<&'static str>) {
    (report.outcome(), report.code())
}

// — did:web

const DID: &str = "did:web:certificateur.example";
const DID_URL: &str = "https://certificateur.example/.well-known/did.json";

fn web_method(number: u8) -> String {
    format!("{DID}#{}", key(number).public().multikey())
}

fn did_document(change: impl Fn(&mut Value)) -> Value {
    let mut document = json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": DID,
        "verificationMethod": [{
            "id": web_method(1), "type": "Multikey", "controller": DID, "publicKeyMultibase": key(1).public().multikey(),
        }],
        "assertionMethod": [web_method(1)],
    });
    change(&mut document);
    document
}

/// The badge issued by the `did:web`, signed by key 1 on 1 March 2026.
fn by_web() -> Value {
    let trust = TrustStore::default();
    let mut at_hand = AtHand::new(&trust);
    at_hand.fetched(DID_URL, bytes(&did_document(|_| {})));
    let mut badge = badge();
    badge.issuer.id = DID.into();
    badge.subject.source = None;
    let options = ProofOptions {
        verification_method: web_method(1),
        created: at("2026-03-01T09:00:00Z"),
        purpose: Purpose::AssertionMethod,
    };
    let document = badge.to_document().unwrap();
    let to_sign = proof::prepare_with(document, options, Binding::default(), &Jcs, &at_hand).unwrap();
    let signature = key(1).sign(to_sign.bytes());
    to_sign.complete(signature).unwrap()
}

#[test]
fn a_did_web_is_unknown_until_its_document_is_at_hand() {
    let (none, certificate) = (TrustStore::default(), by_web());
    let code = "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT";
    assert_eq!(
        outcome(&read(&certificate, &none, &[], &[])),
        (Outcome::Indeterminate, Some(code))
    );
    let document = did_document(|_| {});
    let found = read(&certificate, &none, &[(DID_URL, document.clone())], &[]);
    assert_eq!(outcome(&found), (Outcome::Valid, None), "{:#?}", found.checks());
    // The holder cannot bring the issuer's identity along.
    assert_eq!(
        outcome(&read(&certificate, &none, &[], std::slice::from_ref(&document))),
        (Outcome::Indeterminate, Some(code))
    );
    let trust = pinned(DID, Role::Certifier, Vec::new());
    assert_eq!(
        read(&certificate, &trust, &[(DID_URL, document)], &[]).trusted(),
        Trusted::Yes
    );
    let gone = did_document(|d| d["assertionMethod"] = json!([]));
    assert_eq!(
        outcome(&read(&certificate, &none, &[(DID_URL, gone)], &[])),
        (Outcome::Invalid, Some("INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD"))
    );
}

#[test]
fn a_key_counts_in_its_own_time() {
    let certificate = by_web();
    let with = |period: Period| {
        let known = TrustedKey {
            method: web_method(1),
            key: key(1).public(),
            period,
        };
        // The key has left the document since: the history remembers it.
        outcome(&read(
            &certificate,
            &pinned(DID, Role::Certifier, vec![known]),
            &[],
            &[],
        ))
    };
    let when = |text: &str| Some(at(text));
    assert_eq!(with(Period::default()), (Outcome::Valid, None));
    let rotated = Period {
        from: when("2026-01-01T00:00:00Z"),
        until: when("2026-04-01T00:00:00Z"),
        revoked: None,
    };
    assert_eq!(with(rotated), (Outcome::Valid, None), "replaced after it signed");
    for period in [
        Period {
            from: when("2026-03-02T00:00:00Z"),
            ..Period::default()
        },
        Period {
            until: when("2026-02-28T00:00:00Z"),
            ..Period::default()
        },
    ] {
        assert_eq!(with(period), (Outcome::Invalid, Some("key/out-of-period")));
    }
    // Stolen in May, it may have signed with a date of March.
    let stolen = Period {
        revoked: when("2026-05-01T00:00:00Z"),
        ..Period::default()
    };
    assert_eq!(with(stolen), (Outcome::Invalid, Some("KEY_REVOKED")));
    let document = did_document(|d| d["verificationMethod"][0]["revoked"] = json!("2026-05-01T00:00:00Z"));
    assert_eq!(
        outcome(&read(&certificate, &TrustStore::default(), &[(DID_URL, document)], &[])),
        (Outcome::Invalid, Some("KEY_REVOKED"))
    );
}

/// A checkpoint of a tree that holds a certificate, seen by a witness (key 8) at a time, and the proof that it does.
fn inclusion(certificate: &Value, seen: &str) -> (String, Witness) {
    const TREE: &str = "certificateur.example/issued";
    let salt = [5; 16];
    let leaf = tlog::commitment(&salt, &Digest::of(&jcs::value_to_vec(certificate)));
    let mut tree = Tree::default();
    tree.push(b"another");
    let index = tree.push(leaf.as_bytes());
    let checkpoint = Checkpoint {
        origin: TREE.into(),
        size: tree.size(),
        root: tree.root(),
    };
    // Signed by the very key that was stolen: it is the witness that counts.
    let to_sign = checkpoint.prepare(&NoteKey::new(TREE, key(1).public()).unwrap());
    let signature = key(1).sign(to_sign.bytes());
    let note = to_sign.complete(signature).unwrap();
    let witness = Witness::new("temoin.example/w1", key(8).public()).unwrap();
    let line = witness.line(at(seen), &key(8).sign(&Witness::message(&checkpoint.text(), at(seen))));
    let proof = tlog::Proof {
        index,
        salt: Some(salt),
        path: tree.inclusion(index).unwrap(),
        checkpoint: format!("{note}{line}"),
    };
    (proof.to_text(), witness)
}

#[test]
fn what_a_stolen_key_signed_counts_when_a_witness_saw_it_before() {
    let certificate = by_web();
    let stolen = TrustedKey {
        method: web_method(1),
        key: key(1).public(),
        period: Period {
            from: Some(at("2026-01-01T00:00:00Z")),
            revoked: Some(at("2026-05-01T00:00:00Z")),
            ..Period::default()
        },
    };
    let trust = pinned(DID, Role::Certifier, vec![stolen]);
    let judged = |document: &Value, proof: &str, believed: &[Witness]| {
        let mut at_hand = AtHand::new(&trust);
        at_hand.inclusion(proof).unwrap();
        for witness in believed {
            at_hand.witness(witness.clone());
        }
        let reader = Reader {
            at: at("2026-06-01T00:00:00Z"),
            trust: &trust,
            sources: &at_hand,
            suites: &[&Jcs],
        };
        outcome(&verify_with(&bytes(document), &reader))
    };
    let refused = (Outcome::Invalid, Some("KEY_REVOKED"));
    let (before, witness) = inclusion(&certificate, "2026-04-30T23:59:59Z");
    assert_eq!(
        judged(&certificate, &before, std::slice::from_ref(&witness)),
        (Outcome::Valid, None)
    );
    assert_eq!(
        judged(&certificate, &before, &[]),
        refused,
        "nobody believes that witness"
    );
    let stranger = Witness::new("temoin.example/w1", key(9).public()).unwrap();
    assert_eq!(judged(&certificate, &before, &[stranger]), refused);
    let (after, _) = inclusion(&certificate, "2026-05-01T00:00:00Z");
    assert_eq!(
        judged(&certificate, &after, std::slice::from_ref(&witness)),
        refused,
        "seen too late"
    );
    let (other, _) = inclusion(&json!({"id": "urn:uuid:other"}), "2026-04-30T23:59:59Z");
    assert_eq!(judged(&certificate, &other, &[witness]), refused, "another certificate");
}

// — habilitations

fn habilitation(by: u8, to: u8, grants: &[(Right, &str)], change: impl Fn(&mut Habilitation)) -> Value {
    let mut habilitation = Habilitation {
        id: format!("urn:uuid:00000000-0000-4000-8000-0000000000{by}{to}"),
        issuer: did_of(by),
        subject: did_of(to),
        name: "Habilitation".into(),
        grants: grants
            .iter()
            .map(|(right, about)| Grant {
                right: *right,
                about: (*about).to_owned(),
            })
            .collect(),
        from: at("2026-01-01T00:00:00Z"),
        until: at("2026-12-31T00:00:00Z"),
        status: None,
    };
    change(&mut habilitation);
    signed(habilitation.to_document().unwrap(), by)
}

/// The certificate of key 1, whose exam was held by the centre of key 3 on 27 February 2026.
fn certificate() -> Value {
    signed(badge().to_document().unwrap(), 1)
}

fn links(report: &Report) -> Vec<(State, Option<&'static str>)> {
    report.chain().iter().map(|link| (link.state, link.code)).collect()
}

const PASSED: (State, Option<&str>) = (State::Passed, None);

#[test]
fn a_centre_may_examine_what_it_was_habilitated_for() {
    let none = TrustStore::default();
    let read = |document: Value| read(&certificate(), &none, &[], &[document]);
    let good = read(habilitation(1, 3, &[(Right::Examine, CERTIFICATION)], |_| {}));
    assert_eq!(outcome(&good), (Outcome::Valid, None));
    assert_eq!(links(&good), [PASSED]);
    assert_eq!(
        (good.chain()[0].from.as_str(), good.chain()[0].to.as_str()),
        (did_of(1).as_str(), did_of(3).as_str())
    );
    let wrong = |document: Value, code: &'static str| {
        let report = read(document);
        assert_eq!(outcome(&report), (Outcome::Invalid, Some(code)));
        assert_eq!(links(&report), [(State::Failed, Some(code))]);
    };
    let other = "https://certificateur.example/certifications/vtc2";
    wrong(
        habilitation(1, 3, &[(Right::Examine, other)], |_| {}),
        "habilitation/scope",
    );
    wrong(
        habilitation(1, 3, &[(Right::Certify, CERTIFICATION)], |_| {}),
        "habilitation/scope",
    );
    wrong(
        habilitation(1, 3, &[(Right::Examine, CERTIFICATION)], |h| {
            h.from = at("2026-03-01T00:00:00Z");
        }),
        "habilitation/dates",
    );
    wrong(
        habilitation(1, 3, &[(Right::Examine, CERTIFICATION)], |h| {
            h.until = at("2026-02-01T00:00:00Z");
        }),
        "habilitation/dates",
    );
    let mut forged = habilitation(1, 3, &[(Right::Examine, other)], |_| {});
    forged["termsOfUse"][0]["id"] = json!(CERTIFICATION);
    wrong(forged, "habilitation/proof");
    let mut by_itself = habilitation(3, 3, &[(Right::Examine, CERTIFICATION)], |_| {});
    by_itself["issuer"]["id"] = json!(did_of(1));
    wrong(by_itself, "habilitation/proof");
    // The one of another centre says nothing of this one.
    let report = read(habilitation(1, 4, &[(Right::Examine, CERTIFICATION)], |_| {}));
    assert_eq!((outcome(&report), links(&report)), ((Outcome::Valid, None), vec![]));
}

#[test]
fn a_suspended_habilitation_is_out_of_force() {
    let document = habilitation(1, 3, &[(Right::Examine, CERTIFICATION)], |habilitation| {
        let entry = StatusEntry {
            list: SUSPENSIONS.into(),
            purpose: StatusPurpose::Suspension,
            index: 12,
        };
        habilitation.status = Some(entry.to_value());
    });
    let list = |set: bool| {
        let mut list = StatusList::default();
        list.set(12, StatusPurpose::Suspension, set).unwrap();
        let about = About {
            url: SUSPENSIONS,
            issuer: &did_of(1),
            purpose: StatusPurpose::Suspension,
            from: at("2026-05-01T00:00:00Z"),
            until: None,
        };
        signed(list.to_document(&about), 1)
    };
    let none = TrustStore::default();
    let read = |stapled: &[Value]| outcome(&read(&certificate(), &none, &[], stapled));
    assert_eq!(read(&[document.clone(), list(false)]), (Outcome::Valid, None));
    assert_eq!(
        read(&[document.clone(), list(true)]),
        (Outcome::Invalid, Some("SUSPENDED"))
    );
    assert_eq!(
        read(&[document]),
        (Outcome::Indeterminate, Some("STATUS_RETRIEVAL_ERROR"))
    );
}

#[test]
fn a_chain_only_narrows_and_ends_at_somebody_known() {
    const ALL: &str = "https://certificateur.example/certifications/";
    let root = pinned(&did_of(9), Role::Root, Vec::new());
    let chain = |documents: &[Value]| {
        let report = read(&certificate(), &root, &[], documents);
        assert_eq!(
            report.outcome(),
            Outcome::Valid,
            "trust is another question than genuineness"
        );
        (report.trusted(), links(&report))
    };
    let certify = |by, to, about| habilitation(by, to, &[(Right::Certify, about)], |_| {});
    let let_certify = |by, to, about| habilitation(by, to, &[(Right::LetCertify, about)], |_| {});
    assert_eq!(chain(&[]), (Trusted::Unknown, vec![]));
    assert_eq!(chain(&[certify(9, 1, ALL)]), (Trusted::Yes, vec![PASSED]));
    assert_eq!(
        chain(&[certify(8, 1, CERTIFICATION), let_certify(9, 8, ALL)]),
        (Trusted::Yes, vec![PASSED, PASSED])
    );
    assert_eq!(
        chain(&[
            certify(7, 1, CERTIFICATION),
            let_certify(8, 7, CERTIFICATION),
            let_certify(9, 8, ALL)
        ]),
        (Trusted::Yes, vec![PASSED, PASSED, PASSED])
    );
    // One link more than is followed.
    let (trusted, links) = chain(&[
        certify(6, 1, CERTIFICATION),
        let_certify(7, 6, CERTIFICATION),
        let_certify(8, 7, ALL),
        let_certify(9, 8, ALL),
    ]);
    assert_eq!(trusted, Trusted::No);
    assert_eq!(links.last(), Some(&(State::Failed, Some("habilitation/too-deep"))));
    // Wider than what is above: the link above does not cover it.
    let other = "https://certificateur.example/certifications/advf";
    assert_eq!(
        chain(&[certify(8, 1, ALL), let_certify(9, 8, other)]),
        (Trusted::No, vec![PASSED, (State::Failed, Some("habilitation/scope"))])
    );
    // To certify is not to let others certify.
    assert_eq!(
        chain(&[certify(8, 1, ALL), certify(9, 8, ALL)]),
        (Trusted::No, vec![PASSED, (State::Failed, Some("habilitation/scope"))])
    );
    // A chain that begins nowhere, and one that goes round.
    let unknown = (State::Unknown, Some("habilitation/unknown-root"));
    assert_eq!(chain(&[certify(8, 1, ALL)]), (Trusted::Unknown, vec![PASSED, unknown]));
    let (trusted, _) = chain(&[certify(8, 1, ALL), let_certify(8, 8, ALL)]);
    assert_eq!(trusted, Trusted::No);
    // Among several, the one that holds.
    assert_eq!(
        chain(&[certify(8, 1, other), certify(9, 1, other), certify(9, 1, CERTIFICATION)]),
        (Trusted::Yes, vec![PASSED])
    );
}

// — evidence

#[test]
fn evidence_at_hand_is_the_one_that_was_cited() {
    let record = json!({"id": "urn:uuid:00000000-0000-4000-8000-00000000e51d", "session": "12 mars"});
    let mut badge = badge();
    badge.evidence[0].id = Some("urn:uuid:00000000-0000-4000-8000-00000000e51d".into());
    badge.evidence[0].digest = Some(Digest::of(&bytes(&record)));
    let mut without_address = badge.evidence[0].clone();
    without_address.id = None;
    badge.evidence.push(without_address);
    let certificate = signed(badge.to_document().unwrap(), 1);
    let none = TrustStore::default();
    let evidence = |stapled: &[Value]| -> Vec<(State, Option<&'static str>)> {
        let report = read(&certificate, &none, &[], stapled);
        let of_evidence = report.checks().iter().filter(|check| check.id == "evidence");
        of_evidence.map(|check| (check.state, check.code)).collect()
    };
    assert_eq!(evidence(&[]), [(State::NotApplicable, None)]);
    assert_eq!(evidence(std::slice::from_ref(&record)), [PASSED, PASSED]);
    let mut other = record;
    other["session"] = json!("13 mars");
    assert_eq!(evidence(&[other]), [(State::Failed, Some("RELATED_RESOURCE_ERROR"))]);
}
