//! Who answered what: a table of scored responses, persons × items, with planned gaps, weights and groups.

use crate::rows::{self, Ragged};
use core::fmt;

/// A cell where the person was not asked, or did not answer and is not to be scored: it says nothing.
pub const MISSING: u8 = u8::MAX;

/// Scored responses of persons (rows) to items (columns).
///
/// A cell is a category, 0 for nothing right up to the number of categories of the item minus one, or [`MISSING`]. A person has a
/// weight (how many persons alike it stands for, 1 unless said) and a group (0 unless said).
#[derive(Debug, Clone, PartialEq)]
pub struct Responses {
    // INVARIANT: cells.len() == persons × items, weights and groups have one entry a person, categories one an item.
    items: usize,
    cells: Vec<u8>,
    weights: Vec<f64>,
    groups: Vec<u32>,
    categories: Vec<u8>,
}

/// Why a table of responses is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadResponses {
    /// There is no person.
    NoPerson,
    /// There is no item.
    NoItem,
    /// A row, or a list of one number an item, does not have one cell an item.
    Ragged(Ragged),
    /// A weight is negative, infinite or not a number; or there is not one a person.
    Weight {
        /// Index of the person.
        person: usize,
    },
    /// There is not one group a person.
    Group {
        /// Index of the first person without one, or number of persons when there are too many.
        person: usize,
    },
    /// A category outside those declared for the item.
    Category {
        /// Index of the person.
        person: usize,
        /// Index of the item.
        item: usize,
        /// What was found.
        found: u8,
    },
}

impl BadResponses {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoPerson => "responses/no-person",
            Self::NoItem => "responses/no-item",
            Self::Ragged(ragged) => ragged.code(),
            Self::Weight { .. } => "responses/weight",
            Self::Group { .. } => "responses/group",
            Self::Category { .. } => "responses/category",
        }
    }
}

impl fmt::Display for BadResponses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPerson => write!(f, "there is no person"),
            Self::NoItem => write!(f, "there is no item"),
            Self::Ragged(ragged) => ragged.fmt(f),
            Self::Weight { person } => write!(f, "the weight of person {person} is missing or not a number from 0 up"),
            Self::Group { person } => write!(f, "there is not one group a person (person {person})"),
            Self::Category { person, item, found } => {
                write!(
                    f,
                    "person {person} has category {found} on item {item}, which it does not have"
                )
            }
        }
    }
}

impl core::error::Error for BadResponses {}

impl Responses {
    /// A table from its rows; an item has the categories from 0 to the largest met, and two at least.
    ///
    /// # Errors
    /// No row, no cell in the first row, or rows of several lengths.
    pub fn from_rows<R: AsRef<[u8]>>(rows: &[R]) -> Result<Self, BadResponses> {
        let items = rows.first().ok_or(BadResponses::NoPerson)?.as_ref().len();
        if items == 0 {
            return Err(BadResponses::NoItem);
        }
        let cells = rows::cells(rows, items).map_err(BadResponses::Ragged)?;
        let mut categories = vec![2_u8; items];
        for row in cells.chunks_exact(items) {
            for (most, &cell) in categories.iter_mut().zip(row) {
                if cell != MISSING {
                    *most = (*most).max(cell + 1);
                }
            }
        }
        let persons = rows.len();
        Ok(Self {
            items,
            cells,
            weights: vec![1.0; persons],
            groups: vec![0; persons],
            categories,
        })
    }

    /// The same with a weight for each person: a number of persons alike, or a sampling weight.
    ///
    /// # Errors
    /// Not one weight a person, or one that is negative or not finite.
    pub fn with_weights(mut self, weights: Vec<f64>) -> Result<Self, BadResponses> {
        if weights.len() != self.persons() {
            return Err(BadResponses::Weight {
                person: weights.len().min(self.persons()),
            });
        }
        if let Some(person) = weights
            .iter()
            .position(|weight| !(weight.is_finite() && *weight >= 0.0))
        {
            return Err(BadResponses::Weight { person });
        }
        self.weights = weights;
        Ok(self)
    }

    /// The same with a group for each person; groups are numbered from 0.
    ///
    /// # Errors
    /// Not one group a person.
    pub fn with_groups(mut self, groups: Vec<u32>) -> Result<Self, BadResponses> {
        if groups.len() != self.persons() {
            return Err(BadResponses::Group {
                person: groups.len().min(self.persons()),
            });
        }
        self.groups = groups;
        Ok(self)
    }

