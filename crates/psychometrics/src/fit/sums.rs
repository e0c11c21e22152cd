//! S-X²: whether each question is answered, at each sum of scores, as often as the model says.

use crate::estimate::score_distribution;
use crate::model::{Item, MAX_CATEGORIES};
use crate::numeric::chi_square;
use crate::responses::{MISSING, Responses};
use crate::scale::Quadrature;

/// S-X² of an item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SumFit {
    /// The statistic.
    pub statistic: f64,
    /// Degrees of freedom; 0 or less: there is nothing to test with.
    pub df: i64,
    /// Probability of a statistic this large under the model; none without degrees of freedom.
    pub p: Option<f64>,
    /// Root mean square error of approximation.
    pub rmsea: f64,
}

/// One group of sums: expected and observed persons in each category.
#[derive(Debug, Clone)]
struct Row {
    expected: Vec<f64>,
    observed: Vec<f64>,
}

impl Row {
    fn persons(&self) -> f64 {
        self.observed.iter().sum()
    }

    fn join(&mut self, other: &Self) {
        for (sums, more) in [
            (&mut self.expected, &other.expected),
            (&mut self.observed, &other.observed),
        ] {
            if sums.len() < more.len() {
                sums.resize(more.len(), 0.0);
            }
            sums.iter_mut().zip(more).for_each(|(sum, value)| *sum += value);
        }
    }

    fn sparse(&self) -> bool {
        self.expected.iter().any(|&value| value < 1.0)
    }

    /// Joins the smallest category to the smaller of its neighbours until all are expected once, or two are left.
    fn join_categories(&mut self) {
        while self.expected.len() > 2 && self.sparse() {
            let least = self
                .expected
                .iter()
                .fold(f64::INFINITY, |least, &value| least.min(value));
            let Some(place) = self.expected.iter().rposition(|&value| value <= least) else {
                return;
            };
            let at = |place: Option<usize>| place.and_then(|place| self.expected.get(place)).copied();
            let (before, after) = (at(place.checked_sub(1)), at(Some(place + 1)));
            let to = match (before, after) {
                (Some(before), Some(after)) if after < before => place,
                (None, _) => place,
                _ => place - 1,
            };
            for cells in [&mut self.expected, &mut self.observed] {
                // What is removed is added to its neighbour, which stands at `to` afterwards.
                let moved = cells.remove(place);
                if let Some(cell) = cells.get_mut(to) {
                    *cell += moved;
                }
            }
        }
    }
}

/// S-X² of each item; persons with a gap count for nothing. `parameters` is the number of free parameters of each item.
///
/// None for an item when no group of sums is left.
///
/// # Formula
/// E_kx = N_k ∫P_ix(θ) S^{(i)}_{k−x}(θ)φ / ∫S_k(θ)φ with S the distribution of sums (Lord and Wingersky), S^{(i)} without item i; S-X² = Σ (O−E)²/E over
/// sums and categories (for two categories Σ N(O−E)²/(E(1−E)) of the shares). Sums with one person go to the next sum; categories expected less than once to a neighbour,
/// then sums to the neighbour with fewer persons. df = cells − sums − parameters.
///
/// # Source
/// M. Orlando and D. Thissen, Applied Psychological Measurement 24 (2000), 50–64; T. Kang and T. T. Chen, Journal of Educational Measurement 45 (2008),
/// 391–406.
#[must_use]
pub fn sum_fit(
    items: &[Item],
    parameters: &[usize],
    table: &Responses,
    quadrature: &Quadrature,
) -> Vec<Option<SumFit>> {
    let highest: usize = items.iter().map(|item| usize::from(item.highest())).sum();
    let whole: Vec<Vec<f64>> = quadrature
        .nodes()
        .iter()
        .map(|&theta| score_distribution(items, theta))
        .collect();
    let weigh = |k: usize, columns: &[Vec<f64>]| -> f64 {
        columns
            .iter()
            .zip(quadrature.weights())
            .map(|(column, weight)| weight * column.get(k).copied().unwrap_or(0.0))
            .sum()
    };
    let shares: Vec<f64> = (0..=highest).map(|k| weigh(k, &whole)).collect();
    let complete: Vec<(usize, usize, f64)> = table
        .rows()
        .zip(table.weights())
        .enumerate()
        .filter(|(_, (row, _))| row.iter().all(|&cell| cell != MISSING))
        .map(|(person, (row, &weight))| (person, row.iter().map(|&cell| usize::from(cell)).sum(), weight))
        .collect();
    let persons: f64 = complete.iter().map(|person| person.2).sum();
    items
        .iter()
        .enumerate()
        .map(|(place, item)| {
            let categories = item.categories();
            let rest: Vec<&Item> = items
                .iter()
                .enumerate()
                .filter_map(|(other, item)| (other != place).then_some(item))
                .collect();
            let mut observed = vec![vec![0.0; categories]; highest + 1];
            for &(person, sum, weight) in &complete {
                if let (Some(cell), Some(row)) = (table.get(person, place), observed.get_mut(sum))
                    && let Some(count) = row.get_mut(usize::from(cell))
                {
                    *count += weight;
                }
            }
            let mut joint = vec![vec![0.0; categories]; highest + 1];
            let mut column = [0.0; MAX_CATEGORIES];
            for (&theta, &weight) in quadrature.nodes().iter().zip(quadrature.weights()) {
                item.probabilities(theta, &mut column);
                let others = score_distribution(rest.iter().copied(), theta);
                for (x, p) in column.iter().take(categories).enumerate() {
                    for (cells, s) in joint.iter_mut().skip(x).zip(&others) {
                        if let Some(cell) = cells.get_mut(x) {
                            *cell += weight * p * s;
                        }
                    }
                }
            }
            let mut rows: Vec<Row> = observed
                .into_iter()
                .zip(joint)
                .zip(&shares)
                .skip(1)
                .take(highest.saturating_sub(1))
                .map(|((observed, joint), share)| {
                    let persons: f64 = observed.iter().sum();
                    Row {
                        expected: joint.iter().map(|value| persons * value / share).collect(),
                        observed,
                    }
                })
                .collect();
            // Sums that one category or another cannot reach go to the nearest sum that all can.
            for _ in 0..2 {
                join_ends(&mut rows, categories - 2);
                rows.reverse();
            }
            statistic(collapse(rows), parameters.get(place).copied().unwrap_or(0), persons)
        })
        .collect()
}

