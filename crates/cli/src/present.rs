//! `jalon present`: the holder shows certificates of their choice to one verifier.

use crate::output::Said;
use crate::{files, key, sign};
use anyhow::{Context, Result, anyhow};
use jalon_base::json::{self, Limits, Value};
use jalon_base::{Timestamp, jcs};
use jalon_credential::did::did_key;
use jalon_credential::presentation::{self, Opening, Request};
use jalon_credential::proof::Purpose;
use jalon_messages::Lang;
use serde_json::json;
use std::path::{Path, PathBuf};

/// What `jalon present` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The certificates to show.
    #[arg(required = true)]
    pub certificates: Vec<PathBuf>,
    /// The holder's key.
    #[arg(long)]
    pub key: PathBuf,
    /// For whom.
    #[arg(long)]
    pub domain: String,
    /// The text that the verifier gave.
    #[arg(long)]
    pub challenge: String,
    /// A salted field to open: the file that came with the certificate.
    #[arg(long)]
    pub open: Vec<PathBuf>,
    /// Give the salts alone, to somebody who will type the identity that they see on a card.
    #[arg(long)]
    pub salt_only: bool,
    /// For how many seconds.
    #[arg(long, default_value_t = 300)]
    pub seconds: u16,
    /// Instant; without it, the machine's clock.
    #[arg(long, value_parser = key::instant)]
    pub at: Option<Timestamp>,
    /// The presentation.
    #[arg(short, long)]
    pub output: PathBuf,
}

/// Signs a presentation.
///
/// # Errors
/// A file cannot be read or written, or what is shown is not the holder's.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let at = arguments.at.unwrap_or_else(key::now);
    let until = Timestamp::from_unix(at.unix() + i64::from(arguments.seconds)).context("no such time")?;
    let secret = key::open(&arguments.key)?;
    let certificates = arguments
        .certificates
        .iter()
        .map(|path| read(path))
        .collect::<Result<Vec<_>>>()?;
    let openings = arguments
        .open
        .iter()
        .map(|path| {
            let opening = read(path)?;
            let text = |name: &str| opening.get(name).and_then(Value::as_str).map(str::to_owned);
            Ok(Opening {
                certificate: text("certificate").with_context(|| format!("{} opens no certificate", path.display()))?,
                value: text("value").filter(|_| !arguments.salt_only),
                salt: text("salt").with_context(|| format!("{} has no salt", path.display()))?,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let request = Request {
        domain: &arguments.domain,
        challenge: &arguments.challenge,
    };
    let options = sign::options(&secret, at, Purpose::Authentication);
    let to_sign = presentation::prepare(certificates, &openings, options, request, until)
        .map_err(|fault| anyhow!("{fault} [{}]", fault.code()))?;
    let signature = secret.sign(to_sign.bytes());
    let signed = to_sign.complete(signature).map_err(|fault| anyhow!("{fault}"))?;
    files::write(&arguments.output, &jcs::value_to_vec(&signed))?;
    Ok(Said::done(
        json!({"holder": did_key(&secret.public()), "until": until, "file": arguments.output}),
        jalon_messages::cli::presented(lang, arguments.certificates.len(), &arguments.domain),
    ))
}

fn read(path: &Path) -> Result<Value> {
    json::parse(&files::read(path)?, Limits::FOREIGN).with_context(|| format!("reading {}", path.display()))
}
