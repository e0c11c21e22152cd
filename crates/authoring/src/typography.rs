//! Sets what authors type with an ordinary keyboard: apostrophes, and the no-break spaces of French, so that no line begins with `?`.
//!
//! Lenient, unlike the catalogues' compiler: a space that an author left out stays out.
//!
//! # Source
//! Lexique des règles typographiques en usage à l'Imprimerie nationale, "Ponctuation".

const NARROW: char = '\u{202f}';
const NO_BREAK: char = '\u{a0}';

/// The text of a language, set.
pub fn set(lang: &str, text: &str) -> String {
    let french = lang == "fr" || lang.starts_with("fr-");
    let characters: Vec<char> = text.chars().collect();
    let at = |index: Option<usize>| index.and_then(|index| characters.get(index)).copied().unwrap_or('\n');
    let set = |(index, &character): (usize, &char)| {
        let (before, after) = (at(index.checked_sub(1)), at(Some(index + 1)));
        match character {
            '\'' if before.is_alphabetic() && after.is_alphanumeric() => '’',
            ' ' if french && before.is_alphanumeric() | "»)…*’%€".contains(before) => match after {
                ';' | '?' | '!' => NARROW,
                ':' | '»' => NO_BREAK,
                _ => ' ',
            },
            ' ' if french && before == '«' => NO_BREAK,
            ' ' if french && after == '»' => NO_BREAK,
            other => other,
        }
    };
    characters.iter().enumerate().map(set).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_spaces_and_apostrophes() {
        assert_eq!(
            set("fr", "L'hôtel dit : « Où ? »"),
            "L’hôtel dit\u{a0}: «\u{a0}Où\u{202f}?\u{a0}»"
        );
        assert_eq!(set("en", "It's 5 o'clock: what ?"), "It’s 5 o’clock: what ?");
        assert_eq!(set("fr", "- un\n- deux ; trois"), "- un\n- deux\u{202f}; trois");
        assert_eq!(set("fr", "le 'mot' à 8:30"), "le 'mot' à 8:30");
    }
}
