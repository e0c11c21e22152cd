//! How far several raters agree: on categories, on numbers, beyond chance, category by category.
//!
//! Categories are declared, not discovered: a category that nobody used still counts in the weights and in the chance of agreement of the
//! coefficients that depend on their number. Where a coefficient has no value (everybody in one category, one subject, no variance) the
//! answer is [`Refused`], never 0 or 1.

mod cohen;
mod gwet;
mod icc;
mod krippendorff;
mod many;
mod scores;

pub use cohen::{Homogeneity, Kappa, Light, Table, cohen, light, stuart_maxwell};
pub use gwet::{Ac, gwet};
pub use icc::{Form, Icc, Squares, icc, squares};
pub use krippendorff::{Metric, krippendorff};
pub use many::{
    Category, Conger, Fleiss, FleissCategory, Shares, conger, exact_agreement, fleiss, per_category, shares,
};
pub use scores::{Concordance, Scores, concordance, finn, mean_correlation, within_tolerance};

use crate::numeric::{Matrix, normal};
use crate::rows::{self, Ragged};
use core::fmt;

/// Why an agreement is not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// There is nothing rated, or nothing that two raters both rated.
    NoSubject,
    /// One subject: agreement beyond chance needs two at least.
    OneSubject,
    /// There are fewer than two raters.
    OneRater,
    /// There are fewer than two declared categories.
    OneCategory,
    /// A row does not have one cell a rater.
    Ragged(Ragged),
    /// A category outside those declared.
    Category {
        /// Index of the subject.
        subject: usize,
        /// Index of the rater.
        rater: usize,
    },
    /// A number that is infinite or not a number; or negative where the ratio metric needs none.
    Number {
        /// Index of the subject.
        subject: usize,
        /// Index of the rater.
        rater: usize,
    },
    /// The method needs every rating, and one is missing.
    Incomplete {
        /// Index of the subject.
        subject: usize,
    },
    /// Nothing varies: all ratings alike, so that agreement cannot be told from chance.
    NoVariation,
    /// A weight that is not between 0 and 1, not symmetric, or not 1 on the diagonal; or a count that is not from 0 up.
    Weights,
}

impl Refused {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSubject => "agreement/no-subject",
            Self::OneSubject => "agreement/one-subject",
            Self::OneRater => "agreement/one-rater",
            Self::OneCategory => "agreement/one-category",
            Self::Ragged(ragged) => ragged.code(),
            Self::Category { .. } => "agreement/category",
            Self::Number { .. } => "agreement/number",
            Self::Incomplete { .. } => "agreement/incomplete",
            Self::NoVariation => "agreement/no-variation",
            Self::Weights => "agreement/weights",
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSubject => write!(f, "no subject has two ratings"),
            Self::OneSubject => write!(f, "only one subject has two ratings"),
            Self::OneRater => write!(f, "there are fewer than two raters"),
            Self::OneCategory => write!(f, "there are fewer than two categories"),
            Self::Ragged(ragged) => ragged.fmt(f),
            Self::Category { subject, rater } => {
                write!(f, "subject {subject}, rater {rater}: a category that is not declared")
            }
            Self::Number { subject, rater } => {
                write!(
                    f,
                    "subject {subject}, rater {rater}: not a number that the method takes"
                )
            }
            Self::Incomplete { subject } => write!(f, "subject {subject} lacks a rating, and the method needs all"),
            Self::NoVariation => write!(f, "all ratings are alike: agreement cannot be told from chance"),
            Self::Weights => write!(f, "weights or counts are outside their bounds"),
        }
    }
}

impl core::error::Error for Refused {}

/// How much a disagreement between two ordered categories costs.
#[derive(Debug, Clone, PartialEq)]
pub enum Weights {
    /// Every disagreement is whole.
    Unweighted,
    /// 1 − |i − j|/(k − 1).
    Linear,
    /// 1 − (i − j)²/(k − 1)².
    Quadratic,
    /// A table of one's own: symmetric, between 0 and 1, 1 on the diagonal.
    Custom(Matrix),
}

impl Weights {
    /// The k × k table of credits.
    ///
    /// # Errors
    /// Fewer than two categories, or a custom table that is not k × k within its bounds.
    #[expect(clippy::cast_precision_loss, reason = "a number of categories")]
    pub fn table(&self, categories: usize) -> Result<Matrix, Refused> {
        if categories < 2 {
            return Err(Refused::OneCategory);
        }
        if let Self::Custom(table) = self {
            let fits = table.rows() == categories && table.columns() == categories;
            let bounded = (0..categories).all(|i| {
                (0..categories).all(|j| {
                    let weight = table.at(i, j);
                    (0.0..=1.0).contains(&weight)
                        && weight.to_bits() == table.at(j, i).to_bits()
                        && (i != j || weight >= 1.0)
                })
            });
            return if fits && bounded {
                Ok(table.clone())
            } else {
                Err(Refused::Weights)
            };
        }
        let mut table = Matrix::identity(categories);
        for i in 0..categories {
            for j in 0..categories {
                let apart = i.abs_diff(j) as f64 / (categories - 1) as f64;
                match self {
                    Self::Linear => table.set(i, j, 1.0 - apart),
                    Self::Quadratic => table.set(i, j, 1.0 - apart * apart),
                    Self::Unweighted | Self::Custom(_) => {}
                }
            }
        }
        Ok(table)
    }
}

