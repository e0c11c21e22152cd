//! `jalon verify`: every check of a certificate, by name.

use crate::output::{Said, say};
use crate::{beside, chain, files, jose, key, qr, trust};
use anyhow::Result;
use jalon_base::Timestamp;
use jalon_base::sorted::SortedMap;
use jalon_credential::at_hand::AtHand;
use jalon_credential::jwt::Answer;
use jalon_credential::presentation::{self, Request, Shown};
use jalon_credential::proof::{Jcs, Suite};
use jalon_credential::rdfc::Rdfc;
use jalon_credential::tlog::Witness;
use jalon_credential::trust::TrustStore;
use jalon_credential::verify::{Check, Outcome, Reader, Report, State, Token, Trusted, verify_with};
use jalon_messages::Lang;
use serde_json::json;
use std::path::{Path, PathBuf};

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
    /// What came with the certificate: a status list, a habilitation, or evidence that it cites (outcome, journal, release). Files named
    /// like the certificate, such as `certificate.outcome.json`, are taken from beside it.
    #[arg(long, value_name = "FILE")]
    pub with: Vec<PathBuf>,
    /// The key of a witness whom the reader believes, as witnesses publish it: `name+id+key`.
    #[arg(long, value_name = "KEY", value_parser = witness)]
    pub witness: Vec<Witness>,
}

fn witness(text: &str) -> Result<Witness, String> {
    Witness::parse(text).ok_or_else(|| "expected the key of a witness: name+id+key".to_owned())
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
        for witness in &self.witness {
            at_hand.witness(witness.clone());
        }
        for file in &self.with {
            beside::add(&mut at_hand, file)?;
        }
        Ok(at_hand)
    }

    /// Does something with all of it, and with what stands beside a file.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn read<T>(&self, file: &Path, what: impl FnOnce(&AtHand<'_>, &Reader<'_>) -> T) -> Result<T> {
        let trust = self.trust()?;
        let (mut at_hand, rdfc) = (self.at_hand(&trust)?, Rdfc::pinned());
        for file in beside::of(file) {
            beside::add(&mut at_hand, &file)?;
        }
        let suites: [&dyn Suite; 2] = [&Jcs, &rdfc];
        let reader = Reader {
            at: self.at(),
            trust: &trust,
            sources: &at_hand,
            suites: &suites,
        };
        Ok(what(&at_hand, &reader))
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
    let bytes = input.bytes.as_slice();
    arguments.with.read(&arguments.file, |at_hand, reader| {
        if input.is_jws() {
            said(&token(bytes, at_hand, reader), reader.trust, lang)
        } else if request.is_some() || presentation::is_one(bytes) {
            shown(&presentation::verify(bytes, reader, request), reader.trust, lang)
        } else {
            said(&verify_with(bytes, reader), reader.trust, lang)
        }
    })
}

/// The report on a badge that is a token, its signature checked by the library where the engine does not.
fn token(bytes: &[u8], at_hand: &AtHand<'_>, reader: &Reader<'_>) -> Report {
    let token = Token::read(bytes, at_hand);
    let answer = token
        .question()
        .map_or(Answer::NotChecked, |question| jose::answer(&question));
    token.complete(answer, reader)
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
fn shown(shown: &Shown, trust: &TrustStore, lang: Lang) -> Said {
    let outcome = word(shown.outcome());
    let mut text = format!("{}\n", jalon_messages::cli::presentation(lang, outcome));
    let steps = shown.steps.iter().map(|step| {
        let why = step
            .code
            .map(|code| say(lang, code, &SortedMap::new()))
            .unwrap_or_default();
        let name = say(lang, &format!("step/{}", step.id), &SortedMap::new());
        let colon = if why.is_empty() { "" } else { ": " };
        text.push_str(&format!("{:>14}  {name}{colon}{why}\n", state(step.state)));
        json!({"id": step.id, "state": step.state, "code": step.code, "pointer": step.pointer, "title": why})
    });
    let steps: Vec<_> = steps.collect();
    let each: Vec<Said> = shown
        .certificates
        .iter()
        .map(|report| said(report, trust, lang))
        .collect();
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

/// The genre of a piece of evidence.
fn genre(check: &Check) -> &str {
    check.args.get("genre").map_or("", String::as_str)
}

/// What a check says beyond its name: why it fell and where, or as of when it holds.
fn why(check: &Check, lang: Lang) -> String {
    let arg = |name| check.args.get(name).map(String::as_str);
    if let (Some(fault), Some(line), Some(column)) = (arg("fault"), arg("line"), arg("column")) {
        let place = jalon_messages::credential::at_place(lang, line, column);
        return format!("{place} {}", say(lang, fault, &check.args));
    }
    match check.code {
        Some(code) => say(lang, code, &check.args),
        None if check.args.contains_key("as-of") => say(lang, "status/checked-as-of", &check.args),
        None if check.args.contains_key("witnessed") => say(lang, "key/witnessed", &check.args),
        None if check.args.contains_key("genre") => jalon_messages::cli::compared(lang, genre(check)).to_owned(),
        None => String::new(),
    }
}

/// A report as a command says it.
#[must_use]
pub fn said(report: &Report, trust: &TrustStore, lang: Lang) -> Said {
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
    let drawing = chain::drawn(report, trust, lang);
    if !drawing.is_empty() {
        text.push_str(&format!("\n{}\n", drawing.join("\n")));
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
