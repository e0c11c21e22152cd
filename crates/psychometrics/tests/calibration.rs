//! Calibration gives what independent programs give on the same data.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::string_slice,
    reason = "tests are free of these rules"
)]

mod common;
mod tables;

use common::{Tally, not_there, number, numbers};
use jalon_psychometrics::calibrate::conditional::conditional;
use jalon_psychometrics::calibrate::{
    Anchor, Fate, Fitted, Kind, Plan, Population, Prior, Symbol, Warning, Why, calibrate,
};
use jalon_psychometrics::model::Item;
use jalon_psychometrics::{MISSING, Responses};
use serde_json::Value;

fn fit(table: &Responses, kind: Kind) -> Fitted {
    let fitted = calibrate(table, &Plan::of(kind, table.items())).unwrap();
    assert!(fitted.converged, "{:?}", fitted.warnings);
    fitted
}

fn values(fitted: &Fitted, symbol: Symbol) -> Vec<f64> {
    fitted
        .items
        .iter()
        .map(|item| item.estimate().unwrap().value(symbol).unwrap())
        .collect()
}

/// Slopes and difficulties within a thousandth, far difficulties within five.
fn same_items(tally: &mut Tally, fitted: &Fitted, wanted: &Value, what: &str) {
    for (item, wanted) in wanted.as_array().unwrap().iter().enumerate() {
        let estimate = fitted.items[item].estimate().unwrap();
        for (name, wanted) in wanted.as_object().unwrap() {
            let symbol = match name.as_str() {
                "a" => Symbol::Slope,
                "b" => Symbol::Difficulty,
                "g" if estimate.value(Symbol::Lower).is_some() => Symbol::Lower,
                step if step.starts_with('b') => Symbol::Step(step[1..].parse().unwrap()),
                _ => continue,
            };
            let wanted = number(wanted);
            let found = estimate.value(symbol);
            // A slope of 1 is no parameter of the partial credit model.
            let tolerance = if wanted.abs() > 3.0 { 5e-3 } else { 1e-3 };
            tally.close(
                found.unwrap_or(1.0),
                wanted,
                tolerance,
                &format!("{what} {item} {name}"),
            );
        }
    }
}

#[test]
fn lsat_as_published() {
    let mut tally = Tally::new("LSAT, published");
    let published = common::vectors("lsat.json")["published"].clone();
    let six = fit(&tables::lsat(6), Kind::OnePl);
    let wanted = &published["lsat6_rasch"];
    tally.close(six.log_likelihood, number(&wanted["log_likelihood"]), 1e-3, "LSAT6");
    for (found, wanted) in values(&six, Symbol::Difficulty)
        .iter()
        .zip(numbers(&wanted["difficulty"]))
    {
        tally.close(*found, wanted, 1e-3, "LSAT6 difficulty");
    }
    let slopes = values(&six, Symbol::Slope);
    assert!(slopes.iter().all(|slope| (slope - slopes[0]).abs() < 1e-15));
    tally.close(slopes[0], number(&wanted["slope"]), 1e-3, "LSAT6 slope");
    let seven = fit(&tables::lsat(7), Kind::TwoPl);
    let wanted = number(&published["lsat7_two_pl"]["log_likelihood"]);
    tally.close(seven.log_likelihood, wanted, 1e-3, "LSAT7");
    // The digits of the digest are those that mirt, ltm and PyPI mirt share.
    let b = [-1.87926, -0.74754, -1.05724, -0.63530, -2.52076];
    let a = [0.98755, 1.08084, 1.70748, 0.76499, 0.73567];
    for (symbol, wanted) in [(Symbol::Slope, a), (Symbol::Difficulty, b)] {
        for (found, wanted) in values(&seven, symbol).iter().zip(wanted) {
            tally.close(*found, wanted, 1e-4, "LSAT7");
        }
    }
}

