//! Several forms that measure alike: one blueprint, no common item, and information as equal as it can be made at given points of the scale.

use crate::shadow::{Blueprint, NoForm};
use std::fmt;

/// Swaps at most. Each lessens the difference, so that it ends long before.
const SWAPS: u32 = 10_000;
/// A swap lessens the sum of squares by at least this.
const GAIN: f64 = 1e-12;

/// Forms, and how far they part.
#[derive(Debug, Clone, PartialEq)]
pub struct Parallel {
    /// For each form, the places of its items in increasing order; no item is in two forms.
    pub forms: Vec<Vec<usize>>,
    /// For each form, its information at each point.
    pub information: Vec<Vec<f64>>,
    /// Greatest difference of information between two forms at one point.
    pub difference: f64,
}

/// Why there are no parallel forms.
#[derive(Debug, Clone, PartialEq)]
pub enum NotParallel {
    /// No form was asked for, or not one row of information and one draw for each item, all rows of one length.
    Shape,
    /// The items left do not make this form, when forms are made one after the other.
    NoForm {
        /// Place of the form.
        form: usize,
        /// Why.
        why: NoForm,
    },
    /// The forms differ by more than was accepted: they are not given out as parallel.
    Apart {
        /// Greatest difference reached.
        found: f64,
        /// Greatest difference accepted.
        most: f64,
    },
}

impl NotParallel {
    /// A stable name for the kind of refusal.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Shape => "parallel/shape",
            Self::NoForm { .. } => "parallel/no-form",
            Self::Apart { .. } => "parallel/apart",
        }
    }
}

impl fmt::Display for NotParallel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape => write!(
                f,
                "no form asked for, or not one row of information and one draw an item"
            ),
            Self::NoForm { form, why } => write!(f, "form {form}: {why}"),
            Self::Apart { found, most } => write!(f, "the forms differ by `{found}`, `{most}` is accepted"),
        }
    }
}

impl std::error::Error for NotParallel {}

/// Makes `count` forms of a blueprint whose information differs by at most `most` at every point.
///
/// `information` has one row for each item of the bank, one number for each point; `draws` one number in [0, 1) for each item: other draws, other
/// forms. Every form meets the blueprint exactly, at the start and after each swap; that the difference is the least possible is not proven, which is
/// why it is measured and compared.
///
/// # Formula
/// Forms of the greatest sum of draws, one after the other; then, while one lessens Σ_points Σ_forms (I_f − mean)², the best swap of an item of a form with one
/// outside it (of another form, or of none) that keeps every rule.
///
/// # Errors
/// The bank does not make so many forms one after the other, or they stay further apart than accepted.
///
/// # Source
/// W. J. van der Linden, *Linear Models for Optimal Test Design* (2005), chapters 5 and 6, for what is wanted; the swaps are a local search.
pub fn parallel(
    blueprint: &Blueprint,
    information: &[Vec<f64>],
    count: usize,
    most: f64,
    draws: &[f64],
) -> Result<Parallel, NotParallel> {
    let points = information.first().map_or(0, Vec::len);
    let items = blueprint.items();
    let sound = information.len() == items && draws.len() == items && information.iter().all(|row| row.len() == points);
    if count == 0 || points == 0 || !sound {
        return Err(NotParallel::Shape);
    }
    let mut owner: Vec<Option<usize>> = vec![None; items];
    let mut forms = Vec::with_capacity(count);
    for form in 0..count {
        let closed: Vec<bool> = owner.iter().map(Option::is_some).collect();
        let made = blueprint
            .form(draws, &[], &closed)
            .map_err(|why| NotParallel::NoForm { form, why })?;
        for item in &made.items {
            if let Some(owner) = owner.get_mut(*item) {
                *owner = Some(form);
            }
        }
        forms.push(made.items);
    }
    let mut sums: Vec<Vec<f64>> = forms.iter().map(|form| total(information, form, points)).collect();
    for _ in 0..SWAPS {
        let Some(swap) = best_swap(blueprint, information, &forms, &sums, &owner) else {
            break;
        };
        apply(&mut forms, &mut owner, swap);
        // From the items, so that nothing drifts.
        sums = forms.iter().map(|form| total(information, form, points)).collect();
    }
    let difference = (0..points)
        .map(|point| {
            let at = || sums.iter().filter_map(|form| form.get(point));
            at().copied().fold(f64::NEG_INFINITY, f64::max) - at().copied().fold(f64::INFINITY, f64::min)
        })
        .fold(0.0, f64::max);
    if difference <= most {
        forms.iter_mut().for_each(|form| form.sort_unstable());
        Ok(Parallel {
            forms,
            information: sums,
            difference,
        })
    } else {
        Err(NotParallel::Apart {
            found: difference,
            most,
        })
    }
}

fn total(information: &[Vec<f64>], form: &[usize], points: usize) -> Vec<f64> {
    let mut sums = vec![0.0; points];
    for row in form.iter().filter_map(|item| information.get(*item)) {
        sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
    }
    sums
}

/// An item leaves a form, another takes its place; when that one was in another form, they change places.
#[derive(Clone, Copy)]
struct Swap {
    form: usize,
    out: usize,
    into: usize,
}

