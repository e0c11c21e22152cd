//! Writes the functions: one module a catalogue, one function a message, one table of sentences for the codes of errors and findings.
//!
//! The words of each language but the first stand in one run of bytes a catalogue, in a module named after the part of the application
//! that brings them: only who reads that language loads them.

use crate::catalogue::{Catalogue, Entry, LANGUAGES, selector_kind};
use crate::parse::{Declared, Key, Kind, Message, Piece};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Languages whose words a part of the application brings, and the part's name in the program.
const PARTS: [(&str, &str); 1] = [("en", "part_english")];

const RESERVED: [&str; 24] = [
    "as", "break", "const", "continue", "else", "enum", "false", "fn", "for", "if", "impl", "in", "let", "loop",
    "match", "mod", "move", "return", "self", "static", "true", "type", "use", "where",
];

/// The code of all catalogues; whatever cannot be written is added to `errors`.
pub fn rust(catalogues: &[Catalogue], errors: &mut Vec<String>) -> String {
    let mut out = String::new();
    let mut tables = Vec::new();
    for catalogue in catalogues {
        let module = identifier(&catalogue.name);
        let (codes, messages): (Vec<&Entry>, Vec<&Entry>) =
            catalogue.entries.iter().partition(|entry| is_code(&entry.id));
        line(&mut out, 0, &format!("/// Messages of `ftl/*/{}.ftl`.", catalogue.name));
        line(&mut out, 0, &format!("pub mod {module} {{"));
        line(
            &mut out,
            1,
            "#[allow(unused_imports, reason = \"a catalogue may need none of them\")]",
        );
        line(&mut out, 1, "use super::*;");
        let mut apart = Apart::default();
        for entry in messages {
            let mut complain = |message: &Message, what: &str| {
                errors.push(format!(
                    "ftl/*/{}.ftl:{}: message `{}`: {what}",
                    catalogue.name, message.line, entry.id
                ));
            };
            function(&mut out, entry, &mut apart, &mut complain);
        }
        if !codes.is_empty() {
            let mut complain = |message: &Message, what: &str| {
                errors.push(format!(
                    "ftl/*/{}.ftl:{}: code `{}`: {what}",
                    catalogue.name, message.line, message.id
                ));
            };
            table(&mut out, &codes, &mut apart, &mut complain);
            tables.push(module);
        }
        apart.write(&mut out);
        line(&mut out, 0, "}");
    }
    line(
        &mut out,
        0,
        "/// The sentence of a code, from every catalogue; none when no catalogue knows it.",
    );
    line(&mut out, 0, "#[must_use]");
    line(
        &mut out,
        0,
        "pub fn sentence(lang: Lang, code: &str, args: &SortedMap<&str, String>) -> Option<String> {",
    );
    line(&mut out, 1, "let mut found = None;");
    for module in &tables {
        line(
            &mut out,
            1,
            &format!("found = found.or_else(|| {module}::sentence(lang, code, args));"),
        );
    }
    line(&mut out, 1, "found");
    line(&mut out, 0, "}");
    line(
        &mut out,
        0,
        "/// Every code that has a sentence, with the names of its arguments.",
    );
    line(&mut out, 0, "pub const CODES: &[(&str, &[&str])] = &[");
    for entry in catalogues
        .iter()
        .flat_map(|catalogue| &catalogue.entries)
        .filter(|entry| is_code(&entry.id))
    {
        let names: Vec<&str> = entry.arguments.iter().map(|argument| argument.name.as_str()).collect();
        line(&mut out, 1, &format!("({:?}, &{names:?}),", code(&entry.id)));
    }
    line(&mut out, 0, "];");
    out
}

/// The words of one catalogue in each language but the first.
#[derive(Default)]
struct Apart {
    words: BTreeMap<&'static str, String>,
}

impl Apart {
    /// An expression that is this text.
    fn text(&mut self, language: &str, text: &str) -> String {
        let Some((_, part)) = PARTS.iter().find(|(tag, _)| *tag == language) else {
            return format!("{text:?}");
        };
        let words = self.words.entry(part).or_default();
        let from = words.find(text).unwrap_or_else(|| {
            words.push_str(text);
            words.len() - text.len()
        });
        format!(
            "const {{ crate::format::cut(&{part}::WORDS, {from}, {}) }}",
            from + text.len()
        )
    }

    fn write(&self, out: &mut String) {
        for (part, words) in &self.words {
            line(out, 1, &format!("mod {part} {{"));
            line(
                out,
                2,
                &format!(
                    "pub static WORDS: [u8; {}] = *b\"{}\";",
                    words.len(),
                    words.as_bytes().escape_ascii()
                ),
            );
            line(out, 1, "}");
        }
    }
}

