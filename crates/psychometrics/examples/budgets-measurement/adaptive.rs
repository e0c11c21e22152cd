//! The adaptive part: a whole test, the next question of a large bank under a blueprint, one exact form.

use crate::{Dice, line, median};
use jalon_psychometrics::estimate::Posterior;
use jalon_psychometrics::exposure::{Chances, Exposure, Rates};
use jalon_psychometrics::model::Item;
use jalon_psychometrics::scale::{Normal, Quadrature, Range};
use jalon_psychometrics::select::{self, Bank, Criterion, Open, Pick, Position, Weighting};
use jalon_psychometrics::shadow::{self, Blueprint, Budget, Group, Set, Under};
use std::hint::black_box;

fn bank(count: usize, guessing: bool, dice: &mut Dice) -> Bank {
    let item = |_| {
        let a = libm::exp(0.3 * dice.normal());
        let b = dice.normal();
        if guessing {
            Item::three_pl(a, b, 0.05 + 0.2 * dice.uniform()).unwrap()
        } else {
            Item::two_pl(a, b).unwrap()
        }
    };
    Bank::new((0..count).map(item).collect())
}

fn nodes(count: usize) -> Quadrature {
    Quadrature::normal(Normal::STANDARD, Range::new(-4.0, 4.0).unwrap(), count).unwrap()
}

pub fn print() {
    for (guessing, limit, name) in [(false, "<= 0.20", "2PL"), (true, "-", "3PL")] {
        let bank = bank(1000, guessing, &mut Dice::new(1));
        let nodes = nodes(41);
        let time = median(400, |run| {
            black_box(whole_test(&bank, &nodes, run as u64));
        });
        line(
            &format!("adaptive test, 30 of 1,000 items, {name}, MFI + EAP"),
            limit,
            time,
            "ms",
        );
    }
    next_of_ten_thousand();
    forms();
    let bank = bank(300, true, &mut Dice::new(5));
    let nodes = nodes(33);
    let mut posterior = Posterior::new(&nodes);
    (0..10).for_each(|place| posterior.add(&bank.items()[place], u8::from(place % 3 > 0)));
    let theta = posterior.estimate().unwrap().theta;
    let position = Position {
        theta,
        posterior: &posterior,
        given: 10,
    };
    let open = Open {
        items: &[true; 300],
        exposure: &Exposure::NONE,
    };
    let criterion = Criterion::ExpectedVariance(Weighting::Predictive);
    let time = median(200, |_| {
        black_box(select::next(&bank, open, criterion, Pick::Best, position, &mut || 0.0).unwrap());
    });
    line("next item of 300 by expected posterior variance", "-", time, "ms");
}

/// 30 items of greatest information, the posterior mean after each.
fn whole_test(bank: &Bank, nodes: &Quadrature, seed: u64) -> f64 {
    let mut dice = Dice::new(1000 + seed);
    let person = dice.normal();
    let mut posterior = Posterior::new(nodes);
    let mut free = vec![true; bank.items().len()];
    let mut theta = 0.0;
    for given in 0..30 {
        let open = Open {
            items: &free,
            exposure: &Exposure::NONE,
        };
        let position = Position {
            theta,
            posterior: &posterior,
            given,
        };
        let choice = select::next(bank, open, Criterion::Information, Pick::Best, position, &mut || 0.0).unwrap();
        free[choice.item] = false;
        let item = &bank.items()[choice.item];
        let right = dice.uniform() < item.probability(person, 1).unwrap();
        posterior.add(item, u8::from(right));
        theta = posterior.estimate().unwrap().theta;
    }
    theta
}

