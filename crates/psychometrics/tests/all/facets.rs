//! Many-facet Rasch as TAM, lme4 and PyPI mirt have it; designs that do not hold together are refused.

mod alone;

use crate::common::{Dice, Tally, not_there, number, numbers};
use crate::{common, tables};
use jalon_psychometrics::facets::{Faceted, Rating, RefusedDesign, Steps, facets};
use std::collections::BTreeMap;

/// Ratings of a file whose criteria begin at a column; persons are numbered in the order of their identifiers.
fn ratings(file: &str, rater_column: usize, first: usize) -> Option<Vec<Rating>> {
    let rows = tables::fields(file)?;
    let mut persons: BTreeMap<u32, u32> = rows.iter().map(|row| (row[0].parse().unwrap(), 0)).collect();
    for (number, place) in (0..).zip(persons.values_mut()) {
        *place = number;
    }
    let mut all = Vec::new();
    for row in &rows {
        for (item, cell) in (0_u32..).zip(&row[first..]) {
            if let Ok(category) = cell.parse() {
                all.push(Rating {
                    person: persons[&row[0].parse().unwrap()],
                    item,
                    rater: row[rater_column].parse::<u32>().unwrap() - 1,
                    category,
                });
            }
        }
    }
    Some(all)
}

pub fn right_or_wrong_by_three_raters() {
    let (Some(all), Some(expected)) = (
        ratings("mfrm_ex10.csv", 1, 2),
        common::specs_json("mfrm_ex10.expected.json"),
    ) else {
        return not_there("MFRM, example 10");
    };
    let mut tally = Tally::new("MFRM, example 10");
    let found = facets(&all, Steps::Common).unwrap();
    assert!(found.converged);
    tally.close(found.deviance, number(&expected["deviance"]), 1e-3, "deviance");
    tally.close(found.sd, 1.3355, 1e-3, "standard deviation");
    tally.close(found.sd * found.sd, number(&expected["variance"]), 1e-3, "variance");
    tally.close(
        -0.5 * found.deviance,
        number(&expected["logLik"]),
        1e-3,
        "log-likelihood",
    );
    let xsi = expected["xsi"].as_array().unwrap();
    for (element, wanted) in found.items.iter().chain(&found.raters).zip(xsi) {
        tally.close(
            element.measure,
            number(&wanted["xsi"]),
            1e-3,
            &wanted["parameter"].to_string(),
        );
    }
    // TAM's errors take each parameter as if all others were known. Computed so, ours are the same; said are those of the whole information,
    // which are larger. Only for its last rater, minus the sum of the others, does TAM's way come out larger: it has no correlations.
    let alone = alone::alone(&found, &all, 6.0);
    let errors = alone.items.iter().chain(&alone.raters);
    for ((error, wanted), element) in errors.zip(xsi).zip(found.items.iter().chain(&found.raters)) {
        tally.close(*error, number(&wanted["se.xsi"]), 1e-3, "error, the others known");
        assert!(
            wanted["parameter"] == "rater3" || element.error.unwrap() > 0.999 * error,
            "{wanted}"
        );
    }
    tally.close(
        found.reliability,
        number(&expected["EAP_reliability"]),
        1e-3,
        "reliability",
    );
    for (person, wanted) in found.persons.iter().zip(expected["person_first10"].as_array().unwrap()) {
        tally.close(person.theta, number(&wanted["EAP"]), 1e-3, "EAP");
        tally.close(person.error, number(&wanted["SD.EAP"]), 1e-3, "EAP error");
        tally.close(
            person.observed * f64::from(person.ratings),
            number(&wanted["score"]),
            1e-9,
            "sum",
        );
    }
    let total: f64 = found.raters.iter().map(|rater| rater.measure).sum();
    assert!(total.abs() < 1e-12);
    let separation = found.rater_separation.unwrap();
    assert!(separation.p < 1e-6 && separation.reliability > 0.9, "{separation:?}");
    // Severe raters give less, at the same place.
    assert!(found.raters[1].fair > found.raters[0].fair && found.raters[0].fair > found.raters[2].fair);
}

