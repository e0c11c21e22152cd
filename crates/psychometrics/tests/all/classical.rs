//! Classical statistics against other programs on real answers, against Moodle's definitions, and on input that has no answer.

mod science;

pub use science::science;

use crate::common::{Tally, specs, specs_json, vectors};
use jalon_psychometrics::classical::{
    BadMarks, Drawn, Flag, Gaps, Marks, Report, Ties, ability_groups, analyse, conditional_error, discrimination,
    distractors,
};
use jalon_psychometrics::{MISSING, Responses};
use proptest::prelude::*;
use serde_json::Value;

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

fn marks(rows: &[Vec<f64>]) -> Marks {
    let rows: Vec<Vec<Option<f64>>> = rows.iter().map(|row| row.iter().copied().map(Some).collect()).collect();
    Marks::from_rows(&rows, &vec![1.0; rows[0].len()]).unwrap()
}

fn report(rows: &[Vec<f64>]) -> Report {
    analyse(&marks(rows), Gaps::Zero, &[]).unwrap()
}

/// Each pattern as often as it was given.
fn patterns(text: &str) -> Vec<Vec<f64>> {
    let mut rows = Vec::new();
    for line in text.lines().skip(1) {
        let mut cells: Vec<f64> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
        for _ in 0..cells.pop().unwrap() as u32 {
            rows.push(cells.clone());
        }
    }
    rows
}

/// What R psych gives for a test.
fn check(tally: &mut Tally, found: &Report, expected: &Value) {
    let reliability = found.test.reliability.as_ref().unwrap();
    tally.same(&(found.test.persons as u64), &expected["n"].as_u64().unwrap(), "n");
    let numbers_of = |name: &str| expected[name].as_f64().unwrap();
    tally.near(found.test.mean, numbers_of("mean_total"), 1e-8, "mean");
    tally.near(found.test.deviation.unwrap(), numbers_of("sd_total"), 1e-8, "sd");
    tally.near(reliability.alpha, numbers_of("alpha_raw"), 1e-8, "alpha");
    tally.near(
        reliability.standardised.unwrap(),
        numbers_of("alpha_std"),
        1e-8,
        "standardised alpha",
    );
    tally.near(
        reliability.lambda6.unwrap(),
        numbers_of("guttman_lambda6"),
        1e-8,
        "lambda6",
    );
    tally.near(reliability.error.unwrap(), numbers_of("sem"), 1e-8, "sem");
    // Moodle's names for the same.
    tally.near(
        found.test.consistency.unwrap() / 100.0,
        numbers_of("alpha_raw"),
        1e-8,
        "CIC",
    );
    tally.near(
        found.test.standard_error.unwrap(),
        numbers_of("sem"),
        1e-8,
        "standard error",
    );
    let lists = ["p", "r_item_total", "r_item_rest", "alpha_if_dropped"].map(|name| numbers(&expected[name]));
    for (i, item) in found.items.iter().enumerate() {
        let place = format!("item {}", i + 1);
        tally.near(item.facility, lists[0][i], 1e-8, &place);
        tally.near(item.item_total.unwrap(), lists[1][i], 1e-8, &place);
        tally.near(item.item_rest.unwrap(), lists[2][i], 1e-8, &place);
        tally.near(item.discrimination_index.unwrap() / 100.0, lists[2][i], 1e-8, &place);
        tally.near(item.alpha_without.unwrap(), lists[3][i], 1e-8, &place);
    }
}

pub fn law_school_tests() {
    let peers = specs_json("peers_python.json");
    for name in ["lsat6", "lsat7"] {
        let (Some(text), Some(expected)) = (
            specs(&format!("{name}_freq.csv")),
            specs_json(&format!("{name}.expected.json")),
        ) else {
            println!("classical statistics of {name}: could not: specs folder absent");
            continue;
        };
        let mut tally = Tally::new("classical statistics of the law school tests");
        let found = report(&patterns(&text));
        check(&mut tally, &found, &expected["ctt"]);
        let alpha = peers.as_ref().unwrap()[name]["girth.cronbach_alpha"].as_f64().unwrap();
        tally.near(found.test.reliability.unwrap().alpha, alpha, 1e-8, "girth");
    }
}

