//! Defects found in other programs (`specs/psychometrics/digest.md`, section a): each is a test that ours passes.
//!
//! Two more stand where their data are: mirt's C₂ of partial credit (`fit::science`) and irr's coincidences (`agreement`).

use crate::common::Dice;
use jalon_psychometrics::Responses;
use jalon_psychometrics::calibrate::{Kind, Plan, Prior, Symbol, Warning, calibrate};
use jalon_psychometrics::decisions::{Moments, lee_persons, livingston_lewis, pass_chance, rudner};
use jalon_psychometrics::estimate::{Answer, Bound, Method, Posterior, estimate};
use jalon_psychometrics::exposure::Exposure;
use jalon_psychometrics::integrity::{Correction, lz_star};
use jalon_psychometrics::model::Item;
use jalon_psychometrics::numeric::normal;
use jalon_psychometrics::scale::{Normal, Quadrature, Range};
use jalon_psychometrics::select::{Bank, Criterion, Pick, Position};
use jalon_psychometrics::shadow::{Blueprint, Group, NoForm, Rule, Under, next};

fn items(count: usize) -> Vec<Item> {
    let one = |k: usize| Item::two_pl(0.8 + 0.1 * (k % 7) as f64, -1.8 + 3.6 * k as f64 / count as f64).unwrap();
    (0..count).map(one).collect()
}

fn answers<'a>(items: &'a [Item], right: impl Fn(usize) -> bool) -> Vec<Answer<'a>> {
    let one = |(place, item): (usize, &'a Item)| Answer {
        item,
        category: u8::from(right(place)),
    };
    items.iter().enumerate().map(one).collect()
}

/// Defect 1: jscat `fisherInformation` takes the three-parameter formula where d < 1: 0.2995 instead of 0.00458, 65 times too much.
#[test]
fn jscat_information_of_an_upper_asymptote() {
    let found = Item::four_pl(1.5, 0.0, 0.1, 0.85).unwrap().information(2.5);
    assert!((found - 0.004_58).abs() < 5e-6, "{found}");
}

/// Defect 1: jscat gives 1/√I for the error of EAP; it is the standard deviation of the posterior, which the prior narrows.
#[test]
fn jscat_error_of_the_posterior_mean() {
    let items = items(6);
    let nodes = Quadrature::standard();
    let found = estimate(&answers(&items, |k| k < 3), Method::Eap(&nodes)).unwrap();
    let information: f64 = items.iter().map(|item| item.information(found.theta)).sum();
    let (error, root) = (found.error.unwrap(), 1.0 / information.sqrt());
    assert!(error < 0.8 * root, "{error}, {root}");
    assert!((error - 1.0 / (information + 1.0).sqrt()).abs() < 0.05, "{error}");
}

/// Defect 2: catsim gives for all right or all wrong a step of its last estimate, which depends on the way there.
#[test]
fn catsim_all_right_by_the_way_there() {
    let items = items(20);
    let mut turned = items.clone();
    turned.reverse();
    for (right, bound, end) in [(true, Bound::High, 6.0), (false, Bound::Low, -6.0)] {
        for way in [&items, &turned] {
            let found = estimate(&answers(way, |_| right), Method::Mle(Range::USUAL)).unwrap();
            assert_eq!((found.bound, found.error), (Some(bound), None));
            assert!((found.theta - end).abs() < 1e-12);
        }
    }
}

