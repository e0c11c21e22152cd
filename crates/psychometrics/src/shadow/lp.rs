//! A linear program over boxed variables, solved by the dual simplex method: the bound of the search for a form.
//!
//! Every variable has two finite bounds, so any basis is dual feasible once each other variable sits at the bound that its reduced cost asks for:
//! there is no first phase, and a changed bound is taken up from the last basis in a few steps. The inverse of the basis is kept dense: a
//! blueprint has tens of rows. Sums run in a fixed order, and nothing transcendental is computed: the steps are the same on every machine.
//!
//! # Source
//! A. Koberstein, *The Dual Simplex Method, Techniques for a Fast and Stable Implementation* (2005), chapters 3 and 6 (bound flipping ratio test).

#![expect(
    clippy::indexing_slicing,
    reason = "rows and columns are places of one program, built together; checked access would hide the formulas"
)]

/// Beyond its bound by this much, a basic variable is out.
const OUT: f64 = 1e-9;
/// A pivot below this is not taken.
const PIVOT: f64 = 1e-9;
/// Steps after which the inverse is computed anew.
const FRESH: u32 = 60;
/// Steps at most for one program.
const STEPS: u32 = 5_000;

/// The columns: for each variable its rows and coefficients.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    starts: Vec<usize>,
    entries: Vec<(usize, f64)>,
    rows: usize,
}

impl Columns {
    pub(super) fn new(columns: &[Vec<(usize, f64)>], rows: usize) -> Self {
        let mut starts = vec![0];
        let mut entries = Vec::new();
        for column in columns {
            entries.extend_from_slice(column);
            starts.push(entries.len());
        }
        Self { starts, entries, rows }
    }

    fn count(&self) -> usize {
        self.starts.len() - 1
    }

    fn of(&self, j: usize) -> &[(usize, f64)] {
        &self.entries[self.starts[j]..self.starts[j + 1]]
    }
}

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The least cost was found.
    Optimal,
    /// The cost passed the cutoff on its way up: nothing better is here.
    CutOff,
    /// No point meets the rows and the bounds.
    Infeasible,
    /// Rounding stood in the way.
    Lost,
}

/// A program and its basis. Variables: columns, then one slack a row (row·x + slack = 0).
#[derive(Debug, Clone)]
pub(super) struct Program<'a> {
    columns: &'a Columns,
    cost: &'a [f64],
    pub(super) lower: Vec<f64>,
    pub(super) upper: Vec<f64>,
    /// Where each variable sits; of a basic one, its value.
    pub(super) x: Vec<f64>,
    /// Row of a basic variable.
    row_of: Vec<usize>,
    basis: Vec<usize>,
    inverse: Vec<f64>,
    /// Reduced costs.
    pub(super) reduced: Vec<f64>,
    since_fresh: u32,
}

const OUTSIDE: usize = usize::MAX;

impl<'a> Program<'a> {
    /// Least Σ cost·x with bounds for the columns and, for each row, least and most of row·x.
    pub(super) fn new(columns: &'a Columns, cost: &'a [f64], bounds: &[(f64, f64)], rows: &[(f64, f64)]) -> Self {
        let (n, m) = (columns.count(), columns.rows);
        let mut lower: Vec<f64> = bounds.iter().map(|(lower, _)| *lower).collect();
        let mut upper: Vec<f64> = bounds.iter().map(|(_, upper)| *upper).collect();
        lower.extend(rows.iter().map(|(_, most)| -most));
        upper.extend(rows.iter().map(|(least, _)| -least));
        let x = (0..n).map(|j| if cost[j] < 0.0 { upper[j] } else { lower[j] });
        let mut program = Self {
            columns,
            cost,
            x: x.chain(std::iter::repeat_n(0.0, m)).collect(),
            lower,
            upper,
            row_of: (0..n).map(|_| OUTSIDE).chain(0..m).collect(),
            basis: (n..n + m).collect(),
            inverse: Vec::new(),
            reduced: vec![0.0; n + m],
            since_fresh: 0,
        };
        program.refresh();
        program
    }

    pub(super) fn is_basic(&self, j: usize) -> bool {
        self.row_of[j] != OUTSIDE
    }

    /// The cost of the point reached.
    pub(super) fn value(&self) -> f64 {
        self.cost.iter().zip(&self.x).map(|(cost, x)| cost * x).sum()
    }

    /// Narrows the bounds of a column; a variable outside the basis moves with them.
    pub(super) fn restrict(&mut self, j: usize, lower: f64, upper: f64) {
        self.lower[j] = lower;
        self.upper[j] = upper;
        if !self.is_basic(j) {
            let x = self.x[j].clamp(lower, upper);
            let moved = x - self.x[j];
            if moved != 0.0 {
                self.x[j] = x;
                let mut shift = vec![0.0; self.columns.rows];
                self.gather(j, moved, &mut shift);
                self.apply(&shift);
            }
        }
    }

