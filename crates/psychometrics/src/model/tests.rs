//! Probabilities, slopes and information of every model.

use super::*;

fn close(found: f64, wanted: f64, within: f64, what: &str) {
    assert!((found - wanted).abs() <= within, "{what}: {found}, not {wanted}");
}

/// One of each model, with awkward parameters among them.
fn all() -> Vec<Item> {
    [
        Item::rasch(-0.4),
        Item::two_pl(1.7, 0.3),
        Item::three_pl(2.225, -1.885, 0.21),
        Item::four_pl(1.5, 0.0, 0.1, 0.85),
        Item::four_pl(0.9, 0.6, 0.0, 0.95),
        Item::graded(1.4, vec![-2.0, -0.1, 0.0, 1.8]),
        Item::partial_credit(1.0, vec![0.5, -0.8, 1.1]),
        Item::partial_credit(0.6, vec![-1.0]),
        Item::rating_scale(0.7, vec![-1.2, 0.1, 1.1]),
    ]
    .map(Result::unwrap)
    .to_vec()
}

#[test]
fn the_upper_asymptote_counts_in_the_information() {
    // A published engine drops `d` and finds 0.2995 here.
    let item = Item::four_pl(1.5, 0.0, 0.1, 0.85).unwrap();
    close(item.information(2.5), 0.004_58, 0.000_005, "information");
}

#[test]
fn derivatives_are_those_of_the_probabilities() {
    let step = 1e-5;
    for item in all() {
        for theta in [-6.0, -2.2, -0.5, 0.0, 0.31, 1.9, 5.5] {
            for category in 0..=item.highest() {
                let at = |theta: f64| item.point(theta, category).unwrap();
                let (before, here, after) = (at(theta - step), at(theta), at(theta + step));
                let what = format!("{item:?} at {theta}, category {category}");
                close(here.slope, (after.log - before.log) / (2.0 * step), 1e-6, &what);
                close(here.bend, (after.slope - before.slope) / (2.0 * step), 1e-6, &what);
                close(here.log, libm::log(here.p), 1e-9, &what);
            }
        }
    }
}

#[test]
fn every_way_to_ask_gives_the_same_answer() {
    for item in all() {
        for theta in [-40.0, -3.0, 0.2, 2.0, 40.0] {
            let mut points = [Point::default(); MAX_CATEGORIES];
            let mut probabilities = [0.0; MAX_CATEGORIES];
            item.points(theta, &mut points);
            item.probabilities(theta, &mut probabilities);
            let (mut total, mut fisher, mut j) = (0.0, 0.0, 0.0);
            let (mut mean, mut square, mut slope) = (0.0, 0.0, 0.0);
            for category in 0..=item.highest() {
                let point = item.point(theta, category).unwrap();
                let place = usize::from(category);
                assert_eq!(point, points[place]);
                close(probabilities[place], point.p, 1e-15, "probability");
                let k = f64::from(category);
                total += point.p;
                fisher += point.p * point.slope * point.slope;
                j += point.p * point.slope * (point.bend + point.slope * point.slope);
                mean += k * point.p;
                square += k * k * point.p;
                slope += k * point.p * point.slope;
            }
            let what = format!("{item:?} at {theta}");
            close(total, 1.0, 1e-13, &what);
            close(item.information(theta), fisher, 1e-13, &what);
            assert!(item.information(theta) >= 0.0);
            let warm = item.warm(theta);
            close(warm.fisher, fisher, 1e-13, &what);
            close(warm.j, j, 1e-12, &what);
            let expected = item.expected(theta);
            close(expected.mean, mean, 1e-12, &what);
            close(expected.slope, slope, 1e-12, &what);
            close(expected.variance, square - mean * mean, 1e-11, &what);
        }
        assert_eq!(item.point(0.0, item.highest() + 1), None);
    }
}

#[test]
fn far_from_the_item_nothing_is_lost() {
    let item = Item::two_pl(2.0, 0.0).unwrap();
    let right = item.point(-500.0, 1).unwrap();
    assert_eq!((right.log, right.slope), (-1000.0, 2.0), "the probability itself is 0");
    let graded = Item::graded(2.0, vec![-1.0, 1.0]).unwrap();
    let middle = graded.point(400.0, 1).unwrap();
    close(middle.log, -2.0 * 399.0 + libm::log1p(-libm::exp(-4.0)), 1e-9, "graded");
    close(middle.slope, -2.0, 1e-12, "graded");
}

#[test]
fn tables_are_laid_out_category_by_category() {
    let nodes = [-1.0, 0.0, 2.0];
    for item in all() {
        let size = item.categories() * nodes.len();
        let (mut table, mut logs) = (vec![0.0; size], vec![0.0; size]);
        item.table(&nodes, &mut table);
        item.log_table(&nodes, &mut logs);
        for category in 0..=item.highest() {
            for (q, theta) in nodes.iter().enumerate() {
                let place = usize::from(category) * nodes.len() + q;
                let point = item.point(*theta, category).unwrap();
                close(table[place], point.p, 1e-15, "table");
                close(logs[place], point.log, 0.0, "log table");
            }
        }
    }
}

#[test]
fn rating_scale_and_partial_credit_are_one_model() {
    let shared = Item::rating_scale(0.7, vec![-1.2, 0.1, 1.1]).unwrap();
    let own = Item::partial_credit(1.0, vec![-0.5, 0.8, 1.8]).unwrap();
    for category in 0..4 {
        let of = |item: &Item| item.probability(0.33, category).unwrap();
        close(of(&shared), of(&own), 1e-15, "rating scale");
    }
    close(shared.location(), own.location(), 1e-15, "location");
}

#[test]
fn what_is_not_a_model_is_refused() {
    let code = |item: Result<Item, InvalidItem>| item.unwrap_err().code();
    for a in [0.0, -1.0, f64::NAN, f64::INFINITY, 101.0] {
        assert_eq!(code(Item::two_pl(a, 0.0)), "model/slope");
    }
    for b in [f64::NAN, f64::NEG_INFINITY, 100.5] {
        assert_eq!(code(Item::rasch(b)), "model/location");
        assert_eq!(code(Item::rating_scale(0.0, vec![b])), "model/location");
    }
    for (c, d) in [(0.3, 0.3), (-0.1, 1.0), (0.0, 1.1), (f64::NAN, 1.0), (0.5, 0.2)] {
        assert_eq!(code(Item::four_pl(1.0, 0.0, c, d)), "model/asymptotes");
    }
    assert_eq!(code(Item::graded(1.0, vec![0.0, 0.0])), "model/order");
    assert_eq!(code(Item::graded(1.0, vec![])), "model/categories");
    assert_eq!(code(Item::partial_credit(1.0, vec![0.0; 32])), "model/categories");
}
