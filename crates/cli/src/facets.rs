//! `jalon facets`: how severe raters are, and what each person would get from a rater of the middle.

use crate::figures::{Figures, decimals, value};
use crate::formula as f;
use crate::output::Said;
use crate::plots::Asked;
use crate::sheet::{Sheet, Wrongs, is_missing, refused};
use anyhow::Result;
use jalon_messages::{Lang, calibration};
use jalon_psychometrics::facets::{Element, Faceted, Rating, RefusedDesign, Run, Steps};
use serde_json::{Value, json};
use std::path::PathBuf;

/// What `jalon facets` takes.
#[derive(Debug, clap::Args)]
#[group(id = "facets")]
pub struct Arguments {
    /// Ratings: one line for what a rater gave a person, one column a criterion, categories from 0.
    pub ratings: PathBuf,
    /// The column of persons.
    #[arg(long, value_name = "COLUMN", default_value = "person")]
    pub person: String,
    /// The column of raters.
    #[arg(long, value_name = "COLUMN", default_value = "rater")]
    pub rater: String,
    /// A column that is no criterion; may be repeated.
    #[arg(long, value_name = "COLUMN")]
    pub ignore: Vec<String>,
    /// What a missing rating looks like, besides nothing, `NA` and `.`; may be repeated.
    #[arg(long, value_name = "TEXT")]
    pub missing: Vec<String>,
    /// Each criterion has steps of its own, instead of one rating scale for all.
    #[arg(long)]
    pub own_steps: bool,
    /// Plots.
    #[command(flatten)]
    pub asked: Asked,
}

/// Names in the order met, with their numbers.
fn number(names: &mut Vec<String>, name: &str) -> u32 {
    let place = names.iter().position(|known| known == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    });
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// Measures raters.
///
/// # Errors
/// A file cannot be read. What is wrong in the table is what the command says.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let mut wrongs = Wrongs::default();
    let sheet = Sheet::read(&arguments.ratings, &mut wrongs)?;
    let person = sheet.column(&arguments.person, &mut wrongs);
    let rater = sheet.column(&arguments.rater, &mut wrongs);
    let (mut persons, mut raters, mut ratings) = (Vec::new(), Vec::new(), Vec::new());
    let mut criteria: Vec<(usize, String)> = Vec::new();
    if let (Some(person), Some(rater)) = (person, rater) {
        for (column, name) in sheet.headers().iter().enumerate() {
            if column != person && column != rater && !arguments.ignore.contains(name) {
                criteria.push((column, name.clone()));
            }
        }
        for row in 0..sheet.len() {
            for (item, (column, _)) in (0_u32..).zip(&criteria) {
                let cell = sheet.cell(row, *column);
                if is_missing(cell, &arguments.missing) {
                    continue;
                }
                match cell.parse::<u8>() {
                    Ok(category) if category < 32 => ratings.push(Rating {
                        person: number(&mut persons, sheet.cell(row, person)),
                        item,
                        rater: number(&mut raters, sheet.cell(row, rater)),
                        category,
                    }),
                    _ => sheet.wrong(row, *column, "csv/whole", &[("found", cell)], &mut wrongs),
                }
            }
        }
    }
    if let Some(said) = wrongs.said(lang) {
        return Ok(said);
    }
    let steps = if arguments.own_steps {
        Steps::ByItem
    } else {
        Steps::Common
    };
    let mut run = match Run::start(&ratings, steps) {
        Ok(run) => run,
        Err(why) => return Ok(refused(lang, why.code(), &details(&why, &raters, &criteria))),
    };
    while let Some(progress) = run.cycle() {
        crate::calibrate::cycle(lang, progress.cycle, progress.change);
    }
    let found = run.finish();
    let criteria: Vec<String> = criteria.into_iter().map(|(_, name)| name).collect();
    let mut figures = arguments.asked.figures(lang);
    say(&mut figures, &found, &raters, &criteria, &persons);
    figures.draw(|plots| plots.facets(&found, &raters, &criteria));
    arguments.asked.save(&mut figures)?;
    Ok(figures.said())
}

