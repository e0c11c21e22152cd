//! Strict JSON: one scanner that refuses what two readers could understand differently, natively and in wasm alike.
//!
//! Refused: duplicate members (also when one is written with an escape), a byte order mark, bytes that are not UTF-8, lone surrogates,
//! numbers that are not finite or that two readers would round differently, and anything deeper or longer than its limit.
//!
//! # Source
//! RFC 8259 (grammar), RFC 7493 (I-JSON: unique names, no lone surrogates, integers within ±(2^53−1)).

pub(crate) mod double;
mod scan;
mod whole;

use crate::document::{self, Document, Refusal};
use crate::sorted::SortedMap;
use std::fmt;

pub use serde_json::Value;

/// How far a document may go before it is refused unread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest length, in bytes.
    pub bytes: usize,
    /// Deepest nesting of arrays and objects.
    pub depth: usize,
    /// Which numbers are accepted.
    pub numbers: Numbers,
}

/// Which numbers a document may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    /// Integers within ±(2^53−1), without fraction or exponent: our own hashed and signed documents.
    SafeIntegers,
    /// Any finite number: documents written by others (credentials).
    Finite,
}

impl Limits {
    /// Our own documents: items, protocols, journals.
    pub const DOCUMENT: Self = Self {
        bytes: 8 << 20,
        depth: 64,
        numbers: Numbers::SafeIntegers,
    };
    /// Credentials and other documents written elsewhere.
    pub const FOREIGN: Self = Self {
        bytes: 1 << 20,
        depth: 48,
        numbers: Numbers::Finite,
    };
}

/// Largest integer that every reader keeps exactly: 2^53 − 1.
pub(crate) const SAFE: u64 = (1 << 53) - 1;

/// A place in a text: line and column count from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Byte offset from the start, from 0.
    pub offset: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// The place of a byte offset in a text; an offset past the end gives the end.
    #[must_use]
    pub fn of(bytes: &[u8], offset: usize) -> Self {
        let before = bytes.get(..offset).unwrap_or(bytes);
        let line_start = before.iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
        Self {
            offset,
            line: before.iter().filter(|&&b| b == b'\n').count() + 1,
            column: before
                .get(line_start..)
                .unwrap_or_default()
                .iter()
                .filter(|&&b| b & 0xC0 != 0x80)
                .count()
                + 1,
        }
    }
}

/// Why a text is not the strict JSON that was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// What is wrong.
    pub fault: Fault,
    /// Where in the text.
    pub at: Position,
    /// JSON Pointer (RFC 6901) to the value that holds the fault.
    pub pointer: String,
}

/// What the scanner refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The text is longer than its limit.
    TooLong {
        /// The limit, in bytes.
        limit: usize,
    },
    /// Arrays and objects are nested deeper than the limit.
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// The text begins with a byte order mark.
    ByteOrderMark,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// The text ends in the middle of a value.
    Truncated,
    /// A character that JSON does not allow here.
    Unexpected {
        /// What would have been right.
        wanted: &'static str,
    },
    /// Something follows the value.
    Trailing,
    /// A member is there twice.
    DuplicateMember {
        /// Its name.
        name: String,
    },
    /// An escape that stands for half a character.
    LoneSurrogate,
    /// A number outside what the document may hold.
    Number,
    /// The value has not the shape that was expected; the words are the reader's.
    Shape {
        /// What the reader said.
        detail: String,
    },
}

