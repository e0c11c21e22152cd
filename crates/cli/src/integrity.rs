//! `jalon integrity`: lists for people to look at. Nothing here is a proof, and nothing is a sanction.

use crate::calibrate::{responses, turn};
use crate::figures::{Figures, decimals, p_value, value};
use crate::formula as f;
use crate::marked::{self, Marked, Source};
use crate::output::Said;
use crate::plots::Asked;
use crate::plots::people::EFFORT;
use crate::sheet::{Sheet, Wrongs, refused};
use anyhow::Result;
use jalon_messages::{Lang, calibration};
use jalon_psychometrics::calibrate::{Kind, Plan, Run};
use jalon_psychometrics::estimate::{Answer, Method, estimate};
use jalon_psychometrics::integrity::{
    Correction, Nominal, copying, discoveries, effort, effort_moderated, lz_star, rapid,
};
use jalon_psychometrics::model::Item;
use jalon_psychometrics::numeric::normal;
use jalon_psychometrics::scale::{Quadrature, Range};
use jalon_psychometrics::{MISSING, Responses};
use serde_json::json;
use std::path::PathBuf;

/// What `jalon integrity` takes.
#[derive(Debug, clap::Args)]
#[group(id = "integrity")]
pub struct Arguments {
    /// The table of answers and how it is read.
    #[command(flatten)]
    pub source: Source,
    /// Seconds spent: a table with the same questions as columns and the same people as lines.
    #[arg(long, value_name = "FILE")]
    pub times: Option<PathBuf>,
    /// Compares the options of every pair of people; takes the keys of `--items`. Long on large tables.
    #[arg(long)]
    pub pairs: bool,
    /// Share of false names to expect on a list.
    #[arg(long, default_value_t = 0.05, value_parser = crate::agreement::share, allow_negative_numbers = true)]
    pub rate: f64,
    /// Plots.
    #[command(flatten)]
    pub asked: Asked,
}

/// Looks for signals.
///
/// # Errors
/// A file cannot be read. What is wrong in the tables is what the command says.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let mut wrongs = Wrongs::default();
    let (sheet, marked) = marked::read(&arguments.source, &[], &mut wrongs)?;
    let table = responses(&sheet, &marked, &mut wrongs);
    let times = match &arguments.times {
        Some(path) => Some(seconds(path, &sheet, &marked, &mut wrongs)?),
        None => None,
    };
    if let Some(said) = wrongs.said(lang) {
        return Ok(said);
    }
    let Some(table) = table else {
        return Ok(refused(lang, "responses/no-person", &[]));
    };
    let mut figures = arguments.asked.figures(lang);
    figures.say(calibration::only_signals(lang));
    let items = match answers(&mut figures, arguments, &marked, &table) {
        Ok(items) => items,
        Err(said) => return Ok(said),
    };
    if let Some(times) = times {
        fast(&mut figures, &marked, &times, (&table, &items));
    }
    if arguments.pairs {
        alike(&mut figures, arguments, &marked);
    }
    arguments.asked.save(&mut figures)?;
    Ok(figures.said())
}

/// The line of a person in the file, from 1, the heading counted.
fn line(marked: &Marked, person: usize) -> usize {
    marked.lines.get(person).map_or(0, |row| row + 2)
}

fn seconds(
    path: &std::path::Path,
    answers: &Sheet,
    marked: &Marked,
    wrongs: &mut Wrongs,
) -> Result<Vec<Vec<Option<f64>>>> {
    let sheet = Sheet::read(path, wrongs)?;
    let columns: Vec<usize> = marked
        .names
        .iter()
        .filter_map(|name| sheet.column(name, wrongs))
        .collect();
    if sheet.len() != answers.len() {
        let (found, expected) = (sheet.len().to_string(), answers.len().to_string());
        wrongs.add(
            &path.display().to_string(),
            (1, 1),
            "",
            "csv/ragged",
            &[("found", &found), ("expected", &expected)],
        );
    }
    Ok(marked
        .lines
        .iter()
        .map(|&row| {
            columns
                .iter()
                .map(|&column| sheet.number(row, column, &[], wrongs))
                .collect()
        })
        .collect())
}

