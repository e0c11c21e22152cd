//! Just enough XML to find the credential of an SVG file, and to refuse what two readers could understand differently.
//!
//! Read: elements with namespaces, attributes, text with the five named entities and numbered characters, CDATA, comments and
//! processing instructions. Refused: a document type (and with it entities of its own), tags that do not match, attributes given twice,
//! prefixes that stand for nothing.
//!
//! # Source
//! W3C XML 1.0 (Fifth Edition); Namespaces in XML 1.0.

use super::{LONGEST_SVG, Unbaked, checked};

/// The namespace of the element that holds a credential.
const OPEN_BADGES: &str = "https://purl.imsglobal.org/ob/v3p0";
const SVG: &str = "http://www.w3.org/2000/svg";
/// Deepest nesting of elements.
const DEEPEST: usize = 128;

/// What was found in an SVG file.
pub(super) struct Found {
    pub(super) credential: Option<String>,
    /// Where the name of the root ends, and where its start tag does.
    root: (usize, usize),
    /// Whether the root declares the prefix `openbadges`, and as what.
    prefix: Option<String>,
}

/// An element that is open.
struct Open<'a> {
    name: &'a str,
    /// How many prefixes were known before it.
    prefixes: usize,
    /// Text of a credential, where this is one.
    text: Option<String>,
    /// The attribute `verify` of a credential.
    jws: Option<String>,
}

/// Reads a whole file.
pub(super) fn read(file: &[u8]) -> Result<Found, Unbaked> {
    if file.len() > LONGEST_SVG {
        return Err(Unbaked::TooLong);
    }
    let text = std::str::from_utf8(file).map_err(|_| Unbaked::Picture)?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut reader = Reader {
        start: file.len() - text.len(),
        whole: text,
        rest: text,
        open: Vec::new(),
        prefixes: Vec::new(),
        found: Found {
            credential: None,
            root: (0, 0),
            prefix: None,
        },
        seen_root: false,
    };
    reader.document()?;
    Ok(reader.found)
}

/// The file with a credential as the first child of its root.
pub(super) fn bake(file: &[u8], found: &Found, credential: &str) -> Option<Vec<u8>> {
    let (name, tag) = found.root;
    let (before, rest) = file.split_at_checked(name)?;
    let (within, after) = rest.split_at_checked(tag.checked_sub(name)?)?;
    let prefix = match found.prefix.as_deref() {
        None => format!(" xmlns:openbadges=\"{OPEN_BADGES}\""),
        Some(OPEN_BADGES) => String::new(),
        Some(_) => return None,
    };
    let element = if credential.trim_start().starts_with('{') {
        // What would end the CDATA section is written with an escape of JSON, which stands for the same.
        let text = credential.replace("]]>", "]]\\u003e");
        format!("<openbadges:credential><![CDATA[{text}]]></openbadges:credential>")
    } else {
        let jws = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        credential.bytes().all(jws).then_some(())?;
        format!("<openbadges:credential verify=\"{credential}\"></openbadges:credential>")
    };
    // A root without children ends in `/>`: it opens instead, and is closed after.
    let (within, close) = match within.strip_suffix(b"/>") {
        Some(within) => ([within, b">"].concat(), true),
        None => (within.to_vec(), false),
    };
    let root = std::str::from_utf8(before).ok()?.rsplit('<').next()?.to_owned();
    let mut out = [before, prefix.as_bytes(), &within, element.as_bytes()].concat();
    if close {
        out.extend(format!("</{root}>").bytes());
    }
    out.extend_from_slice(after);
    Some(out)
}

struct Reader<'a> {
    /// Bytes before the text: a byte order mark.
    start: usize,
    whole: &'a str,
    rest: &'a str,
    open: Vec<Open<'a>>,
    prefixes: Vec<(&'a str, String)>,
    found: Found,
    seen_root: bool,
}

const BAD: Unbaked = Unbaked::Picture;

impl<'a> Reader<'a> {
    fn at(&self) -> usize {
        self.start + self.whole.len() - self.rest.len()
    }

