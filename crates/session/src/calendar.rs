//! When an exam may be held: hours, Sundays, public holidays, and the clock of the place.
//!
//! Law is dated data: each rule says since when it holds, and where it is written. Local time is never guessed: an order gives its offset
//! from UTC, and [`Zone`] says which offset the place has at an instant, so that a wrong one is found.

use jalon_base::Timestamp;
use jalon_base::time::days_from_civil;

const DAY: i64 = 86_400;

/// When exams may be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    /// The clock of the place; none when every offset of an order is taken as it is.
    pub zone: Option<Zone>,
    /// First minute of the local day at which a session may open.
    pub from_minute: i64,
    /// Minute of the local day by which it must be over.
    pub until_minute: i64,
    /// Whether Sundays are allowed.
    pub sundays: bool,
    /// Public holidays, which are not allowed.
    pub holidays: &'static [Holiday],
    /// Local days between the enrolment of a candidate and the session, at least.
    pub days_before: i64,
}

impl Calendar {
    /// Any hour of any day, by the clock that an order names: rehearsals.
    pub const ANY: Self = Self {
        zone: None,
        from_minute: 0,
        until_minute: 24 * 60,
        sundays: true,
        holidays: &[],
        days_before: 0,
    };

    /// Sessions in collective rooms in metropolitan France: between 8 and 20 h, neither on Sundays nor on holidays, enrolled the day
    /// before at the latest.
    ///
    /// # Source
    /// Arrêté du 16 avril 2026 (JO of 29 April 2026), article 12, on the theory test of the driving licence: the model that this calendar
    /// follows, not a duty of every certification.
    pub const FRENCH_ROOMS: Self = Self {
        zone: Some(Zone::Paris),
        from_minute: 8 * 60,
        until_minute: 20 * 60,
        sundays: false,
        holidays: FRENCH_HOLIDAYS,
        days_before: 1,
    };
}

/// The clock of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// Metropolitan France: UTC+1, and UTC+2 from the last Sunday of March to the last of October, changing at 01:00 UTC.
    ///
    /// # Source
    /// Directive 2000/84/EC, articles 2 and 3 (since 2002).
    Paris,
    /// Always the same, in minutes east of UTC.
    Fixed(i64),
}

impl Zone {
    /// Minutes east of UTC at an instant.
    #[must_use]
    pub fn offset(self, at: Timestamp) -> i64 {
        let Self::Paris = self else {
            let Self::Fixed(minutes) = self else { return 0 };
            return minutes;
        };
        let (year, ..) = at.date();
        let change = |month| days_from_civil(year, month, 31).map(|day| (day - weekday(day) % 7) * DAY + 3600);
        let summer = change(3)..change(10);
        if summer.contains(&Some(at.unix())) { 120 } else { 60 }
    }
}

/// Day of the week of a day since 1970: 1 for Monday to 7 for Sunday.
#[must_use]
pub const fn weekday(day: i64) -> i64 {
    // 1970-01-01 was a Thursday.
    (day + 3).rem_euclid(7) + 1
}

/// A public holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holiday {
    /// Its name in the catalogues' neutral form: `easter-monday`.
    pub name: &'static str,
    /// When it falls.
    pub when: When,
    /// First year of the rule as it stands.
    pub since: i64,
}

/// When a holiday falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Month and day.
    Fixed(u8, u8),
    /// So many days after Easter Sunday.
    AfterEaster(i64),
}

/// Public holidays of France as a whole; not those of Alsace-Moselle nor of the overseas departments.
///
/// # Source
/// Code du travail, article L. 3133-1; 8 May since the law of 2 October 1981.
pub const FRENCH_HOLIDAYS: &[Holiday] = &[
    holiday("new-year", When::Fixed(1, 1), 1810),
    holiday("easter-monday", When::AfterEaster(1), 1886),
    holiday("labour-day", When::Fixed(5, 1), 1947),
    holiday("victory-day", When::Fixed(5, 8), 1982),
    holiday("ascension", When::AfterEaster(39), 1802),
    holiday("whit-monday", When::AfterEaster(50), 1886),
    holiday("bastille-day", When::Fixed(7, 14), 1880),
    holiday("assumption", When::Fixed(8, 15), 1802),
    holiday("all-saints", When::Fixed(11, 1), 1802),
    holiday("armistice", When::Fixed(11, 11), 1922),
    holiday("christmas", When::Fixed(12, 25), 1802),
];

