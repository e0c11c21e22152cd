//! Badges baked into pictures: the certificate travels inside a PNG or SVG file.
//!
//! What is taken out is the text as it stands, a JSON credential or a compact JWS: believing it is another matter.
//!
//! # Source
//! 1EdTech Open Badges 3.0 §5.3 (baked badges): one `iTXt` chunk `openbadgecredential` in a PNG file, one `openbadges:credential` element in
//! an SVG file; not compressed, never twice.

mod svg;

use crate::png;
use std::fmt;

/// Longest text taken out of a picture: what a credential may be.
pub const LONGEST: usize = 1 << 20;
/// Longest SVG file read.
pub const LONGEST_SVG: usize = 16 << 20;

const KEYWORD: &[u8] = b"openbadgecredential";

/// The credential baked into a PNG file; none when there is none.
///
/// # Errors
/// [`Unbaked`].
pub fn read_png(file: &[u8]) -> Result<Option<String>, Unbaked> {
    let mut found = None;
    for chunk in png::chunks(file).ok_or(Unbaked::Picture)? {
        let Some(rest) = itxt(&chunk) else { continue };
        if found.is_some() {
            return Err(Unbaked::Twice);
        }
        let [compressed, _, rest @ ..] = rest else {
            return Err(Unbaked::Malformed);
        };
        if *compressed != 0 {
            return Err(Unbaked::Compressed);
        }
        // Language tag, translated keyword, then the text to the end.
        let mut parts = rest.splitn(3, |byte| *byte == 0);
        let text = parts.nth(2).ok_or(Unbaked::Malformed)?;
        found = Some(checked(text)?);
    }
    Ok(found)
}

/// What follows the keyword in a chunk that holds a credential.
fn itxt<'a>(chunk: &png::Chunk<'a>) -> Option<&'a [u8]> {
    if chunk.kind != *b"iTXt" {
        return None;
    }
    chunk.data.strip_prefix(KEYWORD)?.strip_prefix(&[0])
}

fn checked(text: &[u8]) -> Result<String, Unbaked> {
    if text.len() > LONGEST {
        return Err(Unbaked::TooLong);
    }
    std::str::from_utf8(text)
        .map(str::to_owned)
        .map_err(|_| Unbaked::Malformed)
}

/// Bakes a credential (JSON or compact JWS) into a PNG file, right after its header.
///
/// # Errors
/// [`Unbaked::Picture`] when the file is no PNG, [`Unbaked::Twice`] when it holds a credential already, [`Unbaked::TooLong`].
pub fn bake_png(file: &[u8], credential: &str) -> Result<Vec<u8>, Unbaked> {
    if read_png(file)?.is_some() {
        return Err(Unbaked::Twice);
    }
    checked(credential.as_bytes())?;
    let chunks = png::chunks(file).ok_or(Unbaked::Picture)?;
    let (before, after) = chunks
        .get(1)
        .and_then(|second| file.split_at_checked(second.start))
        .ok_or(Unbaked::Picture)?;
    let text = [KEYWORD, &[0, 0, 0, 0, 0], credential.as_bytes()].concat();
    Ok([before, &png::chunk(*b"iTXt", &text), after].concat())
}

/// The credential baked into an SVG file; none when there is none.
///
/// # Errors
/// [`Unbaked`]; a document type is refused, since it may redefine what a reader sees.
pub fn read_svg(file: &[u8]) -> Result<Option<String>, Unbaked> {
    svg::read(file).map(|found| found.credential)
}

/// Bakes a credential (JSON or compact JWS) into an SVG file, as the first child of its root.
///
/// # Errors
/// [`Unbaked::Picture`] when the file is no SVG, [`Unbaked::Twice`] when it holds a credential already, [`Unbaked::TooLong`].
pub fn bake_svg(file: &[u8], credential: &str) -> Result<Vec<u8>, Unbaked> {
    let found = svg::read(file)?;
    if found.credential.is_some() {
        return Err(Unbaked::Twice);
    }
    checked(credential.as_bytes())?;
    svg::bake(file, &found, credential).ok_or(Unbaked::Picture)
}

/// Why a picture gives no credential, or takes none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unbaked {
    /// The file is not a whole PNG file, nor well-formed SVG without document type.
    Picture,
    /// What holds the credential is not as it has to be.
    Malformed,
    /// The credential is compressed, which Open Badges forbids.
    Compressed,
    /// There are two credentials: nobody knows which one is meant.
    Twice,
    /// The file, or the credential in it, is too long.
    TooLong,
}

impl Unbaked {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Picture => "baked/picture",
            Self::Malformed => "baked/malformed",
            Self::Compressed => "baked/compressed",
            Self::Twice => "baked/twice",
            Self::TooLong => "baked/too-long",
        }
    }
}

impl fmt::Display for Unbaked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Picture => "not a whole png or svg file",
            Self::Malformed => "the chunk or element of the credential is malformed",
            Self::Compressed => "the credential is compressed",
            Self::Twice => "more than one credential in the picture",
            Self::TooLong => "too long",
        })
    }
}

impl std::error::Error for Unbaked {}

#[cfg(test)]
mod tests;
