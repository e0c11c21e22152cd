//! Plots of raters and judges: severity, cuts, agreement.

use super::{Plots, Words, upright, width};
use jalon_messages::plots as words;
use jalon_paper::plot::{self, Numbers, Row, Threshold};
use jalon_psychometrics::facets::Faceted;

/// A name, how far it agrees, and the interval where there is one.
pub type Agreed = (String, f64, Option<(f64, f64)>);

impl Plots {
    /// Raters by severity, and people beside criteria.
    pub fn facets(&mut self, found: &Faceted, raters: &[String], criteria: &[String]) {
        let lang = self.lang;
        let thetas: Vec<f64> = found.persons.iter().map(|person| person.theta).collect();
        let bars = plot::bars(&thetas, width(&thetas));
        let thresholds: Vec<Threshold<'_>> = criteria
            .iter()
            .zip(&found.items)
            .map(|(name, item)| Threshold { at: item.measure, name })
            .collect();
        self.wright(words::criteria(lang), &bars, &thresholds);
        let rows: Vec<Row<'_>> = raters
            .iter()
            .zip(&found.raters)
            .map(|(name, rater)| Row {
                name,
                at: rater.measure,
                reach: rater
                    .error
                    .map(|error| (rater.measure - 2.0 * error, rater.measure + 2.0 * error)),
                odd: false,
            })
            .collect();
        let words = Words {
            title: words::severity(lang),
            description: words::severity_shows(lang),
            across: (words::severity_unit(lang), Numbers::Any),
            up: ("", Numbers::Any),
        };
        self.rows("severity", words, &rows, &[upright(0.0, "")], ["", ""]);
    }

    /// The cut of each judge, and of all; `unit` is that of the cuts.
    pub fn judges(&mut self, names: &[&str], cuts: &[f64], cut: f64, unit: &str) {
        let lang = self.lang();
        let rows: Vec<Row<'_>> = names
            .iter()
            .zip(cuts)
            .map(|(name, cut)| Row {
                name,
                at: *cut,
                reach: None,
                odd: false,
            })
            .collect();
        let words = Words {
            title: words::judges(lang),
            description: words::judges_shows(lang),
            across: (unit, Numbers::Any),
            up: ("", Numbers::Any),
        };
        self.rows("judges", words, &rows, &[upright(cut, words::cut(lang))], ["", ""]);
    }

    /// Coefficients of agreement, pairs of raters and categories, each with its interval where there is one.
    pub fn agreement(&mut self, file: &str, found: &[Agreed]) {
        let lang = self.lang();
        let rows: Vec<Row<'_>> = found
            .iter()
            .map(|(name, at, reach)| Row {
                name,
                at: *at,
                reach: *reach,
                odd: false,
            })
            .collect();
        let (title, description, across, chance) = match file {
            "pairs" => (
                words::pairs(lang),
                words::pairs_shows(lang),
                words::kappa(lang),
                words::by_chance(lang),
            ),
            "categories" => (
                words::categories(lang),
                words::categories_shows(lang),
                words::specific(lang),
                "",
            ),
            _ => (
                words::coefficients(lang),
                words::coefficients_shows(lang),
                words::coefficient(lang),
                words::by_chance(lang),
            ),
        };
        let words = Words {
            title,
            description,
            across: (across, Numbers::Shares),
            up: ("", Numbers::Any),
        };
        self.rows(file, words, &rows, &[upright(0.0, chance)], ["", ""]);
    }
}
