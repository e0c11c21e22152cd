//! Multibase base58btc (`z…`), the only multibase that keys and proofs use here.
//!
//! # Source
//! W3C Controlled Identifiers 1.0 §2.4 (Multibase); the base58 alphabet is Bitcoin's. Vectors: `tests/vectors/did-key/`.

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Longest text that is decoded: the work grows with the square of the length, and nothing read here is longer than 200 characters.
const LONGEST: usize = 256;

/// `z` and the base58 of the bytes.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
    let mut digits: Vec<u8> = Vec::with_capacity(bytes.len() * 138 / 100 + 1);
    for &byte in bytes {
        let mut carry = u32::from(byte);
        for digit in &mut digits {
            carry += u32::from(*digit) << 8;
            *digit = low(carry % 58);
            carry /= 58;
        }
        while carry > 0 {
            digits.push(low(carry % 58));
            carry /= 58;
        }
    }
    let letters = digits
        .iter()
        .rev()
        .filter_map(|&digit| ALPHABET.get(usize::from(digit)));
    std::iter::once('z')
        .chain(std::iter::repeat_n('1', zeros))
        .chain(letters.map(|&letter| char::from(letter)))
        .collect()
}

/// The bytes of a `z…` text; none for another base, a letter outside the alphabet, or a text that is too long.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.strip_prefix('z')?;
    if text.len() > LONGEST {
        return None;
    }
    let zeros = text.bytes().take_while(|&letter| letter == b'1').count();
    // The number that the text writes, in pieces of 32 bits, the lowest first.
    let mut pieces: Vec<u32> = Vec::with_capacity(text.len() / 5 + 1);
    for letter in text.bytes() {
        let mut carry = u64::from(*VALUES.get(usize::from(letter)).filter(|&&value| value < 58)?);
        for piece in &mut pieces {
            carry += u64::from(*piece) * 58;
            *piece = u32::try_from(carry & 0xFFFF_FFFF).unwrap_or_default();
            carry >>= 32;
        }
        if carry > 0 {
            pieces.push(u32::try_from(carry).unwrap_or_default());
        }
    }
    let number = pieces.iter().rev().flat_map(|piece| piece.to_be_bytes());
    let mut bytes = vec![0; zeros];
    bytes.extend(number.skip_while(|&byte| byte == 0));
    Some(bytes)
}

/// The value of each letter; 58 for what is none.
const VALUES: [u8; 128] = {
    let mut values = [58; 128];
    let mut value = 0;
    while value < ALPHABET.len() {
        #[expect(
            clippy::indexing_slicing,
            clippy::cast_possible_truncation,
            reason = "evaluated by the compiler, which refuses what is out of bounds"
        )]
        {
            values[ALPHABET[value] as usize] = value as u8;
        }
        value += 1;
    }
    values
};

/// A number below 256 as a byte.
fn low(number: u32) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_answers() {
        // draft-msporny-base58-03 §5.
        for (bytes, text) in [
            (&b"Hello World!"[..], "z2NEpo7TZRRrLZSi2U"),
            (&[0, 0, 0x28, 0x7f, 0xb4, 0xcd][..], "z11233QC4"),
            (&[][..], "z"),
            (&[0][..], "z1"),
        ] {
            assert_eq!(encode(bytes), text);
            assert_eq!(decode(text).as_deref(), Some(bytes));
        }
        for text in ["", "2NEpo7TZRRrLZSi2U", "u2NEp", "z0", "zO", "zI", "zl", "z é"] {
            assert_eq!(decode(text), None, "{text}");
        }
        assert_eq!(decode(&format!("z{}", "2".repeat(LONGEST + 1))), None);
    }

    proptest! {
        #[test]
        fn comes_back(bytes in proptest::collection::vec(any::<u8>(), 0..120)) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }

        #[test]
        fn never_panics(text in ".{0,300}") {
            if let Some(bytes) = decode(&text) {
                prop_assert_eq!(encode(&bytes), text);
            }
        }
    }
}
