//! What the compiler of catalogues reads and refuses, each refusal with its line.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests are free of these rules"
)]

#[allow(dead_code, reason = "the build script uses the rest")]
#[path = "../build/catalogue.rs"]
mod catalogue;
#[allow(dead_code, reason = "the build script uses the rest")]
#[path = "../build/parse.rs"]
mod parse;
#[allow(dead_code, reason = "the build script uses the rest")]
#[path = "../build/typography.rs"]
mod typography;

use parse::{Kind, Piece, catalogue as read};
use std::fs;

fn refused(text: &str, line: usize, what: &str) {
    let (_, wrongs) = read(text);
    let wrong = wrongs.first().unwrap_or_else(|| panic!("accepted: {text}"));
    assert!(
        wrong.line == line && wrong.what.contains(what),
        "{text:?} gave {wrong:?}"
    );
}

#[test]
fn what_is_read() {
    let (messages, wrongs) = read(
        "# note\n# $n (number): how many\na-b =\n    One\n    two { $n ->\n        [one] x { $n }\n       *[other] y\n    } end\n\nc = { \"{\" }\\u { DATE($day) }\n",
    );
    assert_eq!(wrongs, []);
    assert_eq!(messages.len(), 2);
    assert_eq!(
        (messages[0].id.as_str(), messages[0].line, messages[0].note.len()),
        ("a-b", 3, 2)
    );
    assert_eq!(messages[0].declared[0].kind, Kind::Number);
    assert_eq!(messages[0].pieces[0], Piece::Text("One\ntwo ".to_owned()));
    assert_eq!(messages[0].pieces[2], Piece::Text(" end".to_owned()));
    let Piece::Select { variants, default, .. } = &messages[0].pieces[1] else {
        panic!("{:?}", messages[0].pieces);
    };
    assert_eq!((variants.len(), *default), (2, 1));
    assert_eq!(variants[1].1, [Piece::Text("y".to_owned())]);
    assert_eq!(messages[1].pieces[0], Piece::Text("{".to_owned()));
}

#[test]
fn what_is_refused() {
    refused("a = x\n\nb = { $n ->\n  [one] x\n}", 5, "default");
    refused("a = }", 1, "without its `{`");
    refused("a = { b }", 1, "only `$argument`");
    refused("a =\n", 1, "no text");
    refused("ok = x\n-term = x", 2, "not an identifier");
    refused("words", 1, "neither a comment");
    refused("a = { $n", 1, "the message ends");
    refused("a = { $n ->\n [one] x\n [one] y\n *[other] z\n}", 3, "twice");
    refused("# $n (colour): x\na = { $n }", 2, "not a kind");
    refused("a = { \"\\uD800\" }", 1, "not a character");
}

/// Errors of a pair of catalogues.
fn errors(french: &str, english: &str) -> Vec<String> {
    let folder = std::env::temp_dir().join(format!(
        "jalon-messages-{}-{:?}",
        std::process::id(),
        std::thread::current().id()
    ));
    for (language, text) in [("fr", french), ("en", english)] {
        fs::create_dir_all(folder.join(language)).unwrap();
        fs::write(folder.join(language).join("t.ftl"), text).unwrap();
    }
    let mut errors = Vec::new();
    catalogue::read_all(&folder, &mut errors);
    fs::remove_dir_all(&folder).unwrap();
    errors
}

#[test]
fn both_languages_say_the_same() {
    let one = |french: &str, english: &str, wanted: &str| {
        let errors = errors(french, english);
        assert!(errors.len() == 1 && errors[0].contains(wanted), "{errors:?}");
    };
    assert_eq!(errors("a = x { $n }", "a = { $n } x"), [""; 0]);
    one("a = x\nb = y", "a = x", "t.ftl:2: message `b` is missing in ");
    one("a = x", "\n\nb = y\na = x", "t.ftl:3: message `b` is missing in ");
    one(
        "a = { $n }",
        "\na = x",
        "t.ftl:2: message `a`: `$n` of the French message is not used",
    );
    one("a = x", "a = { $n }", "`$n` is not an argument");
    one(
        "a = { $n } { $n ->\n [one] x\n *[other] y\n}",
        "a = { DATE($n) }",
        "is used as Date and as Number",
    );
    one("# $n: x\na = y", "a = y", "declared and never used");
    one("a = x\na = y", "a = x", "there already, line 1");
    one("a = x?", "a = x?", "French wants a space before `?`");
    one("a = { $n }: x", "a = { $n }: x", "French wants a space before `:`");
}
