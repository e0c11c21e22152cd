//! Twelve French words for sixteen bytes, and back, whatever way a person copied them.

use jalon_base::{Digest, letters};
use std::fmt;
use zeroize::Zeroizing;

/// The official French list of BIP-39, in order, in composed Unicode. Without accents the first four letters of each word are its own.
const LIST: &str = include_str!("french.txt");

const COUNT: usize = 12;

/// Letters that tell a word of the list from all others.
const TELLING: usize = 4;

fn list() -> impl Iterator<Item = &'static str> {
    LIST.split('\n')
}

/// The words of sixteen bytes: 128 bits and the first 4 of their SHA-256, eleven by eleven.
pub(super) fn of(bytes: &[u8; 16]) -> [&'static str; COUNT] {
    let bits = u128::from_be_bytes(*bytes);
    let check = u32::from(checksum(bytes));
    let mut words = [""; COUNT];
    for (place, word) in words.iter_mut().enumerate() {
        let index = match 117_usize.checked_sub(11 * place) {
            Some(shift) => (bits >> shift) & 0x7FF,
            // The last word holds seven bits of the secret and the checksum.
            None => (bits & 0x7F) << 4 | u128::from(check),
        };
        *word = usize::try_from(index)
            .ok()
            .and_then(|index| list().nth(index))
            .unwrap_or_default();
    }
    words
}

fn checksum(bytes: &[u8; 16]) -> u8 {
    let [first, ..] = *Digest::of(bytes).as_bytes();
    first >> 4
}

pub(super) fn read(text: &str) -> Result<Zeroizing<[u8; 16]>, Misread> {
    let is_mark = |letter: char| ('\u{300}'..='\u{36F}').contains(&letter);
    let typed: Vec<&str> = text
        .split(|letter: char| !letter.is_alphabetic() && !is_mark(letter))
        .filter(|word| !word.is_empty())
        .collect();
    if typed.len() != COUNT {
        return Err(Misread::Count { found: typed.len() });
    }
    let list: Vec<(&str, String)> = list().map(|word| (word, fold(word))).collect();
    let mut unknown = Vec::new();
    let mut guessed = Vec::new();
    let mut bits = Zeroizing::new(0_u128);
    let mut check = 0;
    for (place, typed) in typed.into_iter().enumerate() {
        let folded = Zeroizing::new(fold(typed));
        let position = place + 1;
        let Some((index, word, sure)) = find(&list, &folded) else {
            unknown.push(Unknown {
                position,
                typed: typed.to_owned(),
                near: near(&list, &folded),
            });
            continue;
        };
        if !sure {
            guessed.push(Guessed {
                position,
                typed: typed.to_owned(),
                word,
            });
        }
        let index = u128::try_from(index).unwrap_or_default();
        if position < COUNT {
            *bits = *bits << 11 | index;
        } else {
            *bits = *bits << 7 | index >> 4;
            check = u8::try_from(index & 0xF).unwrap_or_default();
        }
    }
    if !unknown.is_empty() {
        return Err(Misread::Unknown { words: unknown });
    }
    let bytes = Zeroizing::new(bits.to_be_bytes());
    if checksum(&bytes) == check {
        Ok(bytes)
    } else {
        Err(Misread::Checksum { guessed })
    }
}

/// A word of the list: its number, its spelling, and whether what was typed is that word or the beginning of it.
fn find(list: &[(&'static str, String)], typed: &str) -> Option<(usize, &'static str, bool)> {
    let telling = typed.get(..TELLING)?;
    let (index, (word, folded)) = list
        .iter()
        .enumerate()
        .find(|(_, (_, folded))| folded.starts_with(telling))?;
    Some((index, word, folded.starts_with(typed)))
}

/// Words of the list that are one slip of the hand away; at most three.
fn near(list: &[(&'static str, String)], typed: &str) -> Vec<&'static str> {
    list.iter()
        .filter(|(_, folded)| one_slip(folded, typed))
        .map(|(word, _)| *word)
        .take(3)
        .collect()
}

/// Whether one letter added, left out, changed or swapped with the next makes one text of the other.
fn one_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (Some(a), Some(b)) = (a.get(same..), b.get(same..)) else {
        return false;
    };
    match (a, b) {
        ([], []) => true,
        ([x, y, a @ ..], [u, v, b @ ..]) if x == v && y == u && a == b => true,
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([_, a_rest @ ..], _) if a_rest == b => true,
        (_, [_, b_rest @ ..]) => a == b_rest,
        _ => false,
    }
}

/// A word in lower case without accents.
fn fold(word: &str) -> String {
    let small = Zeroizing::new(letters::small(word));
    letters::plain(&small)
}

/// Why twelve words could not be read. What was typed is in it: it is shown to the person who typed it and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misread {
    /// Not twelve words.
    Count {
        /// How many there are.
        found: usize,
    },
    /// Words that are not of the list.
    Unknown {
        /// Each of them.
        words: Vec<Unknown>,
    },
    /// All words are of the list, but do not go together: one is another, or two changed places. The checksum of four bits sees fifteen
    /// slips of sixteen and cannot say which word it is.
    Checksum {
        /// The words that were guessed: those to look at first. Empty when every word was typed as it is.
        guessed: Vec<Guessed>,
    },
}

/// A word that is not of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// Its place, from 1 to 12.
    pub position: usize,
    /// As it was typed.
    pub typed: String,
    /// Words of the list that are one slip away.
    pub near: Vec<&'static str>,
}

/// A word known by its first four letters, though the rest is another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guessed {
    /// Its place, from 1 to 12.
    pub position: usize,
    /// As it was typed.
    pub typed: String,
    /// The word it was taken for.
    pub word: &'static str,
}

impl Misread {
    /// Stable code, in the form `area/what`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Count { .. } => "recovery/count",
            Self::Unknown { .. } => "recovery/unknown-word",
            Self::Checksum { .. } => "recovery/checksum",
        }
    }
}

