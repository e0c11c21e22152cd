//! What a simulation says: sentences first, then numbers, each with the name of its formula and its source.

use super::Arguments;
use super::tally::{Decided, STRATA, Stratum, Sums, Tally, edge_of, float};
use super::time::Profile;
use jalon_base::Micro;
use jalon_base::json::Value;
use jalon_messages::{Lang, cli};
use jalon_protocol::ItemId;
use jalon_psychometrics::exposure::overlap;
use jalon_scoring::Tests;
use jalon_scoring::adaptive::Test;
use serde_json::json;

/// The numbers of a simulation, by the name under which they stand in the JSON: what they are, and whose formula it is.
const FORMULAS: [(&str, &str, &str); 11] = [
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
        "turned",
        "times an item was chosen and turned away, a person",
        "Sympson and Hetter (1985)",
    ),
    (
        "time",
        "share of people whose time ran out; paces log-normal, 0.3 between people and 0.4 between answers",
        "van der Linden, JEBS 31 (2006), 181–204",
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

/// The finished numbers.
pub struct Report<'a> {
    /// What was counted.
    pub tally: &'a Tally<'a>,
    /// The sections.
    pub tests: &'a Tests,
    /// Time by accommodation; empty where no part is limited.
    pub time: &'a [Profile],
}

/// A share of people.
pub fn share(count: u32, of: u32) -> f64 {
    if of == 0 { 0.0 } else { f64::from(count) / f64::from(of) }
}

/// A number as documents write it: a decimal of six places; null where it is no number.
pub fn decimal(value: f64) -> Value {
    Micro::round(value).map_or(Value::Null, |micro| json!(micro))
}

/// A number with so many places, for sentences.
fn short(value: f64, places: usize) -> String {
    if value.is_finite() {
        format!("{value:.places$}")
    } else {
        "—".to_owned()
    }
}

impl Report<'_> {
    fn people(&self) -> u32 {
        u32::try_from(self.tally.lengths.len()).unwrap_or(u32::MAX)
    }

    /// Mean length, in items.
    fn mean(&self) -> f64 {
        share(self.tally.lengths.iter().sum(), self.people())
    }

    /// The rate of each item.
    pub fn rates(&self) -> Vec<f64> {
        let people = self.people();
        self.tally.given.values().map(|count| share(*count, people)).collect()
    }

    fn ends(&self) -> (u32, u32) {
        let lengths = || self.tally.lengths.iter().copied();
        (lengths().min().unwrap_or(0), lengths().max().unwrap_or(0))
    }

    /// For machines.
    pub fn json(&self, arguments: &Arguments) -> Value {
        let (least, most) = self.ends();
        let people = self.people();
        let formulas: serde_json::Map<String, Value> = FORMULAS
            .iter()
            .map(|(name, formula, source)| ((*name).to_owned(), json!({"formula": formula, "source": source})))
            .collect();
        let sections = self.tests.iter().zip(&self.tally.sections);
        let rates = self.rates();
        let unused: Vec<&ItemId> = self
            .tally
            .given
            .iter()
            .filter(|(_, n)| **n == 0)
            .map(|(id, _)| id)
            .collect();
        let each = |counts: &jalon_base::sorted::SortedMap<ItemId, u32>| -> serde_json::Map<String, Value> {
            let met = counts.iter().filter(|(_, count)| **count > 0);
            met.map(|(id, count)| (id.to_string(), decimal(share(*count, people))))
                .collect()
        };
        json!({
            "protocol": arguments.protocol,
            "people": people,
            "seed": arguments.seed.to_ascii_lowercase(),
            "engine": jalon_base::ENGINE,
            "seconds": arguments.seconds,
            "length": {"mean": decimal(self.mean()), "least": least, "most": most},
            "sections": sections.map(|(test, sums)| section(test, sums)).collect::<Vec<_>>(),
            "exposure": {
                "highest": decimal(rates.iter().copied().fold(0.0, f64::max)),
                "overlap": decimal(overlap(&rates, self.mean())),
                "unused": unused,
                "items": each(&self.tally.given),
                "turned": each(&self.tally.turned),
                "waived": self.tally.waived,
            },
            "time": self.time.iter().map(Profile::json).collect::<Vec<_>>(),
            "decision": self.tally.cut.map(|(_, cut)| decision(&self.tally.decided, cut)),
            "stated": self.stated(arguments),
            "formulas": formulas,
        })
    }

    /// What the protocol may state of the errors of its decision, as it is written there.
    fn stated(&self, arguments: &Arguments) -> Option<Value> {
        let decided = &self.tally.decided;
        let Some(jalon_protocol::plan::Decision::Cut { claim, .. }) = self.tally.decision_rule() else {
            return None;
        };
        let of = |count: u32| decimal(share(count, decided.people));
        (decided.people > 0).then(|| {
            json!({
                "people": decided.people,
                "seed": arguments.seed.to_ascii_lowercase(),
                "claim": claim,
                "wrong": of(decided.passed_below + decided.failed_above),
                "passed-below": of(decided.passed_below),
                "failed-above": of(decided.failed_above),
                "length": decimal(self.mean()),
            })
        })
    }

    /// For people.
    pub fn text(&self, lang: Lang) -> String {
        let hundred = |share: f64| short(share * 100.0, 0);
        let tenth = |share: f64| short(share * 100.0, 1);
        let mut lines = Vec::new();
        let decided = &self.tally.decided;
        if decided.people > 0 {
            let of = |count: u32| tenth(share(count, decided.people));
            lines.push(cli::simulated_decision(
                lang,
                &of(decided.passed_below + decided.failed_above),
                &of(decided.passed_below),
                &of(decided.failed_above),
            ));
            lines.push(cli::simulated_passed(lang, &of(decided.passed)));
            if decided.twice > 0 {
                lines.push(cli::simulated_again(lang, &tenth(share(decided.same, decided.twice))));
            }
        }
        let (least, most) = self.ends();
        lines.push(cli::simulated(lang, self.people(), least, &short(self.mean(), 1), most));
        for (test, sums) in self.tests.iter().zip(&self.tally.sections) {
            let whole = &sums.whole;
            lines.push(cli::simulated_section(
                lang,
                test.id().as_str(),
                &short(share(whole.items, whole.people), 1),
                &short((whole.square / f64::from(whole.people.max(1))).sqrt(), 2),
                &hundred(share(sums.covered, whole.error.1)),
            ));
        }
        let rates = self.rates();
        let unused = rates.iter().filter(|rate| **rate <= 0.0).count();
        let exhausted = self
            .tally
            .sections
            .iter()
            .map(|sums| share(sums.ends[7] + sums.ends[8], sums.whole.people));
        lines.push(cli::simulated_exposure(
            lang,
            unused,
            rates.len(),
            &hundred(rates.iter().copied().fold(0.0, f64::max)),
            &hundred(exhausted.fold(0.0, f64::max)),
        ));
        lines.push(cli::simulated_overlap(lang, &hundred(overlap(&rates, self.mean()))));
        if self.tally.waived > 0 {
            lines.push(cli::simulated_waived(lang, self.tally.waived));
        }
        if self.time.is_empty() {
            lines.push(cli::simulated_no_limit(lang).to_owned());
        }
        for profile in self.time {
            let factor = format!("{}/{}", profile.factor.numerator(), profile.factor.denominator());
            let (with, without) = (tenth(profile.out()), tenth(profile.out_without()));
            lines.push(cli::simulated_time(lang, &factor, &with, &without));
        }
        lines.join("\n")
    }
}