pub fn the_science_test_with_its_distractors() {
    let (Some(text), Some(expected)) = (specs("sat12_raw.csv"), specs_json("sat12.expected.json")) else {
        println!("classical statistics of SAT12: could not: specs folder absent");
        return;
    };
    let mut tally = Tally::new("classical statistics of SAT12");
    let keys: Vec<u16> = numbers(&expected["key"]).iter().map(|key| *key as u16 - 1).collect();
    let chosen: Vec<Vec<Option<u16>>> = text
        .lines()
        .skip(1)
        .map(|line| {
            let option = |cell: &str| {
                cell.parse::<u16>()
                    .ok()
                    .filter(|option| *option <= 5)
                    .map(|option| option - 1)
            };
            line.split(',').map(option).collect()
        })
        .collect();
    let rows: Vec<Vec<f64>> = chosen
        .iter()
        .map(|row| {
            row.iter()
                .zip(&keys)
                .map(|(c, k)| f64::from(u8::from(*c == Some(*k))))
                .collect()
        })
        .collect();
    let found = report(&rows);
    check(&mut tally, &found, &expected["ctt"]);

    // The published D takes those who come first in the file at the two boundary scores.
    let columns = marks(&rows).complete(Gaps::Zero).unwrap().0;
    let first = discrimination(&columns, &[1.0; 32], 0.27, Ties::First).unwrap();
    for ((d, wanted), item) in first.iter().zip(numbers(&expected["ctt"]["D27"])).zip(&found.items) {
        tally.near(*d, wanted, 1e-8, "D27");
        tally.close(item.upper_lower.unwrap(), wanted, 0.02, "D27, ties shared");
    }

    let total: Vec<f64> = rows.iter().map(|row| row.iter().sum()).collect();
    let groups = ability_groups(&total, 3);
    for (item, wanted) in expected["distractors"].as_array().unwrap().iter().enumerate() {
        let column: Vec<Option<u16>> = chosen.iter().map(|row| row[item]).collect();
        let rest: Vec<f64> = rows.iter().zip(&total).map(|(row, total)| total - row[item]).collect();
        let table = distractors(&Drawn {
            chosen: &column,
            options: 5,
            keys: &keys[item..=item],
            rest: &rest,
            groups: &groups,
        })
        .unwrap();
        for row in wanted.as_array().unwrap() {
            let option = row[0].as_u64().unwrap() as usize;
            // psych lists "8", the missing, as an option of its own.
            let found = if option <= 5 {
                &table.rows[option - 1]
            } else {
                &table.rows[5]
            };
            tally.near(found.share, row[1].as_f64().unwrap(), 1e-8, "share");
            match row[2].as_f64() {
                Some(r) => tally.near(found.correlation.unwrap(), r, 1e-8, "correlation"),
                None => tally.same(&found.correlation, &None, "correlation"),
            }
        }
        let shares: f64 = table.rows.iter().map(|row| row.share).sum();
        tally.close(shares, 1.0, 1e-12, "shares");
        tally.same(&table.rows.iter().filter(|row| row.right).count(), &1, "one key");
    }

    // One-factor omega against a table made by another program from the same correlations.
    let vector = vectors("omega.json");
    let omega = found.test.reliability.unwrap().omega.unwrap();
    tally.near(omega.value, vector["sat12"]["omega"].as_f64().unwrap(), 1e-7, "omega");
    for (found, wanted) in omega.loadings.iter().zip(numbers(&vector["sat12"]["loadings"])) {
        tally.close(*found, wanted, 1e-7, "loading");
    }
}

pub fn a_licensure_examination() {
    let (Some(text), Some(expected)) = (specs("credential_form1.csv"), specs_json("credential.expected.json")) else {
        println!("classical statistics of a licensure examination: could not: specs folder absent");
        return;
    };
    let mut tally = Tally::new("classical statistics of a licensure examination");
    let rows: Vec<Vec<f64>> = text
        .lines()
        .skip(1)
        .map(|line| {
            let scores = line.split(',').nth(5).unwrap();
            scores
                .chars()
                .take(170)
                .map(|c| f64::from(u8::from(c == '1')))
                .collect()
        })
        .collect();
    let found = report(&rows);
    let case = &expected["ctt"];
    let wanted = |name: &str| case[name].as_f64().unwrap();
    let reliability = found.test.reliability.as_ref().unwrap();
    tally.near(found.test.mean, wanted("mean_total"), 1e-8, "mean");
    tally.near(found.test.deviation.unwrap(), wanted("sd_total"), 1e-8, "sd");
    tally.near(reliability.alpha, wanted("alpha_kr20"), 1e-8, "KR-20");
    tally.same(&reliability.dichotomous, &true, "KR-20");
    tally.near(reliability.kr21.unwrap(), wanted("kr21"), 1e-8, "KR-21");
    tally.near(reliability.error.unwrap(), wanted("sem"), 1e-8, "sem");
    // There m₃/m₂^1.5, Moodle's k₃/k₂^1.5.
    let n = found.test.persons as f64;
    let plain = found.test.skewness.unwrap() * (n - 2.0) / libm::sqrt(n * (n - 1.0));
    tally.near(plain, wanted("skew"), 1e-8, "skewness");
    for (item, (p, r)) in found
        .items
        .iter()
        .zip(numbers(&case["p"]).iter().zip(numbers(&case["r_item_rest"])))
    {
        tally.near(item.facility, *p, 1e-8, "p");
        tally.near(item.item_rest.unwrap(), r, 1e-8, "item-rest");
    }
    let pass = expected["classification"]["observed_pass_rate"].as_f64().unwrap();
    let totals: Vec<f64> = rows.iter().map(|row| row.iter().sum()).collect();
    let impact = jalon_psychometrics::standard::impact(&totals, 120.0, 5.34).unwrap();
    tally.near(impact[2].rate, pass, 1e-8, "pass rate");
}

