//! Reads one catalogue: the part of Fluent that Jalon uses, to messages made of pieces.
//!
//! Kept: comments (a translator's note), `id = text`, continuation lines (indented; their indentation is dropped, their line break is
//! kept), `{ $argument }`, `{ DATE($argument) }`, `{ DECIMAL($argument) }`, `{ "literal" }`, selectors on a number or on keywords with a
//! `*[default]`. Refused: attributes, terms, references to other messages.
//!
//! # Source
//! Fluent syntax 1.0 (projectfluent.org/fluent/guide), of which this is a subset.

/// What an argument is, and so how it is written in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words, as they are.
    Text,
    /// A whole number, with the separators of the language.
    Number,
    /// An instant, of which the sentence shows the day.
    Date,
    /// A decimal number in its neutral spelling (`12.5`).
    Decimal,
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words of the catalogue.
    Text(String),
    /// The place of an argument, and the kind its use shows (none when the use does not tell).
    Argument {
        /// Name without the `$`.
        name: String,
        /// Kind shown by `DATE` or `DECIMAL`.
        kind: Option<Kind>,
    },
    /// One of several continuations.
    Select {
        /// Name of the argument that chooses, without the `$`.
        name: String,
        /// Keys and continuations, in order.
        variants: Vec<(Key, Vec<Piece>)>,
        /// Which variant is taken when no key fits.
        default: usize,
    },
}

/// The key of a variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// Exactly this number.
    Exactly(i64),
    /// A plural category of the language or a keyword.
    Word(String),
}

/// An argument declared in a comment: `# $count (number): how many are left`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// Name without the `$`.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
}

/// One message of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its identifier.
    pub id: String,
    /// Line of the identifier, from 1.
    pub line: usize,
    /// The comment above it, line by line.
    pub note: Vec<String>,
    /// Arguments declared in the comment, in order.
    pub declared: Vec<Declared>,
    /// The sentence.
    pub pieces: Vec<Piece>,
    /// The sentence as written, for the documentation.
    pub source: String,
}

/// What is wrong in a catalogue, and at which line.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

/// Reads a catalogue: its messages, and everything wrong in it.
pub fn catalogue(text: &str) -> (Vec<Message>, Vec<Wrong>) {
    let lines: Vec<&str> = text.lines().collect();
    let mut messages = Vec::new();
    let mut wrongs = Vec::new();
    let mut note: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(&line) = lines.get(at) {
        let number = at + 1;
        at += 1;
        if line.trim().is_empty() {
            note.clear();
            continue;
        }
        if let Some(comment) = line.strip_prefix('#') {
            if !comment.starts_with('#') {
                note.push(comment.trim().to_owned());
            }
            continue;
        }
        let mut body = vec![line];
        let mut depth = depth_after(0, line);
        while let Some(&next) = lines.get(at) {
            let indented = next.starts_with(' ');
            let blank = next.trim().is_empty();
            let goes_on = blank && lines.get(at + 1).is_some_and(|after| after.starts_with(' '));
            if depth == 0 && !indented && !goes_on {
                break;
            }
            depth = depth_after(depth, next);
            body.push(next);
            at += 1;
        }
        match message(&body, number, std::mem::take(&mut note)) {
            Ok(message) => messages.push(message),
            Err(wrong) => wrongs.push(wrong),
        }
    }
    (messages, wrongs)
}

