//! What each fuzz target does with its input: outside bytes are refused or read, and nothing falls.

use jalon_attempt::decide::Draft;
use jalon_attempt::event::Salt;
use jalon_attempt::journal::Journal;
use jalon_attempt::{Command, Linear, replay};
use jalon_authoring::check;
use jalon_authoring::folder::Files;
use jalon_base::json::{self, Limits, Value};
use jalon_base::{Digest, jcs};
use jalon_protocol::Release;
use jalon_protocol::release::container;
use jalon_scoring::score::{Input, Keys, score};
use jalon_scoring::{Key, key::Credit};
use jalon_testkit::mutate::altered;
use jalon_testkit::{Dice, Person, Run, World, bank, protocols};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A release of one part and few questions.
fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| World::small(&protocols::random(&mut Dice::of(Vec::new()))))
}

/// An attempt at it.
fn run() -> &'static Run<'static> {
    static RUN: OnceLock<Run<'static>> = OnceLock::new();
    RUN.get_or_init(|| Run::play(world(), &mut Dice::seeded(3), 20))
}

/// The authored files of the bank, with a protocol.
fn files() -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut files = bank::files();
        let protocol = protocols::random(&mut Dice::seeded(2));
        files.insert("protocols/essai.json".into(), serde_json::to_vec(&protocol).unwrap());
        files
    })
}

/// See the target.
pub fn json(data: &[u8]) {
    let strict = json::check(data, Limits::DOCUMENT);
    if strict.is_ok() {
        let value: Value = serde_json::from_slice(data).expect("accepted by both");
        let canonical = jcs::value_to_vec(&value);
        assert_eq!(json::parse(&canonical, Limits::DOCUMENT).as_ref(), Ok(&value));
        assert!(
            json::check(
                data,
                Limits {
                    depth: 64,
                    ..Limits::FOREIGN
                }
            )
            .is_ok()
                || data.len() > Limits::FOREIGN.bytes
        );
    }
}

/// See the target.
pub fn release(data: &[u8]) {
    if let Ok(entries) = container::read(data) {
        let files: BTreeMap<String, Vec<u8>> = entries
            .iter()
            .map(|(name, bytes)| (name.clone(), bytes.to_vec()))
            .collect();
        assert_eq!(
            container::write(&files).as_deref(),
            Some(data),
            "one way to write a container"
        );
    }
    let _opened = Release::open(data);
}

/// See the target.
pub fn release_documents(rolls: Vec<u32>) {
    let mut dice = Dice::of(rolls);
    let entries = container::read(&world().bytes).unwrap();
    let mut files: BTreeMap<String, Vec<u8>> = entries
        .iter()
        .map(|(path, bytes)| (path.clone(), bytes.to_vec()))
        .collect();
    let paths: Vec<String> = files
        .keys()
        .filter(|path| path.ends_with(".json") && *path != "manifest.json")
        .cloned()
        .collect();
    for _ in 0..=dice.below(3) {
        let path = dice.pick(&paths).clone();
        let Ok(document) = serde_json::from_slice(&files[&path]) else {
            continue;
        };
        files.insert(path, serde_json::to_vec(&altered(&mut dice, &document)).unwrap());
    }
    let mut manifest: Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    for file in manifest["files"].as_array_mut().unwrap() {
        let bytes = &files[file["path"].as_str().unwrap()];
        file["size"] = bytes.len().into();
        file["sha256"] = Digest::of(bytes).to_string().into();
    }
    files.insert("manifest.json".into(), jcs::value_to_vec(&manifest));
    let Ok(release) = Release::open(&container::write(&files).unwrap()) else {
        return;
    };
    let ids: Vec<_> = release.protocols.keys().cloned().collect();
    for protocol in ids {
        let world = World {
            bytes: Vec::new(),
            release: release.clone(),
            protocol,
        };
        let mut run = Run::new(&world, &mut dice);
        run.go_on(
            &Person {
                skill: 50,
                mischief: 5,
                trouble: 5,
            },
            &mut dice,
            25,
        );
        let _closed = run.command(Command::Stop);
        let Some(Ok(keys)) = run.state().paper().map(|paper| Keys::of(&world.release, paper)) else {
            continue;
        };
        let input = Input {
            attempt: run.attempt,
            release: &world.release,
            state: run.state(),
            heads: run.sitting.heads(),
            marks: &[],
            rulings: &[],
        };
        let _scored = score(input, &keys);
    }
}

