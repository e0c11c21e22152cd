//! `jalon agreement`: how far raters agree, from a table of ratings.

mod tables;

use crate::figures::Figures;
use crate::formula as f;
use crate::output::Said;
use crate::plots::Asked;
use crate::sheet::{Sheet, Wrongs, is_missing, refused};
use anyhow::Result;
use jalon_messages::{Lang, analysis};
use jalon_psychometrics::agreement::{
    Metric, Ratings, Refused, Scores, Weights, concordance, conger, exact_agreement, fleiss, gwet, krippendorff, light,
};
use serde_json::json;
use std::path::PathBuf;
use tables::{Coefficient, Coefficients, categories, intraclass, pairs};

/// What `jalon agreement` takes.
#[derive(Debug, clap::Args)]
#[group(id = "agreement")]
pub struct Arguments {
    /// Ratings: one line a case, one column a rater.
    pub ratings: PathBuf,
    /// All categories, in order, used or not: `A,B,C`. Without it, those of the data.
    #[arg(long, value_delimiter = ',')]
    pub categories: Vec<String>,
    /// What the categories are. Numbers get intraclass correlations too.
    #[arg(long, value_enum, default_value = "nominal")]
    pub scale: Scale,
    /// How much a disagreement costs, for kappa and Gwet's coefficient; by the scale when not said: whole for names, by its square otherwise.
    #[arg(long, value_enum)]
    pub weights: Option<Cost>,
    /// Confidence of the intervals.
    #[arg(long, default_value_t = 0.95, value_parser = share, allow_negative_numbers = true)]
    pub confidence: f64,
    /// A column that is no rater; may be repeated.
    #[arg(long, value_name = "COLUMN")]
    pub ignore: Vec<String>,
    /// What a missing rating looks like, besides nothing, `NA` and `.`; may be repeated.
    #[arg(long, value_name = "TEXT")]
    pub missing: Vec<String>,
    /// Plots.
    #[command(flatten)]
    pub asked: Asked,
}

/// A number between 0 and 1, both left out.
///
/// # Errors
/// It is not one.
pub fn share(text: &str) -> Result<f64, String> {
    let found: f64 = text.parse().map_err(|_| "expected a number".to_owned())?;
    if found > 0.0 && found < 1.0 {
        Ok(found)
    } else {
        Err("expected a number between 0 and 1".to_owned())
    }
}

/// What the categories are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Scale {
    /// Names.
    Nominal,
    /// Names in order.
    Ordinal,
    /// Numbers whose differences count.
    Interval,
    /// Numbers whose ratios count, from 0 up.
    Ratio,
}

/// How much a disagreement costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Cost {
    /// Every disagreement is whole.
    Unweighted,
    /// By the number of categories between the two.
    Linear,
    /// By its square.
    Quadratic,
}

/// Ratings as read.
struct Table {
    raters: Vec<String>,
    labels: Vec<String>,
    declared: bool,
    rows: Vec<Vec<Option<u16>>>,
    numbers: Vec<Vec<Option<f64>>>,
}