/// Defect 3: PyPI mirt and ltm take 21 nodes by default: on a long test the log-likelihood is off by units. Ours takes 61, and says when there are few.
#[test]
fn too_few_nodes_by_default() {
    assert_eq!(Plan::of(Kind::TwoPl, 2).nodes, 61);
    let items = items(50);
    let mut dice = Dice(3);
    let rows: Vec<Vec<u8>> = (0..800)
        .map(|_| {
            let theta = 1.4 * dice.normal();
            items
                .iter()
                .map(|item| u8::from(dice.uniform() < item.probability(theta, 1).unwrap()))
                .collect()
        })
        .collect();
    let table = Responses::from_rows(&rows).unwrap();
    let at = |nodes: usize| {
        let mut plan = Plan::of(Kind::TwoPl, 50);
        plan.nodes = nodes;
        plan.errors = false;
        calibrate(&table, &plan).unwrap()
    };
    let (few, usual, many) = (at(21), at(61), at(121));
    assert!((usual.log_likelihood - many.log_likelihood).abs() < 0.01);
    assert!(
        (few.log_likelihood - many.log_likelihood).abs() > 0.1,
        "{} {}",
        few.log_likelihood,
        many.log_likelihood
    );
    assert!(few.warnings.contains(&Warning::CoarseGrid { nodes: 21 }));
    assert!(
        !usual
            .warnings
            .iter()
            .any(|warning| matches!(warning, Warning::CoarseGrid { .. }))
    );
}

/// Defect 4: Concerto catches the error of a blueprint and chooses again without it. Ours gives no item, and names the rules.
#[test]
fn concerto_drops_the_blueprint_in_silence() {
    let bank = Bank::new(items(12));
    let group = |from: usize| Group {
        items: (from..from + 6).collect(),
        least: 3,
        most: 3,
    };
    let blueprint = Blueprint::new(12, 6, vec![group(0), group(6)], Vec::new(), Vec::new(), Vec::new()).unwrap();
    let nodes = Quadrature::standard();
    let posterior = Posterior::new(&nodes);
    // Four of the second half are closed to this person: three cannot be had.
    let closed: Vec<bool> = (0..12).map(|item| item >= 8).collect();
    let under = Under {
        blueprint: &blueprint,
        given: &[0],
        closed: &closed,
        exposure: &Exposure::NONE,
        first: &[],
    };
    let position = Position {
        theta: 0.0,
        posterior: &posterior,
        given: 1,
    };
    let refused = next(&bank, under, Criterion::Information, Pick::Best, position, &mut || 0.5);
    let Err(NoForm::Conflict { rules }) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(rules, [Rule::Group(1)]);
}

/// Defect 5: Pix puts the prior again around its last estimate at each answer, and adds (9/80)²/12 to a variance whose classes are 18/80 wide. Here the prior
/// stays, the way does not count, and the error is that of the posterior, whatever the nodes.
#[test]
fn pix_moves_the_prior_with_the_estimate() {
    let items = items(15);
    let all = answers(&items, |k| k % 3 > 0);
    let nodes = Quadrature::normal(Normal::STANDARD, Range::USUAL, 61).unwrap();
    let finer = Quadrature::normal(Normal::STANDARD, Range::USUAL, 481).unwrap();
    let mut posterior = Posterior::new(&nodes);
    let mut backwards = Posterior::new(&nodes);
    for answer in &all {
        posterior.add(answer.item, answer.category);
        let _ = posterior.estimate();
    }
    for answer in all.iter().rev() {
        backwards.add(answer.item, answer.category);
    }
    let (one, other) = (posterior.estimate().unwrap(), backwards.estimate().unwrap());
    assert!((one.theta - other.theta).abs() < 1e-12);
    let whole = estimate(&all, Method::Eap(&finer)).unwrap();
    assert!((one.theta - whole.theta).abs() < 1e-9 && (one.error.unwrap() - whole.error.unwrap()).abs() < 1e-9);
}

