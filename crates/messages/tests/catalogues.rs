//! What every catalogue keeps to: French typography, plain French for workers, a sentence in each language for every code.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests are free of these rules"
)]

#[allow(dead_code, reason = "the build script uses the rest")]
#[path = "../build/parse.rs"]
mod parse;
#[allow(dead_code, reason = "the build script uses the rest")]
#[path = "../build/typography.rs"]
mod typography;

use jalon_base::json::{self, Fault, Limits};
use jalon_base::sorted::SortedMap;
use jalon_messages::{CODES, Lang, sentence, worker};
use parse::{Message, Piece};
use std::fs;
use std::path::Path;

/// Messages of the catalogues of a language whose name begins so, with their file, as they are compiled.
fn messages(language: &str, beginning: &str) -> Vec<(String, Message)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ftl").join(language);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        if file.starts_with(beginning) {
            let (messages, wrongs) = parse::catalogue(&fs::read_to_string(&path).unwrap());
            assert_eq!(wrongs, [], "{file}");
            for mut message in messages {
                assert_eq!(
                    typography::set(language, &mut message.pieces),
                    [""; 0],
                    "{file}: {}",
                    message.id
                );
                found.push((file.clone(), message));
            }
        }
    }
    assert!(!found.is_empty(), "no catalogue {language}/{beginning}*");
    found
}

/// Every way the message reads; an argument reads as `ARG`.
fn readings(pieces: &[Piece]) -> Vec<String> {
    let mut all = vec![String::new()];
    for piece in pieces {
        let ends: Vec<String> = match piece {
            Piece::Text(text) => vec![text.clone()],
            Piece::Argument { .. } => vec!["ARG".to_owned()],
            Piece::Select { variants, .. } => variants.iter().flat_map(|(_, inside)| readings(inside)).collect(),
        };
        all = all
            .iter()
            .flat_map(|begin| ends.iter().map(move |end| format!("{begin}{end}")))
            .collect();
    }
    all
}

#[test]
fn french_typography() {
    for (file, message) in messages("fr", "") {
        for reading in readings(&message.pieces) {
            let characters: Vec<char> = reading.chars().collect();
            for (index, &character) in characters.iter().enumerate() {
                let before = index.checked_sub(1).map(|at| characters[at]);
                let after = characters.get(index + 1).copied();
                let ends_word = after.is_none_or(char::is_whitespace);
                let right = match character {
                    ';' | '?' | '!' => matches!(before, Some('\u{202f}' | '?' | '!') | None),
                    ':' if ends_word => before == Some('\u{a0}'),
                    '»' => before == Some('\u{a0}'),
                    '«' => after == Some('\u{a0}'),
                    '\'' => !(before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic)),
                    _ => true,
                };
                assert!(right, "{file}: {}: around `{character}` in `{reading}`", message.id);
            }
        }
    }
    assert_eq!(worker::trade_question(Lang::Fr), "Votre métier\u{202f}?");
    assert_eq!(worker::not_safe_yet(Lang::Fr), "Pas encore à l’abri");
}

/// Words as a reader sees them: letters and the hyphens and apostrophes inside.
fn words(sentence: &str) -> Vec<String> {
    sentence
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(str::to_lowercase)
        .collect()
}

#[test]
fn workers_read_plain_french() {
    let list = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ftl/expert-words.txt")).unwrap();
    let expert: Vec<Vec<String>> = list
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(words)
        .collect();
    assert!(expert.len() > 15);
    let mut wrongs = Vec::new();
    for (file, message) in messages("fr", "worker") {
        for reading in readings(&message.pieces) {
            let read = words(&reading);
            for expression in &expert {
                let plural = |word: &String, wanted: &String| {
                    word == wanted || word.strip_suffix(['s', 'x']).is_some_and(|singular| singular == wanted)
                };
                if read
                    .windows(expression.len())
                    .any(|window| window.iter().zip(expression).all(|(word, wanted)| plural(word, wanted)))
                {
                    wrongs.push(format!(
                        "{file}: {}: expert word `{}` in `{reading}`",
                        message.id,
                        expression.join(" ")
                    ));
                }
            }
            for sentence in reading.replace("\n\n", ".").split(['.', '!', '?', '…']) {
                // Spaces separate words for a reader who counts: « l’abri » is one.
                let count = sentence
                    .split_whitespace()
                    .filter(|word| word.chars().any(char::is_alphanumeric))
                    .count();
                if count > 15 {
                    wrongs.push(format!("{file}: {}: {count} words in `{sentence}`", message.id));
                }
            }
        }
    }
    wrongs.sort();
    wrongs.dedup();
    assert!(wrongs.is_empty(), "\n{}", wrongs.join("\n"));
}

#[test]
fn every_code_has_its_sentence_with_its_arguments() {
    for lang in Lang::ALL {
        for (code, names) in CODES {
            let args: SortedMap<&str, String> = names.iter().map(|name| (*name, format!("⟨{name}⟩"))).collect();
            let text = sentence(lang, code, &args).unwrap_or_else(|| panic!("{code} in {}", lang.tag()));
            assert!(!text.trim().is_empty() && !text.contains('?'), "{code}: {text}");
            assert!(sentence(lang, code, &SortedMap::new()).is_some());
        }
        assert_eq!(sentence(lang, "json/no-such-code", &SortedMap::new()), None);
    }
}

#[test]
fn every_fault_of_strict_json_is_worded() {
    let faults = [
        Fault::TooLong { limit: 1 },
        Fault::TooDeep { limit: 1 },
        Fault::ByteOrderMark,
        Fault::NotUtf8,
        Fault::Truncated,
        Fault::Unexpected { wanted: "a value" },
        Fault::Trailing,
        Fault::DuplicateMember { name: "a".to_owned() },
        Fault::LoneSurrogate,
        Fault::Number,
        Fault::Shape {
            detail: "a text".to_owned(),
        },
    ];
    for fault in &faults {
        assert!(CODES.iter().any(|(code, _)| *code == fault.code()), "{}", fault.code());
    }
    // A code that is worded and that no fault has any more is a sentence nobody will read.
    for (code, _) in CODES.iter().filter(|(code, _)| code.starts_with("json/")) {
        assert!(faults.iter().any(|fault| fault.code() == *code), "{code}");
    }
    let fault = json::check(br#"{"a":1,"a":2}"#, Limits::DOCUMENT).unwrap_err().fault;
    let args = SortedMap::from([("name", "a".to_owned())]);
    assert_eq!(
        sentence(Lang::Fr, fault.code(), &args).as_deref(),
        Some("Le membre «\u{a0}a\u{a0}» est écrit deux fois. Gardez-en un seul.")
    );
    assert_eq!(
        sentence(Lang::En, fault.code(), &args).as_deref(),
        Some("The member “a” is written twice. Keep only one.")
    );
}

#[test]
fn plurals_follow_the_language() {
    let check = |n: u32, french: &str, english: &str| {
        assert_eq!(worker::to_review(Lang::Fr, n), french);
        assert_eq!(worker::to_review(Lang::En, n), english);
    };
    check(0, "rien à revoir", "nothing to review");
    check(1, "1 question à revoir", "1 question to review");
    check(2, "2 questions à revoir", "2 questions to review");
    assert_eq!(worker::question_of(Lang::Fr, 3_usize, 10), "Question 3 sur 10");
}
