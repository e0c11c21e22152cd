//! `jalon verify`: every check of a certificate, by name.

use crate::output::{Said, say};
use crate::{files, key};
use anyhow::{Context, Result};
use jalon_base::Timestamp;
use jalon_credential::trust::TrustStore;
use jalon_credential::verify::{Outcome, Report, State, Trusted};
use jalon_messages::Lang;
use serde_json::json;
use std::path::PathBuf;

/// What `jalon verify` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The certificate.
    pub file: PathBuf,
    /// Instant at which to judge; without it, the machine's clock.
    #[arg(long, value_parser = key::instant)]
    pub at: Option<Timestamp>,
    /// List of the parties that the reader knows; without it, nobody is known.
    #[arg(long)]
    pub trust: Option<PathBuf>,
}

/// Verifies a certificate; succeeds only for a valid one.
///
/// # Errors
/// A file cannot be read, or the list of known parties is none.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let at = arguments.at.unwrap_or_else(key::now);
    let trust = match &arguments.trust {
        Some(path) => {
            TrustStore::from_slice(&files::read(path)?).with_context(|| format!("reading {}", path.display()))?
        }
        None => TrustStore::default(),
    };
    let report = jalon_credential::verify::verify(&files::read(&arguments.file)?, at, &trust);
    Ok(said(&report, lang))
}

/// A report as a command says it.
#[must_use]
pub fn said(report: &Report, lang: Lang) -> Said {
    let outcome = match report.outcome() {
        Outcome::Valid => "valid",
        Outcome::Invalid => "invalid",
        Outcome::Indeterminate => "indeterminate",
    };
    let trusted = match report.trusted() {
        Trusted::Yes => "yes",
        Trusted::No => "no",
        Trusted::Unknown => "unknown",
    };
    let issuer = if report.self_issued() == Some(true) {
        "self"
    } else {
        trusted
    };
    let mut text = format!("{}\n", jalon_messages::cli::verdict(lang, outcome, issuer));
    let mut checks = Vec::new();
    for check in report.checks() {
        let state = match check.state {
            State::Passed => "passed",
            State::Failed => "failed",
            State::Unknown => "unknown",
            State::NotApplicable => "not-applicable",
        };
        let why = check.code.map(|code| say(lang, code, &check.args)).unwrap_or_default();
        let name = say(
            lang,
            &format!("check/{}", check.id),
            &jalon_base::sorted::SortedMap::new(),
        );
        text.push_str(&format!(
            "{state:>14}  {name}{}{why}\n",
            if why.is_empty() { "" } else { ": " }
        ));
        checks.push(
            json!({"id": check.id, "state": state, "code": check.code, "pointer": check.pointer, "args": check.args}),
        );
    }
    Said {
        json: json!({"outcome": outcome, "trusted": trusted, "self-issued": report.self_issued(), "checks": checks}),
        text,
        success: report.outcome() == Outcome::Valid,
    }
}
