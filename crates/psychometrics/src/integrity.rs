//! Signals that a person should look at: odd answers, odd times, answers too much alike.
//!
//! Nothing here is a proof and nothing here sanctions: every function yields numbers and lists, for people who hear the person
//! concerned before they decide. Where many are compared, the false discovery rate is held ([`discoveries`]).

mod copying;
mod effort;
mod person;
mod preknowledge;
mod times;

pub use copying::{Nominal, Pair, copying};
pub use effort::{Effort, Moderated, effort, effort_moderated};
pub use person::{Correction, LzStar, NotPerson, lz_star};
pub use preknowledge::{score_test, time_test};
pub use times::{Lognormal, NotTimes, Rapid, lognormal, rapid};

/// One of many tests.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Discovery {
    /// Its place among the tests.
    pub place: usize,
    /// Its probability.
    pub p: f64,
    /// The smallest false discovery rate at which it is on the list.
    pub q: f64,
}

/// The tests that stand out when the expected share of false ones among them is held at `rate`, the smallest probability first.
///
/// Tests without a probability (NaN) count for nothing.
///
/// # Formula
/// q_(i) = min_{j≥i} p_(j) m/j, at most 1; listed where q ≤ rate.
///
/// # Source
/// Y. Benjamini and Y. Hochberg, JRSS B 57 (1995), 289–300. It holds for independent tests and for those positively dependent; pairs that share a person
/// are about so.
#[must_use]
pub fn discoveries(p: &[f64], rate: f64) -> Vec<Discovery> {
    let mut all: Vec<Discovery> = p
        .iter()
        .enumerate()
        .filter(|(_, p)| p.is_finite())
        .map(|(place, &p)| Discovery { place, p, q: 1.0 })
        .collect();
    all.sort_by(|x, y| x.p.total_cmp(&y.p).then(x.place.cmp(&y.place)));
    let count = all.len() as f64;
    let mut least = 1.0_f64;
    for (rank, one) in all.iter_mut().enumerate().rev() {
        least = least.min(one.p * count / (rank + 1) as f64);
        one.q = least;
    }
    all.retain(|one| one.q <= rate);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fifteen probabilities of Benjamini and Hochberg's own example (section 4.1): four are rejected at 0.05.
    #[test]
    fn benjamini_hochberg_1995_section_4() {
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0,
        ];
        let mut mixed = p.to_vec();
        mixed.reverse();
        mixed.push(f64::NAN);
        let found = discoveries(&mixed, 0.05);
        assert_eq!(found.iter().map(|one| one.place).collect::<Vec<_>>(), [14, 13, 12, 11]);
        assert!((found[0].q - 0.0015).abs() < 1e-15);
        assert_eq!(discoveries(&p, 1.0).len(), 15);
        assert!(discoveries(&[], 0.05).is_empty());
    }
}
