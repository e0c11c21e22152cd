//! The scanner: one pass over the bytes, with the pointer of where it is.

use super::{Fault, Limits, Malformed, Numbers, Places, Position, SAFE, Value, double, pointer_step};
use crate::jcs::first_of;
use serde_json::map::Entry;
use serde_json::{Map, Number};

/// A step from a container to one of its values.
enum Step {
    /// To the member whose name begins there in the text: read again by whoever wants the pointer.
    Member(usize),
    Element(usize),
}

pub(super) struct Scan<'a> {
    bytes: &'a [u8],
    /// The same, once known to be UTF-8.
    text: &'a str,
    at: usize,
    limits: Limits,
    path: Vec<Step>,
    /// Pointers looked for, and where the value of each begins once met.
    sought: Option<&'a Places>,
    found: Vec<(usize, usize)>,
}

type Scanned<T> = Result<T, (Fault, usize)>;

/// The value, and where in the text each value begins that was sought, with its place among those.
type Read = (Value, Vec<(usize, usize)>);

impl<'a> Scan<'a> {
    pub(super) fn new(bytes: &'a [u8], limits: Limits) -> Self {
        Self {
            bytes,
            text: "",
            at: 0,
            limits,
            path: Vec::new(),
            sought: None,
            found: Vec::new(),
        }
    }

    /// Reads the whole text; gives the offset of each value that `sought` points to, in the order of the text, when asked.
    pub(super) fn run(mut self, sought: Option<&'a Places>) -> Result<Read, Malformed> {
        self.sought = sought;
        match self.document() {
            Ok(value) => Ok((value, self.found)),
            Err((fault, offset)) => Err(Malformed {
                fault,
                at: Position::of(self.bytes, offset),
                pointer: self.pointer(),
            }),
        }
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.path {
            match step {
                Step::Member(begin) => pointer.push_str(&pointer_step(&self.name(*begin))),
                Step::Element(index) => {
                    pointer.push('/');
                    pointer.push_str(&index.to_string());
                }
            }
        }
        pointer
    }

    /// The name of a member that begins somewhere in the text and was read before.
    fn name(&self, begin: usize) -> String {
        let mut again = Scan::new(self.bytes, self.limits);
        (again.text, again.at) = (self.text, begin);
        again.string().unwrap_or_default()
    }

