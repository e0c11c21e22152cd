//! `jalon link`: brings a new calibration onto the scale of an old one.

use crate::figures::{decimals, value};
use crate::formula as f;
use crate::output::Said;
use crate::parameters;
use crate::plots::Asked;
use crate::plots::questions::Linked;
use crate::sheet::{Wrongs, refused};
use anyhow::Result;
use jalon_messages::{Lang, calibration};
use jalon_psychometrics::linking::{Method, checked, link};
use jalon_psychometrics::model::Item;
use jalon_psychometrics::scale::Quadrature;
use serde_json::json;
use std::path::PathBuf;

/// What `jalon link` takes.
#[derive(Debug, clap::Args)]
#[group(id = "link")]
pub struct Arguments {
    /// Parameters of the new calibration, as `jalon calibrate --parameters` writes them: columns `item`, `a`, `b`, and `c`, `d` where there are any.
    pub new: PathBuf,
    /// Parameters of the old one; questions of one name are the anchors.
    pub old: PathBuf,
    /// An anchor whose robust z is beyond this drifted, and is left out.
    #[arg(long, default_value_t = 1.645, value_parser = positive, allow_negative_numbers = true)]
    pub limit: f64,
    /// Keeps every anchor.
    #[arg(long)]
    pub keep_all: bool,
    /// Plots.
    #[command(flatten)]
    pub asked: Asked,
}

fn positive(text: &str) -> Result<f64, String> {
    let found = text.parse().ok().filter(|found: &f64| *found > 0.0);
    found.ok_or_else(|| "expected a number above 0".to_owned())
}

/// Links two calibrations.
///
/// # Errors
/// A file cannot be read. What is wrong in the tables is what the command says.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let mut wrongs = Wrongs::default();
    let new = parameters::read(&arguments.new, &mut wrongs)?;
    let old = parameters::read(&arguments.old, &mut wrongs)?;
    if let Some(said) = wrongs.said(lang) {
        return Ok(said);
    }
    let mut names = Vec::new();
    let (mut x, mut y) = (Vec::new(), Vec::new());
    for (name, item) in &new {
        if let Some((_, other)) = old.iter().find(|(known, _)| known == name) {
            names.push(name.clone());
            x.push(item.clone());
            y.push(other.clone());
        }
    }
    let quadrature = Quadrature::standard();
    let limit = if arguments.keep_all {
        f64::INFINITY
    } else {
        arguments.limit
    };
    let found = match checked(&x, &y, Method::StockingLord(&quadrature), limit) {
        Ok(found) => found,
        Err(why) => {
            return Ok(refused(
                lang,
                why.code(),
                &[("found", x.len().to_string()), ("expected", y.len().to_string())],
            ));
        }
    };
    let mut figures = arguments.asked.figures(lang);
    let text = |number: f64| decimals(lang, number, 4);
    let shift = found.link.shift;
    let sign = if shift < -0.000_05 { '−' } else { '+' };
    figures.say(calibration::linked(
        lang,
        names.len(),
        &text(found.link.slope),
        &format!("{sign} {}", text(shift.abs())),
    ));
    let out: Vec<&str> = names
        .iter()
        .zip(&found.anchors)
        .filter(|(_, anchor)| anchor.drifted)
        .map(|(name, _)| name.as_str())
        .collect();
    figures.say(if out.is_empty() {
        calibration::no_drift(lang).to_owned()
    } else {
        calibration::drift(lang, &out.join(", "))
    });
    if found.too_many {
        figures.say(calibration::drift_too_many(lang));
    }
    // The four methods on the anchors that were kept.
    let keep = |items: &[Item]| -> Vec<Item> {
        items
            .iter()
            .zip(&found.anchors)
            .filter(|(_, anchor)| !anchor.drifted)
            .map(|(item, _)| item.clone())
            .collect()
    };
    let moved: Vec<Option<Item>> = x.iter().map(|item| found.link.item(item).ok()).collect();
    let linked: Vec<Linked<'_>> = names
        .iter()
        .zip(&found.anchors)
        .zip(y.iter().zip(&moved))
        .filter_map(|((name, anchor), (old, moved))| {
            Some(Linked {
                name,
                old,
                moved: moved.as_ref()?,
                z: if anchor.slope_z.abs() > anchor.difficulty_z.abs() {
                    anchor.slope_z
                } else {
                    anchor.difficulty_z
                },
                drifted: anchor.drifted,
            })
        })
        .collect();
    figures.draw(|plots| plots.anchors(&linked, limit));
    let (x, y) = (keep(&x), keep(&y));
    let mut rows = Vec::new();
    for (formula, method) in [
        (&f::MEAN_MEAN, Method::MeanMean),
        (&f::MEAN_SIGMA, Method::MeanSigma),
        (&f::HAEBARA, Method::Haebara(&quadrature)),
        (&f::STOCKING_LORD, Method::StockingLord(&quadrature)),
    ] {
        let name = figures.name(formula);
        let constants = link(&x, &y, method).ok();
        figures.within(
            "methods",
            formula.id.trim_start_matches("formula/"),
            json!({"A": value(constants.map(|c| c.slope)), "B": value(constants.map(|c| c.shift))}),
        );
        rows.push(vec![
            name,
            decimals(lang, constants.map(|c| c.slope), 5),
            decimals(lang, constants.map(|c| c.shift), 5),
        ]);
    }
    figures.table(
        calibration::table_constants(lang),
        vec![String::new(), "A".to_owned(), "B".to_owned()],
        rows,
    );
    let mut list = Vec::new();
    let mut rows = Vec::new();
    for (name, anchor) in names.iter().zip(&found.anchors) {
        list.push(json!({
            "item": name,
            "difference": value(anchor.difficulty),
            "z": value(anchor.difficulty_z),
            "slope-z": value(anchor.slope_z),
            "drifted": anchor.drifted,
        }));
        rows.push(vec![
            name.clone(),
            decimals(lang, anchor.difficulty, 3),
            decimals(lang, anchor.difficulty_z, 2),
            decimals(lang, anchor.slope_z, 2),
        ]);
    }
    let headers = vec![
        calibration::question(lang).to_owned(),
        "Δb".to_owned(),
        figures.name(&f::ROBUST_Z),
        "z(a)".to_owned(),
    ];
    figures.table(calibration::table_anchors(lang), headers, rows);
    figures.put("anchors", json!(list));
    figures.put("A", value(found.link.slope));
    figures.put("B", value(found.link.shift));
    arguments.asked.save(&mut figures)?;
    Ok(figures.said())
}
