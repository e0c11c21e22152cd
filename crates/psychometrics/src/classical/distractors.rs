//! Who chose which option.

use super::BadMarks;
use crate::numeric::sum::correlation;
use crate::rows::Ragged;

/// What each person chose on one item.
#[derive(Debug, Clone, Copy)]
pub struct Drawn<'a> {
    /// Index of the option chosen, below `options`; nothing when the person chose none.
    pub chosen: &'a [Option<u16>],
    /// Number of options.
    pub options: u16,
    /// The right ones.
    pub keys: &'a [u16],
    /// Score on the rest of the test, one a person.
    pub rest: &'a [f64],
    /// Group of ability of each person, from 0 (weakest): see [`ability_groups`].
    pub groups: &'a [u16],
}

/// One option of an item, or the lack of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionRow {
    /// Index of the option; none for those who chose none.
    pub option: Option<u16>,
    /// Whether it is right.
    pub right: bool,
    /// How many chose it.
    pub count: usize,
    /// The same as a share of all persons.
    pub share: f64,
    /// Share of each group of ability that chose it, weakest first; none for an empty group.
    pub by_group: Vec<Option<f64>>,
    /// Correlation of choosing it with the rest of the test; none when nobody or everybody did.
    pub correlation: Option<f64>,
    /// Mean score on the rest of those who chose it.
    pub mean_rest: Option<f64>,
    /// A wrong option that fewer than 5 % chose: it does not work as a distractor.
    pub idle: bool,
    /// A wrong option that draws the able (positive correlation), or a right one that repels them (negative).
    pub suspect: bool,
}

/// The options of one item.
#[derive(Debug, Clone, PartialEq)]
pub struct Distractors {
    /// Each option in order, then those who chose none.
    pub rows: Vec<OptionRow>,
    /// How many persons there are in each group.
    pub groups: Vec<usize>,
}

/// Counts the options chosen, in all and by group of ability.
///
/// # Errors
/// No person, lists of several lengths, an option that does not exist.
///
/// # Formula
/// Point-biserial correlation of the indicator of the option with the score on the other items.
///
/// # Source
/// T. M. Haladyna and M. C. Rodriguez, *Developing and Validating Test Items* (2013), chapter 18, for the limit of 5 %.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn distractors(drawn: &Drawn<'_>) -> Result<Distractors, BadMarks> {
    let persons = drawn.chosen.len();
    if persons == 0 {
        return Err(BadMarks::NoPerson);
    }
    for found in [drawn.rest.len(), drawn.groups.len()] {
        if found != persons {
            return Err(BadMarks::Ragged(Ragged {
                row: persons.min(found),
                found,
                expected: persons,
            }));
        }
    }
    if let Some(person) = drawn.chosen.iter().position(|c| c.is_some_and(|c| c >= drawn.options)) {
        return Err(BadMarks::Mark { person, item: 0 });
    }
    if let Some(person) = drawn.rest.iter().position(|score| !score.is_finite()) {
        return Err(BadMarks::Mark { person, item: 0 });
    }
    let group_count = drawn.groups.iter().max().map_or(0, |&most| usize::from(most) + 1);
    let sizes = |of: &dyn Fn(Option<u16>) -> bool| -> Vec<usize> {
        let mut sizes = vec![0; group_count];
        for (chosen, group) in drawn.chosen.iter().zip(drawn.groups) {
            if of(*chosen)
                && let Some(size) = sizes.get_mut(usize::from(*group))
            {
                *size += 1;
            }
        }
        sizes
    };
    let groups = sizes(&|_| true);
    let rows = (0..drawn.options)
        .map(Some)
        .chain([None])
        .map(|option| {
            let of = sizes(&|chosen| chosen == option);
            let count: usize = of.iter().sum();
            let picked: Vec<f64> = drawn
                .chosen
                .iter()
                .map(|c| if *c == option { 1.0 } else { 0.0 })
                .collect();
            let found = correlation(&picked, drawn.rest);
            let found = (!found.is_nan()).then_some(found);
            let share = count as f64 / persons as f64;
            let right = option.is_some_and(|option| drawn.keys.contains(&option));
            let wrong = option.is_some() && !right;
            let held = drawn
                .chosen
                .iter()
                .zip(drawn.rest)
                .filter(|(c, _)| **c == option)
                .map(|(_, score)| *score);
            OptionRow {
                option,
                right,
                count,
                share,
                by_group: of
                    .iter()
                    .zip(&groups)
                    .map(|(&some, &all)| (all > 0).then(|| some as f64 / all as f64))
                    .collect(),
                correlation: found,
                mean_rest: (count > 0).then(|| crate::numeric::sum(held) / count as f64),
                idle: wrong && share < 0.05,
                suspect: found.is_some_and(|r| (wrong && r > 0.0) || (right && r < 0.0)),
            }
        })
        .collect();
    Ok(Distractors { rows, groups })
}

/// Puts persons in `count` groups of ability of about the same size, from 0 (weakest); persons of the same score are never separated.
///
/// # Formula
/// group = ⌊count × (persons below + half of those alike)/persons⌋.
///
/// # Source
/// T. M. Haladyna and M. C. Rodriguez, *Developing and Validating Test Items* (2013), chapter 18 (trace lines by group).
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a number of groups"
)]
pub fn ability_groups(scores: &[f64], count: u16) -> Vec<u16> {
    let persons = scores.len();
    let at = |person: usize| scores.get(person).copied().unwrap_or(0.0) + 0.0;
    let mut order: Vec<usize> = (0..persons).collect();
    order.sort_unstable_by(|&a, &b| at(a).total_cmp(&at(b)));
    let mut groups = vec![0; persons];
    let mut below = 0.0;
    for same in order.chunk_by(|&a, &b| at(a).to_bits() == at(b).to_bits()) {
        let alike = same.len() as f64;
        let place = (below + 0.5 * alike) / persons as f64;
        let group = (libm::floor(f64::from(count) * place) as u16).min(count.saturating_sub(1));
        for &person in same {
            if let Some(slot) = groups.get_mut(person) {
                *slot = group;
            }
        }
        below += alike;
    }
    groups
}
