//! M₂ and C₂: whether the whole model fits, from items and pairs of items.

use crate::calibrate::Run;
use crate::numeric::{Matrix, brent, chi_square};
use crate::responses::{MISSING, Responses};
use core::fmt;

/// More margins than this need more memory than the question is worth.
const MOST_MARGINS: usize = 2_000;

/// M₂ (C₂ where an item has several categories) with what is derived from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limited {
    /// The statistic.
    pub statistic: f64,
    /// Degrees of freedom: margins less parameters.
    pub df: usize,
    /// Probability of a statistic this large under the model.
    pub p: f64,
    /// RMSEA₂, with the ends of its 90 % interval.
    pub rmsea: f64,
    /// Lower end.
    pub rmsea_low: f64,
    /// Upper end.
    pub rmsea_high: f64,
    /// Standardised root mean square residual of the correlations of items.
    pub srmsr: f64,
    /// Comparative fit index: how much of the misfit of independent items the model takes away, 0 to 1. NaN where independent items fit too.
    pub cfi: f64,
    /// Tucker-Lewis index: the same per degree of freedom; may pass 1.
    pub tli: f64,
    /// Weighted number of persons without a gap.
    pub persons: f64,
}

/// Why there is no M₂.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotTest {
    /// The calibration has several groups.
    Groups,
    /// As many parameters as margins, or more: any data would fit.
    NoFreedom {
        /// Margins.
        margins: usize,
        /// Parameters.
        parameters: usize,
    },
    /// Too many items.
    TooMany {
        /// Margins they make.
        margins: usize,
    },
    /// Nobody answered every item.
    NobodyComplete,
    /// Margins that determine one another, to working precision.
    Singular,
}

impl CannotTest {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Groups => "fit/groups",
            Self::NoFreedom { .. } => "fit/no-freedom",
            Self::TooMany { .. } => "fit/too-many",
            Self::NobodyComplete => "fit/nobody-complete",
            Self::Singular => "fit/singular",
        }
    }
}

impl fmt::Display for CannotTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Groups => write!(f, "several groups"),
            Self::NoFreedom { margins, parameters } => write!(f, "{margins} margins for {parameters} parameters"),
            Self::TooMany { margins } => write!(f, "{margins} margins, at most {MOST_MARGINS}"),
            Self::NobodyComplete => write!(f, "nobody answered every item"),
            Self::Singular => write!(f, "the margins determine one another"),
        }
    }
}

impl core::error::Error for CannotTest {}

/// One margin: P(X_i = k) or E(X_i X_j).
#[derive(Debug, Clone, Copy)]
enum Margin {
    One(usize, usize),
    Two(usize, usize),
}