fn near_fourteen(tally: &mut Tally, found: &Faceted, items: &[f64], raters: &[f64]) {
    for (element, wanted) in found.items.iter().zip(items) {
        tally.close(element.measure, *wanted, 0.02, "item");
    }
    for (element, wanted) in found.raters.iter().zip(raters) {
        tally.close(element.measure, *wanted, 0.02, "rater");
    }
}

pub fn marks_of_seven_raters() {
    let (Some(all), Some(expected), Some(scale)) = (
        ratings("mfrm_ex14.csv", 3, 4),
        common::specs_json("mfrm_ex14.expected.json"),
        common::specs_json("mfrm_ex14_rsm.pymirt.json"),
    ) else {
        return not_there("MFRM, example 14");
    };
    let mut tally = Tally::new("MFRM, example 14");
    let own = facets(&all, Steps::ByItem).unwrap();
    // The folder: two programs are 0.25 apart by how they take repeated ratings; what is held to 0.02 are the parameters.
    tally.close(own.deviance, number(&expected["deviance"]), 0.25, "deviance");
    tally.close(
        own.reliability,
        number(&expected["EAP_reliability"]),
        0.02,
        "reliability",
    );
    tally.close(own.sd * own.sd, number(&expected["variance"]), 0.02, "variance");
    let xsi = expected["xsi"].as_array().unwrap();
    let of = |facet: &str| -> Vec<f64> {
        xsi.iter()
            .filter(|one| one["facet"] == facet)
            .map(|one| number(&one["xsi"]))
            .collect()
    };
    near_fourteen(&mut tally, &own, &of("item"), &of("rater"));
    for (place, wanted) in of("item:step").iter().enumerate() {
        tally.close(own.items[place % 7].steps[place / 7], *wanted, 0.02, "step");
    }
    let errors = |facet: &str| -> Vec<f64> {
        let own = xsi.iter().filter(|one| one["facet"] == facet);
        own.map(|one| number(&one["se.xsi"])).collect()
    };
    let alone = alone::alone(&own, &all, 2.5);
    for (facet, found) in [
        ("item", &alone.items),
        ("rater", &alone.raters),
        ("item:step", &alone.steps),
    ] {
        let wanted = errors(facet);
        assert_eq!(found.len(), wanted.len());
        for (found, wanted) in found.iter().zip(wanted) {
            tally.close(*found, wanted, 1e-3, "error, the others known");
        }
    }
    for (person, wanted) in own.persons.iter().zip(expected["person_first10"].as_array().unwrap()) {
        tally.close(person.theta, number(&wanted["EAP"]), 0.02, "EAP");
        tally.close(person.error, number(&wanted["SD.EAP"]), 0.02, "EAP error");
        let score = person.observed * f64::from(person.ratings);
        tally.close(score, number(&wanted["score"]), 1e-9, "sum");
    }
    let common = facets(&all, Steps::Common).unwrap();
    tally.close(
        common.deviance,
        number(&scale["deviance"]),
        0.02,
        "deviance, common steps",
    );
    tally.close(common.sd, number(&scale["sigma"]), 0.02, "standard deviation");
    let raters: Vec<f64> = (1..=7)
        .map(|rater| number(&scale["rater_severity_sorted_ids"][rater.to_string()]))
        .collect();
    near_fourteen(&mut tally, &common, &numbers(&scale["item_difficulty"]), &raters);
    for (found, wanted) in common.items[0].steps.iter().zip(numbers(&scale["thresholds"])) {
        tally.close(*found, wanted, 0.02, "step");
    }
    let rater = |name: &str| numbers(&scale[name]["rater"]);
    for (elements, infit, outfit) in [
        (
            &common.items,
            numbers(&scale["item_infit"]),
            numbers(&scale["item_outfit"]),
        ),
        (&common.raters, rater("rater_infit"), rater("rater_outfit")),
    ] {
        for (element, (infit, outfit)) in elements.iter().zip(infit.into_iter().zip(outfit)) {
            let fit = element.fit.unwrap();
            tally.close(fit.infit.mean_square, infit, 0.02, "infit");
            tally.close(fit.outfit.mean_square, outfit, 0.02, "outfit");
        }
    }
}

fn rating(person: u32, item: u32, rater: u32, category: u8) -> Rating {
    Rating {
        person,
        item,
        rater,
        category,
    }
}