/// See the target.
pub fn journal(data: &[u8]) {
    if let Ok(journal) = Journal::read(data) {
        let checked = journal.check();
        let _order = journal.in_order();
        let replayed = replay(&journal, world().supply(), Some(&Linear));
        assert!(checked.is_ok() || replayed.is_err());
    }
}

/// See the target.
pub fn journal_values(rolls: Vec<u32>) {
    let mut dice = Dice::of(rolls);
    let original = run().sitting.journal();
    let document = serde_json::to_value(original).unwrap();
    journal(&serde_json::to_vec(&altered(&mut dice, &document)).unwrap());
    let mut linked = Journal::of(original.attempt);
    let mut heads = linked.check().unwrap();
    for event in &original.events {
        let mut payload = event.payload.clone().unwrap();
        let mut now = event.header.at;
        if dice.chance(20) {
            let other = altered(&mut dice, &serde_json::to_value(&payload).unwrap());
            payload = serde_json::from_value(other).unwrap_or(payload);
            let other = altered(&mut dice, &serde_json::to_value(now).unwrap());
            now = serde_json::from_value(other).unwrap_or(now);
        }
        let salt = payload.is_private().then_some(Salt([0; 16]));
        if linked.link(&mut heads, vec![Draft { payload, salt }], &now).is_err() {
            return;
        }
    }
    let _replayed = replay(&linked, world().supply(), Some(&Linear));
}

/// See the target.
pub fn key(data: &[u8]) {
    let Ok(key) = Key::read(data) else { return };
    let nobody = Person {
        skill: 0,
        mischief: 0,
        trouble: 0,
    };
    let mut dice = Dice::seeded(data.len() as u64);
    for content in world().release.contents.values() {
        let _fits = key.fits(&content.interaction);
        if let Credit::Share { k, n } = key.credit(&nobody.answer(&mut dice, &world().release, &content.id)) {
            assert!(k >= 0 && n >= 1);
        }
    }
    let _points = key.guide_points();
}

/// See the target.
pub fn authored(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else {
        return;
    };
    let paths = [
        "referential.json",
        "items/a.json",
        "stimuli/a.json",
        "protocols/a.json",
        "media/a",
        "notes.txt",
    ];
    let path = paths[usize::from(*kind) % paths.len()];
    let (_, findings) = check(&Files::from([(path.to_owned(), bytes.to_vec())]));
    assert!(findings.iter().all(|finding| finding.code.contains('/')));
}

/// See the target.
pub fn authored_values(rolls: Vec<u32>) {
    let mut dice = Dice::of(rolls);
    let paths: Vec<&String> = files().keys().filter(|path| path.ends_with(".json")).collect();
    let path = (*dice.pick(&paths)).clone();
    let document = serde_json::from_slice(&files()[&path]).unwrap();
    let bytes = serde_json::to_vec(&altered(&mut dice, &document)).unwrap();
    let mut changed = if dice.chance(30) { files().clone() } else { Files::new() };
    changed.insert(path, bytes);
    let (_, findings) = check(&changed);
    assert!(findings.iter().all(|finding| finding.code.contains('/')));
}

