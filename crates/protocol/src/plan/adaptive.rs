//! Sections whose questions are chosen one by one from the answers before, and the bands in which their measures are said.
//!
//! Numbers are decimals of at most six places: what is written is what the engine computes with, to the last digit.

use crate::pool::Band;
use crate::{BandId, ClaimId, ItemId};
use jalon_base::sorted::SortedMap;
use jalon_base::{Micro, Text};

/// How the items of a section are chosen. `count` of the section is then the most that it gives, its quotas are met whenever it ends by
/// itself, and its order says nothing. Each item is one of the best whole test of `count` items that meets every rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adaptive {
    /// What makes an item worth asking.
    pub criterion: Criterion,
    /// How the answers become a place on the scale.
    pub estimator: Estimator,
    /// What is believed before the first answer.
    pub prior: Prior,
    /// Where the first item is looked for, in logits; the mean of the prior when absent.
    pub start: Option<Micro>,
    /// One of so many best items is drawn, so that not everybody sees the same; the best when 1.
    pub among: u32,
    /// How often an item may be seen.
    pub exposure: Option<Exposure>,
    /// Of items that share a text: how many a test has when it has one.
    pub together: Option<Together>,
    /// Seconds that its items may take in all, by what is expected of each (`seconds` of the item).
    pub seconds: Option<u32>,
    /// When it ends before its count.
    pub stop: Stop,
    /// Parameters of the items that have none of their own, guessed from their band of difficulty: provisional.
    pub declared: Option<Declared>,
}

jalon_base::document!(Adaptive {
    criterion,
    estimator,
    prior,
    start: optional,
    among: one,
    exposure: optional,
    together: optional,
    seconds: optional,
    stop,
    declared: optional
});

/// How often an item may be seen. It gives way, and says so in the journal, where without the items that it turns away the blueprint could
/// not be met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposure {
    /// Share of people to whom an item may be given, above 0 and at most 1. An item that reached it by the counts that the attempt was begun
    /// with is closed.
    pub most: Micro,
    /// Chances of being given once chosen, found by simulation (Sympson and Hetter); items that are not here have 1.
    pub chances: SortedMap<ItemId, Micro>,
}

jalon_base::document!(Exposure {
    most,
    chances: optional
});

/// Items that share a text: none of them, or a number between two bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Together {
    /// At least so many of a text that is shown.
    pub min: u32,
    /// At most so many.
    pub max: u32,
}

jalon_base::document!(Together { min, max });

/// What makes an item worth asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Criterion {
    /// It tells most at the measure (maximum Fisher information).
    Information,
    /// It tells most at the cut of the stop rule: for a test that only decides.
    InformationAtCut,
    /// Its difficulty is nearest to the measure (Urry's rule).
    Difficulty,
    /// What is left to know after it is expected to be least (minimum expected posterior variance).
    ExpectedVariance,
}

jalon_base::words!(Criterion {
    Information = "information",
    InformationAtCut = "information-at-cut",
    Difficulty = "difficulty",
    ExpectedVariance = "expected-variance",
});

/// How answers become a place on the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Estimator {
    /// Mean of what is believed after the answers (EAP).
    Eap,
    /// Mode of it (MAP).
    Map,
    /// Weighted likelihood (Warm).
    Wle,
}

jalon_base::words!(Estimator {
    Eap = "eap",
    Map = "map",
    Wle = "wle",
});

/// A normal distribution at equally spaced nodes of a range of the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prior {
    /// Mean, in logits.
    pub mean: Micro,
    /// Standard deviation, in logits.
    pub sd: Micro,
    /// Lower end of the scale.
    pub from: Micro,
    /// Upper end of the scale.
    pub to: Micro,
    /// How many nodes.
    pub nodes: u32,
}

jalon_base::document!(Prior {
    mean,
    sd,
    from,
    to,
    nodes
});

