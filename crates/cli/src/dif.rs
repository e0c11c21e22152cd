//! `jalon dif`: whether questions treat two groups alike, from a table of answers.

use crate::analyse::{Missing, key};
use crate::figures::{Figures, decimals, p_value, value};
use crate::formula as f;
use crate::marked::{self, Marked, Source};
use crate::output::Said;
use crate::plots::Asked;
use crate::sheet::{Sheet, Wrongs, refused};
use anyhow::Result;
use jalon_messages::{Lang, analysis};
use jalon_psychometrics::dif::{
    self, Ets, Gaps, LogisticReport, MantelReport, Options, Purification, Test, logistic, mantel_haenszel,
};
use jalon_psychometrics::{MISSING, Responses};
use serde_json::{Value, json};

/// What `jalon dif` takes.
#[derive(Debug, clap::Args)]
#[group(id = "dif")]
pub struct Arguments {
    /// The table of answers and how it is read.
    #[command(flatten)]
    pub source: Source,
    /// The column that says the group of each person.
    #[arg(long, value_name = "COLUMN")]
    pub group: String,
    /// The value of the group compared (focal).
    #[arg(long, value_name = "VALUE")]
    pub focal: String,
    /// The value of the group of reference; without it, everybody else. Other values are then an error.
    #[arg(long, value_name = "VALUE")]
    pub reference: Option<String>,
    /// What a missing answer says: wrong, or nothing known, and the person is left out.
    #[arg(long, value_enum, default_value = "leave-out")]
    pub gaps: Missing,
    /// Level of significance at which a question is flagged.
    #[arg(long, default_value_t = 0.05)]
    pub level: f64,
    /// Match people by all questions, flagged ones too.
    #[arg(long)]
    pub no_purify: bool,
    /// Mantel and Haenszel without the correction for continuity.
    #[arg(long)]
    pub no_continuity: bool,
    /// What the logistic regression looks for.
    #[arg(long, value_enum, default_value = "both")]
    pub logistic: Looked,
    /// Plots.
    #[command(flatten)]
    pub asked: Asked,
}

/// What the logistic regression looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Looked {
    /// Any difference.
    Both,
    /// The same advantage at all scores.
    Uniform,
    /// An advantage that changes with the score.
    NonUniform,
}

/// Compares two groups.
///
/// # Errors
/// A file cannot be read. What is wrong in the tables is what the command says.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let mut wrongs = Wrongs::default();
    let (sheet, marked) = marked::read(&arguments.source, &[&arguments.group], &mut wrongs)?;
    if sheet.find(&arguments.group).is_none() {
        // Read as a question, the column meant is full of what is no number: what is wrong is its name.
        wrongs = Wrongs::default();
    }
    let responses = responses(arguments, &sheet, &marked, &mut wrongs);
    if let Some(said) = wrongs.said(lang) {
        return Ok(said);
    }
    let responses = match responses {
        Ok(responses) => responses,
        Err(why) => return Ok(refused(lang, why, &[])),
    };
    let options = Options {
        level: arguments.level,
        purify: !arguments.no_purify,
        gaps: match arguments.gaps {
            Missing::Zero => Gaps::Wrong,
            Missing::LeaveOut => Gaps::LeaveOut,
        },
        continuity: !arguments.no_continuity,
        ..Options::default()
    };
    let test = match arguments.logistic {
        Looked::Both => Test::Both,
        Looked::Uniform => Test::Uniform,
        Looked::NonUniform => Test::NonUniform,
    };
    let found = mantel_haenszel(&responses, &options).and_then(|mh| Ok((mh, logistic(&responses, test, &options)?)));
    let (mantel, regression) = match found {
        Ok(found) => found,
        Err(why) => return Ok(refused(lang, why.code(), &[])),
    };
    let mut figures = arguments.asked.figures(lang);
    sentences(&mut figures, arguments, &responses, &marked, &mantel);
    mantel_table(&mut figures, &marked.names, &mantel);
    logistic_table(&mut figures, &marked.names, &regression);
    figures.draw(|plots| plots.differences(&marked.names, &mantel));
    arguments.asked.save(&mut figures)?;
    Ok(figures.said())
}

