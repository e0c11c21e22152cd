//! From answers to a place on the scale: six estimators behind one function, each with its error and the flags that go with it.

mod posterior;
mod search;
mod sums;

pub use posterior::Posterior;
pub use sums::{SumScore, score_distribution, sum_score_table};

use crate::model::Item;
use crate::scale::{Normal, Quadrature, Range};
use jalon_base::Micro;
use std::fmt;

/// One scored answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer<'a> {
    /// The item.
    pub item: &'a Item,
    /// The category reached, 0 for nothing right.
    pub category: u8,
}

/// How a person is placed on the scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Method<'a> {
    /// Maximum likelihood, searched in a range.
    Mle(Range),
    /// Warm's weighted likelihood: the score of the likelihood plus J/(2I) is zero. Finite where maximum likelihood is not.
    Wle(Range),
    /// The mode of the posterior distribution.
    Map(Normal, Range),
    /// The mode of the posterior distribution under Jeffreys' prior, √I: like [`Method::Wle`], and the same for items without asymptotes (2PL, partial credit).
    JeffreysMap(Range),
    /// The mean of the posterior distribution.
    Eap(&'a Quadrature),
    /// The mean of the posterior distribution given only the sum of the scores.
    SumScoreEap(&'a Quadrature),
}

/// A place on the scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// In logits.
    pub theta: f64,
    /// Standard error in logits; none where the method gives none (an estimate at the end of the range, no information).
    pub error: Option<f64>,
    /// Standard error from the curvature seen at the maximum instead of the one expected, where there is a maximum and it is round:
    /// what some programs (mirt) print. The two part when answers fit badly.
    pub observed: Option<f64>,
    /// The estimate is the end of the range (for EAP: more than one hundredth of the posterior sits on the last node), so it says no more
    /// than "at least" or "at most".
    pub bound: Option<Bound>,
    /// What is maximised has several maxima, or one that competes with an end of the range: the highest was taken.
    pub several: bool,
}

/// An end of the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// The lower end.
    Low,
    /// The upper end.
    High,
}

/// An estimate as it may enter a journal or a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// In logits.
    pub theta: Micro,
    /// Standard error in logits, where there is one.
    pub error: Option<Micro>,
}

impl Estimate {
    /// Rounded half-even to millionths; none for what is beyond a [`Micro`].
    #[must_use]
    pub fn rounded(&self) -> Option<Measure> {
        let error = match self.error {
            Some(error) => Some(Micro::round(error)?),
            None => None,
        };
        Some(Measure {
            theta: Micro::round(self.theta)?,
            error,
        })
    }
}

/// Places a person on the scale.
///
/// All right, all wrong and other answers for which the likelihood has no maximum inside the range give the end of the range under
/// [`Method::Mle`], flagged and without an error; no number is made up for them.
///
/// # Formula
/// With l the log-likelihood, I the test information and J = Σ_items Σ_k P_k′P_k″/P_k at the estimate — MLE: l′ = 0, error 1/√I. WLE: l′ + J/(2I) = 0,
/// error 1/√I. MAP with Jeffreys' prior: l′ + (dI/dθ)/(2I) = 0,
/// error 1/√I. MAP: l′ − (θ−μ)/σ² = 0, error 1/√(I + 1/σ²). EAP: mean and standard deviation of w_q e^l(x_q) over the nodes. Sum-score EAP:
/// the same with the likelihood of the sum of the scores (Lord and Wingersky). I is the expected information; the error observed is 1/√c with c minus the
/// derivative, at the estimate, of what is set to zero.
///
/// # Errors
/// No answer for [`Method::Mle`], [`Method::Wle`] and [`Method::JeffreysMap`]; a category that its item does not have; answers that no node makes possible.
///
/// # Source
/// F. B. Baker and S.-H. Kim, *Item Response Theory* (2004), chapters 3 and 7; T. A. Warm, *Psychometrika* 54 (1989), 427–450, who shows
/// where his estimator and Jeffreys' prior (H. Jeffreys, Proc. R. Soc. A 186 (1946), 453–461) agree; R. D. Bock and R. J. Mislevy,
/// *Applied Psychological Measurement* 6 (1982), 431–444; D. Thissen and others, *Applied Psychological Measurement* 19 (1995), 39–49.
pub fn estimate(answers: &[Answer<'_>], method: Method<'_>) -> Result<Estimate, Cannot> {
    check(answers)?;
    match method {
        Method::Mle(range) => search::maximum(answers, &search::Likelihood, range),
        Method::Wle(range) => search::maximum(answers, &search::Weighted, range),
        Method::Map(prior, range) => search::maximum(answers, &search::Mode(prior), range),
        Method::JeffreysMap(range) => search::maximum(answers, &search::Jeffreys, range),
        Method::Eap(quadrature) => {
            let mut posterior = Posterior::new(quadrature);
            for answer in answers {
                posterior.add(answer.item, answer.category);
            }
            posterior.estimate().ok_or(Cannot::Impossible)
        }
        Method::SumScoreEap(quadrature) => {
            let sum: u32 = answers.iter().map(|answer| u32::from(answer.category)).sum();
            let table = sum_score_table(answers.iter().map(|answer| answer.item), quadrature);
            let row = table.into_iter().find(|row| row.sum == sum);
            row.and_then(|row| row.estimate).ok_or(Cannot::Impossible)
        }
    }
}

fn check(answers: &[Answer<'_>]) -> Result<(), Cannot> {
    for (place, answer) in answers.iter().enumerate() {
        let highest = answer.item.highest();
        if answer.category > highest {
            return Err(Cannot::Category {
                place,
                found: answer.category,
                highest,
            });
        }
    }
    Ok(())
}

/// Why a person cannot be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cannot {
    /// There is no answer, and the method has nothing else to go by.
    NoAnswer,
    /// A category that its item does not have.
    Category {
        /// Place among the answers, from 0.
        place: usize,
        /// The category given.
        found: u8,
        /// The highest of the item.
        highest: u8,
    },
    /// These answers have no chance at any node.
    Impossible,
}

impl Cannot {
    /// A stable name for the kind of error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoAnswer => "estimate/no-answer",
            Self::Category { .. } => "estimate/category",
            Self::Impossible => "estimate/impossible",
        }
    }
}

impl fmt::Display for Cannot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAnswer => write!(f, "no answer to estimate from"),
            Self::Category { place, found, highest } => {
                write!(f, "answer {place} has category {found}, its item has 0 to {highest}")
            }
            Self::Impossible => write!(f, "the answers have no chance anywhere on the scale"),
        }
    }
}

impl std::error::Error for Cannot {}

#[cfg(test)]
mod tests;
