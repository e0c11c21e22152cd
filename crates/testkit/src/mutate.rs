//! Bytes gone wrong, as disks, networks and people make them: for parsers that must refuse and never fall.

use crate::dice::Dice;

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
