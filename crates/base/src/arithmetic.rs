//! Sums as a person types them — `(12,5 + 3) × 4 ÷ 2` — in exact fractions.
//!
//! Nothing is rounded on the way: a third times three is one. What leaves is a decimal, and whether it is the exact value.

use std::fmt::Write as _;

/// An exact value: a fraction in lowest terms, its denominator above 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exact {
    numerator: i128,
    denominator: i128,
}

/// Why a sum has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoValue {
    /// It is not finished, or not a sum.
    Form,
    /// It divides by zero.
    Division,
    /// It is beyond what is kept exactly.
    TooLarge,
}

/// Deepest parentheses.
const DEEPEST: u32 = 32;
/// Largest numerator or denominator: products of two stay within an `i128`.
const LARGEST: i128 = 1 << 62;

/// The value of a sum. `+`, `-`, `×`, `÷` (also `*`, `/`, `:`, `−`), parentheses, decimals with a comma or a point; spaces say nothing.
///
/// # Errors
/// [`NoValue`].
pub fn evaluate(sum: &str) -> Result<Exact, NoValue> {
    let letters: Vec<char> = sum.chars().filter(|c| !c.is_whitespace()).collect();
    let mut reader = Reader {
        rest: &letters,
        depth: 0,
    };
    let value = reader.sum()?;
    if reader.rest.is_empty() {
        Ok(value)
    } else {
        Err(NoValue::Form)
    }
}

struct Reader<'a> {
    rest: &'a [char],
    depth: u32,
}

