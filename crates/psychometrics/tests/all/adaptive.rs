//! Adaptive tests against catR on its bank: the next item by nine criteria, and whole tests, item by item.

use crate::common::{Tally, integers, not_there, number, numbers, specs_json, tcals};
use jalon_psychometrics::estimate::{Answer, Method, Posterior, estimate};
use jalon_psychometrics::exposure::Exposure;
use jalon_psychometrics::model::Item;
use jalon_psychometrics::scale::{Normal, Quadrature, Range};
use jalon_psychometrics::select::{Bank, Choice, Criterion, Open, Pick, Position, Weighting, next, values};
use serde_json::Value;

fn catr_nodes() -> Quadrature {
    Quadrature::normal(Normal::STANDARD, Range::new(-4.0, 4.0).unwrap(), 33).unwrap()
}

fn best(bank: &Bank, open: &[bool], criterion: Criterion, position: Position<'_>) -> Choice {
    let open = Open {
        items: open,
        exposure: &Exposure::NONE,
    };
    next(bank, open, criterion, Pick::Best, position, &mut || {
        panic!("nothing is drawn")
    })
    .unwrap()
}

pub fn the_next_item_by_nine_criteria() {
    let (Some(items), Some(expected)) = (tcals(), specs_json("cat_tcals.expected.json")) else {
        return not_there("TCALS next item");
    };
    let mut tally = Tally::new("TCALS next item");
    let case = &expected["next_item"];
    let given = integers(&case["administered"]);
    let bank = Bank::new(items);
    let nodes = catr_nodes();
    let mut posterior = Posterior::new(&nodes);
    let mut open = vec![true; bank.items().len()];
    for (id, x) in given.iter().zip(integers(&case["x"])) {
        posterior.add(&bank.items()[id - 1], x as u8);
        open[id - 1] = false;
    }
    let theta = posterior.estimate().unwrap().theta;
    tally.close(theta, number(&case["theta_EAP33"]), 1e-9, "measure");
    let position = Position {
        theta,
        posterior: &posterior,
        given: given.len(),
    };
    // catR integrates without scaling: its values are ours times a constant.
    let scaled = [
        (Criterion::LikelihoodInformation, "MLWI"),
        (Criterion::PosteriorInformation, "MPWI"),
        (Criterion::LikelihoodDivergence, "KL"),
        (Criterion::PosteriorDivergence, "KLP"),
    ];
    let plain = [
        (Criterion::Information, "MFI", 1.0),
        (Criterion::Difficulty, "bOpt", -1.0),
        (Criterion::Peak, "thOpt", -1.0),
        (Criterion::ExpectedVariance(Weighting::AtPoint), "MEPV", -1.0),
    ];
    for (criterion, key, sign) in plain {
        let choice = best(&bank, &open, criterion, position);
        tally.same(
            &(choice.item + 1),
            &(case["choice"][key]["item"].as_u64().unwrap() as usize),
            key,
        );
        tally.near(sign * choice.value, number(&case["choice"][key]["value"]), 1e-6, key);
    }
    let mut scales = Vec::new();
    for (criterion, key) in scaled {
        let choice = best(&bank, &open, criterion, position);
        scales.push(number(&case["choice"][key]["value"]) / choice.value);
        tally.same(
            &(choice.item + 1),
            &(case["choice"][key]["item"].as_u64().unwrap() as usize),
            key,
        );
    }
    // One constant for each weight: that of the likelihood, that of the posterior.
    tally.near(scales[2], scales[0], 1e-6, "scale of the likelihood");
    tally.near(scales[3], scales[1], 1e-6, "scale of the posterior");
    let choice = best(&bank, &open, Criterion::ExpectedInformation, position);
    tally.same(
        &(choice.item + 1),
        &(case["choice"]["MEI"]["item"].as_u64().unwrap() as usize),
        "MEI",
    );
    // catR weighs observed information here, we Fisher's: the same item, another value.
    let top = integers(&case["MFI_top5"]["items"]);
    for (criterion, key, sign) in [
        (Criterion::Information, "MFI_top5", 1.0),
        (
            Criterion::ExpectedVariance(Weighting::AtPoint),
            "MEPV_of_MFI_top5",
            -1.0,
        ),
        (Criterion::LikelihoodInformation, "MLWI_of_MFI_top5", 0.0),
        (Criterion::PosteriorInformation, "MPWI_of_MFI_top5", 0.0),
        (Criterion::LikelihoodDivergence, "KL_of_MFI_top5", 0.0),
    ] {
        let found = values(&bank, &open, criterion, position);
        let wanted = numbers(if key == "MFI_top5" {
            &case[key]["info"]
        } else {
            &case[key]
        });
        for (id, wanted_here) in top.iter().zip(&wanted) {
            if sign == 0.0 {
                tally.near(found[id - 1] / found[top[0] - 1], wanted_here / wanted[0], 1e-6, key);
            } else {
                tally.near(sign * found[id - 1], *wanted_here, 1e-6, key);
            }
        }
    }
}

