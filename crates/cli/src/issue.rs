//! `jalon issue`: from outcomes to a certifier's certificates, each in the register.

mod batch;

use crate::ledger::Ledger;
use crate::output::{Said, say};
use crate::{files, key, sign};
use anyhow::{Context, Result, anyhow, bail};
use batch::Batch;
use jalon_base::json::{self, Limits};
use jalon_base::sorted::SortedMap;
use jalon_base::{Digest, Timestamp, encoding, jcs};
use jalon_credential::did::did_key;
use jalon_credential::identity;
use jalon_credential::open_badge::{Badge, Profile};
use jalon_messages::Lang;
use jalon_protocol::outcome::Outcome;
use jalon_recognition::issue::{self, Candidate, NotIssued, Random, Terms};
use jalon_recognition::register::Register;
use serde_json::json;
use std::path::{Path, PathBuf};

/// What `jalon issue` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The orders: a JSON file `jalon/orders@1`, each with an outcome, a holder, and the person if known.
    pub orders: PathBuf,
    /// The release that was taken.
    #[arg(long)]
    pub release: PathBuf,
    /// The certifier's key.
    #[arg(long)]
    pub key: PathBuf,
    /// The register, made if it is not there.
    #[arg(long)]
    pub register: PathBuf,
    /// Where the list of revocations is published; for a new register.
    #[arg(long)]
    pub revocations: Option<String>,
    /// Where the list of suspensions is published; for a new register.
    #[arg(long)]
    pub suspensions: Option<String>,
    /// The centre that held the exam, by its DID.
    #[arg(long)]
    pub centre: Option<String>,
    /// The signed record of the session.
    #[arg(long)]
    pub session: Option<PathBuf>,
    /// Code of the register of certifications, if registered on that date.
    #[arg(long)]
    pub code: Option<String>,
    /// Until when the certificates hold.
    #[arg(long, value_parser = key::instant)]
    pub until: Option<Timestamp>,
    /// Instant of issue; without it, the machine's clock.
    #[arg(long, value_parser = key::instant)]
    pub at: Option<Timestamp>,
    /// Writes beside each certificate its export for readers of linked data that know neither JCS proofs, lists nor booleans: `….rdfc.json`,
    /// signed with `eddsa-rdfc-2022` alone, without the salted identity.
    #[arg(long)]
    pub rdfc: bool,
    /// Folder of the certificates.
    #[arg(short, long)]
    pub output: PathBuf,
}

struct Orders {
    format: String,
    orders: Vec<Order>,
}

jalon_base::document!(Orders { format, orders });

struct Order {
    outcome: String,
    holder: String,
    taken: Timestamp,
    name: Option<String>,
    born: Option<String>,
    replaces: Option<String>,
}

jalon_base::document!(Order {
    outcome,
    holder,
    taken,
    name: optional,
    born: optional,
    replaces: optional
});

/// Year, month, day of `YYYY-MM-DD`.
pub(crate) fn day(text: &str) -> Result<(i64, u8, u8), String> {
    Timestamp::parse(&format!("{text}T00:00:00Z"))
        .map(Timestamp::date)
        .ok_or_else(|| "expected a day such as 1990-12-31".to_owned())
}

/// Reads a register.
pub(crate) fn register(path: &Path) -> Result<Register> {
    Register::from_slice(&files::read(path)?).with_context(|| format!("reading {}", path.display()))
}

