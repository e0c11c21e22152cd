//! Each rule of the formats, on types made for it.

use super::*;
use crate::json::{self, Limits};
use crate::{Points, Slug, Text, jcs};

#[derive(Debug, Clone, PartialEq)]
struct Sample {
    id: Slug,
    max_length: u32,
    coefficient: u32,
    unit: Option<Text>,
    tags: Vec<Slug>,
    shape: Vec<Shape>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Word {
    Yes,
    NotYet,
}

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Plain { word: Word },
    Nothing,
    Boxed(Box<Inner>),
}

#[derive(Debug, Clone, PartialEq)]
struct Inner {
    points: Points,
}

crate::document!(Sample {
    id,
    max_length,
    coefficient: one,
    unit: optional,
    tags: optional,
    shape
});
crate::document!(Inner { points });
crate::words!(Word { Yes = "yes", NotYet = "not-yet" });
crate::tagged!(Shape, "kind" {
    Plain = "plain" { word },
    Nothing = "nothing" {},
    Boxed = "boxed" (..),
});

const FULL: &str = r#"{"coefficient":2,"id":"a","max-length":3,"shape":[{"kind":"plain","word":"not-yet"},{"kind":"nothing"},{"kind":"boxed","points":"0.5"}],"tags":["x"],"unit":{"fr":"km"}}"#;

fn refused(text: &str) -> (String, String) {
    let error = json::from_slice::<Sample>(text.as_bytes(), Limits::DOCUMENT).unwrap_err();
    assert_eq!(error.fault.code(), "json/shape");
    (error.pointer, error.fault.to_string())
}

#[test]
fn comes_back_as_written() {
    let short = r#"{"id":"a","max-length":3,"shape":[]}"#;
    for text in [FULL, short] {
        let sample: Sample = json::from_slice(text.as_bytes(), Limits::DOCUMENT).unwrap();
        assert_eq!(String::from_utf8(jcs::to_vec(&sample).unwrap()).unwrap(), text);
        assert_eq!(serde_json::from_str::<Sample>(text).unwrap(), sample);
        assert_eq!(serde_json::to_value(&sample).unwrap(), sample.write());
    }
    let short: Sample = json::from_slice(short.as_bytes(), Limits::DOCUMENT).unwrap();
    assert_eq!((short.coefficient, short.unit, short.tags), (1, None, Vec::new()));
}

#[test]
fn the_first_value_that_is_refused_is_named() {
    let with = |from: &str, to: &str| refused(&FULL.replacen(from, to, 1));
    let said = |pointer: &str, detail: &str| (pointer.to_owned(), detail.to_owned());
    assert_eq!(with(r#""id":"a","#, ""), said("", "member `id` is missing"));
    assert_eq!(
        with(r#""id":"a""#, r#""id":"A""#),
        said("/id", "expected a kebab-case id such as `a02`")
    );
    assert_eq!(
        with(r#""id""#, r#""name":1,"id""#),
        said("/name", "expected no such member")
    );
    assert_eq!(
        with(":3", ":-3"),
        said("/max-length", "expected a whole number in its range")
    );
    assert_eq!(
        with(":3", ":4294967296"),
        said("/max-length", "expected a whole number in its range")
    );
    assert_eq!(with(r#"["x"]"#, "null"), said("/tags", "expected a list"));
    assert_eq!(
        with(r#""not-yet""#, r#""no""#),
        said("/shape/0/word", "expected yes or not-yet")
    );
    assert_eq!(
        with("plain", "other"),
        said("/shape/0/kind", "expected plain or nothing or boxed")
    );
    assert_eq!(
        with(r#""nothing""#, r#""nothing","x":1"#),
        said("/shape/1/x", "expected no such member")
    );
    assert_eq!(
        with(r#""0.5""#, r#""0.5","x":1"#),
        said("/shape/2/x", "expected no such member")
    );
    assert_eq!(
        with(r#"{"kind":"nothing"}"#, "[]"),
        said("/shape/1", "expected an object")
    );
    assert_eq!(
        with(r#"{"fr":"km"}"#, r#"{"FR":"km"}"#),
        said("/unit/FR", "expected a name of its kind")
    );
    assert_eq!(refused("[]"), said("", "expected an object"));
}

#[test]
fn a_null_says_nothing_where_nothing_may_be_said() {
    let text = FULL.replace(r#"{"fr":"km"}"#, "null");
    assert_eq!(
        json::from_slice::<Sample>(text.as_bytes(), Limits::DOCUMENT)
            .unwrap()
            .unit,
        None
    );
}
