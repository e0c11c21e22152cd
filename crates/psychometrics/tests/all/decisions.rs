//! Decisions: accuracy and consistency as independent programs give them.

use crate::common::{Dice, Tally, not_there, number, numbers};
use crate::{common, tables};
use jalon_psychometrics::calibrate::{Fate, Kind, Plan, Run};
use jalon_psychometrics::decisions::{Indices, Moments, lee, lee_persons, livingston_lewis, rudner};
use jalon_psychometrics::model::Item;
use jalon_psychometrics::scale::{Normal, Quadrature, Range};
use jalon_psychometrics::{MISSING, Responses};
use serde_json::Value;

/// Items and (θ̂, error, weight) of the persons.
fn calibrated(table: &Responses) -> (Vec<Item>, Vec<(f64, f64, f64)>) {
    let mut plan = Plan::of(Kind::TwoPl, table.items());
    plan.errors = false;
    let mut run = Run::start(table, &plan).unwrap();
    while run.cycle().is_some() {}
    let persons = run
        .persons()
        .iter()
        .zip(table.weights())
        .map(|(standing, &weight)| standing.map(|s| (s.theta, s.error, weight)).unwrap())
        .collect();
    let items = run
        .finish()
        .items
        .iter()
        .filter_map(|fate| fate.item().cloned())
        .collect();
    (items, persons)
}

/// The true level changes between two nodes, so their number shows: 121 are those of the reference.
fn fine() -> Quadrature {
    Quadrature::normal(Normal::STANDARD, Range::USUAL, 121).unwrap()
}

fn same(tally: &mut Tally, found: Indices, wanted: &Value, tolerance: f64) {
    for (name, found) in [
        ("accuracy", found.accuracy),
        ("consistency", found.consistency),
        ("kappa", found.kappa),
        ("pass_rate", found.pass_rate),
        ("false_pos", found.false_positive),
        ("false_neg", found.false_negative),
    ] {
        if let Some(wanted) = wanted.get(name) {
            tally.close(found, number(wanted), tolerance, name);
        }
    }
}

pub fn lsat_lee_and_rudner() {
    for section in [6, 7] {
        let Some(expected) = common::specs_json(&format!("lsat{section}.expected.json")) else {
            return not_there("LSAT");
        };
        let mut tally = Tally::new("LSAT decisions");
        let (items, persons) = calibrated(&tables::lsat(section));
        let wanted = &expected["classification"];
        let standard = fine();
        for cut in [3_u32, 4] {
            let found = lee(&items, &[cut], &standard).unwrap();
            same(&mut tally, found, &wanted[format!("lee_D_cut{cut}")], 1e-3);
        }
        same(
            &mut tally,
            rudner(&persons, &[-0.5]).unwrap(),
            &wanted["rudner_EAP_cut_m0.5"],
            1e-3,
        );
    }
}

pub fn sat12_lee_and_rudner() {
    let (Some(table), Some(expected)) = (tables::sat12(), common::specs_json("sat12.expected.json")) else {
        return not_there("SAT12");
    };
    let mut tally = Tally::new("SAT12 decisions");
    let (items, persons) = calibrated(&table);
    let wanted = &expected["classification"];
    let by_population = lee(&items, &[20], &fine()).unwrap();
    same(&mut tally, by_population, &wanted["lee_D_cut20"], 1e-3);
    same(
        &mut tally,
        rudner(&persons, &[0.25]).unwrap(),
        &wanted["rudner_EAP_cut_0.25"],
        1e-3,
    );
    // By persons it is another number, of the same size.
    let places: Vec<(f64, f64)> = persons.iter().map(|person| (person.0, person.2)).collect();
    let by_persons = lee_persons(&items, &[20], &places).unwrap();
    assert!((by_persons.accuracy - by_population.accuracy).abs() < 0.05);
    // More levels, less accuracy; the levels' chances still sum to 1.
    let three = lee(&items, &[12, 20], &fine()).unwrap();
    assert!(three.accuracy < by_population.accuracy);
    tally.close(
        three.accuracy + three.false_positive + three.false_negative,
        1.0,
        1e-12,
        "sum",
    );
}

