//! Marks of persons on items.

use crate::responses::Responses;
use crate::rows::{Ragged, even};
use core::fmt;

/// What a mark that is missing says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gaps {
    /// Nothing was earned: Moodle's rule, for tests where everybody gets every item.
    Zero,
    /// Nothing is known: a person with a gap is left out.
    LeaveOut,
}

/// Marks of persons (rows) on items (columns), each between any number (a penalty is negative) and the maximum of its item.
#[derive(Debug, Clone, PartialEq)]
pub struct Marks {
    // INVARIANT: columns.len() == maxima.len() ≥ 1, each column has `persons` ≥ 1 cells, finite or NaN where missing.
    persons: usize,
    columns: Vec<Vec<f64>>,
    maxima: Vec<f64>,
}

/// Why marks are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadMarks {
    /// There is no person, or none without a gap.
    NoPerson,
    /// There is no item.
    NoItem,
    /// A row does not have one cell an item.
    Ragged(Ragged),
    /// A mark that is infinite or not a number.
    Mark {
        /// Index of the person.
        person: usize,
        /// Index of the item.
        item: usize,
    },
    /// A mark above the maximum of its item.
    Above {
        /// Index of the person.
        person: usize,
        /// Index of the item.
        item: usize,
    },
    /// A maximum that is not above 0, or not one for each item.
    Maximum {
        /// Index of the item.
        item: usize,
    },
}

impl BadMarks {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoPerson => "marks/no-person",
            Self::NoItem => "marks/no-item",
            Self::Ragged(ragged) => ragged.code(),
            Self::Mark { .. } => "marks/mark",
            Self::Above { .. } => "marks/above",
            Self::Maximum { .. } => "marks/maximum",
        }
    }
}

impl fmt::Display for BadMarks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPerson => write!(f, "there is no person to count"),
            Self::NoItem => write!(f, "there is no item"),
            Self::Ragged(ragged) => ragged.fmt(f),
            Self::Mark { person, item } => write!(f, "person {person}, item {item}: not a number"),
            Self::Above { person, item } => write!(f, "person {person}, item {item}: a mark above the maximum"),
            Self::Maximum { item } => write!(f, "the maximum of item {item} is not a number above 0"),
        }
    }
}

impl core::error::Error for BadMarks {}

impl Marks {
    /// Marks from their rows, one a person, with the maximum of each item.
    ///
    /// # Errors
    /// No row, no item, rows of several lengths, a mark that is no number or above its maximum, a maximum that is not above 0.
    pub fn from_rows<R: AsRef<[Option<f64>]>>(rows: &[R], maxima: &[f64]) -> Result<Self, BadMarks> {
        let items = maxima.len();
        if items == 0 {
            return Err(BadMarks::NoItem);
        }
        if rows.is_empty() {
            return Err(BadMarks::NoPerson);
        }
        if let Some(item) = maxima.iter().position(|most| !(most.is_finite() && *most > 0.0)) {
            return Err(BadMarks::Maximum { item });
        }
        even(rows, items).map_err(BadMarks::Ragged)?;
        let mut columns = vec![Vec::with_capacity(rows.len()); items];
        for (person, row) in rows.iter().enumerate() {
            for (item, ((mark, column), most)) in row.as_ref().iter().zip(&mut columns).zip(maxima).enumerate() {
                match mark {
                    Some(mark) if !mark.is_finite() => return Err(BadMarks::Mark { person, item }),
                    Some(mark) if *mark > most * (1.0 + 1e-12) => return Err(BadMarks::Above { person, item }),
                    Some(mark) => column.push(*mark),
                    None => column.push(f64::NAN),
                }
            }
        }
        Ok(Self {
            persons: rows.len(),
            columns,
            maxima: maxima.to_vec(),
        })
    }

    /// The categories of scored responses as marks; the maximum of an item is its last category. Weights and groups are not read.
    #[must_use]
    pub fn from_responses(responses: &Responses) -> Self {
        let column = |item: usize| {
            (0..responses.persons())
                .map(|person| responses.get(person, item).map_or(f64::NAN, f64::from))
                .collect()
        };
        Self {
            persons: responses.persons(),
            columns: (0..responses.items()).map(column).collect(),
            maxima: responses
                .categories()
                .iter()
                .map(|&most| f64::from(most) - 1.0)
                .collect(),
        }
    }

    /// Number of persons.
    #[must_use]
    pub const fn persons(&self) -> usize {
        self.persons
    }

    /// Number of items.
    #[must_use]
    pub fn items(&self) -> usize {
        self.columns.len()
    }

    /// Maximum of each item.
    #[must_use]
    pub fn maxima(&self) -> &[f64] {
        &self.maxima
    }

    /// How many persons have a mark on an item.
    #[must_use]
    pub fn seen(&self, item: usize) -> usize {
        self.columns
            .get(item)
            .map_or(0, |column| column.iter().filter(|mark| !mark.is_nan()).count())
    }

    /// The columns without a gap, as `gaps` says: the marks of the persons kept, and how many were left out.
    ///
    /// # Errors
    /// Nobody is left.
    pub fn complete(&self, gaps: Gaps) -> Result<(Vec<Vec<f64>>, usize), BadMarks> {
        match gaps {
            Gaps::Zero => {
                let filled = |column: &Vec<f64>| {
                    column
                        .iter()
                        .map(|mark| if mark.is_nan() { 0.0 } else { *mark })
                        .collect()
                };
                Ok((self.columns.iter().map(filled).collect(), 0))
            }
            Gaps::LeaveOut => {
                let mut whole = vec![true; self.persons];
                for column in &self.columns {
                    for (keep, mark) in whole.iter_mut().zip(column) {
                        *keep &= !mark.is_nan();
                    }
                }
                let kept = whole.iter().filter(|keep| **keep).count();
                if kept == 0 {
                    return Err(BadMarks::NoPerson);
                }
                let only = |column: &Vec<f64>| {
                    column
                        .iter()
                        .zip(&whole)
                        .filter(|(_, keep)| **keep)
                        .map(|(mark, _)| *mark)
                        .collect()
                };
                Ok((self.columns.iter().map(only).collect(), self.persons - kept))
            }
        }
    }
}

/// The total of each person.
pub(super) fn totals(columns: &[Vec<f64>]) -> Vec<f64> {
    let mut totals = vec![0.0; columns.first().map_or(0, Vec::len)];
    for column in columns {
        for (total, mark) in totals.iter_mut().zip(column) {
            *total += mark;
        }
    }
    totals
}
