//! The highest point of a likelihood: a grid that sees every maximum, then each polished between its neighbours.

use super::{Answer, Bound, Cannot, Estimate};
use crate::model::Information;
use crate::numeric::brent::root;
use crate::scale::{Normal, Range};

/// Points of the grid: 0.2 logits apart on −6 to 6.
const GRID: usize = 61;
/// Half the step of a numeric derivative, in logits.
const NEAR: f64 = 1e-4;
/// Points of the integral that compares two roots of Warm's equation.
const PATH: usize = 129;

/// What is added to the likelihood.
pub(super) trait Target {
    /// Derivative of what is maximised, less that of the log-likelihood, given the information at θ.
    fn extra_slope(&self, theta: f64, here: Information) -> f64;
    /// Whether that takes the information at all: it costs more than the slope of the likelihood.
    fn looks(&self) -> bool {
        true
    }
    /// What the prior adds to the information.
    fn extra_information(&self) -> f64 {
        0.0
    }
    /// The value added between two points, the integral of the slope added.
    fn gained(&self, answers: &[Answer<'_>], from: f64, to: f64) -> f64;
    /// Whether there is an answer without answers.
    fn has_prior(&self) -> bool {
        false
    }
}

/// The likelihood as it is.
pub(super) struct Likelihood;

impl Target for Likelihood {
    fn looks(&self) -> bool {
        false
    }
    fn extra_slope(&self, _: f64, _: Information) -> f64 {
        0.0
    }
    fn gained(&self, _: &[Answer<'_>], _: f64, _: f64) -> f64 {
        0.0
    }
}

/// The likelihood weighted as Warm does.
pub(super) struct Weighted;

impl Target for Weighted {
    fn extra_slope(&self, _: f64, here: Information) -> f64 {
        half(here.j, here.fisher)
    }
    fn gained(&self, answers: &[Answer<'_>], from: f64, to: f64) -> f64 {
        if from >= to {
            return 0.0;
        }
        let Ok(range) = Range::new(from, to) else { return 0.0 };
        let mut total = 0.0;
        let mut before = None;
        for theta in range.points(PATH) {
            let here = self.extra_slope(theta, information(answers, theta));
            if let Some((at, slope)) = before {
                total += 0.5 * (here + slope) * (theta - at);
            }
            before = Some((theta, here));
        }
        total
    }
}

/// n/(2I); where the items tell nothing at all, nothing is corrected.
fn half(n: f64, fisher: f64) -> f64 {
    if fisher > 0.0 { n / (2.0 * fisher) } else { 0.0 }
}

/// The posterior of Jeffreys' prior, √I.
pub(super) struct Jeffreys;

impl Target for Jeffreys {
    fn extra_slope(&self, _: f64, here: Information) -> f64 {
        half(here.slope, here.fisher)
    }
    fn gained(&self, answers: &[Answer<'_>], from: f64, to: f64) -> f64 {
        let log = |theta| libm::log(information(answers, theta).fisher);
        0.5 * (log(to) - log(from))
    }
}

/// The posterior of a normal prior.
pub(super) struct Mode(pub(super) Normal);

impl Target for Mode {
    fn looks(&self) -> bool {
        false
    }
    fn extra_slope(&self, theta: f64, _: Information) -> f64 {
        (self.0.mean() - theta) * self.extra_information()
    }
    fn extra_information(&self) -> f64 {
        1.0 / (self.0.sd() * self.0.sd())
    }
    fn gained(&self, _: &[Answer<'_>], from: f64, to: f64) -> f64 {
        self.0.log_kernel(to) - self.0.log_kernel(from)
    }
    fn has_prior(&self) -> bool {
        true
    }
}

#[derive(Clone, Copy)]
struct Candidate {
    theta: f64,
    bound: Option<Bound>,
}

/// The highest maximum in the range, with its flags.
pub(super) fn maximum(answers: &[Answer<'_>], target: &dyn Target, range: Range) -> Result<Estimate, Cannot> {
    if answers.is_empty() && !target.has_prior() {
        return Err(Cannot::NoAnswer);
    }
    let candidates = candidates(answers, target, range);
    let first = candidates.first().map_or(0.0, |candidate| candidate.theta);
    let mut best: Option<(Candidate, f64)> = None;
    for candidate in &candidates {
        let value = if candidates.len() == 1 {
            0.0
        } else {
            log_likelihood(answers, candidate.theta) + target.gained(answers, first, candidate.theta)
        };
        if best.is_none_or(|(_, highest)| value > highest) {
            best = Some((*candidate, value));
        }
    }
    // The slope changes sign between the ends or is of one sign: there is always a candidate, unless it is nowhere a number.
    let (chosen, _) = best.ok_or(Cannot::Impossible)?;
    let fisher = information(answers, chosen.theta).fisher + target.extra_information();
    let error = (chosen.bound.is_none() && fisher > 0.0).then(|| 1.0 / libm::sqrt(fisher));
    Ok(Estimate {
        theta: chosen.theta,
        error,
        observed: chosen
            .bound
            .map_or_else(|| observed(answers, target, chosen.theta), |_| None),
        bound: chosen.bound,
        several: candidates.len() > 1,
    })
}

/// 1/√c, c being minus the derivative of the slope.
fn observed(answers: &[Answer<'_>], target: &dyn Target, theta: f64) -> Option<f64> {
    let curvature = (slope(answers, target, theta - NEAR) - slope(answers, target, theta + NEAR)) / (2.0 * NEAR);
    (curvature > 0.0).then(|| 1.0 / libm::sqrt(curvature))
}

/// Every place of the range where the slope goes from above zero to zero or below, and an end to which it rises.
fn candidates(answers: &[Answer<'_>], target: &dyn Target, range: Range) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut before: Option<(f64, f64)> = None;
    for theta in range.points(GRID) {
        let here = slope(answers, target, theta);
        match before {
            None if here <= 0.0 => found.push(Candidate {
                theta,
                bound: Some(Bound::Low),
            }),
            Some((at, above)) if above > 0.0 && here <= 0.0 => {
                let zero = root(|theta| slope(answers, target, theta), at, theta, 0.0);
                found.push(Candidate {
                    theta: zero.unwrap_or(theta),
                    bound: None,
                });
            }
            _ => {}
        }
        before = Some((theta, here));
    }
    if let Some((theta, slope)) = before
        && slope > 0.0
    {
        found.push(Candidate {
            theta,
            bound: Some(Bound::High),
        });
    }
    found
}

fn slope(answers: &[Answer<'_>], target: &dyn Target, theta: f64) -> f64 {
    let mut slope = 0.0;
    for answer in answers {
        slope += answer
            .item
            .point(theta, answer.category)
            .map_or(0.0, |point| point.slope);
    }
    let here = if target.looks() {
        information(answers, theta)
    } else {
        Information::default()
    };
    slope + target.extra_slope(theta, here)
}

fn information(answers: &[Answer<'_>], theta: f64) -> Information {
    answers.iter().fold(Information::default(), |sum, answer| {
        let one = answer.item.warm(theta);
        Information {
            fisher: sum.fisher + one.fisher,
            j: sum.j + one.j,
            slope: sum.slope + one.slope,
        }
    })
}

fn log_likelihood(answers: &[Answer<'_>], theta: f64) -> f64 {
    let log = |answer: &Answer<'_>| answer.item.log_probability(theta, answer.category);
    answers.iter().filter_map(log).sum()
}