#[test]
fn lsat_as_three_programs() {
    for section in [6, 7] {
        let Some(expected) = common::specs_json(&format!("lsat{section}.expected.json")) else {
            return not_there("LSAT");
        };
        let mut tally = Tally::new("LSAT, three programs");
        let table = tables::lsat(section);
        for (kind, name) in [
            (Kind::Rasch, "rasch_mml"),
            (Kind::OnePl, "one_pl"),
            (Kind::TwoPl, "two_pl"),
        ] {
            let (fitted, wanted) = (fit(&table, kind), &expected[name]);
            tally.close(fitted.log_likelihood, number(&wanted["logLik"]), 1e-3, name);
            tally.close(fitted.aic(), number(&wanted["AIC"]), 2e-3, name);
            tally.close(fitted.bic(), number(&wanted["BIC"]), 2e-3, name);
            assert_eq!(fitted.parameters as u64, wanted["npar"].as_u64().unwrap());
            assert!(fitted.rise.unwrap() < 1e-6, "{:?}", fitted.rise);
            if let Some(b) = wanted.get("b") {
                for (found, wanted) in values(&fitted, Symbol::Difficulty).iter().zip(numbers(b)) {
                    tally.close(*found, wanted, if wanted.abs() > 3.0 { 5e-3 } else { 1e-3 }, name);
                }
            }
            if let Some(variance) = wanted.get("latent_variance") {
                let sd = fitted.groups[0].sd;
                tally.close(sd * sd, number(variance), 1e-3, "variance");
            }
            if let Some(pars) = wanted.get("pars") {
                same_items(&mut tally, &fitted, pars, name);
            }
            for (item, wanted) in wanted["se"].as_array().into_iter().flatten().enumerate() {
                let own = &fitted.items[item].estimate().unwrap().estimated;
                tally.near(own[0].1.unwrap(), number(&wanted["a_se"]), 0.02, "SE of the slope");
                tally.near(own[1].1.unwrap(), number(&wanted["d_se"]), 0.02, "SE of the intercept");
            }
        }
    }
}

#[test]
fn science_polytomous() {
    let (Some(table), Some(expected)) = (tables::science(), common::specs_json("science.expected.json")) else {
        return not_there("Science");
    };
    let mut tally = Tally::new("Science");
    for (kind, name) in [
        (Kind::Graded, "graded"),
        (Kind::GeneralizedPartialCredit, "gpcm"),
        (Kind::PartialCredit, "pcm_mml"),
    ] {
        let (fitted, wanted) = (fit(&table, kind), &expected[name]);
        tally.close(fitted.log_likelihood, number(&wanted["logLik"]), 1e-3, name);
        assert_eq!(fitted.parameters as u64, wanted["npar"].as_u64().unwrap());
        same_items(&mut tally, &fitted, &wanted["pars"], name);
        let sd = fitted.groups[0].sd;
        tally.close(
            sd * sd,
            number(&wanted["latent_var"]).max(sd * sd * f64::from(u8::from(wanted["latent_var"].is_null()))),
            1e-3,
            "variance",
        );
        assert!(fitted.items.iter().all(|item| item.item().is_some()));
    }
    let nominal = fit(&table, Kind::Nominal);
    tally.close(
        nominal.log_likelihood,
        number(&expected["nominal"]["logLik"]),
        1e-3,
        "nominal",
    );
    assert_eq!(nominal.parameters, 24);
    for (item, wanted) in expected["nominal"]["pars"].as_array().unwrap().iter().enumerate() {
        // The reference writes the slopes as a·ak with ak_0 = 0 and ak_3 = 3.
        let wanted = numbers(wanted);
        let estimate = nominal.items[item].estimate().unwrap();
        for k in 1..4_u8 {
            let slope = estimate.value(Symbol::CategorySlope(k)).unwrap();
            let intercept = estimate.value(Symbol::CategoryIntercept(k)).unwrap();
            tally.close(slope, wanted[0] * wanted[1 + usize::from(k)], 5e-3, "nominal slope");
            tally.close(intercept, wanted[5 + usize::from(k)], 5e-3, "nominal intercept");
        }
    }
    // A rating scale is a partial credit model with fewer parameters: it fits less well, and its steps sum to 0.
    let scale = fit(&table, Kind::RatingScale);
    assert_eq!(scale.parameters, 4 + 2 + 1);
    assert!(scale.log_likelihood < number(&expected["pcm_mml"]["logLik"]));
    let steps: f64 = (1..4)
        .map(|v| scale.items[2].estimate().unwrap().value(Symbol::Step(v)).unwrap())
        .sum();
    assert!(steps.abs() < 1e-12);
}