/// Right or wrong, with the group of each person; why not, as a code, where the engine would refuse.
fn responses(
    arguments: &Arguments,
    sheet: &Sheet,
    marked: &Marked,
    wrongs: &mut Wrongs,
) -> Result<Responses, &'static str> {
    let column = sheet.column(&arguments.group, wrongs);
    let group = |row: usize, wrongs: &mut Wrongs| -> u32 {
        let Some(column) = column else { return 0 };
        let cell = sheet.cell(row, column);
        if cell == arguments.focal {
            return 1;
        }
        if arguments.reference.as_ref().is_some_and(|reference| reference != cell) || cell.is_empty() {
            sheet.wrong(row, column, "csv/group", &[("found", cell)], wrongs);
        }
        0
    };
    let by_row: Vec<u32> = (0..sheet.len()).map(|row| group(row, wrongs)).collect();
    // A question has two marks, nothing and its maximum; where it has more, those that are neither 0 nor 1 are said.
    let is = |mark: f64, other: f64| mark.to_bits() == other.to_bits();
    let two = |column: usize, most: f64| {
        let mut marks = marked.rows.iter().filter_map(|cells| *cells.get(column)?);
        marks.all(|mark| mark == 0.0 || is(mark, most))
    };
    let two: Vec<bool> = marked
        .maxima
        .iter()
        .enumerate()
        .map(|(at, most)| two(at, *most))
        .collect();
    let mut rows = Vec::with_capacity(marked.rows.len());
    let mut last = usize::MAX;
    for (cells, &line) in marked.rows.iter().zip(&marked.lines) {
        let mut row = Vec::with_capacity(cells.len());
        for ((cell, two), name) in cells.iter().zip(&two).zip(&marked.names) {
            row.push(match cell {
                None => MISSING,
                Some(mark) if *mark == 0.0 => 0,
                Some(mark) if *two || is(*mark, 1.0) => 1,
                Some(mark) => {
                    if line != last {
                        let at = sheet.find(name).unwrap_or(0);
                        sheet.wrong(line, at, "csv/right-wrong", &[("found", &mark.to_string())], wrongs);
                    }
                    0
                }
            });
        }
        last = line;
        rows.push(row);
    }
    let groups = marked
        .lines
        .iter()
        .filter_map(|&line| by_row.get(line).copied())
        .collect();
    Responses::from_rows(&rows)
        .and_then(|responses| responses.with_groups(groups))
        .map_err(|why| match why {
            jalon_psychometrics::BadResponses::NoItem => "marks/no-item",
            _ => "marks/no-person",
        })
}

fn sentences(
    figures: &mut Figures,
    arguments: &Arguments,
    responses: &Responses,
    marked: &Marked,
    report: &MantelReport,
) {
    let lang = figures.lang();
    let focal = responses.groups().iter().filter(|group| **group == 1).count();
    let reference = responses.persons() - focal;
    figures.say(analysis::compared(
        lang,
        reference,
        focal,
        &arguments.group,
        &arguments.focal,
    ));
    if report.left_out > 0 {
        figures.say(analysis::left_out(lang, report.left_out));
    }
    let flagged = report.items.iter().filter(|item| item.flagged).count();
    figures.say(analysis::dif_found(lang, flagged, report.items.len()));
    let large = |harder: bool| -> String {
        let named = marked.names.iter().zip(&report.items);
        let of = named
            .filter(|(_, item)| item.class == Some(Ets::C) && item.delta.is_some_and(|delta| (delta < 0.0) == harder));
        of.map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let (harder, easier) = (large(true), large(false));
    if !harder.is_empty() {
        figures.say(analysis::dif_harder(lang, &harder));
    }
    if !easier.is_empty() {
        figures.say(analysis::dif_easier(lang, &easier));
    }
    if harder.is_empty() && easier.is_empty() {
        figures.say(analysis::dif_none_large(lang));
    }
    if flagged > 0 {
        figures.say(analysis::dif_to_read(lang));
    }
    figures.say(analysis::dif_purified(lang, u64::from(report.purification.passes)));
    if !report.purification.settled {
        figures.say(analysis::dif_not_settled(lang));
    }
    figures.put(
        "groups",
        json!({"reference": reference, "focal": focal, "left-out": report.left_out}),
    );
}

fn purification(names: &[String], found: &Purification) -> Value {
    let anchors: Vec<&str> = names
        .iter()
        .zip(&found.anchors)
        .filter(|(_, anchor)| **anchor)
        .map(|(name, _)| name.as_str())
        .collect();
    json!({"anchors": anchors, "passes": found.passes, "settled": found.settled})
}

const fn letter(class: Option<Ets>) -> &'static str {
    match class {
        Some(Ets::A) => "A",
        Some(Ets::B) => "B",
        Some(Ets::C) => "C",
        None => "–",
    }
}

