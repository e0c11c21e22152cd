//! Letters made comparable: without their case, without their accents.
//!
//! By tables of our own: what two answers have in common must not change with the compiler's edition of Unicode, and its tables weigh four
//! times as much in a page.
//!
//! # Source
//! Unicode 17, `UnicodeData.txt`, simple lower-case mapping.

mod capitals;

/// A text in small letters, letter by letter. A final sigma is a sigma; a dotted capital I is an i and a dot above, as Unicode has it.
#[must_use]
pub fn small(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'İ' => out.push_str("i\u{307}"),
            'ς' => out.push('σ'),
            _ => out.push(capitals::small(letter)),
        }
    }
    out
}

/// A text in the plain spelling of the accented letters of French and its neighbours; combining accents (U+0300 to U+036F) vanish.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => out.push('a'),
            'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å' => out.push('A'),
            'ç' => out.push('c'),
            'Ç' => out.push('C'),
            'è' | 'é' | 'ê' | 'ë' => out.push('e'),
            'È' | 'É' | 'Ê' | 'Ë' => out.push('E'),
            'ì' | 'í' | 'î' | 'ï' => out.push('i'),
            'Ì' | 'Í' | 'Î' | 'Ï' => out.push('I'),
            'ñ' => out.push('n'),
            'Ñ' => out.push('N'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => out.push('o'),
            'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' => out.push('O'),
            'ù' | 'ú' | 'û' | 'ü' => out.push('u'),
            'Ù' | 'Ú' | 'Û' | 'Ü' => out.push('U'),
            'ÿ' | 'ý' => out.push('y'),
            'œ' => out.push_str("oe"),
            'Œ' => out.push_str("OE"),
            'æ' => out.push_str("ae"),
            'Æ' => out.push_str("AE"),
            '\u{300}'..='\u{36F}' => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_is_small_as_unicode_has_it() {
        for letter in '\0'..=char::MAX {
            let theirs: String = letter.to_lowercase().collect();
            let theirs = if letter == 'ς' { "σ".to_owned() } else { theirs };
            assert_eq!(small(letter.encode_utf8(&mut [0; 4])), theirs, "{letter:?}");
        }
    }

    #[test]
    fn words_are_compared_whatever_their_dress() {
        assert_eq!(
            plain(&small("ÉTHYLOTEST Anti-Démarrage, Œuf")),
            "ethylotest anti-demarrage, oeuf"
        );
        assert_eq!(plain("e\u{301}te\u{301}"), "ete");
        assert_eq!(small("ΟΔΟΣ"), small("οδος"));
        assert_eq!(plain("Ÿß漢"), "Ÿß漢");
    }
}
