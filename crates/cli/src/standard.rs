//! `jalon standard-setting`: where judges put a cut, how sure that is, and whom it would pass.

mod angoff;

pub use angoff::{ByRatings, Tried};

use crate::analyse::key;
use crate::figures::{Figures, decimals, value};
use crate::formula::{self as f, Formula};
use crate::output::Said;
use crate::plots::Asked;
use crate::sheet::{Sheet, Wrongs, refused};
use anyhow::Result;
use jalon_messages::{Lang, analysis, plots};
use jalon_psychometrics::model::Item;
use jalon_psychometrics::standard::{
    self, Limits, Place, Refused, bookmark, borderline, contrast, hofstee, impact, location,
};
use serde_json::{Value, json};
use std::path::PathBuf;

/// The methods.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Modified Angoff: for each question, what share of just-competent people would succeed.
    Angoff(ByRatings),
    /// Bookmark: in a booklet from the easiest question to the hardest, the first that a just-competent person does not master.
    Bookmark(ByBookmarks),
    /// Hofstee: a compromise between the cuts and the failures that judges would accept.
    Hofstee(ByLimits),
    /// Contrasting groups: scores of people judged competent and not.
    Contrasting(ByGroups),
    /// Borderline group: scores of people judged neither.
    Borderline(ByGroups),
}

/// What the bookmark method takes.
#[derive(Debug, clap::Args)]
#[group(id = "bookmark")]
pub struct ByBookmarks {
    /// Bookmarks: columns `judge` and `position`, from 1.
    pub bookmarks: PathBuf,
    /// Questions: columns `item`, `b`, and `a` (1 when absent) and `c` (0 when absent), on the logistic scale.
    #[arg(long)]
    pub items: PathBuf,
    /// The chance of success that counts as mastering.
    #[arg(long, default_value_t = 2.0 / 3.0)]
    pub rp: f64,
    /// Where between two questions the cut is put.
    #[arg(long, value_enum, default_value = "between")]
    pub place: Where,
    /// Plots.
    #[command(flatten)]
    pub asked: Asked,
}

/// Where between two questions a bookmark puts the cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Where {
    /// At the question before the bookmark.
    Before,
    /// Half-way.
    Between,
    /// At the question of the bookmark.
    At,
}

/// What Hofstee's method takes.
#[derive(Debug, clap::Args)]
#[group(id = "hofstee")]
pub struct ByLimits {
    /// Answers of the judges: columns `least-cut`, `most-cut` (points), `least-failures`, `most-failures` (0 to 1).
    pub answers: PathBuf,
    /// Scores of people: a table with a column `score`.
    #[arg(long)]
    pub scores: PathBuf,
    /// Plots.
    #[command(flatten)]
    pub asked: Asked,
}

/// What the methods by groups take.
#[derive(Debug, clap::Args)]
#[group(id = "groups")]
pub struct ByGroups {
    /// People: columns `score` and `group`; 1 for the competent (or for the borderline), 0 for the others.
    pub people: PathBuf,
    /// Plots.
    #[command(flatten)]
    pub asked: Asked,
}

/// Sets a cut.
///
/// # Errors
/// A file cannot be read. What is wrong in it is what the command says.
pub fn run(command: &Command, lang: Lang) -> Result<Said> {
    let asked = match command {
        Command::Angoff(arguments) => &arguments.asked,
        Command::Bookmark(arguments) => &arguments.asked,
        Command::Hofstee(arguments) => &arguments.asked,
        Command::Contrasting(arguments) | Command::Borderline(arguments) => &arguments.asked,
    };
    let mut figures = asked.figures(lang);
    let mut wrongs = Wrongs::default();
    let done = match command {
        Command::Angoff(arguments) => angoff::by_ratings(arguments, &mut figures, &mut wrongs)?,
        Command::Bookmark(arguments) => by_bookmarks(arguments, &mut figures, &mut wrongs)?,
        Command::Hofstee(arguments) => by_limits(arguments, &mut figures, &mut wrongs)?,
        Command::Contrasting(arguments) => by_groups(arguments, false, &mut figures, &mut wrongs)?,
        Command::Borderline(arguments) => by_groups(arguments, true, &mut figures, &mut wrongs)?,
    };
    if let Some(said) = wrongs.said(lang) {
        return Ok(said);
    }
    Ok(match done {
        Err(why) => refused(lang, why.code(), &[]),
        Ok(()) => {
            asked.save(&mut figures)?;
            figures.said()
        }
    })
}