/// When a section ends before its count: as soon as one rule holds, its minimum is reached and its quotas are met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Never before so many items.
    pub min: u32,
    /// The standard error is at most this.
    pub error: Option<Micro>,
    /// The interval of the measure holds none of the cuts.
    pub interval: Option<CutInterval>,
    /// The answers are so much more likely on one side of a cut that the risks of error are kept.
    pub ratio: Option<RatioTest>,
    /// Going on to the whole count would turn the ratio to the other side of its cut with a chance of at most this.
    pub curtailment: Option<Micro>,
    /// No question that the best whole test from here has left tells as much as this at the measure, in 1/logit².
    pub information: Option<Micro>,
    /// The error hardly falls any more.
    pub plateau: Option<Plateau>,
}

jalon_base::document!(Stop {
    min,
    error: optional,
    interval: optional,
    ratio: optional,
    curtailment: optional,
    information: optional,
    plateau: optional
});

/// Ends when over the last `items` answers the standard error fell by less than `fall`, in logits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plateau {
    /// Answers looked back over, 1 or more.
    pub items: u32,
    /// The least fall that is worth going on.
    pub fall: Micro,
}

jalon_base::document!(Plateau { items, fall });

/// Ends when the measure ± `z` standard errors holds no cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutInterval {
    /// The cuts, in logits, in ascending order.
    pub cuts: Vec<Micro>,
    /// Standard errors on each side.
    pub z: Micro,
}

jalon_base::document!(CutInterval { cuts, z });

/// Wald's sequential test of the cut plus `delta` against the cut minus `delta`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RatioTest {
    /// The cut, in logits.
    pub cut: Micro,
    /// Half of the region in which either decision is as good.
    pub delta: Micro,
    /// Risk of passing somebody who is at the lower end.
    pub alpha: Micro,
    /// Risk of failing somebody who is at the upper end.
    pub beta: Micro,
}

jalon_base::document!(RatioTest {
    cut,
    delta,
    alpha,
    beta
});

/// Difficulties guessed from bands, in logits, with slope 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declared {
    /// Of easy items.
    pub easy: Micro,
    /// Of medium ones.
    pub medium: Micro,
    /// Of hard ones.
    pub hard: Micro,
}

jalon_base::document!(Declared { easy, medium, hard });

impl Declared {
    /// Of a band.
    #[must_use]
    pub const fn of(&self, band: Band) -> Micro {
        match band {
            Band::Easy => self.easy,
            Band::Medium => self.medium,
            Band::Hard => self.hard,
        }
    }
}

impl Adaptive {
    /// The cut at which a criterion of cuts values items: the one of the sequential test, or the middle one of the interval.
    #[must_use]
    pub fn cut(&self) -> Option<Micro> {
        let interval = || {
            let cuts = &self.stop.interval.as_ref()?.cuts;
            cuts.get(cuts.len() / 2).copied()
        };
        self.stop.ratio.map(|test| test.cut).or_else(interval)
    }
}

/// A table from measures to the bands in which they are said (levels); its version changes with its cuts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bands {
    /// Its version.
    pub version: u32,
    /// The bands, from the lowest; the first begins at the lower end of the scale.
    pub bands: Vec<Level>,
}

jalon_base::document!(Bands { version, bands });

/// One band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Its id.
    pub id: BandId,
    /// What the person reads.
    pub title: Text,
    /// Where it begins, in logits, itself included; absent for the lowest.
    pub from: Option<Micro>,
}

jalon_base::document!(Level {
    id,
    title,
    from: optional
});

impl Bands {
    /// The band of a measure: the last one that begins at or below it.
    #[must_use]
    pub fn of(&self, theta: Micro) -> Option<(usize, &Level)> {
        let begins = |level: &Level| level.from.is_none_or(|from| from <= theta);
        self.bands.iter().enumerate().rfind(|(_, level)| begins(level))
    }
}

/// What a simulation with the very engine and protocol said of the errors of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// People simulated.
    pub people: u32,
    /// Seed, 64 hexadecimal digits.
    pub seed: String,
    /// The claim decided.
    pub claim: ClaimId,
    /// Of these people, share on the wrong side of the cut.
    pub wrong: Micro,
    /// Share that passed and is below the cut.
    pub passed_below: Micro,
    /// Share that failed and is not below the cut.
    pub failed_above: Micro,
    /// Mean length, in items.
    pub length: Micro,
}

jalon_base::document!(Stated {
    people,
    seed,
    claim,
    wrong,
    passed_below,
    failed_above,
    length
});
