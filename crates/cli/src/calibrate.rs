//! `jalon calibrate`: the parameters of questions, from a table of answers.

mod conditional;

use crate::figures::{Figures, decimals, p_value, value};
use crate::formula as f;
use crate::marked::{self, Marked, Source};
use crate::output::Said;
use crate::parameters;
use crate::plots::Asked;
use crate::sheet::{Sheet, Wrongs, is_missing, refused};
use anyhow::Result;
use jalon_messages::{Lang, calibration};
use jalon_psychometrics::calibrate::{Anchor, Fate, Fitted, Kind, Plan, Prior, Refused, Run, Symbol, Warning, Why};
use jalon_psychometrics::model::Item;
use jalon_psychometrics::scale::{Normal, Quadrature, Range};
use jalon_psychometrics::{MISSING, Responses, fit};
use serde_json::json;
use std::path::PathBuf;

/// What `jalon calibrate` takes.
#[derive(Debug, clap::Args)]
#[group(id = "calibrate")]
pub struct Arguments {
    /// The table of answers and how it is read.
    #[command(flatten)]
    pub source: Source,
    /// Model of the questions.
    #[arg(long, value_enum, default_value = "two-pl")]
    pub model: Model,
    /// How parameters are estimated: marginal likelihood, for every model; or conditional likelihood, for Rasch alone, without a word on how people are spread.
    #[arg(long, value_enum, default_value = "mml")]
    pub method: By,
    /// The column of the group of each person: each group has its own mean and spread, the first one met mean 0.
    #[arg(long, value_name = "COLUMN")]
    pub groups: Option<String>,
    /// Parameters that are known and stay: a table as `--parameters` writes it. The other questions are put on its scale (fixed-item calibration).
    #[arg(long, value_name = "FILE")]
    pub anchors: Option<PathBuf>,
    /// Prior on the logarithm of slopes, `MEAN,SD`: holds a slope that would run away. None by default.
    #[arg(long, value_name = "MEAN,SD", allow_hyphen_values = true, value_parser = prior)]
    pub prior_slope: Option<Held>,
    /// Prior on the logit of the guessing parameter, `MEAN,SD`, or `none`. By default −1.1,0.5.
    #[arg(long, value_name = "MEAN,SD", allow_hyphen_values = true, value_parser = prior)]
    pub prior_guessing: Option<Held>,
    /// Prior on the logit of the upper asymptote, `MEAN,SD`, or `none`. By default 2.5,0.75.
    #[arg(long, value_name = "MEAN,SD", allow_hyphen_values = true, value_parser = prior)]
    pub prior_slips: Option<Held>,
    /// Points of the integration.
    #[arg(long, default_value_t = 61)]
    pub nodes: usize,
    /// Leaves the standard errors out: faster on long tests.
    #[arg(long)]
    pub no_errors: bool,
    /// Writes the parameters as a table that `jalon link` and `--anchors` read.
    #[arg(long, value_name = "FILE")]
    pub parameters: Option<PathBuf>,
    /// Plots.
    #[command(flatten)]
    pub asked: Asked,
}

/// How parameters are estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum By {
    /// Marginal maximum likelihood.
    Mml,
    /// Conditional maximum likelihood, for Rasch.
    Cml,
}

/// A prior, or that there is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Held(Option<Prior>);

/// `MEAN,SD` or `none`.
fn prior(text: &str) -> Result<Held, String> {
    if text == "none" {
        return Ok(Held(None));
    }
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    let parts = text
        .split_once(',')
        .and_then(|(mean, sd)| Some((number(mean)?, number(sd)?)));
    match parts {
        Some((mean, sd)) if sd > 0.0 => Ok(Held(Some(Prior { mean, sd }))),
        _ => Err("expected `MEAN,SD` with a standard deviation above 0, or `none`".to_owned()),
    }
}