/// What the engine said; nothing of it is shown when a table had something wrong.
type Done = std::result::Result<(), Refused>;

/// A number from 0 to 1.
fn share(sheet: &Sheet, row: usize, column: usize, wrongs: &mut Wrongs) -> Option<f64> {
    let found = sheet.needed(row, column, wrongs)?;
    if (0.0..=1.0).contains(&found) {
        return Some(found);
    }
    let cell = sheet.cell(row, column).to_owned();
    sheet.wrong(row, column, "csv/share", &[("found", &cell)], wrongs);
    None
}

/// The numbers of a column.
fn numbers(sheet: &Sheet, name: &str, wrongs: &mut Wrongs) -> Vec<f64> {
    let Some(column) = sheet.column(name, wrongs) else {
        return Vec::new();
    };
    (0..sheet.len())
        .filter_map(|row| sheet.needed(row, column, wrongs))
        .collect()
}

fn by_bookmarks(arguments: &ByBookmarks, figures: &mut Figures, wrongs: &mut Wrongs) -> Result<Done> {
    let lang = figures.lang();
    let marks = Sheet::read(&arguments.bookmarks, wrongs)?;
    let (judge, position) = (marks.column("judge", wrongs), marks.column("position", wrongs));
    let mut positions = Vec::new();
    if let Some(column) = position {
        for row in 0..marks.len() {
            let cell = marks.cell(row, column);
            match cell.parse::<usize>() {
                Ok(place) => positions.push((row, place)),
                Err(_) => marks.wrong(row, column, "csv/number", &[("found", cell)], wrongs),
            }
        }
    }
    let sheet = Sheet::read(&arguments.items, wrongs)?;
    // Past the last question: all are mastered.
    let most = sheet.len() + 1;
    let written = most.to_string();
    for (row, place) in &positions {
        if !(1..=most).contains(place) {
            let cell = place.to_string();
            let args = [("found", cell.as_str()), ("most", written.as_str())];
            marks.wrong(*row, position.unwrap_or(0), "csv/position", &args, wrongs);
        }
    }
    let positions: Vec<usize> = positions.into_iter().map(|(_, place)| place).collect();
    let (names, items) = parameters(&sheet, wrongs);
    let mut locations = Vec::new();
    for (item, (a, b, c)) in items.iter().enumerate() {
        match location(*a, *b, *c, arguments.rp) {
            Some(place) => locations.push(place),
            None => return Ok(Err(Refused::Location { item })),
        }
    }
    let place = match arguments.place {
        Where::Before => Place::Before,
        Where::Between => Place::Between,
        Where::At => Place::At,
    };
    let found = match bookmark(&locations, &positions, place) {
        Ok(found) => found,
        Err(why) => return Ok(Err(why)),
    };
    let points: f64 = items
        .iter()
        .filter_map(|&(a, b, c)| Item::three_pl(a, b, c).ok()?.probability(found.median, 1))
        .sum();
    let text = |value: f64| format!("{value:.2}");
    figures.say(analysis::bookmark_cut(lang, &text(found.median), &text(found.error)));
    figures.say(analysis::bookmark_points(lang, &text(points), items.len()));
    figures.list(
        analysis::table_components(lang),
        vec![
            (&f::BOOKMARK, decimals(lang, found.median, 4)),
            (&f::MEAN, decimals(lang, found.mean, 4)),
            (&f::BOOKMARK_ERROR, decimals(lang, found.error, 4)),
        ],
    );
    let called: Vec<&str> = judge.map_or_else(Vec::new, |column| marks.cells(column).collect());
    let headers = vec![analysis::judge(lang).to_owned(), analysis::cut(lang).to_owned()];
    let rows = called
        .iter()
        .zip(&found.judges)
        .map(|(name, cut)| vec![(*name).to_owned(), decimals(lang, *cut, 3)])
        .collect();
    figures.table(analysis::table_judges(lang), headers, rows);
    let booklet: Vec<Value> = found
        .order
        .iter()
        .map(|&item| json!({"item": names.get(item), "location": value(found.locations.get(item).copied())}))
        .collect();
    let by_judge: Vec<Value> = called
        .iter()
        .zip(&found.judges)
        .map(|(name, cut)| json!({"judge": name, "cut": value(*cut)}))
        .collect();
    figures.draw(|plots| plots.judges(&called, &found.judges, found.median, plots::scale(lang)));
    let _ = figures.name(&f::LOCATION);
    figures.put("booklet", Value::Array(booklet));
    figures.put("judges", Value::Array(by_judge));
    figures.put("bookmark-cut", value(found.median));
    figures.put("mean", value(found.mean));
    figures.put("bookmark-error", value(found.error));
    figures.put("expected-points", value(points));
    Ok(Ok(()))
}

