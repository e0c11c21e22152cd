//! The double nearest to a decimal text, and the decimal text of a double: both exact, worked out in whole numbers.
//!
//! The usual ways carry ten kilobytes of powers of five each, which do not compress; in the browser only numbers of foreign
//! credentials need them. Here the powers are multiplied out, in some microseconds a number.
//!
//! # Source
//! Reading: the quotient of two whole numbers, rounded half to even (IEEE 754-2019 §4.3.1; W. D. Clinger, "How to read floating point
//! numbers accurately", PLDI 1990). Writing: the shortest digits that come back, of these the nearest (G. L. Steele, J. L. White, "How
//! to print floating-point numbers accurately", PLDI 1990), arranged as ECMA-262 §6.1.6.1.20 (Number::toString) says.

use super::whole::Whole;
use std::cmp::Ordering;

/// The power of two of the last bit of the smallest double.
const LEAST: i64 = -1074;
/// The bit of the mantissa that is not stored.
const HIDDEN: u64 = 1 << 52;
/// Digits beyond these only say that something follows: the exact middle of two doubles has 768 at most.
const DIGITS: usize = 800;
/// No text is so long that an exponent beyond this one could be made up for.
const FAR: i64 = 1 << 40;

/// The double nearest to a number of JSON's grammar; none when it is beyond the largest.
pub(super) fn read(text: &str) -> Option<f64> {
    let (size, negative) = text.strip_prefix('-').map_or((text, false), |size| (size, true));
    let (mantissa, exponent) = size.split_once(['e', 'E']).unwrap_or((size, ""));
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut ten = read_exponent(exponent);
    let (mut digits, mut kept, mut more) = (Whole::default(), 0, false);
    for (place, digit) in before.bytes().chain(after.bytes()).enumerate() {
        let digit = u32::from(digit.wrapping_sub(b'0'));
        if kept == DIGITS {
            more |= digit > 0;
            ten += 1;
        } else if kept > 0 || digit > 0 {
            digits.times(10, digit);
            kept += 1;
        }
        ten -= i64::from(place >= before.len());
    }
    if more {
        // Whatever follows is enough to be off an exact middle.
        digits.times(10, 1);
        ten -= 1;
    }
    let size = if digits.is_zero() || ten < -2000 {
        0.0
    } else {
        nearest(digits, ten)?
    };
    Some(if negative { -size } else { size })
}

fn read_exponent(text: &str) -> i64 {
    let digits = text.trim_start_matches(['+', '-']).bytes();
    let size = digits.fold(0, |size: i64, digit| {
        (size * 10 + i64::from(digit.wrapping_sub(b'0'))).min(FAR)
    });
    if text.starts_with('-') { -size } else { size }
}

/// The double nearest to `digits × 10^ten`, which is not 0; none when it is beyond the largest.
fn nearest(mut digits: Whole, ten: i64) -> Option<f64> {
    if ten > 400 {
        return None;
    }
    let mut divisor = Whole::from(1);
    let five = if ten < 0 { &mut divisor } else { &mut digits };
    five.times_five(u32::try_from(ten.unsigned_abs()).ok()?);
    // With both brought to one length, the quotient is above 1/2 and below 2: 64 bits of it, the first one worth 1.
    let (length, wanted) = (digits.bits(), divisor.bits());
    digits.times_two(wanted.saturating_sub(length));
    divisor.times_two(length.saturating_sub(wanted));
    let mut quotient = 0;
    for _ in 0..64 {
        let fits = digits >= divisor;
        if fits {
            digits.take(&divisor);
        }
        quotient = (quotient << 1) | u64::from(fits);
        digits.times_two(1);
    }
    let last = ten + i64::from(length) - i64::from(wanted) - 63;
    // What is left over counts as much as a bit that will be rounded away.
    quotient |= u64::from(!digits.is_zero());
    let spare = 11 - i64::from(quotient.leading_zeros());
    let place = (last + spare).max(LEAST);
    let exponent = u64::try_from(place - LEAST).ok().filter(|exponent| *exponent < 2046)?;
    let mantissa = halved(quotient, u32::try_from(place - last).unwrap_or(u32::MAX));
    // The hidden bit, and what rounding carries over, count on in the exponent.
    Some(f64::from_bits(exponent * HIDDEN + mantissa)).filter(|double| double.is_finite())
}