/// `json--too-long` and `PARSING_ERROR` are the sentences of codes; any other identifier names a function.
fn is_code(id: &str) -> bool {
    id.contains("--") || id.starts_with(|c: char| c.is_ascii_uppercase())
}

fn code(id: &str) -> String {
    id.replace("--", "/")
}

fn identifier(name: &str) -> String {
    name.replace('-', "_").to_ascii_lowercase()
}

fn line(out: &mut String, depth: usize, text: &str) {
    for _ in 0..depth {
        out.push_str("    ");
    }
    out.push_str(text);
    out.push('\n');
}

fn function(out: &mut String, entry: &Entry, apart: &mut Apart, complain: &mut impl FnMut(&Message, &str)) {
    let name = identifier(&entry.id);
    if RESERVED.contains(&name.as_str()) {
        if let Some(message) = entry.texts.first() {
            complain(message, "is a word of Rust: choose another identifier");
        }
        return;
    }
    line(out, 1, &format!("#[doc = {:?}]", documentation(entry)));
    line(out, 1, "#[must_use]");
    if entry.arguments.is_empty() && entry.texts.iter().all(|message| plain(message).is_some()) {
        line(out, 1, &format!("pub fn {name}(lang: Lang) -> &'static str {{"));
        line(out, 2, "match lang {");
        for (language, message) in LANGUAGES.iter().zip(&entry.texts) {
            let text = plain(message).unwrap_or_default();
            let text = apart.text(language, &text);
            line(out, 3, &format!("{} => {text},", variant(language)));
        }
        line(out, 2, "}");
        line(out, 1, "}");
        return;
    }
    let outer: String = entry
        .arguments
        .iter()
        .map(|argument| format!(", {}: {}", identifier(&argument.name), outer_type(argument.kind)))
        .collect();
    let inner: String = entry
        .arguments
        .iter()
        .map(|argument| format!(", {}: {}", identifier(&argument.name), inner_type(argument.kind)))
        .collect();
    let passed: String = entry
        .arguments
        .iter()
        .map(|argument| match argument.kind {
            Kind::Number => format!(", {}.into()", identifier(&argument.name)),
            _ => format!(", {}", identifier(&argument.name)),
        })
        .collect();
    line(out, 1, &format!("pub fn {name}(lang: Lang{outer}) -> String {{"));
    line(out, 2, &format!("fn inner(lang: Lang{inner}) -> String {{"));
    line(out, 3, "let mut out = String::new();");
    line(out, 3, "match lang {");
    for (language, message) in LANGUAGES.iter().zip(&entry.texts) {
        line(out, 4, &format!("{} => {{", variant(language)));
        let said = body(
            out,
            5,
            language,
            &message.pieces,
            &entry.arguments,
            Source::Parameters,
            apart,
        );
        for what in said {
            complain(message, &what);
        }
        line(out, 4, "}");
    }
    line(out, 3, "}");
    line(out, 3, "out");
    line(out, 2, "}");
    line(out, 2, &format!("inner(lang{passed})"));
    line(out, 1, "}");
}

fn table(out: &mut String, codes: &[&Entry], apart: &mut Apart, complain: &mut impl FnMut(&Message, &str)) {
    line(
        out,
        1,
        "/// The sentence of a code of this catalogue; none when it is not here.",
    );
    line(out, 1, "#[must_use]");
    line(
        out,
        1,
        "pub fn sentence(lang: Lang, code: &str, args: &SortedMap<&str, String>) -> Option<String> {",
    );
    line(out, 2, "let mut out = String::new();");
    line(out, 2, "match code {");
    for entry in codes {
        line(out, 3, &format!("{:?} => match lang {{", code(&entry.id)));
        for (language, message) in LANGUAGES.iter().zip(&entry.texts) {
            line(out, 4, &format!("{} => {{", variant(language)));
            let said = body(
                out,
                5,
                language,
                &message.pieces,
                &entry.arguments,
                Source::Table,
                apart,
            );
            for what in said {
                complain(message, &what);
            }
            line(out, 4, "}");
        }
        line(out, 3, "},");
    }
    line(out, 3, "_ => return None,");
    line(out, 2, "}");
    line(out, 2, "Some(out)");
    line(out, 1, "}");
}

/// Where a sentence takes its arguments.
#[derive(Clone, Copy, PartialEq)]
enum Source {
    Parameters,
    Table,
}