fn details(why: &RefusedDesign, raters: &[String], criteria: &[(usize, String)]) -> Vec<(&'static str, String)> {
    let named = |subsets: &[Vec<u32>], name: &dyn Fn(u32) -> String| -> String {
        let set = |set: &Vec<u32>| set.iter().map(|&one| name(one)).collect::<Vec<_>>().join(", ");
        subsets.iter().map(set).collect::<Vec<_>>().join(" | ")
    };
    let rater = |one: u32| raters.get(one as usize).cloned().unwrap_or_default();
    let item = |one: u32| {
        criteria
            .get(one as usize)
            .map(|(_, name)| name.clone())
            .unwrap_or_default()
    };
    match why {
        RefusedDesign::RatersApart { subsets } => vec![("subsets", named(subsets, &rater))],
        RefusedDesign::ItemsApart { subsets } => vec![("subsets", named(subsets, &item))],
        RefusedDesign::EmptyCategory { category, .. } => vec![("category", category.to_string())],
        RefusedDesign::Extreme { element, .. } => vec![("element", element.to_string())],
        _ => Vec::new(),
    }
}

fn say(figures: &mut Figures, found: &Faceted, raters: &[String], criteria: &[String], persons: &[String]) {
    let lang = figures.lang();
    figures.say(calibration::faceted(lang, persons.len(), criteria.len(), raters.len()));
    let name = |one: Option<(usize, &Element)>| one.and_then(|(place, _)| raters.get(place)).map_or("", String::as_str);
    let by_measure = || found.raters.iter().enumerate();
    let severe = by_measure().max_by(|x, y| x.1.measure.total_cmp(&y.1.measure));
    let lenient = by_measure().min_by(|x, y| x.1.measure.total_cmp(&y.1.measure));
    if let (Some(high), Some(low)) = (severe, lenient)
        && raters.len() > 1
    {
        let apart = low.1.fair - high.1.fair;
        // What rounds to nothing is no difference to name people for.
        if apart >= 0.005 {
            let apart = format!("{apart:.2}");
            figures.say(calibration::severest(lang, name(severe), name(lenient), &apart));
        }
    }
    if !found.converged {
        figures.say(refused(lang, "calibration/not-converged", &[("change", String::new())]).text);
    }
    for (title, key, names, elements) in [
        (calibration::table_raters(lang), "raters", raters, &found.raters),
        (calibration::table_criteria(lang), "criteria", criteria, &found.items),
    ] {
        let headers = vec![
            String::new(),
            figures.name(&f::MEASURE),
            "±".to_owned(),
            calibration::given(lang).to_owned(),
            figures.name(&f::FAIR),
            figures.name(&f::INFIT),
            figures.name(&f::OUTFIT),
        ];
        let mut list = Vec::new();
        let mut rows = Vec::new();
        for (name, one) in names.iter().zip(elements) {
            let (infit, outfit) = (
                one.fit.map(|fit| fit.infit.mean_square),
                one.fit.map(|fit| fit.outfit.mean_square),
            );
            list.push(json!({
                "name": name,
                "measure": value(one.measure),
                "error": value(one.error),
                "ratings": one.ratings,
                "observed": value(one.observed),
                "fair": value(one.fair),
                "infit": value(infit),
                "outfit": value(outfit),
                "steps": one.steps.iter().map(|step| value(*step)).collect::<Vec<Value>>(),
            }));
            rows.push(vec![
                name.clone(),
                decimals(lang, one.measure, 3),
                decimals(lang, one.error, 3),
                decimals(lang, one.observed, 2),
                decimals(lang, one.fair, 2),
                decimals(lang, infit, 2),
                decimals(lang, outfit, 2),
            ]);
        }
        figures.table(title, headers, rows);
        figures.put(key, Value::Array(list));
    }
    let list: Vec<Value> = persons
        .iter()
        .zip(&found.persons)
        .map(|(name, one)| {
            json!({
                "name": name,
                "measure": value(one.theta),
                "error": value(one.error),
                "observed": value(one.observed),
                "fair": value(one.fair),
            })
        })
        .collect();
    figures.put("persons", Value::Array(list));
    let separation = found.rater_separation;
    figures.put("deviance", value(found.deviance));
    figures.put("sd", value(found.sd));
    figures.put("rater-separation", value(separation.map(|one| one.separation)));
    figures.put("rater-p", value(separation.map(|one| one.p)));
    figures.put("converged", json!(found.converged));
    figures.list(
        calibration::table_whole(lang),
        vec![
            (&f::DEVIANCE, decimals(lang, found.deviance, 3)),
            (&f::EMPIRICAL, decimals(lang, found.reliability, 3)),
            (&f::SEPARATION, decimals(lang, separation.map(|one| one.separation), 2)),
        ],
    );
}
