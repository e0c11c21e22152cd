//! Answers of people as a table: marks, or options chosen with their key.

use crate::sheet::{Sheet, Wrongs, is_missing};
use anyhow::Result;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// How a table of answers is read.
#[derive(Debug, Clone, clap::Args)]
pub struct Source {
    /// Answers: one line a person, one column a question; marks, or options chosen when `--items` gives the keys.
    pub answers: PathBuf,
    /// Questions: columns `item`, and as wanted `key` (several right options: `A|C`), `options` (`A|B|C|D`), `maximum`, `guess` (0 to 1). Only
    /// these columns of the answers are then read. Without it, every column is a question, whose maximum is the highest mark met, 1 at least.
    #[arg(long)]
    pub items: Option<PathBuf>,
    /// A column that is no question; may be repeated.
    #[arg(long, value_name = "COLUMN")]
    pub ignore: Vec<String>,
    /// The column that says how many people gave this line.
    #[arg(long, value_name = "COLUMN")]
    pub count: Option<String>,
    /// What a missing answer looks like, besides nothing, `NA` and `.`; may be repeated.
    #[arg(long, value_name = "TEXT")]
    pub missing: Vec<String>,
}

/// Answers with their marks.
#[derive(Debug, Default)]
pub struct Marked {
    /// Names of the questions.
    pub names: Vec<String>,
    /// Marks, one row a person.
    pub rows: Vec<Vec<Option<f64>>>,
    /// For each person, the row of the sheet.
    pub lines: Vec<usize>,
    /// Maximum of each question.
    pub maxima: Vec<f64>,
    /// What a guess at random earns on each question, where it is known.
    pub guesses: Vec<Option<f64>>,
    /// Options of each question that has a key.
    pub options: Vec<Option<Options>>,
}

/// Options of a question.
#[derive(Debug)]
pub struct Options {
    /// Their names, in order.
    pub labels: Vec<String>,
    /// Which are right.
    pub keys: Vec<u16>,
    /// What each person chose.
    pub chosen: Vec<Option<u16>>,
}

/// People counted at most.
const PEOPLE: f64 = 20_000_000.0;

/// What the table of questions says of one.
struct Item {
    column: usize,
    name: String,
    keys: Vec<String>,
    labels: Vec<String>,
    maximum: Option<f64>,
    guess: Option<f64>,
}

/// Reads answers, without the columns in `aside`; the sheet is given back for what else it holds.
///
/// # Errors
/// A file cannot be read. What is wrong in it is in `wrongs`.
pub fn read(source: &Source, aside: &[&str], wrongs: &mut Wrongs) -> Result<(Sheet, Marked)> {
    let sheet = Sheet::read(&source.answers, wrongs)?;
    let mut marked = Marked::default();
    let items = match &source.items {
        Some(path) => declared(&sheet, &Sheet::read(path, wrongs)?, wrongs),
        None => undeclared(&sheet, source, aside),
    };
    for row in 0..sheet.len() {
        for _ in 0..people(&sheet, row, source.count.as_deref(), wrongs) {
            marked.lines.push(row);
        }
        if marked.lines.len() as f64 > PEOPLE {
            break;
        }
    }
    let mut rows: Vec<Vec<Option<f64>>> = vec![Vec::with_capacity(items.len()); sheet.len()];
    for item in &items {
        let options = (!item.keys.is_empty()).then(|| options(&sheet, item, &source.missing, wrongs));
        let mut highest = 1.0_f64;
        for (row, cells) in rows.iter_mut().enumerate() {
            let mark = match &options {
                Some(options) => {
                    let chosen = options.chosen.get(row).copied().flatten();
                    let right = |chosen: u16| if options.keys.contains(&chosen) { 1.0 } else { 0.0 };
                    chosen.map(|chosen| right(chosen) * item.maximum.unwrap_or(1.0))
                }
                None => sheet.number(row, item.column, &source.missing, wrongs),
            };
            if let (Some(mark), Some(most)) = (mark, item.maximum)
                && mark > most
            {
                let (found, most) = (sheet.cell(row, item.column).to_owned(), most.to_string());
                sheet.wrong(
                    row,
                    item.column,
                    "csv/above",
                    &[("found", &found), ("most", &most)],
                    wrongs,
                );
            }
            highest = highest.max(mark.unwrap_or(0.0));
            cells.push(mark);
        }
        marked.names.push(item.name.clone());
        marked.maxima.push(item.maximum.unwrap_or(highest));
        marked.guesses.push(item.guess.or_else(|| {
            let options = options.as_ref()?;
            Some(options.keys.len() as f64 / options.labels.len() as f64)
        }));
        marked.options.push(options.map(|options| {
            Options {
                chosen: marked
                    .lines
                    .iter()
                    .map(|&row| options.chosen.get(row).copied().flatten())
                    .collect(),
                ..options
            }
        }));
    }
    marked.rows = match source.count {
        // One person a line: no second copy.
        None => rows,
        Some(_) => marked.lines.iter().filter_map(|&row| rows.get(row).cloned()).collect(),
    };
    Ok((sheet, marked))
}