/// Defect 6: cacIRT hard-codes D = 1.7, and its `cut()` fails who is exactly at the cut. Here D is 1, and at the cut is a pass.
#[test]
fn cacirt_fails_a_score_at_the_cut() {
    assert!((pass_chance(0.3, 0.0, 0.3) - 1.0).abs() < 1e-15);
    assert!((pass_chance(0.3, 0.4, 0.3) - 0.5).abs() < 1e-15);
    let at = rudner(&[(0.3, 1e-9, 1.0), (0.3 - 1e-6, 1e-12, 1.0)], &[0.3]).unwrap();
    assert!((at.pass_rate - 0.25).abs() < 1e-6);
    // One item of slope 1 at 0, sum of 1 needed, everybody at 0: half pass, and the expected sum 0.5 is below the cut.
    let item = [Item::two_pl(1.0, 0.0).unwrap()];
    let one = lee_persons(&item, &[1], &[(0.0, 1.0)]).unwrap();
    assert!((one.pass_rate - 0.5).abs() < 1e-15 && (one.false_positive - 0.5).abs() < 1e-15);
    // At θ = 1 with D = 1 the chance is 0.7311; with 1.7 it would be 0.8455.
    let one = lee_persons(&item, &[1], &[(1.0, 1.0)]).unwrap();
    assert!((one.pass_rate - 0.731_058_578_630_005).abs() < 1e-12);
    assert!(rudner(&[], &[0.0]).is_none() && lee_persons(&item, &[1], &[]).is_none());
    let flat = Moments::of(&[3.0, 3.0], 0.0, 10.0);
    assert!(flat.is_none());
    let wide = Moments::of(&[1.0, 9.0, 4.0, 6.0], 0.0, 10.0).unwrap();
    assert!(livingston_lewis(wide, 1.0, 5.0).is_none() && livingston_lewis(wide, f64::NAN, 5.0).is_none());
}

/// Defect 7: lz at an estimate (mirt's Zh, PyPI mirt) is narrower than 1, so it flags too few; lz* is about N(0, 1).
#[test]
fn lz_as_if_the_estimate_were_the_person() {
    let items = items(40);
    let mut dice = Dice(8);
    let (mut plain, mut corrected, mut count) = (0.0, 0.0, 0.0);
    for _ in 0..800 {
        let theta = normal::quantile(dice.uniform());
        let right: Vec<bool> = items
            .iter()
            .map(|item| dice.uniform() < item.probability(theta, 1).unwrap())
            .collect();
        let all = answers(&items, |k| right[k]);
        let found = estimate(&all, Method::Wle(Range::USUAL)).unwrap();
        let pairs: Vec<(&Item, bool)> = items.iter().zip(right.iter().copied()).collect();
        if let Ok(fit) = lz_star(&pairs, found.theta, Correction::Wle) {
            plain += fit.lz * fit.lz;
            corrected += fit.lz_star * fit.lz_star;
            count += 1.0;
        }
    }
    let (plain, corrected) = ((plain / count).sqrt(), (corrected / count).sqrt());
    assert!(
        plain < 0.95 && corrected > plain && (0.92..1.08).contains(&corrected),
        "{plain}, {corrected}"
    );
}

/// Defect 8: mirt lets the slope of an item run away (SAT12, item 12) and says "EM cycles terminated". Here an item that is a step of ability does the same: it is
/// named, and a prior on ln a holds it.
#[test]
fn mirt_says_nothing_of_a_slope_that_runs_away() {
    let items = items(12);
    let mut dice = Dice(12);
    let rows: Vec<Vec<u8>> = (0..600)
        .map(|_| {
            let theta = dice.normal();
            let mut row: Vec<u8> = items
                .iter()
                .map(|item| u8::from(dice.uniform() < item.probability(theta, 1).unwrap()))
                .collect();
            // Right from a sum of seven on, and never below: no slope is steep enough.
            let sum: u8 = row.iter().sum();
            row.push(u8::from(sum >= 7));
            row
        })
        .collect();
    let table = Responses::from_rows(&rows).unwrap();
    let mut plan = Plan::of(Kind::TwoPl, 13);
    plan.errors = false;
    let free = calibrate(&table, &plan).unwrap();
    let runs = |warning: &Warning| matches!(warning, Warning::SlopeRunsAway { item: 12, .. });
    assert!(free.warnings.iter().any(runs), "{:?}", free.warnings);
    plan.priors.log_slope = Some(Prior { mean: 0.0, sd: 0.1 });
    let held = calibrate(&table, &plan).unwrap();
    assert!(held.converged && !held.warnings.iter().any(runs), "{:?}", held.warnings);
    assert!(held.items[12].estimate().unwrap().value(Symbol::Slope).unwrap() < 5.0);
}
