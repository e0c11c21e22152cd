//! What is said of each claim from items chosen one by one: its own place on the scale from its own items, never read off one number.

use super::scale::{self, Scale, item};
use super::test::category;
use crate::decision::rules::{self, Facts};
use crate::decision::{self, PartResult};
use crate::keys::Keys;
use jalon_attempt::State;
use jalon_base::Micro;
use jalon_protocol::outcome::{ClaimOutcome, ItemOutcome, ItemStatus, OnLadder, OnScale, Verdict};
use jalon_protocol::plan::adaptive::Adaptive;
use jalon_protocol::plan::{ClaimAbout, Decision};
use jalon_protocol::pool::Origin;
use jalon_protocol::{ClaimId, ItemId, Pool, Protocol};
use jalon_psychometrics::estimate::{Answer, Measure};
use jalon_psychometrics::model::Item;

/// The rules by which an item was chosen; none for one that was drawn beforehand.
fn rules<'a>(state: &'a State, id: &ItemId) -> Option<&'a Adaptive> {
    let (paper, entry) = state.paper()?.items().find(|(_, entry)| entry.item == *id)?;
    let section = state.protocol().part(&paper.id)?.section(&entry.section)?;
    section.adaptive.as_ref()
}

/// Items of a claim that were chosen one by one and count, with the category reached.
struct Scored<'a> {
    rules: &'a Adaptive,
    answers: Vec<(Item, u8)>,
    origin: Origin,
}

impl<'a> Scored<'a> {
    fn of(about: &ClaimAbout, state: &'a State, pool: &Pool, keys: &Keys, items: &[ItemOutcome]) -> Option<Self> {
        let mut scored: Option<Self> = None;
        for outcome in items.iter().filter(|item| item.status.counts()) {
            let known = pool.item(&outcome.item).filter(|item| about.covers(item));
            let (Some(known), Some(rules)) = (known, rules(state, &outcome.item)) else {
                continue;
            };
            let (model, origin) = item(known, rules).ok()?;
            let reached = match outcome.status {
                ItemStatus::Credited => model.highest(),
                _ => {
                    let response = state.response(&outcome.item);
                    let key = keys.get(&outcome.item)?;
                    category(response.map(|response| key.credit(response)), &model)
                }
            };
            let scored = scored.get_or_insert(Self {
                rules,
                answers: Vec::new(),
                origin,
            });
            scored.origin = scored.origin.min(origin);
            scored.answers.push((model, reached));
        }
        scored
    }

    fn answers<'s>(&'s self) -> Vec<Answer<'s>> {
        let answer = |(item, category): &'s (Item, u8)| Answer {
            item,
            category: *category,
        };
        self.answers.iter().map(answer).collect()
    }
}

/// Says where claims stand on a scale, and decides on cuts of it.
pub trait Places {
    /// Whether attempts by this protocol can be scored so.
    fn reads(&self, protocol: &Protocol) -> bool;

    /// The place of a claim on its scale. The estimator and the prior are those of the section of its first item.
    ///
    /// Gives whether any item of the claim was chosen one by one, and the place where there are enough items.
    fn on_scale(&self, claim: &ClaimOutcome, of: Measured<'_>) -> (bool, Option<OnScale>);

    /// What the ladders of a claim settled; none when it has none.
    fn on_ladder(&self, claim: &ClaimOutcome, of: Measured<'_>) -> Option<OnLadder>;

    /// The decision by the rule of the protocol, from what each claim and each part came to.
    fn decide(
        &self,
        rule: &Decision,
        claims: &[ClaimOutcome],
        parts: &[PartResult],
        of: Measured<'_>,
    ) -> Option<Verdict>;
}

/// What places on a scale are measured from.
#[derive(Clone, Copy)]
pub struct Measured<'a> {
    /// The attempt.
    pub state: &'a State,
    /// What the release says of its items.
    pub pool: &'a Pool,
    /// Their keys.
    pub keys: &'a Keys,
    /// What each item earned.
    pub items: &'a [ItemOutcome],
}

/// Places by the measures of this crate: what every scoring uses, save one that must not carry them.
#[derive(Debug, Clone, Copy)]
pub struct Scales;

/// No places at all, for who must not carry what measures them: only protocols that draw their items and decide from the points of their
/// parts are scored so.
#[derive(Debug, Clone, Copy)]
pub struct NoScale;

impl Places for NoScale {
    fn reads(&self, protocol: &Protocol) -> bool {
        protocol.is_plain()
    }