/// lz* of every person, on a calibration of the table itself; gives its items.
fn answers(
    figures: &mut Figures,
    arguments: &Arguments,
    marked: &Marked,
    table: &Responses,
) -> Result<Vec<Option<Item>>, Said> {
    let lang = figures.lang();
    let mut plan = Plan::of(Kind::TwoPl, table.items());
    plan.errors = false;
    let mut run = match Run::start(table, &plan) {
        Ok(run) => run,
        Err(why) => return Err(refused(lang, why.code(), &[])),
    };
    turn(&mut run, lang);
    let fitted = run.finish();
    let items: Vec<Option<Item>> = fitted.items.iter().map(|fate| fate.item().cloned()).collect();
    let mut found = Vec::new();
    for row in table.rows() {
        let answers: Vec<Answer<'_>> = answered(&items, row).map(|(_, answer)| answer).collect();
        let place = estimate(&answers, Method::Wle(Range::USUAL))
            .ok()
            .filter(|place| place.bound.is_none());
        let right: Vec<(&Item, bool)> = answers.iter().map(|one| (one.item, one.category == 1)).collect();
        found.push(place.and_then(|place| lz_star(&right, place.theta, Correction::Wle).ok()));
    }
    let p: Vec<f64> = found
        .iter()
        .map(|one| one.map_or(f64::NAN, |one| normal::cdf(one.lz_star)))
        .collect();
    let listed = discoveries(&p, arguments.rate);
    figures.say(calibration::odd_answers(
        lang,
        listed.len(),
        p.iter().filter(|p| p.is_finite()).count(),
    ));
    let all: Vec<f64> = found.iter().flatten().map(|one| one.lz_star).collect();
    let listed_to = listed
        .iter()
        .filter_map(|one| found.get(one.place).copied().flatten())
        .map(|one| one.lz_star)
        .reduce(f64::max);
    figures.draw(|plots| plots.odd_answers(&all, listed_to));
    let mut list = Vec::new();
    let mut rows = Vec::new();
    for one in &listed {
        let lz = found.get(one.place).copied().flatten().map(|one| one.lz_star);
        list.push(json!({"line": line(marked, one.place), "lz-star": value(lz), "p": value(one.p), "q": value(one.q)}));
        rows.push(vec![
            line(marked, one.place).to_string(),
            decimals(lang, lz, 2),
            p_value(lang, one.p),
            p_value(lang, one.q),
        ]);
    }
    let headers = vec![
        calibration::line(lang).to_owned(),
        figures.name(&f::LZ_STAR),
        "p".to_owned(),
        figures.name(&f::FALSE_DISCOVERY),
    ];
    figures.table(calibration::table_answers(lang), headers, rows);
    figures.put("answers", json!(list));
    figures.put("persons", json!(found.len()));
    Ok(items)
}

/// The answers of a row to the questions that have parameters, each with its place.
fn answered<'a>(items: &'a [Option<Item>], row: &'a [u8]) -> impl Iterator<Item = (usize, Answer<'a>)> {
    let both = items.iter().zip(row).enumerate();
    both.filter(|(_, (_, cell))| **cell != MISSING)
        .filter_map(|(place, (item, &category))| {
            Some((
                place,
                Answer {
                    item: item.as_ref()?,
                    category,
                },
            ))
        })
}

