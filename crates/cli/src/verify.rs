//! `jalon verify`: every check of a certificate, by name.

use crate::output::{Said, say};
use crate::{files, key};
use anyhow::{Context, Result};
use jalon_base::Timestamp;
use jalon_base::sorted::SortedMap;
use jalon_credential::at_hand::AtHand;
use jalon_credential::proof::{Jcs, Suite};
use jalon_credential::rdfc::Rdfc;
use jalon_credential::trust::TrustStore;
use jalon_credential::verify::{Check, Outcome, Reader, Report, State, Trusted, verify_with};
use jalon_messages::Lang;
use serde_json::json;
use std::path::{Path, PathBuf};

/// What `jalon verify` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The certificate.
    pub file: PathBuf,
    /// With what it is judged.
    #[command(flatten)]
    pub with: With,
}

/// With what documents are judged: a time, what is at hand, whom the reader knows.
#[derive(Debug, Default, clap::Args)]
pub struct With {
    /// Instant at which to judge; without it, the machine's clock.
    #[arg(long, value_parser = key::instant)]
    pub at: Option<Timestamp>,
    /// List of the parties that the reader knows; without it, nobody is known.
    #[arg(long)]
    pub trust: Option<PathBuf>,
    /// A document that its address would give: `URL=FILE`.
    #[arg(long, value_name = "URL=FILE", value_parser = mapped)]
    pub map: Vec<(String, PathBuf)>,
    /// A document that came with the certificate: a status list, a habilitation.
    #[arg(long, value_name = "FILE")]
    pub with: Vec<PathBuf>,
}

fn mapped(text: &str) -> Result<(String, PathBuf), String> {
    // An address may hold `=`; a file is after the last.
    text.rsplit_once('=')
        .filter(|(url, file)| url.contains(':') && !file.is_empty())
        .map(|(url, file)| (url.to_owned(), PathBuf::from(file)))
        .ok_or_else(|| "expected URL=FILE".to_owned())
}

impl With {
    /// When to judge.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.at.unwrap_or_else(key::now)
    }

    /// Whom the reader knows.
    ///
    /// # Errors
    /// The file cannot be read, or is no list.
    pub fn trust(&self) -> Result<TrustStore> {
        match &self.trust {
            Some(path) => {
                TrustStore::from_slice(&files::read(path)?).with_context(|| format!("reading {}", path.display()))
            }
            None => Ok(TrustStore::default()),
        }
    }

    /// What is at hand, for whom the reader knows.
    ///
    /// # Errors
    /// A file cannot be read, or is no document.
    pub fn at_hand<'a>(&self, trust: &'a TrustStore) -> Result<AtHand<'a>> {
        let mut at_hand = AtHand::new(trust);
        for (url, file) in &self.map {
            at_hand.fetched(url.as_str(), files::read(file)?);
        }
        for file in &self.with {
            let is_document = at_hand.stapled(files::read(file)?);
            is_document
                .then_some(())
                .with_context(|| format!("{} is not a JSON document with an `id`", file.display()))?;
        }
        Ok(at_hand)
    }

    /// Verifies a file with all of it.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn verify(&self, file: &Path) -> Result<Report> {
        let trust = self.trust()?;
        let (at_hand, rdfc) = (self.at_hand(&trust)?, Rdfc::pinned());
        let suites: [&dyn Suite; 2] = [&Jcs, &rdfc];
        let reader = Reader {
            at: self.at(),
            trust: &trust,
            sources: &at_hand,
            suites: &suites,
        };
        Ok(verify_with(&files::read(file)?, &reader))
    }
}

/// Verifies a certificate; succeeds only for a valid one.
///
/// # Errors
/// A file cannot be read.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    Ok(said(&arguments.with.verify(&arguments.file)?, lang))
}

/// What a check says beyond its name: why it fell, or as of when it holds.
fn why(check: &Check, lang: Lang) -> String {
    match check.code {
        Some(code) => say(lang, code, &check.args),
        None if check.args.contains_key("as-of") => say(lang, "status/checked-as-of", &check.args),
        None => String::new(),
    }
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
        let why = why(check, lang);
        let name = say(lang, &format!("check/{}", check.id), &SortedMap::new());
        text.push_str(&format!(
            "{state:>14}  {name}{}{why}\n",
            if why.is_empty() { "" } else { ": " }
        ));
        checks.push(
            json!({"id": check.id, "state": state, "code": check.code, "pointer": check.pointer, "args": check.args}),
        );
    }
    for link in report.chain() {
        let why = link
            .code
            .map(|code| say(lang, code, &SortedMap::new()))
            .unwrap_or_default();
        text.push_str(&format!(
            "{:>14}  {} → {} ({}) {why}\n",
            "", link.from, link.to, link.right
        ));
    }
    let problems = report.problems(&|check| why(check, lang));
    Said {
        json: json!({
            "outcome": outcome, "trusted": trusted, "self-issued": report.self_issued(), "at": report.at(),
            "checks": checks, "chain": report.chain(), "problems": problems,
        }),
        text,
        success: report.outcome() == Outcome::Valid,
    }
}
