//! Sets the typography of a language, so that catalogues are typed with an ordinary keyboard: no-break spaces, apostrophes, ellipses.
//!
//! French: an ordinary space before `; ? !` becomes a narrow no-break space (U+202F), one before `:` and inside « » a no-break space
//! (U+00A0). A missing space is refused. Both languages: `'` between letters becomes ’, `...` becomes ….
//!
//! # Source
//! Lexique des règles typographiques en usage à l'Imprimerie nationale, "Ponctuation".

use crate::parse::Piece;

const NARROW: char = '\u{202f}';
const NO_BREAK: char = '\u{a0}';

/// Sets the text of a message; gives what is wrong.
pub fn set(language: &str, pieces: &mut [Piece]) -> Vec<String> {
    let mut wrongs = Vec::new();
    pieces_of(language == "fr", pieces, &mut wrongs);
    wrongs
}

fn pieces_of(french: bool, pieces: &mut [Piece], wrongs: &mut Vec<String>) {
    let mut after_placeable = false;
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                let mut set = marks(text);
                if french {
                    set = spaces(&set, after_placeable, wrongs);
                }
                if set.contains("  ") {
                    wrongs.push(format!("two spaces in `{set}`"));
                }
                *text = set;
            }
            Piece::Argument { .. } => {}
            Piece::Select { variants, .. } => {
                for (_, inside) in variants {
                    pieces_of(french, inside, wrongs);
                }
            }
        }
        after_placeable = !matches!(piece, Piece::Text(_));
    }
}

/// Apostrophes and ellipses.
fn marks(text: &str) -> String {
    let characters: Vec<char> = text.replace("...", "…").chars().collect();
    let at = |index: usize| characters.get(index).copied().unwrap_or(' ');
    characters
        .iter()
        .enumerate()
        .map(|(index, &character)| {
            // An elision may end a piece, before an argument: « d' » { $name }.
            let elided = index + 1 == characters.len() || at(index + 1).is_alphanumeric() || at(index + 1) == '«';
            if character == '\'' && index > 0 && at(index - 1).is_alphabetic() && elided {
                '’'
            } else {
                character
            }
        })
        .collect()
}

/// French spaces around punctuation.
fn spaces(text: &str, after_placeable: bool, wrongs: &mut Vec<String>) -> String {
    let mut out: Vec<char> = Vec::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        let wanted = match character {
            ';' | '?' | '!' => Some(NARROW),
            ':' if next.is_none_or(char::is_whitespace) => Some(NO_BREAK),
            '»' => Some(NO_BREAK),
            _ => None,
        };
        let before = out.last().copied();
        if let Some(space) = wanted {
            match before {
                Some(' ' | NARROW | NO_BREAK) => {
                    out.pop();
                    out.push(space);
                }
                Some('?' | '!') if character != ':' => {}
                None if !after_placeable => {}
                _ => wrongs.push(format!("French wants a space before `{character}`")),
            }
        }
        out.push(character);
        if character == '«' {
            match next {
                Some(' ' | NARROW | NO_BREAK) => {
                    characters.next();
                    out.push(NO_BREAK);
                }
                _ => wrongs.push("French wants a space after `«`".to_owned()),
            }
        }
    }
    out.into_iter().collect()
}
