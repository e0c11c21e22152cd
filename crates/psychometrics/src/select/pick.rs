//! From values to one item: the best, or a draw among the good ones, and exposure control that may turn it away.

use super::bank::Bank;
use super::criterion::{Criterion, Position, values};
use crate::exposure::Exposure;
use std::fmt;

/// Values within this share of the best are equal, and the lowest place in the bank wins.
pub const TIE: f64 = 1e-12;

/// How an item is taken among the open ones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pick {
    /// The best value.
    Best,
    /// One of the best so many, all alike: one draw.
    Randomesque {
        /// How many; 0 is taken for 1.
        among: usize,
    },
    /// A draw that gives way to the value as the test goes on: (1−W)R + W V, one draw R for each open item, in the order of the bank.
    Progressive {
        /// Items of the whole test, M.
        length: usize,
        /// s ≥ 0: how fast the draw gives way; 0 makes the way even.
        acceleration: f64,
    },
    /// One draw with chances proportional to V^(M·W).
    Proportional {
        /// Items of the whole test, M.
        length: usize,
        /// s ≥ 0, as above.
        acceleration: f64,
    },
}

/// What may be asked now.
#[derive(Debug, Clone, Copy)]
pub struct Open<'a> {
    /// One flag for each item of the bank; items beyond its end are closed.
    pub items: &'a [bool],
    /// Exposure control.
    pub exposure: &'a Exposure<'a>,
}

/// An item that exposure control turned away from this person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turned {
    /// Its place in the bank.
    pub item: usize,
    /// The draw.
    pub draw: f64,
    /// The chance that it had to be given, not above the draw.
    pub chance: f64,
}

/// The item chosen, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// Its place in the bank.
    pub item: usize,
    /// Its value by the criterion.
    pub value: f64,
    /// Fisher information at the point.
    pub information: f64,
    /// How many items were open to the choice.
    pub open: usize,
    /// The draw that took it among others, where the pick draws once.
    pub draw: Option<f64>,
    /// The draw of exposure control and the chance that the item had, where it has one below 1.
    pub exposure: Option<(f64, f64)>,
    /// Items turned away before it, which stay closed to this person.
    pub turned: Vec<Turned>,
}

/// Why no item can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No item is open.
    NothingOpen,
    /// Items were open, and exposure control closed each of them.
    AllTurned {
        /// How many.
        open: usize,
    },
    /// What is believed of the person is not a distribution: no value can be given.
    NoValue,
}

impl Refusal {
    /// A stable name for the kind of refusal.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NothingOpen => "select/nothing-open",
            Self::AllTurned { .. } => "select/all-turned",
            Self::NoValue => "select/no-value",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingOpen => write!(f, "no item is open"),
            Self::AllTurned { open } => write!(f, "exposure control closed all {open} open items"),
            Self::NoValue => write!(f, "no value can be given to the items"),
        }
    }
}

impl std::error::Error for Refusal {}