impl Reader<'_> {
    fn next_is(&mut self, wanted: &[char]) -> bool {
        match self.rest.split_first() {
            Some((letter, rest)) if wanted.contains(letter) => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn sum(&mut self) -> Result<Exact, NoValue> {
        let mut value = self.product()?;
        loop {
            if self.next_is(&['+']) {
                value = value.plus(self.product()?)?;
            } else if self.next_is(&['-', '−']) {
                value = value.plus(self.product()?.opposite())?;
            } else {
                return Ok(value);
            }
        }
    }

    fn product(&mut self) -> Result<Exact, NoValue> {
        let mut value = self.factor()?;
        loop {
            if self.next_is(&['×', '*']) {
                value = value.times(self.factor()?)?;
            } else if self.next_is(&['÷', '/', ':']) {
                value = value.times(self.factor()?.inverse()?)?;
            } else {
                return Ok(value);
            }
        }
    }

    fn factor(&mut self) -> Result<Exact, NoValue> {
        if self.depth >= DEEPEST {
            return Err(NoValue::TooLarge);
        }
        self.depth += 1;
        let value = if self.next_is(&['-', '−']) {
            self.factor()?.opposite()
        } else if self.next_is(&['(']) {
            let value = self.sum()?;
            if !self.next_is(&[')']) {
                return Err(NoValue::Form);
            }
            value
        } else {
            self.number()?
        };
        self.depth -= 1;
        Ok(value)
    }

    fn number(&mut self) -> Result<Exact, NoValue> {
        let (mut numerator, mut denominator) = (0_i128, 1_i128);
        let (mut digits, mut fraction) = (0_u32, false);
        while let Some((letter, rest)) = self.rest.split_first() {
            if let Some(digit) = letter.to_digit(10) {
                numerator = numerator * 10 + i128::from(digit);
                denominator = if fraction { denominator * 10 } else { denominator };
                digits += 1;
                if numerator > LARGEST || denominator > LARGEST {
                    return Err(NoValue::TooLarge);
                }
            } else if matches!(letter, ',' | '.') && !fraction {
                fraction = true;
            } else {
                break;
            }
            self.rest = rest;
        }
        if digits == 0 {
            return Err(NoValue::Form);
        }
        Exact::of(numerator, denominator)
    }
}

impl Exact {
    fn of(numerator: i128, denominator: i128) -> Result<Self, NoValue> {
        if denominator == 0 {
            return Err(NoValue::Division);
        }
        let common = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let common = i128::try_from(common).map_err(|_| NoValue::TooLarge)?.max(1);
        let sign = denominator.signum();
        let (numerator, denominator) = (sign * numerator / common, sign * denominator / common);
        if numerator.abs() > LARGEST || denominator > LARGEST {
            return Err(NoValue::TooLarge);
        }
        Ok(Self { numerator, denominator })
    }

    fn plus(self, other: Self) -> Result<Self, NoValue> {
        let sum = self.numerator * other.denominator + other.numerator * self.denominator;
        Self::of(sum, self.denominator * other.denominator)
    }

    fn times(self, other: Self) -> Result<Self, NoValue> {
        Self::of(self.numerator * other.numerator, self.denominator * other.denominator)
    }

    const fn opposite(self) -> Self {
        Self {
            numerator: -self.numerator,
            denominator: self.denominator,
        }
    }

    fn inverse(self) -> Result<Self, NoValue> {
        Self::of(self.denominator, self.numerator)
    }

    /// As a decimal with a point, of so many places at most, rounded half-even; and whether that is the exact value.
    #[must_use]
    pub fn decimal(self, places: u32) -> (String, bool) {
        let places = places.min(9);
        let scale = 10_i128.pow(places);
        let scaled = self.numerator.abs() * scale;
        let (mut whole, rest) = (scaled / self.denominator, scaled % self.denominator);
        let twice = rest * 2;
        if twice > self.denominator || (twice == self.denominator && whole % 2 == 1) {
            whole += 1;
        }
        let mut out = String::new();
        if self.numerator < 0 && whole > 0 {
            out.push('-');
        }
        let _ = write!(out, "{}", whole / scale);
        let fraction = whole % scale;
        if fraction > 0 {
            let width = places as usize;
            let digits = format!("{fraction:0width$}");
            out.push('.');
            out.push_str(digits.trim_end_matches('0'));
        }
        (out, rest == 0)
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sum: &str) -> Result<(String, bool), NoValue> {
        evaluate(sum).map(|value| value.decimal(6))
    }

    #[test]
    fn sums_are_exact() {
        for (sum, value) in [
            ("1", "1"),
            ("12,5 + 3", "15.5"),
            ("2 + 3 × 4", "14"),
            ("(2 + 3) × 4", "20"),
            ("10 − 2 − 3", "5"),
            ("16 ÷ 4 ÷ 2", "2"),
            ("1/3*3", "1"),
            ("-3,5 + 1", "-2.5"),
            ("--2", "2"),
            ("0.1 + 0.2", "0.3"),
            (",5 × 2", "1"),
            ("1 200 : 48", "25"),
            ("0 × -1", "0"),
        ] {
            assert_eq!(of(sum), Ok((value.to_owned(), true)), "{sum}");
        }
    }

    #[test]
    fn what_does_not_end_is_rounded_and_said() {
        for (sum, value) in [
            ("1 ÷ 3", "0.333333"),
            ("2 ÷ 3", "0.666667"),
            ("-1 ÷ 7", "-0.142857"),
            ("1 ÷ 2000000", "0"),
        ] {
            assert_eq!(of(sum), Ok((value.to_owned(), false)), "{sum}");
        }
        // Half-even, as measures are.
        assert_eq!(evaluate("0,5").map(|half| half.decimal(0)), Ok(("0".to_owned(), false)));
        assert_eq!(evaluate("1,5").map(|half| half.decimal(0)), Ok(("2".to_owned(), false)));
    }

    #[test]
    fn what_is_no_sum_is_said() {
        for sum in ["", "+", "1 +", "(1", "1)", "1,2,3", "a", "1 ** 2", "()", "."] {
            assert_eq!(of(sum), Err(NoValue::Form), "{sum}");
        }
        for sum in ["1 ÷ 0", "1 ÷ (2 − 2)", "0 ÷ 0"] {
            assert_eq!(of(sum), Err(NoValue::Division), "{sum}");
        }
        let (long, deep) = ("9".repeat(30), "(".repeat(100));
        for sum in [long.as_str(), deep.as_str(), "9999999999 × 9999999999"] {
            assert_eq!(of(sum), Err(NoValue::TooLarge), "{sum}");
        }
    }
}
