//! `jalon calibrate`: the parameters of questions, from a table of answers.

use crate::figures::{Figures, decimals, p_value, value};
use crate::formula as f;
use crate::marked::{self, Marked, Source};
use crate::output::Said;
use crate::sheet::{Sheet, Wrongs, refused};
use anyhow::{Context, Result};
use jalon_messages::{Lang, calibration};
use jalon_psychometrics::calibrate::{Fate, Fitted, Kind, Plan, Run, Symbol, Warning};
use jalon_psychometrics::model::Item;
use jalon_psychometrics::scale::Quadrature;
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
    /// Points of the integration.
    #[arg(long, default_value_t = 61)]
    pub nodes: usize,
    /// Leaves the standard errors out: faster on long tests.
    #[arg(long)]
    pub no_errors: bool,
    /// Writes the parameters as a table that `jalon link` reads.
    #[arg(long, value_name = "FILE")]
    pub parameters: Option<PathBuf>,
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
        if progress.cycle.is_power_of_two() && progress.cycle >= 8 {
            let change = format!("{:.6}", progress.change);
            eprintln!("{}", calibration::progress(lang, progress.cycle, &change));
        }
    }
}

/// Calibrates a table of answers.
///
/// # Errors
/// A file cannot be read or written. What is wrong in the tables is what the command says.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let mut wrongs = Wrongs::default();
    let (sheet, marked) = marked::read(&arguments.source, &[], &mut wrongs)?;
    let table = responses(&sheet, &marked, &mut wrongs);
    if let Some(said) = wrongs.said(lang) {
        return Ok(said);
    }
    let Some(table) = table else {
        return Ok(refused(lang, "responses/no-person", &[]));
    };
    let mut plan = Plan::of(Kind::TwoPl, table.items());
    plan.nodes = arguments.nodes;
    plan.errors = !arguments.no_errors;
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
    let mut run = match Run::start(&table, &plan) {
        Ok(run) => run,
        Err(why) => return Ok(refused(lang, why.code(), &[])),
    };
    turn(&mut run, lang);
    let fitted = run.finish();
    if let Some(path) = &arguments.parameters {
        std::fs::write(path, parameters(&marked.names, &fitted))
            .with_context(|| format!("writing {}", path.display()))?;
    }
    let mut figures = Figures::new(lang);
    sentences(&mut figures, &marked, &fitted);
    questions(&mut figures, &marked, &table, &mut run, &fitted);
    Ok(figures.said())
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

fn category(why: jalon_psychometrics::calibrate::Why) -> String {
    use jalon_psychometrics::calibrate::Why;
    match why {
        Why::Unseen => String::new(),
        Why::AllSame { category } | Why::EmptyCategory { category } => category.to_string(),
    }
}

fn questions(figures: &mut Figures, marked: &Marked, table: &Responses, run: &mut Run, fitted: &Fitted) {
    let lang = figures.lang();
    let standing: Vec<(f64, f64, f64)> = run
        .persons()
        .iter()
        .zip(table.weights())
        .filter_map(|(standing, &weight)| standing.map(|one| (one.theta, one.error, weight)))
        .collect();
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
    // S-X2 supposes persons N(0, 1): for the Rasch family, whose spread is estimated, the nodes carry it.
    let spread = fitted.groups.first().map_or(1.0, |group| group.sd);
    let population = jalon_psychometrics::scale::Normal::new(0.0, spread)
        .and_then(|normal| Quadrature::normal(normal, jalon_psychometrics::scale::Range::USUAL, 61))
        .unwrap_or_else(|_| Quadrature::standard());
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
    let marginal = fit::marginal(&only, &population);
    let empirical = fit::empirical(&standing);
    figures.put("log-likelihood", value(fitted.log_likelihood));
    figures.put("aic", value(fitted.aic()));
    figures.put("bic", value(fitted.bic()));
    figures.put("marginal-reliability", value(marginal));
    figures.put("empirical-reliability", value(empirical));
    let groups: Vec<_> = fitted
        .groups
        .iter()
        .map(|group| json!({"persons": group.persons, "mean": value(group.mean), "sd": value(group.sd)}))
        .collect();
    figures.put("groups", json!(groups));
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

/// Right or wrong items as the table that `jalon link` reads.
fn parameters(names: &[String], fitted: &Fitted) -> String {
    let mut lines = vec!["item,a,b,c,d".to_owned()];
    for (name, fate) in names.iter().zip(&fitted.items) {
        let Some(estimate) = fate.estimate() else { continue };
        let of = |symbol: Symbol, otherwise: f64| estimate.value(symbol).unwrap_or(otherwise);
        if estimate.value(Symbol::Difficulty).is_none() || estimate.value(Symbol::Step(1)).is_some() {
            continue;
        }
        lines.push(format!(
            "\"{}\",{},{},{},{}",
            name.replace('"', "\"\""),
            of(Symbol::Slope, 1.0),
            of(Symbol::Difficulty, f64::NAN),
            of(Symbol::Lower, 0.0),
            of(Symbol::Upper, 1.0)
        ));
    }
    lines.push(String::new());
    lines.join("\n")
}
