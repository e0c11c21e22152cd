//! Releases that are not: each wrong thing with its code and the file at fault.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "tests are free of these rules"
)]

use jalon_base::Digest;
use jalon_base::jcs;
use jalon_base::json::Value;
use jalon_protocol::Release;
use jalon_protocol::release::{BadRelease, container};
use jalon_testkit::{Dice, World, protocols};
use serde_json::json;
use std::collections::BTreeMap;

type Files = BTreeMap<String, Vec<u8>>;

fn bytes() -> Vec<u8> {
    World::small(&protocols::random(&mut Dice::of(Vec::new()))).bytes
}

fn files() -> Files {
    let bytes = bytes();
    let entries = container::read(&bytes).unwrap();
    entries
        .into_iter()
        .map(|(path, content)| (path, content.to_vec()))
        .collect()
}

fn open(files: &Files) -> Result<Release, BadRelease> {
    Release::open(&container::write(files).unwrap())
}

fn document(files: &Files, path: &str) -> Value {
    serde_json::from_slice(&files[path]).unwrap()
}

/// Changes a document, and the manifest so that it fits, as a hostile publisher would.
fn alter(files: &mut Files, path: &str, change: impl FnOnce(&mut Value)) {
    let mut value = document(files, path);
    change(&mut value);
    files.insert(path.to_owned(), jcs::to_vec(&value).unwrap());
    fit(files);
}

/// A manifest that lists the files there are, each with the role of its neighbours.
fn fit(files: &mut Files) {
    let mut manifest = document(files, "manifest.json");
    let listed: Vec<Value> = files
        .iter()
        .filter(|(path, _)| *path != "manifest.json" && !path.starts_with("signatures/"))
        .map(|(path, bytes)| {
            let role = match path.split('/').next().unwrap() {
                "keys" => "key",
                "keys.sealed" => "keys",
                "about" => "about",
                "media" => "media",
                _ if path.contains("/items/") => "content",
                _ if path.contains("/protocols/") => "protocol",
                _ if path.contains("/stimuli/") => "stimulus",
                _ => "referential",
            };
            json!({"path": path, "role": role, "size": bytes.len(), "sha256": Digest::of(bytes)})
        })
        .collect();
    manifest["files"] = listed.into();
    files.insert("manifest.json".into(), jcs::to_vec(&manifest).unwrap());
}

const ITEM: &str = "content/items/practice-u1-one-1.json";

#[test]
fn what_is_whole_opens() {
    let mut files = files();
    fit(&mut files);
    assert!(open(&files).is_ok());
}

#[test]
fn a_container_that_is_not_one() {
    let good = bytes();
    let code = |bytes: &[u8]| Release::open(bytes).unwrap_err().code();
    assert_eq!(code(b""), "release/not-a-container");
    assert_eq!(code(b"{}"), "release/not-a-container");
    assert_eq!(code(&vec![0; 1 << 20]), "release/not-a-container");
    for kept in [21, 22, 100, good.len() / 2, good.len() - 22, good.len() - 1] {
        assert!(
            ["release/not-a-container", "release/bad-entry"].contains(&code(&good[..kept])),
            "{kept} bytes kept"
        );
    }
    assert_eq!(code(&[&good[..], b"\n"].concat()), "release/not-a-container");
    assert_eq!(code(&[b"MZ", &good[..]].concat()), "release/not-a-container");
    // Sizes and offsets at their ends, where the sum does not fit 32 bits either.
    let end = good.len() - 22;
    for (place, value) in [(12, u32::MAX), (16, u32::MAX), (12, 0), (16, 0)] {
        let mut changed = good.clone();
        changed[end + place..end + place + 4].copy_from_slice(&value.to_le_bytes());
        assert_eq!(code(&changed), "release/not-a-container");
    }
    let (mut both, huge) = (good.clone(), u32::MAX - 10);
    both[end + 12..end + 16].copy_from_slice(&huge.to_le_bytes());
    both[end + 16..end + 20].copy_from_slice(&u32::try_from(end).unwrap().wrapping_sub(huge).to_le_bytes());
    assert_eq!(code(&both), "release/not-a-container");
    // More entries than there are, and fewer.
    for count in [0_u16, 1, u16::MAX] {
        let mut changed = good.clone();
        changed[end + 8..end + 10].copy_from_slice(&count.to_le_bytes());
        changed[end + 10..end + 12].copy_from_slice(&count.to_le_bytes());
        assert_eq!(code(&changed), "release/bad-entry", "{count} entries");
    }
    let mut flipped = good.clone();
    flipped[60] ^= 1;
    assert_eq!(code(&flipped), "release/bad-checksum");
}

