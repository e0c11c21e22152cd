//! Certificates as a certifier issues them: of a release of ours, with both proofs, as many competences as wanted.

use jalon_authoring::folder::Files;
use jalon_base::id::RandomId;
use jalon_base::json::Value;
use jalon_base::{Digest, Micro, Text, Timestamp, jcs};
use jalon_credential::SecretKey;
use jalon_credential::did::{DidKeyOnly, did_key, key_method};
use jalon_credential::envelope::Signed;
use jalon_credential::open_badge::Profile;
use jalon_credential::proof::{self, Binding, Jcs, ProofOptions, Purpose, Suite};
use jalon_credential::rdfc::Rdfc;
use jalon_protocol::outcome::{ClaimOutcome, Inputs, Measure, Outcome};
use jalon_protocol::plan::ClaimAbout;
use jalon_protocol::release::statement::STATEMENT;
use jalon_protocol::{ProtocolId, Release};
use jalon_recognition::issue::{Candidate, Random, Terms, prepare};
use jalon_recognition::register::Register;
use jalon_referential::{Assurance, Proof};
use std::path::Path;
use std::sync::OnceLock;

/// A secret key by a name.
#[must_use]
pub fn key(name: &str) -> SecretKey {
    SecretKey::from_seed(*Digest::of(name.as_bytes()).as_bytes())
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn walk(folder: &Path, root: &Path, files: &mut Files) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, root, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            files.insert(name, std::fs::read(&path).unwrap());
        }
    }
}

/// The release of the home help's referential.
pub fn release() -> &'static Release {
    static RELEASE: OnceLock<Release> = OnceLock::new();
    RELEASE.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../referentials/advf");
        let mut files = Files::new();
        walk(&root, &root, &mut files);
        let (folder, _) = jalon_authoring::check(&files);
        let day = at("2026-03-01T00:00:00Z");
        let assembled = jalon_authoring::assemble(&folder, Text::default(), day).unwrap();
        let certifier = key("certifier");
        let by = did_key(&certifier.public());
        let to_sign = Signed::prepare(STATEMENT, &assembled.statement(), &by, day).unwrap();
        let signature = certifier.sign(to_sign.bytes());
        let bytes = assembled.signed(&to_sign.complete(signature).unwrap()).unwrap();
        Release::open(&bytes).unwrap()
    })
}

/// An outcome of the release that measured its first `count` claims (four competences, then their block), as a room would give it.
#[must_use]
pub fn outcome(count: usize, name: &str) -> Outcome {
    const MEASURES: [(u32, u32, &str, &str, &str); 3] = [
        (17, 20, "0.85", "0.639577", "0.947633"),
        (23, 30, "0.766667", "0.590706", "0.882138"),
        (9, 10, "0.9", "0.59585", "0.982124"),
    ];
    let release = release();
    let protocol = ProtocolId::parse("garde-enfant").unwrap();
    let claims = release.protocols[&protocol].claims.iter().enumerate();
    let claims = claims.map(|(place, claim)| {
        let (right, scored, share, low, high) = MEASURES[place % MEASURES.len()];
        let micro = |text: &str| Micro::parse(text).unwrap();
        let measure = Measure {
            share: micro(share),
            low: micro(low),
            high: micro(high),
        };
        let about: ClaimAbout = claim.about.clone();
        ClaimOutcome {
            claim: claim.id.clone(),
            about,
            scored,
            self_marked: 0,
            right,
            minimum: claim.minimum,
            measure: (place < count).then_some(measure),
            scale: None,
            ladder: None,
        }
    });
    Outcome {
        format: "jalon/outcome@1".into(),
        attempt: RandomId::from_bytes(*Digest::of(name.as_bytes()).as_bytes().first_chunk().unwrap()),
        engine: jalon_base::ENGINE,
        inputs: Inputs {
            release: release.id,
            seat: Digest::of(format!("seat of {name}").as_bytes()),
            host: Digest::of(format!("host of {name}").as_bytes()),
            marks: Vec::new(),
            rulings: Vec::new(),
        },
        referential: release.referential.id.clone(),
        protocol,
        assurance: Assurance::Proctored,
        proof: Proof::Quiz,
        calibrated: false,
        apart: false,
        counts: true,
        items: Vec::new(),
        parts: Vec::new(),
        exempt: Vec::new(),
        dispensation: None,
        claims: claims.collect(),
        decision: None,
    }
}

