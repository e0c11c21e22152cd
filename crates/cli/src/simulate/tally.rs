//! What is counted over simulated people: of each section, of the decision, of each item.

use super::people::{Sat, Setting};
use anyhow::{Result, anyhow};
use jalon_attempt::event::Seen;
use jalon_base::Micro;
use jalon_base::sorted::SortedMap;
use jalon_protocol::ItemId;
use jalon_protocol::outcome::Verdict;
use jalon_protocol::plan::Decision;
use jalon_scoring::Keys;
use jalon_scoring::adaptive::Ended;
use jalon_scoring::score::{Input, score};

/// Half of a two-sided 95 % interval of a normal measure, in errors.
const Z_95: f64 = 1.959_963_984_540_054;
/// Strata of the scale, each half a standard deviation of the prior wide but the outer two.
pub const STRATA: u8 = 12;
/// People of whom the place found is kept, for a plot.
const KEPT: usize = 1_000;

/// What is summed over the people of one stratum.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stratum {
    /// People.
    pub people: u32,
    /// Σ (θ̂ − θ).
    pub bias: f64,
    /// Σ (θ̂ − θ)².
    pub square: f64,
    /// Σ of errors stated, and of how many.
    pub error: (f64, u32),
    /// Items given.
    pub items: u32,
    /// People decided, and passed: of the section that is decided.
    pub decided: (u32, u32),
}

/// What is summed over people for one section.
#[derive(Debug, Clone, Default)]
pub struct Sums {
    /// All of them.
    pub whole: Stratum,
    /// By stratum of their true place.
    pub strata: [Stratum; STRATA as usize],
    /// Shortest and longest.
    pub length: Option<(u32, u32)>,
    /// People whose interval contains their place.
    pub covered: u32,
    /// People in the band of their place.
    pub right_band: u32,
    /// How it ended: length, error, interval, ratio, curtailment, information, plateau, exhausted, unproven, time.
    pub ends: [u32; 10],
    /// Sums of θ̂, θ, θ̂², θ², θ̂θ.
    pub moments: [f64; 5],
    /// True and found places of the first people.
    pub places: Vec<(f64, f64)>,
}

/// What is counted over people for the decision.
#[derive(Debug, Clone, Copy, Default)]
pub struct Decided {
    /// People decided.
    pub people: u32,
    /// Passed.
    pub passed: u32,
    /// Passed, and below the cut.
    pub passed_below: u32,
    /// Failed, and not below the cut.
    pub failed_above: u32,
    /// People who sat twice and were decided twice.
    pub twice: u32,
    /// Of these, decided alike.
    pub same: u32,
}

/// Counts over people.
pub struct Tally<'a> {
    setting: Setting<'a>,
    /// Of each section, in the order of the protocol.
    pub sections: Vec<Sums>,
    /// To how many people each item was given.
    pub given: SortedMap<ItemId, u32>,
    /// How often each item was turned away.
    pub turned: SortedMap<ItemId, u32>,
    /// Choices for which exposure control gave way.
    pub waived: u32,
    /// Items of each person.
    pub lengths: Vec<u32>,
    /// Section of the claim that is decided, and the cut.
    pub cut: Option<(usize, Micro)>,
    /// The decision.
    pub decided: Decided,
}

/// A millionth as a number.
#[expect(
    clippy::cast_precision_loss,
    reason = "decimals of documents are below 2^53 millionths"
)]
pub fn float(micro: Micro) -> f64 {
    micro.millionths() as f64 / 1e6
}

/// The stratum of a place, by the prior of its section.
fn stratum(theta: f64, mean: f64, sd: f64) -> usize {
    (1..STRATA).filter(|edge| theta >= edge_of(*edge, mean, sd)).count()
}

/// Where a stratum begins; the first has no beginning.
pub fn edge_of(stratum: u8, mean: f64, sd: f64) -> f64 {
    mean + sd * (f64::from(stratum) - f64::from(STRATA) / 2.0) / 2.0
}

impl<'a> Tally<'a> {
    /// Nobody yet.
    pub fn new(setting: Setting<'a>) -> Self {
        let ids = setting.tests.iter().flat_map(|test| test.items().map(|(id, _)| id));
        let given: SortedMap<ItemId, u32> = ids.map(|id| (id.clone(), 0)).collect();
        let cut = match &setting.protocol.decision {
            Some(Decision::Cut { claim, cut }) => decided_by(&setting, claim).map(|place| (place, *cut)),
            _ => None,
        };
        Self {
            sections: setting.tests.iter().map(|_| Sums::default()).collect(),
            turned: given.clone(),
            given,
            waived: 0,
            lengths: Vec::new(),
            cut,
            decided: Decided::default(),
            setting,
        }
    }

    /// The rule by which people are decided.
    pub fn decision_rule(&self) -> Option<&Decision> {
        self.setting.protocol.decision.as_ref()
    }

    /// What whoever counts hands to the next person.
    pub fn seen(&self) -> Seen {
        let met = self.given.iter().filter(|(_, count)| **count > 0);
        Seen {
            people: u32::try_from(self.lengths.len()).unwrap_or(u32::MAX),
            given: met.map(|(id, count)| (id.clone(), *count)).collect(),
        }
    }