    /// Steps until the least cost is found, or shown to be above `cutoff`.
    pub(super) fn solve(&mut self, cutoff: f64) -> End {
        let (n, m) = (self.columns.count(), self.columns.rows);
        let mut rho = vec![0.0; m];
        let mut alpha = vec![0.0; n + m];
        let mut candidates: Vec<(f64, f64, usize)> = Vec::new();
        let mut column = vec![0.0; m];
        let mut shift = vec![0.0; m];
        for _ in 0..STEPS {
            if self.since_fresh >= FRESH && !self.refresh() {
                return End::Lost;
            }
            if self.dual_value() > cutoff {
                return End::CutOff;
            }
            let Some((r, above)) = self.leaving() else {
                return End::Optimal;
            };
            rho.copy_from_slice(&self.inverse[r * m..(r + 1) * m]);
            let leaving = self.basis[r];
            let bound = if above {
                self.upper[leaving]
            } else {
                self.lower[leaving]
            };
            let sign = if above { 1.0 } else { -1.0 };
            candidates.clear();
            for j in 0..n + m {
                alpha[j] = 0.0;
                if self.row_of[j] != OUTSIDE {
                    continue;
                }
                let a = if j < n {
                    self.columns.of(j).iter().map(|(i, a)| rho[*i] * a).sum()
                } else {
                    rho[j - n]
                };
                alpha[j] = a;
                if self.lower[j] >= self.upper[j] {
                    continue;
                }
                let toward = sign * a;
                let at_lower = self.x[j] <= self.lower[j];
                if (at_lower && toward > PIVOT) || (!at_lower && toward < -PIVOT) {
                    candidates.push(((self.reduced[j] / toward).max(0.0), toward.abs(), j));
                }
            }
            // Of equal ratios the larger pivot, then the lower place.
            candidates.sort_unstable_by(|p, q| p.0.total_cmp(&q.0).then(q.1.total_cmp(&p.1)).then(p.2.cmp(&q.2)));
            let mut slope = (self.x[leaving] - bound).abs();
            let mut entering = None;
            shift.fill(0.0);
            let mut flipped = false;
            for (_, size, j) in &candidates {
                slope -= size * (self.upper[*j] - self.lower[*j]);
                if slope <= OUT {
                    entering = Some(*j);
                    break;
                }
                flipped = true;
                let to = if self.x[*j] <= self.lower[*j] {
                    self.upper[*j]
                } else {
                    self.lower[*j]
                };
                let moved = to - self.x[*j];
                self.x[*j] = to;
                self.gather(*j, moved, &mut shift);
            }
            if flipped {
                self.apply(&shift);
            }
            let Some(q) = entering else {
                // Every variable that could help is at its best bound, and the row is still out.
                return End::Infeasible;
            };
            self.column(q, &mut column);
            if column[r].abs() < PIVOT {
                if self.since_fresh == 0 || !self.refresh() {
                    return End::Lost;
                }
                continue;
            }
            self.pivot(r, q, bound, &column, &alpha);
        }
        End::Lost
    }

    /// The basic variable farthest out of its bounds, and whether it is above.
    fn leaving(&self) -> Option<(usize, bool)> {
        let mut worst = OUT;
        let mut found = None;
        for (r, j) in self.basis.iter().enumerate() {
            let (under, over) = (self.lower[*j] - self.x[*j], self.x[*j] - self.upper[*j]);
            if under.max(over) > worst {
                worst = under.max(over);
                found = Some((r, over > under));
            }
        }
        found
    }

    /// Σ over variables outside the basis of reduced cost × place: by duality no point of the program costs less.
    pub(super) fn dual_value(&self) -> f64 {
        let outside = self.reduced.iter().zip(&self.x).zip(&self.row_of);
        outside
            .filter(|(_, row)| **row == OUTSIDE)
            .map(|((d, x), _)| d * x)
            .sum()
    }

    fn pivot(&mut self, r: usize, q: usize, bound: f64, column: &[f64], alpha: &[f64]) {
        let m = self.columns.rows;
        let leaving = self.basis[r];
        let step = (self.x[leaving] - bound) / column[r];
        for (i, j) in self.basis.iter().enumerate() {
            self.x[*j] -= step * column[i];
        }
        self.x[leaving] = bound;
        self.x[q] += step;
        let dual = self.reduced[q] / column[r];
        for (reduced, alpha) in self.reduced.iter_mut().zip(alpha) {
            *reduced -= dual * alpha;
        }
        self.reduced[q] = 0.0;
        self.reduced[leaving] = -dual;
        self.row_of[leaving] = OUTSIDE;
        self.row_of[q] = r;
        self.basis[r] = q;
        let pivot = 1.0 / column[r];
        let (before, rest) = self.inverse.split_at_mut(r * m);
        let (row, after) = rest.split_at_mut(m);
        row.iter_mut().for_each(|value| *value *= pivot);
        let others = before
            .chunks_exact_mut(m)
            .zip(column)
            .chain(after.chunks_exact_mut(m).zip(column.iter().skip(r + 1)));
        for (other, factor) in others {
            if *factor != 0.0 {
                other
                    .iter_mut()
                    .zip(row.iter())
                    .for_each(|(value, row)| *value -= factor * row);
            }
        }
        self.since_fresh += 1;
    }

