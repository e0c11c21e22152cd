//! From a journal to an outcome.

use crate::adaptive::{Measured, Places, Scales};
use crate::decision::PartResult;
use crate::key::Credit;
use crate::keys::{BadKey, Keys};
use jalon_attempt::State;
use jalon_attempt::event::{CloseReason, Started};
use jalon_attempt::journal::Heads;
use jalon_base::document::Document;
use jalon_base::id::RandomId;
use jalon_base::sorted::{SortedMap, SortedSet};
use jalon_base::{Digest, Micro, Millis, Points, Timestamp};
use jalon_protocol::mark::{Mark, Marker, Ruling, RulingDecision};
use jalon_protocol::outcome::{ClaimOutcome, Inputs, ItemOutcome, ItemStatus, Measure, Outcome, PartOutcome};
use jalon_protocol::plan::{Claim, Paper, PaperItem, PaperPart, Then};
use jalon_protocol::{ItemId, NotDispensed, Release};
use jalon_psychometrics::interval::{Z_95, wilson};

/// The format of the document.
pub use jalon_protocol::outcome::FORMAT;

/// Why an attempt cannot be scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CannotScore {
    /// The attempt is not over.
    NotOver,
    /// A chain is empty.
    NoJournal,
    /// The keys are not those of the paper.
    Key(BadKey),
    /// A mark of another attempt, of an item that no person marks, or beyond the points of the guide.
    Mark {
        /// The item.
        item: ItemId,
    },
    /// The attempt names another release or another protocol.
    OtherRelease,
    /// The test chooses its items one by one, or decides by rules that hold rules, and what reads those is not at hand.
    NoScale,
    /// The parts that were left out are not those that the referential lets be left out, on the day on which the attempt began.
    Dispensation(NotDispensed),
}

impl CannotScore {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotOver => "score/not-over",
            Self::NoJournal => "score/no-journal",
            Self::Key(bad) => bad.code(),
            Self::Mark { .. } => "score/mark",
            Self::OtherRelease => "score/other-release",
            Self::NoScale => "score/no-scale",
            Self::Dispensation(not) => not.code(),
        }
    }
}

impl std::fmt::Display for CannotScore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for CannotScore {}

/// What a scoring takes: the replayed attempt, and the documents that people wrote beside it.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The attempt.
    pub attempt: RandomId,
    /// Its release.
    pub release: &'a Release,
    /// Its state, from a replay.
    pub state: &'a State,
    /// The heads of its chains.
    pub heads: &'a Heads,
    /// Marks given by people, each within its guide; of two for one item, a marker's wins over the candidate's, then the later one.
    pub marks: &'a [Mark],
    /// Rulings of a jury.
    pub rulings: &'a [Ruling],
}

/// Scores a finished attempt.
///
/// Unanswered items earn nothing and count; items never shown because the test was stopped do not count for claims, and count as
/// nothing for the parts' points. A response that a person must mark and has not marked counts nowhere yet, and holds the decision back.
///
/// # Errors
/// [`CannotScore`] when the attempt is not over or its documents do not belong together.
pub fn score(input: Input<'_>, keys: &Keys) -> Result<Outcome, CannotScore> {
    score_with(input, keys, &Scales)
}

