//! What every parser of bytes about certificates does with its input: it refuses or reads, and nothing falls. One place for the runs of the
//! tests and for the fuzzer.

use crate::certificate::{self, Words, key};
use jalon_base::encoding::{self, base64url};
use jalon_base::json::{self, Limits, Value};
use jalon_base::{Digest, Timestamp, jcs};
use jalon_credential::PublicKey;
use jalon_credential::at_hand::{AtHand, url_of};
use jalon_credential::bundle::{Bundle, Card, read_card};
use jalon_credential::did::{did_key, key_method, resolve_method};
use jalon_credential::envelope::Signed;
use jalon_credential::jwt::Answer;
use jalon_credential::open_badge::{digest_multibase, read_digest_multibase};
use jalon_credential::presentation;
use jalon_credential::proof::{self, Jcs, ProofOptions, Purpose, Suite};
use jalon_credential::rdfc::Rdfc;
use jalon_credential::recovery::RecoverySecret;
use jalon_credential::sealed;
use jalon_credential::shape::{is_type, is_url};
use jalon_credential::status::{About, StatusList, StatusPurpose};
use jalon_credential::tlog::{self, Checkpoint, Continuation, NoteKey, Proof, Tree, Witness};
use jalon_credential::trust::TrustStore;
use jalon_credential::verify::{CODES, Outcome, Reader, Report, Token, verify_with};
use jalon_recognition::register::Register;
use serde_json::json;
use std::collections::BTreeMap;

const LIST: &str = "https://organisme-certificateur.fr/statuts/revocations";
const WEB: &str = "did:web:organisme-certificateur.fr";
const WEB_URL: &str = "https://organisme-certificateur.fr/.well-known/did.json";
const TREE: &str = "organisme-certificateur.fr/certificats";

fn now() -> Timestamp {
    Timestamp::parse("2026-10-01T00:00:00Z").unwrap()
}

/// A reader with both suites, the given bytes at hand as every document that could be asked for, and nobody known.
fn reading(data: &[u8], what: &dyn Fn(&Reader<'_>, &AtHand<'_>)) {
    let trust = TrustStore::default();
    let mut at_hand = AtHand::new(&trust);
    at_hand.fetched(LIST, data.to_vec());
    at_hand.fetched(WEB_URL, data.to_vec());
    at_hand.stapled(data.to_vec());
    let _ = std::str::from_utf8(data).map(|text| at_hand.inclusion(text));
    let rdfc = Rdfc::pinned();
    let suites: [&dyn Suite; 2] = [&Jcs, &rdfc];
    let reader = Reader {
        at: now(),
        trust: &trust,
        sources: &at_hand,
        suites: &suites,
    };
    what(&reader, &at_hand);
}

/// What holds of any report: known codes, and an outcome that is that of its checks.
fn sound(report: &Report) {
    let known = |code: Option<&'static str>| code.is_none_or(|code| CODES.contains(&code));
    assert!(
        report.checks().iter().all(|check| known(check.code)),
        "{:?}",
        report.code()
    );
    assert_eq!(report.outcome() == Outcome::Valid, report.code().is_none());
}

/// A certificate or a presentation, with itself as every document that it may name.
pub fn document(data: &[u8]) {
    reading(data, &|reader, _| {
        sound(&verify_with(data, reader));
        let shown = presentation::verify(data, reader, None);
        assert!(shown.outcome() != Outcome::Valid || shown.holder.is_some());
    });
}

/// A badge that is a token, whatever the platform says of its signature.
pub fn token(data: &[u8]) {
    reading(data, &|reader, at_hand| {
        for answer in [Answer::Holds, Answer::Fails, Answer::NotChecked] {
            sound(&Token::read(data, at_hand).complete(answer, reader));
        }
    });
}

/// The identity document of a certifier, and a key that a site serves, for a certificate that needs them.
pub fn identity(data: &[u8]) {
    reading(data, &|reader, at_hand| {
        let certificate = web_certificate();
        sound(&verify_with(&certificate, reader));
        sound(&Token::read(&web_token(), at_hand).complete(Answer::NotChecked, reader));
    });
}

