//! Sequential classification and multistage tests against values computed apart, on the TCALS bank.

use crate::common::{Tally, both, integers, not_there, number, numbers, specs_json, tcals};
use jalon_base::Micro;
use jalon_psychometrics::estimate::{Measure, Posterior};
use jalon_psychometrics::multistage::{Module, Panel, Standing};
use jalon_psychometrics::scale::{Normal, Quadrature, Range};
use jalon_psychometrics::stop::{Progress, Ratio, Rule, Side, stop};
use serde_json::Value;

pub fn probability_ratios_item_by_item() {
    let Some(items) = tcals() else {
        return not_there("sequential probability ratio tests");
    };
    let mut tally = Tally::new("sequential probability ratio tests");
    let expected = both("sprt.expected.json");
    let of = |name: &str| number(&expected[name]);
    let ratio = Ratio::new(vec![of("cut")], of("delta"), of("alpha"), of("beta")).unwrap();
    tally.same(&Some(ratio.bounds().0), &Micro::round(of("upper_lnA")), "upper bound");
    tally.same(&Some(ratio.bounds().1), &Micro::round(of("lower_lnB")), "lower bound");
    let order = integers(&expected["item_order"]);
    for (person, case) in expected["persons"].as_array().unwrap().iter().enumerate() {
        let what = format!("person {person}");
        let mut tests = ratio.begin();
        let mut stopped = None;
        let logs = numbers(&case["llr"]);
        for (place, (id, x)) in order.iter().zip(integers(&case["x"])).enumerate() {
            tests.add(&items[id - 1], x as u8);
            tally.close(tests.logs()[0], logs[place], 1e-8 * logs[place].abs().max(1.0), &what);
            if stopped.is_none() && tests.level().is_some() {
                stopped = Some(place as u64 + 1);
            }
        }
        tally.same(&stopped, &case["sprt_stop_at"].as_u64(), &what);
        let decision = match tests.sides()[0] {
            Some(Side::Above) => "pass",
            Some(Side::Below) => "fail",
            None => "none",
        };
        tally.same(&decision, &case["sprt_decision"].as_str().unwrap(), &what);
    }
}

fn nodes() -> Quadrature {
    Quadrature::normal(Normal::STANDARD, Range::new(-4.0, 4.0).unwrap(), 33).unwrap()
}

pub fn routes_and_measures_of_a_multistage_test() {
    let (Some(items), Some(tests)) = (tcals(), specs_json("cat_tcals.expected.json")) else {
        return not_there("multistage tests");
    };
    let mut tally = Tally::new("multistage tests");
    let expected = both("mst.expected.json");
    let names = ["S1", "S2E", "S2M", "S2H", "S3E", "S3M", "S3H"];
    let ways: [&[usize]; 7] = [&[1, 2, 3], &[4, 5, 6], &[4, 5, 6], &[4, 5, 6], &[], &[], &[]];
    let module = |(name, next): (&&str, &[usize])| Module {
        items: integers(&expected["modules_1based"][name])
            .iter()
            .map(|id| id - 1)
            .collect(),
        next: next.to_vec(),
        cuts: Vec::new(),
    };
    let modules = names.iter().zip(ways).map(module).collect();
    let panel = Panel::new(items.clone(), modules).unwrap();
    for (module, name) in names.iter().enumerate() {
        for (theta, wanted) in expected["module_info"][name].as_object().unwrap() {
            let found = panel.information(module, theta.parse().unwrap());
            tally.near(found, number(wanted), 1e-9, name);
        }
    }
    let place = |name: &str| names.iter().position(|other| *other == name).unwrap();
    for (pair, wanted) in expected["info_crossings"].as_object().unwrap() {
        let (one, other) = pair.split_once('-').unwrap();
        let found = panel.crossings(place(one), place(other), Range::new(-4.0, 4.0).unwrap());
        tally.same(&found.len(), &wanted.as_array().unwrap().len(), pair);
        for (found, wanted) in found.iter().zip(numbers(wanted)) {
            tally.close(*found, wanted, 1e-8, pair);
        }
    }
    for path in expected["paths"].as_array().unwrap() {
        one_way(&mut tally, &panel, &tests, path, &names);
    }
}

fn one_way(tally: &mut Tally, panel: &Panel, tests: &Value, path: &Value, names: &[&str]) {
    let person = path["person"].as_u64().unwrap() as usize;
    let all = integers(&tests["responses_all_items"][person - 1]);
    let nodes = nodes();
    let mut posterior = Posterior::new(&nodes);
    let (mut module, mut raw) = (0, 0);
    let stages = path["path"].as_array().unwrap();
    for (stage, name) in stages.iter().enumerate() {
        let what = format!("person {person}, stage {stage}");
        tally.same(&names[module], &name.as_str().unwrap(), &what);
        for item in &panel.modules()[module].items {
            raw += all[*item];
        }
        let places = panel.modules()[module].items.clone();
        for (item, place) in panel.items(module).zip(places) {
            posterior.add(item, all[place] as u8);
        }
        let estimate = posterior.estimate().unwrap();
        let wanted = numbers(&path["theta_se"][stage]);
        tally.close(estimate.theta, wanted[0], 1e-8, &what);
        tally.close(estimate.error.unwrap(), wanted[1], 1e-8, &what);
        match panel.route(module, Standing::Theta(estimate.theta)).unwrap() {
            Some(route) => module = route.module,
            None => tally.same(&(stage + 1), &stages.len(), &what),
        }
    }
    tally.same(&(raw as u64), &path["raw"].as_u64().unwrap(), "raw sum");
}

/// catR's tests with a rule: the engine stops where catR did, and not before.
pub fn tests_stop_where_catr_stopped() {
    let Some(expected) = specs_json("cat_tcals.expected.json") else {
        return not_there("stops");
    };
    let mut tally = Tally::new("stops");
    let micro = |text: &str| Micro::parse(text).unwrap();
    for trace in expected["traces"].as_array().unwrap() {
        let rules = match trace["stop"].as_str() {
            Some("SE<=.35 or 40 items") => [Rule::Error(micro("0.35")), Rule::Length(40)],
            Some("95% CI excludes cut 0.5, or 40 items") => {
                let cuts = vec![micro("0.5")];
                [
                    Rule::Interval {
                        cuts,
                        z: micro("1.959964"),
                    },
                    Rule::Length(40),
                ]
            }
            Some(other) => panic!("{other}"),
            None => continue,
        };
        let pairs = numbers(&trace["theta"]).into_iter().zip(numbers(&trace["se"]));
        let measures: Vec<Measure> = pairs
            .map(|(theta, error)| Measure {
                theta: Micro::round(theta).unwrap(),
                error: Micro::round(error),
            })
            .collect();
        for given in 1..=measures.len() {
            let progress = Progress {
                measures: &measures[..given],
                seconds: 0,
                best_open: None,
                decided: None,
                change: None,
            };
            let stops = stop(&rules, 1, progress).is_some();
            tally.same(
                &stops,
                &(given == measures.len()),
                &format!("{} after {given}", trace["stop"]),
            );
        }
    }
}