impl Fault {
    /// Stable code of the fault, in the form `area/what`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "json/too-long",
            Self::TooDeep { .. } => "json/too-deep",
            Self::ByteOrderMark => "json/byte-order-mark",
            Self::NotUtf8 => "json/not-utf8",
            Self::Truncated => "json/truncated",
            Self::Unexpected { .. } => "json/unexpected",
            Self::Trailing => "json/trailing",
            Self::DuplicateMember { .. } => "json/duplicate-member",
            Self::LoneSurrogate => "json/lone-surrogate",
            Self::Number => "json/number",
            Self::Shape { .. } => "json/shape",
        }
    }

    /// What a sentence about it needs.
    #[must_use]
    pub fn args(&self) -> SortedMap<&'static str, String> {
        let arg = match self {
            Self::TooLong { limit } | Self::TooDeep { limit } => ("limit", limit.to_string()),
            Self::Unexpected { wanted } => ("wanted", (*wanted).to_owned()),
            Self::DuplicateMember { name } => ("name", name.clone()),
            Self::Shape { detail } => ("detail", detail.clone()),
            Self::ByteOrderMark
            | Self::NotUtf8
            | Self::Truncated
            | Self::Trailing
            | Self::LoneSurrogate
            | Self::Number => return SortedMap::new(),
        };
        [arg].into_iter().collect()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { limit } => write!(f, "longer than {limit} bytes"),
            Self::TooDeep { limit } => write!(f, "nested deeper than {limit}"),
            Self::ByteOrderMark => write!(f, "begins with a byte order mark"),
            Self::NotUtf8 => write!(f, "not utf-8"),
            Self::Truncated => write!(f, "ends too early"),
            Self::Unexpected { wanted } => write!(f, "expected {wanted}"),
            Self::Trailing => write!(f, "something follows the document"),
            Self::DuplicateMember { name } => write!(f, "member `{name}` is there twice"),
            Self::LoneSurrogate => write!(f, "an escape stands for half a character"),
            Self::Number => write!(f, "number out of range"),
            Self::Shape { detail } => write!(f, "{detail}"),
        }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.at.line, self.at.column)?;
        if !self.pointer.is_empty() {
            write!(f, " (`{}`)", self.pointer)?;
        }
        write!(f, ": {}", self.fault)
    }
}

impl std::error::Error for Malformed {}

/// Checks that a text is strict JSON within its limits.
///
/// # Errors
/// The first fault met, with its place and the pointer of the value that holds it.
pub fn check(bytes: &[u8], limits: Limits) -> Result<(), Malformed> {
    parse(bytes, limits).map(|_| ())
}

/// Reads strict JSON into a value.
///
/// # Errors
/// As [`check`].
pub fn parse(bytes: &[u8], limits: Limits) -> Result<Value, Malformed> {
    scan::Scan::new(bytes, limits).run(None).map(|(value, _)| value)
}

/// Reads strict JSON into a document.
///
/// # Errors
/// As [`check`]; [`Fault::Shape`] when the value is well-formed but not a `T`.
pub fn from_slice<T: Document>(bytes: &[u8], limits: Limits) -> Result<T, Malformed> {
    document::from_value(&parse(bytes, limits)?).map_err(|refusal| misshapen(bytes, refusal))
}

#[cold]
fn misshapen(bytes: &[u8], refusal: Refusal) -> Malformed {
    Malformed {
        at: locate(bytes, &refusal.pointer).unwrap_or_else(|| Position::of(bytes, 0)),
        fault: Fault::Shape { detail: refusal.detail },
        pointer: refusal.pointer,
    }
}

/// The place of the value that a JSON Pointer names, or none when the text is not strict JSON or has no such value.
#[must_use]
pub fn locate(bytes: &[u8], pointer: &str) -> Option<Position> {
    locate_all(bytes, &[pointer]).pop().flatten()
}

/// The places of the values that JSON Pointers name, in one pass over the text, each none when it has no such value.
#[must_use]
pub fn locate_all(bytes: &[u8], pointers: &[&str]) -> Vec<Option<Position>> {
    let limits = Limits {
        bytes: usize::MAX,
        numbers: Numbers::Finite,
        ..Limits::DOCUMENT
    };
    let mut sought = Places::default();
    for (place, pointer) in pointers.iter().enumerate() {
        sought.add(pointer, place);
    }
    // Values are met in the order of the text: each position counts on from the one before.
    let (_, found) = scan::Scan::new(bytes, limits).run(Some(&sought)).unwrap_or_default();
    let mut at = Position {
        offset: 0,
        line: 1,
        column: 1,
    };
    let mut positions = vec![None; pointers.len()];
    for (offset, place) in found {
        for &byte in bytes.get(at.offset..offset).unwrap_or_default() {
            if byte == b'\n' {
                at.line += 1;
                at.column = 1;
            } else {
                at.column += usize::from(byte & 0xC0 != 0x80);
            }
        }
        at.offset = offset;
        if let Some(position) = positions.get_mut(place) {
            *position = Some(at);
        }
    }
    // A pointer that is there twice was sought once.
    let of = |pointer: &&str| positions.get(sought.of(pointer)?).copied().flatten();
    pointers.iter().map(of).collect()
}

/// Places by name, however many: kept in an object of JSON, whose tree a page holds already.
#[derive(Debug, Default)]
pub struct Places(serde_json::Map<String, Value>);

