//! What a person brings to be verified, and the credential in it: a file, a link, a baked badge, a picture with a code.
//!
//! One place decides what bytes are, by what they begin with and never by the name of a file.

use crate::baked::{self, Unbaked};
use crate::link::{Part, Parts, Unread};
#[cfg(feature = "pictures")]
use crate::{photo, picture};
use jalon_credential::jwt::is_compact;
use std::fmt;

/// In what a credential was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// A file of its own.
    File,
    /// A link, or several.
    Link,
    /// QR codes in a picture.
    Code,
    /// Baked into a PNG file.
    Png,
    /// Baked into an SVG file.
    Svg,
}

impl Carrier {
    /// Its name in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Link => "link",
            Self::Code => "code",
            Self::Png => "baked-png",
            Self::Svg => "baked-svg",
        }
    }
}

/// A credential taken out of what carried it, not verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// In what it was.
    pub carrier: Carrier,
    /// Its bytes: JSON, or a compact JWS when [`Input::is_jws`] says so.
    pub bytes: Vec<u8>,
}

impl Input {
    /// Whether the credential is a compact JWS.
    #[must_use]
    pub fn is_jws(&self) -> bool {
        is_compact(&self.bytes)
    }
}

/// Takes the credential out of bytes. What is neither picture nor link is given back as it is: a verifier says what is wrong with it.
///
/// # Errors
/// [`NotFound`].
pub fn read(bytes: &[u8]) -> Result<Input, NotFound> {
    let found = |carrier, bytes: Vec<u8>| Ok(Input { carrier, bytes });
    if bytes.starts_with(&crate::png::SIGNATURE) {
        return match baked::read_png(bytes)? {
            Some(credential) => found(Carrier::Png, credential.into_bytes()),
            None => codes(bytes),
        };
    }
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return codes(bytes);
    }
    let text = bytes.trim_ascii_start();
    if text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text).starts_with(b"<") {
        let credential = baked::read_svg(bytes)?.ok_or(NotFound::Nothing)?;
        return found(Carrier::Svg, credential.into_bytes());
    }
    let links = std::str::from_utf8(text).unwrap_or_default();
    if ["https://", "http://", "HTTPS://"]
        .iter()
        .any(|scheme| links.starts_with(scheme))
    {
        return of_links(links.split_ascii_whitespace(), Carrier::Link);
    }
    found(Carrier::File, bytes.to_vec())
}

#[cfg(feature = "pictures")]
fn codes(file: &[u8]) -> Result<Input, NotFound> {
    of_texts(&photo::texts(&picture::open(file).map_err(NotFound::Picture)?))
}

#[cfg(not(feature = "pictures"))]
fn codes(_: &[u8]) -> Result<Input, NotFound> {
    Err(NotFound::NoCode)
}

/// Takes the credential out of one file as [`read`], or out of the codes and links that several hold together.
///
/// # Errors
/// [`NotFound`].
pub fn read_all(files: &[Vec<u8>]) -> Result<Input, NotFound> {
    if let [file] = files {
        return read(file);
    }
    let mut texts = Vec::new();
    for file in files {
        texts.extend(texts_of(file)?);
    }
    of_texts(&texts)
}

/// The texts of the codes of a picture, or the words of a text.
fn texts_of(file: &[u8]) -> Result<Vec<String>, NotFound> {
    #[cfg(feature = "pictures")]
    if picture::is_picture(file) {
        return picture::open(file)
            .map(|picture| photo::texts(&picture))
            .map_err(NotFound::Picture);
    }
    let text = std::str::from_utf8(file).map_err(|_| Unread::NotALink)?;
    Ok(text.split_ascii_whitespace().map(str::to_owned).collect())
}

/// Takes the credential out of the texts of QR codes: links in any order, or a credential itself. Codes of other things are passed over.
///
/// # Errors
/// [`NotFound`].
pub fn of_texts(texts: &[String]) -> Result<Input, NotFound> {
    if texts.is_empty() {
        return Err(NotFound::NoCode);
    }
    let is_credential = |text: &&String| text.trim_start().starts_with('{') || is_compact(text.as_bytes());
    if let Some(credential) = texts.iter().find(is_credential) {
        return Ok(Input {
            carrier: Carrier::Code,
            bytes: credential.clone().into_bytes(),
        });
    }
    of_links(texts.iter().map(String::as_str), Carrier::Code)
}

fn of_links<'a>(links: impl Iterator<Item = &'a str>, carrier: Carrier) -> Result<Input, NotFound> {
    let mut parts = Parts::default();
    let mut ours = false;
    for link in links {
        match Part::read(link) {
            Ok(part) => parts.add(part)?,
            Err(Unread::NotALink) => continue,
            Err(fault) => return Err(fault.into()),
        }
        ours = true;
    }
    if !ours {
        return Err(Unread::NotALink.into());
    }
    Ok(Input {
        carrier,
        bytes: parts.document()?,
    })
}

/// Why no credential was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotFound {
    /// A link that cannot be read.
    Link(Unread),
    /// A baked picture that cannot be read.
    Baked(Unbaked),
    /// A picture that cannot be opened.
    #[cfg(feature = "pictures")]
    Picture(picture::NoPicture),
    /// No QR code could be read in the picture.
    NoCode,
    /// A drawing without a credential.
    Nothing,
}

impl NotFound {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Link(fault) => fault.code(),
            Self::Baked(fault) => fault.code(),
            #[cfg(feature = "pictures")]
            Self::Picture(fault) => fault.code(),
            Self::NoCode => "input/no-code",
            Self::Nothing => "input/nothing",
        }
    }
}

impl From<Unread> for NotFound {
    fn from(fault: Unread) -> Self {
        Self::Link(fault)
    }
}

impl From<Unbaked> for NotFound {
    fn from(fault: Unbaked) -> Self {
        Self::Baked(fault)
    }
}

impl fmt::Display for NotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link(fault) => write!(f, "{fault}"),
            Self::Baked(fault) => write!(f, "{fault}"),
            #[cfg(feature = "pictures")]
            Self::Picture(fault) => write!(f, "{fault}"),
            Self::NoCode => write!(f, "no qr code could be read in the picture"),
            Self::Nothing => write!(f, "the drawing holds no credential"),
        }
    }
}

impl std::error::Error for NotFound {}
