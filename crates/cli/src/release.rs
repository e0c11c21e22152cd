//! `jalon release`: from a folder to a signed release.

use crate::output::coded;
use crate::output::{Said, finding_line};
use crate::{files, key};
use anyhow::{Context, Result, anyhow};
use jalon_authoring::assemble::{assemble_exam, exam_keys};
use jalon_authoring::folder::is_publishable;
use jalon_authoring::{Assembled, Folder, assemble};
use jalon_base::sorted::SortedMap;
use jalon_base::{Severity, Text, Timestamp};
use jalon_credential::did::did_key;
use jalon_credential::envelope::Signed;
use jalon_credential::sealed::{self, Fresh, Recipient};
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
    /// The examinations of the folder instead of the rest: their right answers are sealed to the key and to whoever `--to` names.
    #[arg(long)]
    pub exam: bool,
    /// Somebody else to whom the right answers are sealed: what `jalon key show` says of their key. As many as wanted.
    #[arg(long, requires = "exam", value_parser = recipient)]
    pub to: Vec<Recipient>,
    /// Name of the publisher, in French.
    #[arg(long, default_value = "")]
    pub publisher: String,
}

fn recipient(text: &str) -> Result<Recipient> {
    Recipient::from_multikey(text).context("no `z6LS…` key to seal to")
}

/// The examinations of a folder, their right answers sealed to the publisher and to others.
fn examination(
    folder: &Folder,
    (publisher, at): (Text, Timestamp),
    recipients: &[Recipient],
    lang: Lang,
) -> Result<Assembled> {
    let fresh = Fresh {
        secret: key::random()?,
        ephemeral: key::random()?,
        nonce: key::random()?,
    };
    let sealed = sealed::seal_to(&exam_keys(folder)?, recipients, &fresh);
    let sealed = sealed.map_err(|unsealable| coded(lang, unsealable.code(), &SortedMap::new()))?;
    Ok(assemble_exam(folder, publisher, at, sealed)?)
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
    let secret = key::open(&arguments.key)?;
    let own = [secret.opening_key().recipient()];
    let mut recipients: Vec<Recipient> = own.iter().chain(&arguments.to).copied().collect();
    recipients.sort();
    recipients.dedup();
    let assembled = if arguments.exam {
        examination(&folder, (publisher, at), &recipients, lang)?
    } else {
        assemble(&folder, publisher, at)?
    };
    let by = did_key(&secret.public());
    let to_sign = Signed::prepare(STATEMENT, &assembled.statement(), &by, at).map_err(|error| anyhow!("{error}"))?;
    let signature = secret.sign(to_sign.bytes());
    let signed = to_sign.complete(signature).map_err(|error| anyhow!("{error}"))?;
    let id = assembled.id;
    let bytes = assembled.signed(&signed)?;
    // What is published is what opens: the file is read back before it is put in its place.
    let opened = files::with_keys(Release::open_any(&bytes)?, &secret, lang)?;
    files::write(&arguments.output, &bytes)?;
    let items = opened.contents.len();
    let mut told = serde_json::Map::from_iter([
        ("release".to_owned(), json!(id)),
        ("signer".to_owned(), json!(by)),
        ("items".to_owned(), json!(items)),
        ("bytes".to_owned(), json!(bytes.len())),
        ("file".to_owned(), json!(arguments.output)),
    ]);
    let mut lines = vec![jalon_messages::cli::released(
        lang,
        items,
        bytes.len(),
        &id.to_string(),
        &by,
    )];
    if arguments.exam {
        let recipients: Vec<String> = recipients.iter().map(Recipient::to_string).collect();
        lines.push(jalon_messages::cli::released_sealed(lang, &recipients.join(", ")));
        told.insert("sealed-to".to_owned(), json!(recipients));
    }
    Ok(Said::done(told.into(), lines.join("\n")))
}
