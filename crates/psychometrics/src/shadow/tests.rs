//! Small programs against every form there is.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "small random numbers"
)]

use super::*;

/// A small generator for tests: no quality asked.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

struct Case {
    blueprint: Blueprint,
    values: Vec<f64>,
    given: Vec<usize>,
    closed: Vec<bool>,
}

fn subset(dice: &mut Dice, items: usize, chance: u64) -> Vec<usize> {
    (0..items).filter(|_| dice.roll(100) < chance).collect()
}

fn case(seed: u64) -> Case {
    let dice = &mut Dice(seed);
    let items = 8 + dice.roll(7) as usize;
    let length = 2 + dice.roll(4) as u32;
    let groups = (0..dice.roll(4))
        .map(|_| {
            let least = dice.roll(3) as u32;
            Group {
                items: subset(dice, items, 45),
                least,
                most: least + dice.roll(3) as u32,
            }
        })
        .collect();
    let enemies = (0..dice.roll(4)).map(|_| subset(dice, items, 20)).collect();
    let sets = (0..dice.roll(3))
        .map(|_| {
            let least = 1 + dice.roll(3) as u32;
            Set {
                items: subset(dice, items, 35),
                least,
                most: least + dice.roll(2) as u32,
            }
        })
        .collect();
    let budgets = (0..dice.roll(2))
        .map(|_| Budget {
            costs: (0..items).map(|_| dice.roll(60) as u32).collect(),
            least: dice.roll(60),
            most: 60 + dice.roll(120),
        })
        .collect();
    let given = subset(dice, items, 8);
    let closed = (0..items)
        .map(|item| dice.roll(100) < 10 && !given.contains(&item))
        .collect();
    Case {
        blueprint: Blueprint::new(items, length, groups, enemies, sets, budgets).unwrap(),
        values: (0..items).map(|_| dice.roll(1000) as f64 / 137.0).collect(),
        given,
        closed,
    }
}

fn meets(rules: &[Rule], case: &Case, chosen: u32) -> bool {
    let blueprint = &case.blueprint;
    let inside = |item: usize| chosen >> item & 1 == 1;
    let right = (0..blueprint.items())
        .all(|item| (!case.given.contains(&item) || inside(item)) && (!case.closed[item] || !inside(item)));
    right
        && rules.iter().all(|rule| {
            let (place, row) = blueprint
                .rows()
                .iter()
                .enumerate()
                .find(|(_, row)| row.rule == *rule)
                .unwrap();
            let shares = (0..blueprint.items())
                .filter(|item| inside(*item))
                .flat_map(|item| blueprint.column(item));
            let sum: i64 = shares.filter(|(row, _)| *row == place).map(|(_, a)| a).sum();
            match row.switch {
                Some((least, most)) => sum == 0 || (least..=most).contains(&sum),
                None => (row.least..=row.most).contains(&sum),
            }
        })
}

/// The greatest value by trying every subset.
fn by_hand(rules: &[Rule], case: &Case) -> Option<f64> {
    let value = |chosen: u32| {
        (0..case.values.len())
            .filter(|i| chosen >> i & 1 == 1)
            .map(|i| case.values[i])
            .sum::<f64>()
    };
    (0..1_u32 << case.blueprint.items())
        .filter(|chosen| meets(rules, case, *chosen))
        .map(value)
        .max_by(f64::total_cmp)
}

#[test]
fn small_blueprints_agree_with_trying_everything() {
    let (mut met, mut unmet) = (0, 0);
    for seed in 0..600 {
        let case = case(seed);
        let rules: Vec<Rule> = case.blueprint.rows().iter().map(|row| row.rule).collect();
        let wanted = by_hand(&rules, &case);
        match (case.blueprint.form(&case.values, &case.given, &case.closed), wanted) {
            (Ok(form), Some(wanted)) => {
                met += 1;
                assert!(
                    (form.value - wanted).abs() < 1e-9,
                    "seed {seed}: {}, not {wanted}",
                    form.value
                );
                let chosen = form.items.iter().fold(0, |chosen, item| chosen | 1 << item);
                assert!(meets(&rules, &case, chosen), "seed {seed}");
            }
            (Err(NoForm::Conflict { rules: conflict }), None) => {
                unmet += 1;
                assert_eq!(by_hand(&conflict, &case), None, "seed {seed}: {conflict:?} can be met");
                for spared in &conflict {
                    let fewer: Vec<Rule> = conflict.iter().copied().filter(|rule| rule != spared).collect();
                    assert!(
                        by_hand(&fewer, &case).is_some(),
                        "seed {seed}: {spared:?} can be spared"
                    );
                }
            }
            (found, wanted) => panic!("seed {seed}: {found:?}, by hand {wanted:?}"),
        }
    }
    assert!(met > 100 && unmet > 100, "{met} met, {unmet} not");
}

