//! Calibration gives what independent programs give on the same data.

mod licensure;
mod made_up;

pub use licensure::licensure_and_its_pretest_items;

use crate::common::{Tally, not_there, number, numbers};
use crate::{common, tables};
use jalon_psychometrics::calibrate::conditional::conditional;
use jalon_psychometrics::calibrate::{
    Anchor, Fate, Fitted, Kind, Plan, Population, Prior, Symbol, Warning, Why, calibrate,
};
use jalon_psychometrics::estimate::{Answer, Method, estimate};
use jalon_psychometrics::model::Item;
use jalon_psychometrics::scale::Range;
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

/// Log-likelihood, AIC, BIC and number of parameters.
fn criteria(tally: &mut Tally, fitted: &Fitted, wanted: &Value, what: &str) {
    tally.close(fitted.log_likelihood, number(&wanted["logLik"]), 1e-3, what);
    tally.close(fitted.aic(), number(&wanted["AIC"]), 2e-3, what);
    tally.close(fitted.bic(), number(&wanted["BIC"]), 2e-3, what);
    assert_eq!(fitted.parameters as u64, wanted["npar"].as_u64().unwrap(), "{what}");
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

pub fn lsat_as_three_programs() {
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
            if let Some(slope) = wanted.get("a") {
                tally.close(values(&fitted, Symbol::Slope)[0], number(slope), 1e-3, "common slope");
            }
            // ltm writes difficulty and slope of each item.
            if let Some(ltm) = wanted.get("ltm") {
                tally.close(fitted.log_likelihood, number(&ltm["logLik"]), 1e-3, "ltm");
                for (item, wanted) in ltm["coef"].as_array().unwrap().iter().enumerate() {
                    let estimate = fitted.items[item].estimate().unwrap();
                    let (b, a) = (number(&wanted[0]), number(&wanted[1]));
                    let far = if b.abs() > 3.0 { 5e-3 } else { 1e-3 };
                    tally.close(estimate.value(Symbol::Difficulty).unwrap(), b, far, "ltm difficulty");
                    tally.close(estimate.value(Symbol::Slope).unwrap(), a, 1e-3, "ltm slope");
                }
            }
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
            for (item, wanted) in wanted["slope_intercept"].as_array().into_iter().flatten().enumerate() {
                let own = &fitted.items[item].estimate().unwrap().estimated;
                tally.close(own[0].0, number(&wanted[0]), 1e-3, "slope");
                tally.close(own[1].0, number(&wanted[1]), 1e-3, "intercept");
            }
            if let Some(finer) = wanted.get("quad121_check") {
                let mut plan = Plan::of(kind, table.items());
                plan.nodes = 121;
                let fitted = calibrate(&table, &plan).unwrap();
                tally.close(fitted.log_likelihood, number(&finer["logLik"]), 1e-3, "121 nodes");
                tally.close(fitted.aic(), number(&finer["AIC"]), 2e-3, "121 nodes");
                tally.close(fitted.bic(), number(&finer["BIC"]), 2e-3, "121 nodes");
                same_items(&mut tally, &fitted, &finer["pars"], "121 nodes");
            }
            for (item, wanted) in wanted["se"].as_array().into_iter().flatten().enumerate() {
                let own = &fitted.items[item].estimate().unwrap().estimated;
                tally.near(own[0].1.unwrap(), number(&wanted["a_se"]), 0.02, "SE of the slope");
                tally.near(own[1].1.unwrap(), number(&wanted["d_se"]), 0.02, "SE of the intercept");
            }
        }
    }
}

