//! `jalon mark`: what awaits a person's mark, with its guide; then the marks, each signed by whoever gave it.

use crate::output::Said;
use crate::score::Ready;
use crate::{files, key, score};
use anyhow::{Context, Result, anyhow, bail};
use jalon_base::json::{self, Limits, Value};
use jalon_base::sorted::SortedMap;
use jalon_base::{Digest, Points, Slug, Timestamp};
use jalon_credential::SecretKey;
use jalon_credential::did::did_key;
use jalon_credential::envelope::Signed;
use jalon_messages::{Lang, cli};
use jalon_protocol::item::Handed;
use jalon_protocol::mark::{MARK, Mark, Marker};
use jalon_protocol::outcome::ItemStatus;
use jalon_protocol::release::Release;
use jalon_protocol::rich::{RichText, plain};
use jalon_protocol::{ItemId, Response, template};
use jalon_scoring::key::{Element, Rule};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Who marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Role {
    /// The person, their own answers: shown apart.
    Candidate,
    /// Somebody who marks for the certifier.
    Marker,
}

/// What `jalon mark` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Journal, release, marks given before.
    #[command(flatten)]
    pub score: score::Arguments,
    /// Points by answer and element of its guide: `{"<item>": {"<element>": "1"}}`; an element left out earns nothing. Without it, what awaits a
    /// mark is listed.
    #[arg(long, requires = "key", requires = "output")]
    pub points: Option<PathBuf>,
    /// Key file of whoever marks.
    #[arg(long, requires = "points")]
    pub key: Option<PathBuf>,
    /// The marks, those given before with them.
    #[arg(short, long, requires = "points")]
    pub output: Option<PathBuf>,
    /// Who marks.
    #[arg(long = "as", value_enum, default_value = "candidate")]
    pub role: Role,
    /// When; without it, the machine's clock.
    #[arg(long, value_parser = key::instant)]
    pub at: Option<Timestamp>,
}

/// Points as written, by answer and element.
type Given = SortedMap<ItemId, SortedMap<Slug, Points>>;

/// Lists what awaits a mark, or signs marks.
///
/// # Errors
/// As `jalon score`; the points are not those of a guide, the key does not open, or the file cannot be written.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let release = files::unsealed(&arguments.score.release, arguments.score.unseal.as_deref(), lang)?;
    let ready = match score::ready(&arguments.score, &release, lang)? {
        Ok(ready) => ready,
        Err(said) => return Ok(said),
    };
    match (&arguments.points, &arguments.key, &arguments.output) {
        (Some(points), Some(key), Some(output)) => {
            let bytes = files::read(points)?;
            let given: Given = json::from_slice(&bytes, Limits::DOCUMENT)
                .with_context(|| format!("reading the points {}", points.display()))?;
            let mut signed: Vec<Value> = match &arguments.score.marks {
                Some(before) => json::from_slice(&files::read(before)?, Limits::DOCUMENT)?,
                None => Vec::new(),
            };
            let at = arguments.at.unwrap_or_else(key::now);
            let marks = marks(&ready, given, arguments.role, at)?;
            let left = left(&ready, &release, &marks, lang)?;
            let secret = key::open(key)?;
            for mark in &marks {
                signed.push(serde_json::to_value(sign(mark, &secret)?)?);
            }
            files::write(output, &jalon_base::jcs::value_to_vec(&Value::Array(signed)))?;
            Ok(Said::done(
                json!({"marked": marks.len(), "left": left, "by": did_key(&secret.public()), "file": output}),
                cli::marked(lang, marks.len(), left),
            ))
        }
        _ => awaiting(&ready, &release, &arguments.score.journal, lang),
    }
}

/// The guide of an answer that a person marks.
fn guide<'a>(ready: &'a Ready, item: &ItemId) -> Option<&'a [Element]> {
    match &ready.keys.get(item)?.rule {
        Rule::ExtendedText { elements, .. } => Some(elements),
        _ => None,
    }
}

