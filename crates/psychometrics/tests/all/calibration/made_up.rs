//! Made-up people: groups, what has no estimate, flags, and the conditional likelihood by hand.

use super::*;
use crate::common::Dice;

/// Two groups, one a logit above the other and half as spread, answered by the same items: the calibration finds it.
#[test]
fn groups_have_their_own_mean_and_spread() {
    let mut dice = Dice(11);
    let items: Vec<(f64, f64)> = (0..20)
        .map(|item| (0.8 + 0.05 * f64::from(item), -2.0 + 0.2 * f64::from(item)))
        .collect();
    let mut rows = Vec::new();
    let mut groups = Vec::new();
    for person in 0..4000_u32 {
        let group = person % 2;
        let theta = if group == 0 {
            dice.normal()
        } else {
            1.0 + 0.5 * dice.normal()
        };
        // The second group did not see the five easiest questions.
        let answer = |(item, (a, b)): (usize, &(f64, f64)), dice: &mut Dice| {
            let right = u8::from(dice.uniform() < 1.0 / (1.0 + libm::exp(-a * (theta - b))));
            if group == 1 && item < 5 { MISSING } else { right }
        };
        rows.push(
            items
                .iter()
                .enumerate()
                .map(|item| answer(item, &mut dice))
                .collect::<Vec<u8>>(),
        );
        groups.push(group);
    }
    let table = Responses::from_rows(&rows).unwrap().with_groups(groups).unwrap();
    let fitted = fit(&table, Kind::TwoPl);
    let second = fitted.groups[1];
    assert!(
        (second.mean - 1.0).abs() < 4.0 * second.mean_error.unwrap(),
        "{second:?}"
    );
    assert!((second.sd - 0.5).abs() < 4.0 * second.sd_error.unwrap(), "{second:?}");
    assert!(second.mean_error.unwrap() < 0.06 && second.sd_error.unwrap() < 0.05);
    assert_eq!(
        (fitted.groups[0].mean, fitted.groups[0].sd, fitted.groups[0].mean_error),
        (0.0, 1.0, None)
    );
    let inside = items
        .iter()
        .zip(&fitted.items)
        .filter(|((a, _), item)| {
            let slope = item.estimate().unwrap().published[0];
            (slope.value - a).abs() < 2.0 * slope.error.unwrap()
        })
        .count();
    assert!(inside >= 16, "{inside} of 20 slopes within two standard errors");
    // 4PL and mixtures of models run on the same table.
    let mut plan = Plan::of(Kind::FourPl, 20);
    plan.kinds[3] = Kind::Rasch;
    plan.errors = false;
    let mixed = calibrate(&table, &plan).unwrap();
    assert!(mixed.log_likelihood.is_finite() && mixed.items.iter().all(|item| item.item().is_some()));
}

#[test]
fn what_has_no_estimate_is_said() {
    let mut dice = Dice(3);
    let rows: Vec<Vec<u8>> = (0..200)
        .map(|person| {
            let theta = dice.normal();
            let mut right = |b: f64| u8::from(dice.uniform() < 1.0 / (1.0 + libm::exp(b - theta)));
            let steps = right(-0.5) + right(0.5);
            vec![
                right(0.0),
                1,
                MISSING,
                0,
                right(0.3),
                right(-0.7),
                if steps == 1 { 3 } else { steps },
                if person == 0 { MISSING } else { right(1.0) },
            ]
        })
        .collect();
    let mut rows = rows;
    // A person without any response counts for nothing.
    rows.push(vec![MISSING; 8]);
    let table = Responses::from_rows(&rows).unwrap();
    let mut plan = Plan::of(Kind::TwoPl, 8);
    plan.kinds[6] = Kind::Graded;
    let fitted = calibrate(&table, &plan).unwrap();
    let left: Vec<Option<Why>> = fitted
        .items
        .iter()
        .map(|fate| match fate {
            Fate::Left(why) => Some(*why),
            _ => None,
        })
        .collect();
    assert_eq!(
        left,
        [
            None,
            Some(Why::AllSame { category: 1 }),
            Some(Why::Unseen),
            Some(Why::AllSame { category: 0 }),
            None,
            None,
            Some(Why::EmptyCategory { category: 1 }),
            None
        ]
    );
    assert!((fitted.persons - 200.0).abs() < 1e-12);
    // One person, everything right, nothing to estimate.
    let one = Responses::from_rows(&[[1_u8, 1, 1]]).unwrap();
    assert_eq!(
        calibrate(&one, &Plan::of(Kind::Rasch, 3)).unwrap_err().code(),
        "calibration/nothing"
    );
    let two = Responses::from_rows(&[[1_u8, 2], [0, 0]]).unwrap();
    assert_eq!(
        calibrate(&two, &Plan::of(Kind::TwoPl, 2)).unwrap_err().code(),
        "calibration/not-binary"
    );
    assert_eq!(
        calibrate(&two, &Plan::of(Kind::TwoPl, 3)).unwrap_err().code(),
        "calibration/mismatch"
    );
    let mut mixed = Plan::of(Kind::OnePl, 2);
    mixed.kinds[1] = Kind::Graded;
    assert_eq!(calibrate(&two, &mixed).unwrap_err().code(), "calibration/mixed");
    let nobody = table.clone().with_weights(vec![0.0; 201]).unwrap();
    assert_eq!(
        calibrate(&nobody, &Plan::of(Kind::Rasch, 8)).unwrap_err().code(),
        "calibration/no-weight"
    );
    for change in [
        |plan: &mut Plan| plan.nodes = 2,
        |plan: &mut Plan| plan.reach = f64::NAN,
        |plan: &mut Plan| plan.tolerance = 0.0,
    ] {
        let mut plan = Plan::of(Kind::Rasch, 8);
        plan.kinds[6] = Kind::PartialCredit;
        change(&mut plan);
        assert_eq!(calibrate(&table, &plan).unwrap_err().code(), "calibration/settings");
    }
    let mut wide = Plan::of(Kind::Rasch, 8);
    wide.kinds[6] = Kind::PartialCredit;
    wide.populations = vec![Population {
        sd: 0.0,
        ..Population::FREE
    }];
    assert_eq!(calibrate(&table, &wide).unwrap_err().code(), "calibration/spread");
}