fn next_of_ten_thousand() {
    let dice = &mut Dice::new(3);
    let bank = bank(10_000, false, dice);
    let groups = (0..10).map(|kind| Group {
        items: (0..10_000).filter(|item| item % 10 == kind).collect(),
        least: 2,
        most: 5,
    });
    let difficulty = (0..3).map(|kind| Group {
        items: (0..10_000).filter(|item| item / 10 % 3 == kind).collect(),
        least: 6,
        most: 16,
    });
    let groups = groups.chain(difficulty).collect();
    let blueprint = Blueprint::new(10_000, 30, groups, Vec::new(), Vec::new(), Vec::new()).unwrap();
    let given: Vec<u32> = (0..10_000).map(|_| (dice.uniform() * 300.0) as u32).collect();
    let rates = Rates::new(given, 1000, (1, 4)).unwrap();
    let chances = Chances::new((0..10_000).map(|_| 0.4 + 0.6 * dice.uniform()).collect()).unwrap();
    let exposure = Exposure {
        chances: Some(&chances),
        rates: Some(&rates),
    };
    let nodes = nodes(41);
    let posterior = Posterior::new(&nodes);
    let time = median(200, |run| {
        let mut dice = Dice::new(run as u64);
        let taken: Vec<usize> = (0..12).map(|k| k * 811 + run % 7).collect();
        let position = Position {
            theta: dice.normal(),
            posterior: &posterior,
            given: 12,
        };
        let under = Under {
            blueprint: &blueprint,
            given: &taken,
            closed: &[],
            exposure: &exposure,
            first: &[],
        };
        let criterion = Criterion::Information;
        black_box(shadow::next(&bank, under, criterion, Pick::Best, position, &mut || dice.uniform()).unwrap());
    });
    line(
        "next item of 10,000, exact blueprint and exposure",
        "<= 1.0",
        time,
        "ms",
    );
}

/// 300 items: contents, key positions, times, enemies, sets that share a text.
fn forms() {
    let dice = &mut Dice::new(7);
    let bank = bank(300, true, dice);
    let mut pick = |share: f64| -> Vec<usize> { (0..300).filter(|_| dice.uniform() < share).collect() };
    let mut groups: Vec<Group> = (0..6)
        .map(|kind| Group {
            items: (0..300).filter(|item| item % 6 == kind).collect(),
            least: 3,
            most: 8,
        })
        .collect();
    groups.extend((0..4).map(|_| Group {
        items: pick(0.4),
        least: 8,
        most: 13,
    }));
    let enemies = (0..20).map(|pair| vec![pair * 7, pair * 7 + 3]).collect();
    let sets = (0..8)
        .map(|set| Set {
            items: (0..6).map(|k| 240 + set * 6 + k).collect(),
            least: 3,
            most: 5,
        })
        .collect();
    let costs: Vec<u32> = (0..300).map(|_| 30 + (dice.uniform() * 90.0) as u32).collect();
    let budget = Budget {
        costs,
        least: 1500,
        most: 2100,
    };
    let blueprint = Blueprint::new(300, 30, groups, enemies, sets, vec![budget]).unwrap();
    let mut most = 0;
    let mut worst = 0.0_f64;
    let mut all = Vec::new();
    for run in 0..60_u64 {
        let theta = f64::from(u32::try_from(run).unwrap()) * 0.1 - 3.0;
        let values: Vec<f64> = bank.items().iter().map(|item| item.information(theta)).collect();
        let first = blueprint.form(&values, &[], &[]).unwrap();
        let given: Vec<usize> = first.items.iter().copied().take((run % 20) as usize).collect();
        let time = median(5, |_| {
            let form = blueprint.form(&values, &given, &[]).unwrap();
            most = most.max(form.nodes);
            black_box(form);
        });
        worst = worst.max(time);
        all.push(time);
    }
    all.sort_by(f64::total_cmp);
    line(
        "shadow test of 300 items, median step",
        "<= 30",
        all[all.len() / 2],
        "ms",
    );
    line("shadow test of 300 items, slowest step", "<= 30", worst, "ms");
    line(
        "shadow test of 300 items, most programs of a search",
        "-",
        f64::from(most),
        "programs",
    );
}
