//! Hexadecimal, base32 and base64url, each with one accepted spelling.

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    let halves = bytes.iter().flat_map(|b| [b >> 4, b & 15]);
    out.extend(halves.filter_map(|n| char::from_digit(u32::from(n), 16)));
    out
}

/// Reads lower-case hexadecimal of an even length; none for anything else.
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || text.bytes().any(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok()))
        .collect();
    digits.map(|digits| {
        digits
            .chunks_exact(2)
            .map(|pair| pair.iter().fold(0, |byte, digit| (byte << 4) | digit))
            .collect()
    })
}

const BASE32: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE64URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Base32 in lower case without padding (RFC 4648 §6): safe in a file name, in a URL and when read aloud.
#[must_use]
pub fn base32(bytes: &[u8]) -> String {
    encode(bytes, BASE32, 5)
}

/// Reads lower-case base32 without padding; none when a character, the length or the last bits are not canonical.
#[must_use]
pub fn unbase32(text: &str) -> Option<Vec<u8>> {
    decode(text, BASE32, 5)
}

/// Base64url without padding (RFC 4648 §5).
#[must_use]
pub fn base64url(bytes: &[u8]) -> String {
    encode(bytes, BASE64URL, 6)
}

/// Reads base64url without padding; none when a character, the length or the last bits are not canonical.
#[must_use]
pub fn unbase64url(text: &str) -> Option<Vec<u8>> {
    decode(text, BASE64URL, 6)
}

/// Base64 with padding (RFC 4648 §4).
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    let mut text = encode(bytes, BASE64, 6);
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

/// Reads base64 with its padding; none when a character, the length or the last bits are not canonical.
#[must_use]
pub fn unbase64(text: &str) -> Option<Vec<u8>> {
    let bare = text.trim_end_matches('=');
    let padding = text.len() - bare.len();
    (text.len().is_multiple_of(4) && padding <= 2)
        .then(|| decode(bare, BASE64, 6))
        .flatten()
}

fn encode(bytes: &[u8], alphabet: &[u8], width: u32) -> String {
    let mut out = String::with_capacity(bytes.len() * 8 / 5 + 2);
    let (mut buffer, mut bits) = (0_u32, 0);
    let mask = (1_u32 << width) - 1;
    let mut push = |index: u32| {
        if let Some(&letter) = alphabet.get((index & mask) as usize) {
            out.push(char::from(letter));
        }
    };
    for &byte in bytes {
        buffer = (buffer << 8) | u32::from(byte);
        bits += 8;
        while bits >= width {
            bits -= width;
            push(buffer >> bits);
        }
        buffer &= (1 << bits) - 1;
    }
    if bits > 0 {
        push(buffer << (width - bits));
    }
    out
}

fn decode(text: &str, alphabet: &[u8], width: u32) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let (mut buffer, mut bits) = (0_u32, 0);
    for letter in text.bytes() {
        let value = alphabet
            .iter()
            .position(|&a| a == letter)
            .and_then(|v| u32::try_from(v).ok())?;
        buffer = (buffer << width) | value;
        bits += width;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from((buffer >> bits) & 0xFF).ok()?);
            buffer &= (1 << bits) - 1;
        }
    }
    (bits < width && buffer == 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc_4648_section_10() {
        for (plain, b32, b64) in [
            ("", "", ""),
            ("f", "my", "Zg"),
            ("fo", "mzxq", "Zm8"),
            ("foo", "mzxw6", "Zm9v"),
            ("foobar", "mzxw6ytboi", "Zm9vYmFy"),
        ] {
            assert_eq!(base32(plain.as_bytes()), b32);
            assert_eq!(unbase32(b32).unwrap(), plain.as_bytes());
            assert_eq!(base64url(plain.as_bytes()), b64);
            assert_eq!(unbase64url(b64).unwrap(), plain.as_bytes());
        }
        assert_eq!(unbase32("mz"), None, "last bits not zero");
        assert_eq!(unbase32("mzxw6y="), None);
        for (plain, padded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("\u{3ff}?", "z78/"),
        ] {
            assert_eq!(base64(plain.as_bytes()), padded);
            assert_eq!(unbase64(padded).as_deref(), Some(plain.as_bytes()));
        }
        for text in ["Zg=", "Zg", "Z===", "Zh==", "z78_", "===="] {
            assert_eq!(unbase64(text), None, "{text}");
        }
        assert_eq!(unbase64url("Zh"), None, "last bits not zero");
        assert_eq!(unbase64url("A"), None, "no length of one");
        assert_eq!(unhex("0fA0"), None);
        assert_eq!(unhex(&hex(&[0, 15, 160])), Some(vec![0, 15, 160]));
    }
}
