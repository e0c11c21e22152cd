//! The list of who sits, as a table that people keep in a spreadsheet: pseudonyms, when they were enrolled, what is adjusted for them.
//!
//! It holds no name and no diagnosis. A cell is an id, a date, a number or a word of a list, so that nothing in it can be a formula.

use crate::sheet::{Sheet, Wrongs};
use anyhow::Result;
use jalon_base::document::from_value;
use jalon_base::id::RandomId;
use jalon_base::{Document, Finding, Fraction, Slug, Timestamp};
use jalon_session::order::{Adjustments, Candidate, Support};
use std::fmt::Write;
use std::path::Path;

/// The columns; of those after the first two, some or all may be left out.
pub const COLUMNS: [&str; 8] = [
    "candidate",
    "enrolled",
    "factor",
    "minutes",
    "untimed",
    "breaks",
    "break-minutes",
    "supports",
];

/// What a cell of each column looks like.
const EXAMPLES: [&str; 8] = [
    "c12",
    "2027-02-20T09:00:00Z",
    "4/3",
    "10",
    "yes",
    "2",
    "5",
    "large-text read-aloud",
];

/// A table that was read.
#[derive(Debug, Default)]
pub struct Table {
    /// Who sits; attempts have ids of zeros, to be given.
    pub candidates: Vec<Candidate>,
    /// The line of each.
    lines: Vec<usize>,
    /// Its path.
    path: String,
    /// Its columns.
    headers: Vec<String>,
}

impl Table {
    /// Where a member of the roster stands in the table, with the name of its column.
    fn place(&self, pointer: &str) -> Option<(usize, usize, &str)> {
        let below = pointer.strip_prefix("/roster")?;
        let mut names = below.split('/').skip(1);
        let Some(number) = names.next() else {
            return Some((1, 1, ""));
        };
        let line = *self.lines.get(number.parse::<usize>().ok()?)?;
        let wanted: &[&str] = match names.next() {
            Some("enrolled") => &["enrolled"],
            Some("adjustments") => &["factor", "minutes", "untimed", "breaks", "break-minutes", "supports"],
            _ => &["candidate"],
        };
        let mut columns = self.headers.iter().enumerate();
        let column = columns.find(|(_, header)| wanted.contains(&header.as_str()));
        Some(column.map_or((line, 1, ""), |(place, name)| (line, place + 1, name)))
    }

    /// Says of the table what is said of the roster: at its line and column.
    pub fn places(&self, findings: &mut [Finding]) {
        for finding in findings {
            if let Some((line, column, name)) = self.place(&finding.pointer) {
                (finding.path, finding.at) = (self.path.clone(), Some((line, column)));
                finding.pointer = name.to_owned();
            }
        }
    }
}

/// Reads who sits. Everything that is wrong is added to what was found before.
///
/// # Errors
/// The file cannot be read, or is not UTF-8.
pub fn read(path: &Path, wrongs: &mut Wrongs) -> Result<Table> {
    let sheet = Sheet::read(path, wrongs)?;
    for (place, name) in sheet.headers().iter().enumerate() {
        if !COLUMNS.contains(&name.as_str()) {
            let columns = COLUMNS.join(", ");
            sheet.wrong_header(place, "csv/column", &[("name", name), ("columns", &columns)], wrongs);
        }
    }
    let places: Vec<Option<usize>> = COLUMNS
        .iter()
        .enumerate()
        .map(|(number, name)| match number {
            0 | 1 => sheet.column(name, wrongs),
            _ => sheet.find(name),
        })
        .collect();
    let mut table = Table {
        path: path.display().to_string(),
        headers: sheet.headers().to_vec(),
        ..Table::default()
    };
    for row in 0..sheet.len() {
        let mut cells = Row {
            sheet: &sheet,
            row,
            places: &places,
            wrongs,
        };
        if let Some(candidate) = cells.candidate() {
            table.candidates.push(candidate);
            table.lines.push(sheet.line(row));
        }
    }
    Ok(table)
}

/// A row of the table.
struct Row<'a> {
    sheet: &'a Sheet,
    row: usize,
    places: &'a [Option<usize>],
    wrongs: &'a mut Wrongs,
}