    /// Takes one person in; gives what was decided of them.
    ///
    /// # Errors
    /// The sitting cannot be scored.
    pub fn add(&mut self, sat: &Sat) -> Result<Option<bool>> {
        let reached = self.decision(sat)?;
        let decided = self.cut.map(|(place, _)| place).zip(reached);
        let mut length = 0;
        let bands = self.setting.protocol.bands.as_ref();
        let level = |theta: Micro| bands.and_then(|bands| Some(bands.of(theta)?.0));
        let each = self.setting.tests.iter().zip(&mut self.sections).zip(&sat.truth);
        for (section, ((test, sums), truth)) in each.enumerate() {
            let progress = test.progress(&sat.state);
            length += progress.given;
            let decided = decided
                .filter(|(place, _)| *place == section)
                .map(|(_, reached)| reached);
            let prior = test.scale().normal();
            let theta = float(progress.measure.theta);
            let error = progress.measure.error.map(float);
            let one = |sums: &mut Stratum| sums.add((theta, *truth), error, progress.given, decided);
            one(&mut sums.whole);
            if let Some(stratum) = sums.strata.get_mut(stratum(*truth, prior.mean(), prior.sd())) {
                one(stratum);
            }
            sums.add((theta, *truth), error, progress.given);
            let end = match progress.ended {
                Some(Ended::Length) => 0,
                Some(Ended::Error) => 1,
                Some(Ended::Clear) => 2,
                Some(Ended::Ratio) => 3,
                Some(Ended::Curtailment) => 4,
                Some(Ended::Information) => 5,
                Some(Ended::Plateau) => 6,
                Some(Ended::Exhausted) => 7,
                Some(Ended::Unproven) => 8,
                // The time of the part was over.
                None => 9,
            };
            if let Some(count) = sums.ends.get_mut(end) {
                *count += 1;
            }
            sums.right_band += u32::from(level(progress.measure.theta) == Micro::round(*truth).and_then(level));
        }
        self.lengths.push(length);
        for (_, entry) in sat.state.paper().iter().flat_map(|paper| paper.items()) {
            *self.given.or_default(&entry.item) += 1;
        }
        for (_, chosen) in sat.state.choices() {
            self.waived += u32::from(chosen.waived);
            for turned in &chosen.turned {
                *self.turned.or_default(&turned.item) += 1;
            }
        }
        if let (Some(reached), Some((place, cut))) = (reached, self.cut) {
            let above = sat.truth.get(place).is_some_and(|theta| *theta >= float(cut));
            self.decided.people += 1;
            self.decided.passed += u32::from(reached);
            self.decided.passed_below += u32::from(reached && !above);
            self.decided.failed_above += u32::from(!reached && above);
        }
        Ok(reached)
    }

    /// Takes the second sitting of a person in.
    ///
    /// # Errors
    /// The sitting cannot be scored.
    pub fn add_again(&mut self, first: Option<bool>, sat: &Sat) -> Result<()> {
        let again = self.decision(sat)?;
        if again.is_some() {
            self.decided.twice += 1;
            self.decided.same += u32::from(again == first);
        }
        Ok(())
    }

    /// What scoring decides of a sitting.
    fn decision(&self, sat: &Sat) -> Result<Option<bool>> {
        let Some(paper) = sat.state.paper().filter(|_| self.cut.is_some()) else {
            return Ok(None);
        };
        let release = self.setting.release;
        let keys = Keys::of(release, sat.state.protocol(), paper)?;
        let input = Input {
            attempt: sat.attempt,
            release,
            state: &sat.state,
            heads: &sat.heads,
            marks: &[],
            rulings: &[],
        };
        let outcome = score(input, &keys).map_err(|cannot| anyhow!("{cannot}"))?;
        Ok(outcome.decision.as_ref().map(Verdict::reached))
    }
}

/// The section of all items of a claim: where the truth of the decision lies; none when several sections give them.
fn decided_by(setting: &Setting<'_>, claim: &jalon_protocol::ClaimId) -> Option<usize> {
    let claim = setting.protocol.claims.iter().find(|known| known.id == *claim)?;
    let pool = &setting.release.pool;
    let tests = setting.tests.iter().enumerate();
    let mut places = tests.filter_map(|(place, test)| {
        let mut items = test.items().filter_map(|(id, _)| pool.item(id));
        items.any(|item| claim.about.covers(item)).then_some(place)
    });
    let one = places.next()?;
    places.next().is_none().then_some(one)
}

impl Stratum {
    fn add(&mut self, (theta, truth): (f64, f64), error: Option<f64>, items: u32, decided: Option<bool>) {
        let away = theta - truth;
        self.people += 1;
        self.bias += away;
        self.square += away * away;
        if let Some(error) = error {
            self.error.0 += error;
            self.error.1 += 1;
        }
        self.items += items;
        if let Some(reached) = decided {
            self.decided.0 += 1;
            self.decided.1 += u32::from(reached);
        }
    }
}

impl Sums {
    fn add(&mut self, (theta, truth): (f64, f64), error: Option<f64>, given: u32) {
        let (least, most) = self.length.unwrap_or((given, given));
        self.length = Some((least.min(given), most.max(given)));
        self.covered += u32::from(error.is_some_and(|error| (theta - truth).abs() <= Z_95 * error));
        let [a, b, aa, bb, ab] = &mut self.moments;
        *a += theta;
        *b += truth;
        *aa += theta * theta;
        *bb += truth * truth;
        *ab += theta * truth;
        if self.places.len() < KEPT {
            self.places.push((truth, theta));
        }
    }
}
