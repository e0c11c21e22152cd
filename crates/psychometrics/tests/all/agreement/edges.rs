//! What has no coefficient, what is never used, what is very large, and what must always hold.

use super::*;

#[test]
fn degenerate_input_is_refused_by_name() {
    let some = |rows: &[[u16; 2]]| -> Vec<Vec<Option<u16>>> {
        rows.iter().map(|row| row.iter().copied().map(Some).collect()).collect()
    };
    let none: Vec<Vec<Option<u16>>> = Vec::new();
    assert_eq!(Ratings::from_rows(&none, 3), Err(Refused::NoSubject));
    assert_eq!(Ratings::from_rows(&[vec![Some(0)]], 3), Err(Refused::OneRater));
    assert_eq!(Ratings::from_rows(&some(&[[0, 0]]), 1), Err(Refused::OneCategory));
    assert_eq!(
        Ratings::from_rows(&some(&[[0, 3]]), 3),
        Err(Refused::Category { subject: 0, rater: 1 })
    );
    let ragged = vec![vec![Some(0), Some(1)], vec![Some(0)]];
    assert_eq!(Ratings::from_rows(&ragged, 3).unwrap_err().code(), "table/ragged");

    // Everybody in one category: no coefficient, whatever its name.
    let alike = Ratings::from_rows(&some(&[[1, 1], [1, 1], [1, 1]]), 3).unwrap();
    assert_eq!(
        cohen(&alike.table(0, 1).unwrap(), &Weights::Linear, 0.95),
        Err(Refused::NoVariation)
    );
    assert_eq!(fleiss(&alike.counts()), Err(Refused::NoVariation));
    assert_eq!(conger(&alike), Err(Refused::NoVariation));
    assert_eq!(light(&alike), Err(Refused::NoVariation));
    let numbers = alike.scores(&[1.0, 2.0, 3.0]).unwrap();
    for metric in [Metric::Nominal, Metric::Ordinal, Metric::Interval, Metric::Ratio] {
        assert_eq!(krippendorff(&numbers, metric), Err(Refused::NoVariation));
    }
    for form in Form::ALL {
        assert_eq!(icc(&numbers, form, 0.95), Err(Refused::NoVariation));
    }
    assert_eq!(concordance(&numbers), Err(Refused::NoVariation));
    assert_eq!(mean_correlation(&numbers), Err(Refused::NoVariation));
    assert_eq!(stuart_maxwell(&alike.table(0, 1).unwrap()), Err(Refused::NoVariation));
    // Gwet's chance agreement is 0 there: full agreement is full.
    assert_eq!(gwet(&alike.counts(), &Weights::Unweighted, 0.95).unwrap().value, 1.0);
    assert_eq!(exact_agreement(&alike), Ok(1.0));

    let one = Ratings::from_rows(&some(&[[0, 1]]), 2).unwrap();
    assert_eq!(
        gwet(&one.counts(), &Weights::Unweighted, 0.95),
        Err(Refused::OneSubject)
    );
    assert_eq!(
        icc(&one.scores(&[0.0, 1.0]).unwrap(), Form::OneWay, 0.95),
        Err(Refused::OneSubject)
    );
    let gap = Ratings::from_rows(&[[Some(0), None], [Some(1), Some(1)]], 2).unwrap();
    assert_eq!(fleiss(&gap.counts()), Err(Refused::OneRater));
    assert_eq!(
        icc(&gap.scores(&[0.0, 1.0]).unwrap(), Form::OneWay, 0.95),
        Err(Refused::Incomplete { subject: 0 })
    );
    let empty = Ratings::from_rows(&[[Some(0), None], [None, Some(1)]], 2).unwrap();
    assert_eq!(empty.table(0, 1), Err(Refused::NoSubject));
    assert_eq!(conger(&empty), Err(Refused::NoSubject));
    assert_eq!(per_category(&empty.counts()), Err(Refused::NoSubject));
    assert_eq!(
        Scores::from_rows(&[[Some(f64::NAN), Some(1.0)]]),
        Err(Refused::Number { subject: 0, rater: 0 })
    );
    let negative = Scores::from_rows(&[[Some(-1.0), Some(1.0)]]).unwrap();
    assert_eq!(
        krippendorff(&negative, Metric::Ratio),
        Err(Refused::Number { subject: 0, rater: 0 })
    );
    let crooked = Weights::Custom(Matrix::from_cells(2, 2, vec![1.0, 0.5, 0.25, 1.0]).unwrap());
    assert_eq!(crooked.table(2), Err(Refused::Weights));
}

