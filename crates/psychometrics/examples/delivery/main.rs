//! An adaptive test as the page of a browser runs it: all that delivery takes of this crate, and nothing of calibration.
//!
//! `cargo xtask bench` builds it for wasm32-unknown-unknown with the profile of the application and holds its size to the budget. A page makes a
//! [`Sitting`], asks it for the next item, tells it the answer, and reads estimate, level and reasons, every number in millionths.

#![allow(
    missing_docs,
    dead_code,
    clippy::must_use_candidate,
    clippy::missing_errors_doc,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an example: what is documented is the crate"
)]

use jalon_base::Micro;
use jalon_psychometrics::estimate::{Answer, Measure, Method, Posterior, estimate};
use jalon_psychometrics::exposure::{Chances, Exposure, Rates};
use jalon_psychometrics::level::CutTable;
use jalon_psychometrics::model::Item;
use jalon_psychometrics::reason::Reason;
use jalon_psychometrics::scale::{Normal, Quadrature, Range};
use jalon_psychometrics::select::{self, Bank, Criterion, Open, Pick, Position, Weighting};
use jalon_psychometrics::shadow::{self, Blueprint, Budget, Group, Set, Under};
use jalon_psychometrics::stop::{Progress, Ratio, Rule, stop};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

/// One person's test.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
pub struct Sitting {
    bank: Bank,
    blueprint: Option<Blueprint>,
    chances: Option<Chances>,
    rates: Option<Rates>,
    nodes: Quadrature,
    given: Vec<(usize, u8)>,
    closed: Vec<bool>,
    measures: Vec<Measure>,
    reasons: Vec<Reason>,
    cuts: CutTable,
    ratio: Ratio,
    length: usize,
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
impl Sitting {
    /// A test of `length` items. Each item is its model (0 Rasch, 1 2PL, 2 3PL, 3 4PL, 4 graded, 5 partial credit, 6 rating scale), how many numbers
    /// follow, and these. `cuts` in millionths of a logit.
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen(constructor))]
    pub fn new(items: &[f64], length: usize, cuts: &[i32]) -> Result<Sitting, String> {
        let mut all = Vec::new();
        let mut rest = items;
        while let [kind, count, tail @ ..] = rest {
            let (own, after) = tail.split_at_checked(*count as usize).ok_or("items: too short")?;
            all.push(item(*kind as u8, own)?);
            rest = after;
        }
        let cuts: Vec<Micro> = cuts.iter().map(|cut| Micro::from_millionths(i64::from(*cut))).collect();
        let logits = cuts.iter().map(|cut| cut.millionths() as f64 / 1e6).collect();
        Ok(Self {
            closed: vec![false; all.len()],
            bank: Bank::new(all),
            blueprint: None,
            chances: None,
            rates: None,
            nodes: Quadrature::normal(Normal::STANDARD, Range::USUAL, 41).map_err(|why| why.to_string())?,
            given: Vec::new(),
            measures: Vec::new(),
            reasons: Vec::new(),
            cuts: CutTable::new(1, cuts).map_err(|why| why.to_string())?,
            ratio: Ratio::new(logits, 0.3, 0.05, 0.05).map_err(|why| why.to_string())?,
            length,
        })
    }

    /// The blueprint: the group of each item with one least and most for all, pairs of enemies, the set of each item (0: none), the cost of each.
    pub fn blueprint(
        &mut self,
        groups: &[u32],
        bounds: &[u32],
        enemies: &[u32],
        sets: &[u32],
        costs: &[u32],
        most: u32,
    ) -> Result<(), String> {
        let kinds = |list: &[u32], kind: u32| -> Vec<usize> {
            let of = list.iter().enumerate().filter(|(_, own)| **own == kind);
            of.map(|(place, _)| place).collect()
        };
        let count = |list: &[u32]| list.iter().max().map_or(0, |most| most + 1);
        let bound = |place: usize| bounds.get(place).copied().unwrap_or(0);
        let groups = (0..count(groups)).map(|kind| Group {
            items: kinds(groups, kind),
            least: bound(0),
            most: bound(1),
        });
        let sets = (1..count(sets)).map(|kind| Set {
            items: kinds(sets, kind),
            least: bound(2),
            most: bound(3),
        });
        let enemies = enemies
            .chunks_exact(2)
            .map(|pair| pair.iter().map(|item| *item as usize).collect());
        let budget = Budget {
            costs: costs.to_vec(),
            least: 0,
            most: u64::from(most),
        };
        let length = u32::try_from(self.length).unwrap_or(u32::MAX);
        let items = self.bank.items().len();
        let made = Blueprint::new(
            items,
            length,
            groups.collect(),
            enemies.collect(),
            sets.collect(),
            vec![budget],
        );
        let made = made.map_err(|why| why.to_string())?;
        made.feasible(&[], &[]).map_err(|why| why.to_string())?;
        self.blueprint = Some(made);
        Ok(())
    }

    /// Exposure: the chance of each item, and how often each was given to how many people, at most a share.
    pub fn exposure(&mut self, chances: &[f64], given: &[u32], people: u32, most: u32) -> Result<(), String> {
        self.chances = Some(Chances::new(chances.to_vec()).map_err(|why| why.to_string())?);
        self.rates = Some(Rates::new(given.to_vec(), people, (most, 100)).map_err(|why| why.to_string())?);
        Ok(())
    }

    /// The next item, by a criterion (0 to 9) and a pick (0 to 3), with the draws that they may ask for.
    pub fn next(&mut self, criterion: u8, pick: u8, draws: &[f64]) -> Result<u32, String> {
        let posterior = self.posterior();
        let theta = posterior.estimate().map_or(0.0, |one| one.theta);
        let position = Position {
            theta,
            posterior: &posterior,
            given: self.given.len(),
        };
        let exposure = Exposure {
            chances: self.chances.as_ref(),
            rates: self.rates.as_ref(),
        };
        let mut draws = draws.iter().copied().cycle();
        let draw = &mut || draws.next().unwrap_or(0.5);
        let (criterion, pick) = (criteria(criterion), picks(pick, self.length));
        let given: Vec<usize> = self.given.iter().map(|(item, _)| *item).collect();
        let reason = if let Some(blueprint) = &self.blueprint {
            let under = Under {
                blueprint,
                given: &given,
                closed: &self.closed,
                exposure: &exposure,
                first: &[],
            };
            let step =
                shadow::next(&self.bank, under, criterion, pick, position, draw).map_err(|why| why.to_string())?;
            step.reason()
        } else {
            let open: Vec<bool> = (0..self.closed.len()).map(|item| !given.contains(&item)).collect();
            let open = Open {
                items: &open,
                exposure: &exposure,
            };
            select::next(&self.bank, open, criterion, pick, position, draw)
                .map_err(|why| why.to_string())?
                .reason()
        };
        let reason = reason.ok_or("a number beyond its bounds")?;
        let item = reason.item;
        self.reasons.push(reason);
        Ok(item)
    }

    /// Takes an answer.
    pub fn answer(&mut self, item: u32, category: u8) {
        self.given.push((item as usize, category));
        if let Some(measure) = self.posterior().estimate().and_then(|one| one.rounded()) {
            self.measures.push(measure);
        }
    }

    /// Estimate and error in millionths by a method: 0 EAP, 1 maximum likelihood, 2 Warm, 3 MAP, 4 sum-score EAP, 5 Jeffreys.
    pub fn estimate(&self, method: u8) -> Result<Vec<i64>, String> {
        let range = Range::USUAL;
        let method = match method {
            0 => Method::Eap(&self.nodes),
            1 => Method::Mle(range),
            2 => Method::Wle(range),
            3 => Method::Map(Normal::STANDARD, range),
            4 => Method::SumScoreEap(&self.nodes),
            _ => Method::JeffreysMap(range),
        };
        let found = estimate(&self.answers(), method).map_err(|why| why.to_string())?;
        let measure = found.rounded().ok_or("a number beyond its bounds")?;
        let flags = i64::from(found.bound.is_some()) + 2 * i64::from(found.several);
        Ok(vec![
            measure.theta.millionths(),
            measure.error.map_or(-1, Micro::millionths),
            flags,
        ])
    }

    /// The rule that stops the test, by its place, or −1: length, error, plateau, interval around the cuts, probability ratio, curtailment.
    pub fn stopped(&self, seconds: u32) -> i32 {
        let mut tests = self.ratio.begin();
        self.answers().iter().for_each(|one| tests.add(one.item, one.category));
        let theta = self
            .measures
            .last()
            .map_or(0.0, |one| one.theta.millionths() as f64 / 1e6);
        let left: Vec<&Item> = self
            .bank
            .items()
            .iter()
            .take(self.length - self.given.len().min(self.length))
            .collect();
        let micro = Micro::from_millionths;
        let rules = [
            Rule::Length(self.length as u32),
            Rule::Time(7200),
            Rule::Error(micro(300_000)),
            Rule::Plateau {
                items: 3,
                fall: micro(5_000),
            },
            Rule::Interval {
                cuts: self.cuts.cuts().to_vec(),
                z: micro(1_959_964),
            },
            Rule::Ratio,
            Rule::Curtailment(micro(10_000)),
        ];
        let progress = Progress {
            measures: &self.measures,
            seconds,
            best_open: None,
            decided: tests.level(),
            change: Micro::round(tests.curtailed(&left, theta).chance),
        };
        stop(&rules, 5, progress).map_or(-1, |stopped| stopped.rule as i32)
    }

    /// Level, and in millionths the chance of it, of the one below and of the one above, and the distance to the nearest cut.
    pub fn level(&self) -> Vec<i64> {
        let Some(measure) = self.measures.last() else {
            return Vec::new();
        };
        let level = self.cuts.level(*measure);
        let mut out = vec![level.level as i64];
        if let Some(chances) = level.chances {
            out.extend([chances.here, chances.below, chances.above].map(Micro::millionths));
        }
        out.extend(level.margin.map(Micro::millionths));
        out
    }

    /// Why each item was chosen: item, value, information, items open; for each choice.
    pub fn reasons(&self) -> Vec<i64> {
        let one = |reason: &Reason| {
            [
                i64::from(reason.item),
                reason.value.millionths(),
                reason.information.millionths(),
                i64::from(reason.open),
            ]
        };
        self.reasons.iter().flat_map(one).collect()
    }
}

