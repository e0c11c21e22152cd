//! `jalon stands`: which of several results of one person stands.

use crate::files;
use crate::output::Said;
use crate::score::describe;
use anyhow::{Context, Result, bail};
use jalon_base::json::{self, Limits};
use jalon_messages::{Lang, cli};
use jalon_protocol::Outcome;
use jalon_protocol::plan::Keep;
use jalon_protocol::plan::attempts::stands;
use serde_json::json;
use std::path::PathBuf;

/// What `jalon stands` takes.
#[derive(Debug, clap::Args)]
#[group(id = "stands")]
pub struct Arguments {
    /// Outcomes of one person, from the oldest to the last.
    #[arg(required = true)]
    pub outcomes: Vec<PathBuf>,
    /// Their release.
    #[arg(long)]
    pub release: PathBuf,
}

/// Says which result stands by the rule of the protocol: the highest, when it has none.
///
/// # Errors
/// A file cannot be read, or the outcomes are not of one protocol.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let release = files::edition(&arguments.release, lang)?;
    let read = |path: &PathBuf| -> Result<Outcome> {
        json::from_slice(&files::read(path)?, Limits::DOCUMENT).with_context(|| format!("reading {}", path.display()))
    };
    let outcomes: Vec<Outcome> = arguments.outcomes.iter().map(read).collect::<Result<_>>()?;
    let one = outcomes.first().context("no outcome")?;
    if let Some(other) = outcomes.iter().find(|other| other.protocol != one.protocol) {
        bail!("outcomes of two tests: `{}` and `{}`", one.protocol, other.protocol);
    }
    let protocol = release.protocols.get(&one.protocol);
    let policy = protocol.and_then(|protocol| protocol.attempts.as_ref());
    let keep = policy.map_or(Keep::Best, |policy| policy.keep);
    let words = match keep {
        Keep::Best => "best",
        Keep::Last => "last",
    };
    let Some(outcome) = stands(keep, &outcomes) else {
        return Ok(Said::done(
            json!({"stands": null, "keep": words}),
            cli::stands_none(lang).to_owned(),
        ));
    };
    let place = outcomes.iter().position(|other| other == outcome).unwrap_or(0) + 1;
    let which = cli::stands(lang, place, outcomes.len(), words);
    Ok(Said::done(
        json!({"stands": place, "attempt": outcome.attempt, "keep": words}),
        format!("{which}\n{}", describe(outcome, &release, lang)),
    ))
}