#[test]
fn sat12_and_its_runaway_slope() {
    let (Some(table), Some(expected)) = (tables::sat12(), common::specs_json("sat12.expected.json")) else {
        return not_there("SAT12");
    };
    let mut tally = Tally::new("SAT12");
    let rasch = fit(&table, Kind::Rasch);
    tally.close(
        rasch.log_likelihood,
        number(&expected["rasch_mml"]["logLik"]),
        1e-3,
        "Rasch",
    );
    for (found, wanted) in values(&rasch, Symbol::Difficulty)
        .iter()
        .zip(numbers(&expected["rasch_mml"]["b"]))
    {
        tally.close(*found, wanted, if wanted.abs() > 3.0 { 5e-3 } else { 1e-3 }, "Rasch");
    }
    let two = fit(&table, Kind::TwoPl);
    tally.close(two.log_likelihood, number(&expected["two_pl"]["logLik"]), 1e-3, "2PL");
    for (item, wanted) in expected["two_pl"]["pars"].as_array().unwrap().iter().enumerate() {
        let estimate = two.items[item].estimate().unwrap();
        let (a, b) = (number(&wanted["a"]), number(&wanted["b"]));
        tally.close(estimate.value(Symbol::Slope).unwrap(), a, 1e-3, "2PL slope");
        // A difficulty of 12 with a slope of 0.15 is a flat direction: what is held is the intercept.
        tally.close(estimate.estimated[1].0, -a * b, 1e-3, "2PL intercept");
        let se = &expected["two_pl"]["se"][item];
        tally.near(estimate.estimated[0].1.unwrap(), number(&se["a_se"]), 0.02, "2PL SE");
        tally.near(estimate.estimated[1].1.unwrap(), number(&se["d_se"]), 0.02, "2PL SE");
    }
    // The 3PL with its prior: the slope of item 12 has no bound, and the engine says so.
    let mut plan = Plan::of(Kind::ThreePl, 32);
    plan.priors.lower = Some(Prior { mean: -1.1, sd: 2.0 });
    plan.errors = false;
    let three = calibrate(&table, &plan).unwrap();
    assert!(
        three
            .warnings
            .iter()
            .any(|warning| matches!(warning, Warning::SlopeRunsAway { item: 11, .. })),
        "{:?}",
        three.warnings
    );
    let wanted = &expected["three_pl_prior"];
    assert!(three.log_likelihood > number(&wanted["logLik"]) - 1e-3);
    // The reference stopped somewhere on that way: with its item 12 held there, all the others are its own.
    let pars = wanted["pars"].as_array().unwrap();
    let stopped = |name: &str| number(&pars[11][name]);
    let held = Item::three_pl(stopped("a"), stopped("b"), stopped("g")).unwrap();
    plan.anchors = vec![None; 32];
    plan.anchors[11] = Some(Anchor::Item(held));
    plan.populations = vec![Population::STANDARD];
    let beside = calibrate(&table, &plan).unwrap();
    tally.close(beside.log_likelihood, number(&wanted["logLik"]), 1e-3, "3PL");
    for (item, wanted) in pars.iter().enumerate().filter(|(item, _)| *item != 11) {
        let estimate = beside.items[item].estimate().unwrap();
        for (name, symbol, tolerance) in [
            ("a", Symbol::Slope, 0.02),
            ("b", Symbol::Difficulty, 0.01),
            ("g", Symbol::Lower, 0.002),
        ] {
            let place = format!("3PL {} {name}", item + 1);
            tally.close(
                estimate.value(symbol).unwrap(),
                number(&wanted[name]),
                tolerance,
                &place,
            );
        }
    }
    plan.anchors.clear();
    // A prior on ln a holds it.
    plan.priors.log_slope = Some(Prior { mean: 0.0, sd: 0.5 });
    let held = calibrate(&table, &plan).unwrap();
    assert!(
        held.converged
            && held
                .warnings
                .iter()
                .all(|warning| !matches!(warning, Warning::SlopeRunsAway { .. }))
    );
}

#[test]
fn booklets_with_planned_gaps() {
    let (Some(table), Some(expected)) = (tables::booklets(), common::specs_json("booklets_ex11.expected.json")) else {
        return not_there("booklets");
    };
    let mut tally = Tally::new("booklets");
    let rasch = fit(&table, Kind::Rasch);
    tally.close(
        rasch.log_likelihood,
        number(&expected["rasch_mirt"]["logLik"]),
        1e-3,
        "Rasch",
    );
    tally.close(
        -2.0 * rasch.log_likelihood,
        number(&expected["rasch_tam"]["deviance"]),
        2e-3,
        "Rasch",
    );
    for (found, wanted) in values(&rasch, Symbol::Difficulty)
        .iter()
        .zip(numbers(&expected["rasch_tam"]["b"]))
    {
        tally.close(*found, wanted, 1e-3, "Rasch");
    }
    let sd = rasch.groups[0].sd;
    tally.close(sd * sd, number(&expected["rasch_tam"]["variance"]), 1e-3, "variance");
    let two = fit(&table, Kind::TwoPl);
    tally.close(
        two.log_likelihood,
        number(&expected["two_pl_mirt"]["logLik"]),
        1e-3,
        "2PL",
    );
    for (symbol, name) in [(Symbol::Slope, "a"), (Symbol::Difficulty, "b")] {
        for (found, wanted) in values(&two, symbol).iter().zip(numbers(&expected["two_pl_mirt"][name])) {
            tally.close(*found, wanted, 1e-3, name);
        }
    }
}

#[test]
fn verbal_aggression() {
    let (Some(table), Some(expected)) = (tables::verbagg(), common::specs_json("verbagg_dif.expected.json")) else {
        return not_there("verbal aggression");
    };
    let mut tally = Tally::new("verbal aggression");
    let rasch = fit(&table, Kind::Rasch);
    let wanted = &expected["rasch_mml"];
    tally.close(rasch.log_likelihood, number(&wanted["logLik"]), 1e-3, "Rasch");
    for (found, wanted) in values(&rasch, Symbol::Difficulty).iter().zip(numbers(&wanted["b"])) {
        tally.close(*found, wanted, 1e-3, "Rasch");
    }
}

