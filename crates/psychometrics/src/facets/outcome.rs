//! What the facets say: severities with their errors, fair averages, fit, separation.

use super::design::Prepared;
use crate::calibrate::linear::Linear;
use crate::calibrate::{Em, Progress, delta, oakes};
use crate::fit::{Gathered, MeanSquares, moments};
use crate::numeric::{Matrix, chi_square};

/// One item or one rater.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// Difficulty or severity, in logits.
    pub measure: f64,
    /// Its standard error; none where the information has no inverse.
    pub error: Option<f64>,
    /// Ratings.
    pub ratings: u32,
    /// Mean of the ratings as given.
    pub observed: f64,
    /// Mean that an average person would get from this rater over all items (for an item: from a rater of severity 0).
    pub fair: f64,
    /// Infit and outfit of its ratings: residuals averaged over each person's posterior, since at its mean they would be shrunk.
    pub fit: Option<MeanSquares>,
    /// Steps of the item, where each has its own; those of the scale otherwise. Empty for a rater.
    pub steps: Vec<f64>,
}

/// One person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PersonMeasure {
    /// Mean of the posterior distribution, in logits.
    pub theta: f64,
    /// Its standard deviation.
    pub error: f64,
    /// Ratings.
    pub ratings: u32,
    /// Mean of the ratings as given.
    pub observed: f64,
    /// Mean that a rater of severity 0 would give over all items.
    pub fair: f64,
    /// Infit and outfit.
    pub fit: Option<MeanSquares>,
}

/// How far apart the elements of a facet are, compared with their errors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Separation {
    /// True spread over error: √((s² − mean SE²)/mean SE²).
    pub separation: f64,
    /// (s² − mean SE²)/s²: for raters, how surely they differ — here low is good.
    pub reliability: f64,
    /// Test of no difference at all: Σ(m/SE)² − (Σ m/SE²)²/Σ 1/SE².
    pub chi_square: f64,
    /// Its degrees of freedom.
    pub df: u32,
    /// Its probability.
    pub p: f64,
}

/// A finished estimation.
#[derive(Debug, Clone, PartialEq)]
pub struct Faceted {
    /// Items, in order.
    pub items: Vec<Element>,
    /// Raters, in order; their severities sum to 0.
    pub raters: Vec<Element>,
    /// Persons, in order.
    pub persons: Vec<PersonMeasure>,
    /// Standard deviation of the persons.
    pub sd: f64,
    /// −2 ln L.
    pub deviance: f64,
    /// Free parameters.
    pub parameters: usize,
    /// Share of the spread of the persons that is not error: Var(EAP)/(Var(EAP) + mean of the posterior variances).
    pub reliability: f64,
    /// Separation of the raters; none with one rater or without errors.
    pub rater_separation: Option<Separation>,
    /// Separation of the items.
    pub item_separation: Option<Separation>,
    /// Cycles done.
    pub cycles: u32,
    /// Whether the tolerance was reached.
    pub converged: bool,
}

