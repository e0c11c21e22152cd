//! What stands beside a certificate: status lists and habilitations that came with it, and the evidence that it cites.
//!
//! A file is known by what it holds: a release and a journal give the digests that certificates cite of them, an outcome its own; any other
//! JSON document is found by its `id`. Only the record of a session, whose form is the centre's, is known by its name.

use crate::files;
use anyhow::{Context, Result};
use jalon_attempt::journal::{self, Journal};
use jalon_base::Digest;
use jalon_base::json::{self, Limits, Value};
use jalon_credential::at_hand::AtHand;
use jalon_protocol::outcome::Outcome;
use jalon_protocol::release::Release;
use jalon_recognition::grain::{self, EVIDENCE};
use jalon_recognition::issue::SESSION;
use jalon_scoring::score;
use std::path::{Path, PathBuf};

/// Endings of the files that are taken from beside `certificate.json`: `certificate.outcome.json` and so on.
const ENDINGS: [&str; 5] = ["outcome.json", "journal.json", "session.json", "jalon", "inclusion"];

const SESSION_ENDING: &str = ".session.json";

/// The files that stand beside a certificate under its own name.
#[must_use]
pub fn of(certificate: &Path) -> Vec<PathBuf> {
    let named = |ending: &&str| certificate.with_extension(ending);
    let found = ENDINGS.iter().map(named);
    found.filter(|path| path != certificate && path.is_file()).collect()
}

/// Adds a file to what is at hand, as what it is.
///
/// # Errors
/// It cannot be read, or is nothing that stands beside a certificate.
pub fn add(at_hand: &mut AtHand<'_>, path: &Path) -> Result<()> {
    let bytes = files::read(path)?;
    let [of_outcome, of_seal, of_release] = EVIDENCE;
    let context = || format!("reading {}", path.display());
    if bytes.starts_with(b"PK") {
        let release = Release::open(&bytes).with_context(context)?;
        at_hand.piece(of_release, release.id);
        return Ok(());
    }
    if let Some(text) = std::str::from_utf8(&bytes)
        .ok()
        .filter(|text| text.starts_with("c2sp.org/"))
    {
        at_hand.inclusion(text).with_context(context)?;
        return Ok(());
    }
    if path.to_string_lossy().ends_with(SESSION_ENDING) {
        at_hand.piece(SESSION, Digest::of(&bytes));
        at_hand.stapled(bytes);
        return Ok(());
    }
    let document = json::parse(&bytes, Limits::DOCUMENT).with_context(context)?;
    match document.get("format").and_then(Value::as_str) {
        Some(score::FORMAT) => {
            let outcome: Outcome = json::from_slice(&bytes, Limits::DOCUMENT).with_context(context)?;
            at_hand.piece(of_outcome, outcome.digest()?);
        }
        Some(journal::FORMAT) => {
            let journal = Journal::read(&bytes).with_context(context)?;
            // A journal that does not hold is not the one that was cited: its own digest is no seal.
            let heads = journal.check().ok().and_then(|heads| heads.seat.zip(heads.host));
            let seal = heads.map_or_else(|| Digest::of(&bytes), |(seat, host)| grain::seal(&seat, &host));
            at_hand.piece(of_seal, seal);
        }
        _ => {
            let is_document = at_hand.stapled(bytes);
            is_document
                .then_some(())
                .with_context(|| format!("{} is not a JSON document with an `id`", path.display()))?;
        }
    }
    Ok(())
}
