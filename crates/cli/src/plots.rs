//! Plots beside the figures: SVG files in a folder, when one is asked for.

use crate::figures::Figures;
use anyhow::{Context, Result};
use jalon_messages::{Lang, plots as words};
use jalon_paper::plot::{self, At, Bar, Guide, Labels, Line, Threshold};
use jalon_psychometrics::calibrate::Symbol;
use jalon_psychometrics::dif::MantelReport;
use jalon_psychometrics::facets::Faceted;
use jalon_psychometrics::model::Item;
use jalon_psychometrics::standard::Limits;
use jalon_psychometrics::{fit, scale};
use serde_json::json;
use std::fs;
use std::path::PathBuf;

/// Whether plots are wanted, and where.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Asked {
    /// Draws plots as SVG files into this folder.
    #[arg(long, value_name = "FOLDER")]
    pub plots: Option<PathBuf>,
}

/// The plots of a command, drawn and not yet written.
#[derive(Debug)]
pub struct Plots {
    lang: Lang,
    files: Vec<(String, String)>,
}

impl Asked {
    /// Figures that draw where plots are wanted.
    #[must_use]
    pub fn figures(&self, lang: Lang) -> Figures {
        let files = Vec::new();
        Figures::new(lang).drawing(self.plots.is_some().then_some(Plots { lang, files }))
    }

    /// Writes the plots that were drawn, and says which.
    ///
    /// # Errors
    /// The folder cannot be made, or a file not be written.
    pub fn save(&self, figures: &mut Figures) -> Result<()> {
        let (Some(folder), Some(plots)) = (&self.plots, figures.drawn()) else {
            return Ok(());
        };
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        let mut names = Vec::new();
        for (name, svg) in plots.files {
            let path = folder.join(&name);
            crate::files::write(&path, svg.as_bytes())?;
            names.push(name);
        }
        let lang = figures.lang();
        figures.say(words::drawn(lang, names.len(), &folder.display().to_string()));
        figures.put("plots", json!(names));
        Ok(())
    }
}

/// What is written on a plot.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// Its title.
    pub title: &'a str,
    /// What one sees in it.
    pub description: &'a str,
    /// What goes across.
    pub across: &'a str,
    /// What goes up.
    pub up: &'a str,
}

