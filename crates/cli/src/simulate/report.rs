//! What a simulation says: sentences first, then numbers, each with the name of its formula and its source.

use super::Arguments;
use super::people::{Sat, Setting};
use anyhow::{Result, anyhow};
use jalon_base::Micro;
use jalon_base::json::Value;
use jalon_base::sorted::SortedMap;
use jalon_messages::{Lang, cli};
use jalon_protocol::outcome::Verdict;
use jalon_protocol::plan::{ClaimAbout, Decision};
use jalon_protocol::{ItemId, PartId, SectionId};
use jalon_psychometrics::exposure::overlap;
use jalon_scoring::Keys;
use jalon_scoring::adaptive::{Ended, Test};
use jalon_scoring::score::{Input, score};
use serde_json::json;

/// Half of a two-sided 95 % interval of a normal measure, in errors.
const Z_95: f64 = 1.959_963_984_540_054;

/// The numbers of a simulation, by the name under which they stand in the JSON: what they are, and whose formula it is.
const FORMULAS: [(&str, &str, &str); 9] = [
    (
        "bias",
        "mean of θ̂ − θ",
        "Lord, Applications of Item Response Theory (1980), chapter 10",
    ),
    ("rmse", "√ mean of (θ̂ − θ)²", "Lord (1980), chapter 10"),
    (
        "coverage",
        "share of people with |θ̂ − θ| ≤ 1.959964 × error",
        "definition of a 95 % interval",
    ),
    (
        "reliability",
        "squared correlation of θ̂ and θ",
        "Lord and Novick, Statistical Theories of Mental Test Scores (1968), 3.4",
    ),
    (
        "band-accuracy",
        "share of people in the band of their θ",
        "Rudner, PARE 7(14) (2001), counted instead of integrated",
    ),
    (
        "overlap",
        "Σ r² / L, r the rate of each item, L the mean length",
        "Barrada and others, Methodology 3 (2007), 14–23",
    ),
    (
        "exposure",
        "share of people to whom an item was given",
        "Sympson and Hetter (1985)",
    ),
    (
        "accuracy",
        "share of people whose decision is the one of their θ",
        "Livingston and Lewis, Journal of Educational Measurement 32 (1995), counted",
    ),
    (
        "consistency",
        "share of people to whom two sittings give one decision",
        "Livingston and Lewis (1995), counted",
    ),
];

/// What is summed over people for one section.
#[derive(Debug, Clone, Default)]
struct Sums {
    people: u32,
    items: u32,
    least: u32,
    most: u32,
    error: f64,
    errors: u32,
    bias: f64,
    square: f64,
    covered: u32,
    right_band: u32,
    ends: [u32; 6],
    // Sums of θ̂, θ, θ̂², θ², θ̂θ.
    moments: [f64; 5],
}

/// What is counted over people for the decision.
#[derive(Debug, Clone, Copy, Default)]
struct Decided {
    people: u32,
    passed: u32,
    passed_below: u32,
    failed_above: u32,
    twice: u32,
    same: u32,
}

/// Counts over people.
pub struct Tally<'a> {
    setting: &'a Setting<'a>,
    sections: Vec<Sums>,
    given: SortedMap<ItemId, u32>,
    lengths: Vec<u32>,
    /// Section of the claim that is decided, and the cut.
    cut: Option<(usize, Micro)>,
    decided: Decided,
}

/// The finished numbers.
pub struct Report {
    people: u32,
    length: (u32, f64, u32),
    sections: Vec<Value>,
    said: Vec<(String, f64, f64, f64)>,
    exposure: Value,
    exposed: (usize, usize, f64, f64),
    decision: Option<(Value, [f64; 3], Option<f64>)>,
}

#[expect(clippy::cast_precision_loss, reason = "counts of people and items, below 2^53")]
fn float(micro: Micro) -> f64 {
    micro.millionths() as f64 / 1e6
}

fn share(count: u32, of: u32) -> f64 {
    if of == 0 { 0.0 } else { f64::from(count) / f64::from(of) }
}

/// A number as documents write it: a decimal of six places; null where it is no number.
fn decimal(value: f64) -> Value {
    Micro::round(value).map_or(Value::Null, |micro| json!(micro))
}

/// A number of hundred with one place, or a number with two, for sentences.
fn short(value: f64, places: i32) -> String {
    let scale = if places == 1 { 10.0 } else { 100.0 };
    Micro::round((value * scale).round() / scale).map_or_else(|| "—".to_owned(), |micro| micro.to_string())
}

