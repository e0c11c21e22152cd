//! Bytes gone wrong, as disks, networks and people make them: for parsers that must refuse and never fall.

use crate::dice::Dice;
use jalon_base::json::{Value, pointer_step};
use serde_json::json;

/// What is put into texts to see what they do with it.
const ODDITIES: [&[u8]; 24] = [
    b"",
    b"\0",
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"null",
    b"true",
    b"-1",
    b"9007199254740992",
    b"1e309",
    b"-0",
    b"0.1",
    b"\\ud800",
    b"\xEF\xBB\xBF",
    b"\xFF",
    b"\xC3",
    b"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    b"\"ext\":{},",
    b"{\"a\":1,\"a\":2}",
    b"9223372036854775808",
];

/// The bytes with one to four things changed: a byte, a run removed or doubled, a number, an oddity put in, the end cut off.
pub fn mutated(dice: &mut Dice, bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.place(out.len() + 1);
        let length = dice.place(40).min(out.len() - at);
        match dice.below(8) {
            0 if at < out.len() => out[at] ^= 1 << dice.below(8),
            1 if at < out.len() => out[at] = dice.roll().to_le_bytes()[0],
            2 => {
                out.drain(at..at + length);
            }
            3 => {
                let run = out[at..at + length].to_vec();
                out.splice(at..at, run);
            }
            4 if dice.chance(20) => out.truncate(at),
            5 => {
                let from = dice.place(bytes.len() + 1);
                let run = bytes[from..(from + length).min(bytes.len())].to_vec();
                out.splice(at..at + length, run);
            }
            6 => {
                // A number in little-endian, as containers hold them, to one of its ends.
                let end = *dice.pick(&[[0xFF; 4], [0; 4], [0, 0, 0, 0x80], [0xFF, 0xFF, 0, 0]]);
                let stop = (at + 4).min(out.len());
                let run = end[..stop - at].to_vec();
                out.splice(at..stop, run);
            }
            _ => {
                let odd = dice.pick(&ODDITIES).to_vec();
                out.splice(at..at, odd);
            }
        }
    }
    out
}

/// The document with one to three of its values changed to something that JSON allows and the document may not: for what lies behind
/// the scanner.
pub fn altered(dice: &mut Dice, document: &Value) -> Value {
    let mut out = document.clone();
    for _ in 0..=dice.below(3) {
        let mut places = Vec::new();
        pointers(&out, &mut String::new(), &mut places);
        let place = dice.pick(&places).clone();
        let odd = odd(dice);
        let other = out.pointer(dice.pick::<String>(&places)).cloned().unwrap_or_default();
        let Some(value) = out.pointer_mut(&place) else { continue };
        match (dice.below(6), &mut *value) {
            (0, Value::Object(members)) => {
                let name = members.keys().next().cloned();
                name.map(|name| members.remove(&name));
            }
            (1, Value::Object(members)) => {
                members.insert((*dice.pick(&["ext", "correct", "é", "", "id"])).to_owned(), odd);
            }
            (0..=2, Value::Array(values)) if !values.is_empty() => {
                let first = values[dice.place(values.len())].clone();
                values.push(first);
            }
            (3, Value::Array(values)) => {
                values.pop();
            }
            (4, _) => *value = other,
            _ => *value = odd,
        }
    }
    out
}

fn pointers(value: &Value, at: &mut String, out: &mut Vec<String>) {
    out.push(at.clone());
    let mut inside = |step: String, value: &Value| {
        let length = at.len();
        at.push_str(&step);
        pointers(value, at, out);
        at.truncate(length);
    };
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, value)| inside(pointer_step(name), value)),
        Value::Array(values) => values
            .iter()
            .enumerate()
            .for_each(|(place, value)| inside(format!("/{place}"), value)),
        _ => {}
    }
}

fn odd(dice: &mut Dice) -> Value {
    match dice.below(20) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(0),
        3 => json!(-1),
        4 => json!(9_007_199_254_740_991_i64),
        5 => json!(-9_007_199_254_740_991_i64),
        6 => json!(4_294_967_296_i64),
        7 => json!([]),
        8 => json!({}),
        9 => json!(""),
        10 => json!("x"),
        11 => json!("999999999999.999"),
        12 => json!("-999999999999.999999"),
        13 => json!("a".repeat(65)),
        14 => json!("9999-12-31T23:59:59Z"),
        15 => json!("\u{202e}\u{0}é🚕"),
        16 => json!([[[[[[[[[[]]]]]]]]]]),
        17 => json!([9_007_199_254_740_991_i64, 1]),
        18 => json!({"fr": "**x\n\n- [a](b)\n  - <b>"}),
        _ => json!([1, 0]),
    }
}
