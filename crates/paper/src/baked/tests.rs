//! Badges in pictures, whole and damaged.

#![allow(clippy::string_slice, reason = "tests are free of these rules")]

use super::*;
use crate::symbol::Symbol;
use proptest::prelude::*;

const BADGE: &str = include_str!("../../../../tests/vectors/certificate/badge.json");
const JWS: &str = "eyJhbGciOiJFZERTQSJ9.e30.AAAA-_AA";

fn png() -> Vec<u8> {
    Symbol::of("https://v.example/v#A", 5).unwrap().png(2)
}

fn itxt(text: &[u8]) -> Vec<u8> {
    png::chunk(*b"iTXt", text)
}

/// The picture with chunks put in after its header.
fn with(chunks: &[&[u8]]) -> Vec<u8> {
    let picture = png();
    let (header, rest) = picture.split_at(8 + 25);
    [header, &chunks.concat(), rest].concat()
}

#[test]
fn a_credential_comes_back_from_both_kinds_of_picture() {
    let drawing = Symbol::of("https://v.example/v#A", 5).unwrap().svg(Some("1/2"));
    for credential in [BADGE, JWS, "{\"a\":\"]]> <&\"}"] {
        let baked = bake_png(&png(), credential).unwrap();
        assert_eq!(read_png(&baked).unwrap().as_deref(), Some(credential));
        assert_eq!(bake_png(&baked, credential), Err(Unbaked::Twice));
        let baked = bake_svg(drawing.as_bytes(), credential).unwrap();
        let read = read_svg(&baked).unwrap().unwrap();
        assert_eq!(read.replace("\\u003e", ">"), credential);
        assert_eq!(bake_svg(&baked, credential), Err(Unbaked::Twice));
    }
    assert_eq!(read_png(&png()), Ok(None));
    assert_eq!(read_svg(drawing.as_bytes()), Ok(None));
    // A baked picture is the same picture: what a viewer draws is untouched.
    let baked = bake_png(&png(), BADGE).unwrap();
    let drawn = |file: &[u8]| {
        let data = |chunk: &png::Chunk<'_>| (chunk.kind != *b"iTXt").then(|| chunk.data.to_vec());
        png::chunks(file).unwrap().iter().filter_map(data).collect::<Vec<_>>()
    };
    assert_eq!(drawn(&baked), drawn(&png()));
}

#[test]
fn the_example_of_open_badges() {
    // Open Badges 3.0 §5.3.2.1, with both proofs, shortened.
    let jwt = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"\n  \
        xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\"\n  viewBox=\"0 0 512 512\">\n  \
        <openbadges:credential verify=\"header.payload.signature\"></openbadges:credential>\n  <!-- rest-of-image -->\n</svg>";
    assert_eq!(
        read_svg(jwt.as_bytes()).unwrap().as_deref(),
        Some("header.payload.signature")
    );
    let json = jwt.replace(
        " verify=\"header.payload.signature\">",
        ">\n    <![CDATA[\n      {\"proof\": {}}\n    ]]>\n  ",
    );
    assert_eq!(read_svg(json.as_bytes()).unwrap().as_deref(), Some("{\"proof\": {}}"));
}

#[test]
fn wrong_chunks_are_told_apart() {
    let good = b"openbadgecredential\0\0\0\0\0{}";
    let code = |chunks: &[&[u8]]| read_png(&with(chunks)).unwrap_err().code();
    assert_eq!(read_png(&with(&[&itxt(good)])).unwrap().as_deref(), Some("{}"));
    assert_eq!(
        read_png(&with(&[&itxt(b"openbadgecredential\0\0\0fr\0x\0{}")]))
            .unwrap()
            .as_deref(),
        Some("{}")
    );
    assert_eq!(code(&[&itxt(good), &itxt(good)]), "baked/twice");
    assert_eq!(code(&[&itxt(b"openbadgecredential\0\x01\0\0\0{}")]), "baked/compressed");
    assert_eq!(code(&[&itxt(b"openbadgecredential\0\0\0\0{}")]), "baked/malformed");
    assert_eq!(code(&[&itxt(b"openbadgecredential\0\0")]), "baked/malformed");
    assert_eq!(code(&[&itxt(b"openbadgecredential\0\0\0\0\0\xFF")]), "baked/malformed");
    let long = [good.as_slice(), &vec![b' '; LONGEST]].concat();
    assert_eq!(code(&[&itxt(&long)]), "baked/too-long");
    assert_eq!(read_png(b"GIF89a").unwrap_err().code(), "baked/picture");
    // Of other software, or of Open Badges 2: not ours to read.
    for other in [
        &b"openbadges\0\0\0\0\0{}"[..],
        b"openbadgecredentials\0\0\0\0\0{}",
        b"Title\0\0\0\0\0x",
    ] {
        assert_eq!(read_png(&with(&[&itxt(other)])), Ok(None));
    }
}