/// A status list, as a document and as its compressed bytes.
pub fn list(data: &[u8]) {
    reading(data, &|reader, _| sound(&verify_with(certificate_bytes(), reader)));
    let encoded = format!("u{}", base64url(data));
    if let Ok(list) = StatusList::decode(&encoded) {
        assert_eq!(StatusList::decode(&list.encode()), Ok(list));
    }
}

/// A trust bundle, a card, a list of parties, a register of issuing.
pub fn trust(data: &[u8]) {
    let _ = Bundle::open(data, now(), &[&did_key(&key("root").public())], None);
    let _ = read_card(data);
    let _ = TrustStore::from_slice(data);
    if let Ok((register, whole)) = Register::read(data) {
        assert_eq!(register.to_vec().len(), whole, "one way to write a register");
        assert_eq!(Register::from_slice(&register.to_vec()), Ok(register));
    }
}

/// A checkpoint, a proof of inclusion or of continuation, a key of a note or of a witness.
pub fn checkpoint(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let key = note_key();
    let _ = Checkpoint::open(text, &key);
    let _ = witness().saw(text);
    if let Ok(proof) = Proof::parse(text) {
        assert_eq!(Proof::parse(&proof.to_text()).as_ref(), Ok(&proof));
        let _ = proof.check(b"leaf", &key);
    }
    if let Ok(continuation) = Continuation::parse(text) {
        assert_eq!(Continuation::parse(&continuation.to_text()), Ok(continuation));
    }
    if let Some(key) = NoteKey::parse(text) {
        assert_eq!(NoteKey::parse(&key.to_text()), Some(key));
    }
    if let Some(witness) = Witness::parse(text) {
        assert_eq!(Witness::parse(&witness.to_text()), Some(witness));
    }
}

/// The header of a sealed file. What follows it is opened by the cipher alone, after the cost of a passphrase.
pub fn sealed(data: &[u8]) {
    if let Ok(cost) = sealed::cost(data) {
        assert!(cost.is_accepted());
    }
    // One key of two: what it opens was sealed so, byte for byte.
    if let Ok(plain) = sealed::open_with(data, &key("certifier").opening_key()) {
        assert_eq!(plain.as_slice(), b"keys");
    }
}

/// Something signed, with whatever it holds.
pub fn signed_envelope(data: &[u8]) {
    if let Ok(envelope) = Signed::<Value>::from_slice(data, Limits::DOCUMENT) {
        let again = Signed::<Value>::from_slice(&envelope.to_vec(), Limits::DOCUMENT);
        assert_eq!(again.map(|again| again.to_vec()), Ok(envelope.to_vec()));
        let kind = envelope.kind().to_owned();
        let _ = envelope.verify(&kind);
    }
}

/// Short texts with a form of their own: identifiers, keys, encodings, dates, addresses, words of recovery.
pub fn text(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(key) = PublicKey::from_multikey(text) {
        assert_eq!(key.multikey(), text);
    }
    if let Ok(method) = resolve_method(text) {
        assert!(text.starts_with(&method.controller));
    }
    if let Some(url) = url_of(text) {
        assert!(url.starts_with("https://") && url.ends_with("/did.json"));
    }
    if let Some(digest) = read_digest_multibase(text) {
        assert_eq!(digest_multibase(&digest), text);
    }
    for (read, write) in [
        (
            encoding::unhex as fn(&str) -> Option<Vec<u8>>,
            encoding::hex as fn(&[u8]) -> String,
        ),
        (encoding::unbase32, encoding::base32),
        (encoding::unbase64url, encoding::base64url),
        (encoding::unbase64, encoding::base64),
    ] {
        if let Some(bytes) = read(text) {
            assert_eq!(write(&bytes), text, "one way to write");
        }
    }
    if let Some(at) = Timestamp::parse(text) {
        assert_eq!(at.to_string(), text);
        assert_eq!(Timestamp::parse_lenient(text), Some(at));
    }
    let _ = (Timestamp::parse_lenient(text), is_url(text), is_type(text));
    if let Ok(secret) = RecoverySecret::read(text) {
        assert_eq!(
            RecoverySecret::read(&secret.words().join(" ")).map(|again| again.words()),
            Ok(secret.words())
        );
    }
}

