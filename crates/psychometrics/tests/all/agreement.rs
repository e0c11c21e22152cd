//! Agreement coefficients against published tables, against other programs, and against what they must always do.

mod edges;

use crate::common::{Tally, not_there, specs, specs_json, vectors};
use jalon_psychometrics::agreement::{
    Counts, Form, Kappa, Metric, Ratings, Refused, Scores, Table, Weights, cohen, concordance, conger, exact_agreement,
    finn, fleiss, gwet, icc, krippendorff, light, mean_correlation, per_category, shares, squares, stuart_maxwell,
    within_tolerance,
};
use jalon_psychometrics::numeric::{Matrix, fisher};
use proptest::prelude::*;
use serde_json::Value;

const METRICS: [(&str, Metric); 4] = [
    ("nominal", Metric::Nominal),
    ("ordinal", Metric::Ordinal),
    ("interval", Metric::Interval),
    ("ratio", Metric::Ratio),
];

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn grid(value: &Value) -> Vec<Vec<Option<f64>>> {
    let row = |row: &Value| row.as_array().unwrap().iter().map(Value::as_f64).collect();
    value.as_array().unwrap().iter().map(row).collect()
}

fn table(value: &Value) -> Table {
    let rows = grid(value);
    let cells = rows.iter().flatten().map(|cell| cell.unwrap()).collect();
    Table::new(Matrix::from_cells(rows.len(), rows.len(), cells).unwrap()).unwrap()
}

fn csv(file: &str) -> Option<Vec<Vec<Option<f64>>>> {
    let row = |line: &str| line.split(',').map(|cell| cell.parse().ok()).collect();
    Some(specs(file)?.lines().skip(1).map(row).collect())
}

/// Whole numbers from 1 as categories.
fn categories(rows: &[Vec<Option<f64>>], most: u16) -> Ratings {
    let index = |cell: &Option<f64>| cell.map(|value| value as u16 - 1);
    let rows: Vec<Vec<Option<u16>>> = rows.iter().map(|row| row.iter().map(index).collect()).collect();
    Ratings::from_rows(&rows, most).unwrap()
}

fn transposed(rows: &[Vec<Option<f64>>]) -> Vec<Vec<Option<f64>>> {
    (0..rows[0].len())
        .map(|i| rows.iter().map(|row| row[i]).collect())
        .collect()
}

fn kappa(table: &Table, weights: &Weights) -> Kappa {
    cohen(table, weights, 0.95).unwrap()
}

#[test]
fn published_tables_of_two_raters() {
    let file = vectors("agreement.json");
    let mut tally = Tally::new("two raters, published");
    let cohen = table(&file["cohen_1960"]["table"]);
    let found = kappa(&cohen, &Weights::Unweighted);
    tally.close(
        found.value,
        number(&file["cohen_1960"]["published"]["kappa"]),
        5e-4,
        "Cohen 1960",
    );
    let computed = &file["cohen_1960"]["computed"];
    for (name, weights) in [("unweighted", Weights::Unweighted), ("equal", Weights::Linear)] {
        let found = kappa(&cohen, &weights);
        tally.near(found.value, number(&computed[name][0]), 1e-8, name);
        tally.near(found.error, number(&computed[name][1]), 1e-8, name);
    }
    let vision = table(&file["vision"]["table"]);
    let computed = &file["vision"]["computed"];
    for (name, weights) in [
        ("unweighted", Weights::Unweighted),
        ("equal", Weights::Linear),
        ("squared", Weights::Quadratic),
    ] {
        let found = kappa(&vision, &weights);
        tally.near(found.value, number(&computed[name]["value"]), 1e-8, name);
        tally.near(found.z.unwrap(), number(&computed[name]["statistic"]), 1e-8, name);
        tally.close(found.p.unwrap(), number(&computed[name]["p"]), 1e-12, name);
        tally.same(&found.subjects, &7477.0, name);
    }
    for (name, weights) in [("unweighted", Weights::Unweighted), ("weighted_equal", Weights::Linear)] {
        let found = kappa(&vision, &weights);
        tally.near(found.value, number(&computed["vcd"][name][0]), 1e-8, name);
        tally.near(found.error, number(&computed["vcd"][name][1]), 1e-8, name);
    }
    let homogeneity = stuart_maxwell(&vision).unwrap();
    tally.near(
        homogeneity.chi_square,
        number(&computed["stuart_maxwell"]["chisq"][0][0]),
        1e-8,
        "Stuart",
    );
    tally.near(
        homogeneity.p,
        number(&computed["stuart_maxwell"]["p"][0][0]),
        1e-8,
        "Stuart",
    );
    tally.same(&homogeneity.df, &3, "Stuart");
}