fn yes_no(lang: Lang, flag: bool) -> String {
    if flag { analysis::yes(lang) } else { analysis::no(lang) }.to_owned()
}

fn mantel_table(figures: &mut Figures, names: &[String], report: &MantelReport) {
    let lang = figures.lang();
    let headers = vec![
        analysis::item(lang).to_owned(),
        figures.name(&f::MH_ALPHA),
        figures.name(&f::MH_DELTA),
        figures.name(&f::ETS),
        figures.name(&f::MH_CHI),
        analysis::p_value(lang).to_owned(),
        analysis::flagged(lang).to_owned(),
        figures.name(&f::STD_P_DIF),
        figures.name(&f::BRESLOW_DAY),
    ];
    let (mut rows, mut list) = (Vec::new(), Vec::new());
    for (name, item) in names.iter().zip(&report.items) {
        let day = item.breslow_day;
        rows.push(vec![
            name.clone(),
            decimals(lang, item.alpha, 3),
            decimals(lang, item.delta, 2),
            letter(item.class).to_owned(),
            decimals(lang, item.corrected, 3),
            p_value(lang, item.p),
            yes_no(lang, item.flagged),
            decimals(lang, item.standardised, 3),
            p_value(lang, day.map(|day| day.p)),
        ]);
        let mut members = serde_json::Map::new();
        members.insert("item".to_owned(), json!(name));
        members.insert(key(&f::MH_ALPHA), value(item.alpha));
        members.insert("error-of-ln-alpha".to_owned(), value(item.error));
        members.insert(key(&f::MH_DELTA), value(item.delta));
        members.insert(
            key(&f::ETS),
            item.class.map_or(Value::Null, |class| json!(letter(Some(class)))),
        );
        members.insert(key(&f::MH_CHI), value(item.corrected));
        members.insert("mh-chi-square-uncorrected".to_owned(), value(item.chi_square));
        members.insert("p".to_owned(), value(item.p));
        members.insert("flagged".to_owned(), json!(item.flagged));
        members.insert(key(&f::STD_P_DIF), value(item.standardised));
        let day = day.map_or(Value::Null, |day| {
            json!({"chi-square": value(day.chi_square), "tarone": value(day.corrected), "df": day.df, "p": value(day.p)})
        });
        members.insert(key(&f::BRESLOW_DAY), day);
        members.insert("strata".to_owned(), json!(item.strata));
        list.push(Value::Object(members));
    }
    figures.table(analysis::table_mantel(lang), headers, rows);
    figures.put(
        "mantel-haenszel",
        json!({"items": list, "purification": purification(names, &report.purification)}),
    );
}

fn logistic_table(figures: &mut Figures, names: &[String], report: &LogisticReport) {
    let lang = figures.lang();
    let headers = vec![
        analysis::item(lang).to_owned(),
        figures.name(&f::LOGISTIC),
        analysis::p_value(lang).to_owned(),
        analysis::flagged(lang).to_owned(),
        figures.name(&f::DELTA_R2),
    ];
    let (mut rows, mut list) = (Vec::new(), Vec::new());
    for (name, item) in names.iter().zip(&report.items) {
        let Ok(item) = item else {
            let blank = || "–".to_owned();
            rows.push(vec![
                name.clone(),
                analysis::no_fit(lang).to_owned(),
                blank(),
                blank(),
                blank(),
            ]);
            list.push(json!({"item": name, "logistic": null}));
            continue;
        };
        rows.push(vec![
            name.clone(),
            decimals(lang, item.statistic, 3),
            p_value(lang, item.p),
            yes_no(lang, item.flagged),
            decimals(lang, item.delta_r2, 4),
        ]);
        let effect = match item.effect {
            dif::Effect::Negligible => "negligible",
            dif::Effect::Moderate => "moderate",
            dif::Effect::Large => "large",
        };
        list.push(json!({
            "item": name,
            "logistic": value(item.statistic),
            "df": item.df,
            "p": value(item.p),
            "flagged": item.flagged,
            "delta-r2": value(item.delta_r2),
            "effect": effect,
            "coefficients": item.larger.coefficients,
            "errors": item.larger.errors,
        }));
    }
    figures.table(analysis::table_logistic(lang), headers, rows);
    figures.put(
        "logistic",
        json!({"items": list, "purification": purification(names, &report.purification)}),
    );
}