fn best_swap(
    blueprint: &Blueprint,
    information: &[Vec<f64>],
    forms: &[Vec<usize>],
    sums: &[Vec<f64>],
    owner: &[Option<usize>],
) -> Option<Swap> {
    let now = spread(sums);
    let mut best: Option<(f64, Swap)> = None;
    for (form, items) in forms.iter().enumerate() {
        for out in items {
            for (into, row) in information.iter().enumerate() {
                let other = owner.get(into).copied().flatten();
                // Between two forms a swap is the same from both ends.
                if other.is_some_and(|other| other <= form) {
                    continue;
                }
                let mut after = sums.to_vec();
                let gone = information.get(*out)?;
                let moved = |sums: &mut Vec<f64>, sign: f64| {
                    let changes = row.iter().zip(gone).map(|(come, gone)| sign * (come - gone));
                    sums.iter_mut().zip(changes).for_each(|(sum, change)| *sum += change);
                };
                moved(after.get_mut(form)?, 1.0);
                if let Some(other) = other {
                    moved(after.get_mut(other)?, -1.0);
                }
                let value = spread(&after);
                let swap = Swap { form, out: *out, into };
                if value < best.map_or(now - GAIN, |(value, _)| value) && keeps_rules(blueprint, forms, other, swap) {
                    best = Some((value, swap));
                }
            }
        }
    }
    best.map(|(_, swap)| swap)
}

fn keeps_rules(blueprint: &Blueprint, forms: &[Vec<usize>], other: Option<usize>, swap: Swap) -> bool {
    let with = |form: Option<&Vec<usize>>, out: usize, into: usize| {
        let changed = form.map(|form| {
            form.iter()
                .map(|item| if *item == out { into } else { *item })
                .collect::<Vec<_>>()
        });
        changed.is_some_and(|changed| blueprint.meets(&changed))
    };
    with(forms.get(swap.form), swap.out, swap.into)
        && other.is_none_or(|other| with(forms.get(other), swap.into, swap.out))
}

fn apply(forms: &mut [Vec<usize>], owner: &mut [Option<usize>], swap: Swap) {
    let other = owner.get(swap.into).copied().flatten();
    let mut change = |form: usize, from: usize, to: usize| {
        let place = forms
            .get_mut(form)
            .and_then(|form| form.iter_mut().find(|item| **item == from));
        if let Some(place) = place {
            *place = to;
        }
    };
    change(swap.form, swap.out, swap.into);
    if let Some(other) = other {
        change(other, swap.into, swap.out);
    }
    for (item, to) in [(swap.into, Some(swap.form)), (swap.out, other)] {
        if let Some(owner) = owner.get_mut(item) {
            *owner = to;
        }
    }
}

/// Σ_points Σ_forms (I_f − mean)².
fn spread(sums: &[Vec<f64>]) -> f64 {
    let points = sums.first().map_or(0, Vec::len);
    #[expect(clippy::cast_precision_loss, reason = "a few forms")]
    let count = sums.len() as f64;
    (0..points)
        .map(|point| {
            let at = || sums.iter().filter_map(|form| form.get(point));
            let mean = at().sum::<f64>() / count;
            at().map(|value| (value - mean) * (value - mean)).sum::<f64>()
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Item;
    use crate::shadow::Group;

    fn bank() -> Vec<Vec<f64>> {
        let item =
            |k: i32| Item::two_pl(0.7 + f64::from(k * 7 % 11) * 0.1, f64::from(k * 5 % 17) * 0.25 - 2.0).unwrap();
        let points = [-1.0, 0.0, 1.0];
        (0..90)
            .map(|k| points.iter().map(|theta| item(k).information(*theta)).collect())
            .collect()
    }

    fn blueprint(items: usize) -> Blueprint {
        let group = |kind| Group {
            items: (0..items).filter(|item| item % 3 == kind).collect(),
            least: 3,
            most: 5,
        };
        let enemies = vec![vec![0, 1], vec![2, 3, 4]];
        Blueprint::new(items, 12, (0..3).map(group).collect(), enemies, Vec::new(), Vec::new()).unwrap()
    }

    fn draws(seed: u32) -> Vec<f64> {
        (0..90_u32)
            .map(|item| f64::from((item * 37 + seed * 11) % 101) / 101.0)
            .collect()
    }

    #[test]
    fn forms_are_apart_in_items_and_alike_in_information() {
        let blueprint = blueprint(90);
        let made = parallel(&blueprint, &bank(), 4, 0.06, &draws(1)).unwrap();
        assert!(made.difference <= 0.06);
        let mut all: Vec<usize> = made.forms.concat();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 48, "an item is in two forms");
        assert!(made.forms.iter().all(|form| blueprint.meets(form)));
        let information = bank();
        for (form, sums) in made.forms.iter().zip(&made.information) {
            for (point, sum) in sums.iter().enumerate() {
                let found: f64 = form.iter().map(|item| information[*item][point]).sum();
                assert!((found - sum).abs() < 1e-12);
            }
        }
        assert_ne!(
            made.forms,
            parallel(&blueprint, &bank(), 4, 0.2, &draws(2)).unwrap().forms
        );
    }

    #[test]
    fn forms_that_stay_apart_are_not_called_parallel() {
        let refused = parallel(&blueprint(90), &bank(), 4, 1e-9, &draws(1)).unwrap_err();
        assert_eq!(refused.code(), "parallel/apart");
        let refused = parallel(&blueprint(90), &bank(), 8, 9.0, &draws(1)).unwrap_err();
        assert!(matches!(refused, NotParallel::NoForm { form: 7, .. }), "{refused}");
        for (count, draws) in [(0, draws(1)), (2, vec![0.5; 89])] {
            assert_eq!(
                parallel(&blueprint(90), &bank(), count, 1.0, &draws),
                Err(NotParallel::Shape)
            );
        }
    }
}