fn certificate_bytes() -> &'static [u8] {
    static BYTES: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    BYTES.get_or_init(|| {
        let words = Words {
            lang: "fr",
            name: "Certificat de compétences : Garde de l'enfant",
            description: "Le certificateur atteste les compétences mesurées par cette épreuve.",
            criteria: "Réussir l'épreuve.",
        };
        certificate::certificate(2, "Awa Diallo", words)
    })
}

fn certificate() -> Value {
    json::parse(certificate_bytes(), Limits::FOREIGN).unwrap()
}

fn signed(document: Value, by: &str, purpose: Purpose) -> Value {
    let secret = key(by);
    let options = ProofOptions {
        verification_method: key_method(&secret.public()),
        created: now(),
        purpose,
    };
    let to_sign = proof::prepare(document, options).unwrap();
    let signature = secret.sign(to_sign.bytes());
    to_sign.complete(signature).unwrap()
}

/// The certificate as a `did:web` would have signed it: its proof names a key that only the identity document has.
fn web_certificate() -> Vec<u8> {
    let mut document = certificate();
    document["issuer"]["id"] = json!(WEB);
    for proof in document["proof"].as_array_mut().unwrap() {
        proof["verificationMethod"] = json!(format!("{WEB}#a"));
    }
    jcs::value_to_vec(&document)
}

fn token_of(kid: &str, issuer: &str) -> Vec<u8> {
    let mut payload = certificate();
    payload.as_object_mut().unwrap().remove("proof");
    payload["issuer"]["id"] = json!(issuer);
    payload["iss"] = json!(issuer);
    payload["sub"] = payload["credentialSubject"]["id"].clone();
    payload["jti"] = payload["id"].clone();
    let seconds = |name: &str| Timestamp::parse(payload[name].as_str().unwrap()).unwrap().unix();
    let (from, until) = (seconds("validFrom"), seconds("validUntil"));
    payload["nbf"] = json!(from);
    payload["exp"] = json!(until);
    let part = |value: &Value| base64url(&jcs::value_to_vec(value));
    let text = format!(
        "{}.{}",
        part(&json!({"alg": "EdDSA", "typ": "JWT", "kid": kid})),
        part(&payload)
    );
    let signature = base64url(&key("certifier").sign(text.as_bytes()));
    format!("{text}.{signature}").into_bytes()
}

fn web_token() -> Vec<u8> {
    token_of(&format!("{WEB}#a"), WEB)
}

fn note_key() -> NoteKey {
    NoteKey::new(TREE, key("certifier").public()).unwrap()
}

fn witness() -> Witness {
    Witness::new("temoin.example/w1", key("witness").public()).unwrap()
}

/// Well-made inputs, by the function that reads them.
#[must_use]
pub fn seeds() -> BTreeMap<&'static str, Vec<Vec<u8>>> {
    let certifier = key("certifier");
    let did = did_key(&certifier.public());
    let text = |value: &Value| jcs::value_to_vec(value);
    let holder = did_key(&key("Awa Diallo").public());
    let shown = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"], "holder": holder,
        "verifiableCredential": [certificate()],
    });
    let about = About {
        url: LIST,
        issuer: &did,
        purpose: StatusPurpose::Revocation,
        from: now(),
        until: None,
    };
    let mut revoked = StatusList::default();
    revoked.set(7, StatusPurpose::Revocation, true).unwrap();
    let list = signed(revoked.to_document(&about), "certifier", Purpose::AssertionMethod);
    let x = base64url(certifier.public().as_bytes());
    let method = |fragment: &str| format!("{WEB}#{fragment}");
    let identity = json!({
        "@context": ["https://www.w3.org/ns/did/v1"], "id": WEB,
        "verificationMethod": [
            {"id": method("a"), "type": "Multikey", "controller": WEB, "publicKeyMultibase": certifier.public().multikey(),
                "expires": "2031-01-01T00:00:00Z"},
            {"id": method("b"), "type": "JsonWebKey", "controller": WEB, "publicKeyJwk": {"kty": "OKP", "crv": "Ed25519", "x": x}},
        ],
        "assertionMethod": [method("a"), "#b"],
    });
    let card = Card {
        did: did.clone(),
        name: "Organisme certificateur".into(),
        url: None,
    };
    let mut register = Register::new(&did, LIST, "https://organisme-certificateur.fr/statuts/suspensions");
    let record = |number: u8| jalon_recognition::register::Record {
        certificate: format!("urn:uuid:{number}"),
        digest: Digest::of(&[number]),
        outcome: Digest::of(&[number, 1]),
        index: u32::from(number),
        replaces: (number == 2).then(|| "urn:uuid:1".to_owned()),
    };
    for number in 0..3 {
        register
            .issued(StatusPurpose::Revocation, record(number), now())
            .unwrap();
    }
    let known = json!({"format": "jalon/trust-list@1", "issuers": [{"did": did, "name": "C", "roles": ["certifier"]}]});
    BTreeMap::from([
        (
            "certificate",
            vec![
                certificate_bytes().to_vec(),
                text(&signed(shown, "Awa Diallo", Purpose::Authentication)),
            ],
        ),
        (
            "token",
            vec![token_of(&key_method(&certifier.public()), &did), web_token()],
        ),
        ("identity", vec![text(&identity)]),
        ("list", vec![text(&list)]),
        (
            "trust",
            vec![
                text(&signed(card.to_document(now()), "certifier", Purpose::AssertionMethod)),
                text(&known),
                register.to_vec(),
            ],
        ),
        ("checkpoint", notes()),
        ("sealed", vec![sealed_file(), sealed_to_keys()]),
        ("signed", vec![signed_mark()]),
        ("text", texts(&did)),
    ])
}