impl Places {
    /// Gives a name its place; false when it had one, which it loses.
    pub fn add(&mut self, name: &str, place: usize) -> bool {
        self.0.insert(name.to_owned(), Value::from(place)).is_none()
    }

    /// The place of a name.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<usize> {
        self.0.get(name)?.as_u64().and_then(|place| usize::try_from(place).ok())
    }
}

/// One step of a JSON Pointer, escaped (RFC 6901 §3).
#[must_use]
pub fn pointer_step(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> String {
        match check(text.as_bytes(), Limits::DOCUMENT) {
            Ok(()) => "ok".into(),
            Err(e) => format!("{} {}:{} {}", e.fault.code(), e.at.line, e.at.column, e.pointer),
        }
    }

    #[test]
    fn what_is_refused_and_where() {
        assert_eq!(code(r#"{"a": [1, 2, {"b": null}], "c": "é\u0041\ud83d\ude00"}"#), "ok");
        assert_eq!(
            code("{\"a\": 1,\n \"é\": 2, \"a\": 3}"),
            "json/duplicate-member 2:10 /a"
        );
        assert_eq!(code(r#"{"a": 1, "\u0061": 3}"#), "json/duplicate-member 1:10 /a");
        assert_eq!(code("\u{feff}{}"), "json/byte-order-mark 1:1 ");
        assert_eq!(code(r#"{"a": "\ud83d"}"#), "json/lone-surrogate 1:8 /a");
        assert_eq!(code(r#"{"a": "\ude00\ud83d"}"#), "json/lone-surrogate 1:8 /a");
        assert_eq!(code(r#"[1, 9007199254740992]"#), "json/number 1:5 /1");
        assert_eq!(code("[-9007199254740991]"), "ok");
        assert_eq!(code("[1.5]"), "json/number 1:2 /0");
        assert_eq!(code("[-0]"), "json/number 1:2 /0");
        assert_eq!(code("[01]"), "json/unexpected 1:3 ");
        assert_eq!(code("[1,]"), "json/unexpected 1:4 /1");
        assert_eq!(code("{\"a\":1"), "json/truncated 1:7 ");
        assert_eq!(code("[\"a\nb\"]"), "json/unexpected 1:4 /0");
        assert_eq!(code("{} {}"), "json/trailing 1:4 ");
        assert_eq!(code("nul"), "json/unexpected 1:1 ");
        assert_eq!(code(""), "json/truncated 1:1 ");
        assert_eq!(
            code(&("[".repeat(65) + &"]".repeat(65))),
            format!("json/too-deep 1:65 {}", "/0".repeat(64))
        );
        assert_eq!(code(r#"{"NaN": NaN}"#), "json/unexpected 1:9 /NaN");
        let not_utf8 = check(b"{\"a\": \"\xff\"}", Limits::DOCUMENT).unwrap_err();
        assert_eq!((not_utf8.fault.code(), not_utf8.at.offset), ("json/not-utf8", 7));
    }

    #[test]
    fn foreign_documents_may_hold_finite_numbers() {
        assert!(check(b"[1.5e3, -0.0, 9007199254740993]", Limits::FOREIGN).is_ok());
        assert_eq!(check(b"[1e999]", Limits::FOREIGN).unwrap_err().fault, Fault::Number);
    }

    #[test]
    fn a_pointer_leads_to_its_place() {
        let text = "{\n  \"a\": [10,\n    {\"b/c\": true}]\n}".as_bytes();
        let at = locate(text, "/a/1/b~1c").unwrap();
        assert_eq!((at.line, at.column), (3, 13));
        assert!(locate(text, "/a/7").is_none());
        let all = locate_all(text, &["/a/1", "", "/a/7", "/a/1/b~1c", "/a/1"]);
        let list = all[0].unwrap();
        assert_eq!((list.line, list.column), (3, 5));
        assert_eq!(
            all,
            [Some(list), Some(Position::of(text, 0)), None, Some(at), Some(list)]
        );
    }

    #[test]
    fn a_wrong_shape_says_where() {
        let error = from_slice::<Vec<u8>>(b"[1,\n \"x\"]", Limits::DOCUMENT).unwrap_err();
        assert_eq!(
            (error.fault.code(), error.at.line, error.pointer.as_str()),
            ("json/shape", 2, "/1")
        );
    }
}
