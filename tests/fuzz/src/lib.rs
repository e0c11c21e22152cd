//! What each fuzz target does with its input: outside bytes are refused or read, and nothing falls.

use jalon_attempt::decide::Draft;
use jalon_attempt::event::Salt;
use jalon_attempt::journal::Journal;
use jalon_attempt::{Command, Linear, replay};
use jalon_authoring::check;
use jalon_authoring::folder::Files;
use jalon_base::json::{self, Limits, Value};
use jalon_base::{Digest, jcs};
use jalon_paper::baked::{bake_png, bake_svg, read_png, read_svg};
use jalon_paper::{Packed, input, link, symbol};
use jalon_protocol::Release;
use jalon_protocol::item::{Sort, Upload};
use jalon_protocol::release::container;
use jalon_scoring::Keys;
use jalon_scoring::score::{Input, score};
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
    let _opened = Release::open_any(data);
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
        let Some(Ok(keys)) = run
            .state()
            .paper()
            .map(|paper| Keys::of(&world.release, world.protocol(), paper))
        else {
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
        let mut payload = event.payload.as_deref().cloned().unwrap();
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
    let mut seeds = jalon_testkit::outside::seeds();
    seeds.extend(of_paper(&seeds["certificate"][0].clone()));
    seeds.extend([
        ("authored", authored.collect()),
        ("journal", vec![serde_json::to_vec(run().sitting.journal()).unwrap()]),
        ("json", files().values().cloned().collect()),
        ("key", of("keys/")),
        ("release", vec![world().bytes.clone()]),
    ]);
    seeds
}

pub use jalon_testkit::outside::{
    checkpoint, document as certificate, identity, list, sealed, signed_envelope as signed, text, token, trust,
};

/// See the target: a link, or several with spaces between.
pub fn link(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let texts: Vec<String> = text.split_ascii_whitespace().map(str::to_owned).collect();
    match input::of_texts(&texts) {
        Ok(found) if !found.is_jws() && found.bytes.first() == Some(&b'{') => {
            // What a link gives is what a link of it gives.
            if let Ok(packed) = Packed::of(&found.bytes) {
                let again = link::read(&packed.fragments(1)[0]).expect("what was packed is unpacked");
                assert_eq!(
                    json::parse(&again, Limits::FOREIGN),
                    json::parse(&found.bytes, Limits::FOREIGN)
                );
            }
        }
        Ok(_) => {}
        Err(fault) => assert!(fault.code().contains('/')),
    }
}

/// See the target: a badge baked into a PNG or SVG file.
pub fn baked(data: &[u8]) {
    let _ = read_png(data);
    let _ = read_svg(data);
    if let Ok(baked) = bake_svg(data, "{}") {
        assert_eq!(read_svg(&baked).expect("what was baked is read").as_deref(), Some("{}"));
    }
    if let Ok(baked) = bake_png(data, "{}") {
        assert_eq!(read_png(&baked).expect("what was baked is read").as_deref(), Some("{}"));
    }
}

/// See the target: a picture with codes in it, or whatever else a person brings.
pub fn picture(data: &[u8]) {
    if let Err(fault) = input::read(data) {
        assert!(fault.code().contains('/'));
    }
}

/// See the target: what is kept of a file is what would be kept of it again.
pub fn handed(data: &[u8]) {
    let takes = Upload {
        accepts: vec![Sort::Photo, Sort::Recording, Sort::Document],
        max_bytes: 1 << 20,
    };
    if let Ok((file, kept)) = takes.take(data) {
        assert!(kept.len() <= data.len() + 36 && file.sha256 == Digest::of(&kept));
        assert_eq!(takes.take(&kept), Ok((file, kept)));
    }
}

/// Well-made inputs of the three above: links, baked badges, pictures of codes.
fn of_paper(certificate: &[u8]) -> BTreeMap<&'static str, Vec<Vec<u8>>> {
    const PAGE: &str = "https://verifier.example/v";
    let text = std::str::from_utf8(certificate).unwrap();
    let packed = Packed::of(certificate).unwrap();
    let one = symbol::codes(&packed, PAGE, 40).unwrap();
    let several: Vec<String> = symbol::codes(&packed, PAGE, 12)
        .unwrap()
        .into_iter()
        .map(|(link, _)| link)
        .collect();
    let small = symbol::Symbol::of("https://verifier.example/v#JALON", 5).unwrap();
    let svg = bake_svg(small.svg(None).as_bytes(), text).unwrap();
    let png = bake_png(&small.png(1), text).unwrap();
    BTreeMap::from([
        ("baked", vec![svg.clone(), png.clone()]),
        (
            "link",
            vec![one[0].0.clone().into_bytes(), several.join("\n").into_bytes()],
        ),
        ("picture", vec![one[0].1.png(2), small.png(3), png, svg]),
        (
            "handed",
            vec![
                include_bytes!("../../vectors/handed/photo-with-position.jpg").to_vec(),
                include_bytes!("../../vectors/handed/picture-with-author.png").to_vec(),
                include_bytes!("../../vectors/handed/sound-with-artist.wav").to_vec(),
                include_bytes!("../../vectors/handed/sound-with-position.m4a").to_vec(),
                include_bytes!("../../vectors/handed/sound-with-title.mp3").to_vec(),
            ],
        ),
    ])
}