#[test]
fn svg_that_two_readers_could_understand_differently_is_refused() {
    let svg = |inside: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:ob=\"https://purl.imsglobal.org/ob/v3p0\">{inside}</svg>"
        )
    };
    let read = |text: &str| read_svg(text.as_bytes());
    let good = "<ob:credential><![CDATA[{\"a\":1}]]></ob:credential>";
    assert_eq!(read(&svg(good)).unwrap().as_deref(), Some("{\"a\":1}"));
    // Any prefix, any depth, escapes instead of CDATA: the same element.
    let other =
        "<g><c:credential xmlns:c='https://purl.imsglobal.org/ob/v3p0'>{&quot;a&quot;:&#49;&#x7D;</c:credential></g>";
    assert_eq!(read(&svg(other)).unwrap().as_deref(), Some("{\"a\":1}"));
    let none = "<credential>{}</credential><o:credential xmlns:o=\"https://other.example/\">{}</o:credential><!--<ob:credential>-->";
    assert_eq!(read(&svg(none)), Ok(None));
    for (inside, fault) in [
        (format!("{good}{good}"), Unbaked::Twice),
        (format!("<g>{good}</g>{good}"), Unbaked::Twice),
        ("<ob:credential></ob:credential>".to_owned(), Unbaked::Malformed),
        ("<ob:credential/>".to_owned(), Unbaked::Malformed),
        (
            "<ob:credential verify=\"a.b.c\">{}</ob:credential>".to_owned(),
            Unbaked::Malformed,
        ),
        ("<ob:credential>{<g/>}</ob:credential>".to_owned(), Unbaked::Malformed),
        ("<o:credential>{}</o:credential>".to_owned(), Unbaked::Picture),
        ("<g></svg>".to_owned(), Unbaked::Picture),
        ("<g a=\"1\" a=\"2\"/>".to_owned(), Unbaked::Picture),
        ("<g a=\"1\"b=\"2\"/>".to_owned(), Unbaked::Picture),
        ("<g a=\"<\"/>".to_owned(), Unbaked::Picture),
        ("&xxe;".to_owned(), Unbaked::Picture),
        ("&#0;".to_owned(), Unbaked::Picture),
        ("&#xD800;".to_owned(), Unbaked::Picture),
        ("<![CDATA[".to_owned(), Unbaked::Picture),
        ("<g>".repeat(2000), Unbaked::Picture),
    ] {
        assert_eq!(read(&svg(&inside)), Err(fault), "{inside:.60}");
    }
    for text in [
        "",
        "<html/>",
        "<svg/>",
        "<!DOCTYPE svg [<!ENTITY x \"{}\">]><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "x<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    ] {
        assert_eq!(read(text), Err(Unbaked::Picture), "{text}");
    }
    let long = format!("{}{}", svg(""), " ".repeat(LONGEST_SVG));
    assert_eq!(read(&long), Err(Unbaked::TooLong));
}

#[test]
fn roots_of_every_kind_take_a_credential() {
    for root in [
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "\u{FEFF}<?xml version=\"1.0\"?><svg xmlns='http://www.w3.org/2000/svg' ><g/></svg>\n",
        "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\" xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\"/>",
    ] {
        let baked = bake_svg(root.as_bytes(), BADGE).unwrap();
        assert_eq!(read_svg(&baked).unwrap().as_deref(), Some(BADGE), "{root}");
    }
    let taken = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:openbadges=\"https://other.example/\"/>";
    assert_eq!(bake_svg(taken.as_bytes(), BADGE), Err(Unbaked::Picture));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(parts in proptest::collection::vec(
        prop_oneof![
            Just("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:o=\"https://purl.imsglobal.org/ob/v3p0\">"),
            Just("<o:credential>"), Just("</o:credential>"), Just("</svg>"), Just("<![CDATA["), Just("]]>"), Just("<!--"), Just("-->"),
            Just("<g "), Just("a=\""), Just("\""), Just("/>"), Just("&amp;"), Just("é"), Just("{}"), Just(" verify='x'>"),
        ], 0..14)) {
        let _ = read_svg(parts.concat().as_bytes());
    }
}
