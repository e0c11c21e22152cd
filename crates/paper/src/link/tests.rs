//! Links whole, cut, mixed and forged.

#![allow(clippy::string_slice, reason = "tests are free of these rules")]

use super::*;
use proptest::prelude::*;
use std::sync::LazyLock;

const BADGE: &[u8] = include_bytes!("../../../../tests/vectors/certificate/badge.json");

fn fragment(bytes: &[u8]) -> String {
    base41::encode(bytes)
}

/// A link of one code around any deflated bytes, marked as if they were a document's.
fn around(document: &[u8], deflated: &[u8]) -> String {
    let mut bytes = vec![VERSION, 0];
    bytes.extend(mark(document));
    bytes.extend_from_slice(deflated);
    fragment(&bytes)
}

#[test]
fn the_dictionary_of_version_1_never_changes() {
    assert_eq!(
        Digest::of(DICTIONARY).to_string(),
        "8742c7334d35624f2434435429930c766c60d616a4783f5456d9336643884e57",
        "codes are printed: another dictionary is another version"
    );
}

#[test]
fn a_certificate_comes_back_from_one_link_and_from_several_in_any_order() {
    let packed = Packed::of(BADGE).unwrap();
    for count in 1..=MOST_CODES {
        let mut parts = Parts::default();
        let mut fragments = packed.fragments(count);
        assert_eq!(fragments.len(), count);
        fragments.reverse();
        for (read, text) in fragments.iter().enumerate() {
            assert!(parts.document().is_err());
            let part = Part::read(&link("https://v.example/v", text).unwrap()).unwrap();
            assert_eq!(part.number(), (count - read, count));
            parts.add(part.clone()).unwrap();
            parts.add(part).unwrap();
            assert_eq!(parts.missing(), (1..count - read).collect::<Vec<_>>());
        }
        assert_eq!(parts.document().as_deref(), Ok(BADGE));
    }
}

#[test]
fn spaces_and_order_are_not_part_of_a_document() {
    let packed = Packed::of(b" { \"b\" : 1.0 , \"a\" : \"\\u00e9\" } ").unwrap();
    assert_eq!(
        read(&packed.fragments(1)[0]).unwrap(),
        "{\"a\":\"é\",\"b\":1}".as_bytes()
    );
}

#[test]
fn what_is_not_a_document_makes_no_link() {
    let code = |bytes: &[u8]| Packed::of(bytes).unwrap_err().code();
    assert_eq!(code(b"[1]"), "link/not-json");
    assert_eq!(code(b"{\"a\":1,\"a\":2}"), "link/not-json");
    assert_eq!(
        code(format!("{{\"a\":\"{}\"}}", "x".repeat(LONGEST)).as_bytes()),
        "link/too-long"
    );
    for page in [
        "",
        "http://v.example/",
        "https://",
        "https:///v",
        "https://v.example/#a",
        "https://v.example/é",
        "https://v .example/",
    ] {
        assert_eq!(link(page, "A").unwrap_err().code(), "link/page", "{page}");
    }
}

#[test]
fn what_is_not_ours_or_was_damaged_is_told_apart() {
    let good = Packed::of(BADGE).unwrap().fragments(1).remove(0);
    let code = |text: &str| read(text).unwrap_err().code();
    for text in [
        "",
        "https://example.org/menu",
        "A",
        "ABC",
        "a b",
        "https://example.org/#intro",
        &good.to_lowercase(),
    ] {
        assert_eq!(code(text), "link/not-a-link", "{text}");
    }
    let mut later = base41::decode(&good).unwrap();
    later[0] = 2;
    assert_eq!(code(&fragment(&later)), "link/version");
    let cut = &good[..good.len() / 3 / 2 * 3];
    assert_eq!(code(cut), "link/damaged");
    // A place beyond the number of codes, and a code that holds nothing.
    assert_eq!(
        code(&fragment(&[1, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0])),
        "link/damaged"
    );
    assert_eq!(code(&fragment(&[1, 0, 0, 0, 0, 0, 0, 0, 0, 0])), "link/damaged");
    let mut trailing = base41::decode(&good).unwrap();
    trailing.push(0);
    assert_eq!(code(&fragment(&trailing)), "link/damaged");
    let two = Packed::of(BADGE).unwrap().fragments(2);
    assert_eq!(code(&two[0]), "link/missing-codes");
}

#[test]
fn codes_of_two_documents_are_not_mixed() {
    let (one, other) = (
        Packed::of(BADGE).unwrap(),
        Packed::of(b"{\"other\":\"document, long enough\"}").unwrap(),
    );
    let mut parts = Parts::default();
    parts.add(Part::read(&one.fragments(2)[0]).unwrap()).unwrap();
    let refused = parts.add(Part::read(&other.fragments(2)[1]).unwrap());
    assert_eq!(refused, Err(Unread::OtherDocument));
    let refused = parts.add(Part::read(&one.fragments(3)[1]).unwrap());
    assert_eq!(refused, Err(Unread::OtherDocument));
    // The first code once more, but saying something else.
    let mut changed = base41::decode(&one.fragments(2)[0]).unwrap();
    *changed.last_mut().unwrap() ^= 1;
    assert_eq!(
        parts.add(Part::read(&fragment(&changed)).unwrap()),
        Err(Unread::Damaged)
    );
}

#[test]
fn a_link_does_not_become_gigabytes() {
    let bomb = deflate(&vec![b' '; LONGEST + 1], DICTIONARY);
    assert!(bomb.len() < 200, "{}", bomb.len());
    assert_eq!(inflate(&bomb, DICTIONARY, LONGEST), Err(NotInflated::TooLong));
    assert_eq!(read(&around(b"", &bomb)), Err(Unread::TooLong));
}

#[test]
fn what_is_inside_must_be_canonical() {
    for text in [
        &b"{\"b\":1,\"a\":2}"[..],
        b"{ }",
        b"[]",
        b"{\"a\":1,\"a\":1}",
        b"",
        b"{\"a\":1.0}",
        b"\xFF",
    ] {
        assert_eq!(
            read(&around(text, &deflate(text, DICTIONARY))),
            Err(Unread::NotCanonical),
            "{text:?}"
        );
    }
    assert_eq!(
        read(&around(b"{}", &deflate(b"{}", DICTIONARY))).as_deref(),
        Ok(&b"{}"[..])
    );
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "[0-9A-Z$/:.-]{0,300}") {
        let _ = read(&text);
        let _ = read(&format!("B60{text}"));
    }

    #[test]
    fn one_letter_changed_is_never_another_document(at in 0_usize..1200, letter in "[0-9A-Z]") {
        static GOOD: LazyLock<String> = LazyLock::new(|| Packed::of(BADGE).unwrap().fragments(1).remove(0));
        let good = GOOD.as_str();
        let at = at % good.len();
        let changed = format!("{}{letter}{}", &good[..at], &good[at + 1..]);
        prop_assert!(changed == good || read(&changed).is_err());
    }
}
