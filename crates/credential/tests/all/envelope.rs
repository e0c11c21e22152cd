//! The signed envelope: its frozen vector, several signers, and everything that must not open.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests fail by panicking")]

use jalon_base::Timestamp;
use jalon_base::encoding::{hex, unhex};
use jalon_base::json::{Limits, Value, parse};
use jalon_credential::SecretKey;
use jalon_credential::did;
use jalon_credential::envelope::{Signed, Unsignable, Verified};
use proptest::prelude::*;
use serde_json::json;
use std::path::Path;

#[derive(Debug, Clone, PartialEq)]
struct Mark {
    attempt: String,
    mark: Value,
    seq: i64,
}

jalon_base::document!(Mark { attempt, mark, seq });

fn vector() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/signed/two-signatures.json");
    parse(&std::fs::read(path).unwrap(), Limits::DOCUMENT).unwrap()
}

fn open(envelope: &Value, kind: &str) -> Result<Verified<Mark>, &'static str> {
    let bytes = serde_json::to_vec(envelope).unwrap();
    Signed::<Mark>::from_slice(&bytes, Limits::DOCUMENT)
        .map_err(|malformed| malformed.fault.code())?
        .verify(kind)
        .map_err(|unverified| unverified.code())
}

#[test]
fn two_people_sign_one_mark_as_the_vector_says() {
    let vector = vector();
    let body: Mark = serde_json::from_value(vector["envelope"]["body"].clone()).unwrap();
    let mut signed: Option<Signed<Mark>> = None;
    for index in 0..2 {
        let seed = unhex(vector["seeds"][index].as_str().unwrap()).unwrap();
        let key = SecretKey::from_seed(seed.try_into().unwrap());
        let by = did::did_key(&key.public());
        let at = Timestamp::parse(vector["envelope"]["signatures"][index]["at"].as_str().unwrap()).unwrap();
        let to_sign = match signed {
            None => Signed::prepare("mark", &body, &by, at).unwrap(),
            Some(signed) => signed.prepare_another(&by, at).unwrap(),
        };
        assert_eq!(hex(to_sign.bytes()), vector["signed-bytes"][index].as_str().unwrap());
        let signature = key.sign(to_sign.bytes());
        signed = Some(to_sign.complete(signature).unwrap());
    }
    let signed = signed.unwrap();
    assert_eq!(serde_json::to_value(&signed).unwrap(), vector["envelope"]);
    assert_eq!(parse(&signed.to_vec(), Limits::DOCUMENT).unwrap(), vector["envelope"]);

    let verified = open(&vector["envelope"], "mark").unwrap();
    assert_eq!(verified.body, body);
    assert_eq!(verified.signers.len(), 2);

    let again = signed.prepare_another(&verified.signers[1].by, verified.signers[1].at);
    assert_eq!(again.unwrap_err().code(), "signed/twice");
}

#[test]
fn what_must_not_open_says_why() {
    let good = vector()["envelope"].clone();
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut envelope = good.clone();
        change(&mut envelope);
        open(&envelope, "mark").unwrap_err()
    };
    assert_eq!(open(&good, "ruling").unwrap_err(), "signed/kind");
    assert_eq!(changed(&|e| e["kind"] = json!("ruling")), "signed/kind");
    assert_eq!(changed(&|e| e["format"] = json!("jalon/signed@2")), "signed/format");
    assert_eq!(changed(&|e| e["body"]["seq"] = json!(8)), "signed/signature");
    assert_eq!(changed(&|e| e["signatures"] = json!([])), "signed/no-signature");
    assert_eq!(
        changed(&|e| e["signatures"] = Value::Array(vec![
            json!({
                "by": "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp", "alg": "ed25519",
                "at": "2026-03-01T09:00:00Z", "value": ""
            });
            17
        ])),
        "signed/too-many"
    );
    assert_eq!(
        changed(&|e| e["signatures"][1]["alg"] = json!("webauthn-es256")),
        "signed/unknown-algorithm"
    );
    assert_eq!(
        changed(&|e| e["signatures"][1]["by"] = json!("did:web:a.example")),
        "signed/signer"
    );
    assert_eq!(
        changed(&|e| e["signatures"][1]["by"] = e["signatures"][0]["by"].clone()),
        "signed/twice"
    );
    assert_eq!(
        changed(&|e| e["signatures"][1]["at"] = json!("2026-03-01T09:00:03Z")),
        "signed/signature"
    );
    assert_eq!(
        changed(&|e| e["signatures"][1]["at"] = json!("2026-03-01T10:00:02+01:00")),
        "json/shape"
    );
    assert_eq!(
        changed(&|e| e["signatures"][1]["value"] = json!("AAAA")),
        "signed/value"
    );
    assert_eq!(changed(&|e| e["ext"] = json!({})), "json/shape");

    // The same bytes under two spellings of one key are still one signer.
    let mut method = good.clone();
    let by = good["signatures"][0]["by"].as_str().unwrap();
    let key = did::resolve_key(by).unwrap();
    method["signatures"][1]["by"] = json!(did::key_method(&key));
    assert_eq!(open(&method, "mark").unwrap_err(), "signed/twice");
}

#[test]
fn what_cannot_be_signed_says_why() {
    let key = SecretKey::from_seed([1; 32]);
    let by = did::did_key(&key.public());
    let at = Timestamp::parse("2026-03-01T09:00:00Z").unwrap();
    let prepare =
        |kind: &str, body: &Value, by: &str| Signed::prepare(kind, body, by, at).map(|to_sign| to_sign.bytes().len());
    assert_eq!(prepare("Mark", &json!(1), &by).unwrap_err().code(), "signed/kind");
    assert_eq!(prepare("mark", &json!(1.5), &by).unwrap_err(), Unsignable::Body);
    assert_eq!(prepare("mark", &json!(1), "moi").unwrap_err().code(), "signed/signer");
    let to_sign = Signed::prepare("mark", &json!(1), &by, at).unwrap();
    assert_eq!(to_sign.complete([0; 64]).unwrap_err().code(), "signed/signature");
}

#[test]
fn a_body_of_another_type_does_not_open() {
    let key = SecretKey::from_seed([1; 32]);
    let at = Timestamp::parse("2026-03-01T09:00:00Z").unwrap();
    let to_sign = Signed::prepare("mark", &json!([1]), &did::did_key(&key.public()), at).unwrap();
    let signature = key.sign(to_sign.bytes());
    let signed = serde_json::to_value(to_sign.complete(signature).unwrap()).unwrap();
    assert_eq!(open(&signed, "mark").unwrap_err(), "signed/body");
}

proptest! {
    #[test]
    fn no_changed_byte_opens(at in 0..2000_usize, byte: u8) {
        let mut bytes = serde_json::to_vec(&vector()["envelope"]).unwrap();
        let at = at % bytes.len();
        prop_assume!(bytes[at] != byte);
        bytes[at] = byte;
        if let Ok(signed) = Signed::<Mark>::from_slice(&bytes, Limits::DOCUMENT) {
            prop_assert!(signed.verify("mark").is_err());
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Signed::<Mark>::from_slice(&bytes, Limits::DOCUMENT).is_err());
    }
}