pub fn licensure_three_ways() {
    let (Some(candidates), Some(expected)) = (tables::credential(), common::specs_json("credential.expected.json"))
    else {
        return not_there("licensure");
    };
    let mut tally = Tally::new("licensure decisions");
    let rows: Vec<Vec<u8>> = candidates
        .iter()
        .map(|candidate| {
            let scored = candidate.scores[..170].iter();
            scored.map(|&cell| if cell == MISSING { 0 } else { cell }).collect()
        })
        .collect();
    let sums: Vec<f64> = rows
        .iter()
        .map(|row| row.iter().map(|&cell| f64::from(cell)).sum())
        .collect();
    let wanted = &expected["livingston_lewis"];
    let moments = Moments::of(&sums, 0.0, 170.0).unwrap();
    let found = livingston_lewis(moments, number(&wanted["reliability"]), 120.0).unwrap();
    tally.near(
        found.effective_length,
        number(&wanted["effective_length"]),
        1e-6,
        "effective length",
    );
    tally.same(&found.fallback, &true, "fall back to 0 and 1");
    tally.near(found.alpha, number(&wanted["true_score_beta4"]["alpha"]), 1e-8, "alpha");
    tally.near(found.beta, number(&wanted["true_score_beta4"]["beta"]), 1e-8, "beta");
    tally.close(
        found.indices.consistency,
        number(&wanted["consistency"]),
        2e-3,
        "consistency",
    );
    // The reference's two parallel tests do not have the same pass rate (.612 and .632), which moves chance: with the rates of its table, our
    // consistency gives its kappa.
    let table: Vec<Vec<f64>> = wanted["consistency_matrix"]
        .as_array()
        .unwrap()
        .iter()
        .map(numbers)
        .collect();
    let rates = [table[0][0] + table[0][1], table[0][0] + table[1][0]];
    let chance = rates[0] * rates[1] + (1.0 - rates[0]) * (1.0 - rates[1]);
    let with_theirs = |consistency: f64| (consistency - chance) / (1.0 - chance);
    tally.near(
        with_theirs(table[0][0] + table[1][1]),
        number(&wanted["kappa"]),
        1e-8,
        "kappa of the table",
    );
    tally.close(
        with_theirs(found.indices.consistency),
        number(&wanted["kappa"]),
        2e-3,
        "kappa",
    );
    let one = 1.0 - number(&wanted["confusion_true_by_observed"][2][0]);
    let same_rate = one * one + (1.0 - one) * (1.0 - one);
    let own = (found.indices.consistency - same_rate) / (1.0 - same_rate);
    tally.close(found.indices.kappa, own, 1e-6, "kappa of two tests alike");
    let confusion = numbers(&wanted["confusion_true_by_observed"][1]);
    tally.close(found.indices.false_negative, confusion[0], 1e-6, "false negative");
    tally.close(found.indices.false_positive, confusion[1], 1e-6, "false positive");
    tally.close(found.indices.accuracy, number(&wanted["accuracy"]), 1e-6, "accuracy");

    let table = Responses::from_rows(&rows).unwrap();
    let mut plan = Plan::of(Kind::TwoPl, 170);
    plan.errors = false;
    let mut run = Run::start(&table, &plan).unwrap();
    while run.cycle().is_some() {}
    let fitted = run.finish();
    // Two items with a slope just below 0 are no items; the reference counts them. Their curve is nearly flat: what is left
    // out is put back as a coin of the same share.
    let items: Vec<Item> = fitted
        .items
        .iter()
        .map(|fate| {
            let flat = |fate: &Fate| {
                let intercept = fate.estimate().unwrap().estimated[1].0;
                Item::two_pl(0.02, -intercept / 0.02).unwrap()
            };
            fate.item().cloned().unwrap_or_else(|| flat(fate))
        })
        .collect();
    let wanted = &expected["classification"];
    let found = lee(&items, &[120], &fine()).unwrap();
    same(&mut tally, found, &wanted["lee_D"], 1e-3);
    let persons: Vec<(f64, f64, f64)> = run
        .persons()
        .iter()
        .flatten()
        .map(|standing| (standing.theta, standing.error, 1.0))
        .collect();
    for (found, wanted) in persons
        .iter()
        .zip(expected["two_pl"]["eap_first20"].as_array().unwrap())
    {
        tally.close(found.0, number(&wanted["theta"]), 1e-3, "EAP");
        tally.close(found.1, number(&wanted["se"]), 1e-3, "EAP error");
    }
    let cut = number(&wanted["cut_theta_linear_interp"]);
    same(
        &mut tally,
        rudner(&persons, &[cut]).unwrap(),
        &wanted["rudner_EAP"],
        1e-3,
    );
}

/// Ten thousand persons drawn from a known beta: the four-parameter fit finds it, and the indices are those counted on them.
#[test]
fn livingston_lewis_counts_right_on_made_up_persons() {
    let mut dice = Dice(9);
    let mut uniform = || dice.uniform();
    let (trials, cut) = (40, 26.0);
    let (mut sums, mut accurate, mut consistent) = (Vec::new(), 0.0, 0.0);
    let persons = 20_000;
    for _ in 0..persons {
        let share = 0.25 + 0.7 * jalon_psychometrics::numeric::beta::quantile(uniform(), 3.0, 2.0);
        let mut test = || (0..trials).filter(|_| uniform() < share).count() as f64;
        let (first, second) = (test(), test());
        accurate += f64::from(u8::from((first >= cut) == (share * 40.0 >= cut)));
        consistent += f64::from(u8::from((first >= cut) == (second >= cut)));
        sums.push(first);
    }
    let moments = Moments::of(&sums, 0.0, 40.0).unwrap();
    // The reliability of a binomial test of n trials: KR-21.
    let (mean, variance) = (moments.mean, moments.variance);
    let reliability = 40.0 / 39.0 * (1.0 - mean * (40.0 - mean) / (40.0 * variance));
    let found = livingston_lewis(moments, reliability, cut).unwrap();
    assert!(
        !found.fallback && (found.effective_length - 40.0).abs() < 0.5,
        "{found:?}"
    );
    assert!(
        (found.indices.accuracy - accurate / f64::from(persons)).abs() < 0.01,
        "{found:?}"
    );
    assert!(
        (found.indices.consistency - consistent / f64::from(persons)).abs() < 0.012,
        "{found:?}"
    );
}
