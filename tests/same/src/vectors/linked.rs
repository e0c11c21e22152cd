//! The suite for RDF Dataset Canonicalization: every dataset has its canonical form, and the poisoned one is noticed.

use super::{Checked, read, text};
use jalon_credential::proof::Untransformable;
use jalon_credential::rdfc::{Node, Quad, canonicalise};
use std::collections::BTreeMap;

/// Every dataset of the suite.
pub(super) fn datasets(checked: &mut Checked) {
    let cases = read(include_bytes!("../../../vectors/rdf-canon/rdfc10.json"));
    for case in cases["cases"].as_array().unwrap() {
        let got = canonicalise(&n_quads(text(case, "in")));
        let right = match case.get("out") {
            Some(out) => got.as_deref() == Ok(out.as_str().unwrap()),
            None => got == Err(Untransformable::TooMuchWork),
        };
        checked.is(text(case, "name"), right);
    }
}

/// A reader of N-Quads for the vectors: they are well-formed, and their literals are canonical already or come with escapes.
fn n_quads(text: &str) -> Vec<Quad<'static>> {
    let mut blanks: BTreeMap<String, u32> = BTreeMap::new();
    text.lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| {
            let mut rest = line.trim_end().strip_suffix('.').unwrap().trim();
            let mut terms = Vec::new();
            while !rest.is_empty() {
                let end = if rest.starts_with('"') {
                    let mut escaped = false;
                    let close = rest
                        .char_indices()
                        .skip(1)
                        .find(|(_, letter)| {
                            let closes = *letter == '"' && !escaped;
                            escaped = *letter == '\\' && !escaped;
                            closes
                        })
                        .unwrap()
                        .0;
                    close + rest[close..].find([' ', '\t']).unwrap_or(rest.len() - close)
                } else {
                    rest.find([' ', '\t']).unwrap_or(rest.len())
                };
                terms.push(rest[..end].to_owned());
                rest = rest[end..].trim_start();
            }
            let mut node = |term: &String| match term.strip_prefix("_:") {
                Some(label) => {
                    let next = u32::try_from(blanks.len()).unwrap();
                    Node::Blank(*blanks.entry(label.to_owned()).or_insert(next))
                }
                None => Node::Named(unescaped(term).into()),
            };
            Quad {
                subject: node(&terms[0]),
                object: node(&terms[2]),
                graph: terms.get(3).map(&mut node),
                predicate: unescaped(&terms[1]).into(),
            }
        })
        .collect()
}

/// A term with what canonical N-Quads do not escape written as itself, and plain strings without their type.
fn unescaped(term: &str) -> String {
    let term = term
        .strip_suffix("^^<http://www.w3.org/2001/XMLSchema#string>")
        .unwrap_or(term);
    let mut out = String::new();
    let mut letters = term.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            out.push(letter);
            continue;
        }
        let kind = letters.next().unwrap();
        let digits = match kind {
            'u' => 4,
            'U' => 8,
            '\'' => {
                out.push('\'');
                continue;
            }
            kind => {
                out.push('\\');
                out.push(kind);
                continue;
            }
        };
        let code: String = letters.by_ref().take(digits).collect();
        let letter = char::from_u32(u32::from_str_radix(&code, 16).unwrap()).unwrap();
        match letter {
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '"' | '\\' => out.extend(['\\', letter]),
            '\0'..='\u{1f}' | '\u{7f}' => out.push_str(&format!("\\u{:04X}", u32::from(letter))),
            _ => out.push(letter),
        }
    }
    out
}
