//! The typography of a language, set in what people type with an ordinary keyboard: apostrophes, ellipses, and the no-break spaces of
//! French, so that no line begins with `?`.
//!
//! French: an ordinary space before `; ? !` becomes a narrow no-break space (U+202F), one before `:` and inside « » a no-break space
//! (U+00A0). Every language: `'` between letters becomes ’, `...` becomes ….
//!
//! # Source
//! Lexique des règles typographiques en usage à l'Imprimerie nationale, "Ponctuation".

const NARROW: char = '\u{202f}';
const NO_BREAK: char = '\u{a0}';

/// What stands around a text that is a piece of a longer one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Around {
    /// Something stands before it.
    pub before: bool,
    /// Something stands after it.
    pub after: bool,
}

/// A text, set, and the marks beside which French wants a space that is not there: the caller refuses them, or lets them be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// The text.
    pub text: String,
    /// The marks, in the order of the text.
    pub missing: Vec<char>,
}

/// Sets a text of a language.
#[must_use]
pub fn set(lang: &str, text: &str, around: Around) -> Set {
    let text = marks(text, around);
    if lang == "fr" || lang.starts_with("fr-") {
        spaces(&text, around)
    } else {
        Set {
            text,
            missing: Vec::new(),
        }
    }
}

/// Apostrophes and ellipses.
fn marks(text: &str, around: Around) -> String {
    let characters: Vec<char> = text.replace("...", "…").chars().collect();
    let at = |index: usize| characters.get(index).copied();
    let mark = |(index, &character): (usize, &char)| {
        let elides = index.checked_sub(1).and_then(at).is_some_and(char::is_alphabetic);
        // An elision may end a piece: « d' » { $name }.
        let elided = at(index + 1).map_or(around.after, |next| next.is_alphanumeric() || next == '«');
        if character == '\'' && elides && elided {
            '’'
        } else {
            character
        }
    };
    characters.iter().enumerate().map(mark).collect()
}

/// French spaces around punctuation.
fn spaces(text: &str, around: Around) -> Set {
    let (mut out, mut missing): (Vec<char>, Vec<char>) = (Vec::new(), Vec::new());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        let wanted = match character {
            ';' | '?' | '!' => Some(NARROW),
            ':' if next.is_none_or(char::is_whitespace) => Some(NO_BREAK),
            '»' => Some(NO_BREAK),
            _ => None,
        };
        if let Some(space) = wanted {
            match out.as_slice() {
                // A dash that begins a line is a list's: its space is not one before punctuation.
                [.., '-', ' '] => {}
                [.., ' ' | NARROW | NO_BREAK] => {
                    out.pop();
                    out.push(space);
                }
                [.., '?' | '!'] if character != ':' => {}
                [] if !around.before => {}
                _ => missing.push(character),
            }
        }
        out.push(character);
        if character == '«' {
            match next {
                Some(' ' | NARROW | NO_BREAK) => {
                    characters.next();
                    out.push(NO_BREAK);
                }
                _ => missing.push(character),
            }
        }
    }
    Set {
        text: out.into_iter().collect(),
        missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alone(lang: &str, text: &str) -> String {
        set(lang, text, Around::default()).text
    }

    #[test]
    fn french_spaces_and_apostrophes() {
        assert_eq!(
            alone("fr", "L'hôtel dit : « Où ? »"),
            "L’hôtel dit\u{a0}: «\u{a0}Où\u{202f}?\u{a0}»"
        );
        assert_eq!(alone("en", "It's 5 o'clock: what ?.."), "It’s 5 o’clock: what ?..");
        assert_eq!(
            alone("fr-CH", "- un\n- deux ; trois..."),
            "- un\n- deux\u{202f}; trois…"
        );
        assert_eq!(alone("fr", "le 'mot' à 8:30"), "le 'mot' à 8:30");
    }

    #[test]
    fn a_space_that_is_missing_is_told_and_left_out() {
        let told = |text: &str| set("fr", text, Around::default()).missing;
        assert_eq!(told("Où? Là: «ici»; oui !"), ['?', ':', '«', '»', ';']);
        assert_eq!(told("Quoi ?! Non ?"), []);
        assert_eq!(alone("fr", "Où?"), "Où?");
        assert_eq!(set("en", "Where? «there»", Around::default()).missing, []);
    }

    #[test]
    fn a_piece_of_a_longer_text_knows_what_is_around_it() {
        let piece = Around {
            before: true,
            after: true,
        };
        assert_eq!(set("fr", "d'", piece).text, "d’");
        assert_eq!(alone("fr", "d'"), "d'");
        assert_eq!(
            set("fr", "? Non", piece).missing,
            ['?'],
            "what is before ends without a space"
        );
        assert_eq!(set("fr", "? Non", Around::default()).missing, []);
    }
}
