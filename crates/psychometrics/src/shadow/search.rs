//! Branch and bound over 0/1 variables: depth first, each bound a linear program taken up from its parent's basis.

#![expect(
    clippy::indexing_slicing,
    reason = "columns and rows are places of one program, built together; checked access would hide the formulas"
)]

use super::lp::{Columns, End, Program};

/// Farther than this from 0 and 1, a variable is not whole.
const WHOLE: f64 = 1e-6;
/// A form must be better by this share to replace the best one.
const BETTER: f64 = 1e-11;

/// A 0/1 program: most Σ value·x, each row between its least and its most.
#[derive(Debug, Clone, Default)]
pub(super) struct Binary {
    pub(super) values: Vec<f64>,
    /// For each variable its rows and (whole) coefficients.
    pub(super) columns: Vec<Vec<(usize, i64)>>,
    pub(super) rows: Vec<(i64, i64)>,
    /// Whether the variable must be 1.
    pub(super) fixed: Vec<bool>,
    /// Variables branched on before all others: the first so many of the last.
    pub(super) switches: usize,
    /// Programs at most before the search gives up and says so.
    pub(super) programs: u32,
}

/// What the search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    Best { chosen: Vec<bool>, nodes: u32 },
    Nothing,
    GaveUp { nodes: u32 },
}

struct Search<'a> {
    binary: &'a Binary,
    best: Option<(f64, Vec<bool>)>,
    nodes: u32,
    lost: bool,
}

impl Binary {
    pub(super) fn solve(&self) -> Found {
        // The least and the most that each row's sum can be, and its largest coefficient.
        let mut spans = vec![(0_i64, 0_i64, 1_i64); self.rows.len()];
        for (column, fixed) in self.columns.iter().zip(&self.fixed) {
            for (r, a) in column {
                let (low, high, largest) = &mut spans[*r];
                *largest = (*largest).max(a.abs());
                *low += if *fixed { *a } else { (*a).min(0) };
                *high += if *fixed { *a } else { (*a).max(0) };
            }
        }
        let mut rows = Vec::with_capacity(self.rows.len());
        let mut scales = Vec::with_capacity(self.rows.len());
        for ((least, most), (low, high, largest)) in self.rows.iter().zip(spans) {
            let (least, most) = ((*least).max(low), (*most).min(high));
            if least > most {
                return Found::Nothing;
            }
            let scale = 1.0 / whole(largest);
            scales.push(scale);
            rows.push((whole(least) * scale, whole(most) * scale));
        }
        let scaled = |column: &Vec<(usize, i64)>| column.iter().map(|(r, a)| (*r, whole(*a) * scales[*r])).collect();
        let columns: Vec<Vec<(usize, f64)>> = self.columns.iter().map(scaled).collect();
        let columns = Columns::new(&columns, rows.len());
        let cost: Vec<f64> = self.values.iter().map(|value| -value).collect();
        let bounds: Vec<(f64, f64)> = self
            .fixed
            .iter()
            .map(|fixed| (f64::from(u8::from(*fixed)), 1.0))
            .collect();
        let mut search = Search {
            binary: self,
            best: None,
            nodes: 0,
            lost: false,
        };
        search.explore(Program::new(&columns, &cost, &bounds, &rows));
        match search.best {
            _ if search.lost || search.nodes >= self.programs => Found::GaveUp { nodes: search.nodes },
            Some((_, chosen)) => Found::Best {
                chosen,
                nodes: search.nodes,
            },
            None => Found::Nothing,
        }
    }

    /// The value of a choice that meets every row exactly; none otherwise.
    fn check(&self, chosen: &[bool]) -> Option<f64> {
        let mut sums = vec![0_i64; self.rows.len()];
        let mut value = 0.0;
        for ((column, chosen), worth) in self.columns.iter().zip(chosen).zip(&self.values) {
            if *chosen {
                value += worth;
                for (r, a) in column {
                    sums[*r] += a;
                }
            }
        }
        let met = sums
            .iter()
            .zip(&self.rows)
            .all(|(sum, (least, most))| sum >= least && sum <= most);
        met.then_some(value)
    }
}

impl Search<'_> {
    /// Below this cost nothing better is left.
    fn cutoff(&self) -> f64 {
        let best = self.best.as_ref();
        best.map_or(f64::INFINITY, |(value, _)| -value - BETTER * (1.0 + value.abs()))
    }

    fn explore(&mut self, root: Program<'_>) {
        let mut open = vec![root];
        while let Some(mut program) = open.pop() {
            if self.nodes >= self.binary.programs || self.lost {
                return;
            }
            self.nodes += 1;
            // A better form may have been found since this side was left: what its parent's bound now rules out is fixed first.
            let bound = program.dual_value();
            self.tighten(&mut program, bound);
            match program.solve(self.cutoff()) {
                End::Optimal => {}
                End::CutOff | End::Infeasible => continue,
                End::Lost => {
                    self.lost = true;
                    return;
                }
            }
            let cost = program.value();
            if cost > self.cutoff() {
                continue;
            }
            let Some(j) = self.branch(&program).or_else(|| self.keep(&program)) else {
                continue;
            };
            self.tighten(&mut program, cost);
            let first = program.x[j] >= 0.5;
            let mut other = program.clone();
            let side = |one: bool| if one { (1.0, 1.0) } else { (0.0, 0.0) };
            let ((l, u), (ol, ou)) = (side(first), side(!first));
            other.restrict(j, ol, ou);
            open.push(other);
            program.restrict(j, l, u);
            open.push(program);
        }
    }

    /// The variable to branch on: a switch before an item, then the one nearest to one half; none when all are whole.
    fn branch(&self, program: &Program<'_>) -> Option<usize> {
        let items = self.binary.values.len() - self.binary.switches;
        let mut found: Option<(bool, f64, usize)> = None;
        for j in 0..self.binary.values.len() {
            let away = program.x[j].min(1.0 - program.x[j]);
            let switch = j >= items;
            if away > WHOLE && found.is_none_or(|(was, best, _)| (switch && !was) || (switch == was && away > best)) {
                found = Some((switch, away, j));
            }
        }
        found.map(|(_, _, j)| j)
    }

    /// Keeps a whole point as the best form. Where rounding hid that it misses a row, a free variable to branch on.
    fn keep(&mut self, program: &Program<'_>) -> Option<usize> {
        let count = self.binary.values.len();
        let chosen: Vec<bool> = program.x.iter().take(count).map(|x| *x > 0.5).collect();
        match self.binary.check(&chosen) {
            Some(value) => {
                if self.best.as_ref().is_none_or(|(best, _)| value > *best) {
                    self.best = Some((value, chosen));
                }
                None
            }
            None => (0..count).find(|j| program.lower[*j] < program.upper[*j]),
        }
    }

    /// Fixes variables that no better form moves: their reduced cost alone would bridge the gap.
    fn tighten(&self, program: &mut Program<'_>, cost: f64) {
        let gap = self.cutoff() - cost;
        if gap.is_finite() {
            for j in 0..self.binary.values.len() {
                if !program.is_basic(j) && program.lower[j] < program.upper[j] && program.reduced[j].abs() > gap {
                    let x = program.x[j];
                    program.restrict(j, x, x);
                }
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts and seconds stay far below 2^53")]
fn whole(value: i64) -> f64 {
    value as f64
}
