//! The tables of agreement: coefficients, pairs, categories, intraclass correlations.

use super::Table;
use crate::figures::{Figures, decimals, p_value, value};
use crate::formula::{self as f, Formula};
use crate::output::say;
use crate::plots::raters::Agreed;
use jalon_base::sorted::SortedMap;
use jalon_messages::{Lang, analysis};
use jalon_psychometrics::agreement::{
    Bounds, Form, Ratings, Refused, Scores, Weights, cohen, icc, per_category, shares, stuart_maxwell,
};
use serde_json::{Value, json};

/// A coefficient with what is known beside it.
pub(super) struct Coefficient {
    pub(super) value: f64,
    pub(super) error: Option<f64>,
    pub(super) bounds: Option<Bounds>,
    pub(super) expected: Option<f64>,
}

impl Coefficient {
    pub(super) const fn alone(value: f64) -> Self {
        Self {
            value,
            error: None,
            bounds: None,
            expected: None,
        }
    }
}

/// The table of coefficients, as it grows.
pub(super) struct Coefficients<'a> {
    pub(super) figures: &'a mut Figures,
    rows: Vec<Vec<String>>,
    json: Vec<Value>,
    drawn: Vec<Agreed>,
}

fn ends(bounds: Option<Bounds>) -> Option<(f64, f64)> {
    bounds.map(|bounds| (bounds.low, bounds.high))
}

impl<'a> Coefficients<'a> {
    pub(super) fn new(figures: &'a mut Figures) -> Self {
        Self {
            figures,
            rows: Vec::new(),
            json: Vec::new(),
            drawn: Vec::new(),
        }
    }

    pub(super) fn of(&mut self, formula: &'static Formula, found: Result<Coefficient, Refused>) {
        self.named(formula, "", found);
    }

    /// A coefficient, or why there is none.
    pub(super) fn named(&mut self, formula: &'static Formula, kind: &str, found: Result<Coefficient, Refused>) {
        let lang = self.figures.lang();
        let name = self.figures.name(formula);
        let name = if kind.is_empty() {
            name
        } else {
            format!("{name} ({kind})")
        };
        let blank = || "–".to_owned();
        match found {
            Ok(found) => {
                // Shares of exact agreement allow nothing for chance: they stand on another scale.
                if formula.id != f::EXACT.id {
                    self.drawn.push((name.clone(), found.value, ends(found.bounds)));
                }
                self.rows.push(vec![
                    name,
                    decimals(lang, found.value, 4),
                    decimals(lang, found.error, 4),
                    interval(lang, found.bounds),
                    decimals(lang, found.expected, 4),
                ]);
                self.json.push(json!({
                    "figure": formula.id,
                    "kind": kind,
                    "value": value(found.value),
                    "error": value(found.error),
                    "low": value(found.bounds.map(|bounds| bounds.low)),
                    "high": value(found.bounds.map(|bounds| bounds.high)),
                    "expected": value(found.expected),
                }));
            }
            Err(why) => {
                let sentence = say(lang, why.code(), &SortedMap::new());
                self.figures.say(analysis::not_said(lang, &name, &sentence));
                self.rows.push(vec![name, blank(), blank(), blank(), blank()]);
                self.json
                    .push(json!({"figure": formula.id, "kind": kind, "value": null, "refused": why.code()}));
            }
        }
    }

    pub(super) fn close(self) {
        let lang = self.figures.lang();
        let headers = vec![
            analysis::coefficient(lang).to_owned(),
            analysis::value(lang).to_owned(),
            analysis::standard_error(lang).to_owned(),
            analysis::interval(lang).to_owned(),
            analysis::chance(lang).to_owned(),
        ];
        self.figures
            .table(analysis::table_coefficients(lang), headers, self.rows);
        self.figures.put("coefficients", Value::Array(self.json));
        self.figures.draw(|plots| plots.agreement("coefficients", &self.drawn));
    }
}

fn interval(lang: Lang, bounds: Option<Bounds>) -> String {
    bounds.map_or_else(
        || "–".to_owned(),
        |bounds| format!("{} … {}", decimals(lang, bounds.low, 3), decimals(lang, bounds.high, 3)),
    )
}

