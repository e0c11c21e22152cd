//! Parameters of questions as a table: what `jalon calibrate` writes, and what it and `jalon link` read.
//!
//! Columns `item`, `a`, `b`, and `c`, `d` where there are any; a question of several points has no `b` but `b1`, `b2`…, and a column `model` that says
//! `graded` or `partial-credit`.

use crate::sheet::{Sheet, Wrongs};
use anyhow::Result;
use jalon_psychometrics::model::{Item, Model};
use std::path::Path;

/// Models of questions with several points, as the table names them.
const MODELS: [&str; 2] = ["graded", "partial-credit"];

/// The items of a table; what is wrong in it is in `wrongs`.
///
/// # Errors
/// The file cannot be read.
pub fn read(path: &Path, wrongs: &mut Wrongs) -> Result<Vec<(String, Item)>> {
    let sheet = Sheet::read(path, wrongs)?;
    let several = sheet.find("b1").is_some();
    let name = sheet.column("item", wrongs);
    let a = sheet.column("a", wrongs);
    let b = if several {
        sheet.find("b")
    } else {
        sheet.column("b", wrongs)
    };
    let (Some(name), Some(a)) = (name, a) else {
        return Ok(Vec::new());
    };
    let steps: Vec<usize> = (1..).map_while(|k| sheet.find(&format!("b{k}"))).collect();
    let mut all = Vec::new();
    sheet.once(name, wrongs);
    for row in 0..sheet.len() {
        let Some(slope) = sheet.needed(row, a, wrongs) else {
            continue;
        };
        let mut number = |column: Option<usize>| sheet.number(row, column?, &[], wrongs);
        let difficulty = number(b);
        let (lower, upper) = (number(sheet.find("c")), number(sheet.find("d")));
        let own: Vec<f64> = steps.iter().map_while(|&step| number(Some(step))).collect();
        let made = match (difficulty, own.is_empty()) {
            (Some(b), _) => Item::four_pl(slope, b, lower.unwrap_or(0.0), upper.unwrap_or(1.0)),
            (None, true) => {
                let at = b.or_else(|| steps.first().copied()).unwrap_or(a);
                // Said before, where the cell holds something else than a number.
                if sheet.cell(row, at).is_empty() {
                    sheet.wrong(row, at, "csv/number", &[("found", "")], wrongs);
                }
                continue;
            }
            (None, false) => {
                let column = sheet.find("model");
                match column.map_or("", |column| sheet.cell(row, column)) {
                    "graded" => Item::graded(slope, own),
                    "partial-credit" => Item::partial_credit(slope, own),
                    found => {
                        let args = [("found", found), ("options", &MODELS.join(", "))];
                        sheet.wrong(row, column.unwrap_or(a), "csv/option", &args, wrongs);
                        continue;
                    }
                }
            }
        };
        match made {
            Ok(item) => all.push((sheet.cell(row, name).to_owned(), item)),
            Err(why) => sheet.wrong(row, a, "csv/item", &[("why", &why.to_string())], wrongs),
        }
    }
    Ok(all)
}

/// The table of some items; steps have columns only where a question has several points.
#[must_use]
pub fn write(items: &[(&str, &Item)]) -> String {
    let most = items.iter().map(|(_, item)| item.categories() - 1).max().unwrap_or(1);
    let several = if most > 1 { most } else { 0 };
    let mut header = "item,a,b,c,d".to_owned();
    if several > 0 {
        header.push_str(",model");
        (1..=several).for_each(|k| header.push_str(&format!(",b{k}")));
    }
    let mut lines = vec![header];
    for (name, item) in items {
        let (b, c, d, model, steps) = match item.model() {
            Model::Rasch { b } | Model::TwoPl { b, .. } => (Some(*b), 0.0, 1.0, "", Vec::new()),
            Model::ThreePl { b, c, .. } => (Some(*b), *c, 1.0, "", Vec::new()),
            Model::FourPl { b, c, d, .. } => (Some(*b), *c, *d, "", Vec::new()),
            Model::Graded { thresholds, .. } => (None, 0.0, 1.0, "graded", thresholds.clone()),
            Model::PartialCredit { steps, .. } => (None, 0.0, 1.0, "partial-credit", steps.clone()),
            Model::RatingScale { b, taus } => {
                let steps = taus.iter().map(|tau| b + tau).collect();
                (None, 0.0, 1.0, "partial-credit", steps)
            }
        };
        let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        let asymptote = |value: f64| number(b.map(|_| value));
        let mut line = format!(
            "\"{}\",{},{},{},{}",
            name.replace('"', "\"\""),
            item.slope(),
            number(b),
            asymptote(c),
            asymptote(d)
        );
        if several > 0 {
            line.push_str(&format!(",{model}"));
            (0..several).for_each(|k| line.push_str(&format!(",{}", number(steps.get(k).copied()))));
        }
        lines.push(line);
    }
    lines.push(String::new());
    lines.join("\n")
}