/// M₂ of a calibration of one group, from the persons without a gap. `table` is the one that was calibrated.
///
/// # Formula
/// With e the observed less the expected margins, Ξ their covariance in one person, Δ their derivatives by the parameters:
/// M₂ = N eᵀ(Ξ⁻¹ − Ξ⁻¹Δ(ΔᵀΞ⁻¹Δ)⁻¹ΔᵀΞ⁻¹)e. Margins are P(X_i = k) and E(X_i X_j): for right or wrong this is M₂, for several categories C₂.
/// RMSEA₂ = √max(0, (M₂ − df)/(df (N − 1))). With M₀ and df₀ those of independent items with the categories observed: CFI = 1 − max(0, M₂ − df)/max(M₀ − df₀, M₂ − df, 0),
/// TLI = (M₀/df₀ − M₂/df)/(M₀/df₀ − 1).
///
/// # Source
/// A. Maydeu-Olivares and H. Joe, Psychometrika 71 (2006), 713–732; L. Cai and S. Monroe, CRESST report 839 (2014); A. Maydeu-Olivares and H. Joe,
/// Multivariate Behavioral Research 49 (2014), 305–328, for RMSEA₂ and SRMSR.
///
/// # Errors
/// [`CannotTest`].
pub fn limited(run: &mut Run, table: &Responses) -> Result<Limited, CannotTest> {
    if run.groups() != 1 {
        return Err(CannotTest::Groups);
    }
    let kept = run.kept();
    let categories = run.categories();
    let mut margins: Vec<Margin> = Vec::new();
    for (i, &count) in categories.iter().enumerate() {
        margins.extend((1..count).map(|k| Margin::One(i, k)));
    }
    for i in 0..categories.len() {
        margins.extend((i + 1..categories.len()).map(|j| Margin::Two(i, j)));
    }
    let here = run.parameters().to_vec();
    if margins.len() > MOST_MARGINS {
        return Err(CannotTest::TooMany { margins: margins.len() });
    }
    if margins.len() <= here.len() {
        return Err(CannotTest::NoFreedom {
            margins: margins.len(),
            parameters: here.len(),
        });
    }
    let (observed, second, persons) = observed(table, &kept, &margins);
    if persons < 2.0 {
        return Err(CannotTest::NobodyComplete);
    }
    let nodes = run.grid().len();
    let places = Places {
        categories: &categories,
        nodes,
    };
    let expected = run.with_tables(&here, |tables, weights| places.margins(&margins, tables, weights));
    let covariance = run.with_tables(&here, |tables, weights| {
        places.covariance(&margins, &expected, tables, weights)
    });
    let mut slopes = Matrix::zeros(margins.len(), here.len());
    let step = 1e-5;
    let mut moved = here.clone();
    for (column, &value) in here.iter().enumerate() {
        let mut at = |to: f64| {
            if let Some(place) = moved.get_mut(column) {
                *place = to;
            }
            run.with_tables(&moved, |tables, weights| places.margins(&margins, tables, weights))
        };
        let (up, down) = (at(value + step), at(value - step));
        if let Some(place) = moved.get_mut(column) {
            *place = value;
        }
        for (row, (up, down)) in up.iter().zip(&down).enumerate() {
            slopes.set(row, column, (up - down) / (2.0 * step));
        }
    }
    let away: Vec<f64> = observed.iter().zip(&expected).map(|(o, e)| o - e).collect();
    let statistic = persons * quadratic(&covariance, &slopes, &away).ok_or(CannotTest::Singular)?;
    let df = margins.len() - here.len();
    let freedom = df as f64;
    let (alone, alone_df) = independent(&categories, &margins, &observed).ok_or(CannotTest::Singular)?;
    let alone = persons * alone;
    let excess = (statistic - freedom).max(0.0);
    let ratio = alone / alone_df;
    let rmsea = |excess: f64| libm::sqrt((excess / (freedom * (persons - 1.0))).max(0.0));
    let seconds = run.with_tables(&here, |tables, weights| places.seconds(tables, weights));
    Ok(Limited {
        statistic,
        df,
        p: chi_square::upper(statistic, freedom),
        rmsea: rmsea(statistic - freedom),
        rmsea_low: rmsea(noncentrality(statistic, freedom, 0.95)),
        rmsea_high: rmsea(noncentrality(statistic, freedom, 0.05)),
        cfi: 1.0 - excess / (alone - alone_df).max(excess),
        tli: (ratio - statistic / freedom) / (ratio - 1.0),
        srmsr: srmsr(&categories, &margins, (&observed, &second), (&expected, &seconds)),
        persons,
    })
}

/// M₀/N and its degrees of freedom, as many as there are pairs: items that have nothing in common, each with its observed shares of categories.
fn independent(categories: &[usize], margins: &[Margin], observed: &[f64]) -> Option<(f64, f64)> {
    let mut seen = observed.iter();
    let shares: Vec<f64> = categories
        .iter()
        .flat_map(|&count| {
            let own: Vec<f64> = seen.by_ref().take(count - 1).copied().collect();
            core::iter::once(1.0 - own.iter().sum::<f64>()).chain(own)
        })
        .collect();
    let places = Places { categories, nodes: 1 };
    let expected = places.margins(margins, &shares, &[1.0]);
    let covariance = places.covariance(margins, &expected, &shares, &[1.0]);
    let free: Vec<usize> = categories
        .iter()
        .scan(0, |from, &count| {
            let own = *from + 1..*from + count;
            *from += count;
            Some(own)
        })
        .flatten()
        .collect();
    // A margin is linear in the shares of each item: one step gives the derivative.
    let mut slopes = Matrix::zeros(margins.len(), free.len());
    for (column, &place) in free.iter().enumerate() {
        let lowest = (0..=place).rev().find(|at| !free.contains(at))?;
        let mut moved = shares.clone();
        *moved.get_mut(place)? += 1.0;
        *moved.get_mut(lowest)? -= 1.0;
        for (row, (there, here)) in places
            .margins(margins, &moved, &[1.0])
            .iter()
            .zip(&expected)
            .enumerate()
        {
            slopes.set(row, column, there - here);
        }
    }
    let away: Vec<f64> = observed.iter().zip(&expected).map(|(o, e)| o - e).collect();
    Some((
        quadratic(&covariance, &slopes, &away)?,
        (margins.len() - free.len()) as f64,
    ))
}