const fn holiday(name: &'static str, when: When, since: i64) -> Holiday {
    Holiday { name, when, since }
}

impl Holiday {
    /// The day on which it falls in a year, in days since 1970; none before its rule.
    #[must_use]
    pub fn day(self, year: i64) -> Option<i64> {
        if year < self.since {
            return None;
        }
        match self.when {
            When::Fixed(month, day) => days_from_civil(year, month, day),
            When::AfterEaster(days) => Some(easter(year)? + days),
        }
    }
}

/// Easter Sunday of a Gregorian year, in days since 1970; none outside the years 1583 to 9999.
///
/// # Source
/// The anonymous Gregorian algorithm, in J. Meeus, *Astronomical Algorithms* (1991), chapter 8.
#[must_use]
pub fn easter(year: i64) -> Option<i64> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    days_from_civil(year, u8::try_from(n / 31).ok()?, u8::try_from(n % 31 + 1).ok()?)
}

/// An instant on the clock of a place: day since 1970, and second of that day.
#[must_use]
pub const fn local(at: Timestamp, offset_minutes: i64) -> (i64, i64) {
    let seconds = at.unix() + offset_minutes * 60;
    (seconds.div_euclid(DAY), seconds.rem_euclid(DAY))
}

impl Calendar {
    /// The holiday of a local day, when it is one.
    #[must_use]
    pub fn holiday(&self, day: i64) -> Option<Holiday> {
        let (year, ..) = Timestamp::from_unix(day.saturating_mul(DAY))?.date();
        let mut holidays = self.holidays.iter().copied();
        holidays.find(|holiday| holiday.day(year) == Some(day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i64, month: u8, day: u8) -> i64 {
        days_from_civil(year, month, day).unwrap()
    }

    #[test]
    fn easter_of_published_tables() {
        // Bureau des longitudes and the tables of the Book of Common Prayer: ordinary years, the earliest and the latest.
        for (year, month, date) in [
            (1818, 3, 22),
            (1943, 4, 25),
            (1961, 4, 2),
            (1981, 4, 19),
            (2000, 4, 23),
            (2008, 3, 23),
            (2019, 4, 21),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2028, 4, 16),
            (2038, 4, 25),
            (2285, 3, 22),
        ] {
            assert_eq!(easter(year), Some(day(year, month, date)), "{year}");
        }
        assert_eq!(easter(1582), None);
        assert!((1583..=9999).all(|year| weekday(easter(year).unwrap()) == 7));
    }

    #[test]
    fn holidays_of_2026_and_of_an_older_year() {
        let calendar = Calendar::FRENCH_ROOMS;
        let names: Vec<&str> = (day(2026, 1, 1)..=day(2026, 12, 31))
            .filter_map(|day| calendar.holiday(day))
            .map(|holiday| holiday.name)
            .collect();
        assert_eq!(names.len(), 11);
        let on = |month, date| calendar.holiday(day(2026, month, date)).map(|holiday| holiday.name);
        assert_eq!(on(4, 6), Some("easter-monday"));
        assert_eq!(on(5, 14), Some("ascension"));
        assert_eq!(on(5, 25), Some("whit-monday"));
        assert_eq!(on(4, 5), None, "Easter Sunday is a Sunday, no holiday of the law");
        assert_eq!(calendar.holiday(day(1981, 5, 8)), None, "8 May came back in 1982");
        assert_eq!(calendar.holiday(i64::MAX), None);
    }

    #[test]
    fn the_clock_of_paris() {
        let offset = |text| Zone::Paris.offset(Timestamp::parse(text).unwrap());
        // In 2026 the clocks change on 29 March and on 25 October, at 01:00 UTC.
        assert_eq!(offset("2026-03-29T00:59:59Z"), 60);
        assert_eq!(offset("2026-03-29T01:00:00Z"), 120);
        assert_eq!(offset("2026-10-25T00:59:59Z"), 120);
        assert_eq!(offset("2026-10-25T01:00:00Z"), 60);
        assert_eq!(offset("2024-03-31T01:00:00Z"), 120, "the 31st is itself a Sunday");
        assert_eq!(Zone::Fixed(-240).offset(Timestamp::from_unix(0).unwrap()), -240);
        assert_eq!(weekday(day(2026, 11, 22)), 7);
        assert_eq!(
            local(Timestamp::parse("2026-11-22T23:30:00Z").unwrap(), 60),
            (day(2026, 11, 23), 1800)
        );
    }
}