/// Moodle's own definitions, worked by hand on six persons and three items of several maxima.
#[test]
fn moodle_by_hand() {
    let rows = [
        [Some(1.0), Some(2.0), Some(0.0)],
        [Some(0.0), Some(1.0), Some(0.5)],
        [Some(1.0), Some(2.0), None],
        [Some(1.0), Some(0.0), Some(1.0)],
        [Some(0.0), Some(0.0), Some(0.0)],
        [Some(1.0), Some(2.0), Some(1.0)],
    ];
    let found = analyse(
        &Marks::from_rows(&rows, &[1.0, 2.0, 1.0]).unwrap(),
        Gaps::Zero,
        &[Some(0.25), None, Some(0.9)],
    )
    .unwrap();
    let close =
        |found: Option<f64>, wanted: f64| assert!((found.unwrap() - wanted).abs() < 1e-12, "{found:?} {wanted}");
    // Totals 3, 1.5, 3, 2, 0, 4: mean 2.25, squares .5625 .5625 .5625 .0625 5.0625 3.0625 = 9.875.
    assert_eq!((found.test.mean, found.test.median, found.test.persons), (2.25, 2.5, 6));
    close(found.test.deviation, libm::sqrt(9.875 / 5.0));
    // Cubes .421875 −.421875 .421875 −.015625 −11.390625 5.359375 = −5.625.
    let k2: f64 = 9.875 / 5.0;
    let k3 = 6.0 * -5.625 / (5.0 * 4.0);
    close(found.test.skewness, k3 / (k2 * libm::sqrt(k2)));
    // Fourth powers 3 × .31640625 + .00390625 + 25.62890625 + 9.37890625 = 35.9609375.
    let (m2, m4) = (9.875 / 6.0, 35.960_937_5 / 6.0);
    let k4 = 36.0 * (7.0 * m4 - 15.0 * m2 * m2) / (5.0 * 4.0 * 3.0);
    close(found.test.kurtosis, k4 / (k2 * k2));
    let variances = [
        6.0 * (4.0 / 6.0) * (2.0 / 6.0) / 5.0,
        (13.0 - 49.0 / 6.0) / 5.0,
        (2.25 - 6.25 / 6.0) / 5.0,
    ];
    let cic = 100.0 * 3.0 / 2.0 * (1.0 - (variances[0] + variances[1] + variances[2]) / k2);
    close(found.test.consistency, cic);
    let ratio = 100.0 * libm::sqrt(1.0 - cic / 100.0);
    close(found.test.error_ratio, ratio);
    close(found.test.standard_error, ratio * libm::sqrt(k2) / 100.0);
    let item = &found.items[0];
    assert!((item.facility - 4.0 / 6.0).abs() < 1e-12);
    assert_eq!((item.intended_weight, item.guess), (25.0, Some(0.25)));
    close(item.deviation, libm::sqrt(variances[0]));
    // Rest of item 1: 2, 1.5, 2, 1, 0, 3 (mean 9.5/6); covariance Σ x r − n x̄ r̄ = 8 − 4·9.5/6.
    let shared = (8.0 - 4.0 * 9.5 / 6.0) / 5.0;
    let rest = (4.0 + 2.25 + 4.0 + 1.0 + 9.0 - 9.5 * 9.5 / 6.0) / 5.0;
    close(
        item.discrimination_index,
        100.0 * shared / libm::sqrt(variances[0] * rest),
    );
    // Sorted marks 0 0 1 1 1 1 with sorted rest 0 1 1.5 2 2 3.
    close(
        item.discriminative_efficiency,
        100.0 * shared / ((8.5 - 4.0 * 9.5 / 6.0) / 5.0),
    );
    // Covariances with the total .6, 1.15 and .225.
    let roots = [0.6, 1.15, 0.225].map(libm::sqrt);
    close(
        item.effective_weight,
        100.0 * roots[0] / (roots[0] + roots[1] + roots[2]),
    );
    assert_eq!(
        found.items[2].flags,
        [Flag::NegativeDiscrimination, Flag::BelowGuessing]
    );
    assert_eq!(found.items[2].seen, 5);
}