fn undeclared(sheet: &Sheet, source: &Source, aside: &[&str]) -> Vec<Item> {
    let is_item = |name: &String| {
        !source.ignore.contains(name) && source.count.as_ref() != Some(name) && !aside.contains(&name.as_str())
    };
    let columns = sheet.headers().iter().enumerate().filter(|(_, name)| is_item(name));
    columns
        .map(|(column, name)| Item {
            column,
            name: name.clone(),
            keys: Vec::new(),
            labels: Vec::new(),
            maximum: None,
            guess: None,
        })
        .collect()
}

fn declared(sheet: &Sheet, table: &Sheet, wrongs: &mut Wrongs) -> Vec<Item> {
    let Some(names) = table.column("item", wrongs) else {
        return Vec::new();
    };
    let split = |row: usize, name: &str| -> Vec<String> {
        let cell = table.find(name).map_or("", |column| table.cell(row, column));
        cell.split('|')
            .map(str::trim)
            .filter(|label| !label.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let mut items = Vec::new();
    table.once(names, wrongs);
    for row in 0..table.len() {
        let name = table.cell(row, names).to_owned();
        let Some(column) = sheet.find(&name) else {
            table.wrong(row, names, "csv/unknown", &[("name", &name)], wrongs);
            continue;
        };
        let mut number = |name: &str, low: f64, high: f64, code: &'static str| {
            let column = table.find(name)?;
            let found = table.number(row, column, &[], wrongs)?;
            if found > low && found <= high || (found == 0.0 && code == "csv/share") {
                return Some(found);
            }
            let cell = table.cell(row, column).to_owned();
            table.wrong(row, column, code, &[("found", &cell)], wrongs);
            None
        };
        let maximum = number("maximum", 0.0, f64::MAX, "csv/number");
        let guess = number("guess", 0.0, 1.0, "csv/share");
        let (keys, labels) = (split(row, "key"), split(row, "options"));
        if !labels.is_empty()
            && let Some(key) = keys.iter().find(|key| !labels.contains(key))
        {
            let (at, all) = (table.find("key").unwrap_or(0), labels.join(", "));
            table.wrong(row, at, "csv/option", &[("found", key), ("options", &all)], wrongs);
        }
        items.push(Item {
            column,
            name,
            keys,
            labels,
            maximum,
            guess,
        });
    }
    items
}

/// The options of a question with a key: those declared, or those met in the answers, in order.
fn options(sheet: &Sheet, item: &Item, missing: &[String], wrongs: &mut Wrongs) -> Options {
    let labels = if item.labels.is_empty() {
        let met = sheet.cells(item.column).filter(|cell| !is_missing(cell, missing));
        let all: BTreeSet<&str> = met.chain(item.keys.iter().map(String::as_str)).collect();
        all.into_iter().map(str::to_owned).collect()
    } else {
        item.labels.clone()
    };
    let place = |label: &str| {
        let found = labels.iter().position(|known| known == label);
        found.and_then(|place| u16::try_from(place).ok())
    };
    let mut chosen = Vec::with_capacity(sheet.len());
    for row in 0..sheet.len() {
        let cell = sheet.cell(row, item.column);
        let found = if is_missing(cell, missing) { None } else { place(cell) };
        if found.is_none() && !is_missing(cell, missing) {
            let all = labels.join(", ");
            sheet.wrong(
                row,
                item.column,
                "csv/option",
                &[("found", cell), ("options", &all)],
                wrongs,
            );
        }
        chosen.push(found);
    }
    let keys = item.keys.iter().filter_map(|key| place(key)).collect();
    Options { labels, keys, chosen }
}

/// How many people a line stands for.
fn people(sheet: &Sheet, row: usize, count: Option<&str>, wrongs: &mut Wrongs) -> usize {
    let Some(name) = count else { return 1 };
    let Some(column) = sheet.find(name) else {
        if row == 0 {
            let _ = sheet.column(name, wrongs);
        }
        return 1;
    };
    let cell = sheet.cell(row, column);
    match cell.parse::<u32>() {
        Ok(people) if f64::from(people) <= PEOPLE => people as usize,
        _ => {
            sheet.wrong(row, column, "csv/count", &[("found", cell)], wrongs);
            0
        }
    }
}