impl Row<'_> {
    /// A cell, as what it says; `empty` when nothing is written, none when it is not of its form, which is reported.
    fn cell<T>(&mut self, column: usize, empty: Option<T>, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let Some(place) = self.places.get(column).copied().flatten() else {
            return empty;
        };
        let text = self.sheet.cell(self.row, place);
        let found = match (text, empty) {
            ("", Some(empty)) => Some(empty),
            (text, _) => read(text),
        };
        if found.is_none() {
            let example = EXAMPLES.get(column).copied().unwrap_or_default();
            let args = [("found", text), ("example", example)];
            self.sheet.wrong(self.row, place, "csv/cell", &args, self.wrongs);
        }
        found
    }

    fn candidate(&mut self) -> Option<Candidate> {
        let whole = |text: &str| text.parse::<u32>().ok();
        let id = self.cell(0, None, Slug::parse);
        let enrolled = self.cell(1, None, Timestamp::parse);
        let factor = self.cell(2, Some(None), |text| fraction(text).map(Some));
        let minutes = self.cell(3, Some(0), whole);
        let untimed = self.cell(4, Some(false), |text| match text {
            "yes" | "oui" => Some(true),
            "no" | "non" => Some(false),
            _ => None,
        });
        let breaks = self.cell(5, Some(0), whole);
        let break_minutes = self.cell(6, Some(0), whole);
        let supports = self.cell(7, Some(Vec::new()), |text| {
            text.split_whitespace().map(support).collect()
        });
        Some(Candidate {
            id: id?,
            attempt: RandomId::from_bytes([0; 16]),
            enrolled: enrolled?,
            adjustments: Adjustments {
                factor: factor?,
                minutes: minutes?,
                untimed: untimed?,
                breaks: breaks?,
                break_minutes: break_minutes?,
                supports: supports?,
            },
        })
    }
}

fn fraction(text: &str) -> Option<Fraction> {
    let (numerator, denominator) = text.split_once('/')?;
    Fraction::new(numerator.trim().parse().ok()?, denominator.trim().parse().ok()?)
}

fn support(word: &str) -> Option<Support> {
    from_value(&word.to_owned().write()).ok()
}

