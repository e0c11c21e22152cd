//! Conditional maximum likelihood for the Rasch model: difficulties without a word on how persons are spread.

use super::outcome::Why;
use super::symmetric::{sum_distribution, without_each};
use crate::model::sigmoid;
use crate::numeric::Matrix;
use crate::responses::{MISSING, Responses};
use core::fmt;
use std::collections::BTreeMap;

/// Difficulties of mean 0, by conditional maximum likelihood.
#[derive(Debug, Clone, PartialEq)]
pub struct Conditional {
    /// Difficulty and standard error of each item, or why there is none. The mean of the difficulties is 0.
    pub items: Vec<Result<(f64, f64), Why>>,
    /// Conditional log-likelihood given the sums.
    pub log_likelihood: f64,
    /// Weighted number of persons who say something: neither all right nor all wrong on what they saw.
    pub persons: f64,
    /// Newton steps.
    pub steps: u32,
    /// Largest absolute derivative of the log-likelihood.
    pub gradient: f64,
}

/// Why there is no conditional calibration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotConditional {
    /// A response above 1.
    NotBinary {
        /// Index of the item.
        item: usize,
    },
    /// Nobody says anything, or fewer than two items are left.
    Nothing,
    /// The items fall into sets that no person links: their difficulties have no common scale.
    Disconnected {
        /// An item of the first set.
        one: usize,
        /// An item that nothing links to it.
        other: usize,
    },
    /// The likelihood has no maximum: on some items everybody of a set did better than on the others.
    NoMaximum,
}

impl NotConditional {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotBinary { .. } => "calibration/not-binary",
            Self::Nothing => "calibration/nothing",
            Self::Disconnected { .. } => "calibration/disconnected",
            Self::NoMaximum => "calibration/no-maximum",
        }
    }
}

impl fmt::Display for NotConditional {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotBinary { item } => write!(f, "item {item} has responses above 1"),
            Self::Nothing => write!(f, "nothing can be estimated"),
            Self::Disconnected { one, other } => write!(f, "no person links items {one} and {other}"),
            Self::NoMaximum => write!(f, "the conditional likelihood has no maximum"),
        }
    }
}

impl core::error::Error for NotConditional {}

/// Persons who saw the same items.
struct Booklet {
    /// Places among the items that are estimated.
    items: Vec<usize>,
    /// Weighted number of persons with each sum, 0 to all.
    sums: Vec<f64>,
}

/// Rasch difficulties given the sums of the persons. Missing responses are taken as planned.
///
/// # Formula
/// With ε_i = e^−b_i, s_i the number right on item i and n_r that of persons with sum r: ln L = −Σ s_i b_i − Σ n_r ln γ_r(ε), γ the elementary symmetric
/// functions; several booklets add. Newton steps with the exact second derivatives; errors from the inverse of the information on Σ b = 0.
///
/// # Source
/// E. B. Andersen, JRSS B 34 (1972), 42–54; G. H. Fischer and I. W. Molenaar (eds), *Rasch Models* (1995), chapter 3.
///
/// # Errors
/// [`NotConditional`].
pub fn conditional(table: &Responses) -> Result<Conditional, NotConditional> {
    if let Some(item) = table.categories().iter().position(|&count| count > 2) {
        return Err(NotConditional::NotBinary { item });
    }
    let (fates, kept) = usable(table)?;
    let (booklets, right) = booklets(table, &kept);
    let persons: f64 = booklets.iter().flat_map(|booklet| &booklet.sums).sum();
    if kept.len() < 2 || persons <= 0.0 {
        return Err(NotConditional::Nothing);
    }
    linked(&booklets, &kept)?;
    let size = kept.len();
    let mut b = vec![0.0; size];
    let mut here = bend(&booklets, &right, &b);
    let mut steps = 0;
    loop {
        steps += 1;
        let mut firm = here.information.clone();
        let share = here.information.at(0, 0).abs().max(1.0) / size as f64;
        for i in 0..size {
            for j in 0..size {
                firm.add(i, j, share);
            }
        }
        let Some(mut step) = firm.cholesky().and_then(|factor| factor.solve(&here.score)) else {
            return Err(NotConditional::NoMaximum);
        };
        let most = step.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
        if most > 2.0 {
            step.iter_mut().for_each(|value| *value *= 2.0 / most);
        }
        let mut taken = false;
        for _ in 0..30 {
            let mut moved: Vec<f64> = b.iter().zip(&step).map(|(x, dx)| x + dx).collect();
            let mean = moved.iter().sum::<f64>() / size as f64;
            moved.iter_mut().for_each(|value| *value -= mean);
            let there = bend(&booklets, &right, &moved);
            if there.value >= here.value - 1e-10 * here.value.abs() {
                (b, here, taken) = (moved, there, true);
                break;
            }
            step.iter_mut().for_each(|value| *value *= 0.5);
        }
        if b.iter().any(|value| value.abs() > 40.0) || steps > 200 {
            return Err(NotConditional::NoMaximum);
        }
        if !taken || most < 1e-9 {
            break;
        }
    }
    // On Σ b = 0 the inverse of the information is (I + J/k)⁻¹ − J/k, with J all ones.
    let mut firm = here.information.clone();
    for i in 0..size {
        for j in 0..size {
            firm.add(i, j, 1.0 / size as f64);
        }
    }
    let covariance = firm.cholesky().ok_or(NotConditional::NoMaximum)?.inverse();
    // Where the likelihood has no bound Newton runs until the slope is lost in rounding, and the errors tell.
    let error = |place: usize| libm::sqrt((covariance.at(place, place) - 1.0 / size as f64).max(0.0));
    if (0..size).any(|place| error(place).is_nan() || error(place) > 100.0) {
        return Err(NotConditional::NoMaximum);
    }
    let mut estimates = b.iter().enumerate().map(|(place, &b)| (b, error(place)));
    Ok(Conditional {
        items: fates
            .into_iter()
            .map(|fate| match fate {
                Some(why) => Err(why),
                None => estimates.next().ok_or(Why::Unseen),
            })
            .collect(),
        log_likelihood: here.value,
        persons,
        steps,
        gradient: here.score.iter().fold(0.0, |most: f64, value| most.max(value.abs())),
    })
}

