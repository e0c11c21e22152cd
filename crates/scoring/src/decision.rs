//! Decision rules, in exact integers.

use jalon_base::{Fraction, Points};
use jalon_protocol::PartId;
use jalon_protocol::outcome::Verdict;

/// What a weighted mean needs to know of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartResult {
    /// The part.
    pub part: PartId,
    /// Points earned.
    pub earned: Points,
    /// Its weight.
    pub coefficient: u32,
    /// Below this many points, the decision is negative; reaching it exactly is enough.
    pub floor: Option<Points>,
}

/// Weighted mean of the parts at least `pass`, and no part strictly below its floor; none without a part or a weight.
///
/// # Formula
/// Σ pointsᵢ × coefficientᵢ ≥ pass × Σ coefficientᵢ, compared as integers, and for all i pointsᵢ ≥ floorᵢ.
///
/// # Source
/// Arrêté du 6 avril 2017 (NOR DEVT1710354A), conditions of *admissibilité*; the six worked cases are the test below.
#[must_use]
pub fn weighted_mean(parts: &[PartResult], pass: Points) -> Option<Verdict> {
    let weights: i64 = parts.iter().map(|part| i64::from(part.coefficient)).sum();
    let sum = parts.iter().try_fold(0_i64, |sum, part| {
        part.earned
            .thousandths()
            .checked_mul(i64::from(part.coefficient))
            .and_then(|points| sum.checked_add(points))
    })?;
    let mean = Fraction::new(sum, weights)?;
    let below: Vec<PartId> = parts
        .iter()
        .filter(|part| part.floor.is_some_and(|floor| part.earned < floor))
        .map(|part| part.part.clone())
        .collect();
    let reached = mean >= Fraction::new(pass.thousandths(), 1)? && below.is_empty();
    Some(Verdict::WeightedMean {
        reached,
        mean,
        pass,
        below_floor: below,
    })
}

/// Earned over possible points at least `pass`; none when nothing is possible.
#[must_use]
pub fn ratio(earned: Points, possible: Points, pass: Fraction) -> Option<Verdict> {
    let ratio = Fraction::new(earned.thousandths(), possible.thousandths())?;
    Some(Verdict::Ratio {
        reached: ratio >= pass,
        ratio,
        pass,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parts A to G of the VTC examination: coefficients 3 2 3 2 1 3 3, floors 6 (4 for E).
    fn vtc(marks: [&str; 7]) -> Vec<PartResult> {
        let rules = [
            ("a", 3, "6"),
            ("b", 2, "6"),
            ("c", 3, "6"),
            ("d", 2, "6"),
            ("e", 1, "4"),
            ("f", 3, "6"),
            ("g", 3, "6"),
        ];
        rules
            .into_iter()
            .zip(marks)
            .map(|((id, coefficient, floor), mark)| PartResult {
                part: PartId::parse(id).unwrap(),
                earned: Points::parse(mark).unwrap(),
                coefficient,
                floor: Points::parse(floor),
            })
            .collect()
    }

    fn check(marks: [&str; 7], weighted: &str, reached: bool, below: &[&str]) {
        let Some(Verdict::WeightedMean {
            reached: found,
            mean,
            below_floor,
            ..
        }) = weighted_mean(&vtc(marks), Points::parse("10").unwrap())
        else {
            panic!("a verdict");
        };
        assert_eq!(found, reached, "{marks:?}");
        assert_eq!(mean.numerator(), Points::parse(weighted).unwrap().thousandths());
        assert_eq!(mean.denominator(), 17);
        assert!(below_floor.iter().map(PartId::as_str).eq(below.iter().copied()));
    }

    #[test]
    fn the_six_worked_cases_of_the_vtc_sheet() {
        check(["12", "9", "14", "11", "5", "10", "8"], "177", true, &[]);
        check(["12", "5.5", "16", "12", "10", "14", "13"], "210", false, &["b"]);
        check(["12", "9", "14", "11", "3.5", "10", "9"], "178.5", false, &["e"]);
        check(["10", "10", "9", "10", "9", "10", "10"], "166", false, &[]);
        check(["10", "10", "10", "10", "10", "10", "10"], "170", true, &[]);
        check(["6", "6", "20", "6", "4", "12", "12"], "178", true, &[]);
    }

    #[test]
    fn with_a_dispensation_only_f_and_g_count() {
        let all = vtc(["0", "0", "0", "0", "0", "13", "7"]);
        let verdict = weighted_mean(&all[5..], Points::parse("10").unwrap()).unwrap();
        assert!(
            verdict.reached(),
            "article 5: mean of F and G at least 10, each at least 6"
        );
    }

    #[test]
    fn eight_of_ten_pass_at_eighty_percent_and_seven_of_nine_fail() {
        let pass = Fraction::new(4, 5).unwrap();
        let of = |k: i64, n: i64| {
            ratio(
                Points::from_thousandths(k * 1000),
                Points::from_thousandths(n * 1000),
                pass,
            )
        };
        assert!(of(8, 10).unwrap().reached());
        assert!(!of(7, 10).unwrap().reached() && !of(7, 9).unwrap().reached());
        assert!(of(0, 0).is_none());
    }
}