/// Names and parameters of the questions.
fn parameters(sheet: &Sheet, wrongs: &mut Wrongs) -> (Vec<String>, Vec<(f64, f64, f64)>) {
    let (Some(name), Some(b)) = (sheet.column("item", wrongs), sheet.column("b", wrongs)) else {
        return (Vec::new(), Vec::new());
    };
    let (a, c) = (sheet.find("a"), sheet.find("c"));
    let mut items = Vec::new();
    for row in 0..sheet.len() {
        let mut of = |column: Option<usize>, default: f64| match column {
            Some(column) => sheet.needed(row, column, wrongs),
            None => Some(default),
        };
        if let (Some(a), Some(b), Some(c)) = (of(a, 1.0), of(Some(b), 0.0), of(c, 0.0)) {
            items.push((a, b, c));
        }
    }
    (sheet.cells(name).map(str::to_owned).collect(), items)
}

fn by_limits(arguments: &ByLimits, figures: &mut Figures, wrongs: &mut Wrongs) -> Result<Done> {
    let lang = figures.lang();
    let answers = Sheet::read(&arguments.answers, wrongs)?;
    let mean = |name: &str, wrongs: &mut Wrongs| {
        let all = numbers(&answers, name, wrongs);
        jalon_psychometrics::numeric::sum::mean(&all)
    };
    let limits = Limits {
        least_cut: mean("least-cut", wrongs),
        most_cut: mean("most-cut", wrongs),
        least_failures: mean("least-failures", wrongs),
        most_failures: mean("most-failures", wrongs),
    };
    let sheet = Sheet::read(&arguments.scores, wrongs)?;
    let scores = numbers(&sheet, "score", wrongs);
    let found = match hofstee(&scores, limits) {
        Ok(found) => found,
        Err(why) => return Ok(Err(why)),
    };
    let text = |value: f64, digits: usize| format!("{value:.digits$}");
    let (cut, whole) = (text(found.cut, 2), text(found.whole, 0));
    figures.say(analysis::hofstee_cut(
        lang,
        &cut,
        &whole,
        &text(100.0 * found.failures, 1),
    ));
    figures.list(
        analysis::table_components(lang),
        vec![(&f::HOFSTEE, decimals(lang, found.cut, 4))],
    );
    figures.draw(|plots| plots.failures(&scores, limits, found.cut));
    figures.put("hofstee-cut", value(found.cut));
    figures.put("whole", value(found.whole));
    figures.put("failures", value(found.failures));
    Ok(tried(figures, Some(&scores), found.whole, 0.0))
}

fn by_groups(arguments: &ByGroups, border: bool, figures: &mut Figures, wrongs: &mut Wrongs) -> Result<Done> {
    let sheet = Sheet::read(&arguments.people, wrongs)?;
    let scores = numbers(&sheet, "score", wrongs);
    let mut members = Vec::new();
    if let Some(column) = sheet.column("group", wrongs) {
        for row in 0..sheet.len() {
            let cell = sheet.cell(row, column);
            if cell != "0" && cell != "1" {
                sheet.wrong(row, column, "csv/right-wrong", &[("found", cell)], wrongs);
            }
            members.push(cell == "1");
        }
    }
    Ok(if border {
        bordering(figures, &scores, &members)
    } else {
        contrasting(figures, &scores, &members)
    })
}