/// Items that can be estimated, after those all or none answered right are gone — and again, since persons go with them.
fn usable(table: &Responses) -> Result<(Vec<Option<Why>>, Vec<usize>), NotConditional> {
    let mut fates: Vec<Option<Why>> = vec![None; table.items()];
    loop {
        let kept: Vec<usize> = fates
            .iter()
            .enumerate()
            .filter_map(|(item, fate)| fate.is_none().then_some(item))
            .collect();
        if kept.is_empty() {
            return Err(NotConditional::Nothing);
        }
        let mut counts = vec![[0.0_f64; 2]; table.items()];
        for (row, &weight) in table.rows().zip(table.weights()) {
            let own = || {
                kept.iter()
                    .filter_map(|&item| row.get(item).filter(|cell| **cell < 2).map(|&cell| (item, cell)))
            };
            let (seen, sum) = own().fold((0, 0), |(seen, sum), (_, cell)| (seen + 1, sum + u32::from(cell)));
            if sum == 0 || sum == seen || weight <= 0.0 {
                continue;
            }
            for (item, cell) in own() {
                if let Some(place) = counts.get_mut(item).and_then(|pair| pair.get_mut(usize::from(cell))) {
                    *place += weight;
                }
            }
        }
        let mut changed = false;
        for (item, fate) in fates.iter_mut().enumerate().filter(|(_, fate)| fate.is_none()) {
            let [wrong, right] = counts.get(item).copied().unwrap_or_default();
            *fate = match (wrong > 0.0, right > 0.0) {
                (false, false) => Some(Why::Unseen),
                (true, false) => Some(Why::AllSame { category: 0 }),
                (false, true) => Some(Why::AllSame { category: 1 }),
                (true, true) => None,
            };
            changed |= fate.is_some();
        }
        if !changed {
            return Ok((fates, kept));
        }
    }
}

fn booklets(table: &Responses, kept: &[usize]) -> (Vec<Booklet>, Vec<f64>) {
    let mut found: BTreeMap<Vec<usize>, Vec<f64>> = BTreeMap::new();
    let mut right = vec![0.0; kept.len()];
    for (row, &weight) in table.rows().zip(table.weights()) {
        let cell = |place: usize| {
            kept.get(place)
                .and_then(|&item| row.get(item))
                .copied()
                .unwrap_or(MISSING)
        };
        let seen: Vec<usize> = (0..kept.len()).filter(|&place| cell(place) != MISSING).collect();
        let sum = seen.iter().filter(|&&place| cell(place) == 1).count();
        if sum == 0 || sum == seen.len() || weight <= 0.0 {
            continue;
        }
        for &place in seen.iter().filter(|&&place| cell(place) == 1) {
            if let Some(count) = right.get_mut(place) {
                *count += weight;
            }
        }
        let width = seen.len() + 1;
        let sums = found.entry(seen).or_insert_with(|| vec![0.0; width]);
        if let Some(count) = sums.get_mut(sum) {
            *count += weight;
        }
    }
    let list = found.into_iter().map(|(items, sums)| Booklet { items, sums }).collect();
    (list, right)
}