    fn document(&mut self) -> Scanned<Value> {
        if self.bytes.len() > self.limits.bytes {
            return Err((
                Fault::TooLong {
                    limit: self.limits.bytes,
                },
                self.limits.bytes,
            ));
        }
        if self.bytes.starts_with(b"\xEF\xBB\xBF") {
            return Err((Fault::ByteOrderMark, 0));
        }
        match std::str::from_utf8(self.bytes) {
            Ok(text) => self.text = text,
            Err(error) => return Err((Fault::NotUtf8, error.valid_up_to())),
        }
        self.space();
        let value = self.value()?;
        self.space();
        if self.at < self.bytes.len() {
            Err((Fault::Trailing, self.at))
        } else {
            Ok(value)
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn unexpected<T>(&self, wanted: &'static str) -> Scanned<T> {
        let fault = if self.at >= self.bytes.len() {
            Fault::Truncated
        } else {
            Fault::Unexpected { wanted }
        };
        Err((fault, self.at))
    }

    fn value(&mut self) -> Scanned<Value> {
        if let Some(sought) = self.sought
            && let Some(place) = sought.of(&self.pointer())
        {
            self.found.push((self.at, place));
        }
        match self.peek() {
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(b'"') => self.string().map(Value::String),
            Some(b'-' | b'0'..=b'9') => self.number().map(Value::Number),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            _ => self.unexpected("a value"),
        }
    }

    fn word(&mut self, word: &'static str, value: Value) -> Scanned<Value> {
        if self
            .bytes
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with(word.as_bytes()))
        {
            self.at += word.len();
            Ok(value)
        } else {
            Err((Fault::Unexpected { wanted: "a value" }, self.at))
        }
    }

    fn enter(&self) -> Scanned<()> {
        if self.path.len() >= self.limits.depth {
            return Err((
                Fault::TooDeep {
                    limit: self.limits.depth,
                },
                self.at,
            ));
        }
        Ok(())
    }

    fn array(&mut self) -> Scanned<Value> {
        self.enter()?;
        let mut list = Vec::new();
        self.at += 1;
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::Array(list));
        }
        for index in 0.. {
            self.path.push(Step::Element(index));
            self.space();
            list.push(self.value()?);
            self.path.pop();
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                _ => return self.unexpected("`,` or `]`"),
            }
        }
        Ok(Value::Array(list))
    }

    fn object(&mut self) -> Scanned<Value> {
        self.enter()?;
        let mut members = Map::new();
        self.at += 1;
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Object(members));
        }
        loop {
            self.space();
            let begin = self.at;
            if self.peek() != Some(b'"') {
                return self.unexpected("a member name");
            }
            let name = self.string()?;
            self.path.push(Step::Member(begin));
            let Entry::Vacant(place) = members.entry(name) else {
                let name = self.name(begin);
                return Err((Fault::DuplicateMember { name }, begin));
            };
            self.space();
            if self.peek() != Some(b':') {
                self.path.pop();
                return self.unexpected("`:`");
            }
            self.at += 1;
            self.space();
            place.insert(self.value()?);
            self.path.pop();
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                _ => return self.unexpected("`,` or `}`"),
            }
        }
        Ok(Value::Object(members))
    }

    /// Reads a string and gives its value.
    fn string(&mut self) -> Scanned<String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let run = self.run_of_plain();
            match self.peek() {
                Some(b'"') if out.is_empty() => {
                    self.at += 1;
                    return Ok(run.to_owned());
                }
                Some(b'"') => {
                    self.at += 1;
                    out.push_str(run);
                    return Ok(out);
                }
                Some(b'\\') => {
                    out.push_str(run);
                    out.push(self.escape()?);
                }
                _ => return self.unexpected("a character of a string"),
            }
        }
    }

    /// Goes over the characters of a string that stand for themselves.
    fn run_of_plain(&mut self) -> &'a str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = first_of(rest.as_bytes()).unwrap_or(rest.len());
        self.at += length;
        // INVARIANT: what stops is a character of one byte, so the run ends between two characters.
        rest.get(..length).unwrap_or_default()
    }

    fn escape(&mut self) -> Scanned<char> {
        let begin = self.at;
        self.at += 1;
        let simple = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                let first = self.hex4()?;
                let code = match first {
                    0xD800..=0xDBFF => {
                        if self.bytes.get(self.at..self.at + 2) != Some(br"\u") {
                            return Err((Fault::LoneSurrogate, begin));
                        }
                        self.at += 2;
                        let second = self.hex4()?;
                        if !(0xDC00..=0xDFFF).contains(&second) {
                            return Err((Fault::LoneSurrogate, begin));
                        }
                        0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
                    }
                    other => other,
                };
                return char::from_u32(code).ok_or((Fault::LoneSurrogate, begin));
            }
            _ => return self.unexpected("an escape"),
        };
        self.at += 1;
        Ok(simple)
    }

    fn hex4(&mut self) -> Scanned<u32> {
        let mut code = 0;
        for _ in 0..4 {
            let Some(digit) = self.peek().and_then(|byte| char::from(byte).to_digit(16)) else {
                return self.unexpected("four hexadecimal digits");
            };
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }

    fn digits(&mut self) -> usize {
        let begin = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        self.at - begin
    }

    fn number(&mut self) -> Scanned<Number> {
        let begin = self.at;
        let negative = self.peek() == Some(b'-');
        self.at += usize::from(negative);
        let mut whole = true;
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => {
                self.digits();
            }
            _ => return self.unexpected("a digit"),
        }
        if self.peek() == Some(b'.') {
            whole = false;
            self.at += 1;
            if self.digits() == 0 {
                return self.unexpected("a digit");
            }
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            whole = false;
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            if self.digits() == 0 {
                return self.unexpected("a digit");
            }
        }
        let text = self
            .bytes
            .get(begin..self.at)
            .and_then(|b| std::str::from_utf8(b).ok())
            .unwrap_or_default();
        // What has no fraction and fits is kept as a whole number, anything else as the nearest double.
        let whole = whole && text != "-0";
        let number = if !whole {
            None
        } else if negative {
            text.parse::<i64>().ok().map(Number::from)
        } else {
            text.parse::<u64>().ok().map(Number::from)
        };
        let safe = |number: &Number| number.as_i64().is_some_and(|whole| whole.unsigned_abs() <= SAFE);
        let number = match self.limits.numbers {
            Numbers::SafeIntegers => number.filter(safe),
            Numbers::Finite => number.or_else(|| Number::from_f64(double::read(text)?)),
        };
        number.ok_or((Fault::Number, begin))
    }
}
