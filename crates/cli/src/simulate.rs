//! `jalon simulate`: many people sit a test, drawn, on ladders or adaptive, through the functions that everybody's test uses.

mod ladders;
mod people;
mod plain;
mod plots;
mod report;
mod responses;
mod search;
mod tally;
mod time;

use crate::files;
use crate::output::Said;
use anyhow::{Context, Result, bail};
use jalon_base::encoding::unhex;
use jalon_base::{Digest, Fraction, Micro, Text, Timestamp};
use jalon_credential::did::did_key;
use jalon_credential::envelope::Signed;
use jalon_credential::keys::SecretKey;
use jalon_messages::{Lang, cli};
use jalon_protocol::release::statement::STATEMENT;
use jalon_protocol::{ProtocolId, Release};
use jalon_scoring::Tests;
use people::{Setting, sit};
use report::Report;
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};
use tally::Tally;

/// Of these people, so many sit the test a second time, for the agreement of two decisions.
const TWICE: u32 = 1_000;

/// What `jalon simulate` takes.
#[derive(Debug, clap::Args)]
#[group(id = "simulate")]
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
    /// Accommodations: factors on the time limits, for people who need so much more time.
    #[arg(long, value_parser = crate::take::factor, value_delimiter = ',', default_value = "1/1,4/3,3/2")]
    pub time_factors: Vec<Fraction>,
    /// Seconds that an answer takes, for questions that do not say their own.
    #[arg(long, default_value_t = 30)]
    pub seconds: u32,
    /// People come one after the other, and what was given to those before closes questions over their rate.
    #[arg(long)]
    pub counted: bool,
    /// Searches the chances that keep every question below this rate, and gives them as the section writes them.
    #[arg(long, value_name = "RATE", value_parser = rate)]
    pub exposure: Option<Micro>,
    /// Writes a table of everybody's answers to every question, which `jalon calibrate` reads, instead of tests.
    #[arg(long, value_name = "FILE")]
    pub responses: Option<PathBuf>,
    /// With `--responses`: how far the questions lie from where the protocol believes them, in logits.
    #[arg(long, value_parser = decimal, default_value = "0", requires = "responses")]
    pub spread: Micro,
    /// On ladders: chance of being wrong on a step that one knows.
    #[arg(long, value_parser = decimal, default_value = "0")]
    pub slip: Micro,
    /// On ladders: chance of being right on a step that one does not know.
    #[arg(long, value_parser = decimal, default_value = "0")]
    pub guess: Micro,
    /// Writes plots as SVG into this folder.
    #[arg(long, value_name = "FOLDER")]
    pub plots: Option<PathBuf>,
}

fn decimal(text: &str) -> std::result::Result<Micro, String> {
    let positive = Micro::parse(text).filter(|value| value.millionths() >= 0);
    positive.ok_or_else(|| format!("`{text}` is not a decimal from 0"))
}

fn rate(text: &str) -> std::result::Result<Micro, String> {
    let one = Micro::from_millionths(1_000_000);
    let found = decimal(text).ok().filter(|rate| rate.millionths() > 0 && *rate <= one);
    found.ok_or_else(|| format!("`{text}` is not a rate above 0 and at most 1"))
}

