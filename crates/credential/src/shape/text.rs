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
const fn excluded(byte: u8) -> bool {
    byte <= b' '
        || matches!(
            byte,
            0x7F | b'<' | b'>' | b'"' | b'{' | b'}' | b'|' | b'\\' | b'^' | b'`'
        )
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