#[test]
fn what_has_no_answer_is_named() {
    let none: [Vec<Option<f64>>; 0] = [];
    assert_eq!(Marks::from_rows(&none, &[1.0]), Err(BadMarks::NoPerson));
    assert_eq!(Marks::from_rows(&[vec![Some(1.0)]], &[]), Err(BadMarks::NoItem));
    let bad = |row: Vec<Option<f64>>| Marks::from_rows(&[row], &[1.0, 1.0]).unwrap_err();
    assert_eq!(
        bad(vec![Some(0.0), Some(f64::NAN)]),
        BadMarks::Mark { person: 0, item: 1 }
    );
    assert_eq!(bad(vec![Some(0.0), Some(1.5)]), BadMarks::Above { person: 0, item: 1 });
    assert_eq!(bad(vec![Some(0.0)]).code(), "table/ragged");
    assert_eq!(
        Marks::from_rows(&[vec![Some(1.0)]], &[0.0]),
        Err(BadMarks::Maximum { item: 0 })
    );
    let gaps = Marks::from_rows(&[vec![Some(1.0), None]], &[1.0, 1.0]).unwrap();
    assert_eq!(analyse(&gaps, Gaps::LeaveOut, &[]), Err(BadMarks::NoPerson));

    // One person.
    let found = report(&[vec![1.0, 0.0]]);
    assert_eq!(
        (found.test.deviation, found.test.consistency, found.test.skewness),
        (None, None, None)
    );
    assert_eq!((found.items[0].deviation, found.items[0].item_rest), (None, None));
    // All right: no variance anywhere.
    let found = report(&vec![vec![1.0, 1.0, 1.0]; 9]);
    assert_eq!((found.test.deviation, found.test.skewness), (Some(0.0), None));
    assert!(found.test.reliability.is_none());
    for item in &found.items {
        assert_eq!(
            (item.facility, item.item_rest, item.discriminative_efficiency),
            (1.0, None, None)
        );
        assert_eq!((item.effective_weight, &item.flags), (None, &vec![Flag::NoVariance]));
    }
    // An item that nobody saw, an item against the others.
    let rows: Vec<Vec<Option<f64>>> = (0..12)
        .map(|i| {
            let good = f64::from(u8::from(i % 3 > 0));
            vec![Some(good), Some(good), None, Some(1.0 - good)]
        })
        .collect();
    let found = analyse(&Marks::from_rows(&rows, &[1.0; 4]).unwrap(), Gaps::Zero, &[]).unwrap();
    assert_eq!(found.items[2].flags, [Flag::NotSeen]);
    assert_eq!(
        found.items[3].flags,
        [Flag::NegativeCovariance, Flag::NegativeDiscrimination]
    );
    assert_eq!(found.items[3].effective_weight, None);
    assert_eq!(found.test.reliability.as_ref().unwrap().omega, None);
    // Five equal items of one kind: the error of a number of right answers.
    assert_eq!(
        (conditional_error(0, 5), conditional_error(5, 5)),
        (Some(0.0), Some(0.0))
    );
    assert!((conditional_error(20, 40).unwrap() - libm::sqrt(400.0 / 39.0)).abs() < 1e-15);
    assert_eq!((conditional_error(6, 5), conditional_error(1, 1)), (None, None));
    // Gaps of responses.
    let responses = Responses::from_rows(&[[2_u8, MISSING], [0, 1], [1, 1]]).unwrap();
    let from = Marks::from_responses(&responses);
    assert_eq!((from.maxima(), from.seen(1)), ([2.0, 1.0].as_slice(), 2));
    assert_eq!(analyse(&from, Gaps::LeaveOut, &[]).unwrap().test.left_out, 1);
}