fn body(
    out: &mut String,
    depth: usize,
    language: &str,
    pieces: &[Piece],
    arguments: &[Declared],
    source: Source,
    apart: &mut Apart,
) -> Vec<String> {
    let mut wrongs = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                let text = apart.text(language, text);
                line(out, depth, &format!("out.push_str({text});"));
            }
            Piece::Argument { name, .. } => {
                let kind = arguments
                    .iter()
                    .find(|argument| argument.name == *name)
                    .map_or(Kind::Text, |argument| argument.kind);
                line(out, depth, &push(name, kind, source));
            }
            Piece::Select {
                name,
                variants,
                default,
            } => {
                let kind = selector_kind(variants);
                if source == Source::Table {
                    line(out, depth, &format!("let chosen = argument(args, {name:?});"));
                    if kind == Kind::Number {
                        line(out, depth, "let chosen = Number::parse(chosen);");
                    }
                } else {
                    line(out, depth, &format!("let chosen = {};", identifier(name)));
                }
                let mut begun = false;
                // Exact numbers are looked at before categories, whatever their order in the catalogue.
                let exact = |key: &Key| matches!(key, Key::Exactly(_));
                let keyed = variants.iter().enumerate().filter(|(index, _)| index != default);
                let (first, then): (Vec<_>, Vec<_>) = keyed.partition(|(_, (key, _))| exact(key));
                for (_, (key, inside)) in first.into_iter().chain(then) {
                    match condition(language, key, kind) {
                        Ok(condition) => {
                            let word = if begun { "} else if" } else { "if" };
                            line(out, depth, &format!("{word} {condition} {{"));
                            begun = true;
                            wrongs.extend(body(out, depth + 1, language, inside, arguments, source, apart));
                        }
                        Err(what) => wrongs.push(what),
                    }
                }
                let inside = variants
                    .get(*default)
                    .map(|(_, inside)| inside.as_slice())
                    .unwrap_or_default();
                line(out, depth, if begun { "} else {" } else { "{" });
                wrongs.extend(body(out, depth + 1, language, inside, arguments, source, apart));
                line(out, depth, "}");
            }
        }
    }
    wrongs
}

fn push(name: &str, kind: Kind, source: Source) -> String {
    let variable = identifier(name);
    match (source, kind) {
        (Source::Parameters, Kind::Text) => format!("out.push_str({variable});"),
        (Source::Parameters, Kind::Number) => format!("push_number(&mut out, lang, {variable});"),
        (Source::Parameters, Kind::Date) => format!("push_date(&mut out, lang, {variable});"),
        (Source::Parameters, Kind::Decimal) => format!("push_decimal(&mut out, lang, {variable});"),
        (Source::Table, Kind::Decimal) => format!("push_decimal(&mut out, lang, argument(args, {name:?}));"),
        (Source::Table, Kind::Date) => format!("push_instant(&mut out, lang, argument(args, {name:?}));"),
        (Source::Table, Kind::Number | Kind::Text) => format!("out.push_str(argument(args, {name:?}));"),
    }
}

fn condition(language: &str, key: &Key, kind: Kind) -> Result<String, String> {
    match (kind, key) {
        (Kind::Number, Key::Exactly(number)) => Ok(format!("chosen.is({number})")),
        (Kind::Number, Key::Word(word)) if word == "one" => Ok(format!("chosen.is_one_in_{language}()")),
        (Kind::Number, Key::Word(word)) => Err(format!(
            "`{word}` is not a plural category of `{language}` (one, other), or it is not the default"
        )),
        (_, Key::Word(word)) => Ok(format!("chosen == {word:?}")),
        (_, Key::Exactly(number)) => Err(format!("`{number}` among keywords")),
    }
}

fn plain(message: &Message) -> Option<String> {
    let mut text = String::new();
    for piece in &message.pieces {
        match piece {
            Piece::Text(words) => text.push_str(words),
            _ => return None,
        }
    }
    Some(text)
}

fn variant(language: &str) -> &'static str {
    if language == "fr" { "Lang::Fr" } else { "Lang::En" }
}

fn outer_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Number => "impl Into<Number>",
        other => inner_type(other),
    }
}

fn inner_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Decimal => "&str",
        Kind::Number => "Number",
        Kind::Date => "Timestamp",
    }
}

fn documentation(entry: &Entry) -> String {
    let mut text = String::new();
    for comment in entry
        .texts
        .first()
        .map(|message| message.note.as_slice())
        .unwrap_or_default()
    {
        let _ = writeln!(text, "{}  ", comment.replace('<', "`<`").replace('[', "\\["));
    }
    let _ = writeln!(text, "\n```text");
    for (language, message) in LANGUAGES.iter().zip(&entry.texts) {
        let _ = writeln!(text, "{language}: {}", message.source);
    }
    let _ = write!(text, "```");
    text
}
