//! Distribution functions against values of 36 digits, and against what is known in closed form.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a test may stop; exact values are what is tested"
)]

use jalon_psychometrics::numeric::{beta, binomial, chi_square, fisher, normal, student};
use proptest::prelude::*;
use serde_json::Value;

fn vector() -> Vec<(String, Vec<f64>, f64)> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/vectors/psychometrics/numeric.json"
    );
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    file["values"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let arguments = row[1].as_array().unwrap().iter().map(|v| v.as_f64().unwrap());
            (
                row[0].as_str().unwrap().to_owned(),
                arguments.collect(),
                row[2].as_f64().unwrap(),
            )
        })
        .collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts written as JSON numbers"
)]
fn call(name: &str, a: &[f64]) -> f64 {
    match name {
        "normal.cdf" => normal::cdf(a[0]),
        "normal.upper" => normal::upper(a[0]),
        "normal.quantile" => normal::quantile(a[0]),
        "chi_square.cdf" => chi_square::cdf(a[0], a[1]),
        "chi_square.upper" => chi_square::upper(a[0], a[1]),
        "chi_square.quantile" => chi_square::quantile(a[0], a[1]),
        "beta.lower" => beta::lower(a[0], a[1], a[2]),
        "beta.upper" => beta::upper(a[0], a[1], a[2]),
        "student.cdf" => student::cdf(a[0], a[1]),
        "student.upper" => student::upper(a[0], a[1]),
        "student.two_sided" => student::two_sided(a[0], a[1]),
        "student.quantile" => student::quantile(a[0], a[1]),
        "fisher.cdf" => fisher::cdf(a[0], a[1], a[2]),
        "fisher.upper" => fisher::upper(a[0], a[1], a[2]),
        "fisher.quantile" => fisher::quantile(a[0], a[1], a[2]),
        "binomial.mass" => binomial::mass(a[0] as u32, a[1] as u32, a[2]),
        "binomial.at_most" => binomial::at_most(a[0] as u32, a[1] as u32, a[2]),
        "binomial.at_least" => binomial::at_least(a[0] as u32, a[1] as u32, a[2]),
        other => panic!("no function {other}"),
    }
}

/// Relative 1e-12 everywhere, tails included.
#[test]
fn every_value_to_twelve_digits() {
    let rows = vector();
    assert!(rows.len() > 500, "{} values", rows.len());
    let mut worst = (0.0, String::new());
    let mut wrong = Vec::new();
    for (name, arguments, expected) in rows {
        let found = call(&name, &arguments);
        let error = if expected == 0.0 {
            found.abs()
        } else {
            (found / expected - 1.0).abs()
        };
        if error > worst.0 {
            worst = (error, format!("{name} {arguments:?}"));
        }
        if error.is_nan() || error > 1e-12 {
            wrong.push(format!(
                "{name}{arguments:?}: {found:e}, expected {expected:e}, off by {error:e}"
            ));
        }
    }
    println!("worst {:e} at {}", worst.0, worst.1);
    assert!(wrong.is_empty(), "{} values:\n{}", wrong.len(), wrong.join("\n"));
}

/// Printed tables: Abramowitz and Stegun 26.1 (normal), 26.8 (chi-square), 26.10 (t); Fisher and Yates table V (F).
#[test]
fn printed_tables() {
    assert_eq!((normal::cdf(1.0) * 1e15).round(), 841_344_746_068_543.0);
    assert_eq!((normal::cdf(2.0) * 1e15).round(), 977_249_868_051_821.0);
    assert_eq!((chi_square::quantile(0.95, 1.0) * 1e5).round(), 384_146.0);
    assert_eq!((chi_square::quantile(0.95, 10.0) * 1e4).round(), 183_070.0);
    assert_eq!((chi_square::quantile(0.005, 30.0) * 1e4).round(), 137_867.0);
    assert_eq!((student::quantile(0.975, 10.0) * 1e3).round(), 2228.0);
    assert_eq!((student::quantile(0.975, 1.0) * 1e3).round(), 12706.0);
    assert_eq!((fisher::quantile(0.95, 4.0, 10.0) * 1e2).round(), 348.0);
    assert_eq!((fisher::quantile(0.99, 1.0, 5.0) * 1e2).round(), 1626.0);
}

