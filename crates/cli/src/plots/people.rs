//! Plots of people: scores and cuts, signals that somebody should look at.

use super::{Plots, Words, upright};
use jalon_messages::plots as words;
use jalon_paper::plot::{Line, Numbers};
use jalon_psychometrics::standard::Limits;

/// Below this share of answers worked on, a person is on the list.
pub const EFFORT: f64 = 0.9;

impl Plots {
    /// Scores, and where the cut falls among them.
    pub fn scores(&mut self, scores: &[f64], cut: f64) {
        let lang = self.lang;
        let words = Words {
            title: words::scores(lang),
            description: words::scores_shows(lang),
            across: (words::points(lang), Numbers::Any),
            up: (words::people(lang), Numbers::Counts),
        };
        self.histogram("scores", words, scores, &[upright(cut, words::cut(lang))]);
    }

    /// Who would fail at each cut, the judges' diagonal, and the compromise.
    pub fn failures(&mut self, scores: &[f64], limits: Limits, cut: f64) {
        let lang = self.lang;
        let words = Words {
            title: words::failures(lang),
            description: words::failures_shows(lang),
            across: (words::cut_points(lang), Numbers::Any),
            up: (words::failing(lang), Numbers::Shares),
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

    /// People of two groups by score, and where the cut falls between them.
    pub fn groups(&mut self, scores: &[f64], above: &[bool], cut: f64) {
        let lang = self.lang();
        let all: Vec<f64> = scores.iter().copied().filter(|score| score.is_finite()).collect();
        let wide = super::width(&all);
        let frame = jalon_paper::plot::bars(&all, wide);
        let shares = |side: bool| -> Vec<(f64, f64)> {
            let own: Vec<f64> = scores
                .iter()
                .zip(above)
                .filter(|(_, group)| **group == side)
                .map(|(score, _)| *score)
                .collect();
            let inside = |from: f64, to: f64| own.iter().filter(|score| (from..to).contains(*score)).count();
            frame
                .iter()
                .map(|bar| {
                    let middle = if wide <= 1.0 {
                        bar.from
                    } else {
                        (bar.from + bar.to) / 2.0
                    };
                    (middle, inside(bar.from, bar.to) as f64)
                })
                .collect()
        };
        let lines = [
            Line {
                name: words::below(lang),
                points: shares(false),
            },
            Line {
                name: words::above(lang),
                points: shares(true),
            },
        ];
        let words = Words {
            title: words::groups(lang),
            description: words::groups_shows(lang),
            across: (words::points(lang), Numbers::Any),
            up: (words::people(lang), Numbers::Counts),
        };
        self.lines("groups", words, &lines, &[upright(cut, words::cut(lang))]);
    }

    /// How expected the answers of each person are, and from where people are listed.
    pub fn odd_answers(&mut self, lz: &[f64], listed_to: Option<f64>) {
        let lang = self.lang();
        let words = Words {
            title: words::answers(lang),
            description: words::answers_shows(lang),
            across: (words::lz(lang), Numbers::Any),
            up: (words::people(lang), Numbers::Counts),
        };
        let guide = listed_to.map(|at| upright(at, words::listed_below(lang)));
        // About twice as many bars as of points: places between whole numbers count.
        self.bars("answers", words, lz, super::width(lz) / 2.0, guide.as_slice());
    }

    /// What share of their answers people worked on.
    pub fn effort(&mut self, shares: &[f64]) {
        let lang = self.lang();
        let words = Words {
            title: words::effort(lang),
            description: words::effort_shows(lang),
            across: (words::worked_on(lang), Numbers::Shares),
            up: (words::people(lang), Numbers::Counts),
        };
        // Everything worked on belongs to the highest bar, not to one beyond it.
        let inside: Vec<f64> = shares.iter().map(|share| share.min(1.0 - 1e-9)).collect();
        let limit = upright(EFFORT, words::listed_below(lang));
        self.bars("times", words, &inside, 0.05, &[limit]);
    }

    /// How much more alike the answers of two people are than their places say, and from where pairs are listed.
    pub fn alike(&mut self, omegas: &[f64], least_listed: Option<f64>) {
        let lang = self.lang();
        let words = Words {
            title: words::alike(lang),
            description: words::alike_shows(lang),
            across: (words::omega(lang), Numbers::Any),
            up: (words::pairs_of_people(lang), Numbers::Counts),
        };
        let guide = least_listed.map(|at| upright(at, words::least_listed(lang)));
        self.bars("pairs", words, omegas, super::width(omegas) / 2.0, guide.as_slice());
    }
}
