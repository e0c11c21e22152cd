//! `jalon analyse`: classical statistics of a test, from a table of answers.

use crate::figures::{Figures, decimals, value};
use crate::formula::{self as f, Formula};
use crate::marked::{self, Marked, Source};
use crate::output::Said;
use crate::plots::{Asked, Plots, numbered, words};
use crate::sheet::{Wrongs, refused};
use anyhow::Result;
use jalon_messages::{Lang, analysis, plots as p};
use jalon_paper::plot::{Line, Numbers, Point};
use jalon_psychometrics::classical::{
    self, Distractors, Drawn, Flag, Gaps, ItemStatistics, Marks, Report, ability_groups, conditional_error, distractors,
};
use serde_json::{Value, json};

/// What `jalon analyse` takes.
#[derive(Debug, clap::Args)]
#[group(id = "analyse")]
pub struct Arguments {
    /// The table of answers and how it is read.
    #[command(flatten)]
    pub source: Source,
    /// What a missing answer says: nothing earned (Moodle's rule), or nothing known, and the person is left out.
    #[arg(long, value_enum, default_value = "zero")]
    pub gaps: Missing,
    /// In how many groups of ability the choice of options is shown.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u16).range(2..=10))]
    pub groups: u16,
    /// Plots.
    #[command(flatten)]
    pub asked: Asked,
}

/// What a missing answer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Missing {
    /// Nothing earned.
    Zero,
    /// Nothing known.
    LeaveOut,
}

/// Analyses a table of answers.
///
/// # Errors
/// A file cannot be read. What is wrong in the tables is what the command says.
pub fn run(arguments: &Arguments, lang: Lang) -> Result<Said> {
    let mut wrongs = Wrongs::default();
    let (_, marked) = marked::read(&arguments.source, &[], &mut wrongs)?;
    if let Some(said) = wrongs.said(lang) {
        return Ok(said);
    }
    let gaps = match arguments.gaps {
        Missing::Zero => Gaps::Zero,
        Missing::LeaveOut => Gaps::LeaveOut,
    };
    let marks = match Marks::from_rows(&marked.rows, &marked.maxima) {
        Ok(marks) => marks,
        Err(why) => return Ok(refused(lang, why.code(), &[])),
    };
    let report = match classical::analyse(&marks, gaps, &marked.guesses) {
        Ok(report) => report,
        Err(why) => return Ok(refused(lang, why.code(), &[])),
    };
    let mut figures = arguments.asked.figures(lang);
    sentences(&mut figures, &marked, &report);
    let tables = drawn(&marked, arguments.groups);
    let idle = option_sentences(&mut figures, &tables);
    if idle > 0 {
        figures.say(analysis::options_idle(lang, idle));
    }
    whole(&mut figures, &report);
    items(&mut figures, &marked, &report);
    points(&mut figures, &report);
    for table in &tables {
        options(&mut figures, table);
    }
    figures.draw(|plots| draw(plots, &marked, &report, &tables));
    arguments.asked.save(&mut figures)?;
    Ok(figures.said())
}

const FLAGS: [(Flag, &str); 6] = [
    (Flag::NotSeen, "not-seen"),
    (Flag::NoVariance, "no-variance"),
    (Flag::NoVarianceElsewhere, "no-variance-elsewhere"),
    (Flag::NegativeCovariance, "negative-covariance"),
    (Flag::NegativeDiscrimination, "negative-discrimination"),
    (Flag::BelowGuessing, "below-guessing"),
];