/// Ratings in declared categories, subjects × raters, with gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ratings {
    // INVARIANT: cells.len() is a multiple of raters ≥ 2; every category is below `categories` ≥ 2.
    raters: usize,
    categories: u16,
    cells: Vec<Option<u16>>,
}

impl Ratings {
    /// Ratings from their rows, one a subject, with one cell a rater: the index of a category among those declared, or nothing.
    ///
    /// # Errors
    /// No row, fewer than two raters or categories, rows of several lengths, a category that is not declared.
    pub fn from_rows<R: AsRef<[Option<u16>]>>(rows: &[R], categories: u16) -> Result<Self, Refused> {
        let raters = rows.first().ok_or(Refused::NoSubject)?.as_ref().len();
        if raters < 2 {
            return Err(Refused::OneRater);
        }
        if categories < 2 {
            return Err(Refused::OneCategory);
        }
        let cells = rows::cells(rows, raters).map_err(Refused::Ragged)?;
        let undeclared = |cell: &Option<u16>| cell.is_some_and(|category| category >= categories);
        if let Some(place) = cells.iter().position(undeclared) {
            let (subject, rater) = (place / raters, place % raters);
            return Err(Refused::Category { subject, rater });
        }
        Ok(Self {
            raters,
            categories,
            cells,
        })
    }

    /// Number of subjects.
    #[must_use]
    pub fn subjects(&self) -> usize {
        self.cells.len() / self.raters
    }

    /// Number of raters.
    #[must_use]
    pub const fn raters(&self) -> usize {
        self.raters
    }

    /// Number of declared categories.
    #[must_use]
    pub const fn categories(&self) -> usize {
        self.categories as usize
    }

    /// The ratings of each subject.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[Option<u16>]> {
        self.cells.chunks_exact(self.raters)
    }

    /// How many raters put each subject in each category: subjects × categories, row by row.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let categories = self.categories();
        let mut cells = vec![0_u32; self.subjects() * categories];
        for (row, counts) in self.rows().zip(cells.chunks_exact_mut(categories)) {
            for category in row.iter().flatten() {
                if let Some(count) = counts.get_mut(usize::from(*category)) {
                    *count += 1;
                }
            }
        }
        Counts { categories, cells }
    }

    /// The square table of two raters, over the subjects that both rated.
    ///
    /// # Errors
    /// No such rater, or no subject that both rated.
    pub fn table(&self, first: usize, second: usize) -> Result<Table, Refused> {
        let mut table = Matrix::zeros(self.categories(), self.categories());
        let mut seen = false;
        for row in self.rows() {
            if let (Some(Some(a)), Some(Some(b))) = (row.get(first), row.get(second)) {
                table.add(usize::from(*a), usize::from(*b), 1.0);
                seen = true;
            }
        }
        if !seen {
            return Err(Refused::NoSubject);
        }
        Table::new(table)
    }

    /// The ratings as numbers: the value of each category, in the order declared.
    ///
    /// # Errors
    /// A value that is not finite, or fewer values than categories.
    pub fn scores(&self, values: &[f64]) -> Result<Scores, Refused> {
        let rows: Vec<Vec<Option<f64>>> = self
            .rows()
            .map(|row| {
                row.iter()
                    .map(|cell| cell.map(|category| values.get(usize::from(category)).copied().unwrap_or(f64::NAN)))
                    .collect()
            })
            .collect();
        Scores::from_rows(&rows)
    }
}

/// How many raters put each subject in each category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    // INVARIANT: cells.len() is a multiple of categories ≥ 1.
    categories: usize,
    cells: Vec<u32>,
}

impl Counts {
    /// Counts from their rows.
    ///
    /// # Errors
    /// No row, fewer than two categories, rows of several lengths.
    pub fn from_rows<R: AsRef<[u32]>>(rows: &[R]) -> Result<Self, Refused> {
        let categories = rows.first().ok_or(Refused::NoSubject)?.as_ref().len();
        if categories < 2 {
            return Err(Refused::OneCategory);
        }
        let cells = rows::cells(rows, categories).map_err(Refused::Ragged)?;
        Ok(Self { categories, cells })
    }

    /// Number of categories.
    #[must_use]
    pub const fn categories(&self) -> usize {
        self.categories
    }

    /// The counts of each subject.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[u32]> {
        self.cells.chunks_exact(self.categories)
    }
}

/// A number between which and which the truth lies, with the confidence asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Bounds {
    /// value ± z × error, cut to between −1 and 1, the value always inside.
    fn normal(value: f64, error: f64, confidence: f64) -> Self {
        let half = normal::quantile(0.5 + 0.5 * confidence) * error;
        Self {
            low: (value - half).max(-1.0).min(value),
            high: (value + half).min(1.0).max(value),
        }
    }
}