#[test]
fn files_that_are_not_those_of_the_manifest() {
    let check = |change: &dyn Fn(&mut Files), wanted: BadRelease| {
        let mut files = files();
        change(&mut files);
        assert_eq!(open(&files).unwrap_err(), wanted);
    };
    let path = |path: &str| path.to_owned();
    check(
        &|f| drop(f.remove("manifest.json")),
        BadRelease::Missing {
            path: path("manifest.json"),
        },
    );
    check(&|f| drop(f.remove(ITEM)), BadRelease::Missing { path: path(ITEM) });
    check(
        &|f| drop(f.insert("content/more.json".into(), b"{}".to_vec())),
        BadRelease::Unlisted {
            path: path("content/more.json"),
        },
    );
    check(
        &|f| drop(f.insert("zzz".into(), Vec::new())),
        BadRelease::Unlisted { path: path("zzz") },
    );
    check(
        &|f| f.get_mut(ITEM).unwrap().push(b' '),
        BadRelease::Altered { path: path(ITEM) },
    );
    check(
        &|f| f.get_mut("keys/practice-u1-one-1.json").unwrap()[20] ^= 1,
        BadRelease::Altered {
            path: path("keys/practice-u1-one-1.json"),
        },
    );
    // Signatures are outside the manifest: another one is read, and judged by `signature`.
    let mut signed = files();
    signed.insert("signatures/second.json".into(), b"not even json".to_vec());
    let release = open(&signed).unwrap();
    assert!(matches!(
        release.signature(),
        jalon_protocol::release::statement::Signature::Bad { .. }
    ));
}

/// An examination of these files: its keys in one file, whatever it holds.
fn examination() -> (Files, Vec<u8>) {
    let mut files = files();
    let (keys, mut shown): (Files, Files) = std::mem::take(&mut files)
        .into_iter()
        .partition(|(path, _)| path.starts_with("keys/"));
    let container = container::write(&keys).unwrap();
    shown.insert("keys.sealed".to_owned(), b"sealed".to_vec());
    let mut manifest = document(&shown, "manifest.json");
    manifest["kind"] = "exam".into();
    shown.insert("manifest.json".into(), jcs::to_vec(&manifest).unwrap());
    fit(&mut shown);
    (shown, container)
}

#[test]
fn an_examination_has_its_keys_sealed_and_takes_back_its_own() {
    let (files, keys) = examination();
    assert_eq!(open(&files).unwrap_err(), BadRelease::Encrypted);
    let any = |files: &Files| Release::open_any(&container::write(files).unwrap());
    let exam = any(&files).unwrap();
    assert_eq!(exam.sealed_keys(), Some(b"sealed".as_slice()));
    assert!(exam.contents.keys().all(|item| exam.key_bytes(item).is_none()));
    let whole = exam.clone().with_keys(&keys).unwrap();
    assert!(whole.id == exam.id && whole.contents.keys().all(|item| whole.key_bytes(item).is_some()));
    // Not all of them, one too many, something else.
    let read = container::read(&keys).unwrap();
    let with = |change: &dyn Fn(&mut Files)| {
        let mut keys: Files = read
            .iter()
            .map(|(path, bytes)| (path.clone(), bytes.to_vec()))
            .collect();
        change(&mut keys);
        let keys = container::write(&keys).unwrap();
        exam.clone().with_keys(&keys).unwrap_err().code()
    };
    let first = read.keys().next().unwrap();
    assert_eq!(with(&|keys| drop(keys.remove(first))), "release/missing");
    for path in ["keys/nobody.json", "keys.json", "content/referential.json"] {
        assert_eq!(
            with(&|keys| drop(keys.insert(path.into(), b"{}".to_vec()))),
            "release/dangling"
        );
    }
    assert!(matches!(exam.clone().with_keys(b"PK"), Err(BadRelease::Container(_))));
    // Without its keys; with keys in clear beside them; a practice release with sealed ones.
    let mut without = files.clone();
    without.remove("keys.sealed");
    fit(&mut without);
    assert_eq!(any(&without).unwrap_err().code(), "release/missing");
    let mut clear = files.clone();
    clear.insert(first.clone(), read[first].to_vec());
    fit(&mut clear);
    assert_eq!(any(&clear).unwrap_err().code(), "release/kind");
    let mut practice = self::files();
    practice.insert("keys.sealed".into(), b"sealed".to_vec());
    fit(&mut practice);
    assert_eq!(any(&practice).unwrap_err().code(), "release/kind");
}

