//! Two raters: Cohen's kappa, plain or weighted, and whether they use the categories alike; Light's mean over pairs.

use super::{Bounds, Ratings, Refused, Weights};
use crate::numeric::{Matrix, chi_square, normal, sum};

/// A square table of counts: category given by the first rater (rows) and by the second (columns).
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    // INVARIANT: square, 2 × 2 at least, counts finite and from 0 up, total above 0.
    counts: Matrix,
    total: f64,
}

impl Table {
    /// A table from its counts.
    ///
    /// # Errors
    /// Not square, smaller than 2 × 2, empty, or a count that is negative or not finite.
    pub fn new(counts: Matrix) -> Result<Self, Refused> {
        let size = counts.rows();
        if size < 2 || counts.columns() != size {
            return Err(Refused::OneCategory);
        }
        let cells = || (0..size).flat_map(|i| counts.row(i).iter().copied());
        if cells().any(|count| !(count.is_finite() && count >= 0.0)) {
            return Err(Refused::Weights);
        }
        let total = sum(cells());
        if total <= 0.0 {
            return Err(Refused::NoSubject);
        }
        Ok(Self { counts, total })
    }

    /// Number of categories.
    #[must_use]
    pub fn categories(&self) -> usize {
        self.counts.rows()
    }

    /// Number of subjects.
    #[must_use]
    pub const fn total(&self) -> f64 {
        self.total
    }

    /// Count of one cell.
    #[must_use]
    pub fn count(&self, first: usize, second: usize) -> f64 {
        self.counts.at(first, second)
    }

    /// The share of each category, by the first rater and by the second.
    ///
    /// # Formula
    /// p_i· = Σ_j n_ij/n and p_·j = Σ_i n_ij/n.
    ///
    /// # Source
    /// J. Cohen, *Educational and Psychological Measurement* 20 (1960), 37–46.
    #[must_use]
    pub fn margins(&self) -> (Vec<f64>, Vec<f64>) {
        let share = |cells: &mut dyn Iterator<Item = f64>| sum(cells) / self.total;
        let all = 0..self.categories();
        (
            all.clone()
                .map(|i| share(&mut all.clone().map(|j| self.count(i, j))))
                .collect(),
            all.clone()
                .map(|j| share(&mut all.clone().map(|i| self.count(i, j))))
                .collect(),
        )
    }
}

/// Agreement of two raters beyond chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kappa {
    /// The coefficient: 1 for full agreement, 0 for what chance gives, negative below chance.
    pub value: f64,
    /// Weighted share of agreement observed.
    pub observed: f64,
    /// The same expected by chance from the two margins.
    pub expected: f64,
    /// Standard error, for the interval.
    pub error: f64,
    /// Interval of the confidence asked.
    pub bounds: Bounds,
    /// Standard error were there no agreement beyond chance, for the test; 0 when a margin has one category only.
    pub null_error: f64,
    /// value / `null_error`; none when that is 0.
    pub z: Option<f64>,
    /// Two-sided p-value of `z`.
    pub p: Option<f64>,
    /// Number of subjects.
    pub subjects: f64,
}

