//! `jalon simulate`: many people sit an adaptive test through the functions that everybody's test uses.

mod people;
mod report;

use crate::files;
use crate::output::Said;
use anyhow::{Context, Result, bail};
use jalon_base::encoding::unhex;
use jalon_base::{Fraction, Text, Timestamp};
use jalon_credential::did::did_key;
use jalon_credential::envelope::Signed;
use jalon_credential::keys::SecretKey;
use jalon_messages::Lang;
use jalon_protocol::release::statement::STATEMENT;
use jalon_protocol::{ProtocolId, Release};
use jalon_scoring::Tests;
use people::{Setting, sit};
use report::Tally;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Of these people, so many sit the test a second time, for the agreement of two decisions.
const TWICE: u32 = 1_000;

/// What `jalon simulate` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A release, or the folder of a referential.
    pub path: PathBuf,
    /// The protocol: `positionnement-adaptatif`.
    pub protocol: String,
    /// People.
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub people: u32,
    /// Seed of everything that is drawn: 64 hexadecimal digits. The same seed gives the same people.
    #[arg(
        long,
        default_value = "0000000000000000000000000000000000000000000000000000000000000001"
    )]
    pub seed: String,
    /// Factor of an accommodation on time limits and on the pace of answers, `4/3`.
    #[arg(long, value_parser = crate::take::factor, default_value = "1/1")]
    pub time_factor: Fraction,
    /// Seconds that an answer takes, without accommodation.
    #[arg(long, default_value_t = 30)]
    pub seconds: u32,
}

/// The release of a path; a folder is checked and assembled in memory, and signed by nobody in particular.
fn release(path: &Path, lang: Lang) -> Result<Release> {
    if !path.is_dir() {
        return files::release(path, lang);
    }
    let (folder, findings) = jalon_authoring::check(&files::folder(path)?);
    if !jalon_authoring::folder::is_publishable(&findings) {
        bail!("{} has errors: `jalon check` says them", path.display());
    }
    let dated = Timestamp::parse("2026-01-01T00:00:00Z").context("date")?;
    let assembled = jalon_authoring::assemble(&folder, Text::default(), dated)?;
    let key = SecretKey::from_seed([0; 32]);
    let by = did_key(&key.public());
    let prepared = Signed::prepare(STATEMENT, &assembled.statement(), &by, dated);
    let prepared = prepared.map_err(|error| anyhow::anyhow!("{error}"))?;
    let signature = key.sign(prepared.bytes());
    let signed = prepared
        .complete(signature)
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(Release::open(&assembled.signed(&signed)?)?)
}

/// Simulates.
///
/// # Errors
/// The path cannot be read, the release has no such protocol, or the protocol has no adaptive section.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let release = release(&arguments.path, lang)?;
    let seed: [u8; 32] = unhex(&arguments.seed.to_ascii_lowercase())
        .and_then(|bytes| bytes.try_into().ok())
        .context("--seed: expected 64 hexadecimal digits")?;
    let protocol = ProtocolId::parse(&arguments.protocol)
        .and_then(|id| release.protocols.get(&id))
        .with_context(|| format!("the release has no protocol `{}`", arguments.protocol))?;
    if !protocol.parts.iter().all(jalon_protocol::plan::Part::is_adaptive) {
        bail!(
            "`{}` has a part that is not adaptive: there is nothing to simulate in it",
            protocol.id
        );
    }
    let tests = Tests::of(&release, protocol)?;
    let setting = Setting {
        release: &release,
        protocol,
        tests: &tests,
        seed: &seed,
        time_factor: arguments.time_factor,
        seconds: arguments.seconds,
    };
    let mut tally = Tally::new(&setting);
    let tenth = arguments.people.div_ceil(10);
    for person in 0..arguments.people {
        let first = sit(&setting, person, 0)?;
        let decided = tally.add(&first)?;
        if decided.is_some() && person < TWICE {
            tally.add_again(decided, &sit(&setting, person, 1)?)?;
        }
        if arguments.people >= 1_000 && (person + 1) % tenth == 0 {
            // A terminal that is gone is no reason to stop.
            let _ = write!(std::io::stderr(), "\r{} / {}", person + 1, arguments.people);
        }
    }
    if arguments.people >= 1_000 {
        let _ = writeln!(std::io::stderr());
    }
    let report = tally.report();
    Ok(Said::done(report.json(arguments), report.text(lang)))
}