fn sentences(figures: &mut Figures, marked: &Marked, report: &Report) {
    let lang = figures.lang();
    let test = &report.test;
    let plain = |value: f64, digits: usize| format!("{value:.digits$}");
    let possible: f64 = marked.maxima.iter().sum();
    figures.say(analysis::analysed(
        lang,
        test.persons,
        report.items.len(),
        &plain(test.mean, 1),
        &plain_short(possible),
    ));
    if test.left_out > 0 {
        figures.say(analysis::left_out(lang, test.left_out));
    }
    match test.reliability.as_ref().map(|r| (r.alpha, r.error)) {
        Some((alpha, Some(error))) => figures.say(analysis::precise(lang, &plain(error, 1), &plain(alpha, 2))),
        Some((alpha, None)) => figures.say(analysis::alpha_negative(lang, &plain(alpha, 2))),
        None => figures.say(analysis::not_precise(lang)),
    }
    let mut any = false;
    for (flag, _) in FLAGS {
        let with: Vec<&str> = marked
            .names
            .iter()
            .zip(&report.items)
            .filter(|(_, item)| item.flags.contains(&flag))
            .map(|(name, _)| name.as_str())
            .collect();
        if with.is_empty() {
            continue;
        }
        any = true;
        let with = with.join(", ");
        figures.say(match flag {
            Flag::NotSeen => analysis::flag_not_seen(lang, &with),
            Flag::NoVariance => analysis::flag_no_variance(lang, &with),
            Flag::NoVarianceElsewhere => analysis::flag_no_variance_elsewhere(lang, &with),
            Flag::NegativeCovariance => analysis::flag_negative_covariance(lang, &with),
            Flag::NegativeDiscrimination => analysis::flag_negative_discrimination(lang, &with),
            Flag::BelowGuessing => analysis::flag_below_guessing(lang, &with),
        });
    }
    if !any {
        figures.say(analysis::flag_nothing(lang));
    }
}