/// Cohen's kappa of a table, weighted over **all** declared categories.
///
/// # Errors
/// Weights that do not fit; chance agreement of 1 (both raters put everybody in one and the same category).
///
/// # Formula
/// κ = (pₒ − pₑ)/(1 − pₑ), pₒ = Σ w p_ij, pₑ = Σ w p_i. p_.j; with w̄ᵢ. = Σⱼ p.ⱼ w and w̄.ⱼ = Σᵢ pᵢ. w,
/// var = {Σ p_ij [w(1−pₑ) − (w̄ᵢ. + w̄.ⱼ)(1−pₒ)]² − (pₒpₑ − 2pₑ + pₒ)²}/(n(1−pₑ)⁴), and under no agreement
/// var₀ = {Σ pᵢ. p.ⱼ [w − (w̄ᵢ. + w̄.ⱼ)]² − pₑ²}/(n(1−pₑ)²).
///
/// # Source
/// J. Cohen, Educ. Psychol. Meas. 20 (1960), 37–46, and Psychol. Bull. 70 (1968), 213–220; J. L. Fleiss, J. Cohen and B. S. Everitt,
/// Psychol. Bull. 72 (1969), 323–327.
pub fn cohen(table: &Table, weights: &Weights, confidence: f64) -> Result<Kappa, Refused> {
    let size = table.categories();
    let weights = weights.table(size)?;
    let (first, second) = table.margins();
    let share = |i: usize, j: usize| table.count(i, j) / table.total;
    let cells = || (0..size).flat_map(|i| (0..size).map(move |j| (i, j)));
    let at = |margin: &[f64], i: usize| margin.get(i).copied().unwrap_or(0.0);
    let observed = sum(cells().map(|(i, j)| weights.at(i, j) * share(i, j)));
    let expected = sum(cells().map(|(i, j)| weights.at(i, j) * at(&first, i) * at(&second, j)));
    let beyond = 1.0 - expected;
    if beyond <= 1e-14 {
        return Err(Refused::NoVariation);
    }
    let of_row = weights.times(&second);
    let of_column = weights.transpose().times(&first);
    let means = |i: usize, j: usize| at(&of_row, i) + at(&of_column, j);
    let value = (observed - expected) / beyond;
    let spread = sum(cells().map(|(i, j)| {
        let term = weights.at(i, j) * beyond - means(i, j) * (1.0 - observed);
        share(i, j) * term * term
    }));
    let centre = observed * expected - 2.0 * expected + observed;
    let error = libm::sqrt(((spread - centre * centre) / table.total).max(0.0)) / (beyond * beyond);
    let null = sum(cells().map(|(i, j)| {
        let term = weights.at(i, j) - means(i, j);
        at(&first, i) * at(&second, j) * term * term
    }));
    let null_spread = null - expected * expected;
    let null_error = if null_spread > 1e-14 {
        libm::sqrt(null_spread / table.total) / beyond
    } else {
        0.0
    };
    let z = (null_error > 0.0).then(|| value / null_error);
    Ok(Kappa {
        value,
        observed,
        expected,
        error,
        bounds: Bounds::normal(value, error, confidence),
        null_error,
        z,
        p: z.map(normal::two_sided),
        subjects: table.total,
    })
}

/// The mean of Cohen's kappa over all pairs of raters.
#[derive(Debug, Clone, PartialEq)]
pub struct Light {
    /// The mean.
    pub value: f64,
    /// Each pair with its kappa.
    pub pairs: Vec<(usize, usize, f64)>,
    /// Jackknife standard error over the subjects; none below three subjects or when leaving one out makes a kappa undefined.
    pub error: Option<f64>,
}

/// Light's kappa, over the subjects that all raters rated.
///
/// # Errors
/// No such subject, or a pair of raters whose kappa is undefined.
///
/// # Formula
/// κ = mean of κ_rs over r < s. Standard error by the jackknife: √((n−1)/n Σ(κ₍ᵢ₎ − κ₍.₎)²).
///
/// # Source
/// R. J. Light, Psychol. Bull. 76 (1971), 365–377; B. Efron and C. Stein, Ann. Statist. 9 (1981), 586–596.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn light(ratings: &Ratings) -> Result<Light, Refused> {
    // Subjects with the same row leave the same hole: they are counted once.
    let mut rows: std::collections::BTreeMap<Vec<usize>, f64> = std::collections::BTreeMap::new();
    for row in ratings.rows() {
        if let Some(row) = row.iter().map(|cell| cell.map(usize::from)).collect::<Option<Vec<_>>>() {
            *rows.entry(row).or_insert(0.0) += 1.0;
        }
    }
    let subjects: f64 = rows.values().sum();
    if subjects <= 0.0 {
        return Err(Refused::NoSubject);
    }
    let size = ratings.categories();
    let pairs: Vec<(usize, usize)> = (0..ratings.raters())
        .flat_map(|r| (r + 1..ratings.raters()).map(move |s| (r, s)))
        .collect();
    let mut tables = vec![Matrix::zeros(size, size); pairs.len()];
    let change = |tables: &mut [Matrix], row: &[usize], by: f64| {
        for (table, (r, s)) in tables.iter_mut().zip(&pairs) {
            if let (Some(&a), Some(&b)) = (row.get(*r), row.get(*s)) {
                table.add(a, b, by);
            }
        }
    };
    for (row, count) in &rows {
        change(&mut tables, row, *count);
    }
    let kappas = |tables: &[Matrix]| -> Result<Vec<f64>, Refused> { tables.iter().map(plain).collect() };
    let mean = |values: &[f64]| sum(values.iter().copied()) / values.len() as f64;
    let found = kappas(&tables)?;
    let value = mean(&found);
    let mut without = Vec::new();
    if subjects > 2.0 {
        for (row, count) in &rows {
            change(&mut tables, row, -1.0);
            without.push(kappas(&tables).map(|kappas| (*count, mean(&kappas))));
            change(&mut tables, row, 1.0);
        }
    }
    let without: Result<Vec<(f64, f64)>, Refused> = without.into_iter().collect();
    let error = without.ok().filter(|without| !without.is_empty()).map(|without| {
        let centre = sum(without.iter().map(|(count, value)| count * value)) / subjects;
        let spread = sum(without
            .iter()
            .map(|(count, value)| count * (value - centre) * (value - centre)));
        libm::sqrt((subjects - 1.0) / subjects * spread)
    });
    let pairs = pairs
        .iter()
        .zip(&found)
        .map(|(&(r, s), &kappa)| (r, s, kappa))
        .collect();
    Ok(Light { value, pairs, error })
}