/// A model of all questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Model {
    /// Rasch; partial credit where a question has several points.
    Rasch,
    /// One slope for all.
    OnePl,
    /// Slope and difficulty.
    TwoPl,
    /// With guessing.
    ThreePl,
    /// With guessing and slips.
    FourPl,
    /// Graded response.
    Graded,
    /// Generalised partial credit.
    PartialCredit,
    /// Rating scale.
    RatingScale,
}

/// Marks as categories; a mark that is not a whole number from 0 to 31 is reported.
pub fn responses(sheet: &Sheet, marked: &Marked, wrongs: &mut Wrongs) -> Option<Responses> {
    let mut rows = Vec::with_capacity(marked.rows.len());
    for (row, &line) in marked.rows.iter().zip(&marked.lines) {
        let mut cells = Vec::with_capacity(row.len());
        for (mark, name) in row.iter().zip(&marked.names) {
            cells.push(match mark {
                None => MISSING,
                Some(mark) => match (0_u8..32).find(|category| (f64::from(*category) - mark).abs() < 1e-9) {
                    Some(category) => category,
                    None => {
                        let column = sheet.find(name).unwrap_or(0);
                        sheet.wrong(line, column, "csv/whole", &[("found", &mark.to_string())], wrongs);
                        MISSING
                    }
                },
            });
        }
        rows.push(cells);
    }
    Responses::from_rows(&rows).ok()
}

/// Turns a calibration to its end, saying on the error output how far it is.
pub fn turn(run: &mut Run, lang: Lang) {
    while let Some(progress) = run.cycle() {
        cycle(lang, progress.cycle, progress.change);
    }
}

/// Says on the error output how far a calibration is, less and less often; a cycle that took a leap back has no change to say.
pub fn cycle(lang: Lang, cycle: u32, change: f64) {
    if cycle.is_power_of_two() && cycle >= 8 && change.is_finite() {
        eprintln!("{}", calibration::progress(lang, cycle, &format!("{change:.6}")));
    }
}

/// Calibrates a table of answers.
///
/// # Errors
/// A file cannot be read or written. What is wrong in the tables is what the command says.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let mut wrongs = Wrongs::default();
    let aside: Vec<&str> = arguments.groups.iter().map(String::as_str).collect();
    let (sheet, marked) = marked::read(&arguments.source, &aside, &mut wrongs)?;
    let table = responses(&sheet, &marked, &mut wrongs);
    let (groups, group_of) = groups(arguments, &sheet, &marked, &mut wrongs);
    let anchors = match &arguments.anchors {
        Some(path) => parameters::read(path, &mut wrongs)?,
        None => Vec::new(),
    };
    if let Some(said) = wrongs.said(lang) {
        return Ok(said);
    }
    let Some(table) = table else {
        return Ok(refused(lang, "responses/no-person", &[]));
    };
    if arguments.method == By::Cml {
        return conditional::run(arguments, &marked, &table, lang);
    }
    let table = match table.with_groups(group_of) {
        Ok(table) => table,
        Err(why) => return Ok(refused(lang, why.code(), &[])),
    };
    let plan = plan(arguments, &marked, &table, &anchors);
    let mut run = match Run::start(&table, &plan) {
        Ok(run) => run,
        Err(why) => return Ok(refused(lang, why.code(), &details(&why, &marked))),
    };
    turn(&mut run, lang);
    let fitted = run.finish();
    let items: Vec<(&str, &Item)> = marked
        .names
        .iter()
        .zip(&fitted.items)
        .filter_map(|(name, fate)| Some((name.as_str(), fate.item()?)))
        .collect();
    let standing: Vec<(f64, f64, f64)> = run
        .persons()
        .iter()
        .zip(table.weights())
        .filter_map(|(standing, &weight)| standing.map(|one| (one.theta, one.error, weight)))
        .collect();
    let mut figures = arguments.asked.figures(lang);
    sentences(&mut figures, &marked, &fitted);
    let held = fitted
        .items
        .iter()
        .filter(|fate| matches!(fate, Fate::Anchor(_)))
        .count();
    if held > 0 {
        figures.say(calibration::anchored(lang, held));
    }
    questions(&mut figures, &marked, &table, &fitted);
    whole(&mut figures, &fitted, &items, &standing);
    people(&mut figures, &groups, &fitted);
    let placed: Vec<(f64, f64)> = standing.iter().map(|(theta, _, weight)| (*theta, *weight)).collect();
    figures.draw(|plots| plots.calibration(&items, &placed));
    let _writing = crate::stop::writing();
    if let Some(path) = &arguments.parameters {
        crate::files::write(path, parameters::write(&items).as_bytes())?;
    }
    arguments.asked.save(&mut figures)?;
    Ok(figures.said())
}