/// Issues one certificate an order. What is refused is named and the others are issued. A batch that was cut, at any moment, is given
/// again: it goes on where it stopped, and what was issued is not issued twice.
///
/// # Errors
/// A file cannot be read or written; the register is of another issuer.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let at = arguments.at.unwrap_or_else(key::now);
    let release = files::edition(&arguments.release, lang)?;
    let orders: Orders = json::from_slice(&files::read(&arguments.orders)?, Limits::DOCUMENT)
        .with_context(|| format!("reading {}", arguments.orders.display()))?;
    if orders.format != "jalon/orders@1" {
        bail!("{} is not `jalon/orders@1`", arguments.orders.display());
    }
    let secret = key::open(&arguments.key)?;
    let did = did_key(&secret.public());
    let lists = arguments.revocations.as_deref().zip(arguments.suspensions.as_deref());
    let mut ledger = Ledger::of(&arguments.register, &did, lists)?;
    let session = match &arguments.session {
        Some(path) => Some(Digest::of(&files::read(path)?)),
        None => None,
    };
    let folder = arguments.orders.parent().unwrap_or(Path::new("."));
    let mut batch = Batch::begin(&mut ledger, &arguments.output)?;
    let (mut issued, mut before, mut refused, mut lines) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let count = orders.orders.len();
    for (place, order) in orders.orders.iter().enumerate() {
        eprintln!("{}/{count}", place + 1);
        let outcome: Outcome = json::from_slice(&files::read(&folder.join(&order.outcome))?, Limits::DOCUMENT)
            .with_context(|| format!("reading {}", order.outcome))?;
        let title = release
            .protocols
            .get(&outcome.protocol)
            .map_or("", |protocol| protocol.title.say(lang.tag()));
        let name = jalon_messages::certificate::name(lang, title);
        let terms = Terms {
            release: &release,
            issuer: profile(&did),
            centre: arguments.centre.as_deref().map(profile),
            session,
            at,
            until: arguments.until,
            lang: lang.tag(),
            name: &name,
            description: jalon_messages::certificate::description(lang),
            criteria: &jalon_messages::certificate::criteria(lang, title),
            code: arguments.code.as_deref(),
        };
        let person = match (&order.name, &order.born) {
            (Some(name), Some(born)) => Some(
                day(born)
                    .ok()
                    .and_then(|born| identity::person(name, born))
                    .with_context(|| format!("order {}: no such person", place + 1))?,
            ),
            (None, None) => None,
            _ => bail!("order {}: a name goes with a birth date", place + 1),
        };
        let replaced = match &order.replaces {
            Some(path) => Some(certificate(&folder.join(path))?),
            None => None,
        };
        let salt: [u8; 16] = key::random()?;
        let candidate = Candidate {
            outcome: &outcome,
            holder: &order.holder,
            person: person.as_deref().map(|person| (person, salt)),
            taken: order.taken,
            replaces: replaced.as_ref().map(|(id, digest)| (id.as_str(), *digest)),
        };
        let random = Random {
            id: key::random()?,
            index: key::random()?,
        };
        let prepared = match issue::prepare(&candidate, &terms, batch.register(), random) {
            Ok(prepared) => prepared,
            Err(NotIssued::Already { certificate })
                if batch.path(&certificate).exists() || batch.waits(&certificate) =>
            {
                before.push(json!({"outcome": order.outcome, "certificate": certificate}));
                continue;
            }
            Err(fault) => {
                lines.push(format!(
                    "{}: {} [{}]",
                    order.outcome,
                    sentence(lang, &fault),
                    fault.code()
                ));
                refused.push(json!({"outcome": order.outcome, "code": fault.code()}));
                continue;
            }
        };
        let signed = jcs::value_to_vec(&sign::both(document(&prepared.badge)?, &secret, at)?);
        let id = prepared.badge.id.clone();
        // For the holder alone: without it nobody recognises them in the certificate.
        let opening = person
            .as_ref()
            .map(|person| json!({"certificate": id, "value": person, "salt": encoding::base32(&salt)}).to_string());
        let mut beside: Vec<(&str, Vec<u8>)> = Vec::new();
        beside.extend(opening.map(|opening| ("opening.json", opening.into_bytes())));
        if arguments.rdfc {
            let export = sign::linked(document(&prepared.badge.for_linked_data())?, &secret, at)?;
            beside.push(("rdfc.json", jcs::value_to_vec(&export)));
        }
        prepared
            .record(batch.register(), Digest::of(&signed), at)
            .map_err(|fault| anyhow!("{fault}"))?;
        batch.add(&id, &signed, &beside)?;
        let file = batch.path(&id);
        lines.push(format!("{}: {}", order.outcome, file.display()));
        issued.push(json!({"outcome": order.outcome, "certificate": id, "file": file}));
    }
    batch.flush()?;
    lines.push(jalon_messages::cli::issued(
        lang,
        issued.len(),
        before.len(),
        refused.len(),
    ));
    Ok(Said {
        success: refused.is_empty(),
        json: json!({"issued": issued, "before": before, "refused": refused}),
        text: lines.join("\n"),
    })
}

fn document(badge: &Badge) -> Result<json::Value> {
    badge
        .to_document()
        .map_err(|faults| anyhow!("the certificate has not the right shape: {faults:?}"))
}

fn sentence(lang: Lang, fault: &NotIssued) -> String {
    say(lang, fault.code(), &SortedMap::new())
}

fn profile(did: &str) -> Profile {
    Profile {
        id: did.to_owned(),
        ..Profile::default()
    }
}

/// Id of a certificate that was issued before, and digest of its canonical bytes.
fn certificate(path: &Path) -> Result<(String, Digest)> {
    let document =
        json::parse(&files::read(path)?, Limits::FOREIGN).with_context(|| format!("reading {}", path.display()))?;
    let id = document.get("id").and_then(json::Value::as_str);
    let id = id.with_context(|| format!("{} has no id", path.display()))?.to_owned();
    Ok((id, Digest::of(&jcs::value_to_vec(&document))))
}