/// As [`score`], with places on scales by other means; the outcome is the same, or none.
///
/// # Errors
/// As [`score`]; [`CannotScore::NoScale`] when these means do not read the protocol.
pub fn score_with(input: Input<'_>, keys: &Keys, places: &dyn Places) -> Result<Outcome, CannotScore> {
    let state = input.state;
    if !matches!(state.phase(), jalon_attempt::Phase::Closed(_)) {
        return Err(CannotScore::NotOver);
    }
    let (Some(started), Some(paper)) = (state.started(), state.paper()) else {
        return Err(CannotScore::NotOver);
    };
    let (Some(seat), Some(host)) = (input.heads.seat, input.heads.host) else {
        return Err(CannotScore::NoJournal);
    };
    let protocol = state.protocol();
    if started.release != input.release.id || protocol.referential != input.release.referential.id {
        return Err(CannotScore::OtherRelease);
    }
    if !places.reads(protocol) {
        return Err(CannotScore::NoScale);
    }
    dispensed(&input, started)?;
    let marks = chosen_marks(&input, keys, paper)?;
    let items: Vec<ItemOutcome> = paper
        .items()
        .map(|(part, entry)| score_item(&input, keys, &marks, part, entry))
        .collect::<Result<_, _>>()?;
    let parts: Vec<PartOutcome> = paper.parts.iter().map(|part| sum_part(state, part, &items)).collect();
    let measured = Measured {
        state,
        pool: &input.release.pool,
        keys,
        items: &items,
    };
    let place = |claim: &Claim| {
        let mut outcome = score_claim(claim, input.release, &items);
        let (chosen, scale) = places.on_scale(&outcome, measured);
        if chosen {
            outcome.measure = None;
            outcome.scale = scale;
        }
        outcome.ladder = places.on_ladder(&outcome, measured);
        if outcome.ladder.is_some() {
            outcome.measure = None;
        }
        outcome
    };
    let claims: Vec<ClaimOutcome> = protocol.claims.iter().map(place).collect();
    let decision = match &protocol.decision {
        _ if parts.iter().any(|part| !part.finished || part.awaiting > Points::ZERO) => None,
        None => None,
        Some(rule) => places.decide(rule, &claims, &results(state, paper, &parts), measured),
    };
    let voided = input
        .rulings
        .iter()
        .any(|ruling| matches!(ruling.decision, RulingDecision::Void { attempt } if attempt == input.attempt));
    Ok(Outcome {
        format: FORMAT.to_owned(),
        attempt: input.attempt,
        engine: jalon_base::ENGINE,
        inputs: Inputs {
            release: input.release.id,
            seat,
            host,
            marks: digests(input.marks),
            rulings: digests(input.rulings),
        },
        referential: protocol.referential.clone(),
        protocol: protocol.id.clone(),
        assurance: protocol.assurance.min(protocol.scoring.ceiling()),
        proof: protocol.proof,
        calibrated: protocol.calibrated,
        apart: state.spans_days(),
        counts: !voided && !abandoned(state),
        items,
        parts,
        exempt: started.exempt.clone(),
        dispensation: started.dispensation.clone(),
        claims,
        decision,
    })
}

/// Whether nobody ended the attempt in its time, and the protocol says that it is then worth nothing.
fn abandoned(state: &State) -> bool {
    let policy = state.protocol().attempts.as_ref();
    let void = policy
        .and_then(|policy| policy.unfinished)
        .is_some_and(|unfinished| unfinished.then == Then::Void);
    void && *state.phase() == jalon_attempt::Phase::Closed(CloseReason::Abandoned)
}

/// A part is left out by the rule of the referential alone, whoever wrote the journal.
fn dispensed(input: &Input<'_>, started: &Started) -> Result<(), CannotScore> {
    let Some(dispensation) = &started.dispensation else {
        return Ok(());
    };
    let on = Timestamp::from_millis(Millis(input.state.started_ms().unwrap_or_default()));
    let parts = dispensation.parts(&input.release.referential, input.state.protocol(), on);
    match parts.map_err(CannotScore::Dispensation)? {
        parts if parts == started.exempt => Ok(()),
        _ => Err(CannotScore::Dispensation(NotDispensed::NoPart)),
    }
}

fn digests<T: Document>(documents: &[T]) -> Vec<Digest> {
    let digests = documents.iter().filter_map(|doc| Digest::of_canonical(doc).ok());
    digests.collect::<SortedSet<_>>().into_iter().collect()
}

/// The mark that counts for each item: it does not depend on the order in which the marks come.
fn chosen_marks<'a>(
    input: &Input<'a>,
    keys: &Keys,
    paper: &Paper,
) -> Result<SortedMap<&'a ItemId, &'a Mark>, CannotScore> {
    // Of two marks of one instant, the one with the larger digest: a rule that anyone can apply again.
    let rank = |mark: &Mark| (mark.by == Marker::Marker, mark.at, Digest::of_canonical(mark).ok());
    let mut chosen: SortedMap<&ItemId, &Mark> = SortedMap::new();
    for mark in input.marks {
        let drawn = paper.items().any(|(_, entry)| entry.item == mark.item);
        let within = keys.answers(&mark.item).and_then(|key| key.share(mark)).is_some();
        if mark.attempt != input.attempt || !drawn || !within {
            return Err(CannotScore::Mark {
                item: mark.item.clone(),
            });
        }
        let better = chosen.get(&mark.item).is_none_or(|other| rank(mark) > rank(other));
        if better {
            chosen.insert(&mark.item, mark);
        }
    }
    Ok(chosen)
}