#[test]
fn flags() {
    let table = tables::lsat(7);
    let mut plan = Plan::of(Kind::TwoPl, 5);
    (plan.nodes, plan.cycles) = (21, 2);
    let fitted = calibrate(&table, &plan).unwrap();
    assert!(!fitted.converged && fitted.gradient > 1e-3 && fitted.rise.unwrap() > 0.0);
    let codes: Vec<&str> = fitted.warnings.iter().map(Warning::code).collect();
    assert!(
        codes.contains(&"calibration/not-converged") && codes.contains(&"calibration/coarse-grid"),
        "{codes:?}"
    );
    // A tenth of the people: enough for Rasch, too few for a slope of their own.
    let tenth = table
        .clone()
        .with_weights(table.weights().iter().map(|weight| weight / 10.0).collect())
        .unwrap();
    let few = |kind| {
        let fitted = calibrate(&tenth, &Plan::of(kind, 5)).unwrap();
        fitted.warnings.contains(&Warning::FewPersons { enough: 200 })
    };
    assert!(few(Kind::TwoPl) && !few(Kind::Rasch) && !codes.contains(&"calibration/few-persons"));
    // Persons far outside the nodes.
    let mut narrow = Plan::of(Kind::Rasch, 5);
    narrow.reach = 1.0;
    narrow.cycles = 50;
    let fitted = calibrate(&table, &narrow).unwrap();
    assert!(
        fitted
            .warnings
            .iter()
            .any(|warning| matches!(warning, Warning::GridTooNarrow { group: 0, .. }))
    );
    // A question keyed wrongly.
    let mut rows: Vec<Vec<u8>> = table.rows().map(<[u8]>::to_vec).collect();
    rows.iter_mut().for_each(|row| row[2] = 1 - row[2]);
    let turned = Responses::from_rows(&rows)
        .unwrap()
        .with_weights(table.weights().to_vec())
        .unwrap();
    let fitted = calibrate(&turned, &Plan::of(Kind::TwoPl, 5)).unwrap();
    let estimate = fitted.items[2].estimate().unwrap();
    assert!(estimate.item.is_none() && estimate.value(Symbol::Slope).unwrap() < 0.0);
    assert!(
        fitted
            .warnings
            .iter()
            .any(|warning| matches!(warning, Warning::SlopeNotPositive { item: 2, .. }))
    );
}

#[test]
fn conditional_rasch() {
    let Some(peers) = common::specs_json("peers_python.json") else {
        return not_there("conditional Rasch");
    };
    let mut tally = Tally::new("conditional Rasch");
    for section in [6, 7] {
        let found = conditional(&tables::lsat(section)).unwrap();
        let wanted = numbers(&peers[format!("lsat{section}")]["girth.rasch_conditional"]["b"]);
        for (found, wanted) in found.items.iter().zip(wanted) {
            // girth stops early.
            tally.close(found.unwrap().0, wanted, 2e-3, "girth");
        }
        assert!(found.gradient < 1e-6, "{}", found.gradient);
        let mean: f64 = found.items.iter().map(|item| item.unwrap().0).sum();
        assert!(mean.abs() < 1e-12);
    }
}

