//! A certificate as a link: an HTTPS address whose fragment holds the whole document, so that the camera of any telephone opens the
//! verifier, and nothing is sent to a server (a browser keeps the fragment to itself).
//!
//! The text of a fragment is [`base41`] of: version (1 byte), place among the codes and their number (4 bits each, the number less one),
//! the first 8 bytes of the SHA-256 of the document, then this code's share of the document: its canonical JSON, deflated with the
//! dictionary of that version. A document that one code does not hold is spread over up to 16, read in any order; the digest tells the codes
//! of two documents apart, and a damaged link from a forged certificate.
//!
//! The dictionary is part of the format: `data/dictionary-1.txt`, as published, byte for byte. A change makes another version.
//!
//! # Source
//! RFC 1951 (DEFLATE), RFC 8785 (canonical JSON), RFC 3986 §3.5 (fragments).

use crate::base41;
use crate::deflate::deflate;
use jalon_base::json::{self, Limits, Malformed, Value};
use jalon_base::{Digest, jcs};
use jalon_credential::inflate::{NotInflated, inflate};
use std::fmt;

/// The version written, and the only one read.
pub const VERSION: u8 = 1;
/// The preset dictionary of version 1.
pub const DICTIONARY: &[u8] = include_bytes!("../data/dictionary-1.txt");
/// Longest document, in bytes of canonical JSON: a link that claims more is refused unread.
pub const LONGEST: usize = 64 << 10;
/// Most codes over which one document is spread.
pub const MOST_CODES: usize = 16;

/// A document ready to be spread over links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    mark: [u8; 8],
    deflated: Vec<u8>,
}

impl Packed {
    /// Packs a JSON document. What is packed is its canonical form, which its proofs do not tell from another.
    ///
    /// # Errors
    /// [`Unlinkable`] when the bytes are no JSON object, or too many.
    pub fn of(document: &[u8]) -> Result<Self, Unlinkable> {
        let value = json::parse(document, Limits::FOREIGN).map_err(Unlinkable::NotJson)?;
        if !value.is_object() {
            return Err(Unlinkable::NotAnObject);
        }
        let canonical = jcs::value_to_vec(&value);
        if canonical.len() > LONGEST {
            return Err(Unlinkable::TooLong { bytes: canonical.len() });
        }
        Ok(Self {
            mark: mark(&canonical),
            deflated: deflate(&canonical, DICTIONARY),
        })
    }

    /// How many bytes the codes have to hold, besides ten of heading each.
    #[must_use]
    pub fn len(&self) -> usize {
        self.deflated.len()
    }

    /// Whether there is nothing to hold: never, a document has at least its braces.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.deflated.is_empty()
    }

    /// The fragments of `count` codes, 16 at most, in shares as even as they get.
    #[must_use]
    pub fn fragments(&self, count: usize) -> Vec<String> {
        let count = count.clamp(1, MOST_CODES);
        let share = self.deflated.len().div_ceil(count);
        let mut shares = self.deflated.chunks(share.max(1));
        (0..count)
            .map(|place| {
                let numbers = u8::try_from(place << 4 | (count - 1)).unwrap_or_default();
                let mut bytes = vec![VERSION, numbers];
                bytes.extend(self.mark);
                bytes.extend_from_slice(shares.next().unwrap_or_default());
                base41::encode(&bytes)
            })
            .collect()
    }
}

/// The first 8 bytes of the digest of a document.
fn mark(canonical: &[u8]) -> [u8; 8] {
    let mut mark = [0; 8];
    for (place, byte) in mark.iter_mut().zip(Digest::of(canonical).as_bytes()) {
        *place = *byte;
    }
    mark
}

/// The link to a page with a fragment.
///
/// # Errors
/// [`Unlinkable::Page`] when the page is not an HTTPS address of printable ASCII, or has a fragment of its own. A page of this very machine
/// (`http://localhost`), where the application is tried, needs no HTTPS.
pub fn link(page: &str, fragment: &str) -> Result<String, Unlinkable> {
    let own = || {
        page.strip_prefix("http://")
            .filter(|host| host.starts_with("localhost"))
    };
    let host = page.strip_prefix("https://").or_else(own).unwrap_or_default();
    let own_alone = |host: &str| {
        host.strip_prefix("localhost")
            .is_none_or(|rest| rest.is_empty() || rest.starts_with([':', '/']))
    };
    let printable = page.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#');
    if host.is_empty() || host.starts_with('/') || !printable || page.starts_with("http:") && !own_alone(host) {
        return Err(Unlinkable::Page { page: page.to_owned() });
    }
    Ok(format!("{page}#{fragment}"))
}

/// What one code holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    place: usize,
    count: usize,
    mark: [u8; 8],
    share: Vec<u8>,
}

impl Part {
    /// Reads the link of a code, or its fragment alone. The page does not matter: it only shows what the fragment holds.
    ///
    /// # Errors
    /// [`Unread::NotALink`] for the text of a code that is none of ours; [`Unread`] otherwise.
    pub fn read(text: &str) -> Result<Self, Unread> {
        let fragment = text.split_once('#').map_or(text, |(_, fragment)| fragment);
        let bytes = base41::decode(fragment).ok_or(Unread::NotALink)?;
        let [version, numbers, a, b, c, d, e, f, g, h, share @ ..] = bytes.as_slice() else {
            return Err(Unread::NotALink);
        };
        if *version != VERSION {
            return Err(Unread::Version { version: *version });
        }
        let (place, count) = (usize::from(numbers >> 4), usize::from(numbers & 15) + 1);
        if place >= count || share.is_empty() {
            return Err(Unread::Damaged);
        }
        Ok(Self {
            place,
            count,
            mark: [*a, *b, *c, *d, *e, *f, *g, *h],
            share: share.to_vec(),
        })
    }