impl Plots {
    /// The language of the words.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    fn labels<'b>(&self, words: Words<'b>) -> Labels<'b> {
        Labels {
            title: words.title,
            description: words.description,
            across: words.across,
            up: words.up,
            decimal: match self.lang {
                Lang::Fr => ',',
                Lang::En => '.',
            },
        }
    }

    /// Keeps a plot; one that has nothing to show makes no file.
    fn keep(&mut self, name: &str, svg: Option<String>) {
        if let Some(svg) = svg {
            self.files.push((format!("{name}.svg"), svg));
        }
    }

    /// Lines.
    pub fn lines(&mut self, name: &str, words: Words<'_>, lines: &[Line<'_>], guides: &[Guide<'_>]) {
        let svg = plot::lines(&self.labels(words), lines, guides);
        self.keep(name, svg);
    }

    /// Points with their names.
    pub fn points(&mut self, name: &str, words: Words<'_>, points: &[(f64, f64, &str)], guides: &[Guide<'_>]) {
        let svg = plot::scatter(&self.labels(words), points, guides);
        self.keep(name, svg);
    }

    /// A histogram of values in about twenty bars at most.
    pub fn histogram(&mut self, name: &str, words: Words<'_>, values: &[f64], guides: &[Guide<'_>]) {
        let svg = plot::histogram(&self.labels(words), &plot::bars(values, width(values)), guides);
        self.keep(name, svg);
    }

    /// People and questions on one ruler.
    pub fn wright(&mut self, people: &[Bar], thresholds: &[Threshold<'_>]) {
        let lang = self.lang;
        let words = Words {
            title: words::wright(lang),
            description: words::wright_shows(lang),
            across: "",
            up: words::scale(lang),
        };
        let sides = [words::people(lang), words::questions(lang)];
        let svg = plot::wright(&self.labels(words), sides, people, thresholds);
        self.keep("wright", svg);
    }

    /// The curves of a calibration: people and questions, information, error, and one plot a question.
    pub fn calibration(&mut self, items: &[(&str, &Item)], people: &[(f64, f64)]) {
        let lang = self.lang;
        let all: Vec<Item> = items.iter().map(|(_, item)| (*item).clone()).collect();
        let map = fit::wright_map(&all, people, 0.25);
        let bar = |(from, value): &(f64, f64)| Bar {
            from: *from,
            to: from + map.width,
            value: *value,
        };
        let bars: Vec<Bar> = map.persons.iter().map(bar).collect();
        let names: Vec<(f64, String)> = map
            .thresholds
            .iter()
            .filter_map(|(item, symbol, at)| {
                let (name, _) = items.get(*item)?;
                let name = match symbol {
                    Symbol::Step(step) => format!("{name} {step}"),
                    _ => (*name).to_owned(),
                };
                Some((*at, name))
            })
            .collect();
        let thresholds: Vec<Threshold<'_>> = names.iter().map(|(at, name)| Threshold { at: *at, name }).collect();
        self.wright(&bars, &thresholds);
        let points: Vec<f64> = scale::Range::USUAL.points(121).collect();
        let curve = fit::curve(&all, &points);
        let across = words::scale(lang);
        let line = |of: &dyn Fn(&fit::Curve) -> f64| {
            vec![Line {
                name: "",
                points: curve.iter().map(|one| (one.theta, of(one))).collect(),
            }]
        };
        self.lines(
            "information",
            Words {
                title: words::information(lang),
                description: words::information_shows(lang),
                across,
                up: words::information_unit(lang),
            },
            &line(&|one| one.information),
            &[],
        );
        // Beyond two logits an error says that nothing is known: the line stops there.
        self.lines(
            "error",
            Words {
                title: words::error(lang),
                description: words::error_shows(lang),
                across,
                up: words::logits(lang),
            },
            &line(&|one| one.error.filter(|error| *error <= 2.0).unwrap_or(f64::NAN)),
            &[],
        );
        for (place, (name, item)) in items.iter().enumerate() {
            let labels: Vec<String> = (0..item.categories()).map(|k| k.to_string()).collect();
            let first = u8::from(item.categories() == 2);
            let lines: Vec<Line<'_>> = (first..=item.highest())
                .map(|k| Line {
                    name: if first == 1 {
                        ""
                    } else {
                        labels.get(usize::from(k)).map_or("", String::as_str)
                    },
                    points: points
                        .iter()
                        .map(|theta| (*theta, item.probability(*theta, k).unwrap_or(f64::NAN)))
                        .collect(),
                })
                .collect();
            let title = words::curve(lang, name);
            let words = Words {
                title: &title,
                description: words::curve_shows(lang),
                across,
                up: words::chance(lang),
            };
            self.lines(&numbered("question", place, name), words, &lines, &[]);
        }
    }

    /// Differential functioning of each question, by Mantel-Haenszel.
    pub fn differences(&mut self, names: &[String], report: &MantelReport) {
        let lang = self.lang;
        let points: Vec<(f64, f64, &str)> = (1_u32..)
            .zip(names)
            .zip(&report.items)
            .map(|((place, name), item)| (f64::from(place), item.delta.unwrap_or(f64::NAN), name.as_str()))
            .collect();
        let words = Words {
            title: words::dif(lang),
            description: words::dif_shows(lang),
            across: words::rank(lang),
            up: words::delta(lang),
        };
        let large = words::large(lang);
        self.points(
            "differences",
            words,
            &points,
            &[level(1.5, large), level(0.0, ""), level(-1.5, large)],
        );
    }

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
        self.wright(&bars, &thresholds);
        let points: Vec<(f64, f64, &str)> = (1_u32..)
            .zip(raters)
            .zip(&found.raters)
            .map(|((place, name), rater)| (f64::from(place), rater.measure, name.as_str()))
            .collect();
        let words = Words {
            title: words::severity(lang),
            description: words::severity_shows(lang),
            across: words::rank_rater(lang),
            up: words::severity_unit(lang),
        };
        self.points("severity", words, &points, &[level(0.0, "")]);
    }

    /// The cut of each judge, and of all; `unit` is that of the cuts.
    pub fn judges(&mut self, names: &[&str], cuts: &[f64], cut: f64, unit: &str) {
        let lang = self.lang;
        let points: Vec<(f64, f64, &str)> = (1_u32..)
            .zip(names)
            .zip(cuts)
            .map(|((place, name), cut)| (f64::from(place), *cut, *name))
            .collect();
        let words = Words {
            title: words::judges(lang),
            description: words::judges_shows(lang),
            across: words::rank_judge(lang),
            up: unit,
        };
        self.points("judges", words, &points, &[level(cut, words::cut(lang))]);
    }

    /// Scores, and where the cut falls among them.
    pub fn scores(&mut self, scores: &[f64], cut: f64) {
        let lang = self.lang;
        let words = Words {
            title: words::scores(lang),
            description: words::scores_shows(lang),
            across: words::points(lang),
            up: words::people(lang),
        };
        self.histogram("scores", words, scores, &[upright(cut, words::cut(lang))]);
    }

    /// Who would fail at each cut, the judges' diagonal, and the compromise.
    pub fn failures(&mut self, scores: &[f64], limits: Limits, cut: f64) {
        let lang = self.lang;
        let words = Words {
            title: words::failures(lang),
            description: words::failures_shows(lang),
            across: words::cut_points(lang),
            up: words::failing(lang),
        };
        let below = |cut: f64| scores.iter().filter(|score| **score < cut).count() as f64 / scores.len() as f64;
        let (low, high) = scores
            .iter()
            .fold((limits.least_cut, limits.most_cut), |(low, high), score| {
                (low.min(*score), high.max(*score))
            });
        let steps = 120_u32;
        let curve = (0..=steps).map(|step| {
            let at = low + (high - low) * f64::from(step) / f64::from(steps);
            (at, below(at))
        });
        let lines = [
            Line {
                name: words::failing(lang),
                points: curve.collect(),
            },
            Line {
                name: words::diagonal(lang),
                points: vec![
                    (limits.least_cut, limits.most_failures),
                    (limits.most_cut, limits.least_failures),
                ],
            },
        ];
        self.lines("failures", words, &lines, &[upright(cut, words::cut(lang))]);
    }
}

