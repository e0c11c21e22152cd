//! Exact quantities: points and their scales, fractions, and the rounding of measures to millionths.
//!
//! Nothing here is a float; comparisons are exact and never rounded first.

use crate::document::{Document, Node};
use crate::json::Value;
use std::fmt;
use std::ops::{Add, AddAssign};

/// Points of a mark, in thousandths. Written as a decimal string: `"2"`, `"0.5"`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(i64);

impl Points {
    /// No point.
    pub const ZERO: Self = Self(0);

    /// So many thousandths of a point.
    #[must_use]
    pub const fn from_thousandths(thousandths: i64) -> Self {
        Self(thousandths)
    }

    /// In thousandths of a point.
    #[must_use]
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// Partial credit: `floor(points × k / n)`; full credit (`k ≥ n`) is exact, none (`k ≤ 0` or `n = 0`) is zero.
    #[must_use]
    pub fn share(self, k: i64, n: i64) -> Self {
        if k <= 0 || n <= 0 {
            return Self::ZERO;
        }
        if k >= n {
            return self;
        }
        let exact = i128::from(self.0) * i128::from(k);
        Self(i64::try_from(exact.div_euclid(i128::from(n))).unwrap_or(i64::MAX))
    }

    /// As [`Points::share`], and below zero what is taken away: `floor(points × k / n)` down to `−points` (`k ≤ −n`).
    #[must_use]
    pub fn signed_share(self, k: i64, n: i64) -> Self {
        if k >= 0 || n <= 0 {
            return self.share(k, n);
        }
        let exact = i128::from(self.0) * i128::from(k.max(-n));
        Self(i64::try_from(exact.div_euclid(i128::from(n))).unwrap_or(i64::MIN))
    }

    /// Reads a decimal string with at most three decimals, written the one canonical way.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        decimal(text, 3).map(Self)
    }
}

impl Add for Points {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Points {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

/// A measure rounded half-even to millionths: the only form in which a number of `psychometrics` enters a document or a decision.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Micro(i64);

impl Micro {
    /// One.
    pub const ONE: Self = Self(1_000_000);

    /// So many millionths.
    #[must_use]
    pub const fn from_millionths(millionths: i64) -> Self {
        Self(millionths)
    }

    /// In millionths.
    #[must_use]
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// Rounds half-even to the nearest millionth; none for a value that is not finite or beyond ±9 × 10^9.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked one line above")]
    pub fn round(value: f64) -> Option<Self> {
        let scaled = value * 1e6;
        (scaled.is_finite() && scaled.abs() < 9e15).then(|| Self(scaled.round_ties_even() as i64))
    }

    /// As a share of one hundred, rounded half up: for sentences, never for decisions.
    #[must_use]
    pub const fn percent(self) -> i64 {
        (self.0 + 5_000).div_euclid(10_000)
    }

    /// Reads a decimal string with at most six decimals, written the one canonical way.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        decimal(text, 6).map(Self)
    }
}

/// An exact fraction with a positive denominator, compared without rounding.
#[derive(Debug, Clone, Copy)]
pub struct Fraction {
    numerator: i64,
    denominator: i64,
}

impl Fraction {
    /// The fraction, or none when the denominator is not positive.
    #[must_use]
    pub const fn new(numerator: i64, denominator: i64) -> Option<Self> {
        if denominator > 0 {
            Some(Self { numerator, denominator })
        } else {
            None
        }
    }

    /// Numerator.
    #[must_use]
    pub const fn numerator(self) -> i64 {
        self.numerator
    }

    /// Denominator, positive.
    #[must_use]
    pub const fn denominator(self) -> i64 {
        self.denominator
    }

    /// `value × fraction`, rounded up: an accommodation never takes time away by rounding.
    #[must_use]
    pub fn scale_up(self, value: i64) -> i64 {
        let exact = i128::from(value) * i128::from(self.numerator);
        let denominator = i128::from(self.denominator);
        let up = exact.div_euclid(denominator) + i128::from(exact.rem_euclid(denominator) != 0);
        i64::try_from(up).unwrap_or(i64::MAX)
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Fraction {}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let left = i128::from(self.numerator) * i128::from(other.denominator);
        left.cmp(&(i128::from(other.numerator) * i128::from(self.denominator)))
    }
}

/// Written `[numerator, denominator]`.
impl Document for Fraction {
    fn blank() -> Self {
        Self {
            numerator: 0,
            denominator: 1,
        }
    }

