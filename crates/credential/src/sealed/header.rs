//! The header line of a sealed file, and what it may ask of the machine that opens it.

use super::Randomness;
use jalon_base::encoding::{base64url, unbase64url};
use jalon_base::json::{self, Limits};
use jalon_base::{Document, jcs};
use std::fmt;

pub(super) const FORMAT: &str = "jalon/sealed@1";

/// Longest header line.
const LONGEST: usize = 1024;

/// What deriving the key costs: the price of one guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

jalon_base::document!(Cost {
    memory_kib,
    passes,
    lanes
});

impl Cost {
    /// For servers and desks: 256 MiB, three passes.
    pub const SERVER: Self = Self::of(256 << 10);

    /// For phones, and the least that is ever accepted: 64 MiB, three passes (RFC 9106 §4).
    pub const PHONE: Self = Self::of(64 << 10);

    /// The most that a file may ask of whoever opens it: 1 GiB, sixteen passes, eight lanes.
    pub const MOST: Self = Self {
        memory_kib: 1 << 20,
        passes: 16,
        lanes: 8,
    };

    const fn of(memory_kib: u32) -> Self {
        Self {
            memory_kib,
            passes: 3,
            lanes: 1,
        }
    }

    /// Whether it lies between [`Self::PHONE`] and [`Self::MOST`].
    #[must_use]
    pub const fn is_accepted(self) -> bool {
        self.memory_kib >= Self::PHONE.memory_kib
            && self.memory_kib <= Self::MOST.memory_kib
            && self.passes >= Self::PHONE.passes
            && self.passes <= Self::MOST.passes
            && self.lanes >= Self::PHONE.lanes
            && self.lanes <= Self::MOST.lanes
    }
}

/// A header that has been read.
pub(super) struct Header {
    pub cost: Cost,
    pub salt: [u8; 16],
    pub nonce: [u8; 19],
    pub check: [u8; 32],
}

/// The header as it is written.
struct Line {
    format: String,
    cipher: String,
    nonce: String,
    passphrase: Passphrase,
}

jalon_base::document!(Line {
    format,
    cipher,
    nonce,
    passphrase
});

struct Passphrase {
    kdf: String,
    cost: Cost,
    salt: String,
    check: String,
}

jalon_base::document!(Passphrase { kdf, cost, salt, check });

pub(super) const CIPHER: &str = "xchacha20-poly1305";
const KDF: &str = "argon2id";

impl Header {
    pub(super) const fn new(cost: Cost, random: &Randomness, check: &[u8; 32]) -> Self {
        Self {
            cost,
            salt: random.salt,
            nonce: random.nonce,
            check: *check,
        }
    }

    /// The line, with the end of line.
    pub(super) fn line(&self) -> Vec<u8> {
        let line = Line {
            format: FORMAT.to_owned(),
            cipher: CIPHER.to_owned(),
            nonce: base64url(&self.nonce),
            passphrase: Passphrase {
                kdf: KDF.to_owned(),
                cost: self.cost,
                salt: base64url(&self.salt),
                check: base64url(&self.check),
            },
        };
        written(&line)
    }

    /// The header, its line, and what follows. Only the canonical line is accepted.
    pub(super) fn read(sealed: &[u8]) -> Result<(Self, &[u8], &[u8]), Unopened> {
        let (line, bytes, rest) = read::<Line>(sealed, LONGEST)?;
        if line.format != FORMAT || line.cipher != CIPHER || line.passphrase.kdf != KDF {
            return Err(Unopened::NotSealed);
        }
        let cost = line.passphrase.cost;
        if !cost.is_accepted() {
            return Err(Unopened::Cost { cost });
        }
        let header = Self {
            cost,
            salt: fixed(&line.passphrase.salt)?,
            nonce: fixed(&line.nonce)?,
            check: fixed(&line.passphrase.check)?,
        };
        Ok((header, bytes, rest))
    }
}

/// A header line as it is written, with the end of line.
pub(super) fn written<T: Document>(line: &T) -> Vec<u8> {
    // INVARIANT: a line is made of texts and whole numbers alone, so it has a canonical form.
    let mut bytes = jcs::to_vec(line).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A header, its line, and what follows. Only the canonical line is accepted.
pub(super) fn read<T: Document>(sealed: &[u8], longest: usize) -> Result<(T, &[u8], &[u8]), Unopened> {
    let end = sealed.iter().take(longest).position(|&byte| byte == b'\n');
    let (bytes, rest) = end
        .and_then(|end| sealed.split_at_checked(end + 1))
        .ok_or(Unopened::NotSealed)?;
    let line: T = json::from_slice(bytes, Limits::DOCUMENT).map_err(|_| Unopened::NotSealed)?;
    if written(&line) != bytes {
        return Err(Unopened::NotSealed);
    }
    Ok((line, bytes, rest))
}

pub(super) fn fixed<const N: usize>(text: &str) -> Result<[u8; N], Unopened> {
    unbase64url(text)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(Unopened::NotSealed)
}

/// Why bytes could not be sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unsealable {
    /// No passphrase.
    EmptyPassphrase,
    /// The cost is below the floor, or beyond what others could bear.
    Cost {
        /// The cost.
        cost: Cost,
    },
    /// More than 2^32 chunks.
    TooLong,
    /// Nobody to seal to, more than [`MOST_RECIPIENTS`](super::MOST_RECIPIENTS), or a key that protects nothing.
    Recipients,
}

impl Unsealable {
    /// Stable code, in the form `area/what`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::EmptyPassphrase => "sealed/empty-passphrase",
            Self::Cost { .. } => "sealed/cost",
            Self::TooLong => "sealed/too-long",
            Self::Recipients => "sealed/recipients",
        }
    }
}

impl fmt::Display for Unsealable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyPassphrase => write!(f, "the passphrase is empty"),
            Self::Cost { cost } => refused(f, *cost),
            Self::TooLong => write!(f, "too long to be sealed in one piece"),
            Self::Recipients => write!(f, "nobody to seal to, too many, or a key that protects nothing"),
        }
    }
}

impl std::error::Error for Unsealable {}

/// Why sealed bytes did not open.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unopened {
    /// Not a file sealed in this way, or of a version not read here.
    NotSealed,
    /// The file asks for a cost that is not accepted: too cheap to protect anything, or too dear to try.
    Cost {
        /// The cost.
        cost: Cost,
    },
    /// Another passphrase.
    Passphrase,
    /// Sealed to others.
    Recipient,
    /// The passphrase or the key is right, but the file was cut or changed.
    Damaged,
}

impl Unopened {
    /// Stable code, in the form `area/what`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotSealed => "sealed/not-sealed",
            Self::Cost { .. } => "sealed/cost",
            Self::Passphrase => "sealed/passphrase",
            Self::Recipient => "sealed/recipient",
            Self::Damaged => "sealed/damaged",
        }
    }
}

impl fmt::Display for Unopened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSealed => write!(f, "not a file sealed under a passphrase"),
            Self::Cost { cost } => refused(f, *cost),
            Self::Passphrase => write!(f, "wrong passphrase"),
            Self::Recipient => write!(f, "sealed to others"),
            Self::Damaged => write!(f, "the sealed file was cut or changed"),
        }
    }
}

impl std::error::Error for Unopened {}

fn refused(f: &mut fmt::Formatter<'_>, cost: Cost) -> fmt::Result {
    let Cost {
        memory_kib,
        passes,
        lanes,
    } = cost;
    write!(
        f,
        "a cost of {memory_kib} kib, {passes} passes and {lanes} lanes is not accepted"
    )
}