/// The groups by name, in the order met, and that of each person.
fn groups(arguments: &Arguments, sheet: &Sheet, marked: &Marked, wrongs: &mut Wrongs) -> (Vec<String>, Vec<u32>) {
    let Some(name) = &arguments.groups else {
        return (Vec::new(), vec![0; marked.rows.len()]);
    };
    let Some(column) = sheet.column(name, wrongs) else {
        return (Vec::new(), Vec::new());
    };
    let mut names: Vec<String> = Vec::new();
    let mut of = Vec::with_capacity(marked.lines.len());
    let mut before = None;
    for &line in &marked.lines {
        let cell = sheet.cell(line, column);
        if is_missing(cell, &arguments.source.missing) && before != Some(line) {
            sheet.wrong(line, column, "csv/no-group", &[], wrongs);
        }
        before = Some(line);
        let place = names.iter().position(|known| known == cell).unwrap_or_else(|| {
            names.push(cell.to_owned());
            names.len() - 1
        });
        of.push(u32::try_from(place).unwrap_or(u32::MAX));
    }
    (names, of)
}

fn plan(arguments: &Arguments, marked: &Marked, table: &Responses, anchors: &[(String, Item)]) -> Plan {
    let mut plan = Plan::of(Kind::TwoPl, table.items());
    plan.nodes = arguments.nodes;
    plan.errors = !arguments.no_errors;
    for (held, place) in [
        (arguments.prior_slope, &mut plan.priors.log_slope),
        (arguments.prior_guessing, &mut plan.priors.lower),
        (arguments.prior_slips, &mut plan.priors.upper),
    ] {
        if let Some(Held(prior)) = held {
            *place = prior;
        }
    }
    if !anchors.is_empty() {
        let known = |name: &String| anchors.iter().find(|(anchor, _)| anchor == name);
        plan.anchors = marked
            .names
            .iter()
            .map(|name| known(name).map(|(_, item)| Anchor::Item(item.clone())))
            .collect();
    }
    for (kind, &categories) in plan.kinds.iter_mut().zip(table.categories()) {
        *kind = match arguments.model {
            Model::Rasch if categories > 2 => Kind::PartialCredit,
            Model::Rasch => Kind::Rasch,
            Model::OnePl => Kind::OnePl,
            Model::TwoPl => Kind::TwoPl,
            Model::ThreePl => Kind::ThreePl,
            Model::FourPl => Kind::FourPl,
            Model::Graded => Kind::Graded,
            Model::PartialCredit => Kind::GeneralizedPartialCredit,
            Model::RatingScale => Kind::RatingScale,
        };
    }
    plan
}

/// What a refusal names, for its sentence.
fn details(why: &Refused, marked: &Marked) -> Vec<(&'static str, String)> {
    match *why {
        Refused::Mixed { item } | Refused::NotBinary { item } | Refused::Anchor { item } => {
            vec![("item", marked.names.get(item).cloned().unwrap_or_default())]
        }
        Refused::Mismatch { found, expected } => {
            vec![("found", found.to_string()), ("expected", expected.to_string())]
        }
        _ => Vec::new(),
    }
}

