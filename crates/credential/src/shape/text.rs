//! The texts that credentials are made of: URLs and type names.

/// Whether a text is an absolute URL: a scheme, and something after it without spaces or the characters that RFC 3986 excludes.
#[must_use]
pub fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
        && !rest.is_empty()
        && !rest.bytes().any(excluded)
        && (rest.is_ascii() || !rest.chars().any(|letter| letter.is_control() || letter.is_whitespace()))
}

/// Spaces, controls, and what RFC 3986 leaves no place for.
fn excluded(byte: u8) -> bool {
    // One bit for each byte below 128, in two words: this is asked of every letter of every address.
    const NOWHERE: [u64; 2] = {
        let mut words = [0xFFFF_FFFF | 1 << b' ', 1 << (0x7F - 64)];
        let mut letters: &[u8] = b"<>\"{}|\\^`";
        while let [letter, rest @ ..] = letters {
            let [low, high] = &mut words;
            if *letter < 64 {
                *low |= 1 << *letter;
            } else {
                *high |= 1 << (*letter - 64);
            }
            letters = rest;
        }
        words
    };
    let word = NOWHERE.get(usize::from(byte / 64)).copied().unwrap_or_default();
    word >> (byte % 64) & 1 == 1
}

/// Whether a text can name a type: a term, or an absolute URL.
#[must_use]
pub fn is_type(text: &str) -> bool {
    let is_term = !text.is_empty()
        && !text.starts_with('@')
        && text
            .chars()
            .all(|letter| letter.is_alphanumeric() || "-_.".contains(letter));
    is_term || is_url(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_address_holds() {
        for byte in 0..=255 {
            let wanted = byte <= b' ' || byte == 0x7F || b"<>\"{}|\\^`".contains(&byte);
            assert_eq!(excluded(byte), wanted, "{byte}");
        }
    }

    #[test]
    fn urls_and_types() {
        for url in [
            "urn:uuid:1",
            "did:key:z6Mk#z6Mk",
            "https://a.example/é?b=1#c",
            "data:,x",
        ] {
            assert!(is_url(url), "{url}");
        }
        for text in [
            "",
            "a",
            "a/b",
            ":x",
            "1a:b",
            "https ://a.example",
            "https://a b",
            "urn:",
            "#a",
            "urn:\u{7}",
        ] {
            assert!(!is_url(text), "{text}");
        }
        assert!(
            is_type("OpenBadgeCredential")
                && is_type("1EdTechJsonSchemaValidator2019")
                && is_type("https://a.example/#T")
        );
        assert!(!is_type("") && !is_type("@id") && !is_type("a b") && !is_type("/a"));
    }
}
