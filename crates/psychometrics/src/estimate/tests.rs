//! Estimates at the edges of the scale, and where several maxima are.

use super::*;

fn items(count: i32) -> Vec<Item> {
    (0..count)
        .map(|k| Item::two_pl(1.2, f64::from(k) * 0.3 - 1.5).unwrap())
        .collect()
}

fn answers<'a>(items: &'a [Item], categories: &[u8]) -> Vec<Answer<'a>> {
    let pairs = items.iter().zip(categories);
    pairs
        .map(|(item, category)| Answer {
            item,
            category: *category,
        })
        .collect()
}

fn close(found: f64, wanted: f64, within: f64) {
    assert!((found - wanted).abs() <= within, "{found}, not {wanted}");
}

#[test]
fn all_right_and_all_wrong_have_no_maximum() {
    let items = items(10);
    for (category, bound, end) in [(1, Bound::High, 6.0), (0, Bound::Low, -6.0)] {
        let answers = answers(&items, &[category; 10]);
        let mle = estimate(&answers, Method::Mle(Range::USUAL)).unwrap();
        assert_eq!(
            mle,
            Estimate {
                theta: end,
                error: None,
                observed: None,
                bound: Some(bound),
                several: false
            }
        );
        for method in [Method::Wle(Range::USUAL), Method::Map(Normal::STANDARD, Range::USUAL)] {
            let found = estimate(&answers, method).unwrap();
            assert!(
                found.theta.abs() < 5.0 && found.error.is_some() && found.bound.is_none(),
                "{found:?}"
            );
        }
        let standard = Quadrature::standard();
        let eap = estimate(&answers, Method::Eap(&standard)).unwrap();
        assert!(eap.theta.abs() > 1.0 && eap.theta.abs() < 3.0 && eap.bound.is_none());
    }
}

#[test]
fn one_item_answered_right() {
    // Rasch, b = 0: Warm's estimate solves 1 − P + (1−2P)/2 = 0, so P = 3/4 and θ = ln 3.
    let items = [Item::rasch(0.0).unwrap()];
    let wle = estimate(&answers(&items, &[1]), Method::Wle(Range::USUAL)).unwrap();
    close(wle.theta, libm::log(3.0), 1e-12);
    close(wle.error.unwrap(), 1.0 / libm::sqrt(3.0 / 16.0), 1e-12);
}

#[test]
fn maxima_are_where_the_slope_is_zero() {
    let items = items(10);
    let answers = answers(&items, &[1, 1, 1, 0, 1, 0, 1, 0, 0, 0]);
    let mle = estimate(&answers, Method::Mle(Range::USUAL)).unwrap();
    let slope: f64 = answers
        .iter()
        .map(|one| one.item.point(mle.theta, one.category).unwrap().slope)
        .sum();
    close(slope, 0.0, 1e-13);
    let information: f64 = items.iter().map(|item| item.information(mle.theta)).sum();
    close(mle.error.unwrap(), 1.0 / libm::sqrt(information), 1e-14);
    assert!(!mle.several && mle.bound.is_none());
    let map = estimate(&answers, Method::Map(Normal::new(0.5, 0.8).unwrap(), Range::USUAL)).unwrap();
    let slope: f64 = answers
        .iter()
        .map(|one| one.item.point(map.theta, one.category).unwrap().slope)
        .sum();
    close(slope, (map.theta - 0.5) / 0.64, 1e-12);
}

#[test]
fn several_maxima_are_said_and_the_highest_is_taken() {
    // Right on two hard items where guessing is rare, wrong on an easy steep one, right on very easy ones: a hump on each side.
    let hard = Item::three_pl(4.0, 3.0, 0.05).unwrap();
    let easy = Item::three_pl(3.0, -1.0, 0.2).unwrap();
    let easiest = Item::three_pl(2.0, -3.0, 0.2).unwrap();
    let items = [hard.clone(), hard, easy, easiest.clone(), easiest];
    let answers = answers(&items, &[1, 1, 0, 1, 1]);
    let found = estimate(&answers, Method::Mle(Range::USUAL)).unwrap();
    assert!(found.several);
    let value = |theta: f64| -> f64 {
        answers
            .iter()
            .map(|one| one.item.log_probability(theta, one.category).unwrap())
            .sum()
    };
    let highest = Range::USUAL.points(4001).map(value).fold(f64::NEG_INFINITY, f64::max);
    assert!(value(found.theta) >= highest);
}

