//! Cuts against a worked case, and on input that gives none.

use crate::common::{Tally, both};
use jalon_psychometrics::agreement::{Form, Scores, icc};
use jalon_psychometrics::standard::{
    Limits, Place, Refused, ability_at, angoff, bookmark, borderline, contrast, hofstee, impact, intrajudge, location,
    moves,
};
use proptest::prelude::*;
use serde_json::Value;

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

fn grid(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(numbers).collect()
}

/// Expected score of the 2PL items of the case.
fn curve(case: &Value) -> impl Fn(f64) -> f64 {
    let (a, b) = (numbers(&case["item_a"]), numbers(&case["item_b"]));
    move |theta| {
        a.iter()
            .zip(&b)
            .map(|(a, b)| 1.0 / (1.0 + libm::exp(-a * (theta - b))))
            .sum()
    }
}

pub fn angoff_of_two_rounds() {
    let case = both("standard_setting.expected.json");
    let mut tally = Tally::new("Angoff");
    let difficulty = numbers(&case["item_p_population"]);
    let rounds = ["ratings_round1", "ratings_round2"].map(|name| grid(&case[name]));
    for (ratings, (name, with_p)) in rounds
        .iter()
        .zip([("angoff_r1", "corr_rating_p_r1"), ("angoff_r2", "corr_rating_p_r2")])
    {
        let found = angoff(ratings, Some(&difficulty)).unwrap();
        let wanted = |name2: &str| case[name][name2].as_f64().unwrap();
        tally.near(found.cut, wanted("cut_raw"), 1e-8, name);
        tally.near(found.percent, wanted("cut_percent"), 1e-8, name);
        tally.near(found.deviation, wanted("sd_judges"), 1e-8, name);
        tally.near(found.error_judges, wanted("se_judges"), 1e-8, name);
        tally.near(found.error_judges, wanted("se_cut_judges_random_raw"), 1e-8, name);
        tally.near(found.error_both, wanted("se_cut_both_random_raw"), 1e-8, name);
        tally.near(found.components.judge, wanted("var_judge"), 1e-8, name);
        tally.near(found.components.item, wanted("var_item"), 1e-8, name);
        tally.near(found.components.residual, wanted("var_resid"), 1e-8, name);
        tally.near(found.g.unwrap(), wanted("g_items"), 1e-8, name);
        tally.near(found.phi.unwrap(), wanted("phi_items_rel"), 1e-8, name);
        tally.near(found.consistency.unwrap(), wanted("ICC_C1"), 1e-8, name);
        tally.near(found.agreement.unwrap(), wanted("ICC_A1"), 1e-8, name);
        tally.near(
            found.with_difficulty.unwrap(),
            case[with_p].as_f64().unwrap(),
            1e-8,
            name,
        );
        let rest: f64 = found.judges.iter().map(|judge| judge.with_rest.unwrap()).sum();
        tally.near(rest / 9.0, wanted("mean_judge_corr_with_rest"), 1e-8, name);
        for (judge, cut) in found.judges.iter().zip(numbers(&case[name]["judge_cuts"])) {
            tally.near(judge.cut, cut, 1e-8, name);
        }
        // The same intraclass correlations as those of agreement, items being the subjects.
        let rows: Vec<Vec<Option<f64>>> = (0..30)
            .map(|item| ratings.iter().map(|row| Some(row[item])).collect())
            .collect();
        let scores = Scores::from_rows(&rows).unwrap();
        tally.near(
            icc(&scores, Form::Agreement, 0.95).unwrap().value,
            found.agreement.unwrap(),
            1e-10,
            name,
        );
        tally.near(
            icc(&scores, Form::Consistency, 0.95).unwrap().value,
            found.consistency.unwrap(),
            1e-10,
            name,
        );
    }
    let second = angoff(&rounds[1], None).unwrap();
    let theta = ability_at(curve(&case), second.cut).unwrap();
    tally.close(theta, case["angoff_r2"]["theta_cut"].as_f64().unwrap(), 1e-8, "theta");
    let step = moves(&rounds[0], &rounds[1]).unwrap();
    tally.near(step.cut, second.cut - 14.65, 1e-8, "move");
    tally.near(
        step.spread.unwrap(),
        0.757_107_067_138_533 / 1.458_809_446_089_52,
        1e-8,
        "spread",
    );
    assert!(step.changed > 0.5 && step.changed <= 1.0);
    let chance = |item: usize| {
        let (a, b) = (&case["item_a"][item], &case["item_b"][item]);
        1.0 / (1.0 + libm::exp(-a.as_f64().unwrap() * (theta - b.as_f64().unwrap())))
    };
    let at_cut: Vec<f64> = (0..30).map(chance).collect();
    assert_eq!(intrajudge(&at_cut, &at_cut), Some(0.0));
    let off = intrajudge(&rounds[1][0], &at_cut).unwrap();
    assert!(off > 0.01 && off < 0.3, "{off}");
    assert_eq!((intrajudge(&[], &[]), intrajudge(&[0.5], &[0.5, 0.5])), (None, None));
}

