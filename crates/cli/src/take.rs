//! `jalon take`: an attempt without a screen. Items without an answer in the file are skipped.

use crate::output::{Said, coded};
use crate::{answers, files};
use anyhow::{Context, Result, bail};
use jalon_attempt::clock::Now;
use jalon_attempt::decide::Command;
use jalon_attempt::draw::Supply;
use jalon_attempt::event::{Salt, Seen, Started};
use jalon_attempt::{Phase, Sitting};
use jalon_base::digest::keyed;
use jalon_base::encoding::unhex;
use jalon_base::id::RandomId;
use jalon_base::sorted::SortedMap;
use jalon_base::{Fraction, Timestamp, jcs};
use jalon_messages::Lang;
use jalon_protocol::plan::Part;
use jalon_protocol::plan::attempts::Earlier;
use jalon_protocol::pool::Need;
use jalon_protocol::{Dispensation, Interaction, ItemId, ProtocolId, Response};
use jalon_referential::UnitId;
use jalon_scoring::{Adaptive, Tests};
use serde_json::json;
use std::path::{Path, PathBuf};

/// What `jalon take` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The release.
    pub release: PathBuf,
    /// The protocol: `decouverte`.
    pub protocol: String,
    /// Answers by item: a JSON object.
    #[arg(long)]
    pub answers: PathBuf,
    /// Seed of everything that is drawn or random here: 64 hexadecimal digits. The same seed gives the same journal; without it, each
    /// attempt is another.
    #[arg(long)]
    pub seed: Option<String>,
    /// The journal.
    #[arg(short, long)]
    pub output: PathBuf,
    /// Instant of the first event.
    #[arg(long, value_parser = crate::key::instant, default_value = "2026-01-01T09:00:00Z")]
    pub at: Timestamp,
    /// Factor on time limits, `4/3`.
    #[arg(long, value_parser = factor, default_value = "1/1")]
    pub time_factor: Fraction,
    /// Equivalence of the referential that dispenses from parts: `passerelle-taxi`.
    #[arg(long, requires = "obtained")]
    pub dispensation: Option<String>,
    /// Day on which the other result was obtained, `2025-03-01`.
    #[arg(long, value_parser = day, requires = "dispensation")]
    pub obtained: Option<Timestamp>,
    /// How the person sits it: only questions usable that way are drawn.
    #[arg(long, value_parser = need, value_delimiter = ',')]
    pub needs: Vec<Need>,
    /// Journals of the person's attempts before this one, where the protocol counts them.
    #[arg(long)]
    pub earlier: Vec<PathBuf>,
    /// How often questions were given to the people before: `{"people": 200, "given": {"<item>": 41}}`.
    #[arg(long)]
    pub seen: Option<PathBuf>,
}

fn seen(path: Option<&Path>) -> Result<Option<Seen>> {
    let read =
        |path| serde_json::from_slice(&files::read(path)?).with_context(|| format!("reading {}", path.display()));
    path.map(read).transpose()
}

fn need(text: &str) -> Result<Need, String> {
    serde_json::from_value(json!(text)).map_err(|_| "expected screen-reader, deaf, colour-blind or phone".to_owned())
}

/// When an attempt began and ended, by its journal.
fn before(path: &Path) -> Result<Earlier> {
    let journal = crate::replay::journal(path)?;
    let at = |kind: &str| {
        let event = journal.events.iter().find(|event| event.header.kind == kind);
        event.map(|event| event.header.at.wall_ms)
    };
    let begun_ms = at("started").with_context(|| format!("{}: nothing began in it", path.display()))?;
    let ended_ms = at("closed");
    Ok(Earlier { begun_ms, ended_ms })
}

fn day(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(&format!("{text}T00:00:00Z")).ok_or_else(|| "expected a day such as 2025-03-01".to_owned())
}

pub(crate) fn factor(text: &str) -> Result<Fraction, String> {
    let parsed = text
        .split_once('/')
        .and_then(|(n, d)| Fraction::new(n.parse().ok()?, d.parse().ok()?));
    parsed
        .filter(|fraction| fraction.numerator() > 0)
        .ok_or_else(|| "expected a fraction such as 4/3".to_owned())
}