impl<'a> Tally<'a> {
    /// Nobody yet.
    pub fn new(setting: &'a Setting<'a>) -> Self {
        let mut given = SortedMap::new();
        for test in setting.tests.iter() {
            for (id, _) in test.items() {
                given.insert(id.clone(), 0);
            }
        }
        let cut = match &setting.protocol.decision {
            Some(Decision::Cut { claim, cut }) => decided_by(setting, claim).map(|place| (place, *cut)),
            _ => None,
        };
        Self {
            setting,
            sections: setting.tests.iter().map(|_| Sums::default()).collect(),
            given,
            lengths: Vec::new(),
            cut,
            decided: Decided::default(),
        }
    }

    /// Takes one person in; gives what was decided of them.
    ///
    /// # Errors
    /// The sitting cannot be scored.
    pub fn add(&mut self, sat: &Sat) -> Result<Option<bool>> {
        let mut length = 0;
        for ((test, sums), theta) in self.setting.tests.iter().zip(&mut self.sections).zip(&sat.truth) {
            let progress = test.progress(&sat.state);
            length += progress.given;
            sums.add(
                progress.given,
                float(progress.measure.theta),
                progress.measure.error.map(float),
                *theta,
            );
            let end = match progress.ended {
                Some(Ended::Length) => 0,
                Some(Ended::Error) => 1,
                Some(Ended::Clear) => 2,
                Some(Ended::Ratio) => 3,
                Some(Ended::Exhausted) => 4,
                // The time of the part was over.
                None => 5,
            };
            if let Some(count) = sums.ends.get_mut(end) {
                *count += 1;
            }
            let bands = self.setting.protocol.bands.as_ref();
            let level = |theta: Micro| bands.and_then(|bands| Some(bands.of(theta)?.0));
            if level(progress.measure.theta) == Micro::round(*theta).and_then(level) {
                sums.right_band += 1;
            }
        }
        self.lengths.push(length);
        for (_, entry) in sat.state.paper().iter().flat_map(|paper| paper.items()) {
            *self.given.or_default(&entry.item) += 1;
        }
        let reached = self.decision(sat)?;
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
        let keys = Keys::of(release, paper)?;
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

    /// The numbers.
    pub fn report(&self) -> Report {
        let people = u32::try_from(self.lengths.len()).unwrap_or(u32::MAX);
        let total: u32 = self.lengths.iter().sum();
        let mean = share(total, people);
        let rates: Vec<f64> = self.given.values().map(|count| share(*count, people)).collect();
        let highest = rates.iter().copied().fold(0.0, f64::max);
        let unused: Vec<&ItemId> = self
            .given
            .iter()
            .filter(|(_, count)| **count == 0)
            .map(|(id, _)| id)
            .collect();
        let mut spread = [0_u32; 10];
        for rate in &rates {
            let bin = (0_u8..9).filter(|bin| *rate >= f64::from(bin + 1) / 10.0).count();
            if let Some(count) = spread.get_mut(bin) {
                *count += 1;
            }
        }
        let out = self
            .sections
            .iter()
            .map(|sums| share(sums.ends[4], sums.people))
            .fold(0.0, f64::max);
        let each = || self.setting.tests.iter().zip(&self.sections);
        Report {
            people,
            length: (
                self.lengths.iter().copied().min().unwrap_or(0),
                mean,
                self.lengths.iter().copied().max().unwrap_or(0),
            ),
            sections: each().map(|(test, sums)| sums.json(test)).collect(),
            said: each()
                .map(|(test, sums)| {
                    let n = f64::from(sums.people.max(1));
                    (
                        test.id().to_string(),
                        share(sums.items, sums.people),
                        libm_sqrt(sums.square / n),
                        share(sums.covered, sums.errors),
                    )
                })
                .collect(),
            exposure: json!({
                "highest": decimal(highest),
                "by-tenths": spread,
                "overlap": decimal(overlap(&rates, mean)),
                "unused": unused,
                "items": self.given.iter().map(|(id, count)| (id.to_string(), decimal(share(*count, people)))).collect::<serde_json::Map<_, _>>(),
            }),
            exposed: (unused.len(), rates.len(), highest, out),
            decision: self.cut.map(|(_, cut)| self.decided.numbers(cut)),
        }
    }
}

/// The section of all items of a claim: where the truth of the decision lies; none when several sections give them.
fn decided_by(setting: &Setting<'_>, claim: &jalon_protocol::ClaimId) -> Option<usize> {
    let claim = setting.protocol.claims.iter().find(|known| known.id == *claim)?;
    let about: &ClaimAbout = &claim.about;
    let covers = |test: &&Test| {
        let pool = &setting.release.pool;
        test.items()
            .any(|(id, _)| pool.item(id).is_some_and(|item| about.covers(item)))
    };
    let places: Vec<usize> = setting
        .tests
        .iter()
        .enumerate()
        .filter(|(_, test)| covers(test))
        .map(|(place, _)| place)
        .collect();
    match places.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

fn libm_sqrt(value: f64) -> f64 {
    value.sqrt()
}

impl Sums {
    fn add(&mut self, given: u32, theta: f64, error: Option<f64>, truth: f64) {
        self.least = if self.people == 0 { given } else { self.least.min(given) };
        self.most = self.most.max(given);
        self.people += 1;
        self.items += given;
        let away = theta - truth;
        self.bias += away;
        self.square += away * away;
        if let Some(error) = error {
            self.errors += 1;
            self.error += error;
            self.covered += u32::from(away.abs() <= Z_95 * error);
        }
        let [a, b, aa, bb, ab] = &mut self.moments;
        *a += theta;
        *b += truth;
        *aa += theta * theta;
        *bb += truth * truth;
        *ab += theta * truth;
    }

    fn json(&self, test: &Test) -> Value {
        let n = f64::from(self.people.max(1));
        let [a, b, aa, bb, ab] = self.moments;
        let (va, vb, cov) = (
            aa / n - a / n * (a / n),
            bb / n - b / n * (b / n),
            ab / n - a / n * (b / n),
        );
        let [length, error, clear, ratio, exhausted, time] = self.ends;
        let (part, section): (&PartId, &SectionId) = (test.part(), test.id());
        json!({
            "part": part,
            "section": section,
            "bank": test.items().count(),
            "length": {"mean": decimal(share(self.items, self.people)), "least": self.least, "most": self.most},
            "error": decimal(self.error / f64::from(self.errors.max(1))),
            "bias": decimal(self.bias / n),
            "rmse": decimal(libm_sqrt(self.square / n)),
            "coverage": decimal(share(self.covered, self.errors)),
            "reliability": decimal(cov * cov / (va * vb)),
            "band-accuracy": decimal(share(self.right_band, self.people)),
            "ended": {"length": length, "error": error, "interval": clear, "ratio": ratio, "exhausted": exhausted, "time": time},
        })
    }
}

impl Decided {
    fn numbers(&self, cut: Micro) -> (Value, [f64; 3], Option<f64>) {
        let of = |count: u32| share(count, self.people);
        let wrong = of(self.passed_below + self.failed_above);
        let same = (self.twice > 0).then(|| share(self.same, self.twice));
        let json = json!({
            "cut": cut,
            "decided": self.people,
            "pass-rate": decimal(of(self.passed)),
            "accuracy": decimal(1.0 - wrong),
            "wrong": decimal(wrong),
            "passed-below": decimal(of(self.passed_below)),
            "failed-above": decimal(of(self.failed_above)),
            "consistency": same.map(decimal),
            "sat-twice": self.twice,
        });
        (json, [wrong, of(self.passed_below), of(self.failed_above)], same)
    }
}

impl Report {
    /// For machines.
    pub fn json(&self, arguments: &Arguments) -> Value {
        let (least, mean, most) = self.length;
        let formulas: serde_json::Map<String, Value> = FORMULAS
            .iter()
            .map(|(name, formula, source)| ((*name).to_owned(), json!({"formula": formula, "source": source})))
            .collect();
        json!({
            "protocol": arguments.protocol,
            "people": self.people,
            "seed": arguments.seed.to_ascii_lowercase(),
            "engine": jalon_base::ENGINE,
            "time-factor": arguments.time_factor,
            "seconds": arguments.seconds,
            "length": {"mean": decimal(mean), "least": least, "most": most},
            "sections": self.sections,
            "exposure": self.exposure,
            "decision": self.decision.as_ref().map(|(json, ..)| json),
            "formulas": formulas,
        })
    }

    /// For people.
    pub fn text(&self, lang: Lang) -> String {
        let (least, mean, most) = self.length;
        let hundred = |share: f64| (share * 100.0).round();
        let whole = |share: f64| short(hundred(share), 1);
        let mut lines = Vec::new();
        if let Some((_, [wrong, passed, failed], same)) = &self.decision {
            let of = |share: &f64| short(share * 100.0, 1);
            lines.push(cli::simulated_decision(lang, &of(wrong), &of(passed), &of(failed)));
            if let Some(same) = same {
                lines.push(cli::simulated_again(lang, &of(same)));
            }
        }
        lines.push(cli::simulated(lang, self.people, least, &short(mean, 1), most));
        for (section, length, error, coverage) in &self.said {
            lines.push(cli::simulated_section(
                lang,
                section,
                &short(*length, 1),
                &short(*error, 2),
                &whole(*coverage),
            ));
        }
        let (unused, items, highest, out) = self.exposed;
        lines.push(cli::simulated_exposure(
            lang,
            unused,
            items,
            &whole(highest),
            &whole(out),
        ));
        lines.join("\n")
    }
}
