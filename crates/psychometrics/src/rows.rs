//! Tables that come as rows: each has as many cells as it must, or the first that has not is named.

use core::fmt;

/// A row that does not have as many cells as the table has columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ragged {
    /// Index of the row.
    pub row: usize,
    /// Cells in it.
    pub found: usize,
    /// Cells that it must have.
    pub expected: usize,
}

impl Ragged {
    /// Stable code, the same for every table.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "table/ragged"
    }
}

impl fmt::Display for Ragged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { row, found, expected } = self;
        write!(f, "row {row} has {found} cells, {expected} expected")
    }
}

impl core::error::Error for Ragged {}

/// Refuses the first row that does not have as many cells as expected.
pub(crate) fn even<T, R: AsRef<[T]>>(rows: &[R], expected: usize) -> Result<(), Ragged> {
    let mut lengths = rows.iter().map(|row| row.as_ref().len()).enumerate();
    match lengths.find(|(_, found)| *found != expected) {
        Some((row, found)) => Err(Ragged { row, found, expected }),
        None => Ok(()),
    }
}

/// Every cell of rows that are even, row after row.
pub(crate) fn cells<T: Copy, R: AsRef<[T]>>(rows: &[R], expected: usize) -> Result<Vec<T>, Ragged> {
    even(rows, expected)?;
    Ok(rows.iter().flat_map(|row| row.as_ref()).copied().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_row_that_differs_is_named() {
        let rows = [vec![1, 2], vec![3, 4], vec![5], Vec::new()];
        assert_eq!(cells(&rows[..2], 2), Ok(vec![1, 2, 3, 4]));
        let (row, found, expected) = (2, 1, 2);
        assert_eq!(even(&rows, 2), Err(Ragged { row, found, expected }));
        assert_eq!(even::<u8, [u8; 0]>(&[], 7), Ok(()));
        let ragged = Ragged { row, found, expected };
        assert_eq!(ragged.to_string(), "row 2 has 1 cells, 2 expected");
        assert_eq!(ragged.code(), "table/ragged");
    }
}