/// A number halved so many times, from 1, rounded half to even.
fn halved(number: u64, times: u32) -> u64 {
    if times > 64 {
        return 0;
    }
    let kept = number.checked_shr(times).unwrap_or(0);
    let lost = number << (64 - times);
    match lost.cmp(&(1 << 63)) {
        Ordering::Less => kept,
        Ordering::Equal => kept + (kept & 1),
        Ordering::Greater => kept + 1,
    }
}

/// A finite double as ECMAScript writes it.
pub(crate) fn write(double: f64) -> String {
    let mut out = String::new();
    if double == 0.0 {
        out.push('0');
        return out;
    }
    if double < 0.0 {
        out.push('-');
    }
    let (digits, point) = shortest(double.abs());
    let count = i64::try_from(digits.len()).unwrap_or(i64::MAX);
    let zeros = |out: &mut String, many: i64| (0..many).for_each(|_| out.push('0'));
    if (1..=21).contains(&point) {
        let (before, after) = digits
            .split_at_checked(usize::try_from(point).unwrap_or(0))
            .unwrap_or((&digits, ""));
        out.push_str(before);
        zeros(&mut out, point - count);
        if !after.is_empty() {
            out.push('.');
            out.push_str(after);
        }
    } else if (-5..=0).contains(&point) {
        out.push_str("0.");
        zeros(&mut out, -point);
        out.push_str(&digits);
    } else {
        let (first, rest) = digits.split_at_checked(1).unwrap_or_default();
        out.push_str(first);
        if !rest.is_empty() {
            out.push('.');
            out.push_str(rest);
        }
        out.push_str(if point > 0 { "e+" } else { "e-" });
        out.push_str(&(point - 1).unsigned_abs().to_string());
    }
    out
}

/// The fewest digits that are read as this double, which is above 0, and where the point stands: after so many of them.
fn shortest(double: f64) -> (String, i64) {
    let stored = double.to_bits() % HIDDEN;
    let place = i64::try_from(double.to_bits() / HIDDEN).unwrap_or(0);
    let (mantissa, two) = if place == 0 {
        (stored, LEAST)
    } else {
        (stored + HIDDEN, place + LEAST - 1)
    };
    // The double is `rest / unit`; what is nearer to it than to a neighbour is within `below` and `above` of it. All are doubled, so
    // that half a step is a whole number; the neighbour below a power of two is half as far.
    let edge = u32::from(stored == 0 && place > 1);
    let mut rest = Whole::from(mantissa);
    let mut below = Whole::from(1);
    let mut unit = Whole::from(1);
    let up = u32::try_from(two).unwrap_or(0);
    rest.times_two(up + 1 + edge);
    below.times_two(up);
    unit.times_two(u32::try_from(-two).unwrap_or(0) + 1 + edge);
    // 2^32 × log10(2), cut: the first digit stands before this point, or one further.
    let length = i64::from(64 - mantissa.leading_zeros());
    let mut point = (((two + length - 1) * 1_292_913_986) >> 32) + 1;
    let ten = u32::try_from(point.unsigned_abs()).unwrap_or(0);
    if point < 0 {
        for whole in [&mut rest, &mut below] {
            whole.times_five(ten);
            whole.times_two(ten);
        }
    } else {
        unit.times_five(ten);
        unit.times_two(ten);
    }
    let mut above = below.clone();
    above.times_two(edge);
    // Readers round a middle to the even mantissa.
    let even = mantissa % 2 == 0;
    let within = |order: Ordering| order == Ordering::Less || even && order == Ordering::Equal;
    let reaches = |rest: &Whole, above: &Whole| {
        let mut far = rest.clone();
        far.add(above);
        within(unit.cmp(&far))
    };
    let mut digits = String::new();
    if reaches(&rest, &above) {
        point += 1;
    } else {
        next(&mut rest, &mut below, &mut above);
    }
    loop {
        let mut digit = b'0';
        while rest >= unit {
            rest.take(&unit);
            digit += 1;
        }
        let (low, high) = (within(rest.cmp(&below)), reaches(&rest, &above));
        if low || high {
            rest.times_two(1);
            let up = match rest.cmp(&unit) {
                Ordering::Less => high && !low,
                Ordering::Equal => high && (!low || digit % 2 == 1),
                Ordering::Greater => high,
            };
            digits.push(char::from(digit + u8::from(up)));
            return (digits, point);
        }
        digits.push(char::from(digit));
        next(&mut rest, &mut below, &mut above);
    }
}

