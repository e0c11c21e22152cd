//! Estimators against values that other programs computed: LSAT6, LSAT7, Science (mirt), the TCALS bank (catR).

use crate::common::{Tally, integers, not_there, number, numbers, specs_json, tcals};
use jalon_psychometrics::estimate::{Answer, Bound, Method, estimate, sum_score_table};
use jalon_psychometrics::model::{InvalidItem, Item};
use jalon_psychometrics::scale::{Normal, Quadrature, Range};
use serde_json::Value;

type Make = fn(f64, Vec<f64>) -> Result<Item, InvalidItem>;

fn answers<'a>(items: &'a [Item], pattern: &[usize]) -> Vec<Answer<'a>> {
    let pairs = items.iter().zip(pattern);
    pairs
        .map(|(item, category)| Answer {
            item,
            category: *category as u8,
        })
        .collect()
}

/// EAP, MAP, ML and WLE of each pattern, as mirt scores them with 61 nodes of −6 to 6.
fn mirt_scores(tally: &mut Tally, scores: &Value, items: &[Item], lowest: usize, name: &str) {
    let standard = Quadrature::standard();
    let wide = Range::new(-20.0, 20.0).unwrap();
    for (place, pattern) in scores["patterns"].as_array().unwrap().iter().enumerate() {
        let pattern: Vec<usize> = integers(pattern).iter().map(|category| category - lowest).collect();
        let answers = answers(items, &pattern);
        for (method, key) in [
            (Method::Eap(&standard), "EAP"),
            (Method::Map(Normal::STANDARD, Range::USUAL), "MAP"),
            (Method::Mle(wide), "ML"),
            (Method::Wle(wide), "WLE"),
        ] {
            let found = estimate(&answers, method).unwrap();
            let wanted = &scores["est"][key][place];
            let what = format!("{name} {key} of {pattern:?}");
            if wanted["theta"].is_null() {
                tally.same(&found.bound.is_some(), &true, &what);
                tally.same(&found.error, &None, &what);
            } else {
                tally.close(found.theta, number(&wanted["theta"]), 1e-3, &what);
                // mirt's error is the posterior's standard deviation, or comes from the curvature that its optimiser saw.
                let error = found.observed.or(found.error).unwrap();
                tally.near(error, number(&wanted["se"]), 1e-3, &what);
            }
        }
    }
}

pub fn lsat() {
    for name in ["lsat6", "lsat7"] {
        let Some(expected) = specs_json(&format!("{name}.expected.json")) else {
            return not_there("LSAT scores");
        };
        let mut tally = Tally::new("LSAT scores");
        let two_pl = &expected["two_pl"];
        let item = |pars: &Value| Item::two_pl(number(&pars["a"]), number(&pars["b"])).unwrap();
        let items: Vec<Item> = two_pl["pars"].as_array().unwrap().iter().map(item).collect();
        mirt_scores(&mut tally, &two_pl["scores"], &items, 0, name);
        let table = sum_score_table(&items, &Quadrature::standard());
        for (row, wanted) in table.iter().zip(two_pl["eapsum"].as_array().unwrap()) {
            let what = format!("{name} sum {}", row.sum);
            let found = row.estimate.unwrap();
            tally.close(found.theta, number(&wanted["theta"]), 1e-3, &what);
            tally.close(found.error.unwrap(), number(&wanted["se"]), 1e-3, &what);
            tally.close(1000.0 * row.share, number(&wanted["expected"]), 1e-3 * 1000.0, &what);
        }
        test_information(&mut tally, two_pl, &items, name);
    }
}

fn test_information(tally: &mut Tally, expected: &Value, items: &[Item], name: &str) {
    let points = numbers(&expected["testinfo"]["theta"]);
    for (theta, wanted) in points.iter().zip(numbers(&expected["testinfo"]["info"])) {
        let found: f64 = items.iter().map(|item| item.information(*theta)).sum();
        tally.near(found, wanted, 1e-6, &format!("{name} information at {theta}"));
    }
}

pub fn science() {
    let Some(expected) = specs_json("science.expected.json") else {
        return not_there("Science scores");
    };
    let mut tally = Tally::new("Science scores");
    for (model, make) in [("graded", Item::graded as Make), ("gpcm", Item::partial_credit as Make)] {
        let item = |pars: &Value| {
            let steps = ["b1", "b2", "b3"].iter().map(|name| number(&pars[name])).collect();
            make(number(&pars["a"]), steps).unwrap()
        };
        let items: Vec<Item> = expected[model]["pars"].as_array().unwrap().iter().map(item).collect();
        mirt_scores(&mut tally, &expected[model]["scores"], &items, 1, model);
        test_information(&mut tally, &expected[model], &items, model);
    }
}

