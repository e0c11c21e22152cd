//! Published known answers, from bytes that are compiled in: the same in a browser as anywhere.

mod fixtures;
mod linked;
mod lists;

use jalon_base::encoding::{hex, unhex};
use jalon_base::json::{Limits, Value, parse};
use jalon_base::{Digest, jcs};
use jalon_credential::did;
use jalon_credential::keys::{PublicKey, SecretKey};
use jalon_credential::proof::{self, Checking, Jcs, Purpose, Suite};
use jalon_credential::rdfc::{Contexts, Rdfc};
use jalon_credential::shape;
use serde_json::json;

macro_rules! vcdm2 {
    ($($name:literal)*) => {
        /// Inputs of the W3C suite for the data model, by name; `-ok` and `-fail` say what becomes of them.
        const VCDM2: &[(&str, &[u8])] = &[$(($name, include_bytes!(concat!("../../vectors/vcdm2/", $name, ".json")))),*];
    };
}

// `credential-redef-type2-fail` is wrong only to a reader of JSON-LD: its context is not pinned, and is refused before.
vcdm2! {
    "credential-context-combo1-ok"
    "credential-context-combo3-fail"
    "credential-evidence-missing-type-fail"
    "credential-evidences-ok"
    "credential-id-nonidentifier-fail"
    "credential-id-other-ok"
    "credential-id-subject-multi-fail"
    "credential-issuer-no-url-fail"
    "credential-issuer-object-id-no-url-fail"
    "credential-issuer-object-ok"
    "credential-missing-required-type-fail"
    "credential-no-issuer-fail"
    "credential-no-type-fail"
    "credential-optional-type-ok"
    "credential-proof-ok"
    "credential-refresh-ok"
    "credential-refreshs-ok"
    "credential-schema-no-type-fail"
    "credential-schema-ok"
    "credential-schemas-ok"
    "credential-status-missing-type-fail"
    "credential-status-nonurl-id-fail"
    "credential-status-type-nonurl-fail"
    "credential-subject-multiple-ok"
    "credential-termsofuse-id-ok"
    "credential-termsofuse-no-type-fail"
    "credential-termsofuses-ok"
    "credential-type-mapped-url-ok"
    "credential-type-url-ok"
    "credential-type-urls-order-2-ok"
    "credential-validUntil-validFrom-ok"
    "credential-validfrom-invalid-fail"
    "credential-validfrom-tz-ok"
    "credential-validuntil-ms-ok"
    "credential-validuntil-tz-ok"
    "names-and-descriptions__credential-description-language-direction-en-ok"
    "names-and-descriptions__credential-description-ok"
    "names-and-descriptions__credential-multi-language-description-ok"
    "names-and-descriptions__credential-name-extra-prop-en-fail"
    "names-and-descriptions__credential-name-language-en-ok"
    "names-and-descriptions__credential-name-optional-ok"
    "names-and-descriptions__issuer-description-language-direction-en-ok"
    "names-and-descriptions__issuer-description-ok"
    "names-and-descriptions__issuer-multi-language-description-ok"
    "names-and-descriptions__issuer-name-extra-prop-en-fail"
    "names-and-descriptions__issuer-name-language-en-ok"
    "names-and-descriptions__issuer-name-optional-ok"
}

fn read(bytes: &[u8]) -> Value {
    parse(bytes, Limits::FOREIGN).unwrap()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap()
}

fn bytes<const N: usize>(value: &Value, name: &str) -> [u8; N] {
    unhex(text(value, name)).unwrap().try_into().unwrap()
}

/// What was checked, and what came out otherwise than published: nothing, anywhere.
#[derive(Default)]
struct Checked {
    count: usize,
    wrong: Vec<String>,
}

impl Checked {
    fn is(&mut self, what: &str, right: bool) {
        self.count += 1;
        if !right {
            self.wrong.push(what.to_owned());
        }
    }
}

/// How many known answers were compared, and those that differ.
///
/// # Panics
/// When a file of vectors has not the shape that it is known to have.
#[must_use]
pub fn vectors() -> (usize, Vec<String>) {
    let mut checked = Checked::default();
    keys(&mut checked);
    canonical(&mut checked);
    let jcs = read(include_bytes!("../../vectors/eddsa/eddsa-jcs-2022.json"));
    eddsa(&mut checked, &jcs, &Jcs, &|value| {
        String::from_utf8(jcs::value_to_vec(value)).unwrap()
    });
    let mut contexts = Contexts::default();
    let pinned = include_bytes!("../../../crates/credential/src/rdfc/contexts/credentials-v2.jsonld");
    assert!(contexts.add("https://www.w3.org/ns/credentials/v2", pinned));
    let examples = br#"{"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}"#;
    assert!(contexts.add("https://www.w3.org/ns/credentials/examples/v2", examples));
    let rdfc = Rdfc::with(&contexts);
    let linked = read(include_bytes!("../../vectors/eddsa/eddsa-rdfc-2022.json"));
    eddsa(&mut checked, &linked, &rdfc, &|value| rdfc.canonical(value).unwrap());
    set_of_two(&mut checked, &rdfc);
    linked::datasets(&mut checked);
    lists::lists(&mut checked, &rdfc);
    data_model(&mut checked);
    fixtures::presentations(&mut checked);
    fixtures::validator(&mut checked);
    (checked.count, checked.wrong)
}

