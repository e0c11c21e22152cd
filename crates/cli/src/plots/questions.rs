//! Plots of questions: curves, the map, differences between groups, anchors.

use super::{Plots, Words, numbered, upright};
use jalon_messages::plots as words;
use jalon_paper::plot::{self, At, Bar, Guide, Line, Numbers, Point, Row, Threshold};
use jalon_psychometrics::calibrate::Symbol;
use jalon_psychometrics::dif::{Ets, MantelReport};
use jalon_psychometrics::model::Item;
use jalon_psychometrics::{fit, scale};

/// An anchor of a link, on both scales.
#[derive(Debug, Clone, Copy)]
pub struct Linked<'a> {
    /// Its name.
    pub name: &'a str,
    /// As the old calibration has it.
    pub old: &'a Item,
    /// As the new one has it, brought onto the scale of the old one.
    pub moved: &'a Item,
    /// Robust z of its difficulty or of its slope, the further from 0.
    pub z: f64,
    /// Whether it drifted.
    pub drifted: bool,
}

/// So many standard errors on either side hold 95 % of a normal law.
const NORMAL: f64 = 1.959_964;
/// Δ is so many times ln α, downwards.
const DELTA: f64 = 2.35;

impl Plots {
    /// People and questions, or criteria, on one ruler.
    pub(super) fn wright(&mut self, beside: &str, people: &[Bar], thresholds: &[Threshold<'_>]) {
        let lang = self.lang;
        let words = Words {
            title: words::wright(lang),
            description: words::wright_shows(lang),
            across: ("", Numbers::Any),
            up: (words::scale(lang), Numbers::Any),
        };
        let sides = [words::people(lang), beside];
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
        self.wright(words::questions(lang), &bars, &thresholds);
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
                across: (across, Numbers::Any),
                up: (words::information_unit(lang), Numbers::Sizes),
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
                across: (across, Numbers::Any),
                up: (words::logits(lang), Numbers::Sizes),
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
                across: (across, Numbers::Any),
                up: (words::chance(lang), Numbers::Shares),
            };
            self.lines(&numbered("question", place, name), words, &lines, &[]);
        }
    }

    /// Differential functioning of each question, by Mantel-Haenszel, with its interval of 95 %.
    pub fn differences(&mut self, names: &[String], report: &MantelReport) {
        let lang = self.lang();
        let rows: Vec<Row<'_>> = names
            .iter()
            .zip(&report.items)
            .map(|(name, item)| Row {
                name,
                at: item.delta.unwrap_or(f64::NAN),
                reach: item.delta.zip(item.error).map(|(delta, error)| {
                    let half = NORMAL * DELTA * error;
                    (delta - half, delta + half)
                }),
                odd: item.class == Some(Ets::C),
            })
            .collect();
        let words = Words {
            title: words::dif(lang),
            description: words::dif_shows(lang),
            across: (words::delta(lang), Numbers::Any),
            up: ("", Numbers::Any),
        };
        let guides = [
            upright(-1.5, words::harder(lang)),
            upright(0.0, ""),
            upright(1.5, words::easier(lang)),
        ];
        self.rows(
            "differences",
            words,
            &rows,
            &guides,
            [words::not_large(lang), words::large(lang)],
        );
    }

    /// The anchors of a link: both difficulties, how far each drifts, and what the kept ones give together.
    pub fn anchors(&mut self, anchors: &[Linked<'_>], limit: f64) {
        let lang = self.lang();
        let marks = [words::kept(lang), words::drifted(lang)];
        let mut named: Vec<(f64, f64, String, bool)> = Vec::new();
        for anchor in anchors {
            let [old, moved] = [anchor.old, anchor.moved].map(thresholds);
            for (place, (old, moved)) in (1..).zip(old.iter().zip(&moved)) {
                let name = if anchor.old.categories() > 2 {
                    format!("{} {place}", anchor.name)
                } else {
                    anchor.name.to_owned()
                };
                named.push((*old, *moved, name, anchor.drifted));
            }
        }
        let points: Vec<Point<'_>> = named
            .iter()
            .map(|(old, moved, name, odd)| Point {
                across: *old,
                up: *moved,
                name,
                odd: *odd,
            })
            .collect();
        let equal = Guide {
            at: At::Equal,
            name: words::equal(lang),
        };
        self.points(
            "anchors",
            Words {
                title: words::anchors(lang),
                description: words::anchors_shows(lang),
                across: (words::old_place(lang), Numbers::Any),
                up: (words::moved_place(lang), Numbers::Any),
            },
            &points,
            &[equal],
            marks,
        );
        let rows: Vec<Row<'_>> = anchors
            .iter()
            .map(|anchor| Row {
                name: anchor.name,
                at: anchor.z,
                reach: None,
                odd: anchor.drifted,
            })
            .collect();
        let limits = [
            upright(-limit, words::limit(lang)),
            upright(0.0, ""),
            upright(limit, words::limit(lang)),
        ];
        self.rows(
            "drift",
            Words {
                title: words::drift(lang),
                description: words::drift_shows(lang),
                across: (words::robust(lang), Numbers::Any),
                up: ("", Numbers::Any),
            },
            &rows,
            // With every anchor kept there is no limit.
            if limit.is_finite() { &limits } else { &[] },
            marks,
        );
        self.totals(anchors);
    }

    /// Points expected on the anchors that were kept, by either calibration.
    fn totals(&mut self, anchors: &[Linked<'_>]) {
        let lang = self.lang();
        let thetas: Vec<f64> = scale::Range::USUAL.points(121).collect();
        let expected = |side: &dyn Fn(&Linked<'_>) -> Item| -> Vec<(f64, f64)> {
            let items: Vec<Item> = anchors.iter().filter(|anchor| !anchor.drifted).map(side).collect();
            let curve = fit::curve(&items, &thetas);
            curve.iter().map(|one| (one.theta, one.expected)).collect()
        };
        let lines = [
            Line {
                name: words::old(lang),
                points: expected(&|anchor| anchor.old.clone()),
            },
            Line {
                name: words::moved(lang),
                points: expected(&|anchor| anchor.moved.clone()),
            },
        ];
        let words = Words {
            title: words::together(lang),
            description: words::together_shows(lang),
            across: (words::scale(lang), Numbers::Any),
            up: (words::points(lang), Numbers::Sizes),
        };
        self.lines("together", words, &lines, &[]);
    }
}

/// Where an answer is as likely at or above each step of a question as below it.
fn thresholds(item: &Item) -> Vec<f64> {
    let map = fit::wright_map(std::slice::from_ref(item), &[], 1.0);
    let mut all: Vec<f64> = map.thresholds.iter().map(|(_, _, at)| *at).collect();
    all.sort_by(f64::total_cmp);
    all
}
