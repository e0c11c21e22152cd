//! `jalon habilitation`: letting a centre examine, or a certifier certify — for what, and until when.

use crate::ledger::Ledger;
use crate::output::{Said, say};
use crate::{files, key, sign};
use anyhow::{Context, Result, anyhow, bail};
use jalon_base::json::{self, Limits};
use jalon_base::sorted::SortedMap;
use jalon_base::{Digest, Timestamp, jcs};
use jalon_credential::did::did_key;
use jalon_credential::habilitation::{Grant, Habilitation, Right};
use jalon_credential::open_badge::uuid_v4;
use jalon_credential::status::{StatusEntry, StatusPurpose};
use jalon_messages::Lang;
use jalon_recognition::register::Record;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// What `jalon habilitation` does. It is suspended and restored with `jalon revoke --suspend` and `--restore`.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Makes and signs a habilitation, and records it, so that it can be suspended.
    Make(Box<Make>),
    /// Shows what a habilitation grants, to whom, and until when.
    Show {
        /// The habilitation.
        file: PathBuf,
    },
}

/// What a new habilitation says.
#[derive(Debug, clap::Args)]
pub struct Make {
    /// The key of who gives it.
    #[arg(long)]
    pub key: PathBuf,
    /// DID of who gets it.
    #[arg(long)]
    pub to: String,
    /// Its name, as people read it.
    #[arg(long)]
    pub name: String,
    /// What it grants: `examine`, `certify`, `let-examine` or `let-certify`, `=`, then the URL of an achievement or of all those under it.
    #[arg(long, required = true, value_name = "RIGHT=URL", value_parser = grant)]
    pub grant: Vec<Grant>,
    /// From when.
    #[arg(long, value_parser = key::instant)]
    pub from: Timestamp,
    /// Until when: a habilitation always ends.
    #[arg(long, value_parser = key::instant)]
    pub until: Timestamp,
    /// The habilitation of who gives this one: what it does not grant cannot be passed on.
    #[arg(long)]
    pub under: Option<PathBuf>,
    /// The register of who gives it.
    #[arg(long)]
    pub register: PathBuf,
    /// Where the list of revocations is published; for a new register.
    #[arg(long)]
    pub revocations: Option<String>,
    /// Where the list of suspensions is published; for a new register.
    #[arg(long)]
    pub suspensions: Option<String>,
    /// Instant of the signature; without it, the machine's clock.
    #[arg(long, value_parser = key::instant)]
    pub at: Option<Timestamp>,
    /// The habilitation.
    #[arg(short, long)]
    pub output: PathBuf,
}

fn grant(text: &str) -> Result<Grant, String> {
    let parts = text.split_once('=');
    let found = parts.and_then(|(right, about)| {
        let about = about.to_owned();
        Right::parse(right).map(|right| Grant { right, about })
    });
    found.ok_or_else(|| "expected RIGHT=URL, such as examine=https://certificateur.example/vtc".to_owned())
}

/// Does it.
///
/// # Errors
/// A file cannot be read or written, or the register is another's.
pub fn run(command: &Command, lang: Lang) -> Result<Said> {
    match command {
        Command::Make(make) => made(make, lang),
        Command::Show { file } => Ok(said(&read(file)?, lang)),
    }
}

/// A habilitation, as it stands in a file: what it is worth is for `jalon verify` to say.
fn read(file: &Path) -> Result<Habilitation> {
    let context = || format!("{} is no habilitation", file.display());
    let document = json::parse(&files::read(file)?, Limits::FOREIGN).with_context(context)?;
    Habilitation::read(&document).with_context(context)
}

fn made(make: &Make, lang: Lang) -> Result<Said> {
    let refused = |code: &str| {
        Ok(Said {
            json: json!({"code": code}),
            text: format!("{} [{code}]", say(lang, code, &SortedMap::new())),
            success: false,
        })
    };
    let secret = key::open(&make.key)?;
    let did = did_key(&secret.public());
    if let Some(above) = &make.under {
        let above = read(above)?;
        if above.subject != did {
            bail!("{} was given to {}", above.id, above.subject);
        }
        let wider = |grant: &&Grant| !above.grants(grant.right.to_grant(), &grant.about);
        if make.grant.iter().any(|grant| wider(&grant)) {
            return refused("habilitation/scope");
        }
        if make.from < above.from || make.until > above.until {
            return refused("habilitation/dates");
        }
    }
    let lists = make.revocations.as_deref().zip(make.suspensions.as_deref());
    let mut ledger = Ledger::of(&make.register, &did, lists)?;
    let register = &mut ledger.register;
    let random: [u8; 64] = key::random()?;
    let index = register.draw(StatusPurpose::Suspension, &random);
    let entry = StatusEntry {
        list: register.list(StatusPurpose::Suspension).to_owned(),
        purpose: StatusPurpose::Suspension,
        index: index.context("no free place was drawn in the status list: try again")?,
    };
    let habilitation = Habilitation {
        id: uuid_v4(key::random()?),
        issuer: did,
        subject: make.to.clone(),
        name: make.name.clone(),
        grants: make.grant.clone(),
        from: make.from,
        until: make.until,
        status: Some(entry.to_value()),
    };
    let Some(document) = habilitation.to_document() else {
        return refused("habilitation/shape");
    };
    let at = make.at.unwrap_or_else(key::now);
    let signed = jcs::value_to_vec(&sign::both(document, &secret, at)?);
    let digest = Digest::of(&signed);
    let record = Record {
        certificate: habilitation.id.clone(),
        digest,
        outcome: digest,
        index: entry.index,
        replaces: None,
    };
    register
        .issued(StatusPurpose::Suspension, record, at)
        .map_err(|fault| anyhow!("{fault}"))?;
    // Recorded first: one that nobody recorded could not be suspended; one that was never given out is worth nothing to anybody.
    ledger.commit()?;
    files::write(&make.output, &signed)?;
    Ok(said(&habilitation, lang))
}

fn said(habilitation: &Habilitation, lang: Lang) -> Said {
    let until = jalon_messages::date(lang, habilitation.until);
    let mut lines = vec![jalon_messages::cli::habilitation(
        lang,
        &habilitation.name,
        &habilitation.issuer,
        &habilitation.subject,
        &until,
    )];
    let grants = habilitation.grants.iter().map(|grant| {
        lines.push(jalon_messages::cli::granted(lang, grant.right.as_str(), &grant.about));
        json!({"right": grant.right.as_str(), "about": grant.about})
    });
    let grants: Vec<Value> = grants.collect();
    Said::done(
        json!({
            "id": habilitation.id, "issuer": habilitation.issuer, "subject": habilitation.subject, "name": habilitation.name,
            "grants": grants, "from": habilitation.from, "until": habilitation.until,
        }),
        lines.join("\n"),
    )
}