/// sklearn's and irr's weights shrink when a category is not used; here the declared categories hold.
#[test]
fn a_category_never_used_still_weighs() {
    let rows: Vec<[Option<u16>; 2]> = [(0, 0), (0, 2), (2, 2), (2, 2), (0, 0), (2, 0)]
        .map(|(a, b)| [Some(a), Some(b)])
        .to_vec();
    let three = Ratings::from_rows(&rows, 3).unwrap().table(0, 1).unwrap();
    let five = Ratings::from_rows(&rows, 5).unwrap().table(0, 1).unwrap();
    let plain = kappa(&three, &Weights::Unweighted).value;
    assert_eq!(kappa(&five, &Weights::Unweighted).value, plain);
    let observed = |table: &Table| kappa(table, &Weights::Quadratic).observed;
    assert!((observed(&three) - 4.0 / 6.0).abs() < 1e-12);
    assert!((observed(&five) - (4.0 + 2.0 * 0.75) / 6.0).abs() < 1e-12);
    let shares = per_category(&Ratings::from_rows(&rows, 3).unwrap().counts()).unwrap();
    assert_eq!((shares[1].share, shares[1].agreement), (0.0, None));
}

#[test]
fn positive_and_negative_agreement_prevalence_and_bias() {
    // Byrt, Bishop and Carlin's indices on a table of their kind: 40 yes-yes, 9 yes-no, 6 no-yes, 45 no-no.
    let table = Table::new(Matrix::from_cells(2, 2, vec![40.0, 9.0, 6.0, 45.0]).unwrap()).unwrap();
    let found = shares(&table);
    assert!((found.prevalence.unwrap() - 0.05).abs() < 1e-12);
    assert!((found.bias - 0.03).abs() < 1e-12);
    assert!((found.adjusted - 0.70).abs() < 1e-12);
    let mut rows = Vec::new();
    for (count, row) in [(40, [0, 0]), (9, [0, 1]), (6, [1, 0]), (45, [1, 1])] {
        rows.extend((0..count).map(|_| row.map(Some)));
    }
    let found = per_category(&Ratings::from_rows(&rows, 2).unwrap().counts()).unwrap();
    assert!((found[0].agreement.unwrap() - 80.0 / 95.0).abs() < 1e-12);
    assert!((found[1].agreement.unwrap() - 90.0 / 105.0).abs() < 1e-12);
}

#[test]
fn a_million_subjects() {
    let rows: Vec<[Option<u16>; 3]> = (0..1_000_000_u64)
        .map(|i| {
            let truth = (i * 7919 % 5) as u16;
            [
                Some(truth),
                Some(if i % 10 == 0 { (truth + 1) % 5 } else { truth }),
                (i % 3 > 0).then_some(truth),
            ]
        })
        .collect();
    let ratings = Ratings::from_rows(&rows, 5).unwrap();
    let found = kappa(&ratings.table(0, 1).unwrap(), &Weights::Unweighted);
    assert!((found.value - 0.875).abs() < 1e-9, "{found:?}");
    let alpha = krippendorff(&ratings.scores(&[1.0, 2.0, 3.0, 4.0, 5.0]).unwrap(), Metric::Ordinal).unwrap();
    assert!(alpha > 0.8 && alpha < 1.0, "{alpha}");
    assert!(gwet(&ratings.counts(), &Weights::Unweighted, 0.95).unwrap().error < 1e-3);
    assert!(light(&ratings).unwrap().error.unwrap() < 1e-3);
}

fn some_ratings() -> impl Strategy<Value = Vec<Vec<Option<u16>>>> {
    prop::collection::vec(prop::collection::vec(prop::option::weighted(0.85, 0..4_u16), 3), 3..30)
}

