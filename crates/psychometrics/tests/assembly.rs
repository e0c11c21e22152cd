//! Shadow tests against an exact solver (HiGHS) on the TCALS bank: content bounds, enemies, and whole adaptive tests under them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "tests are free of these rules"
)]

mod common;

use common::{Tally, integers, not_there, number, specs_json, tcals, vectors};
use jalon_psychometrics::estimate::Posterior;
use jalon_psychometrics::exposure::Exposure;
use jalon_psychometrics::scale::{Normal, Quadrature, Range};
use jalon_psychometrics::select::{Bank, Criterion, Pick, Position};
use jalon_psychometrics::shadow::{Blueprint, Group, Under, next};
use serde_json::Value;

fn blueprint(expected: &Value, bank: &Value) -> (Blueprint, Vec<(String, Group)>) {
    let contents: Vec<&str> = bank["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["content"].as_str().unwrap())
        .collect();
    let groups: Vec<(String, Group)> = expected["content_bounds"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, bounds)| {
            let items = (0..contents.len()).filter(|item| contents[*item] == name).collect();
            let bounds = integers(bounds);
            let (least, most) = (bounds[0] as u32, bounds[1] as u32);
            (name.clone(), Group { items, least, most })
        })
        .collect();
    let enemies = expected["enemies_1based"].as_array().unwrap();
    let enemies = enemies
        .iter()
        .map(|pair| integers(pair).iter().map(|id| id - 1).collect())
        .collect();
    let length = expected["test_length"].as_u64().unwrap() as u32;
    let lists = groups.iter().map(|(_, group)| group.clone()).collect();
    (
        Blueprint::new(contents.len(), length, lists, enemies, Vec::new(), Vec::new()).unwrap(),
        groups,
    )
}

#[test]
fn forms_and_whole_tests_are_those_of_an_exact_solver() {
    let (Some(items), Some(bank_file)) = (tcals(), specs_json("cat_bank_tcals.json")) else {
        return not_there("shadow tests");
    };
    let mut tally = Tally::new("shadow tests");
    let expected = vectors("shadow.expected.json");
    let bank = Bank::new(items);
    let (blueprint, groups) = blueprint(&expected, &bank_file);
    tally.same(&blueprint.feasible(&[], &[]).is_ok(), &true, "feasible");
    for form in expected["static_forms"].as_array().unwrap() {
        let theta = number(&form["theta"]);
        let values: Vec<f64> = bank.items().iter().map(|item| item.information(theta)).collect();
        let found = blueprint.form(&values, &[], &[]).unwrap();
        tally.near(found.value, number(&form["objective"]), 1e-9, "objective");
        let ids: Vec<usize> = found.items.iter().map(|item| item + 1).collect();
        tally.same(&ids, &integers(&form["form"]), "form");
    }
    let nodes = Quadrature::normal(Normal::STANDARD, Range::new(-4.0, 4.0).unwrap(), 33).unwrap();
    for trace in expected["traces"].as_array().unwrap() {
        let mut posterior = Posterior::new(&nodes);
        let mut given = Vec::new();
        let mut theta = number(&expected["start_theta"]);
        for (place, step) in trace["steps"].as_array().unwrap().iter().enumerate() {
            let what = format!("person {}, step {place}", trace["person"]);
            tally.close(theta, number(&step["theta_before"]), 1e-8, &what);
            let under = Under {
                blueprint: &blueprint,
                given: &given,
                closed: &[],
                exposure: &Exposure::NONE,
                first: &[],
            };
            let position = Position {
                theta,
                posterior: &posterior,
                given: place,
            };
            let mut none = || panic!("nothing is drawn");
            let found = next(&bank, under, Criterion::Information, Pick::Best, position, &mut none).unwrap();
            tally.near(found.form.value, number(&step["shadow_objective"]), 1e-8, &what);
            tally.same(
                &(found.choice.item + 1),
                &(step["item"].as_u64().unwrap() as usize),
                &what,
            );
            posterior.add(&bank.items()[found.choice.item], step["x"].as_u64().unwrap() as u8);
            given.push(found.choice.item);
            let estimate = posterior.estimate().unwrap();
            theta = estimate.theta;
            tally.close(theta, number(&step["theta_after"]), 1e-8, &what);
            tally.close(estimate.error.unwrap(), number(&step["se_after"]), 1e-8, &what);
        }
        for (name, group) in &groups {
            let count = given.iter().filter(|item| group.items.contains(item)).count();
            tally.same(
                &count,
                &(trace["content_counts"][name].as_u64().unwrap() as usize),
                name,
            );
        }
    }
}