#[test]
fn outside_the_domain_is_not_a_number() {
    for value in [
        chi_square::cdf(-1.0, 2.0),
        chi_square::upper(1.0, 0.0),
        chi_square::upper(f64::NAN, 2.0),
        chi_square::quantile(1.5, 2.0),
        chi_square::quantile(0.5, f64::NAN),
        beta::lower(0.0, 1.0, 0.5),
        beta::lower(1.0, 1.0, 1.5),
        beta::quantile(-0.1, 1.0, 1.0),
        student::upper(1.0, -1.0),
        student::quantile(2.0, 5.0),
        fisher::upper(-1.0, 2.0, 2.0),
        fisher::upper(1.0, 2.0, 0.0),
        fisher::quantile(f64::NAN, 2.0, 2.0),
        binomial::mass(1, 2, 1.5),
        binomial::at_most(1, 2, f64::NAN),
        binomial::at_least(0, 2, -0.5),
    ] {
        assert!(value.is_nan(), "{value}");
    }
    assert_eq!(binomial::mass(3, 2, 0.5), 0.0);
    assert_eq!(binomial::at_most(2, 2, 0.5), 1.0);
    assert_eq!(binomial::at_least(3, 2, 0.5), 0.0);
    assert_eq!(
        (chi_square::cdf(0.0, 2.0), chi_square::upper(f64::INFINITY, 2.0)),
        (0.0, 0.0)
    );
    assert_eq!(
        (binomial::at_most(0, 5, 0.0), binomial::at_least(5, 5, 1.0)),
        (1.0, 1.0)
    );
}

proptest! {
    #[test]
    fn closed_forms(x in 0.0..50.0_f64, p in 0.001..0.999_f64) {
        prop_assert!((chi_square::upper(x, 2.0) / libm::exp(-0.5 * x) - 1.0).abs() < 1e-12);
        let two = x / libm::sqrt(2.0 + x * x);
        prop_assert!((student::two_sided(x, 2.0) - (1.0 - two)).abs() < 1e-14);
        prop_assert!((beta::lower(1.0, 3.0, p) - (1.0 - (1.0 - p) * (1.0 - p) * (1.0 - p))).abs() < 1e-14);
        prop_assert!((fisher::upper(x, 2.0, 4.0) * (1.0 + 0.5 * x) * (1.0 + 0.5 * x) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn quantiles_undo_distributions(p in 1e-9..0.999_999_f64, df in 0.2..400.0_f64, under in 0.5..400.0_f64) {
        let near = |found: f64| (found / p - 1.0).abs() < 1e-10;
        prop_assert!(near(normal::cdf(normal::quantile(p))));
        prop_assert!(near(chi_square::cdf(chi_square::quantile(p, df), df)));
        prop_assert!(near(student::cdf(student::quantile(p, df), df)));
        prop_assert!(near(fisher::cdf(fisher::quantile(p, df, under), df, under)));
        prop_assert!(near(beta::lower(df, under, beta::quantile(p, df, under))));
    }

    #[test]
    fn tails_add_to_one_and_rise(k in 0..300_u32, n in 1..300_u32, p in 0.0..1.0_f64) {
        let at_most = binomial::at_most(k, n, p);
        prop_assert!((at_most + binomial::at_least(k + 1, n, p) - 1.0).abs() < 1e-12);
        prop_assert!((0.0..=1.0).contains(&at_most));
        prop_assert!(binomial::at_most(k + 1, n, p) >= at_most - 1e-13);
    }
}