    /// What stands before a mark, which is passed over.
    fn until(&mut self, mark: &str) -> Result<&'a str, Unbaked> {
        let (before, after) = self.rest.split_once(mark).ok_or(BAD)?;
        self.rest = after;
        Ok(before)
    }

    fn skip(&mut self, mark: &str) -> bool {
        let after = self.rest.strip_prefix(mark);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn skip_spaces(&mut self) -> bool {
        let after = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let some = after.len() < self.rest.len();
        self.rest = after;
        some
    }

    fn document(&mut self) -> Result<(), Unbaked> {
        while !self.rest.is_empty() {
            if self.skip("<!--") {
                self.until("-->")?;
            } else if self.skip("<?") {
                self.until("?>")?;
            } else if self.skip("<![CDATA[") {
                let text = self.until("]]>")?;
                self.text(text)?;
            } else if self.rest.starts_with("<!") {
                return Err(BAD);
            } else if self.skip("</") {
                self.end()?;
            } else if self.skip("<") {
                self.element()?;
            } else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let (text, rest) = self.rest.split_at_checked(end).ok_or(BAD)?;
                self.rest = rest;
                let text = unescaped(text)?;
                self.text(&text)?;
            }
        }
        if self.seen_root && self.open.is_empty() {
            Ok(())
        } else {
            Err(BAD)
        }
    }

    /// Text: of the credential, or anything; only spaces outside the root.
    fn text(&mut self, text: &str) -> Result<(), Unbaked> {
        match self.open.last_mut() {
            None if text.trim().is_empty() => {}
            None => return Err(BAD),
            Some(open) => {
                if let Some(credential) = &mut open.text {
                    credential.push_str(text);
                }
            }
        }
        Ok(())
    }

    fn name(&mut self) -> Result<&'a str, Unbaked> {
        let end = self
            .rest
            .find([' ', '\t', '\r', '\n', '/', '>', '=', '<', '"', '\'', '&']);
        let (name, rest) = self.rest.split_at_checked(end.ok_or(BAD)?).ok_or(BAD)?;
        if name.is_empty() || name.starts_with(':') || name.ends_with(':') || name.matches(':').count() > 1 {
            return Err(BAD);
        }
        self.rest = rest;
        Ok(name)
    }

    fn element(&mut self) -> Result<(), Unbaked> {
        if self.open.len() >= DEEPEST || (self.open.is_empty() && self.seen_root) {
            return Err(BAD);
        }
        let name = self.name()?;
        let name_end = self.at();
        let prefixes = self.prefixes.len();
        let mut attributes: Vec<(&str, String)> = Vec::new();
        let closed = loop {
            let spaced = self.skip_spaces();
            if self.skip("/>") {
                break true;
            }
            if self.skip(">") {
                break false;
            }
            let name = self.name()?;
            self.skip_spaces();
            if !spaced || !self.skip("=") || attributes.iter().any(|(known, _)| *known == name) {
                return Err(BAD);
            }
            self.skip_spaces();
            let quote = if self.skip("\"") {
                "\""
            } else if self.skip("'") {
                "'"
            } else {
                return Err(BAD);
            };
            let value = self.until(quote)?;
            if value.contains('<') {
                return Err(BAD);
            }
            attributes.push((name, unescaped(value)?));
        };
        for (name, value) in &attributes {
            if let Some(prefix) = name.strip_prefix("xmlns:").or((*name == "xmlns").then_some("")) {
                self.prefixes.push((prefix, value.clone()));
            }
        }
        if !self.seen_root {
            self.seen_root = true;
            let is_svg = self.meaning(name)? == (Some(SVG), "svg");
            if !is_svg {
                return Err(BAD);
            }
            self.found.root = (name_end, self.at());
            let declared = self.prefixes.iter().find(|(prefix, _)| *prefix == "openbadges");
            self.found.prefix = declared.map(|(_, url)| url.clone());
        }
        // A credential holds text and nothing else.
        if self.open.last().is_some_and(|parent| parent.text.is_some()) {
            return Err(Unbaked::Malformed);
        }
        let is_credential = self.meaning(name)? == (Some(OPEN_BADGES), "credential");
        let mut of_name = |wanted: &str| {
            let place = attributes.iter().position(|(name, _)| *name == wanted)?;
            Some(attributes.swap_remove(place).1)
        };
        let jws = if is_credential { of_name("verify") } else { None };
        self.open.push(Open {
            name,
            prefixes,
            text: is_credential.then(String::new),
            jws,
        });
        if closed { self.close() } else { Ok(()) }
    }

    /// Namespace and local name of an element.
    fn meaning<'n>(&self, name: &'n str) -> Result<(Option<&str>, &'n str), Unbaked> {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let known = self.prefixes.iter().rev().find(|(known, _)| *known == prefix);
        match known {
            Some((_, url)) => Ok((Some(url.as_str()), local)),
            None if prefix.is_empty() || prefix == "xml" => Ok((None, local)),
            None => Err(BAD),
        }
    }

    fn end(&mut self) -> Result<(), Unbaked> {
        let name = self.name()?;
        self.skip_spaces();
        if !self.skip(">") || self.open.last().is_none_or(|open| open.name != name) {
            return Err(BAD);
        }
        self.close()
    }

    fn close(&mut self) -> Result<(), Unbaked> {
        let open = self.open.pop().ok_or(BAD)?;
        self.prefixes.truncate(open.prefixes);
        let Some(text) = open.text else { return Ok(()) };
        let text = text.trim();
        let credential = match open.jws {
            Some(jws) if text.is_empty() => jws,
            None if !text.is_empty() => text.to_owned(),
            _ => return Err(Unbaked::Malformed),
        };
        if self.found.credential.is_some() {
            return Err(Unbaked::Twice);
        }
        self.found.credential = Some(checked(credential.as_bytes())?);
        Ok(())
    }
}

/// A text with its entities replaced.
fn unescaped(text: &str) -> Result<String, Unbaked> {
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (entity, rest) = part.split_once(';').ok_or(BAD)?;
        let number = |digits: &str, radix| {
            let plain = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
            let number = plain.then(|| u32::from_str_radix(digits, radix).ok()).flatten();
            number.filter(|number| *number > 0).and_then(char::from_u32)
        };
        let character = match entity {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => match entity.strip_prefix("#x") {
                Some(digits) => number(digits, 16),
                None => entity.strip_prefix('#').and_then(|digits| number(digits, 10)),
            },
        };
        out.push(character.ok_or(BAD)?);
        out.push_str(rest);
    }
    Ok(out)
}