/// An upright line with a name.
#[must_use]
pub const fn upright(at: f64, name: &str) -> Guide<'_> {
    Guide {
        at: At::Across(at),
        name,
    }
}

/// A level line with a name.
#[must_use]
pub const fn level(at: f64, name: &str) -> Guide<'_> {
    Guide { at: At::Up(at), name }
}

/// A file name that keeps the order: `question-007-q7`; letters and digits only, so that every system takes it.
#[must_use]
pub fn numbered(kind: &str, place: usize, name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .take(40)
        .collect();
    let plain = plain.trim_matches('-');
    let dash = if plain.is_empty() { "" } else { "-" };
    format!("{kind}-{:03}{dash}{plain}", place + 1)
}

/// A round width that makes at most about twenty bars.
fn width(values: &[f64]) -> f64 {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut width = 1.0;
    while (high - low) / width > 20.0 && width < 1e9 {
        width *= if (high - low) / (2.0 * width) > 20.0 { 10.0 } else { 2.0 };
    }
    while (high - low) / width < 4.0 && high > low && width > 1e-6 {
        width *= 0.5;
    }
    width
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_widths() {
        assert_eq!(numbered("question", 6, "Où est Q7 ?"), "question-007-o--est-q7");
        assert_eq!(numbered("options", 0, "é"), "options-001");
        assert!((width(&[0.0, 30.0]) - 2.0).abs() < 1e-12);
        assert!((width(&[0.0, 1.0]) - 0.25).abs() < 1e-12);
        assert!((width(&[3.0, 3.0]) - 1.0).abs() < 1e-12);
    }
}