fn score_item(
    input: &Input<'_>,
    keys: &Keys,
    marks: &SortedMap<&ItemId, &Mark>,
    part: &PaperPart,
    entry: &PaperItem,
) -> Result<ItemOutcome, CannotScore> {
    let item = &entry.item;
    let key = keys
        .answers(item)
        .ok_or_else(|| CannotScore::Key(BadKey::Missing { item: item.clone() }))?;
    let possible = worth(input.state, part, entry);
    let outcome = |status, earned, possible| ItemOutcome {
        item: item.clone(),
        part: part.id.clone(),
        status,
        earned,
        possible,
    };
    // What is decided for everybody comes before what is decided for one, in whatever order the rulings come.
    let ruled = |wanted: &RulingDecision| input.rulings.iter().any(|ruling| ruling.decision == *wanted);
    if ruled(&RulingDecision::Neutralise { item: item.clone() }) {
        return Ok(outcome(ItemStatus::Neutralised, Points::ZERO, Points::ZERO));
    }
    if ruled(&RulingDecision::Credit {
        attempt: input.attempt,
        item: item.clone(),
    }) {
        return Ok(outcome(ItemStatus::Credited, possible, possible));
    }
    let Some(response) = input.state.response(item) else {
        let cut = input
            .state
            .parts()
            .get(&part.id)
            .is_none_or(|state| state.stopped || !state.finished);
        let reached = !cut || input.state.shown().contains(item);
        let status = if reached {
            ItemStatus::Unanswered
        } else {
            ItemStatus::NotReached
        };
        return Ok(outcome(status, Points::ZERO, possible));
    };
    Ok(match key.credit(response) {
        Credit::Share { k, n } => outcome(ItemStatus::Scored, possible.signed_share(k, n), possible),
        Credit::NeedsMark => match marks.get(item) {
            None => outcome(ItemStatus::AwaitsMark, Points::ZERO, possible),
            Some(mark) => {
                let (k, n) = key
                    .share(mark)
                    .ok_or_else(|| CannotScore::Mark { item: item.clone() })?;
                let status = match mark.by {
                    Marker::Candidate => ItemStatus::SelfMarked,
                    Marker::Marker => ItemStatus::Marked,
                };
                outcome(status, possible.share(k, n), possible)
            }
        },
    })
}

/// Points of an item where it stands in the paper.
fn worth(state: &State, part: &PaperPart, entry: &PaperItem) -> Points {
    let part = state.protocol().part(&part.id);
    part.and_then(|part| part.sections.iter().find(|section| section.id == entry.section))
        .map_or(Points::ZERO, |section| section.points)
}

fn sum_part(state: &State, part: &PaperPart, items: &[ItemOutcome]) -> PartOutcome {
    let mut outcome = PartOutcome {
        part: part.id.clone(),
        earned: Points::ZERO,
        possible: Points::ZERO,
        self_marked: Points::ZERO,
        awaiting: Points::ZERO,
        finished: state.is_finished(&part.id),
    };
    for item in items.iter().filter(|item| item.part == part.id) {
        outcome.earned += item.earned;
        outcome.possible += item.possible;
        match item.status {
            ItemStatus::SelfMarked => outcome.self_marked += item.earned,
            ItemStatus::AwaitsMark => outcome.awaiting += item.possible,
            _ => {}
        }
    }
    outcome
}

fn score_claim(claim: &Claim, release: &Release, items: &[ItemOutcome]) -> ClaimOutcome {
    let covered = |item: &&ItemOutcome| {
        item.status.counts()
            && release
                .pool
                .item(&item.item)
                .is_some_and(|about| claim.about.covers(about))
    };
    let mut outcome = ClaimOutcome {
        claim: claim.id.clone(),
        about: claim.about.clone(),
        scored: 0,
        self_marked: 0,
        right: 0,
        minimum: claim.minimum,
        measure: None,
        scale: None,
        ladder: None,
    };
    let mut credit = 0_i64;
    for item in items.iter().filter(covered) {
        outcome.scored += 1;
        outcome.self_marked += u32::from(item.status == ItemStatus::SelfMarked);
        outcome.right += u32::from(item.earned == item.possible);
        credit += share_micro(item);
    }
    if outcome.scored >= claim.minimum && outcome.scored > 0 {
        outcome.measure = wilson(Micro::from_millionths(credit), outcome.scored, Z_95).map(|interval| Measure {
            share: interval.estimate,
            low: interval.low,
            high: interval.high,
        });
    }
    outcome
}

/// Earned over possible, in millionths, floored.
fn share_micro(item: &ItemOutcome) -> i64 {
    Points::from_thousandths(1_000_000)
        .share(item.earned.thousandths(), item.possible.thousandths())
        .thousandths()
}

/// What the decision needs to know of each part.
fn results(state: &State, paper: &Paper, parts: &[PartOutcome]) -> Vec<PartResult> {
    let result = |outcome: &PartOutcome| {
        let part = state.protocol().part(&outcome.part)?;
        let drawn = paper.part(&outcome.part)?;
        Some(PartResult {
            part: part.id.clone(),
            earned: outcome.earned,
            possible: outcome.possible,
            full: drawn.items.iter().map(|entry| worth(state, drawn, entry)).sum(),
            coefficient: part.coefficient,
            floor: part.floor,
        })
    };
    parts.iter().filter_map(result).collect()
}
