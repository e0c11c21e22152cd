//! Short names for what the module imports from its script.
//!
//! wasm-bindgen calls each function that the browser lends `__wbg_` with a digest of sixteen digits, once in the module and once in the
//! script: digits do not compress. Both sides are ours, so two letters will do.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;

const PREAMBLE: &[u8] = b"\0asm\x01\0\0\0";
const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const FUNCTION: u8 = 0;

/// Shortens the names on both sides.
///
/// # Errors
/// The module is not one that wasm-bindgen writes.
pub fn shorten(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut names = BTreeMap::new();
    let mut out = PREAMBLE.to_vec();
    for section in sections(wasm)? {
        let (id, content) = section?;
        out.push(id);
        if id == IMPORTS {
            put(&mut out, &imports(content, &mut names)?);
        } else {
            put(&mut out, content);
        }
    }
    Ok((out, rename(script, &names)))
}

/// The sections of a module: the kind of each and what it holds.
pub(super) fn sections(wasm: &[u8]) -> Result<impl Iterator<Item = Result<(u8, &[u8])>>> {
    let mut rest = wasm.strip_prefix(PREAMBLE).context("this is no wasm module")?;
    Ok(std::iter::from_fn(move || {
        let (&id, after) = rest.split_first()?;
        let section = bytes(after);
        rest = section.as_ref().map_or(&[], |(_, after)| after);
        Some(section.map(|(content, _)| (id, content)))
    }))
}

/// A module without the linker's marks: the tools that come after would carry them along, as if they still held.
///
/// # Errors
/// The module is cut.
pub fn unmarked(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut out = PREAMBLE.to_vec();
    for section in sections(wasm)? {
        let (id, content) = section?;
        let marks = id == CUSTOM && {
            let (name, _) = bytes(content)?;
            name == b"linking" || name.starts_with(b"reloc.")
        };
        if !marks {
            out.push(id);
            put(&mut out, content);
        }
    }
    Ok(out)
}

/// The section of imports with short names, which are noted down.
fn imports(section: &[u8], names: &mut BTreeMap<String, String>) -> Result<Vec<u8>> {
    let (count, mut rest) = number(section)?;
    let mut out = Vec::new();
    put_number(&mut out, count);
    for place in 0..count {
        let (module, after) = bytes(rest)?;
        let (name, after) = bytes(after)?;
        let (&kind, after) = after.split_first().context("an import without a kind")?;
        if kind != FUNCTION {
            bail!("the module imports something else than a function");
        }
        let (of, after) = number(after)?;
        let name = String::from_utf8(name.to_vec()).context("the name of an import")?;
        let short = letters(place);
        put(&mut out, module);
        put(&mut out, short.as_bytes());
        out.push(kind);
        put_number(&mut out, of);
        names.insert(name, short);
        rest = after;
    }
    Ok(out)
}

/// The script, each word that is one of the names by its short one.
fn rename(script: &str, names: &BTreeMap<String, String>) -> String {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while !rest.is_empty() {
        let (word, after) = rest.split_at(rest.find(|c| !is_word(c)).unwrap_or(rest.len()));
        let (between, after) = after.split_at(after.find(is_word).unwrap_or(after.len()));
        out.push_str(names.get(word).map_or(word, String::as_str));
        out.push_str(between);
        rest = after;
    }
    out
}

/// `aa`, `ab`, … `zz`, `aaa`.
fn letters(place: u32) -> String {
    let letter = |place: u32| char::from(b'a' + u8::try_from(place % 26).unwrap_or(0));
    let mut out = if place < 26 * 26 {
        String::new()
    } else {
        letters(place / (26 * 26) - 1)
    };
    out.push(letter(place / 26));
    out.push(letter(place));
    out
}

/// A number as wasm writes it (LEB128).
pub(super) fn number(from: &[u8]) -> Result<(u32, &[u8])> {
    let mut value = 0;
    for (place, &byte) in from.iter().take(5).enumerate() {
        value |= u64::from(byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 {
            let rest = from.get(place + 1..).unwrap_or_default();
            return Ok((u32::try_from(value)?, rest));
        }
    }
    bail!("a number of the module does not end")
}

/// Bytes after their length.
pub(super) fn bytes(from: &[u8]) -> Result<(&[u8], &[u8])> {
    let (length, rest) = number(from)?;
    rest.split_at_checked(length as usize)
        .context("the module ends too early")
}

pub(super) fn put_number(out: &mut Vec<u8>, mut value: u32) {
    loop {
        let [low, ..] = value.to_le_bytes();
        value >>= 7;
        if value == 0 {
            return out.push(low & 0x7F);
        }
        out.push(low | 0x80);
    }
}

pub(super) fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, u32::try_from(bytes.len()).unwrap_or(u32::MAX));
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_get_the_same_short_names() {
        let mut wasm = PREAMBLE.to_vec();
        let mut section = vec![2];
        for name in ["__wbg_get_0123456789abcdef", "__wbg_get_0123456789abcdef0"] {
            put(&mut section, b"./app_bg.js");
            put(&mut section, name.as_bytes());
            section.extend([FUNCTION, 7]);
        }
        for (id, content) in [(1, &b"types"[..]), (IMPORTS, &section), (10, &[9; 200])] {
            wasm.push(id);
            put(&mut wasm, content);
        }
        let script = "a={__wbg_get_0123456789abcdef0:x=>x,__wbg_get_0123456789abcdef(){}};__wbg_get()";
        let (short, script) = shorten(&wasm, script).unwrap();
        assert_eq!(script, "a={ab:x=>x,aa(){}};__wbg_get()");
        assert_eq!(short.len(), wasm.len() - 24 - 25);
        // Names that are short already only change their letters.
        let (again, same) = shorten(&short, &script).unwrap();
        assert_eq!((again, same), (short.clone(), script));
        assert!(shorten(short.get(..short.len() - 1).unwrap(), "").is_err());
        assert!(shorten(b"<html>", "").is_err());
    }

    #[test]
    fn every_place_has_letters_of_its_own() {
        let all: std::collections::BTreeSet<String> = (0..20_000).map(letters).collect();
        assert_eq!(all.len(), 20_000);
        assert_eq!(
            (letters(0), letters(675), letters(676)),
            ("aa".into(), "zz".into(), "aaaa".into())
        );
    }
}