#[test]
fn a_manifest_that_is_not_canonical() {
    let code = |change: &dyn Fn(&mut Files)| {
        let mut files = files();
        change(&mut files);
        open(&files).unwrap_err().code()
    };
    let replace = |f: &mut Files, change: &dyn Fn(String) -> String| {
        let text = String::from_utf8(f["manifest.json"].clone()).unwrap();
        f.insert("manifest.json".into(), change(text).into_bytes());
    };
    assert_eq!(code(&|f| replace(f, &|text| text + "\n")), "release/not-canonical");
    assert_eq!(
        code(&|f| replace(f, &|text| text.replacen(':', ": ", 1))),
        "release/not-canonical"
    );
    assert_eq!(
        code(&|f| replace(f, &|text| text.replacen('{', "{\"x\":1,", 1))),
        "release/malformed"
    );
    assert_eq!(
        code(&|f| replace(f, &|text| text.replace("manifest@1", "manifest@2"))),
        "release/format"
    );
    assert_eq!(
        code(&|f| replace(f, &|text| text.replace("practice\"", "exam\""))),
        "release/kind",
        "an examination with its keys in clear"
    );
    let listed = |change: &dyn Fn(&mut Vec<Value>)| {
        code(&|f| {
            let mut manifest = document(f, "manifest.json");
            change(manifest["files"].as_array_mut().unwrap());
            f.insert("manifest.json".into(), jcs::to_vec(&manifest).unwrap());
        })
    };
    assert_eq!(listed(&|list| list.reverse()), "release/not-canonical");
    assert_eq!(
        listed(&|list| list.insert(0, list[0].clone())),
        "release/not-canonical",
        "a file listed twice"
    );
    assert_eq!(listed(&|list| drop(list.remove(0))), "release/unlisted");
    assert_eq!(listed(&|list| list[0]["size"] = json!(1)), "release/altered");
    assert_eq!(listed(&|list| list[0]["size"] = json!(-1)), "release/malformed");
    assert_eq!(listed(&|list| list[0]["sha256"] = json!("00")), "release/malformed");
    assert_eq!(listed(&|list| list[0]["role"] = json!("poster")), "release/malformed");
    assert_eq!(
        listed(&|list| list[0]["role"] = json!("content")),
        "release/malformed",
        "an about file is no content"
    );
}

#[test]
fn documents_that_contradict_each_other() {
    let about = "about/practice-u1-one-1.json";
    let check = |change: &dyn Fn(&mut Files), code: &str, at: &str| {
        let mut files = files();
        change(&mut files);
        let bad = open(&files).unwrap_err();
        assert_eq!((bad.code(), bad.args()["path"].as_str()), (code, at));
    };
    check(
        &|f| alter(f, ITEM, |doc| doc["id"] = json!("practice-u1-one-2")),
        "release/dangling",
        ITEM,
    );
    check(
        &|f| alter(f, about, |doc| doc["id"] = json!("practice-u1-one-2")),
        "release/dangling",
        about,
    );
    check(
        &|f| alter(f, about, |doc| doc["id"] = json!("nobody")),
        "release/dangling",
        about,
    );
    check(
        &|f| alter(f, "content/protocols/essai.json", |doc| doc["id"] = json!("x")),
        "release/dangling",
        "content/protocols/essai.json",
    );
    check(
        &|f| alter(f, ITEM, |doc| doc["stimulus"] = json!("nowhere")),
        "release/dangling",
        ITEM,
    );
    // A sound that is not there, and one under a name that is not its digest.
    check(
        &|f| alter(f, ITEM, |doc| doc["audio"] = json!({"fr": Digest::of(b"nowhere")})),
        "release/dangling",
        ITEM,
    );
    let misnamed = format!("media/{}", Digest::of(b"another"));
    check(
        &|f| {
            f.insert(misnamed.clone(), b"a sound".to_vec());
            fit(f);
        },
        "release/dangling",
        &misnamed,
    );
    // A second file of the same item, a second referential, a key or facts about nothing.
    let second = |f: &mut Files, from: &str, to: &str| {
        let bytes = f[from].clone();
        f.insert(to.to_owned(), bytes);
        fit(f);
    };
    check(
        &|f| second(f, ITEM, "content/items/zz.json"),
        "release/dangling",
        "content/items/zz.json",
    );
    check(
        &|f| second(f, "content/referential.json", "content/a.json"),
        "release/dangling",
        "content/a.json",
    );
    check(
        &|f| second(f, "keys/practice-u1-one-1.json", "keys/nobody.json"),
        "release/dangling",
        "keys/nobody.json",
    );
    check(
        &|f| second(f, "keys/practice-u1-one-1.json", "keys/a/b.json"),
        "release/dangling",
        "keys/a/b.json",
    );
    let gone = |f: &mut Files, path: &str| {
        f.remove(path);
        fit(f);
    };
    check(&|f| gone(f, about), "release/missing", about);
    check(
        &|f| gone(f, "content/referential.json"),
        "release/missing",
        "content/referential.json",
    );
    check(&|f| gone(f, ITEM), "release/dangling", "about/practice-u1-one-1.json");
}

