//! Days, whole numbers and decimals as each language writes them.

use crate::{Lang, Number};
use jalon_base::Timestamp;
use jalon_base::sorted::SortedMap;

/// The day of an instant, in UTC: "1er mars 2026", "1 March 2026".
#[must_use]
pub fn date(lang: Lang, instant: Timestamp) -> String {
    let mut out = String::new();
    push_date(&mut out, lang, instant);
    out
}

/// A whole number: grouped by three from 10 000 on, "12 500" (narrow no-break space), "12,500".
#[must_use]
pub fn number(lang: Lang, number: impl Into<Number>) -> String {
    let mut out = String::new();
    push_number(&mut out, lang, number.into());
    out
}

/// A decimal number from its neutral spelling, `-12.50`: "−12,50", "−12.50". What is not a decimal number is left as it is.
#[must_use]
pub fn decimal(lang: Lang, neutral: &str) -> String {
    let mut out = String::new();
    push_decimal(&mut out, lang, neutral);
    out
}

const MONTHS: [[&str; 12]; 2] = [
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];

pub(crate) fn push_date(out: &mut String, lang: Lang, instant: Timestamp) {
    let (year, month, day) = instant.date();
    let months = match lang {
        Lang::Fr => MONTHS.first(),
        Lang::En => MONTHS.last(),
    };
    let month = months
        .and_then(|names| names.get(usize::from(month).wrapping_sub(1)))
        .copied();
    out.push_str(&day.to_string());
    if lang == Lang::Fr && day == 1 {
        out.push_str("er");
    }
    out.push('\u{a0}');
    out.push_str(month.unwrap_or_default());
    out.push(' ');
    out.push_str(&year.to_string());
}

/// The day of an instant spelled as in documents; another text is left as it is.
#[allow(dead_code, reason = "used once a code takes such an argument")]
pub(crate) fn push_instant(out: &mut String, lang: Lang, text: &str) {
    match Timestamp::parse_lenient(text) {
        Some(instant) => push_date(out, lang, instant),
        None => out.push_str(text),
    }
}

pub(crate) fn push_number(out: &mut String, lang: Lang, number: Number) {
    if number.0 < 0 {
        out.push('\u{2212}');
    }
    push_grouped(out, lang, &number.0.unsigned_abs().to_string());
}

pub(crate) fn push_decimal(out: &mut String, lang: Lang, neutral: &str) {
    let (negative, digits) = neutral.strip_prefix('-').map_or((false, neutral), |rest| (true, rest));
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !fraction.is_none_or(are_digits) {
        out.push_str(neutral);
        return;
    }
    if negative {
        out.push('\u{2212}');
    }
    push_grouped(out, lang, whole);
    if let Some(fraction) = fraction {
        out.push(match lang {
            Lang::Fr => ',',
            Lang::En => '.',
        });
        out.push_str(fraction);
    }
}

fn push_grouped(out: &mut String, lang: Lang, digits: &str) {
    let separator = match lang {
        Lang::Fr => '\u{202f}',
        Lang::En => ',',
    };
    for (index, digit) in digits.chars().enumerate() {
        let left = digits.len() - index;
        if index > 0 && left.is_multiple_of(3) && digits.len() > 4 {
            out.push(separator);
        }
        out.push(digit);
    }
}

/// The text between two places of a run of words.
pub(crate) const fn cut(words: &'static [u8], from: usize, to: usize) -> &'static str {
    let (until, _) = words.split_at(to);
    let (_, text) = until.split_at(from);
    match str::from_utf8(text) {
        Ok(text) => text,
        Err(_) => "",
    }
}

/// An argument of a code; a missing one shows as `?`, so that the sentence is still read.
pub(crate) fn argument<'a>(args: &'a SortedMap<&str, String>, name: &str) -> &'a str {
    args.get(name).map_or("?", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        let check = |text: &str, french: &str, english: &str| {
            let instant = Timestamp::parse(text).unwrap();
            assert_eq!(date(Lang::Fr, instant), french);
            assert_eq!(date(Lang::En, instant), english);
        };
        check("2026-03-01T23:59:59Z", "1er\u{a0}mars 2026", "1\u{a0}March 2026");
        check("2026-08-31T00:00:00Z", "31\u{a0}août 2026", "31\u{a0}August 2026");
        check("2024-02-29T12:00:00Z", "29\u{a0}février 2024", "29\u{a0}February 2024");
    }

    #[test]
    fn numbers() {
        assert_eq!(number(Lang::Fr, 9_999), "9999");
        assert_eq!(number(Lang::Fr, 12_500), "12\u{202f}500");
        assert_eq!(number(Lang::En, 1_234_567_usize), "1,234,567");
        assert_eq!(number(Lang::En, i64::MIN), "\u{2212}9,223,372,036,854,775,808");
        assert_eq!(decimal(Lang::Fr, "12.5"), "12,5");
        assert_eq!(decimal(Lang::Fr, "-12500.50"), "\u{2212}12\u{202f}500,50");
        assert_eq!(decimal(Lang::En, "0.8"), "0.8");
        for not_decimal in ["", "-", "1.", ".5", "1e3", "un", "1.2.3"] {
            assert_eq!(decimal(Lang::Fr, not_decimal), not_decimal);
        }
    }
}