pub fn bookmarks_at_two_thirds() {
    let case = both("standard_setting.expected.json");
    let mut tally = Tally::new("bookmark");
    let wanted = &case["bookmark"];
    let rp = wanted["RP"].as_f64().unwrap();
    let (a, b) = (numbers(&case["item_a"]), numbers(&case["item_b"]));
    let locations: Vec<f64> = a
        .iter()
        .zip(&b)
        .map(|(a, b)| location(*a, *b, 0.0, rp).unwrap())
        .collect();
    for (found, wanted) in locations.iter().zip(numbers(&wanted["location"])) {
        tally.near(*found, wanted, 1e-8, "location");
    }
    let positions: Vec<usize> = numbers(&wanted["bookmark_position"])
        .iter()
        .map(|p| *p as usize)
        .collect();
    let found = bookmark(&locations, &positions, Place::Between).unwrap();
    let order: Vec<f64> = found.order.iter().map(|item| *item as f64 + 1.0).collect();
    tally.same(&order, &numbers(&wanted["order"]), "order");
    for (found, wanted) in found.judges.iter().zip(numbers(&wanted["judge_cuts"])) {
        tally.near(*found, wanted, 1e-8, "judge");
    }
    tally.near(found.median, wanted["median_theta"].as_f64().unwrap(), 1e-8, "median");
    tally.near(found.mean, wanted["mean_theta"].as_f64().unwrap(), 1e-8, "mean");
    tally.near(found.error, wanted["se_mean"].as_f64().unwrap(), 1e-8, "error");
    tally.near(
        curve(&case)(found.median),
        wanted["raw_cut_from_median"].as_f64().unwrap(),
        1e-8,
        "raw",
    );
    let at = bookmark(&locations, &positions, Place::At).unwrap();
    let before = bookmark(&locations, &positions, Place::Before).unwrap();
    tally.near(0.5 * (at.mean + before.mean), found.mean, 1e-12, "ends");
    // With guessing, the place where two thirds succeed: c + (1 − c)·P = 2/3.
    let guessed = location(1.2, 0.3, 0.25, rp).unwrap();
    tally.close(
        0.25 + 0.75 / (1.0 + libm::exp(-1.2 * (guessed - 0.3))),
        rp,
        1e-12,
        "3PL",
    );
}