/// Severities spread over two logits are found again, and the fair averages undo them.
#[test]
fn known_severities_come_back() {
    let mut dice = Dice(21);
    let mut uniform = || dice.uniform();
    let severities = [-1.0, -0.6, -0.2, 0.1, 0.5, 1.2];
    let taus = [-0.8, 0.1, 0.7];
    let mut all = Vec::new();
    for person in 0..400_u32 {
        let theta = jalon_psychometrics::numeric::normal::quantile(uniform());
        // Two of six raters mark each person, in a chain.
        for rater in [person % 6, (person + 1) % 6] {
            for (item, d) in (0_u32..).zip([-0.5, 0.0, 0.5]) {
                let mut weights = vec![1.0];
                for tau in taus {
                    weights.push(weights[weights.len() - 1] * libm::exp(theta - d - severities[rater as usize] - tau));
                }
                let mut left = uniform() * weights.iter().sum::<f64>();
                let category = weights.iter().position(|weight| {
                    left -= weight;
                    left < 0.0
                });
                all.push(rating(person, item, rater, category.unwrap() as u8));
            }
        }
    }
    let found = facets(&all, Steps::Common).unwrap();
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (rater, wanted) in found.raters.iter().zip(severities) {
        assert!(
            (rater.measure - wanted).abs() < 4.0 * rater.error.unwrap(),
            "{rater:?} {wanted}"
        );
        (xy, xx, yy) = (
            xy + rater.measure * wanted,
            xx + rater.measure * rater.measure,
            yy + wanted * wanted,
        );
    }
    assert!(xy / f64::sqrt(xx * yy) > 0.98);
    // Residuals averaged over the posterior are not shrunk: the mean squares are about 1, and no rater stands out.
    assert!(
        found
            .raters
            .iter()
            .all(|rater| (rater.fit.unwrap().infit.mean_square - 1.0).abs() < 0.12)
    );
}

#[test]
fn designs_that_do_not_hold_are_refused() {
    // Two raters, each with persons of their own; the same items do not make them comparable.
    let mut apart = Vec::new();
    for person in 0..8 {
        for item in 0..3 {
            apart.push(rating(person, item, person / 4, u8::from((person + item) % 2 == 0)));
        }
    }
    let Err(RefusedDesign::RatersApart { subsets }) = facets(&apart, Steps::Common) else {
        panic!("a disconnected design was estimated")
    };
    assert_eq!(subsets, [vec![0], vec![1]]);
    // One person rated by both is a link.
    let mut linked = apart.clone();
    linked.extend([rating(0, 0, 1, 0), rating(0, 1, 1, 1), rating(0, 2, 1, 1)]);
    assert!(facets(&linked, Steps::Common).is_ok());
    // Each rater has an item of their own, for all persons: severity and difficulty are one.
    let mut confounded = Vec::new();
    for person in 0..8 {
        confounded.push(rating(person, 0, 0, u8::from(person % 2 == 0)));
        confounded.push(rating(person, 1, 1, u8::from(person % 3 == 0)));
    }
    assert_eq!(facets(&confounded, Steps::Common), Err(RefusedDesign::Confounded));
    assert_eq!(facets(&[], Steps::Common), Err(RefusedDesign::NoRating));
    assert_eq!(
        facets(&[rating(0, 0, 0, 0), rating(1, 0, 0, 0)], Steps::Common),
        Err(RefusedDesign::Categories)
    );
    assert_eq!(
        facets(&[rating(0, 0, 0, 0), rating(2, 0, 0, 1)], Steps::Common),
        Err(RefusedDesign::Numbering)
    );
    let holed: Vec<Rating> = linked
        .iter()
        .map(|one| Rating {
            category: one.category * 2,
            ..*one
        })
        .collect();
    assert_eq!(
        facets(&holed, Steps::Common),
        Err(RefusedDesign::EmptyCategory {
            item: None,
            category: 1
        })
    );
    let severe: Vec<Rating> = linked
        .iter()
        .map(|one| Rating {
            category: if one.rater == 1 { 0 } else { one.category },
            ..*one
        })
        .collect();
    assert_eq!(
        facets(&severe, Steps::Common),
        Err(RefusedDesign::Extreme {
            rater: true,
            element: 1
        })
    );
}