/// A number without useless decimals.
fn plain_short(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn whole(figures: &mut Figures, report: &Report) {
    let lang = figures.lang();
    let test = &report.test;
    let mut rows: Vec<(&'static Formula, Option<f64>, usize)> = vec![
        (&f::MEAN, Some(test.mean), 2),
        (&f::MEDIAN, Some(test.median), 2),
        (&f::DEVIATION, test.deviation, 2),
        (&f::SKEWNESS, test.skewness, 3),
        (&f::KURTOSIS, test.kurtosis, 3),
        (&f::CONSISTENCY, test.consistency, 2),
        (&f::ERROR_RATIO, test.error_ratio, 2),
        (&f::STANDARD_ERROR, test.standard_error, 3),
    ];
    let reliability = test.reliability.as_ref();
    rows.push((&f::ALPHA, reliability.map(|r| r.alpha), 4));
    if let Some(reliability) = reliability {
        if reliability.dichotomous {
            rows.push((&f::KR21, reliability.kr21, 4));
        }
        rows.push((&f::STANDARDISED, reliability.standardised, 4));
        rows.push((&f::LAMBDA6, reliability.lambda6, 4));
        rows.push((&f::OMEGA, reliability.omega.as_ref().map(|omega| omega.value), 4));
    }
    let mut json = serde_json::Map::new();
    json.insert("persons".to_owned(), json!(test.persons));
    json.insert("left-out".to_owned(), json!(test.left_out));
    for (formula, number, _) in &rows {
        json.insert(key(formula), value(*number));
    }
    if let Some(omega) = reliability.and_then(|r| r.omega.as_ref()) {
        json.insert("heywood".to_owned(), json!(omega.heywood));
    }
    figures.put("test", Value::Object(json));
    let rows = rows
        .into_iter()
        .map(|(formula, number, digits)| (formula, decimals(lang, number, digits)))
        .collect();
    figures.list(analysis::table_test(lang), rows);
}

/// The member of a figure in the document: its id without the area.
pub fn key(formula: &Formula) -> String {
    formula.id.trim_start_matches("formula/").to_owned()
}

/// A column of the table of questions: what it is, where it is found, its decimals, whether people see it too.
type Column = (&'static Formula, fn(&ItemStatistics) -> Option<f64>, usize, bool);

const COLUMNS: [Column; 11] = [
    // A question that nobody saw has no facility: the 0 of its gaps is nobody's answer.
    (&f::FACILITY, |item| (item.seen > 0).then_some(item.facility), 3, true),
    (&f::DEVIATION, |item| item.deviation, 3, true),
    (&f::GUESS, |item| item.guess, 3, true),
    (&f::INTENDED, |item| Some(item.intended_weight), 2, true),
    (
        &f::EFFECTIVE,
        |item| item.effective_weight.filter(|_| item.seen > 0),
        2,
        true,
    ),
    (&f::DISCRIMINATION, |item| item.discrimination_index, 2, true),
    (&f::EFFICIENCY, |item| item.discriminative_efficiency, 2, true),
    (&f::ITEM_TOTAL, |item| item.item_total, 3, false),
    (&f::ITEM_REST, |item| item.item_rest, 3, false),
    (
        &f::UPPER_LOWER,
        |item| item.upper_lower.filter(|_| item.seen > 0),
        3,
        true,
    ),
    (&f::ALPHA_WITHOUT, |item| item.alpha_without, 3, true),
];

fn items(figures: &mut Figures, marked: &Marked, report: &Report) {
    let lang = figures.lang();
    let mut list = Vec::new();
    let mut rows = Vec::new();
    for (name, item) in marked.names.iter().zip(&report.items) {
        let flags: Vec<&str> = FLAGS
            .iter()
            .filter(|(flag, _)| item.flags.contains(flag))
            .map(|(_, name)| *name)
            .collect();
        let mut json = serde_json::Map::new();
        json.insert("item".to_owned(), json!(name));
        json.insert("seen".to_owned(), json!(item.seen));
        json.insert("flags".to_owned(), json!(flags));
        let mut row = vec![name.clone()];
        for (formula, of, digits, shown) in COLUMNS {
            json.insert(key(formula), value(of(item)));
            if shown {
                row.push(decimals(lang, of(item), digits));
            }
        }
        list.push(Value::Object(json));
        rows.push(row);
    }
    let mut headers = vec![analysis::item(lang).to_owned()];
    for (formula, _, _, shown) in COLUMNS {
        let name = figures.name(formula);
        if shown {
            headers.push(name);
        }
    }
    figures.table(analysis::table_items(lang), headers, rows);
    figures.put("items", Value::Array(list));
}

/// Lord's error, for tests of right or wrong answers.
fn points(figures: &mut Figures, report: &Report) {
    let lang = figures.lang();
    let dichotomous = report.test.reliability.as_ref().is_some_and(|r| r.dichotomous);
    let Ok(items) = u32::try_from(report.items.len()) else {
        return;
    };
    if !dichotomous {
        return;
    }
    let all: Vec<(u32, f64)> = (0..=items)
        .filter_map(|score| Some((score, conditional_error(score, items)?)))
        .collect();
    let list: Vec<Value> = all
        .iter()
        .map(|(score, error)| json!({"points": score, "conditional-error": error}))
        .collect();
    let step = (items as usize).div_ceil(10).max(1);
    let rows = all
        .iter()
        .step_by(step)
        .map(|(score, error)| vec![score.to_string(), decimals(lang, *error, 2)])
        .collect();
    let headers = vec![analysis::points(lang).to_owned(), figures.name(&f::CONDITIONAL)];
    figures.table(analysis::table_points(lang), headers, rows);
    figures.put("points", Value::Array(list));
}

/// The options of one question, counted.
struct Counted<'a> {
    name: &'a str,
    labels: &'a [String],
    table: Distractors,
}

fn drawn(marked: &Marked, groups: u16) -> Vec<Counted<'_>> {
    let earned = |row: &Vec<Option<f64>>| row.iter().flatten().sum::<f64>();
    let totals: Vec<f64> = marked.rows.iter().map(earned).collect();
    let groups = ability_groups(&totals, groups);
    let mut tables = Vec::new();
    for (item, (name, options)) in marked.names.iter().zip(&marked.options).enumerate() {
        let Some(options) = options else { continue };
        let own = |row: &Vec<Option<f64>>| row.get(item).copied().flatten().unwrap_or(0.0);
        let rest: Vec<f64> = marked
            .rows
            .iter()
            .zip(&totals)
            .map(|(row, total)| total - own(row))
            .collect();
        let counted = distractors(&Drawn {
            chosen: &options.chosen,
            options: u16::try_from(options.labels.len()).unwrap_or(u16::MAX),
            keys: &options.keys,
            rest: &rest,
            groups: &groups,
        });
        if let Ok(table) = counted {
            tables.push(Counted {
                name,
                labels: &options.labels,
                table,
            });
        }
    }
    tables
}