fn sealed_file() -> Vec<u8> {
    let random = sealed::Randomness {
        salt: [1; 16],
        nonce: [2; 19],
    };
    sealed::seal(b"a key", "a passphrase", sealed::Cost::PHONE, random).unwrap()
}

fn sealed_to_keys() -> Vec<u8> {
    let fresh = sealed::Fresh {
        secret: [1; 32],
        ephemeral: [2; 32],
        nonce: [3; 19],
    };
    let recipients = ["certifier", "root"].map(|name| key(name).opening_key().recipient());
    sealed::seal_to(b"keys", &recipients, &fresh).unwrap()
}

fn signed_mark() -> Vec<u8> {
    let secret = key("certifier");
    let body = json!({"points": 3000, "response": "sha256"});
    let to_sign = Signed::prepare("mark", &body, &key_method(&secret.public()), now()).unwrap();
    let signature = secret.sign(to_sign.bytes());
    to_sign.complete(signature).unwrap().to_vec()
}

fn texts(did: &str) -> Vec<Vec<u8>> {
    let secret = RecoverySecret::from_bytes([7; 16]);
    let texts = [
        did.to_owned(),
        key_method(&key("certifier").public()),
        key("certifier").public().multikey(),
        WEB.to_owned(),
        WEB_URL.to_owned(),
        digest_multibase(&Digest::of(b"outcome")),
        encoding::hex(b"bytes"),
        encoding::base32(b"bytes"),
        encoding::base64(b"bytes"),
        "2026-10-01T02:30:00+02:00".to_owned(),
        now().to_string(),
        secret.words().join(" "),
    ];
    texts.map(String::into_bytes).into()
}

/// A checkpoint with a witness, its proofs, and keys.
fn notes() -> Vec<Vec<u8>> {
    let mut tree = Tree::default();
    for leaf in 0..5_u8 {
        tree.push(&[leaf]);
    }
    let leaf = tlog::commitment(&[1; 16], &Digest::of(certificate_bytes()));
    let index = tree.push(leaf.as_bytes());
    let checkpoint = Checkpoint {
        origin: TREE.into(),
        size: tree.size(),
        root: tree.root(),
    };
    let to_sign = checkpoint.prepare(&note_key());
    let signature = key("certifier").sign(to_sign.bytes());
    let line = witness().line(
        now(),
        &key("witness").sign(&Witness::message(&checkpoint.text(), now())),
    );
    let note = to_sign.complete(signature).unwrap() + &line;
    let proof = Proof {
        index,
        salt: Some([1; 16]),
        path: tree.inclusion(index).unwrap(),
        checkpoint: note.clone(),
    };
    let continuation = Continuation {
        old: 3,
        hashes: tree.consistency(3).unwrap(),
        checkpoint: note.clone(),
    };
    let texts = [
        note,
        proof.to_text(),
        continuation.to_text(),
        note_key().to_text(),
        witness().to_text(),
    ];
    texts.map(String::into_bytes).into()
}
