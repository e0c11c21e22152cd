//! Tables that people make: CSV files, or the first sheet of an OpenDocument spreadsheet, read whole, with everything that is wrong in them at once.
//!
//! The separator of a CSV file is the one of `,` `;` and tabulation that the first line has most of; a number may have a decimal comma.

pub mod ods;

use crate::files;
use crate::output::{Said, finding_line};
use anyhow::{Context, Result};
use jalon_base::sorted::SortedMap;
use jalon_base::{Finding, Severity};
use jalon_messages::Lang;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

/// Findings listed at most; the rest is counted.
const LISTED: usize = 1000;

/// A table with the names of its columns.
#[derive(Debug)]
pub struct Sheet {
    path: String,
    headers: Vec<String>,
    /// Each with its line.
    rows: Vec<(usize, csv::StringRecord)>,
}

/// Everything wrong met so far, in all tables of a command.
#[derive(Debug, Default)]
pub struct Wrongs {
    list: Vec<Finding>,
    more: usize,
}

impl Wrongs {
    /// Adds what is wrong in a cell: `line` and `column` from 1, `name` that of the column.
    pub fn add(
        &mut self,
        path: &str,
        at: (usize, usize),
        name: &str,
        code: &'static str,
        args: &[(&'static str, &str)],
    ) {
        if self.list.len() >= LISTED {
            self.more += 1;
            return;
        }
        self.list.push(Finding {
            path: path.to_owned(),
            pointer: name.to_owned(),
            at: Some(at),
            severity: Severity::Error,
            code,
            args: args.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
        });
    }

    /// Whether nothing is wrong yet.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Everything wrong, by its place; beyond a thousand, only the first.
    #[must_use]
    pub fn into_vec(mut self) -> Vec<Finding> {
        self.list.sort_by(|a, b| (&a.path, a.at).cmp(&(&b.path, b.at)));
        self.list
    }

    /// What the command says instead of its answer, when something is wrong.
    #[must_use]
    pub fn said(mut self, lang: Lang) -> Option<Said> {
        self.list.sort_by(|a, b| (&a.path, a.at).cmp(&(&b.path, b.at)));
        let errors = self.list.len() + self.more;
        let mut text: Vec<String> = self.list.iter().map(|finding| finding_line(lang, finding)).collect();
        text.push(jalon_messages::analysis::wrongs(lang, errors));
        (errors > 0).then(|| Said {
            json: json!({"errors": errors, "findings": self.list}),
            text: text.join("\n"),
            success: false,
        })
    }
}

/// What a command says when the engine refuses: the sentence of the code, and the code.
#[must_use]
pub fn refused(lang: Lang, code: &'static str, args: &[(&'static str, String)]) -> Said {
    let args: SortedMap<&str, String> = args.iter().cloned().collect();
    let sentence = crate::output::say(lang, code, &args);
    Said {
        json: json!({"refused": code, "why": sentence}),
        text: format!("{sentence} [{code}]"),
        success: false,
    }
}

impl Sheet {
    /// Reads a table; rows of another length than the first line are reported, and so are two columns of one name.
    ///
    /// # Errors
    /// The file cannot be read, is not UTF-8, or is an archive and no spreadsheet.
    pub fn read(path: &Path, wrongs: &mut Wrongs) -> Result<Self> {
        let mut bytes = files::read(path)?;
        if ods::is_one(&bytes) {
            bytes = ods::text(&bytes)
                .with_context(|| format!("reading {}", path.display()))?
                .into_bytes();
        }
        let text = std::str::from_utf8(&bytes).with_context(|| format!("{} is not UTF-8", path.display()))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let first = text.lines().next().unwrap_or_default();
        let separator = [b',', b';', b'\t']
            .into_iter()
            .max_by_key(|mark| (first.bytes().filter(|byte| byte == mark).count(), *mark == b','))
            .unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let path = path.display().to_string();
        let headers: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
        for (index, name) in headers.iter().enumerate() {
            if headers.iter().take(index).any(|earlier| earlier == name) {
                wrongs.add(&path, (1, index + 1), name, "csv/same-name", &[("name", name)]);
            }
        }
        let open = unclosed(text, char::from(separator));
        if let Some(place) = open {
            wrongs.add(&path, place, "", "csv/quote", &[]);
        }
        let mut rows = Vec::new();
        for record in reader.into_records() {
            let record = record?;
            let line = line_of(&record, text);
            // What follows a quotation mark that nothing closes is one cell: its rows say nothing.
            if open.is_some_and(|(from, _)| line >= from) {
                break;
            }
            if record.len() == headers.len() {
                rows.push((line, record));
            } else {
                let (found, expected) = (record.len().to_string(), headers.len().to_string());
                let place = (line, record.len().min(headers.len()));
                wrongs.add(
                    &path,
                    place,
                    "",
                    "csv/ragged",
                    &[("found", &found), ("expected", &expected)],
                );
            }
        }
        if rows.is_empty() && open.is_none() {
            wrongs.add(&path, (1, 1), "", "csv/empty", &[]);
        }
        Ok(Self { path, headers, rows })
    }

    /// Names of the columns.
    #[must_use]
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The column of this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<usize> {
        self.headers.iter().position(|header| header == name)
    }

    /// As [`Sheet::find`]; a column that is not there is reported.
    pub fn column(&self, name: &str, wrongs: &mut Wrongs) -> Option<usize> {
        let found = self.find(name);
        if found.is_none() {
            wrongs.add(&self.path, (1, 1), name, "csv/no-column", &[("name", name)]);
        }
        found
    }