#[test]
fn published_intraclass_correlations() {
    let file = vectors("agreement.json");
    let case = &file["shrout_fleiss_1979"];
    let scores = Scores::from_rows(&grid(&case["data"])).unwrap();
    let mut tally = Tally::new("intraclass, published");
    let names = ["ICC1_1", "ICC1_k", "ICC2_1", "ICC2_k", "ICC3_1", "ICC3_k"];
    for (form, name) in Form::ALL.into_iter().zip(names) {
        tally.close(
            icc(&scores, form, 0.95).unwrap().value,
            number(&case["published"][name]),
            0.005,
            name,
        );
    }
    check_psych(&mut tally, &scores, &case["computed"]);
}

/// The six forms as R psych gives them; its interval of ICC2k is that of ICC2 carried by Spearman and Brown.
fn check_psych(tally: &mut Tally, scores: &Scores, expected: &Value) {
    let forms = [
        Form::OneWay,
        Form::Agreement,
        Form::Consistency,
        Form::OneWayMean,
        Form::AgreementMean,
        Form::ConsistencyMean,
    ];
    let k = squares(scores).unwrap().raters;
    for (form, row) in forms.into_iter().zip(expected.as_array().unwrap()) {
        let found = icc(scores, form, 0.95).unwrap();
        let name = form.name();
        tally.near(found.value, number(&row["ICC"]), 1e-8, name);
        tally.near(found.f, number(&row["F"]), 1e-8, name);
        let (mut low, mut high) = (found.bounds.unwrap().low, found.bounds.unwrap().high);
        tally.near(found.df2, number(&row["df2"]), 1e-8, name);
        tally.near(found.p, number(&row["p"]), 1e-8, name);
        if form == Form::AgreementMean {
            let one = icc(scores, Form::Agreement, 0.95).unwrap().bounds.unwrap();
            let carried = |r: f64| k * r / (1.0 + (k - 1.0) * r);
            (low, high) = (carried(one.low), carried(one.high));
        }
        tally.near(low, number(&row["lower bound"]), 1e-8, name);
        tally.near(high, number(&row["upper bound"]), 1e-8, name);
    }
}

#[test]
fn published_krippendorff_fleiss_and_gwet() {
    let file = vectors("agreement.json");
    let mut tally = Tally::new("many raters, published");
    let case = &file["krippendorff_2011"];
    let rows = transposed(&grid(&case["data_raters_by_units"]));
    let scores = Scores::from_rows(&rows).unwrap();
    for (name, metric) in METRICS {
        let found = krippendorff(&scores, metric).unwrap();
        tally.close(found, number(&case["published"][name]), 5e-4, name);
        tally.near(found, number(&case["computed"][name]), 1e-8, name);
    }
    let counts = |rows: &Value| -> Counts {
        let rows: Vec<Vec<u32>> = grid(rows)
            .iter()
            .map(|row| row.iter().map(|cell| cell.unwrap() as u32).collect())
            .collect();
        Counts::from_rows(&rows).unwrap()
    };
    let fourteen = fleiss(&counts(&file["fleiss_14"]["counts"])).unwrap();
    tally.close(fourteen.value, number(&file["fleiss_14"]["published"]), 5e-4, "Fleiss");
    tally.near(fourteen.value, number(&file["fleiss_14"]["computed"]), 1e-8, "Fleiss");

    let expected = &file["gwet"]["four_raters"];
    let four = gwet(&categories(&rows, 5).counts(), &Weights::Unweighted, 0.95).unwrap();
    tally.close(four.observed, number(&expected["observed"]), 5e-8, "AC1");
    tally.close(four.expected, number(&expected["expected"]), 5e-8, "AC1");
    tally.close(four.value, number(&expected["value"]), 5e-6, "AC1");
    tally.close(four.error, number(&expected["error"]), 5e-6, "AC1");
    tally.close(four.bounds.low, 0.461, 5e-4, "AC1");
    tally.same(&four.bounds.high, &1.0, "AC1");

    let expected = &file["gwet"]["abstractors"];
    let square = table(&expected["table"]);
    let mut pairs = Vec::new();
    for i in 0..3_u16 {
        for j in 0..3_u16 {
            for _ in 0..square.count(usize::from(i), usize::from(j)) as u32 {
                pairs.push([Some(i), Some(j)]);
            }
        }
    }
    let ratings = Ratings::from_rows(&pairs, 3).unwrap();
    tally.same(&ratings.table(0, 1).unwrap(), &square, "table");
    tally.close(
        kappa(&square, &Weights::Unweighted).value,
        number(&expected["kappa"]),
        5e-8,
        "kappa",
    );
    let found = gwet(&ratings.counts(), &Weights::Unweighted, 0.95).unwrap();
    tally.close(found.value, number(&expected["value"]), 5e-8, "AC1 of a table");
    // For a table irrCAC divides by n where for raw ratings it divides by n − 1, as here.
    let by_n = found.error * libm::sqrt(99.0 / 100.0);
    tally.close(by_n, number(&expected["error"]), 5e-9, "AC1 of a table");
}