fn depth_after(depth: usize, line: &str) -> usize {
    let mut depth = depth;
    let mut quoted = false;
    let mut escaped = false;
    for character in line.chars() {
        match character {
            '"' if depth > 0 && !escaped => quoted = !quoted,
            '{' if !quoted => depth += 1,
            '}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = character == '\\' && !escaped;
    }
    depth
}

fn message(body: &[&str], line: usize, note: Vec<String>) -> Result<Message, Wrong> {
    let wrong = |what: String| Wrong { line, what };
    let first = body.first().copied().unwrap_or_default();
    let Some((id, rest)) = first.split_once('=') else {
        return Err(wrong(format!("`{first}` is neither a comment nor `id = text`")));
    };
    let id = id.trim_end();
    let legal = id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if !legal {
        return Err(wrong(format!(
            "`{id}` is not an identifier (letters, digits, `-`, `_`; terms and attributes are not used here)"
        )));
    }
    let mut source = rest.trim().to_owned();
    for next in body.iter().skip(1) {
        source.push('\n');
        source.push_str(next.trim());
    }
    let mut reader = Reader {
        characters: source.chars().collect(),
        at: 0,
        line,
    };
    let pieces = reader.pattern(false)?;
    if pieces.is_empty() {
        return Err(wrong(format!("message `{id}` has no text")));
    }
    let declared = note
        .iter()
        .filter_map(|comment| declaration(comment, line))
        .collect::<Result<_, _>>()?;
    Ok(Message {
        id: id.to_owned(),
        line,
        note,
        declared,
        pieces,
        source: source.trim().to_owned(),
    })
}

/// Reads `$count (number): how many are left`; none when the comment is of another kind.
fn declaration(comment: &str, line: usize) -> Option<Result<Declared, Wrong>> {
    let (name, rest) = comment
        .strip_prefix('$')?
        .split_once([' ', ':'])
        .unwrap_or((comment.trim_start_matches('$'), ""));
    let kind = match rest
        .trim_start()
        .strip_prefix('(')
        .and_then(|inside| inside.split_once(')'))
    {
        None => Kind::Text,
        Some((kind, _)) => match kind.trim().to_ascii_lowercase().as_str() {
            "text" | "string" => Kind::Text,
            "number" => Kind::Number,
            "date" => Kind::Date,
            "decimal" => Kind::Decimal,
            other => {
                return Some(Err(Wrong {
                    line,
                    what: format!("`{other}` is not a kind of argument (text, number, date, decimal)"),
                }));
            }
        },
    };
    Some(Ok(Declared {
        name: name.to_owned(),
        kind,
    }))
}

struct Reader {
    characters: Vec<char>,
    at: usize,
    line: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += 1;
        self.line += usize::from(character == '\n');
        Some(character)
    }

    fn wrong<T>(&self, what: impl Into<String>) -> Result<T, Wrong> {
        Err(Wrong {
            line: self.line,
            what: what.into(),
        })
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.next();
        }
    }

    fn expect(&mut self, wanted: char) -> Result<(), Wrong> {
        self.skip_space();
        match self.next() {
            Some(found) if found == wanted => Ok(()),
            Some(found) => self.wrong(format!("expected `{wanted}`, found `{found}`")),
            None => self.wrong(format!("expected `{wanted}`, the message ends")),
        }
    }

    fn word(&mut self) -> String {
        let mut word = String::new();
        while let Some(character) = self.peek() {
            if !(character.is_ascii_alphanumeric() || character == '-' || character == '_') {
                break;
            }
            word.push(character);
            self.next();
        }
        word
    }

    /// A run of text and placeables; in a variant it ends before the next key or the closing brace.
    fn pattern(&mut self, in_variant: bool) -> Result<Vec<Piece>, Wrong> {
        let mut pieces = Vec::new();
        let mut text = String::new();
        while let Some(character) = self.peek() {
            match character {
                '}' if in_variant => break,
                '}' => return self.wrong("`}` without its `{` (write `{ \"}\" }` for the character)"),
                '\n' if in_variant && self.variant_follows() => break,
                '{' => {
                    self.next();
                    if !text.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut text)));
                    }
                    pieces.push(self.placeable()?);
                }
                _ => {
                    text.push(character);
                    self.next();
                }
            }
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        trim(&mut pieces);
        Ok(pieces)
    }

    fn variant_follows(&self) -> bool {
        let rest = self.characters.get(self.at..).unwrap_or_default();
        let mut rest = rest.iter().copied().skip_while(|c| c.is_whitespace());
        match rest.next() {
            Some('[' | '}') => true,
            Some('*') => rest.next() == Some('['),
            _ => false,
        }
    }

    fn placeable(&mut self) -> Result<Piece, Wrong> {
        self.skip_space();
        let piece = match self.peek() {
            Some('"') => Piece::Text(self.literal()?),
            Some('$') => {
                self.next();
                let name = self.argument()?;
                self.skip_space();
                if self.peek() == Some('-') {
                    return self.select(name);
                }
                Piece::Argument { name, kind: None }
            }
            _ => {
                let function = self.word();
                let kind = match function.as_str() {
                    "DATE" => Kind::Date,
                    "DECIMAL" => Kind::Decimal,
                    "NUMBER" => Kind::Number,
                    _ => {
                        return self.wrong(format!(
                            "`{function}`: only `$argument`, `DATE($argument)`, `DECIMAL($argument)`, `NUMBER($argument)` and literals stand in braces"
                        ));
                    }
                };
                self.expect('(')?;
                self.expect('$')?;
                let name = self.argument()?;
                self.expect(')')?;
                Piece::Argument { name, kind: Some(kind) }
            }
        };
        self.expect('}')?;
        Ok(piece)
    }

    fn argument(&mut self) -> Result<String, Wrong> {
        let name = self.word();
        if name.is_empty() || !name.starts_with(|c: char| c.is_ascii_lowercase()) {
            return self.wrong("an argument is `$` and a name in lower case");
        }
        Ok(name)
    }

    fn literal(&mut self) -> Result<String, Wrong> {
        self.next();
        let mut value = String::new();
        loop {
            match self.next() {
                Some('"') => return Ok(value),
                Some('\\') => match self.next() {
                    Some('u') => {
                        let digits: String = (0..4).filter_map(|_| self.next()).collect();
                        match u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32) {
                            Some(character) => value.push(character),
                            None => return self.wrong(format!("`\\u{digits}` is not a character")),
                        }
                    }
                    Some(character @ ('"' | '\\')) => value.push(character),
                    _ => return self.wrong("only `\\\"`, `\\\\` and `\\uXXXX` are escapes"),
                },
                Some('\n') | None => return self.wrong("a literal without its closing quote"),
                Some(character) => value.push(character),
            }
        }
    }

    fn select(&mut self, name: String) -> Result<Piece, Wrong> {
        self.expect('-')?;
        self.expect('>')?;
        let mut variants: Vec<(Key, Vec<Piece>)> = Vec::new();
        let mut default = None;
        loop {
            self.skip_space();
            match self.peek() {
                Some('}') => {
                    self.next();
                    break;
                }
                Some('*') => {
                    self.next();
                    if default.replace(variants.len()).is_some() {
                        return self.wrong("a selector has one default only");
                    }
                }
                _ => {}
            }
            self.expect('[')?;
            self.skip_space();
            let key = self.word();
            self.expect(']')?;
            while self.peek() == Some(' ') {
                self.next();
            }
            let key = match key.parse() {
                Ok(number) => Key::Exactly(number),
                Err(_) if key.is_empty() => return self.wrong("a variant without a key"),
                Err(_) => Key::Word(key),
            };
            if variants.iter().any(|(other, _)| *other == key) {
                return self.wrong("a key is there twice");
            }
            let pieces = self.pattern(true)?;
            variants.push((key, pieces));
        }
        match default {
            Some(default) => Ok(Piece::Select {
                name,
                variants,
                default,
            }),
            None => self.wrong("a selector needs a default, `*[other]`"),
        }
    }
}

/// Drops the spaces and line breaks at both ends of a pattern.
fn trim(pieces: &mut Vec<Piece>) {
    if let Some(Piece::Text(text)) = pieces.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Piece::Text(text)) = pieces.last_mut() {
        *text = text.trim_end().to_owned();
    }
    pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
}