proptest! {
    #[test]
    fn order_of_subjects_and_of_raters_changes_nothing(rows in some_ratings(), shift in 0..30_usize) {
        let mut turned = rows.clone();
        let by = shift % turned.len();
        turned.rotate_left(by);
        for row in &mut turned {
            row.reverse();
        }
        let (one, two) = (Ratings::from_rows(&rows, 4).unwrap(), Ratings::from_rows(&turned, 4).unwrap());
        let same = |a: Result<f64, Refused>, b: Result<f64, Refused>| match (a, b) {
            (Ok(a), Ok(b)) => a == b || (a - b).abs() < 1e-8 * (1.0 + a.abs()),
            (a, b) => a.is_err() && b.is_err(),
        };
        prop_assert!(same(conger(&one).map(|c| c.value), conger(&two).map(|c| c.value)));
        prop_assert!(same(light(&one).map(|c| c.value), light(&two).map(|c| c.value)));
        prop_assert!(same(exact_agreement(&one), exact_agreement(&two)));
        let gwets = |ratings: &Ratings| gwet(&ratings.counts(), &Weights::Quadratic, 0.95).map(|ac| ac.error);
        prop_assert!(same(gwets(&one), gwets(&two)));
        let values = [1.0, 2.0, 4.0, 7.0];
        for metric in [Metric::Nominal, Metric::Ordinal, Metric::Interval, Metric::Ratio] {
            let alpha = |ratings: &Ratings| krippendorff(&ratings.scores(&values).unwrap(), metric);
            prop_assert!(same(alpha(&one), alpha(&two)));
        }
        for form in Form::ALL {
            let of = |ratings: &Ratings| icc(&ratings.scores(&values).unwrap().complete(), form, 0.95).map(|icc| icc.bounds.map_or(icc.value, |bounds| bounds.low));
            prop_assert!(same(of(&one), of(&two)), "{form:?} {:?} {:?}", of(&one), of(&two));
        }
    }

    #[test]
    fn coefficients_stay_within_their_bounds(rows in some_ratings()) {
        let ratings = Ratings::from_rows(&rows, 4).unwrap();
        if let Ok(table) = ratings.table(0, 1) {
            for weights in [Weights::Unweighted, Weights::Linear, Weights::Quadratic] {
                if let Ok(found) = cohen(&table, &weights, 0.95) {
                    prop_assert!((-1.0 - 1e-12..=1.0 + 1e-12).contains(&found.value));
                    prop_assert!(found.bounds.low <= found.value + 1e-12 && found.value <= found.bounds.high + 1e-12);
                    prop_assert!(found.error >= 0.0 && found.error.is_finite());
                }
            }
        }
        for category in per_category(&ratings.counts()).unwrap_or_default() {
            prop_assert!((0.0..=1.0).contains(&category.share));
            prop_assert!(category.agreement.is_none_or(|a| (0.0..=1.0).contains(&a)));
        }
        if let Ok(alpha) = krippendorff(&ratings.scores(&[0.0, 1.0, 2.0, 3.0]).unwrap(), Metric::Interval) {
            prop_assert!(alpha <= 1.0);
        }
    }

    /// Two raters without gaps: Conger is Cohen, and a change of unit changes no interval alpha and no intraclass correlation.
    #[test]
    fn identities(rows in prop::collection::vec((0..4_u16, 0..4_u16), 3..30), scale in 0.1..50.0_f64, shift in -100.0..100.0_f64) {
        let rows: Vec<[Option<u16>; 2]> = rows.iter().map(|&(a, b)| [Some(a), Some(b)]).collect();
        let ratings = Ratings::from_rows(&rows, 4).unwrap();
        let pair = cohen(&ratings.table(0, 1).unwrap(), &Weights::Unweighted, 0.95);
        if let (Ok(pair), Ok(exact)) = (pair, conger(&ratings)) {
            prop_assert!((pair.value - exact.value).abs() < 1e-12);
        }
        let values = [0.0, 1.0, 2.0, 3.0];
        let moved = values.map(|v| v * scale + shift);
        let (one, two) = (ratings.scores(&values).unwrap(), ratings.scores(&moved).unwrap());
        if let (Ok(a), Ok(b)) = (krippendorff(&one, Metric::Interval), krippendorff(&two, Metric::Interval)) {
            prop_assert!((a - b).abs() < 1e-9);
        }
        if let (Ok(a), Ok(b)) = (icc(&one, Form::Agreement, 0.95), icc(&two, Form::Agreement, 0.95)) {
            prop_assert!((a.value - b.value).abs() < 1e-8);
        }
    }
}