    /// The same with the number of categories that each item declares, used or not.
    ///
    /// # Errors
    /// A cell holds a category that its item does not have, or there is not one number an item.
    pub fn with_categories(mut self, categories: Vec<u8>) -> Result<Self, BadResponses> {
        if categories.len() != self.items {
            return Err(BadResponses::Ragged(Ragged {
                row: 0,
                found: categories.len(),
                expected: self.items,
            }));
        }
        for (person, row) in self.rows().enumerate() {
            for (item, (&found, &most)) in row.iter().zip(&categories).enumerate() {
                if found != MISSING && found >= most {
                    return Err(BadResponses::Category { person, item, found });
                }
            }
        }
        self.categories = categories;
        Ok(self)
    }

    /// Number of rows.
    #[must_use]
    pub fn persons(&self) -> usize {
        self.weights.len()
    }

    /// Number of columns.
    #[must_use]
    pub const fn items(&self) -> usize {
        self.items
    }

    /// Every row in order: one cell an item.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.cells.chunks_exact(self.items)
    }

    /// The row of one person; empty when there is no such person.
    #[must_use]
    pub fn row(&self, person: usize) -> &[u8] {
        let from = person.saturating_mul(self.items);
        self.cells.get(from..from.saturating_add(self.items)).unwrap_or(&[])
    }

    /// The category of one cell; none where it is [`MISSING`] or there is no such cell.
    #[must_use]
    pub fn get(&self, person: usize, item: usize) -> Option<u8> {
        self.row(person).get(item).copied().filter(|&cell| cell != MISSING)
    }

    /// Weight of each person.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Group of each person.
    #[must_use]
    pub fn groups(&self) -> &[u32] {
        &self.groups
    }

    /// Number of groups: one more than the largest number used.
    #[must_use]
    pub fn group_count(&self) -> usize {
        self.groups.iter().max().map_or(1, |&most| most as usize + 1)
    }

    /// Number of categories of each item, two at least.
    #[must_use]
    pub fn categories(&self) -> &[u8] {
        &self.categories
    }

    /// Weighted number of persons in each category of an item; empty when there is no such item.
    #[must_use]
    pub fn counts(&self, item: usize) -> Vec<f64> {
        let mut counts = vec![0.0; self.categories.get(item).map_or(0, |&most| usize::from(most))];
        for (row, &weight) in self.rows().zip(&self.weights) {
            if let Some(&cell) = row.get(item)
                && let Some(count) = counts.get_mut(usize::from(cell))
            {
                *count += weight;
            }
        }
        counts
    }

    /// Sum of the categories of each person; none where a cell is missing.
    #[must_use]
    pub fn totals(&self) -> Vec<Option<u32>> {
        self.rows()
            .map(|row| {
                row.iter()
                    .map(|&cell| (cell != MISSING).then_some(u32::from(cell)))
                    .sum()
            })
            .collect()
    }

    /// Only some items, in the order given; indices that do not exist are left out.
    ///
    /// # Errors
    /// None is left.
    pub fn only_items(&self, items: &[usize]) -> Result<Self, BadResponses> {
        let kept: Vec<usize> = items.iter().copied().filter(|&item| item < self.items).collect();
        if kept.is_empty() {
            return Err(BadResponses::NoItem);
        }
        let pick = |row: &[u8]| -> Vec<u8> { kept.iter().filter_map(|&item| row.get(item).copied()).collect() };
        Ok(Self {
            items: kept.len(),
            cells: self.rows().flat_map(pick).collect(),
            weights: self.weights.clone(),
            groups: self.groups.clone(),
            categories: pick(&self.categories),
        })
    }

    /// Only the persons of which `keep` says yes, in order.
    ///
    /// # Errors
    /// None is left.
    pub fn only_persons(&self, mut keep: impl FnMut(usize) -> bool) -> Result<Self, BadResponses> {
        let kept: Vec<usize> = (0..self.persons()).filter(|&person| keep(person)).collect();
        if kept.is_empty() {
            return Err(BadResponses::NoPerson);
        }
        Ok(Self {
            items: self.items,
            cells: kept
                .iter()
                .flat_map(|&person| self.row(person).iter().copied())
                .collect(),
            weights: kept
                .iter()
                .filter_map(|&person| self.weights.get(person).copied())
                .collect(),
            groups: kept
                .iter()
                .filter_map(|&person| self.groups.get(person).copied())
                .collect(),
            categories: self.categories.clone(),
        })
    }

    /// Persons of one group with the same row become one person with the sum of their weights.
    ///
    /// Sorted by group, then row: the result does not depend on the order of the persons, save for the last bits of the sums.
    #[must_use]
    pub fn collapsed(&self) -> Collapsed {
        let key = |person: usize| (self.groups.get(person).copied().unwrap_or(0), self.row(person));
        let mut order: Vec<usize> = (0..self.persons()).collect();
        order.sort_by(|&left, &right| key(left).cmp(&key(right)));
        let mut pattern_of = vec![0_u32; self.persons()];
        let mut collapsed = Self {
            items: self.items,
            cells: Vec::new(),
            weights: Vec::new(),
            groups: Vec::new(),
            categories: self.categories.clone(),
        };
        let mut previous = None;
        for person in order {
            let weight = self.weights.get(person).copied().unwrap_or(0.0);
            let (group, row) = key(person);
            if previous == Some((group, row)) {
                if let Some(sum) = collapsed.weights.last_mut() {
                    *sum += weight;
                }
            } else {
                collapsed.cells.extend_from_slice(row);
                collapsed.weights.push(weight);
                collapsed.groups.push(group);
                previous = Some((group, row));
            }
            if let Some(slot) = pattern_of.get_mut(person) {
                *slot = u32::try_from(collapsed.weights.len().saturating_sub(1)).unwrap_or(u32::MAX);
            }
        }
        Collapsed {
            patterns: collapsed,
            pattern_of,
        }
    }
}