fn marks(ready: &Ready, given: Given, role: Role, at: Timestamp) -> Result<Vec<Mark>> {
    let by = match role {
        Role::Candidate => Marker::Candidate,
        Role::Marker => Marker::Marker,
    };
    let mut marks = Vec::new();
    for (item, given) in given {
        let Some(guide) = guide(ready, &item) else {
            bail!("no answer to `{item}` awaits a mark in this attempt")
        };
        if let Some(unknown) = given.keys().find(|id| guide.iter().all(|element| element.id != **id)) {
            let known: Vec<&str> = guide.iter().map(|element| element.id.as_str()).collect();
            bail!(
                "the guide of `{item}` has no element `{unknown}`, but {}",
                known.join(", ")
            );
        }
        let mut elements = SortedMap::new();
        for element in guide {
            let points = given.get(&element.id).copied().unwrap_or_default();
            if points < Points::ZERO || points > element.points {
                bail!(
                    "`{item}`, `{}`: {points} is not between 0 and {}",
                    element.id,
                    element.points
                );
            }
            elements.insert(element.id.clone(), points);
        }
        marks.push(Mark {
            attempt: ready.journal.attempt,
            item,
            elements,
            by,
            at,
        });
    }
    Ok(marks)
}

/// How many answers still await a mark, once these are given: the engine judges them before anybody signs.
fn left(ready: &Ready, release: &Release, new: &[Mark], lang: Lang) -> Result<usize> {
    let marks: Vec<Mark> = ready.marks.iter().chain(new).cloned().collect();
    let outcome = ready.score(release, &marks, lang)?;
    let awaits = |item: &&jalon_protocol::outcome::ItemOutcome| item.status == ItemStatus::AwaitsMark;
    Ok(outcome.items.iter().filter(awaits).count())
}

fn sign(mark: &Mark, secret: &SecretKey) -> Result<Signed<Mark>> {
    let waiting = Signed::prepare(MARK, mark, &did_key(&secret.public()), mark.at)
        .map_err(|fault| anyhow!("the mark of `{}`: {fault}", mark.item))?;
    let signature = secret.sign(waiting.bytes());
    let signed = waiting.complete(signature);
    signed.map_err(|fault| anyhow!("the mark of `{}`: {fault}", mark.item))
}

/// Where the file of an answer is, once its bytes are those of the journal.
fn beside(journal: &Path, file: &Handed) -> Result<String> {
    let path = files::of_journal(journal, file);
    if Digest::of(&files::read(&path)?) != file.sha256 {
        bail!("{} is not the file that was handed in", path.display());
    }
    Ok(path.display().to_string())
}

/// Each answer that awaits its mark: the question, the answer, what was expected and what it is worth.
fn awaiting(ready: &Ready, release: &Release, journal: &Path, lang: Lang) -> Result<Said> {
    let outcome = ready.score(release, &ready.marks, lang)?;
    let words = |text: &RichText| {
        let said = text.pick(lang.tag());
        said.map(|(_, blocks)| plain(blocks)).unwrap_or_default()
    };
    let mut lines = Vec::new();
    let mut all = Vec::new();
    for waiting in outcome
        .items
        .iter()
        .filter(|item| item.status == ItemStatus::AwaitsMark)
    {
        let item = &waiting.item;
        let shown = ready
            .state
            .paper()
            .and_then(|paper| template::on_paper(&release.contents, paper, item));
        let prompt = shown.map(|content| words(&content.prompt)).unwrap_or_default();
        let value = match ready.state.response(item) {
            Some(Response::Text { value }) => value.clone(),
            Some(Response::File(file)) => beside(journal, file)?,
            _ => continue,
        };
        let guide = guide(ready, item).unwrap_or_default();
        lines.push(format!("{item}\n  {prompt}\n  > {}", value.replace('\n', "\n  > ")));
        for element in guide {
            lines.push(format!(
                "  [{}] {}: {}",
                element.points,
                element.id,
                words(&element.expected)
            ));
        }
        let guide = guide.iter().map(
            |element| json!({"element": element.id, "points": element.points, "expected": words(&element.expected)}),
        );
        all.push(json!({"item": item, "prompt": prompt, "answer": value, "guide": guide.collect::<Vec<_>>()}));
    }
    lines.push(cli::awaiting(lang, all.len()));
    Ok(Said::done(json!({"awaiting": all}), lines.join("\n")))
}
