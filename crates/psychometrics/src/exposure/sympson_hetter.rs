//! Finding the chances by simulation: the iteration of Sympson and Hetter, fed with counts by whoever simulates.

use super::{BadExposure, Chances};
use std::fmt;

/// The iteration: simulate with [`SympsonHetter::chances`], count, and give the counts back, until it says that the rates hold.
#[derive(Debug, Clone, PartialEq)]
pub struct SympsonHetter {
    most: f64,
    length: usize,
    cuts: Vec<f64>,
    rows: Vec<Vec<f64>>,
}

/// What one simulation showed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Highest share of the persons of a stratum to whom one item was given.
    pub highest: f64,
    /// The highest rate is at most the one wanted plus the slack: the chances that produced it may be kept.
    pub holds: bool,
}

/// Fewer items than a test has may be given for sure: a person could be left without an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Infeasible {
    /// Stratum, from 0.
    pub stratum: usize,
    /// Items whose chance is 1.
    pub sure: usize,
    /// Items of the test.
    pub length: usize,
}

impl Infeasible {
    /// A stable name for the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "exposure/infeasible"
    }
}

impl fmt::Display for Infeasible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { stratum, sure, length } = self;
        write!(
            f,
            "stratum {stratum} keeps {sure} items that are always given, for a test of {length}"
        )
    }
}

impl std::error::Error for Infeasible {}

impl SympsonHetter {
    /// Above the rate wanted by this much still holds.
    pub const SLACK: f64 = 0.02;

    /// Begins with a chance of 1 for each item, in one stratum more than there are cuts (none: not conditional).
    ///
    /// # Errors
    /// A rate that is not above 0 and at most 1 (it is given as a share), or cuts that do not increase.
    pub fn new(items: usize, length: usize, most: f64, cuts: Vec<f64>) -> Result<Self, BadExposure> {
        if !(most > 0.0 && most <= 1.0) {
            return Err(BadExposure::Rate { rate: (0, 1) });
        }
        let rows = vec![vec![1.0; items]; cuts.len() + 1];
        Chances::conditional(cuts.clone(), rows.clone())?;
        Ok(Self {
            most,
            length,
            cuts,
            rows,
        })
    }

    /// The chances to simulate with, or to keep once they hold.
    #[must_use]
    pub fn chances(&self) -> Chances {
        Chances {
            cuts: self.cuts.clone(),
            rows: self.rows.clone(),
        }
    }

    /// Takes the counts of one simulation: in each stratum the persons, and for each item how often it was chosen (given or turned away)
    /// and how often given. When the rates do not hold, the chances move; counts that are missing are 0.
    ///
    /// # Formula
    /// P(S_i) = chosen/persons; K_i = 1 if P(S_i) ≤ r, else r/P(S_i). Then, where fewer items than the length of the test have K = 1, the
    /// largest K are raised to 1.
    ///
    /// # Errors
    /// The bank has fewer items than the test: no raising can serve everybody.
    ///
    /// # Source
    /// J. B. Sympson and R. D. Hetter, "Controlling item-exposure rates in computerized adaptive testing", 27th annual meeting of the Military Testing Association
    /// (1985), 973–977; conditional: M. L. Stocking and C. Lewis, *Journal of Educational and Behavioral Statistics* 23 (1998), 57–75.
    pub fn update(&mut self, strata: &[Counts]) -> Result<Progress, Infeasible> {
        let mut highest = 0.0_f64;
        for counts in strata {
            for given in &counts.given {
                highest = highest.max(rate(*given, counts.persons));
            }
        }
        let holds = highest <= self.most + Self::SLACK;
        if !holds {
            for ((stratum, row), counts) in self.rows.iter_mut().enumerate().zip(strata) {
                for (chance, chosen) in row.iter_mut().zip(&counts.chosen) {
                    let chosen = rate(*chosen, counts.persons);
                    *chance = if chosen <= self.most { 1.0 } else { self.most / chosen };
                }
                raise(row, stratum, self.length)?;
            }
        }
        Ok(Progress { highest, holds })
    }
}

/// Counts of one stratum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// Persons simulated.
    pub persons: u32,
    /// For each item, how often it was chosen, whether it was then given or turned away.
    pub chosen: Vec<u32>,
    /// For each item, how often it was given.
    pub given: Vec<u32>,
}

fn rate(count: u32, persons: u32) -> f64 {
    if persons == 0 {
        0.0
    } else {
        f64::from(count) / f64::from(persons)
    }
}

fn raise(row: &mut [f64], stratum: usize, length: usize) -> Result<(), Infeasible> {
    if row.len() < length {
        let sure = row.len();
        return Err(Infeasible { stratum, sure, length });
    }
    let mut order: Vec<f64> = row.to_vec();
    order.sort_by(|a, b| b.total_cmp(a));
    let least = length
        .checked_sub(1)
        .and_then(|last| order.get(last))
        .copied()
        .unwrap_or(1.0);
    row.iter_mut()
        .filter(|chance| **chance >= least)
        .for_each(|chance| *chance = 1.0);
    Ok(())
}