/// eᵀ(Ξ⁻¹ − Ξ⁻¹Δ(ΔᵀΞ⁻¹Δ)⁻¹ΔᵀΞ⁻¹)e.
fn quadratic(covariance: &Matrix, slopes: &Matrix, away: &[f64]) -> Option<f64> {
    let factor = covariance.cholesky()?;
    let solved = factor.solve(away)?;
    let mut weighted = Matrix::zeros(slopes.rows(), slopes.columns());
    for column in 0..slopes.columns() {
        let own: Vec<f64> = (0..slopes.rows()).map(|row| slopes.at(row, column)).collect();
        for (row, value) in factor.solve(&own)?.into_iter().enumerate() {
            weighted.set(row, column, value);
        }
    }
    let across = slopes.transpose().product(&weighted)?;
    let lost = weighted.transpose().times(away);
    let back = across.cholesky()?.solve(&lost)?;
    let plain: f64 = solved.iter().zip(away).map(|(x, y)| x * y).sum();
    let gone: f64 = back.iter().zip(&lost).map(|(x, y)| x * y).sum();
    Some(plain - gone)
}

/// Observed margins, second moments of the items, and number of persons, over the persons without a gap.
fn observed(table: &Responses, kept: &[usize], margins: &[Margin]) -> (Vec<f64>, Vec<f64>, f64) {
    let mut sums = vec![0.0; margins.len()];
    let mut second = vec![0.0; kept.len()];
    let mut persons = 0.0;
    for (row, &weight) in table.rows().zip(table.weights()) {
        let cells: Vec<u8> = kept.iter().filter_map(|&item| row.get(item).copied()).collect();
        if weight <= 0.0 || cells.contains(&MISSING) {
            continue;
        }
        persons += weight;
        let at = |item: usize| cells.get(item).copied().unwrap_or(0);
        for (sum, margin) in sums.iter_mut().zip(margins) {
            *sum += weight
                * match *margin {
                    Margin::One(i, k) => f64::from(u8::from(usize::from(at(i)) == k)),
                    Margin::Two(i, j) => f64::from(at(i)) * f64::from(at(j)),
                };
        }
        for (sum, &cell) in second.iter_mut().zip(&cells) {
            *sum += weight * f64::from(cell) * f64::from(cell);
        }
    }
    sums.iter_mut().chain(&mut second).for_each(|sum| *sum /= persons);
    (sums, second, persons)
}

/// How the tables of probabilities are laid out.
struct Places<'a> {
    categories: &'a [usize],
    nodes: usize,
}

impl Places<'_> {
    /// P(X_i = k), E X_i and E X_i² at one node, for every item.
    fn node(&self, tables: &[f64], q: usize) -> Vec<(Vec<f64>, f64, f64)> {
        let mut from = 0;
        self.categories
            .iter()
            .map(|&count| {
                let p: Vec<f64> = (0..count)
                    .map(|k| tables.get(from + k * self.nodes + q).copied().unwrap_or(0.0))
                    .collect();
                from += count * self.nodes;
                let moment = |power: fn(f64) -> f64| p.iter().enumerate().map(|(k, p)| power(k as f64) * p).sum();
                let (mean, second) = (moment(|x| x), moment(|x| x * x));
                (p, mean, second)
            })
            .collect()
    }

    fn margins(&self, margins: &[Margin], tables: &[f64], weights: &[f64]) -> Vec<f64> {
        let mut out = vec![0.0; margins.len()];
        for (q, weight) in weights.iter().enumerate() {
            let items = self.node(tables, q);
            for (place, margin) in out.iter_mut().zip(margins) {
                *place += weight * value(&items, *margin);
            }
        }
        out
    }

    fn seconds(&self, tables: &[f64], weights: &[f64]) -> Vec<f64> {
        let mut out = vec![0.0; self.categories.len()];
        for (q, weight) in weights.iter().enumerate() {
            for (place, (_, _, second)) in out.iter_mut().zip(self.node(tables, q)) {
                *place += weight * second;
            }
        }
        out
    }

    fn covariance(&self, margins: &[Margin], expected: &[f64], tables: &[f64], weights: &[f64]) -> Matrix {
        let size = margins.len();
        let mut out = Matrix::zeros(size, size);
        for (q, &weight) in weights.iter().enumerate() {
            let items = self.node(tables, q);
            let singles: Vec<f64> = margins.iter().map(|margin| value(&items, *margin)).collect();
            for (row, (left, &x)) in margins.iter().zip(&singles).enumerate() {
                for (column, (right, &y)) in margins.iter().zip(&singles).enumerate().take(row + 1) {
                    out.add(row, column, weight * product(&items, *left, *right, x, y));
                }
            }
        }
        for (row, left) in expected.iter().enumerate() {
            for (column, right) in expected.iter().enumerate().take(row + 1) {
                let value = out.at(row, column) - left * right;
                out.set(row, column, value);
                out.set(column, row, value);
            }
        }
        out
    }
}