fn linked(booklets: &[Booklet], kept: &[usize]) -> Result<(), NotConditional> {
    let mut reached = vec![false; kept.len()];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    let mut grew = true;
    while grew {
        grew = false;
        for booklet in booklets {
            let here = booklet.items.iter().any(|&item| reached.get(item) == Some(&true));
            for &item in booklet.items.iter().filter(|_| here) {
                if let Some(place) = reached.get_mut(item)
                    && !*place
                {
                    *place = true;
                    grew = true;
                }
            }
        }
    }
    match reached.iter().position(|reached| !reached) {
        Some(other) => Err(NotConditional::Disconnected {
            one: kept.first().copied().unwrap_or(0),
            other: kept.get(other).copied().unwrap_or(0),
        }),
        None => Ok(()),
    }
}

struct Bent {
    value: f64,
    score: Vec<f64>,
    information: Matrix,
}

fn bend(booklets: &[Booklet], right: &[f64], b: &[f64]) -> Bent {
    let size = b.len();
    let mut value: f64 = -right.iter().zip(b).map(|(s, b)| s * b).sum::<f64>();
    let mut score: Vec<f64> = right.iter().map(|s| -s).collect();
    let mut information = Matrix::zeros(size, size);
    for booklet in booklets {
        let own: Vec<f64> = booklet.items.iter().filter_map(|&item| b.get(item).copied()).collect();
        let chances: Vec<f64> = own.iter().map(|b| sigmoid(-b)).collect();
        let whole = sum_distribution(&chances);
        // γ_r = P(Σ = r) Π(1 + ε_i).
        let scale: f64 = own.iter().map(|b| -crate::model::log_sigmoid(*b)).sum();
        for (&n, &p) in booklet.sums.iter().zip(&whole) {
            if n > 0.0 {
                value -= n * (libm::log(p) + scale);
            }
        }
        let singles = without_each(&chances);
        // π_ri = P(X_i = 1 | r) for every sum that somebody has.
        let seen: Vec<(usize, f64, f64)> = booklet
            .sums
            .iter()
            .zip(&whole)
            .enumerate()
            .filter(|(_, (n, _))| **n > 0.0)
            .map(|(r, (&n, &p))| (r, n, p))
            .collect();
        let given =
            |rest: &[f64], r: usize, less: usize| r.checked_sub(less).and_then(|r| rest.get(r)).copied().unwrap_or(0.0);
        let pi: Vec<Vec<f64>> = singles
            .iter()
            .zip(&chances)
            .map(|(rest, p)| {
                seen.iter()
                    .map(|&(r, _, whole)| p * given(rest, r, 1) / whole)
                    .collect()
            })
            .collect();
        for (i, (&item, own)) in booklet.items.iter().zip(&pi).enumerate() {
            let expected: f64 = seen.iter().zip(own).map(|((_, n, _), pi)| n * pi).sum();
            if let Some(place) = score.get_mut(item) {
                *place += expected;
            }
            let variance: f64 = seen.iter().zip(own).map(|((_, n, _), pi)| n * pi * (1.0 - pi)).sum();
            information.add(item, item, variance);
            let mut others = chances.clone();
            let p = others.remove(i);
            let pairs = without_each(&others);
            for (place, rest) in pairs.iter().enumerate().skip(i) {
                // Without i, what stands at `place` is the answer after it.
                let j = place + 1;
                let (Some(&second), Some(other), Some(&q)) = (booklet.items.get(j), pi.get(j), chances.get(j)) else {
                    continue;
                };
                let covariance: f64 = seen
                    .iter()
                    .zip(own.iter().zip(other))
                    .map(|(&(r, n, whole), (left, right))| n * (p * q * given(rest, r, 2) / whole - left * right))
                    .sum();
                information.add(item, second, covariance);
                information.add(second, item, covariance);
            }
        }
    }
    Bent {
        value,
        score,
        information,
    }
}