/// Joins the first `count` rows to the one after them; one row is left at least.
fn join_ends(rows: &mut Vec<Row>, count: usize) {
    let count = count.min(rows.len().saturating_sub(1));
    let ends: Vec<Row> = rows.drain(..count).collect();
    if let Some(first) = rows.first_mut() {
        ends.iter().for_each(|row| first.join(row));
    }
}

fn collapse(rows: Vec<Row>) -> Vec<Row> {
    let mut kept: Vec<Row> = Vec::new();
    let mut carried: Option<Row> = None;
    for mut row in rows.into_iter().filter(|row| row.persons() > 0.0) {
        if let Some(before) = carried.take() {
            row.join(&before);
        }
        if row.persons() <= 1.0 {
            carried = Some(row);
        } else {
            kept.push(row);
        }
    }
    if let (Some(rest), Some(last)) = (carried, kept.last_mut()) {
        last.join(&rest);
    }
    kept.iter_mut().for_each(Row::join_categories);
    loop {
        let sparse = kept
            .iter()
            .position(|row| row.expected.iter().any(|&value| value < 1.0 && value > 0.0));
        let Some(place) = sparse.filter(|_| kept.len() > 1) else {
            return kept;
        };
        let row = kept.remove(place);
        // What followed stands at `place` now.
        let persons = |place: Option<usize>| place.and_then(|place| kept.get(place)).map(Row::persons);
        let to = match (persons(place.checked_sub(1)), persons(Some(place))) {
            (Some(before), Some(after)) if before <= after => place - 1,
            (Some(_), None) => place - 1,
            _ => place,
        };
        if let Some(neighbour) = kept.get_mut(to) {
            neighbour.join(&row);
        }
    }
}

fn statistic(rows: Vec<Row>, parameters: usize, persons: f64) -> Option<SumFit> {
    if rows.is_empty() {
        return None;
    }
    let mut total = 0.0;
    let mut cells = 0_i64;
    for row in &rows {
        for (&expected, &observed) in row.expected.iter().zip(&row.observed) {
            if expected > 0.0 {
                total += (observed - expected) * (observed - expected) / expected;
                cells += 1;
            }
        }
    }
    let sums = i64::try_from(rows.len()).ok()?;
    let df = cells - sums - i64::try_from(parameters).ok()?;
    let rmsea = if df > 0 {
        libm::sqrt(((total / df as f64 - 1.0) / (persons - 1.0)).max(0.0))
    } else {
        0.0
    };
    Some(SumFit {
        statistic: total,
        df,
        p: (df > 0).then(|| chi_square::upper(total, df as f64)),
        rmsea,
    })
}