/// Refuses what says nothing of a protocol that does not choose its questions one by one, rather than leave it out in silence.
fn only_adaptive(arguments: &Arguments) -> Result<()> {
    let asked = [
        ("--plots", arguments.plots.is_some()),
        ("--responses", arguments.responses.is_some()),
        ("--exposure", arguments.exposure.is_some()),
        ("--counted", arguments.counted),
    ];
    let asked: Vec<&str> = asked
        .iter()
        .filter(|(_, asked)| *asked)
        .map(|(name, _)| *name)
        .collect();
    if asked.is_empty() {
        return Ok(());
    }
    let (asked, protocol) = (asked.join(", "), &arguments.protocol);
    bail!("{asked}: only for protocols that choose each question from the answers before, which `{protocol}` does not")
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

/// Says on the error output how far it is; a terminal that is gone is no reason to stop.
fn progress(done: u32, of: u32) {
    let tenth = of.div_ceil(10);
    if of >= 1_000 && done.is_multiple_of(tenth) || done == of {
        let _ = writeln!(std::io::stderr(), "{done} / {of}");
    }
}

/// Simulates.
///
/// # Errors
/// The path cannot be read, or the release has no such protocol; a file cannot be written.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let mut release = release(&arguments.path, lang)?;
    let seed: [u8; 32] = unhex(&arguments.seed.to_ascii_lowercase())
        .and_then(|bytes| bytes.try_into().ok())
        .context("--seed: expected 64 hexadecimal digits")?;
    // Draws depend on the id of a release, and the id on what a protocol states of its errors: simulated people sit under one id of their own,
    // so that stating the errors does not change them.
    release.id = Digest::in_domain("jalon/simulate@1", &[&seed]);
    let id = ProtocolId::parse(&arguments.protocol);
    let protocol = id.and_then(|id| release.protocols.get(&id)).with_context(|| {
        let known: Vec<&str> = release.protocols.keys().map(ProtocolId::as_str).collect();
        let (wanted, known) = (&arguments.protocol, known.join("`, `"));
        format!("the release has no protocol `{wanted}`; it has `{known}`")
    })?;
    let on_ladders = !ladders::of(protocol).is_empty();
    let measured = |part: &jalon_protocol::plan::Part| part.sections.iter().all(|section| section.adaptive.is_some());
    let tests = Tests::of(&release, protocol)?;
    let one = Fraction::new(1, 1).context("one")?;
    let setting = Setting {
        release: &release,
        protocol,
        tests: &tests,
        seed: &seed,
        factor: one,
        pace: one,
        seconds: arguments.seconds,
        seen: None,
    };
    if on_ladders || !protocol.parts.iter().all(measured) {
        only_adaptive(arguments)?;
    }
    if on_ladders {
        return ladders::run(&setting, arguments.people, (arguments.slip, arguments.guess), lang);
    }
    if !protocol.parts.iter().all(measured) {
        return plain::run(&setting, arguments.people, lang);
    }
    if let Some(file) = &arguments.responses {
        let table = responses::table(&setting, arguments.people, arguments.spread)?;
        files::write(file, table.as_bytes())?;
        let items: usize = tests.iter().map(|test| test.items().count()).sum();
        return Ok(Said::done(
            json!({"people": arguments.people, "items": items}),
            cli::simulated_responses(lang, arguments.people, items),
        ));
    }
    if let Some(most) = arguments.exposure {
        return searched(&setting, arguments.people, most, lang);
    }
    simulated(arguments, &setting, lang)
}

fn searched(setting: &Setting<'_>, people: u32, most: Micro, lang: Lang) -> Result<Said> {
    let mut said = |round: u32, highest: f64| {
        let _ = writeln!(std::io::stderr(), "{round}: {highest:.3}");
    };
    let (found, rounds) = search::search(setting, people, most, &mut said)?;
    let mut text = vec![cli::simulated_search(lang, rounds)];
    for one in &found {
        let highest = format!("{:.1}", one.highest * 100.0);
        text.push(if one.holds {
            cli::simulated_holds(lang, one.section.as_str(), &highest)
        } else {
            cli::simulated_holds_not(lang, one.section.as_str(), &highest)
        });
        text.push(serde_json::to_string_pretty(&json!({"exposure": one.exposure}))?);
    }
    Ok(Said {
        json: json!({"rounds": rounds, "sections": found.iter().map(search::Found::json).collect::<Vec<_>>()}),
        text: text.join("\n"),
        success: found.iter().all(|one| one.holds),
    })
}

fn simulated(arguments: &Arguments, setting: &Setting<'_>, lang: Lang) -> Result<Said> {
    let mut tally = Tally::new(*setting);
    for person in 0..arguments.people {
        let seen = arguments.counted.then(|| tally.seen());
        let here = Setting {
            seen: seen.as_ref(),
            ..*setting
        };
        let decided = tally.add(&sit(&here, person, 0)?)?;
        if decided.is_some() && person < TWICE {
            tally.add_again(decided, &sit(&here, person, 1)?)?;
        }
        progress(person + 1, arguments.people);
    }
    let time = time::profiles(setting, &arguments.time_factors, arguments.people)?;
    let report = Report {
        tally: &tally,
        tests: setting.tests,
        time: &time,
    };
    let (mut json, mut text) = (report.json(arguments), report.text(lang));
    if let Some(folder) = &arguments.plots {
        let written = plots::write(folder, &report, lang)?;
        text.push('\n');
        text.push_str(&cli::simulated_plots(lang, written.len()));
        if let serde_json::Value::Object(members) = &mut json {
            members.insert("plots".to_owned(), json!(written));
        }
    }
    Ok(Said::done(json, text))
}
