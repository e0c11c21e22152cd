//! Properties of models, estimators, choices and stops, over drawn items and answers.

use jalon_base::Micro;
use jalon_psychometrics::estimate::{
    Answer, Measure, Method, Posterior, estimate, score_distribution, sum_score_table,
};
use jalon_psychometrics::exposure::{Chances, Exposure};
use jalon_psychometrics::level::CutTable;
use jalon_psychometrics::model::{Item, MAX_CATEGORIES, Point};
use jalon_psychometrics::scale::{Normal, Quadrature, Range};
use jalon_psychometrics::select::{Bank, Criterion, Open, Pick, Position, Weighting, next, values};
use jalon_psychometrics::stop::Ratio;
use proptest::prelude::*;

fn item() -> impl Strategy<Value = Item> {
    let a = 0.2..3.0_f64;
    let b = -3.5..3.5_f64;
    let steps = proptest::collection::vec(-3.0..3.0_f64, 1..6);
    prop_oneof![
        b.clone().prop_map(|b| Item::rasch(b).unwrap()),
        (a.clone(), b.clone()).prop_map(|(a, b)| Item::two_pl(a, b).unwrap()),
        (a.clone(), b.clone(), 0.0..0.4_f64).prop_map(|(a, b, c)| Item::three_pl(a, b, c).unwrap()),
        (a.clone(), b.clone(), 0.0..0.4_f64, 0.7..1.0_f64).prop_map(|(a, b, c, d)| Item::four_pl(a, b, c, d).unwrap()),
        (a.clone(), steps.clone()).prop_map(|(a, mut steps)| {
            steps.sort_by(f64::total_cmp);
            let apart = steps.iter().zip(0_u8..).map(|(b, k)| b + 0.01 * f64::from(k)).collect();
            Item::graded(a, apart).unwrap()
        }),
        (a, steps.clone()).prop_map(|(a, steps)| Item::partial_credit(a, steps).unwrap()),
        (b, steps).prop_map(|(b, taus)| Item::rating_scale(b, taus).unwrap()),
    ]
}

/// Items with an answer to each.
fn answered(most: usize) -> impl Strategy<Value = Vec<(Item, u8)>> {
    let one = (item(), 0.0..1.0_f64).prop_map(|(item, draw)| {
        let category = (draw * f64::from(item.highest() + 1)) as u8;
        (item, category)
    });
    proptest::collection::vec(one, 1..most)
}

fn answers(answered: &[(Item, u8)]) -> Vec<Answer<'_>> {
    answered
        .iter()
        .map(|(item, category)| Answer {
            item,
            category: *category,
        })
        .collect()
}

