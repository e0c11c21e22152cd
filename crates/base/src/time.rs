//! Instants: RFC 3339 seconds in documents, integer milliseconds in journals.

use crate::document::{Document, Node};
use crate::json::Value;
use std::fmt;

/// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds (journals).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Millis(pub i64);

impl Document for Millis {
    fn blank() -> Self {
        Self(0)
    }

    fn read(&mut self, node: &Node<'_>) -> Option<()> {
        self.0.read(node)
    }

    fn write(&self) -> Value {
        self.0.write()
    }
}

crate::serde_by_value!(Millis);

/// An instant of a document: RFC 3339, UTC, whole seconds, `Z`; from 0001 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

const MIN: i64 = -62_135_596_800;
const MAX: i64 = 253_402_300_799;

impl Timestamp {
    /// Seconds since 1970; none outside the years 1 to 9999.
    #[must_use]
    pub const fn from_unix(seconds: i64) -> Option<Self> {
        if seconds >= MIN && seconds <= MAX {
            Some(Self(seconds))
        } else {
            None
        }
    }

    /// Seconds since 1970.
    #[must_use]
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// The second in which an instant of a journal falls; instants outside the years 1 to 9999 give the nearest end.
    #[must_use]
    pub fn from_millis(millis: Millis) -> Self {
        Self(millis.0.div_euclid(1000).clamp(MIN, MAX))
    }

    /// Reads the one accepted spelling, `2026-03-01T12:30:00Z`, with a real calendar date.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let instant = parse_offset(text)?;
        (instant.to_string() == text).then_some(instant)
    }

    /// Reads any RFC 3339 date and time with its offset (fractions of a second are dropped): what others write.
    #[must_use]
    pub fn parse_lenient(text: &str) -> Option<Self> {
        parse_offset(text)
    }

    /// Year, month (1 to 12) and day (1 to 31) in UTC.
    #[must_use]
    pub fn date(self) -> (i64, u8, u8) {
        civil_from_days(self.0.div_euclid(86_400))
    }
}

/// Days since 1970-01-01 of a proleptic Gregorian date; none when the day does not exist.
#[must_use]
pub fn days_from_civil(year: i64, month: u8, day: u8) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    if !(1..=9999).contains(&year) || day == 0 || day > length {
        return None;
    }
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y - era * 400;
    let shifted = (i64::from(month) + 9) % 12;
    let doy = (153 * shifted + 2) / 5 + i64::from(day) - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    Some(era * 146_097 + doe - 719_468)
}

fn civil_from_days(days: i64) -> (i64, u8, u8) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z - era * 146_097;
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = u8::try_from(doy - (153 * mp + 2) / 5 + 1).unwrap_or(1);
    let month = u8::try_from(if mp < 10 { mp + 3 } else { mp - 9 }).unwrap_or(1);
    (yoe + era * 400 + i64::from(month <= 2), month, day)
}

fn parse_offset(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| -> Option<i64> {
        let part = bytes.get(from..to)?;
        part.iter()
            .all(u8::is_ascii_digit)
            .then(|| part.iter().fold(0, |n, b| n * 10 + i64::from(b - b'0')))
    };
    let is = |at: usize, wanted: &[u8]| bytes.get(at).is_some_and(|b| wanted.contains(b));
    if !(is(4, b"-") && is(7, b"-") && is(10, b"Tt") && is(13, b":") && is(16, b":")) {
        return None;
    }
    let days = days_from_civil(
        number(0, 4)?,
        u8::try_from(number(5, 7)?).ok()?,
        u8::try_from(number(8, 10)?).ok()?,
    )?;
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let mut at = 19;
    if is(at, b".") {
        at += 1;
        let digits = bytes.get(at..)?.iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 {
            return None;
        }
        at += digits;
    }
    let offset = if is(at, b"Zz") {
        at += 1;
        0
    } else {
        let sign = if is(at, b"+") {
            1
        } else if is(at, b"-") {
            -1
        } else {
            return None;
        };
        let (hours, minutes) = (number(at + 1, at + 3)?, number(at + 4, at + 6)?);
        if !is(at + 3, b":") || hours > 23 || minutes > 59 {
            return None;
        }
        at += 6;
        sign * (hours * 3600 + minutes * 60)
    };
    if at != bytes.len() {
        return None;
    }
    Timestamp::from_unix(days * 86_400 + hour * 3600 + minute * 60 + second - offset)
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        let second = self.0.rem_euclid(86_400);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
            second / 3600,
            second / 60 % 60,
            second % 60
        )
    }
}

crate::text_document!(
    Timestamp,
    Self(0),
    Timestamp::parse,
    "a time such as 2026-03-01T12:30:00Z"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_dates_only() {
        assert_eq!(Timestamp::parse("2000-03-01T00:00:00Z").unwrap().unix(), 951_868_800);
        assert_eq!(Timestamp::parse("1969-12-31T23:59:59Z").unwrap().unix(), -1);
        for text in [
            "2026-02-29T00:00:00Z",
            "2026-02-30T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01",
            "2026-01-01T00:00:00",
            "2026-01-01T00:00:00+00:00",
            "0000-01-01T00:00:00Z",
        ] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
        assert_eq!(
            Timestamp::parse_lenient("2026-01-01T01:00:00.25+01:00"),
            Timestamp::parse("2026-01-01T00:00:00Z")
        );
    }

    #[test]
    fn every_day_of_four_centuries_comes_back() {
        for day in -200_000..200_000 {
            let (year, month, date) = civil_from_days(day);
            assert_eq!(days_from_civil(year, month, date), Some(day));
        }
    }
}