#[test]
fn without_an_answer_only_a_prior_speaks() {
    assert_eq!(estimate(&[], Method::Mle(Range::USUAL)), Err(Cannot::NoAnswer));
    assert_eq!(estimate(&[], Method::Wle(Range::USUAL)), Err(Cannot::NoAnswer));
    let prior = Normal::new(0.4, 0.9).unwrap();
    let map = estimate(&[], Method::Map(prior, Range::USUAL)).unwrap();
    close(map.theta, 0.4, 1e-12);
    close(map.error.unwrap(), 0.9, 1e-12);
    let quadrature = Quadrature::normal(prior, Range::USUAL, 121).unwrap();
    for method in [Method::Eap(&quadrature), Method::SumScoreEap(&quadrature)] {
        let eap = estimate(&[], method).unwrap();
        close(eap.theta, 0.4, 1e-7);
        close(eap.error.unwrap(), 0.9, 1e-6);
    }
}

#[test]
fn a_category_that_the_item_does_not_have_is_refused() {
    let items = items(2);
    let refused = estimate(&answers(&items, &[1, 2]), Method::Mle(Range::USUAL));
    let wanted = Cannot::Category {
        place: 1,
        found: 2,
        highest: 1,
    };
    assert_eq!(refused, Err(wanted));
}

#[test]
fn a_thousand_answers_neither_overflow_nor_vanish() {
    let items: Vec<Item> = (0..1000).map(|_| Item::two_pl(2.0, 0.7).unwrap()).collect();
    let half: Vec<u8> = (0..1000).map(|k| u8::from(k % 2 == 0)).collect();
    let quadrature = Quadrature::normal(Normal::STANDARD, Range::USUAL, 601).unwrap();
    let eap = estimate(&answers(&items, &half), Method::Eap(&quadrature)).unwrap();
    close(eap.theta, 0.7, 0.002);
    close(eap.error.unwrap(), 1.0 / libm::sqrt(1001.0), 0.0001);
}

#[test]
fn a_posterior_cut_by_the_last_node_says_so() {
    let items: Vec<Item> = (0..40).map(|_| Item::two_pl(2.0, 3.5).unwrap()).collect();
    let quadrature = Quadrature::normal(Normal::STANDARD, Range::new(-4.0, 4.0).unwrap(), 33).unwrap();
    let eap = estimate(&answers(&items, &[1; 40]), Method::Eap(&quadrature)).unwrap();
    assert_eq!(eap.bound, Some(Bound::High));
}

#[test]
fn sums_of_equal_rasch_items_are_binomial() {
    let items: Vec<Item> = (0..4).map(|_| Item::rasch(0.0).unwrap()).collect();
    let found = score_distribution(&items, 0.0);
    for (found, wanted) in found.iter().zip([1.0, 4.0, 6.0, 4.0, 1.0]) {
        close(*found, wanted / 16.0, 1e-15);
    }
    let table = sum_score_table(&items, &Quadrature::standard());
    close(table.iter().map(|row| row.share).sum(), 1.0, 1e-12);
    // In the Rasch family the sum says all that the answers say.
    let standard = Quadrature::standard();
    let by_sum = estimate(&answers(&items, &[1, 0, 1, 0]), Method::SumScoreEap(&standard)).unwrap();
    let by_answers = estimate(&answers(&items, &[1, 0, 1, 0]), Method::Eap(&standard)).unwrap();
    close(by_sum.theta, by_answers.theta, 1e-12);
}

#[test]
fn rounding_for_a_journal() {
    let estimate = Estimate {
        theta: 0.123_456_5,
        error: Some(0.5),
        observed: None,
        bound: None,
        several: false,
    };
    let measure = estimate.rounded().unwrap();
    assert_eq!(
        (measure.theta.millionths(), measure.error),
        (123_456, Some(Micro::from_millionths(500_000)))
    );
    assert_eq!(
        Estimate {
            theta: f64::NAN,
            ..estimate
        }
        .rounded(),
        None
    );
}
