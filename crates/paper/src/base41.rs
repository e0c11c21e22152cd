//! Bytes as text that a URL fragment carries untouched and that a QR code keeps in its alphanumeric mode.
//!
//! Two bytes `n = 256 a + b` become three letters, `n = c + 41 d + 41² e`, the least first; a last odd byte becomes two. This is Base45
//! (RFC 9285) with the 41 letters that suffice. Left out: space and `%`, which a fragment may not hold (RFC 3986 §3.5), `*` and `+`, which
//! messages and forms change. A text ends in a digit, a capital, `-`, `$` or `/`: nothing that a program cuts off a link it finds in a
//! sentence.

const LETTERS: &[u8; 41] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-$/:.";
const BASE: u32 = 41;

/// Writes bytes.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() / 2 * 3 + 2);
    for pair in bytes.chunks(2) {
        let mut number = pair.iter().fold(0, |number, byte| number << 8 | u32::from(*byte));
        for _ in 0..=pair.len() {
            let letter = usize::try_from(number % BASE).ok().and_then(|place| LETTERS.get(place));
            out.extend(letter.map(|letter| char::from(*letter)));
            number /= BASE;
        }
    }
    out
}

/// Reads a text; none when a letter, the length or a group is not one that [`encode`] writes: bytes have one spelling.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 3 * 2 + 1);
    for group in text.as_bytes().chunks(3) {
        let mut number = 0;
        for letter in group.iter().rev() {
            let place = LETTERS.iter().position(|known| known == letter)?;
            number = number * BASE + u32::try_from(place).ok()?;
        }
        match group.len() {
            3 => out.extend(u16::try_from(number).ok()?.to_be_bytes()),
            2 => out.push(u8::try_from(number).ok()?),
            _ => return None,
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_answers() {
        // By hand from the formula.
        for (bytes, text) in [
            (&b""[..], ""),
            (&[0], "00"),
            (&[255], "96"),
            (&[0, 0], "000"),
            (&[255, 255], "H./"),
            (&[1, 1, 7], "B6070"),
        ] {
            assert_eq!(encode(bytes), text);
            assert_eq!(decode(text).as_deref(), Some(bytes));
        }
    }

    #[test]
    fn one_spelling() {
        for text in ["0", "0000", "I./", "...", "A6", "::", "a00", "0 0", "00%", "é0"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    #[test]
    fn every_letter_is_kept_by_a_fragment_and_by_the_alphanumeric_mode() {
        let text: String = LETTERS.iter().map(|letter| char::from(*letter)).collect();
        assert!(qrcodegen::QrSegment::is_alphanumeric(&text));
        // RFC 3986 §3.5: fragment = *( pchar / "/" / "?" ); unreserved, sub-delims, ":" and "@".
        assert!(
            text.chars()
                .all(|c| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/?".contains(c))
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let text = encode(&bytes);
            prop_assert!(!text.ends_with(['.', ':']));
            prop_assert_eq!(decode(&text), Some(bytes));
        }

        #[test]
        fn what_is_read_was_written_so(text in "[0-9A-Z$/:.-]{0,40}") {
            if let Some(bytes) = decode(&text) {
                prop_assert_eq!(encode(&bytes), text);
            }
        }
    }
}