/// The words of a certificate: its name, its description, what had to be done.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// `fr` or `en`.
    pub lang: &'a str,
    /// Its name.
    pub name: &'a str,
    /// What it is and is not.
    pub description: &'a str,
    /// What had to be done.
    pub criteria: &'a str,
}

/// Where the certifier of the tests publishes its lists.
pub const LISTS: &str = "https://organisme-certificateur.fr/statuts";

/// The certificate of a person, citing the first `count` claims, with both proofs, in canonical bytes.
#[must_use]
pub fn certificate(count: usize, person: &str, words: Words<'_>) -> Vec<u8> {
    certificate_under(LISTS, count, person, words)
}

/// The birth date of everybody in the tests.
pub const BORN: (i64, u8, u8) = (1990, 12, 10);

/// What a person keeps to be recognised in their certificate: themself as they are hashed, and the salt.
#[must_use]
pub fn opening(person: &str) -> (String, [u8; 16]) {
    let known = jalon_credential::identity::person(person, BORN).unwrap();
    (known, *random_of(person).as_bytes().first_chunk().unwrap())
}

fn random_of(person: &str) -> Digest {
    Digest::of(format!("random of {person}").as_bytes())
}

/// As [`certificate`], with its status published under another address.
#[must_use]
pub fn certificate_under(lists: &str, count: usize, person: &str, words: Words<'_>) -> Vec<u8> {
    certificate_to(&did_key(&key(person).public()), lists, count, person, words)
}

/// As [`certificate_under`], to a holder who has a key of their own.
#[must_use]
pub fn certificate_to(holder: &str, lists: &str, count: usize, person: &str, words: Words<'_>) -> Vec<u8> {
    let certifier = key("certifier");
    let by = did_key(&certifier.public());
    let day = at("2026-09-21T09:00:00Z");
    let profile = |did: String| Profile {
        id: did,
        ..Profile::default()
    };
    let terms = Terms {
        release: release(),
        issuer: profile(by.clone()),
        centre: Some(profile(did_key(&key("centre").public()))),
        session: Some(Digest::of(b"session")),
        at: day,
        until: Some(at("2031-09-21T09:00:00Z")),
        lang: words.lang,
        name: words.name,
        description: words.description,
        criteria: words.criteria,
        code: None,
    };
    let outcome = outcome(count, person);
    let (random, (known, salt)) = (random_of(person), opening(person));
    let candidate = Candidate {
        outcome: &outcome,
        holder,
        person: Some((&known, salt)),
        taken: at("2026-09-14T14:30:00Z"),
        replaces: None,
    };
    let register = Register::new(&by, &format!("{lists}/revocations"), &format!("{lists}/suspensions"));
    let mut index = [0; 64];
    index[5..8].copy_from_slice(&random.as_bytes()[..3]);
    let random = Random { id: salt, index };
    let prepared = prepare(&candidate, &terms, &register, random).unwrap();
    signed(prepared.badge.to_document().unwrap(), "certifier", day)
}

/// A document with both proofs of a key of the tests, in canonical bytes.
#[must_use]
pub fn signed(document: Value, by: &str, created: Timestamp) -> Vec<u8> {
    signed_with(&[&Jcs, &Rdfc::pinned()], document, by, created)
}

/// A document with the JCS proof of a key of the tests, in canonical bytes.
#[must_use]
pub fn signed_once(document: Value, by: &str, created: Timestamp) -> Vec<u8> {
    signed_with(&[&Jcs], document, by, created)
}

fn signed_with(suites: &[&dyn Suite], document: Value, by: &str, created: Timestamp) -> Vec<u8> {
    let key = key(by);
    let signed = suites.iter().fold(document, |document: Value, suite| {
        let options = ProofOptions {
            verification_method: key_method(&key.public()),
            created,
            purpose: Purpose::AssertionMethod,
        };
        let to_sign = proof::prepare_with(document, options, Binding::default(), *suite, &DidKeyOnly).unwrap();
        let signature = key.sign(to_sign.bytes());
        to_sign.complete(signature).unwrap()
    });
    jcs::value_to_vec(&signed)
}
