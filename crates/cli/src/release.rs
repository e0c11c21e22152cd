//! `jalon release`: from a folder to a signed release.

use crate::output::{Said, finding_line};
use crate::{files, key};
use anyhow::{Result, anyhow};
use jalon_authoring::folder::is_publishable;
use jalon_base::{Severity, Text, Timestamp};
use jalon_credential::did::did_key;
use jalon_credential::envelope::Signed;
use jalon_messages::Lang;
use jalon_protocol::release::Release;
use jalon_protocol::release::statement::STATEMENT;
use serde_json::json;
use std::path::PathBuf;

/// What `jalon release` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folder of a referential.
    pub path: PathBuf,
    /// Key file of the publisher.
    #[arg(long)]
    pub key: PathBuf,
    /// The release.
    #[arg(short, long)]
    pub output: PathBuf,
    /// Date that the release carries, `2026-03-01T12:30:00Z`; without it, the machine's clock. The same folder, date, name and key give the same bytes.
    #[arg(long, value_parser = key::instant)]
    pub date: Option<Timestamp>,
    /// Name of the publisher, in French.
    #[arg(long, default_value = "")]
    pub publisher: String,
}

/// Builds and signs a release.
///
/// # Errors
/// The folder has errors, the key does not open, or the file cannot be written.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let (folder, findings) = jalon_authoring::check(&files::folder(&arguments.path)?);
    if !is_publishable(&findings) {
        let errors: Vec<_> = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .collect();
        let lines: Vec<String> = errors.iter().map(|finding| finding_line(lang, finding)).collect();
        return Ok(Said {
            json: json!({"findings": errors}),
            text: lines.join("\n"),
            success: false,
        });
    }
    let at = arguments.date.unwrap_or_else(key::now);
    let publisher: Text = match arguments.publisher.as_str() {
        "" => Text::default(),
        name => serde_json::from_value(json!({"fr": name}))?,
    };
    let assembled = jalon_authoring::assemble(&folder, publisher, at)?;
    let secret = key::open(&arguments.key)?;
    let by = did_key(&secret.public());
    let to_sign = Signed::prepare(STATEMENT, &assembled.statement(), &by, at).map_err(|error| anyhow!("{error}"))?;
    let signature = secret.sign(to_sign.bytes());
    let signed = to_sign.complete(signature).map_err(|error| anyhow!("{error}"))?;
    let id = assembled.id;
    let bytes = assembled.signed(&signed)?;
    // What is published is what opens: the file is read back before it is put in its place.
    let opened = Release::open(&bytes)?;
    files::write(&arguments.output, &bytes)?;
    let items = opened.contents.len();
    Ok(Said::done(
        json!({"release": id, "signer": by, "items": items, "bytes": bytes.len(), "file": arguments.output}),
        jalon_messages::cli::released(lang, items, bytes.len(), &id.to_string(), &by),
    ))
}