fn sentences(figures: &mut Figures, marked: &Marked, fitted: &Fitted) {
    let lang = figures.lang();
    let estimated = fitted.items.iter().filter(|fate| fate.estimate().is_some()).count();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of people"
    )]
    let persons = fitted.persons as usize;
    figures.say(calibration::calibrated(lang, estimated, persons, fitted.cycles));
    let name = |item: usize| marked.names.get(item).map_or("", String::as_str);
    for (item, fate) in fitted.items.iter().enumerate() {
        if let Fate::Left(why) = fate {
            let said = refused(lang, why.code(), &[("category", category(*why))]);
            figures.say(format!("{}: {}", name(item), said.text));
        }
    }
    for warning in &fitted.warnings {
        let two = |number: f64| format!("{number:.2}");
        let args: Vec<(&'static str, String)> = match *warning {
            Warning::NotConverged { change } => vec![("change", format!("{change:.6}"))],
            Warning::SlopeRunsAway { item, slope } | Warning::SlopeNotPositive { item, slope } => {
                vec![("item", name(item).to_owned()), ("slope", two(slope))]
            }
            Warning::FarLocation { item, location } => {
                vec![("item", name(item).to_owned()), ("location", two(location))]
            }
            Warning::GridTooNarrow { group, share } => vec![("group", group.to_string()), ("share", two(share))],
            Warning::CoarseGrid { nodes } => vec![("nodes", nodes.to_string())],
            Warning::FewPersons { enough } => vec![("enough", enough.to_string())],
            _ => Vec::new(),
        };
        figures.say(refused(lang, warning.code(), &args).text);
    }
    figures.put("converged", json!(fitted.converged));
    figures.put("cycles", json!(fitted.cycles));
    figures.put("gradient", value(fitted.gradient));
    let warnings: Vec<&str> = fitted.warnings.iter().map(Warning::code).collect();
    figures.put("warnings", json!(warnings));
}

fn category(why: Why) -> String {
    match why {
        Why::Unseen => String::new(),
        Why::AllSame { category } | Why::EmptyCategory { category } => category.to_string(),
    }
}

fn questions(figures: &mut Figures, marked: &Marked, table: &Responses, fitted: &Fitted) {
    let lang = figures.lang();
    let items: Vec<(usize, Item)> = fitted
        .items
        .iter()
        .enumerate()
        .filter_map(|(place, fate)| Some((place, fate.item()?.clone())))
        .collect();
    let only: Vec<Item> = items.iter().map(|(_, item)| item.clone()).collect();
    let places: Vec<usize> = items.iter().map(|(place, _)| *place).collect();
    let free: Vec<usize> = places
        .iter()
        .filter_map(|&place| fitted.items.get(place)?.estimate().map(|one| one.estimated.len()))
        .collect();
    let population = population(fitted);
    let kept = table.only_items(&places).ok();
    let sums = kept
        .as_ref()
        .map(|kept| fit::sum_fit(&only, &free, kept, &population))
        .unwrap_or_default();
    let mut list = Vec::new();
    let mut rows = Vec::new();
    for (place, fate) in fitted.items.iter().enumerate() {
        let Some(estimate) = fate.estimate() else { continue };
        let name = marked.names.get(place).map_or("", String::as_str);
        let own = places.iter().position(|&other| other == place);
        let sum = own.and_then(|own| sums.get(own).copied().flatten());
        let mut parameters = serde_json::Map::new();
        let mut told = Vec::new();
        for parameter in &estimate.published {
            let symbol = symbol(parameter.symbol);
            parameters.insert(symbol.clone(), value(parameter.value));
            parameters.insert(format!("{symbol}-error"), value(parameter.error));
            told.push(format!(
                "{symbol} {} ± {}",
                decimals(lang, parameter.value, 3),
                decimals(lang, parameter.error, 3)
            ));
        }
        list.push(json!({
            "item": name,
            "parameters": parameters,
            "s-x2": value(sum.map(|sum| sum.statistic)),
            "df": sum.map(|sum| sum.df),
            "p": value(sum.and_then(|sum| sum.p)),
        }));
        rows.push(vec![
            name.to_owned(),
            told.join("  "),
            decimals(lang, sum.map(|sum| sum.statistic), 2),
            p_value(lang, sum.and_then(|sum| sum.p)),
        ]);
    }
    figures.put("items", json!(list));
    let headers = vec![
        calibration::question(lang).to_owned(),
        figures.name(&f::PARAMETERS),
        figures.name(&f::SX2),
        "p".to_owned(),
    ];
    figures.table(calibration::table_parameters(lang), headers, rows);
}

