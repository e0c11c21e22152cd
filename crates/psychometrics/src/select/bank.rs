//! The items to choose from, with a bound on the information of each that costs no exponential.

use crate::model::{Item, Model};

/// Items in the order of their ids.
#[derive(Debug, Clone)]
pub struct Bank {
    items: Vec<Item>,
    caps: Vec<Cap>,
}

/// I(θ) ≤ top / (4 + x² + x⁴/12) with x = a(θ − b).
#[derive(Debug, Clone, Copy)]
pub(super) struct Cap {
    a: f64,
    b: f64,
    top: f64,
}

impl Cap {
    /// Whether an item may tell as much as `least` at θ: no division, no exponential.
    pub(super) fn reaches(&self, theta: f64, least: f64) -> bool {
        self.top >= least * self.spread(theta)
    }

    fn spread(&self, theta: f64) -> f64 {
        let x = self.a * (theta - self.b);
        let square = x * x;
        4.0 + square * (1.0 + square * (1.0 / 12.0))
    }
}

impl Bank {
    /// A bank; the place of an item in it stands for its id in ties and in results.
    #[must_use]
    pub fn new(items: Vec<Item>) -> Self {
        let caps = items.iter().map(cap).collect();
        Self { items, caps }
    }

    /// The items, in the order of their ids.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// One item.
    #[must_use]
    pub fn item(&self, place: usize) -> Option<&Item> {
        self.items.get(place)
    }

    /// No less than the information of each item at θ, in the order of the bank.
    ///
    /// # Formula
    /// Logistic: I ≤ a² s(1−s) (d−c)²/(d(1−c)), since P ≥ (d−c)s, Q ≥ (d−c)(1−s) and both ratios grow to their ends; and
    /// s(1−s) = 1/(2 + 2 cosh x) ≤ 1/(4 + x² + x⁴/12). Partial credit of m steps: I = a² Var X ≤ a²m²/4. Graded: at most the a²/3 of the
    /// logistic variable that it groups.
    ///
    /// # Source
    /// A. Birnbaum in F. M. Lord and M. R. Novick (1968), section 20.4, for the greatest information of an item.
    pub fn caps(&self, theta: f64) -> impl Iterator<Item = f64> + '_ {
        self.caps.iter().map(move |cap| cap.top / cap.spread(theta))
    }

    pub(super) fn bounds(&self) -> &[Cap] {
        &self.caps
    }
}

fn cap(item: &Item) -> Cap {
    // A margin over the rounding of both sides.
    const MARGIN: f64 = 1.0 + 1e-12;
    let logistic = |a: f64, b: f64, c: f64, d: f64| Cap {
        a,
        b,
        top: MARGIN * a * a * (d - c) * (d - c) / (d * (1.0 - c)),
    };
    let flat = |most: f64| Cap {
        a: 0.0,
        b: 0.0,
        top: MARGIN * 4.0 * most,
    };
    let steps = f64::from(item.highest());
    match *item.model() {
        Model::Rasch { b } => logistic(1.0, b, 0.0, 1.0),
        Model::TwoPl { a, b } => logistic(a, b, 0.0, 1.0),
        Model::ThreePl { a, b, c } => logistic(a, b, c, 1.0),
        Model::FourPl { a, b, c, d } => logistic(a, b, c, d),
        Model::Graded { a, .. } => flat(a * a / 3.0),
        Model::PartialCredit { a, .. } => flat(a * a * steps * steps / 4.0),
        Model::RatingScale { .. } => flat(steps * steps / 4.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_item_tells_more_than_its_cap() {
        let mut items = Vec::new();
        for a in [0.2, 1.0, 3.5] {
            for (c, d) in [(0.0, 1.0), (0.25, 1.0), (0.0, 0.9), (0.2, 0.7)] {
                items.push(Item::four_pl(a, 0.4, c, d).unwrap());
            }
            items.push(Item::graded(a, vec![-0.01, 0.0, 0.01]).unwrap());
            items.push(Item::graded(a, (-14..15).map(|k| f64::from(k) * 0.3).collect()).unwrap());
            items.push(Item::partial_credit(a, vec![4.0, 0.0, -4.0]).unwrap());
        }
        let bank = Bank::new(items);
        for k in -80..=80 {
            let theta = f64::from(k) * 0.1;
            for (item, cap) in bank.items().iter().zip(bank.caps(theta)) {
                assert!(item.information(theta) <= cap, "{item:?} at {theta}");
            }
        }
    }

    #[test]
    fn the_cap_of_a_two_parameter_item_is_tight_where_it_matters() {
        let bank = Bank::new(vec![Item::two_pl(1.5, 0.0).unwrap()]);
        for theta in [0.0, 0.5, 1.0] {
            let cap = bank.caps(theta).next().unwrap();
            assert!(cap / bank.items()[0].information(theta) < 1.02);
        }
    }
}