/// Takes a test headless: ten seconds an item, every part handed in.
///
/// # Errors
/// A file cannot be read or written, the release has no such protocol, nothing dispenses from its parts, or an answer is not one that its item can have.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let release = files::release(&arguments.release, lang)?;
    let answers = answers::read(&files::read(&arguments.answers)?)?;
    let seed: [u8; 32] = match &arguments.seed {
        Some(digits) => unhex(&digits.to_ascii_lowercase())
            .and_then(|bytes| bytes.try_into().ok())
            .context("--seed: expected 64 hexadecimal digits")?,
        None => crate::key::random()?,
    };
    let protocol = ProtocolId::parse(&arguments.protocol)
        .and_then(|id| release.protocols.get(&id))
        .with_context(|| format!("the release has no protocol `{}`", arguments.protocol))?;
    if let Some(unknown) = answers.keys().find(|item| !release.contents.contains_key(*item)) {
        bail!("the release has no item `{unknown}`");
    }
    let bytes16 = |purpose: &str| -> [u8; 16] {
        let mut out = [0; 16];
        out.iter_mut()
            .zip(keyed(&seed, "jalon/take@1", purpose.as_bytes()))
            .for_each(|(to, from)| *to = from);
        out
    };
    let attempt = RandomId::from_bytes(bytes16("attempt"));
    let supply = Supply {
        protocol,
        pool: &release.pool,
        contents: &release.contents,
    };
    let tests = Tests::of(&release, protocol)?;
    let guide = Adaptive::new(&tests, &release.contents, &attempt);
    let mut sitting = Sitting::new(attempt, supply);
    let boot = RandomId::from_bytes(bytes16("boot"));
    let mut mono_ms = 0;
    let mut step = |sitting: &mut Sitting, command: Command, seconds: i64| -> Result<()> {
        mono_ms += seconds * 1000;
        let now = Now {
            wall_ms: arguments.at.unix() * 1000 + mono_ms,
            mono_ms,
            boot,
        };
        sitting
            .command(command, supply, &now, &guide)
            .map(drop)
            .map_err(|failed| coded(lang, failed.code(), &SortedMap::new()))
    };
    let dispensation = match arguments.dispensation.as_deref().zip(arguments.obtained) {
        None => None,
        Some((name, obtained)) => Some(Dispensation {
            equivalence: UnitId::parse(name).with_context(|| format!("`{name}` is not an id"))?,
            obtained,
        }),
    };
    let exempt = match &dispensation {
        None => Vec::new(),
        Some(claimed) => claimed
            .parts(&release.referential, protocol, arguments.at)
            .map_err(|not| coded(lang, not.code(), &SortedMap::new()))?,
    };
    let started = Started {
        engine: jalon_base::ENGINE,
        build: format!("jalon-cli {}", env!("CARGO_PKG_VERSION")),
        release: release.id,
        protocol: protocol.id.clone(),
        session_seed: keyed(&seed, "jalon/take@1", b"session"),
        time_factor: arguments.time_factor,
        dispensation,
        exempt,
        seen: seen(arguments.seen.as_deref())?,
        needs: arguments.needs.clone(),
        earlier: arguments
            .earlier
            .iter()
            .map(|path| before(path))
            .collect::<Result<_>>()?,
        hosted: None,
    };
    step(
        &mut sitting,
        Command::Open {
            lang: lang.tag().to_owned(),
            started: Box::new(started),
        },
        0,
    )?;
    let mut answered = 0_usize;
    let mut handed = Vec::new();
    while let Some(part) = sitting.state().next_part().cloned() {
        step(&mut sitting, Command::Begin { part: part.clone() }, 1)?;
        let items: Vec<_> = sitting
            .state()
            .paper()
            .and_then(|paper| paper.part(&part))
            .map(|part| part.items.clone())
            .unwrap_or_default();
        // What is done at an item that the file answers: its sound as often as it must be heard, then the answer.
        let mut answer = |item: &ItemId| -> Result<Vec<Command>> {
            let (Some(answer), Some(content)) = (answers.get(item), release.contents.get(item)) else {
                return Ok(Vec::new());
            };
            let response = match (&content.interaction, answer.as_str()) {
                (Interaction::Upload(shown), Some(path)) => {
                    // As the file of answers sees it.
                    let path = arguments.answers.parent().unwrap_or(Path::new("")).join(path);
                    let (response, bytes) = answers::file(item, shown, &path, lang)?;
                    handed.push((response.clone(), bytes));
                    response
                }
                _ => answers::response(item, &content.interaction, answer, lang)?,
            };
            let owed = content.media.as_ref().and_then(|media| media.min_plays).unwrap_or(0);
            let mut commands = vec![Command::Play { item: item.clone() }; owed as usize];
            commands.push(Command::Answer {
                item: item.clone(),
                response,
                salt: Salt(bytes16(&format!("salt/{item}"))),
            });
            Ok(commands)
        };
        if protocol.part(&part).is_some_and(Part::is_adaptive) {
            // After the last item, going on hands the part in.
            while let (Phase::Running(_), Some(item)) = (sitting.state().phase(), sitting.state().position().cloned()) {
                let commands = answer(&item)?;
                answered += usize::from(!commands.is_empty());
                for command in commands {
                    step(&mut sitting, command, 9)?;
                }
                step(&mut sitting, Command::Next, 1)?;
            }
            continue;
        }
        for (index, entry) in items.iter().enumerate() {
            if index > 0 {
                step(&mut sitting, Command::Next, 1)?;
            }
            let commands = answer(&entry.item)?;
            answered += usize::from(!commands.is_empty());
            for command in commands {
                step(&mut sitting, command, 9)?;
            }
        }
        step(&mut sitting, Command::HandIn, 1)?;
    }
    // Files stand beside the journal that names them, and before it.
    for (response, bytes) in &handed {
        if let Response::File(file) = response {
            let path = files::of_journal(&arguments.output, file);
            std::fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
            files::write(&path, bytes)?;
        }
    }
    files::write(&arguments.output, &jcs::to_vec(sitting.journal())?)?;
    let items = sitting.state().paper().map_or(0, |paper| paper.items().count());
    Ok(Said::done(
        json!({"attempt": attempt, "items": items, "answered": answered, "events": sitting.journal().events.len(), "file": arguments.output}),
        jalon_messages::cli::taken(lang, answered, items),
    ))
}