    /// Adds a column times a move.
    fn gather(&self, j: usize, moved: f64, shift: &mut [f64]) {
        let n = self.columns.count();
        if j < n {
            for (i, a) in self.columns.of(j) {
                shift[*i] += a * moved;
            }
        } else {
            shift[j - n] += moved;
        }
    }

    /// Takes what the others moved from the basic variables.
    fn apply(&mut self, shift: &[f64]) {
        let m = self.columns.rows;
        for (i, j) in self.basis.iter().enumerate() {
            let row = &self.inverse[i * m..(i + 1) * m];
            self.x[*j] -= row.iter().zip(shift).map(|(a, b)| a * b).sum::<f64>();
        }
    }

    /// The inverse times the column of a variable.
    fn column(&self, j: usize, out: &mut [f64]) {
        let (n, m) = (self.columns.count(), self.columns.rows);
        for (i, place) in out.iter_mut().enumerate() {
            let row = &self.inverse[i * m..(i + 1) * m];
            *place = if j < n {
                self.columns.of(j).iter().map(|(k, a)| row[*k] * a).sum()
            } else {
                row[j - n]
            };
        }
    }

    /// Computes the inverse, the values and the reduced costs from the basis alone; false when the basis is singular.
    fn refresh(&mut self) -> bool {
        let (n, m) = (self.columns.count(), self.columns.rows);
        let mut matrix = vec![0.0; m * m];
        let mut inverse = vec![0.0; m * m];
        for (k, j) in self.basis.iter().enumerate() {
            inverse[k * m + k] = 1.0;
            if *j < n {
                for (i, a) in self.columns.of(*j) {
                    matrix[i * m + k] = *a;
                }
            } else {
                matrix[(j - n) * m + k] = 1.0;
            }
        }
        for k in 0..m {
            let mut best = k;
            for i in k + 1..m {
                if matrix[i * m + k].abs() > matrix[best * m + k].abs() {
                    best = i;
                }
            }
            if matrix[best * m + k].abs() < PIVOT {
                return false;
            }
            for c in 0..m {
                matrix.swap(k * m + c, best * m + c);
                inverse.swap(k * m + c, best * m + c);
            }
            let pivot = 1.0 / matrix[k * m + k];
            for c in 0..m {
                matrix[k * m + c] *= pivot;
                inverse[k * m + c] *= pivot;
            }
            for i in 0..m {
                let factor = matrix[i * m + k];
                if i != k && factor != 0.0 {
                    for c in 0..m {
                        matrix[i * m + c] -= factor * matrix[k * m + c];
                        inverse[i * m + c] -= factor * inverse[k * m + c];
                    }
                }
            }
        }
        self.inverse = inverse;
        self.since_fresh = 0;
        let mut shift = vec![0.0; m];
        for j in 0..n + m {
            if !self.is_basic(j) && self.x[j] != 0.0 {
                self.gather(j, self.x[j], &mut shift);
            }
        }
        for j in &self.basis {
            self.x[*j] = 0.0;
        }
        self.apply(&shift);
        self.price();
        self.settle();
        true
    }

    /// Puts each variable outside the basis at the bound that its reduced cost asks for.
    fn settle(&mut self) {
        let mut shift = vec![0.0; self.columns.rows];
        for j in 0..self.x.len() {
            let d = self.reduced[j];
            if !self.is_basic(j) && self.lower[j] < self.upper[j] && d.abs() > OUT {
                let to = if d < 0.0 { self.upper[j] } else { self.lower[j] };
                let moved = to - self.x[j];
                if moved != 0.0 {
                    self.x[j] = to;
                    self.gather(j, moved, &mut shift);
                }
            }
        }
        self.apply(&shift);
    }

    /// Reduced costs: cost − (costs of the basis × inverse) × column.
    fn price(&mut self) {
        let (n, m) = (self.columns.count(), self.columns.rows);
        let mut duals = vec![0.0; m];
        for (k, j) in self.basis.iter().enumerate() {
            let cost = self.cost.get(*j).copied().unwrap_or(0.0);
            if cost != 0.0 {
                let row = &self.inverse[k * m..(k + 1) * m];
                duals.iter_mut().zip(row).for_each(|(dual, a)| *dual += cost * a);
            }
        }
        for j in 0..n + m {
            self.reduced[j] = if self.is_basic(j) {
                0.0
            } else if j < n {
                self.cost[j] - self.columns.of(j).iter().map(|(i, a)| duals[*i] * a).sum::<f64>()
            } else {
                -duals[j - n]
            };
        }
    }
}