impl fmt::Display for Misread {
    /// Never shows a word: this text may end in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count { found } => write!(f, "{found} words instead of {COUNT}"),
            Self::Unknown { words } => {
                write!(f, "not of the list: word")?;
                for (index, word) in words.iter().enumerate() {
                    write!(f, "{} {}", if index > 0 { "," } else { "" }, word.position)?;
                }
                Ok(())
            }
            Self::Checksum { .. } => write!(f, "the words do not go together"),
        }
    }
}

impl std::error::Error for Misread {}

#[cfg(test)]
mod tests {
    use super::*;
    use jalon_base::sorted::SortedSet;
    use proptest::prelude::*;

    #[test]
    fn the_list_is_the_official_one_and_four_letters_tell_its_words() {
        // SHA-256 of bip-0039/french.txt, which is written in decomposed Unicode.
        let official = format!("{LIST}\n").replace('é', "e\u{301}").replace('è', "e\u{300}");
        assert_eq!(
            Digest::of(official.as_bytes()).to_string(),
            "ebc3959ab7801a1df6bac4fa7d970652f1df76b683cd2f4003c941c63d517e59"
        );
        let telling: SortedSet<String> = list().map(|word| fold(word).chars().take(TELLING).collect()).collect();
        assert_eq!(telling.len(), 2048);
        assert!(list().all(|word| fold(word).bytes().all(|letter| letter.is_ascii_lowercase())));
    }

    #[test]
    fn slips_are_seen_and_named() {
        let words = of(&[0x5A; 16]);
        let text = words.join(" ");
        let typed = |place: usize, word: &str| {
            let mut words = words.map(str::to_owned);
            words[place] = word.to_owned();
            read(&words.join(" "))
        };
        assert_eq!(read("abaisser"), Err(Misread::Count { found: 1 }));
        let Err(Misread::Unknown { words: unknown }) = typed(3, "xbaisser") else {
            panic!("not seen")
        };
        assert_eq!(
            unknown,
            [Unknown {
                position: 4,
                typed: "xbaisser".into(),
                near: vec!["abaisser"]
            }]
        );
        // Too short to tell, or only beginning like a word.
        assert_eq!(typed(0, "aba").unwrap_err().code(), "recovery/unknown-word");
        assert!(read(&text).is_ok());
        let mut swapped = words;
        swapped.swap(0, 1);
        assert_ne!(words, swapped);
        assert_ne!(read(&swapped.join(" ")).ok().as_deref(), Some(&[0x5A; 16]));
    }

    #[test]
    fn a_guessed_word_is_named_when_the_words_do_not_go_together() {
        let words = of(&[0; 16]);
        assert_eq!(words[0], "abaisser");
        let mut typed = words.map(str::to_owned);
        typed[0] = "abaissement".into();
        assert!(read(&typed.join(" ")).is_ok(), "the first four letters are right");
        typed[0] = "abandonné".into();
        let Err(Misread::Checksum { guessed }) = read(&typed.join(" ")) else {
            panic!("not seen")
        };
        assert_eq!((guessed[0].position, guessed[0].word), (1, "abandon"));
    }

    proptest! {
        #[test]
        fn comes_back_however_it_was_copied(bytes: [u8; 16], upper: bool, short: bool, bare: bool, numbered: bool) {
            let mut text = String::new();
            for (place, word) in of(&bytes).iter().enumerate() {
                let mut word = if bare { fold(word) } else { (*word).to_owned() };
                if short {
                    word = word.chars().take(TELLING).collect();
                }
                if upper {
                    word = word.to_uppercase();
                }
                text.push_str(&if numbered { format!("{}. {word},\n", place + 1) } else { format!("  {word}\t") });
            }
            prop_assert_eq!(read(&text).map(|bytes| *bytes), Ok(bytes));
        }

        #[test]
        fn never_panics(text in ".{0,200}") {
            let _ = read(&text);
        }

        #[test]
        fn never_panics_on_twelve(words in proptest::collection::vec("[a-zé]{1,9}", 12)) {
            let _ = read(&words.join(" "));
        }
    }
}