#[test]
fn distractors_of_every_kind() {
    let drawn = |chosen: &[Option<u16>], rest: &[f64]| {
        distractors(&Drawn {
            chosen,
            options: 4,
            keys: &[0],
            rest,
            groups: &ability_groups(rest, 2),
        })
    };
    let chosen = [Some(0), Some(1), Some(1), Some(1), Some(0), None];
    let table = drawn(&chosen, &[1.0, 5.0, 6.0, 7.0, 2.0, 0.0]).unwrap();
    let counts: Vec<usize> = table.rows.iter().map(|row| row.count).collect();
    assert_eq!(counts, [2, 3, 0, 0, 1]);
    assert!(
        table.rows[0].suspect && table.rows[1].suspect,
        "the key repels and a distractor draws"
    );
    assert!(table.rows[2].idle && table.rows[2].correlation.is_none() && table.rows[2].mean_rest.is_none());
    assert_eq!(table.rows[1].by_group, [Some(0.0), Some(1.0)]);
    assert_eq!(table.groups, [3, 3]);
    assert_eq!(drawn(&[Some(4)], &[1.0]), Err(BadMarks::Mark { person: 0, item: 0 }));
    assert_eq!(
        drawn(&[Some(0)], &[f64::NAN]),
        Err(BadMarks::Mark { person: 0, item: 0 })
    );
    assert_eq!(drawn(&[], &[]), Err(BadMarks::NoPerson));
    assert_eq!(drawn(&[Some(0)], &[1.0, 2.0]).unwrap_err().code(), "table/ragged");
}

#[test]
fn a_million_persons() {
    let rows: Vec<Vec<f64>> = (0..1_000_000_u64)
        .map(|person| {
            (0..10_u64)
                .map(|item| {
                    f64::from(u8::from(
                        ((person * 2_654_435_761) >> 7) % 1000 < 150 + 70 * item + (person % 7) * 20,
                    ))
                })
                .collect()
        })
        .collect();
    let found = report(&rows);
    assert_eq!(found.test.persons, 1_000_000);
    assert!(found.items.iter().all(|item| item.flags.is_empty()));
    assert!(found.items[0].facility < found.items[9].facility);
}

fn some_marks() -> impl Strategy<Value = Vec<Vec<f64>>> {
    (2..8_usize).prop_flat_map(|items| {
        prop::collection::vec(
            prop::collection::vec((0..4_u8).prop_map(|m| f64::from(m) / 3.0), items),
            2..40,
        )
    })
}

proptest! {
    #[test]
    fn the_order_of_persons_changes_nothing(rows in some_marks(), shift in 1..39_usize) {
        let mut turned = rows.clone();
        let by = shift % turned.len();
        turned.rotate_left(by);
        let (one, two) = (report(&rows), report(&turned));
        let close = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() < 1e-8 * (1.0 + a.abs()),
            (a, b) => a == b,
        };
        prop_assert!(close(one.test.consistency, two.test.consistency));
        prop_assert!(close(one.test.kurtosis, two.test.kurtosis));
        for (a, b) in one.items.iter().zip(&two.items) {
            prop_assert!(close(a.discrimination_index, b.discrimination_index));
            prop_assert!(close(a.discriminative_efficiency, b.discriminative_efficiency));
            prop_assert!(close(a.upper_lower, b.upper_lower));
            prop_assert!(close(a.alpha_without, b.alpha_without));
            prop_assert_eq!(&a.flags, &b.flags);
        }
    }

    #[test]
    fn statistics_stay_within_their_bounds(rows in some_marks()) {
        let found = report(&rows);
        let weights: f64 = found.items.iter().filter_map(|item| item.effective_weight).sum();
        prop_assert!(weights == 0.0 || (weights - 100.0).abs() < 1e-8);
        let intended: f64 = found.items.iter().map(|item| item.intended_weight).sum();
        prop_assert!((intended - 100.0).abs() < 1e-8);
        for item in &found.items {
            prop_assert!((0.0..=1.0).contains(&item.facility));
            prop_assert!(item.discrimination_index.is_none_or(|d| (-100.0..=100.0).contains(&d)));
            prop_assert!(item.discriminative_efficiency.is_none_or(|d| d <= 100.0 + 1e-9));
            prop_assert!(item.upper_lower.is_none_or(|d| (-1.0 - 1e-12..=1.0 + 1e-12).contains(&d)));
            // Pairing the two lists in order is the best: an efficiency is at least as large as the index.
            if let (Some(index), Some(efficiency)) = (item.discrimination_index, item.discriminative_efficiency) {
                prop_assert!(index < 0.0 || efficiency >= index - 1e-9);
            }
        }
        if let Some(reliability) = &found.test.reliability {
            prop_assert!(reliability.alpha <= 1.0 + 1e-12);
            prop_assert!(reliability.omega.as_ref().is_none_or(|omega| (0.0..=1.0).contains(&omega.value)));
        }
    }
}
