//! `jalon verify`: every check of a certificate, by name.

use crate::output::{Said, say};
use crate::{files, key, qr, trust};
use anyhow::{Context, Result};
use jalon_base::Timestamp;
use jalon_base::sorted::SortedMap;
use jalon_credential::at_hand::AtHand;
use jalon_credential::presentation::{self, Request, Shown};
use jalon_credential::proof::{Jcs, Suite};
use jalon_credential::rdfc::Rdfc;
use jalon_credential::trust::TrustStore;
use jalon_credential::verify::{Check, Outcome, Reader, Report, State, Trusted, verify_with};
use jalon_messages::Lang;
use serde_json::json;
use std::path::PathBuf;

/// What `jalon verify` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The certificate: a file, a link in quotes, a baked badge, a picture of its QR code.
    pub file: PathBuf,
    /// With what it is judged.
    #[command(flatten)]
    pub with: With,
    /// Of a presentation: for whom it must have been made.
    #[arg(long, requires = "challenge")]
    pub domain: Option<String>,
    /// Of a presentation: the text that it must answer.
    #[arg(long, requires = "domain")]
    pub challenge: Option<String>,
}

/// With what documents are judged: a time, what is at hand, whom the reader knows.
#[derive(Debug, Default, clap::Args)]
pub struct With {
    /// Instant at which to judge; without it, the machine's clock.
    #[arg(long, value_parser = key::instant)]
    pub at: Option<Timestamp>,
    /// Whom the reader knows: a list, a signed bundle, or a store (`jalon trust`); without it, nobody is known.
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
            Some(path) => trust::load(path, self.at()),
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

    /// Does something with all of it.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn read<T>(&self, bytes: &[u8], what: impl FnOnce(&[u8], &Reader<'_>) -> T) -> Result<T> {
        let trust = self.trust()?;
        let (at_hand, rdfc) = (self.at_hand(&trust)?, Rdfc::pinned());
        let suites: [&dyn Suite; 2] = [&Jcs, &rdfc];
        let reader = Reader {
            at: self.at(),
            trust: &trust,
            sources: &at_hand,
            suites: &suites,
        };
        Ok(what(bytes, &reader))
    }
}

/// Verifies a certificate or a presentation; succeeds only for a valid one.
///
/// # Errors
/// A file cannot be read.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let request = arguments.domain.as_deref().zip(arguments.challenge.as_deref());
    let request = request.map(|(domain, challenge)| Request { domain, challenge });
    let input = match qr::credential(&arguments.file)? {
        Ok(input) => input,
        Err(fault) => return Ok(qr::refused(lang, fault.code())),
    };
    arguments.with.read(&input.bytes, |bytes, reader| {
        if request.is_some() || presentation::is_one(bytes) {
            shown(&presentation::verify(bytes, reader, request), lang)
        } else {
            said(&verify_with(bytes, reader), lang)
        }
    })
}

const fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Valid => "valid",
        Outcome::Invalid => "invalid",
        Outcome::Indeterminate => "indeterminate",
    }
}

const fn state(state: State) -> &'static str {
    match state {
        State::Passed => "passed",
        State::Failed => "failed",
        State::Unknown => "unknown",
        State::NotApplicable => "not-applicable",
    }
}

/// A presentation as a command says it: its own steps, then each certificate.
fn shown(shown: &Shown, lang: Lang) -> Said {
    let outcome = word(shown.outcome());
    let mut text = format!("{}\n", jalon_messages::cli::presentation(lang, outcome));
    let steps = shown.steps.iter().map(|step| {
        let why = step
            .code
            .map(|code| say(lang, code, &SortedMap::new()))
            .unwrap_or_default();
        let name = say(lang, &format!("step/{}", step.id), &SortedMap::new());
        text.push_str(&format!("{:>14}  {name} {why}\n", state(step.state)));
        json!({"id": step.id, "state": step.state, "code": step.code, "pointer": step.pointer, "title": why})
    });
    let steps: Vec<_> = steps.collect();
    let each: Vec<Said> = shown.certificates.iter().map(|report| said(report, lang)).collect();
    for certificate in &each {
        text.push_str(&format!("\n{}", certificate.text));
    }
    let openings: Vec<_> = shown
        .openings
        .iter()
        .map(|opening| json!({"certificate": opening.certificate, "value": opening.value, "salt": opening.salt}))
        .collect();
    Said {
        json: json!({
            "outcome": outcome, "holder": shown.holder, "steps": steps, "openings": openings,
            "certificates": each.iter().map(|one| one.json.clone()).collect::<Vec<_>>(),
        }),
        text,
        success: shown.outcome() == Outcome::Valid,
    }
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
    let outcome = word(report.outcome());
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
        let state = state(check.state);
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