    /// Its number among the codes of its document, from 1, and how many those are.
    #[must_use]
    pub const fn number(&self) -> (usize, usize) {
        (self.place + 1, self.count)
    }
}

/// The codes of one document, as they come, in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts(Vec<Part>);

impl Parts {
    /// Adds a code; one that was read already changes nothing.
    ///
    /// # Errors
    /// [`Unread::OtherDocument`] when it belongs to another document, [`Unread::Damaged`] when it says otherwise what was read already.
    pub fn add(&mut self, part: Part) -> Result<(), Unread> {
        if let Some(first) = self.0.first()
            && (first.mark, first.count) != (part.mark, part.count)
        {
            return Err(Unread::OtherDocument);
        }
        match self.0.binary_search_by_key(&part.place, |known| known.place) {
            Ok(at) if self.0.get(at) == Some(&part) => Ok(()),
            Ok(_) => Err(Unread::Damaged),
            Err(at) => {
                self.0.insert(at, part);
                Ok(())
            }
        }
    }

    /// Numbers of the codes still to be read, from 1; none before the first code says how many there are.
    #[must_use]
    pub fn missing(&self) -> Vec<usize> {
        let count = self.0.first().map_or(0, |part| part.count);
        (0..count)
            .filter(|place| self.0.binary_search_by_key(place, |part| part.place).is_err())
            .map(|place| place + 1)
            .collect()
    }

    /// The document, in canonical JSON.
    ///
    /// # Errors
    /// [`Unread`]: codes are missing, or what they hold together is not a document as [`Packed::of`] packs it.
    pub fn document(&self) -> Result<Vec<u8>, Unread> {
        let Some(first) = self.0.first() else {
            return Err(Unread::NotALink);
        };
        if self.0.len() < first.count {
            let missing = self.missing();
            return Err(Unread::Missing {
                missing,
                of: first.count,
            });
        }
        let deflated: Vec<u8> = self.0.iter().flat_map(|part| part.share.iter().copied()).collect();
        let (document, used) = inflate(&deflated, DICTIONARY, LONGEST).map_err(Unread::of)?;
        if used != deflated.len() || mark(&document) != first.mark {
            return Err(Unread::Damaged);
        }
        match json::parse(&document, Limits::FOREIGN) {
            Ok(value @ Value::Object(_)) if jcs::value_to_vec(&value) == document => Ok(document),
            _ => Err(Unread::NotCanonical),
        }
    }
}

/// Reads the document of one link that holds it whole.
///
/// # Errors
/// [`Unread`].
pub fn read(text: &str) -> Result<Vec<u8>, Unread> {
    let mut parts = Parts::default();
    parts.add(Part::read(text)?)?;
    parts.document()
}

/// Why a document cannot be made a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unlinkable {
    /// The bytes are not strict JSON.
    NotJson(Malformed),
    /// The document is no JSON object.
    NotAnObject,
    /// The document is too long.
    TooLong {
        /// Its length in canonical JSON.
        bytes: usize,
    },
    /// More codes than one document may take, at the finest that was allowed.
    TooManyCodes,
    /// The page of the verifier is not an HTTPS address without fragment.
    Page {
        /// What it is.
        page: String,
    },
}

impl Unlinkable {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotJson(_) | Self::NotAnObject => "link/not-json",
            Self::TooLong { .. } | Self::TooManyCodes => "link/too-long",
            Self::Page { .. } => "link/page",
        }
    }
}

impl fmt::Display for Unlinkable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(malformed) => write!(f, "not strict json: {malformed}"),
            Self::NotAnObject => write!(f, "not a json object"),
            Self::TooLong { bytes } => write!(f, "{bytes} bytes of json, more than {LONGEST}"),
            Self::TooManyCodes => write!(f, "more than {MOST_CODES} codes would be needed"),
            Self::Page { page } => write!(f, "`{page}` is not an https address without fragment"),
        }
    }
}

impl std::error::Error for Unlinkable {}

/// Why a link gives no document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// No link of ours: another text, or a letter of it lost.
    NotALink,
    /// A version that is not known here.
    Version {
        /// Which one.
        version: u8,
    },
    /// Something was lost or changed on the way: not a word on who signed it.
    Damaged,
    /// A code of another document.
    OtherDocument,
    /// Codes are still to be read.
    Missing {
        /// Their numbers, from 1.
        missing: Vec<usize>,
        /// How many codes there are.
        of: usize,
    },
    /// It would grow beyond what a document may be.
    TooLong,
    /// What it holds is not canonical JSON.
    NotCanonical,
}

impl Unread {
    fn of(fault: NotInflated) -> Self {
        match fault {
            NotInflated::TooLong => Self::TooLong,
            _ => Self::Damaged,
        }
    }

    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotALink => "link/not-a-link",
            Self::Version { .. } => "link/version",
            Self::Damaged => "link/damaged",
            Self::OtherDocument => "link/other-document",
            Self::Missing { .. } => "link/missing-codes",
            Self::TooLong => "link/too-long",
            Self::NotCanonical => "link/not-canonical",
        }
    }
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotALink => write!(f, "not a link to a certificate"),
            Self::Version { version } => write!(f, "a link of version {version}, which is not known here"),
            Self::Damaged => write!(f, "the link is damaged"),
            Self::OtherDocument => write!(f, "a code of another document"),
            Self::Missing { missing, of } => write!(f, "codes {missing:?} of {of} are missing"),
            Self::TooLong => write!(f, "the link holds more than {LONGEST} bytes"),
            Self::NotCanonical => write!(f, "the link does not hold canonical json"),
        }
    }
}

impl std::error::Error for Unread {}

#[cfg(test)]
mod tests;