/// Each pair of raters.
pub(super) fn pairs(figures: &mut Figures, table: &Table, ratings: &Ratings, weights: &Weights, confidence: f64) {
    let lang = figures.lang();
    let headers = vec![
        analysis::pair(lang).to_owned(),
        analysis::count(lang).to_owned(),
        figures.name(&f::COHEN),
        analysis::standard_error(lang).to_owned(),
        analysis::interval(lang).to_owned(),
        analysis::p_value(lang).to_owned(),
        figures.name(&f::ADJUSTED),
        figures.name(&f::STUART),
    ];
    let (mut rows, mut list) = (Vec::new(), Vec::new());
    let mut drawn: Vec<Agreed> = Vec::new();
    for (i, first) in table.raters.iter().enumerate() {
        for (j, second) in table.raters.iter().enumerate().skip(i + 1) {
            let name = format!("{first} – {second}");
            let found = ratings
                .table(i, j)
                .and_then(|square| Ok((cohen(&square, weights, confidence)?, square)));
            let (kappa, square) = match found {
                Ok(found) => found,
                Err(why) => {
                    let sentence = say(lang, why.code(), &SortedMap::new());
                    figures.say(analysis::not_said(lang, &name, &sentence));
                    list.push(json!({"first": first, "second": second, "cohen": null, "refused": why.code()}));
                    continue;
                }
            };
            if table.raters.len() == 2 {
                let text = |value: f64| format!("{value:.2}");
                let (low, high) = (text(kappa.bounds.low), text(kappa.bounds.high));
                figures.say(analysis::pair_agrees(
                    lang,
                    first,
                    second,
                    &text(kappa.value),
                    &low,
                    &high,
                ));
            }
            drawn.push((name.clone(), kappa.value, ends(Some(kappa.bounds))));
            let (use_of, homogeneity) = (shares(&square), stuart_maxwell(&square).ok());
            rows.push(vec![
                name,
                decimals(lang, kappa.subjects, 0),
                decimals(lang, kappa.value, 4),
                decimals(lang, kappa.error, 4),
                interval(lang, Some(kappa.bounds)),
                p_value(lang, kappa.p),
                decimals(lang, use_of.adjusted, 4),
                p_value(lang, homogeneity.map(|test| test.p)),
            ]);
            list.push(json!({
                "first": first,
                "second": second,
                "cases": value(kappa.subjects),
                "cohen": value(kappa.value),
                "observed": value(kappa.observed),
                "expected": value(kappa.expected),
                "error": value(kappa.error),
                "low": value(kappa.bounds.low),
                "high": value(kappa.bounds.high),
                "z": value(kappa.z),
                "p": value(kappa.p),
                "adjusted-kappa": value(use_of.adjusted),
                "prevalence-index": value(use_of.prevalence),
                "bias-index": value(use_of.bias),
                "stuart-maxwell": homogeneity.map_or(Value::Null, |test| {
                    json!({"chi-square": value(test.chi_square), "df": test.df, "p": value(test.p)})
                }),
            }));
        }
    }
    figures.table(analysis::table_pairs(lang), headers, rows);
    figures.put("pairs", Value::Array(list));
    figures.draw(|plots| plots.agreement("pairs", &drawn));
}

/// Each category.
pub(super) fn categories(figures: &mut Figures, table: &Table, ratings: &Ratings) {
    let lang = figures.lang();
    let Ok(found) = per_category(&ratings.counts()) else {
        return;
    };
    let headers = vec![
        analysis::category(lang).to_owned(),
        figures.name(&f::PREVALENCE),
        figures.name(&f::SPECIFIC),
    ];
    let named = || table.labels.iter().zip(&found);
    let rows = named()
        .map(|(label, one)| {
            vec![
                label.clone(),
                decimals(lang, one.share, 3),
                decimals(lang, one.agreement, 3),
            ]
        })
        .collect();
    let list: Vec<Value> = named()
        .map(|(label, one)| {
            json!({"category": label, "prevalence": value(one.share), "specific-agreement": value(one.agreement)})
        })
        .collect();
    figures.table(analysis::table_categories(lang), headers, rows);
    figures.put("by-category", Value::Array(list));
    let drawn: Vec<Agreed> = named()
        .map(|(label, one)| (label.clone(), one.agreement.unwrap_or(f64::NAN), None))
        .collect();
    figures.draw(|plots| plots.agreement("categories", &drawn));
}

/// The six intraclass correlations.
pub(super) fn intraclass(figures: &mut Figures, scores: &Scores, confidence: f64) {
    let lang = figures.lang();
    let name = figures.name(&f::ICC);
    let mut refusals = Vec::new();
    let (mut rows, mut list) = (Vec::new(), Vec::new());
    for form in Form::ALL {
        match icc(scores, form, confidence) {
            Ok(found) => {
                rows.push(vec![
                    form.name().to_owned(),
                    decimals(lang, found.value, 4),
                    interval(lang, found.bounds),
                    p_value(lang, found.p),
                ]);
                list.push(json!({
                    "form": form.name(),
                    "icc": value(found.value),
                    "low": value(found.bounds.map(|bounds| bounds.low)),
                    "high": value(found.bounds.map(|bounds| bounds.high)),
                    "f": value(found.f),
                    "df1": value(found.df1),
                    "df2": value(found.df2),
                    "p": value(found.p),
                }));
            }
            Err(why) => {
                // Once for the six forms, which ask for the same.
                if !refusals.contains(&why) {
                    let sentence = say(lang, why.code(), &SortedMap::new());
                    figures.say(analysis::not_said(lang, &name, &sentence));
                    refusals.push(why);
                }
                list.push(json!({"form": form.name(), "icc": null, "refused": why.code()}));
            }
        }
    }
    let headers = vec![
        name,
        analysis::value(lang).to_owned(),
        analysis::interval(lang).to_owned(),
        analysis::p_value(lang).to_owned(),
    ];
    figures.table(analysis::table_icc(lang), headers, rows);
    figures.put("icc", Value::Array(list));
}