/// A table whose equal rows were put together.
#[derive(Debug, Clone, PartialEq)]
pub struct Collapsed {
    /// The distinct rows, each with the weight of all who gave it.
    pub patterns: Responses,
    /// For each person of the table as it was, the row of `patterns` that is theirs.
    pub pattern_of: Vec<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_rows_collapse_within_their_group() {
        let table = Responses::from_rows(&[[1_u8, 0], [0, 1], [1, 0], [1, 0]])
            .unwrap()
            .with_weights(vec![1.0, 2.0, 3.0, 5.0])
            .unwrap()
            .with_groups(vec![0, 0, 0, 1])
            .unwrap();
        let Collapsed { patterns, pattern_of } = table.collapsed();
        assert_eq!(patterns.rows().collect::<Vec<_>>(), [[0, 1], [1, 0], [1, 0]]);
        assert_eq!(patterns.weights(), [2.0, 4.0, 5.0]);
        assert_eq!(patterns.groups(), [0, 0, 1]);
        assert_eq!(pattern_of, [1, 0, 1, 2]);
        assert_eq!(table.group_count(), 2);
    }

    #[test]
    fn gaps_count_nowhere() {
        let table = Responses::from_rows(&[[2_u8, MISSING], [0, 1]]).unwrap();
        assert_eq!(table.categories(), [3, 2]);
        assert_eq!(
            (table.counts(0), table.counts(1)),
            (vec![1.0, 0.0, 1.0], vec![0.0, 1.0])
        );
        assert_eq!(table.totals(), [None, Some(1)]);
        assert_eq!(
            (table.get(0, 1), table.get(0, 0), table.get(9, 0)),
            (None, Some(2), None)
        );
        let second = table.only_items(&[1, 7]).unwrap();
        assert_eq!((second.items(), second.row(1)), (1, [1_u8].as_slice()));
        assert_eq!(table.only_persons(|person| person == 1).unwrap().row(0), [0, 1]);
    }

    #[test]
    fn refusals() {
        let rows: [[u8; 2]; 0] = [];
        assert_eq!(Responses::from_rows(&rows), Err(BadResponses::NoPerson));
        assert_eq!(Responses::from_rows(&[[0_u8; 0]]), Err(BadResponses::NoItem));
        let ragged = Responses::from_rows(&[vec![0_u8, 1], vec![0]]).unwrap_err();
        assert_eq!(ragged.to_string(), "row 1 has 1 cells, 2 expected");
        let table = Responses::from_rows(&[[0_u8, 3]]).unwrap();
        assert_eq!(
            table.clone().with_weights(vec![f64::NAN]),
            Err(BadResponses::Weight { person: 0 })
        );
        assert_eq!(
            table.clone().with_weights(vec![]),
            Err(BadResponses::Weight { person: 0 })
        );
        assert_eq!(
            table.clone().with_groups(vec![0, 1]),
            Err(BadResponses::Group { person: 1 })
        );
        let category = table.clone().with_categories(vec![2, 3]).unwrap_err();
        assert_eq!(category.code(), "responses/category");
        assert_eq!(table.with_categories(vec![2, 5]).unwrap().categories(), [2, 5]);
    }
}