pub fn hofstee_groups_and_impact() {
    let case = both("standard_setting.expected.json");
    let mut tally = Tally::new("Hofstee and groups");
    let wanted = &case["hofstee"];
    let of = |name: &str| wanted[name].as_f64().unwrap();
    let totals = numbers(&wanted["totals"]);
    let limits = Limits {
        least_cut: of("c_min"),
        most_cut: of("c_max"),
        least_failures: of("f_min"),
        most_failures: of("f_max"),
    };
    let found = hofstee(&totals, limits).unwrap();
    tally.near(found.cut, of("cut"), 1e-8, "cut");
    tally.near(found.whole, of("first_integer_at_or_above_line"), 1e-8, "whole");

    let wanted = &case["contrasting_groups"];
    let competent: Vec<bool> = numbers(&wanted["group"]).iter().map(|g| *g > 0.5).collect();
    let found = contrast(&totals, &competent).unwrap();
    let (constant, slope) = found.coefficients.unwrap();
    for (found, wanted) in [constant, slope].into_iter().zip(numbers(&wanted["logistic_coef"])) {
        tally.near(found, wanted, 1e-8, "logistic");
    }
    tally.near(
        found.logistic.unwrap(),
        wanted["cut_logistic_0.5"].as_f64().unwrap(),
        1e-8,
        "logistic",
    );
    tally.near(
        found.normal.unwrap(),
        wanted["cut_normal_intersection"].as_f64().unwrap(),
        1e-8,
        "normal",
    );
    tally.near(
        found.midpoint,
        wanted["cut_midpoint_means"].as_f64().unwrap(),
        1e-8,
        "midpoint",
    );
    let (means, deviations) = (numbers(&wanted["means"]), numbers(&wanted["sds"]));
    for (i, group) in [found.below, found.above].into_iter().enumerate() {
        tally.near(group.0, means[i], 1e-8, "mean");
        tally.near(group.1, deviations[i], 1e-8, "deviation");
    }

    let wanted = &case["borderline_group"];
    let members = numbers(&wanted["borderline"]);
    let scores: Vec<f64> = totals
        .iter()
        .zip(&members)
        .filter(|(_, m)| **m > 0.5)
        .map(|(t, _)| *t)
        .collect();
    let found = borderline(&scores).unwrap();
    tally.near(found.persons as f64, wanted["n"].as_f64().unwrap(), 1e-8, "n");
    tally.near(found.median, wanted["median"].as_f64().unwrap(), 1e-8, "median");
    tally.near(found.mean, wanted["mean"].as_f64().unwrap(), 1e-8, "mean");

    let found = impact(&totals, 14.0, 1.0).unwrap();
    for row in found {
        let cut = 14.0 + f64::from(row.steps);
        let passing = totals.iter().filter(|t| **t >= cut).count();
        tally.same(&(row.cut, row.passing), &(cut, passing), "impact");
        tally.near(row.rate, passing as f64 / 500.0, 1e-12, "impact");
    }
}

#[test]
fn what_gives_no_cut_is_refused() {
    let one = [vec![0.5, 0.5]];
    assert_eq!(angoff(&one, None), Err(Refused::OneJudge));
    assert_eq!(angoff(&[vec![0.5], vec![0.4]], None), Err(Refused::OneItem));
    let outside = [vec![0.5, 0.5], vec![0.5, 1.5]];
    assert_eq!(angoff(&outside, None), Err(Refused::Rating { judge: 1, item: 1 }));
    assert_eq!(
        angoff(&[vec![0.5, f64::NAN], vec![0.5, 0.5]], None),
        Err(Refused::Rating { judge: 0, item: 1 })
    );
    assert_eq!(
        angoff(&[vec![0.5, 0.5], vec![0.5]], None).unwrap_err().code(),
        "table/ragged"
    );
    assert_eq!(
        angoff(&[vec![0.5, 0.5], vec![0.5, 0.5]], Some(&[0.5]))
            .unwrap_err()
            .code(),
        "table/ragged"
    );
    // All judges alike on all items: a cut without error, and no coefficient.
    let alike = angoff(&[vec![0.6, 0.6], vec![0.6, 0.6]], None).unwrap();
    assert_eq!(
        (alike.cut, alike.deviation, alike.g, alike.judges[0].severity),
        (1.2, 0.0, None, None)
    );
    assert!(alike.error_judges < 1e-12);

    assert_eq!(location(1.0, 0.0, 0.7, 0.67), None);
    assert_eq!(location(0.0, 0.0, 0.0, 0.67), None);
    assert_eq!(bookmark(&[0.0, 1.0], &[1], Place::At), Err(Refused::OneJudge));
    assert_eq!(
        bookmark(&[0.0, 1.0], &[1, 4], Place::At),
        Err(Refused::Position { judge: 1 })
    );
    assert_eq!(
        bookmark(&[0.0, f64::NAN], &[1, 2], Place::At),
        Err(Refused::Location { item: 1 })
    );
    let ends = bookmark(&[0.0, 1.0], &[1, 3], Place::Between).unwrap();
    assert_eq!(ends.judges, [0.0, 1.0]);
    assert_eq!(ability_at(|theta| 1.0 / (1.0 + libm::exp(-theta)), 1.0), None);

    let limits = Limits {
        least_cut: 10.0,
        most_cut: 12.0,
        least_failures: 0.1,
        most_failures: 0.3,
    };
    assert_eq!(hofstee(&[], limits), Err(Refused::NoPerson));
    assert_eq!(hofstee(&[20.0; 9], limits), Err(Refused::NoCrossing));
    assert_eq!(hofstee(&[1.0; 9], limits), Err(Refused::NoCrossing));
    assert_eq!(hofstee(&[f64::NAN], limits), Err(Refused::Score { person: 0 }));
    let turned = Limits {
        most_cut: 9.0,
        ..limits
    };
    assert_eq!(hofstee(&[1.0], turned), Err(Refused::Limits));

    assert_eq!(
        contrast(&[1.0, 2.0, 3.0], &[false, false, true]),
        Err(Refused::NoPerson)
    );
    assert_eq!(
        contrast(&[3.0, 4.0, 1.0, 2.0], &[false, false, true, true]),
        Err(Refused::NoSeparation)
    );
    // Groups that do not overlap: the regression has no end, and says so; the others stand.
    let apart = contrast(&[1.0, 2.0, 5.0, 6.0], &[false, false, true, true]).unwrap();
    assert_eq!((apart.logistic, apart.coefficients, apart.midpoint), (None, None, 3.5));
    assert!((apart.normal.unwrap() - 3.5).abs() < 1e-12);
    assert_eq!(
        contrast(&[1.0, 1.0, 5.0, 6.0], &[false, false, true, true])
            .unwrap()
            .normal,
        None
    );
    assert_eq!(borderline(&[]), Err(Refused::NoPerson));
    assert_eq!(
        (borderline(&[7.0]).unwrap().median, borderline(&[7.0]).unwrap().error),
        (7.0, None)
    );
    assert_eq!(impact(&[1.0], f64::NAN, 1.0), Err(Refused::Limits));
    assert_eq!(impact(&[1.0], 1.0, -1.0), Err(Refused::Limits));
    // Whoever is exactly on the cut passes, though the cut is a sum of rounded numbers.
    let cut: f64 = [0.1, 0.2, 0.7].iter().sum::<f64>() + 2.0;
    assert_eq!(impact(&[3.0], cut, 0.0).unwrap()[2].passing, 1);
}