    fn read(&mut self, node: &Node<'_>) -> Option<()> {
        let mut parts = Vec::new();
        Document::read(&mut parts, node)?;
        let fraction = match *parts.as_slice() {
            [numerator, denominator] => Self::new(numerator, denominator),
            _ => None,
        };
        let Some(fraction) = fraction else {
            node.refuse("a numerator and a positive denominator");
            return None;
        };
        *self = fraction;
        Some(())
    }

    fn write(&self) -> Value {
        vec![self.numerator, self.denominator].write()
    }
}

crate::serde_by_value!(Fraction);

/// Reads `-?int(.digits)?` without leading or trailing zeros as an integer scaled by `10^places`.
fn decimal(text: &str, places: u32) -> Option<i64> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let fraction = match fraction {
        Some(part) if !all_digits(part) || part.ends_with('0') || part.len() > places as usize => return None,
        other => other.unwrap_or(""),
    };
    if !all_digits(whole) || (whole.len() > 1 && whole.starts_with('0')) || whole.len() > 12 {
        return None;
    }
    let scale = 10_i64.checked_pow(places)?;
    let fraction_scale = 10_i64.checked_pow(places - u32::try_from(fraction.len()).ok()?)?;
    let fraction_value = if fraction.is_empty() {
        0
    } else {
        fraction.parse::<i64>().ok()? * fraction_scale
    };
    let value = whole
        .parse::<i64>()
        .ok()?
        .checked_mul(scale)?
        .checked_add(fraction_value)?;
    if negative && value == 0 {
        None
    } else {
        Some(if negative { -value } else { value })
    }
}

fn write_decimal(f: &mut fmt::Formatter<'_>, value: i64, places: usize) -> fmt::Result {
    let scale = 10_u64.pow(u32::try_from(places).unwrap_or(0));
    let magnitude = value.unsigned_abs();
    let sign = if value < 0 { "-" } else { "" };
    let fraction = format!("{:0places$}", magnitude % scale);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() {
        write!(f, "{sign}{}", magnitude / scale)
    } else {
        write!(f, "{sign}{}.{fraction}", magnitude / scale)
    }
}

macro_rules! decimal_string {
    ($type:ty, $places:literal, $wanted:literal) => {
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_decimal(f, self.0, $places)
            }
        }
        crate::text_document!($type, Self(0), <$type>::parse, $wanted);
    };
}

decimal_string!(Points, 3, "points as a decimal string such as \"2\" or \"0.5\"");
decimal_string!(Micro, 6, "a decimal string with at most six decimals");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_for_each_quantity() {
        for (text, thousandths) in [("2", 2000), ("0.5", 500), ("-1.25", -1250), ("12.345", 12345), ("0", 0)] {
            assert_eq!(Points::parse(text), Some(Points(thousandths)));
            assert_eq!(Points(thousandths).to_string(), text);
        }
        for text in [
            "",
            "-",
            "2.",
            ".5",
            "0.50",
            "02",
            "-0",
            "1e3",
            "1.2345",
            "+1",
            "1 ",
            "9999999999999",
        ] {
            assert_eq!(Points::parse(text), None, "{text}");
        }
    }

    #[test]
    fn partial_credit_is_floored_and_full_credit_exact() {
        let third = Points::from_thousandths(1000);
        assert_eq!(third.share(1, 3).thousandths(), 333);
        assert_eq!(third.share(2, 3).thousandths(), 666);
        assert_eq!(third.share(3, 3).thousandths(), 1000);
        assert_eq!(third.share(-1, 3), Points::ZERO);
        assert_eq!(third.signed_share(2, 3), third.share(2, 3));
        assert_eq!(third.signed_share(-1, 3).thousandths(), -334);
        assert_eq!(third.signed_share(-5, 3).thousandths(), -1000);
        assert_eq!(third.signed_share(-5, 0), Points::ZERO);
    }

    #[test]
    fn measures_round_half_even() {
        assert_eq!(Micro::round(0.000_000_5), Some(Micro(0)));
        assert_eq!(Micro::round(0.000_001_5), Some(Micro(2)));
        assert_eq!(Micro::round(f64::NAN), None);
    }

    #[test]
    fn accommodation_rounds_up_to_the_second() {
        let third_time = Fraction::new(4, 3).unwrap();
        assert_eq!(third_time.scale_up(2700), 3600);
        assert_eq!(third_time.scale_up(100), 134);
        assert!(Fraction::new(177, 17) > Fraction::new(10, 1));
        assert_eq!(Fraction::new(170, 17), Fraction::new(10, 1));
    }
}