fn contrasting(figures: &mut Figures, scores: &[f64], competent: &[bool]) -> Done {
    let lang = figures.lang();
    let found = contrast(scores, competent)?;
    let above = competent.iter().filter(|side| **side).count();
    let cut = found.logistic.unwrap_or(found.midpoint);
    figures.say(analysis::contrast_cut(
        lang,
        competent.len() - above,
        above,
        &format!("{cut:.2}"),
    ));
    if found.logistic.is_none() {
        figures.say(analysis::contrast_apart(lang));
    }
    let rows: [(&'static Formula, Option<f64>); 3] = [
        (&f::CONTRAST, found.logistic),
        (&f::CROSSING, found.normal),
        (&f::MIDPOINT, Some(found.midpoint)),
    ];
    for (formula, cut) in rows {
        figures.put(&key(formula), value(cut));
    }
    let groups = [("below", found.below), ("above", found.above)];
    for (name, (mean, deviation)) in groups {
        figures.put(name, json!({"mean": value(mean), "deviation": value(deviation)}));
    }
    let shown = rows
        .into_iter()
        .map(|(formula, cut)| (formula, decimals(lang, cut, 3)))
        .collect();
    figures.list(analysis::table_components(lang), shown);
    figures.draw(|plots| plots.groups(scores, competent, cut));
    tried(figures, Some(scores), cut, 0.0)
}

fn bordering(figures: &mut Figures, scores: &[f64], members: &[bool]) -> Done {
    let lang = figures.lang();
    let own: Vec<f64> = scores
        .iter()
        .zip(members)
        .filter(|(_, member)| **member)
        .map(|(score, _)| *score)
        .collect();
    let found = borderline(&own)?;
    figures.say(analysis::borderline_cut(
        lang,
        found.persons,
        &format!("{:.2}", found.median),
    ));
    figures.list(
        analysis::table_components(lang),
        vec![
            (&f::BORDERLINE, decimals(lang, found.median, 3)),
            (&f::MEAN, decimals(lang, found.mean, 3)),
            (&f::DEVIATION, decimals(lang, found.deviation, 3)),
        ],
    );
    figures.put("borderline-cut", value(found.median));
    figures.put("mean", value(found.mean));
    figures.put("deviation", value(found.deviation));
    figures.put("error-of-the-mean", value(found.error));
    tried(figures, Some(scores), found.median, found.error.unwrap_or(0.0))
}

/// Who would pass, at the cut and around it; only at the cut when no error is known.
fn tried(figures: &mut Figures, scores: Option<&[f64]>, cut: f64, error: f64) -> Done {
    let Some(scores) = scores else { return Ok(()) };
    let lang = figures.lang();
    let rows = impact(scores, cut, error)?;
    figures.draw(|plots| plots.scores(scores, cut));
    let rate = |steps: i8| {
        let found = rows.iter().find(|row| row.steps == steps);
        found.map_or_else(String::new, |row| format!("{:.1}", 100.0 * row.rate))
    };
    figures.say(if error > 0.0 {
        analysis::impact_says(lang, &rate(0), &rate(1), &rate(-1))
    } else {
        analysis::impact_only(lang, &rate(0))
    });
    figures.say(analysis::reaches_passes(lang));
    let headers = vec![
        analysis::errors_away(lang).to_owned(),
        analysis::cut(lang).to_owned(),
        analysis::passing(lang).to_owned(),
        figures.name(&f::IMPACT),
    ];
    let shown: Vec<&standard::Impact> = rows.iter().filter(|row| error > 0.0 || row.steps == 0).collect();
    let table = shown
        .iter()
        .map(|row| {
            vec![
                decimals(lang, f64::from(row.steps), 0),
                decimals(lang, row.cut, 2),
                row.passing.to_string(),
                decimals(lang, row.rate, 3),
            ]
        })
        .collect();
    figures.table(analysis::table_impact(lang), headers, table);
    let list: Vec<Value> = shown
        .iter()
        .map(|row| {
            json!({"errors": row.steps, "cut": value(row.cut), "passing": row.passing, "impact": value(row.rate)})
        })
        .collect();
    figures.put("impact", Value::Array(list));
    Ok(())
}
