//! Differential item functioning against other programs on real answers, on planted differences, and on input that has no answer.

use crate::common::{Dice, Tally, specs, specs_json};
use jalon_psychometrics::dif::{Ets, Gaps, Options, Refused, Test, logistic, mantel_haenszel};
use jalon_psychometrics::{MISSING, Responses};
use proptest::prelude::*;
use serde_json::Value;

fn verbal_aggression() -> Option<Responses> {
    let (mut rows, mut groups) = (Vec::new(), Vec::new());
    for line in specs("verbagg.csv")?.lines().skip(1) {
        let cells: Vec<u8> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
        rows.push(cells[..24].to_vec());
        groups.push(u32::from(cells[25]));
    }
    Some(Responses::from_rows(&rows).unwrap().with_groups(groups).unwrap())
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

/// Numbers of items from 1, where a sentence stands for none.
fn items(value: &Value) -> Vec<usize> {
    value.as_array().map_or_else(Vec::new, |items| {
        items.iter().map(|v| v.as_u64().unwrap() as usize).collect()
    })
}

fn flagged(flags: impl Iterator<Item = bool>) -> Vec<usize> {
    flags
        .enumerate()
        .filter(|(_, flag)| *flag)
        .map(|(i, _)| i + 1)
        .collect()
}

const PLAIN: Options = Options {
    level: 0.05,
    purify: false,
    passes: 10,
    gaps: Gaps::LeaveOut,
    continuity: true,
};

pub fn verbal_aggression_by_mantel_haenszel() {
    let (Some(answers), Some(expected)) = (verbal_aggression(), specs_json("verbagg_dif.expected.json")) else {
        println!("Mantel-Haenszel on verbal aggression: could not: specs folder absent");
        return;
    };
    let mut tally = Tally::new("Mantel-Haenszel on verbal aggression");
    let report = mantel_haenszel(&answers, &PLAIN).unwrap();
    let case = &expected["MH"];
    let lists = ["chisq_cc", "chisq_nocc", "alphaMH", "varLambda", "deltaMH"].map(|name| numbers(&case[name]));
    let standardised = numbers(&expected["STD_P_DIF"]);
    let day = ["stat", "df", "p"].map(|name| numbers(&expected["breslow_day"][name]));
    for (i, item) in report.items.iter().enumerate() {
        let place = format!("item {}", i + 1);
        tally.near(item.corrected.unwrap(), lists[0][i], 1e-8, &place);
        tally.near(item.chi_square.unwrap(), lists[1][i], 1e-8, &place);
        tally.near(item.alpha.unwrap(), lists[2][i], 1e-8, &place);
        let error = item.error.unwrap();
        tally.near(error * error, lists[3][i], 1e-8, &place);
        tally.near(item.delta.unwrap(), lists[4][i], 1e-8, &place);
        tally.near(item.standardised.unwrap(), standardised[i], 1e-8, &place);
        let found = item.breslow_day.unwrap();
        tally.close(found.chi_square, day[0][i], 5.1e-5, &place);
        tally.same(&f64::from(found.df), &day[1][i], &place);
        tally.close(found.p, day[2][i], 5.1e-5, &place);
    }
    tally.same(
        &flagged(report.items.iter().map(|item| item.flagged)),
        &items(&case["flagged"]),
        "flagged",
    );
    tally.same(&report.items[5].class, &Some(Ets::C), "item 6");
    tally.same(&report.purification.passes, &0, "passes");

    let case = &expected["MH_purified"];
    let report = mantel_haenszel(&answers, &Options::default()).unwrap();
    let (statistic, alpha) = (numbers(&case["chisq_cc"]), numbers(&case["alphaMH"]));
    for (i, item) in report.items.iter().enumerate() {
        // Below ½ from what is expected, difR squares a negative difference; the corrected statistic is then 0.
        match item.corrected.unwrap() {
            0.0 => tally.close(0.0, statistic[i], 0.03, "purified, below one half"),
            corrected => tally.near(corrected, statistic[i], 1e-8, "purified"),
        }
        tally.near(item.alpha.unwrap(), alpha[i], 1e-8, "purified");
    }
    tally.same(
        &flagged(report.items.iter().map(|item| item.flagged)),
        &items(&case["flagged"]),
        "purified",
    );
    tally.same(&report.purification.settled, &true, "purified");
    tally.same(
        &u64::from(report.purification.passes),
        &case["nr_purifications"].as_u64().unwrap(),
        "passes",
    );
}

pub fn verbal_aggression_by_logistic_regression() {
    let (Some(answers), Some(expected)) = (verbal_aggression(), specs_json("verbagg_dif.expected.json")) else {
        println!("logistic regression on verbal aggression: could not: specs folder absent");
        return;
    };
    let mut tally = Tally::new("logistic regression on verbal aggression");
    for (name, test) in [
        ("logistic_both", Test::Both),
        ("logistic_udif", Test::Uniform),
        ("logistic_nudif", Test::NonUniform),
    ] {
        let case = &expected[name];
        let report = logistic(&answers, test, &PLAIN).unwrap();
        let (statistic, delta) = (numbers(&case["stat"]), numbers(&case["deltaR2_nagelkerke"]));
        for (i, item) in report.items.iter().enumerate() {
            let item = item.as_ref().unwrap();
            tally.close(item.statistic, statistic[i], 1e-8 * (1.0 + statistic[i]), name);
            tally.close(item.delta_r2, delta[i], 1e-8 * (delta[i] + 0.01), name);
            // difR prints the coefficients of the model that it keeps.
            let kept = if item.flagged { &item.larger } else { &item.smaller };
            for (found, wanted) in kept.coefficients.iter().zip(numbers(&case["coef_full"][i])) {
                tally.near(*found, wanted, 1e-6, name);
            }
        }
        let flags = report.items.iter().map(|item| item.as_ref().unwrap().flagged);
        tally.same(&flagged(flags), &items(&case["flagged"]), name);
    }
}

/// Answers of people of ability −2 to 2 in steps, the same in both groups, to items of spread difficulty; `harder` logits on item 0 for the focal
/// group. Draws come from a counter, so that the test is the same everywhere.
fn simulated(people: u32, harder: f64) -> Responses {
    let mut dice = Dice(0x1234_5678_9abc_def0);
    let mut uniform = || dice.uniform();
    let (mut rows, mut groups) = (Vec::new(), Vec::new());
    for person in 0..people {
        let focal = person % 2;
        let ability = -2.0 + 4.0 * f64::from(person) / f64::from(people);
        let row: Vec<u8> = (0..20_u32)
            .map(|item| {
                let mut easy = ability + 1.5 - 0.15 * f64::from(item);
                if item == 0 && focal == 1 {
                    easy -= harder;
                }
                u8::from(uniform() < 1.0 / (1.0 + libm::exp(-easy)))
            })
            .collect();
        rows.push(row);
        groups.push(focal);
    }
    Responses::from_rows(&rows).unwrap().with_groups(groups).unwrap()
}

#[test]
fn a_planted_difference_is_found_with_its_sign_and_size() {
    let answers = simulated(8000, 0.9);
    let report = mantel_haenszel(&answers, &Options::default()).unwrap();
    let item = &report.items[0];
    assert!((item.delta.unwrap() + 2.35 * 0.9).abs() < 0.35, "{item:?}");
    assert_eq!(item.class, Some(Ets::C));
    assert!(report.items[1..].iter().all(|item| item.class == Some(Ets::A)));
    assert!(item.standardised.unwrap() < -0.08);
    let report = logistic(&answers, Test::Uniform, &Options::default()).unwrap();
    let item = report.items[0].as_ref().unwrap();
    assert!(
        item.flagged && (item.larger.coefficients[2] + 0.9).abs() < 0.15,
        "{item:?}"
    );
    assert!(!report.purification.anchors[0]);
    assert!(
        !logistic(&answers, Test::NonUniform, &PLAIN).unwrap().items[0]
            .as_ref()
            .unwrap()
            .flagged
    );
}

#[test]
fn what_has_no_answer_is_refused_or_left_empty() {
    let rows = vec![vec![1_u8, 0, 1], vec![0, 1, 1], vec![1, 1, 0], vec![0, 0, 1]];
    let two = |groups: Vec<u32>| Responses::from_rows(&rows).unwrap().with_groups(groups).unwrap();
    let refused = |answers: &Responses| mantel_haenszel(answers, &PLAIN).unwrap_err();
    assert_eq!(refused(&two(vec![0, 0, 0, 0])), Refused::EmptyGroup { group: 1 });
    assert_eq!(refused(&two(vec![0, 1, 2, 0])), Refused::Group { person: 2 });
    assert_eq!(refused(&two(vec![1, 1, 1, 1])).code(), "dif/empty-group");
    let three = Responses::from_rows(&[vec![2_u8, 0], vec![0, 1]])
        .unwrap()
        .with_groups(vec![0, 1])
        .unwrap();
    assert_eq!(refused(&three), Refused::Categories { item: 0 });
    let one = Responses::from_rows(&[vec![1_u8], vec![0]])
        .unwrap()
        .with_groups(vec![0, 1])
        .unwrap();
    assert_eq!(refused(&one), Refused::OneItem);
    let level = Options {
        level: f64::NAN,
        ..PLAIN
    };
    assert_eq!(
        mantel_haenszel(&two(vec![0, 1, 0, 1]), &level).unwrap_err(),
        Refused::Level
    );

    // An item that all answer alike, one that nobody saw, two people a group: nothing is said, nothing is flagged.
    let rows = vec![
        vec![1_u8, 1, 0, MISSING],
        vec![1, 0, 1, MISSING],
        vec![1, 1, 0, MISSING],
        vec![1, 0, 1, MISSING],
    ];
    let answers = Responses::from_rows(&rows)
        .unwrap()
        .with_groups(vec![0, 0, 1, 1])
        .unwrap();
    assert_eq!(refused(&answers), Refused::EmptyGroup { group: 0 });
    let wrong = Options {
        gaps: Gaps::Wrong,
        ..PLAIN
    };
    let report = mantel_haenszel(&answers, &wrong).unwrap();
    for item in [&report.items[0], &report.items[3]] {
        assert_eq!(
            (item.alpha, item.delta, item.p, item.class, item.flagged),
            (None, None, None, None, false)
        );
    }
    let report = logistic(&answers, Test::Both, &wrong).unwrap();
    assert!(report.items.iter().all(Result::is_err));
}

#[test]
fn a_million_people() {
    let answers = simulated(1_000_000, 0.0);
    let report = mantel_haenszel(&answers, &Options::default()).unwrap();
    assert!(report.items.iter().all(|item| item.class == Some(Ets::A)));
    let report = logistic(&answers, Test::Both, &PLAIN).unwrap();
    assert!(report.items.iter().all(|item| item.as_ref().unwrap().delta_r2 < 1e-3));
}

proptest! {
    /// The order of people changes nothing; exchanging the groups inverts the odds ratio and changes the sign of Δ.
    #[test]
    fn order_and_direction(seed in 0..1000_u32, shift in 1..150_usize) {
        let base = simulated(160 + seed % 40, 0.4);
        let rows: Vec<Vec<u8>> = base.rows().map(<[u8]>::to_vec).collect();
        let turn = |mut rows: Vec<Vec<u8>>, mut groups: Vec<u32>| {
            let by = shift % rows.len();
            rows.rotate_left(by);
            groups.rotate_left(by);
            Responses::from_rows(&rows).unwrap().with_groups(groups).unwrap()
        };
        let one = mantel_haenszel(&base, &PLAIN).unwrap();
        let two = mantel_haenszel(&turn(rows.clone(), base.groups().to_vec()), &PLAIN).unwrap();
        prop_assert_eq!(&one, &two);
        let exchanged = base.groups().iter().map(|group| 1 - group).collect();
        let other = mantel_haenszel(&turn(rows, exchanged), &PLAIN).unwrap();
        for (a, b) in one.items.iter().zip(&other.items) {
            prop_assert!((a.delta.unwrap() + b.delta.unwrap()).abs() < 1e-9);
            prop_assert!((a.error.unwrap() - b.error.unwrap()).abs() < 1e-9);
            prop_assert!((a.corrected.unwrap() - b.corrected.unwrap()).abs() < 1e-9);
            prop_assert!((-1.0..=1.0).contains(&a.standardised.unwrap()));
            prop_assert!((0.0..=1.0).contains(&a.p.unwrap()));
        }
    }
}
