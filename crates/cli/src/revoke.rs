//! `jalon revoke` and `jalon status`: what happens to certificates after they are issued, and the list that says so.

use crate::issue::register;
use crate::ledger::Ledger;
use crate::output::{Said, say};
use crate::{files, key, sign};
use anyhow::Result;
use jalon_base::sorted::SortedMap;
use jalon_base::{Timestamp, jcs};
use jalon_credential::status::{About, StatusPurpose};
use jalon_messages::Lang;
use jalon_recognition::register::Kind;
use serde_json::json;
use std::path::PathBuf;

/// What `jalon revoke` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Id of the certificate or of the habilitation.
    pub id: String,
    /// The register.
    #[arg(long)]
    pub register: PathBuf,
    /// Why, for whoever reads the register later.
    #[arg(long)]
    pub reason: String,
    /// Suspend a habilitation, which can be taken back, instead of revoking a certificate, which cannot.
    #[arg(long, conflicts_with = "restore")]
    pub suspend: bool,
    /// Put a suspended habilitation back in force.
    #[arg(long)]
    pub restore: bool,
    /// Instant of the decision; without it, the machine's clock.
    #[arg(long, value_parser = key::instant)]
    pub at: Option<Timestamp>,
}

/// Records the decision. The list that tells others is made by `jalon status`.
///
/// # Errors
/// The register cannot be read or written.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let mut ledger = Ledger::open(&arguments.register)?;
    let kind = match (arguments.suspend, arguments.restore) {
        (true, _) => Kind::Suspended,
        (_, true) => Kind::Restored,
        _ => Kind::Revoked,
    };
    let at = arguments.at.unwrap_or_else(key::now);
    if let Err(fault) = ledger.register.change(kind, &arguments.id, &arguments.reason, at) {
        let args = SortedMap::from([("certificate", arguments.id.clone())]);
        return Ok(Said {
            json: json!({"code": fault.code()}),
            text: format!("{} [{}]", say(lang, fault.code(), &args), fault.code()),
            success: false,
        });
    }
    ledger.commit()?;
    Ok(Said::done(
        json!({"certificate": arguments.id, "entries": ledger.register.entries().len()}),
        jalon_messages::cli::recorded(lang, &arguments.id),
    ))
}

/// What `jalon status` takes.
#[derive(Debug, clap::Args)]
pub struct Status {
    /// The register.
    #[arg(long)]
    pub register: PathBuf,
    /// The certifier's key.
    #[arg(long)]
    pub key: PathBuf,
    /// What the list is about.
    #[arg(long, value_parser = purpose, default_value = "revocation")]
    pub purpose: StatusPurpose,
    /// Until when the list may be relied on.
    #[arg(long, value_parser = key::instant)]
    pub until: Option<Timestamp>,
    /// Instant of the list; without it, the machine's clock.
    #[arg(long, value_parser = key::instant)]
    pub at: Option<Timestamp>,
    /// The list, to be published at its address.
    #[arg(short, long)]
    pub output: PathBuf,
}

fn purpose(text: &str) -> Result<StatusPurpose, String> {
    StatusPurpose::parse(text).ok_or_else(|| "expected `revocation` or `suspension`".to_owned())
}

/// Signs the list that the register makes.
///
/// # Errors
/// The register cannot be read, the key is another's, or the list cannot be written.
pub fn status(arguments: &Status, lang: Lang) -> Result<Said> {
    let register = register(&arguments.register)?;
    let secret = key::open(&arguments.key)?;
    let at = arguments.at.unwrap_or_else(key::now);
    let did = jalon_credential::did::did_key(&secret.public());
    if register.issuer() != did {
        anyhow::bail!(
            "{} is the register of {}",
            arguments.register.display(),
            register.issuer()
        );
    }
    let list = register.status_list(arguments.purpose);
    let url = register.list(arguments.purpose);
    let document = list.to_document(&About {
        url,
        issuer: &did,
        purpose: arguments.purpose,
        from: at,
        until: arguments.until,
    });
    files::write(
        &arguments.output,
        &jcs::value_to_vec(&sign::both(document, &secret, at)?),
    )?;
    Ok(Said::done(
        json!({"list": url, "set": list.count(), "file": arguments.output}),
        jalon_messages::cli::listed(lang, list.count(), url),
    ))
}