impl Sitting {
    fn answers(&self) -> Vec<Answer<'_>> {
        let items = self.bank.items();
        let one = |(item, category): &(usize, u8)| {
            Some(Answer {
                item: items.get(*item)?,
                category: *category,
            })
        };
        self.given.iter().filter_map(one).collect()
    }

    fn posterior(&self) -> Posterior<'_> {
        let mut posterior = Posterior::new(&self.nodes);
        self.answers()
            .iter()
            .for_each(|one| posterior.add(one.item, one.category));
        posterior
    }
}

fn item(kind: u8, own: &[f64]) -> Result<Item, String> {
    let made = match (kind, own) {
        (0, [b]) => Item::rasch(*b),
        (1, [a, b]) => Item::two_pl(*a, *b),
        (2, [a, b, c]) => Item::three_pl(*a, *b, *c),
        (3, [a, b, c, d]) => Item::four_pl(*a, *b, *c, *d),
        (4, [a, steps @ ..]) => Item::graded(*a, steps.to_vec()),
        (5, [a, steps @ ..]) => Item::partial_credit(*a, steps.to_vec()),
        (6, [b, taus @ ..]) => Item::rating_scale(*b, taus.to_vec()),
        _ => return Err("items: no such model, or not its numbers".to_owned()),
    };
    made.map_err(|why| why.to_string())
}

const fn criteria(place: u8) -> Criterion {
    match place {
        0 => Criterion::Information,
        1 => Criterion::Difficulty,
        2 => Criterion::Peak,
        3 => Criterion::ExpectedInformation,
        4 => Criterion::ExpectedVariance(Weighting::AtPoint),
        5 => Criterion::ExpectedVariance(Weighting::Predictive),
        6 => Criterion::LikelihoodInformation,
        7 => Criterion::PosteriorInformation,
        8 => Criterion::LikelihoodDivergence,
        _ => Criterion::PosteriorDivergence,
    }
}

const fn picks(place: u8, length: usize) -> Pick {
    let acceleration = 1.0;
    match place {
        0 => Pick::Best,
        1 => Pick::Randomesque { among: 5 },
        2 => Pick::Progressive { length, acceleration },
        _ => Pick::Proportional { length, acceleration },
    }
}
