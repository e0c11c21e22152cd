//! The canonical form of JSON, in which everything is hashed and signed.
//!
//! # Source
//! RFC 8785 (JCS): members sorted by UTF-16 code units (§3.2.3), numbers as ECMAScript prints them (§3.2.2.3), the shortest escapes
//! (§3.2.2.2), no space. Vectors: `tests/vectors/jcs/`.

use crate::document::Document;
use crate::json::{SAFE, Value, double};
use crate::order::sort;
use std::cmp::Ordering;

/// The value has no canonical form: an integer outside ±(2^53−1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotCanonical;

impl std::fmt::Display for NotCanonical {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the value has no canonical json form")
    }
}

impl std::error::Error for NotCanonical {}

/// Canonical bytes of a value.
///
/// # Errors
/// [`NotCanonical`] when the document holds an integer outside ±(2^53−1): two of them would have one form.
pub fn to_vec<T: Document>(value: &T) -> Result<Vec<u8>, NotCanonical> {
    safe_to_vec(&value.write())
}

fn safe_to_vec(value: &Value) -> Result<Vec<u8>, NotCanonical> {
    if is_safe(value) {
        Ok(value_to_vec(value))
    } else {
        Err(NotCanonical)
    }
}

/// Whether every integer is one that every reader keeps exactly.
fn is_safe(value: &Value) -> bool {
    match value {
        Value::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(whole), _) => whole <= SAFE,
            (None, Some(whole)) => whole.unsigned_abs() <= SAFE,
            (None, None) => true,
        },
        Value::Array(items) => items.iter().all(is_safe),
        Value::Object(members) => members.values().all(is_safe),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}

/// Canonical bytes of a JSON value.
#[must_use]
pub fn value_to_vec(value: &Value) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024);
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => {
            // JCS prints every number as the double that ECMAScript would read; integers within ±(2^53−1) print as themselves.
            let text = match number.as_i64().filter(|whole| whole.unsigned_abs() <= SAFE) {
                Some(whole) => whole.to_string(),
                None => double::write(number.as_f64().unwrap_or_default()),
            };
            out.extend_from_slice(text.as_bytes());
        }
        Value::String(text) => string(text, out),
        Value::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write(item, out);
            }
            out.push(b']');
        }
        Value::Object(members) => {
            out.push(b'{');
            // A map may keep its names by the bytes of UTF-8, which is the order of ASCII, or, where another crate of the program asks
            // `serde_json` for it, as they came.
            if members.keys().all(|name| name.is_ascii()) && members.keys().is_sorted() {
                write_members(members.iter(), out);
            } else {
                let mut sorted: Vec<_> = members.iter().collect();
                sort(&mut sorted, &|(a, _), (b, _)| utf16_order(a, b));
                write_members(sorted.into_iter(), out);
            }
            out.push(b'}');
        }
    }
}

fn write_members<'a>(members: impl Iterator<Item = (&'a String, &'a Value)>, out: &mut Vec<u8>) {
    let start = out.len();
    for (name, member) in members {
        if out.len() > start {
            out.push(b',');
        }
        string(name, out);
        out.push(b':');
        write(member, out);
    }
}

/// The order of two names by their UTF-16 code units.
fn utf16_order(a: &str, b: &str) -> Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

fn string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    while let Some((plain, byte, after)) =
        first_of(rest).and_then(|at| Some((rest.get(..at)?, *rest.get(at)?, rest.get(at + 1..)?)))
    {
        out.extend_from_slice(plain);
        escape(byte, out);
        rest = after;
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

/// The place of the first byte that does not stand for itself in a string: a quotation mark, a reverse solidus, a control.
pub(crate) fn first_of(text: &[u8]) -> Option<usize> {
    /// A byte eight times.
    const fn eight(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    // The high bit of each byte below `limit`, and perhaps of some after it: the first is exact (a borrow only goes up).
    let below = |bytes: u64, limit: u8| bytes.wrapping_sub(eight(limit)) & !bytes & eight(0x80);
    let (eights, rest) = text.as_chunks::<8>();
    for (place, bytes) in eights.iter().enumerate() {
        let bytes = u64::from_le_bytes(*bytes);
        let is = |byte: u8| below(bytes ^ eight(byte), 1);
        let stops = below(bytes, 0x20) | is(b'"') | is(b'\\');
        if stops != 0 {
            return Some(8 * place + stops.trailing_zeros() as usize / 8);
        }
    }
    let stops = |byte: &u8| matches!(byte, b'"' | b'\\' | 0x00..=0x1F);
    rest.iter().position(stops).map(|at| 8 * eights.len() + at)
}

fn escape(byte: u8, out: &mut Vec<u8>) {
    let short = match byte {
        0x08 => b'b',
        0x09 => b't',
        0x0A => b'n',
        0x0C => b'f',
        0x0D => b'r',
        b'"' | b'\\' => byte,
        _ => {
            out.extend_from_slice(b"\\u00");
            out.extend(crate::encoding::hex(&[byte]).bytes());
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Limits, parse};

    fn canonical(text: &str) -> String {
        String::from_utf8(value_to_vec(&parse(text.as_bytes(), Limits::FOREIGN).unwrap())).unwrap()
    }

    #[test]
    fn sorts_by_utf16_code_units() {
        // RFC 8785 §3.2.3: the emoji (surrogates D83D…) sorts before U+FB33.
        assert_eq!(
            canonical(r#"{"\ufb33": 1, "\ud83d\ude00": 2, "\u20ac": 3, "\r": 4, "1": 5}"#),
            "{\"\\r\":4,\"1\":5,\"€\":3,\"😀\":2,\"\u{fb33}\":1}"
        );
    }

    #[test]
    fn integers_that_two_readers_would_round_have_no_form() {
        assert_eq!(to_vec(&9_007_199_254_740_991_i64).unwrap(), b"9007199254740991");
        assert_eq!(to_vec(&-9_007_199_254_740_991_i64).unwrap(), b"-9007199254740991");
        for far in [9_007_199_254_740_992_i64, -9_007_199_254_740_992, i64::MIN, i64::MAX] {
            assert_eq!(to_vec(&vec![far]), Err(NotCanonical), "{far}");
        }
        assert_eq!(to_vec(&vec![u64::MAX]), Err(NotCanonical));
    }

    #[test]
    fn what_is_escaped_is_found_wherever_it_stands() {
        let stops = |byte: &u8| matches!(byte, b'"' | b'\\' | 0x00..=0x1F);
        for length in 0..30 {
            for place in 0..length {
                for byte in 0..=255 {
                    for around in [b'a', 0x20, 0x21, 0x23, 0x5B, 0x5D, 0x7F, 0x80, 0xA0, 0xFF] {
                        let mut text = vec![around; length];
                        text[place] = byte;
                        assert_eq!(first_of(&text), text.iter().position(stops), "{text:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn prints_numbers_as_ecmascript() {
        assert_eq!(
            canonical("[333333333.33333329, 1E30, 4.50, 2e-3, 1e-27, -0.0, 1e21, 5e-324]"),
            "[333333333.3333333,1e+30,4.5,0.002,1e-27,0,1e+21,5e-324]"
        );
    }
}