/// The next digit comes before the point.
fn next(rest: &mut Whole, below: &mut Whole, above: &mut Whole) {
    rest.times(10, 0);
    below.times(10, 0);
    above.times(10, 0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Ours against the standard library's reader, to the last bit.
    fn reads_alike(text: &str) {
        let theirs = text.parse::<f64>().unwrap();
        let ours = read(text);
        assert_eq!(
            ours.map(f64::to_bits),
            Some(theirs).filter(|double| double.is_finite()).map(f64::to_bits),
            "{text}"
        );
    }

    /// Ours against a writer made for ECMAScript, and back.
    fn writes_alike(double: f64) {
        let text = write(double);
        assert_eq!(text, ryu_js::Buffer::new().format(double));
        assert_eq!(read(&text), Some(double), "{text}");
    }

    /// The exact decimal text of a double and of the middle between it and the next, with what is just beside them.
    fn exact_and_middle(double: f64) {
        let exact = format!("{double:.1074}");
        reads_alike(&exact);
        let next = f64::from_bits(double.to_bits() + 1);
        let middle = middle(&exact, &format!("{next:.1074}"));
        reads_alike(&middle);
        reads_alike(&format!("{middle}{}1", "0".repeat(700)));
        reads_alike(&middle.replacen('5', "4", 1));
        let last = middle.rfind(|digit: char| digit > '0').unwrap();
        let mut below = middle.into_bytes();
        if below[last] != b'.' {
            below[last] -= 1;
            below.extend([b'9'; 40]);
            reads_alike(std::str::from_utf8(&below).unwrap());
        }
    }

    /// Half the sum of two decimal texts with as many digits after the point.
    fn middle(a: &str, b: &str) -> String {
        let width = a.len().max(b.len());
        let padded = |text: &str| format!("{text:0>width$}").into_bytes();
        let (a, b) = (padded(a), padded(b));
        let mut carry = 0;
        let mut sum: Vec<u8> = a
            .iter()
            .zip(&b)
            .rev()
            .map(|(&x, &y)| {
                if x == b'.' {
                    return b'.';
                }
                let digit = x + y - 2 * b'0' + carry;
                carry = digit / 10;
                digit % 10 + b'0'
            })
            .collect();
        sum.push(carry + b'0');
        sum.reverse();
        let mut rest = 0;
        let mut half: Vec<u8> = sum
            .iter()
            .map(|&digit| {
                if digit == b'.' {
                    return b'.';
                }
                let digit = digit - b'0' + rest * 10;
                rest = digit % 2;
                digit / 2 + b'0'
            })
            .collect();
        half.push(b'0' + rest * 5);
        String::from_utf8(half).unwrap()
    }

    #[test]
    fn hard_and_extreme_numbers_are_read_as_the_nearest_double() {
        let texts = [
            "0",
            "-0",
            "0.0e999999999999999999999",
            "1",
            "-1.5e3",
            "1e23",
            "9007199254740993",
            "9007199254740992.9",
            "2.2250738585072011e-308",
            "2.2250738585072012e-308",
            "2.2250738585072014e-308",
            "4.9406564584124654e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "1e-324",
            "1e-5000",
            "1e-99999999999999999999",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.797693134862315807e308",
            "1.797693134862315808e308",
            "1e309",
            "1e400",
            "123e99999999999999999999",
            "5708990770823839524233143877797980545530986496",
            "6929495644600919.5",
            "3.1415926535897932384626433832795028841971693993751",
            "7.8459735791271921e65",
            "3.571e266",
            "3.08984926168550152811e-32",
            "69e267",
            "999e-026",
            "7861e-034",
            "75569e-254",
            "928609e-261",
            "9210917e080",
            "84863171e114",
            "653777767e273",
            "5232604057e-298",
            "27235667517e-109",
            "653532977297e-123",
            "3142213164987e-294",
            "46202199371337e-072",
            "231010996856685e-073",
            "9324754620109615e212",
            "78459735791271921e049",
            "272104041512242479e200",
            "6802601037806061975e198",
            "20505426358836677347e-221",
            "836168422905420598437e-234",
            "4891559871276714924261e222",
            "8.988465674311579e307",
            "0.000000000000000000000000000000000000000000000000001e51",
        ];
        for text in texts {
            reads_alike(text);
        }
        reads_alike(&format!("0.{}1e5000", "0".repeat(4999)));
        reads_alike(&format!("1{}e-5000", "0".repeat(5000)));
        reads_alike(&format!("{}.{}", "9".repeat(300), "9".repeat(2000)));
        for bits in [
            0,
            1,
            2,
            3,
            (1 << 52) - 2,
            (1 << 52) - 1,
            1 << 52,
            (1 << 52) + 1,
            0x3FF0_0000_0000_0000,
            0x7FEF_FFFF_FFFF_FFFE,
        ] {
            exact_and_middle(f64::from_bits(bits));
        }
    }

    #[test]
    fn powers_and_their_neighbours_are_written_as_ecmascript_does() {
        for two in -1074..=1023 {
            let power = if two < -1022 {
                f64::from_bits(1 << (two + 1074))
            } else {
                f64::from_bits(u64::try_from(two + 1023).unwrap() << 52)
            };
            for bits in [power.to_bits().saturating_sub(1), power.to_bits(), power.to_bits() + 1] {
                writes_alike(f64::from_bits(bits));
                writes_alike(-f64::from_bits(bits));
            }
        }
        for ten in -323..=308 {
            for mantissa in ["1", "5", "9.5", "1.7976931348623157", "4.35", "9.999999999999999"] {
                let double: f64 = format!("{mantissa}e{ten}").parse().unwrap();
                if double.is_finite() {
                    writes_alike(double);
                }
            }
        }
        writes_alike(f64::MAX);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn any_double_is_written_as_ecmascript_does_and_comes_back(bits in any::<u64>()) {
            let double = f64::from_bits(bits);
            if double.is_finite() {
                writes_alike(double);
            }
        }

        #[test]
        fn everyday_numbers_are_written_as_ecmascript_does(whole in any::<i32>(), scale in 0..12) {
            writes_alike(format!("{whole}e-{scale}").parse().unwrap());
        }

        #[test]
        fn any_number_is_read_as_the_nearest_double(text in "-?(0|[1-9][0-9]{0,40})([.][0-9]{1,60})?([eE][+-]?[0-9]{1,3})?") {
            reads_alike(&text);
        }

        #[test]
        fn few_digits_are_read_as_the_nearest_double(text in "[1-9][0-9]{0,18}e-?[0-3][0-9]{1,2}") {
            reads_alike(&text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn middles_of_two_doubles_go_to_the_even_one(bits in 0..0x7FE0_0000_0000_0000_u64) {
            exact_and_middle(f64::from_bits(bits));
        }
    }
}