#[test]
fn licensure_and_its_pretest_items() {
    let (Some(candidates), Some(expected)) = (tables::credential(), common::specs_json("credential.expected.json"))
    else {
        return not_there("licensure");
    };
    let mut tally = Tally::new("licensure");
    // An omitted operational question is wrong.
    let score = |cell: u8| if cell == MISSING { 0 } else { cell };
    let rows: Vec<Vec<u8>> = candidates
        .iter()
        .map(|candidate| candidate.scores[..170].iter().map(|&cell| score(cell)).collect())
        .collect();
    let table = Responses::from_rows(&rows).unwrap();
    let mut plan = Plan::of(Kind::TwoPl, 170);
    plan.errors = false;
    let two = calibrate(&table, &plan).unwrap();
    tally.close(two.log_likelihood, number(&expected["two_pl"]["logLik"]), 0.05, "2PL");
    let (a, b) = (values(&two, Symbol::Slope), values(&two, Symbol::Difficulty));
    for (found, wanted) in a.iter().zip(numbers(&expected["two_pl"]["a"])) {
        tally.close(*found, wanted, 1e-3, "slope");
    }
    for ((found, slope), wanted) in b.iter().zip(&a).zip(numbers(&expected["two_pl"]["b"])) {
        // Where the slope is small the difficulty is flat: the intercept is what is held.
        tally.close(found * slope, wanted * slope, 1e-3, "difficulty");
    }
    plan.kinds = vec![Kind::Rasch; 170];
    let rasch = calibrate(&table, &plan).unwrap();
    tally.close(
        rasch.log_likelihood,
        number(&expected["rasch"]["logLik"]),
        0.05,
        "Rasch",
    );
    let sd = rasch.groups[0].sd;
    tally.close(sd * sd, number(&expected["rasch"]["latent_variance"]), 1e-3, "variance");

    // Two slopes are just below 0: they are said, and stay what they are.
    let turned = |warning: &&Warning| matches!(warning, Warning::SlopeNotPositive { .. });
    assert_eq!(two.warnings.iter().filter(turned).count(), 2);
    let line = |fate: &Fate| {
        let own = &fate.estimate().unwrap().estimated;
        Some(Anchor::Line {
            slope: own[0].0,
            intercept: own[1].0,
        })
    };
    let anchors: Vec<_> = two.items.iter().map(line).collect();
    for set in [6_u8, 7, 8] {
        let wanted = &expected["pretest"]["calibration"][format!("set{set}")];
        let own: Vec<usize> = wanted["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item.as_u64().unwrap() as usize - 1)
            .collect();
        let rows: Vec<Vec<u8>> = candidates
            .iter()
            .filter(|candidate| candidate.pretest == set)
            .map(|candidate| {
                (0..170)
                    .chain(own.iter().copied())
                    .map(|item| {
                        if item < 170 {
                            score(candidate.scores[item])
                        } else {
                            candidate.scores[item]
                        }
                    })
                    .collect()
            })
            .collect();
        assert_eq!(rows.len() as u64, wanted["n"].as_u64().unwrap());
        let table = Responses::from_rows(&rows).unwrap();
        let mut plan = Plan::of(Kind::TwoPl, 180);
        plan.anchors = anchors.iter().cloned().chain(vec![None; 10]).collect();
        plan.errors = false;
        let fitted = calibrate(&table, &plan).unwrap();
        assert!(fitted.converged);
        tally.close(fitted.groups[0].mean, number(&wanted["mean"]), 2e-3, "mean");
        tally.close(
            fitted.groups[0].sd * fitted.groups[0].sd,
            number(&wanted["var"]),
            3e-3,
            "variance",
        );
        for (place, (a, b)) in numbers(&wanted["a"]).into_iter().zip(numbers(&wanted["b"])).enumerate() {
            let estimate = fitted.items[170 + place].estimate().unwrap();
            tally.close(
                estimate.value(Symbol::Slope).unwrap(),
                a,
                2e-3,
                &format!("set {set} slope {place}"),
            );
            tally.close(
                estimate.estimated[1].0,
                -a * b,
                3e-3,
                &format!("set {set} intercept {place}"),
            );
        }
    }
}

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

/// Enough of a generator for made-up persons.
struct Dice(u64);

impl Dice {
    fn uniform(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        let (u, v) = (self.uniform(), self.uniform());
        libm::sqrt(-2.0 * libm::log(u)) * libm::cos(core::f64::consts::TAU * v)
    }
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