/// Measures the agreement.
///
/// # Errors
/// The file cannot be read. What is wrong in it is what the command says.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let mut wrongs = Wrongs::default();
    let sheet = Sheet::read(&arguments.ratings, &mut wrongs)?;
    let table = read(&sheet, arguments, &mut wrongs);
    if let Some(said) = wrongs.said(lang) {
        return Ok(said);
    }
    let Ok(size) = u16::try_from(table.labels.len()) else {
        return Ok(refused(lang, Refused::Weights.code(), &[]));
    };
    let ratings = match Ratings::from_rows(&table.rows, size) {
        Ok(ratings) => ratings,
        Err(why) => return Ok(refused(lang, why.code(), &[])),
    };
    let mut figures = arguments.asked.figures(lang);
    let weights = match arguments.weights {
        Some(Cost::Unweighted) => Weights::Unweighted,
        Some(Cost::Linear) => Weights::Linear,
        Some(Cost::Quadratic) => Weights::Quadratic,
        None if arguments.scale == Scale::Nominal => Weights::Unweighted,
        None => Weights::Quadratic,
    };
    opening(&mut figures, &table, &ratings);
    let mut found = Coefficients::new(&mut figures);
    found.of(&f::EXACT, exact_agreement(&ratings).map(Coefficient::alone));
    many(&mut found, &ratings, &weights, arguments.confidence);
    let scores = numbers(arguments, &table);
    alphas(&mut found, arguments, scores.as_ref());
    if arguments.scale != Scale::Nominal {
        let ordered = scores.as_ref().map_err(|why| *why);
        found.of(
            &f::KENDALL,
            ordered.and_then(concordance).map(|w| Coefficient::alone(w.w)),
        );
    }
    found.close();
    pairs(&mut figures, &table, &ratings, &weights, arguments.confidence);
    categories(&mut figures, &table, &ratings);
    if matches!(arguments.scale, Scale::Interval | Scale::Ratio)
        && let Ok(scores) = &scores
    {
        intraclass(&mut figures, scores, arguments.confidence);
    }
    arguments.asked.save(&mut figures)?;
    Ok(figures.said())
}

fn read(sheet: &Sheet, arguments: &Arguments, wrongs: &mut Wrongs) -> Table {
    let columns: Vec<usize> = (0..sheet.headers().len())
        .filter(|&column| {
            sheet
                .headers()
                .get(column)
                .is_some_and(|name| !arguments.ignore.contains(name))
        })
        .collect();
    let numeric = matches!(arguments.scale, Scale::Interval | Scale::Ratio);
    let missing = |cell: &str| is_missing(cell, &arguments.missing);
    let declared = !arguments.categories.is_empty();
    let labels = if declared {
        arguments.categories.clone()
    } else {
        found_categories(sheet, &columns, &missing)
    };
    let mut numbers = Vec::with_capacity(sheet.len());
    let mut rows = Vec::with_capacity(sheet.len());
    for row in 0..sheet.len() {
        let mut cells = Vec::with_capacity(columns.len());
        let mut values = Vec::with_capacity(columns.len());
        for &column in &columns {
            let cell = sheet.cell(row, column);
            if numeric {
                values.push(sheet.number(row, column, &arguments.missing, wrongs));
            }
            let place = labels
                .iter()
                .position(|label| label == cell)
                .and_then(|place| u16::try_from(place).ok());
            if place.is_none() && !missing(cell) {
                sheet.wrong(row, column, "csv/category", &[("found", cell)], wrongs);
            }
            cells.push(if missing(cell) { None } else { place });
        }
        rows.push(cells);
        numbers.push(values);
    }
    let raters = columns
        .iter()
        .filter_map(|&column| sheet.headers().get(column).cloned())
        .collect();
    Table {
        raters,
        labels,
        declared,
        rows,
        numbers,
    }
}

/// The categories met: numbers in their order when all are numbers, names in theirs.
fn found_categories(sheet: &Sheet, columns: &[usize], missing: &dyn Fn(&str) -> bool) -> Vec<String> {
    let cells = columns
        .iter()
        .flat_map(|&column| sheet.cells(column))
        .filter(|cell| !missing(cell));
    let all: std::collections::BTreeSet<&str> = cells.collect();
    let mut labels: Vec<(Option<f64>, &str)> = all
        .into_iter()
        .map(|label| (label.parse().ok().filter(|n: &f64| n.is_finite()), label))
        .collect();
    if labels.iter().all(|(number, _)| number.is_some()) {
        labels.sort_by(|a, b| a.0.unwrap_or(0.0).total_cmp(&b.0.unwrap_or(0.0)));
    }
    labels.into_iter().map(|(_, label)| label.to_owned()).collect()
}

