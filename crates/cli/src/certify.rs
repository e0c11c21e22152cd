//! `jalon certify`: from a journal to a signed attestation.

use crate::output::{Said, say};
use crate::{files, key, score, sign};
use anyhow::{Result, anyhow};
use jalon_base::sorted::SortedMap;
use jalon_base::{Timestamp, jcs};
use jalon_credential::did::did_key;
use jalon_messages::Lang;
use jalon_recognition::grain::{self, Attestation};
use serde_json::json;
use std::path::PathBuf;

/// What `jalon certify` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Journal, release, marks and rulings.
    #[command(flatten)]
    pub score: score::Arguments,
    /// Key file of the holder: a self-assessment is signed by the person themself.
    #[arg(long)]
    pub key: PathBuf,
    /// The attestation.
    #[arg(short, long)]
    pub output: PathBuf,
    /// When it is issued; without it, the machine's clock.
    #[arg(long, value_parser = key::instant)]
    pub at: Option<Timestamp>,
}

/// Replays, scores, and signs what the engine allows to be cited.
///
/// # Errors
/// As `jalon score`; the key does not open, or the file cannot be written.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let release = files::unsealed(&arguments.score.release, arguments.score.unseal.as_deref(), lang)?;
    let outcome = match score::outcome(&arguments.score, &release, lang)? {
        Ok(outcome) => outcome,
        Err(said) => return Ok(said),
    };
    let at = arguments.at.unwrap_or_else(key::now);
    let journal = crate::replay::journal(&arguments.score.journal)?;
    let taken = journal.events.last().map_or(at, |event| {
        Timestamp::from_millis(jalon_base::Millis(event.header.at.wall_ms))
    });
    let secret = key::open(&arguments.key)?;
    let holder = did_key(&secret.public());
    let title = release
        .protocols
        .get(&outcome.protocol)
        .map_or("", |protocol| protocol.title.say(lang.tag()));
    let trade = release.referential.trade.say(lang.tag());
    let (name, description, criteria) = (
        jalon_messages::attestation::name(lang, trade, title),
        jalon_messages::attestation::description(lang),
        jalon_messages::attestation::criteria(lang, title),
    );
    let with = Attestation {
        holder: &holder,
        at,
        taken,
        random: key::random()?,
        lang: lang.tag(),
        name: &name,
        description,
        criteria: &criteria,
    };
    let badge = match grain::attest(&outcome, &release, &with) {
        Ok(badge) => badge,
        Err(cannot) => {
            let text = format!("{} [{}]", say(lang, cannot.code(), &SortedMap::new()), cannot.code());
            return Ok(Said {
                json: json!({"code": cannot.code()}),
                text,
                success: false,
            });
        }
    };
    let document = badge
        .to_document()
        .map_err(|faults| anyhow!("the badge has not the right shape: {faults:?}"))?;
    let signed = sign::once(document, &secret, at)?;
    files::write(&arguments.output, &jcs::value_to_vec(&signed))?;
    Ok(Said::done(
        json!({"certificate": badge.id, "holder": holder, "file": arguments.output}),
        jalon_messages::cli::certified(lang, &name, &arguments.output.display().to_string()),
    ))
}
