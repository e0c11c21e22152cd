//! Bookmark: items in order of difficulty, a mark where a just-competent person stops mastering them.

use super::Refused;
use crate::numeric::{brent, sum::mean, sum::variance};

/// Where between two items a bookmark puts the cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At the location of the item just before the bookmark: the last one mastered.
    Before,
    /// Half-way between the item before and the item at the bookmark.
    Between,
    /// At the location of the item at the bookmark.
    At,
}

/// Bookmarks added up.
#[derive(Debug, Clone, PartialEq)]
pub struct Bookmark {
    /// Location of each item, in the order of the items.
    pub locations: Vec<f64>,
    /// The booklet: indices of items from easiest to hardest, ties to the lowest index.
    pub order: Vec<usize>,
    /// Cut of each judge, on the scale of ability.
    pub judges: Vec<f64>,
    /// Their median: the cut.
    pub median: f64,
    /// Their mean.
    pub mean: f64,
    /// Standard error of the mean; that of the median is about 1.25 times as large.
    pub error: f64,
}

/// Ability at which an item is answered rightly with probability `rp`: b + ln((rp − c)/(1 − rp))/a. None when the item never comes to it there.
///
/// # Formula
/// b + ln((rp − c)/(1 − rp))/a, in logits; c < rp < 1.
///
/// # Source
/// H. C. Mitzel, D. M. Lewis, R. J. Patz and D. R. Green, "The Bookmark procedure" (2001).
#[must_use]
pub fn location(a: f64, b: f64, c: f64, rp: f64) -> Option<f64> {
    let inside = a > 0.0 && a.is_finite() && b.is_finite() && (0.0..1.0).contains(&c) && rp > c && rp < 1.0;
    inside.then(|| b + libm::log((rp - c) / (1.0 - rp)) / a)
}

/// Adds up bookmarks: for each judge, the place in the booklet, from 1, of the first item that a just-competent person does not master.
///
/// A bookmark on the first item, or past the last (number of items + 1), leaves one neighbour: the cut is then at that one.
///
/// # Errors
/// Fewer than two judges or items, a location that is no number, a bookmark outside the booklet.
///
/// # Source
/// H. C. Mitzel, D. M. Lewis, R. J. Patz and D. R. Green, "The Bookmark procedure" (2001); response probability 2/3 by custom.
///
/// # Formula
/// With l_(1) ≤ l_(2) ≤ … the locations in order and p the bookmark: before l_(p−1), at l_(p), between (l_(p−1) + l_(p))/2. The cut is the median of the judges, error of the
/// mean s/√n.
#[expect(clippy::cast_precision_loss, reason = "a number of judges")]
pub fn bookmark(locations: &[f64], positions: &[usize], place: Place) -> Result<Bookmark, Refused> {
    if positions.len() < 2 {
        return Err(Refused::OneJudge);
    }
    if locations.len() < 2 {
        return Err(Refused::OneItem);
    }
    if let Some(item) = locations.iter().position(|l| !l.is_finite()) {
        return Err(Refused::Location { item });
    }
    let at = |item: usize| locations.get(item).copied().unwrap_or(f64::NAN);
    let mut order: Vec<usize> = (0..locations.len()).collect();
    order.sort_by(|&a, &b| at(a).total_cmp(&at(b)));
    let mut judges = Vec::with_capacity(positions.len());
    for (judge, &position) in positions.iter().enumerate() {
        if position == 0 || position > order.len() + 1 {
            return Err(Refused::Position { judge });
        }
        let here = order.get(position - 1).map(|&item| at(item));
        let before = position.checked_sub(2).and_then(|i| order.get(i)).map(|&item| at(item));
        let cut = match (before, here) {
            (Some(before), Some(here)) => match place {
                Place::Before => before,
                Place::Between => 0.5 * (before + here),
                Place::At => here,
            },
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => return Err(Refused::Position { judge }),
        };
        judges.push(cut);
    }
    Ok(Bookmark {
        locations: locations.to_vec(),
        order,
        median: crate::classical::median(&judges),
        mean: mean(&judges),
        error: libm::sqrt(variance(&judges) / judges.len() as f64),
        judges,
    })
}

/// The ability at which the expected score is `score`: the inverse of the test characteristic curve. None when no ability from −10 to 10 gives it.
///
/// # Formula
/// θ with Σ P_i(θ) = score.
///
/// # Source
/// M. J. Kolen and R. L. Brennan, *Test Equating, Scaling, and Linking* (2014), chapter 6 (true score equating).
pub fn ability_at(expected: impl Fn(f64) -> f64, score: f64) -> Option<f64> {
    brent::root(|theta| expected(theta) - score, -10.0, 10.0, 0.0)
}
