//! Angoff's method: rounds of ratings.

use super::{Done, numbers, share, tried};
use crate::figures::{Figures, decimals, value};
use crate::formula as f;
use crate::plots::Asked;
use crate::sheet::{Sheet, Wrongs};
use anyhow::Result;
use jalon_messages::{analysis, plots};
use jalon_psychometrics::standard::{Angoff, Refused, angoff, moves};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Scores on which a cut is tried.
#[derive(Debug, clap::Args)]
pub struct Tried {
    /// Scores of people: a table with a column `score`; then who would pass is told.
    #[arg(long)]
    pub scores: Option<PathBuf>,
}

/// What Angoff's method takes.
#[derive(Debug, clap::Args)]
#[group(id = "angoff")]
pub struct ByRatings {
    /// One table a round, in order: one line a judge, the first column its name, then one column a question with a number from 0 to 1.
    #[arg(required = true)]
    pub rounds: Vec<PathBuf>,
    /// Questions: columns `item` and `p`, the share of people who succeeded.
    #[arg(long)]
    pub items: Option<PathBuf>,
    /// Scores on which the cut is tried.
    #[command(flatten)]
    pub tried: Tried,
    /// Plots.
    #[command(flatten)]
    pub asked: Asked,
}

/// A round of ratings with the names of judges and questions.
struct Round {
    judges: Vec<String>,
    items: Vec<String>,
    ratings: Vec<Vec<f64>>,
}

fn round(path: &Path, wrongs: &mut Wrongs) -> Result<Round> {
    let sheet = Sheet::read(path, wrongs)?;
    let mut round = Round {
        judges: sheet.cells(0).map(str::to_owned).collect(),
        items: sheet.headers().iter().skip(1).cloned().collect(),
        ratings: Vec::new(),
    };
    for row in 0..sheet.len() {
        let ratings = (1..sheet.headers().len()).filter_map(|column| share(&sheet, row, column, wrongs));
        round.ratings.push(ratings.collect());
    }
    Ok(round)
}

/// Adds up the rounds.
pub(super) fn by_ratings(arguments: &ByRatings, figures: &mut Figures, wrongs: &mut Wrongs) -> Result<Done> {
    let lang = figures.lang();
    let mut rounds = Vec::new();
    for path in &arguments.rounds {
        rounds.push(round(path, wrongs)?);
    }
    let Some((first, rest)) = rounds.split_first() else {
        return Ok(Err(Refused::OneJudge));
    };
    for (other, path) in rest.iter().zip(arguments.rounds.iter().skip(1)) {
        // A judge or a question that is not in both would be compared with another.
        for (a, b) in [(&first.judges, &other.judges), (&first.items, &other.items)] {
            let strange = b
                .iter()
                .find(|name| !a.contains(name))
                .or_else(|| a.iter().find(|name| !b.contains(name)));
            if let Some(name) = strange.or_else(|| (a != b).then(|| b.first()).flatten()) {
                let path = path.display().to_string();
                wrongs.add(&path, (1, 1), name, "csv/unknown", &[("name", name)]);
            }
        }
    }
    let difficulty = match &arguments.items {
        Some(path) => Some(difficulty(&Sheet::read(path, wrongs)?, &first.items, wrongs)),
        None => None,
    };
    let scores = scores(&arguments.tried, wrongs)?;
    let mut list = Vec::new();
    let mut last = None;
    for (rank, round) in rounds.iter().enumerate() {
        let found = match angoff(&round.ratings, difficulty.as_deref()) {
            Ok(found) => found,
            Err(why) => return Ok(Err(why)),
        };
        list.push(angoff_json(round, &found));
        if rank + 1 == rounds.len() {
            say_angoff(figures, round, &found);
            let names: Vec<&str> = round.judges.iter().map(String::as_str).collect();
            let cuts: Vec<f64> = found.judges.iter().map(|judge| judge.cut).collect();
            let unit = plots::points(figures.lang());
            figures.draw(|plots| plots.judges(&names, &cuts, found.cut, unit));
        }
        judges(figures, rank, rounds.len(), round, &found);
        last = Some(found);
    }
    figures.put("rounds", Value::Array(list));
    if let (Some(end), false) = (rounds.last(), rest.is_empty()) {
        match moves(&first.ratings, &end.ratings) {
            Ok(step) => {
                let after = last.as_ref().map_or(0.0, |found| found.cut);
                let text = |value: f64, digits: usize| format!("{value:.digits$}");
                let before = text(after - step.cut, 2);
                figures.say(analysis::angoff_moved(
                    lang,
                    &before,
                    &text(after, 2),
                    &text(100.0 * step.changed, 0),
                ));
                if let Some(ratio) = step.spread {
                    let shown = text(ratio, 2);
                    figures.say(if ratio <= 1.0 {
                        analysis::angoff_closer(lang, &shown)
                    } else {
                        analysis::angoff_apart(lang, &shown)
                    });
                }
                figures.put(
                    "move",
                    json!({"cut": value(step.cut), "spread": value(step.spread), "judges": step.judges, "changed": value(step.changed)}),
                );
            }
            Err(why) => return Ok(Err(why)),
        }
    }
    let Some(found) = last else {
        return Ok(Err(Refused::OneJudge));
    };
    Ok(tried(figures, scores.as_deref(), found.cut, found.error_judges))
}