/// S-X² and reliability suppose people N(0, 1): for the Rasch family, whose spread is estimated, the nodes carry it.
fn population(fitted: &Fitted) -> Quadrature {
    let spread = fitted.groups.first().map_or(1.0, |group| group.sd);
    Normal::new(0.0, spread)
        .and_then(|normal| Quadrature::normal(normal, Range::USUAL, 61))
        .unwrap_or_else(|_| Quadrature::standard())
}

fn whole(figures: &mut Figures, fitted: &Fitted, items: &[(&str, &Item)], standing: &[(f64, f64, f64)]) {
    let lang = figures.lang();
    let only: Vec<Item> = items.iter().map(|(_, item)| (*item).clone()).collect();
    let marginal = fit::marginal(&only, &population(fitted));
    let empirical = fit::empirical(standing);
    figures.put("log-likelihood", value(fitted.log_likelihood));
    figures.put("aic", value(fitted.aic()));
    figures.put("bic", value(fitted.bic()));
    figures.put("marginal-reliability", value(marginal));
    figures.put("empirical-reliability", value(empirical));
    figures.list(
        calibration::table_whole(lang),
        vec![
            (&f::LOG_LIKELIHOOD, decimals(lang, fitted.log_likelihood, 3)),
            (&f::AIC, decimals(lang, fitted.aic(), 2)),
            (&f::BIC, decimals(lang, fitted.bic(), 2)),
            (&f::MARGINAL, decimals(lang, marginal, 3)),
            (&f::EMPIRICAL, decimals(lang, empirical, 3)),
        ],
    );
}

/// How the people of each group are spread.
fn people(figures: &mut Figures, names: &[String], fitted: &Fitted) {
    let lang = figures.lang();
    let name = |place: usize| names.get(place).map_or("", String::as_str);
    let list: Vec<_> = fitted
        .groups
        .iter()
        .enumerate()
        .map(|(place, group)| {
            json!({
                "group": name(place), "persons": group.persons, "mean": value(group.mean), "mean-error": value(group.mean_error),
                "sd": value(group.sd), "sd-error": value(group.sd_error),
            })
        })
        .collect();
    figures.put("groups", json!(list));
    if names.len() < 2 {
        return;
    }
    let rows = fitted
        .groups
        .iter()
        .enumerate()
        .map(|(place, group)| {
            vec![
                name(place).to_owned(),
                format!("{:.0}", group.persons),
                decimals(lang, group.mean, 3),
                decimals(lang, group.mean_error, 3),
                decimals(lang, group.sd, 3),
                decimals(lang, group.sd_error, 3),
            ]
        })
        .collect();
    let headers = vec![
        calibration::group(lang).to_owned(),
        calibration::people(lang).to_owned(),
        calibration::mean(lang).to_owned(),
        "±".to_owned(),
        calibration::spread(lang).to_owned(),
        "±".to_owned(),
    ];
    figures.table(calibration::table_groups(lang), headers, rows);
}

/// A parameter as the tables name it.
fn symbol(symbol: Symbol) -> String {
    match symbol {
        Symbol::Slope => "a".to_owned(),
        Symbol::Difficulty => "b".to_owned(),
        Symbol::Lower => "c".to_owned(),
        Symbol::Upper => "d".to_owned(),
        Symbol::Step(k) => format!("b{k}"),
        Symbol::CategorySlope(k) => format!("a{k}"),
        Symbol::CategoryIntercept(k) => format!("c{k}"),
    }
}