pub fn whole_tests_item_by_item() {
    let (Some(items), Some(expected)) = (tcals(), specs_json("cat_tcals.expected.json")) else {
        return not_there("TCALS adaptive tests");
    };
    let mut tally = Tally::new("TCALS adaptive tests");
    let bank = Bank::new(items);
    for (number, trace) in expected["traces"].as_array().unwrap().iter().enumerate() {
        let person = trace["person"].as_u64().unwrap() as usize;
        let all = integers(&expected["responses_all_items"][person - 1]);
        replay(&mut tally, &bank, trace, &all, &format!("trace {number}"));
    }
}

fn replay(tally: &mut Tally, bank: &Bank, trace: &Value, all: &[usize], name: &str) {
    let criterion = match trace["criterion"].as_str().unwrap() {
        "MFI" => Criterion::Information,
        "MPWI" => Criterion::PosteriorInformation,
        "KL" => Criterion::LikelihoodDivergence,
        "MEPV" => Criterion::ExpectedVariance(Weighting::AtPoint),
        "bOpt" => Criterion::Difficulty,
        other => panic!("{other}"),
    };
    let nodes = catr_nodes();
    let method = match trace["method"].as_str().unwrap() {
        "EAP" => Method::Eap(&nodes),
        "WL" => Method::Wle(Range::USUAL),
        "BM" => Method::Map(Normal::STANDARD, Range::USUAL),
        other => panic!("{other}"),
    };
    let exact = trace["method"] == "EAP";
    let mut posterior = Posterior::new(&nodes);
    let mut open = vec![true; bank.items().len()];
    let mut answers: Vec<Answer<'_>> = Vec::new();
    let mut theta = 0.0;
    let mut error = 0.0;
    for (step, wanted) in integers(&trace["items"]).into_iter().enumerate() {
        let position = Position {
            theta,
            posterior: &posterior,
            given: step,
        };
        // catR opens with the item most informative at 0 whatever the criterion.
        let criterion = if step == 0 { Criterion::Information } else { criterion };
        let choice = best(bank, &open, criterion, position);
        let what = format!("{name} {} {}, step {step}", trace["criterion"], trace["method"]);
        tally.same(&(choice.item + 1), &wanted, &what);
        let item: &Item = &bank.items()[choice.item];
        let category = all[choice.item] as u8;
        tally.same(&u64::from(category), &trace["x"][step].as_u64().unwrap(), &what);
        open[choice.item] = false;
        posterior.add(item, category);
        answers.push(Answer { item, category });
        let found = estimate(&answers, method).unwrap();
        (theta, error) = (found.theta, found.error.unwrap());
        let tolerance = if exact { 1e-8 } else { 5e-4 };
        tally.close(theta, number(&trace["theta"][step]), tolerance, &what);
        tally.close(error, number(&trace["se"][step]), tolerance, &what);
    }
    let ends = numbers(&trace["final_ci95"]);
    let z = 1.959_963_984_540_054;
    tally.close(theta - z * error, ends[0], if exact { 1e-7 } else { 1e-3 }, name);
    tally.close(theta + z * error, ends[1], if exact { 1e-7 } else { 1e-3 }, name);
}
