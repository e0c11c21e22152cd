//! Calibration: 5,000 people on 50 right-or-wrong items of the two-parameter model.

use crate::work::{Dice, bank};
use crate::{line, median};
use jalon_psychometrics::Responses;
use jalon_psychometrics::calibrate::conditional::conditional;
use jalon_psychometrics::calibrate::{Kind, Plan, calibrate};
use std::hint::black_box;

const PEOPLE: usize = 5_000;
const ITEMS: usize = 50;

/// The answers.
pub fn answers() -> Vec<Vec<u8>> {
    let dice = &mut Dice::new(50);
    let bank = bank(ITEMS, false, dice);
    (0..PEOPLE)
        .map(|_| {
            let theta = dice.normal();
            let right = |item: &jalon_psychometrics::model::Item| item.probability(theta, 1).unwrap();
            bank.items()
                .iter()
                .map(|item| u8::from(dice.uniform() < right(item)))
                .collect()
        })
        .collect()
}

/// Time of both calibrations, and the log-likelihood that a peer's is compared with.
pub fn print(answers: &[Vec<u8>]) {
    let table = Responses::from_rows(answers).unwrap();
    let mut plan = Plan::of(Kind::TwoPl, ITEMS);
    plan.errors = false;
    let mut found = None;
    let time = median(7, |_| found = Some(calibrate(black_box(&table), &plan).unwrap()));
    line(
        "2PL calibration, 5,000 x 50, 61 nodes, one core",
        "<= 0.20",
        time / 1e3,
        "s",
    );
    let found = found.unwrap();
    assert!(found.converged, "{:?}", found.warnings);
    line("2PL calibration, EM cycles", "-", f64::from(found.cycles), "cycles");
    line("2PL calibration, log-likelihood", "-", found.log_likelihood, "");
    // Twice the nodes and a hundredth of the tolerance: what 61 nodes leave out.
    plan.nodes = 121;
    plan.tolerance = 1e-7;
    let finer = calibrate(&table, &plan).unwrap();
    let away = (finer.log_likelihood - found.log_likelihood).abs();
    line(
        "2PL calibration, log-likelihood away from 121 nodes at 1e-7",
        "<= 0.01",
        away,
        "",
    );
    let time = median(7, |_| {
        black_box(conditional(black_box(&table)).unwrap());
    });
    line("Rasch CML, the same data", "<= 0.1", time / 1e3, "s");
}
