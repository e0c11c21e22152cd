//! `jalon score`: from a journal to its outcome.

use crate::output::{Said, coded, say};
use crate::{files, replay};
use anyhow::{Context, Result, anyhow};
use jalon_attempt::State;
use jalon_attempt::journal::{Heads, Journal};
use jalon_base::json::{self, Limits};
use jalon_base::sorted::SortedMap;
use jalon_base::{Document, Micro, Points};
use jalon_credential::envelope::Signed;
use jalon_messages::Lang;
use jalon_protocol::mark::{MARK, RULING};
use jalon_protocol::outcome::{OnScale, Outcome, Verdict};
use jalon_protocol::plan::ClaimAbout;
use jalon_protocol::pool::Origin;
use jalon_protocol::release::Release;
use jalon_protocol::{Mark, Ruling};
use jalon_scoring::Keys;
use jalon_scoring::score::{Input, score};
use std::path::{Path, PathBuf};

/// What `jalon score` takes.
#[derive(Debug, clap::Args)]
#[group(id = "attempt")]
pub struct Arguments {
    /// The journal.
    pub journal: PathBuf,
    /// Its release.
    #[arg(long)]
    pub release: PathBuf,
    /// Key file to which the right answers are sealed, when the release is an examination.
    #[arg(long)]
    pub unseal: Option<PathBuf>,
    /// Marks given by people: a JSON array of signed documents.
    #[arg(long)]
    pub marks: Option<PathBuf>,
    /// Rulings of a jury: a JSON array of signed documents.
    #[arg(long)]
    pub rulings: Option<PathBuf>,
}

/// Documents that people signed, each opened as its kind; one that does not hold refuses the file, by its place in it.
fn list<T: Document>(path: Option<&Path>, kind: &str) -> Result<Vec<T>> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let closed: Vec<Signed<T>> = json::from_slice(&files::read(path)?, Limits::DOCUMENT)
        .with_context(|| format!("reading {}: signed documents are expected", path.display()))?;
    let open = |(place, signed): (usize, Signed<T>)| {
        let verified = signed.verify(kind);
        let verified = verified.map_err(|fault| anyhow!("{}: {kind} {}: {fault}", path.display(), place + 1));
        verified.map(|verified| verified.body)
    };
    closed.into_iter().enumerate().map(open).collect()
}

/// An attempt that was replayed, with its keys and what people wrote beside it.
#[derive(Debug)]
pub struct Ready {
    /// The journal.
    pub journal: Journal,
    /// Where it ends.
    pub state: State,
    /// The heads of its chains.
    pub heads: Heads,
    /// The keys of its questions.
    pub keys: Keys,
    /// Marks given.
    pub marks: Vec<Mark>,
    /// Rulings given.
    pub rulings: Vec<Ruling>,
}

impl Ready {
    /// Scores it with these marks.
    ///
    /// # Errors
    /// What the engine refuses, as its sentence.
    pub fn score(&self, release: &Release, marks: &[Mark], lang: Lang) -> Result<Outcome> {
        let input = Input {
            attempt: self.journal.attempt,
            release,
            state: &self.state,
            heads: &self.heads,
            marks,
            rulings: &self.rulings,
        };
        score(input, &self.keys).map_err(|cannot| coded(lang, cannot.code(), &SortedMap::new()))
    }
}

/// Replays an attempt and reads what stands beside it.
///
/// # Errors
/// A file cannot be read, a mark or a ruling is not as it was signed, or they do not belong together. A journal that does not hold is the
/// inner result.
pub fn ready(arguments: &Arguments, release: &Release, lang: Lang) -> Result<Result<Ready, Said>> {
    let journal = replay::journal(&arguments.journal)?;
    let (state, heads) = match replay::again(&journal, release, true)? {
        Ok(replayed) => replayed,
        Err(why) => return Ok(Err(replay::diverged(lang, &why))),
    };
    let marks = list(arguments.marks.as_deref(), MARK)?;
    let rulings = list(arguments.rulings.as_deref(), RULING)?;
    let paper = state.paper().context("the attempt has no paper")?;
    let keys = Keys::of(release, state.protocol(), paper)
        .map_err(|bad| anyhow!("`{}`: {}", bad.item(), say(lang, bad.code(), &SortedMap::new())))?;
    Ok(Ok(Ready {
        journal,
        state,
        heads,
        keys,
        marks,
        rulings,
    }))
}

/// Replays and scores.
///
/// # Errors
/// As [`ready`], or the attempt is not over. A journal that does not hold is the inner result.
pub fn outcome(arguments: &Arguments, release: &Release, lang: Lang) -> Result<Result<Outcome, Said>> {
    match ready(arguments, release, lang)? {
        Ok(ready) => ready.score(release, &ready.marks, lang).map(Ok),
        Err(said) => Ok(Err(said)),
    }
}

/// Scores a journal.
///
/// # Errors
/// As [`outcome`].
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let release = files::unsealed(&arguments.release, arguments.unseal.as_deref(), lang)?;
    Ok(match outcome(arguments, &release, lang)? {
        Err(said) => said,
        Ok(outcome) => Said::done(serde_json::to_value(&outcome)?, describe(&outcome, &release, lang)),
    })
}