/// Names the options that behave oddly; how many wrong ones are idle.
fn option_sentences(figures: &mut Figures, tables: &[Counted<'_>]) -> usize {
    let lang = figures.lang();
    let mut idle = 0;
    for Counted { name, labels, table } in tables {
        for (row, label) in table.rows.iter().zip(*labels) {
            idle += usize::from(row.idle);
            // A correlation that chance alone could make is not worth a sentence.
            let beyond = row.correlation.is_some_and(|r| r.abs() > 0.1);
            if row.suspect && beyond {
                figures.say(if row.right {
                    analysis::option_repels(lang, name, label)
                } else {
                    analysis::option_draws(lang, name, label)
                });
            }
        }
    }
    idle
}

fn options(figures: &mut Figures, counted: &Counted<'_>) {
    let lang = figures.lang();
    let Counted { name, labels, table } = counted;
    let groups = table.groups.len();
    let mut headers = vec![
        analysis::option(lang).to_owned(),
        analysis::count(lang).to_owned(),
        figures.name(&f::SHARE),
        figures.name(&f::OPTION_REST),
    ];
    for group in 0..groups {
        headers.push(match group {
            0 => analysis::weakest(lang).to_owned(),
            last if last + 1 == groups => analysis::strongest(lang).to_owned(),
            between => format!("{} {}", analysis::strength(lang), between + 1),
        });
    }
    let label = |option: Option<u16>| option.and_then(|option| labels.get(usize::from(option)));
    let rows = table
        .rows
        .iter()
        .map(|row| {
            let shown = label(row.option).map_or(analysis::no_answer(lang), String::as_str);
            let mut cells = vec![
                format!("{}{shown}", if row.right { "* " } else { "  " }),
                row.count.to_string(),
                decimals(lang, row.share, 3),
                decimals(lang, row.correlation, 3),
            ];
            cells.extend(row.by_group.iter().map(|share| decimals(lang, *share, 3)));
            cells
        })
        .collect();
    figures.table(analysis::table_options(lang, name), headers, rows);
    let list: Vec<Value> = table
        .rows
        .iter()
        .map(|row| {
            json!({
                "option": label(row.option),
                "right": row.right,
                "count": row.count,
                "share": value(row.share),
                "option-rest": value(row.correlation),
                "by-group": row.by_group.iter().map(|share| value(*share)).collect::<Vec<_>>(),
                "idle": row.idle,
                "suspect": row.suspect,
            })
        })
        .collect();
    figures.within("options", name, json!({"groups": table.groups, "rows": list}));
}

fn draw(plots: &mut Plots, marked: &Marked, report: &Report, tables: &[Counted<'_>]) {
    let lang = plots.lang();
    let totals: Vec<f64> = marked.rows.iter().map(|row| row.iter().flatten().sum()).collect();
    plots.histogram(
        "totals",
        words(
            p::totals(lang),
            p::totals_shows(lang),
            (p::points(lang), Numbers::Any),
            (p::people(lang), Numbers::Counts),
        ),
        &totals,
        &[],
    );
    let points: Vec<Point<'_>> = marked
        .names
        .iter()
        .zip(&report.items)
        .map(|(name, item)| Point {
            across: if item.seen > 0 { item.facility } else { f64::NAN },
            up: item.item_rest.unwrap_or(f64::NAN),
            name,
            odd: false,
        })
        .collect();
    plots.points(
        "questions",
        words(
            p::quality(lang),
            p::quality_shows(lang),
            (p::facility(lang), Numbers::Shares),
            (p::rest(lang), Numbers::Sizes),
        ),
        &points,
        &[],
        ["", ""],
    );
    if report.test.reliability.as_ref().is_some_and(|r| r.dichotomous)
        && let Ok(items) = u32::try_from(report.items.len())
    {
        let line = Line {
            name: "",
            points: (0..=items)
                .filter_map(|score| Some((f64::from(score), conditional_error(score, items)?)))
                .collect(),
        };
        plots.lines(
            "error",
            words(
                p::error_points(lang),
                p::error_points_shows(lang),
                (p::points(lang), Numbers::Any),
                (p::points(lang), Numbers::Sizes),
            ),
            &[line],
            &[],
        );
    }
    for (place, Counted { name, labels, table }) in tables.iter().enumerate() {
        let shown: Vec<String> = table
            .rows
            .iter()
            .map(|row| {
                let label = row.option.and_then(|option| labels.get(usize::from(option)));
                let label = label.map_or(p::no_answer(lang), String::as_str);
                if row.right {
                    p::right_option(lang, label)
                } else {
                    label.to_owned()
                }
            })
            .collect();
        let lines: Vec<Line<'_>> = table
            .rows
            .iter()
            .zip(&shown)
            .map(|(row, name)| Line {
                name,
                points: (1_u16..)
                    .zip(&row.by_group)
                    .map(|(group, share)| (f64::from(group), share.unwrap_or(f64::NAN)))
                    .collect(),
            })
            .collect();
        let title = p::options(lang, name);
        let words = words(
            &title,
            p::options_shows(lang),
            (p::ability(lang), Numbers::Whole),
            (p::share(lang), Numbers::Shares),
        );
        plots.lines(&numbered("options", place, name), words, &lines, &[]);
    }
}