pub fn curves_of_the_tcals_bank() {
    let (Some(items), Some(expected)) = (tcals(), specs_json("cat_tcals.expected.json")) else {
        return not_there("TCALS curves");
    };
    let mut tally = Tally::new("TCALS curves");
    let curves = &expected["curves"];
    for (row, theta) in numbers(&curves["theta"]).into_iter().enumerate() {
        for (column, item) in integers(&curves["items"]).into_iter().enumerate() {
            let item = &items[item - 1];
            let what = format!("item {column} at {theta}");
            let warm = item.warm(theta);
            tally.near(
                item.probability(theta, 1).unwrap(),
                number(&curves["P"][row][column]),
                1e-12,
                &what,
            );
            tally.near(
                item.information(theta),
                number(&curves["info"][row][column]),
                1e-9,
                &what,
            );
            tally.near(warm.j, number(&curves["J"][row][column]), 1e-9, &what);
        }
        let total: f64 = items.iter().map(|item| item.information(theta)).sum();
        tally.near(total, number(&curves["test_info_all"][row]), 1e-9, "all items");
    }
}

pub fn estimates_of_the_tcals_bank() {
    let (Some(items), Some(expected)) = (tcals(), specs_json("cat_tcals.expected.json")) else {
        return not_there("TCALS estimates");
    };
    let mut tally = Tally::new("TCALS estimates");
    let nodes = |prior: Normal, end: f64, count: usize| {
        Quadrature::normal(prior, Range::new(-end, end).unwrap(), count).unwrap()
    };
    let coarse = nodes(Normal::STANDARD, 4.0, 33);
    let fine = nodes(Normal::STANDARD, 6.0, 241);
    let other = nodes(Normal::new(0.5, 0.8).unwrap(), 6.0, 241);
    for (name, case) in expected["estimation"].as_object().unwrap() {
        let chosen: Vec<Item> = integers(&case["items"])
            .iter()
            .map(|id| items[id - 1].clone())
            .collect();
        let answers = answers(&chosen, &integers(&case["x"]));
        for (key, quadrature) in [
            ("EAP_33_m4_4", &coarse),
            ("EAP_241_m6_6", &fine),
            ("EAP_241_prior_0.5_0.8", &other),
        ] {
            let found = estimate(&answers, Method::Eap(quadrature)).unwrap();
            tally.close(found.theta, number(&case[key]["theta"]), 1e-9, name);
            tally.close(found.error.unwrap(), number(&case[key]["se"]), 1e-9, name);
        }
        for (key, method) in [
            ("ML", Method::Mle(Range::USUAL)),
            ("WL", Method::Wle(Range::USUAL)),
            ("BM", Method::Map(Normal::STANDARD, Range::USUAL)),
            ("BM_jeffreys", Method::JeffreysMap(Range::USUAL)),
        ] {
            let found = estimate(&answers, method).unwrap();
            let wanted = number(&case[key]["theta"]);
            tally.close(found.theta, wanted, 1e-3, &format!("{name} {key}"));
            if wanted.abs() > 5.999 {
                // catR prints an error here, 27 to 81 logits, and no flag: what the questions tell at the bound, 1/√I, as if it were a maximum.
                if let Some(error) = case[key].get("se") {
                    let told: f64 = answers.iter().map(|one| one.item.information(wanted)).sum();
                    tally.near(
                        1.0 / libm::sqrt(told),
                        number(error),
                        1e-3,
                        &format!("{name} {key}, at the bound"),
                    );
                }
                let bound = if wanted > 0.0 { Bound::High } else { Bound::Low };
                tally.same(&(found.error, found.bound), &(None, Some(bound)), name);
            } else if let Some(wanted) = case[key].get("se") {
                let place = format!("{name} {key}");
                tally.close(found.error.unwrap(), number(wanted), 1e-3, &place);
            }
        }
    }
}

pub fn twenty_of_twenty_right_is_no_number_of_its_own() {
    // catsim answers 0.42 here (a step of its last estimate); the likelihood has no maximum, and EAP is 1.14.
    let Some(items) = tcals() else {
        return not_there("all right on twenty items");
    };
    let mut tally = Tally::new("all right on twenty items");
    let answers: Vec<Answer<'_>> = items[..20].iter().map(|item| Answer { item, category: 1 }).collect();
    let mle = estimate(&answers, Method::Mle(Range::USUAL)).unwrap();
    tally.same(
        &(mle.bound, mle.error),
        &(Some(Bound::High), None),
        "maximum likelihood",
    );
    let eap = estimate(&answers, Method::Eap(&Quadrature::standard())).unwrap();
    tally.close(eap.theta, 1.14, 0.005, "posterior mean");
}