/// Three response sets that may not be carried here.
pub fn the_response_sets_beside_the_repository() {
    let (Some(expected), Some(peers)) = (specs_json("agreement.expected.json"), specs_json("peers_python.json")) else {
        println!("agreement of anxiety, diagnoses and video: could not: specs folder absent");
        return;
    };
    let mut tally = Tally::new("agreement of response sets");
    let rows = csv("anxiety.csv").unwrap();
    let anxiety = Scores::from_rows(&rows).unwrap();
    check_irr(&mut tally, &anxiety, &expected["anxiety"]["icc"]);
    check_psych(&mut tally, &anxiety, &expected["anxiety"]["psych_ICC"]);
    let w = concordance(&anxiety).unwrap();
    let case = &expected["anxiety"];
    tally.near(w.w, number(&case["kendall_W"]["value"]), 1e-8, "W");
    tally.near(w.chi_square, number(&case["kendall_W"]["chisq"]), 1e-8, "W");
    tally.near(w.p, number(&case["kendall_W"]["p"]), 1e-8, "W");
    check_alpha(&mut tally, &anxiety, Metric::Nominal, &case["kripp_nominal"]);
    check_alpha(&mut tally, &anxiety, Metric::Ordinal, &case["kripp_ordinal"]);
    check_alpha(&mut tally, &anxiety, Metric::Interval, &case["kripp_interval"]);
    for (name, metric) in METRICS {
        let wanted = number(&peers["agreement"]["krippendorff pkg"][name]);
        tally.near(krippendorff(&anxiety, metric).unwrap(), wanted, 1e-8, name);
    }
    tally.near(
        mean_correlation(&anxiety).unwrap(),
        number(&case["meancor"]),
        1e-8,
        "mean correlation",
    );
    tally.close(
        within_tolerance(&anxiety, 0.0).unwrap(),
        number(&case["agree_tol0"]) / 100.0,
        1e-12,
        "same",
    );
    let pair = categories(&rows, 6).table(0, 1).unwrap();
    for (name, weights) in [
        ("unweighted", Weights::Unweighted),
        ("equal", Weights::Linear),
        ("squared", Weights::Quadratic),
    ] {
        let found = kappa(&pair, &weights);
        let wanted = &case["weighted_kappa_12"][name];
        tally.near(found.value, number(&wanted["value"]), 1e-8, name);
        tally.near(found.z.unwrap(), number(&wanted["statistic"]), 1e-8, name);
        tally.near(found.p.unwrap(), number(&wanted["p"]), 1e-8, name);
    }
    let peer = &peers["agreement"];
    tally.near(
        kappa(&pair, &Weights::Quadratic).value,
        number(&peer["sklearn quadratic anxiety 1-2"]),
        1e-8,
        "sklearn",
    );
    tally.near(
        kappa(&pair, &Weights::Linear).value,
        number(&peer["sklearn linear anxiety 1-2"]),
        1e-8,
        "sklearn",
    );
    for row in peer["pingouin ICC"].as_array().unwrap() {
        let form = Form::ALL.into_iter().find(|form| {
            let name = row[0].as_str().unwrap();
            form.name() == name
                || (name == "ICC(1,1)" && *form == Form::OneWay)
                || (name == "ICC(1,k)" && *form == Form::OneWayMean)
        });
        tally.near(
            icc(&anxiety, form.unwrap(), 0.95).unwrap().value,
            number(&row[1]),
            1e-8,
            "pingouin",
        );
    }

    let rows = csv("diagnoses.csv").unwrap();
    let diagnoses = categories(&rows, 5);
    let case = &expected["diagnoses"];
    let found = fleiss(&diagnoses.counts()).unwrap();
    tally.near(found.value, number(&case["fleiss"]["value"]), 1e-8, "Fleiss");
    tally.near(found.z, number(&case["fleiss"]["statistic"]), 1e-8, "Fleiss");
    tally.close(found.p, number(&case["fleiss"]["p"]), 1e-12, "Fleiss");
    tally.near(found.value, number(&peer["statsmodels fleiss"]), 1e-8, "statsmodels");
    for (found, wanted) in found.categories.iter().zip(case["fleiss_detail"].as_array().unwrap()) {
        tally.close(found.value.unwrap(), number(&wanted["Kappa"]), 5.001e-4, "category");
        tally.close(found.z.unwrap(), number(&wanted["z"]), 5.001e-4, "category");
    }
    tally.near(
        conger(&diagnoses).unwrap().value,
        number(&case["conger_exact"]),
        1e-8,
        "Conger",
    );
    tally.near(
        light(&diagnoses).unwrap().value,
        number(&case["light"]["value"]),
        1e-8,
        "Light",
    );
    // irr's test of Light's kappa, which its manual calls experimental: its formula on our value.
    let ns = rows.len() as f64;
    let uses = |rater: usize| (1..=5).map(move |k| (rater, f64::from(k)));
    let count = |(rater, category): (usize, f64)| rows.iter().filter(|row| row[rater] == Some(category)).count() as f64;
    let mut apart = Vec::new();
    for first in 0..6 {
        for second in first + 1..6 {
            let all = uses(first).flat_map(|a| uses(second).map(move |b| (a, b)));
            apart.push(
                all.filter(|(a, b)| a.1 != b.1)
                    .map(|(a, b)| count(a) * count(b))
                    .sum::<f64>(),
            );
        }
    }
    // The product of many counts over as many powers of n: in logarithms.
    let pairs = apart.len() as f64;
    let logs: f64 = apart.iter().map(|sum| libm::log(*sum)).sum();
    let against = libm::exp(libm::log(pairs) + logs - 2.0 * pairs * libm::log(ns));
    let deviation = libm::sqrt((1.0 - against) / (ns * against));
    let z = light(&diagnoses).unwrap().value / deviation;
    tally.near(z, number(&case["light"]["statistic"]), 1e-8, "Light, irr");
    let both = 2.0 * jalon_psychometrics::numeric::normal::upper(z);
    tally.near(both, number(&case["light"]["p"]), 1e-8, "Light, irr");
    let pair = kappa(&diagnoses.table(0, 1).unwrap(), &Weights::Unweighted);
    tally.near(pair.value, number(&case["cohen_12"]["value"]), 1e-8, "Cohen");
    tally.near(pair.z.unwrap(), number(&case["cohen_12"]["statistic"]), 1e-8, "Cohen");
    // R takes 1 − Φ, which has lost its last digits there.
    tally.close(pair.p.unwrap(), number(&case["cohen_12"]["p"]), 1e-15, "Cohen");
    tally.near(
        pair.value,
        number(&peer["sklearn kappa diagnoses 1-2"]),
        1e-8,
        "sklearn",
    );
    let scores = Scores::from_rows(&rows).unwrap();
    check_alpha(&mut tally, &scores, Metric::Nominal, &case["kripp_nominal"]);
    tally.near(
        100.0 * exact_agreement(&diagnoses).unwrap(),
        number(&case["agree"]),
        1e-8,
        "same",
    );

    let video = Scores::from_rows(&csv("video.csv").unwrap()).unwrap();
    let case = &expected["video"];
    check_irr(&mut tally, &video, &case["icc"]);
    tally.near(finn(&video, 6, false).unwrap(), number(&case["finn"]), 1e-8, "Finn");
    check_alpha(&mut tally, &video, Metric::Interval, &case["kripp_interval"]);
}

