//! "Is it this person?": a name and a birth date written one way, whoever types them, so that a salted digest can be compared.
//!
//! Compared on the reader's device against what the holder opens; nothing is kept. A digest alone is no secret: names and dates are few,
//! so the salt stays with the holder ([`crate::open_badge::HashedIdentity`]).

use jalon_base::time::days_from_civil;

/// The kind of an identity made of a name and a birth date.
pub const PERSON: &str = "ext:NameAndBirthDate";

/// A name and a birth date as they are hashed: words without accents, case or order, then the date; none when there is no letter or no
/// such day.
///
/// # Formula
/// `words in alphabetical order, joined by a space` + `|` + `YYYY-MM-DD`. A word is a run of letters or digits, accents removed, in small
/// letters; hyphens, apostrophes and spaces separate.
#[must_use]
pub fn person(name: &str, (year, month, day): (i64, u8, u8)) -> Option<String> {
    days_from_civil(year, month, day).filter(|_| (1..=9999).contains(&year))?;
    let mut folded = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            // A combining accent belongs to the letter before.
            '\u{300}'..='\u{36f}' => {}
            letter if letter.is_alphanumeric() => {
                folded.push_str(plain(letter).unwrap_or(letter.encode_utf8(&mut [0; 4])))
            }
            _ => folded.push(' '),
        }
    }
    let mut words: Vec<&str> = folded.split_whitespace().collect();
    words.sort_unstable();
    (!words.is_empty()).then(|| format!("{}|{year:04}-{month:02}-{day:02}", words.join(" ")))
}

/// A small letter of the Latin alphabets of Europe without its accent.
const fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ð' | 'ď' | 'đ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_is_written_one_way() {
        let ada = person("Ada Lovelace", (1815, 12, 10)).unwrap();
        assert_eq!(ada, "ada lovelace|1815-12-10");
        for name in ["LOVELACE Ada", "  ada   lovelace ", "Lovelace, Ada"] {
            assert_eq!(person(name, (1815, 12, 10)), Some(ada.clone()), "{name}");
        }
        let same = |a: &str, b: &str| assert_eq!(person(a, (1990, 1, 1)), person(b, (1990, 1, 1)), "{a} {b}");
        same("Jean-François D'Ornano", "ORNANO D JEAN FRANCOIS");
        same("Zoé Œuvrard", "zoe oeuvrard");
        same("Zoe\u{301} N\u{303}andu\u{301}", "Zoé Ñandú");
        same("Łukasz Żółć", "LUKASZ ZOLC");
        same("Großmann", "GROSSMANN");
        same("Șerban Țepeș", "Serban Tepes");
        assert_eq!(
            person("محمد علي", (1990, 1, 1)).as_deref(),
            Some("علي محمد|1990-01-01"),
            "other scripts keep their letters"
        );
    }

    #[test]
    fn others_are_not_the_same() {
        assert_ne!(
            person("Ada Byron", (1815, 12, 10)),
            person("Ada Lovelace", (1815, 12, 10))
        );
        assert_ne!(
            person("Ada Lovelace", (1815, 12, 11)),
            person("Ada Lovelace", (1815, 12, 10))
        );
        assert_ne!(person("An Na", (1990, 1, 1)), person("Anna", (1990, 1, 1)));
        for (name, date) in [
            ("", (1990, 1, 1)),
            (" - ", (1990, 1, 1)),
            ("Ada", (1990, 2, 30)),
            ("Ada", (0, 1, 1)),
        ] {
            assert_eq!(person(name, date), None);
        }
    }
}