pub fn science_polytomous() {
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
        criteria(&mut tally, &fitted, wanted, name);
        if let Some(ltm) = wanted.get("ltm") {
            tally.close(fitted.log_likelihood, number(&ltm["logLik"]), 1e-3, "ltm");
            // Three decimals: the first steps of the items, the second, the third, then the slopes.
            let printed = numbers(&ltm["coef"]);
            for (place, wanted) in printed.into_iter().enumerate() {
                let estimate = fitted.items[place % 4].estimate().unwrap();
                let symbol = match place / 4 {
                    3 => Symbol::Slope,
                    step => Symbol::Step(step as u8 + 1),
                };
                tally.close(estimate.value(symbol).unwrap(), wanted, 1.5e-3, "ltm, three decimals");
            }
        }
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
    criteria(&mut tally, &nominal, &expected["nominal"], "nominal");
    for (item, wanted) in expected["nominal"]["pars"].as_array().unwrap().iter().enumerate() {
        // The reference writes the slopes as a·ak with ak_0 = 0 and ak_3 = 3.
        let wanted = numbers(wanted);
        let estimate = nominal.items[item].estimate().unwrap();
        for k in 1..4_u8 {
            let slope = estimate.value(Symbol::CategorySlope(k)).unwrap();
            let intercept = estimate.value(Symbol::CategoryIntercept(k)).unwrap();
            tally.close(slope, wanted[0] * wanted[1 + usize::from(k)], 1e-3, "nominal slope");
            tally.close(intercept, wanted[5 + usize::from(k)], 1e-3, "nominal intercept");
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

pub fn sat12_and_its_runaway_slope() {
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
    criteria(&mut tally, &two, &expected["two_pl"], "2PL");
    criteria(&mut tally, &rasch, &expected["rasch_mml"], "Rasch");
    let sd = rasch.groups[0].sd;
    tally.close(
        sd * sd,
        number(&expected["rasch_mml"]["latent_variance"]),
        1e-3,
        "variance",
    );
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
    let (free, persons) = (number(&wanted["npar"]), 600_f64);
    let deviance = -2.0 * beside.log_likelihood;
    tally.close(deviance + 2.0 * free, number(&wanted["AIC"]), 2e-3, "3PL");
    tally.close(
        deviance + free * libm::log(persons),
        number(&wanted["BIC"]),
        2e-3,
        "3PL",
    );
    // The reference counts the prior of item 12 too, which is held here.
    let logit = libm::log(stopped("g") / (1.0 - stopped("g")));
    let of_twelve = -0.5 * ((logit + 1.1) / 2.0) * ((logit + 1.1) / 2.0) - libm::log(2.0) - 0.918_938_533_204_672_7;
    tally.close(
        beside.log_prior + of_twelve,
        number(&wanted["logPrior"]),
        0.02,
        "3PL prior",
    );
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

pub fn booklets_with_planned_gaps() {
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
    tally.close(sd * sd, number(&expected["rasch_mirt"]["variance"]), 1e-3, "variance");
    let errors = numbers(&expected["rasch_tam"]["se"]);
    let of_mirt = numbers(&expected["rasch_mirt"]["b"]);
    for ((fate, error), wanted) in rasch.items.iter().zip(errors).zip(of_mirt) {
        let (found, own) = fate.estimate().unwrap().estimated[0];
        tally.close(found.abs(), wanted.abs(), 1e-3, "Rasch, mirt");
        // TAM's errors take each item as if the others were known: ours are not smaller.
        assert!(own.unwrap() > 0.98 * error, "{own:?} {error}");
    }
    let items: Vec<Item> = rasch.items.iter().map(|fate| fate.item().unwrap().clone()).collect();
    let wle = |row: &[u8]| {
        let seen = items.iter().zip(row).filter(|(_, cell)| **cell != MISSING);
        let answers: Vec<Answer<'_>> = seen.map(|(item, &category)| Answer { item, category }).collect();
        estimate(&answers, Method::Wle(Range::new(-10.0, 10.0).unwrap())).unwrap()
    };
    let first = &expected["rasch_tam"];
    let wanted = numbers(&first["wle_first20"])
        .into_iter()
        .zip(numbers(&first["wle_se_first20"]));
    for (row, (theta, error)) in table.rows().zip(wanted) {
        tally.close(wle(row).theta, theta, 1e-3, "WLE");
        tally.close(wle(row).error.unwrap(), error, 1e-3, "error of the WLE");
    }
    // TAM's reliability of the WLE: 1 − mean squared error / variance.
    let all: Vec<(f64, f64)> = table
        .rows()
        .map(|row| (wle(row).theta, wle(row).error.unwrap()))
        .collect();
    let count = all.len() as f64;
    let mean = all.iter().map(|one| one.0).sum::<f64>() / count;
    let variance = all.iter().map(|one| (one.0 - mean) * (one.0 - mean)).sum::<f64>() / (count - 1.0);
    let noise = all.iter().map(|one| one.1 * one.1).sum::<f64>() / count;
    tally.close(
        1.0 - noise / variance,
        number(&first["WLE_rel"]),
        1e-3,
        "reliability of the WLE",
    );
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

pub fn verbal_aggression() {
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
    let sd = rasch.groups[0].sd;
    tally.close(sd * sd, number(&wanted["latent_variance"]), 1e-3, "variance");
}