/// Fleiss' example of ten subjects and fourteen raters, from the folder.
pub fn the_tables_beside_the_repository() {
    let Some(expected) = specs_json("agreement.expected.json") else {
        return not_there("agreement tables");
    };
    let mut tally = Tally::new("agreement tables");
    let case = &expected["wikipedia_fleiss"];
    let row = |row: &Value| -> Vec<u32> {
        row.as_array()
            .unwrap()
            .iter()
            .map(|n| n.as_u64().unwrap() as u32)
            .collect()
    };
    let rows: Vec<Vec<u32>> = case["counts"].as_array().unwrap().iter().map(row).collect();
    let found = fleiss(&Counts::from_rows(&rows).unwrap()).unwrap();
    tally.near(found.value, number(&case["kappa"]), 1e-8, "ten by fourteen");
    tally.close(
        found.value,
        number(&case["published"]),
        5e-4,
        "ten by fourteen, as published",
    );
}

/// Without gaps, irr forgets to divide the coincidences of a subject by its ratings less one, and so has n − 1/(m − 1) where the formula has n − 1;
/// with gaps it divides, and gives the published values. The Python package has the formula's values.
fn check_alpha(tally: &mut Tally, scores: &Scores, metric: Metric, irr: &Value) {
    let (m, subjects) = (scores.raters() as f64, scores.rows().len() as f64);
    let n = m * subjects;
    let found = krippendorff(scores, metric).unwrap();
    let theirs = 1.0 - (1.0 - found) * (n - 1.0 / (m - 1.0)) / (n - 1.0);
    tally.near(theirs, number(irr), 1e-8, "irr alpha");
}

