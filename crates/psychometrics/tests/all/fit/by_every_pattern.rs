//! C₂ of four partial credit items from the definition: all 256 patterns of answers, no formula for any margin.
//!
//! mirt 1.47 prints 16.3395 for the Science data where the definition gives 19.0394. In its method `dP` of the class `gpcm`
//! (philchalmers/mirt, R/02b-item_methods.R) the derivative of the expected score by the slope is Σ_j j P_j (j θ − θ Σ_k k N_k), with N_k the numerators e^{z_k − max z}
//! instead of the probabilities P_k = N_k/Σ N; `M2(type = "C2")` takes the pairs of items from it. With that derivative and nothing else changed
//! [`c2`] gives mirt's number to five digits.

use jalon_psychometrics::Responses;
use jalon_psychometrics::model::{Item, Model};
use jalon_psychometrics::numeric::Matrix;

const CATEGORIES: usize = 4;
const ITEMS: usize = 4;
/// P(X_i = k) for k from 1, then E(X_i X_j).
const MARGINS: usize = ITEMS * (CATEGORIES - 1) + ITEMS * (ITEMS - 1) / 2;

/// One item at one node: numerators, probabilities.
type Column = ([f64; CATEGORIES], [f64; CATEGORIES]);

fn margins(pattern: [usize; ITEMS]) -> [f64; MARGINS] {
    let mut out = [0.0; MARGINS];
    for (i, k) in pattern.into_iter().enumerate() {
        if k > 0 {
            out[i * (CATEGORIES - 1) + k - 1] = 1.0;
        }
    }
    for (place, (i, j)) in pairs().enumerate() {
        out[ITEMS * (CATEGORIES - 1) + place] = (pattern[i] * pattern[j]) as f64;
    }
    out
}

fn pairs() -> impl Iterator<Item = (usize, usize)> {
    (0..ITEMS).flat_map(|i| (i + 1..ITEMS).map(move |j| (i, j)))
}

fn column(item: &Item, theta: f64) -> Column {
    let Model::PartialCredit { a, steps } = item.model() else {
        panic!("{item:?}")
    };
    let mut z = [0.0; CATEGORIES];
    for k in 1..CATEGORIES {
        z[k] = z[k - 1] + a * (theta - steps[k - 1]);
    }
    let top = z.iter().copied().fold(f64::MIN, f64::max);
    let numerators = z.map(|z| libm::exp(z - top));
    let total: f64 = numerators.iter().sum();
    (numerators, numerators.map(|one| one / total))
}

/// C₂ as defined, and with mirt's derivative.
pub fn c2(items: &[Item], table: &Responses) -> (f64, f64) {
    assert_eq!(items.len(), ITEMS);
    let nodes: Vec<f64> = (0..61).map(|q| f64::from(q) * 0.2 - 6.0).collect();
    let weights: Vec<f64> = nodes.iter().map(|x| libm::exp(-0.5 * x * x)).collect();
    let total: f64 = weights.iter().sum();
    let columns: Vec<Vec<Column>> = nodes
        .iter()
        .map(|theta| items.iter().map(|item| column(item, *theta)).collect())
        .collect();
    let digits = |number: usize| [number / 64, number / 16 % 4, number / 4 % 4, number % 4];
    let (mut expected, mut covariance) = ([0.0; MARGINS], Matrix::zeros(MARGINS, MARGINS));
    for pattern in (0..256).map(digits) {
        let at = |(column, weight): (&Vec<Column>, &f64)| -> f64 {
            weight / total * (0..ITEMS).map(|i| column[i].1[pattern[i]]).product::<f64>()
        };
        let p: f64 = columns.iter().zip(&weights).map(at).sum();
        let own = margins(pattern);
        for (r, x) in own.iter().enumerate() {
            expected[r] += p * x;
            own.iter()
                .enumerate()
                .for_each(|(c, y)| covariance.add(r, c, p * x * y));
        }
    }
    let mut observed = [0.0; MARGINS];
    for row in table.rows() {
        let own = margins([row[0], row[1], row[2], row[3]].map(usize::from));
        observed
            .iter_mut()
            .zip(own)
            .for_each(|(sum, x)| *sum += x / table.persons() as f64);
    }
    for r in 0..MARGINS {
        for c in 0..MARGINS {
            covariance.add(r, c, -expected[r] * expected[c]);
        }
    }
    let away: Vec<f64> = observed.iter().zip(expected).map(|(o, e)| o - e).collect();
    let statistic = |mistaken: bool| {
        let slopes = slopes(&nodes, &weights, total, &columns, mistaken);
        table.persons() as f64 * quadratic(&covariance, &slopes, &away)
    };
    (statistic(false), statistic(true))
}