/// The table of these people: what [`read`] reads, without ids of attempts.
#[must_use]
pub fn write(candidates: &[Candidate]) -> String {
    let mut out = COLUMNS.join(",");
    out.push('\n');
    for candidate in candidates {
        let adjusted = &candidate.adjustments;
        let factor = adjusted
            .factor
            .map(|factor| format!("{}/{}", factor.numerator(), factor.denominator()));
        let number = |number: u32| match number {
            0 => String::new(),
            number => number.to_string(),
        };
        let supports: Vec<String> = adjusted
            .supports
            .iter()
            .map(|support| support.write().as_str().unwrap_or_default().to_owned())
            .collect();
        // Writing into a string does not fail.
        let _always = writeln!(
            out,
            "{},{},{},{},{},{},{},{}",
            candidate.id,
            candidate.enrolled,
            factor.unwrap_or_default(),
            number(adjusted.minutes),
            if adjusted.untimed { "yes" } else { "" },
            number(adjusted.breaks),
            number(adjusted.break_minutes),
            supports.join(" ")
        );
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests are free of this rule")]

    use super::*;
    use jalon_messages::Lang;
    use proptest::prelude::*;

    fn table(text: impl AsRef<[u8]>) -> (Vec<Candidate>, Wrongs) {
        use std::sync::atomic::{AtomicU32, Ordering};
        static FILES: AtomicU32 = AtomicU32::new(0);
        let number = FILES.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("jalon-candidates-{}-{number}.csv", std::process::id()));
        std::fs::write(&path, text).unwrap();
        let mut wrongs = Wrongs::default();
        let read = read(&path, &mut wrongs).unwrap();
        std::fs::remove_file(&path).unwrap();
        (read.candidates, wrongs)
    }

    fn codes(wrongs: Wrongs) -> Vec<(String, String)> {
        let Some(said) = wrongs.said(Lang::En) else {
            return Vec::new();
        };
        let found = said.json["findings"].as_array().unwrap();
        let of = |finding: &serde_json::Value, name: &str| finding[name].as_str().unwrap().to_owned();
        found
            .iter()
            .map(|finding| (of(finding, "code"), of(finding, "pointer")))
            .collect()
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            people in proptest::collection::vec((1_u32..999, 0_i64..4_000_000, proptest::option::of((1_i64..50, 1_i64..50)), 0_u32..700, any::<bool>(), 0_u32..5, 0_u32..60, 0_usize..9), 1..12)
        ) {
            let words = ["read-aloud", "large-text", "theme", "simple", "glossary", "sign-language", "alternative-items", "helper", "assistive-technology"];
            let candidates: Vec<Candidate> = people.into_iter().map(|(number, enrolled, factor, minutes, untimed, breaks, break_minutes, supports)| Candidate {
                id: Slug::parse(&format!("c{number}")).unwrap(),
                attempt: RandomId::from_bytes([0; 16]),
                enrolled: Timestamp::from_unix(1_800_000_000 + enrolled).unwrap(),
                adjustments: Adjustments {
                    factor: factor.and_then(|(n, d)| Fraction::new(n, d)),
                    minutes,
                    untimed,
                    breaks,
                    break_minutes,
                    supports: words.iter().take(supports).map(|word| support(word).unwrap()).collect(),
                },
            }).collect();
            let written = write(&candidates);
            let (read, wrongs) = table(&written);
            prop_assert_eq!(codes(wrongs), []);
            prop_assert_eq!(write(&read), written);
            prop_assert_eq!(read, candidates);
        }
    }

    #[test]
    fn the_template_comes_back() {
        let template = include_str!("order/candidates.csv");
        let (read, wrongs) = table(template);
        assert_eq!((codes(wrongs), write(&read).as_str()), (Vec::new(), template));
        // And from the spreadsheet that somebody made of it.
        let lines: Vec<Vec<&str>> = template.lines().map(|line| line.split(',').collect()).collect();
        let (read, wrongs) = table(crate::sheet::ods::tests::of_words(&lines));
        assert_eq!((codes(wrongs), write(&read).as_str()), (Vec::new(), template));
    }

    #[test]
    fn what_is_wrong_in_a_spreadsheet_is_said_at_its_row() {
        let lines = [
            vec!["candidate", "enrolled"],
            vec!["c1", "2027-02-20T09:00:00Z"],
            vec!["", ""],
            vec!["=cmd|x", "yesterday"],
        ];
        let (read, wrongs) = table(crate::sheet::ods::tests::of_words(&lines));
        let places: Vec<Option<(usize, usize)>> = wrongs.into_vec().iter().map(|finding| finding.at).collect();
        assert_eq!((read.len(), places), (1, vec![Some((4, 1)), Some((4, 2))]));
    }

    #[test]
    fn everything_wrong_at_once_at_its_place() {
        let (read, wrongs) = table(
            "candidate;enrolled;factor;extra\nc1;2027-02-20T09:00:00Z;4/3;\n=cmd|x;yesterday;1,33;\nC 2;2027-02-20;4/0;\n",
        );
        assert_eq!(read.len(), 1);
        let found = codes(wrongs);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(code, name)| (code.as_str(), name.as_str()))
            .collect();
        let row = [
            ("csv/cell", "candidate"),
            ("csv/cell", "enrolled"),
            ("csv/cell", "factor"),
        ];
        assert_eq!(found, [[("csv/column", "extra")].as_slice(), &row, &row].concat());
        let (read, wrongs) = table("candidate\nc1\n");
        let found = codes(wrongs);
        let found: Vec<(&str, &str)> = found.iter().map(|(code, at)| (code.as_str(), at.as_str())).collect();
        assert_eq!((read.len(), found), (0, vec![("csv/no-column", "enrolled")]));
        let (read, wrongs) = table("candidate,enrolled\r\nc1,2027-02-20T09:00:00Z\r\n");
        assert_eq!((read.len(), codes(wrongs)), (1, Vec::new()));
    }
}