/// An outcome in lines: each claim with its interval, each part with its points, the decision with its reason.
#[must_use]
pub fn describe(outcome: &Outcome, release: &Release, lang: Lang) -> String {
    use jalon_messages::cli;
    let mut lines = Vec::new();
    for claim in &outcome.claims {
        let name = match &claim.about {
            ClaimAbout::Unit(id) => release
                .referential
                .unit(id.as_str())
                .map(|unit| unit.short.say(lang.tag())),
            ClaimAbout::Competence(id) => release
                .referential
                .competence(id.as_str())
                .map(|c| c.title.say(lang.tag())),
        };
        let name = name.unwrap_or(claim.claim.as_str());
        if let Some(place) = &claim.scale {
            lines.push(placed(place, name, claim.scored, (outcome, release), lang));
            continue;
        }
        if let Some(ladder) = &claim.ladder {
            let open = ladder.steps - ladder.acquired - ladder.missed;
            lines.push(cli::claim_on_ladder(
                lang,
                name,
                ladder.acquired,
                ladder.steps,
                claim.scored,
                open,
            ));
            continue;
        }
        lines.push(match claim.measure {
            None => cli::claim_not_measured(lang, name, claim.right, claim.scored, claim.minimum),
            Some(measure) => cli::claim_measured(
                lang,
                name,
                claim.right,
                claim.scored,
                measure.low.percent(),
                measure.high.percent(),
            ),
        });
    }
    for part in outcome
        .parts
        .iter()
        .filter(|_| outcome.decision.is_some() || outcome.parts.len() > 1)
    {
        let protocol = release.protocols.get(&outcome.protocol);
        let known = protocol.and_then(|protocol| protocol.parts.iter().find(|known| known.id == part.part));
        let name = known.map_or(part.part.as_str(), |known| known.title.say(lang.tag()));
        let text = |points: Points| points.to_string();
        let mut line = cli::part_points(lang, name, &text(part.earned), &text(part.possible));
        if part.self_marked > Points::ZERO {
            line.push_str(&cli::part_own(lang, &text(part.self_marked)));
        }
        if part.awaiting > Points::ZERO {
            line.push_str(&cli::part_awaiting(lang, &text(part.awaiting)));
        }
        lines.push(line);
    }
    if let Some(dispensation) = &outcome.dispensation {
        let parts: Vec<&str> = outcome.exempt.iter().map(|part| part.as_str()).collect();
        let equivalence = dispensation.equivalence.as_str();
        lines.push(cli::parts_exempt(
            lang,
            &parts.join(", "),
            equivalence,
            dispensation.obtained,
        ));
    }
    lines.push(match &outcome.decision {
        None if outcome.parts.iter().any(|part| part.awaiting > Points::ZERO) => cli::decision_awaits(lang).to_owned(),
        None => cli::no_decision(lang).to_owned(),
        Some(verdict) => {
            let words = |code: &str, args: &SortedMap<&'static str, String>| say(lang, code, args);
            let why = jalon_scoring::reason::reason(outcome, release, lang.tag(), &words);
            cli::decision(lang, reached(verdict), &why.unwrap_or_default())
        }
    });
    if let Some(Verdict::Cut { chance, .. }) = &outcome.decision {
        lines.extend(chance.map(|chance| cli::decision_chance(lang, chance.percent())));
        let stated = release.protocols.get(&outcome.protocol);
        let stated = stated.and_then(|protocol| protocol.stated.as_ref());
        lines.extend(stated.map(|stated| {
            let share = |share: Micro| Micro::from_millionths((share.millionths() + 500) / 1_000 * 100_000).to_string();
            let (wrong, passed, failed) = (
                share(stated.wrong),
                share(stated.passed_below),
                share(stated.failed_above),
            );
            cli::decision_stated(lang, stated.people, &wrong, &passed, &failed)
        }));
    }
    lines.join("\n")
}

/// A claim on its scale: its band, its place with its error, and what the parameters are worth.
fn placed(place: &OnScale, name: &str, scored: u32, (outcome, release): (&Outcome, &Release), lang: Lang) -> String {
    let band = place.band.as_ref().and_then(|placed| {
        let bands = release.protocols.get(&outcome.protocol)?.bands.as_ref()?;
        bands.bands.iter().find(|band| band.id == placed.id)
    });
    let origin = match place.origin {
        Origin::Declared => "declared",
        Origin::Simulated => "simulated",
        Origin::Calibrated => "calibrated",
    };
    let band = band.map_or("—", |band| band.title.say(lang.tag()));
    let error = place.error.map_or_else(|| "—".to_owned(), |error| error.to_string());
    jalon_messages::cli::claim_placed(lang, name, band, &place.theta.to_string(), &error, scored, origin)
}

const fn reached(verdict: &Verdict) -> &'static str {
    if verdict.reached() { "true" } else { "false" }
}
