//! Classical statistics of the four opinions on science.

use super::*;
use crate::common::not_there;

/// The four opinions on science, marks 1 to 4.
pub fn science() {
    let (Some(text), Some(expected)) = (specs("science.csv"), specs_json("science.expected.json")) else {
        return not_there("classical statistics of Science");
    };
    let mut tally = Tally::new("classical statistics of Science");
    let row = |line: &str| line.split(',').map(|cell| Some(cell.parse().unwrap())).collect();
    let rows: Vec<Vec<Option<f64>>> = text.lines().skip(1).map(row).collect();
    let found = analyse(&Marks::from_rows(&rows, &[4.0; 4]).unwrap(), Gaps::Zero, &[]).unwrap();
    let wanted = &expected["ctt"];
    tally.near(found.test.mean, wanted["mean_total"].as_f64().unwrap(), 1e-8, "mean");
    tally.near(
        found.test.deviation.unwrap(),
        wanted["sd_total"].as_f64().unwrap(),
        1e-8,
        "deviation",
    );
    let reliability = found.test.reliability.unwrap();
    tally.near(reliability.alpha, wanted["alpha_raw"].as_f64().unwrap(), 1e-8, "alpha");
    tally.near(
        reliability.standardised.unwrap(),
        wanted["alpha_std"].as_f64().unwrap(),
        1e-8,
        "standardised",
    );
    tally.near(
        reliability.lambda6.unwrap(),
        wanted["guttman_lambda6"].as_f64().unwrap(),
        1e-8,
        "lambda6",
    );
    tally.near(reliability.error.unwrap(), wanted["sem"].as_f64().unwrap(), 1e-8, "sem");
    for (place, item) in found.items.iter().enumerate() {
        tally.near(
            item.facility * 4.0,
            wanted["p"][place].as_f64().unwrap(),
            1e-8,
            "mean of an item",
        );
        tally.near(
            item.item_total.unwrap(),
            wanted["r_item_total"][place].as_f64().unwrap(),
            1e-8,
            "item-total",
        );
        let without = wanted["alpha_if_dropped"][place].as_f64().unwrap();
        tally.near(item.alpha_without.unwrap(), without, 1e-8, "alpha without an item");
        tally.near(
            item.item_rest.unwrap(),
            wanted["r_item_rest"][place].as_f64().unwrap(),
            1e-8,
            "item-rest",
        );
    }
}
