//! How figures are shown: sentences first, then tables, then what each number is and who defined it.

use crate::formula::Formula;
use crate::output::{Said, say};
use crate::plots::Plots;
use jalon_base::sorted::SortedMap;
use jalon_messages::{Lang, analysis};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What a command found, for people and for machines.
#[derive(Debug)]
pub struct Figures {
    lang: Lang,
    sentences: Vec<String>,
    tables: Vec<Table>,
    json: Map<String, Value>,
    used: Vec<&'static Formula>,
    plots: Option<Plots>,
}

/// A table for people.
#[derive(Debug)]
pub struct Table {
    title: String,
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Figures {
    /// Nothing yet.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self {
            lang,
            sentences: Vec::new(),
            tables: Vec::new(),
            json: Map::new(),
            used: Vec::new(),
            plots: None,
        }
    }

    /// The same, with plots where there are to be some.
    #[must_use]
    pub fn drawing(mut self, plots: Option<Plots>) -> Self {
        self.plots = plots;
        self
    }

    /// Draws, where plots are wanted.
    pub fn draw(&mut self, with: impl FnOnce(&mut Plots)) {
        if let Some(plots) = &mut self.plots {
            with(plots);
        }
    }

    /// What was drawn, once.
    pub fn drawn(&mut self) -> Option<Plots> {
        self.plots.take()
    }

    /// The language spoken.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// Adds a sentence.
    pub fn say(&mut self, sentence: impl Into<String>) {
        self.sentences.push(sentence.into());
    }

    /// Adds a member to the document for machines.
    pub fn put(&mut self, name: &str, value: Value) {
        self.json.insert(name.to_owned(), value);
    }

    /// Adds a member to an object of the document for machines.
    pub fn within(&mut self, object: &str, name: &str, value: Value) {
        let entry = self.json.entry(object.to_owned()).or_insert_with(|| json!({}));
        if let Value::Object(members) = entry {
            members.insert(name.to_owned(), value);
        }
    }

    /// The name of a figure in words; its formula and source are told at the end.
    pub fn name(&mut self, formula: &'static Formula) -> String {
        if !self.used.iter().any(|used| used.id == formula.id) {
            self.used.push(formula);
        }
        name_of(self.lang, formula)
    }

    /// Adds a table.
    pub fn table(&mut self, title: impl Into<String>, headers: Vec<String>, rows: Vec<Vec<String>>) {
        self.tables.push(Table {
            title: title.into(),
            headers,
            rows,
        });
    }

    /// Adds a table of figures, one a row: name and value.
    pub fn list(&mut self, title: impl Into<String>, rows: Vec<(&'static Formula, String)>) {
        let rows = rows
            .into_iter()
            .map(|(formula, value)| vec![self.name(formula), value])
            .collect();
        self.table(title, vec![String::new(), String::new()], rows);
    }

    /// What the command says.
    #[must_use]
    pub fn said(self) -> Said {
        let mut text = self.sentences.join("\n");
        for table in &self.tables {
            text.push_str("\n\n");
            text.push_str(&table.text());
        }
        if !self.used.is_empty() {
            text.push_str("\n\n");
            text.push_str(analysis::formulas(self.lang));
            for formula in &self.used {
                let name = name_of(self.lang, formula);
                let says = formula_of(self.lang, formula);
                text.push_str(&format!("\n  {name} = {says} ({})", formula.source));
            }
        }
        let formulas: BTreeMap<&str, Value> = self
            .used
            .iter()
            .map(|formula| {
                let name = name_of(self.lang, formula);
                (
                    formula.id,
                    json!({"name": name, "formula": formula_of(self.lang, formula), "source": formula.source}),
                )
            })
            .collect();
        let mut json = self.json;
        json.insert("sentences".to_owned(), json!(self.sentences));
        json.insert("formulas".to_owned(), json!(formulas));
        Said::done(Value::Object(json), text)
    }
}

fn name_of(lang: Lang, formula: &Formula) -> String {
    say(lang, formula.id, &SortedMap::new())
}

/// The formula, in symbols, or in words where it takes words.
fn formula_of(lang: Lang, formula: &Formula) -> String {
    if formula.formula.is_empty() {
        say(lang, &formula.id.replacen("formula/", "says/", 1), &SortedMap::new())
    } else {
        formula.formula.to_owned()
    }
}

impl Table {
    fn text(&self) -> String {
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells
                .chain(self.headers.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.headers.len()).map(width).collect();
        let line = |cells: &[String]| -> String {
            let padded: Vec<String> = cells
                .iter()
                .zip(&widths)
                .enumerate()
                .map(|(column, (cell, width))| {
                    let blank = " ".repeat(width.saturating_sub(cell.chars().count()));
                    // Names to the left, figures to the right.
                    if column == 0 {
                        format!("{cell}{blank}")
                    } else {
                        format!("{blank}{cell}")
                    }
                })
                .collect();
            format!("  {}", padded.join("  ").trim_end())
        };
        let mut lines = vec![self.title.clone()];
        if self.headers.iter().any(|header| !header.is_empty()) {
            lines.push(line(&self.headers));
        }
        lines.extend(self.rows.iter().map(|row| line(row)));
        lines.join("\n")
    }
}

/// A number with so many decimals, in the language; a dash for none, and for what is infinite or no number.
#[must_use]
pub fn decimals(lang: Lang, value: impl Into<Option<f64>>, digits: usize) -> String {
    match value.into() {
        Some(value) if value.is_finite() => {
            let text = format!("{value:.digits$}");
            // −0.00 is 0.
            let zero = text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
            jalon_messages::decimal(lang, if zero { text.trim_start_matches('-') } else { &text })
        }
        _ => "–".to_owned(),
    }
}

/// A p-value: "< 0,001" below that.
#[must_use]
pub fn p_value(lang: Lang, value: impl Into<Option<f64>>) -> String {
    match value.into() {
        Some(p) if p < 0.001 => format!("< {}", decimals(lang, 0.001, 3)),
        other => decimals(lang, other, 3),
    }
}

/// A number for machines: null for what is infinite or no number.
#[must_use]
pub fn value(number: impl Into<Option<f64>>) -> Value {
    number
        .into()
        .and_then(serde_json::Number::from_f64)
        .map_or(Value::Null, Value::Number)
}