/// Well-made inputs of the targets that read bytes, by target.
pub fn seeds() -> BTreeMap<&'static str, Vec<Vec<u8>>> {
    let entries = container::read(&world().bytes).unwrap();
    let of = |start: &str| -> Vec<Vec<u8>> {
        let chosen = entries.iter().filter(|(path, _)| path.starts_with(start));
        chosen.map(|(_, bytes)| bytes.to_vec()).collect()
    };
    let kind = |path: &str| match path.split_once('/') {
        None => 0,
        Some(("items", _)) => 1,
        Some(("stimuli", _)) => 2,
        Some(("protocols", _)) => 3,
        Some(_) => 4,
    };
    let authored = files()
        .iter()
        .map(|(path, bytes)| [&[kind(path)], bytes.as_slice()].concat());
    BTreeMap::from([
        ("authored", authored.collect()),
        ("journal", vec![serde_json::to_vec(run().sitting.journal()).unwrap()]),
        ("json", files().values().cloned().collect()),
        ("key", of("keys/")),
        ("release", vec![world().bytes.clone()]),
    ])
}

/// A reader with both suites, the given bytes at hand as a list and as an identity, and nobody known.
fn read_with(data: &[u8], what: &dyn Fn(&jalon_credential::verify::Reader<'_>)) {
    use jalon_credential::proof::{Jcs, Suite};
    let trust = jalon_credential::trust::TrustStore::default();
    let mut at_hand = jalon_credential::at_hand::AtHand::new(&trust);
    at_hand.fetched("https://certificateur.example/status/3", data.to_vec());
    at_hand.fetched("https://certificateur.example/.well-known/did.json", data.to_vec());
    at_hand.stapled(data.to_vec());
    let rdfc = jalon_credential::rdfc::Rdfc::pinned();
    let suites: [&dyn Suite; 2] = [&Jcs, &rdfc];
    what(&jalon_credential::verify::Reader {
        at: jalon_base::Timestamp::from_unix(1_780_000_000).unwrap(),
        trust: &trust,
        sources: &at_hand,
        suites: &suites,
    });
}

/// See the target: a certificate, with itself as every document that it may name.
pub fn certificate(data: &[u8]) {
    read_with(data, &|reader| {
        let report = jalon_credential::verify::verify_with(data, reader);
        assert!(report.checks().iter().all(|check| check.code.is_none_or(|code| jalon_credential::verify::CODES.contains(&code))));
        let shown = jalon_credential::presentation::verify(data, reader, None);
        assert!(shown.outcome() != jalon_credential::verify::Outcome::Valid || shown.holder.is_some());
    });
}

/// See the target: compressed bytes of a status list.
pub fn list(data: &[u8]) {
    let encoded = format!("u{}", jalon_base::encoding::base64url(data));
    if let Ok(list) = jalon_credential::status::StatusList::decode(&encoded) {
        assert_eq!(jalon_credential::status::StatusList::decode(&list.encode()), Ok(list));
    }
}

/// See the target: a trust bundle, a card, a list of parties, a register of issuing.
pub fn trust(data: &[u8]) {
    let at = jalon_base::Timestamp::from_unix(1_780_000_000).unwrap();
    let _ = jalon_credential::bundle::Bundle::open(data, at, &["did:key:z6Mk"], None);
    let _ = jalon_credential::bundle::read_card(data);
    let _ = jalon_credential::trust::TrustStore::from_slice(data);
    if let Ok(register) = jalon_recognition::register::Register::from_slice(data) {
        assert_eq!(jalon_recognition::register::Register::from_slice(&register.to_vec()), Ok(register));
    }
}

/// See the target: a checkpoint, a proof of inclusion, a key of a note.
pub fn checkpoint(data: &[u8]) {
    use jalon_credential::tlog::{Checkpoint, NoteKey, Proof};
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(proof) = Proof::parse(text) {
        assert_eq!(Proof::parse(&proof.to_text()), Ok(proof));
    }
    let key = jalon_credential::SecretKey::from_seed([1; 32]).public();
    let key = NoteKey::new("certificateur.example/issued", key).unwrap();
    let _ = Checkpoint::open(text, &key);
    if let Some(key) = NoteKey::parse(text) {
        assert_eq!(NoteKey::parse(&key.to_text()), Some(key));
    }
}
