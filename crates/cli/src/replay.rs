//! `jalon replay`: the same events again, naming the first that could not have happened.

use crate::files;
use crate::output::{Said, say};
use anyhow::{Context, Result, bail};
use jalon_attempt::draw::Supply;
use jalon_attempt::event::Payload;
use jalon_attempt::journal::{Heads, Journal};
use jalon_attempt::replay::Diverged;
use jalon_attempt::{By, State};
use jalon_base::sorted::SortedMap;
use jalon_messages::Lang;
use jalon_protocol::Protocol;
use jalon_protocol::release::Release;
use jalon_scoring::{Adaptive, Tests};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What `jalon replay` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The journal.
    pub journal: PathBuf,
    /// Its release.
    #[arg(long)]
    pub release: PathBuf,
    /// Key file to which the right answers are sealed, when the release is an examination.
    #[arg(long)]
    pub unseal: Option<PathBuf>,
    /// Check legality alone, without asking again for each choice of items.
    #[arg(long)]
    pub without_keys: bool,
}

/// Reads a journal file.
///
/// # Errors
/// It cannot be read, or is not a journal.
pub fn journal(path: &Path) -> Result<Journal> {
    Journal::read(&files::read(path)?).with_context(|| format!("reading the journal {}", path.display()))
}

/// The protocol that a journal was made with.
///
/// # Errors
/// The journal does not say how it started, or names another release or a protocol that the release has not.
pub fn protocol<'a>(journal: &Journal, release: &'a Release) -> Result<&'a Arc<Protocol>> {
    let started = journal.events.iter().find_map(|event| match event.payload.as_deref() {
        Some(Payload::Started(started)) => Some(started),
        _ => None,
    });
    let Some(started) = started else {
        bail!("the journal does not say how the attempt started")
    };
    if started.release != release.id {
        bail!(
            "the journal was made with the release {}, this one is {}",
            started.release,
            release.id
        );
    }
    release
        .protocols
        .get(&started.protocol)
        .with_context(|| format!("the release has no protocol `{}`", started.protocol))
}

/// Replays a journal with its release.
///
/// # Errors
/// As [`protocol`]; whether the events hold is the inner result.
pub fn again(journal: &Journal, release: &Release, choices: bool) -> Result<Result<(State, Heads), Diverged>> {
    let protocol = protocol(journal, release)?;
    let supply = Supply {
        protocol,
        pool: &release.pool,
        contents: &release.contents,
    };
    if !choices {
        return Ok(jalon_attempt::replay(journal, supply, None));
    }
    let tests = Tests::of(release, protocol)?;
    let guide = Adaptive::new(&tests, &release.contents, &journal.attempt);
    Ok(jalon_attempt::replay(journal, supply, Some(&guide)))
}

/// What is said of a journal that could not have happened.
#[must_use]
pub fn diverged(lang: Lang, diverged: &Diverged) -> Said {
    let (chain, seq) = match diverged.at() {
        Some((By::Seat, seq)) => ("seat", Some(seq)),
        Some((By::Host, seq)) => ("host", Some(seq)),
        None => ("", None),
    };
    let sentence = say(lang, diverged.code(), &SortedMap::new());
    let place = seq.map(|seq| format!("{chain} {seq}: ")).unwrap_or_default();
    Said {
        json: json!({"holds": false, "code": diverged.code(), "chain": chain, "seq": seq}),
        text: format!("{place}{sentence} [{}]", diverged.code()),
        success: false,
    }
}

/// Replays a journal.
///
/// # Errors
/// A file cannot be read, or they do not belong together.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let journal = journal(&arguments.journal)?;
    let release = match (arguments.without_keys, &arguments.unseal) {
        (true, None) => files::edition(&arguments.release, lang)?,
        (_, unseal) => files::unsealed(&arguments.release, unseal.as_deref(), lang)?,
    };
    Ok(match again(&journal, &release, !arguments.without_keys)? {
        Err(why) => diverged(lang, &why),
        Ok((state, heads)) => {
            let answered = state.paper().map_or(0, |paper| {
                paper
                    .items()
                    .filter(|(_, entry)| state.response(&entry.item).is_some())
                    .count()
            });
            let events = journal.events.len();
            Said::done(
                json!({"holds": true, "attempt": journal.attempt, "events": events, "answered": answered, "seat": heads.seat, "host": heads.host}),
                jalon_messages::cli::replayed(lang, events, answered),
            )
        }
    })
}