proptest! {
    #[test]
    fn probabilities_sum_to_one_and_information_is_not_negative(item in item(), theta in -30.0..30.0_f64) {
        let mut points = [Point::default(); MAX_CATEGORIES];
        item.points(theta, &mut points);
        let points = &points[..item.categories()];
        let total: f64 = points.iter().map(|point| point.p).sum();
        prop_assert!((total - 1.0).abs() < 1e-12);
        prop_assert!(points.iter().all(|point| (0.0..=1.0).contains(&point.p) && point.log <= 1e-15));
        // The slopes of probabilities that sum to 1 sum to 0.
        prop_assert!(points.iter().map(|point| point.p * point.slope).sum::<f64>().abs() < 1e-12);
        let information = item.information(theta);
        prop_assert!(information >= 0.0 && information.is_finite());
        let expected = item.expected(theta);
        prop_assert!(expected.mean >= 0.0 && expected.mean <= f64::from(item.highest()) && expected.slope >= -1e-15);
        prop_assert!(expected.variance >= 0.0);
    }

    #[test]
    fn log_derivatives_are_those_of_differences(item in item(), theta in -5.0..5.0_f64) {
        let h = 1e-5;
        for category in 0..=item.highest() {
            let at = |theta: f64| item.point(theta, category).unwrap();
            let (before, here, after) = (at(theta - h), at(theta), at(theta + h));
            prop_assert!((here.slope - (after.log - before.log) / (2.0 * h)).abs() < 1e-5);
            prop_assert!((here.bend - (after.slope - before.slope) / (2.0 * h)).abs() < 1e-4);
        }
    }

    #[test]
    fn every_estimate_is_a_number_within_its_range_or_says_why_not(answered in answered(25)) {
        let answers = answers(&answered);
        let standard = Quadrature::standard();
        for method in [
            Method::Mle(Range::USUAL),
            Method::Wle(Range::USUAL),
            Method::Map(Normal::STANDARD, Range::USUAL),
            Method::Eap(&standard),
            Method::SumScoreEap(&standard),
        ] {
            let found = estimate(&answers, method).unwrap();
            prop_assert!(found.theta.abs() <= 6.0);
            match method {
                Method::Mle(_) | Method::Wle(_) => prop_assert_eq!(found.bound.is_some(), found.error.is_none()),
                _ => prop_assert!(found.error.is_some_and(|error| error > 0.0 && error < 6.0)),
            }
            prop_assert!(found.error.is_none_or(f64::is_finite));
        }
    }

    #[test]
    fn a_maximum_is_not_below_any_point_of_the_range(answered in answered(15)) {
        let answers = answers(&answered);
        let value = |theta: f64| answers.iter().map(|one| one.item.log_probability(theta, one.category).unwrap()).sum::<f64>();
        let found = estimate(&answers, Method::Mle(Range::USUAL)).unwrap();
        // Between the points of the grid a hump could hide; on its points none does.
        for theta in Range::USUAL.points(61) {
            prop_assert!(value(theta) <= value(found.theta) + 1e-9);
        }
    }

    #[test]
    fn the_order_of_answers_does_not_matter_beyond_rounding(answered in answered(20)) {
        let mut turned = answered.clone();
        turned.reverse();
        let standard = Quadrature::standard();
        let one = estimate(&answers(&answered), Method::Eap(&standard)).unwrap();
        let other = estimate(&answers(&turned), Method::Eap(&standard)).unwrap();
        prop_assert!((one.theta - other.theta).abs() < 1e-11);
    }

    #[test]
    fn sums_of_scores_are_a_distribution_with_the_right_mean(items in proptest::collection::vec(item(), 1..12), theta in -4.0..4.0_f64) {
        let found = score_distribution(&items, theta);
        prop_assert!((found.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let mean: f64 = found.iter().zip(0_u32..).map(|(p, sum)| p * f64::from(sum)).sum();
        let wanted: f64 = items.iter().map(|item| item.expected(theta).mean).sum();
        prop_assert!((mean - wanted).abs() < 1e-10);
        let table = sum_score_table(&items, &Quadrature::standard());
        prop_assert!((table.iter().map(|row| row.share).sum::<f64>() - 1.0).abs() < 1e-10);
    }

    #[test]
    fn whatever_the_rule_the_item_chosen_is_open(
        items in proptest::collection::vec(item(), 1..40),
        answered in answered(6),
        mask in any::<u64>(),
        which in 0_usize..9,
        pick in 0_usize..4,
        seed in any::<u64>(),
    ) {
        let bank = Bank::new(items);
        let open: Vec<bool> = (0..bank.items().len()).map(|place| mask >> place & 1 == 1).collect();
        let standard = Quadrature::standard();
        let mut posterior = Posterior::new(&standard);
        answered.iter().for_each(|(item, category)| posterior.add(item, *category));
        let position = Position { theta: posterior.estimate().unwrap().theta, posterior: &posterior, given: answered.len() };
        let criterion = [
            Criterion::Information, Criterion::Difficulty, Criterion::Peak, Criterion::ExpectedInformation,
            Criterion::ExpectedVariance(Weighting::Predictive), Criterion::LikelihoodInformation,
            Criterion::PosteriorInformation, Criterion::LikelihoodDivergence, Criterion::PosteriorDivergence,
        ][which];
        let pick = [
            Pick::Best, Pick::Randomesque { among: 5 }, Pick::Progressive { length: 10, acceleration: 1.0 },
            Pick::Proportional { length: 10, acceleration: 1.0 },
        ][pick];
        let chances = Chances::new((0..bank.items().len()).map(|place| 0.2 + 0.8 * (place as f64 / 40.0)).collect()).unwrap();
        let exposure = Exposure { chances: Some(&chances), rates: None };
        let mut state = seed;
        let mut draws = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / 9_007_199_254_740_992.0
        };
        let chosen = next(&bank, Open { items: &open, exposure: &exposure }, criterion, pick, position, &mut draws);
        if let Ok(choice) = chosen {
            prop_assert!(open[choice.item]);
            prop_assert!(choice.turned.iter().all(|turned| turned.item != choice.item && turned.draw >= turned.chance));
            prop_assert!(choice.reason().is_some());
        }
        // With nothing in the way, the best is the greatest value, found by bounds or not.
        if let Ok(best) = next(&bank, Open { items: &open, exposure: &Exposure::NONE }, criterion, Pick::Best, position, &mut || 0.5) {
            let all = values(&bank, &open, criterion, position);
            let top = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            prop_assert!(all[best.item] >= top - 1e-12 * top.abs());
            let first = all.iter().position(|value| *value >= top - 1e-12 * top.abs());
            prop_assert_eq!(first, Some(best.item));
        } else {
            prop_assert!(open.iter().all(|open| !open));
        }
    }

    #[test]
    fn chances_of_levels_are_shares_of_one(theta in -5_000_000_i64..5_000_000, error in 1_i64..3_000_000, cuts in proptest::collection::btree_set(-4_000_000_i64..4_000_000, 0..5)) {
        let table = CutTable::new(1, cuts.into_iter().map(Micro::from_millionths).collect()).unwrap();
        let measure = Measure { theta: Micro::from_millionths(theta), error: Some(Micro::from_millionths(error)) };
        let level = table.level(measure);
        let chances = level.chances.unwrap();
        let total = chances.here.millionths() + chances.below.millionths() + chances.above.millionths();
        prop_assert!((0..=1_000_002).contains(&total));
        prop_assert!(chances.here.millionths() >= 0 && chances.below.millionths() >= 0 && chances.above.millionths() >= 0);
    }

    #[test]
    fn ratios_of_an_answer_weigh_to_at_most_nothing_below_and_at_least_nothing_above(item in item(), cut in -2.0..2.0_f64) {
        // E(ln P(above)/P(below)) is at most 0 for somebody below the cut and at least 0 for somebody above: Kullback and Leibler.
        let ratio = Ratio::new(vec![cut], 0.3, 0.05, 0.05).unwrap();
        let mean = |theta: f64| -> f64 {
            (0..=item.highest()).map(|k| item.probability(theta, k).unwrap() * ratio.step(cut, &item, k).unwrap()).sum()
        };
        prop_assert!(mean(cut - 0.3) <= 1e-12 && mean(cut + 0.3) >= -1e-12);
    }
}