/// `did:key`, and the edge cases of Ed25519 of which only one is harmless.
fn keys(checked: &mut Checked) {
    let keys = read(include_bytes!("../../vectors/did-key/ed25519.json"));
    for case in keys["vectors"].as_array().unwrap() {
        let key = SecretKey::from_seed(bytes(case, "seedHex")).public();
        checked.is(text(case, "did"), did::did_key(&key) == text(case, "did"));
        checked.is(text(case, "did"), did::resolve_key(text(case, "did")) == Ok(key));
    }
    let edges = read(include_bytes!("../../vectors/ed25519/speccheck-dev.json"));
    for (place, case) in edges["cases"].as_array().unwrap().iter().enumerate() {
        let message = unhex(text(case, "message")).unwrap();
        let holds = PublicKey::from_bytes(&bytes(case, "pub_key"))
            .is_ok_and(|key| key.verify_strict(&message, &bytes(case, "signature")).is_ok());
        checked.is(&format!("Ed25519, edge case {place}"), holds == (place == 3));
    }
}

/// RFC 8785, byte for byte.
fn canonical(checked: &mut Checked) {
    for (name, file) in [
        ("arrays", include_bytes!("../../vectors/jcs/arrays.json").as_slice()),
        ("french", include_bytes!("../../vectors/jcs/french.json")),
        ("values", include_bytes!("../../vectors/jcs/values.json")),
    ] {
        let vector = read(file);
        let canonical = jcs::value_to_vec(&read(text(&vector, "inputText").as_bytes()));
        checked.is(name, hex(&canonical) == text(&vector, "canonicalUtf8Hex"));
    }
}

/// A suite with every intermediate value, then the proof itself, and the proof over something else.
fn eddsa(checked: &mut Checked, vector: &Value, suite: &dyn Suite, canonical: &dyn Fn(&Value) -> String) {
    let name = suite.name();
    let mut document = vector["signed"].clone();
    let proof = document.as_object_mut().unwrap().remove("proof").unwrap();
    let mut configuration = proof.as_object().unwrap().clone();
    configuration.remove("proofValue");
    let contexts = document.get("@context").cloned();
    let digest = suite.document(&document).unwrap();
    checked.is(
        &format!("{name}: canonicalDocument"),
        canonical(&document) == text(vector, "canonicalDocument"),
    );
    checked.is(
        &format!("{name}: documentHash"),
        digest.to_string() == text(vector, "documentHash"),
    );
    let of_proof = suite.configuration(configuration, contexts.as_ref()).unwrap();
    checked.is(
        &format!("{name}: proofConfigHash"),
        of_proof.to_string() == text(vector, "proofConfigHash"),
    );
    let config = Digest::of(text(vector, "canonicalProofConfig").as_bytes());
    checked.is(&format!("{name}: canonicalProofConfig"), config == of_proof);
    let combined = hex(of_proof.as_bytes()) + &hex(digest.as_bytes());
    checked.is(
        &format!("{name}: combinedHash"),
        combined == text(vector, "combinedHash"),
    );
    let holds = |document: Value| {
        let checking = Checking {
            suites: &[suite],
            ..Checking::plain(Purpose::AssertionMethod)
        };
        proof::verify_with(document, &checking).holds()
    };
    checked.is(&format!("{name}: proofValue"), holds(vector["signed"].clone()));
    let mut other = vector["signed"].clone();
    other["validFrom"] = json!("2020-01-01T00:00:00Z");
    checked.is(&format!("{name}: another document"), !holds(other));
}

/// The published set of two proofs: each alone, both, and one of them over something else.
fn set_of_two(checked: &mut Checked, rdfc: &dyn Suite) {
    let holds = |document: Value| {
        let checking = Checking {
            suites: &[rdfc],
            ..Checking::plain(Purpose::AssertionMethod)
        };
        let set = proof::verify_with(document, &checking);
        set.proofs.iter().map(|proof| proof.outcome.is_ok()).collect::<Vec<_>>()
    };
    let made = read(include_bytes!("../../vectors/eddsa/rdfc-proof-set-made.json"));
    let one = read(include_bytes!("../../vectors/eddsa/rdfc-proof-set-1.json"));
    let two = read(include_bytes!("../../vectors/eddsa/rdfc-proof-set.json"));
    checked.is("a set of one", holds(one) == [true]);
    checked.is("a set of two", holds(two.clone()) == [true, true]);
    for proof in made["proofs"].as_array().unwrap() {
        let mut alone = made["unsigned"].clone();
        alone["proof"] = proof.clone();
        checked.is("a proof of the set, alone", holds(alone) == [true]);
    }
    let mut forged = two;
    forged["proof"][1]["created"] = json!("2023-02-24T23:36:39Z");
    checked.is("a set with one changed", holds(forged) == [true, false]);
}

/// The shape of every input of the suite for the data model.
fn data_model(checked: &mut Checked) {
    for (name, file) in VCDM2 {
        let mut input = read(file);
        // What the harness of the suite does before it asks: gives an issuer, and dates for their placeholders.
        let issuer = json!("did:example:issuer");
        match input.get_mut("issuer") {
            Some(Value::Object(members)) => {
                members.entry("id").or_insert(issuer);
            }
            None if !name.contains("no-issuer") => input["issuer"] = issuer,
            _ => {}
        }
        for (member, date) in [
            ("validFrom", "2020-01-01T00:00:00Z"),
            ("validUntil", "2040-01-01T00:00:00Z"),
        ] {
            if input
                .get(member)
                .and_then(Value::as_str)
                .is_some_and(|text| text.ends_with("DATE"))
            {
                input[member] = json!(date);
            }
        }
        let refused = !shape::check(input.as_object().unwrap()).is_empty();
        checked.is(name, refused == name.ends_with("-fail"));
    }
}
