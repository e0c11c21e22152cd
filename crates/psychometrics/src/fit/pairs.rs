//! Pairs of items that share more than the scale.

use crate::model::Item;
use crate::numeric::{Matrix, chi_square};
use crate::responses::{MISSING, Responses};
use crate::scale::Quadrature;

/// Correlations of residuals.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairs {
    /// Q3 of each pair, 1 on the diagonal; NaN where two items have fewer than three persons in common or a residual does not vary.
    pub correlations: Matrix,
    /// Mean of the pairs: about −1/(items − 1) when all is well.
    pub mean: f64,
    /// Pairs whose Q3 is more than 0.2 away from the mean: first item, second item, Q3; the farthest first.
    pub flagged: Vec<(usize, usize, f64)>,
}

/// Yen's Q3: how residuals go together.
///
/// # Formula
/// Q3_ij = correlation of x_i − E(X_i | θ̂) and x_j − E(X_j | θ̂) over the persons who answered both; flagged where |Q3 − mean| > 0.2.
///
/// # Source
/// W. M. Yen, Applied Psychological Measurement 8 (1984), 125–145; K. B. Christensen, G. Makransky and M. Horton, Applied Psychological
/// Measurement 41 (2017), 178–194, for the distance from the mean.
#[must_use]
pub fn q3(items: &[Item], table: &Responses, thetas: &[Option<f64>]) -> Pairs {
    let count = items.len();
    let mut residuals = vec![f64::NAN; table.persons() * count];
    for ((row, theta), place) in table.rows().zip(thetas).zip(residuals.chunks_exact_mut(count.max(1))) {
        let Some(theta) = theta.filter(|theta| theta.is_finite()) else {
            continue;
        };
        for ((item, &cell), place) in items.iter().zip(row).zip(place) {
            if cell != MISSING {
                *place = f64::from(cell) - item.expected(theta).mean;
            }
        }
    }
    let mut correlations = Matrix::identity(count);
    let mut sum = 0.0;
    let mut pairs = Vec::new();
    for i in 0..count {
        for j in 0..i {
            let r = correlation(&residuals, table.weights(), count, i, j);
            correlations.set(i, j, r);
            correlations.set(j, i, r);
            if r.is_finite() {
                sum += r;
                pairs.push((j, i, r));
            }
        }
    }
    let mean = sum / pairs.len() as f64;
    let mut flagged: Vec<(usize, usize, f64)> = pairs.into_iter().filter(|pair| (pair.2 - mean).abs() > 0.2).collect();
    flagged.sort_by(|x, y| {
        let far = |pair: &(usize, usize, f64)| (pair.2 - mean).abs();
        far(y).total_cmp(&far(x)).then((x.0, x.1).cmp(&(y.0, y.1)))
    });
    Pairs {
        correlations,
        mean,
        flagged,
    }
}

/// Weighted correlation of two columns over the rows that have both.
fn correlation(cells: &[f64], weights: &[f64], columns: usize, i: usize, j: usize) -> f64 {
    let both = || {
        cells
            .chunks_exact(columns)
            .zip(weights)
            .filter_map(move |(row, &weight)| match (row.get(i), row.get(j)) {
                (Some(x), Some(y)) if x.is_finite() && y.is_finite() && weight > 0.0 => Some((*x, *y, weight)),
                _ => None,
            })
    };
    let total: f64 = both().map(|(_, _, w)| w).sum();
    if total < 3.0 {
        return f64::NAN;
    }
    let mean_x = both().map(|(x, _, w)| w * x).sum::<f64>() / total;
    let mean_y = both().map(|(_, y, w)| w * y).sum::<f64>() / total;
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y, w) in both() {
        xx += w * (x - mean_x) * (x - mean_x);
        yy += w * (y - mean_y) * (y - mean_y);
        xy += w * (x - mean_x) * (y - mean_y);
    }
    if xx > 0.0 && yy > 0.0 {
        xy / libm::sqrt(xx * yy)
    } else {
        f64::NAN
    }
}

/// How far a pair of items goes together beyond the scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dependence {
    /// First item.
    pub first: usize,
    /// Second item, after the first.
    pub second: usize,
    /// X² of the observed against the expected table.
    pub statistic: f64,
    /// (k_i − 1)(k_j − 1).
    pub df: usize,
    /// Probability of a statistic this large under the model, about: the margins are estimated too.
    pub p: f64,
    /// Cramér's V, with the sign of the observed less the expected product of the two items; 0.1 is little.
    pub v: f64,
    /// Weighted number of persons who answered both.
    pub persons: f64,
}

/// Chen and Thissen's X² of every pair of items: the observed table of two answers against the one that the model expects.
///
/// A pair that nobody answered both of, or whose expected table has an empty cell, is left out. Persons without weight count for nothing.
///
/// # Formula
/// E_kl = N Σ_q w_q P_ik(x_q) P_jl(x_q), X² = Σ (O − E)²/E, V = √(X²/(N (min(k_i, k_j) − 1))).
///
/// # Source
/// W.-H. Chen and D. Thissen, "Local dependence indexes for item pairs using item response theory", Journal of Educational and Behavioral Statistics 22 (1997), 265–289.
#[must_use]
pub fn local_dependence(items: &[Item], table: &Responses, quadrature: &Quadrature) -> Vec<Dependence> {
    let nodes = quadrature.nodes().len();
    let tables: Vec<Vec<f64>> = items
        .iter()
        .map(|item| {
            let mut own = vec![0.0; item.categories() * nodes];
            item.table(quadrature.nodes(), &mut own);
            own
        })
        .collect();
    let mut found = Vec::new();
    for (first, left) in tables.iter().enumerate() {
        for (second, right) in tables.iter().enumerate().skip(first + 1) {
            let columns = right.len() / nodes;
            let mut observed = vec![0.0; left.len() / nodes * columns];
            let mut persons = 0.0;
            for (row, &weight) in table.rows().zip(table.weights()) {
                let (Some(&x), Some(&y)) = (row.get(first), row.get(second)) else {
                    continue;
                };
                if x != MISSING
                    && y != MISSING
                    && let Some(cell) = observed.get_mut(usize::from(x) * columns + usize::from(y))
                {
                    *cell += weight;
                    persons += weight;
                }
            }
            let expected: Vec<f64> = left
                .chunks_exact(nodes)
                .flat_map(|p| right.chunks_exact(nodes).map(move |q| (p, q)))
                .map(|(p, q)| {
                    let terms = quadrature.weights().iter().zip(p).zip(q);
                    persons * terms.map(|((w, p), q)| w * p * q).sum::<f64>()
                })
                .collect();
            if expected.iter().any(|cell| *cell <= 0.0) {
                continue;
            }
            let (mut statistic, mut product) = (0.0, 0.0);
            for (place, (o, e)) in observed.iter().zip(&expected).enumerate() {
                statistic += (o - e) * (o - e) / e;
                product += (place / columns) as f64 * (place % columns) as f64 * (o - e);
            }
            let rows = observed.len() / columns;
            let df = (rows - 1) * (columns - 1);
            let v = libm::sqrt(statistic / (persons * (rows.min(columns) - 1) as f64));
            found.push(Dependence {
                first,
                second,
                statistic,
                df,
                p: chi_square::upper(statistic, df as f64),
                v: if product < 0.0 { -v } else { v },
                persons,
            });
        }
    }
    found
}