type NodeItem = (Vec<f64>, f64, f64);

fn mean(items: &[NodeItem], i: usize) -> f64 {
    items.get(i).map_or(0.0, |item| item.1)
}

fn second(items: &[NodeItem], i: usize) -> f64 {
    items.get(i).map_or(0.0, |item| item.2)
}

fn chance(items: &[NodeItem], i: usize, k: usize) -> f64 {
    items.get(i).and_then(|item| item.0.get(k)).copied().unwrap_or(0.0)
}

fn value(items: &[NodeItem], margin: Margin) -> f64 {
    match margin {
        Margin::One(i, k) => chance(items, i, k),
        Margin::Two(i, j) => mean(items, i) * mean(items, j),
    }
}

/// E of the product of two margins at a node, where `x` and `y` are their own expectations: items they share count once.
fn product(items: &[NodeItem], left: Margin, right: Margin, x: f64, y: f64) -> f64 {
    match (left, right) {
        (Margin::One(i, k), Margin::One(j, l)) => {
            if i != j {
                x * y
            } else if k == l {
                x
            } else {
                0.0
            }
        }
        (Margin::One(i, k), Margin::Two(a, b)) | (Margin::Two(a, b), Margin::One(i, k)) => {
            let shared = k as f64 * chance(items, i, k);
            if i == a {
                shared * mean(items, b)
            } else if i == b {
                shared * mean(items, a)
            } else {
                x * y
            }
        }
        (Margin::Two(i, j), Margin::Two(a, b)) => match (i == a, j == b, i == b, j == a) {
            (true, true, ..) => second(items, i) * second(items, j),
            (true, ..) => second(items, i) * mean(items, j) * mean(items, b),
            (_, true, ..) => second(items, j) * mean(items, i) * mean(items, a),
            (_, _, true, _) => second(items, i) * mean(items, j) * mean(items, a),
            (_, _, _, true) => second(items, j) * mean(items, i) * mean(items, b),
            _ => x * y,
        },
    }
}

/// Root mean square of observed less expected correlations.
fn srmsr(categories: &[usize], margins: &[Margin], observed: (&[f64], &[f64]), expected: (&[f64], &[f64])) -> f64 {
    let correlations = |(values, seconds): (&[f64], &[f64])| -> Vec<f64> {
        let mut means = vec![0.0; categories.len()];
        for (margin, value) in margins.iter().zip(values) {
            if let Margin::One(i, k) = *margin
                && let Some(mean) = means.get_mut(i)
            {
                *mean += k as f64 * value;
            }
        }
        let at = |list: &[f64], i: usize| list.get(i).copied().unwrap_or(0.0);
        let variance = |i: usize| at(seconds, i) - at(&means, i) * at(&means, i);
        margins
            .iter()
            .zip(values)
            .filter_map(|(margin, value)| match *margin {
                Margin::Two(i, j) => {
                    Some((value - at(&means, i) * at(&means, j)) / libm::sqrt(variance(i) * variance(j)))
                }
                Margin::One(..) => None,
            })
            .collect()
    };
    let (seen, wanted) = (correlations(observed), correlations(expected));
    let squares: f64 = seen.iter().zip(&wanted).map(|(x, y)| (x - y) * (x - y)).sum();
    libm::sqrt(squares / seen.len() as f64)
}

/// The non-centrality λ for which a statistic this small has probability `p`; 0 where even λ = 0 makes it rarer.
///
/// # Formula
/// P(χ²_df(λ) ≤ x) = Σ_j Poisson(j; λ/2) P(χ²_{df+2j} ≤ x).
fn noncentrality(x: f64, df: f64, p: f64) -> f64 {
    let below = |lambda: f64| {
        let half = lambda / 2.0;
        let centre = libm::floor(half);
        let log_mass = |j: f64| j * libm::log(half.max(1e-300)) - half - libm::lgamma(j + 1.0);
        let reach = libm::ceil(12.0 * libm::sqrt(half + 1.0) + 20.0);
        let mut total = 0.0;
        let mut j = (centre - reach).max(0.0);
        while j <= centre + reach {
            let mass = if half > 0.0 {
                libm::exp(log_mass(j))
            } else if j < 0.5 {
                1.0
            } else {
                0.0
            };
            total += mass * chi_square::cdf(x, df + 2.0 * j);
            j += 1.0;
        }
        total - p
    };
    if below(0.0) <= 0.0 {
        return 0.0;
    }
    brent::root(below, 0.0, 10.0 * x + 100.0, 1e-10).unwrap_or(f64::NAN)
}