/// The plain kappa of a table, without its errors.
fn plain(table: &Matrix) -> Result<f64, Refused> {
    let table = Table::new(table.clone())?;
    let (first, second) = table.margins();
    let observed = sum((0..table.categories()).map(|i| table.count(i, i))) / table.total;
    let expected = sum(first.iter().zip(&second).map(|(a, b)| a * b));
    if 1.0 - expected <= 1e-14 {
        return Err(Refused::NoVariation);
    }
    Ok((observed - expected) / (1.0 - expected))
}

/// Whether two raters use the categories in the same shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Homogeneity {
    /// Chi-square statistic.
    pub chi_square: f64,
    /// Degrees of freedom: categories used, minus one.
    pub df: u32,
    /// p-value.
    pub p: f64,
}

/// Stuart and Maxwell's test of marginal homogeneity. Categories that neither rater used are left out.
///
/// # Errors
/// The raters never differ, or differ in too few ways for the covariance to be inverted.
///
/// # Formula
/// χ² = dᵀV⁻¹d over all used categories but one; dᵢ = nᵢ. − n.ᵢ, Vᵢᵢ = nᵢ. + n.ᵢ − 2nᵢᵢ, Vᵢⱼ = −(nᵢⱼ + nⱼᵢ).
///
/// # Source
/// A. Stuart, Biometrika 42 (1955), 412–416; A. E. Maxwell, Br. J. Psychiatry 116 (1970), 651–655.
pub fn stuart_maxwell(table: &Table) -> Result<Homogeneity, Refused> {
    let (first, second) = table.margins();
    let used: Vec<usize> = first
        .iter()
        .zip(&second)
        .enumerate()
        .filter(|(_, (a, b))| **a > 0.0 || **b > 0.0)
        .map(|(i, _)| i)
        .collect();
    let kept = used.split_last().map_or(&[][..], |(_, kept)| kept);
    let at = |margin: &[f64], i: usize| margin.get(i).copied().unwrap_or(0.0) * table.total;
    let difference: Vec<f64> = kept.iter().map(|&i| at(&first, i) - at(&second, i)).collect();
    let mut spread = Matrix::zeros(kept.len(), kept.len());
    for (a, &i) in kept.iter().enumerate() {
        for (b, &j) in kept.iter().enumerate() {
            let value = if i == j {
                at(&first, i) + at(&second, i) - 2.0 * table.count(i, i)
            } else {
                -(table.count(i, j) + table.count(j, i))
            };
            spread.set(a, b, value);
        }
    }
    let solved = spread.solve(&difference).ok_or(Refused::NoVariation)?;
    if kept.is_empty() {
        return Err(Refused::NoVariation);
    }
    let statistic = sum(solved.iter().zip(&difference).map(|(a, b)| a * b));
    let df = u32::try_from(kept.len()).unwrap_or(u32::MAX);
    Ok(Homogeneity {
        chi_square: statistic,
        df,
        p: chi_square::upper(statistic, f64::from(df)),
    })
}