/// Three items by hand: γ_1 = ε_1 + ε_2 + ε_3, γ_2 the sum of the products, and the errors from second differences.
#[test]
fn conditional_rasch_by_hand() {
    let rows = [
        [1_u8, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
        [1, 1, 0],
        [1, 0, 1],
        [0, 1, 1],
        [1, 1, 1],
        [0, 0, 0],
    ];
    let weights = vec![30.0, 18.0, 7.0, 25.0, 11.0, 9.0, 40.0, 3.0];
    let table = Responses::from_rows(&rows)
        .unwrap()
        .with_weights(weights.clone())
        .unwrap();
    let found = conditional(&table).unwrap();
    let log_likelihood = |b: [f64; 3]| {
        let e = b.map(|b| libm::exp(-b));
        let first: f64 = e.iter().sum();
        let second = e[0] * e[1] + e[0] * e[2] + e[1] * e[2];
        rows.iter()
            .zip(&weights)
            .take(6)
            .map(|(row, weight)| {
                let own: f64 = row.iter().zip(b).map(|(&x, b)| -f64::from(x) * b).sum();
                let sum = row.iter().sum::<u8>();
                weight * (own - libm::log(if sum == 1 { first } else { second }))
            })
            .sum::<f64>()
    };
    let b: Vec<f64> = found.items.iter().map(|item| item.unwrap().0).collect();
    let at = |d: [f64; 3]| log_likelihood([b[0] + d[0], b[1] + d[1], b[2] + d[2]]);
    assert!((at([0.0; 3]) - found.log_likelihood).abs() < 1e-9);
    assert!((found.persons - 100.0).abs() < 1e-12);
    let h = 1e-3;
    // Along two directions that keep the sum: no rise, and the curvature whose inverse is the variance of b_1.
    let second = |u: [f64; 3]| (at(u.map(|x| h * x)) + at(u.map(|x| -h * x)) - 2.0 * at([0.0; 3])) / (h * h);
    let (u, v) = ([1.0, -0.5, -0.5], [0.0, 0.5, -0.5]);
    let sum = [1.0, 0.0, -1.0];
    let (uu, vv) = (-second(u), -second(v));
    let uv = (-second(sum) - uu - vv) / 2.0;
    let variance = vv / (uu * vv - uv * uv);
    assert!((found.items[0].unwrap().1 - variance.sqrt()).abs() < 1e-4);
}

#[test]
fn conditional_refusals() {
    let code = |rows: &[Vec<u8>]| {
        conditional(&Responses::from_rows(rows).unwrap())
            .map(|_| ())
            .map_err(|why| why.code())
    };
    assert_eq!(code(&[vec![1, 1], vec![0, 0]]), Err("calibration/nothing"));
    assert_eq!(code(&[vec![1, 2], vec![0, 0]]), Err("calibration/not-binary"));
    let m = MISSING;
    let apart = [vec![1, 0, m, m], vec![0, 1, m, m], vec![m, m, 0, 1], vec![m, m, 1, 0]];
    assert_eq!(code(&apart), Err("calibration/disconnected"));
    // The third item is failed by all who tell anything: it is said, and the others stand.
    let table = Responses::from_rows(&[[1_u8, 0, 0], [0, 1, 0], [1, 0, 0], [1, 1, 1]]).unwrap();
    let found = conditional(&table).unwrap();
    assert_eq!(found.items[2], Err(Why::AllSame { category: 0 }));
    assert!((found.items[0].unwrap().0 + libm::log(2.0) / 2.0).abs() < 1e-9);
    // Wherever an item of the first two meets one of the last two it is right and the other wrong: no bound between the pairs.
    let pair = |left: usize, right: usize, first: u8| {
        let mut row = vec![m; 4];
        (row[left], row[right]) = (first, 1 - first);
        row
    };
    let mut rows = vec![
        pair(0, 1, 1),
        pair(0, 1, 0),
        pair(2, 3, 1),
        pair(2, 3, 0),
        pair(0, 2, 1),
        pair(1, 3, 1),
    ];
    assert_eq!(code(&rows), Err("calibration/no-maximum"));
    rows.push(pair(0, 2, 0));
    assert_eq!(code(&rows), Ok(()));
}