/// The share of people who succeeded on each question, in the order of the ratings.
fn difficulty(sheet: &Sheet, items: &[String], wrongs: &mut Wrongs) -> Vec<f64> {
    let (Some(names), Some(shares)) = (sheet.column("item", wrongs), sheet.column("p", wrongs)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for item in items {
        match sheet.cells(names).position(|name| name == item) {
            Some(row) => found.extend(share(sheet, row, shares, wrongs)),
            None => sheet.wrong(0, names, "csv/unknown", &[("name", item)], wrongs),
        }
    }
    found
}

fn scores(tried: &Tried, wrongs: &mut Wrongs) -> Result<Option<Vec<f64>>> {
    let Some(path) = &tried.scores else { return Ok(None) };
    let sheet = Sheet::read(path, wrongs)?;
    Ok(Some(numbers(&sheet, "score", wrongs)))
}

fn say_angoff(figures: &mut Figures, round: &Round, found: &Angoff) {
    let lang = figures.lang();
    let text = |value: f64| format!("{value:.2}");
    figures.say(analysis::angoff_cut(
        lang,
        &text(found.cut),
        round.items.len(),
        round.judges.len(),
    ));
    figures.say(analysis::angoff_error(lang, &text(found.error_judges)));
    let odd: Vec<&str> = round
        .judges
        .iter()
        .zip(&found.judges)
        .filter(|(_, judge)| judge.with_rest.is_some_and(|r| r < 0.3))
        .map(|(name, _)| name.as_str())
        .collect();
    if !odd.is_empty() {
        figures.say(analysis::angoff_odd(lang, &odd.join(", ")));
    }
    if found.components.clipped {
        figures.say(analysis::angoff_clipped(lang));
    }
    figures.list(
        analysis::table_components(lang),
        vec![
            (&f::ANGOFF, decimals(lang, found.cut, 3)),
            (&f::ANGOFF_ERROR, decimals(lang, found.error_judges, 3)),
            (&f::ANGOFF_BOTH, decimals(lang, found.error_both, 3)),
            (&f::GENERALISABILITY, decimals(lang, found.g, 3)),
            (&f::DEPENDABILITY, decimals(lang, found.phi, 3)),
        ],
    );
}

fn judges(figures: &mut Figures, rank: usize, rounds: usize, round: &Round, found: &Angoff) {
    let lang = figures.lang();
    let headers = vec![
        analysis::judge(lang).to_owned(),
        figures.name(&f::JUDGE_CUT),
        figures.name(&f::SEVERITY),
        figures.name(&f::WITH_REST),
        figures.name(&f::WITH_DIFFICULTY),
    ];
    let rows = round
        .judges
        .iter()
        .zip(&found.judges)
        .map(|(name, judge)| {
            vec![
                name.clone(),
                decimals(lang, judge.cut, 2),
                decimals(lang, judge.severity, 2),
                decimals(lang, judge.with_rest, 3),
                decimals(lang, judge.with_difficulty, 3),
            ]
        })
        .collect();
    let title = if rounds > 1 {
        format!(
            "{} – {}",
            analysis::table_judges(lang),
            analysis::angoff_round(lang, rank + 1)
        )
    } else {
        analysis::table_judges(lang).to_owned()
    };
    figures.table(title, headers, rows);
}

fn angoff_json(round: &Round, found: &Angoff) -> Value {
    let judges: Vec<Value> = round
        .judges
        .iter()
        .zip(&found.judges)
        .map(|(name, judge)| {
            json!({
                "judge": name,
                "judge-cut": value(judge.cut),
                "severity": value(judge.severity),
                "with-rest": value(judge.with_rest),
                "with-difficulty": value(judge.with_difficulty),
            })
        })
        .collect();
    let items: Vec<Value> = round
        .items
        .iter()
        .zip(&found.items)
        .map(|(name, item)| {
            json!({"item": name, "mean": value(item.mean), "deviation": value(item.deviation), "least": item.least, "most": item.most})
        })
        .collect();
    json!({
        "angoff-cut": value(found.cut),
        "percent": value(found.percent),
        "deviation": value(found.deviation),
        "angoff-error": value(found.error_judges),
        "angoff-error-both": value(found.error_both),
        "components": {
            "judge": value(found.components.judge),
            "item": value(found.components.item),
            "residual": value(found.components.residual),
            "clipped": found.components.clipped,
        },
        "generalisability": value(found.g),
        "dependability": value(found.phi),
        "icc-consistency": value(found.consistency),
        "icc-agreement": value(found.agreement),
        "with-difficulty": value(found.with_difficulty),
        "judges": judges,
        "items": items,
    })
}