fn section(test: &Test, sums: &Sums) -> Value {
    let whole = &sums.whole;
    let n = f64::from(whole.people.max(1));
    let [a, b, aa, bb, ab] = sums.moments;
    let (va, vb, cov) = (
        aa / n - a / n * (a / n),
        bb / n - b / n * (b / n),
        ab / n - a / n * (b / n),
    );
    let [
        length,
        error,
        clear,
        ratio,
        curtailment,
        information,
        plateau,
        exhausted,
        unproven,
        time,
    ] = sums.ends;
    let (least, most) = sums.length.unwrap_or_default();
    let prior = test.scale().normal();
    let edge = |place: u8| {
        (1..STRATA)
            .contains(&place)
            .then(|| decimal(edge_of(place, prior.mean(), prior.sd())))
    };
    let strata: Vec<Value> = (0_u8..)
        .zip(&sums.strata)
        .filter(|(_, stratum)| stratum.people > 0)
        .map(|(place, stratum)| {
            let mut one = figures(stratum);
            if let Value::Object(members) = &mut one {
                members.insert("from".to_owned(), json!(edge(place)));
                members.insert("to".to_owned(), json!(edge(place + 1)));
            }
            one
        })
        .collect();
    let mut all = figures(whole);
    if let Value::Object(members) = &mut all {
        let more = json!({
            "part": test.part(),
            "section": test.id(),
            "bank": test.items().count(),
            "length": {"mean": decimal(share(whole.items, whole.people)), "least": least, "most": most},
            "coverage": decimal(share(sums.covered, whole.error.1)),
            "reliability": decimal(cov * cov / (va * vb)),
            "band-accuracy": decimal(share(sums.right_band, whole.people)),
            "ended": {"length": length, "error": error, "interval": clear, "ratio": ratio, "curtailment": curtailment, "information": information,
                "plateau": plateau, "exhausted": exhausted, "unproven": unproven, "time": time},
            "by-place": strata,
        });
        if let Value::Object(more) = more {
            members.extend(more);
        }
    }
    all
}

/// The figures of a stratum.
fn figures(of: &Stratum) -> Value {
    let n = f64::from(of.people.max(1));
    let (decided, passed) = of.decided;
    json!({
        "people": of.people,
        "bias": decimal(of.bias / n),
        "rmse": decimal((of.square / n).sqrt()),
        "error": decimal(of.error.0 / f64::from(of.error.1)),
        "length": decimal(share(of.items, of.people)),
        "pass-rate": (decided > 0).then(|| decimal(share(passed, decided))),
    })
}

fn decision(decided: &Decided, cut: Micro) -> Value {
    let of = |count: u32| share(count, decided.people);
    let wrong = of(decided.passed_below + decided.failed_above);
    json!({
        "cut": cut,
        "decided": decided.people,
        "pass-rate": decimal(of(decided.passed)),
        "accuracy": decimal(1.0 - wrong),
        "wrong": decimal(wrong),
        "passed-below": decimal(of(decided.passed_below)),
        "failed-above": decimal(of(decided.failed_above)),
        "consistency": (decided.twice > 0).then(|| decimal(share(decided.same, decided.twice))),
        "sat-twice": decided.twice,
    })
}

/// The places of a cut on plots.
pub fn cut_of(tally: &Tally<'_>) -> Option<f64> {
    tally.cut.map(|(_, cut)| float(cut))
}