/// Chooses the next item.
///
/// Exposure control comes after the pick: an item that it turns away is closed to this person, and the pick is made again among the rest. An
/// item over its rate is closed from the start.
///
/// # Formula
/// Progressive and proportional, with n items given of M: W = Σ_{f≤n} f^s / Σ_{f<M} f^s, 0 for the first item and 1 for the last; R uniform on
/// 0 to the greatest value open.
///
/// # Errors
/// Nothing is open, exposure control closed everything, or values cannot be computed. Never another item than the rules allow.
///
/// # Source
/// G. G. Kingsbury and A. R. Zara, *Applied Measurement in Education* 2 (1989), 359–375 (randomesque); J. Revuelta and V. Ponsoda, *Journal of Educational Measurement* 35 (1998),
/// 311–327 (progressive); J. R. Barrada and others, *British Journal of Mathematical and Statistical Psychology* 61 (2008), 493–513 (both weights).
pub fn next(
    bank: &Bank,
    open: Open<'_>,
    criterion: Criterion,
    pick: Pick,
    position: Position<'_>,
    draws: &mut dyn FnMut() -> f64,
) -> Result<Choice, Refusal> {
    let count = bank.items().len();
    let mut free: Vec<bool> = open.items.iter().take(count).copied().collect();
    let any = free.iter().filter(|free| **free).count();
    if open.exposure.rates.is_some() {
        let close = |(item, free): (usize, &mut bool)| *free = *free && !open.exposure.closed(item);
        free.iter_mut().enumerate().for_each(close);
    }
    let count = free.iter().filter(|free| **free).count();
    if count == 0 {
        return Err(if any == 0 {
            Refusal::NothingOpen
        } else {
            Refusal::AllTurned { open: any }
        });
    }
    let mut pool = Pool::new(bank, &free, criterion, pick, position);
    let mut turned = Vec::new();
    loop {
        let Some((item, value, draw)) = pool.take(&free, draws) else {
            return Err(if turned.is_empty() {
                Refusal::NoValue
            } else {
                Refusal::AllTurned { open: count }
            });
        };
        let chance = open.exposure.chance(item, position.theta);
        let exposure = (chance < 1.0).then(|| (draws(), chance));
        match exposure {
            Some((draw, chance)) if draw >= chance => {
                turned.push(Turned { item, draw, chance });
                if let Some(place) = free.get_mut(item) {
                    *place = false;
                }
            }
            _ => {
                return Ok(Choice {
                    item,
                    value,
                    information: bank.item(item).map_or(0.0, |item| item.information(position.theta)),
                    open: count,
                    draw,
                    exposure,
                    turned,
                });
            }
        }
    }
}

/// The open items with what the pick needs of them.
enum Pool<'a> {
    /// The most informative is found by bounds, item by item.
    Bounded { bank: &'a Bank, theta: f64 },
    /// All values are there.
    Valued { values: Vec<f64>, pick: Pick, share: f64 },
}

impl<'a> Pool<'a> {
    fn new(bank: &'a Bank, free: &[bool], criterion: Criterion, pick: Pick, position: Position<'_>) -> Self {
        if criterion == Criterion::Information && pick == Pick::Best {
            return Self::Bounded {
                bank,
                theta: position.theta,
            };
        }
        let share = match pick {
            Pick::Progressive { length, acceleration } | Pick::Proportional { length, acceleration } => {
                share(position.given, length, acceleration)
            }
            _ => 1.0,
        };
        Self::Valued {
            values: values(bank, free, criterion, position),
            pick,
            share,
        }
    }

    /// The item picked among the free ones, its value and the draw that took it.
    fn take(&mut self, free: &[bool], draws: &mut dyn FnMut() -> f64) -> Option<(usize, f64, Option<f64>)> {
        match self {
            Self::Bounded { bank, theta } => {
                let (item, value) = most_informative(bank, free, *theta)?;
                Some((item, value, None))
            }
            Self::Valued { values, pick, share } => {
                // An item turned away, or closed, has no value any more.
                for (value, free) in values.iter_mut().zip(free) {
                    if !free || value.is_nan() {
                        *value = f64::NEG_INFINITY;
                    }
                }
                match *pick {
                    Pick::Best => best(values).map(|(item, value)| (item, value, None)),
                    Pick::Randomesque { among } => {
                        let order = ordered(values, among.max(1));
                        let draw = draws();
                        let (item, value) = *order.get(index(draw, order.len())?)?;
                        Some((item, value, Some(draw)))
                    }
                    Pick::Progressive { .. } => {
                        let top = values.iter().copied().fold(f64::NEG_INFINITY, f64::max).max(0.0);
                        let mixed: Vec<f64> = values
                            .iter()
                            .map(|value| {
                                if *value == f64::NEG_INFINITY {
                                    *value
                                } else {
                                    (1.0 - *share) * top * draws() + *share * value
                                }
                            })
                            .collect();
                        let (item, _) = best(&mixed)?;
                        Some((item, *values.get(item)?, None))
                    }
                    Pick::Proportional { length, .. } => {
                        #[expect(clippy::cast_precision_loss, reason = "the length of a test")]
                        let power = length as f64 * *share;
                        let draw = draws();
                        let item = proportional(values, power, draw)?;
                        Some((item, *values.get(item)?, Some(draw)))
                    }
                }
            }
        }
    }
}