pub fn outcome(em: &mut Em<Linear>, prepared: &Prepared, last: Option<Progress>) -> Faceted {
    let here = em.parameters().to_vec();
    let gradient = em.gradient_at(&here);
    let deviance = -2.0 * em.log_likelihood();
    let sd = em.populations().first().map_or(f64::NAN, |group| group.sd);
    let nodes = em.nodes().to_vec();
    let mut standing: Vec<(f64, f64)> = Vec::with_capacity(prepared.persons);
    let mut posteriors: Vec<f64> = Vec::with_capacity(prepared.persons * nodes.len());
    em.each_posterior(|_, _, posterior| {
        let mean: f64 = posterior.iter().zip(&nodes).map(|(w, x)| w * x).sum();
        let spread: f64 = posterior
            .iter()
            .zip(&nodes)
            .map(|(w, x)| w * (x - mean) * (x - mean))
            .sum();
        standing.push((mean, libm::sqrt(spread)));
        posteriors.extend_from_slice(posterior);
    });
    let covariance = oakes(em, &gradient).map(|curvature| curvature.covariance);
    let severities = severities(prepared, &here);
    let mut item_sums = vec![Sums::default(); prepared.items];
    let mut rater_sums = vec![Sums::default(); prepared.raters];
    let mut person_sums = vec![Sums::default(); prepared.persons];
    let mut chances = Vec::new();
    // Expectation, variance and fourth moment of each item with each rater at each node, where they met.
    let mut expected: Vec<Vec<(f64, f64, f64)>> = vec![Vec::new(); prepared.items * prepared.raters];
    for rating in &prepared.ratings {
        let (person, item, rater) = (rating.person as usize, rating.item as usize, rating.rater as usize);
        let posterior = posteriors.chunks_exact(nodes.len()).nth(person).unwrap_or(&[]);
        let Some(met) = expected.get_mut(item * prepared.raters + rater) else {
            continue;
        };
        if met.is_empty() {
            let cell = prepared.cell(item, Some(rater));
            met.extend(nodes.iter().map(|node| {
                cell.probabilities(&here, *node, &mut chances);
                moments(&chances)
            }));
        }
        let x = f64::from(rating.category);
        for sums in [
            item_sums.get_mut(item),
            rater_sums.get_mut(rater),
            person_sums.get_mut(person),
        ]
        .into_iter()
        .flatten()
        {
            sums.count += 1;
            sums.total += x;
            for (weight, (mean, variance, fourth)) in posterior.iter().zip(&*met) {
                sums.fit.add(*weight, x - mean, *variance, *fourth);
            }
        }
    }
    let fair = |theta: f64, item: usize, rater: Option<usize>, chances: &mut Vec<f64>| {
        prepared.cell(item, rater).probabilities(&here, theta, chances);
        moments(chances).0
    };
    let mut over_items = |theta: f64, rater: Option<usize>| {
        (0..prepared.items)
            .map(|item| fair(theta, item, rater, &mut chances))
            .sum::<f64>()
            / prepared.items as f64
    };
    let raters: Vec<Element> = rater_sums
        .iter()
        .enumerate()
        .map(|(rater, sums)| Element {
            measure: severities.get(rater).copied().unwrap_or(f64::NAN),
            error: covariance.as_ref().and_then(|c| rater_error(prepared, c, &here, rater)),
            fair: over_items(0.0, Some(rater)),
            steps: Vec::new(),
            ..sums.element()
        })
        .collect();
    let persons: Vec<PersonMeasure> = person_sums
        .iter()
        .zip(&standing)
        .map(|(sums, &(theta, error))| PersonMeasure {
            theta,
            error,
            ratings: sums.count,
            observed: sums.mean(),
            fair: over_items(theta, None),
            fit: sums.fit.finish(),
        })
        .collect();
    let items: Vec<Element> = item_sums
        .iter()
        .enumerate()
        .map(|(item, sums)| Element {
            measure: here.get(item).copied().unwrap_or(f64::NAN),
            error: covariance.as_ref().map(|c| libm::sqrt(c.at(item, item))),
            fair: fair(0.0, item, None, &mut chances),
            steps: steps(prepared, &here, item),
            ..sums.element()
        })
        .collect();
    let estimates: Vec<(f64, f64, f64)> = standing.iter().map(|&(theta, error)| (theta, error, 1.0)).collect();
    Faceted {
        rater_separation: separation(&raters),
        item_separation: separation(&items),
        items,
        raters,
        persons,
        sd,
        deviance,
        parameters: here.len(),
        reliability: crate::fit::empirical(&estimates),
        cycles: last.map_or(0, |last| last.cycle),
        converged: last.is_some_and(|last| last.converged),
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    count: u32,
    total: f64,
    fit: Gathered,
}

impl Sums {
    fn mean(&self) -> f64 {
        self.total / f64::from(self.count)
    }

    fn element(&self) -> Element {
        Element {
            measure: f64::NAN,
            error: None,
            ratings: self.count,
            observed: self.mean(),
            fair: f64::NAN,
            fit: self.fit.finish(),
            steps: Vec::new(),
        }
    }
}

fn severities(prepared: &Prepared, here: &[f64]) -> Vec<f64> {
    let from = prepared.severities();
    let mut all: Vec<f64> = here.get(from..from + prepared.raters - 1).unwrap_or(&[]).to_vec();
    // −0 would print as such.
    all.push(0.0 - all.iter().sum::<f64>());
    all
}

fn steps(prepared: &Prepared, here: &[f64], item: usize) -> Vec<f64> {
    let free = prepared.categories.saturating_sub(2);
    let from = prepared.first_step(item);
    let mut all: Vec<f64> = here.get(from..from + free).unwrap_or(&[]).to_vec();
    all.push(0.0 - all.iter().sum::<f64>());
    all
}

fn rater_error(prepared: &Prepared, covariance: &Matrix, here: &[f64], rater: usize) -> Option<f64> {
    let from = prepared.severities();
    let free = prepared.raters - 1;
    if free == 0 {
        return None;
    }
    if rater < free {
        return Some(libm::sqrt(covariance.at(from + rater, from + rater)));
    }
    let places: Vec<usize> = (from..from + free).collect();
    let own: Vec<f64> = here.get(from..from + free).unwrap_or(&[]).to_vec();
    delta(covariance, &places, &own, |own| -own.iter().sum::<f64>())
}

fn separation(elements: &[Element]) -> Option<Separation> {
    let all: Vec<(f64, f64)> = elements
        .iter()
        .filter_map(|element| Some((element.measure, element.error.filter(|error| *error > 0.0)?)))
        .collect();
    if all.len() < 2 || all.len() != elements.len() {
        return None;
    }
    let count = all.len() as f64;
    let mean = all.iter().map(|one| one.0).sum::<f64>() / count;
    let variance = all.iter().map(|one| (one.0 - mean) * (one.0 - mean)).sum::<f64>() / (count - 1.0);
    let error = all.iter().map(|one| one.1 * one.1).sum::<f64>() / count;
    let weight = |one: &(f64, f64)| 1.0 / (one.1 * one.1);
    let (mut total, mut sum, mut square) = (0.0, 0.0, 0.0);
    for one in &all {
        total += weight(one);
        sum += weight(one) * one.0;
        square += weight(one) * one.0 * one.0;
    }
    let statistic = square - sum * sum / total;
    let df = u32::try_from(all.len() - 1).ok()?;
    Some(Separation {
        separation: libm::sqrt(((variance - error) / error).max(0.0)),
        reliability: ((variance - error) / variance).max(0.0),
        chi_square: statistic,
        df,
        p: chi_square::upper(statistic, f64::from(df)),
    })
}