/// Derivatives of the margins by a and by the intercepts of each item, one column a parameter.
fn slopes(nodes: &[f64], weights: &[f64], total: f64, columns: &[Vec<Column>], mistaken: bool) -> Matrix {
    let mut out = Matrix::zeros(MARGINS, ITEMS * CATEGORIES);
    for ((theta, weight), column) in nodes.iter().zip(weights).zip(columns) {
        let means: Vec<f64> = column
            .iter()
            .map(|(_, p)| (0..CATEGORIES).map(|k| k as f64 * p[k]).sum())
            .collect();
        for (i, (numerators, p)) in column.iter().enumerate() {
            for parameter in 0..CATEGORIES {
                // P_k′ = P_k (z_k′ − Σ P z′), with z_k′ = k θ for the slope and 1 at its own category for an intercept.
                let dz = |k: usize| match parameter {
                    0 => k as f64 * theta,
                    own => f64::from(u8::from(k == own)),
                };
                let mean: f64 = (0..CATEGORIES).map(|k| p[k] * dz(k)).sum();
                let dp: Vec<f64> = (0..CATEGORIES).map(|k| p[k] * (dz(k) - mean)).collect();
                let score: f64 = if mistaken && parameter == 0 {
                    let sum: f64 = (0..CATEGORIES).map(|k| numerators[k] * dz(k)).sum();
                    (0..CATEGORIES).map(|k| k as f64 * p[k] * (dz(k) - sum)).sum()
                } else {
                    (0..CATEGORIES).map(|k| k as f64 * dp[k]).sum()
                };
                let place = i * CATEGORIES + parameter;
                for (k, dp) in dp.iter().enumerate().skip(1) {
                    out.add(i * (CATEGORIES - 1) + k - 1, place, weight / total * dp);
                }
                for (pair, (first, second)) in pairs().enumerate() {
                    let other = if first == i {
                        Some(second)
                    } else {
                        (second == i).then_some(first)
                    };
                    if let Some(other) = other {
                        out.add(
                            ITEMS * (CATEGORIES - 1) + pair,
                            place,
                            weight / total * score * means[other],
                        );
                    }
                }
            }
        }
    }
    out
}

/// eᵀΞ⁻¹e − eᵀΞ⁻¹Δ(ΔᵀΞ⁻¹Δ)⁻¹ΔᵀΞ⁻¹e.
fn quadratic(covariance: &Matrix, slopes: &Matrix, away: &[f64]) -> f64 {
    let factor = covariance.cholesky().unwrap();
    let dot = |x: &[f64], y: &[f64]| -> f64 { x.iter().zip(y).map(|(x, y)| x * y).sum() };
    let columns = slopes.transpose();
    let solved: Vec<Vec<f64>> = (0..columns.rows())
        .map(|row| factor.solve(columns.row(row)).unwrap())
        .collect();
    let mut inner = Matrix::zeros(columns.rows(), columns.rows());
    for row in 0..columns.rows() {
        solved
            .iter()
            .enumerate()
            .for_each(|(c, solved)| inner.set(row, c, dot(columns.row(row), solved)));
    }
    let lost: Vec<f64> = solved.iter().map(|solved| dot(solved, away)).collect();
    dot(&factor.solve(away).unwrap(), away) - dot(&inner.solve(&lost).unwrap(), &lost)
}