/// Σ_{f≤n} f^s / Σ_{f<M} f^s, at most 1; 1 for a test of one item or none.
fn share(given: usize, length: usize, acceleration: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "the length of a test")]
    let sum = |to: usize| (1..=to).map(|f| libm::pow(f as f64, acceleration)).sum::<f64>();
    let last = length.saturating_sub(1);
    if last == 0 || given >= last {
        1.0
    } else {
        sum(given) / sum(last)
    }
}

/// The free item with the most information at θ: exact values only of those whose bound reaches the best so far.
fn most_informative(bank: &Bank, free: &[bool], theta: f64) -> Option<(usize, f64)> {
    let triples = || bank.bounds().iter().zip(free).zip(bank.items()).enumerate();
    // A few items first, so that most of the others fall to their bound.
    let sample = triples().step_by(32).filter(|(_, ((_, free), _))| **free);
    let mut top = sample
        .map(|(_, (_, item))| item.information(theta))
        .fold(f64::NEG_INFINITY, f64::max);
    let mut least = top - TIE * top.abs();
    let mut near: Vec<(usize, f64)> = Vec::new();
    for (place, ((cap, free), item)) in triples() {
        if *free && cap.reaches(theta, least) {
            let value = item.information(theta);
            if value >= least {
                near.push((place, value));
            }
            if value > top {
                top = value;
                least = top - TIE * top.abs();
            }
        }
    }
    near.into_iter().find(|(_, value)| *value >= least && value.is_finite())
}

/// The lowest place whose value is within [`TIE`] of the greatest.
fn best(values: &[f64]) -> Option<(usize, f64)> {
    let top = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if !top.is_finite() {
        return None;
    }
    let least = top - TIE * top.abs();
    values.iter().copied().enumerate().find(|(_, value)| *value >= least)
}

/// The best `count`, best first, equals by place.
fn ordered(values: &[f64], count: usize) -> Vec<(usize, f64)> {
    let mut left = values.to_vec();
    let mut order = Vec::with_capacity(count.min(values.len()));
    while order.len() < count {
        let Some((item, value)) = best(&left) else { break };
        order.push((item, value));
        if let Some(place) = left.get_mut(item) {
            *place = f64::NEG_INFINITY;
        }
    }
    order
}

/// ⌊u·n⌋, below n for every u in [0, 1).
fn index(draw: f64, count: usize) -> Option<usize> {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a small count"
    )]
    let place = (draw * count as f64) as usize;
    Some(place.min(count.checked_sub(1)?))
}

/// An item with chances proportional to value^power, values below 0 counting 0; the best when no value is above 0.
fn proportional(values: &[f64], power: f64, draw: f64) -> Option<usize> {
    let (place, top) = best(values)?;
    if top <= 0.0 {
        return Some(place);
    }
    let chance = |value: f64| match value {
        closed if closed == f64::NEG_INFINITY => 0.0,
        value if value <= 0.0 => f64::from(u8::from(power == 0.0)),
        value => libm::exp(power * libm::log(value / top)),
    };
    let total: f64 = values.iter().map(|value| chance(*value)).sum();
    let mut left = draw * total;
    let mut last = None;
    for (item, value) in values.iter().enumerate() {
        let chance = chance(*value);
        if chance > 0.0 {
            if left < chance {
                return Some(item);
            }
            left -= chance;
            last = Some(item);
        }
    }
    last
}

#[cfg(test)]
mod tests;