#[test]
fn a_million_scores() {
    let scores: Vec<f64> = (0..1_000_000_u32).map(|i| f64::from(i % 41)).collect();
    let competent: Vec<bool> = (0..1_000_000_u32).map(|i| (i % 41) + (i / 41 % 11) > 25).collect();
    let found = contrast(&scores, &competent).unwrap();
    assert!((found.logistic.unwrap() - 20.5).abs() < 0.5, "{found:?}");
    let found = hofstee(
        &scores,
        Limits {
            least_cut: 10.0,
            most_cut: 30.0,
            least_failures: 0.2,
            most_failures: 0.6,
        },
    );
    assert!((found.unwrap().cut - 18.0).abs() < 1.0, "{found:?}");
    assert_eq!(
        impact(&scores, 20.0, 2.0).unwrap()[2].passing,
        scores.iter().filter(|s| **s >= 20.0).count()
    );
}

proptest! {
    #[test]
    fn the_order_of_judges_and_items_moves_no_cut(
        ratings in prop::collection::vec(prop::collection::vec(0.0..=1.0_f64, 6), 2..8), shift in 1..6_usize
    ) {
        let found = angoff(&ratings, None).unwrap();
        let mut turned = ratings.clone();
        turned.reverse();
        for row in &mut turned {
            row.rotate_left(shift % 6);
        }
        let other = angoff(&turned, None).unwrap();
        prop_assert!((found.cut - other.cut).abs() < 1e-10);
        prop_assert!((found.error_both - other.error_both).abs() < 1e-8);
        prop_assert!((0.0..=6.0).contains(&found.cut));
        prop_assert!(found.error_judges <= found.error_both + 1e-12);
        let mean: f64 = found.judges.iter().map(|judge| judge.cut).sum::<f64>() / found.judges.len() as f64;
        prop_assert!((mean - found.cut).abs() < 1e-10);
        let least = found.judges.iter().map(|judge| judge.cut).fold(f64::INFINITY, f64::min);
        prop_assert!(least <= found.cut + 1e-12);
    }

    #[test]
    fn a_higher_cut_passes_no_more(scores in prop::collection::vec(0.0..40.0_f64, 1..60), cut in 0.0..40.0_f64, error in 0.0..5.0_f64) {
        let rows = impact(&scores, cut, error).unwrap();
        for pair in rows.windows(2) {
            prop_assert!(pair[0].passing >= pair[1].passing);
        }
        prop_assert!(rows.iter().all(|row| (0.0..=1.0).contains(&row.rate)));
    }
}