    /// The cells of a column, from the first row to the last.
    pub fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows
            .iter()
            .map(move |(_, row)| row.get(column).unwrap_or_default())
    }

    /// The line of a row.
    #[must_use]
    pub fn line(&self, row: usize) -> usize {
        self.rows.get(row).map_or(1, |(line, _)| *line)
    }

    /// One cell; empty outside the table.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.rows
            .get(row)
            .and_then(|(_, row)| row.get(column))
            .unwrap_or_default()
    }

    /// Reports each cell of a column that an earlier row has already: a name that stands for one thing.
    pub fn once(&self, column: usize, wrongs: &mut Wrongs) {
        let mut seen: BTreeMap<&str, String> = BTreeMap::new();
        for row in 0..self.len() {
            let cell = self.cell(row, column);
            let line = self.line(row);
            if let Some(first) = seen.get(cell) {
                let args: [(&'static str, &str); 2] = [("name", cell), ("line", first.as_str())];
                self.wrong(row, column, "csv/twice", &args, wrongs);
            } else {
                seen.insert(cell, line.to_string());
            }
        }
    }

    /// Reports a cell.
    pub fn wrong(
        &self,
        row: usize,
        column: usize,
        code: &'static str,
        args: &[(&'static str, &str)],
        wrongs: &mut Wrongs,
    ) {
        let line = self.line(row);
        let name = self.headers.get(column).map_or("", String::as_str);
        wrongs.add(&self.path, (line, column + 1), name, code, args);
    }

    /// Reports the name of a column.
    pub fn wrong_header(&self, column: usize, code: &'static str, args: &[(&'static str, &str)], wrongs: &mut Wrongs) {
        let name = self.headers.get(column).map_or("", String::as_str);
        wrongs.add(&self.path, (1, column + 1), name, code, args);
    }

    /// A cell as a number; one that is neither a number nor missing is reported.
    pub fn number(&self, row: usize, column: usize, missing: &[String], wrongs: &mut Wrongs) -> Option<f64> {
        let cell = self.cell(row, column);
        if is_missing(cell, missing) {
            return None;
        }
        let found = parse(cell);
        if found.is_none() {
            self.wrong(row, column, "csv/number", &[("found", cell)], wrongs);
        }
        found
    }

    /// As [`Sheet::number`], where a number is needed: a missing one is reported too.
    pub fn needed(&self, row: usize, column: usize, wrongs: &mut Wrongs) -> Option<f64> {
        let cell = self.cell(row, column);
        let found = parse(cell);
        if found.is_none() {
            self.wrong(row, column, "csv/number", &[("found", cell)], wrongs);
        }
        found
    }
}

/// Where a cell begins with a quotation mark that nothing closes: its line, and its place in the line.
fn unclosed(text: &str, separator: char) -> Option<(usize, usize)> {
    let (mut line, mut cell) = (1, 1);
    let mut open = None;
    // A cell begins here; the letter before closed one, and a second mark says that it is still open.
    let (mut begins, mut closed) = (true, None);
    for letter in text.chars() {
        let (was, just) = (begins, closed.take());
        begins = false;
        match (letter, open) {
            ('"', Some(_)) => (open, closed) = (None, open),
            ('"', None) if was => open = Some((line, cell)),
            ('"', None) => open = just,
            ('\n', Some(_)) => line += 1,
            ('\n', None) => (line, cell, begins) = (line + 1, 1, true),
            (mark, None) if mark == separator => (cell, begins) = (cell + 1, true),
            _ => {}
        }
    }
    open
}

/// The line of a record: its position is where the one before ended, and empty lines may follow there.
fn line_of(record: &csv::StringRecord, text: &str) -> usize {
    let Some(place) = record.position() else { return 1 };
    let (line, byte) = (usize::try_from(place.line()), usize::try_from(place.byte()));
    let rest = byte
        .ok()
        .and_then(|byte| text.as_bytes().get(byte..))
        .unwrap_or_default();
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    line.unwrap_or(1) + ends.filter(|byte| **byte == b'\n').count()
}

/// Whether a cell says that there is nothing: empty, `NA`, `.`, or one of the marks given.
#[must_use]
pub fn is_missing(cell: &str, missing: &[String]) -> bool {
    matches!(cell, "" | "NA" | ".") || missing.iter().any(|mark| mark == cell)
}

/// A finite number, with a decimal point or comma.
fn parse(cell: &str) -> Option<f64> {
    let number: f64 = cell.parse().or_else(|_| cell.replacen(',', ".", 1).parse()).ok()?;
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests are free of this rule")]

    use super::*;

    #[test]
    fn a_row_after_empty_lines_is_at_its_line() {
        let text = "a,b\n1,2\n\n\r\n3,4\n\n";
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let lines: Vec<usize> = reader.records().map(|record| line_of(&record.unwrap(), text)).collect();
        assert_eq!(lines, [2, 5]);
    }

    #[test]
    fn a_quotation_mark_that_nothing_closes_is_placed() {
        for closed in [
            "a,b\n1,2\n",
            "\"a\",b\n\"1\"\"2\",3\n",
            "a,b\n5\" pipe,2\n",
            "a,\"b\nc\"\n1,2\n",
            "",
            "\"\",\"\"\"\"\n",
        ] {
            assert_eq!(unclosed(closed, ','), None, "{closed}");
        }
        assert_eq!(unclosed("a,b\n1,\"2\n3,4\n", ','), Some((2, 2)));
        assert_eq!(unclosed("a;b\n\"x\n\";\"\"\"\n", ';'), Some((3, 2)));
        assert_eq!(unclosed("\"", ','), Some((1, 1)));
    }
}
