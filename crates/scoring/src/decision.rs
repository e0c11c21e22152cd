//! Decision rules, in exact integers.

pub mod rules;

use jalon_base::{Fraction, Points};
use jalon_protocol::PartId;
use jalon_protocol::outcome::Verdict;
use jalon_protocol::plan::Decision;

/// What a weighted mean needs to know of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartResult {
    /// The part.
    pub part: PartId,
    /// Points earned.
    pub earned: Points,
    /// Points that could be earned: those of neutralised items are not among them.
    pub possible: Points,
    /// Points of the part as it was drawn: the scale of its floor and of the threshold.
    pub full: Points,
    /// Its weight.
    pub coefficient: u32,
    /// Below this many points, the decision is negative; reaching it exactly is enough.
    pub floor: Option<Points>,
}

/// Weighted mean of the parts at least `pass`, and no part strictly below its floor; none without a part or a weight.
///
/// A neutralised item leaves numerator and denominator: the part is brought back to its scale, exactly. A part of which nothing is left
/// leaves the mean with its coefficient.
///
/// # Formula
/// With pointsᵢ = earnedᵢ × fullᵢ / possibleᵢ (earnedᵢ where nothing is neutralised): Σ pointsᵢ × coefficientᵢ ≥ pass × Σ coefficientᵢ,
/// compared as integers, and for all i pointsᵢ ≥ floorᵢ.
///
/// # Source
/// Arrêté du 6 avril 2017 (NOR DEVT1710354A), conditions of *admissibilité*; the six worked cases are the test below.
#[must_use]
pub fn weighted_mean(parts: &[PartResult], pass: Points) -> Option<Verdict> {
    let left: Vec<Scaled<'_>> = parts.iter().filter_map(Scaled::of).collect();
    let weights: i128 = left.iter().map(|scaled| i128::from(scaled.part.coefficient)).sum();
    let common = left.iter().try_fold(1, |common: i128, scaled| {
        common.checked_mul(scaled.under / gcd(common, scaled.under))
    })?;
    let sum = left.iter().try_fold(0_i128, |sum, scaled| {
        let points = scaled.over.checked_mul(common / scaled.under)?;
        sum.checked_add(points.checked_mul(i128::from(scaled.part.coefficient))?)
    })?;
    let whole = weights.checked_mul(common)?;
    let shared = if common == 1 { 1 } else { gcd(sum, whole) };
    let mean = Fraction::new(i64::try_from(sum / shared).ok()?, i64::try_from(whole / shared).ok()?)?;
    let below: Vec<PartId> = left
        .iter()
        .filter(|scaled| scaled.part.floor.is_some_and(|floor| scaled.is_below(floor)))
        .map(|scaled| scaled.part.part.clone())
        .collect();
    let reached = mean >= Fraction::new(pass.thousandths(), 1)? && below.is_empty();
    Some(Verdict::WeightedMean {
        reached,
        mean,
        pass,
        below_floor: below,
    })
}

/// Points of a part on its own scale, `over / under` thousandths.
struct Scaled<'a> {
    part: &'a PartResult,
    over: i128,
    under: i128,
}

impl<'a> Scaled<'a> {
    /// None when nothing is left of the part.
    fn of(part: &'a PartResult) -> Option<Self> {
        let (possible, full) = (part.possible.thousandths(), part.full.thousandths());
        if possible <= 0 {
            return None;
        }
        let earned = i128::from(part.earned.thousandths());
        let (full, possible) = (i128::from(full), i128::from(possible));
        let shared = gcd(full, possible);
        Some(Self {
            part,
            over: earned * (full / shared),
            under: possible / shared,
        })
    }

    fn is_below(&self, floor: Points) -> bool {
        self.over < i128::from(floor.thousandths()) * self.under
    }
}

/// Greatest common divisor, at least 1.
fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
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

/// Decides by a rule of the points of the parts alone; none for another rule, or when nothing is possible.
#[must_use]
pub fn of_points(rule: &Decision, parts: &[PartResult]) -> Option<Verdict> {
    match rule {
        Decision::WeightedMean { pass } => weighted_mean(parts, *pass),
        Decision::Ratio { pass } => {
            let earned = parts.iter().map(|part| part.earned).sum();
            let possible = parts.iter().map(|part| part.possible).sum();
            ratio(earned, possible, *pass)
        }
        _ => None,
    }
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
                possible: Points::parse("20").unwrap(),
                full: Points::parse("20").unwrap(),
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
    fn a_neutralised_item_leaves_numerator_and_denominator() {
        let points = |text: &str| Points::parse(text).unwrap();
        let mut parts = vtc(["9", "10", "10", "10", "10", "10", "10"]);
        assert!(!weighted_mean(&parts, points("10")).unwrap().reached());
        // Nine of the eighteen points that are left are half, as ten of twenty.
        parts[0].possible = points("18");
        let Some(Verdict::WeightedMean { reached, mean, .. }) = weighted_mean(&parts, points("10")) else {
            panic!("a verdict");
        };
        assert!(reached);
        assert_eq!(mean, Fraction::new(10_000, 1).unwrap());
        // The floor is on the scale of the part too: 5.4 of 18 is 6 of 20, a thousandth less is not.
        parts[0].earned = points("5.4");
        let below = |parts: &[PartResult]| match weighted_mean(parts, points("1")) {
            Some(Verdict::WeightedMean { below_floor, .. }) => below_floor.len(),
            _ => panic!("a verdict"),
        };
        assert_eq!(below(&parts), 0);
        parts[0].earned = points("5.399");
        assert_eq!(below(&parts), 1);
        // A part of which nothing is left leaves the mean with its coefficient and its floor.
        (parts[0].earned, parts[0].possible) = (Points::ZERO, Points::ZERO);
        let Some(Verdict::WeightedMean { reached, mean, .. }) = weighted_mean(&parts, points("10")) else {
            panic!("a verdict");
        };
        assert!(reached && mean.denominator() == 14);
        parts.iter_mut().for_each(|part| part.possible = Points::ZERO);
        assert_eq!(weighted_mean(&parts, points("10")), None);
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