/// The eight forms as R irr gives them: its one-way "consistency" and "agreement" are one form.
fn check_irr(tally: &mut Tally, scores: &Scores, expected: &Value) {
    for (name, wanted) in expected.as_object().unwrap() {
        let form = match (
            name.starts_with("oneway"),
            name.contains("agreement"),
            name.ends_with("single"),
        ) {
            (true, _, true) => Form::OneWay,
            (true, _, false) => Form::OneWayMean,
            (false, true, true) => Form::Agreement,
            (false, true, false) => Form::AgreementMean,
            (false, false, true) => Form::Consistency,
            (false, false, false) => Form::ConsistencyMean,
        };
        let found = icc(scores, form, 0.95).unwrap();
        tally.near(found.value, number(&wanted["value"]), 1e-8, name);
        tally.near(found.f, number(&wanted["F"]), 1e-8, name);
        tally.near(found.df1, number(&wanted["df1"]), 1e-8, name);
        if form == Form::AgreementMean {
            check_irr_mean(tally, scores, found.value, wanted);
            continue;
        }
        tally.near(found.bounds.unwrap().low, number(&wanted["lower"]), 1e-8, name);
        tally.near(found.bounds.unwrap().high, number(&wanted["upper"]), 1e-8, name);
        // irr tests ICC(A,1) = 0 with the degrees of freedom of the interval; those of the hypothesis are psych's and ours.
        let df2 = found.interval_df;
        tally.near(df2, number(&wanted["df2"]), 1e-8, name);
        tally.near(fisher::upper(found.f, found.df1, df2), number(&wanted["p"]), 1e-8, name);
    }
}

/// For ICC(A,k), irr puts k times the coefficient of the mean where McGraw and Wong put the coefficient itself, so that its degrees of freedom and
/// interval are not those of ICC(A,1) carried by Spearman and Brown. Ours are (and psych's); this shows that nothing else differs.
fn check_irr_mean(tally: &mut Tally, scores: &Scores, value: f64, wanted: &Value) {
    let ms = squares(scores).unwrap();
    let (n, k) = (ms.subjects, ms.raters);
    let a = k * value / (n * (1.0 - value)) * ms.columns;
    let b = (1.0 + k * value * (n - 1.0) / (n * (1.0 - value))) * ms.residual;
    let df2 = (a + b) * (a + b) / (a * a / (k - 1.0) + b * b / ((n - 1.0) * (k - 1.0)));
    tally.near(df2, number(&wanted["df2"]), 1e-8, "irr df2");
    tally.near(
        fisher::upper(ms.rows / ms.residual, n - 1.0, df2),
        number(&wanted["p"]),
        1e-8,
        "irr p",
    );
    let (over, under) = (
        fisher::quantile(0.975, n - 1.0, df2),
        fisher::quantile(0.975, df2, n - 1.0),
    );
    let rest = ms.columns - ms.residual;
    let low = n * (ms.rows - over * ms.residual) / (over * rest + n * ms.rows);
    let high = n * (under * ms.rows - ms.residual) / (rest + n * under * ms.rows);
    tally.near(low, number(&wanted["lower"]), 1e-8, "irr low");
    tally.near(high, number(&wanted["upper"]), 1e-8, "irr high");
}