/// Rapid answers, and the measure without them.
fn fast(figures: &mut Figures, marked: &Marked, times: &[Vec<Option<f64>>], on: (&Responses, &[Option<Item>])) {
    let lang = figures.lang();
    let Ok(found) = rapid(times, 0.10, 10.0) else { return };
    let effort = effort(&found);
    let (table, items) = on;
    let shares: Vec<f64> = effort.iter().filter_map(|one| one.share).collect();
    figures.draw(|plots| plots.effort(&shares));
    let nodes = Quadrature::standard();
    let mut list = Vec::new();
    let mut rows = Vec::new();
    for (person, one) in effort.iter().enumerate() {
        if one.share.is_some_and(|share| share < EFFORT) {
            let (places, answers): (Vec<usize>, Vec<Answer<'_>>) = answered(items, table.row(person)).unzip();
            let own = found.rapid.get(person).map_or(&[][..], Vec::as_slice);
            let rapid: Vec<Option<bool>> = places.iter().map(|place| own.get(*place).copied().flatten()).collect();
            let moderated = effort_moderated(&answers, &rapid, Method::Eap(&nodes)).ok();
            let plain = moderated.map(|both| both.plain);
            let without = moderated.map(|both| both.moderated);
            list.push(json!({
                "line": line(marked, person),
                "effort": value(one.share),
                "rapid": one.rapid,
                "timed": one.timed,
                "measure": value(plain.map(|one| one.theta)),
                "error": value(plain.and_then(|one| one.error)),
                "moderated": value(without.map(|one| one.theta)),
                "moderated-error": value(without.and_then(|one| one.error)),
            }));
            rows.push(vec![
                line(marked, person).to_string(),
                decimals(lang, one.share, 3),
                one.rapid.to_string(),
                one.timed.to_string(),
                decimals(lang, plain.map(|one| one.theta), 2),
                decimals(lang, without.map(|one| one.theta), 2),
                decimals(lang, without.and_then(|one| one.error), 2),
            ]);
        }
    }
    figures.say(calibration::fast_answers(lang, list.len()));
    let headers = vec![
        calibration::line(lang).to_owned(),
        figures.name(&f::EFFORT),
        calibration::rapid(lang).to_owned(),
        calibration::timed(lang).to_owned(),
        calibration::measure(lang).to_owned(),
        figures.name(&f::MODERATED),
        "±".to_owned(),
    ];
    figures.table(calibration::table_times(lang), headers, rows);
    figures.put("times", json!(list));
    figures.put(
        "thresholds",
        json!(found.thresholds.iter().map(|one| value(*one)).collect::<Vec<_>>()),
    );
}

/// Options of every pair, in both directions, by the nominal model.
fn alike(figures: &mut Figures, arguments: &Arguments, marked: &Marked) {
    let lang = figures.lang();
    let option = |options: &Option<marked::Options>, person: usize| -> Option<u8> {
        options
            .as_ref()
            .and_then(|options| options.chosen.get(person).copied().flatten())
            .and_then(|one| u8::try_from(one).ok())
    };
    let rows: Vec<Vec<u8>> = (0..marked.rows.len())
        .map(|person| {
            let own = marked.options.iter();
            own.map(|options| option(options, person).unwrap_or(MISSING)).collect()
        })
        .collect();
    let Ok(table) = Responses::from_rows(&rows) else { return };
    let mut plan = Plan::of(Kind::Nominal, table.items());
    plan.errors = false;
    plan.tolerance = 1e-4;
    plan.cycles = 500;
    let Ok(mut run) = Run::start(&table, &plan) else {
        figures.say(calibration::no_options(lang));
        return;
    };
    turn(&mut run, lang);
    let persons = run.persons();
    let fitted = run.finish();
    let mut items = Vec::new();
    let mut kept = Vec::new();
    for (place, fate) in fitted.items.iter().enumerate() {
        if let Some(estimate) = fate.estimate() {
            let half = estimate.estimated.len() / 2;
            let part = |from: usize| -> Vec<f64> {
                let own = estimate.estimated.iter().skip(from).take(half).map(|one| one.0);
                core::iter::once(0.0).chain(own).collect()
            };
            items.push(Nominal {
                slopes: part(0),
                intercepts: part(half),
            });
            kept.push(place);
        }
    }
    let chosen: Vec<Vec<Option<u8>>> = (0..rows.len())
        .map(|person| kept.iter().map(|&item| table.get(person, item)).collect())
        .collect();
    let mut pairs = Vec::new();
    for (copier, (own, standing)) in chosen.iter().zip(&persons).enumerate() {
        if copier.is_power_of_two() && copier >= 256 {
            eprintln!("{}", calibration::progress_pairs(lang, copier, chosen.len()));
        }
        let Some(standing) = standing else { continue };
        for (source, other) in chosen.iter().enumerate().filter(|(source, _)| *source != copier) {
            if let Some(pair) = copying(&items, own, other, standing.theta) {
                pairs.push((copier, source, pair));
            }
        }
    }
    let p: Vec<f64> = pairs.iter().map(|(_, _, pair)| pair.binomial_p).collect();
    let listed = discoveries(&p, arguments.rate);
    figures.say(calibration::alike(lang, listed.len(), pairs.len()));
    let omegas: Vec<f64> = pairs.iter().map(|(_, _, pair)| pair.omega).collect();
    let least_listed = listed
        .iter()
        .filter_map(|one| pairs.get(one.place))
        .map(|(_, _, pair)| pair.omega)
        .reduce(f64::min);
    figures.draw(|plots| plots.alike(&omegas, least_listed));
    let mut list = Vec::new();
    let mut rows = Vec::new();
    for one in &listed {
        let Some((copier, source, pair)) = pairs.get(one.place) else {
            continue;
        };
        let (copier, source) = (line(marked, *copier), line(marked, *source));
        list.push(json!({
            "copier": copier, "source": source, "matches": pair.matches, "items": pair.items,
            "expected": value(pair.expected), "omega": value(pair.omega), "p": value(one.p), "q": value(one.q),
        }));
        rows.push(vec![
            format!("{copier} ← {source}"),
            format!("{}/{}", pair.matches, pair.items),
            decimals(lang, pair.expected, 1),
            decimals(lang, pair.omega, 2),
            p_value(lang, one.p),
            p_value(lang, one.q),
        ]);
    }
    let headers = vec![
        calibration::line(lang).to_owned(),
        calibration::matches(lang).to_owned(),
        calibration::expected(lang).to_owned(),
        figures.name(&f::COPY_OMEGA),
        figures.name(&f::BINOMIAL),
        figures.name(&f::FALSE_DISCOVERY),
    ];
    figures.table(calibration::table_pairs(lang), headers, rows);
    figures.put("pairs", json!(list));
    figures.put("pairs-compared", json!(pairs.len()));
}
