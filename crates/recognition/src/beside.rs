//! What stands beside a certificate: the evidence that it cites, status lists and habilitations that came with it.
//!
//! A file is known by what it holds: a release, an outcome and a journal give the digests that certificates cite of them; any other JSON
//! document is found by its `id`. Only the record of a session, whose form is the centre's, is known by its name.

use crate::grain::{self, EVIDENCE};
use crate::issue::SESSION;
use jalon_base::Digest;
use jalon_base::jcs::NotCanonical;
use jalon_base::json::{self, Limits, Malformed, Value};
use jalon_credential::at_hand::AtHand;
use jalon_credential::tlog::NoteFault;
use jalon_protocol::outcome::{self, Outcome};
use jalon_protocol::release::{BadRelease, Release};

/// Endings of the files that stand beside `certificate.json`: `certificate.outcome.json` and so on.
pub const ENDINGS: [&str; 5] = ["outcome.json", "journal.json", "session.json", "jalon", "inclusion"];

const SESSION_ENDING: &str = ".session.json";

/// First bytes of a ZIP, as a release is one (APPNOTE.TXT 4.3.7).
const ZIP: &[u8] = b"PK\x03\x04";

/// First letters of what C2SP names: proofs of inclusion.
const C2SP: &[u8] = b"c2sp.org/";

/// What a file beside a certificate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A release.
    Release,
    /// A proof that a certificate is under a checkpoint.
    Inclusion,
    /// The record of a session.
    Session,
    /// An outcome.
    Outcome,
    /// The journal of an attempt.
    Journal,
}

/// Why a file is nothing that stands beside a certificate.
#[derive(Debug)]
pub enum NotBeside {
    /// Its JSON, or what it holds, is wrong.
    Malformed(Malformed),
    /// A release that does not hold.
    Release(BadRelease),
    /// A proof of inclusion that is none.
    Inclusion(NoteFault),
    /// A number beyond what a document holds.
    NotCanonical(NotCanonical),
    /// A JSON document without an `id`, by which it would be found.
    NoId,
}

impl NotBeside {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed(malformed) => malformed.fault.code(),
            Self::Release(bad) => bad.code(),
            Self::Inclusion(fault) => fault.code(),
            Self::NotCanonical(_) => "evidence/not-canonical",
            Self::NoId => "evidence/no-id",
        }
    }
}

impl std::fmt::Display for NotBeside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Malformed(malformed) => malformed.fmt(f),
            Self::Release(bad) => bad.fmt(f),
            Self::Inclusion(fault) => fault.fmt(f),
            Self::NotCanonical(not) => not.fmt(f),
            Self::NoId => f.write_str("not a JSON document with an `id`"),
        }
    }
}

impl std::error::Error for NotBeside {}

impl From<Malformed> for NotBeside {
    fn from(malformed: Malformed) -> Self {
        Self::Malformed(malformed)
    }
}

/// What a file is, by its first bytes, its name or its format; none when it says nothing of the kind. Nothing of it is believed yet.
#[must_use]
pub fn sort(name: &str, bytes: &[u8]) -> Option<Sort> {
    if bytes.starts_with(ZIP) {
        return Some(Sort::Release);
    }
    if bytes.starts_with(C2SP) {
        return Some(Sort::Inclusion);
    }
    if name.ends_with(SESSION_ENDING) {
        return Some(Sort::Session);
    }
    let document = json::parse(bytes, Limits::DOCUMENT).ok()?;
    match document.get("format").and_then(Value::as_str)? {
        outcome::FORMAT => Some(Sort::Outcome),
        // The format of a journal is `attempt`'s, which this crate does not name.
        "jalon/journal@1" => Some(Sort::Journal),
        _ => None,
    }
}

/// The heads of a journal, the seat's and the host's: the engine's to tell (`attempt`). None when its chains do not hold.
pub type Heads<'a> = &'a dyn Fn(&[u8]) -> Result<Option<(Digest, Digest)>, Malformed>;

/// Adds a file to what is at hand, as what it is.
///
/// A journal that does not hold counts as another one than the one cited: it is no reason to refuse the file.
///
/// # Errors
/// [`NotBeside`]: it cannot be read as what it says, or is nothing that stands beside a certificate.
pub fn add(at_hand: &mut AtHand<'_>, name: &str, bytes: Vec<u8>, heads: Heads<'_>) -> Result<(), NotBeside> {
    let [of_outcome, of_seal, of_release] = EVIDENCE;
    match sort(name, &bytes) {
        Some(Sort::Release) => {
            let release = Release::open_any(&bytes).map_err(NotBeside::Release)?;
            at_hand.piece(of_release, release.id);
        }
        Some(Sort::Inclusion) => {
            // Of bytes that are no text, what begins well is no proof either.
            at_hand
                .inclusion(&String::from_utf8_lossy(&bytes))
                .map_err(NotBeside::Inclusion)?;
        }
        Some(Sort::Session) => {
            at_hand.piece(SESSION, Digest::of(&bytes));
            at_hand.stapled(bytes);
        }
        Some(Sort::Outcome) => {
            let outcome: Outcome = json::from_slice(&bytes, Limits::DOCUMENT)?;
            at_hand.piece(of_outcome, outcome.digest().map_err(NotBeside::NotCanonical)?);
        }
        Some(Sort::Journal) => {
            let heads = heads(&bytes)?;
            at_hand.piece(
                of_seal,
                heads.map_or_else(|| Digest::of(&bytes), |(seat, host)| grain::seal(&seat, &host)),
            );
        }
        None => {
            json::parse(&bytes, Limits::DOCUMENT)?;
            if !at_hand.stapled(bytes) {
                return Err(NotBeside::NoId);
            }
        }
    }
    Ok(())
}
