//! Logistic regression of an item on score and group.

use super::{Options, People, Purification, Refused, Stratum, purified};
use crate::numeric::chi_square;
use crate::numeric::regression::{Cell, Fit, NoFit, logistic as regress, null_log_likelihood};
use crate::responses::Responses;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// A difference of any kind: group and its interaction with the score, 2 degrees of freedom.
    Both,
    /// The same advantage at all scores, 1 degree of freedom.
    Uniform,
    /// An advantage that changes with the score, 1 degree of freedom.
    NonUniform,
}

/// How much of the variation a difference explains (Jodoin and Gierl's limits).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// ΔR² below 0.035, or not significant.
    Negligible,
    /// From 0.035.
    Moderate,
    /// From 0.070.
    Large,
}

/// One item compared.
#[derive(Debug, Clone, PartialEq)]
pub struct LogisticItem {
    /// Likelihood-ratio statistic.
    pub statistic: f64,
    /// Its degrees of freedom.
    pub df: u32,
    /// p-value.
    pub p: f64,
    /// Whether p is at most the level.
    pub flagged: bool,
    /// Nagelkerke's R² of the larger model minus that of the smaller one.
    pub delta_r2: f64,
    /// The size that ΔR² and the test make together.
    pub effect: Effect,
    /// The larger model: constant, score, group (focal = 1), score × group as far as it goes.
    pub larger: Fit,
    /// The smaller one.
    pub smaller: Fit,
}

/// All items compared.
#[derive(Debug, Clone, PartialEq)]
pub struct LogisticReport {
    /// Each item; why there is no regression where there is none.
    pub items: Vec<Result<LogisticItem, NoFit>>,
    /// Which items matched people, after how many passes.
    pub purification: Purification,
    /// People left out for a gap or a weight of 0.
    pub left_out: usize,
}

/// Compares a focal group (1) with a reference group (0) by logistic regressions of each item on the score.
///
/// # Errors
/// As [`super::mantel_haenszel`].
///
/// # Formula
/// logit P = β₀ + β₁S + β₂G + β₃SG against the model without the terms tested; statistic 2(ℓ₁ − ℓ₀);
/// R² = (1 − e^(2(ℓ₋ − ℓ)/n))/(1 − e^(2ℓ₋/n)), ℓ₋ that of the constant alone.
///
/// # Source
/// H. Swaminathan and H. J. Rogers, J. Educ. Meas. 27 (1990), 361–370; N. J. D. Nagelkerke, Biometrika 78 (1991), 691–692;
/// M. G. Jodoin and M. J. Gierl, Appl. Meas. Educ. 14 (2001), 329–349.
pub fn logistic(responses: &Responses, test: Test, options: &Options) -> Result<LogisticReport, Refused> {
    let people = People::of(responses, options)?;
    let (items, purification) = purified(
        people.items,
        options,
        |anchors| {
            people
                .strata(anchors)
                .iter()
                .map(|strata| compare(strata, test, options))
                .collect()
        },
        |item: &Result<LogisticItem, NoFit>| item.as_ref().is_ok_and(|item| item.flagged),
    );
    Ok(LogisticReport {
        items,
        purification,
        left_out: people.left_out,
    })
}

#[expect(clippy::cast_precision_loss, reason = "a score is a number of items")]
fn compare(strata: &[Stratum], test: Test, options: &Options) -> Result<LogisticItem, NoFit> {
    let cells = |terms: usize| -> Vec<Cell> {
        let mut cells = Vec::new();
        for (score, stratum) in strata.iter().enumerate() {
            for (group, trials, successes) in [
                (0.0, stratum.reference(), stratum.reference_right),
                (1.0, stratum.focal(), stratum.focal_right),
            ] {
                if trials > 0.0 {
                    let score = score as f64;
                    let mut covariates = vec![1.0, score, group, score * group];
                    covariates.truncate(terms);
                    cells.push(Cell {
                        covariates,
                        trials,
                        successes,
                    });
                }
            }
        }
        cells
    };
    let (few, many) = match test {
        Test::Both => (2, 4),
        Test::Uniform => (2, 3),
        Test::NonUniform => (3, 4),
    };
    let (small, large) = (cells(few), cells(many));
    let (smaller, larger) = (regress(&small)?, regress(&large)?);
    let people: f64 = small.iter().map(|cell| cell.trials).sum();
    let null = null_log_likelihood(&small);
    let r2 = |fit: &Fit| libm::expm1(2.0 * (null - fit.log_likelihood) / people) / libm::expm1(2.0 * null / people);
    let statistic = (2.0 * (larger.log_likelihood - smaller.log_likelihood)).max(0.0);
    let df = if test == Test::Both { 2 } else { 1 };
    let p = chi_square::upper(statistic, f64::from(df));
    let flagged = p <= options.level;
    let delta_r2 = r2(&larger) - r2(&smaller);
    let effect = match delta_r2 {
        _ if !flagged => Effect::Negligible,
        size if size >= 0.07 => Effect::Large,
        size if size >= 0.035 => Effect::Moderate,
        _ => Effect::Negligible,
    };
    Ok(LogisticItem {
        statistic,
        df,
        p,
        flagged,
        delta_r2,
        effect,
        larger,
        smaller,
    })
}