#[test]
fn documents_of_another_shape() {
    let check = |path: &str, change: &dyn Fn(&mut Value), code: &str| {
        let mut files = files();
        alter(&mut files, path, change);
        let bad = open(&files).unwrap_err();
        assert_eq!((bad.code(), bad.args()["path"].as_str()), (code, path));
    };
    check(
        ITEM,
        &|doc| doc["format"] = json!("jalon/item-content@2"),
        "release/format",
    );
    check(ITEM, &|doc| doc["format"] = json!("jalon/item-key@1"), "release/format");
    check(ITEM, &|doc| doc["key"] = json!({"correct": ["a"]}), "release/malformed");
    check(
        ITEM,
        &|doc| doc["interaction"]["correct"] = json!(["a"]),
        "release/malformed",
    );
    check(
        ITEM,
        &|doc| doc["interaction"]["type"] = json!("hot-text"),
        "release/malformed",
    );
    check(
        ITEM,
        &|doc| doc["interaction"]["max-choices"] = json!(-1),
        "release/malformed",
    );
    check(
        ITEM,
        &|doc| doc["interaction"]["max-choices"] = json!("1"),
        "release/malformed",
    );
    check(
        ITEM,
        &|doc| doc["interaction"]["options"][0]["right"] = json!(true),
        "release/malformed",
    );
    check(ITEM, &|doc| doc["prompt"] = json!({"FR": []}), "release/malformed");
    check(
        ITEM,
        &|doc| doc["prompt"] = json!({"fr": [{"script": ["alert(1)"]}]}),
        "release/malformed",
    );
    check(ITEM, &|doc| doc["id"] = json!("../../etc"), "release/malformed");
    let protocol = "content/protocols/essai.json";
    check(
        protocol,
        &|doc| doc["parts"][0]["seconds"] = json!(4_294_967_296_i64),
        "release/malformed",
    );
    check(
        protocol,
        &|doc| doc["parts"][0]["sections"][0]["points"] = json!(1),
        "release/malformed",
    );
    check(
        protocol,
        &|doc| doc["parts"][0]["sections"][0]["points"] = json!("1.0"),
        "release/malformed",
    );
    check(
        protocol,
        &|doc| doc["decision"] = json!({"rule": "ratio", "pass": [1, 0]}),
        "release/malformed",
    );
    check(
        protocol,
        &|doc| doc["decision"] = json!({"rule": "vote"}),
        "release/malformed",
    );
    check(
        "content/referential.json",
        &|doc| doc["units"] = Value::Null,
        "release/malformed",
    );
}

#[test]
fn documents_that_are_not_strict_json() {
    let check = |bytes: Vec<u8>, inner: &str| {
        let mut files = files();
        files.insert(ITEM.to_owned(), bytes);
        fit(&mut files);
        let BadRelease::Malformed { path, detail } = open(&files).unwrap_err() else {
            panic!("malformed");
        };
        assert_eq!((path.as_str(), detail.fault.code()), (ITEM, inner));
    };
    let good = files()[ITEM].clone();
    let text = String::from_utf8(good.clone()).unwrap();
    check(good[..good.len() - 1].to_vec(), "json/truncated");
    check(Vec::new(), "json/truncated");
    check([&b"\xEF\xBB\xBF"[..], &good].concat(), "json/byte-order-mark");
    check([&good[..], b"{}"].concat(), "json/trailing");
    check([&b"\xFF"[..], &good].concat(), "json/not-utf8");
    check("[".repeat(100_000).into_bytes(), "json/too-deep");
    check(vec![b' '; (8 << 20) + 1], "json/too-long");
    check(
        text.replacen('{', "{\"id\":\"x\",", 1).into_bytes(),
        "json/duplicate-member",
    );
    check(
        text.replacen('{', "{\"\\u0069d\":\"x\",", 1).into_bytes(),
        "json/duplicate-member",
    );
    check(text.replace("Question", "\\ud800").into_bytes(), "json/lone-surrogate");
    check(
        text.replace("\"max-choices\":1", "\"max-choices\":1.0").into_bytes(),
        "json/number",
    );
    check(
        text.replace("\"max-choices\":1", "\"max-choices\":NaN").into_bytes(),
        "json/unexpected",
    );
    check(
        text.replace("\"max-choices\":1", "\"max-choices\":[1]").into_bytes(),
        "json/shape",
    );
}
