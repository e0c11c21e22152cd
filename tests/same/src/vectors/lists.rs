//! Published status lists: the examples of the Recommendation, and what the W3C suite says of its entries.

use super::{Checked, read, text};
use jalon_base::json::Value;
use jalon_base::{Timestamp, jcs};
use jalon_credential::did::{did_key, key_method};
use jalon_credential::keys::SecretKey;
use jalon_credential::proof::{self, Checking, ProofOptions, Purpose, Suite};
use jalon_credential::shape;
use jalon_credential::status::{self, About, FEWEST, Found, StatusFault, StatusList, StatusPurpose};
use serde_json::json;

macro_rules! file {
    ($name:literal) => {
        read(include_bytes!(concat!("../../../vectors/statuslist/", $name, ".json")))
    };
}

/// The day of every judgement here.
const NOW: &str = "2026-06-01T00:00:00Z";

/// All of them; the suite reads linked data under the contexts of the examples.
pub(super) fn lists(checked: &mut Checked, rdfc: &dyn Suite) {
    let with = Checking {
        suites: &[rdfc],
        ..Checking::plain(Purpose::AssertionMethod)
    };
    // The list of the Recommendation: nobody is revoked.
    for list in [
        file!("rec-example-02-none"),
        file!("rec-example-08-none"),
        file!("rec-example-12-none"),
        file!("rec-example-10-eddsa-rdfc-2022"),
    ] {
        let list = StatusList::decode(text(&list["credentialSubject"], "encodedList")).unwrap();
        checked.is("a list of the least length", list.entries() == FEWEST);
        let clear = (0..FEWEST).all(|index| list.get(index) == Some(false));
        checked.is("a list without a revocation", clear);
        checked.is("a list written again", StatusList::decode(&list.encode()) == Ok(list));
    }
    let signed = file!("rec-example-10-eddsa-rdfc-2022");
    checked.is(
        "the proof of the list",
        proof::verify_with(signed.clone(), &with).holds(),
    );
    for credential in [file!("rec-example-04-ecdsa-rdfc-2019"), file!("rec-example-06-none")] {
        let shape = shape::check(credential.as_object().unwrap());
        checked.is("a certificate with an entry", shape.is_empty());
        // Its key is not of whom it names as issuer: the list proves nothing.
        let entry = credential["credentialStatus"].as_object().unwrap();
        let found = status::check(entry, &jcs::value_to_vec(&signed), at(NOW), &with, &|_| true);
        checked.is("a list by another key", found == Err(StatusFault::Issuer));
    }
    let other = proof::verify_with(file!("rec-example-04-ecdsa-rdfc-2019"), &with);
    let fault = other.proofs[0].outcome.as_ref().unwrap_err();
    checked.is("a suite that is not read", fault.is_unknown());
    suite(checked);
}

/// The entries of the W3C suite, each against the list that its name describes: the lists themselves are not published beside them.
fn suite(checked: &mut Checked) {
    let value = |found: Result<Found, StatusFault>| found.map(|found| (found.value, found.stale));
    let code = |found: Result<Found, StatusFault>| found.map(|found| found.value).map_err(|fault| fault.code());
    let revoked = against(checked, file!("testsuite__should-be-revoked"), |_| {});
    checked.is("should-be-revoked", value(revoked) == Ok((1, false)));
    let clear = against(checked, file!("testsuite__sl-purpose-single-ok"), |_| {});
    checked.is("sl-purpose-single-ok", value(clear) == Ok((0, false)));
    let expired = against(checked, file!("testsuite__sl-date-expired-fail"), |list| {
        list["validUntil"] = json!("2026-05-25T00:00:00Z");
    });
    checked.is("sl-date-expired-fail", value(expired) == Ok((1, true)));
    let short = against(checked, file!("testsuite__sl-encoded-list-short-fail"), |list| {
        // A kilobyte of nothing, as GZIP writes it.
        list["credentialSubject"]["encodedList"] = json!("uH4sIAAAAAAAC_2NgGAWjYBSMVAAALq-17wAEAAA");
    });
    checked.is(
        "sl-encoded-list-short-fail",
        code(short) == Err("STATUS_LIST_LENGTH_ERROR"),
    );
    let other = against(checked, file!("testsuite__sl-vc-type-wrong-fail"), |list| {
        list["type"] = json!(["VerifiableCredential"]);
    });
    checked.is("sl-vc-type-wrong-fail", code(other) == Err("STATUS_VERIFICATION_ERROR"));
}

/// What the list that an entry names says of it, changed before it is signed.
fn against(checked: &mut Checked, mut credential: Value, change: impl Fn(&mut Value)) -> Result<Found, StatusFault> {
    credential["issuer"] = json!("did:example:issuer");
    let shape = shape::check(credential.as_object().unwrap());
    checked.is("an entry of the suite", shape.is_empty());
    let entry = credential["credentialStatus"].as_object().unwrap();
    let secret = SecretKey::from_seed([1; 32]);
    let mut list = StatusList::default();
    list.set(201, StatusPurpose::Revocation, true).unwrap();
    let mut document = list.to_document(&About {
        url: text(&credential["credentialStatus"], "statusListCredential"),
        issuer: &did_key(&secret.public()),
        purpose: StatusPurpose::Revocation,
        from: at("2026-05-20T00:00:00Z"),
        until: Some(at("2026-06-05T00:00:00Z")),
    });
    change(&mut document);
    let options = ProofOptions {
        verification_method: key_method(&secret.public()),
        created: at("2026-05-20T00:00:00Z"),
        purpose: Purpose::AssertionMethod,
    };
    let to_sign = proof::prepare(document, options).unwrap();
    let signature = secret.sign(to_sign.bytes());
    let list = jcs::value_to_vec(&to_sign.complete(signature).unwrap());
    status::check(
        entry,
        &list,
        at(NOW),
        &Checking::plain(Purpose::AssertionMethod),
        &|_| true,
    )
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}
