//! When a test has asked enough: rules over the measures so far, in the order in which they are given.
//!
//! Measures enter rounded to millionths, and every comparison is of integers: the same test stops at the same question everywhere. At a cut,
//! reaching it passes (≥).

mod ratio;

pub use ratio::{BadRatio, Curtailed, Ratio, Side, Tests};

use crate::estimate::Measure;
use jalon_base::Micro;

/// A reason to stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// So many items were given.
    Length(u32),
    /// So many seconds went by.
    Time(u32),
    /// The standard error is at most this.
    Error(Micro),
    /// Over the last `items` answers the standard error fell by less than `fall`.
    Plateau {
        /// Answers looked back over, at least 1.
        items: u32,
        /// The least fall that is worth going on.
        fall: Micro,
    },
    /// No open item tells as much as this at the measure.
    Information(Micro),
    /// The interval θ ± z·error lies between two neighbouring cuts (or beyond the first or the last).
    Interval {
        /// Increasing.
        cuts: Vec<Micro>,
        /// 1.959964 for a two-sided 95 % interval.
        z: Micro,
    },
    /// The sequential probability ratio tests are all decided.
    Ratio,
    /// Going on to the full length would change the decision with a chance of at most this.
    Curtailment(Micro),
}

/// Where a test stands after an answer.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    /// The measure after each answer so far.
    pub measures: &'a [Measure],
    /// Seconds since the beginning.
    pub seconds: u32,
    /// Greatest information of an open item at the measure, where it was computed.
    pub best_open: Option<Micro>,
    /// Level decided by the sequential tests, where there are any and they are all decided.
    pub decided: Option<usize>,
    /// Chance that the full length would decide otherwise, where it was computed.
    pub change: Option<Micro>,
}

/// A test that stops, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped {
    /// Place of the rule met, the first in the order given.
    pub rule: usize,
    /// Level decided, where the rule decides one: the number of cuts passed.
    pub level: Option<usize>,
}

/// The first rule that stops the test; none while it goes on.
///
/// Before `least` answers only [`Rule::Length`] and [`Rule::Time`] stop it. A measure without an error meets no rule on errors.
///
/// # Formula
/// Length: n ≥ most. Error: e ≤ most. Plateau: e_{n−k} − e_n < fall. Interval: [`inside`]. Ratio: every test decided. Curtailment: chance ≤ most. Compared as integers of
/// 10⁻⁶.
///
/// # Source
/// D. J. Weiss and G. G. Kingsbury, *Journal of Educational Measurement* 21 (1984), 361–375; M. D. Reckase (1983) for the ratio; M. Finkelman (2008) for curtailment.
#[must_use]
pub fn stop(rules: &[Rule], least: u32, progress: Progress<'_>) -> Option<Stopped> {
    let given = u32::try_from(progress.measures.len()).unwrap_or(u32::MAX);
    let last = progress.measures.last().copied();
    rules.iter().enumerate().find_map(|(rule, what)| {
        let met = |level| Some(Stopped { rule, level });
        let plain = |stops: bool| if stops { met(None) } else { None };
        match what {
            Rule::Length(most) => plain(given >= *most),
            Rule::Time(most) => plain(progress.seconds >= *most),
            _ if given < least => None,
            Rule::Error(most) => plain(last?.error? <= *most),
            Rule::Plateau { items, fall } => {
                let back = usize::try_from((*items).max(1)).ok()?.checked_add(1)?;
                let before = progress.measures.len().checked_sub(back)?;
                let before = progress.measures.get(before)?.error?;
                plain(before.millionths() - last?.error?.millionths() < fall.millionths())
            }
            Rule::Information(least) => plain(progress.best_open? < *least),
            Rule::Interval { cuts, z } => met(Some(inside(last?, cuts, *z)?)),
            Rule::Ratio => met(Some(progress.decided?)),
            Rule::Curtailment(most) => plain(progress.change? <= *most),
        }
    })
}

/// The number of cuts that the whole interval passes, when it contains none of them.
///
/// # Formula
/// Passed: θ − z·error ≥ cut. Failed: θ + z·error < cut. Compared as integers of 10⁻¹².
///
/// # Source
/// G. G. Kingsbury and D. J. Weiss in D. J. Weiss (ed.), *New Horizons in Testing* (1983), 257–283.
#[must_use]
pub fn inside(measure: Measure, cuts: &[Micro], z: Micro) -> Option<usize> {
    let half = i128::from(z.millionths()) * i128::from(measure.error?.millionths());
    let mut passed = 0;
    for cut in cuts {
        let above = (i128::from(measure.theta.millionths()) - i128::from(cut.millionths())) * 1_000_000;
        if above >= half {
            passed += 1;
        } else if -above <= half {
            return None;
        }
    }
    Some(passed)
}

#[cfg(test)]
mod tests;