#[test]
fn a_conflict_names_its_rules() {
    let group = |items: &[usize], least: u32, most: u32| Group {
        items: items.to_vec(),
        least,
        most,
    };
    let groups = vec![group(&[0, 1, 2], 2, 3), group(&[3, 4, 5], 0, 3), group(&[6, 7], 1, 1)];
    let blueprint = Blueprint::new(8, 4, groups, vec![vec![0, 1, 2]], Vec::new(), Vec::new()).unwrap();
    let refused = blueprint.feasible(&[], &[]).unwrap_err();
    let wanted = NoForm::Conflict {
        rules: vec![Rule::Group(0), Rule::Enemies(0)],
    };
    assert_eq!(refused, wanted);
    assert_eq!(refused.to_string(), "no form meets together group 0, enemies 0");
    assert_eq!(blueprint.feasible(&[9], &[]), Err(NoForm::Unknown { item: 9 }));
    assert_eq!(
        blueprint.feasible(&[2], &[false, false, true]),
        Err(NoForm::Unknown { item: 2 })
    );
}

#[test]
fn rules_that_make_no_sense_are_refused() {
    let make =
        |length, groups, enemies, sets, budgets| Blueprint::new(5, length, groups, enemies, sets, budgets).unwrap_err();
    let none = || (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (g, e, s, b) = none();
    assert_eq!(make(0, g, e, s, b), BadBlueprint::Length { length: 0, items: 5 });
    let (g, e, s, b) = none();
    assert_eq!(make(6, g, e, s, b), BadBlueprint::Length { length: 6, items: 5 });
    let (_, e, s, b) = none();
    let group = Group {
        items: vec![1, 5],
        least: 0,
        most: 1,
    };
    assert_eq!(
        make(2, vec![group], e, s, b),
        BadBlueprint::Item {
            rule: Rule::Group(0),
            item: 5
        }
    );
    let (g, _, s, b) = none();
    assert_eq!(
        make(2, g, vec![vec![3, 3]], s, b),
        BadBlueprint::Item {
            rule: Rule::Enemies(0),
            item: 3
        }
    );
    let (g, e, _, b) = none();
    let set = Set {
        items: vec![1, 2],
        least: 2,
        most: 1,
    };
    assert_eq!(make(2, g, e, vec![set], b), BadBlueprint::Bounds { rule: Rule::Set(0) });
    let (g, e, s, _) = none();
    let budget = Budget {
        costs: vec![1],
        least: 0,
        most: 9,
    };
    assert_eq!(
        make(2, g, e, s, vec![budget]),
        BadBlueprint::Costs { budget: 0, found: 1 }
    );
}

/// The order within a form is free: what is wanted first comes first, the form stays the best, and what it cost is counted.
#[test]
fn what_is_wanted_first_comes_first_and_what_it_costs_is_counted() {
    use crate::estimate::Posterior;
    use crate::exposure::Exposure;
    use crate::model::Item;
    use crate::scale::Quadrature;
    use crate::select::{Bank, Criterion, Pick, Position};
    // At 0 the information of a Rasch item falls with the distance of its place: 0 > 1 > 2 > 3.
    let bank = Bank::new([0.0, 0.5, 1.0, 2.0].map(|b| Item::rasch(b).unwrap()).to_vec());
    let far = Group {
        items: vec![2, 3],
        least: 1,
        most: 1,
    };
    let blueprint = Blueprint::new(4, 2, vec![far], Vec::new(), Vec::new(), Vec::new()).unwrap();
    let nodes = Quadrature::standard();
    let posterior = Posterior::new(&nodes);
    let position = Position {
        theta: 0.0,
        posterior: &posterior,
        given: 0,
    };
    let step = |first: &[bool]| {
        let under = Under {
            blueprint: &blueprint,
            given: &[],
            closed: &[],
            exposure: &Exposure::NONE,
            first,
        };
        next(&bank, under, Criterion::Information, Pick::Best, position, &mut || 0.0).unwrap()
    };
    let free = step(&[]);
    assert_eq!(
        (free.choice.item, free.form.items, free.open, free.passed),
        (0, vec![0, 2], 4, 0)
    );
    let wanted = step(&[false, false, true, true]);
    // Item 0 is given later, item 1 not at all: both tell more than item 2.
    assert_eq!(
        (wanted.choice.item, wanted.form.items, wanted.passed),
        (2, vec![0, 2], 2)
    );
    let absent = step(&[false, true, false, false]);
    assert_eq!(absent.choice.item, 0, "the best form has none of these");
}

/// A search stopped at its limit says so; it never says that there is no form, and never gives one that is not proven.
#[test]
fn a_search_that_is_cut_short_knows_nothing() {
    let mut short = 0;
    for seed in 0..400 {
        let Case {
            mut blueprint,
            values,
            given,
            closed,
        } = case(seed);
        let whole = blueprint.form(&values, &given, &closed);
        for limit in 0..6 {
            blueprint.within(limit);
            match (&whole, blueprint.form(&values, &given, &closed)) {
                (Ok(form), Ok(found)) => assert_eq!(*form, found, "seed {seed}"),
                (Err(NoForm::Conflict { .. }), Err(NoForm::Conflict { .. })) => {}
                (_, Err(NoForm::Undecided { nodes })) => {
                    assert!(nodes <= limit);
                    short += 1;
                }
                (whole, found) => assert_eq!(*whole, found, "seed {seed}"),
            }
        }
    }
    assert!(short > 400, "{short} searches cut short");
}