    fn on_scale(&self, _: &ClaimOutcome, _: Measured<'_>) -> (bool, Option<OnScale>) {
        (false, None)
    }

    fn on_ladder(&self, _: &ClaimOutcome, _: Measured<'_>) -> Option<OnLadder> {
        None
    }

    fn decide(&self, rule: &Decision, _: &[ClaimOutcome], parts: &[PartResult], _: Measured<'_>) -> Option<Verdict> {
        decision::of_points(rule, parts)
    }
}

impl Places for Scales {
    fn reads(&self, _: &Protocol) -> bool {
        true
    }

    fn on_scale(&self, claim: &ClaimOutcome, of: Measured<'_>) -> (bool, Option<OnScale>) {
        on_scale(claim, of.state, of.pool, of.keys, of.items)
    }

    fn on_ladder(&self, claim: &ClaimOutcome, of: Measured<'_>) -> Option<OnLadder> {
        super::late::on_ladder(&claim.about, of.state, of.pool, of.items)
    }

    fn decide(
        &self,
        rule: &Decision,
        claims: &[ClaimOutcome],
        parts: &[PartResult],
        of: Measured<'_>,
    ) -> Option<Verdict> {
        let cut = |rule: &Decision| match rule {
            Decision::Cut { claim, cut } => decide((claim, *cut), claims, of.state, of.pool, of.keys, of.items),
            _ => None,
        };
        let exempt = of.state.started().map(|started| started.exempt.as_slice());
        let facts = Facts {
            protocol: of.state.protocol(),
            pool: of.pool,
            items: of.items,
            claims,
            parts,
            exempt: exempt.unwrap_or_default(),
            cut: &cut,
        };
        rules::decide(rule, facts)
    }
}

fn on_scale(
    claim: &ClaimOutcome,
    state: &State,
    pool: &Pool,
    keys: &Keys,
    items: &[ItemOutcome],
) -> (bool, Option<OnScale>) {
    let Some(scored) = Scored::of(&claim.about, state, pool, keys, items) else {
        return (false, None);
    };
    if claim.scored < claim.minimum {
        return (true, None);
    }
    let place = Scale::of(scored.rules).ok().map(|scale| {
        let measure = scale.measure(&scored.answers());
        OnScale {
            theta: measure.theta,
            error: measure.error,
            origin: scored.origin,
            band: state
                .protocol()
                .bands
                .as_ref()
                .and_then(|bands| scale::band(bands, measure)),
        }
    });
    (true, place)
}

/// The decision on a cut. None when the claim is not measured, or rests on parameters that somebody guessed: nobody passes or fails
/// on those.
///
/// Where the section of the claim runs a sequential test at this cut, the likelihood ratio decides, also when the test came to its
/// last item before a bound was reached; elsewhere the measure does.
///
/// # Formula
/// Sequential: the side that the test decided, or the sign of the ratio where it decided none (0 passes). Otherwise reached when
/// θ ≥ cut.
fn decide(
    (id, cut): (&ClaimId, Micro),
    claims: &[ClaimOutcome],
    state: &State,
    pool: &Pool,
    keys: &Keys,
    items: &[ItemOutcome],
) -> Option<Verdict> {
    let claim = claims.iter().find(|claim| claim.claim == *id)?;
    let place = claim.scale.as_ref().filter(|place| place.origin > Origin::Declared)?;
    let measure = Measure {
        theta: place.theta,
        error: place.error,
    };
    let scored = Scored::of(&claim.about, state, pool, keys, items)?;
    let test = scored.rules.stop.ratio.filter(|test| test.cut == cut);
    let (reached, ratio) = match test {
        None => (place.theta >= cut, None),
        Some(test) => {
            let ratio = scale::ratio(&test)?;
            let tests = scale::tests(&ratio, &scored.answers());
            let log = tests.logs().first().copied().and_then(Micro::round);
            (tests.forced() == 1, log)
        }
    };
    Some(Verdict::Cut {
        reached,
        claim: id.clone(),
        theta: place.theta,
        error: place.error,
        cut,
        log_ratio: ratio,
        chance: scale::chance_above(measure, cut),
    })
}