/// The ratings as numbers: themselves, or the rank of their category.
fn numbers(arguments: &Arguments, table: &Table) -> Result<Scores, Refused> {
    if matches!(arguments.scale, Scale::Interval | Scale::Ratio) {
        return Scores::from_rows(&table.numbers);
    }
    let rank = |cell: &Option<u16>| cell.map(f64::from);
    let rows: Vec<Vec<Option<f64>>> = table.rows.iter().map(|row| row.iter().map(rank).collect()).collect();
    Scores::from_rows(&rows)
}

fn opening(figures: &mut Figures, table: &Table, ratings: &Ratings) {
    let lang = figures.lang();
    figures.say(analysis::rated(
        lang,
        ratings.subjects(),
        ratings.raters(),
        ratings.categories(),
    ));
    if table.declared {
        let unused: Vec<&str> = table
            .labels
            .iter()
            .enumerate()
            .filter(|(place, _)| {
                !table
                    .rows
                    .iter()
                    .flatten()
                    .flatten()
                    .any(|cell| usize::from(*cell) == *place)
            })
            .map(|(_, label)| label.as_str())
            .collect();
        if !unused.is_empty() {
            figures.say(analysis::categories_unused(lang, &unused.join(", ")));
        }
    } else {
        figures.say(analysis::categories_found(lang, &table.labels.join(", ")));
    }
    if let Ok(all) = exact_agreement(ratings) {
        figures.say(analysis::all_agree(lang, &format!("{:.1}", 100.0 * all)));
    }
    figures.put("cases", json!(ratings.subjects()));
    figures.put("raters", json!(table.raters));
    figures.put("categories", json!(table.labels));
}

fn many(found: &mut Coefficients<'_>, ratings: &Ratings, weights: &Weights, confidence: f64) {
    let counts = ratings.counts();
    let ac = gwet(&counts, weights, confidence);
    if let Ok(ac) = &ac {
        let lang = found.figures.lang();
        let text = |value: f64| format!("{value:.2}");
        let sentence = analysis::many_agree(lang, &text(ac.value), &text(ac.bounds.low), &text(ac.bounds.high));
        found.figures.say(sentence);
    }
    let kind = if *weights == Weights::Unweighted { "AC1" } else { "AC2" };
    let ac = ac.map(|ac| Coefficient {
        value: ac.value,
        error: Some(ac.error),
        bounds: Some(ac.bounds),
        expected: Some(ac.expected),
    });
    found.named(&f::GWET, kind, ac);
    let plain = |value: f64, expected: f64| Coefficient {
        expected: Some(expected),
        ..Coefficient::alone(value)
    };
    found.of(&f::FLEISS, fleiss(&counts).map(|k| plain(k.value, k.expected)));
    found.of(&f::CONGER, conger(ratings).map(|k| plain(k.value, k.expected)));
    found.of(
        &f::LIGHT,
        light(ratings).map(|k| Coefficient {
            error: k.error,
            ..Coefficient::alone(k.value)
        }),
    );
}

fn alphas(found: &mut Coefficients<'_>, arguments: &Arguments, scores: Result<&Scores, &Refused>) {
    let lang = found.figures.lang();
    let all = [
        (Metric::Nominal, analysis::scale_nominal(lang)),
        (Metric::Ordinal, analysis::scale_ordinal(lang)),
        (Metric::Interval, analysis::scale_interval(lang)),
        (Metric::Ratio, analysis::scale_ratio(lang)),
    ];
    let last = match arguments.scale {
        Scale::Nominal => 1,
        Scale::Ordinal => 2,
        Scale::Interval => 3,
        Scale::Ratio => 4,
    };
    for (metric, name) in all.into_iter().take(last) {
        let alpha = scores
            .map_err(|why| *why)
            .and_then(|scores| krippendorff(scores, metric));
        found.named(&f::KRIPPENDORFF, name, alpha.map(Coefficient::alone));
    }
}
